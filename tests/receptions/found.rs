//! What is found when all is over.

use super::asked::Asked;
use super::host::Host;
use core::fmt;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Default)]
pub(crate) struct Found {
    /// By number, each with an end.
    pub(crate) receptions: usize,
    pub(crate) answered: usize,
    pub(crate) refused: usize,
    pub(crate) uncertain: usize,
    /// Uncertain ones whose request the connector answered well.
    pub(crate) unexplained: usize,
    /// Receptions whose request reached the connector more than once.
    pub(crate) asked_twice: usize,
    /// Files of the reader that were read.
    pub(crate) cards: usize,
    /// How those ended; of the rest, which of several eligibilities applies is asked.
    pub(crate) card_ends: BTreeMap<String, usize>,
    pub(crate) card_choices: usize,
    pub(crate) cards_twice: usize,
    /// Deliveries of medical information.
    pub(crate) views: usize,
    /// Results that were delivered to a reception, each of whom it asked about.
    pub(crate) delivered: usize,
    /// People of bulk results that were delivered.
    pub(crate) of_many: usize,
}

impl Found {
    pub(crate) fn of(
        hosts: &[Host],
        people: &Asked,
        asked: &BTreeMap<String, Vec<String>>,
    ) -> Self {
        let mut found = Self {
            asked_twice: asked
                .iter()
                .filter(|(identifier, asked)| !identifier.is_empty() && asked.len() > 1)
                .count(),
            ..Self::default()
        };
        let mut cards: Vec<BTreeSet<String>> = Vec::new();
        for host in hosts {
            let mut taken = BTreeSet::new();
            let mut ends: BTreeMap<String, String> = BTreeMap::new();
            let mut came: BTreeMap<String, Vec<String>> = BTreeMap::new();
            let mut card_ends: BTreeMap<String, Option<String>> = BTreeMap::new();
            for line in host.chart() {
                let delivered = line["delivered"].as_array().into_iter().flatten();
                let names = delivered.filter_map(|one| one["fileName"].as_str());
                taken.extend(
                    names
                        .filter(|name| name.contains("_face_"))
                        .map(str::to_owned),
                );
                if line["flow"] == "face-reader"
                    && let Some(read) = line["delivered"].get(0)
                {
                    let name = read["fileName"].as_str().unwrap_or_default();
                    card_ends.insert(name.to_owned(), card_end(&line, read));
                }
                if line["flow"] == "medical-information" {
                    found.views += line["delivered"].as_array().map_or(0, Vec::len);
                }
                let reference = line["reference"].as_str();
                for one in line["delivered"].as_array().into_iter().flatten() {
                    if let Some(reference) = reference {
                        found.delivered += 1;
                        let keys = people.assert_theirs(reference, one);
                        came.entry(reference.to_owned()).or_default().extend(keys);
                    }
                }
                let kind = line["outcome"]["kind"].as_str();
                if let (Some(reference), Some(kind)) = (reference, kind) {
                    // The last one counts: a late answer makes an uncertain one certain.
                    ends.insert(reference.to_owned(), kind.to_owned());
                }
            }
            found.receptions += ends.len();
            for (reference, kind) in ends {
                let of_many = came.remove(&reference).unwrap_or_default();
                found.of_many += of_many.len();
                assert_each_once(people.keys(&reference), of_many, &kind);
                found.count(&reference, &kind, asked);
            }
            for end in card_ends.into_values() {
                match end {
                    Some(kind) => *found.card_ends.entry(kind).or_default() += 1,
                    None => found.card_choices += 1,
                }
            }
            cards.push(taken);
        }
        found.cards = cards.iter().flatten().collect::<BTreeSet<_>>().len();
        if let [one, other] = &cards[..] {
            found.cards_twice = one.intersection(other).count();
        }
        found
    }

    fn count(&mut self, reference: &str, kind: &str, asked: &BTreeMap<String, Vec<String>>) {
        match kind {
            "answered" => self.answered += 1,
            "refused" => self.refused += 1,
            "uncertain" => {
                self.uncertain += 1;
                let became = asked.get(reference).and_then(|asked| asked.first());
                if became.is_none_or(|became| became != "unread") {
                    self.unexplained += 1;
                }
            }
            other => panic!("{reference} ended {other}"),
        }
    }
}

/// Everybody of an answered bulk result was delivered, and nobody twice.
fn assert_each_once<'k>(asked: impl Iterator<Item = &'k str>, mut came: Vec<String>, kind: &str) {
    came.sort_unstable();
    let all = came.len();
    came.dedup();
    assert_eq!(came.len(), all, "somebody of a bulk result came twice");
    if kind == "answered" {
        let mut asked: Vec<_> = asked.collect();
        asked.sort_unstable();
        assert_eq!(came, asked, "somebody of a bulk result did not come");
    }
}

/// How a card's reception ended; nothing where staff are asked which eligibility applies.
fn card_end(line: &Value, read: &Value) -> Option<String> {
    let kind = line["outcome"]["kind"].as_str();
    let judged = &read["judgement"]["state"]["code"];
    assert!(
        kind.is_some() || judged == "choose",
        "a card was read as {judged} and came to no end"
    );
    kind.map(str::to_owned)
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} answered, {} refused, {} uncertain ({} of them no fault of the other side), \
             {} card results ({:?}, {} to choose), {} views, {} results delivered to whom they \
             state, {} people of bulk results once each",
            self.answered,
            self.refused,
            self.uncertain,
            self.unexplained,
            self.cards,
            self.card_ends,
            self.card_choices,
            self.views,
            self.delivered,
            self.of_many
        )
    }
}
