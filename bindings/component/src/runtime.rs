//! What a program without a standard library must bring: memory, a last word
//! for panics (there are none: the core forbids them), and randomness.

use crate::bindings::wasi::random::random::get_random_bytes;
use core::alloc::{GlobalAlloc, Layout};
use core::panic::PanicInfo;
use dlmalloc::GlobalDlmalloc;

#[global_allocator]
static ALLOCATOR: Wiping = Wiping;

/// Overwrites what it frees: hosts use an instance again, and one patient's data are
/// not to lie about while it works on the next one's.
struct Wiping;

// SAFETY: everything is dlmalloc's own, which gets back what it gave out; `realloc` and
// `alloc_zeroed` are those of the trait, in terms of the two here.
unsafe impl GlobalAlloc for Wiping {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's promise is the same.
        unsafe { GlobalDlmalloc.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the block is the caller's to give up, and of this size.
        unsafe {
            block.write_bytes(0, layout.size());
            GlobalDlmalloc.dealloc(block, layout);
        }
    }
}

#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}

/// getrandom's custom backend: the component's one import.
// SAFETY: getrandom calls this symbol with a pointer to `len` writable bytes.
#[unsafe(no_mangle)]
unsafe extern "Rust" fn __getrandom_v03_custom(
    dest: *mut u8,
    len: usize,
) -> Result<(), getrandom::Error> {
    let bytes = get_random_bytes(len as u64);
    if bytes.len() != len {
        return Err(getrandom::Error::UNEXPECTED);
    }
    // SAFETY: `dest` is valid for `len` bytes by getrandom's contract, and
    // `bytes` holds exactly as many.
    unsafe { core::ptr::copy_nonoverlapping(bytes.as_ptr(), dest, len) };
    Ok(())
}
