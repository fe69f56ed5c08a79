//! Medians with their spread, and the targets they are held against.

use super::{ROUNDS, Row};
use core::time::Duration;

/// How many times the reference's median a place may take.
const TARGETS: [(&str, &str, &str, f64); 10] = [
    ("RSA-2048", "wide", "RustCrypto", 0.8),
    ("P-256", "wide", "RustCrypto", 1.1),
    ("P-384", "wide", "RustCrypto", 1.25),
    ("RSA-2048", "baseline", "RustCrypto", 2.6),
    ("P-256", "baseline", "RustCrypto", 3.3),
    ("P-384", "baseline", "RustCrypto", 3.7),
    ("RSA-2048", "baseline in V8", "RustCrypto", 2.6),
    ("P-256", "baseline in V8", "RustCrypto", 3.3),
    ("P-384", "baseline in V8", "RustCrypto", 3.7),
    ("JPKI login, RSA-2048", "wide", "OpenSSL", 3.0),
];

pub(crate) fn print(rows: &mut [Row<'_>]) {
    println!("{ROUNDS} rounds, in microseconds");
    println!(
        "{:22}{:16}{:>9}{:>9}{:>9}{:>9}",
        "", "where", "least", "tenth", "median", "ninetieth"
    );
    rows.sort_by_key(|row| (row.subject, row.place));
    for row in rows.iter_mut() {
        row.times.sort_unstable();
        let [least, tenth, median, ninetieth] =
            [0, 10, 50, 90].map(|percent| percentile(row, percent).as_micros());
        let (subject, place) = (row.subject, row.place);
        println!("{subject:22}{place:16}{least:>9}{tenth:>9}{median:>9}{ninetieth:>9}");
    }
    println!();
    for (subject, place, reference, most) in TARGETS {
        let median = |place| {
            let row = rows
                .iter()
                .find(|row| (row.subject, row.place) == (subject, place));
            row.map(|row| percentile(row, 50).as_secs_f64())
        };
        let Some((time, of)) = median(place).zip(median(reference)) else {
            println!("{subject}, {place}: not measured");
            continue;
        };
        let ratio = time / of;
        let met = if ratio <= most { "met" } else { "NOT MET" };
        println!("{subject}, {place}: {ratio:.2} times {reference}, at most {most}: {met}");
    }
}

/// Of times in order.
fn percentile(row: &Row<'_>, percent: usize) -> Duration {
    row.times[(row.times.len() - 1) * percent / 100]
}
