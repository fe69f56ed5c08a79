//! A terminal that goes on by itself.

use super::Connector;
use core::sync::atomic::{AtomicBool, Ordering};
use core::time::Duration;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::SystemTime;

/// Lets a terminal go on by a clock until it is told to stop, looking into its folder
/// as often as this.
///
/// # Errors
/// As [`Connector::step`].
pub fn run(
    connector: &Mutex<Connector>,
    clock: impl Fn() -> SystemTime,
    every: Duration,
    stop: &AtomicBool,
) -> io::Result<()> {
    while !stop.load(Ordering::Relaxed) {
        let step = connector
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .step(clock())?;
        if step.taken == 0 {
            thread::sleep(every);
        } else {
            // Whoever waits for the terminal has a turn.
            thread::yield_now();
        }
    }
    Ok(())
}

/// A terminal in a thread of its own, by the system's clock, until it is dropped.
#[derive(Debug)]
pub struct Running {
    connector: Arc<Mutex<Connector>>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<io::Result<()>>>,
}

impl Running {
    /// Lets it go on, looking into its folder as often as this.
    #[must_use]
    pub fn start(connector: Connector, every: Duration) -> Self {
        let connector = Arc::new(Mutex::new(connector));
        let stop = Arc::new(AtomicBool::new(false));
        let thread = thread::spawn({
            let (connector, stop) = (Arc::clone(&connector), Arc::clone(&stop));
            move || run(&connector, SystemTime::now, every, &stop)
        });
        Self {
            connector,
            stop,
            thread: Some(thread),
        }
    }

    /// The terminal, which goes on once this is dropped.
    pub fn connector(&self) -> MutexGuard<'_, Connector> {
        self.connector
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Stops it, and says how it went; nothing more where it was stopped before.
    ///
    /// # Errors
    /// As [`Connector::step`], and where it panicked.
    pub fn stop(&mut self) -> io::Result<()> {
        self.stop.store(true, Ordering::Relaxed);
        let ended = self.thread.take().map(JoinHandle::join);
        match ended {
            Some(Ok(ended)) => ended,
            Some(Err(_)) => Err(io::Error::other("the terminal panicked")),
            None => Ok(()),
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.stop();
    }
}
