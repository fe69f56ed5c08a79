//! What the journal keeps of a reception: the flow's state, which the core alone reads,
//! under the host's own name for it.

use crate::reception::{Action, Step};
use serde::{Deserialize, Serialize};

#[derive(Default, Serialize, Deserialize)]
pub(super) struct Kept {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) reference: Option<String>,
    pub(super) state: String,
    /// Whether a reader's result is what it waits for, which no request precedes.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub(super) at_reader: bool,
}

impl Kept {
    /// Of another program's journal nothing is known; the core then refuses the state.
    pub(super) fn read(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }

    /// Of one that begins at the reader.
    pub(super) fn at_reader() -> Self {
        Self {
            at_reader: true,
            ..Self::default()
        }
    }

    /// Whether it does after this step: the core says so whenever that changes.
    pub(super) fn waits_at_reader(step: &Step, before: bool) -> bool {
        let is_said = |action: &Action| action.result_prefix.is_some();
        let only_shows = step.actions.iter().all(|action| action.kind == "show");
        step.outcome.is_none() && (step.actions.iter().any(is_said) || before && only_shows)
    }

    pub(super) fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}
