//! The slowest inputs that anybody has thought of, each as large as the default
//! limits let in, through the baseline component: what they cost in units of work,
//! in milliseconds, and in milliseconds per 1,000 units.
//!
//! A unit stands for about 10 µs: a row with much more than 10 ms per 1,000 units is
//! work that is not charged, a row with more than 100 ms is a limit too wide. Times
//! are those of the processor, the least of several runs. An argument that is no flag chooses the rows whose
//! name contains it.

#[path = "worst/cases.rs"]
mod cases;
#[path = "../forge.rs"]
mod forge;

use core::time::Duration;
use onshi_host::Onshi;
use onshi_tests::clock::timed;

const ROUNDS: usize = 7;

fn main() {
    let component = std::fs::read(onshi_tests::dist().join("onshi.wasm")).expect("a component");
    let onshi = Onshi::from_bytes(&component).expect("the component opens");
    let chosen = std::env::args().skip(1).find(|word| !word.starts_with('-'));
    println!(
        "{:44}{:>9}{:>8}{:>6}{:>9}{:>8}  verdict",
        "input", "bytes", "units", "sigs", "ms", "ms/1000"
    );
    for (name, request) in cases::all() {
        if chosen
            .as_ref()
            .is_some_and(|part| !name.contains(part.as_str()))
        {
            continue;
        }
        let mut least = Duration::MAX;
        let mut answer = None;
        for _ in 0..ROUNDS {
            let (verdict, time) = timed(|| onshi.validate(&request));
            least = least.min(time);
            answer = Some(verdict);
        }
        let groups = [
            &request.intermediates,
            &request.anchors,
            &request.crls,
            &request.ocsp_responses,
        ];
        let bytes: usize = groups.into_iter().flatten().map(Vec::len).sum();
        let bytes = bytes + request.leaf.len() + request.profile.len() + request.options.len();
        let milliseconds = least.as_secs_f64() * 1000.0;
        match answer.expect("a round") {
            Ok(verdict) => {
                let work = &verdict.work;
                let failed: Vec<_> = verdict
                    .findings
                    .iter()
                    .filter(|finding| finding.outcome == onshi_host::certificate::Outcome::Failed)
                    .map(|finding| finding.code.as_str())
                    .collect();
                println!(
                    "{name:44}{bytes:>9}{:>8}{:>6}{milliseconds:>9.1}{:>8.1}  {} ({} findings) {}",
                    work.used,
                    work.signature_checks,
                    milliseconds * 1000.0 / f64::from(work.used.max(1)),
                    verdict.state,
                    verdict.findings.len(),
                    failed.first().unwrap_or(&"")
                );
            }
            Err(error) => println!("{name:44}{bytes:>9}{milliseconds:>23.1}          {error}"),
        }
    }
}
