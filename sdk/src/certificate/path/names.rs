//! Name constraints along a path (RFC 5280 §6.1.3 (b), (c), §6.1.4 (g)), those of
//! the anchor among them (RFC 5937).
//!
//! Every certificate's names are held against the constraints of every authority
//! above it: that is the intersection of the permitted subtrees and the union of
//! the excluded ones, without working either out.

use super::Path;
use crate::certificate::budget::{Budget, Exhausted, units};
use crate::certificate::extension::{self, Extension, SUBJECT_ALTERNATIVE_NAME};
use crate::certificate::general_name::GeneralName;
use crate::certificate::name::{EMAIL_ADDRESS, characters};
use crate::certificate::name_constraints::{NameConstraints, Refusal};
use crate::certificate::rule::rules;
use crate::certificate::verdict::Finding;
use crate::certificate::x509::Certificate;
use alloc::borrow::Cow;
use alloc::vec::Vec;

rules! {
    /// Names that the authorities above allow.
    NAMES_PERMITTED = "certificate.names-permitted", "RFC 5280 §4.2.1.10, §6.1.3 (b), (c)",
        "its names are within the name constraints of the authorities above it",
        "名前は上位の認証局の名前制約の範囲内です";
    /// A name in no permitted subtree.
    NAME_NOT_PERMITTED = "certificate.name-not-permitted", "RFC 5280 §6.1.3 (b)",
        "one of its names is in none of the subtrees an authority above it permits",
        "上位の認証局の名前制約で許された範囲に入らない名前があります";
    /// A name in an excluded subtree.
    NAME_EXCLUDED = "certificate.name-excluded", "RFC 5280 §6.1.3 (c)",
        "one of its names is in a subtree an authority above it excludes",
        "上位の認証局の名前制約で除外された名前があります";
    /// A name that cannot be held against its constraints.
    NAME_NOT_COMPARABLE = "certificate.name-not-comparable", "RFC 5280 §4.2.1.10",
        "one of its names is of a constrained form and cannot be compared: malformed, or a form that is not processed",
        "名前制約の対象で、照合できない名前があります(形式の誤り、または対応していない種類の名前)";
    /// Subtrees that are not written as their form asks.
    NAME_CONSTRAINTS_UNSOUND = "certificate.name-constraints-unsound", "RFC 5280 §4.2.1.10",
        "a subtree of its name constraints is not written as its form asks",
        "名前制約に書き方の正しくないものがあります";
}

/// Runs the checks on a path.
pub(crate) fn check(
    path: &Path<'_, '_>,
    budget: &mut Budget,
    findings: &mut Vec<Finding>,
) -> Result<(), Exhausted> {
    let mut above = Vec::new();
    for (number, certificate) in path.all().rev().enumerate() {
        let is_anchor = number == 0;
        let is_leaf = number > path.intermediates.len();
        let is_held = is_leaf || (!is_anchor && !certificate.is_self_issued());
        if is_held && !above.is_empty() {
            findings.push(hold(certificate, &above, budget)?);
        }
        if let (Some(constraints), false) = (&certificate.extensions.name_constraints, is_leaf) {
            if !constraints.is_sound() {
                let place = certificate.place_in(extension::NAME_CONSTRAINTS);
                findings.push(NAME_CONSTRAINTS_UNSOUND.failed(place));
            }
            above.push(constraints);
        }
    }
    Ok(())
}

/// Comparisons of the shortest names for one unit of work.
const COMPARISONS_PER_UNIT: u32 = 32;
/// Bytes of names and subtrees that are gone through for one unit of work.
const COMPARED_PER_UNIT: usize = 512;

/// Holds a certificate's names against the constraints above it.
fn hold(
    certificate: &Certificate<'_>,
    above: &[&NameConstraints<'_>],
    budget: &mut Budget,
) -> Result<Finding, Exhausted> {
    let alternative = certificate.extensions.subject_alternative_names.as_deref();
    let alternative = alternative.unwrap_or_default();
    let subject = names_in_subject(certificate, alternative);
    let subtrees = above.iter().fold(0, |sum: usize, constraints| {
        sum.saturating_add(constraints.len())
    });
    let names = alternative.len().saturating_add(subject.len());
    let comparisons = u32::try_from(names.saturating_mul(subtrees)).unwrap_or(u32::MAX);
    budget.compare_names(comparisons)?;
    // Each name is gone through for every subtree, and each subtree for every name.
    let own = certificate.extensions.get(SUBJECT_ALTERNATIVE_NAME);
    let own = own.map_or(0, Extension::length).saturating_mul(subtrees);
    let theirs = above.iter().fold(0, |sum: usize, constraints| {
        sum.saturating_add(constraints.length())
    });
    let bytes = own.saturating_add(theirs.saturating_mul(names));
    budget.spend(comparisons / COMPARISONS_PER_UNIT)?;
    budget.spend(units(bytes, COMPARED_PER_UNIT))?;

    let refusal = above.iter().find_map(|constraints| {
        let mut names = subject.iter().chain(alternative);
        names.find_map(|name| constraints.check(name).err())
    });
    let rule = match refusal {
        None => return Ok(NAMES_PERMITTED.passed(certificate.place())),
        Some(Refusal::NotPermitted) => NAME_NOT_PERMITTED,
        Some(Refusal::Excluded) => NAME_EXCLUDED,
        Some(Refusal::NotComparable) => NAME_NOT_COMPARABLE,
    };
    Ok(rule.failed(certificate.place()))
}

/// The subject as a directory name, and the mail addresses in it unless
/// subjectAltName has some.
fn names_in_subject<'a>(
    certificate: &Certificate<'a>,
    alternative: &[GeneralName<'_>],
) -> Vec<GeneralName<'a>> {
    let subject = &certificate.subject;
    let mut names = Vec::new();
    if !subject.is_empty() {
        names.push(GeneralName::Directory(subject.clone()));
    }
    let is_mail = |name: &GeneralName<'_>| matches!(name, GeneralName::Mail(_));
    if !alternative.iter().any(is_mail) {
        for address in subject.values(EMAIL_ADDRESS) {
            names.push(GeneralName::Mail(match characters(address) {
                Some(Cow::Borrowed(address)) => address,
                // No mailbox, so that it is comparable with nothing.
                _ => "",
            }));
        }
    }
    names
}

#[cfg(test)]
mod tests;
