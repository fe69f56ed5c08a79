//! The vendor's record of a patient, as far as it is known there.

use super::fold::LONGEST;
use crate::json::Members;
use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

/// What the chart has; empty and absent are the same.
#[derive(Clone, Default)]
pub struct Chart {
    /// `name`: 氏名.
    pub name: Option<String>,
    /// `kana`: カナ氏名, of any width, ひらがな too.
    pub kana: Option<String>,
    /// `otherNames`: 旧姓・通称 and the like, each a whole name.
    pub other_names: Vec<String>,
    /// `otherKana`: the kana of these.
    pub other_kana: Vec<String>,
    /// `birthDate`: `YYYY-MM-DD` or `YYYYMMDD`.
    pub birth_date: Option<String>,
    /// `sex`: the code of OQSCD007 (`1` 男, `2` 女, `3` 未設定), `男`, `女`, `male` or
    /// `female`.
    pub sex: Option<String>,
    /// `insurerNumber`: 保険者番号.
    pub insurer_number: Option<String>,
    /// `symbol`: 記号.
    pub symbol: Option<String>,
    /// `number`: 番号.
    pub number: Option<String>,
    /// `branch`: 枝番.
    pub branch: Option<String>,
    /// `validFrom` and `validTo`: the first and the last day, as `birthDate`.
    pub valid: Days,
    /// `sharePercent`: 負担割合, before public expense.
    pub share_percent: Option<u32>,
    /// `publicExpenses`: 公費, of which 医療扶助 is compared.
    pub public_expenses: Vec<PublicExpense>,
    /// `postcode`: 郵便番号.
    pub postcode: Option<String>,
    /// `address`: 住所.
    pub address: Option<String>,
}

/// A first and a last day as the chart writes them.
#[derive(Clone, Default)]
pub struct Days {
    /// `validFrom`.
    pub from: Option<String>,
    /// `validTo`, still included.
    pub to: Option<String>,
}

/// 公費 of the chart.
#[derive(Clone, Default)]
pub struct PublicExpense {
    /// `payerNumber`: 公費負担者番号.
    pub payer_number: Option<String>,
    /// `recipientNumber`: 受給者番号.
    pub recipient_number: Option<String>,
    /// `validFrom` and `validTo`.
    pub valid: Days,
}

impl Chart {
    /// Reads the JSON of a chart; every member may be absent.
    pub(crate) fn read(members: &mut Members<'_>) -> Self {
        Self {
            name: text(members, "name"),
            kana: text(members, "kana"),
            other_names: members.choices("otherNames", bounded),
            other_kana: members.choices("otherKana", bounded),
            birth_date: text(members, "birthDate"),
            sex: text(members, "sex"),
            insurer_number: text(members, "insurerNumber"),
            symbol: text(members, "symbol"),
            number: text(members, "number"),
            branch: text(members, "branch"),
            valid: Days::read(members),
            share_percent: members.number("sharePercent"),
            public_expenses: members.objects("publicExpenses", PublicExpense::read),
            postcode: text(members, "postcode"),
            address: text(members, "address"),
        }
    }
}

impl Days {
    fn read(members: &mut Members<'_>) -> Self {
        Self {
            from: text(members, "validFrom"),
            to: text(members, "validTo"),
        }
    }
}

impl PublicExpense {
    fn read(members: &mut Members<'_>) -> Self {
        Self {
            payer_number: text(members, "payerNumber"),
            recipient_number: text(members, "recipientNumber"),
            valid: Days::read(members),
        }
    }
}

fn text(members: &mut Members<'_>, name: &str) -> Option<String> {
    let text = members.choice(name, bounded);
    text.filter(|text| !text.trim().is_empty())
}

/// Nothing longer is any of these.
fn bounded(text: &str) -> Option<String> {
    text.chars().nth(LONGEST).is_none().then(|| text.to_owned())
}

macro_rules! redacted {
    ($($name:ident),*) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    )*};
}
redacted!(Chart, Days, PublicExpense);
