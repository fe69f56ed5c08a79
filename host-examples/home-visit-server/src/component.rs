//! What the server asks the component: the same that runs in the page.

use crate::clock::rfc3339;
use crate::refusal::Refusal;
use base64ct::{Base64, Encoding};
use onshi_host::Onshi;
use serde_json::{Value, json};

/// How long a card has to answer, in seconds.
const LIFETIME: u32 = 300;

/// How a JPKI card of today signs.
pub(crate) const ALGORITHM: &str = "rsa-pkcs1-sha256";

/// A challenge with a nonce that was never there before.
pub(crate) fn issue_challenge(onshi: &Onshi, audience: &str, at: i64) -> Result<Value, Refusal> {
    let asked = json!({ "audience": audience, "at": rfc3339(at), "lifetimeSeconds": LIFETIME });
    ask(onshi, "certificate.issue-challenge", &asked)?.map_err(|_| Refusal::of("server.failed"))
}

/// What a card is to sign: the text, and the DigestInfo that goes to the card.
pub(crate) fn to_sign(onshi: &Onshi, challenge: &Value) -> Result<(String, String), Refusal> {
    let asked = json!({ "challenge": challenge, "algorithm": ALGORITHM });
    let answer = ask(onshi, "certificate.challenge-to-sign", &asked)?;
    let answer = answer.map_err(|_| Refusal::of("server.failed"))?;
    let text = |name: &str| answer[name].as_str().unwrap_or_default().to_owned();
    Ok((text("message"), text("digestInfo")))
}

/// The verdict on a chain and on the answer to a challenge; none where what was sent
/// cannot even be judged.
pub(crate) fn authenticate(
    onshi: &Onshi,
    request: &Value,
    challenge: &Value,
    (algorithm, signature): (&str, &str),
) -> Result<Option<Value>, Refusal> {
    let asked = json!({
        "request": request,
        "challenge": challenge,
        "algorithm": algorithm,
        "signature": signature,
    });
    Ok(ask(onshi, "certificate.authenticate", &asked)?.ok())
}

/// Whether a trust anchor is the one of cards that were made for tests.
pub(crate) fn is_for_tests(onshi: &Onshi, anchor: &[u8]) -> bool {
    let asked = json!({ "certificate": encoded(anchor) });
    let Ok(Ok(described)) = ask(onshi, "certificate.describe", &asked) else {
        return false;
    };
    let mut names = described["subject"].as_str().unwrap_or_default().split(',');
    names.any(|name| name == "O=JPKI-TEST")
}

/// Reads a message under its file name: interface and content.
pub(crate) fn read(onshi: &Onshi, name: &str, bytes: &[u8]) -> Option<(String, Value)> {
    let options = onshi_host::ReadOptions::named(name);
    let document = onshi.read(bytes, &options).ok()?;
    let content = serde_json::from_str(&document.content).ok()?;
    Some((document.interface_id.clone()?, content))
}

/// Bytes as they cross in JSON.
pub(crate) fn encoded(bytes: &[u8]) -> String {
    Base64::encode_string(bytes)
}

/// The bytes of a text in base64.
pub(crate) fn decoded(text: &str) -> Result<Vec<u8>, Refusal> {
    Base64::decode_vec(text).map_err(|_| Refusal::of("request.malformed"))
}

/// Problems never leave the server: they are about what was sent.
fn ask(onshi: &Onshi, operation: &str, asked: &Value) -> Result<Result<Value, ()>, Refusal> {
    let failed = || Refusal::of("server.failed");
    let answer = onshi.invoke(operation, &asked.to_string(), &[]);
    match answer.map_err(|_| failed())? {
        Ok(answer) => serde_json::from_str(&answer).map(Ok).map_err(|_| failed()),
        Err(_) => Ok(Err(())),
    }
}
