//! Names that nobody has.

use crate::person::Sex;
use crate::seed::Stream;

/// 姓 and its kana. Those with a second spelling are written so on the card, in a
/// character that messages cannot carry, and arrive as 「●」.
const FAMILY: [(&str, &str, Option<&str>); 20] = [
    ("見本", "ﾐﾎﾝ", None),
    ("架空", "ｶｸｳ", None),
    ("例示", "ﾚｲｼﾞ", None),
    ("試験", "ｼｹﾝ", None),
    ("仮名", "ｶﾒｲ", None),
    ("模擬", "ﾓｷﾞ", None),
    ("想定", "ｿｳﾃｲ", None),
    ("練習", "ﾚﾝｼｭｳ", None),
    ("雛形", "ﾋﾅｶﾞﾀ", None),
    ("手本", "ﾃﾎﾝ", None),
    ("作例", "ｻｸﾚｲ", None),
    ("例題", "ﾚｲﾀﾞｲ", None),
    ("標本", "ﾋｮｳﾎﾝ", None),
    ("空想", "ｸｳｿｳ", None),
    ("髙見本", "ﾀｶﾐﾎﾝ", None),
    ("試﨑", "ｼｻｷ", None),
    ("習作", "ｼｭｳｻｸ", None),
    ("仮設", "ｶｾﾂ", None),
    ("仮●", "ｶﾘﾖｼ", Some("仮𠮷")),
    ("●本", "ﾂｼﾞﾓﾄ", Some("𨕫本")),
];
const MALE: [(&str, &str); 12] = [
    ("太郎", "ﾀﾛｳ"),
    ("一郎", "ｲﾁﾛｳ"),
    ("次郎", "ｼﾞﾛｳ"),
    ("三郎", "ｻﾌﾞﾛｳ"),
    ("健", "ｹﾝ"),
    ("翔太", "ｼｮｳﾀ"),
    ("大輔", "ﾀﾞｲｽｹ"),
    ("蓮", "ﾚﾝ"),
    ("茂", "ｼｹﾞﾙ"),
    ("正", "ﾀﾀﾞｼ"),
    ("ひろし", "ﾋﾛｼ"),
    ("悠真", "ﾕｳﾏ"),
];
const FEMALE: [(&str, &str); 12] = [
    ("花子", "ﾊﾅｺ"),
    ("さくら", "ｻｸﾗ"),
    ("あおい", "ｱｵｲ"),
    ("陽菜", "ﾋﾅ"),
    ("美咲", "ﾐｻｷ"),
    ("和子", "ｶｽﾞｺ"),
    ("幸子", "ｻﾁｺ"),
    ("フク", "ﾌｸ"),
    ("恵", "ﾒｸﾞﾐ"),
    ("由美", "ﾕﾐ"),
    ("結衣", "ﾕｲ"),
    ("ハル", "ﾊﾙ"),
];

/// A family's name.
pub(super) type Family = (&'static str, &'static str, Option<&'static str>);

/// Name, kana and the name on the card.
pub(super) struct Named {
    pub(super) name: String,
    pub(super) kana: String,
    pub(super) on_card: String,
}

pub(super) fn family(stream: &mut Stream) -> Family {
    *pick(stream, &FAMILY)
}

pub(super) fn given(stream: &mut Stream, family: Family, sex: Sex) -> Named {
    let (written, family_kana, on_card) = family;
    let (given, kana) = match sex {
        Sex::Male => pick(stream, &MALE),
        Sex::Female | Sex::NotSet => pick(stream, &FEMALE),
    };
    Named {
        name: format!("{written}　{given}"),
        kana: format!("{family_kana} {kana}"),
        on_card: format!("{}　{given}", on_card.unwrap_or(written)),
    }
}

/// One of a table that has at least one.
pub(super) fn pick<'a, T>(stream: &mut Stream, table: &'a [T]) -> &'a T {
    let place = stream.below(table.len() as u64);
    &table[usize::try_from(place).unwrap_or(0)]
}
