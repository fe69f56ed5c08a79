//! Whether the leaf is for whom the caller asks (RFC 9525, RFC 5280 §4.2.1.6).
//!
//! Only subjectAltName counts, never the common name. A wildcard is a whole
//! leftmost label above at least two others, and stands for exactly one.

use super::{Criteria, Path};
use crate::certificate::address;
use crate::certificate::extension;
use crate::certificate::general_name::GeneralName;
use crate::certificate::host;
use crate::certificate::rule::rules;
use crate::certificate::verdict::Finding;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

rules! {
    /// The leaf names whom it should.
    NAME_MATCHES = "certificate.name-matches", "RFC 9525 §6",
        "issued for the name asked for", "指定された名前に対して発行された証明書です";
    /// The leaf names others.
    NAME_DOES_NOT_MATCH = "certificate.name-does-not-match", "RFC 9525 §6",
        "not issued for the name asked for: its subjectAltName does not have it",
        "指定された名前に対して発行された証明書ではありません(subjectAltNameに該当がありません)";
}

/// Whom the caller asks for.
pub(crate) enum PeerName {
    Dns(String),
    Ip(Vec<u8>),
    Mail(String),
}

impl PeerName {
    /// From the caller's text: with an @ a mail address, otherwise an IP address if
    /// it is one, otherwise a DNS name, which may end in the dot of the root. None
    /// if it is empty or not ASCII: international names are asked for as A-labels.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        if text.is_empty() || !text.is_ascii() {
            return None;
        }
        if text.contains('@') {
            return Some(Self::Mail(text.to_string()));
        }
        Some(match address::read(text) {
            Some(octets) => Self::Ip(octets),
            None => Self::Dns(text.strip_suffix('.').unwrap_or(text).to_string()),
        })
    }

    fn is(&self, name: &GeneralName<'_>) -> bool {
        match (self, name) {
            (Self::Dns(asked), GeneralName::Dns(name)) => matches(name, asked),
            (Self::Ip(asked), GeneralName::Ip(address)) => asked == address,
            (Self::Mail(asked), GeneralName::Mail(_)) => {
                host::mailbox(asked).is_some() && GeneralName::Mail(asked) == *name
            }
            _ => false,
        }
    }
}

fn matches(name: &str, asked: &str) -> bool {
    let Some((host, wildcard)) = host::split_wildcard(name) else {
        return false;
    };
    if !host::is_host(asked) {
        return false;
    }
    if !wildcard {
        return host.eq_ignore_ascii_case(asked);
    }
    let above = asked.split_once('.').map(|(_, above)| above);
    host.contains('.') && above.is_some_and(|above| above.eq_ignore_ascii_case(host))
}

/// Whether the leaf is for whom the caller asks, if he does.
pub(crate) fn check(path: &Path<'_, '_>, criteria: &Criteria) -> Option<Finding> {
    let asked = criteria.name.as_ref()?;
    let names = path.leaf.extensions.subject_alternative_names.as_deref();
    let matches = names.unwrap_or_default().iter().any(|name| asked.is(name));
    let place = path.leaf.place_in(extension::SUBJECT_ALTERNATIVE_NAME);
    Some(if matches {
        NAME_MATCHES.passed(place)
    } else {
        NAME_DOES_NOT_MATCH.failed(place)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dns(asked: &str, name: &str) -> bool {
        PeerName::parse(asked).is_some_and(|asked| asked.is(&GeneralName::Dns(name)))
    }

    #[test]
    fn dns_names_match_in_any_case_and_by_one_leftmost_wildcard() {
        assert!(dns("example.jp", "Example.JP"));
        assert!(dns("example.jp.", "example.jp"));
        assert!(dns("www.example.jp", "*.example.jp"));
        for (asked, name) in [
            ("example.jp", "*.example.jp"),
            ("a.b.example.jp", "*.example.jp"),
            ("www.example.jp", "w*.example.jp"),
            ("www.example.jp", "www.*.jp"),
            ("example.jp", "*.jp"),
            ("jp", "*"),
            ("example.jp", "*"),
            ("*.example.jp", "*.example.jp"),
            ("example.jp", "example.jp."),
            ("example.jp", "example.jp\0.other.jp"),
            (".example.jp", "*.example.jp"),
        ] {
            assert!(!dns(asked, name), "{asked} {name}");
        }
    }

    #[test]
    fn addresses_match_by_their_octets_and_never_as_dns_names() {
        let ip = |asked: &str, octets: &[u8]| {
            PeerName::parse(asked).is_some_and(|asked| asked.is(&GeneralName::Ip(octets)))
        };
        assert!(ip("192.0.2.1", &[192, 0, 2, 1]));
        let mut address = [0; 16];
        address[15] = 1;
        assert!(ip("::1", &address));
        assert!(ip("0:0:0:0:0:0:0:1", &address));
        assert!(!ip("192.0.2.2", &[192, 0, 2, 1]));
        assert!(!ip("192.0.2.01", &[192, 0, 2, 1]));
        assert!(!dns("192.0.2.1", "192.0.2.1"));
        assert!(!dns("192.0.2.01", "192.0.2.01"));
    }

    #[test]
    fn mail_matches_by_mailbox() {
        let mail = |asked: &str, name: &str| {
            PeerName::parse(asked).is_some_and(|asked| asked.is(&GeneralName::Mail(name)))
        };
        assert!(mail("a@example.jp", "a@EXAMPLE.jp"));
        assert!(!mail("a@example.jp", "A@example.jp"));
        assert!(!mail("@", "@"));
        assert!(PeerName::parse("").is_none() && PeerName::parse("例.jp").is_none());
    }
}
