//! The words a comparison is made of. What a program acts on are the codes; the
//! sentences are for the people at reception.

use crate::problem::Code;

/// 氏名.
pub const NAME: Code = code!("field.name", "name", "氏名");
/// カナ氏名.
pub const KANA: Code = code!("field.kana", "name in kana", "カナ氏名");
/// 生年月日.
pub const BIRTH_DATE: Code = code!("field.birth-date", "birth date", "生年月日");
/// 性別.
pub const SEX: Code = code!("field.sex", "sex", "性別");
/// 保険者番号.
pub const INSURER_NUMBER: Code = code!("field.insurer-number", "insurer number", "保険者番号");
/// 記号.
pub const SYMBOL: Code = code!("field.symbol", "symbol", "記号");
/// 番号.
pub const NUMBER: Code = code!("field.number", "number", "番号");
/// 枝番.
pub const BRANCH: Code = code!("field.branch", "branch number", "枝番");
/// 公費負担者番号 (医療扶助).
pub const PAYER_NUMBER: Code = code!(
    "field.payer-number",
    "payer number of public expense",
    "公費負担者番号",
);
/// 受給者番号 (医療扶助).
pub const RECIPIENT_NUMBER: Code = code!(
    "field.recipient-number",
    "recipient number of public expense",
    "受給者番号",
);
/// From when to when.
pub const PERIOD: Code = code!("field.period", "period", "有効期間");
/// 負担割合.
pub const SHARE: Code = code!("field.share", "share", "負担割合");
/// 郵便番号.
pub const POSTCODE: Code = code!("field.postcode", "postcode", "郵便番号");
/// 住所.
pub const ADDRESS: Code = code!("field.address", "address", "住所");

/// The same, character by character.
pub const SAME: Code = code!("grade.same", "the same", "一致");
/// Written differently; the same by the normalizations named.
pub const EQUAL: Code = code!(
    "grade.equal-after-normalization",
    "written differently, equal after normalization",
    "表記は異なるが一致",
);
/// Only the chart has it.
pub const MISSING_IN_RESULT: Code = code!(
    "grade.missing-in-result",
    "not in the result",
    "結果に記載なし",
);
/// Only the result has it.
pub const MISSING_IN_CHART: Code = code!(
    "grade.missing-in-chart",
    "not in the chart",
    "カルテに登録なし",
);
/// Neither the same nor different for certain.
pub const CANNOT_TELL: Code = code!("grade.cannot-tell", "cannot tell", "判断できない");
/// Different.
pub const DIFFERS: Code = code!("grade.differs", "different", "不一致");

/// The grades, the better first.
pub(super) const GRADES: [Code; 6] = [
    SAME,
    EQUAL,
    MISSING_IN_RESULT,
    MISSING_IN_CHART,
    CANNOT_TELL,
    DIFFERS,
];

/// 全角 and 半角.
pub const WIDTH: Code = code!("how.width", "full and half width", "全角・半角の違い");
/// One Shift_JIS code that the JIS and the Microsoft table read as two characters.
pub const CHARACTER_TABLE: Code = code!(
    "how.character-table",
    "one Shift_JIS code read by two tables (〜 and ～, − and －)",
    "同じ文字コードの文字の違い(〜と～、−と－など)",
);
/// Spaces, and the middle dot of foreign names.
pub const SPACES: Code = code!("how.spaces", "spaces", "空白の違い");
/// 濁点 and 半濁点 as characters of their own.
pub const VOICING_MARKS: Code = code!(
    "how.voicing-marks",
    "voicing marks as characters of their own",
    "濁点・半濁点が1文字になっている違い",
);
/// ひらがな and カタカナ.
pub const SCRIPT: Code = code!(
    "how.kana",
    "hiragana and katakana",
    "ひらがな・カタカナの違い",
);
/// Capital letters.
pub const LETTER_CASE: Code = code!(
    "how.letter-case",
    "capital and small letters",
    "英字の大文字・小文字の違い",
);
/// ー and what is typed for it.
pub const LONG_VOWEL: Code = code!(
    "how.long-vowel",
    "long vowel mark and hyphens",
    "長音符とハイフンの違い",
);
/// 異体字, by the table in `sdk/variants`; variation selectors and compatibility
/// ideographs too.
pub const VARIANT: Code = code!(
    "how.variant-characters",
    "variants of a kanji (family registers, jōyō and jinmeiyō lists)",
    "異体字の違い(戸籍・常用漢字・人名用漢字の表による)",
);
/// ャ written as ヤ. Older records know no small kana, so it is the usual
/// difference; as シヨウ may also be another name than ショウ, it is equal only where
/// the other of name and kana agrees without a doubt.
pub const SMALL_KANA: Code = code!("how.small-kana", "small kana", "小書きのかなの違い");
/// 「●」 and the like.
pub const UNKNOWN_CHARACTER: Code = code!(
    "how.unknown-character",
    "a character that could not be shown, taken for one character",
    "表示できない文字(●など)を1文字とみなしました",
);
/// Another of the patient's names.
pub const OTHER_NAME: Code = code!(
    "how.other-name",
    "by a former or other name",
    "旧姓・通称など別の氏名",
);
/// The kana agree, the names do not.
pub const KANA_AGREES: Code = code!(
    "how.kana-agrees",
    "the kana agree",
    "カナ氏名は一致しています",
);
/// Hyphens left out.
pub const HYPHENS: Code = code!("how.hyphens", "hyphens", "ハイフンの有無");
/// Leading zeros left out. That they mean nothing is inferred from what others do
/// (facts §4.2).
pub const LEADING_ZEROS: Code = code!("how.leading-zeros", "leading zeros", "先頭の0の有無");
/// Spaces in front of six digits (facts §4.1).
pub const PADDING: Code = code!("how.padding", "padding", "桁をそろえる空白の有無");
/// The form of a date.
pub const DATE_FORM: Code = code!(
    "how.date-form",
    "the form of the date",
    "日付の書き方の違い"
);
/// 後期高齢者医療 has none (facts §4.2).
pub const NOT_USED: Code = code!(
    "how.not-used-by-late-elderly",
    "late-stage elderly care has none",
    "後期高齢者医療にはありません",
);
/// 協会けんぽ: digits on the card, kana or kanji in old records (facts §4.2).
pub const WORKPLACE_SYMBOL: Code = code!(
    "how.workplace-symbol",
    "the symbol is digits on one side, letters on the other; the insurer maps one to the other",
    "記号が一方は数字、他方は文字です(事業所記号と数字の対応は保険者が定めています)",
);
/// The chart's number is not even one.
pub const CHECK_DIGIT_IN_CHART: Code = code!(
    "how.check-digit-in-chart",
    "the chart's number has a wrong form or check digit",
    "カルテの番号は桁数か検証番号が合いません",
);
/// The result's number looks wrong.
pub const CHECK_DIGIT_IN_RESULT: Code = code!(
    "how.check-digit-in-result",
    "the result's number has a wrong form or check digit",
    "結果の番号は桁数か検証番号が合いません",
);
/// 性別 3 未設定.
pub const SEX_NOT_SET: Code = code!("how.sex-not-set", "the sex is not set", "性別が未設定です");
/// 平成24.9.21 notice: the card's faces may differ (facts §2.2).
pub const SEX_NOTICE: Code = code!(
    "how.sex-notice",
    "the result has a second entry of sex, under the notice of 2012-09-21",
    "性別の記載に配慮の申し出があり、結果に性別が2つあります(平成24年9月21日の通知)",
);
/// What stands there cannot be read as what it should be.
pub const UNREADABLE: Code = code!(
    "how.unreadable",
    "one side cannot be read, or is longer than any such value",
    "読み取れない値です",
);
/// Sent twice, differently.
pub const SENT_TWICE: Code = code!(
    "how.sent-twice",
    "the result has it twice, with different contents",
    "結果に異なる内容で2回記載されています",
);
/// Neither side has it.
pub const NEITHER: Code = code!(
    "how.neither",
    "neither the result nor the chart has it",
    "結果にもカルテにもありません",
);
/// Both hold on the day, from or until other days.
pub const BOTH_IN_FORCE: Code = code!(
    "how.both-in-force",
    "both periods include the day, with other first or last days",
    "期間は異なりますが、どちらもこの日を含みます",
);
/// One ended before the other began.
pub const DISJOINT: Code = code!(
    "how.disjoint",
    "the periods are disjoint",
    "期間が重なりません"
);
/// One of them includes the day, the other does not.
pub const ONE_IN_FORCE: Code = code!(
    "how.one-in-force",
    "only one of the periods includes the day",
    "この日は一方の期間にしか含まれません",
);
/// The share follows from the age and is not stated.
pub const SHARE_BY_AGE: Code = code!(
    "how.share-by-age",
    "the result does not state the share; it was computed from the age",
    "結果に負担割合の記載がなく、年齢から計算しました",
);
/// The share is one of several.
pub const SHARE_UNCERTAIN: Code = code!(
    "how.share-uncertain",
    "the result leaves open which share it is",
    "結果だけでは負担割合が決まりません",
);

/// Nothing to do.
pub const NOTHING: Code = code!("advice.nothing", "nothing to do", "対応は不要です。");
/// Equal after normalization.
pub const NOTATION: Code = code!(
    "advice.notation-only",
    "only the notation differs; correct the chart where the notation matters to you",
    "表記だけの違いです。必要に応じてカルテの表記をそろえてください。",
);
/// Equal by another name.
pub const WHICH_NAME: Code = code!(
    "advice.which-name",
    "it agrees by a former or other name: ask the patient which name the chart should have",
    "旧姓・通称など別の氏名で一致しました。改姓などがないか、患者さんにご確認ください。",
);
/// Missing in the chart.
pub const ADD_TO_CHART: Code = code!(
    "advice.add-to-chart",
    "the chart does not have it: check it and add it",
    "カルテに登録がありません。内容を確かめて登録してください。",
);
/// Missing in the result.
pub const LOOK_AT_DOCUMENT: Code = code!(
    "advice.look-at-document",
    "the result does not have it: check the chart against the patient's document",
    "結果に記載がありません。お持ちの資格確認書などで、カルテの内容を確かめてください。",
);
/// Cannot tell.
pub const LOOK_CLOSELY: Code = code!(
    "advice.look-closely",
    "it cannot be told whether they agree: check with the patient's document",
    "一致しているか判断できません。資格確認書などの記載と見比べて確かめてください。",
);
/// An unknown character and nothing that settles it.
pub const COMPARE_KANA: Code = code!(
    "advice.compare-kana",
    "a character could not be shown: check the name by its kana and the patient's document",
    "表示できない文字(●など)があります。カナ氏名や資格確認書などで氏名を確かめてください。",
);
/// Names differ.
pub const OTHER_PERSON_OR_NAME: Code = code!(
    "advice.name",
    "check that it is this patient's chart, and whether the name changed or has a variant kanji",
    "カルテの取り違えがないか確かめ、改姓や字体の違いがないか患者さんにご確認ください。",
);
/// Birth date or sex differ.
pub const OTHER_PERSON: Code = code!(
    "advice.person",
    "check that it is this patient's chart; if it is, ask the patient and the insurer which is right",
    "カルテの取り違えがないか確かめてください。ご本人であれば、どちらが正しいか患者さんと保険者にご確認ください。",
);
/// The insurance differs.
pub const UPDATE_INSURANCE: Code = code!(
    "advice.update-insurance",
    "the insurance may have changed: check the newest one and update the chart before claiming",
    "保険が変わっている可能性があります。新しい資格を確かめ、請求の前にカルテを更新してください。",
);
/// The share differs.
pub const CHECK_SHARE: Code = code!(
    "advice.share",
    "check the share by the certificate before taking payment and claiming",
    "会計・請求の前に、資格確認書などで負担割合を確かめてください。",
);
/// Not for the claim.
pub const NOT_FOR_CLAIM: Code = code!(
    "advice.not-for-the-claim",
    "it does not matter for the claim; ask the patient whether it changed",
    "請求には関わりません。変更がないか、患者さんにご確認ください。",
);

/// Every word of this module.
pub const CODES: &[Code] = &[
    NAME,
    KANA,
    BIRTH_DATE,
    SEX,
    INSURER_NUMBER,
    SYMBOL,
    NUMBER,
    BRANCH,
    PAYER_NUMBER,
    RECIPIENT_NUMBER,
    PERIOD,
    SHARE,
    POSTCODE,
    ADDRESS,
    SAME,
    EQUAL,
    MISSING_IN_RESULT,
    MISSING_IN_CHART,
    CANNOT_TELL,
    DIFFERS,
    WIDTH,
    CHARACTER_TABLE,
    VOICING_MARKS,
    SPACES,
    SCRIPT,
    LETTER_CASE,
    LONG_VOWEL,
    VARIANT,
    SMALL_KANA,
    UNKNOWN_CHARACTER,
    OTHER_NAME,
    KANA_AGREES,
    HYPHENS,
    LEADING_ZEROS,
    PADDING,
    DATE_FORM,
    NOT_USED,
    WORKPLACE_SYMBOL,
    CHECK_DIGIT_IN_CHART,
    CHECK_DIGIT_IN_RESULT,
    SEX_NOT_SET,
    SEX_NOTICE,
    UNREADABLE,
    SENT_TWICE,
    NEITHER,
    BOTH_IN_FORCE,
    DISJOINT,
    ONE_IN_FORCE,
    SHARE_BY_AGE,
    SHARE_UNCERTAIN,
    NOTHING,
    NOTATION,
    WHICH_NAME,
    ADD_TO_CHART,
    LOOK_AT_DOCUMENT,
    LOOK_CLOSELY,
    COMPARE_KANA,
    OTHER_PERSON_OR_NAME,
    OTHER_PERSON,
    UPDATE_INSURANCE,
    CHECK_SHARE,
    NOT_FOR_CLAIM,
];
