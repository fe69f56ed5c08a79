//! Texts made comparable step by step, so that what made them equal can be said.

use super::variants::Variants;
use super::words::{
    HYPHENS, LEADING_ZEROS, LETTER_CASE, LONG_VOWEL, PADDING, SCRIPT, SMALL_KANA, SPACES, VARIANT,
    WIDTH,
};
use crate::identifier::fold_width;
use crate::problem::Code;
use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

/// The steps of names, in their order. Small kana come last: see [`SMALL_KANA`].
pub(super) const OF_NAMES: &[Code] = &[
    WIDTH,
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
pub(super) const OF_SYMBOLS: &[Code] = &[WIDTH, SPACES, HYPHENS];
/// Of a 番号, 枝番 or 受給者番号 (facts §4.2).
pub(super) const OF_NUMBERS: &[Code] = &[WIDTH, SPACES, HYPHENS, LEADING_ZEROS];
/// Of addresses.
pub(super) const OF_ADDRESSES: &[Code] = &[WIDTH, SPACES, LONG_VOWEL, VARIANT, SMALL_KANA];

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
        let holds = |steps: &[Code]| equal(&self.fold(one, steps), &self.fold(other, steps));
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
            WIDTH => fold_width(text),
            SPACES => characters
                .filter(|&c| !c.is_whitespace() && !matches!(c, '・' | '\u{B7}'))
                .collect(),
            PADDING => text.trim().to_owned(),
            SCRIPT => in_katakana(text),
            LETTER_CASE => text.to_ascii_uppercase(),
            LONG_VOWEL => characters
                .map(|c| if is_line(c) { 'ー' } else { c })
                .collect(),
            HYPHENS => characters.filter(|&c| !is_line(c)).collect(),
            VARIANT => characters
                .filter(|&c| !is_variation_selector(c))
                .map(|c| self.variants.first_of_class(c))
                .collect(),
            SMALL_KANA => characters.map(large_kana).collect(),
            LEADING_ZEROS => text.trim_start_matches('0').to_owned(),
            _ => text.to_owned(),
        }
    }
}

/// ひらがな as カタカナ, with voicing marks that are characters of their own joined.
fn in_katakana(text: &str) -> String {
    let mut kana = String::with_capacity(text.len());
    for character in text.chars() {
        let mark = match character {
            '\u{3099}' | '\u{309B}' => 'ﾞ',
            '\u{309A}' | '\u{309C}' => 'ﾟ',
            other => {
                kana.push(katakana(other));
                continue;
            }
        };
        // Joined as half-width ones are.
        let marked: String = kana.pop().into_iter().chain([mark]).collect();
        kana.push_str(&fold_width(&marked));
    }
    kana
}

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

fn is_variation_selector(character: char) -> bool {
    matches!(character, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

fn large_kana(character: char) -> char {
    const SMALL: &str = "ァィゥェォッャュョヮヵヶｧｨｩｪｫｯｬｭｮ";
    const LARGE: &str = "アイウエオツヤユヨワカケｱｲｳｴｵﾂﾔﾕﾖ";
    let mut pairs = SMALL.chars().zip(LARGE.chars());
    let pair = pairs.find(|(small, _)| *small == character);
    pair.map_or(character, |(_, large)| large)
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
            ("カ\u{3099}リレオ", "ガリレオ", SCRIPT),
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
    }
}
