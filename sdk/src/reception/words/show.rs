//! What staff and patients are told.

use crate::problem::Code;

/// A host cannot tell.
pub const PERHAPS_SENT: Code = code!(
    "show.perhaps-sent",
    "it is not known whether the request was sent: do not send it again, wait for the answer",
    "要求を送信できたかどうかわかりません。送り直さずに、回答をお待ちください。",
);
/// What is in a refusal is not publicly known.
pub const COME_BACK: Code = code!(
    "show.refused-request",
    "the request came back refused (.err): look at the terminal's message, correct it and begin again",
    "要求が受け付けられませんでした(.err)。資格確認端末のメッセージを確かめ、内容を直して最初から操作してください。",
);
/// An answer after the flow was given up.
pub const LATE_ANSWER: Code = code!(
    "show.late-answer",
    "the answer came after it was given up: make sure it is still about this patient's visit",
    "あきらめた後に回答が届きました。いまの受付に使ってよいかご確認ください。",
);
/// A file that cannot be read, or not yet.
pub const UNREADABLE_ANSWER: Code = code!(
    "show.unreadable-answer",
    "a file came that cannot be read, perhaps not whole yet: still waiting",
    "読み取れないファイルが届きました(書き込み途中かもしれません)。引き続き待っています。",
);
/// The system's own words.
pub const SYSTEM_SAYS: Code = code!("show.system-message", "{}", "{}");
/// To the patient.
pub const CONFIRMED: Code = code!(
    "show.confirmed",
    "your insurance has been confirmed",
    "保険資格の確認ができました。",
);
/// To the patient.
pub const NOT_CONFIRMED: Code = code!(
    "show.not-confirmed",
    "your insurance could not be confirmed this way; reception will tell you how else",
    "この方法では保険資格を確認できませんでした。受付でほかの方法をご案内します。",
);
/// How to use the reader.
pub const PLACE_CARD: Code = code!(
    "show.place-card",
    "place your My Number card on the reader and confirm that it is you with your face or your four-digit PIN, then choose your consents",
    "マイナンバーカードをカードリーダーに置き、顔認証または数字4桁の暗証番号で本人確認をして、画面の同意項目を選んでください。",
);
/// How to register.
pub const REGISTER_HERE: Code = code!(
    "show.register-here",
    "the card can be registered for use as an insurance card here, once and for all: follow the reader's screen; then it asks for your consents again",
    "このカードリーダーで健康保険証利用の登録ができます(一度だけ)。画面の案内にそって登録してください。登録後、もう一度同意の画面になります。",
);
/// Consent is asked again after the registration.
pub const CONSENT_AGAIN: Code = code!(
    "show.consent-again",
    "the card is registered: please choose your consents once more",
    "登録が終わりました。もう一度、同意項目を選んでください。",
);
/// What else there is than the face.
pub const USE_PIN: Code = code!(
    "show.use-pin",
    "use the four-digit PIN; or staff compare the face with the card's photograph (目視) by the terminal's own function",
    "数字4桁の暗証番号をお使いください。難しいときは、職員が券面の写真と見比べて確認します(端末の目視確認)。",
);
/// What else there is than the PIN.
pub const USE_FACE: Code = code!(
    "show.use-face",
    "use face recognition, or staff compare the face with the card's photograph (目視); a locked PIN is reset by the municipality",
    "顔認証をお使いいただくか、職員が券面の写真と見比べて確認します(端末の目視確認)。ロックされた暗証番号は市区町村の窓口で再設定できます。",
);
/// The grace and its limits.
pub const GRACE: Code = code!(
    "show.grace",
    "for three months after the certificate expired the card still gives the eligibility, and nothing else; it is renewed by the municipality",
    "有効期限から3か月間は、資格の確認だけができます(薬剤情報などは閲覧できません)。市区町村の窓口で更新をご案内ください。",
);
/// Another file than the reader's.
pub const NOT_A_FACE_RESULT: Code = code!(
    "show.not-a-face-result",
    "a file came that is no card reader's result: it was not used",
    "カードリーダーの結果ではないファイルが届きました。使用していません。",
);
/// A result of another institution.
pub const ANOTHER_INSTITUTION: Code = code!(
    "show.another-institution",
    "a card reader's result of another institution, or of none that can be read: it is left where it lies",
    "別の医療機関の、または医療機関コードを確認できないカードリーダーの結果があります。使用せず、そのまま残しています。",
);
/// It is not there yet.
pub const STILL_PROCESSING: Code = code!(
    "show.still-processing",
    "the system is still processing: it is asked again later",
    "まだ処理中です。しばらくしてから自動で結果を取りにいきます。",
);
/// What was delivered before may be shown.
pub const MAY_VIEW: Code = code!(
    "show.may-view",
    "the consent still holds: it may be viewed; the view is logged",
    "同意の期限内です。閲覧できます(閲覧は記録されます)。",
);
/// To the patient.
pub const HOLD_CARD: Code = code!(
    "show.hold-card",
    "hold your My Number card to the reader and enter your four-digit PIN",
    "マイナンバーカードをカードリーダーにかざし、数字4桁の暗証番号を入力してください。",
);
/// What the app gives.
pub const ONLY_ELIGIBILITY: Code = code!(
    "show.only-eligibility",
    "it gives the eligibility alone: no medicines, treatments or check-ups",
    "確認できるのは資格だけです(薬剤・診療・健診の情報は閲覧できません)。",
);
/// To staff.
pub const COMPARE_FACE: Code = code!(
    "show.compare-face",
    "compare the patient's face with the photograph on the card, then go on by the screen",
    "患者さんの顔と券面の写真を見比べ、画面の案内にそって進めてください。",
);
/// To the patient.
pub const ENTER_PIN: Code = code!(
    "show.enter-pin",
    "enter the four-digit PIN of your card",
    "カードの暗証番号(数字4桁)を入力してください。",
);
/// To the patient.
pub const USE_PAGE: Code = code!(
    "show.use-page",
    "have your My Number card read on this page, enter your four-digit PIN and choose your consents",
    "画面の案内にそってマイナンバーカードを読み取り、暗証番号(数字4桁)を入力して、同意項目を選んでください。",
);
/// How long: home visits (facts §5.6).
pub const UNTIL_CANCELLED: Code = code!(
    "show.until-cancelled",
    "this consent holds for later visits until it is cancelled or the care ends",
    "この同意は、取り消されるか訪問が終わるまで、次回以降の訪問でも有効です。",
);
/// How long: online care (facts §5.5).
pub const EACH_TIME: Code = code!(
    "show.each-time",
    "in online care consent is taken each time, and holds for 24 hours",
    "オンライン診療等では同意を毎回お取りください(24時間有効)。",
);
/// A consent of somebody in the result no longer holds.
pub const CONSENT_ENDED: Code = code!(
    "show.consent-ended",
    "the consent of at least one person no longer holds (expired, or cancelled by patient or institution): take it again before anything is viewed",
    "同意の有効期限が切れた(または取り消された)方がいます。閲覧の前にもう一度同意をお取りください。",
);
/// The 15th (facts §2.6).
pub const BEFORE_THE_15TH: Code = code!(
    "show.before-the-15th",
    "welfare offices register the month's tickets until about the 15th: patients may be missing; ask again after that",
    "福祉事務所の登録は毎月15日ごろまでです。未委託・未登録と表示される方がいることがあります。15日以降にもう一度取得してください。",
);
/// Somebody has no ticket.
pub const TICKETS_MISSING: Code = code!(
    "show.tickets-missing",
    "a patient has no ticket in force (未委託・未登録): ask again after the 15th, or the welfare office",
    "有効な医療券・調剤券がない方がいます(未委託・未登録)。15日以降にもう一度取得するか、福祉事務所へご確認ください。",
);
/// Not of this institution's kind.
pub const OTHER_TICKET: Code = code!(
    "show.other-ticket",
    "a ticket is not of the kind this institution takes: 医療券 for hospitals and clinics, 調剤券 for pharmacies",
    "券の種類が施設に合わない方がいます(病院・診療所は医療券、薬局は調剤券)。福祉事務所へご確認ください。",
);
/// Nobody.
pub const NOBODY_ENTRUSTED: Code = code!(
    "show.nobody-entrusted",
    "nobody is entrusted to this institution in this month so far",
    "この月に委託されている方は、まだ登録されていません。",
);
