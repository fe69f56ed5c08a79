//! What a reception costs, side by side in one run: through the component in
//! both builds, and in the core linked natively.
//!
//! Every call through a component has an instance that was used before, as
//! `onshi-host` keeps them; the empty call shows what a call alone costs, and a face
//! result takes two.
//! A round runs every row once, in an order of its own, so that whatever else
//! the machine does falls on all of them alike. How things are built for this
//! is in `profile.toml`.

#[allow(dead_code, reason = "shared with the tests")]
#[path = "../desk.rs"]
mod desk;

use core::hint::black_box;
use core::time::Duration;
use desk::{AT, Login, assert_valid, request, rfc3339, rsa_card};
use onshi::certificate::{self, Challenge, Options, Request, State};
use onshi::time::Instant as Moment;
use onshi::{eligibility, message};
use onshi_host::{Onshi, ReadOptions};
use onshi_simulator::person::Person;
use onshi_simulator::results::{FaceResult, File};
use std::time::Instant;

const WARM_UP: usize = 20;
const ROUNDS: usize = 500;

/// One operation in one place.
struct Row<'a> {
    operation: &'static str,
    place: &'static str,
    run: Box<dyn Fn() + 'a>,
    times: Vec<Duration>,
}

fn main() {
    let open = |name| {
        let bytes = std::fs::read(onshi_tests::dist().join(name)).expect("a component");
        Onshi::from_bytes(&bytes).expect("the component opens")
    };
    let (wide, baseline) = (open("onshi-wide.wasm"), open("onshi.wasm"));
    let file = FaceResult::new(Person::pensioner(AT), AT).file();
    let (root, card) = rsa_card();
    let chain = request("jpki-auth", card, &[root.certificate()]);
    let login = Login::new(&wide, chain, card);
    let native = NativeLogin::from(&login);

    let mut rows = Vec::new();
    for (place, onshi) in [("wide component", &wide), ("baseline component", &baseline)] {
        rows.push(row("empty call", place, || {
            black_box(onshi.version().expect("a version"));
        }));
        rows.push(row("face result, read and judged", place, || {
            read_and_judge(onshi, &file);
        }));
        rows.push(row("JPKI login, RSA-2048", place, || {
            assert_valid(&login.judge(onshi));
        }));
    }
    rows.push(row("face result, read and judged", "core, native", || {
        read_and_judge_natively(&file);
    }));
    rows.push(row("JPKI login, RSA-2048", "core, native", || {
        native.judge();
    }));

    let mut random = fastrand::Rng::with_seed(1);
    for round in 0..WARM_UP + ROUNDS {
        random.shuffle(&mut rows);
        for row in &mut rows {
            let start = Instant::now();
            (row.run)();
            let time = start.elapsed();
            if round >= WARM_UP {
                row.times.push(time);
            }
        }
    }
    rows.sort_by_key(|row| (row.operation, row.place));
    print(&mut rows);
}

fn row<'a>(operation: &'static str, place: &'static str, run: impl Fn() + 'a) -> Row<'a> {
    Row {
        operation,
        place,
        run: Box::new(run),
        times: Vec::with_capacity(ROUNDS),
    }
}

fn read_and_judge(onshi: &Onshi, file: &File) {
    let options = ReadOptions::named(&file.name);
    let document = onshi.read(&file.bytes, &options).expect("a result");
    let judgement = onshi.judge(&document.content, &rfc3339(AT));
    black_box(judgement.expect("a judgement"));
}

fn read_and_judge_natively(file: &File) {
    let options = message::ReadOptions {
        file_name: Some(&file.name),
        ..message::ReadOptions::default()
    };
    let content = message::read(&file.bytes, &options)
        .expect("a result")
        .to_json();
    let document = message::read_json(&content, &message::ReadOptions::default());
    let at = Moment::parse(&rfc3339(AT)).expect("a time");
    let judgement = eligibility::judge(document.expect("a result").root(), at);
    black_box(judgement.expect("a judgement"));
}

/// A login as the core takes it.
struct NativeLogin<'a> {
    request: Request,
    challenge: Challenge,
    login: &'a Login,
}

impl<'a> From<&'a Login> for NativeLogin<'a> {
    fn from(login: &'a Login) -> Self {
        let (request, challenge) = (login.request.clone(), &login.challenge);
        let moment = |text: &str| Moment::parse(text).expect("a time");
        Self {
            request: Request {
                profile: request.profile,
                leaf: request.leaf,
                intermediates: request.intermediates,
                anchors: request.anchors,
                crls: request.crls,
                ocsp_responses: request.ocsp_responses,
                at: moment(&request.at),
                options: Options {
                    accept_test_hierarchy: true,
                    ..Options::default()
                },
            },
            challenge: Challenge::kept(
                &challenge.nonce,
                challenge.audience.clone(),
                moment(&challenge.issued_at),
                moment(&challenge.expires_at),
            )
            .expect("a challenge"),
            login,
        }
    }
}

impl NativeLogin<'_> {
    fn judge(&self) {
        let (algorithm, signature) = (self.login.algorithm, &self.login.signature);
        let verdict =
            certificate::authenticate(&self.request, &self.challenge, algorithm, signature);
        assert_eq!(verdict.expect("a verdict").state, State::Valid);
    }
}

fn print(rows: &mut [Row<'_>]) {
    println!("{ROUNDS} rounds, in microseconds");
    println!(
        "{:30}{:20}{:>9}{:>9}{:>9}",
        "operation", "where", "quarter", "median", "three q."
    );
    for row in rows {
        row.times.sort_unstable();
        let [quarter, median, three_quarters] =
            [1, 2, 3].map(|quarter| row.times[ROUNDS * quarter / 4].as_micros());
        let (operation, place) = (row.operation, row.place);
        println!("{operation:30}{place:20}{quarter:>9}{median:>9}{three_quarters:>9}");
    }
}
