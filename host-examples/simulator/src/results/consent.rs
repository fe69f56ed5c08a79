//! What a patient agreed to at the reader.

use super::xml::Element;
use crate::calendar::{self, DAY};

/// The answer to one question (OQSCD016; OQSCD001 for 限度額).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consent {
    /// The reader did not ask: nothing is written.
    NotAsked,
    /// 同意なし.
    Refused,
    /// 同意あり, from this second on.
    Given(i64),
    /// 同意有効期限切れ: given at this second, no longer in force.
    Expired(i64),
}

/// The answers to all questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Consents {
    /// 限度額適用認定証. No longer asked of who comes with a card (2024-10-07).
    pub limit: Consent,
    /// 特定疾病療養受療証.
    pub diseases: Consent,
    /// 特定健診情報.
    pub checkups: Consent,
    /// 薬剤情報.
    pub drugs: Consent,
    /// 診療情報.
    pub diagnosis: Consent,
    /// 手術情報.
    pub operations: Consent,
}

impl Consents {
    /// The same answer to every question asked today.
    const fn all(consent: Consent) -> Self {
        Self {
            limit: Consent::NotAsked,
            diseases: consent,
            checkups: consent,
            drugs: consent,
            diagnosis: consent,
            operations: consent,
        }
    }

    /// Everything agreed to, at this second.
    #[must_use]
    pub const fn given(at: i64) -> Self {
        Self::all(Consent::Given(at))
    }

    /// Everything refused.
    #[must_use]
    pub const fn refused() -> Self {
        Self::all(Consent::Refused)
    }

    pub(super) fn elements(&self) -> Vec<Element> {
        [
            ("LimitApplicationCertificateRelated", self.limit, false),
            ("SpecificDiseasesCertificateRelated", self.diseases, false),
            ("SpecificHealthCheckupsInfo", self.checkups, true),
            ("PharmacistsInfo", self.drugs, true),
            ("DiagnosisInfo", self.diagnosis, true),
            ("OperationInfo", self.operations, true),
        ]
        .into_iter()
        .flat_map(|(name, consent, viewed)| consent.elements(name, viewed))
        .collect()
    }
}

impl Consent {
    /// Flag, time and, for what can be viewed, until when: 24 hours later.
    fn elements(self, name: &str, viewed: bool) -> Vec<Element> {
        let (flag, at) = match self {
            Self::NotAsked => return Vec::new(),
            Self::Refused => ("0", None),
            Self::Given(at) => ("1", Some(at)),
            Self::Expired(at) => ("2", Some(at)),
        };
        let time = |suffix, at| Element::text(format!("{name}{suffix}"), calendar::wire_time(at));
        [
            Some(Element::text(format!("{name}ConsFlg"), flag)),
            at.map(|at| time("ConsTime", at)),
            at.filter(|_| viewed)
                .map(|at| time("AvailableTime", at + DAY)),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}
