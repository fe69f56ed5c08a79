//! The numbers a claim is sent with (facts §4.1, §4.2, §4.4).

use super::fold::{Folding, OF_INSURERS, OF_NUMBERS, OF_SYMBOLS, without_leading_zeros};
use super::grade::{Graded, both, texts};
use super::sent::Text;
use super::words::{
    CANNOT_TELL, CHECK_DIGIT_IN_CHART, CHECK_DIGIT_IN_RESULT, EQUAL, LEADING_ZEROS,
    MISSING_IN_CHART, MISSING_IN_RESULT, NOT_USED, WIDTH, WORKPLACE_SYMBOL,
};
use crate::identifier::InsurerNumber;

/// 保険者番号, or 公費負担者番号.
pub(super) fn insurer(sent: Text<'_>, chart: Option<&str>, folding: &Folding) -> Graded {
    let (sent, chart) = match both(sent, chart) {
        Ok(both) => both,
        Err(graded) => return graded,
    };
    let mut graded = texts(sent, chart, OF_INSURERS, folding);
    if graded.differs() {
        let holds = |text: &str| {
            let folded = folding.fold(text, &[WIDTH]);
            InsurerNumber::read(&folded).is_ok_and(|number| number.check_digit_holds())
        };
        for (text, note) in [(sent, CHECK_DIGIT_IN_RESULT), (chart, CHECK_DIGIT_IN_CHART)] {
            if !holds(text) {
                graded.how.push(note);
            }
        }
    }
    graded
}

/// 記号. `number` is the result's insurer.
pub(super) fn symbol(
    sent: Text<'_>,
    chart: Option<&str>,
    number: Option<&InsurerNumber>,
    folding: &Folding,
) -> Graded {
    let (sent, chart) = match both(sent, chart) {
        Ok(both) => both,
        Err(graded) => return unused_by_late_elderly(graded, number),
    };
    let graded = texts(sent, chart, OF_SYMBOLS, folding);
    if !graded.differs() {
        return graded;
    }
    let (sent, chart) = folding.fold_both(sent, chart, OF_SYMBOLS);
    // Of a 番号 zeros in front mean nothing; whether of a 記号, no source says.
    if without_leading_zeros(&sent) == without_leading_zeros(&chart) {
        return Graded::because(CANNOT_TELL, LEADING_ZEROS);
    }
    let is_digit = |byte: u8| byte.is_ascii_digit() || byte == b'-';
    let numeric = |text: &str| text.bytes().all(is_digit);
    let by_association = number.and_then(InsurerNumber::law_number) == Some("01");
    if by_association && numeric(&sent) != numeric(&chart) {
        return Graded::because(CANNOT_TELL, WORKPLACE_SYMBOL);
    }
    graded
}

/// 番号, or 受給者番号.
pub(super) fn number(sent: Text<'_>, chart: Option<&str>, folding: &Folding) -> Graded {
    both(sent, chart).map_or_else(
        |graded| graded,
        |(sent, chart)| texts(sent, chart, OF_NUMBERS, folding),
    )
}

/// 枝番.
pub(super) fn branch(
    sent: Text<'_>,
    chart: Option<&str>,
    insurer: Option<&InsurerNumber>,
    folding: &Folding,
) -> Graded {
    unused_by_late_elderly(number(sent, chart, folding), insurer)
}

/// 後期高齢者医療 has neither 記号 nor 枝番, so one that is missing is no difference.
fn unused_by_late_elderly(graded: Graded, number: Option<&InsurerNumber>) -> Graded {
    let missing = matches!(graded.grade, MISSING_IN_CHART | MISSING_IN_RESULT);
    if missing && number.is_some_and(InsurerNumber::is_late_stage_elderly) {
        return Graded::because(EQUAL, NOT_USED);
    }
    graded
}
