//! How the receptions of the session ended. One that says so again, because it is looked
//! at once more or is asked about after a crash, is counted once; one whose answer came
//! late after all is counted as what it is now.

use onshi_host::reception::{Action, Step};
use std::collections::{BTreeMap, HashMap};

#[derive(Default)]
pub(super) struct Ends {
    /// By flow and by how it ended, in the core's words.
    counted: BTreeMap<(String, String), Count>,
    /// Whom the parts of a result that is not whole yet are about.
    parts: HashMap<String, usize>,
    /// How each ended that may say more.
    known: HashMap<String, (String, String)>,
}

/// How many, and whom their answers were about.
#[derive(Clone, Copy, Default)]
pub(super) struct Count {
    pub(super) receptions: usize,
    pub(super) persons: usize,
}

impl Ends {
    /// In a word for staff, where it is over and that is news.
    pub(super) fn take(&mut self, name: &str, step: &Step) -> Option<&'static str> {
        let persons = step.actions.iter().map(persons).sum::<usize>();
        let Some(outcome) = &step.outcome else {
            *self.parts.entry(name.to_owned()).or_default() += persons;
            // What was uncertain goes on: it has no end any more.
            let before = self.known.remove(name);
            self.uncount(before);
            return None;
        };
        let kind = &outcome.kind;
        let end = (step.flow.clone(), kind.clone());
        let before = self.known.insert(name.to_owned(), end.clone());
        if before.as_ref() == Some(&end) {
            return None;
        }
        self.uncount(before);
        let count = self.counted.entry(end).or_default();
        count.receptions += 1;
        count.persons += persons + self.parts.remove(name).unwrap_or_default();
        Some(word(kind))
    }

    fn uncount(&mut self, before: Option<(String, String)>) {
        if let Some(count) = before.and_then(|before| self.counted.get_mut(&before)) {
            count.receptions = count.receptions.saturating_sub(1);
        }
    }

    /// A reception has another name now.
    pub(super) fn rename(&mut self, from: &str, to: &str) {
        if let Some(end) = self.known.remove(from) {
            self.known.insert(to.to_owned(), end);
        }
    }

    /// Staff do not see it any more; but what is uncertain may become certain.
    pub(super) fn forget(&mut self, name: &str) {
        let is_settled = |(_, kind): &(String, String)| kind == "answered" || kind == "refused";
        if self.known.get(name).is_some_and(is_settled) {
            self.known.remove(name);
        }
    }

    pub(super) fn each(&self) -> impl Iterator<Item = (&str, &str, Count)> {
        let counted = self
            .counted
            .iter()
            .filter(|(_, count)| count.receptions > 0);
        counted.map(|((flow, kind), count)| (flow.as_str(), kind.as_str(), *count))
    }

    /// How many ended so, of every flow.
    pub(super) fn of(&self, kind: &str) -> usize {
        let counts = self.each().filter(|(_, known, _)| *known == kind);
        counts.map(|(_, _, count)| count.receptions).sum()
    }
}

/// How something ended, for staff.
pub(super) fn word(kind: &str) -> &'static str {
    match kind {
        "answered" => "回答あり",
        "refused" => "回答なし(別の方法で)",
        "cancelled" => "取消",
        _ => "送信結果不明(再送しないでください)",
    }
}

/// Whom an answer to a 一括照会 is about.
fn persons(action: &Action) -> usize {
    if action.judged_by.as_deref() != Some("eligibility.judge-units") {
        return 0;
    }
    let judgement = action.judgement.as_deref().unwrap_or_default();
    let judgement: serde_json::Value = serde_json::from_str(judgement).unwrap_or_default();
    judgement["units"].as_array().map_or(0, Vec::len)
}

#[cfg(test)]
mod tests {
    use super::*;
    use onshi_host::problem::Coded;
    use onshi_host::reception::Outcome;

    fn ended(flow: &str, kind: &str) -> Step {
        Step {
            flow: flow.to_owned(),
            phase: Coded {
                code: "phase.finished".to_owned(),
                message: String::new(),
                message_ja: String::new(),
            },
            state: String::new(),
            actions: Vec::new(),
            until: None,
            outcome: Some(Outcome {
                kind: kind.to_owned(),
                state: None,
                reasons: Vec::new(),
                next_steps: Vec::new(),
                offers: Vec::new(),
                chosen: None,
                reception_number: None,
            }),
            notes: Vec::new(),
        }
    }

    #[test]
    fn each_reception_is_counted_once_as_what_it_is_now() {
        let mut ends = Ends::default();
        let answered = ended("medical-information", "answered");
        assert_eq!(ends.take("新規1", &answered), Some("回答あり"));
        ends.rename("新規1", "#1");
        assert_eq!(
            ends.take("#1", &answered),
            None,
            "a later look is no answer"
        );
        let uncertain = ended("by-number", "uncertain");
        assert!(ends.take("#2", &uncertain).is_some());
        ends.forget("#2");
        let late = ended("by-number", "answered");
        assert_eq!(ends.take("#2", &late), Some("回答あり"));
        assert_eq!((ends.of("answered"), ends.of("uncertain")), (2, 0));
        let flows: Vec<_> = ends.each().map(|(flow, kind, _)| (flow, kind)).collect();
        let expected = [
            ("by-number", "answered"),
            ("medical-information", "answered"),
        ];
        assert_eq!(flows, expected);

        let mut going_on = ended("bulk", "uncertain");
        assert!(ends.take("#3", &going_on).is_some());
        going_on.outcome = None;
        assert_eq!(ends.take("#3", &going_on), None);
        assert_eq!(ends.of("uncertain"), 0, "it goes on");
    }
}
