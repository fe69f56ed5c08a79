//! Certificates, CRLs and OCSP responses as an attacker would write them: any name,
//! any extension, any size.

use onshi_simulator::key::{KeyKind, PrivateKey};
use onshi_simulator::seed::Stream;

/// A tag, a length and the contents.
pub(crate) fn tlv(tag: u8, contents: &[u8]) -> Vec<u8> {
    let mut encoded = vec![tag];
    match contents.len() {
        length @ 0..0x80 => encoded.push(u8::try_from(length).expect("a short length")),
        length => {
            let octets = length.to_be_bytes();
            let zeros = octets.iter().take_while(|octet| **octet == 0).count();
            encoded.push(0x80 | u8::try_from(octets.len() - zeros).expect("few octets"));
            encoded.extend(&octets[zeros..]);
        }
    }
    encoded.extend(contents);
    encoded
}

pub(crate) fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    tlv(0x30, &parts.concat())
}

/// An INTEGER.
pub(crate) fn integer(number: u32) -> Vec<u8> {
    let octets = u64::from(number).to_be_bytes();
    let zeros = octets
        .windows(2)
        .take_while(|pair| pair[0] == 0 && pair[1] < 0x80);
    tlv(0x02, &octets[zeros.count()..])
}

/// An OBJECT IDENTIFIER from its contents.
pub(crate) fn oid(contents: &[u8]) -> Vec<u8> {
    tlv(0x06, contents)
}

pub(crate) fn octets_as_bits(octets: &[u8]) -> Vec<u8> {
    tlv(0x03, &[&[0], octets].concat())
}

/// A name of one common name.
pub(crate) fn name(text: &str) -> Vec<u8> {
    name_of(&[relative(text)])
}

pub(crate) fn name_of(relative: &[Vec<u8>]) -> Vec<u8> {
    tlv(0x30, &relative.concat())
}

pub(crate) fn relative(text: &str) -> Vec<u8> {
    tlv(0x31, &attribute(text))
}

pub(crate) fn attribute(text: &str) -> Vec<u8> {
    sequence(&[&oid(&[0x55, 0x04, 0x03]), &tlv(0x0C, text.as_bytes())])
}

/// An extension by the last arcs of its identifier under 2.5.29.
pub(crate) fn extension(id: u8, critical: bool, value: &[u8]) -> Vec<u8> {
    let flag: &[u8] = if critical { &[1, 1, 0xFF] } else { &[] };
    sequence(&[&oid(&[0x55, 0x1D, id]), flag, &tlv(0x04, value)])
}

/// basicConstraints with cA, and keyUsage keyCertSign and cRLSign.
pub(crate) fn authority() -> Vec<u8> {
    let constraints = extension(19, true, &sequence(&[&[1, 1, 0xFF]]));
    [constraints, extension(15, true, &[3, 2, 1, 0x06])].concat()
}

/// A signing key; the number tells keys apart.
pub(crate) fn key(number: u64) -> PrivateKey {
    PrivateKey::generate(KeyKind::P256, &mut Stream::new(number, "worst"))
}

pub(crate) const ECDSA_SHA256: &[u8] = &[
    0x30, 0x0A, 0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02,
];
pub(crate) const ECDSA_SHA384: &[u8] = &[
    0x30, 0x0A, 0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x03,
];
pub(crate) const RSA_SHA256: &[u8] = &[
    0x30, 0x0D, 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x0B, 0x05, 0x00,
];

/// A key nobody has: RSA of so many octets, all ones, with this exponent.
pub(crate) fn rsa_key(octets: usize, exponent: &[u8]) -> Vec<u8> {
    let modulus = [&[0][..], &vec![0xFF; octets]].concat();
    let numbers = sequence(&[&tlv(0x02, &modulus), &tlv(0x02, exponent)]);
    let algorithm = sequence(&[
        &oid(&[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 1, 1]),
        &[5, 0],
    ]);
    sequence(&[&algorithm, &octets_as_bits(&numbers)])
}

/// What a certificate is made of.
#[derive(Clone)]
pub(crate) struct Draft {
    pub(crate) serial: u32,
    pub(crate) algorithm: Vec<u8>,
    pub(crate) issuer: Vec<u8>,
    pub(crate) subject: Vec<u8>,
    pub(crate) key_info: Vec<u8>,
    /// Encoded, one after the other.
    pub(crate) extensions: Vec<u8>,
}

impl Draft {
    pub(crate) fn new(subject: &[u8], key_info: &[u8], issuer: &[u8], extensions: &[u8]) -> Self {
        Self {
            serial: 1,
            algorithm: ECDSA_SHA256.to_vec(),
            issuer: issuer.to_vec(),
            subject: subject.to_vec(),
            key_info: key_info.to_vec(),
            extensions: extensions.to_vec(),
        }
    }

    pub(crate) fn signed_by(&self, key: &PrivateKey) -> Vec<u8> {
        self.encode(|signed| key.sign(signed))
    }

    pub(crate) fn encode(&self, sign: impl FnOnce(&[u8]) -> Vec<u8>) -> Vec<u8> {
        let validity = sequence(&[&time("240101000000Z"), &time("340101000000Z")]);
        let extensions = match self.extensions.as_slice() {
            [] => Vec::new(),
            extensions => tlv(0xA3, &sequence(&[extensions])),
        };
        let signed = sequence(&[
            &[0xA0, 3, 2, 1, 2],
            &integer(self.serial),
            &self.algorithm,
            &self.issuer,
            &validity,
            &self.subject,
            &self.key_info,
            &extensions,
        ]);
        let signature = octets_as_bits(&sign(&signed));
        sequence(&[&signed, &self.algorithm, &signature])
    }
}

/// UTCTime.
pub(crate) fn time(text: &str) -> Vec<u8> {
    tlv(0x17, text.as_bytes())
}

/// As much of a value made of units as fits into a certificate with a list of them,
/// each with a number of its own.
pub(crate) fn fill(room: usize, unit: impl Fn(u32) -> Vec<u8>) -> Vec<u8> {
    let mut filled = Vec::with_capacity(room);
    for number in 0.. {
        let unit = unit(number);
        if filled.len() + unit.len() > room {
            break;
        }
        filled.extend(unit);
    }
    filled
}

/// The contents of an object identifier of three octets, each another up to 16,000.
pub(crate) fn arcs(number: u32) -> Vec<u8> {
    let low = |shift: u32| u8::try_from(number >> shift & 0x7F).expect("seven bits");
    vec![0x2A, 0x80 | (low(7) + 1), low(0)]
}

/// A CRL with encoded entries and extensions beside its number.
pub(crate) fn crl(issuer: &[u8], key: &PrivateKey, entries: &[u8], extensions: &[u8]) -> Vec<u8> {
    let number = extension(20, false, &[2, 1, 1]);
    let signed = sequence(&[
        &[2, 1, 1],
        ECDSA_SHA256,
        issuer,
        &time("261120000000Z"),
        &time("261127000000Z"),
        &if entries.is_empty() {
            Vec::new()
        } else {
            sequence(&[entries])
        },
        &tlv(0xA0, &sequence(&[&number, extensions])),
    ]);
    let signature = octets_as_bits(&key.sign(&signed));
    sequence(&[&signed, ECDSA_SHA256, &signature])
}

/// An OCSP response with encoded answers and certificates.
pub(crate) fn response(
    responder: &[u8],
    key: &PrivateKey,
    singles: &[u8],
    certificates: &[u8],
) -> Vec<u8> {
    let produced = tlv(0x18, b"20261120000000Z");
    let signed = sequence(&[&tlv(0xA1, responder), &produced, &sequence(&[singles])]);
    let signature = octets_as_bits(&key.sign(&signed));
    let certificates = match certificates {
        [] => Vec::new(),
        some => tlv(0xA0, &sequence(&[some])),
    };
    let basic = sequence(&[&signed, ECDSA_SHA256, &signature, &certificates]);
    let kind = oid(&[0x2B, 6, 1, 5, 5, 7, 0x30, 1, 1]);
    let bytes = sequence(&[&kind, &tlv(0x04, &basic)]);
    sequence(&[&[0x0A, 1, 0], &tlv(0xA0, &bytes)])
}
