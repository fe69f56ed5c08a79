//! Receptions against the simulator, with faults, on one share that two hosts use, each
//! killed (SIGKILL) at random moments: each reception ends answered, refused or
//! uncertain, none is asked twice, no more are uncertain without a fault that explains it
//! than there were kills, nobody's card result is taken twice, and both audit trails hold. Answers of other persons, of
//! other institutions and to other queries come under the names of requests: no result is
//! delivered under a patient whom it does not state, everybody of a bulk result is
//! delivered once, and what is another institution's stays where it is.
//!
//! The hosts are the command itself, `onshi counter`. The tests take 300 receptions and 6
//! kills; `cargo xtask receptions` takes ten thousand and a hundred, or as many as
//! `ONSHI_RECEPTIONS` and `ONSHI_KILLS` say. `ONSHI_SEED` decides everything but the
//! moments at which the operating system lets anybody run, and the names of requests, by
//! which faults are given.
#![cfg(unix)]

#[path = "receptions/asked.rs"]
mod asked;
#[path = "receptions/found.rs"]
mod found;
#[path = "receptions/host.rs"]
mod host;
#[path = "receptions/terminal.rs"]
mod terminal;

use core::time::Duration;
use found::Found;
use host::Host;
use std::time::Instant;
use terminal::Terminal;

/// One in so many comes with a card, as in the national mean; one in so many is looked
/// up for its medicines.
const CARDS: usize = 20;

fn number(variable: &str, otherwise: usize) -> usize {
    std::env::var(variable).map_or(otherwise, |value| value.parse().expect("a number"))
}

#[test]
fn every_reception_ends_once_whatever_is_killed() {
    let receptions = number("ONSHI_RECEPTIONS", 300);
    let kills = number("ONSHI_KILLS", 6);
    let seed = u64::try_from(number("ONSHI_SEED", 1)).expect("a seed");
    let patience = Duration::from_secs(120)
        + Duration::from_secs(12) * u32::try_from(kills).unwrap()
        + Duration::from_millis(60) * u32::try_from(receptions).unwrap();
    let began = Instant::now();
    let mut random = fastrand::Rng::with_seed(seed);

    let share = tempfile::tempdir().expect("a share");
    let terminal = Terminal::start(share.path(), seed);
    let cards = receptions / CARDS;
    let mut hosts: Vec<Host> = (0..2)
        .map(|number| Host::new(share.path(), number))
        .collect();
    let by_number = receptions - cards;
    for number in 0..by_number {
        let host = &mut hosts[number % 2];
        host.add(&terminal.reception(number, &mut random));
    }
    for host in &mut hosts {
        host.start();
    }

    let (mut killed, mut presented) = (0, 0);
    loop {
        assert!(began.elapsed() < patience, "not over within {patience:?}");
        let over: usize = hosts.iter_mut().map(Host::over).sum();
        // Kills and cards are spread over the work.
        let due = |of: usize| of * (over + 1) / by_number.max(1);
        if presented < cards && presented <= due(cards) {
            terminal.present(&mut random);
            presented += 1;
            if presented.is_multiple_of(5) {
                terminal.present_elsewhere(&mut random);
            }
        }
        if killed < kills && killed <= due(kills) {
            // At a moment that has nothing to do with what the host is doing.
            std::thread::sleep(Duration::from_millis(random.u64(0..400)));
            let victim = random.usize(0..2);
            hosts[victim].kill();
            hosts[victim].start();
            killed += 1;
        }
        let is_over = over >= by_number && presented == cards && killed == kills;
        if is_over && terminal.has_no_card_left() {
            break;
        }
        for host in &mut hosts {
            host.assert_runs();
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    for host in &mut hosts {
        host.kill();
    }
    let faults = terminal.stop();
    let found = Found::of(&hosts, &terminal.asked(), &faults);
    println!(
        "{receptions} receptions, {kills} kills, {} answers of others first, seed {seed}, {:?}: \
         {found}",
        terminal.anothers(),
        began.elapsed()
    );
    assert_eq!(found.receptions, by_number, "each has an end");
    assert_eq!(found.asked_twice, 0, "none is asked twice");
    assert!(
        found.cards_twice <= terminal.repeated_cards(),
        "{} card results are taken by both, of which the reader wrote {} twice",
        found.cards_twice,
        terminal.repeated_cards()
    );
    assert!(
        found.cards >= terminal.readable_cards(),
        "{} card results of {} are taken",
        found.cards,
        terminal.readable_cards()
    );
    // The reader's own file is the answer: a card is never uncertain, nor left without end.
    for kind in found.card_ends.keys() {
        assert!(
            ["answered", "refused"].contains(&kind.as_str()),
            "a card ended {kind}"
        );
    }
    let ended: usize = found.card_ends.values().sum();
    assert_eq!(
        ended + found.card_choices,
        found.cards + found.cards_twice,
        "each card that was read has an end, or its choice is open"
    );
    assert!(
        found.unexplained <= kills,
        "{} are uncertain, {} of them without a fault that explains it",
        found.uncertain,
        found.unexplained
    );
    assert!(found.answered > by_number / 2, "most are answered");
    assert!(found.views > 0, "medicines were looked at");
    assert!(found.of_many > 0, "bulk results came");
    assert!(terminal.anothers() > 0, "answers of others came");
    terminal.assert_what_is_elsewhere_stays();
    for host in &hosts {
        host.assert_trail_holds();
    }
}
