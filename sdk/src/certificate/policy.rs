//! Certificate policies (RFC 5280 §4.2.1.4, §4.2.1.5, §4.2.1.11, §4.2.1.14): the
//! extensions, and the policies a path is valid for, drawn from the [`graph`].

pub(crate) mod graph;

use super::asn1::{Malformed, Value, context};
use super::extension::not_empty;
use super::oid::{Oid, OwnedOid};
use alloc::vec::Vec;
use const_oid::ObjectIdentifier;
use core::fmt;
use der::Tag;

pub(crate) const ANY_POLICY: Oid<'static> =
    Oid::known(&ObjectIdentifier::new_unwrap("2.5.29.32.0"));

/// certificatePolicies ::= SEQUENCE SIZE (1..MAX) OF PolicyInformation
pub(crate) fn read_policies(sequence: Value<'_>) -> Result<Vec<Oid<'_>>, Malformed> {
    let mut policies = Vec::new();
    let mut cursor = sequence.open();
    while !cursor.is_empty() {
        let mut information = cursor.take(Tag::Sequence)?.open();
        policies.push(information.take(Tag::ObjectIdentifier)?.oid()?);
        // Qualifiers (a CPS address, a notice) decide nothing.
        information.take_if(Tag::Sequence)?;
        information.end()?;
    }
    not_empty(policies, sequence)
}

/// A policy of the issuer's domain, and one of the subject's that it takes for
/// equivalent.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct PolicyMapping<'a> {
    pub(crate) issuer: Oid<'a>,
    pub(crate) subject: Oid<'a>,
}

/// PolicyMappings ::= SEQUENCE SIZE (1..MAX) OF SEQUENCE
pub(crate) fn read_mappings(sequence: Value<'_>) -> Result<Vec<PolicyMapping<'_>>, Malformed> {
    let mut mappings = Vec::new();
    let mut cursor = sequence.open();
    while !cursor.is_empty() {
        let mut pair = cursor.take(Tag::Sequence)?.open();
        mappings.push(PolicyMapping {
            issuer: pair.take(Tag::ObjectIdentifier)?.oid()?,
            subject: pair.take(Tag::ObjectIdentifier)?.oid()?,
        });
        pair.end()?;
    }
    not_empty(mappings, sequence)
}

/// policyConstraints and inhibitAnyPolicy: after how many more certificates a rule
/// sets in.
#[derive(Clone, Copy, Default)]
pub(crate) struct PolicyConstraints {
    pub(crate) require_explicit_policy: Option<u32>,
    pub(crate) inhibit_policy_mapping: Option<u32>,
    pub(crate) inhibit_any_policy: Option<u32>,
}

impl PolicyConstraints {
    /// policyConstraints, of which at least one part is there.
    pub(crate) fn read(&mut self, sequence: Value<'_>) -> Result<(), Malformed> {
        let mut cursor = sequence.open();
        let explicit = cursor.take_if(context(0, false))?;
        let mapping = cursor.take_if(context(1, false))?;
        cursor.end()?;
        if explicit.is_none() && mapping.is_none() {
            return Err(sequence.malformed());
        }
        self.require_explicit_policy = explicit.map(Value::count).transpose()?;
        self.inhibit_policy_mapping = mapping.map(Value::count).transpose()?;
        Ok(())
    }
}

/// The policies a path is valid for.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum PathPolicies<'a> {
    /// Every policy.
    Any,
    /// These, possibly none.
    Only(Vec<Oid<'a>>),
}

impl<'a> PathPolicies<'a> {
    /// Whether the path is valid for a policy.
    pub(crate) fn include(&self, policy: Oid<'_>) -> bool {
        match self {
            Self::Any => true,
            Self::Only(valid) => valid.contains(&policy),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        matches!(self, Self::Only(valid) if valid.is_empty())
    }

    /// Those of them in the user-initial-policy-set; empty or anyPolicy stands for
    /// all (RFC 9618 §5.5, the user-constrained-policy-set).
    pub(crate) fn constrained_to<'x>(self, initial: &'x [OwnedOid]) -> PathPolicies<'x>
    where
        'a: 'x,
    {
        let wanted = initial.iter().map(OwnedOid::borrow);
        if initial.is_empty() || wanted.clone().any(|policy| policy == ANY_POLICY) {
            return self;
        }
        PathPolicies::Only(wanted.filter(|policy| self.include(*policy)).collect())
    }
}

impl fmt::Display for PathPolicies<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Only(policies) = self else {
            return ANY_POLICY.fmt(f);
        };
        for (number, policy) in policies.iter().enumerate() {
            let separator = if number > 0 { ", " } else { "" };
            write!(f, "{separator}{policy}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certificate::asn1::Cursor;

    fn value(encoded: &[u8]) -> Value<'_> {
        Cursor::new(encoded).next().unwrap()
    }

    #[test]
    fn lists_are_not_empty_and_constraints_say_something() {
        assert!(read_policies(value(b"\x30\x00")).is_err());
        assert!(read_mappings(value(b"\x30\x00")).is_err());
        let read = |encoded| {
            let mut constraints = PolicyConstraints::default();
            constraints.read(value(encoded)).map(|()| constraints)
        };
        assert!(read(b"\x30\x00").is_err());
        assert!(read(b"\x30\x03\x80\x01\xff").is_err(), "negative");
        assert!(read(b"\x30\x06\x81\x01\x00\x80\x01\x00").is_err(), "order");
        let both = read(b"\x30\x06\x80\x01\x02\x81\x01\x00").unwrap();
        assert_eq!(both.require_explicit_policy, Some(2));
        assert_eq!(both.inhibit_policy_mapping, Some(0));
    }

    #[test]
    fn the_users_policies_are_those_of_the_path_that_were_asked_for() {
        let oids = ["1.2.3", "1.2.4"].map(|text| OwnedOid::parse(text).unwrap());
        let [three, four] = &oids;
        let any = OwnedOid::parse("2.5.29.32.0").unwrap();
        let path = PathPolicies::Only(Vec::from([three.borrow()]));
        assert!(path.clone().constrained_to(&[]) == path);
        assert!(path.clone().constrained_to(core::slice::from_ref(&any)) == path);
        assert!(path.clone().constrained_to(&oids) == path);
        assert!(path.constrained_to(core::slice::from_ref(four)).is_empty());
        let every = PathPolicies::Any.constrained_to(core::slice::from_ref(four));
        assert!(every.include(four.borrow()) && !every.include(three.borrow()));
    }
}
