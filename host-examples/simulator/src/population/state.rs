//! How people stand with their insurers, and how their cards are.

/// How somebody stands with their insurers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// One insurance, in force.
    Insured,
    /// The insurance ended and there is no other.
    Lost,
    /// The insurance ended and another began.
    Changed,
    /// Two insurers have them, both in force.
    Several,
    /// No insurer has them.
    Nowhere,
    /// 医療扶助 alone.
    Assisted,
    /// 医療扶助 beside an insurance.
    AssistedBesides,
}

/// The state of somebody's マイナンバーカード.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CardState {
    /// In force and registered as 健康保険証.
    Good,
    /// In force, not registered as 健康保険証.
    Unregistered,
    /// In force for less than three months more.
    NearExpiry,
    /// The electronic certificate expired less than three months ago.
    Grace,
    /// It expired longer ago.
    Expired,
    /// It is revoked.
    Revoked,
    /// They have no card.
    None,
}

impl Standing {
    /// Each, in the order of their shares.
    pub const ALL: [Self; 7] = [
        Self::Insured,
        Self::Lost,
        Self::Changed,
        Self::Assisted,
        Self::AssistedBesides,
        Self::Several,
        Self::Nowhere,
    ];

    /// Its name in the control API and in the database.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Insured => "insured",
            Self::Lost => "lost",
            Self::Changed => "changed",
            Self::Several => "several",
            Self::Nowhere => "nowhere",
            Self::Assisted => "assisted",
            Self::AssistedBesides => "assisted-besides",
        }
    }
}

impl CardState {
    /// Each, in the order of their shares.
    pub const ALL: [Self; 7] = [
        Self::Good,
        Self::Unregistered,
        Self::NearExpiry,
        Self::Grace,
        Self::None,
        Self::Expired,
        Self::Revoked,
    ];

    /// Its name in the control API and in the database.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Unregistered => "unregistered",
            Self::NearExpiry => "near-expiry",
            Self::Grace => "grace",
            Self::Expired => "expired",
            Self::Revoked => "revoked",
            Self::None => "none",
        }
    }
}
