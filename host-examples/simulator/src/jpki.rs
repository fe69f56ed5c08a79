//! 公的個人認証サービス (JPKI) in the shape of its test hierarchy: two roots that
//! issue to cards directly, one for 利用者証明 and one for 署名.
//!
//! Names, object identifiers, string types, critical marks and the order of the
//! extensions are those of the certificates of `O=JPKI-TEST`; keys, serial
//! numbers, people and places are made up. What is not publicly known of the
//! next generation (its names and object identifiers) is not guessed: with P-384
//! keys the rest stays as it is today.

mod holder;
mod name;

pub use name::CITY;

use crate::calendar::{self, DAY};
use crate::card::Card;
use crate::certificate::crl::{Reason, RevocationList};
use crate::certificate::extension::{self, CLIENT_AUTH, Extension, GeneralName, KeyUsage};
use crate::certificate::ocsp::{Answer, Status};
use crate::certificate::{Authority, Credential, Template};
use crate::key::{KeyKind, PrivateKey};
use crate::person::Person;
use crate::seed::Stream;

/// The policy of 利用者証明用 certificates of the test hierarchy.
pub const AUTHENTICATION_POLICY: &str = "1.2.392.200149.8.5.1.0.30";
/// The policy of 署名用 certificates of the test hierarchy.
pub const SIGNATURE_POLICY: &str = "1.2.392.200149.8.5.1.0.20";
/// Where the practice statement is, as every certificate says.
pub const PRACTICE_STATEMENT: &str = "http://www.jpki.go.jp/cps.html";
/// The OCSP responder: a name that leads nowhere by RFC 2606.
pub const OCSP_RESPONDER: &str = "http://ocsp.jpki-test.invalid";

/// Which of the two hierarchies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// 利用者証明用: who is at the reader (4-digit PIN, or none after face or 目視).
    Authentication,
    /// 署名用: signs documents and names its holder (password).
    Signature,
}

/// Roots for both purposes, in one or more generations.
#[derive(Clone, Debug)]
pub struct Hierarchy {
    authentication: Vec<Root>,
    signature: Vec<Root>,
}

/// One generation of one purpose. All generations of a purpose share a name and
/// differ in key.
#[derive(Clone, Debug)]
pub struct Root {
    purpose: Purpose,
    authority: Authority,
    seed: u64,
    at: i64,
}

impl Hierarchy {
    /// One RSA root for each purpose, in force at this time.
    #[must_use]
    pub fn jpki_test(seed: u64, at: i64) -> Self {
        Self::jpki_test_generations(seed, at, &[KeyKind::Rsa2048])
    }

    /// As many generations as keys are listed, the oldest first: as in reality a
    /// new one every four years, each valid for ten. Of three, the oldest has
    /// expired by now.
    #[must_use]
    pub fn jpki_test_generations(seed: u64, at: i64, keys: &[KeyKind]) -> Self {
        let roots = |purpose| {
            let newest_first = keys.iter().rev().zip((3..).step_by(4));
            let mut roots: Vec<_> = newest_first
                .map(|(kind, age)| Root::new(purpose, seed, at, age, *kind))
                .collect();
            roots.reverse();
            roots
        };
        Self {
            authentication: roots(Purpose::Authentication),
            signature: roots(Purpose::Signature),
        }
    }

    /// The roots for a purpose, the oldest first.
    #[must_use]
    pub fn roots(&self, purpose: Purpose) -> &[Root] {
        match purpose {
            Purpose::Authentication => &self.authentication,
            Purpose::Signature => &self.signature,
        }
    }

    /// The certificates to trust for a purpose, DER, the oldest first.
    #[must_use]
    pub fn anchors(&self, purpose: Purpose) -> Vec<Vec<u8>> {
        self.roots(purpose)
            .iter()
            .map(|root| root.certificate().to_vec())
            .collect()
    }

    /// A card from the newest roots.
    ///
    /// # Panics
    /// If the hierarchy was made without any generation.
    #[must_use]
    pub fn card(&self, person: &Person) -> Card {
        let issue = |roots: &[Root]| {
            let newest = roots.last().expect("a hierarchy has a generation");
            newest.issue(&newest.template(person))
        };
        Card {
            authentication: issue(&self.authentication),
            signature: issue(&self.signature),
        }
    }
}

impl Root {
    fn new(purpose: Purpose, seed: u64, at: i64, age: i32, kind: KeyKind) -> Self {
        let mut stream = Stream::new(seed, &format!("jpki/{}/{age}", purpose.word()));
        let from = calendar::plus_years(calendar::date(at), -age);
        let until = calendar::plus_years(from, 10)
            .previous_day()
            .unwrap_or(from);
        let name = purpose.authority_name();
        let key = PrivateKey::generate(kind, &mut stream);
        let template = Template {
            serial: serial(&mut stream),
            not_before: office_hours(calendar::end_of_day(from), &mut stream),
            not_after: calendar::end_of_day(until),
            subject: name.clone(),
            extensions: vec![
                extension::key_usage(&[KeyUsage::KeyCertSign, KeyUsage::CrlSign]),
                extension::subject_alt_name(&[purpose.authority_name_in_japanese()]),
                extension::authority(),
                extension::crl_distribution_points(&[GeneralName::Directory(name)]),
                extension::subject_key_identifier(&key),
            ],
            key,
        };
        Self {
            purpose,
            authority: Authority::root(&template),
            seed,
            at,
        }
    }

    /// Its certificate, DER.
    #[must_use]
    pub fn certificate(&self) -> &[u8] {
        self.authority.certificate()
    }

    /// The authority behind it.
    #[must_use]
    pub const fn authority(&self) -> &Authority {
        &self.authority
    }

    /// What it certifies on a person's card, with a key of its own kind. Change
    /// the template for a certificate that deviates.
    #[must_use]
    pub fn template(&self, person: &Person) -> Template {
        let card = format!("card/{}/{}", person.kana, person.birthdate);
        // Both halves of a card are made on the same day.
        let days_ago = 30 + Stream::new(self.seed, &card).below(270);
        let mut stream = Stream::new(self.seed, &format!("{card}/{}", self.purpose.word()));
        let key = PrivateKey::generate(self.authority.key().kind(), &mut stream);
        let issued = self.at - i64::try_from(days_ago).unwrap_or(0) * DAY;
        let not_before = office_hours(issued, &mut stream);
        Template {
            serial: serial(&mut stream),
            not_before,
            not_after: calendar::end_of_day(holder::fifth_birthday(person, not_before)),
            subject: self.purpose.subject(not_before, &mut stream),
            extensions: self.extensions(person, &key),
            key,
        }
    }

    /// A certificate by this root.
    #[must_use]
    pub fn issue(&self, template: &Template) -> Credential {
        self.authority.issue(template)
    }

    /// The list of a municipality's revoked certificates, made in the night before
    /// and good for a week: these serial numbers, revoked a day earlier. Sign it by
    /// [`Self::authority`].
    #[must_use]
    pub fn revocation_list(&self, city: &str, revoked: &[(u64, Reason)]) -> RevocationList {
        let midnight = calendar::end_of_day(calendar::date(self.at - DAY)) + 1;
        let entries = revoked.iter();
        RevocationList {
            number: 1,
            this_update: midnight,
            next_update: midnight + 7 * DAY,
            distribution_point: Some(self.purpose.distribution_point(city)),
            revoked: entries
                .map(|&(serial, reason)| (serial, midnight - DAY, reason))
                .collect(),
        }
    }

    /// What its OCSP responder says of a certificate now. Sign it by
    /// [`Self::authority`].
    #[must_use]
    pub const fn ocsp_answer(&self, serial: u64, status: Status) -> Answer {
        Answer {
            serial,
            status,
            this_update: self.at,
            next_update: self.at + DAY,
            nonce: None,
        }
    }

    fn extensions(&self, person: &Person, key: &PrivateKey) -> Vec<Extension> {
        let usage_and_policy = match self.purpose {
            Purpose::Authentication => vec![
                extension::key_usage(&[KeyUsage::DigitalSignature]),
                extension::extended_key_usage(&[CLIENT_AUTH]),
                extension::policy(AUTHENTICATION_POLICY, PRACTICE_STATEMENT),
            ],
            Purpose::Signature => vec![
                extension::key_usage(&[KeyUsage::DigitalSignature, KeyUsage::NonRepudiation]),
                extension::subject_alt_name(&holder::alt_names(person)),
                extension::policy(SIGNATURE_POLICY, PRACTICE_STATEMENT),
            ],
        };
        let responder = match self.purpose {
            Purpose::Authentication => Some(extension::ocsp_responder(OCSP_RESPONDER)),
            Purpose::Signature => None,
        };
        usage_and_policy
            .into_iter()
            .chain([
                extension::issuer_alt_name(&[self.purpose.authority_name_in_japanese()]),
                extension::crl_distribution_points(&[self.purpose.distribution_point(CITY)]),
            ])
            .chain(responder)
            .chain([
                self.authority.key_identifier(),
                extension::subject_key_identifier(key),
            ])
            .collect()
    }
}

/// Three bytes, as on the test cards.
fn serial(stream: &mut Stream) -> u64 {
    0x01_0000 + stream.below(0x7e_0000)
}

/// Some second between 9 and 17 o'clock in Japan on the day of an instant.
fn office_hours(at: i64, stream: &mut Stream) -> i64 {
    let nine = calendar::end_of_day(calendar::date(at)) + 1 - 15 * 3600;
    nine + i64::try_from(stream.below(8 * 3600)).unwrap_or(0)
}
