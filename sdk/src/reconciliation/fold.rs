//! Texts made comparable step by step, so that what made them equal can be said.

use super::variants::Variants;
use super::words::{
    CHARACTER_TABLE, HYPHENS, LEADING_ZEROS, LETTER_CASE, LONG_VOWEL, PADDING, SCRIPT, SMALL_KANA,
    SPACES, VARIANT, VOICING_MARKS, WIDTH,
};
use crate::identifier::fold_width;
use crate::problem::Code;
use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;
use onshi_wire::cp932::by_microsoft;

/// The steps of names, in their order. Small kana come last: see [`SMALL_KANA`].
pub(super) const OF_NAMES: &[Code] = &[
    CHARACTER_TABLE,
    WIDTH,
    VOICING_MARKS,
    SPACES,
    SCRIPT,
    LETTER_CASE,
    LONG_VOWEL,
    VARIANT,
    SMALL_KANA,
];
/// Of a 保険者番号 or 公費負担者番号.
pub(super) const OF_INSURERS: &[Code] = &[WIDTH, PADDING, LEADING_ZEROS];
/// Of a 記号 (facts §4.2).
pub(super) const OF_SYMBOLS: &[Code] = &[CHARACTER_TABLE, WIDTH, VOICING_MARKS, SPACES, HYPHENS];
/// Of a 番号, 枝番 or 受給者番号 (facts §4.2).
pub(super) const OF_NUMBERS: &[Code] = &[
    CHARACTER_TABLE,
    WIDTH,
    VOICING_MARKS,
    SPACES,
    HYPHENS,
    LEADING_ZEROS,
];
/// Of addresses.
pub(super) const OF_ADDRESSES: &[Code] = &[
    CHARACTER_TABLE,
    WIDTH,
    VOICING_MARKS,
    SPACES,
    LONG_VOWEL,
    VARIANT,
    SMALL_KANA,
];

/// More characters than any of the values has; longer ones are not compared.
pub(super) const LONGEST: usize = 200;

/// Folds texts.
pub(super) struct Folding {
    variants: Variants,
}

impl Folding {
    pub(super) fn new() -> Self {
        Self {
            variants: Variants::unpacked(),
        }
    }

    /// The steps that it took to make both equal, none of them in vain; none
    /// where they are not equal after all of them. `equal` says what equal is.
    pub(super) fn equal(
        &self,
        one: &str,
        other: &str,
        steps: &[Code],
        equal: fn(&str, &str) -> bool,
    ) -> Option<Vec<Code>> {
        let holds = |steps: &[Code]| {
            let (one, other) = self.fold_both(one, other, steps);
            equal(&one, &other)
        };
        let mut taken = Vec::new();
        let mut left = steps.iter();
        while !holds(&taken) {
            taken.push(*left.next()?);
        }
        let mut place = 0;
        while place < taken.len() {
            let without: Vec<_> = (0..)
                .zip(&taken)
                .filter(|(at, _)| *at != place)
                .map(|(_, step)| *step)
                .collect();
            if holds(&without) {
                taken = without;
            } else {
                place = place.saturating_add(1);
            }
        }
        Some(taken)
    }

    /// Both texts after all of the steps. What a side does not write may be left out
    /// of the other, but hyphens of both sides stay where they are: `1-234` is not
    /// `12-34`.
    pub(super) fn fold_both(&self, one: &str, other: &str, steps: &[Code]) -> (String, String) {
        let (mut one, mut other) = (one.to_owned(), other.to_owned());
        for step in steps {
            let stay = *step == HYPHENS && one.contains(is_line) && other.contains(is_line);
            (one, other) = if stay {
                (one.replace(is_line, "-"), other.replace(is_line, "-"))
            } else {
                (self.step(&one, *step), self.step(&other, *step))
            };
        }
        (one, other)
    }

    /// The text after all of the steps.
    pub(super) fn fold(&self, text: &str, steps: &[Code]) -> String {
        let mut text = text.to_owned();
        for step in steps {
            text = self.step(&text, *step);
        }
        text
    }

    fn step(&self, text: &str, step: Code) -> String {
        let characters = text.chars();
        match step {
            CHARACTER_TABLE => characters.map(by_microsoft).collect(),
            WIDTH => fold_width(text),
            VOICING_MARKS => marked(text),
            SPACES => characters.filter(|&c| !is_space(c)).collect(),
            PADDING => text.trim().to_owned(),
            SCRIPT => characters.map(katakana).collect(),
            LETTER_CASE => text.to_ascii_uppercase(),
            LONG_VOWEL => text.replace(is_line, "ー"),
            HYPHENS => text.replace(is_line, ""),
            VARIANT => characters
                .filter(|&c| !is_variation_selector(c))
                .map(|c| self.variants.first_of_class(c))
                .collect(),
            SMALL_KANA => characters.map(large_kana).collect(),
            LEADING_ZEROS => without_leading_zeros(text).to_owned(),
            _ => text.to_owned(),
        }
    }
}

/// Whether there is anything to compare: of hyphens and spaces alone nothing is left
/// after the steps, and nothing is equal to nothing.
pub(super) fn holds_something(text: &str) -> bool {
    text.chars()
        .any(|c| !is_line(by_microsoft(c)) && c != '－' && !is_space(c) && c != '･')
}

/// Zero itself is a number.
pub(super) fn without_leading_zeros(text: &str) -> &str {
    let rest = text.trim_start_matches('0');
    if rest.is_empty() && !text.is_empty() {
        "0"
    } else {
        rest
    }
}

/// The character at the same place of the other list.
fn paired(character: char, from: &str, to: &str) -> char {
    let mut pairs = from.chars().zip(to.chars());
    let pair = pairs.find(|(one, _)| *one == character);
    pair.map_or(character, |(_, other)| other)
}

/// Kana with their voicing marks joined, which are characters of their own in NFD and
/// in old systems.
fn marked(text: &str) -> String {
    const PLAIN: &str = "ワヰヱヲヽわゐゑをゝ";
    const MARKED: &str = "ヷヸヹヺヾわゐゑをゞ";
    let mut joined = String::with_capacity(text.len());
    for character in text.chars() {
        let mark = match character {
            '\u{3099}' | '\u{309B}' => 'ﾞ',
            '\u{309A}' | '\u{309C}' => 'ﾟ',
            other => {
                joined.push(other);
                continue;
            }
        };
        let Some(kana) = joined.pop() else {
            joined.push(character);
            continue;
        };
        // Half-width marks are joined to full-width katakana where widths are folded.
        let folded = fold_width(&String::from_iter([katakana(kana), mark]));
        let mut folded = folded.chars();
        let whole = match (folded.next(), folded.next()) {
            (Some(whole), None) if kana == katakana(kana) => Some(whole),
            (Some(whole), None) => Some(hiragana(whole)),
            _ => Some(paired(kana, PLAIN, MARKED)).filter(|c| *c != kana && mark == 'ﾞ'),
        };
        match whole {
            Some(whole) => joined.push(whole),
            None => joined.extend([kana, character]),
        }
    }
    joined
}

fn hiragana(character: char) -> char {
    let code = u32::from(character).saturating_sub(0x60);
    char::from_u32(code).unwrap_or(character)
}

/// ひらがな as カタカナ.
fn katakana(character: char) -> char {
    match character {
        '\u{3041}'..='\u{3096}' | '\u{309D}' | '\u{309E}' => {
            char::from_u32(u32::from(character).saturating_add(0x60)).unwrap_or(character)
        }
        other => other,
    }
}

/// ー, and the hyphens, dashes, minus signs and rules that are typed for it.
fn is_line(character: char) -> bool {
    matches!(
        character,
        'ー' | '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2500}' | '\u{2501}' | '\u{FF70}'
    )
}

/// A space, or the middle dot of foreign names.
fn is_space(character: char) -> bool {
    character.is_whitespace() || matches!(character, '・' | '\u{B7}')
}

fn is_variation_selector(character: char) -> bool {
    matches!(character, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

fn large_kana(character: char) -> char {
    const SMALL: &str = "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶｧｨｩｪｫｯｬｭｮ";
    const LARGE: &str = "あいうえおつやゆよわかけアイウエオツヤユヨワカケｱｲｳｴｵﾂﾔﾕﾖ";
    paired(character, SMALL, LARGE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    fn names(one: &str, other: &str) -> Option<Vec<Code>> {
        Folding::new().equal(one, other, OF_NAMES, |one, other| one == other)
    }

    #[test]
    fn every_step_of_names_is_told_where_it_alone_was_needed() {
        for (one, other, step) in [
            ("ｼﾝﾘｮｳ ﾀﾛｳ", "シンリョウ　タロウ", WIDTH),
            ("診療　太郎", "診療太郎", SPACES),
            ("マイケル・スミス", "マイケルスミス", SPACES),
            ("しんりょう", "シンリョウ", SCRIPT),
            ("カ\u{3099}リレオ", "ガリレオ", VOICING_MARKS),
            ("か\u{3099}ま", "がま", VOICING_MARKS),
            ("ジウ\u{3099}", "ジヴ", VOICING_MARKS),
            ("う\u{3099}", "ゔ", VOICING_MARKS),
            ("ワ\u{3099}", "ヷ", VOICING_MARKS),
            ("パ〜ク", "パ～ク", CHARACTER_TABLE),
            ("‖", "∥", CHARACTER_TABLE),
            ("¥", "\\", CHARACTER_TABLE),
            ("Smith", "SMITH", LETTER_CASE),
            ("ローザ", "ロ-ザ", LONG_VOWEL),
            ("ローザ", "ロ−ザ", LONG_VOWEL),
            ("髙橋", "高橋", VARIANT),
            ("神\u{FE00}", "神", VARIANT),
            ("辻\u{E0101}", "辻", VARIANT),
            ("ショウジ", "シヨウジ", SMALL_KANA),
        ] {
            assert_eq!(names(one, other), Some(vec![step]), "{one} {other}");
            assert_eq!(names(other, one), Some(vec![step]), "{other} {one}");
        }
    }

    #[test]
    fn steps_that_nothing_depended_on_are_not_told() {
        assert_eq!(names("診療　太郎", "診療　太郎"), Some(vec![]));
        assert_eq!(
            names("渡邉　ﾊﾅ", "渡辺ハナ"),
            Some(vec![WIDTH, SPACES, VARIANT])
        );
        assert_eq!(names("斉藤", "斎藤"), None);
        assert_eq!(names("サイトウ", "サイドウ"), None);
        assert_eq!(names("一郎", "ー郎"), None, "the kanji for one is no line");
    }

    #[test]
    fn numbers_lose_what_their_kind_may_lose() {
        let folding = Folding::new();
        let equal = |one, other, steps| folding.equal(one, other, steps, |one, other| one == other);
        assert_eq!(
            equal("  138156", "138156", OF_INSURERS),
            Some(vec![PADDING])
        );
        assert_eq!(
            equal("00138156", "138156", OF_INSURERS),
            Some(vec![LEADING_ZEROS])
        );
        assert_eq!(
            equal("  138156", "00138156", OF_INSURERS),
            Some(vec![PADDING, LEADING_ZEROS])
        );
        assert_eq!(equal("12-34", "1234", OF_SYMBOLS), Some(vec![HYPHENS]));
        assert_eq!(
            equal("12-34", "１２　３４", OF_SYMBOLS),
            Some(vec![WIDTH, SPACES, HYPHENS])
        );
        assert_eq!(equal("0012", "12", OF_SYMBOLS), None);
        assert_eq!(equal("0012", "12", OF_NUMBERS), Some(vec![LEADING_ZEROS]));
        for (one, other) in [("1-234", "12-34"), ("12-34-5", "12-345"), ("0", "00-1")] {
            assert_eq!(equal(one, other, OF_NUMBERS), None, "{one} {other}");
            assert_eq!(equal(other, one, OF_NUMBERS), None, "{other} {one}");
        }
        assert_eq!(equal("0", "000", OF_NUMBERS), Some(vec![LEADING_ZEROS]));
        assert_eq!(equal("12ー34", "12-34", OF_SYMBOLS), Some(vec![HYPHENS]));
    }
}
