//! 特定健診: one entry per check-up, one item per result or question.

use super::amount::decimal;
use super::part::{Part, Reading};
use crate::json::Members;
use crate::problem::{Code, Coded, Place};
use crate::time::Date;
use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;
use serde::Serialize;

/// A number.
pub const NUMERIC: Code = code!("value.numeric", "a number, with its unit", "数値");
/// A code.
pub const CODED: Code = code!(
    "value.coded",
    "a code, with its name where that was sent",
    "コード"
);
/// Text.
pub const TEXT: Code = code!("value.text", "text", "文字列");
/// `DataType` is absent or not known.
pub const VALUE_UNKNOWN: Code = code!(
    "value.unknown",
    "its data type was not sent or is not known: show it as it is",
    "データタイプがないか未知のため、そのまま表示してください。",
);

/// One check-up.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Checkup {
    /// 実施年月日 (`EffectiveTime`).
    pub effective_on: Option<Date>,
    /// Its results and questions, in the order sent.
    pub items: Vec<CheckupItem>,
    /// Where it stands in the message.
    pub place: Place,
}

/// One result or answer.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CheckupItem {
    /// 項目コード, as sent.
    pub code: Option<String>,
    /// 項目名.
    pub name: Option<String>,
    /// What kind of value it is, by its data type.
    pub kind: Coded,
    /// `DataType`, as sent.
    pub data_type: Option<String>,
    /// `DataValue`, as sent: the number, the code or the text.
    pub value: Option<String>,
    /// The number, in decimal notation, where the value is one and not said to be a
    /// code or a text.
    pub number: Option<String>,
    /// 単位.
    pub unit: Option<String>,
    /// What a code stands for, where sent (`DataValueName`).
    pub value_name: Option<String>,
    /// The code's system (`Oid`), as sent.
    pub oid: Option<String>,
}

redacted!(Checkup, CheckupItem);

/// Which data types are numbers, codes and texts. Which ones the system sends is not
/// publicly known: the usual ones are those of the check-ups' own exchange format, from
/// memory `[M]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataTypes {
    /// Such as `PQ`.
    pub numeric: Vec<String>,
    /// Such as `CD` and `CO`.
    pub coded: Vec<String>,
    /// Such as `ST`.
    pub text: Vec<String>,
}

impl Default for DataTypes {
    fn default() -> Self {
        let words = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
        Self {
            numeric: words(&["PQ", "INT", "REAL"]),
            coded: words(&["CD", "CO"]),
            text: words(&["ST"]),
        }
    }
}

impl DataTypes {
    /// A list that is not given, or empty, stays as it is.
    pub(super) fn read(members: &mut Members<'_>) -> Self {
        let mut types = Self::default();
        for (name, of) in [
            ("numeric", &mut types.numeric),
            ("coded", &mut types.coded),
            ("text", &mut types.text),
        ] {
            let words = members.texts(name);
            if !words.is_empty() {
                *of = words;
            }
        }
        types
    }

    fn kind(&self, sent: Option<&str>) -> Code {
        let kinds = [
            (&self.numeric, NUMERIC),
            (&self.coded, CODED),
            (&self.text, TEXT),
        ];
        let of = |words: &[String]| words.iter().any(|word| Some(&**word) == sent);
        kinds
            .into_iter()
            .find(|(words, _)| of(words))
            .map_or(VALUE_UNKNOWN, |(_, kind)| kind)
    }
}

pub(super) fn read(checkup: &Part<'_>, types: &DataTypes, to: &mut Reading) -> Checkup {
    let list = [
        "HealthCheckupResultAndQuestionInfos",
        "HealthCheckupResultAndQuestionInfo",
    ];
    checkup.count_others(&["EffectiveTime", list[0]], to);
    let rows = checkup.items(list, to);
    Checkup {
        effective_on: checkup.date("EffectiveTime", to),
        items: rows.iter().map(|row| item(row, types, to)).collect(),
        place: checkup.place(),
    }
}

fn item(row: &Part<'_>, types: &DataTypes, to: &mut Reading) -> CheckupItem {
    let known = [
        "ItemCode",
        "ItemName",
        "DataType",
        "DataValue",
        "Unit",
        "Oid",
        "DataValueName",
    ];
    row.count_others(&known, to);
    let data_type = row.text("DataType", to);
    let kind = types.kind(data_type.as_deref());
    let value = row.text("DataValue", to);
    let number = match kind {
        CODED | TEXT => None,
        _ => value.as_deref().and_then(decimal),
    };
    if kind == NUMERIC && value.is_some() && number.is_none() {
        to.unreadable(("a number", "数値"), row.place_of("DataValue"));
    }
    CheckupItem {
        code: row.text("ItemCode", to),
        name: row.text("ItemName", to),
        kind: kind.into(),
        data_type,
        value,
        number,
        unit: row.text("Unit", to),
        value_name: row.text("DataValueName", to),
        oid: row.text("Oid", to),
    }
}
