//! One step in the making.

use super::inquiry::RECEPTION_NUMBER;
use super::situation::Situation;
use super::state::{ANSWERED, REFUSED, State};
use super::step::{Action, Choice, Outcome, Step};
use super::words::{ASKING_CANCELLATION, CANCELLING, FINISHED, SEAM_CANCEL};
use crate::message;
use crate::problem::{Code, Coded, Problems};
use crate::time::Instant;
use alloc::string::String;
use alloc::vec::Vec;

/// Where a flow's step is put together.
pub(super) struct Desk {
    pub(super) at: Instant,
    pub(super) state: State,
    pub(super) actions: Vec<Action>,
    pub(super) outcome: Option<Outcome>,
    pub(super) notes: Problems,
}

impl Desk {
    pub(super) fn new(state: State, at: Instant) -> Self {
        Self {
            at,
            state,
            actions: Vec::new(),
            outcome: None,
            notes: Problems::new(),
        }
    }

    /// The flow stands elsewhere now, for so long.
    pub(super) fn enter(&mut self, phase: Code, seconds: u32) {
        self.state.phase = phase;
        self.state.outcome = None;
        self.state.until = Some(self.at.plus_seconds(i64::from(seconds)));
        (self.state.flow.present)(self);
    }

    /// Whether a time-out is due indeed.
    pub(super) fn is_due(&self) -> bool {
        self.state.until.is_some_and(|until| until <= self.at)
    }

    pub(super) fn is_finished(&self) -> bool {
        self.state.outcome.is_some()
    }

    pub(super) fn act(&mut self, action: Action) {
        self.actions.push(action);
    }

    pub(super) fn show(&mut self, audience: &'static str, text: impl Into<Coded>) {
        self.act(Action {
            kind: "show",
            audience: Some(audience),
            text: Some(text.into()),
            ..Action::default()
        });
    }

    pub(super) fn ask(
        &mut self,
        question: &'static str,
        text: Code,
        options: impl Iterator<Item = Code>,
    ) {
        self.act(Action {
            kind: "ask",
            audience: Some(STAFF),
            text: Some(text.into()),
            question: Some(question),
            options: options.map(Choice::from).collect(),
            until: self.state.until,
            ..Action::default()
        });
    }

    /// A step whose wire is not public.
    pub(super) fn seam(&mut self, text: Code, interface_id: Option<&'static str>) {
        self.act(Action {
            kind: "seam",
            audience: Some(STAFF),
            text: Some(text.into()),
            interface_id,
            ..Action::default()
        });
    }

    /// A screen or page to open.
    pub(super) fn open(&mut self, text: Code) {
        self.act(Action {
            kind: "open",
            audience: Some(STAFF),
            text: Some(text.into()),
            ..Action::default()
        });
    }

    pub(super) fn remove(&mut self, file_name: &str) {
        if !file_name.is_empty() {
            self.act(Action {
                kind: "remove",
                file_name: Some(file_name.into()),
                ..Action::default()
            });
        }
    }

    /// It came to something. Where no answer can come any more, or none is wanted, what
    /// was asked is forgotten.
    pub(super) fn finish(&mut self, outcome: Outcome) {
        self.state.phase = FINISHED;
        self.state.until = None;
        self.state.outcome = Some(outcome.kind);
        let is_settled = [ANSWERED, REFUSED].contains(&outcome.kind);
        if is_settled || self.state.asked.is_none() {
            self.state.query = None;
        }
        self.outcome = Some(Outcome {
            reception_number: self.state.kept(RECEPTION_NUMBER).map(String::from),
            ..outcome
        });
    }

    /// It came to an end of this kind, for this reason; the ways on remain.
    pub(super) fn end(&mut self, kind: &'static str, reason: impl Into<Coded>) {
        self.end_with(kind, reason, self.ways());
    }

    /// The ways on from where it stands: those of the flow, but who is about to cancel a
    /// consent asks about no eligibility that another way would confirm.
    fn ways(&self) -> &'static [Code] {
        if [ASKING_CANCELLATION, CANCELLING].contains(&self.state.phase) {
            return &[SEAM_CANCEL];
        }
        self.state.flow.ways
    }

    /// The same, with other ways on.
    pub(super) fn end_with(&mut self, kind: &'static str, reason: impl Into<Coded>, ways: &[Code]) {
        let reason = reason.into();
        self.show(STAFF, reason.clone());
        self.finish(Outcome {
            kind,
            reasons: [reason].into(),
            next_steps: coded(ways),
            ..Outcome::default()
        });
    }

    /// It is refused, for these reasons.
    pub(super) fn refuse(&mut self, reasons: Vec<Coded>) {
        for reason in &reasons {
            self.show(STAFF, reason.clone());
        }
        self.finish(Outcome {
            kind: REFUSED,
            reasons,
            next_steps: coded(self.ways()),
            ..Outcome::default()
        });
    }

    /// It came to this.
    pub(super) fn settle(&mut self, state: Code, reason: Option<Code>) {
        self.finish(Outcome {
            kind: ANSWERED,
            state: Some(state.into()),
            reasons: reason.into_iter().map(Coded::from).collect(),
            ..Outcome::default()
        });
    }

    pub(super) fn into_step(self) -> Step {
        let again = self.state.outcome.map(|kind| Outcome {
            kind,
            ..Outcome::default()
        });
        Step {
            flow: self.state.flow.name,
            phase: self.state.phase.into(),
            until: self.state.until,
            state: self.state.to_text(),
            actions: self.actions,
            outcome: self.outcome.or(again),
            notes: self.notes,
        }
    }
}

/// Who is to see or answer something.
pub(super) const STAFF: &str = "staff";
pub(super) const PATIENT: &str = "patient";

pub(super) fn coded(codes: &[Code]) -> Vec<Coded> {
    codes.iter().map(|code| Coded::from(*code)).collect()
}

/// JSON of texts by their names; those there are none of are left out.
pub(super) fn object(members: &[(&str, Option<&str>)]) -> String {
    let mut json = String::from("{");
    for (name, value) in members {
        if let Some(value) = value {
            if !json.ends_with('{') {
                json.push(',');
            }
            onshi_wire::json::push_name("", name, &mut json);
            onshi_wire::json::push_text(value, &mut json);
        }
    }
    json.push('}');
    json
}

/// A JSON text.
pub(super) fn quoted(text: &str) -> String {
    let mut json = String::new();
    onshi_wire::json::push_text(text, &mut json);
    json
}

/// A message's content: its header, and what its body holds under one name.
pub(super) fn content(header: &[(&str, Option<&str>)], name: &str, body: &str) -> String {
    let header = object(header);
    [
        "{\"MessageHeader\":",
        &header,
        ",\"MessageBody\":{\"",
        name,
        "\":",
        body,
        "}}",
    ]
    .concat()
}

/// The identifier of a request's file: the host's, or the one of its suffix.
pub(super) fn file_identifier(of: &Situation) -> Option<&str> {
    let suffix = || message::default_identifier(&of.build.suffix);
    of.file_identifier.as_deref().or_else(suffix)
}
