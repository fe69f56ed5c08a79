//! The words of the flows: where they stand, what they say, what may be chosen.

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

/// The request is on its way to the system.
pub const SENDING: Code = code!(
    "phase.sending",
    "sending the request",
    "要求を送信しています"
);
/// The request is sent.
pub const WAITING: Code = code!(
    "phase.waiting",
    "waiting for the answer",
    "回答を待っています",
);
/// Nobody knows whether it is.
pub const UNSURE: Code = code!(
    "phase.unsure",
    "nobody knows whether the request was sent: waiting for an answer that may come",
    "要求を送信できたかどうかわかりません(回答を待っています)",
);
/// Somebody has to answer a question.
pub const ASKING: Code = code!("phase.asking", "waiting for a choice", "選択を待っています");
/// The patient is at the reader.
pub const AT_READER: Code = code!(
    "phase.at-reader",
    "the patient is at the card reader",
    "カードリーダーで本人確認をしています",
);
/// The patient registers the card at the reader.
pub const REGISTERING: Code = code!(
    "phase.registering",
    "the patient registers the card for use as an insurance card at the reader",
    "カードリーダーで健康保険証利用の登録をしています",
);
/// How long ago the card's certificate expired is in question.
pub const EXPIRED: Code = code!(
    "phase.certificate-expired",
    "the card's electronic certificate has expired: how long ago is in question",
    "電子証明書の有効期限が切れています(いつ切れたか確認しています)",
);
/// Which eligibility applies is in question.
pub const CHOOSING: Code = code!(
    "phase.choosing",
    "which of several eligibilities applies is in question",
    "どの資格を使うか確認しています",
);
/// It is over.
pub const FINISHED: Code = code!("phase.finished", "finished", "終わりました");

/// No answer came in time.
pub const NO_ANSWER: Code = code!(
    "reason.no-answer",
    "no answer came in time; the request may have been processed",
    "時間内に回答がありません。要求が処理されたかどうかわかりません。",
);
/// Why it is not sent once more.
pub const NEVER_TWICE: Code = code!(
    "reason.never-twice",
    "the same request is not sent again; an answer that comes later is still taken",
    "同じ要求を送り直すことはできません。後から届いた回答は受け取ります。",
);
/// It was surely not sent.
pub const NOT_SENT: Code = code!(
    "reason.not-sent",
    "the request could not be sent",
    "要求を送信できませんでした。資格確認端末との接続をご確認ください。",
);
/// So it may begin again.
pub const MAY_BEGIN_AGAIN: Code = code!(
    "next.begin-again",
    "begin again: the request was never sent",
    "もう一度最初から操作してください(要求は送られていません)。",
);
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
/// Staff stopped it.
pub const STOPPED: Code = code!(
    "reason.stopped",
    "stopped by staff",
    "受付で取りやめました。",
);
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

/// May 限度額 information be given?
pub const ASK_LIMIT: Code = code!(
    "ask.limit-consent",
    "ask the patient: may the information of the limit certificate be obtained?",
    "限度額適用認定証の情報を取得してよいか、患者さんに口頭でご確認ください。",
);
/// Yes.
pub const CONSENTS: Code = code!("consents", "the patient consents", "同意する");
/// No.
pub const DECLINES: Code = code!("declines", "the patient does not consent", "同意しない");

/// How to use the reader.
pub const PLACE_CARD: Code = code!(
    "show.place-card",
    "place your My Number card on the reader and confirm that it is you with your face or your four-digit PIN, then choose your consents",
    "マイナンバーカードをカードリーダーに置き、顔認証または数字4桁の暗証番号で本人確認をして、画面の同意項目を選んでください。",
);
/// What happens at the reader, which no file tells.
pub const ASK_READER: Code = code!(
    "ask.reader",
    "if the reader does not go on: what does it say?",
    "カードリーダーが先に進まないときは、画面の内容を選んでください。",
);
/// The card is not registered as an insurance card.
pub const UNREGISTERED: Code = code!(
    "reader.unregistered",
    "the card is not registered for use as an insurance card",
    "健康保険証としての利用登録がされていない",
);
/// The face did not match.
pub const FACE_FAILED: Code = code!(
    "reader.face-failed",
    "the face is not recognized",
    "顔認証ができない",
);
/// The PIN is forgotten or locked.
pub const PIN_FAILED: Code = code!(
    "reader.pin-failed",
    "the PIN is forgotten or locked",
    "暗証番号がわからない・ロックされた",
);
/// The electronic certificate has expired.
pub const CERTIFICATE_EXPIRED: Code = code!(
    "reader.certificate-expired",
    "the electronic certificate has expired",
    "電子証明書の有効期限が切れている",
);
/// The reader cannot read it.
pub const CARD_UNREADABLE: Code = code!(
    "reader.card-unreadable",
    "the card cannot be read, or there is none",
    "カードを読み取れない・カードがない",
);
/// The patient has registered the card.
pub const REGISTERED_NOW: Code = code!(
    "reader.registered",
    "registered: the reader asks for consent again",
    "登録が終わった(もう一度同意の画面になる)",
);
/// The patient does not want to.
pub const DECLINED: Code = code!(
    "reader.declined",
    "the patient does not register it",
    "登録しない",
);
/// Three months are not over.
pub const WITHIN_GRACE: Code = code!(
    "reader.within-three-months",
    "it expired no more than three months ago and the reader goes on",
    "期限から3か月以内で、リーダーが先に進む",
);
/// They are.
pub const BEYOND_GRACE: Code = code!(
    "reader.longer-ago",
    "it expired longer ago, or the reader refuses the card",
    "3か月を過ぎた、またはリーダーが受け付けない",
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
/// Which is it?
pub const ASK_EXPIRED: Code = code!(
    "ask.expired",
    "when did the electronic certificate expire?",
    "電子証明書の有効期限はいつ切れましたか。",
);
/// The reader gave nothing.
pub const READER_SILENT: Code = code!(
    "reason.nothing-from-reader",
    "nothing came from the card reader",
    "カードリーダーから結果が届きませんでした。",
);
/// The card cannot be used here.
pub const CARD_NOT_USABLE: Code = code!(
    "reason.card-not-usable",
    "the card cannot be used for the check today",
    "本日はカードで資格を確認できません。",
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
    "a card reader's result of another institution came: it was not used",
    "別の医療機関コードの結果が届きました。使用していません。",
);

/// Which eligibility applies?
pub const ASK_ELIGIBILITY: Code = code!(
    "ask.eligibility",
    "several eligibilities may apply: ask the patient which one, and name it by its number in the judgement",
    "該当する資格が複数あります。患者さんに確かめて、判定結果の番号で選んでください。",
);
/// One of them, by its number from 1.
pub const ELIGIBILITY: Code = code!("eligibility", "eligibility {}", "{}番目の資格");
/// None of them.
pub const NONE_OF_THEM: Code = code!("none-of-them", "none of them", "どれでもない");
/// One was chosen.
pub const CHOSEN: Code = code!(
    "chosen",
    "chosen together with the patient",
    "患者さんに確認して選びました。",
);

/// Nobody answered a question.
pub const NOBODY_CHOSE: Code = code!(
    "reason.nobody-chose",
    "nobody answered the question in time",
    "確認の選択がないまま時間が過ぎました。",
);

/// The result of a bulk inquiry is asked for under its number later.
pub const TO_COLLECT: Code = code!(
    "phase.to-collect",
    "submitted: the result is asked for later, under its reception number",
    "受付済みです(後で受付番号により結果を取得します)",
);
/// It is not there yet.
pub const STILL_PROCESSING: Code = code!(
    "show.still-processing",
    "the system is still processing: it is asked again later",
    "まだ処理中です。しばらくしてから自動で結果を取りにいきます。",
);
/// There is no 受付番号.
pub const NO_RECEPTION_NUMBER: Code = code!(
    "reason.no-reception-number",
    "the submission was not accepted: there is no reception number",
    "一括の要求が受け付けられませんでした(受付番号がありません)。",
);
/// It was waited for long enough.
pub const TOO_LONG_AGO: Code = code!(
    "reason.processed-for-too-long",
    "the result was not there in the time set for it",
    "決められた期間内に結果が出ませんでした。",
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
/// What was delivered before may be shown.
pub const MAY_VIEW: Code = code!(
    "show.may-view",
    "the consent still holds: it may be viewed; the view is logged",
    "同意の期限内です。閲覧できます(閲覧は記録されます)。",
);

/// A card is to sign.
pub const AT_CARD: Code = code!(
    "phase.at-own-reader",
    "the patient's card is at the vendor's own reader",
    "汎用カードリーダーでカードを読み取っています",
);
/// To the patient.
pub const HOLD_CARD: Code = code!(
    "show.hold-card",
    "hold your My Number card to the reader and enter your four-digit PIN",
    "マイナンバーカードをカードリーダーにかざし、数字4桁の暗証番号を入力してください。",
);
/// Chain and signature hold.
pub const CARD_SIGNED: Code = code!(
    "card.signed",
    "the card's certificate and its signature over the challenge hold, as far as the verdict says; nothing is known of the eligibility yet",
    "カードの電子証明書と署名を確認しました(確認した範囲は検証結果のとおり)。資格はまだ確認していません。",
);
/// They do not.
pub const CARD_REFUSED: Code = code!(
    "card.refused",
    "the card's certificate or its signature does not hold; the verdict says why",
    "カードの電子証明書または署名を確認できませんでした。理由は検証結果をご覧ください。",
);
/// Something that had to be checked was not.
pub const CARD_DOUBTFUL: Code = code!(
    "card.not-checked",
    "what had to be checked could not be, such as revocation: the card is not relied on",
    "失効確認など必要な確認ができないため、このカードでの確認は採用しません。",
);
/// What comes after is not public.
pub const SEAM_AFTER_CARD: Code = code!(
    "seam.query-after-own-reader",
    "with which request the eligibility is asked for after the vendor's own reader is not public: use the terminal's own function, or ask by number",
    "汎用カードリーダーで読み取った後に資格を照会する電文は公開されていません。資格確認端末の画面で操作するか、番号で照会してください。",
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

/// Where flows stand.
pub(super) const PHASES: &[Code] = &[
    SENDING,
    WAITING,
    UNSURE,
    ASKING,
    AT_READER,
    REGISTERING,
    EXPIRED,
    AT_CARD,
    CHOOSING,
    TO_COLLECT,
    FINISHED,
];

/// Every code of this module.
pub const CODES: &[Code] = &[
    ANOTHER_INSTITUTION,
    ASKING,
    ASK_ELIGIBILITY,
    ASK_EXPIRED,
    ASK_LIMIT,
    ASK_PATIENT,
    ASK_READER,
    AT_CARD,
    AT_READER,
    BEYOND_GRACE,
    CARD_DOUBTFUL,
    CARD_NOT_USABLE,
    CARD_REFUSED,
    CARD_SIGNED,
    CARD_UNREADABLE,
    CERTIFICATE_EXPIRED,
    CHOOSING,
    CHOSEN,
    COLLECT_LATER,
    COME_BACK,
    CONFIRMED,
    CONFIRM_AT_VISIT,
    CONSENTS,
    CONSENT_AGAIN,
    CONSENT_ONCE_MORE,
    DECLINED,
    DECLINES,
    ELIGIBILITY,
    EXPIRED,
    FACE_FAILED,
    FINISHED,
    FOLLOW_BY_NUMBER,
    FOLLOW_MEDICAL_INFORMATION,
    FOLLOW_REFERENCE_NUMBER,
    GO_ON_WITHOUT,
    GRACE,
    HOLD_CARD,
    LACKS,
    LATE_ANSWER,
    MAY_BEGIN_AGAIN,
    MAY_VIEW,
    NEVER_TWICE,
    NOBODY_CHOSE,
    NONE_OF_THEM,
    NOT_A_FACE_RESULT,
    NOT_CONFIRMED,
    NOT_SENT,
    NO_ANSWER,
    NO_FLOW,
    NO_RECEPTION_NUMBER,
    NO_STATE,
    PERHAPS_SENT,
    PIN_FAILED,
    PLACE_CARD,
    READER_SILENT,
    REGISTERED_NOW,
    REGISTERING,
    REGISTER_HERE,
    SEAM_AFTER_CARD,
    SENDING,
    STILL_PROCESSING,
    STOPPED,
    SYSTEM_SAYS,
    TOO_LONG_AGO,
    TOO_MANY,
    TO_COLLECT,
    UNFIT_EVENT,
    UNREADABLE_ANSWER,
    UNREGISTERED,
    UNSURE,
    USE_FACE,
    USE_PIN,
    WAITING,
    WITHIN_GRACE,
];
