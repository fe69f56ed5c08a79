//! At the vendor's own 汎用カードリーダー (facts §5.1; who verifies what: the table of the
//! domain): the program reads the card's certificate and has it sign a challenge.
//!
//! It needs `institution` and `challenge`, as `certificate.issue-challenge` gave it; the
//! host sees to it that it is used once. The verdict is that of
//! `certificate.authenticate`. It says whose card it is, and nothing of the eligibility:
//! with which request that is asked for after this is not public, so that step is a seam,
//! and by number it can always be asked. A card that is in its grace after expiry has a
//! state of its own, and staff are told what it is still good for.

use super::desk::{Desk, PATIENT, STAFF, coded};
use super::event::{Event, Kind};
use super::flow::Flow;
use super::inquiry::{WAYS, unfit};
use super::situation::{Situation, lacks};
use super::state::{ANSWERED, REFUSED};
use super::step::{Action, Outcome};
use super::words::{
    AT_CARD, CARD_DOUBTFUL, CARD_IN_GRACE, CARD_REFUSED, CARD_SIGNED, FOLLOW_BY_NUMBER, GRACE,
    HOLD_CARD, READER_SILENT, SEAM_AFTER_CARD,
};
use crate::certificate::{self, Challenge, Request, State as Validity, Verdict};
use crate::json::{Json, decode, encode};
use crate::problem::Problems;
use alloc::string::{String, ToString};

pub(super) const FLOW: Flow = Flow {
    name: "own-reader",
    begin,
    advance,
    present,
    ways: &WAYS,
};

const NONCE: &str = "nonce";
const AUDIENCE: &str = "audience";
const ISSUED: &str = "issued-at";
const EXPIRES: &str = "expires-at";

fn begin(desk: &mut Desk, of: &Situation) -> Result<(), Problems> {
    let challenge = of.challenge.as_ref().ok_or_else(|| lacks("challenge"))?;
    let (issued, expires) = (challenge.issued_at(), challenge.expires_at());
    desk.state.keep(NONCE, Some(&encode(challenge.nonce())));
    desk.state.keep(AUDIENCE, Some(challenge.audience()));
    desk.state.keep(ISSUED, Some(&issued.to_string()));
    desk.state.keep(EXPIRES, Some(&expires.to_string()));
    let left = expires
        .unix_seconds()
        .saturating_sub(desk.at.unix_seconds());
    // At its very last second it may still be answered.
    let left = u32::try_from(left.max(0)).unwrap_or_default();
    desk.enter(AT_CARD, left.saturating_add(1));
    Ok(())
}

fn kept(desk: &Desk) -> Option<Challenge> {
    let nonce = decode(desk.state.kept(NONCE)?)?;
    let audience = String::from(desk.state.kept(AUDIENCE)?);
    let issued = desk.state.kept_instant(ISSUED)?;
    let expires = desk.state.kept_instant(EXPIRES)?;
    Challenge::kept(&nonce, audience, issued, expires).ok()
}

fn present(desk: &mut Desk) {
    if desk.state.phase == AT_CARD {
        let challenge = kept(desk);
        let until = desk.state.until;
        desk.act(Action {
            kind: "card",
            audience: Some(PATIENT),
            text: Some(HOLD_CARD.into()),
            challenge,
            until,
            ..Action::default()
        });
    }
}

fn advance(desk: &mut Desk, event: &Event<'_>) -> Result<(), Problems> {
    match (event.kind, &event.presented) {
        _ if desk.is_finished() => {}
        (Kind::TimeOut, _) if desk.is_due() => desk.end(REFUSED, READER_SILENT),
        (Kind::TimeOut, _) => {}
        (Kind::Answered, Some(presented)) => {
            let challenge = kept(desk).ok_or_else(|| unfit("signature"))?;
            let request = Request {
                at: desk.at,
                ..presented.request.clone()
            };
            let (algorithm, signature) = (&presented.algorithm, &presented.signature);
            let verdict = certificate::authenticate(&request, &challenge, algorithm, signature)?;
            judged(desk, &verdict);
        }
        _ => return Err(unfit("kind")),
    }
    Ok(())
}

fn judged(desk: &mut Desk, verdict: &Verdict) {
    // It is answered once, whatever it came to.
    desk.state.forget(NONCE);
    let mut json = Json::default();
    crate::answer::Answer::write(verdict, &mut json);
    desk.act(Action {
        kind: "deliver",
        judged_by: Some("certificate.authenticate"),
        judgement: Some(json.into_text()),
        ..Action::default()
    });
    let state = match verdict.state {
        Validity::Valid => CARD_SIGNED,
        Validity::ExpiredWithinGrace => {
            desk.show(STAFF, GRACE);
            CARD_IN_GRACE
        }
        Validity::NotChecked => return desk.end(REFUSED, CARD_DOUBTFUL),
        Validity::Invalid => return desk.end(REFUSED, CARD_REFUSED),
    };
    desk.seam(SEAM_AFTER_CARD, None);
    desk.finish(Outcome {
        kind: ANSWERED,
        state: Some(state.into()),
        next_steps: coded(&WAYS),
        offers: coded(&[FOLLOW_BY_NUMBER]),
        ..Outcome::default()
    });
}
