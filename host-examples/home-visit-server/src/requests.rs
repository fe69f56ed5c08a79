//! What the flow in the page wants published: checked, and handed on once.

use crate::component::{decoded, read};
use crate::refusal::Refusal;
use crate::session::{Learned, Session};
use crate::shared::Shared;
use serde::Deserialize;
use serde_json::{Value, json};

/// The action `publish` of a step.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Asked {
    file_name: String,
    bytes: String,
}

pub(crate) fn publish(shared: &Shared, id: &str, asked: &Asked) -> Result<Value, Refusal> {
    let at = shared.clock.now();
    let session = shared.sessions.look(id, at)?;
    let learned = session.learned()?;
    if learned.person.is_none() {
        return Err(Refusal::of("session.not-verified"));
    }
    let bytes = decoded(&asked.bytes)?;
    let name = asked.file_name.as_str();
    if !is_of(shared, (&session, learned), name, &bytes) {
        return Err(Refusal::of("exchange.not-yours"));
    }
    if !learned.sent.contains_key(name) {
        shared.sessions.publishes(&session.handle, at)?;
    }
    // Noted first: of two tries at a time one is the repetition.
    let repeated = shared.sessions.learn(&learned.suffix, at, |learned| {
        match learned.sent.get(name) {
            Some(before) if *before == bytes => Ok(true),
            Some(_) => Err(Refusal::of("file.reused")),
            None => {
                learned.sent.insert(name.to_owned(), bytes.clone());
                Ok(false)
            }
        }
    })??;
    if !repeated {
        shared.courier.send(&learned.suffix, name, bytes)?;
    }
    Ok(json!({ "fileName": name, "repeated": repeated }))
}

/// Whether it is a request of this session's flow and of nothing else.
fn is_of(
    shared: &Shared,
    (session, learned): (&Session, &Learned),
    name: &str,
    bytes: &[u8],
) -> bool {
    let named = shared.onshi.parse_file_name(name);
    let suffix = named.is_ok_and(|named| {
        let rest = named.suffix.strip_prefix(&learned.suffix);
        named.direction == "request"
            && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    });
    let Some((interface, content)) = read(&shared.onshi, name, bytes).filter(|_| suffix) else {
        return false;
    };
    let message = &content["XmlMsg"];
    let body = &message["MessageBody"];
    let [submit, collect] = session.care.requests();
    let asks = if interface == submit {
        body["QualificationConfirmSearchInfo"]["MedicalTreatmentFlag"] == session.care.flag()
    } else {
        let number = body["ReceptionNumber"].as_str();
        interface == collect && number.is_some_and(|number| learned.receptions.contains(number))
    };
    asks && message["MessageHeader"]["MedicalInstitutionCode"] == shared.origin.institution.as_str()
}
