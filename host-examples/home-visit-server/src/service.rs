//! The service that knows cards and keeps consents. Here it is the simulator, in the
//! place of the national system: its paths and messages are the simulator's own.

use crate::clock::iso;
use crate::component::encoded;
use crate::refusal::Refusal;
use core::time::Duration;
use serde_json::{Value, json};
use ureq::Agent;
use ureq::http::Response;

/// The service, by its address.
#[derive(Clone, Debug)]
pub(crate) struct Service {
    agent: Agent,
    base: String,
}

/// The service knows who it is.
#[derive(Clone)]
pub(crate) struct Proof {
    /// Stands for the person at the service.
    pub(crate) token: String,
    pub(crate) person: Person,
    /// The certificate expired less than three months ago.
    pub(crate) eligibility_only: bool,
    pub(crate) near_expiry: bool,
}

/// Somebody, as a result names them.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Person {
    pub(crate) name: String,
    pub(crate) kana: String,
    /// ISO 8601.
    pub(crate) birthdate: String,
    /// By its code of OQSCD007; none where it is not known.
    pub(crate) sex: Option<String>,
    pub(crate) coverages: Vec<Coverage>,
}

/// What a result knows somebody by.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Coverage {
    pub(crate) insurer: String,
    pub(crate) symbol: Option<String>,
    pub(crate) number: String,
    pub(crate) branch: Option<String>,
}

impl Person {
    pub(crate) fn read(person: &Value) -> Self {
        let text = |name: &str| person[name].as_str().unwrap_or_default().to_owned();
        let coverages = person["coverages"].as_array().into_iter().flatten();
        Self {
            name: text("name"),
            kana: text("kana"),
            birthdate: iso(&text("birthdate")),
            sex: person["sex"].as_str().map(str::to_owned),
            coverages: coverages.map(Coverage::read).collect(),
        }
    }
}

impl Coverage {
    fn read(coverage: &Value) -> Self {
        let text = |name: &str| coverage[name].as_str().map(str::to_owned);
        Self {
            insurer: text("insurerNumber").unwrap_or_default(),
            symbol: text("symbol"),
            number: text("number").unwrap_or_default(),
            branch: text("branch"),
        }
    }
}

/// What a card signed.
#[derive(Clone)]
pub(crate) struct Signed {
    pub(crate) certificate: String,
    pub(crate) signature: String,
}

/// Where consents are asked and kept: the path of an institution's page.
pub(crate) fn place(care: &str, key: &str) -> String {
    format!("/home/{care}/{key}")
}

impl Service {
    pub(crate) fn at(base: &str) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(10)))
            .build();
        Self {
            agent: config.into(),
            base: base.to_owned(),
        }
    }

    /// The institution's own key for one kind of care.
    pub(crate) fn key(&self, institution: &str, care: &str) -> Result<String, Refusal> {
        let path = format!("/home/url/{institution}/{care}");
        let answer = self.post(&path, "", &json!({}))?;
        let path = answer["path"].as_str().unwrap_or_default();
        let key = path.rsplit('/').next().unwrap_or_default();
        Ok(key.to_owned())
    }

    /// What the institution is called.
    pub(crate) fn institution_name(&self, care: &str, key: &str) -> Result<String, Refusal> {
        let answer = self.get(&place(care, key), "")?;
        Ok(answer["institutionName"]
            .as_str()
            .unwrap_or_default()
            .into())
    }

    /// People, a hundred at a time.
    pub(crate) fn people(&self, from: u32) -> Result<Vec<Value>, Refusal> {
        let mut answer = self.get(&format!("/api/patients?from={from}"), "")?;
        match answer["patients"].take() {
            Value::Array(people) => Ok(people),
            _ => Ok(Vec::new()),
        }
    }

    /// What the authority of the cards says is revoked, DER.
    pub(crate) fn revocation_list(&self) -> Result<Vec<u8>, Refusal> {
        let answer = self.agent.get(self.url("/pki/authentication.crl")).call();
        let mut answer = answer.map_err(unreachable)?;
        let bytes = answer.body_mut().read_to_vec().map_err(unreachable)?;
        if answer.status().is_success() {
            return Ok(bytes);
        }
        Err(Refusal::of("service.unreachable"))
    }

    /// Has a card sign, as the card app would.
    pub(crate) fn sign(&self, card: u32, pin: &str, digest_info: &str) -> Result<Signed, Value> {
        let asked = json!({ "pin": pin, "digestInfo": digest_info });
        let path = format!("/pki/cards/{card}/sign");
        let (is_good, answer) = self
            .send(&path, "", &asked)
            .map_err(|refusal| refusal.to_json())?;
        if !is_good {
            let mut told = Refusal::of(answer["code"].as_str().unwrap_or_default()).to_json();
            told["triesLeft"] = answer["triesLeft"].clone();
            return Err(told);
        }
        let text = |name: &str| answer[name].as_str().unwrap_or_default().to_owned();
        Ok(Signed {
            certificate: text("certificate"),
            signature: text("signature"),
        })
    }

    /// Proves to the service who it is.
    pub(crate) fn begin(
        &self,
        place: &str,
        certificate: &[u8],
        (message, signature): (&str, &str),
    ) -> Result<Proof, Refusal> {
        let asked = json!({
            "certificate": encoded(certificate),
            "message": message,
            "signature": signature,
        });
        let answer = self.post(&format!("{place}/sessions"), "", &asked)?;
        let is = |name: &str| answer[name].as_bool() == Some(true);
        Ok(Proof {
            token: answer["token"].as_str().unwrap_or_default().to_owned(),
            person: Person::read(&answer["person"]),
            eligibility_only: is("eligibilityOnly"),
            near_expiry: is("nearExpiry"),
        })
    }

    /// What somebody consented to.
    pub(crate) fn consents(&self, place: &str, token: &str) -> Result<Value, Refusal> {
        self.get(&format!("{place}/consents"), token)
    }

    /// Registers consents.
    pub(crate) fn register(
        &self,
        place: &str,
        token: &str,
        asked: &Value,
    ) -> Result<Value, Refusal> {
        self.post(&format!("{place}/consents"), token, asked)
    }

    /// Takes all consents back.
    pub(crate) fn cancel(&self, place: &str, token: &str, asked: &Value) -> Result<Value, Refusal> {
        self.post(&format!("{place}/cancel"), token, asked)
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    fn get(&self, path: &str, token: &str) -> Result<Value, Refusal> {
        let request = self.agent.get(self.url(path));
        let request = request.header("Authorization", token);
        accepted(answered(request.call())?)
    }

    fn post(&self, path: &str, token: &str, asked: &Value) -> Result<Value, Refusal> {
        accepted(self.send(path, token, asked)?)
    }

    fn send(&self, path: &str, token: &str, asked: &Value) -> Result<(bool, Value), Refusal> {
        let request = self.agent.post(self.url(path));
        let request = request
            .header("Authorization", token)
            .header("Content-Type", "application/json");
        answered(request.send(asked.to_string()))
    }
}

fn accepted((is_good, answer): (bool, Value)) -> Result<Value, Refusal> {
    if is_good {
        return Ok(answer);
    }
    Err(Refusal::of(answer["code"].as_str().unwrap_or_default()))
}

fn answered(answer: Result<Response<ureq::Body>, ureq::Error>) -> Result<(bool, Value), Refusal> {
    let mut answer = answer.map_err(unreachable)?;
    let is_good = answer.status().is_success();
    let bytes = answer.body_mut().read_to_vec().map_err(unreachable)?;
    let read = serde_json::from_slice(&bytes);
    Ok((is_good, read.map_err(unreachable)?))
}

/// What it was exactly could name somebody.
fn unreachable<E>(_: E) -> Refusal {
    Refusal::of("service.unreachable")
}
