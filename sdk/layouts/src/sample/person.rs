//! Somebody who does not exist.

use super::Random;

/// A name and the numbers of a card.
pub(super) struct Person {
    /// Full-width, with a full-width space.
    pub(super) name: String,
    /// Half-width, with a half-width space.
    pub(super) kana: String,
    pub(super) birthdate: String,
    /// A code of OQSCD007.
    pub(super) sex: &'static str,
    /// Eight characters with a check digit that holds.
    pub(super) insurer: String,
    pub(super) symbol: String,
    pub(super) number: String,
    pub(super) branch: String,
    pub(super) reference: String,
}

const FAMILIES: &[(&str, &str)] = &[
    ("見本", "ﾐﾎﾝ"),
    ("架空", "ｶｸｳ"),
    ("例示", "ﾚｲｼﾞ"),
    ("試験", "ｼｹﾝ"),
    ("仮名", "ｶﾒｲ"),
    ("模擬", "ﾓｷﾞ"),
];
const GIVEN: &[(&str, &str, &str)] = &[
    ("太郎", "ﾀﾛｳ", "1"),
    ("花子", "ﾊﾅｺ", "2"),
    ("一郎", "ｲﾁﾛｳ", "1"),
    ("さくら", "ｻｸﾗ", "2"),
    ("次郎", "ｼﾞﾛｳ", "1"),
    ("みどり", "ﾐﾄﾞﾘ", "2"),
];

impl Person {
    pub(super) fn new(random: &mut Random<'_>) -> Self {
        let (family, family_kana) = random.pick(FAMILIES).copied().unwrap_or_default();
        let (given, given_kana, sex) = random.pick(GIVEN).copied().unwrap_or_default();
        Self {
            name: format!("{family}　{given}"),
            kana: format!("{family_kana} {given_kana}"),
            birthdate: random.date(1925, 2024),
            sex,
            insurer: insurer(random),
            symbol: format!("{}-{}", random.digits(2), random.digits(2)),
            number: random.digits(6),
            branch: format!("{:02}", random.below(100)),
            reference: random.digits(8),
        }
    }
}

/// 国保 of six digits after two spaces, or 法別, 都道府県, 保険者別 and check digit.
fn insurer(random: &mut Random<'_>) -> String {
    let prefecture = 1 + random.below(47);
    let own = random.digits(3);
    match random.one_of(&["", "01", "06", "39", "63", "31"]) {
        "" => format!("  {}", with_check_digit(&format!("{prefecture:02}{own}"))),
        law => with_check_digit(&format!("{law}{prefecture:02}{own}")),
    }
}

/// The digits with the check digit the numbers of this field have: from the right,
/// times 2 and 1 in turn, the digits of the products added, up to the next ten.
pub(super) fn with_check_digit(body: &str) -> String {
    let digits = body.chars().rev().filter_map(|digit| digit.to_digit(10));
    let sum: u32 = digits
        .zip([2, 1].into_iter().cycle())
        .map(|(digit, weight)| digit * weight)
        .map(|product| product / 10 + product % 10)
        .sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}
