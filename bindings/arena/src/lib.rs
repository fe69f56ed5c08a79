//! Memory for one call at a time.
//!
//! The core keeps nothing between calls. So a call takes memory from front to back
//! and gives nothing back piece by piece; when its answer has been read, all of it
//! is wiped and begins anew. Nothing of a patient stays behind for the next call,
//! and the code that would give back every single piece, a twentieth of the
//! component, is not there. What it costs: a call holds on to what it used for a
//! moment too, which is some two to three times as much memory at most.

#![no_std]
// Empty anywhere but on wasm32, so that the workspace builds on any host.
#![cfg(target_arch = "wasm32")]

use core::alloc::{GlobalAlloc, Layout};
use core::arch::wasm32::{memory_grow, memory_size};
use core::cell::Cell;
use core::ptr;

const PAGE: usize = 64 * 1024;
/// As much as the memory grows by at least, because growing is dear.
const STEP: usize = 4 * PAGE;

unsafe extern "C" {
    /// The linker's mark where the program's own data ends.
    static __heap_base: u8;
}

/// The allocator. There is one in a module, as its `global_allocator`.
#[derive(Debug, Default)]
pub struct Arena {
    /// The first byte that is not taken; 0 before the first call. From here on
    /// there are zeros.
    free: Cell<usize>,
}

// SAFETY: the module has one thread.
unsafe impl Sync for Arena {}

impl Arena {
    /// With all of the memory free.
    #[must_use]
    pub const fn new() -> Self {
        Self { free: Cell::new(0) }
    }

    /// Wipes whatever was taken, and begins anew.
    ///
    /// # Safety
    /// Nobody uses any of it any more.
    pub unsafe fn wipe(&self) {
        let start = start();
        let taken = self.free.replace(start).saturating_sub(start);
        // SAFETY: it was taken from the memory there is, and the caller's promise.
        unsafe { ptr::with_exposed_provenance_mut::<u8>(start).write_bytes(0, taken) };
    }

    /// Takes the bytes up to `end`, if the memory can become as large as that.
    fn take(&self, end: usize) -> bool {
        let there = memory_size(0).saturating_mul(PAGE);
        if let Some(missing @ 1..) = end.checked_sub(there) {
            let grown = [missing.max(STEP), missing]
                .into_iter()
                .any(|bytes| memory_grow(0, bytes.div_ceil(PAGE)) != usize::MAX);
            if !grown {
                return false;
            }
        }
        self.free.set(end);
        true
    }
}

fn start() -> usize {
    (&raw const __heap_base).expose_provenance()
}

// SAFETY: what is handed out lies behind all that was handed out before, within the
// memory there is, and aligned.
unsafe impl GlobalAlloc for Arena {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let free = self.free.get().max(start());
        let place = free
            .checked_next_multiple_of(layout.align())
            .and_then(|at| Some((at, at.checked_add(layout.size())?)));
        match place {
            Some((at, end)) if self.take(end) => ptr::with_exposed_provenance_mut(at),
            _ => ptr::null_mut(),
        }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's promises.
        unsafe { self.alloc(layout) }
    }

    unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}

    /// What was taken last grows where it is: texts and lists mostly do.
    unsafe fn realloc(&self, old: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        let at = old.expose_provenance();
        if size <= layout.size() {
            return old;
        }
        if at.checked_add(layout.size()) == Some(self.free.get()) {
            let end = at.checked_add(size);
            return if end.is_some_and(|end| self.take(end)) {
                old
            } else {
                ptr::null_mut()
            };
        }
        // SAFETY: the caller's promises.
        unsafe {
            let new = self.alloc(Layout::from_size_align_unchecked(size, layout.align()));
            if !new.is_null() {
                ptr::copy_nonoverlapping(old, new, layout.size());
            }
            new
        }
    }
}
