//! 公的個人認証サービス (JPKI) in the shape of its test hierarchy: two roots that
//! issue to cards directly, one for 利用者証明 and one for 署名.
//!
//! Names, object identifiers, string types, critical marks and the order of the
//! extensions are those of the certificates of `O=JPKI-TEST`; keys, serial
//! numbers, people and places are made up. What is not publicly known of the
//! next generation (its names and object identifiers) is not guessed: with P-384
//! keys the rest stays as it is today.

use crate::calendar::{self, DAY};
use crate::card::Card;
use crate::certificate::Attribute::{
    CommonName, Country, Locality, Organization, OrganizationalUnit,
};
use crate::certificate::extension::{self, CLIENT_AUTH, Extension, GeneralName, KeyUsage};
use crate::certificate::{Authority, Credential, Name, Template};
use crate::key::{KeyKind, PrivateKey};
use crate::person::{Person, Sex};
use crate::seed::Stream;

/// The policy of 利用者証明用 certificates of the test hierarchy.
pub const AUTHENTICATION_POLICY: &str = "1.2.392.200149.8.5.1.0.30";
/// The policy of 署名用 certificates of the test hierarchy.
pub const SIGNATURE_POLICY: &str = "1.2.392.200149.8.5.1.0.20";
/// Where the practice statement is, as every certificate says.
pub const PRACTICE_STATEMENT: &str = "http://www.jpki.go.jp/cps.html";
/// The OCSP responder: a name that leads nowhere by RFC 2606.
pub const OCSP_RESPONDER: &str = "http://ocsp.jpki-test.invalid";

/// The made-up municipality that hands out the cards.
const PREFECTURE: &str = "Kakuu-ken";
const CITY: &str = "Mihon-shi";
/// No prefecture has the number 99.
const CITY_CODE: &str = "99201";

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

impl Purpose {
    /// The part of labels and names that differs between the two.
    const fn word(self) -> &'static str {
        match self {
            Self::Authentication => "authentication",
            Self::Signature => "signature",
        }
    }

    const fn unit(self) -> &'static str {
        match self {
            Self::Authentication => "JPKI for user authentication",
            Self::Signature => "JPKI for digital signature",
        }
    }

    const fn unit_in_japanese(self) -> &'static str {
        match self {
            Self::Authentication => "公的個人認証サービス利用者証明用",
            Self::Signature => "公的個人認証サービス署名用",
        }
    }

    fn authority_name(self) -> Name {
        Name::new(&[
            (Country, "JP"),
            (Organization, "JPKI-TEST"),
            (OrganizationalUnit, self.unit()),
            (OrganizationalUnit, "Japan Agency for Local Authority Information Systems"),
        ])
    }

    fn authority_name_in_japanese(self) -> GeneralName {
        GeneralName::Directory(Name::new(&[
            (Country, "JP"),
            (Organization, "公的個人認証サービス"),
            (OrganizationalUnit, self.unit_in_japanese()),
            (OrganizationalUnit, "地方公共団体情報システム機構"),
        ]))
    }

    /// The list of revoked certificates is cut up by municipality.
    fn distribution_point(self) -> GeneralName {
        GeneralName::Directory(Name::new(&[
            (Country, "JP"),
            (Organization, "JPKI-TEST"),
            (OrganizationalUnit, self.unit()),
            (OrganizationalUnit, "CRL Distribution Points"),
            (OrganizationalUnit, PREFECTURE),
            (CommonName, &format!("{CITY} CRLDP")),
        ]))
    }
}

impl Root {
    fn new(purpose: Purpose, seed: u64, at: i64, age: i32, kind: KeyKind) -> Self {
        let mut stream = Stream::new(seed, &format!("jpki/{}/{age}", purpose.word()));
        let from = calendar::plus_years(calendar::date(at), -age);
        let until = calendar::plus_years(from, 10).previous_day().unwrap_or(from);
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
        let label = format!("card/{}/{}/{}", self.purpose.word(), person.kana, person.birthdate);
        let mut stream = Stream::new(self.seed, &label);
        let key = PrivateKey::generate(self.authority.key().kind(), &mut stream);
        let days_ago = 30 + i64::try_from(stream.below(270)).unwrap_or(0);
        let not_before = office_hours(self.at - days_ago * DAY, &mut stream);
        Template {
            serial: serial(&mut stream),
            not_before,
            not_after: calendar::end_of_day(fifth_birthday(person, not_before)),
            subject: self.subject(not_before, &mut stream),
            extensions: self.extensions(person, &key),
            key,
        }
    }

    /// A certificate by this root.
    #[must_use]
    pub fn issue(&self, template: &Template) -> Credential {
        self.authority.issue(template)
    }

    fn subject(&self, issued: i64, stream: &mut Stream) -> Name {
        let country = (Country, "JP");
        match self.purpose {
            Purpose::Authentication => {
                let number = stream.text(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", 14);
                Name::new(&[country, (CommonName, &format!("{number}{CITY_CODE}003A"))])
            }
            Purpose::Signature => {
                let applied = calendar::wire_time(issued - 11 * DAY);
                let number = stream.text(b"0123456789", 5);
                Name::new(&[
                    country,
                    (Locality, PREFECTURE),
                    (Locality, CITY),
                    (CommonName, &format!("{applied}{number}{CITY_CODE}003A")),
                ])
            }
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
                extension::subject_alt_name(&holder(person)),
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
                extension::crl_distribution_points(&[self.purpose.distribution_point()]),
            ])
            .chain(responder)
            .chain([
                self.authority.key_identifier(),
                extension::subject_key_identifier(key),
            ])
            .collect()
    }
}

/// 氏名, 生年月日, 性別, 住所 and which characters of name and address are
/// substitutes (none), in the order in which cards hold them.
fn holder(person: &Person) -> [GeneralName; 6] {
    let no_substitutes = |text: &str| "0".repeat(text.chars().count());
    let sex = match person.sex {
        Sex::Male => "1",
        Sex::Female => "2",
        Sex::NotSet => "9",
    };
    let birth = format!("{}{}", era(person), calendar::wire_date(person.birthdate));
    [
        ("1.2.392.200149.8.5.5.1", person.name_on_card.clone()),
        ("1.2.392.200149.8.5.5.4", birth),
        ("1.2.392.200149.8.5.5.3", sex.to_owned()),
        ("1.2.392.200149.8.5.5.5", person.address.clone()),
        ("1.2.392.200149.8.5.5.2", no_substitutes(&person.name_on_card)),
        ("1.2.392.200149.8.5.5.6", no_substitutes(&person.address)),
    ]
    .map(|(oid, text)| GeneralName::Other(oid, text))
}

/// The digit of the era somebody was born in: 明治 1, 大正 2, 昭和 3, 平成 4, 令和 5.
fn era(person: &Person) -> &'static str {
    let birth = calendar::wire_date(person.birthdate);
    let eras = [("20190501", "5"), ("19890108", "4"), ("19261225", "3"), ("19120730", "2")];
    eras.into_iter()
        .find(|(from, _)| birth.as_str() >= *from)
        .map_or("1", |(_, era)| era)
}

/// The fifth birthday after the day of issue.
fn fifth_birthday(person: &Person, issued: i64) -> time::Date {
    let issued = calendar::date(issued);
    let age = issued.year() - person.birthdate.year();
    let had_one_this_year = calendar::plus_years(person.birthdate, age) <= issued;
    let years = if had_one_this_year { age + 5 } else { age + 4 };
    calendar::plus_years(person.birthdate, years)
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
