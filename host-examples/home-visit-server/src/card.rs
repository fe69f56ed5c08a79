//! The card app's answer: verified here, whatever the page found.

use crate::component::{authenticate, decoded, encoded, to_sign};
use crate::journal::Entry;
use crate::refusal::Refusal;
use crate::service::{Proof, place};
use crate::session::{Learned, Presented, Session, State};
use crate::shared::Shared;
use crate::words::said;
use serde::Deserialize;
use serde_json::{Value, json};

/// What the card gave.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Answer {
    leaf: String,
    #[serde(default)]
    intermediates: Vec<String>,
    signature: String,
    algorithm: String,
}

/// What the component's verdict comes to.
enum Found {
    Verified,
    /// It expired, and is in its grace with all else in order: good for the eligibility
    /// alone.
    WithinGrace,
    Refused(&'static str),
}

/// What a card app is told of it: nothing of the person, and the number by which the device
/// beside the card shows that it is there.
pub(crate) fn answer(shared: &Shared, handover: &str, answer: &Answer) -> Result<Value, Refusal> {
    let at = shared.clock.now();
    shared.journal.open(handover, at)?;
    // Before the challenge is taken: without the list the card may be read again.
    let list = shared.service.revocation_list()?;
    let leaf = decoded(&answer.leaf)?;
    decoded(&answer.signature)?;
    let entry = shared.journal.take(handover, at)?;
    let request = json!({
        "profile": "jpki-auth",
        "leaf": answer.leaf,
        "intermediates": answer.intermediates,
        "anchors": shared.anchors,
        "crls": [encoded(&list)],
        "ocspResponses": [],
        "at": crate::clock::rfc3339(at),
        "options": {
            "acceptTestHierarchy": shared.accept_test_hierarchy,
            "acceptGrace": true,
            "requireRevocation": "leaf",
        },
    });
    let signed = (answer.algorithm.as_str(), answer.signature.as_str());
    let verdict = authenticate(&shared.onshi, &request, &entry.challenge, signed)?;
    let session = shared.sessions.of_handle(&entry.session, at)?;
    let proof = match found(verdict.as_ref()) {
        Found::Refused(code) => Err(Refusal::of(code)),
        Found::Verified => prove(shared, &session, &entry, (&leaf, answer)),
        Found::WithinGrace => prove(shared, &session, &entry, (&leaf, answer)).and_then(|proof| {
            // A service that gives more than that contradicts the certificate.
            match proof.eligibility_only {
                true => Ok(proof),
                false => Err(Refusal::of("card.expired")),
            }
        }),
    };
    let presented = Presented {
        algorithm: answer.algorithm.clone(),
        signature: answer.signature.clone(),
        at,
        checks: checks(verdict.as_ref(), proof.as_ref().ok()),
        request,
        verdict,
    };
    let consents = proof.as_ref().ok().map(|proof| {
        let place = place(session.care.name(), &session.key);
        let known = shared.service.consents(&place, &proof.token);
        known.map(|known| crate::consents::shown(session.care, &known["consents"]))
    });
    let matches = proof.as_ref().ok().and_then(|proof| {
        let visit = session.visit.as_deref()?;
        Some(shared.visits.is_of(visit, &proof.person))
    });
    let mut learned = learned(presented, proof, at);
    learned.visit_matches = matches;
    learned.consents = consents.and_then(Result::ok).unwrap_or_default();
    shared
        .sessions
        .change(&session.handle, at, |session| {
            // A challenge that came in between counts, not this one.
            if session.invitation.handover != handover {
                return Err(Refusal::of("challenge.used"));
            }
            let told = json!({
                "state": learned.state.name(),
                "refusal": learned.refusal.as_ref().map(Refusal::to_json),
            });
            let number = session.answered(learned, at);
            Ok((told, number))
        })?
        .map(|(mut told, number)| {
            told["confirmation"] = number.into();
            told
        })
}

fn learned(presented: Presented, proof: Result<Proof, Refusal>, at: i64) -> Learned {
    let state = match &proof {
        Ok(proof) if proof.eligibility_only => State::EligibilityOnly,
        Ok(_) => State::Verified,
        Err(_) => State::Refused,
    };
    let (proof, refusal) = match proof {
        Ok(proof) => (Some(proof), None),
        Err(refusal) => (None, Some(refusal)),
    };
    Learned {
        presented: Some(presented),
        person: proof.as_ref().map(|proof| proof.person.clone()),
        proof,
        refusal,
        ..Learned::new(state, at)
    }
}

/// Who it is, the service says.
fn prove(
    shared: &Shared,
    session: &Session,
    entry: &Entry,
    (leaf, answer): (&[u8], &Answer),
) -> Result<Proof, Refusal> {
    let (message, _) = to_sign(&shared.onshi, &entry.challenge)?;
    let place = place(session.care.name(), &session.key);
    let signed = (message.as_str(), answer.signature.as_str());
    shared.service.begin(&place, leaf, signed)
}

fn found(verdict: Option<&Value>) -> Found {
    let Some(verdict) = verdict else {
        return Found::Refused("card.not-verified");
    };
    let failed: Vec<_> = with_outcome(verdict, "failed").collect();
    match verdict["state"].as_str() {
        Some("valid") => Found::Verified,
        Some("expired-within-grace") => Found::WithinGrace,
        Some("not-checked") => Found::Refused("revocation.not-checked"),
        _ if failed.contains(&"certificate.revoked") => Found::Refused("card.revoked"),
        _ if failed == ["certificate.expired"] => Found::Refused("card.expired"),
        _ => Found::Refused("card.not-verified"),
    }
}

fn with_outcome<'v>(verdict: &'v Value, outcome: &str) -> impl Iterator<Item = &'v str> {
    let findings = verdict["findings"].as_array().into_iter().flatten();
    findings
        .filter(move |finding| finding["outcome"] == outcome)
        .filter_map(|finding| finding["code"].as_str())
}

/// What was checked and what was not, and by whom.
fn checks(verdict: Option<&Value>, proof: Option<&Proof>) -> Value {
    let has = |code: &str, outcome: &str| {
        verdict.is_some_and(|verdict| with_outcome(verdict, outcome).any(|known| known == code))
    };
    let state = verdict.and_then(|verdict| verdict["state"].as_str());
    let own_failure = |codes: &[&str]| {
        let failed = verdict
            .into_iter()
            .flat_map(|it| with_outcome(it, "failed"));
        failed
            .into_iter()
            .any(|code| !codes.iter().any(|other| code.starts_with(other)))
    };
    let chain = match state {
        Some(_) if !own_failure(&["challenge.", "certificate.revoked"]) => "passed",
        Some(_) => "failed",
        None => "not-checked",
    };
    let signature = match (
        has("challenge.signed", "passed"),
        has("challenge.unverified", "not-checked"),
    ) {
        (true, _) => "passed",
        (_, true) => "not-checked",
        _ if verdict.is_none() => "not-checked",
        _ => "failed",
    };
    let revocation = match (
        has("certificate.not-revoked", "passed"),
        has("certificate.revoked", "failed"),
    ) {
        (true, _) => "passed",
        (_, true) => "failed",
        _ => "not-checked",
    };
    let holder = if proof.is_some() {
        "passed"
    } else {
        "not-checked"
    };
    let line = |code: &str, outcome: &str, by: &str| {
        let mut line = said(&format!("check.{code}.{outcome}"));
        line["code"] = code.into();
        line["outcome"] = outcome.into();
        line["by"] = by.into();
        line
    };
    json!([
        line("chain", chain, "server"),
        line("signature", signature, "server"),
        line("single-use", "passed", "server"),
        line("revocation", revocation, "server"),
        line("holder", holder, "service"),
        line("eligibility", "not-checked", "nobody"),
    ])
}
