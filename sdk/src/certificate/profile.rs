//! Profiles: which hierarchy, policies, usages, algorithms and sizes a purpose
//! asks for. Data files in `sdk/profiles`, or a caller's own JSON of the same
//! shape, because anchors and policy numbers change without the program.

use super::extension::KeyUsage;
use super::name::{Name, attribute_type};
use super::oid::{Oid, OwnedOid};
use super::path::issuance::Issuance;
use super::signature::{PublicKey, SignatureAlgorithm};
use crate::json::{self, Members};
use crate::problem::{Code, Place, Problem};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use serde::Serialize;

/// No profile of that name.
pub(crate) const UNKNOWN_PROFILE: Code = code!(
    "certificate.unknown-profile",
    "no such profile; there are {}, or the text of a profile as JSON",
    "プロファイル名が正しくありません。{} のいずれか、またはプロファイルのJSONを指定してください",
);

/// A profile text that cannot be used.
pub(crate) const PROFILE_NOT_READABLE: Code = code!(
    "certificate.profile-not-readable",
    "the profile is not one: {}",
    "プロファイルのJSONを読み取れません: {}",
);

pub(crate) const MISUSE: &[Code] = &[UNKNOWN_PROFILE, PROFILE_NOT_READABLE];

/// A profile of `profiles/` without what is there for readers.
macro_rules! carried {
    ($name:literal) => {
        include_str!(concat!(env!("OUT_DIR"), "/", $name, ".json"))
    };
}

/// The profiles that come with the library, by identifier, as JSON: a starting
/// point for a caller's own.
pub const PROFILES: [(&str, &str); 7] = [
    ("jpki-auth", carried!("jpki-auth")),
    ("jpki-sign", carried!("jpki-sign")),
    ("hpki-auth", carried!("hpki-auth")),
    ("hpki-sign", carried!("hpki-sign")),
    ("tls-client", carried!("tls-client")),
    ("tls-server", carried!("tls-server")),
    ("generic", carried!("generic")),
];

/// What certificates of a profile are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// To show who somebody is: challenges may be signed with them.
    Authentication,
    /// To sign documents: never to authenticate with.
    Signature,
    /// Either.
    Any,
}

impl Purpose {
    fn named(name: &str) -> Option<Self> {
        match name {
            "authentication" => Some(Self::Authentication),
            "signature" => Some(Self::Signature),
            "any" => Some(Self::Any),
            _ => None,
        }
    }
}

/// Members for readers of a profile; the program has no use for them.
const FOR_READERS: &[&str] = &["title", "titleJa", "provenance"];

pub(crate) struct Profile {
    /// Under what name verdicts report it.
    pub(crate) id: String,
    pub(crate) purpose: Purpose,
    /// The hierarchies a path may end in; none means any.
    pub(crate) hierarchies: Vec<Hierarchy>,
    pub(crate) leaf: Leaf,
    pub(crate) signature_algorithms: Vec<SignatureAlgorithm>,
    pub(crate) keys: Keys,
    /// Authorities between leaf and anchor; unlimited but by the budget if absent.
    pub(crate) max_intermediates: Option<u32>,
    /// How many months after its expiry a leaf is still good for something, if the
    /// caller accepts that.
    pub(crate) grace_months: Option<u32>,
    /// What becomes of certificates that are not as they should have been issued.
    pub(crate) issuance: Issuance,
}

/// A hierarchy by its anchor's name and its leaves' policies.
pub(crate) struct Hierarchy {
    /// A test hierarchy counts only when the caller accepts one.
    pub(crate) test: bool,
    /// Attributes the anchor's subject must have.
    anchor: Vec<NameAttribute>,
    /// Policies of which the path must be valid for one; none means no policy is
    /// asked for.
    pub(crate) policies: Vec<Policy>,
}

impl Hierarchy {
    fn read(members: &mut Members<'_>) -> Self {
        members.ignore(FOR_READERS);
        let policies = members.objects("policies", Policy::read);
        Self {
            test: members.flag("test"),
            anchor: members.choices("anchor", NameAttribute::written),
            policies: policies.into_iter().flatten().collect(),
        }
    }

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

pub(crate) struct Policy {
    pub(crate) oid: OwnedOid,
}

impl Policy {
    fn read(members: &mut Members<'_>) -> Option<Self> {
        members.ignore(FOR_READERS);
        let oid = members.required_choice("oid", OwnedOid::parse)?;
        Some(Self { oid })
    }
}

/// What the certificate in question must be.
pub(crate) struct Leaf {
    /// keyUsage bits that must all be there.
    pub(crate) key_usage: Vec<Usage>,
    /// keyUsage bits that must not be there.
    pub(crate) key_usage_forbidden: Vec<Usage>,
    /// Purposes extKeyUsage must list.
    pub(crate) extended_key_usage: Vec<OwnedOid>,
    /// Whether the purposes must be listed even if there is no extKeyUsage, which
    /// otherwise permits every purpose.
    pub(crate) extended_key_usage_required: bool,
    /// Whether it may be a certification authority's.
    pub(crate) may_be_authority: bool,
}

impl Leaf {
    fn read(members: &mut Members<'_>) -> Self {
        Self {
            key_usage: members.choices("keyUsage", Usage::named),
            key_usage_forbidden: members.choices("keyUsageForbidden", Usage::named),
            extended_key_usage: members.choices("extendedKeyUsage", OwnedOid::parse),
            extended_key_usage_required: members.flag("extendedKeyUsageRequired"),
            may_be_authority: members.flag("mayBeAuthority"),
        }
    }
}

/// One keyUsage bit by its name in RFC 5280.
pub(crate) struct Usage {
    pub(crate) name: String,
    pub(crate) bit: KeyUsage,
}

impl Usage {
    fn named(name: &str) -> Option<Self> {
        let bit = KeyUsage::named(name)?;
        let name = name.to_string();
        Some(Self { name, bit })
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }
}

pub(crate) struct Keys {
    /// Least and most bits of an RSA modulus; RSA is refused if absent.
    rsa_bits: Option<(u32, u32)>,
    /// `P-256`, `P-384`, and behind features `P-521` and `Ed25519`.
    curves: Vec<Curve>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Curve {
    P256,
    P384,
    #[cfg(feature = "p521")]
    P521,
    #[cfg(feature = "ed25519")]
    Ed25519,
}

impl Curve {
    fn named(name: &str) -> Option<Self> {
        match name {
            "P-256" => Some(Self::P256),
            "P-384" => Some(Self::P384),
            #[cfg(feature = "p521")]
            "P-521" => Some(Self::P521),
            #[cfg(feature = "ed25519")]
            "Ed25519" => Some(Self::Ed25519),
            _ => None,
        }
    }
}

impl Keys {
    fn read(members: &mut Members<'_>) -> Self {
        Self {
            rsa_bits: members.range("rsaBits"),
            curves: members.choices("curves", Curve::named),
        }
    }

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
        json::object(text, "", Self::read).map_err(|fault| {
            let place = Place::path("profile");
            Problem::error(PROFILE_NOT_READABLE)
                .detail(&fault.en, &fault.ja)
                .at(match fault.position {
                    Some((line, column)) => place.at_line(line, column),
                    None => place,
                })
        })
    }

    fn read(members: &mut Members<'_>) -> Self {
        members.ignore(FOR_READERS);
        members.require(&["signatureAlgorithms"]);
        Self {
            id: members.text("id"),
            purpose: members
                .required_choice("purpose", Purpose::named)
                .unwrap_or(Purpose::Any),
            hierarchies: members.objects("hierarchies", Hierarchy::read),
            leaf: members.object("leaf", Leaf::read),
            signature_algorithms: members.choices("signatureAlgorithms", SignatureAlgorithm::named),
            keys: members.object("keys", Keys::read),
            max_intermediates: members.number("maxIntermediates"),
            grace_months: members.number("graceMonths"),
            issuance: members
                .choice("issuance", Issuance::named)
                .unwrap_or_default(),
        }
    }
}

fn unknown() -> Problem {
    let ids: Vec<_> = PROFILES.iter().map(|(id, _)| *id).collect();
    let ids = ids.join(", ");
    Problem::error(UNKNOWN_PROFILE)
        .detail(&ids, &ids)
        .at(Place::path("profile"))
}

/// `O=JPKI`: an attribute's short name and its exact text.
struct NameAttribute {
    kind: Oid<'static>,
    text: String,
}

impl NameAttribute {
    fn written(text: &str) -> Option<Self> {
        let (short, text) = text.split_once('=')?;
        Some(Self {
            kind: attribute_type(short)?,
            text: text.to_string(),
        })
    }
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
        let code = |text: &str| Profile::load(text).map(|_| ()).unwrap_err().code.id();
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
