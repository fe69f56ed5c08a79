//! The inputs.

use crate::forge::{
    Draft, ECDSA_SHA384, RSA_SHA256, arcs, authority, crl, extension, fill, integer, key, name,
    name_of, oid, relative, response, rsa_key, sequence, time, tlv,
};
use onshi_host::certificate::Request;
use onshi_simulator::key::{KeyKind, PrivateKey};
use onshi_simulator::seed::Stream;
use sha1::{Digest, Sha1};

/// Bytes of one certificate that are left for what makes it slow.
const ROOM: usize = 15_000;
const AT: &str = "2026-11-21T00:00:00Z";

/// Every input by name.
pub(crate) fn all() -> Vec<(String, Request)> {
    let mut cases = Vec::new();
    reading(&mut cases);
    judging(&mut cases);
    building(&mut cases);
    revoking(&mut cases);
    asking(&mut cases);
    cases
}

type Cases = Vec<(String, Request)>;

fn request(leaf: Vec<u8>, intermediates: Vec<Vec<u8>>, anchors: Vec<Vec<u8>>) -> Request {
    Request {
        profile: "generic".to_owned(),
        leaf,
        intermediates,
        anchors,
        crls: Vec::new(),
        ocsp_responses: Vec::new(),
        at: AT.to_owned(),
        options: "{}".to_owned(),
    }
}

/// What fills a certificate: an extension, or a subject.
struct Filling {
    name: &'static str,
    subject: Option<Vec<u8>>,
    extensions: Vec<u8>,
}

fn filled(name: &'static str, id: u8, unit: impl Fn(u32) -> Vec<u8>) -> Filling {
    let extensions = extension(id, false, &tlv(0x30, &fill(ROOM, unit)));
    Filling {
        name,
        subject: None,
        extensions,
    }
}

fn named(name: &'static str, subject: Vec<u8>) -> Filling {
    Filling {
        name,
        subject: Some(subject),
        extensions: Vec::new(),
    }
}

/// Subjects have to leave room for an issuer of the same length.
fn fillings(subject_room: usize) -> Vec<Filling> {
    let directory = |number: u32| tlv(0xA4, &name(&format!("{number}")));
    let smallest = || tlv(0x31, &sequence(&[&oid(&[0x2A]), &[0x0C, 0]]));
    let one_of_many = |number| sequence(&[&oid(&arcs(number)), &[0x0C, 0]]);
    let mapping = |number| sequence(&[&oid(&arcs(number)), &oid(&arcs(number + 1))]);
    let subtree = |name: Vec<u8>| sequence(&[&name]);
    let list = |tag, unit: &dyn Fn(u32) -> Vec<u8>| tlv(tag, &fill(ROOM, unit));
    let constraints = |name, unit: &dyn Fn(u32) -> Vec<u8>| Filling {
        name,
        subject: None,
        extensions: extension(30, true, &sequence(&[&list(0xA1, unit)])),
    };
    let utf16: Vec<u8> = "Ａ".encode_utf16().flat_map(u16::to_be_bytes).collect();
    let long_arc = [&[0x2A][..], &[0xFF; 17], &[0x7F]].concat();
    vec![
        filled("DNS names", 17, |_| vec![0x82, 1, b'a']),
        filled("DNS names of many labels", 17, |_| {
            tlv(0x82, "a.".repeat(120).as_bytes())
        }),
        filled("directory names", 17, directory),
        named(
            "subject of the smallest RDNs",
            name_of(&[fill(subject_room, |_| smallest())]),
        ),
        named(
            "subject of one RDN",
            name_of(&[tlv(0x31, &fill(subject_room, one_of_many))]),
        ),
        named("subject of one text", name(&"A ".repeat(subject_room / 2))),
        named(
            "subject of one text in UTF-16",
            name_of(&[tlv(
                0x31,
                &sequence(&[
                    &oid(&[0x55, 4, 3]),
                    &tlv(0x1E, &utf16.repeat(subject_room / 2)),
                ]),
            )]),
        ),
        filled("purposes", 37, |_| oid(&[0x2A])),
        filled("long purposes", 37, |_| oid(&long_arc)),
        filled("policies", 32, |number| sequence(&[&oid(&arcs(number))])),
        filled("the same policy", 32, |_| sequence(&[&oid(&[0x2A])])),
        filled("policy mappings", 33, mapping),
        constraints("excluded DNS names", &|number| {
            subtree(tlv(0x82, format!("{number}").as_bytes()))
        }),
        constraints("excluded directory names", &|number| {
            subtree(directory(number))
        }),
        constraints("excluded mail domains", &|_| subtree(tlv(0x81, b"a"))),
        Filling {
            name: "64 extensions",
            subject: None,
            extensions: fill(ROOM, |number| match number {
                0..60 => sequence(&[&oid(&arcs(number)), &tlv(0x04, &[0; 230])]),
                _ => vec![0; ROOM],
            }),
        },
        filled("distribution points", 31, |_| {
            sequence(&[&tlv(0xA0, &tlv(0xA0, &tlv(0x86, b"")))])
        }),
        filled("distribution points by name", 31, |number| {
            sequence(&[&tlv(0xA0, &tlv(0xA0, &directory(number)))])
        }),
        filled("addresses of issuers", 18, directory),
    ]
}

/// 32 certificates that are filled with one thing, none on a path but the leaf.
fn reading(cases: &mut Cases) {
    for filling in fillings(ROOM) {
        let subject = filling.subject.unwrap_or_else(|| name("filled"));
        let draft = Draft::new(
            &subject,
            &key(1).public_key_info(),
            &name("nobody"),
            &filling.extensions,
        );
        let certificate = |serial| {
            Draft {
                serial,
                ..draft.clone()
            }
            .signed_by(&key(1))
        };
        let several = (2..32).map(certificate).collect();
        let request = request(certificate(1), several, vec![certificate(32)]);
        cases.push((format!("read: {}", filling.name), request));
    }
}

/// The longest path, each certificate filled, and 23 more that do not belong to it.
fn judging(cases: &mut Cases) {
    for filling in fillings(ROOM / 2) {
        let subject = |number: u64| match &filling.subject {
            // One name for all: who issued what is told by the key alone.
            Some(subject) => subject.clone(),
            None => name(&format!("authority {number}")),
        };
        // Identifiers of the keys, so that no signature is checked in vain.
        let identifiers = |number: u64, issuer: u64| {
            let own = tlv(0x04, &[u8::try_from(number).expect("a small number")]);
            let above = tlv(0x80, &[u8::try_from(issuer).expect("a small number")]);
            [
                extension(14, false, &own),
                extension(35, false, &sequence(&[&above])),
            ]
            .concat()
        };
        let make = |number: u64| {
            let identifiers = identifiers(number, number + 1);
            let extensions = [&authority()[..], &identifiers, &filling.extensions].concat();
            let below = key(number).public_key_info();
            Draft::new(&subject(number), &below, &subject(number + 1), &extensions)
                .signed_by(&key(number + 1))
        };
        let path: Vec<_> = (0..8).map(make).collect();
        let root = Draft::new(
            &subject(8),
            &key(8).public_key_info(),
            &subject(8),
            &[&authority()[..], &identifiers(8, 8), &filling.extensions].concat(),
        );
        let request = request(
            path[0].clone(),
            path[1..].to_vec(),
            vec![root.signed_by(&key(8))],
        );
        cases.push((format!("judge: {}", filling.name), request));
    }
    // Names of the leaf against constraints of every authority above it.
    for (what, base, found) in [
        ("DNS names", tlv(0x82, b"b"), tlv(0x82, b"a")),
        ("mail", tlv(0x81, b"b"), tlv(0x81, b"a@a")),
        ("URIs", tlv(0x86, b"b"), tlv(0x86, b"a://a")),
    ] {
        let base = tlv(0xA1, &fill(ROOM, |_| sequence(&[&base])));
        let constraints = extension(30, true, &sequence(&[&base]));
        for names in [25, 2_000] {
            let leaf = extension(17, false, &tlv(0x30, &found.repeat(names)));
            let request = chain_under(&constraints, &leaf, &[]);
            cases.push((format!("constrain: {names} {what}"), request));
        }
    }
    let longest = "a.".repeat(126) + "a";
    let base = sequence(&[&tlv(0x82, format!("b.{}", &longest[2..]).as_bytes())]);
    let constraints = extension(
        30,
        true,
        &sequence(&[&tlv(0xA1, &fill(ROOM, |_| base.clone()))]),
    );
    let leaf = extension(
        17,
        false,
        &tlv(0x30, &fill(ROOM, |_| tlv(0x82, longest.as_bytes()))),
    );
    cases.push((
        "constrain: the longest DNS names".to_owned(),
        chain(&leaf, &constraints),
    ));
    let deep: Vec<_> = (0..1_000).map(|_| relative("")).collect();
    let subtree = |last: &str| sequence(&[&tlv(0xA4, &name_of(&[deep.concat(), relative(last)]))]);
    let constraints = extension(30, true, &sequence(&[&tlv(0xA1, &subtree("b"))]));
    let leaf = extension(
        17,
        false,
        &tlv(0x30, &tlv(0xA4, &name_of(&[deep.concat(), relative("a")]))),
    );
    cases.push((
        "constrain: a deep directory name".to_owned(),
        chain(&leaf, &constraints),
    ));

    // Policies that are mapped to each other all the way down.
    let wide = |count: u32| {
        let policies = (0..count).flat_map(|number| sequence(&[&oid(&arcs(number))]));
        extension(32, true, &tlv(0x30, &policies.collect::<Vec<_>>()))
    };
    for (count, each) in [(30, 30), (100, 9), (900, 1)] {
        let mappings = (0..count).flat_map(|one: u32| {
            (0..each)
                .map(move |other| sequence(&[&oid(&arcs(one)), &oid(&arcs((one + other) % count))]))
        });
        let mappings = tlv(0x30, &mappings.collect::<Vec<_>>().concat());
        let extensions = [wide(count), extension(33, true, &mappings)].concat();
        cases.push((
            format!("policies: {count}, each mapped to {each}"),
            chain(&wide(count), &extensions),
        ));
    }
}

/// The longest path, with these extensions in the leaf and in its authorities.
fn chain(leaf: &[u8], authorities: &[u8]) -> Request {
    chain_under(authorities, leaf, authorities)
}

/// The same with extensions of the root's own.
fn chain_under(root: &[u8], leaf: &[u8], authorities: &[u8]) -> Request {
    let subject = |number: u64| name(&format!("authority {number}"));
    let make = |number: u64| {
        let extensions = match number {
            0 => leaf.to_vec(),
            _ => [&authority()[..], authorities].concat(),
        };
        let below = key(number).public_key_info();
        Draft::new(&subject(number), &below, &subject(number + 1), &extensions)
            .signed_by(&key(number + 1))
    };
    let path: Vec<_> = (0..8).map(make).collect();
    let extensions = [&authority()[..], root].concat();
    let root = Draft::new(
        &subject(8),
        &key(8).public_key_info(),
        &subject(8),
        &extensions,
    );
    request(
        path[0].clone(),
        path[1..].to_vec(),
        vec![root.signed_by(&key(8))],
    )
}

/// Many ways, all of them wrong.
fn building(cases: &mut Cases) {
    let one = name("one");
    let root = Draft::new(
        &name("root"),
        &key(99).public_key_info(),
        &name("root"),
        &authority(),
    );
    let root = root.signed_by(&key(99));
    // 31 issuers of one name, and signatures that are none of theirs.
    for (what, key_info, algorithm, signature) in [
        (
            "RSA-8192, e = 2^33 - 1",
            rsa_key(1024, &[1, 0xFF, 0xFF, 0xFF, 0xFF]),
            RSA_SHA256,
            vec![0x7F; 1024],
        ),
        (
            "RSA-8192, e = 3",
            rsa_key(1024, &[3]),
            RSA_SHA256,
            vec![0x7F; 1024],
        ),
        (
            "RSA-4096, e = 65537",
            rsa_key(512, &[1, 0, 1]),
            RSA_SHA256,
            vec![0x7F; 512],
        ),
        (
            "RSA-2056, e = 3",
            rsa_key(257, &[3]),
            RSA_SHA256,
            vec![0x7F; 257],
        ),
        (
            "RSA-2048, e = 2^33 - 1",
            rsa_key(256, &[1, 0xFF, 0xFF, 0xFF, 0xFF]),
            RSA_SHA256,
            vec![0x7F; 256],
        ),
        (
            "RSA-2048, e = 3",
            rsa_key(256, &[3]),
            RSA_SHA256,
            vec![0x7F; 256],
        ),
        (
            "P-256",
            key(1).public_key_info(),
            crate::forge::ECDSA_SHA256,
            key(2).sign(b""),
        ),
        (
            "P-384",
            p384(1).public_key_info(),
            ECDSA_SHA384,
            p384(2).sign(b""),
        ),
    ] {
        let make = |serial| {
            let mut draft = Draft::new(&one, &key_info, &one, &authority());
            draft.serial = serial;
            draft.algorithm = algorithm.to_vec();
            draft.encode(|_| signature.clone())
        };
        let several = (2..32).map(make).collect();
        cases.push((
            format!("build: {what}"),
            request(make(1), several, vec![make(32)]),
        ));
    }
    // Authorities of one name that certify each other.
    let cross =
        |one_name: &[u8], subject: u64, issuer_name: &[u8], issuer: u64, extensions: &[u8]| {
            let extensions = [&authority()[..], extensions].concat();
            Draft::new(
                one_name,
                &key(subject).public_key_info(),
                issuer_name,
                &extensions,
            )
            .signed_by(&key(issuer))
        };
    let clique = (1..=6).flat_map(|subject| (1..=6).map(move |issuer| (subject, issuer)));
    let clique = clique.filter(|(subject, issuer)| subject != issuer);
    let clique = clique.map(|(subject, issuer)| cross(&one, subject, &one, issuer, &[]));
    cases.push((
        "build: a clique".to_owned(),
        request(
            cross(&one, 7, &one, 1, &[]),
            clique.collect(),
            vec![root.clone()],
        ),
    ));
    // Layers of three, every one certified by every one above it, under long names
    // that differ at their end.
    for (what, length) in [("short", 1), ("long", 6_500)] {
        let layer_name = |layer: u64| name(&format!("{}{layer}", "x".repeat(length)));
        let mut layers = Vec::new();
        for layer in 1..=3 {
            for subject in 0..3 {
                for issuer in 0..3 {
                    layers.push(cross(
                        &layer_name(layer),
                        10 * layer + subject,
                        &layer_name(layer + 1),
                        10 * (layer + 1) + issuer,
                        &[],
                    ));
                }
            }
        }
        let leaf = cross(&layer_name(0), 1, &layer_name(1), 10, &[]);
        // The last layer is certified by nobody; or by an anchor that is none.
        let bad = Draft::new(
            &layer_name(4),
            &key(40).public_key_info(),
            &layer_name(4),
            &[],
        );
        let bad = bad.signed_by(&key(40));
        cases.push((
            format!("build: layers under {what} names"),
            request(leaf, layers, vec![bad]),
        ));
    }
    // Six authorities in a row, five of them in three copies.
    let with_extensions = fillings(ROOM).into_iter();
    for filling in with_extensions.filter(|filling| filling.subject.is_none()) {
        let subject = |number: u64| match number {
            0 => name("leaf"),
            _ => name(&format!("authority {number}")),
        };
        let mut several = Vec::new();
        for number in 1..=5 {
            for copy in 0..3 {
                let extensions = [&authority()[..], &filling.extensions].concat();
                let mut draft = Draft::new(
                    &subject(number),
                    &key(number).public_key_info(),
                    &subject(number + 1),
                    &extensions,
                );
                draft.serial = copy;
                several.push(draft.signed_by(&key(number + 1)));
            }
        }
        let leaf = Draft::new(
            &subject(0),
            &key(0).public_key_info(),
            &subject(1),
            &filling.extensions,
        );
        // No authority, so that no path will do.
        let root = Draft::new(
            &subject(6),
            &key(6).public_key_info(),
            &subject(6),
            &filling.extensions,
        );
        cases.push((
            format!("walk: {}", filling.name),
            request(
                leaf.signed_by(&key(1)),
                several,
                vec![root.signed_by(&key(6))],
            ),
        ));
    }
}

fn p384(number: u64) -> PrivateKey {
    PrivateKey::generate(KeyKind::P384, &mut Stream::new(number, "worst"))
}

/// All the revocation data there may be.
fn revoking(cases: &mut Cases) {
    const ALL: usize = 1024 * 1024 - 1_000;
    let issuer = |number: u64| name(&format!("authority {number}"));
    let date = time("260101000000Z");
    let entry = |serial: &[u8], said: &[u8]| {
        let said = if said.is_empty() {
            Vec::new()
        } else {
            sequence(&[said])
        };
        sequence(&[&tlv(0x02, serial), &date, &said])
    };
    let with = |mut request: Request, crls: Vec<Vec<u8>>| {
        request.crls = crls;
        request
    };
    let of = |name: &[u8]| extension(29, true, &sequence(&[&tlv(0xA4, name)]));
    let indirect = extension(28, true, &sequence(&[&[0x84, 1, 0xFF]]));
    let deep = name_of(&[fill(200, |_| relative(""))]);
    for (what, entries, extensions) in [
        (
            "the smallest entries",
            fill(ALL, |_| entry(&[2], &[])),
            Vec::new(),
        ),
        (
            "entries with 8 extensions",
            fill(ALL, |_| {
                let said = fill(100, |number| match number {
                    0..8 => sequence(&[&oid(&arcs(number)), &[4, 0]]),
                    _ => vec![0; 100],
                });
                entry(&[2], &said)
            }),
            Vec::new(),
        ),
        (
            "entries of other issuers",
            fill(ALL, |number| entry(&[2], &of(&name(&format!("{number}"))))),
            indirect.clone(),
        ),
        (
            "entries of issuers with deep names",
            fill(ALL, |_| entry(&[2], &of(&deep))),
            indirect.clone(),
        ),
        (
            "names of its distribution point",
            Vec::new(),
            extension(
                28,
                true,
                &sequence(&[&tlv(
                    0xA0,
                    &tlv(
                        0xA0,
                        &fill(ALL, |number| tlv(0xA4, &name(&format!("{number}")))),
                    ),
                )]),
            ),
        ),
    ] {
        let list = crl(&issuer(1), &key(1), &entries, &extensions);
        cases.push((format!("revoke: {what}"), with(chain(&[], &[]), vec![list])));
    }
    // One authority with many keys, so that a list is about every certificate.
    let one = name("one");
    let same_name = |points: &[u8], name: &[u8]| {
        let make = |number: u64| {
            let extensions = match number {
                0 => points.to_vec(),
                _ => [&authority()[..], points].concat(),
            };
            let draft = Draft::new(name, &key(number).public_key_info(), name, &extensions);
            draft.signed_by(&key((number + 1).min(8)))
        };
        let path: Vec<_> = (0..8).map(make).collect();
        request(path[0].clone(), path[1..].to_vec(), vec![make(8)])
    };
    let entries = |room| fill(room, |_| entry(&[2], &[]));
    let list = crl(&one, &key(8), &entries(ALL), &[]);
    cases.push((
        "revoke: one list about all".to_owned(),
        with(same_name(&[], &one), vec![list]),
    ));
    let lists = |name: &[u8], extensions: &[u8]| -> Vec<_> {
        let room = (ALL / 64).saturating_sub(name.len() + extensions.len() + 300);
        (0..64)
            .map(|_| crl(name, &key(8), &entries(room), extensions))
            .collect()
    };
    cases.push((
        "revoke: 64 lists about all".to_owned(),
        with(same_name(&[], &one), lists(&one, &[])),
    ));
    let long = name(&"x".repeat(3_500));
    let points = extension(31, false, &tlv(0x30, &fill(8_000, |_| vec![0x30, 0])));
    cases.push((
        "revoke: 64 lists, many points, long names".to_owned(),
        with(same_name(&points, &long), lists(&long, &[])),
    ));
    let place = |number: u32| tlv(0xA4, &name(&format!("{number}")));
    let theirs = tlv(0xA0, &tlv(0xA0, &fill(12_000, place)));
    let ours = tlv(
        0xA0,
        &tlv(0xA0, &fill(14_000, |number| place(number + 100_000))),
    );
    let points = extension(31, false, &tlv(0x30, &sequence(&[&theirs])));
    let point = extension(28, true, &sequence(&[&ours]));
    cases.push((
        "revoke: 64 lists, many names of points".to_owned(),
        with(same_name(&points, &one), lists(&one, &point)),
    ));
    let delta = extension(27, true, &[2, 1, 0]);
    let mut half = lists(&long, &[]);
    half.truncate(32);
    half.extend(lists(&long, &delta).into_iter().take(32));
    cases.push((
        "revoke: 32 lists and 32 deltas".to_owned(),
        with(same_name(&[], &long), half),
    ));

    // Answers about this serial number, and about none.
    let with = |mut request: Request, responses: Vec<Vec<u8>>| {
        request.ocsp_responses = responses;
        request
    };
    let single = |serial: u32, name: &[u8], key: &PrivateKey| {
        let id = sequence(&[
            &sequence(&[&oid(&[0x2B, 0x0E, 3, 2, 0x1A]), &[5, 0]]),
            &tlv(0x04, &Sha1::digest(name)),
            &tlv(0x04, &key.identifier()),
            &integer(serial),
        ]);
        sequence(&[&id, &[0x80, 0], &tlv(0x18, b"20261120000000Z")])
    };
    for (what, serial) in [("other serial numbers", 2), ("this serial number", 1)] {
        let singles = fill(ALL, |_| single(serial, &issuer(1), &key(50)));
        let whole = response(&issuer(1), &key(1), &singles, &[]);
        cases.push((
            format!("answer: {what}"),
            with(chain(&[], &[]), vec![whole]),
        ));
        let room = ALL / 64 - 300;
        let parts = (0..64).map(|_| {
            response(
                &one,
                &key(8),
                &fill(room, |_| single(serial, &one, &key(50))),
                &[],
            )
        });
        cases.push((
            format!("answer: {what}, 64 times about all"),
            with(same_name(&[], &one), parts.collect()),
        ));
    }
    for filling in fillings(ROOM / 2) {
        let subject = filling.subject.clone().unwrap_or_else(|| name("responder"));
        let purpose = extension(37, false, &sequence(&[&oid(&[0x2B, 6, 1, 5, 5, 7, 3, 9])]));
        let extensions = match filling.name {
            "purposes" | "long purposes" => filling.extensions.clone(),
            _ => [&purpose[..], &filling.extensions].concat(),
        };
        let responder = Draft::new(
            &subject,
            &key(50).public_key_info(),
            &issuer(1),
            &extensions,
        );
        let responder = responder.signed_by(&key(1));
        let certificates = fill(ALL, |_| responder.clone());
        let answer = single(1, &issuer(1), &key(1));
        let response = response(&subject, &key(50), &answer, &certificates);
        cases.push((
            format!("answer: by {}", filling.name),
            with(chain(&[], &[]), vec![response]),
        ));
    }
}

/// Options and profiles as large as anybody writes them.
fn asking(cases: &mut Cases) {
    let small = || chain(&[], &[]);
    let policies: Vec<_> = (0..20_000)
        .map(|number| format!("\"1.2.{number}\""))
        .collect();
    let policies = policies.join(",");
    let mut many = small();
    many.options = format!("{{\"initialPolicies\":[{policies}]}}");
    cases.push(("ask: 20,000 policies".to_owned(), many));
    let mut many = small();
    many.options = format!("{{\"extendedKeyUsages\":[{policies}]}}");
    cases.push(("ask: 20,000 purposes".to_owned(), many));
    let mut nested = small();
    nested.profile = "{\"id\":".to_owned() + &"[".repeat(1_000_000);
    cases.push(("ask: a nested profile".to_owned(), nested));
}
