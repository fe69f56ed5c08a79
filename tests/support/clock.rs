//! How long something takes on a machine that does other things too.

use core::time::Duration;
use std::time::Instant;

/// Runs it, and tells how long this thread was at work: time others had the
/// processor does not count where the system says so (Linux), otherwise it does.
pub fn timed<T>(run: impl FnOnce() -> T) -> (T, Duration) {
    let (start, at_work) = (Instant::now(), at_work());
    let outcome = run();
    let passed = start.elapsed();
    let worked = at_work.zip(self::at_work());
    (
        outcome,
        worked.map_or(passed, |(before, after)| after - before),
    )
}

/// How long this thread has been running.
fn at_work() -> Option<Duration> {
    // The system adds up at every switch of threads.
    std::thread::yield_now();
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds = told.split_whitespace().next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}
