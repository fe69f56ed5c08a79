use crate::certificate::test_support::chain::{
    LEAF, LEAF_KEY, ROOT, ROOT_KEY, SUB, SUB_KEY, chain, leaf, root, sub,
};
use crate::certificate::test_support::der::{name, oid, sequence, tlv};
use crate::certificate::test_support::draft::Draft;
use crate::certificate::test_support::keys::Key;
use crate::certificate::test_support::{accepted, codes, judge, refused};
use crate::certificate::{Outcome, Request};
use alloc::string::ToString;
use alloc::vec::Vec;

const NAME: &str = "www.example.jp";

fn peer() -> Draft {
    leaf().dns_name(NAME)
}

fn asked(mut request: Request) -> Request {
    request.options.name = Some(NAME.to_string());
    request
}

/// Fails where a peer is asked for, and is only noted where none is.
#[track_caller]
fn told(request: &Request, expected: &[&str]) {
    assert_eq!(codes(&accepted(request), Outcome::Noted), expected);
    refused(&asked(request.clone()), expected);
}

#[test]
fn well_issued_chains_pass_as_peers() {
    let verdict = accepted(&asked(chain(&peer(), &sub(), &root())));
    assert_eq!(codes(&verdict, Outcome::Noted), [""; 0]);
    assert!(codes(&verdict, Outcome::Passed).contains(&"certificate.name-matches"));
    let mut purpose = chain(&leaf().without("2.5.29.35"), &sub(), &root());
    accepted(&purpose);
    purpose
        .options
        .extended_key_usages
        .push("1.3.6.1.5.5.7.3.2".to_string());
    refused(&purpose, &["certificate.authority-key-identifier-missing"]);
}

#[test]
fn key_identifiers_are_there() {
    let no_authority_key = "certificate.authority-key-identifier-missing";
    let no_subject_key = "certificate.subject-key-identifier-missing";
    told(
        &chain(&peer().without("2.5.29.35"), &sub(), &root()),
        &[no_authority_key],
    );
    told(
        &chain(&peer(), &sub().without("2.5.29.35"), &root()),
        &[no_authority_key],
    );
    told(
        &chain(&peer(), &sub().without("2.5.29.14"), &root()),
        &[no_subject_key],
    );
    told(
        &chain(&peer(), &sub(), &root().without("2.5.29.14")),
        &[no_subject_key],
    );
    // An anchor that others issued is no self-signed one, unless it signed itself.
    let cross = |signer| {
        Draft::new(ROOT, ROOT_KEY, SUB, signer)
            .authority(None)
            .subject_key_identifier(b"root")
    };
    refused(
        &asked(chain(&peer(), &sub(), &cross(SUB_KEY))),
        &[no_authority_key],
    );
    accepted(&asked(chain(&peer(), &sub(), &cross(ROOT_KEY))));
}

#[test]
fn criticality_is_as_rfc_5280_asks() {
    let critical = |draft: Draft, id| {
        let mut draft = draft;
        for (present, critical, _) in &mut draft.extensions {
            *critical ^= *present == id;
        }
        draft
    };
    let not_critical = "certificate.not-critical";
    let is_critical = "certificate.critical";
    let constrained = sub()
        .name_constraints(&[tlv(0x82, b"example.jp")], &[])
        .policy_constraints(None, Some(0))
        .inhibit_any_policy(0);
    accepted(&asked(chain(&peer(), &constrained, &root())));
    for id in ["2.5.29.19", "2.5.29.30", "2.5.29.36", "2.5.29.54"] {
        let wrong = critical(constrained.clone(), id);
        told(&chain(&peer(), &wrong, &root()), &[not_critical]);
    }
    let location = sequence(&[oid("1.3.6.1.5.5.7.48.2"), tlv(0x86, b"http://example.jp/")]);
    let located = sub().with("1.3.6.1.5.5.7.1.1", false, sequence(&[location]));
    accepted(&asked(chain(&peer(), &located, &root())));
    for id in ["2.5.29.14", "2.5.29.35", "1.3.6.1.5.5.7.1.1"] {
        let wrong = critical(located.clone(), id);
        told(&chain(&peer(), &wrong, &root()), &[is_critical]);
    }
}

#[test]
fn fields_are_as_rfc_5280_asks() {
    let mut zero = peer();
    zero.serial = Vec::from([0]);
    told(
        &chain(&zero, &sub(), &root()),
        &["certificate.serial-unusual"],
    );
    let mut zero = root();
    zero.serial = Vec::from([0]);
    accepted(&asked(chain(&peer(), &sub(), &zero)));

    let misplaced = peer().name_constraints(&[tlv(0x82, b"example.jp")], &[]);
    told(
        &chain(&misplaced, &sub(), &root()),
        &["certificate.extension-misplaced"],
    );
    let twice = peer().policies(&["1.2.3", "1.2.3"]);
    told(
        &chain(&twice, &sub(), &root()),
        &["certificate.policy-twice"],
    );

    let mut nameless = Draft::new(&[], LEAF_KEY, SUB, SUB_KEY)
        .authority(None)
        .subject_key_identifier(b"leaf")
        .authority_key_identifier(b"sub")
        .dns_name(NAME);
    for (present, critical, _) in &mut nameless.extensions {
        *critical |= *present == "2.5.29.17";
    }
    told(
        &chain(&nameless, &sub(), &root()),
        &["certificate.authority-unnamed"],
    );
}

#[test]
fn names_are_written_as_their_form_asks() {
    for good in [
        tlv(0x82, b"*.example.jp"),
        tlv(0x81, b"\"a b\"@example.jp"),
        tlv(0x86, b"urn:example"),
        tlv(0x87, &[192, 0, 2, 1]),
    ] {
        let names = [tlv(0x82, NAME.as_bytes()), good];
        accepted(&asked(chain(&leaf().names(&names), &sub(), &root())));
    }
    for bad in [
        tlv(0x82, b"foo_bar.example.jp"),
        tlv(0x82, b"192.0.2.1"),
        tlv(0x82, b" "),
        tlv(0x82, b".example.jp"),
        tlv(0x82, b"a*.example.jp"),
        tlv(0x81, b"a@b@example.jp"),
        tlv(0x86, b"//example.jp"),
    ] {
        let names = [tlv(0x82, NAME.as_bytes()), bad];
        told(
            &chain(&leaf().names(&names), &sub(), &root()),
            &["certificate.name-malformed"],
        );
    }
}

#[test]
fn only_a_name_of_subject_alternative_name_identifies_a_peer() {
    let common_name = Draft::new(&[("CN", NAME)], LEAF_KEY, SUB, SUB_KEY)
        .key_usage(&[7, 0x80])
        .authority_key_identifier(b"sub");
    refused(
        &asked(chain(&common_name, &sub(), &root())),
        &["certificate.name-does-not-match"],
    );
    let mut nonsense = chain(&peer(), &sub(), &root());
    nonsense.options.name = Some("例.jp".to_string());
    let problems = crate::certificate::validate(&nonsense).unwrap_err();
    let told: Vec<_> = problems.iter().map(|problem| problem.code.id()).collect();
    assert_eq!(told, ["certificate.not-a-name"]);
}

fn server(leaf: &Draft, sub: &Draft, root: &Draft) -> Request {
    let mut request = asked(chain(leaf, sub, root));
    request.profile = "tls-server".to_string();
    request
}

fn server_leaf() -> Draft {
    Draft::new(&[("CN", NAME)], LEAF_KEY, SUB, SUB_KEY)
        .key_usage(&[7, 0x80])
        .authority_key_identifier(b"sub")
        .extended_key_usage(&["1.3.6.1.5.5.7.3.1"])
        .dns_name(NAME)
}

#[test]
fn servers_are_held_to_the_rules_of_the_web_pki() {
    accepted(&server(&server_leaf(), &sub(), &root()));
    let without_purpose = || server_leaf().without("2.5.29.37");
    let any = without_purpose().extended_key_usage(&["1.3.6.1.5.5.7.3.1", "2.5.29.37.0"]);
    let critical_purpose =
        without_purpose().with("2.5.29.37", true, sequence(&[oid("1.3.6.1.5.5.7.3.1")]));
    let other_name = Draft {
        subject: name(&[("CN", "other.example.jp")]),
        ..server_leaf()
    };
    let organisation = Draft {
        subject: name(&[("CN", "Example, Inc.")]),
        ..server_leaf()
    };
    let upper_case = Draft {
        subject: name(&[("CN", "WWW.example.jp")]),
        ..server_leaf()
    };
    let mut critical_names = server_leaf();
    for (present, critical, _) in &mut critical_names.extensions {
        *critical |= *present == "2.5.29.17";
    }
    for (leaf, code) in [
        (without_purpose(), "certificate.extended-key-usage-missing"),
        (any, "certificate.purposes-unusual"),
        (critical_purpose, "certificate.purposes-unusual"),
        (other_name, "certificate.common-name-unusual"),
        (organisation, "certificate.common-name-unusual"),
        (upper_case, "certificate.common-name-unusual"),
        (critical_names, "certificate.names-critical"),
    ] {
        refused(&server(&leaf, &sub(), &root()), &[code]);
    }
    let for_clients = sub().extended_key_usage(&["1.3.6.1.5.5.7.3.2"]);
    refused(
        &server(&server_leaf(), &for_clients, &root()),
        &["certificate.purposes-exceeded"],
    );
    for other in [&b"other"[..], b"root"] {
        let issuer = tlv(0x82, &[1]);
        let root = root().with("2.5.29.35", false, sequence(&[tlv(0x80, other), issuer]));
        refused(
            &server(&server_leaf(), &sub(), &root),
            &["certificate.root-key-identifier"],
        );
    }
    accepted(&server(
        &server_leaf(),
        &sub(),
        &root().authority_key_identifier(b"root"),
    ));
    let odd = Draft {
        key_info: Key::Rsa(2203).info(),
        ..server_leaf()
    };
    refused(
        &server(&odd, &sub(), &root()),
        &["certificate.modulus-unusual"],
    );
}

#[test]
fn a_common_name_beside_wildcards_and_addresses_only_is_let_pass() {
    let wildcard = server_leaf().without("2.5.29.17").dns_name("*.example.jp");
    let bare = Draft {
        subject: name(&[("CN", "example.jp")]),
        ..wildcard
    };
    accepted(&server(&bare, &sub(), &root()));
    let hexadecimal = Draft {
        subject: name(&[("CN", "0xC0000201")]),
        ..bare
    };
    refused(
        &server(&hexadecimal, &sub(), &root()),
        &["certificate.common-name-unusual"],
    );
}

#[test]
fn clients_are_for_that_purpose() {
    let client = |leaf: &Draft| {
        let mut request = chain(leaf, &sub(), &root());
        request.profile = "tls-client".to_string();
        request
    };
    let named = Draft::new(LEAF, LEAF_KEY, SUB, SUB_KEY).authority_key_identifier(b"sub");
    accepted(&client(
        &named.clone().extended_key_usage(&["1.3.6.1.5.5.7.3.2"]),
    ));
    accepted(&client(&named));
    let (_, failed) = judge(&client(&named.extended_key_usage(&["1.3.6.1.5.5.7.3.1"])));
    assert_eq!(failed, ["certificate.extended-key-usage-missing"]);
}
