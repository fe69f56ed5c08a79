//! From when to when, and at which share.

use super::chart::Days;
use super::grade::Graded;
use super::person::date;
use super::sent::Sent;
use super::words::{
    BOTH_IN_FORCE, CANNOT_TELL, DIFFERS, DISJOINT, EQUAL, MISSING_IN_CHART, MISSING_IN_RESULT,
    NEITHER, ONE_IN_FORCE, SAME, SHARE_BY_AGE, SHARE_UNCERTAIN, UNREADABLE,
};
use crate::eligibility::Share;
use crate::eligibility::share::{BY_AGE, SHARE_UNKNOWN};
use crate::problem::Code;
use crate::time::Date;

/// 有効期間. The result may have two first and two last days: those of the
/// document, and 資格取得 and 喪失 (the first day without).
pub(super) fn period(sent: &Sent<'_>, chart: &Days, day: Date) -> Graded {
    match compare(sent, chart, day) {
        Ok(graded) => graded,
        Err(why) => Graded::because(CANNOT_TELL, why),
    }
}

fn compare(sent: &Sent<'_>, chart: &Days, day: Date) -> Result<Graded, Code> {
    let read = |text: Option<&str>, parse: fn(&str) -> Option<Date>| {
        text.map(|text| parse(text).ok_or(UNREADABLE)).transpose()
    };
    let date_sent = |name| read(sent.text(name)?, |text| Date::from_wire(text.trim()));
    let issued = (
        date_sent("InsuredCardValidDate")?,
        date_sent("InsuredCardExpirationDate")?,
    );
    let acquired = date_sent("QualificationDate")?;
    let lost = date_sent("DisqualificationDate")?;
    // 医療扶助 stopped and resumed (facts §2.2).
    let lost = lost.filter(|lost| acquired.is_none_or(|acquired| acquired <= *lost));
    let lost = lost.map(Date::previous);
    let chart = (
        read(chart.from.as_deref(), date)?,
        read(chart.to.as_deref(), date)?,
    );

    let none = (None, None);
    let nothing_sent = issued == none && acquired.is_none() && lost.is_none();
    if nothing_sent || chart == none {
        return Ok(match (nothing_sent, chart == none) {
            (true, true) => Graded::because(CANNOT_TELL, NEITHER),
            (true, false) => Graded::of(MISSING_IN_RESULT),
            _ => Graded::of(MISSING_IN_CHART),
        });
    }
    let is_one_of = |day: Option<Date>, days: [Option<Date>; 2]| match day {
        Some(_) => days.contains(&day),
        None => true,
    };
    if is_one_of(chart.0, [issued.0, acquired]) && is_one_of(chart.1, [issued.1, lost]) {
        return Ok(Graded::of(SAME));
    }
    // No first day is less than any; no last day is asked for by `is_none`.
    let first = issued.0.max(acquired);
    let last = match (issued.1, lost) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    };
    let before = |last: Option<Date>, first: Option<Date>| {
        last.zip(first).is_some_and(|(last, first)| last < first)
    };
    if before(last, chart.0) || before(chart.1, first) {
        return Ok(Graded::because(DIFFERS, DISJOINT));
    }
    let in_force = |first: Option<Date>, last: Option<Date>| {
        first.is_none_or(|first| first <= day) && last.is_none_or(|last| day <= last)
    };
    Ok(match (in_force(first, last), in_force(chart.0, chart.1)) {
        (true, true) => Graded::because(EQUAL, BOTH_IN_FORCE),
        (false, false) => Graded::of(CANNOT_TELL),
        _ => Graded::because(DIFFERS, ONE_IN_FORCE),
    })
}

/// 負担割合, as the judgement has it. What follows from the age alone never
/// contradicts the chart for certain.
pub(super) fn share(judged: &Share, chart: Option<u32>) -> Graded {
    let by_age = judged.source.is(BY_AGE);
    let Some(chart) = chart else {
        let known = judged.percent.is_some() || !judged.alternatives.is_empty();
        return if known {
            Graded::of(MISSING_IN_CHART)
        } else {
            Graded::because(CANNOT_TELL, NEITHER)
        };
    };
    let is_chart = |percent: u8| u32::from(percent) == chart;
    match judged.percent {
        Some(percent) if is_chart(percent) => Graded::of(SAME),
        Some(_) if by_age => Graded::because(CANNOT_TELL, SHARE_BY_AGE),
        Some(_) => Graded::of(DIFFERS),
        None if judged.alternatives.iter().copied().any(is_chart) => {
            Graded::because(CANNOT_TELL, SHARE_UNCERTAIN)
        }
        None if !judged.alternatives.is_empty() => Graded::because(DIFFERS, SHARE_UNCERTAIN),
        None if judged.source.is(SHARE_UNKNOWN) => Graded::of(MISSING_IN_RESULT),
        // No share, and that is no gap: not eligible, medical aid, paid in full first.
        None => Graded::because(CANNOT_TELL, NEITHER),
    }
}
