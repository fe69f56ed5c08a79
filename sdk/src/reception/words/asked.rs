//! Why an answer is not the one to what was asked, and why nothing is asked.

use crate::problem::Code;

/// Another institution's answer, or nobody can say whose.
pub const OF_ANOTHER_INSTITUTION: Code = code!(
    "reason.another-institution",
    "the answer does not state this institution's code, or not once and clearly: it is not used",
    "回答の医療機関コードが自院のものと確認できません。この回答は使用していません。",
);
/// Another person's.
pub const ANOTHER_PERSON: Code = code!(
    "reason.another-person",
    "{} in the answer is not that of the person asked about, or cannot be read: it is not used",
    "回答の{}が、照会した患者さんのものと一致しません(または読み取れません)。別の方の情報のおそれがあるため、使用していません。",
);
/// To another question.
pub const ANOTHER_REQUEST: Code = code!(
    "reason.another-request",
    "{} in the answer is not what was asked, or cannot be read: it answers another request and is not used",
    "回答の{}が要求の内容と一致しません(または読み取れません)。別の要求への回答のおそれがあるため、使用していません。",
);
/// Nobody's.
pub const PERSON_NOT_STATED: Code = code!(
    "reason.person-not-stated",
    "the answer does not say whose it is ({} is missing): it is not used",
    "回答に{}がなく、どなたの情報か確認できません。使用していません。",
);
/// A PDF.
pub const BY_NAME_ALONE: Code = code!(
    "show.name-alone",
    "this file is attributed by its name alone: compare the name and birth date in it with the patient before it is used",
    "このファイルはファイル名だけで対応づけています。使用の前に、記載の氏名・生年月日が患者さんと一致するかご確認ください。",
);
/// Nothing follows from a result that does not say eligible.
pub const NOT_FROM_THIS_RESULT: Code = code!(
    "reason.result-not-eligible",
    "the result it would start from does not confirm an eligibility: check the eligibility anew first",
    "もとになる資格確認の結果で資格が有効と確認できないため、始められません。先に資格確認をやり直してください。",
);
/// The result is registered under another number.
pub const NUMBER_OF_ANOTHER: Code = code!(
    "reason.another-patient-number",
    "the result carries another patient number (照会番号) than this patient's: it may be another person's",
    "結果に、この患者さんとは別の照会番号が登録されています。別の方の結果のおそれがあるため、始められません。",
);
/// Consent could not be had, and it is no emergency.
pub const NO_EMERGENCY: Code = code!(
    "reason.not-an-emergency",
    "the result says that consent could not be had (救急時): nothing is asked outside an emergency",
    "同意の取得が困難(救急時)とされた結果です。救急時以外は閲覧できないため、要求していません。",
);
/// The exceptional use is not settled.
pub const EMERGENCY_UNSETTLED: Code = code!(
    "reason.emergency-not-settled",
    "the conditions of viewing in an emergency are not met or not confirmed for this patient and viewer: nothing is asked",
    "救急時医療情報閲覧の条件が、この患者さん・閲覧者について満たされていないか、確認されていません。要求していません。",
);
/// One came that may be another's.
pub const ANOTHERS_ANSWER: Code = code!(
    "reason.anothers-answer",
    "an answer came that may be to another request or of another person; it was left where it is",
    "別の要求または別の方のものと思われる回答が届いています(使用せず、元の場所に残しています)。",
);
