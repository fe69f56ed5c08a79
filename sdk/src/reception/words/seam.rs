//! What is done by hand or on a screen, because its wire is not public, and what is opened for it.

use crate::problem::Code;

/// What comes after is not public.
pub const SEAM_AFTER_CARD: Code = code!(
    "seam.query-after-own-reader",
    "with which request the eligibility is asked for after the vendor's own reader is not public: use the terminal's own function, or ask by number",
    "汎用カードリーダーで読み取った後に資格を照会する電文は公開されていません。資格確認端末の画面で操作するか、番号で照会してください。",
);
/// No file interface of the app is public (facts §5.9).
pub const SEAM_LIMITED: Code = code!(
    "seam.limited",
    "this way has no file interface that is public: work with マイナ資格確認アプリ, and enter into the chart what it shows",
    "資格確認限定型にはファイル連携が公開されていません。マイナ資格確認アプリで操作し、表示された内容をカルテに入力してください。",
);
/// The app.
pub const OPEN_APP: Code = code!(
    "open.app",
    "open マイナ資格確認アプリ on a terminal that was registered, and log in",
    "登録済みの端末でマイナ資格確認アプリを開き、ログインしてください。",
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
