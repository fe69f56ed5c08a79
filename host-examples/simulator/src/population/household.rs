//! People under one roof, insured together.

use super::benefit;
use super::name::{self, Family};
use super::{CardState, Insurer, Patient, Standing};
use crate::calendar::{self, DAY};
use crate::person::{self, Coverage, Person, Sex, Share, with_check_digit};
use crate::seed::Stream;
use time::Date;

/// Makes one household.
pub(super) struct Maker<'a> {
    stream: Stream,
    at: i64,
    household: u32,
    insurers: &'a [Insurer],
    family: Family,
}

impl<'a> Maker<'a> {
    pub(super) fn new(
        mut stream: Stream,
        at: i64,
        household: u32,
        insurers: &'a [Insurer],
    ) -> Self {
        let family = name::family(&mut stream);
        Self {
            stream,
            at,
            household,
            insurers,
            family,
        }
    }

    /// Its people, after those that are there.
    pub(super) fn live(mut self, patients: &mut Vec<Patient>) {
        let law = match self.stream.below(100) {
            0..30 => Some("01"),
            30..50 => Some("06"),
            50..57 => *name::pick(
                &mut self.stream,
                &[Some("31"), Some("32"), Some("33"), Some("34")],
            ),
            57..60 => *name::pick(
                &mut self.stream,
                &[Some("02"), Some("03"), Some("04"), Some("07")],
            ),
            60..63 => *name::pick(
                &mut self.stream,
                &[
                    Some("63"),
                    Some("67"),
                    Some("72"),
                    Some("73"),
                    Some("74"),
                    Some("75"),
                ],
            ),
            63..80 => None,
            80..96 => Some("39"),
            _ => Some("12"),
        };
        let ages = self.ages(law);
        for (place, age) in ages.into_iter().enumerate() {
            let id = u32::try_from(patients.len()).unwrap_or(u32::MAX);
            let patient = self.patient(id, place, age, law);
            patients.push(patient);
        }
    }

    fn ages(&mut self, law: Option<&str>) -> Vec<i32> {
        let mut age =
            |from: i32, span: u64| from + i32::try_from(self.stream.below(span)).unwrap_or(0);
        match law {
            Some("39") => vec![age(75, 22)],
            Some("63" | "67" | "72" | "73" | "74" | "75") => vec![age(62, 8)],
            Some("12") => vec![age(25, 60)],
            _ => {
                let first = age(22, 53);
                let mut ages = vec![first];
                if age(0, 2) == 0 {
                    ages.push((first - 3 + age(0, 7)).clamp(20, 74));
                    let children = age(0, 3).min((first - 20).max(0));
                    ages.extend((0..children).map(|_| age(0, 18).min((first - 20).max(0))));
                }
                ages
            }
        }
    }

    fn patient(&mut self, id: u32, place: usize, age: i32, law: Option<&'static str>) -> Patient {
        let sex = if self.stream.below(2) == 0 {
            Sex::Male
        } else {
            Sex::Female
        };
        let named = name::given(&mut self.stream, self.family, sex);
        let standing = self.standing(law, age);
        let coverages = self.coverages(id, place, age, law, standing);
        let assisted = coverages.iter().any(Coverage::is_assistance);
        let (stream, at) = (&mut self.stream, self.at);
        let card = card(stream);
        Patient {
            id,
            household: self.household,
            standing,
            card,
            limit: benefit::limit(stream, at, age),
            diseases: benefit::diseases(stream, at),
            assistance: assisted.then(|| benefit::assistance(stream)),
            home_care: benefit::home_care(stream, at),
            online_care: benefit::online_care(stream, at),
            person: Person {
                name: named.name,
                kana: named.kana,
                name_on_card: named.on_card,
                sex,
                birthdate: born(stream, at, age),
                post_number: format!("000-{:04}", self.household % 10_000),
                address: format!("架空県見本市試験町{}", wide(self.household)),
                coverages,
            },
        }
    }

    fn standing(&mut self, law: Option<&str>, age: i32) -> Standing {
        match (law, self.stream.below(1000)) {
            (Some("12"), 0..750) => Standing::Assisted,
            (Some("12"), _) => Standing::AssistedBesides,
            (_, 0..50) => Standing::Lost,
            (Some("39"), _) => Standing::Insured,
            (_, 50..100) if age < 75 => Standing::Changed,
            (_, 100..112) => Standing::Several,
            (_, 112..118) => Standing::Nowhere,
            _ => Standing::Insured,
        }
    }

    fn coverages(
        &mut self,
        id: u32,
        place: usize,
        age: i32,
        law: Option<&'static str>,
        standing: Standing,
    ) -> Vec<Coverage> {
        let own = self.coverage(id, place, age, law);
        let mut other = |law| self.coverage(id, place, age, law);
        match standing {
            Standing::Insured | Standing::Assisted => vec![own],
            Standing::Nowhere => Vec::new(),
            Standing::Several => vec![own, other(if law.is_none() { Some("01") } else { None })],
            // Above 75 the second is 後期高齢者医療, as the first then cannot be.
            Standing::AssistedBesides => {
                let second = other(Some(if age < 75 { "01" } else { "39" }));
                vec![second, own]
            }
            Standing::Lost => vec![self.ended(own, "99")],
            Standing::Changed => {
                let next = other(if law.is_none() { Some("06") } else { None });
                let old = self.ended(own, "03");
                let began = old.lost.as_ref().map_or(next.valid_from, |(lost, _)| *lost);
                let next = Coverage {
                    valid_from: began,
                    ..next
                };
                vec![old, next]
            }
        }
    }

    /// The coverage, ended in the last three months.
    fn ended(&mut self, coverage: Coverage, reason: &str) -> Coverage {
        let days = i64::try_from(self.stream.below(90)).unwrap_or(0);
        let lost = calendar::date(self.at - (days + 1) * DAY);
        Coverage {
            valid_from: coverage.valid_from.min(calendar::plus_years(lost, -1)),
            lost: Some((lost, reason.into())),
            ..coverage
        }
    }

    fn coverage(&mut self, id: u32, place: usize, age: i32, law: Option<&'static str>) -> Coverage {
        let of_law: Vec<_> = self
            .insurers
            .iter()
            .filter(|insurer| insurer.law == law)
            .collect();
        // A household keeps to one insurer.
        let insurer = of_law[self.household as usize % of_law.len().max(1)];
        let (symbol, number, branch) = numbers(law, self.household, id, place);
        let year = person::insurance_year(self.at);
        let year_end = calendar::plus_years(year, 1).previous_day();
        let limited = matches!(law, None | Some("39"));
        Coverage {
            classification: insurer.classification().into(),
            insurer_number: insurer.number.clone(),
            insurer_name: insurer.name.clone(),
            symbol,
            number,
            branch,
            family: if place == 0 || matches!(law, None | Some("39" | "12")) {
                person::Family::Insured
            } else {
                person::Family::Dependant
            },
            valid_from: if limited {
                year
            } else {
                calendar::plus_years(year, -3)
            },
            valid_until: limited.then_some(year_end).flatten(),
            lost: None,
            share: share(&mut self.stream, law, age, (year, year_end)),
        }
    }
}

/// 記号, 番号 and 枝番 of somebody, which nobody else has.
fn numbers(
    law: Option<&str>,
    household: u32,
    id: u32,
    place: usize,
) -> (Option<String>, String, Option<String>) {
    let branch = |from: usize| Some(format!("{:02}", place + from));
    let number = (household + 1).to_string();
    match law {
        Some("39") => (None, with_check_digit(&format!("{:07}", id + 1)), None),
        Some("12") => (
            None,
            with_check_digit(&format!("{:06}", (id + 1) % 1_000_000)),
            None,
        ),
        Some("01") => (
            Some(format!("{:08}", 21_700_000 + household % 977)),
            number,
            branch(0),
        ),
        Some("31" | "32" | "33" | "34") => (Some("架公".into()), number, branch(0)),
        None => (
            Some(format!("{}-{:02}", 12 + household % 7, household % 100)),
            number,
            branch(1),
        ),
        Some(_) => (Some((1000 + household % 89).to_string()), number, branch(0)),
    }
}

fn share(
    stream: &mut Stream,
    law: Option<&str>,
    age: i32,
    (from, until): (Date, Option<Date>),
) -> Share {
    let percent = match stream.below(10) {
        0 => "030",
        1..4 => "020",
        _ => "010",
    };
    match (law, age) {
        (Some("12"), _) => Share::NotStated,
        (Some("39"), _) => Share::LateStage(percent.into()),
        (_, ..6) => Share::Preschool,
        (_, 70..75) => {
            let percent = if percent == "030" { "030" } else { "020" };
            Share::ElderlyRecipient(from, until.unwrap_or(from), percent.into())
        }
        _ => Share::NotStated,
    }
}

fn card(stream: &mut Stream) -> CardState {
    match stream.below(1000) {
        0..790 => CardState::Good,
        790..870 => CardState::Unregistered,
        870..910 => CardState::NearExpiry,
        910..945 => CardState::Grace,
        945..980 => CardState::None,
        980..990 => CardState::Expired,
        _ => CardState::Revoked,
    }
}

/// The day on which somebody was born who is now this old.
fn born(stream: &mut Stream, at: i64, age: i32) -> Date {
    let days = i64::try_from(stream.below(364)).unwrap_or(0);
    calendar::plus_years(calendar::date(at - days * DAY), -age)
}

/// A number in full-width digits, as addresses have them.
fn wide(number: u32) -> String {
    let digits = number.to_string();
    digits
        .chars()
        .filter_map(|digit| char::from_u32(u32::from(digit) + 0xFEE0))
        .collect()
}
