//! Wycheproof: every vector of an algorithm the core has, through both builds of
//! the component and natively, and of P-521 and Ed25519, which the component
//! leaves out, natively alone.
//!
//! `acceptable` vectors are all of one kind here, a DigestInfo without NULL (flag
//! `MissingNull`): they must be refused, because the encoded message is compared
//! and never parsed.

use core::fmt::Write as _;
use onshi_host::{Error, Onshi};
use wycheproof::{HashFunction, TestResult, ecdsa, eddsa, rsa_pkcs1_verify, rsa_pss_verify};

/// Files of the component's algorithms but for PSS, and how many vectors each has.
const ECDSA: [(&str, usize); 5] = [
    ("ecdsa_secp256r1_sha256", 484),
    ("ecdsa_secp256r1_sha512", 554),
    ("ecdsa_secp384r1_sha256", 472),
    ("ecdsa_secp384r1_sha384", 504),
    ("ecdsa_secp384r1_sha512", 542),
];
const RSA_PKCS1: [(&str, usize); 12] = [
    ("rsa_signature_2048_sha256", 259),
    ("rsa_signature_2048_sha384", 258),
    ("rsa_signature_2048_sha512", 259),
    ("rsa_signature_3072_sha256", 259),
    ("rsa_signature_3072_sha384", 259),
    ("rsa_signature_3072_sha512", 260),
    ("rsa_signature_4096_sha256", 258),
    ("rsa_signature_4096_sha384", 259),
    ("rsa_signature_4096_sha512", 259),
    ("rsa_signature_8192_sha256", 258),
    ("rsa_signature_8192_sha384", 259),
    ("rsa_signature_8192_sha512", 259),
];

/// Files of PSS: vectors that are run, and vectors of parameters that are refused
/// by design. Hash and mask must be of one SHA-2 function of 256, 384 or 512 bits.
const RSA_PSS: [(&str, usize, usize); 20] = [
    ("rsa_pss_2048_sha256_mgf1_0", 103, 0),
    ("rsa_pss_2048_sha256_mgf1_0_params", 103, 0),
    ("rsa_pss_2048_sha256_mgf1_32", 108, 0),
    ("rsa_pss_2048_sha256_mgf1_32_params", 108, 0),
    ("rsa_pss_2048_sha384_mgf1_48", 141, 0),
    ("rsa_pss_3072_sha256_mgf1_32", 108, 0),
    ("rsa_pss_3072_sha256_mgf1_32_params", 108, 0),
    ("rsa_pss_4096_sha256_mgf1_32", 108, 0),
    ("rsa_pss_4096_sha384_mgf1_48", 141, 0),
    ("rsa_pss_4096_sha512_mgf1_32", 177, 0),
    ("rsa_pss_4096_sha512_mgf1_32_params", 177, 0),
    ("rsa_pss_4096_sha512_mgf1_64", 179, 0),
    ("rsa_pss_4096_sha512_mgf1_64_params", 179, 0),
    ("rsa_pss_misc", 18, 132),
    ("rsa_pss_misc_params", 18, 132),
    // SHA-1.
    ("rsa_pss_2048_sha1_mgf1_20", 0, 88),
    ("rsa_pss_2048_sha1_mgf1_20_params", 0, 88),
    // The mask with another hash than the message.
    ("rsa_pss_2048_sha256_mgf1sha1_20", 0, 108),
    ("rsa_pss_2048_sha512_mgf1sha256_32_params", 0, 178),
    // SHA-512/256.
    ("rsa_pss_2048_sha512_256_mgf1_32", 0, 115),
];

/// One vector.
struct Case {
    /// File and number in it.
    name: String,
    key: Vec<u8>,
    /// None where the parameters have no name here.
    algorithm: Option<String>,
    message: Vec<u8>,
    signature: Vec<u8>,
    valid: bool,
}

/// The vectors of one file; its groups all have these members.
macro_rules! cases {
    ($module:ident, $file:expr, |$group:ident| $algorithm:expr) => {{
        let name = $file.parse().expect("a file of the suite");
        let set = $module::TestSet::load(name).expect("vectors");
        let mut cases = Vec::new();
        for $group in set.test_groups {
            let algorithm: Option<String> = $algorithm;
            for test in $group.tests {
                if test.result == TestResult::Acceptable {
                    let flags = format!("{:?}", test.flags);
                    assert_eq!(flags, "[MissingNull]", "decide what this one must be");
                }
                cases.push(Case {
                    name: format!("{}#{}", $file, test.tc_id),
                    key: $group.der.to_vec(),
                    algorithm: algorithm.clone(),
                    message: test.msg.to_vec(),
                    signature: test.sig.to_vec(),
                    valid: test.result == TestResult::Valid,
                });
            }
        }
        cases
    }};
}

fn suffix(hash: HashFunction) -> Option<&'static str> {
    match hash {
        HashFunction::Sha2_256 => Some("sha256"),
        HashFunction::Sha2_384 => Some("sha384"),
        HashFunction::Sha2_512 => Some("sha512"),
        _ => None,
    }
}

fn ecdsa(file: &str) -> Vec<Case> {
    cases!(ecdsa, file, |group| suffix(group.hash)
        .map(|hash| format!("ecdsa-{hash}")))
}

fn rsa_pkcs1(file: &str) -> Vec<Case> {
    cases!(rsa_pkcs1_verify, file, |group| suffix(group.hash)
        .map(|hash| format!("rsa-pkcs1-{hash}")))
}

fn rsa_pss(file: &str) -> Vec<Case> {
    cases!(rsa_pss_verify, file, |group| {
        let hash = suffix(group.hash).filter(|_| group.mgf_hash == Some(group.hash));
        hash.map(|hash| format!("rsa-pss-{hash}/{}", group.salt_size))
    })
}

fn ed25519(file: &str) -> Vec<Case> {
    cases!(eddsa, file, |group| Some("ed25519".to_owned()))
}

/// Whether a signature matches, or that its key is refused.
type Verify<'a> = &'a dyn Fn(&Case, &str) -> Result<bool, String>;

/// Runs the vectors of a file; how many ran and how many are not for this SDK.
fn run(file: &str, cases: &[Case], verify: Verify<'_>, wrong: &mut String) -> (usize, usize) {
    let (mut ran, mut refused) = (0, 0);
    for case in cases {
        let Some(algorithm) = &case.algorithm else {
            refused += 1;
            // A key for such parameters alone is of no use for any others.
            if file.ends_with("_params") {
                let told = verify(case, "rsa-pss-sha256").expect_err("a key that is refused");
                assert_eq!(told, "certificate.key-unusable", "{}", case.name);
            }
            continue;
        };
        ran += 1;
        let told = verify(case, algorithm);
        if told != Ok(case.valid) {
            let _ = writeln!(wrong, "{}: {told:?}, should be {}", case.name, case.valid);
        }
    }
    (ran, refused)
}

fn through(name: &str, verify: Verify<'_>) {
    let mut wrong = String::new();
    let mut total = 0;
    let mut counts = String::new();
    let mut check = |file: &str, cases: &[Case], expected: (usize, usize)| {
        let counted = run(file, cases, verify, &mut wrong);
        total += counted.0;
        if counted != expected {
            let _ = writeln!(counts, "{file}: {counted:?}, expected {expected:?}");
        }
    };
    for (file, expected) in ECDSA {
        check(file, &ecdsa(file), (expected, 0));
    }
    for (file, expected) in RSA_PKCS1 {
        check(file, &rsa_pkcs1(file), (expected, 0));
    }
    for (file, ran, refused) in RSA_PSS {
        check(file, &rsa_pss(file), (ran, refused));
    }
    println!("Wycheproof, {name}: {total} vectors as they should be");
    assert!(wrong.is_empty(), "{name}:\n{wrong}");
    assert!(counts.is_empty(), "the files have changed:\n{counts}");
}

fn natively(case: &Case, algorithm: &str) -> Result<bool, String> {
    onshi::certificate::verify_signature(&case.key, algorithm, &case.message, &case.signature)
        .map_err(|problems| problems.iter().map(|problem| problem.code.id()).collect())
}

fn component(file: &str) -> impl Fn(&Case, &str) -> Result<bool, String> {
    let bytes = std::fs::read(onshi_tests::dist().join(file)).expect("a component");
    let onshi = Onshi::from_bytes(&bytes).expect("the component opens");
    move |case, algorithm| {
        let told = onshi.verify_signature(&case.key, algorithm, &case.message, &case.signature);
        told.map_err(|error| match error {
            Error::Problems(problems) => problems.iter().map(|it| it.code.as_str()).collect(),
            broken => broken.to_string(),
        })
    }
}

#[test]
fn wycheproof_natively() {
    through("native", &natively);
}

#[test]
fn wycheproof_through_the_wide_component() {
    through("wide component", &component("onshi-wide.wasm"));
}

#[test]
fn wycheproof_through_the_baseline_component() {
    through("baseline component", &component("onshi.wasm"));
}

#[test]
fn wycheproof_of_algorithms_that_are_off_by_default() {
    let mut wrong = String::new();
    let p521 = ecdsa("ecdsa_secp521r1_sha512");
    assert_eq!(run("p521", &p521, &natively, &mut wrong), (542, 0));
    let ed25519 = ed25519("ed25519");
    assert_eq!(run("ed25519", &ed25519, &natively, &mut wrong), (151, 0));
    assert!(wrong.is_empty(), "{wrong}");

    // The component has them off: a key it cannot use, a name it does not know.
    let component = component("onshi-wide.wasm");
    let told = component(&p521[0], "ecdsa-sha512");
    assert_eq!(told, Err("certificate.key-unusable".to_owned()));
    let told = component(&ed25519[0], "ed25519");
    assert_eq!(told, Err("certificate.unknown-algorithm".to_owned()));
}
