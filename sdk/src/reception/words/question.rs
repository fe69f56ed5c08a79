//! What people are asked.

use crate::problem::Code;

/// May 限度額 information be given?
pub const ASK_LIMIT: Code = code!(
    "ask.limit-consent",
    "ask the patient: may the information of the limit certificate be obtained?",
    "限度額適用認定証の情報を取得してよいか、患者さんに口頭でご確認ください。",
);
/// What happens at the reader, which no file tells.
pub const ASK_READER: Code = code!(
    "ask.reader",
    "if the reader does not go on: what does it say?",
    "カードリーダーが先に進まないときは、画面の内容を選んでください。",
);
/// Which is it?
pub const ASK_EXPIRED: Code = code!(
    "ask.expired",
    "when did the electronic certificate expire?",
    "電子証明書の有効期限はいつ切れましたか。",
);
/// Which eligibility applies?
pub const ASK_ELIGIBILITY: Code = code!(
    "ask.eligibility",
    "several eligibilities may apply: ask the patient which one, and name it by its number in the judgement",
    "該当する資格が複数あります。患者さんに確かめて、判定結果の番号で選んでください。",
);
/// Did it work?
pub const ASK_LOGIN: Code = code!("ask.login", "could you log in?", "ログインできましたか。",);
/// How?
pub const ASK_IDENTITY: Code = code!(
    "ask.identity",
    "how is the patient identified?",
    "本人確認の方法を選んでください。",
);
/// What does it say?
pub const ASK_SCREEN: Code = code!(
    "ask.screen",
    "what does the screen say of the eligibility?",
    "画面に表示された資格の状態を選んでください。",
);
/// Did they?
pub const ASK_INVITED: Code = code!(
    "ask.invited",
    "has the patient identified and consented?",
    "患者さんの本人確認と同意は終わりましたか。",
);
/// Why?
pub const ASK_CANCELLATION: Code = code!(
    "ask.cancellation",
    "why is the consent cancelled?",
    "同意を取り消す理由を選んでください。",
);
/// Was it done?
pub const ASK_CANCELLED: Code = code!(
    "ask.cancelled",
    "has it been cancelled?",
    "取り消しは終わりましたか。",
);
