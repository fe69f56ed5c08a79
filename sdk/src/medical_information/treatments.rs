//! 診療行為, which only claims have (facts §2.8: `FileCategory` 3 and 4).

use super::amount::Amount;
use super::part::{Part, Reading};
use super::visits::Visit;
use crate::problem::Place;
use alloc::string::String;
use serde::Serialize;

/// One treatment.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Treatment {
    /// When and where.
    pub visit: Visit,
    /// 診療行為コード, as sent.
    pub code: Option<String>,
    /// 診療行為名.
    pub name: Option<String>,
    /// 診療識別 (`MeTrIdCl`), as sent.
    pub class: Option<String>,
    /// 数量.
    pub quantity: Option<Amount>,
    /// 単位.
    pub unit: Option<String>,
    /// 回数.
    pub times: Option<Amount>,
    /// Where it stands in the message.
    pub place: Place,
}

redacted!(Treatment);

pub(super) fn read(row: &Part<'_>, visit: &Visit, to: &mut Reading) -> Treatment {
    let known = ["SinInfCd", "SinInfN", "MeTrIdCl", "Qua1", "Unit", "Times"];
    row.count_others(&known, to);
    Treatment {
        visit: visit.clone(),
        code: row.text("SinInfCd", to),
        name: row.text("SinInfN", to),
        class: row.text("MeTrIdCl", to),
        quantity: row.text("Qua1", to).map(Amount::from),
        unit: row.text("Unit", to),
        times: row.text("Times", to).map(Amount::from),
        place: row.place(),
    }
}
