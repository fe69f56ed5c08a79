//! What is wrong with what a host hands in.

use crate::problem::Code;

/// A flow nobody knows.
pub const NO_FLOW: Code = code!(
    "reception.unknown-flow",
    "there is no such flow",
    "その名前の業務の流れはありません",
);
/// A state nobody gave.
pub const NO_STATE: Code = code!(
    "reception.no-state",
    "the state is none that this version of a flow gave",
    "受付の状態データが正しくありません(別の版のものかもしれません)",
);
/// An event that does not fit where the flow stands.
pub const UNFIT_EVENT: Code = code!(
    "reception.unfit-event",
    "the flow can do nothing with this event where it stands",
    "いまの段階では、この出来事を受け付けられません",
);
/// Something has to be said before the flow can begin.
pub const LACKS: Code = code!(
    "reception.situation-lacks",
    "this flow cannot begin without {}",
    "この流れを始めるには{}が必要です",
);
/// A flow of one patient.
pub const TOO_MANY: Code = code!(
    "reception.one-patient",
    "this flow is of one patient",
    "この流れでは患者さんは1人だけです",
);
/// Content of another institution.
pub const OF_ANOTHERS_CONTENT: Code = code!(
    "reception.another-institution",
    "the content is not of this institution, or does not say so clearly",
    "内容の医療機関コードが、この医療機関のものではないか、確認できません",
);
