//! When and where: what medicines and treatments of one date have in common.

use super::note::UNKNOWN_CODE;
use super::part::{Part, Reading};
use super::source::Branch;
use crate::problem::Problem;
use crate::time::Date;
use alloc::string::String;
use serde::Serialize;

/// An institution or pharmacy.
#[derive(Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Facility {
    /// Its code, as sent.
    pub code: Option<String>,
    /// Its name, as sent.
    pub name: Option<String>,
}

/// One date at one institution. The Japanese names are the wire's by one public
/// program's reading (facts §2.8).
#[derive(Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Visit {
    /// 診療・調剤・処方年月, `YYYY-MM`.
    pub month: Option<String>,
    /// 調剤/診療機関の種別 (`DiOrg`), as sent: its codes are not publicly known.
    pub organization_kind: Option<String>,
    /// 診療(調剤)機関.
    pub institution: Facility,
    /// 処方機関.
    pub prescriber: Facility,
    /// Whether it is the asking institution itself (`PrIsOrg`: 1 own, 2 other).
    pub own_institution: Option<bool>,
    /// 入院・入院外 or the class of the prescription (`InOut`, `CzPrCl`, `ShPrCl`), as
    /// sent: their codes are not publicly known.
    pub classification: Option<String>,
    /// 調剤年月日 or 診療年月日.
    pub dispensed_on: Option<Date>,
    /// 処方年月日.
    pub prescribed_on: Option<Date>,
}

redacted!(Facility, Visit);

impl Visit {
    /// What stands at the month; the dates stand below.
    pub(super) fn of_month(month: &Part<'_>, branch: &Branch, reading: &mut Reading) -> Self {
        let [institution_code, institution_name] = branch.institution;
        let [prescriber_code, prescriber_name] = branch.prescriber;
        let [dates, _] = branch.dates;
        let known = [
            branch.month,
            branch.organization,
            institution_code,
            institution_name,
            prescriber_code,
            prescriber_name,
            branch.own,
            branch.class,
            dates,
        ];
        month.count_others(&known, reading);
        Self {
            month: month.month(branch.month, reading),
            organization_kind: month.text(branch.organization, reading),
            institution: facility(month, branch.institution, reading),
            prescriber: facility(month, branch.prescriber, reading),
            own_institution: own(month, branch.own, reading),
            classification: month.text(branch.class, reading),
            dispensed_on: None,
            prescribed_on: None,
        }
    }

    /// The same with the dates.
    pub(super) fn on_date(&self, date: &Part<'_>, branch: &Branch, reading: &mut Reading) -> Self {
        let [medicines, _] = branch.medicines;
        let [treatments, _] = branch.treatments;
        let known = [branch.dispensed, branch.prescribed, medicines, treatments];
        date.count_others(&known, reading);
        Self {
            dispensed_on: date.date(branch.dispensed, reading),
            prescribed_on: date.date(branch.prescribed, reading),
            ..self.clone()
        }
    }
}

fn facility(of: &Part<'_>, [code, name]: [&str; 2], reading: &mut Reading) -> Facility {
    Facility {
        code: of.text(code, reading),
        name: of.text(name, reading),
    }
}

fn own(of: &Part<'_>, name: &str, reading: &mut Reading) -> Option<bool> {
    match of.text(name, reading)?.as_str() {
        "1" => Some(true),
        "2" => Some(false),
        _ => {
            reading.note(Problem::note(UNKNOWN_CODE).at(of.place_of(name)));
            None
        }
    }
}
