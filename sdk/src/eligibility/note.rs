//! What a judgement notes of the message: never a refusal, always a place.

use crate::problem::Code;

/// A code that its table does not have.
pub const UNKNOWN_CODE: Code = code!(
    "eligibility.unknown-code",
    "a code that table {} does not have",
    "業務コード{}にないコードです",
);

/// A value that is not of the form its element has.
pub const UNREADABLE: Code = code!(
    "eligibility.unreadable",
    "not {}; it was left out of the judgement",
    "{}として読み取れないため、判断に使っていません",
);

/// An element that should occur once and occurs with different values.
pub const REPEATED: Code = code!(
    "eligibility.repeated",
    "sent more than once with different contents; none was used",
    "異なる内容で複数回送られているため、判断に使っていません",
);

/// Elements that cannot all be true.
pub const CONTRADICTORY: Code = code!(
    "eligibility.contradictory",
    "contradicts {}",
    "{}と矛盾しています",
);

/// An element the judgement needs and the message lacks.
pub const ABSENT: Code = code!(
    "eligibility.absent",
    "{} is needed for the judgement and was not sent",
    "判断に必要な{}が送られていません",
);
