//! Where a verdict differs from a suite's on purpose: a file of exceptions, each
//! with its reason, which must all be true.

use serde::Deserialize;
use std::collections::BTreeMap;

/// One case that is judged otherwise than its suite says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exception {
    /// The case.
    pub id: String,
    /// What the suite says.
    pub expected: Answer,
    /// What the verdict is.
    pub got: Answer,
    /// Why.
    pub reason: String,
}

/// Whether a certificate is accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Answer {
    /// It may be relied on.
    Accept,
    /// It may not, or what was required could not be checked.
    Refuse,
}

impl Answer {
    /// From a yes or no.
    #[must_use]
    pub fn from_bool(accept: bool) -> Self {
        if accept { Self::Accept } else { Self::Refuse }
    }
}

/// A file of exceptions beside the package's manifest.
///
/// # Panics
/// Where it can't be read, an exception has no reason or excepts nothing.
#[must_use]
pub fn load(file: &str) -> BTreeMap<String, Exception> {
    let path = onshi_tests::root().join("tests/suites").join(file);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{file}: {error}"));
    let listed: Vec<Exception> =
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{file}: {error}"));
    let mut exceptions = BTreeMap::new();
    for exception in listed {
        let id = exception.id.clone();
        assert!(!exception.reason.is_empty(), "{file}: {id} has no reason");
        assert_ne!(exception.expected, exception.got, "{file}: {id}");
        let before = exceptions.insert(id.clone(), exception);
        assert!(before.is_none(), "{file}: {id} stands twice");
    }
    exceptions
}
