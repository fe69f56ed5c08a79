//! What they may answer.

use crate::problem::Code;

/// Yes.
pub const CONSENTS: Code = code!("consents", "the patient consents", "同意する");
/// No.
pub const DECLINES: Code = code!("declines", "the patient does not consent", "同意しない");
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
/// One of them, by its number from 1.
pub const ELIGIBILITY: Code = code!("eligibility", "eligibility {}", "{}番目の資格");
/// None of them.
pub const NONE_OF_THEM: Code = code!("none-of-them", "none of them", "どれでもない");
/// Yes.
pub const LOGGED_IN: Code = code!("login.logged-in", "logged in", "ログインした",);
/// No.
pub const TERMINAL_UNREGISTERED: Code = code!(
    "login.not-registered",
    "the terminal is not registered, or the login fails: it is registered beforehand",
    "端末が未登録・ログインできない(事前に端末の登録が必要です)",
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
