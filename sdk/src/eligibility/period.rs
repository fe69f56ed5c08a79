//! From when to when an eligibility holds, by the dates of its result.

use super::node::{Field, Node};
use crate::problem::{Code, Problems};
use crate::time::Date;
use serde::Serialize;

/// By the result's dates it begins later.
pub const NOT_BEGUN: Code = code!(
    "reason.not-begun",
    "by the result's dates the eligibility has not begun on this day",
    "この日は、資格の開始日より前です。",
);

/// By the result's dates it has ended.
pub const ENDED: Code = code!(
    "reason.ended",
    "by the result's dates the eligibility has ended on this day",
    "この日は、資格の有効期限または喪失日を過ぎています。",
);

/// The dates of one result (facts §2.2). Any may be absent; which are sent
/// depends on the specification's version and on the insurer.
#[derive(Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Period {
    /// `InsuredCardValidDate`, 有効開始年月日: the first day.
    pub valid_from: Option<Date>,
    /// `InsuredCardExpirationDate`, 有効終了年月日: the last day, still included.
    pub valid_to: Option<Date>,
    /// `QualificationDate`, 資格取得年月日 (医療扶助: 保護開始・再開): the first day.
    pub qualification_date: Option<Date>,
    /// `DisqualificationDate`, 資格喪失年月日 (医療扶助: 停止・廃止): the first day
    /// without the eligibility (健康保険法 36条: lost on the day after the event `[M]`).
    pub disqualification_date: Option<Date>,
}

redacted!(Period);

/// A period as it is judged.
#[derive(Default)]
pub(super) struct Dates {
    pub(super) period: Period,
    /// Whether a date was sent that cannot be read.
    pub(super) unreadable: bool,
    /// Whether the loss was made good: 医療扶助 stopped, then resumed (facts §2.2:
    /// its dates are 保護開始・再開 and 停止・廃止; the order of events `[I]`).
    resumed: bool,
}

/// Why an eligibility does not hold on a day, and the element that says so.
pub(super) struct RuledOut {
    pub(super) reason: Code,
    pub(super) by: &'static str,
}

const FROM: &str = "InsuredCardValidDate";
const TO: &str = "InsuredCardExpirationDate";
const ACQUIRED: &str = "QualificationDate";
const LOST: &str = "DisqualificationDate";

impl Dates {
    pub(super) fn read(result: &Node<'_>, medical_aid: bool, notes: &mut Problems) -> Self {
        let mut unreadable = false;
        let mut date = |name| {
            let field: Field<Date> = result.date(name, notes);
            unreadable |= field.is_err();
            field.ok().flatten()
        };
        let period = Period {
            valid_from: date(FROM),
            valid_to: date(TO),
            qualification_date: date(ACQUIRED),
            disqualification_date: date(LOST),
        };
        let resumed = match (period.disqualification_date, period.qualification_date) {
            (Some(stopped), Some(resumed)) => medical_aid && stopped < resumed,
            _ => false,
        };
        Self {
            period,
            unreadable,
            resumed,
        }
    }

    /// What rules out that the eligibility holds on a day.
    pub(super) fn rules_out(&self, day: Date) -> Option<RuledOut> {
        let Period {
            valid_from,
            valid_to,
            qualification_date,
            disqualification_date,
        } = self.period;
        let begins_later = |first: Option<Date>| first.is_some_and(|first| day < first);
        let lost = disqualification_date.is_some_and(|lost| lost <= day && !self.resumed);
        let rules = [
            (lost, ENDED, LOST),
            (valid_to.is_some_and(|last| last < day), ENDED, TO),
            (begins_later(qualification_date), NOT_BEGUN, ACQUIRED),
            (begins_later(valid_from), NOT_BEGUN, FROM),
        ];
        let broken = rules.into_iter().find(|(broken, ..)| *broken);
        broken.map(|(_, reason, by)| RuledOut { reason, by })
    }

    /// Whether a beginning was sent at all.
    pub(super) fn has_beginning(&self) -> bool {
        self.period
            .qualification_date
            .or(self.period.valid_from)
            .is_some()
    }
}
