//! Profiles: which hierarchy, policies, usages, algorithms and sizes a purpose
//! asks for. Data files in `sdk/profiles`, or a caller's own JSON of the same
//! shape, because anchors and policy numbers change without the program.

use super::extension::KeyUsage;
use super::name::{Name, attribute_type};
use super::oid::{Oid, OwnedOid};
use super::path::issuance::Issuance;
use super::signature::{PublicKey, SignatureAlgorithm};
use crate::problem::{Code, Place, Problem};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use serde::de::{self, Deserializer, IgnoredAny};
use serde::{Deserialize, Serialize};

/// No profile of that name.
pub(crate) const UNKNOWN_PROFILE: Code = Code::new(
    "certificate.unknown-profile",
    "no such profile; there are {}, or the text of a profile as JSON",
    "プロファイル名が正しくありません。{} のいずれか、またはプロファイルのJSONを指定してください",
);

/// A profile text that cannot be used.
pub(crate) const PROFILE_NOT_READABLE: Code = Code::new(
    "certificate.profile-not-readable",
    "the profile is not one: {}",
    "プロファイルのJSONを読み取れません: {}",
);

pub(crate) const MISUSE: &[Code] = &[UNKNOWN_PROFILE, PROFILE_NOT_READABLE];

/// The profiles that come with the library, by identifier, as their text: a
/// starting point for a caller's own.
pub const PROFILES: [(&str, &str); 7] = [
    ("jpki-auth", include_str!("../../profiles/jpki-auth.json")),
    ("jpki-sign", include_str!("../../profiles/jpki-sign.json")),
    ("hpki-auth", include_str!("../../profiles/hpki-auth.json")),
    ("hpki-sign", include_str!("../../profiles/hpki-sign.json")),
    ("tls-client", include_str!("../../profiles/tls-client.json")),
    ("tls-server", include_str!("../../profiles/tls-server.json")),
    ("generic", include_str!("../../profiles/generic.json")),
];

/// What certificates of a profile are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// To show who somebody is: challenges may be signed with them.
    Authentication,
    /// To sign documents: never to authenticate with.
    Signature,
    /// Either.
    Any,
}

/// Texts for readers of a profile; the program has no use for them.
type ForReaders = IgnoredAny;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Profile {
    /// Under what name verdicts report it.
    pub(crate) id: String,
    #[serde(default, rename = "title")]
    _title: ForReaders,
    #[serde(default, rename = "titleJa")]
    _title_ja: ForReaders,
    #[serde(default, rename = "provenance")]
    _provenance: ForReaders,
    pub(crate) purpose: Purpose,
    /// The hierarchies a path may end in; none means any.
    #[serde(default)]
    pub(crate) hierarchies: Vec<Hierarchy>,
    pub(crate) leaf: Leaf,
    pub(crate) signature_algorithms: Vec<SignatureAlgorithm>,
    pub(crate) keys: Keys,
    /// Authorities between leaf and anchor; unlimited but by the budget if absent.
    #[serde(default)]
    pub(crate) max_intermediates: Option<u32>,
    #[serde(default)]
    pub(crate) issuance: Issuance,
}

/// A hierarchy by its anchor's name and its leaves' policies.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Hierarchy {
    /// A test hierarchy counts only when the caller accepts one.
    #[serde(default)]
    pub(crate) test: bool,
    /// Attributes the anchor's subject must have.
    #[serde(default)]
    anchor: Vec<NameAttribute>,
    /// Policies of which the path must be valid for one; none means no policy is
    /// asked for.
    #[serde(default)]
    pub(crate) policies: Vec<Policy>,
    #[serde(default, rename = "provenance")]
    _provenance: ForReaders,
}

impl Hierarchy {
    /// Whether it asks for a name at all.
    pub(crate) fn is_named(&self) -> bool {
        !self.anchor.is_empty()
    }

    /// Whether an anchor's name is this hierarchy's.
    pub(crate) fn has(&self, anchor: &Name<'_>) -> bool {
        self.anchor
            .iter()
            .all(|attribute| anchor.has(attribute.kind, &attribute.text))
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Policy {
    #[serde(deserialize_with = "oid")]
    pub(crate) oid: OwnedOid,
    #[serde(default, rename = "provenance")]
    _provenance: ForReaders,
}

/// What the certificate in question must be.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Leaf {
    /// keyUsage bits that must all be there.
    #[serde(default)]
    pub(crate) key_usage: Vec<Usage>,
    /// keyUsage bits that must not be there.
    #[serde(default)]
    pub(crate) key_usage_forbidden: Vec<Usage>,
    /// Purposes extKeyUsage must list.
    #[serde(default, deserialize_with = "oids")]
    pub(crate) extended_key_usage: Vec<OwnedOid>,
    /// Whether the purposes must be listed even if there is no extKeyUsage, which
    /// otherwise permits every purpose.
    #[serde(default)]
    pub(crate) extended_key_usage_required: bool,
    /// Whether it may be a certification authority's.
    #[serde(default)]
    pub(crate) may_be_authority: bool,
}

/// One keyUsage bit by its name in RFC 5280.
pub(crate) struct Usage {
    pub(crate) name: String,
    pub(crate) bit: KeyUsage,
}

impl Usage {
    pub(crate) fn name(&self) -> &str {
        &self.name
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Keys {
    /// Least and most bits of an RSA modulus; RSA is refused if absent.
    #[serde(default)]
    rsa_bits: Option<(u32, u32)>,
    /// `P-256`, `P-384`, and behind features `P-521` and `Ed25519`.
    #[serde(default)]
    curves: Vec<Curve>,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
enum Curve {
    #[serde(rename = "P-256")]
    P256,
    #[serde(rename = "P-384")]
    P384,
    #[cfg(feature = "p521")]
    #[serde(rename = "P-521")]
    P521,
    #[cfg(feature = "ed25519")]
    Ed25519,
}

impl Keys {
    pub(crate) fn accept(&self, key: &PublicKey<'_>) -> bool {
        match key {
            PublicKey::Rsa(key) => self
                .rsa_bits
                .is_some_and(|(least, most)| (least..=most).contains(&key.bits())),
            PublicKey::P256(_) => self.curves.contains(&Curve::P256),
            PublicKey::P384(_) => self.curves.contains(&Curve::P384),
            #[cfg(feature = "p521")]
            PublicKey::P521(_) => self.curves.contains(&Curve::P521),
            #[cfg(feature = "ed25519")]
            PublicKey::Ed25519(_) => self.curves.contains(&Curve::Ed25519),
        }
    }
}

impl Profile {
    /// The profile of this name, or the one this JSON text is.
    pub(crate) fn load(profile: &str) -> Result<Self, Problem> {
        let text = if profile.trim_start().starts_with('{') {
            profile
        } else {
            let known = PROFILES.iter().find(|(id, _)| *id == profile);
            known.map(|(_, text)| *text).ok_or_else(unknown)?
        };
        serde_json::from_str(text).map_err(|error| {
            let place =
                Place::path("profile").at_line(position(error.line()), position(error.column()));
            let reason = error.to_string();
            Problem::error(PROFILE_NOT_READABLE)
                .detail(&reason, &reason)
                .at(place)
        })
    }
}

fn unknown() -> Problem {
    let ids: Vec<_> = PROFILES.iter().map(|(id, _)| *id).collect();
    let ids = ids.join(", ");
    Problem::error(UNKNOWN_PROFILE)
        .detail(&ids, &ids)
        .at(Place::path("profile"))
}

fn position(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// `O=JPKI`: an attribute's short name and its exact text.
struct NameAttribute {
    kind: Oid<'static>,
    text: String,
}

impl<'de> Deserialize<'de> for NameAttribute {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = String::deserialize(deserializer)?;
        let (short, text) = written.split_once('=').unwrap_or_default();
        let kind = attribute_type(short)
            .ok_or_else(|| de::Error::custom("an attribute is written as O=text"))?;
        Ok(Self {
            kind,
            text: text.to_string(),
        })
    }
}

impl<'de> Deserialize<'de> for Usage {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        let bit = KeyUsage::named(&name)
            .ok_or_else(|| de::Error::custom("not a key usage of RFC 5280"))?;
        Ok(Self { name, bit })
    }
}

fn oid<'de, D: Deserializer<'de>>(deserializer: D) -> Result<OwnedOid, D::Error> {
    let text = String::deserialize(deserializer)?;
    OwnedOid::parse(&text).ok_or_else(|| de::Error::custom("not a dotted object identifier"))
}

fn oids<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<OwnedOid>, D::Error> {
    let texts = Vec::<String>::deserialize(deserializer)?;
    let parsed = texts.iter().map(|text| OwnedOid::parse(text)).collect();
    Option::ok_or_else(parsed, || {
        de::Error::custom("not a dotted object identifier")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_profile_is_readable_under_its_name() {
        for (id, _) in PROFILES {
            let profile = Profile::load(id).map_err(|problem| problem.to_string());
            assert_eq!(profile.map(|profile| profile.id).as_deref(), Ok(id));
        }
    }

    #[test]
    fn authentication_and_signing_are_told_apart() {
        let purpose = |id| Profile::load(id).ok().map(|profile| profile.purpose);
        assert_eq!(purpose("jpki-auth"), Some(Purpose::Authentication));
        assert_eq!(purpose("jpki-sign"), Some(Purpose::Signature));
        assert_eq!(purpose("hpki-auth"), Some(Purpose::Authentication));
        assert_eq!(purpose("hpki-sign"), Some(Purpose::Signature));
        assert_eq!(purpose("generic"), Some(Purpose::Any));
    }

    #[test]
    fn says_what_is_wrong_with_a_profile() {
        let code = |text: &str| Profile::load(text).map(|_| ()).unwrap_err().code.id;
        assert_eq!(code("jpki"), "certificate.unknown-profile");
        assert_eq!(code(""), "certificate.unknown-profile");
        let (_, shipped) = PROFILES[0];
        for (from, to) in [
            ("\"purpose\"", "\"porpoise\""),
            ("O=JPKI\"", "JPKI\""),
            ("1.2.392.200149.8.5.1.3.30", "1.2.x"),
            ("digitalSignature", "digitalsignature"),
            ("rsa-pkcs1-sha256", "rsa-pkcs1-md5"),
        ] {
            assert!(shipped.contains(from), "{from}");
            assert_eq!(
                code(&shipped.replace(from, to)),
                "certificate.profile-not-readable",
                "{to}"
            );
        }
    }
}
