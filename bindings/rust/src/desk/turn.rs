//! What flows answer, as the exchange keeps it.

use super::Desk;
use super::kept::Kept;
use super::times::system_time;
use crate::exchange::{EventId, Request, Turn};
use crate::reception::{Action, Step};
use crate::{Error, Private, ReadOptions};

impl Desk<'_> {
    /// A step as the exchange keeps it, of what was kept before.
    pub(super) fn turn(&self, step: Private<Step>, before: Kept) -> Result<Turn, Error> {
        let step = step.into_inner();
        let at_reader = Kept::waits_at_reader(&step, before.at_reader);
        let published = step.actions.into_iter();
        let published = published.filter(|action| action.kind == "publish");
        let requests = published.filter_map(|action| self.request(action).transpose());
        Ok(Turn {
            flow: step.flow,
            state: Kept {
                reference: before.reference,
                state: step.state,
                at_reader,
            }
            .to_text(),
            requests: requests.collect::<Result<_, _>>()?,
            until: step.until.as_deref().and_then(system_time),
            outcome: step.outcome.map(|outcome| outcome.kind),
            ..Turn::default()
        })
    }

    /// A request in the form in which it goes.
    fn request(&self, action: Action) -> Result<Option<Request>, Error> {
        let (Some(name), Some(bytes)) = (action.file_name, action.bytes) else {
            return Ok(None);
        };
        let mut request = Request::new(name, bytes);
        if self.as_json {
            let options = ReadOptions::named(request.file_name.as_str());
            let message = self.onshi.read(&request.content, &options)?;
            request.content = message.into_inner().content.into_bytes();
        }
        if let Some(result) = action.result_name {
            request.result_name = result;
        }
        if let Some(refusal) = action.refusal_name {
            request.refusal_name = refusal;
        }
        Ok(Some(request))
    }
}

/// What came unasked and is nothing a flow begins with: known, and over at once.
pub(super) fn nobodys(answers: EventId) -> Turn {
    Turn {
        answers: Some(answers),
        outcome: Some("refused".to_owned()),
        ..Turn::default()
    }
}
