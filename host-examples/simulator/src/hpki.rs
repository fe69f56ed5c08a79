//! 保健医療福祉分野公開鍵基盤 (HPKI) in shape: a root, one authority below it for
//! signing and one for authentication, and professionals with their role.
//!
//! Structure, policies and roles are those of the real hierarchy; its names are
//! not used.

use crate::calendar::{self, DAY};
use crate::certificate::Attribute::{
    CommonName, Country, Organization, OrganizationalUnit, SerialNumber,
};
use crate::certificate::extension::{self, Extension, GeneralName, KeyUsage};
use crate::certificate::{Authority, Credential, Name, Template};
use crate::key::{KeyKind, PrivateKey};
use crate::seed::Stream;

/// The policy under which the authority for signing issues.
pub const SIGNATURE_POLICY: &str = "1.2.392.100495.1.5.1.1.3.1";
/// The policy under which the authority for authentication issues.
pub const AUTHENTICATION_POLICY: &str = "1.2.392.100495.1.5.1.2.3.1";
/// The policy seen on a test card for signing. It is not its authority's, so
/// that no policy holds for the chain.
pub const TEST_CARD_SIGNATURE_POLICY: &str = "1.2.392.100495.1.5.1.1.0.1";

const AUTHORITY_STATEMENT: &str = "http://hpki-test.invalid/repository/";
const PERSON_STATEMENT: &str = "http://hpki-test.invalid/cps/";

/// What the certificate of a professional is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Signing, as for 電子処方箋: key usage nonRepudiation alone.
    Signature,
    /// Authentication: key usage digitalSignature alone.
    Authentication,
}

/// Somebody with a national licence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Professional {
    /// The name in Latin letters.
    pub name: String,
    /// 氏名.
    pub name_in_japanese: String,
    /// Where they work, in Latin letters.
    pub organization: String,
    /// 所属.
    pub organization_in_japanese: String,
    /// Their number within the subject's name.
    pub number: String,
    /// hcRole, such as `Medical Doctor` or `Pharmacist`.
    pub role: String,
}

/// The root and what is below it.
#[derive(Clone, Debug)]
pub struct Hierarchy {
    root: Authority,
    signature: Authority,
    authentication: Authority,
    seed: u64,
    at: i64,
}

impl Professional {
    /// A doctor who does not exist.
    #[must_use]
    pub fn doctor() -> Self {
        Self {
            name: "Shiken Hanako".into(),
            name_in_japanese: "試験　花子".into(),
            organization: "KAKUU HOSPITAL".into(),
            organization_in_japanese: "架空病院".into(),
            number: "Test000001".into(),
            role: "Medical Doctor".into(),
        }
    }

    /// A pharmacist who does not exist.
    #[must_use]
    pub fn pharmacist() -> Self {
        Self {
            name: "Reiji Kaoru".into(),
            name_in_japanese: "例示　薫".into(),
            organization: "KAKUU PHARMACY".into(),
            organization_in_japanese: "架空薬局".into(),
            number: "Test000002".into(),
            role: "Pharmacist".into(),
        }
    }
}

impl Hierarchy {
    /// An RSA hierarchy in force at this time.
    #[must_use]
    pub fn hpki_test(seed: u64, at: i64) -> Self {
        let root = root(seed, at);
        Self {
            signature: below(&root, Purpose::Signature, seed, at),
            authentication: below(&root, Purpose::Authentication, seed, at),
            root,
            seed,
            at,
        }
    }

    /// The certificate to trust, DER.
    #[must_use]
    pub fn anchor(&self) -> &[u8] {
        self.root.certificate()
    }

    /// The authority below the root for a purpose. Its certificate is the chain's
    /// intermediate.
    #[must_use]
    pub const fn authority(&self, purpose: Purpose) -> &Authority {
        match purpose {
            Purpose::Signature => &self.signature,
            Purpose::Authentication => &self.authentication,
        }
    }

    /// A professional's certificate and key.
    #[must_use]
    pub fn credential(&self, purpose: Purpose, professional: &Professional) -> Credential {
        self.authority(purpose)
            .issue(&self.template(purpose, professional))
    }

    /// What is certified of a professional. Change it for a certificate that
    /// deviates, and issue it by [`authority`](Self::authority).
    #[must_use]
    pub fn template(&self, purpose: Purpose, professional: &Professional) -> Template {
        let label = format!("hpki/{}/{}", purpose.word(), professional.number);
        let mut stream = Stream::new(self.seed, &label);
        let key = PrivateKey::generate(KeyKind::Rsa2048, &mut stream);
        let from = calendar::date(self.at - 400 * DAY);
        let until = calendar::plus_years(from, 5);
        Template {
            serial: 0x0100 + stream.below(0x7e00),
            // From midnight to midnight in Japan.
            not_before: calendar::end_of_day(from) + 1 - DAY,
            not_after: calendar::end_of_day(until),
            subject: Name::new(&[
                (Country, "JP"),
                (Organization, &professional.organization),
                (CommonName, &professional.name),
                (SerialNumber, &professional.number),
            ]),
            extensions: self.extensions(purpose, professional, &key),
            key,
        }
    }

    fn extensions(
        &self,
        purpose: Purpose,
        professional: &Professional,
        key: &PrivateKey,
    ) -> Vec<Extension> {
        let in_japanese = GeneralName::Directory(Name::new(&[
            (Country, "JP"),
            (Organization, &professional.organization_in_japanese),
            (CommonName, &professional.name_in_japanese),
            (SerialNumber, &professional.number),
        ]));
        let list = format!("http://hpki-test.invalid/{}.crl", purpose.word());
        vec![
            self.authority(purpose).key_identifier(),
            extension::subject_key_identifier(key),
            extension::key_usage(&[purpose.key_usage()]),
            extension::subject_alt_name(&[in_japanese]),
            extension::crl_distribution_points(&[GeneralName::Uri(list)]),
            extension::health_care_role(&professional.role),
            extension::policy(purpose.policy(), PERSON_STATEMENT),
        ]
    }
}

impl Purpose {
    const fn word(self) -> &'static str {
        match self {
            Self::Signature => "signature",
            Self::Authentication => "authentication",
        }
    }

    const fn policy(self) -> &'static str {
        match self {
            Self::Signature => SIGNATURE_POLICY,
            Self::Authentication => AUTHENTICATION_POLICY,
        }
    }

    const fn key_usage(self) -> KeyUsage {
        match self {
            Self::Signature => KeyUsage::NonRepudiation,
            Self::Authentication => KeyUsage::DigitalSignature,
        }
    }

    const fn authority_name(self) -> &'static str {
        match self {
            Self::Signature => "HPKI-01-TestSignCA-forNonRepudiation",
            Self::Authentication => "HPKI-01-TestAuthCA-forAuthentication-forIndividual",
        }
    }
}

fn root_name() -> Name {
    Name::new(&[
        (Country, "JP"),
        (Organization, "HPKI-TEST"),
        (OrganizationalUnit, "Onshi Simulator"),
        (OrganizationalUnit, "HPKI-TEST Root CA"),
    ])
}

fn root(seed: u64, at: i64) -> Authority {
    let key = PrivateKey::generate(KeyKind::Rsa2048, &mut Stream::new(seed, "hpki/root"));
    let (not_before, not_after) = years_from(at, 12, 30);
    let name = root_name();
    Authority::root(&Template {
        serial: 1,
        not_before,
        not_after,
        extensions: vec![
            extension::authority_key_identifier(&key, &name, 1),
            extension::subject_key_identifier(&key),
            extension::authority(),
            extension::key_usage(&[KeyUsage::KeyCertSign, KeyUsage::CrlSign]),
            extension::subject_alt_name(&[GeneralName::Directory(Name::new(&[
                (Country, "JP"),
                (Organization, "試験用"),
                (OrganizationalUnit, "オン資シミュレーター"),
                (OrganizationalUnit, "試験用ＨＰＫＩルート認証局"),
            ]))]),
            revocation_lists("RARL", "http://hpki-test.invalid/rarl.crl"),
        ],
        subject: name,
        key,
    })
}

fn below(root: &Authority, purpose: Purpose, seed: u64, at: i64) -> Authority {
    let mut stream = Stream::new(seed, &format!("hpki/authority/{}", purpose.word()));
    let key = PrivateKey::generate(KeyKind::Rsa2048, &mut stream);
    let (not_before, not_after) = years_from(at, 9, 20);
    let usage = extension::key_usage(&[KeyUsage::KeyCertSign, KeyUsage::CrlSign]);
    let lists = revocation_lists("SARL", "http://hpki-test.invalid/sarl.crl");
    let policy = extension::policy(purpose.policy(), AUTHORITY_STATEMENT);
    // The two real ones differ in the order of these three.
    let (serial, rest) = match purpose {
        Purpose::Signature => (4, [policy, usage, lists]),
        Purpose::Authentication => (5, [usage, lists, policy]),
    };
    let first = [
        root.key_identifier(),
        extension::subject_key_identifier(&key),
        extension::authority(),
    ];
    root.subordinate(&Template {
        serial,
        not_before,
        not_after,
        subject: Name::new(&[
            (Country, "JP"),
            (Organization, "HPKI-TEST"),
            (OrganizationalUnit, "HPKI-TEST CA"),
            (CommonName, purpose.authority_name()),
        ]),
        extensions: first.into_iter().chain(rest).collect(),
        key,
    })
}

/// Both ways to the same list: a directory entry and an address.
fn revocation_lists(entry: &str, uri: &str) -> Extension {
    extension::crl_distribution_points(&[
        GeneralName::Directory(root_name().and(CommonName, entry)),
        GeneralName::Uri(uri.to_owned()),
    ])
}

/// From noon some years ago until the last second before so many years are over.
fn years_from(at: i64, ago: i32, years: i32) -> (i64, i64) {
    let from = calendar::plus_years(calendar::date(at), -ago);
    let until = calendar::plus_years(from, years)
        .previous_day()
        .unwrap_or(from);
    (
        calendar::end_of_day(from) - DAY / 2,
        calendar::end_of_day(until),
    )
}
