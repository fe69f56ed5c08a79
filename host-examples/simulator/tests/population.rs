//! Who is in a population.

use onshi_simulator::person::{Share, with_check_digit};
use onshi_simulator::population::{CardState, Patient, Population, Standing, insurers};
use std::collections::{HashMap, HashSet};

/// 2026-11-21T09:00:00+09:00.
const AT: i64 = 1_795_219_200;
const SIZE: u32 = 20_000;

fn population() -> Population {
    Population::generate(3, AT, SIZE)
}

/// How many of a thousand.
fn share(population: &Population, fits: impl Fn(&Patient) -> bool) -> usize {
    let count = population
        .patients()
        .iter()
        .filter(|patient| fits(patient))
        .count();
    count * 1000 / population.patients().len()
}

fn check_digit_holds(number: &str) -> bool {
    let (body, _) = number.split_at(number.len() - 1);
    with_check_digit(body) == number
}

#[test]
fn every_kind_of_insurer_insures_somebody() {
    let population = population();
    let coverages = population
        .patients()
        .iter()
        .flat_map(|patient| &patient.person.coverages);
    let used: HashSet<_> = coverages
        .map(|coverage| coverage.insurer_number.as_str())
        .collect();
    let laws: HashSet<_> = insurers().iter().map(|insurer| insurer.law).collect();
    assert_eq!(laws.len(), 19);
    for law in laws {
        let mut of_law = insurers().into_iter().filter(|insurer| insurer.law == law);
        assert!(
            of_law.any(|insurer| used.contains(insurer.number.as_str())),
            "{law:?}"
        );
    }
}

#[test]
fn numbers_have_their_check_digits_and_are_one_persons() {
    assert!(
        insurers()
            .iter()
            .all(|insurer| check_digit_holds(&insurer.number))
    );
    let population = population();
    let mut holders = HashMap::new();
    for patient in population.patients() {
        for coverage in &patient.person.coverages {
            let late_stage = matches!(coverage.share, Share::LateStage(_));
            if late_stage || coverage.is_assistance() {
                assert!(check_digit_holds(&coverage.number), "{}", coverage.number);
                assert_eq!((&coverage.symbol, &coverage.branch), (&None, &None));
            }
            let key = (
                &coverage.insurer_number,
                &coverage.symbol,
                &coverage.number,
                &coverage.branch,
            );
            let holder = holders.insert(key, patient.id);
            assert!(holder.is_none_or(|holder| holder == patient.id));
        }
    }
}

#[test]
fn every_standing_and_every_card_has_its_share() {
    let population = population();
    for (standing, shares) in [
        (Standing::Insured, 820..920),
        (Standing::Lost, 35..65),
        (Standing::Changed, 30..60),
        (Standing::Assisted, 5..40),
        (Standing::AssistedBesides, 2..20),
        (Standing::Several, 5..20),
        (Standing::Nowhere, 2..12),
    ] {
        let share = share(&population, |patient| patient.standing == standing);
        assert!(shares.contains(&share), "{standing:?}: {share}");
    }
    for (card, shares) in [
        (CardState::Good, 770..810),
        (CardState::Unregistered, 70..90),
        (CardState::NearExpiry, 32..48),
        (CardState::Grace, 28..42),
        (CardState::None, 28..42),
        (CardState::Expired, 5..15),
        (CardState::Revoked, 5..15),
    ] {
        let share = share(&population, |patient| patient.card == card);
        assert!(shares.contains(&share), "{card:?}: {share}");
    }
}

#[test]
fn what_bears_on_the_cost_fits_the_age() {
    let population = population();
    let has = |fits: fn(&Patient) -> bool| share(&population, fits);
    assert!((100..200).contains(&has(|patient| patient.limit.is_some())));
    assert!((10..30).contains(&has(|patient| !patient.diseases.is_empty())));
    assert!((30..50).contains(&has(|patient| patient.home_care.is_some())));
    assert!((20..42).contains(&has(|patient| patient.online_care.is_some())));
    assert!((50..200).contains(&has(|patient| patient.person.name.contains('●'))));
    for patient in population.patients() {
        let age = (1..=130).find(|years| {
            let birthday = patient
                .person
                .birthdate
                .replace_year(patient.person.birthdate.year() + years);
            birthday.is_ok_and(|birthday| birthday > time::macros::date!(2026 - 11 - 21))
        });
        let age = age.unwrap_or(131) - 1;
        for coverage in &patient.person.coverages {
            match &coverage.share {
                Share::LateStage(_) => assert!(age >= 74, "{age}"),
                Share::ElderlyRecipient(..) => assert!((69..76).contains(&age), "{age}"),
                Share::Preschool => assert!(age < 7, "{age}"),
                Share::NotStated => {}
            }
        }
    }
}

#[test]
fn a_population_follows_from_seed_and_time() {
    assert_eq!(population().patients(), population().patients());
    assert_ne!(
        Population::generate(4, AT, SIZE).patients(),
        population().patients()
    );
    assert_eq!(population().patients().len(), SIZE as usize);
}
