//! What a host name, a mailbox and the host of a URI look like.

use crate::text::split_once;

/// Whether text is a DNS name in its preferred syntax (RFC 1034 §3.5, RFC 1123
/// §2.1): labels of letters, digits, hyphens, without a dot at either end. The last
/// label is no number, so that an IP address is none. Underscores, which
/// certificates bear although they should not, are let pass here.
pub(crate) fn is_host(text: &str) -> bool {
    let last = text.rsplit('.').next().unwrap_or_default();
    text.len() <= 253
        && text.split('.').all(is_label)
        && !last.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// A host name that may begin with `*.`, for one whole label (RFC 9525 §6.3): the
/// host after it, and whether the asterisk is there.
pub(crate) fn split_wildcard(name: &str) -> Option<(&str, bool)> {
    let (host, wildcard) = match name.strip_prefix("*.") {
        Some(host) => (host, true),
        None => (name, false),
    };
    is_host(host).then_some((host, wildcard))
}

/// Whether a host is another or below it; all are below the empty one.
pub(crate) fn is_within(host: &str, base: &str) -> bool {
    if base.is_empty() || host.eq_ignore_ascii_case(base) {
        return true;
    }
    let above = host.len().checked_sub(base.len());
    let split = above.and_then(|length| host.split_at_checked(length));
    split.is_some_and(|(front, end)| front.ends_with('.') && end.eq_ignore_ascii_case(base))
}

/// The two parts of `local@host` (RFC 5280 §4.2.1.6: a Mailbox without display
/// name or comment). A local part in quotes and a host that is an address have
/// other ways to be written, so they are not taken.
pub(crate) fn mailbox(text: &str) -> Option<(&str, &str)> {
    let (local, host) = text.split_once('@')?;
    let plain = |byte: u8| byte.is_ascii_graphic() && !b"\"(),:;<>@[\\]".contains(&byte);
    (!local.is_empty() && local.bytes().all(plain) && is_host(host)).then_some((local, host))
}

/// The host of a URI, if it has one that is a name (RFC 3986 §3.2.2).
pub(crate) fn of_uri(uri: &str) -> Option<&str> {
    let (scheme, rest) = split_once(uri, "://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    // A backslash ends the authority for some readers, an @ for others.
    let after_user = authority
        .split_once('@')
        .map_or(authority, |(_, host)| host);
    let (host, port) = after_user.split_once(':').unwrap_or((after_user, ""));
    let sound = is_scheme(scheme)
        && !authority.contains('\\')
        && port.bytes().all(|byte| byte.is_ascii_digit());
    (sound && is_host(host)).then_some(host)
}

/// The scheme of a URI (RFC 3986 §3.1).
pub(crate) fn is_scheme(text: &str) -> bool {
    let part = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
    text.starts_with(|first: char| first.is_ascii_alphabetic()) && text.bytes().all(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts() {
        for host in [
            "example.jp",
            "a",
            "xn--n3h.com",
            "A-1.b",
            "foo_bar.jp",
            "1.2.3.4a",
        ] {
            assert!(is_host(host), "{host}");
        }
        let long = "a".repeat(64);
        for text in [
            "",
            ".",
            ".jp",
            "jp.",
            "a..b",
            "-a.jp",
            "a-.jp",
            "*.jp",
            "a b",
            "例.jp",
            "192.0.2.1",
            "::1",
            "a/b",
            &long,
        ] {
            assert!(!is_host(text), "{text}");
        }
        assert!(!is_host(&"a.".repeat(127)) && !is_host(&["a"; 128].join(".")));
    }

    #[test]
    fn wildcards_stand_for_one_whole_leftmost_label() {
        assert_eq!(split_wildcard("*.example.jp"), Some(("example.jp", true)));
        assert_eq!(split_wildcard("example.jp"), Some(("example.jp", false)));
        for text in [
            "*", "*.", "f*.jp", "*f.jp", "a.*.jp", "*.*.jp", "**.jp", "xn--*.jp",
        ] {
            assert_eq!(split_wildcard(text), None, "{text}");
        }
    }

    #[test]
    fn below_is_by_label() {
        assert!(is_within("a.Example.jp", "example.JP"));
        assert!(is_within("example.jp", "example.jp"));
        assert!(is_within("example.jp", ""));
        assert!(!is_within("anexample.jp", "example.jp"));
        assert!(!is_within("jp", "example.jp"));
    }

    #[test]
    fn mailboxes_have_one_way_to_be_written() {
        assert_eq!(mailbox("a+b@example.jp"), Some(("a+b", "example.jp")));
        assert_eq!(mailbox("*@example.jp"), Some(("*", "example.jp")));
        for text in [
            "",
            "@",
            "a@",
            "@b",
            "a@b@c",
            "\"a\"@b",
            "a b@c",
            "a@[192.0.2.1]",
            "a@.b",
            "<a@b>",
        ] {
            assert_eq!(mailbox(text), None, "{text}");
        }
    }

    #[test]
    fn hosts_of_uris_are_names() {
        for uri in [
            "http://example.jp",
            "https://u:p@example.jp:443/a@b?c#d",
            "ldap://example.jp?x",
            "x+y://a@example.jp#",
        ] {
            assert_eq!(of_uri(uri), Some("example.jp"), "{uri}");
        }
        for uri in [
            "",
            "example.jp",
            "mailto:a@example.jp",
            "http:example.jp",
            "http:///path",
            "http://192.0.2.1/",
            "http://[2001:db8::1]/",
            "http://[fe80::1%25eth0]/",
            "http://example.jp:80x/",
            "http://ex%61mple.jp/",
            "http://example.jp\\@other.jp:/",
            "://example.jp",
            "http://example.jp./",
        ] {
            assert_eq!(of_uri(uri), None, "{uri}");
        }
    }
}
