//! Medians, throughput, and the targets they are held against.

use super::Row;
use core::time::Duration;

/// How many times the reference's median a place may take.
struct Target {
    place: &'static str,
    reference: &'static str,
    most: f64,
}

const TARGETS: [Target; 2] = [
    Target {
        place: "wide",
        reference: "quick-xml",
        most: 2.5,
    },
    Target {
        place: "baseline in V8",
        reference: "fast-xml-parser",
        most: 1.0 / 3.5,
    },
];

/// Of the component, in megabytes (of 1,000,000 bytes) a second.
const LEAST_THROUGHPUT: f64 = 50.0;

pub(crate) fn print(rows: &mut [Row<'_>]) {
    println!(
        "{:18}{:18}{:>8}{:>12}{:>12}{:>12}{:>9}{:>12}",
        "", "where", "rounds", "least µs", "median µs", "ninetieth", "MB/s", "× quick-xml"
    );
    rows.sort_by_key(|row| (row.file.subject, row.place));
    for row in rows.iter_mut() {
        row.times.sort_unstable();
    }
    for row in &*rows {
        let [least, median, ninetieth] =
            [0, 50, 90].map(|percent| percentile(row, percent).as_micros());
        let against = ratio(rows, row.file.subject, row.place, "quick-xml");
        println!(
            "{:18}{:18}{:>8}{least:>12}{median:>12}{ninetieth:>12}{:>9.1}{:>12}",
            row.file.subject,
            row.place,
            row.times.len(),
            throughput(row),
            against.map_or_else(String::new, |against| format!("{against:.2}")),
        );
    }
    println!();
    let mut subjects: Vec<_> = rows.iter().map(|row| row.file.subject).collect();
    subjects.dedup();
    for subject in subjects {
        for Target {
            place,
            reference,
            most,
        } in TARGETS
        {
            match ratio(rows, subject, place, reference) {
                Some(ratio) => println!(
                    "{subject}, {place}: {ratio:.2} times {reference}, at most {most:.2}: {}",
                    met(ratio <= most)
                ),
                None => println!("{subject}, {place} beside {reference}: not measured"),
            }
        }
        if let Some(row) = find(rows, subject, "wide") {
            let throughput = throughput(row);
            println!(
                "{subject}, wide: {throughput:.1} MB/s, at least {LEAST_THROUGHPUT}: {}",
                met(throughput >= LEAST_THROUGHPUT)
            );
        }
    }
}

fn met(met: bool) -> &'static str {
    if met { "met" } else { "NOT MET" }
}

fn find<'r, 'a>(rows: &'r [Row<'a>], subject: &str, place: &str) -> Option<&'r Row<'a>> {
    rows.iter()
        .find(|row| row.file.subject == subject && row.place == place)
}

fn ratio(rows: &[Row<'_>], subject: &str, place: &str, reference: &str) -> Option<f64> {
    let median = |place| Some(percentile(find(rows, subject, place)?, 50).as_secs_f64());
    Some(median(place)? / median(reference)?)
}

#[allow(clippy::cast_precision_loss, reason = "a file has not so many bytes")]
fn throughput(row: &Row<'_>) -> f64 {
    row.file.bytes.len() as f64 / percentile(row, 50).as_secs_f64() / 1e6
}

/// Of times in order.
fn percentile(row: &Row<'_>, percent: usize) -> Duration {
    row.times[(row.times.len() - 1) * percent / 100]
}
