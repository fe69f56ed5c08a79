//! What a flow answers: where it stands, and what the host is to do.

use crate::answer;
use crate::certificate::Challenge;
use crate::problem::{Code, Coded, Problems};
use crate::time::Instant;
use alloc::string::String;
use alloc::vec::Vec;
use serde::Serialize;

/// Where a flow stands after one event.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Step {
    /// Which flow.
    pub flow: &'static str,
    /// Where it stands.
    pub phase: Coded,
    /// What to hand back with the next event.
    pub state: String,
    /// What to do, in this order.
    pub actions: Vec<Action>,
    /// When a `time-out` is due.
    pub until: Option<Instant>,
    /// What it came to, once it has.
    pub outcome: Option<Outcome>,
    /// What is worth knowing of what was built or read.
    pub notes: Problems,
}

/// One thing to do. Which members there are, depends on its kind.
#[derive(Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Action {
    /// `publish`, `expect`, `remove`, `show`, `ask`, `card`, `open`, `audit`, `wait`,
    /// `deliver` or `seam`.
    pub kind: &'static str,
    /// Whom it is for: `staff` or `patient`.
    pub audience: Option<&'static str>,
    /// What to show, ask, open or do by hand.
    pub text: Option<Coded>,
    /// Of a question: what a choice names it by.
    pub question: Option<&'static str>,
    /// Of a question: what may be chosen.
    pub options: Vec<Choice>,
    /// The file to publish or remove, or that was read.
    pub file_name: Option<String>,
    /// The bytes of the file to publish.
    #[serde(serialize_with = "answer::optional_bytes")]
    pub bytes: Option<Vec<u8>>,
    /// The interface of the file that is published or was read, or the one whose layout is
    /// not public.
    pub interface_id: Option<&'static str>,
    /// The name under which the result appears.
    pub result_name: Option<String>,
    /// The name under which the request comes back if it is refused.
    pub refusal_name: Option<String>,
    /// What the names of files begin with that nobody asked for.
    pub result_prefix: Option<String>,
    /// Until when to wait.
    pub until: Option<Instant>,
    /// The operation whose answer the judgement is.
    pub judged_by: Option<&'static str>,
    /// That answer, as JSON.
    #[serde(serialize_with = "optional_json")]
    pub judgement: Option<String>,
    /// The message, as JSON.
    #[serde(serialize_with = "optional_json")]
    pub content: Option<String>,
    /// What the card is to sign.
    pub challenge: Option<Challenge>,
    /// What to append to the audit trail, as the JSON of an entry.
    #[serde(serialize_with = "optional_json")]
    pub audit: Option<String>,
}

/// What may be chosen.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Choice {
    /// What the event names it by.
    pub id: String,
    /// What it says in English.
    pub message: String,
    /// What it says in Japanese.
    pub message_ja: String,
}

impl From<Code> for Choice {
    fn from(code: Code) -> Self {
        Self {
            id: code.id().into(),
            message: code.en().into(),
            message_ja: code.ja().into(),
        }
    }
}

/// What a flow came to.
#[derive(Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Outcome {
    /// `answered`, `refused`, `uncertain` or `cancelled`.
    pub kind: &'static str,
    /// What the answer comes to, where there is one.
    pub state: Option<Coded>,
    /// Why.
    pub reasons: Vec<Coded>,
    /// The lawful ways on, the most promising first.
    pub next_steps: Vec<Coded>,
    /// Flows that may follow: `follow.reference-number` and the like.
    pub offers: Vec<Coded>,
    /// Which eligibility was chosen, by its number in the judgement, from 0.
    pub chosen: Option<u32>,
    /// 受付番号 of what was not collected, or was.
    pub reception_number: Option<String>,
}

// They hold messages, and whose they are.
redacted!(Step, Action, Choice, Outcome);

#[expect(clippy::ref_option, reason = "the signature serde asks for")]
fn optional_json<S: serde::Serializer>(
    text: &Option<String>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    #[serde(transparent)]
    struct Json<'a>(#[serde(serialize_with = "answer::json")] &'a str);
    text.as_deref().map(Json).serialize(serializer)
}
