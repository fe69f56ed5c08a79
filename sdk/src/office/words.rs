//! The codes of the day sheet.

use crate::problem::Code;

/// A day that is none.
pub const NOT_A_DATE: Code = code!(
    "office.not-a-date",
    "not a date, such as 2026-11-21",
    "日付の形式が正しくありません(例: 2026-11-21)。",
);
/// What does not fit on a line.
pub const NOT_PRINTABLE: Code = code!(
    "office.not-printable",
    "has to be 1 to 100 characters without line ends",
    "改行などを含まない1〜100文字で指定してください。",
);

/// Nobody knows whether it arrived.
pub const UNCERTAIN: Code = code!(
    "day.uncertain",
    "{} uncertain: don't send the same request again; look for it at the screen of the terminal, or check the eligibility by 資格確認書 or the card at the next visit",
    "届いたか確認できない要求が{}件あります。同じ要求を送り直さず、資格確認端末の画面で確かめるか、資格確認書やマイナ保険証で確認してください。",
);
/// Its result is to come.
pub const PENDING: Code = code!(
    "day.pending",
    "{} waiting for the result: it is collected when the program goes on",
    "結果待ちが{}件あります。プログラムを動かしたままにするか、次の起動時に続きを受け取ってください。",
);
/// Look into the chart.
pub const EXCEPTIONAL: Code = code!(
    "day.exceptional",
    "{} views in a disaster or emergency: hold them against the chart's registrations",
    "災害時・救急時の閲覧が{}件あります。カルテの登録と照合してください。",
);
/// No head to print.
pub const NO_HEAD: Code = code!(
    "day.no-audit-head",
    "no head of the audit trail was given: a cut-off end would not show later",
    "監査記録の末尾の印がありません。後から末尾が切り取られても分からなくなります。",
);
/// Nothing is open.
pub const SETTLED: Code = code!(
    "day.settled",
    "nothing is open",
    "未処理のものはありません。",
);

/// Every code of this module.
pub const CODES: &[Code] = &[
    NOT_A_DATE,
    NOT_PRINTABLE,
    UNCERTAIN,
    PENDING,
    EXCEPTIONAL,
    NO_HEAD,
    SETTLED,
];

/// Flows by the names that conversations have, and what a clinic calls them.
const FLOWS: &[(&str, &str)] = &[
    ("face-reader", "顔認証付きカードリーダー"),
    ("own-reader", "汎用カードリーダー"),
    ("by-number", "番号による資格確認"),
    ("bulk", "一括照会"),
    ("reference-number", "照会番号登録"),
    ("bulk-reference-number", "照会番号一括登録"),
    ("medical-information", "薬剤・診療・健診情報の閲覧"),
    ("home-visit", "訪問診療等"),
    ("home-visit-pharmacy", "訪問薬剤管理指導"),
    ("online-care", "オンライン診療等"),
    ("online-pharmacy", "オンライン服薬指導"),
    ("medical-aid", "医療扶助"),
    ("limited", "資格確認限定型"),
    ("disaster", "災害時"),
    ("emergency", "救急時"),
];

/// What a clinic calls a flow; of one that is not known, its own name.
pub(super) fn flow_ja(flow: &str) -> &str {
    let known = FLOWS.iter().find(|(name, _)| *name == flow);
    known.map_or(flow, |(_, ja)| ja)
}
