//! Told to stop from outside (Ctrl-C, the end of the session, a service manager): the
//! counter leaves as if staff had said so. Told once more, it ends at once.

use crate::Failure;
use core::sync::atomic::{AtomicBool, Ordering};
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;
use std::sync::Arc;

pub(super) struct Stop(Arc<AtomicBool>);

impl Stop {
    pub(super) fn on_signals() -> Result<Self, Failure> {
        let told = Arc::new(AtomicBool::new(false));
        for (signal, status) in [(SIGINT, 130), (SIGTERM, 143)] {
            // In this order: the first sets it, the second finds it set.
            flag::register_conditional_shutdown(signal, status, Arc::clone(&told))
                .and_then(|_| flag::register(signal, Arc::clone(&told)))
                .map_err(|error| Failure::Misuse(error.to_string()))?;
        }
        Ok(Self(told))
    }

    pub(super) fn is_told(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
