//! What flows come to, and why.

use crate::problem::Code;

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
/// Staff stopped it.
pub const STOPPED: Code = code!(
    "reason.stopped",
    "stopped by staff",
    "受付で取りやめました。",
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
/// Chain and signature hold.
pub const CARD_SIGNED: Code = code!(
    "card.signed",
    "the card's certificate and its signature over the challenge hold, as far as the verdict says; nothing is known of the eligibility yet",
    "カードの電子証明書と署名を確認しました(確認した範囲は検証結果のとおり)。資格はまだ確認していません。",
);
/// The same of a certificate that expired and is in its grace.
pub const CARD_IN_GRACE: Code = code!(
    "card.in-grace",
    "the card's certificate has expired and is in its grace, and its signature holds, as far as the verdict says: it is good for the eligibility alone, of which nothing is known yet",
    "カードの電子証明書は有効期限切れですが、猶予期間内です(確認した範囲は検証結果のとおり)。確認できるのは資格だけで、資格はまだ確認していません。",
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
