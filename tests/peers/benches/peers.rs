//! What signatures and whole logins cost, side by side in one run: OpenSSL, ring
//! and RustCrypto compiled natively; the core compiled natively; the component in
//! both builds under wasmtime, and the baseline in V8.
//!
//! A signature alone is checked in an instance that stays, so that the arithmetic
//! is compared; a login pays for what a call of a host costs, an instance of its own
//! under the Node host, and for reading both certificates, which OpenSSL does too.
//! A round runs every row, in an order of its own, so that whatever else the machine
//! does falls on all of them alike; and each row three times, of which the last
//! counts, so that what one has left in the caches is no matter to the next.

#[allow(dead_code, reason = "shared with the tests")]
#[path = "../../desk.rs"]
mod desk;
#[path = "peers/natives.rs"]
mod natives;
#[path = "peers/report.rs"]
mod report;
#[path = "peers/v8.rs"]
mod v8;
#[path = "peers/wasm.rs"]
mod wasm;

use core::time::Duration;
use desk::{AT, Login, SEED, newest, patient, request};
use onshi_host::Onshi;
use onshi_simulator::jpki::Hierarchy;
use onshi_simulator::key::KeyKind;
use std::time::Instant;

/// V8 compiles a second time what it has seen often.
const WARM_UP: usize = 30;
const ROUNDS: usize = 400;
/// Of which the last counts.
const RUNS: usize = 3;

/// A signature over some 1,400 bytes, as long as a certificate.
struct Signed {
    subject: &'static str,
    /// SubjectPublicKeyInfo.
    key: Vec<u8>,
    algorithm: &'static str,
    message: Vec<u8>,
    signature: Vec<u8>,
}

/// One operation in one place. It times itself, because V8 does so elsewhere.
struct Row<'a> {
    subject: &'static str,
    place: &'static str,
    run: Box<dyn FnMut() -> Duration + 'a>,
    times: Vec<Duration>,
}

fn row<'a>(
    subject: &'static str,
    place: &'static str,
    mut verify: impl FnMut() -> bool + 'a,
) -> Row<'a> {
    let run = move || {
        let start = Instant::now();
        let right = verify();
        let time = start.elapsed();
        assert!(right, "{subject}, {place}");
        time
    };
    Row {
        subject,
        place,
        run: Box::new(run),
        times: Vec::with_capacity(ROUNDS),
    }
}

fn main() {
    let dist = onshi_tests::dist();
    let read = |name| std::fs::read(dist.join(name)).expect("a component");
    let (wide_bytes, baseline_bytes) = (read("onshi-wide.wasm"), read("onshi.wasm"));
    let open = |bytes| Onshi::from_bytes(bytes).expect("the component opens");
    let (wide, baseline) = (open(&wide_bytes), open(&baseline_bytes));

    let kinds = [
        ("RSA-2048", KeyKind::Rsa2048),
        ("P-256", KeyKind::P256),
        ("P-384", KeyKind::P384),
    ];
    let message: Vec<u8> = (0..=255).cycle().take(1_400).collect();
    let (mut signed, mut logins) = (Vec::new(), Vec::new());
    for (subject, kind) in kinds {
        let root = newest(&Hierarchy::jpki_test_generations(SEED, AT, &[kind]));
        let card = root.issue(&root.template(&patient()));
        signed.push(Signed {
            subject,
            key: natives::key_of(&card.certificate),
            algorithm: desk::algorithm(kind),
            signature: card.key.sign(&message),
            message: message.clone(),
        });
        let subject = match kind {
            KeyKind::Rsa2048 => "JPKI login, RSA-2048",
            KeyKind::P256 => continue,
            KeyKind::P384 => "JPKI login, P-384",
        };
        let chain = request("jpki-auth", &card, &[root.certificate()]);
        logins.push((subject, Login::new(&wide, chain, &card)));
    }

    let mut rows = Vec::new();
    natives::rows(&signed, &logins, &mut rows);
    for (place, bytes) in [("wide", &wide_bytes), ("baseline", &baseline_bytes)] {
        wasm::rows(place, bytes, &signed, &mut rows);
    }
    for (subject, login) in &logins {
        for (place, onshi) in [("wide", &wide), ("baseline", &baseline)] {
            rows.push(row(subject, place, || login.judge(onshi).state == "valid"));
        }
    }
    v8::rows(&dist.join("onshi.core.wasm"), &signed, &logins, &mut rows);

    let mut random = fastrand::Rng::with_seed(1);
    for round in 0..WARM_UP + ROUNDS {
        random.shuffle(&mut rows);
        for row in &mut rows {
            let time = (0..RUNS).map(|_| (row.run)()).last().unwrap_or_default();
            if round >= WARM_UP {
                row.times.push(time);
            }
        }
    }
    report::print(&mut rows);
}
