//! A reception desk with a 汎用カードリーダー: cards the simulator made, what
//! they answer to a challenge, and what comes of it.

use base64ct::{Base64, Encoding as _};
use onshi_host::certificate::{Challenge, Outcome, Request, Verdict};
use onshi_host::{Error, Onshi, RevocationScope, ValidationOptions};
use onshi_simulator::Date;
use onshi_simulator::certificate::Credential;
use onshi_simulator::jpki::{Hierarchy, Purpose, Root};
use onshi_simulator::key::KeyKind;
use onshi_simulator::person::Person;
use serde_json::{Value, json};
use std::sync::OnceLock;

/// From which everything here follows.
pub(crate) const SEED: u64 = 1;
/// When the patient is at the desk: 2026-11-21T09:00:00+09:00.
pub(crate) const AT: i64 = 1_795_219_200;
/// Who asks.
pub(crate) const AUDIENCE: &str = "https://clinic.example";
/// How many seconds a challenge may be answered.
pub(crate) const LIFETIME: i64 = 300;

/// The card of today: RSA below one RSA root.
pub(crate) fn rsa_card() -> &'static (Root, Credential) {
    static CARD: OnceLock<(Root, Credential)> = OnceLock::new();
    CARD.get_or_init(|| {
        let root = newest(&Hierarchy::jpki_test(SEED, AT));
        let card = root.issue(&root.template(&patient()));
        (root, card)
    })
}

/// The root that issues to new cards.
pub(crate) fn newest(hierarchy: &Hierarchy) -> Root {
    let roots = hierarchy.roots(Purpose::Authentication);
    roots.last().expect("a generation").clone()
}

/// Somebody with a card.
pub(crate) fn patient() -> Person {
    Person::pensioner(AT)
}

/// A time as the component takes it, written without the core's help.
pub(crate) fn rfc3339(at: i64) -> String {
    const EPOCH: i64 = 2_440_588;
    let (day, second) = (at.div_euclid(86_400), at.rem_euclid(86_400));
    let day = i32::try_from(day + EPOCH).expect("a day of this age");
    let day = Date::from_julian_day(day).expect("a date of this age");
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{day}T{hour:02}:{minute:02}:{second:02}Z")
}

/// A chain to be judged now, where test hierarchies are accepted.
pub(crate) fn request(profile: &str, leaf: &Credential, anchors: &[&[u8]]) -> Request {
    Request {
        profile: profile.to_owned(),
        leaf: leaf.certificate.clone(),
        intermediates: Vec::new(),
        anchors: anchors.iter().map(|anchor| anchor.to_vec()).collect(),
        crls: Vec::new(),
        ocsp_responses: Vec::new(),
        at: rfc3339(AT),
        options: options(true, false),
    }
}

/// Whether test hierarchies are accepted, and proof of non-revocation required.
pub(crate) fn options(accept_test_hierarchy: bool, require_revocation: bool) -> String {
    ValidationOptions {
        accept_test_hierarchy,
        require_revocation: require_revocation.then_some(RevocationScope::Chain),
        ..ValidationOptions::default()
    }
    .to_json()
}

/// A challenge issued now, the same every time.
pub(crate) fn challenge() -> Challenge {
    Challenge {
        nonce: (1..=32).collect(),
        audience: AUDIENCE.to_owned(),
        issued_at: rfc3339(AT),
        expires_at: rfc3339(AT + LIFETIME),
    }
}

/// What the algorithm of a key is called.
pub(crate) fn algorithm(kind: KeyKind) -> &'static str {
    match kind {
        KeyKind::Rsa2048 => "rsa-pkcs1-sha256",
        KeyKind::P256 => "ecdsa-sha256",
        KeyKind::P384 => "ecdsa-sha384",
    }
}

/// What the component says is to be signed, signed by a card.
pub(crate) fn answer(onshi: &Onshi, card: &Credential, challenge: &Challenge) -> Vec<u8> {
    let to_sign = onshi
        .challenge_to_sign(challenge, algorithm(card.key.kind()))
        .expect("something to sign");
    match to_sign.digest_info {
        Some(info) => card.key.pad_and_sign(&info).expect("it fits"),
        None => card.key.sign(to_sign.message.as_bytes()),
    }
}

/// A patient's login as the verifier has it: what came from the card, and the
/// challenge that was kept.
#[derive(Clone)]
pub(crate) struct Login {
    /// The chain.
    pub(crate) request: Request,
    /// What was asked.
    pub(crate) challenge: Challenge,
    /// The card's algorithm.
    pub(crate) algorithm: &'static str,
    /// The card's answer.
    pub(crate) signature: Vec<u8>,
}

impl Login {
    /// A card that answers the challenge it was asked.
    pub(crate) fn new(onshi: &Onshi, request: Request, card: &Credential) -> Self {
        Self {
            request,
            signature: answer(onshi, card, &challenge()),
            challenge: challenge(),
            algorithm: algorithm(card.key.kind()),
        }
    }

    /// What the component says of it.
    pub(crate) fn try_judge(&self, onshi: &Onshi) -> Result<Verdict, Error> {
        let (request, challenge) = (&self.request, &self.challenge);
        onshi
            .authenticate(request, challenge, self.algorithm, &self.signature)
            .map(onshi_host::Private::into_inner)
    }

    /// The verdict.
    pub(crate) fn judge(&self, onshi: &Onshi) -> Verdict {
        self.try_judge(onshi).expect("a verdict")
    }

    /// The input of `certificate.authenticate` for `invoke`.
    pub(crate) fn to_json(&self) -> Value {
        let Request {
            profile,
            leaf,
            intermediates,
            anchors,
            crls,
            ocsp_responses,
            at,
            options,
        } = &self.request;
        let base64 = |bytes: &Vec<u8>| Base64::encode_string(bytes);
        json!({
            "request": {
                "profile": profile,
                "leaf": base64(leaf),
                "intermediates": intermediates.iter().map(base64).collect::<Vec<_>>(),
                "anchors": anchors.iter().map(base64).collect::<Vec<_>>(),
                "crls": crls.iter().map(base64).collect::<Vec<_>>(),
                "ocspResponses": ocsp_responses.iter().map(base64).collect::<Vec<_>>(),
                "at": at,
                "options": serde_json::from_str::<Value>(options).expect("options in JSON"),
            },
            "challenge": {
                "nonce": base64(&self.challenge.nonce),
                "audience": self.challenge.audience,
                "issuedAt": self.challenge.issued_at,
                "expiresAt": self.challenge.expires_at,
            },
            "algorithm": self.algorithm,
            "signature": base64(&self.signature),
        })
    }
}

/// The findings of one outcome as `code certificate extension`.
pub(crate) fn findings(verdict: &Verdict, outcome: Outcome) -> Vec<String> {
    let of_outcome = verdict
        .findings
        .iter()
        .filter(|finding| finding.outcome == outcome);
    of_outcome
        .map(|finding| {
            let place = [&finding.place.certificate, &finding.place.extension];
            place
                .iter()
                .copied()
                .flatten()
                .fold(finding.code.clone(), |line, part| format!("{line} {part}"))
        })
        .collect()
}

/// Asserts that nothing failed and the state is `valid`.
#[track_caller]
pub(crate) fn assert_valid(verdict: &Verdict) {
    let failed = findings(verdict, Outcome::Failed);
    assert_eq!((verdict.state.as_str(), failed), ("valid", Vec::new()));
}

/// Asserts that the state is `invalid`, for these reasons and no other.
#[track_caller]
pub(crate) fn assert_invalid(verdict: &Verdict, reasons: &[&str]) {
    let failed = findings(verdict, Outcome::Failed);
    assert_eq!(verdict.state, "invalid");
    assert_eq!(failed, reasons);
}
