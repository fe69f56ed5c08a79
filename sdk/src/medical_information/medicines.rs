//! Medicines, of all branches in one list.

use super::amount::Amount;
use super::part::{Part, Reading};
use super::precedence::Superseded;
use super::source::{Branch, Row, Source};
use super::visits::Visit;
use crate::problem::{Coded, Place};
use alloc::string::String;
use serde::Serialize;

/// One medicine as one branch has it.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Medicine {
    /// From which branch it comes.
    pub source: Coded,
    /// When and where.
    pub visit: Visit,
    /// 医薬品コード of receipts, nine digits, as sent.
    pub code: Option<String>,
    /// 医薬品名.
    pub name: Option<String>,
    /// 成分名.
    pub ingredient: Option<String>,
    /// 用量 (`Qua1`).
    pub quantity: Option<Amount>,
    /// 単位.
    pub unit: Option<String>,
    /// 回数 (`Times`): days, or how often, by what the usage says.
    pub times: Option<Amount>,
    /// 用法.
    pub usage: Option<String>,
    /// 特別指示.
    pub special_instruction: Option<String>,
    /// 用法区分 or 診療識別 (`MeTrIdCl`), as sent: its codes are not publicly known.
    pub usage_class: Option<String>,
    /// The record that takes precedence over this one, where one does. Nothing is
    /// dropped: whether to show both is the program's decision.
    pub superseded_by: Option<Superseded>,
    /// Where it stands in the message.
    pub place: Place,
    /// The branch, for the order of precedence.
    #[serde(skip)]
    pub(super) of: Source,
}

redacted!(Medicine);

pub(super) fn read(row: &Part<'_>, branch: &Branch, visit: &Visit, to: &mut Reading) -> Medicine {
    let names: &Row = &branch.medicine;
    let known = [
        names.code,
        names.name,
        names.ingredient,
        names.quantity,
        names.unit,
        names.usage,
        names.instruction,
        names.times,
        names.class,
    ];
    row.count_others(&known, to);
    Medicine {
        source: branch.source.code().into(),
        visit: visit.clone(),
        code: row.text(names.code, to),
        name: row.text(names.name, to),
        ingredient: row.text(names.ingredient, to),
        quantity: row.text(names.quantity, to).map(Amount::from),
        unit: row.text(names.unit, to),
        times: row.text(names.times, to).map(Amount::from),
        usage: row.text(names.usage, to),
        special_instruction: row.text(names.instruction, to),
        usage_class: row.text(names.class, to),
        superseded_by: None,
        place: row.place(),
        of: branch.source,
    }
}
