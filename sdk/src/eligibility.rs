//! eligibility (being written).
