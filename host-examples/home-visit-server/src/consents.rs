//! 同意登録, 同意照会・更新, すべての同意の取り消し: asked of the service for whoever proved
//! themselves in a session.

use crate::clock::iso;
use crate::refusal::Refusal;
use crate::service::place;
use crate::session::{Care, Session};
use crate::shared::Shared;
use crate::words::said;
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// What can be consented to, one by one.
pub(crate) const KINDS: [&str; 5] = [
    "medicines",
    "treatments",
    "operations",
    "checkups",
    "diseases",
];

/// What the page registers. Every kind has to be said.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Asked {
    key: String,
    medicines: bool,
    treatments: bool,
    operations: bool,
    checkups: bool,
    diseases: bool,
    examination_date: Option<String>,
}

/// What the page takes back.
#[derive(Deserialize)]
pub(crate) struct Cancelled {
    key: String,
    by: String,
    staff: Option<String>,
}

pub(crate) fn look(shared: &Shared, id: &str) -> Result<Value, Refusal> {
    let session = shared.sessions.look(id, shared.clock.now())?;
    let token = session.proven()?.token;
    let place = place(session.care.name(), &session.key);
    let known = shared.service.consents(&place, &token)?;
    Ok(json!({ "consents": noted(shared, &session, &known)? }))
}

pub(crate) fn register(shared: &Shared, id: &str, asked: &Asked) -> Result<Value, Refusal> {
    let session = shared.sessions.look(id, shared.clock.now())?;
    let token = session.proven()?.token;
    let given = [
        asked.medicines,
        asked.treatments,
        asked.operations,
        asked.checkups,
        asked.diseases,
    ];
    let given: Map<_, _> = KINDS
        .iter()
        .zip(given)
        .map(|(kind, given)| ((*kind).to_owned(), given.into()))
        .collect();
    let date = asked.examination_date.as_ref();
    let date = date.or(session.examination_date.as_ref());
    let wanted = json!({
        "key": sound(&asked.key)?,
        "consents": given,
        "visit": date.map(|date| date.replace('-', "")),
    });
    let place = place(session.care.name(), &session.key);
    let answer = shared.service.register(&place, &token, &wanted)?;
    registered(shared, &session, &answer)
}

pub(crate) fn cancel(shared: &Shared, id: &str, asked: &Cancelled) -> Result<Value, Refusal> {
    // Nobody but staff speaks for the institution.
    if asked.by != "patient" {
        shared.of_staff(asked.staff.as_deref().unwrap_or_default())?;
    }
    let session = shared.sessions.look(id, shared.clock.now())?;
    let token = session.proven()?.token;
    let wanted = json!({ "key": sound(&asked.key)?, "by": asked.by });
    let place = place(session.care.name(), &session.key);
    let answer = shared.service.cancel(&place, &token, &wanted)?;
    registered(shared, &session, &answer)
}

pub(crate) fn sound(key: &str) -> Result<&str, Refusal> {
    let is_sound = (16..=64).contains(&key.len())
        && key
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    is_sound
        .then_some(key)
        .ok_or(Refusal::of("request.malformed"))
}

fn registered(shared: &Shared, session: &Session, answer: &Value) -> Result<Value, Refusal> {
    let consents = noted(shared, session, answer)?;
    let repeated = answer["repeated"].as_bool().unwrap_or(false);
    Ok(json!({ "consents": consents, "repeated": repeated }))
}

/// Notes in the session, and at the visit, what the service says: of the card that it was
/// asked for, and of none that was read since.
fn noted(shared: &Shared, session: &Session, answer: &Value) -> Result<Value, Refusal> {
    let consents = shown(session.care, &answer["consents"]);
    let learned = session.learned()?;
    if let Some(visit) = &session.visit
        && learned.visit_matches == Some(true)
    {
        shared.visits.consented(visit, &consents);
    }
    let at = shared.clock.now();
    shared.sessions.learn(&learned.suffix, at, |learned| {
        learned.consents.clone_from(&consents);
    })?;
    Ok(consents)
}

/// Consents as the API has them, from the service's.
pub(crate) fn shown(care: Care, known: &Value) -> Value {
    if known.is_null() {
        return Value::Null;
    }
    let time = |text: &Value| text.as_str().map(iso);
    let items: Vec<_> = KINDS
        .iter()
        .map(|kind| {
            let mut item = said(kind);
            item["id"] = (*kind).into();
            item["given"] = known["consents"][kind].clone();
            item
        })
        .collect();
    let ended = known["ended"].as_object().map(|ended| {
        let word = match ended["reason"].as_str() {
            Some("1") => "ended.institution",
            Some("2") => "ended.patient",
            _ => "ended.changed-use",
        };
        let mut told = said(word);
        told["at"] = time(&ended["at"]).into();
        told
    });
    json!({
        "registeredAt": time(&known["registeredAt"]),
        "inForce": known["inForce"],
        "until": time(&known["until"]),
        "valid": said(care.valid()),
        "examinationDate": time(&known["visit"]),
        "ended": ended,
        "items": items,
    })
}
