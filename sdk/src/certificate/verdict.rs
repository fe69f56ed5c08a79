//! The answer: a state, the chain it is about, every check by its outcome, and
//! the work it took.

use super::budget::Work;
use super::path::validation::EXPIRED_WITHIN_GRACE;
use super::rule::Rule;
use super::summary::CertificateSummary;
use crate::problem::{Code, Place};
use crate::time::Instant;
use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Serialize, Serializer};

/// What validation found, at a time, by a profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Verdict {
    /// The one word to act on.
    pub state: State,
    /// The time the question was asked for.
    pub at: Instant,
    /// The profile's identifier.
    pub profile: String,
    /// The path the findings are about: leaf first, anchor last. Empty if no
    /// path leads from the leaf to an anchor.
    pub chain: Vec<CertificateSummary>,
    /// Every check that was made, and those that were not.
    pub findings: Vec<Finding>,
    /// What it cost, against the budget.
    pub work: Work,
}

/// Whether the certificate may be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// A path was found and every check that was made holds. Findings with
    /// [`Outcome::NotChecked`] say what this does not cover.
    Valid,
    /// No path, or a check on it does not hold.
    Invalid,
    /// Nothing is wrong with what was checked, but the caller required a check
    /// for which there was no evidence. Never treat it as valid.
    NotChecked,
    /// It expired, and is within the profile's grace, which the caller accepts;
    /// every other check holds, and nothing that is required is open. It is not
    /// valid: it is good for what the grace is for alone.
    ExpiredWithinGrace,
}

impl State {
    /// The word used for it at every boundary.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Invalid => "invalid",
            Self::NotChecked => "not-checked",
            Self::ExpiredWithinGrace => "expired-within-grace",
        }
    }
}

/// How a check went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It was made and holds.
    Passed,
    /// It was made and does not hold: the state is never valid with one of these.
    Failed,
    /// It was not made.
    NotChecked,
    /// No check: something worth knowing that decides nothing, such as an unusable
    /// anchor among several that was set aside.
    Noted,
}

/// One check, or one thing worth knowing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// The stable code.
    #[serde(serialize_with = "code_id")]
    pub code: Code,
    /// How it went.
    pub outcome: Outcome,
    /// Which certificate, which extension of it, at which byte.
    pub place: Place,
    /// Where the rule is written: `RFC 5280 §6.1.3 (a)(2)`.
    pub source: &'static str,
    /// The sentence in English.
    pub message: String,
    /// The sentence in Japanese.
    pub message_ja: String,
}

impl Finding {
    pub(crate) fn new(rule: Rule, outcome: Outcome, place: Place) -> Self {
        Self {
            code: rule.code,
            outcome,
            place,
            source: rule.source(),
            message: rule.code.en().to_owned(),
            message_ja: rule.code.ja().to_owned(),
        }
    }

    /// The same finding with `{}` of its sentences filled in, never with
    /// anything about the holder.
    pub(crate) fn detail(self, detail: &str) -> Self {
        self.details(detail, detail)
    }

    /// The same with what differs between the languages.
    pub(crate) fn details(mut self, en: &str, ja: &str) -> Self {
        (self.message, self.message_ja) = self.code.texts(en, ja);
        self
    }

    pub(crate) fn is_failure(&self) -> bool {
        self.outcome == Outcome::Failed
    }

    /// A failure that no grace excuses.
    pub(crate) fn is_fatal(&self) -> bool {
        self.is_failure() && !self.is_grace()
    }

    /// The failure that the grace of the profile excuses.
    pub(crate) fn is_grace(&self) -> bool {
        self.code == EXPIRED_WITHIN_GRACE.code
    }
}

fn code_id<S: Serializer>(code: &Code, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(code.id())
}
