//! The codes of exceptional uses.

use crate::problem::Code;

/// An item of the query that has to be there.
pub const MISSING: Code = code!(
    "exceptional-use.missing",
    "this is needed: {}",
    "{}を入力してください。",
);
/// Neither of the two that the fourth item may be.
pub const FOURTH_ITEM: Code = code!(
    "exceptional-use.fourth-item",
    "the insurer's name or the patient's address is needed; a part of it will do",
    "④保険者名または住所を入力してください(一部でもかまいません。例: 「中野」)。",
);
/// ● and the like.
pub const UNKNOWN_CHARACTER: Code = code!(
    "exceptional-use.unknown-character",
    "nobody is found by a character that the system does not have: give the kana instead",
    "「●」などの置き換え文字では検索できません。カナ氏名で入力してください。",
);
/// Not kana.
pub const NOT_KANA: Code = code!(
    "exceptional-use.not-kana",
    "the kana of a name are kana and spaces",
    "カナ氏名はカナで入力してください。",
);
/// Not a birth date.
pub const BIRTH_DATE: Code = code!(
    "exceptional-use.birth-date",
    "a birth date is a day of the calendar (YYYY-MM-DD) that is not to come",
    "生年月日が正しくありません(例: 1980-02-29。今日より後の日付は使えません)。",
);
/// Not a sex.
pub const SEX: Code = code!(
    "exceptional-use.sex",
    "the sex is 1 (男) or 2 (女)",
    "性別は1(男)または2(女)で入力してください。",
);
/// Longer than anything of the kind.
pub const TOO_LONG: Code = code!(
    "exceptional-use.too-long",
    "longer than 200 characters",
    "200文字以内で入力してください。",
);
/// A way the mode does not have.
pub const NOT_A_WAY: Code = code!(
    "exceptional-use.not-a-way",
    "disaster: number or four-items; emergency: card, four-items or document",
    "災害時は被保険者番号または4情報、救急時はカード・4情報・資格確認書等で照会します。",
);
/// Something other than a number was to be found by the four items.
pub const IDENTIFY_FIRST: Code = code!(
    "exceptional-use.identify-first",
    "in a disaster the four items find the insured number (what: identification); nothing is looked at before one was identified, and then by that number",
    "災害時の4情報では、まず被保険者番号を特定します。閲覧は、特定した番号で行ってください。",
);
/// No way in which a patient agrees.
pub const NOT_A_CONSENT: Code = code!(
    "exceptional-use.not-a-consent",
    "consent is oral, or none with its two reasons; in an emergency also card",
    "同意の取得方法は、口頭、または同意なし(理由を明示)です。救急時はカードでの同意もあります。",
);
/// An opening without a first day, or with no end to it but before.
pub const NOT_A_PERIOD: Code = code!(
    "exceptional-use.not-a-period",
    "an opening has a first day and, if any, a last day not before it",
    "開設期間の日付が正しくありません。",
);
/// A time that is none.
pub const TOO_MANY: Code = code!(
    "exceptional-use.too-many",
    "more than can be compared: at most 10,000",
    "照合できる件数(10,000件)を超えています。",
);

/// Go ahead.
pub const ALLOWED: Code = code!(
    "exceptional-use.allowed",
    "the use is open: append the entry to the audit trail first, then go on at the terminal",
    "利用できます。先に監査記録を追加してから、端末で操作してください。",
);
/// Not before it is confirmed.
pub const TO_CONFIRM: Code = code!(
    "exceptional-use.to-confirm",
    "show this to the viewer and have it confirmed before the query",
    "照会の前に、次の内容を閲覧者に表示し、確認を受けてください。",
);
/// Not in this way.
pub const REFUSED: Code = code!(
    "exceptional-use.refused",
    "the use is not open in this situation",
    "この状況では利用できません。",
);

/// MHLW has opened it nowhere that the host knows of.
pub const NOT_OPENED: Code = code!(
    "exceptional-use.not-opened",
    "no opening is known: the function is opened by MHLW by area and period",
    "この機能は、厚生労働省が地域と期間を定めて開設します。開設の情報が登録されていません。",
);
/// Not here.
pub const OUTSIDE_AREA: Code = code!(
    "exceptional-use.outside-area",
    "opened for other areas than that of this institution",
    "この医療機関・薬局は、開設されている地域の対象ではありません。",
);
/// Not now.
pub const OUTSIDE_PERIOD: Code = code!(
    "exceptional-use.outside-period",
    "opened for this area at another time",
    "この地域の開設期間外です。",
);
/// Hospitals alone.
pub const NOT_A_HOSPITAL: Code = code!(
    "exceptional-use.not-a-hospital",
    "viewing in an emergency is for hospitals",
    "救急時医療情報閲覧は病院だけが利用できます。",
);
/// Before October 2024.
pub const NOT_YET: Code = code!(
    "exceptional-use.not-yet",
    "viewing in an emergency began in October 2024",
    "救急時医療情報閲覧は令和6年10月からの機能です。",
);
/// Another terminal.
pub const NOT_THIS_TERMINAL: Code = code!(
    "exceptional-use.not-this-terminal",
    "this terminal is not set up for emergencies",
    "この端末は救急用に設定されていません。",
);
/// No right.
pub const NO_RIGHT: Code = code!(
    "exceptional-use.no-right",
    "the viewer has no right to view",
    "この利用者には閲覧権限がありません。",
);
/// Not for emergencies.
pub const NO_EMERGENCY_RIGHT: Code = code!(
    "exceptional-use.no-emergency-right",
    "the viewer's account has no right to view in emergencies (OQSCD043)",
    "この利用者には救急時の閲覧権限がありません。",
);
/// Consent is to be had.
pub const CONSENT_NEEDED: Code = code!(
    "exceptional-use.consent-needed",
    "without consent only where the patient cannot express a will and life or body must be protected",
    "同意なしで照会できるのは、意思表示ができず、かつ生命・身体の保護に必要なときだけです。",
);

/// Before a query in a disaster.
pub const WARNING_DISASTER: Code = code!(
    "exceptional-use.warning-disaster",
    "This is an exceptional use in a disaster, without the card. Who looks, at what and when is recorded, and is checked later against the chart. Use it for the care of this patient alone.",
    "災害時の特別な利用です(マイナンバーカードによる本人確認なし)。閲覧者・対象・日時は記録され、後日カルテと照合されます。この患者さんの診療・調剤以外には利用できません。",
);
/// Before a query in an emergency.
pub const WARNING_EMERGENCY: Code = code!(
    "exceptional-use.warning-emergency",
    "This is an exceptional use in an emergency. Who looks, at what and when is recorded, and is checked later against the chart. Use it for the emergency care of this patient alone.",
    "救急時の特別な利用です。閲覧者・対象・日時は記録され、後日カルテと照合されます。この患者さんの救急診療以外には利用できません。",
);
/// Where consent is missing.
pub const WITHOUT_CONSENT: Code = code!(
    "exceptional-use.without-consent",
    "Recorded as without consent: the patient cannot express a will, and life or body must be protected. The items of the query may come from a driving licence or the family.",
    "「意思表示ができず、生命・身体の保護に必要」として、同意なしで記録されます。照会する項目は、運転免許証やご家族から確認できます。",
);
/// Who looks, once more.
pub const CONFIRM_VIEWER: Code = code!(
    "exceptional-use.confirm-viewer",
    "the viewer is {}: is that you, and is that your right?",
    "閲覧者は {} です。ご本人であることと資格をもう一度確認してください。",
);
/// The warning was read.
pub const CONFIRM_WARNING: Code = code!(
    "exceptional-use.confirm-warning",
    "I have read the above and make the query",
    "上記を確認し、照会します。",
);

/// Find the number.
pub const IDENTIFY: Code = code!(
    "step.identify",
    "find the insured number by name, birth date, sex, and insurer's name or address",
    "氏名・生年月日・性別・保険者名または住所から、被保険者番号を特定してください。",
);
/// Look whether it is the patient.
pub const CHECK_PERSON: Code = code!(
    "step.check-person",
    "make sure that who is shown is the patient; where several are, choose none that is not certain",
    "表示された方が患者さんご本人か確かめてください。複数表示され、確実でないときは選ばないでください。",
);
/// Then look.
pub const VIEW_BY_NUMBER: Code = code!(
    "step.view-by-number",
    "then look by the number that was found: begin anew with it, for a record of its own",
    "特定した被保険者番号で、あらためて閲覧の手続きを始めてください(閲覧は別に記録されます)。",
);
/// At the terminal.
pub const DISASTER_SCREEN: Code = code!(
    "step.disaster-screen",
    "make the query by hand at the screen of the 資格確認端末 (緊急時医療情報・資格確認機能): no file interface for it is known",
    "資格確認端末の画面(緊急時医療情報・資格確認機能)で操作してください。この機能のファイル連携は公開されていません。",
);
/// At the emergency terminal.
pub const EMERGENCY_SCREEN: Code = code!(
    "step.emergency-screen",
    "make the query at the screen of the emergency terminal, or by OQS-IF-047 where your vendor has its layout, which is not public",
    "救急用端末の画面で操作してください。電文(OQS-IF-047/048)のレイアウトは公開されていないため、仕様をお持ちのベンダーの連携機能がある場合だけそれを使えます。",
);
/// Into the chart.
pub const REGISTER_IN_CHART: Code = code!(
    "step.register-in-chart",
    "note the view in the patient's chart: views are checked against it",
    "閲覧したことを患者さんのカルテに登録してください(後日、閲覧記録と照合します)。",
);

/// Somebody with the right.
pub const VIEWER_WITH_RIGHT: Code = code!(
    "next.viewer-with-right",
    "have it done by somebody with the right to view (physician, dentist, pharmacist or whom it was granted to)",
    "閲覧権限のある方(医師・歯科医師・薬剤師など)が操作してください。",
);
/// The terminal for it.
pub const EMERGENCY_TERMINAL: Code = code!(
    "next.emergency-terminal",
    "use the terminal that is set up for emergencies",
    "救急用に設定された端末で操作してください。",
);
/// Ask.
pub const ASK_CONSENT: Code = code!(
    "next.ask-consent",
    "explain it to the patient and ask for oral consent",
    "患者さんに説明し、口頭で同意を得てください。",
);
/// Have it opened.
pub const REQUEST_OPENING: Code = code!(
    "next.request-opening",
    "where the disaster makes it necessary, send the 申出書 for opening or extending it",
    "災害のため必要なときは、開設・延長の申出書を提出してください。",
);
/// Elsewhere.
pub const MEDICINE_NOTEBOOK: Code = code!(
    "next.medicine-notebook",
    "learn the medicines from the patient's notebook (お薬手帳), the family, or the usual doctor or pharmacy",
    "お薬手帳、ご家族、かかりつけの医療機関・薬局への問い合わせで確認してください。",
);
/// The ordinary way.
pub const CARD_AT_READER: Code = code!(
    "next.card-at-reader",
    "where the patient has the card: the ordinary check at the reader, with consent",
    "マイナンバーカードをお持ちでしたら、カードリーダーで通常の資格確認と同意の手続きをしてください。",
);

/// The view is in the chart.
pub const REGISTERED: Code = code!(
    "view.registered",
    "the chart has it",
    "カルテに登録されています。",
);
/// It is, at another time.
pub const REGISTERED_AT_ANOTHER_TIME: Code = code!(
    "view.registered-at-another-time",
    "the chart has the patient at another time: ask who viewed",
    "カルテの登録はありますが、時刻が離れています。閲覧者に確認してください。",
);
/// It is not.
pub const NOT_REGISTERED: Code = code!(
    "view.not-registered",
    "the chart has nothing of it: ask who viewed for the reason; a view for another purpose has to be reported",
    "カルテに登録がありません。閲覧者に理由を確認してください。目的外の閲覧であれば報告が必要です。",
);
/// Everything matches.
pub const ALL_REGISTERED: Code = code!(
    "views.all-registered",
    "every exceptional view is in the chart, and every registration has a view",
    "特別な閲覧はすべてカルテに登録されており、登録と一致しています。",
);
/// Something does not.
pub const DIFFERENCES: Code = code!(
    "views.differences",
    "views and the chart's registrations do not match: look at the list",
    "閲覧記録とカルテの登録が一致しません。一覧をご確認ください。",
);
/// Nothing to compare.
pub const NO_VIEWS: Code = code!(
    "views.none",
    "there is no exceptional view and no registration",
    "特別な閲覧も、その登録もありません。",
);

/// Every code of exceptional uses.
pub const CODES: &[Code] = &[
    MISSING,
    FOURTH_ITEM,
    UNKNOWN_CHARACTER,
    NOT_KANA,
    BIRTH_DATE,
    SEX,
    TOO_LONG,
    NOT_A_WAY,
    IDENTIFY_FIRST,
    NOT_A_CONSENT,
    NOT_A_PERIOD,
    TOO_MANY,
    ALLOWED,
    TO_CONFIRM,
    REFUSED,
    NOT_OPENED,
    OUTSIDE_AREA,
    OUTSIDE_PERIOD,
    NOT_A_HOSPITAL,
    NOT_YET,
    NOT_THIS_TERMINAL,
    NO_RIGHT,
    NO_EMERGENCY_RIGHT,
    CONSENT_NEEDED,
    WARNING_DISASTER,
    WARNING_EMERGENCY,
    WITHOUT_CONSENT,
    CONFIRM_VIEWER,
    CONFIRM_WARNING,
    IDENTIFY,
    CHECK_PERSON,
    VIEW_BY_NUMBER,
    DISASTER_SCREEN,
    EMERGENCY_SCREEN,
    REGISTER_IN_CHART,
    VIEWER_WITH_RIGHT,
    EMERGENCY_TERMINAL,
    ASK_CONSENT,
    REQUEST_OPENING,
    MEDICINE_NOTEBOOK,
    CARD_AT_READER,
    REGISTERED,
    REGISTERED_AT_ANOTHER_TIME,
    NOT_REGISTERED,
    ALL_REGISTERED,
    DIFFERENCES,
    NO_VIEWS,
];
