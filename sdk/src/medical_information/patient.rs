//! Whose information it is, as the message says.

use super::part::{Part, Reading};
use crate::time::Date;
use alloc::string::String;
use serde::Serialize;

/// Whom the message names. Compare it with the chart before anything is shown.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Patient {
    /// 氏名.
    pub name: Option<String>,
    /// カナ氏名.
    pub name_kana: Option<String>,
    /// 生年月日.
    pub birth_date: Option<Date>,
    /// 性別, as sent: its codes in this family are not publicly known.
    pub sex: Option<String>,
}

redacted!(Patient);

pub(super) const MEDICINES: &str = "QuaInf";
pub(super) const CHECKUPS: &str = "QualificationsInfo";

/// The two families name the same differently (facts §2.8).
pub(super) fn read(part: &Part<'_>, to: &mut Reading) -> Patient {
    let names = if part.name() == CHECKUPS {
        ["Name", "KanasName", "Birthday", "AdministrativeGenderCode"]
    } else {
        ["Name", "KanaName", "Birth", "AdmGendCode"]
    };
    part.count_others(&names, to);
    let [name, kana, birth, sex] = names;
    Patient {
        name: part.text(name, to),
        name_kana: part.text(kana, to),
        birth_date: part.date(birth, to),
        sex: part.text(sex, to),
    }
}
