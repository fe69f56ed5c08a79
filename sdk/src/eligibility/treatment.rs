//! For which kind of care away from the counter consents were given.
//!
//! The interface says it. No layout of a result has 診療区分 (`MedicalTreatmentFlag`,
//! OQSCD028), so one that stands in a result changes nothing.

/// 診療区分, away from the counter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Treatment {
    /// 訪問診療等: a consent holds until it is cancelled (facts §5.4, §5.6 `[S2]`).
    HomeVisit,
    /// オンライン診療等: consent each time, as for outpatients (facts §5.5 `[S]`).
    Online,
}
