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

/// Staff log in to the app.
pub const LOGIN: Code = code!("phase.login", "staff log in", "職員がログインしています",);
/// The patient is identified.
pub const IDENTITY: Code = code!(
    "phase.identity",
    "the patient is identified with the card",
    "カードで本人確認をしています",
);
/// Staff read a screen.
pub const ON_SCREEN: Code = code!(
    "phase.on-screen",
    "staff read the answer from a screen",
    "画面で結果を確認しています",
);
/// The patient consents on a device.
pub const INVITING: Code = code!(
    "phase.inviting",
    "the patient identifies and consents on a device",
    "患者さんが端末で本人確認と同意をしています",
);
/// Why a consent is cancelled is in question.
pub const ASKING_CANCELLATION: Code = code!(
    "phase.asking-cancellation",
    "why the consent is cancelled is in question",
    "同意を取り消す理由を確認しています",
);
/// A consent is cancelled by hand.
pub const CANCELLING: Code = code!(
    "phase.cancelling",
    "the consent is being cancelled by hand",
    "同意の取消を手作業で行っています",
);
/// No file interface of the app is public (facts §5.9).
pub const SEAM_LIMITED: Code = code!(
    "seam.limited",
    "this way has no file interface that is public: work with マイナ資格確認アプリ, and enter into the chart what it shows",
    "資格確認限定型にはファイル連携が公開されていません。マイナ資格確認アプリで操作し、表示された内容をカルテに入力してください。",
);
/// What the app gives.
pub const ONLY_ELIGIBILITY: Code = code!(
    "show.only-eligibility",
    "it gives the eligibility alone: no medicines, treatments or check-ups",
    "確認できるのは資格だけです(薬剤・診療・健診の情報は閲覧できません)。",
);
/// The app.
pub const OPEN_APP: Code = code!(
    "open.app",
    "open マイナ資格確認アプリ on a terminal that was registered, and log in",
    "登録済みの端末でマイナ資格確認アプリを開き、ログインしてください。",
);
/// Did it work?
pub const ASK_LOGIN: Code = code!("ask.login", "could you log in?", "ログインできましたか。",);
/// Yes.
pub const LOGGED_IN: Code = code!("login.logged-in", "logged in", "ログインした",);
/// No.
pub const TERMINAL_UNREGISTERED: Code = code!(
    "login.not-registered",
    "the terminal is not registered, or the login fails: it is registered beforehand",
    "端末が未登録・ログインできない(事前に端末の登録が必要です)",
);
/// How?
pub const ASK_IDENTITY: Code = code!(
    "ask.identity",
    "how is the patient identified?",
    "本人確認の方法を選んでください。",
);
/// 目視.
pub const BY_SIGHT: Code = code!(
    "identity.by-sight",
    "staff compare the face with the card's photograph",
    "目視(職員が券面の写真と見比べる)",
);
/// PIN.
pub const BY_PIN: Code = code!(
    "identity.by-pin",
    "the patient enters the four-digit PIN",
    "暗証番号(数字4桁)",
);
/// Neither.
pub const NOT_IDENTIFIED: Code = code!(
    "identity.neither",
    "neither is possible",
    "どちらもできない",
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
/// What does it say?
pub const ASK_SCREEN: Code = code!(
    "ask.screen",
    "what does the screen say of the eligibility?",
    "画面に表示された資格の状態を選んでください。",
);
/// Eligible, as staff read it.
pub const SCREEN_VALID: Code = code!(
    "screen.valid",
    "shown as valid (as staff read it)",
    "有効と表示された(職員が確認)",
);
/// Not eligible, as staff read it.
pub const SCREEN_INVALID: Code = code!(
    "screen.invalid",
    "shown as not valid (as staff read it)",
    "無効・該当なしと表示された(職員が確認)",
);
/// Nothing.
pub const SCREEN_NOTHING: Code = code!(
    "screen.nothing",
    "no answer could be had",
    "結果を確認できない",
);
/// The address of the institution's page (OQS-IF-039; facts §5.4).
pub const SEAM_URL: Code = code!(
    "seam.institution-url",
    "the request for the institution's address and QR code is not public: issue them on the terminal (管理者: 医療機関別URL取得・変更), once, and keep them",
    "医療機関別URL・二次元コードを取得する電文は公開されていません。資格確認端末の画面(管理者の「医療機関別URL取得・変更」)で一度取得し、保管してください。",
);
/// The page.
pub const OPEN_PAGE: Code = code!(
    "open.institution-page",
    "have the patient open the institution's page (マイナ在宅受付Web) by its address or QR code",
    "医療機関別URLまたは二次元コードから、マイナ在宅受付Webを開いてください(患者さんの端末、または訪問用の端末)。",
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
/// Did they?
pub const ASK_INVITED: Code = code!(
    "ask.invited",
    "has the patient identified and consented?",
    "患者さんの本人確認と同意は終わりましたか。",
);
/// Yes.
pub const CONSENTED_THERE: Code = code!(
    "consent.registered",
    "consented: fetch what was consented",
    "同意登録が終わった(同意済みの資格情報を取得する)",
);
/// No.
pub const DECLINED_THERE: Code = code!(
    "consent.declined",
    "the patient did not consent, or it cannot be done now",
    "同意しない・いまはできない",
);
/// The request of a later visit (OQS-IF-025, 027).
pub const SEAM_LATER: Code = code!(
    "seam.later-visit",
    "the request of a later visit without the card is not public: confirm on the terminal's screen, or supply its layout",
    "次回以降の訪問などでカードなしに再照会する電文は公開されていません。資格確認端末の画面で確認するか、レイアウトを設定してください。",
);
/// How a consent is cancelled (OQS-IF-037).
pub const SEAM_CANCEL: Code = code!(
    "seam.cancel-consent",
    "the request that cancels a consent is not public: cancel it on the terminal's screen, or the patient does on マイナ在宅受付Web (すべての同意を取消)",
    "閲覧同意を取り消す電文は公開されていません。資格確認端末の画面で取り消すか、患者さんにマイナ在宅受付Webの「すべての同意を取消」をご案内ください。",
);
/// Why?
pub const ASK_CANCELLATION: Code = code!(
    "ask.cancellation",
    "why is the consent cancelled?",
    "同意を取り消す理由を選んでください。",
);
/// OQSCD031 1.
pub const BY_INSTITUTION: Code = code!(
    "cancellation.by-institution",
    "cancelled by the institution, such as at the end of the care (OQSCD031 1)",
    "医療機関による同意取消(訪問の終了など)",
);
/// OQSCD031 2.
pub const BY_PATIENT: Code = code!(
    "cancellation.by-patient",
    "cancelled by the patient (OQSCD031 2)",
    "患者による取消",
);
/// OQSCD031 3.
pub const CHANGED_USE: Code = code!(
    "cancellation.change-of-use",
    "cancelled by a change of use (OQSCD031 3)",
    "用途変更による取消",
);
/// Was it done?
pub const ASK_CANCELLED: Code = code!(
    "ask.cancelled",
    "has it been cancelled?",
    "取り消しは終わりましたか。",
);
/// Yes.
pub const CONSENT_CANCELLED: Code = code!(
    "consent.cancelled",
    "cancelled: nothing may be viewed from now on",
    "取り消した(以後、情報は閲覧できません)",
);
/// No.
pub const NOT_CANCELLED: Code = code!(
    "consent.not-cancelled",
    "not cancelled: the consent still holds",
    "取り消していない(同意は有効なままです)",
);
/// A consent of somebody in the result no longer holds.
pub const CONSENT_ENDED: Code = code!(
    "show.consent-ended",
    "the consent of at least one person no longer holds (expired, or cancelled by patient or institution): take it again before anything is viewed",
    "同意の有効期限が切れた(または取り消された)方がいます。閲覧の前にもう一度同意をお取りください。",
);
/// Later visits need no card.
pub const FOLLOW_LATER_VISIT: Code = code!(
    "follow.later-visit",
    "at later visits the eligibility is confirmed without the card while the care goes on",
    "訪問が続く間は、次回からカードなしで資格を確認できます。",
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
    LOGIN,
    IDENTITY,
    ON_SCREEN,
    INVITING,
    ASKING_CANCELLATION,
    CANCELLING,
    FINISHED,
];

/// Every code of this module.
pub const CODES: &[Code] = &[
    ANOTHER_INSTITUTION,
    ASKING,
    ASKING_CANCELLATION,
    ASK_CANCELLATION,
    ASK_CANCELLED,
    ASK_ELIGIBILITY,
    ASK_EXPIRED,
    ASK_IDENTITY,
    ASK_INVITED,
    ASK_LIMIT,
    ASK_LOGIN,
    ASK_PATIENT,
    ASK_READER,
    ASK_SCREEN,
    AT_CARD,
    AT_READER,
    BEFORE_THE_15TH,
    BEYOND_GRACE,
    BY_INSTITUTION,
    BY_PATIENT,
    BY_PIN,
    BY_SIGHT,
    CANCELLING,
    CARD_DOUBTFUL,
    CARD_NOT_USABLE,
    CARD_REFUSED,
    CARD_SIGNED,
    CARD_UNREADABLE,
    CERTIFICATE_EXPIRED,
    CHANGED_USE,
    CHOOSING,
    CHOSEN,
    COLLECT_LATER,
    COME_BACK,
    COMPARE_FACE,
    CONFIRMED,
    CONFIRM_AT_VISIT,
    CONSENTED_THERE,
    CONSENTS,
    CONSENT_AGAIN,
    CONSENT_CANCELLED,
    CONSENT_ENDED,
    CONSENT_ONCE_MORE,
    DECLINED,
    DECLINED_THERE,
    DECLINES,
    EACH_TIME,
    ELIGIBILITY,
    ENTER_PIN,
    EXPIRED,
    FACE_FAILED,
    FINISHED,
    FOLLOW_BY_NUMBER,
    FOLLOW_LATER_VISIT,
    FOLLOW_MEDICAL_INFORMATION,
    FOLLOW_REFERENCE_NUMBER,
    GO_ON_WITHOUT,
    GRACE,
    HOLD_CARD,
    IDENTITY,
    INVITING,
    LACKS,
    LATE_ANSWER,
    LOGGED_IN,
    LOGIN,
    MAY_BEGIN_AGAIN,
    MAY_VIEW,
    NEVER_TWICE,
    NOBODY_CHOSE,
    NOBODY_ENTRUSTED,
    NONE_OF_THEM,
    NOT_A_FACE_RESULT,
    NOT_CANCELLED,
    NOT_CONFIRMED,
    NOT_IDENTIFIED,
    NOT_SENT,
    NO_ANSWER,
    NO_FLOW,
    NO_RECEPTION_NUMBER,
    NO_STATE,
    ONLY_ELIGIBILITY,
    ON_SCREEN,
    OPEN_APP,
    OPEN_PAGE,
    OTHER_TICKET,
    PERHAPS_SENT,
    PIN_FAILED,
    PLACE_CARD,
    READER_SILENT,
    REGISTERED_NOW,
    REGISTERING,
    REGISTER_HERE,
    SCREEN_INVALID,
    SCREEN_NOTHING,
    SCREEN_VALID,
    SEAM_AFTER_CARD,
    SEAM_CANCEL,
    SEAM_LATER,
    SEAM_LIMITED,
    SEAM_URL,
    SENDING,
    STILL_PROCESSING,
    STOPPED,
    SYSTEM_SAYS,
    TERMINAL_UNREGISTERED,
    TICKETS_MISSING,
    TOO_LONG_AGO,
    TOO_MANY,
    TO_COLLECT,
    UNFIT_EVENT,
    UNREADABLE_ANSWER,
    UNREGISTERED,
    UNSURE,
    UNTIL_CANCELLED,
    USE_FACE,
    USE_PAGE,
    USE_PIN,
    WAITING,
    WITHIN_GRACE,
];
