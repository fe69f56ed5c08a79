//! What a summary notes of the message: never a refusal, always a place.

use crate::problem::Code;

/// A value that is not of the form its element has.
pub const UNREADABLE: Code = code!(
    "medical-information.unreadable",
    "not {}; the summary leaves it out, the content has it",
    "{}として読み取れないため要約に含めていません(元の内容には残っています)",
);

/// An element that should occur once and occurs with different values.
pub const REPEATED: Code = code!(
    "medical-information.repeated",
    "sent more than once with different contents; the summary has none of them",
    "異なる内容で複数回送られているため、要約に含めていません",
);

/// Elements that cannot all be true.
pub const CONTRADICTORY: Code = code!(
    "medical-information.contradictory",
    "contradicts {}",
    "{}と矛盾しています",
);

/// A code of which it is not publicly known what it means.
pub const UNKNOWN_CODE: Code = code!(
    "medical-information.unknown-code",
    "a code whose meaning is not publicly known",
    "意味が公開されていないコードです",
);

/// Elements for which the summary has no field.
pub const MORE_IN_CONTENT: Code = code!(
    "medical-information.more-in-content",
    "{} elements are not in the summary, of which this is the first; the content has them all",
    "要約に含まれない要素が{}個あります(ここが最初の要素です)。元の内容にはすべて残っています",
);
