//! What may be done after a flow.

use crate::problem::Code;

/// So it may begin again.
pub const MAY_BEGIN_AGAIN: Code = code!(
    "next.begin-again",
    "begin again: the request was never sent",
    "もう一度最初から操作してください(要求は送られていません)。",
);
/// Staff may begin to collect.
pub const COLLECT_LATER: Code = code!(
    "next.collect-later",
    "collect it later by its reception number, or look at the terminal's screen",
    "後で受付番号を指定して結果を取得するか、資格確認端末の画面でご確認ください。",
);
/// Patients come all the same.
pub const CONFIRM_AT_VISIT: Code = code!(
    "next.confirm-at-visit",
    "confirm each patient at the visit, by card or by the certificate of eligibility (資格確認書)",
    "来院時に、マイナ保険証または資格確認書でお一人ずつ確認してください。",
);
/// 照会番号 is a convenience.
pub const GO_ON_WITHOUT: Code = code!(
    "next.go-on-without-number",
    "go on without it: find the chart by name and birth date; register the number again at another visit",
    "登録がなくても受付は続けられます。氏名と生年月日でカルテを探し、次回の来院時にもう一度登録してください。",
);
/// Consent is given at the reader.
pub const CONSENT_ONCE_MORE: Code = code!(
    "next.consent-at-reader",
    "have the patient present the card and consent once more",
    "もう一度カードリーダーで同意をお取りください。",
);
/// Without the system's information there is the patient's.
pub const ASK_PATIENT: Code = code!(
    "next.ask-patient",
    "ask the patient, and for the medicine notebook (お薬手帳)",
    "問診とお薬手帳で確認してください。",
);
/// Later visits need no card.
pub const FOLLOW_LATER_VISIT: Code = code!(
    "follow.later-visit",
    "at later visits the eligibility is confirmed without the card while the care goes on",
    "訪問が続く間は、次回からカードなしで資格を確認できます。",
);
/// 照会番号 may be registered.
pub const FOLLOW_REFERENCE_NUMBER: Code = code!(
    "follow.reference-number",
    "register the patient's number (照会番号): later results find the chart by it",
    "照会番号(患者番号)を登録できます。次回から結果とカルテが結び付きます。",
);
/// Medical information may be viewed.
pub const FOLLOW_MEDICAL_INFORMATION: Code = code!(
    "follow.medical-information",
    "the patient consented: medical information may be viewed for the time stated",
    "患者さんの同意があり、期限まで薬剤情報などを閲覧できます。",
);
/// The numbers may be typed.
pub const FOLLOW_BY_NUMBER: Code = code!(
    "follow.by-number",
    "confirm by the numbers of the certificate of eligibility (資格確認書)",
    "資格確認書などの番号で確認できます。",
);
