//! Names. The system's may hold 「●」 for a character it could not show (domain:
//! what clerks complain about most): that is never a difference. It is taken for
//! exactly one character, an assumption; then the kana decide.
//!
//! A doubt about a name is settled by the kana of the same name alone, and only by kana
//! that agree without a doubt; the kana's doubts by the name likewise. So two doubts
//! never settle each other, and no other name settles anything.

use super::chart::Chart;
use super::fold::{Folding, OF_NAMES};
use super::grade::{Graded, both};
use super::sent::{Sent, Text};
use super::unknown::{alike, has_unknown, is_mostly_known, might_be};
use super::words::{
    CANNOT_TELL, DIFFERS, EQUAL, KANA_AGREES, OTHER_NAME, SAME, SMALL_KANA, UNKNOWN_CHARACTER,
    UNREADABLE,
};
use alloc::string::String;

/// 氏名 and カナ氏名, each settled with the other's help.
pub(super) fn compare(sent: &Sent<'_>, chart: &Chart, folding: &Folding) -> (Graded, Graded) {
    let names = Names {
        sent: [sent.text("Name"), sent.text("NameOfOther")],
        chart: chart.name.as_deref(),
        chart_others: &chart.other_names,
    };
    let kana = Names {
        sent: [sent.text("NameKana"), sent.text("NameOfOtherKana")],
        chart: chart.kana.as_deref(),
        chart_others: &chart.other_kana,
    };
    // Which kana are of which name is only known where there are as many.
    let pairs = names.chart_others.len() == kana.chart_others.len();
    let mut name = names.compare(&kana, pairs, folding);
    let kana = kana.compare(&names, pairs, folding);
    if name.differs() && matches!(kana.grade, SAME | EQUAL) {
        name.how.push(KANA_AGREES);
    }
    (name, kana)
}

/// The names of both sides, all of one kind.
struct Names<'a> {
    /// The first one and the other one.
    sent: [Text<'a>; 2],
    chart: Option<&'a str>,
    chart_others: &'a [String],
}

/// Which name of each side, the first of both being 0.
#[derive(Clone, Copy)]
struct Which {
    sent: usize,
    chart: usize,
}

impl Names<'_> {
    /// The first names of both sides, otherwise any of one side against any of the other.
    /// `beside` are the kana of these names, or the names of these kana.
    fn compare(&self, beside: &Self, pairs: bool, folding: &Folding) -> Graded {
        let [first, _] = self.sent;
        if let Err(graded) = both(first, self.chart) {
            return graded;
        }
        let mut best = Graded::of(DIFFERS);
        for chart in 0..=self.chart_others.len() {
            for sent in 0..self.sent.len() {
                let which = Which { sent, chart };
                let Some((sent_name, chart_name)) = self.of(which) else {
                    continue;
                };
                let is_first = sent == 0 && chart == 0;
                let mut graded = names(sent_name, chart_name, folding);
                let is_settled = || {
                    (pairs || chart == 0)
                        && beside.of(which).is_some_and(|(sent, chart)| {
                            let beside = names(sent, chart, folding);
                            matches!(beside.grade, SAME | EQUAL) && !is_doubtful(&beside)
                        })
                };
                if graded.grade == EQUAL && is_doubtful(&graded) && !is_settled() {
                    graded.grade = CANNOT_TELL;
                } else if graded.grade == CANNOT_TELL && !is_first {
                    // Of another name that says next to nothing, nothing follows.
                    continue;
                }
                if !is_first {
                    graded.how.push(OTHER_NAME);
                }
                match graded.grade {
                    SAME | EQUAL if is_first => return graded,
                    SAME | EQUAL => {
                        graded.grade = EQUAL;
                        return graded;
                    }
                    CANNOT_TELL if best.grade == DIFFERS => best = graded,
                    _ => {}
                }
            }
        }
        best
    }

    fn of(&self, which: Which) -> Option<(&str, &str)> {
        let sent = self.sent.get(which.sent)?.ok().flatten()?;
        let chart = match which.chart.checked_sub(1) {
            None => self.chart?,
            Some(other) => self.chart_others.get(other)?,
        };
        Some((sent, chart))
    }
}

/// Whether there is a doubt that the other of name and kana can settle.
fn is_doubtful(graded: &Graded) -> bool {
    graded.how.contains(&SMALL_KANA) || graded.how.contains(&UNKNOWN_CHARACTER)
}

fn names(sent: &str, chart: &str, folding: &Folding) -> Graded {
    let unknown = has_unknown(sent) || has_unknown(chart);
    let folded = [sent, chart].map(|name| folding.fold(name, OF_NAMES));
    let [one, other] = &folded;
    if unknown && might_be(one, other) && !(alike(one, other) && is_mostly_known(one, other)) {
        return Graded::because(CANNOT_TELL, UNKNOWN_CHARACTER);
    }
    if one.is_empty() || other.is_empty() {
        return Graded::because(CANNOT_TELL, UNREADABLE);
    }
    if sent == chart && !unknown {
        return Graded::of(SAME);
    }
    let Some(mut how) = folding.equal(sent, chart, OF_NAMES, alike) else {
        return Graded::of(DIFFERS);
    };
    if unknown {
        how.push(UNKNOWN_CHARACTER);
    }
    Graded { grade: EQUAL, how }
}
