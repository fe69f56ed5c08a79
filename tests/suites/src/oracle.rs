//! Other validators, asked about one path in this process, without revocation.
//!
//! Each says yes, or no with a word for the reason that is the same for all
//! certificates of one kind of defect.

use crate::case::Case;
use std::panic::catch_unwind;

/// What an oracle says.
pub type Said = Result<(), String>;

/// Another validator.
#[derive(Clone, Copy, Debug)]
pub struct Oracle {
    /// Its name in the file of differences.
    pub name: &'static str,
    ask: fn(&Case) -> Option<Said>,
}

/// All of them.
pub const ORACLES: [Oracle; 3] = [
    Oracle {
        name: "certval",
        ask: |case| Some(certval(case)),
    },
    Oracle {
        name: "pkix-path",
        ask: |case| Some(pkix_path(case)),
    },
    Oracle {
        name: "openssl",
        ask: openssl,
    },
];

impl Oracle {
    /// Its answer; none where it has no way to put the question. That it panics
    /// is an answer as well.
    #[must_use]
    pub fn ask(&self, case: &Case) -> Option<Said> {
        catch_unwind(|| (self.ask)(case)).unwrap_or_else(|_| Some(Err("panicked".to_owned())))
    }
}

/// Seconds since 1970.
fn seconds(case: &Case) -> u64 {
    let at = onshi::time::Instant::parse(&case.at).expect("a time");
    u64::try_from(at.unix_seconds()).expect("after 1970")
}

fn is_set(case: &Case, option: &str) -> bool {
    case.options[option] == true
}

/// Dotted, of the user-initial-policy-set.
fn policies(case: &Case) -> Vec<String> {
    let listed = case.options["initialPolicies"].as_array();
    let listed = listed.into_iter().flatten().filter_map(|oid| oid.as_str());
    listed.map(str::to_owned).collect()
}

/// The word before any parenthesis or brace of a debug text.
fn word(error: &impl core::fmt::Debug) -> String {
    let text = format!("{error:?}");
    let end = text.find(['(', '{', ' ']).unwrap_or(text.len());
    text.get(..end).unwrap_or_default().to_owned()
}

/// A certificate that an oracle cannot read, and which kind of error it calls it.
fn unreadable(kind: &impl core::fmt::Debug) -> String {
    format!("unreadable: {}", word(kind))
}

fn certval(case: &Case) -> Said {
    use certval::{
        CertificationPath, CertificationPathResults, CertificationPathSettings, Error,
        PDVCertificate, PDVTrustAnchorChoice, PkiEnvironment, TimeOfInterest,
    };
    let read =
        |bytes: &[u8]| PDVCertificate::try_from(bytes).map_err(|error| unreadable(&error.kind()));
    let mut environment = PkiEnvironment::new();
    environment.populate_5280_pki_environment();
    let mut settings = CertificationPathSettings::new();
    let at = TimeOfInterest::from_unix_secs(seconds(case)).expect("a time");
    settings.set_time_of_interest(at);
    settings.set_require_ta_store(false);
    settings.set_enforce_trust_anchor_constraints(true);
    settings.set_initial_explicit_policy_indicator(is_set(case, "explicitPolicy"));
    settings.set_initial_policy_mapping_inhibit_indicator(is_set(case, "inhibitPolicyMapping"));
    settings.set_initial_inhibit_any_policy_indicator(is_set(case, "inhibitAnyPolicy"));
    let policies = policies(case);
    if !policies.is_empty() {
        settings.set_initial_policy_set(policies);
    }
    let anchor = case.anchors.first().expect("an anchor");
    let anchor = PDVTrustAnchorChoice::try_from(anchor.as_slice())
        .map_err(|error| unreadable(&error.kind()))?;
    let intermediates = case.intermediates.iter().map(|bytes| read(bytes));
    let intermediates = intermediates.collect::<Result<Vec<_>, _>>()?;
    let path = CertificationPath::new(anchor, intermediates, read(&case.leaf)?);
    let mut results = CertificationPathResults::new();
    environment
        .validate_path(&environment, &settings, &path, &mut results)
        .map_err(|error| match error {
            Error::PathValidation(status) => word(&status),
            other => word(&other),
        })
}

fn pkix_path(case: &Case) -> Said {
    use pkix_path::{DefaultVerifier, TrustAnchor, ValidationPolicy};
    use x509_cert_0_2::Certificate;
    use x509_cert_0_2::der::Decode as _;
    use x509_cert_0_2::der::asn1::ObjectIdentifier;
    let read =
        |bytes: &[u8]| Certificate::from_der(bytes).map_err(|error| unreadable(&error.kind()));
    let mut policy = ValidationPolicy::new(seconds(case));
    policy.initial_explicit_policy = is_set(case, "explicitPolicy");
    policy.initial_policy_mapping_inhibit = is_set(case, "inhibitPolicyMapping");
    policy.initial_any_policy_inhibit = is_set(case, "inhibitAnyPolicy");
    let policies = policies(case);
    let policies = policies
        .iter()
        .map(|oid| ObjectIdentifier::new(oid).expect("an OID"));
    policy.initial_policy_set = policies.collect();
    let anchor = read(case.anchors.first().expect("an anchor"))?;
    let anchor = TrustAnchor::try_from(anchor).map_err(|_| "unreadable anchor".to_owned())?;
    // Leaf first.
    let upwards = case.intermediates.iter().rev();
    let chain = core::iter::once(&case.leaf)
        .chain(upwards)
        .map(|bytes| read(bytes));
    let chain = chain.collect::<Result<Vec<_>, _>>()?;
    pkix_path::validate_path(&chain, &[anchor], &policy, &DefaultVerifier)
        .map(|_| ())
        .map_err(|error| word(&error))
}

/// OpenSSL's binding takes no policy set.
fn openssl(case: &Case) -> Option<Said> {
    policies(case).is_empty().then(|| ask_openssl(case))
}

fn ask_openssl(case: &Case) -> Said {
    use openssl::stack::Stack;
    use openssl::x509::store::X509StoreBuilder;
    use openssl::x509::verify::{X509VerifyFlags, X509VerifyParam};
    use openssl::x509::{X509, X509StoreContext};
    let read = |bytes: &[u8]| X509::from_der(bytes).map_err(|_| "unreadable".to_owned());
    let mut flags = X509VerifyFlags::POLICY_CHECK | X509VerifyFlags::PARTIAL_CHAIN;
    for (option, flag) in [
        ("explicitPolicy", X509VerifyFlags::EXPLICIT_POLICY),
        ("inhibitPolicyMapping", X509VerifyFlags::INHIBIT_MAP),
        ("inhibitAnyPolicy", X509VerifyFlags::INHIBIT_ANY),
    ] {
        flags.set(flag, is_set(case, option));
    }
    let mut parameters = X509VerifyParam::new().expect("parameters");
    parameters.set_flags(flags).expect("flags");
    parameters.set_time(i64::try_from(seconds(case)).expect("a time"));
    let mut store = X509StoreBuilder::new().expect("a store");
    store.set_param(&parameters).expect("parameters");
    let anchor = read(case.anchors.first().expect("an anchor"))?;
    store
        .add_cert(anchor)
        .map_err(|_| "unreadable anchor".to_owned())?;
    let store = store.build();
    let mut untrusted = Stack::new().expect("a stack");
    for certificate in &case.intermediates {
        untrusted.push(read(certificate)?).expect("room");
    }
    let leaf = read(&case.leaf)?;
    let mut context = X509StoreContext::new().expect("a context");
    let verified = context.init(&store, &leaf, &untrusted, |context| {
        let good = context.verify_cert()?;
        Ok((good, context.error().error_string().to_owned()))
    });
    match verified {
        Ok((true, _)) => Ok(()),
        Ok((false, error)) => Err(error),
        Err(_) => Err("refused without a reason".to_owned()),
    }
}
