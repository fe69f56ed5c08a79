//! Names. The system's may hold 「●」 for a character it could not show (domain:
//! what clerks complain about most): that is never a difference. It is taken for
//! exactly one character, an assumption; then the kana decide.

use super::chart::Chart;
use super::fold::{Folding, OF_NAMES};
use super::grade::{Graded, both};
use super::sent::{Sent, Text};
use super::words::{
    CANNOT_TELL, DIFFERS, EQUAL, KANA_AGREES, OTHER_NAME, SAME, SMALL_KANA, UNKNOWN_CHARACTER,
};
use alloc::string::String;
use alloc::vec;

/// 氏名 and カナ氏名, each settled with the other's help.
pub(super) fn compare(sent: &Sent<'_>, chart: &Chart, folding: &Folding) -> (Graded, Graded) {
    let names = Names {
        sent: sent.text("Name"),
        sent_other: sent.text("NameOfOther"),
        chart: chart.name.as_deref(),
        chart_others: &chart.other_names,
    };
    let kana = Names {
        sent: sent.text("NameKana"),
        sent_other: sent.text("NameOfOtherKana"),
        chart: chart.kana.as_deref(),
        chart_others: &chart.other_kana,
    };
    let (name, kana) = (names.compare(folding), kana.compare(folding));
    let mut settled_name = settled(&name, &kana);
    if settled_name.differs() && agrees(&kana) {
        settled_name.how.push(KANA_AGREES);
    }
    (settled_name, settled(&kana, &name))
}

/// What is equal but for small kana or an unknown character is equal where the
/// other of name and kana agrees.
fn settled(one: &Graded, other: &Graded) -> Graded {
    let open = one.how.contains(&SMALL_KANA) || one.how.contains(&UNKNOWN_CHARACTER);
    let mut settled = one.clone();
    if open && !agrees(other) {
        settled.grade = CANNOT_TELL;
    }
    settled
}

fn agrees(graded: &Graded) -> bool {
    matches!(graded.grade, SAME | EQUAL) && !graded.how.contains(&UNKNOWN_CHARACTER)
}

/// The names of both sides, all of one kind.
struct Names<'a> {
    sent: Text<'a>,
    sent_other: Text<'a>,
    chart: Option<&'a str>,
    chart_others: &'a [String],
}

impl Names<'_> {
    fn compare(&self, folding: &Folding) -> Graded {
        let first = match both(self.sent, self.chart) {
            Ok((sent, chart)) => names(sent, chart, folding),
            Err(graded) => return graded,
        };
        if matches!(first.grade, SAME | EQUAL) {
            return first;
        }
        let by_other = self.by_other_names(folding);
        by_other.unwrap_or(first)
    }

    /// Any name of one side against any of the other, but for the first of both.
    fn by_other_names(&self, folding: &Folding) -> Option<Graded> {
        let chart = self.chart.map(|name| (name, true)).into_iter();
        let chart = chart.chain(self.chart_others.iter().map(|name| (name.as_str(), false)));
        for (chart, is_first) in chart {
            let sent = if is_first {
                None
            } else {
                self.sent.ok().flatten()
            };
            for sent in sent.into_iter().chain(self.sent_other.ok().flatten()) {
                let mut graded = names(sent, chart, folding);
                if matches!(graded.grade, SAME | EQUAL) {
                    graded.grade = EQUAL;
                    graded.how.push(OTHER_NAME);
                    return Some(graded);
                }
            }
        }
        None
    }
}

fn names(sent: &str, chart: &str, folding: &Folding) -> Graded {
    let unknown = sent.chars().chain(chart.chars()).any(is_unknown);
    if sent == chart && !unknown {
        return Graded::of(SAME);
    }
    match folding.equal(sent, chart, OF_NAMES, alike) {
        Some(mut how) => {
            if unknown {
                how.push(UNKNOWN_CHARACTER);
            }
            Graded { grade: EQUAL, how }
        }
        None if unknown && might_be(sent, chart, folding) => Graded {
            grade: CANNOT_TELL,
            how: vec![UNKNOWN_CHARACTER],
        },
        None => Graded::of(DIFFERS),
    }
}

/// Equal, an unknown character standing for any one.
fn alike(one: &str, other: &str) -> bool {
    one.chars().count() == other.chars().count()
        && one
            .chars()
            .zip(other.chars())
            .all(|(one, other)| one == other || is_unknown(one) || is_unknown(other))
}

/// Whether the names begin and end alike up to the unknown characters, so that
/// they could be equal if these were more or fewer characters than they are.
fn might_be(one: &str, other: &str, folding: &Folding) -> bool {
    let (one, other) = (folding.fold(one, OF_NAMES), folding.fold(other, OF_NAMES));
    let begin = one.chars().zip(other.chars());
    let end = one.chars().rev().zip(other.chars().rev());
    known_agree(begin) && known_agree(end)
}

fn known_agree(mut pairs: impl Iterator<Item = (char, char)>) -> bool {
    let stop = pairs.find(|&(one, other)| one != other || is_unknown(one));
    stop.is_none_or(|(one, other)| is_unknown(one) || is_unknown(other))
}

/// 「●」 is what the system shows; 〓, the replacement character, boxes and question
/// marks are what conversions leave.
fn is_unknown(character: char) -> bool {
    matches!(character, '●' | '〓' | '\u{FFFD}' | '■' | '□' | '?' | '？')
}
