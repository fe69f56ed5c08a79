//! What institutions recorded of people: drugs, treatments and checkups. Made when
//! they are asked for, from the population's seed and the person's number.

use super::Patient;
use super::name::pick;
use crate::calendar::{self, DAY};
use crate::seed::Stream;
use time::Date;

/// Drugs of one day at one institution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dispensing {
    /// Where the record is from.
    pub origin: Origin,
    /// 調剤年月日.
    pub dispensed: Date,
    /// 処方年月日.
    pub prescribed: Date,
    /// The pharmacy: code and name.
    pub pharmacy: (String, String),
    /// The prescribing institution: code and name.
    pub prescriber: (String, String),
    /// The drugs.
    pub drugs: Vec<Drug>,
    /// 診療行為 of the day: name and code.
    pub treatments: Vec<(String, String)>,
}

/// Which system a record comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// Claims (レセプト), from the month before last.
    Claims,
    /// 調剤結果 of electronic prescriptions.
    Dispensed,
    /// 処方 of electronic prescriptions.
    Prescribed,
}

/// A drug.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drug {
    /// Nine digits in the form of 医薬品コード, of no drug.
    pub code: String,
    /// 医薬品名.
    pub name: String,
    /// 成分名.
    pub ingredient: String,
    /// 数量.
    pub quantity: String,
    /// 単位.
    pub unit: String,
    /// 用法.
    pub usage: String,
    /// 回数: for how many days.
    pub times: String,
}

/// One 特定健診.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkup {
    /// 健診実施日.
    pub on: Date,
    /// What was measured or asked.
    pub items: Vec<Item>,
}

/// One result of a checkup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// 17 characters in the form of an item code, of no item.
    pub code: String,
    /// What it is.
    pub name: &'static str,
    /// The value.
    pub value: String,
    /// Its unit, where there is one.
    pub unit: &'static str,
}

const DRUGS: [(&str, &str, &str, &str, &str); 6] = [
    (
        "架空錠５ｍｇ",
        "カクウシン",
        "１",
        "錠",
        "１日１回朝食後服用",
    ),
    (
        "見本カプセル１０ｍｇ",
        "ミホニン",
        "２",
        "カプセル",
        "１日２回朝夕食後服用",
    ),
    ("例示散１０％", "レイジン", "３", "ｇ", "１日３回毎食後服用"),
    (
        "試験テープ２０ｍｇ",
        "シケニン",
        "１４",
        "枚",
        "１日１回患部に貼付",
    ),
    (
        "模擬点眼液０．１％",
        "モギン",
        "５",
        "ｍＬ",
        "１日４回両目に点眼",
    ),
    (
        "想定ＯＤ錠２．５ｍｇ",
        "ソウテイン",
        "１",
        "錠",
        "１日１回就寝前服用",
    ),
];
const TREATMENTS: [&str; 4] = ["架空検査", "見本処置", "例示指導料", "試験画像診断"];
const ITEMS: [(&str, u64, u64, &str); 6] = [
    ("身長", 1500, 300, "cm"),
    ("体重", 450, 450, "kg"),
    ("収縮期血圧", 1000, 600, "mmHg"),
    ("拡張期血圧", 600, 350, "mmHg"),
    ("ＬＤＬコレステロール", 700, 1200, "mg/dl"),
    ("ＨｂＡ１ｃ", 48, 40, "%"),
];

/// The drugs of a person as known at a time, the newest first. One person in five
/// takes none.
#[must_use]
pub fn dispensings(seed: u64, patient: &Patient, at: i64) -> Vec<Dispensing> {
    let mut stream = Stream::new(seed, &format!("drugs/{}", patient.id));
    if stream.below(5) == 0 {
        return Vec::new();
    }
    let records = 1 + stream.below(6);
    let mut before = 2;
    let made = (0..records).map(|_| {
        before += 7 + i64::try_from(stream.below(40)).unwrap_or(0);
        dispensing(&mut stream, at, before)
    });
    made.collect()
}

fn dispensing(stream: &mut Stream, at: i64, before: i64) -> Dispensing {
    let dispensed = calendar::date(at - before * DAY);
    let origin = match (before, stream.below(2)) {
        (60.., _) => Origin::Claims,
        (_, 0) => Origin::Dispensed,
        _ => Origin::Prescribed,
    };
    let count = 1 + stream.below(3);
    let days = ["7", "14", "28", "30"];
    let times = *pick(stream, &days);
    let start = stream.below(6);
    let institution = 1 + stream.below(9);
    Dispensing {
        origin,
        dispensed,
        prescribed: dispensed,
        pharmacy: (
            format!("134999{institution}007"),
            format!("架空薬局{institution}号店"),
        ),
        prescriber: (
            format!("131999{institution}006"),
            format!("見本診療所第{institution}"),
        ),
        drugs: (start..start + count)
            .map(|place| drug(place, times))
            .collect(),
        treatments: (0..stream.below(3))
            .map(|_| {
                let name = *pick(stream, &TREATMENTS);
                (name.into(), format!("19999{:04}", stream.below(10_000)))
            })
            .collect(),
    }
}

fn drug(place: u64, times: &str) -> Drug {
    let place = usize::try_from(place).unwrap_or(0) % DRUGS.len();
    let (name, ingredient, quantity, unit, usage) = DRUGS[place];
    Drug {
        code: format!("69999000{place}"),
        name: name.into(),
        ingredient: ingredient.into(),
        quantity: quantity.into(),
        unit: unit.into(),
        usage: usage.into(),
        times: times.into(),
    }
}

/// The checkups of a person, a year apart. Nobody under 40 has any (高確法20条).
#[must_use]
pub fn checkups(seed: u64, patient: &Patient, at: i64) -> Vec<Checkup> {
    let mut stream = Stream::new(seed, &format!("checkups/{}", patient.id));
    if calendar::plus_years(patient.person.birthdate, 40) > calendar::date(at) {
        return Vec::new();
    }
    let last = 30 + i64::try_from(stream.below(300)).unwrap_or(0);
    let made = (0..stream.below(4)).map(|year| {
        let years = i32::try_from(year).unwrap_or(0);
        let items = ITEMS
            .iter()
            .enumerate()
            .map(|(place, &(name, least, span, unit))| {
                let value = least + stream.below(span);
                Item {
                    code: format!("SIM{:014}", place + 1),
                    name,
                    value: format!("{}.{}", value / 10, value % 10),
                    unit,
                }
            });
        Checkup {
            items: items.collect(),
            on: calendar::plus_years(calendar::date(at - last * DAY), -years),
        }
    });
    made.collect()
}
