//! What a program without a standard library must bring: memory, a last word
//! for panics (there are none: the core forbids them), and randomness.

use crate::bindings::wasi::random::random::get_random_bytes;
use core::panic::PanicInfo;
use onshi_arena::Arena;

#[global_allocator]
pub(crate) static ARENA: Arena = Arena::new();

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
