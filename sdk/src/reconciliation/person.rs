//! Birth date and sex.

use super::grade::{Graded, both};
use super::sent::Text;
use super::words::{
    CANNOT_TELL, DATE_FORM, DIFFERS, EQUAL, SAME, SEX_NOT_SET, SEX_NOTICE, UNREADABLE,
};
use crate::identifier::fold_width;
use crate::time::Date;
use alloc::string::ToString;

/// 生年月日.
pub(super) fn birth_date(sent: Text<'_>, chart: Option<&str>) -> Graded {
    let (sent, chart) = match both(sent, chart) {
        Ok(both) => both,
        Err(graded) => return graded,
    };
    match (Date::from_wire(sent.trim()), date(chart)) {
        (Some(one), Some(other)) if one != other => Graded::of(DIFFERS),
        (Some(date), Some(_)) if chart == sent || chart == date.to_string() => Graded::of(SAME),
        (Some(_), Some(_)) => Graded::because(EQUAL, DATE_FORM),
        _ => Graded::because(CANNOT_TELL, UNREADABLE),
    }
}

/// A date of the chart: `YYYY-MM-DD` or `YYYYMMDD`, of any width, slashes too.
pub(super) fn date(text: &str) -> Option<Date> {
    let folded = fold_width(text);
    let mut parts = folded.trim().split(['-', '/']);
    let (first, month, day) = (parts.next()?, parts.next(), parts.next());
    let number = |part: &str| {
        let digits = part.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| part.parse::<u16>().ok()).flatten()
    };
    match (month, day, parts.next()) {
        (None, None, None) => Date::from_wire(first),
        (Some(month), Some(day), None) => Date::new(
            number(first)?.into(),
            number(month)?.try_into().ok()?,
            number(day)?.try_into().ok()?,
        ),
        _ => None,
    }
}

/// 性別. `sex2` is set under the notice of 2012-09-21 alone (facts §2.2): who has
/// asked for it may have another entry on the back of the card, so that what both
/// entries do not share cannot be told.
pub(super) fn sex(sex1: Text<'_>, sex2: Text<'_>, chart: Option<&str>) -> Graded {
    let (sent, chart) = match both(sex1, chart) {
        Ok(both) => both,
        Err(graded) => return graded,
    };
    let (one, other) = (code(sent), code(chart));
    let by_notice = match sex2 {
        Ok(None) => false,
        Ok(Some(second)) => code(second) != one,
        Err(_) => true,
    };
    match (one, other) {
        _ if by_notice => Graded::because(CANNOT_TELL, SEX_NOTICE),
        (None, _) | (_, None) => Graded::because(CANNOT_TELL, UNREADABLE),
        (Some('3'), _) | (_, Some('3')) => Graded::because(CANNOT_TELL, SEX_NOT_SET),
        (one, other) if one == other => Graded::of(SAME),
        _ => Graded::of(DIFFERS),
    }
}

/// The code of OQSCD007.
fn code(sex: &str) -> Option<char> {
    match fold_width(sex).trim() {
        "1" | "男" | "male" => Some('1'),
        "2" | "女" | "female" => Some('2'),
        "3" => Some('3'),
        _ => None,
    }
}
