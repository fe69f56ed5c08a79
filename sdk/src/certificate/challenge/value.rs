//! The challenge as a value: what it holds, the text to sign, and its JSON.

use crate::problem::{Code, Place, Problem};
use crate::time::Instant;
use crate::{answer, json};
use alloc::borrow::ToOwned;
use alloc::string::String;
use core::fmt;
use serde::{Deserialize, Serialize};

const BAD_NONCE: Code = code!(
    "challenge.bad-nonce",
    "the nonce must be 32 bytes from a random source",
    "ノンスは32バイトの乱数でなければなりません",
);
const BAD_AUDIENCE: Code = code!(
    "challenge.bad-audience",
    "the audience must be 1 to 255 bytes of text without control characters",
    "宛先(audience)は、制御文字を含まない1〜255バイトの文字列にしてください",
);
const BAD_LIFETIME: Code = code!(
    "challenge.bad-lifetime",
    "a challenge lives from 1 to 3600 seconds",
    "チャレンジの有効期間は1〜3600秒にしてください",
);

pub(crate) const MISUSE: &[Code] = &[BAD_NONCE, BAD_AUDIENCE, BAD_LIFETIME];

const MOST_SECONDS: i64 = 3600;

/// What somebody is asked to sign, once, for one audience, for a while.
///
/// It crosses boundaries as JSON: `nonce` in base64 (RFC 4648 §4), `audience`,
/// `issuedAt`, `expiresAt`. `Debug` leaves the nonce out.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written", rename_all = "camelCase")]
pub struct Challenge {
    #[serde(serialize_with = "answer::bytes")]
    nonce: [u8; 32],
    audience: String,
    issued_at: Instant,
    expires_at: Instant,
}

impl Challenge {
    /// A challenge issued now (`at`), for as many seconds.
    ///
    /// `nonce` is 32 fresh bytes of a cryptographic random source. `audience`
    /// names the verifier, such as its origin or the institution's code and
    /// terminal, so that a signature obtained by somebody else is worth nothing.
    ///
    /// # Errors
    /// `challenge.bad-nonce` if all its bytes are alike, which no random source
    /// gives; `challenge.bad-audience`; `challenge.bad-lifetime` beyond 1 to 3600
    /// seconds.
    pub fn issue(
        nonce: [u8; 32],
        audience: &str,
        at: Instant,
        lifetime_seconds: u32,
    ) -> Result<Self, Problem> {
        let challenge = Self {
            nonce,
            audience: audience.to_owned(),
            issued_at: at,
            expires_at: at.plus_seconds(i64::from(lifetime_seconds)),
        };
        challenge.sound()
    }

    /// A challenge that was issued before, from the values a host kept.
    ///
    /// # Errors
    /// As [`Challenge::issue`]; `challenge.bad-nonce` as well if there are not 32
    /// bytes.
    pub fn kept(
        nonce: &[u8],
        audience: String,
        issued_at: Instant,
        expires_at: Instant,
    ) -> Result<Self, Problem> {
        let bad = |_| Problem::error(BAD_NONCE).at(Place::path("nonce"));
        let challenge = Self {
            nonce: nonce.try_into().map_err(bad)?,
            audience,
            issued_at,
            expires_at,
        };
        challenge.sound()
    }

    fn sound(self) -> Result<Self, Problem> {
        let problem = |code, name| Err(Problem::error(code).at(Place::path(name)));
        let issued = self.issued_at.unix_seconds();
        let lifetime = self.expires_at.unix_seconds().saturating_sub(issued);
        if self
            .nonce
            .iter()
            .all(|byte| self.nonce.first() == Some(byte))
        {
            problem(BAD_NONCE, "nonce")
        } else if !(1..=255).contains(&self.audience.len())
            || self.audience.chars().any(char::is_control)
        {
            problem(BAD_AUDIENCE, "audience")
        } else if !(1..=MOST_SECONDS).contains(&lifetime) {
            problem(BAD_LIFETIME, "lifetimeSeconds")
        } else {
            Ok(self)
        }
    }

    /// The random bytes, by which a host's record may know the challenge.
    #[must_use]
    pub fn nonce(&self) -> &[u8; 32] {
        &self.nonce
    }

    /// Whom it is for.
    #[must_use]
    pub fn audience(&self) -> &str {
        &self.audience
    }

    /// When it was issued.
    #[must_use]
    pub fn issued_at(&self) -> Instant {
        self.issued_at
    }

    /// The last second it may be answered.
    #[must_use]
    pub fn expires_at(&self) -> Instant {
        self.expires_at
    }

    /// The text to sign, in UTF-8: five lines, each ended by one line feed.
    ///
    /// ```text
    /// onshi challenge v1
    /// nonce: <32 bytes in base64>
    /// audience: <text>
    /// issued-at: 2026-11-21T00:00:00Z
    /// expires-at: 2026-11-21T00:05:00Z
    /// ```
    ///
    /// The first line keeps the signature from meaning anything elsewhere. No
    /// value can contain a line feed, so the text gives back exactly these values.
    #[must_use]
    pub fn message(&self) -> String {
        alloc::format!(
            "onshi challenge v1\nnonce: {}\naudience: {}\nissued-at: {}\nexpires-at: {}\n",
            json::encode(&self.nonce),
            self.audience,
            self.issued_at,
            self.expires_at
        )
    }
}

impl fmt::Debug for Challenge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Challenge")
            .field("audience", &self.audience)
            .field("issued_at", &self.issued_at)
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}

/// A challenge as it is written down.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Written {
    nonce: String,
    audience: String,
    issued_at: Instant,
    expires_at: Instant,
}

impl TryFrom<Written> for Challenge {
    type Error = Problem;

    fn try_from(written: Written) -> Result<Self, Problem> {
        let nonce = json::decode(&written.nonce).unwrap_or_default();
        Self::kept(
            &nonce,
            written.audience,
            written.issued_at,
            written.expires_at,
        )
    }
}
