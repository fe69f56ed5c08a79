//! What a certificate says of the person who holds it: the 4情報 of a JPKI signing
//! certificate and the roles (hcRole) of an HPKI certificate.
//!
//! The 4情報 are otherNames of subjectAltName under 1.2.392.200149.8.5.5, read from
//! the certificates of a J-LIS test card and named as public code names them; the
//! roles are HCActorData of ISO 17090-2 in subjectDirectoryAttributes, read from the
//! certificate of a MEDIS test card. Names of other types are kept as they are:
//! those of 旧姓 and フリガナ are not public.

use super::asn1::{Cursor, Malformed, Value, context};
use super::general_name::GeneralName;
use super::oid::Oid;
use super::summary::hex;
use super::x509::Certificate;
use crate::time::Date;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use const_oid::ObjectIdentifier;
use core::fmt;
use der::Tag;
use serde::Serialize;

const SUBJECT_DIRECTORY_ATTRIBUTES: Oid<'static> =
    Oid::known(&ObjectIdentifier::new_unwrap("2.5.29.9"));
const HC_ROLE: Oid<'static> = Oid::known(&ObjectIdentifier::new_unwrap("1.0.17090.0.1"));
/// 1.2.392.200149.8.5.5, above the six otherNames.
const JPKI_NAMES: &[u8] = &[0x2A, 0x83, 0x08, 0x8C, 0x9B, 0x55, 0x08, 0x05, 0x05];

/// What a certificate says of its holder. It is worth as much as the certificate:
/// read it from the chain of a valid verdict. `Debug` shows nothing of it.
#[derive(Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Holder {
    /// 氏名.
    pub name: Option<String>,
    /// 氏名代替文字位置: which characters of the name stand in for others, one
    /// digit each as written.
    pub name_substitutes: Option<String>,
    /// 性別: `1` male, `2` female, `9` other.
    pub sex: Option<String>,
    /// 生年月日 as written: a digit for the era, then the Gregorian date, of which
    /// parts may be missing.
    pub birth_date: Option<String>,
    /// 生年月日 as ISO 8601, if all of it is known.
    pub born: Option<String>,
    /// 住所.
    pub address: Option<String>,
    /// 住所代替文字位置, as for the name.
    pub address_substitutes: Option<String>,
    /// hcRole: what the holder is in health care.
    pub roles: Vec<Role>,
    /// otherNames of other types, in order.
    pub others: Vec<OtherName>,
}

/// One role of a health professional (ISO 17090-2 `CodedData`).
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Role {
    /// The coding scheme, dotted: the HPKI's is 1.2.392.100495.1.6.1.1.
    pub scheme: Option<String>,
    /// The code in that scheme.
    pub code: Option<String>,
    /// In words, such as `Medical Doctor` or `Pharmacist`.
    pub text: Option<String>,
}

/// An otherName that is not known.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OtherName {
    /// Its type, dotted.
    pub id: String,
    /// Its text, or `#` and its DER in hexadecimal.
    pub value: String,
}

impl Holder {
    /// Of a certificate; none if it says nothing of one.
    pub(crate) fn of(certificate: &Certificate<'_>) -> Option<Self> {
        let mut holder = Self::default();
        let names = certificate.extensions.subject_alternative_names.as_deref();
        for name in names.unwrap_or_default() {
            if let GeneralName::Other { kind, value } = name {
                holder.add(*kind, *value);
            }
        }
        if let Some(attributes) = certificate.extensions.get(SUBJECT_DIRECTORY_ATTRIBUTES) {
            // What is not laid out as roles are says nothing of any.
            holder.roles = attributes
                .inner(Tag::Sequence)
                .and_then(roles)
                .unwrap_or_default();
        }
        (holder != Self::default()).then_some(holder)
    }

    fn add(&mut self, kind: Oid<'_>, value: Value<'_>) {
        let known = match kind.as_bytes().strip_prefix(JPKI_NAMES) {
            Some([1]) => Some(&mut self.name),
            Some([2]) => Some(&mut self.name_substitutes),
            Some([3]) => Some(&mut self.sex),
            Some([4]) => Some(&mut self.birth_date),
            Some([5]) => Some(&mut self.address),
            Some([6]) => Some(&mut self.address_substitutes),
            _ => None,
        };
        match (known, text(value)) {
            // Of one that is there twice, the first counts and the other is kept.
            (Some(slot @ None), Some(text)) => *slot = Some(text.to_string()),
            (_, text) => self.others.push(OtherName {
                id: kind.to_string(),
                value: text.map_or_else(
                    || alloc::format!("#{}", hex(value.encoded)),
                    ToString::to_string,
                ),
            }),
        }
        self.born = self.birth_date.as_deref().and_then(born);
    }
}

/// After the era's digit, eight digits of a date that there is.
fn born(birth_date: &str) -> Option<String> {
    let (_, digits) = birth_date.split_at_checked(1)?;
    Date::from_wire(digits).map(|date| date.to_string())
}

fn text(value: Value<'_>) -> Option<&str> {
    let is_text = matches!(
        value.tag,
        Tag::Utf8String | Tag::PrintableString | Tag::Ia5String | Tag::NumericString
    );
    let text = core::str::from_utf8(value.contents).ok();
    text.filter(|_| is_text)
}

/// SubjectDirectoryAttributes ::= SEQUENCE OF Attribute { type, SET OF value },
/// where hcRole's values are HCActorData ::= SET OF HCActor.
fn roles(attributes: Value<'_>) -> Result<Vec<Role>, Malformed> {
    let mut roles = Vec::new();
    let mut attributes = attributes.open();
    while !attributes.is_empty() {
        let mut attribute = attributes.take(Tag::Sequence)?.open();
        let kind = attribute.take(Tag::ObjectIdentifier)?.oid()?;
        let mut values = attribute.take(Tag::Set)?.open();
        attribute.end()?;
        while kind == HC_ROLE && !values.is_empty() {
            let mut actors = values.take(Tag::Set)?.open();
            while !actors.is_empty() {
                roles.extend(role(actors.take(Tag::Sequence)?.open())?);
            }
        }
    }
    Ok(roles)
}

/// HCActor ::= SEQUENCE { codedData [0] CodedData, regionalHCActorData [1] … }
fn role(mut actor: Cursor<'_>) -> Result<Option<Role>, Malformed> {
    let Some(coded) = actor.take_if(context(0, true))? else {
        return Ok(None);
    };
    let mut parts = coded.open().take(Tag::Set)?.open();
    let mut part = |number| -> Result<Option<Value<'_>>, Malformed> {
        match parts.take_if(context(number, true))? {
            None => Ok(None),
            Some(explicit) => explicit.open().next().map(Some),
        }
    };
    let scheme = part(0)?.map(Value::oid).transpose()?;
    let (code, words) = (part(1)?, part(2)?);
    let string = |value: Option<Value<'_>>| value.and_then(text).map(ToString::to_string);
    Ok(Some(Role {
        scheme: scheme.map(|oid| oid.to_string()),
        code: string(code),
        text: string(words),
    }))
}

impl fmt::Debug for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Holder").finish_non_exhaustive()
    }
}

impl fmt::Debug for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Role").finish_non_exhaustive()
    }
}

impl fmt::Debug for OtherName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OtherName").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certificate::describe;
    use crate::certificate::test_support::der::{concat, oid, sequence, tlv};
    use crate::certificate::test_support::jpki::SIGN;
    use crate::certificate::test_support::keys::Key;

    const UTF8: u8 = 0x0C;

    fn other_name(dotted: &str, value: &[u8]) -> Vec<u8> {
        tlv(0xA0, &concat(&[oid(dotted), tlv(0xA0, value)]))
    }

    fn jpki_name(number: u8, text: &str) -> Vec<u8> {
        let dotted = alloc::format!("1.2.392.200149.8.5.5.{number}");
        other_name(&dotted, &tlv(UTF8, text.as_bytes()))
    }

    fn holder(id: &'static str, extension: Vec<u8>) -> Option<Holder> {
        let leaf = SIGN.auth_leaf(Key::P256(1), Key::P256(2));
        let leaf = leaf.without("2.5.29.17").with(id, false, extension);
        describe(&leaf.encode(), "leaf").unwrap().holder
    }

    fn named(names: &[Vec<u8>]) -> Holder {
        holder("2.5.29.17", sequence(names)).unwrap()
    }

    #[test]
    fn the_four_items_are_read_whatever_their_order() {
        let holder = named(&[
            jpki_name(1, "試験　太郎"),
            jpki_name(4, "319800229"),
            jpki_name(3, "1"),
            jpki_name(5, "東京都千代田区１－１"),
            jpki_name(2, "00000"),
            jpki_name(6, "0000000000"),
        ]);
        assert_eq!(holder.name.as_deref(), Some("試験　太郎"));
        assert_eq!(holder.birth_date.as_deref(), Some("319800229"));
        assert_eq!(holder.born.as_deref(), Some("1980-02-29"));
        assert_eq!(holder.sex.as_deref(), Some("1"));
        assert_eq!(holder.address.as_deref(), Some("東京都千代田区１－１"));
        assert_eq!(holder.name_substitutes.as_deref(), Some("00000"));
        assert_eq!(holder.address_substitutes.as_deref(), Some("0000000000"));
        assert!(holder.others.is_empty() && holder.roles.is_empty());
    }

    #[test]
    fn a_date_that_is_not_whole_is_kept_as_written() {
        for written in ["319800000", "3", "", "３19800229", "319800230"] {
            let holder = named(&[jpki_name(4, written)]);
            assert_eq!(holder.birth_date.as_deref(), Some(written));
            assert_eq!(holder.born, None, "{written}");
        }
    }

    #[test]
    fn names_that_are_not_known_or_come_twice_are_kept() {
        let holder = named(&[
            jpki_name(1, "試験　太郎"),
            jpki_name(1, "試験　花子"),
            jpki_name(9, "何か"),
            other_name("1.2.3", &[0x02, 0x01, 0x07]),
        ]);
        assert_eq!(holder.name.as_deref(), Some("試験　太郎"));
        let others: Vec<_> = holder
            .others
            .iter()
            .map(|other| (&*other.id, &*other.value))
            .collect();
        assert_eq!(
            others,
            [
                ("1.2.392.200149.8.5.5.1", "試験　花子"),
                ("1.2.392.200149.8.5.5.9", "何か"),
                ("1.2.3", "#020107"),
            ]
        );
    }

    fn with_role(actor: &[u8]) -> Option<Holder> {
        let attribute = sequence(&[oid("1.0.17090.0.1"), tlv(0x31, &tlv(0x31, actor))]);
        holder("2.5.29.9", sequence(&[attribute]))
    }

    #[test]
    fn roles_are_read() {
        let coded = tlv(
            0x31,
            &concat(&[
                tlv(0xA0, &oid("1.2.392.100495.1.6.1.1")),
                tlv(0xA2, &tlv(UTF8, b"Pharmacist")),
            ]),
        );
        let holder = with_role(&sequence(&[tlv(0xA0, &coded)])).unwrap();
        let role = Role {
            scheme: Some("1.2.392.100495.1.6.1.1".into()),
            code: None,
            text: Some("Pharmacist".into()),
        };
        assert_eq!(holder.roles, [role]);
    }

    #[test]
    fn what_is_no_role_says_nothing_of_one() {
        assert_eq!(with_role(&tlv(0x02, &[1])), None);
        assert_eq!(with_role(&sequence(&[tlv(0xA1, &[])])), None);
    }

    #[test]
    fn debug_shows_nobody() {
        let holder = named(&[jpki_name(1, "試験　太郎"), jpki_name(9, "何か")]);
        let debug = alloc::format!("{holder:?} {:?}", holder.others);
        assert!(
            !debug.contains("試験") && !debug.contains("何か"),
            "{debug}"
        );
    }
}
