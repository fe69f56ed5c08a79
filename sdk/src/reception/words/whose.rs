//! Whose a result is, and whether all of it came.

use crate::problem::Code;

/// Is it the patient's of this reception?
pub const ASK_PERSON: Code = code!(
    "ask.person",
    "a card reader's result is here: {}. Is it this patient's?",
    "カードリーダーの結果が届いています: {}。この患者さんの結果ですか。",
);
/// The same of a result of another time.
pub const ASK_OLD_RESULT: Code = code!(
    "ask.old-result",
    "a card reader's result of another time is here, which belongs to no reception of now: {}. Begin a reception with it?",
    "受付の時刻と合わないカードリーダーの結果があります: {}。この結果で受付を始めますか。",
);
/// Yes.
pub const THIS_PATIENT: Code = code!(
    "person.this-patient",
    "this patient's (name and birth date compared)",
    "この患者さんの結果(氏名と生年月日を確認した)",
);
/// No.
pub const ANOTHER_PATIENT: Code = code!(
    "person.another-patient",
    "another patient's",
    "別の患者さんの結果",
);
/// It belongs to somebody else.
pub const NOT_THIS_RECEPTION: Code = code!(
    "show.not-this-reception",
    "a card reader's result came that is not this patient's: it was not used here",
    "この受付の患者さんのものではないカードリーダーの結果が届きました。この受付では使用していません。",
);
/// It is too old, too new, or says two times.
pub const ANOTHER_TIME: Code = code!(
    "show.another-time",
    "a card reader's result came whose time does not fit this reception: it was not used here",
    "この受付の時刻と合わないカードリーダーの結果が届きました。この受付では使用していません。",
);
/// What is stated is not what came.
pub const COUNT_DIFFERS: Code = code!(
    "reason.count-differs",
    "the result is not whole: {}",
    "結果の件数が合いません({})。",
);
/// Nobody can tell how many there are.
pub const COUNT_UNREADABLE: Code = code!(
    "reason.count-unreadable",
    "how many results there should be cannot be read",
    "結果の件数(処理結果件数)を読み取れません。",
);
/// Somebody was asked about and did not come.
pub const PERSONS_MISSING: Code = code!(
    "reason.persons-missing",
    "persons asked about who are not in the result: {}",
    "照会した方のうち{}人分の結果がありません。",
);
/// Somebody came who was not asked about.
pub const PERSONS_UNASKED: Code = code!(
    "reason.persons-unasked",
    "persons in the result who were not asked about: {}",
    "照会していない方の結果が{}人分あります。",
);
/// Somebody came more than once.
pub const PERSONS_TWICE: Code = code!(
    "reason.persons-twice",
    "results that came for a person more than once: {}",
    "同じ方の結果が重複しています({}件)。",
);
