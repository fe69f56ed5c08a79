//! Where flows stand.

use crate::problem::Code;

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
/// The result of a bulk inquiry is asked for under its number later.
pub const TO_COLLECT: Code = code!(
    "phase.to-collect",
    "submitted: the result is asked for later, under its reception number",
    "受付済みです(後で受付番号により結果を取得します)",
);
/// A card is to sign.
pub const AT_CARD: Code = code!(
    "phase.at-own-reader",
    "the patient's card is at the vendor's own reader",
    "汎用カードリーダーでカードを読み取っています",
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
