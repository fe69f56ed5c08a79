//! Full and half width, folded for comparing. Not for writing: what is sent to the
//! system stays as the caller wrote it.

use alloc::string::String;

/// The text with full-width ASCII and spaces made half-width, and half-width
/// katakana made full-width with its voicing marks joined: `Ａ１　ｶﾞ` becomes `A1 ガ`.
/// Everything else stays.
#[must_use]
pub fn fold_width(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let wide = match character {
            '\u{3000}' => ' ',
            '\u{FF01}'..='\u{FF5E}' => from_code(u32::from(character) - 0xFEE0, character),
            '\u{FF61}'..='\u{FF9F}' => full_width_kana(character),
            other => other,
        };
        let joined = characters.peek().and_then(|&mark| joined(wide, mark));
        if joined.is_some() {
            characters.next();
        }
        folded.push(joined.unwrap_or(wide));
    }
    folded
}

const KANA: &str = "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛゜";

fn full_width_kana(half: char) -> char {
    let position = u32::from(half).saturating_sub(0xFF61);
    let position = usize::try_from(position).unwrap_or(usize::MAX);
    KANA.chars().nth(position).unwrap_or(half)
}

/// The kana with a half-width voicing mark after it, where there is such a kana.
fn joined(kana: char, mark: char) -> Option<char> {
    let steps = match (mark, kana) {
        ('ﾞ', 'ウ') => return Some('ヴ'),
        ('ﾞ', 'カ' | 'キ' | 'ク' | 'ケ' | 'コ' | 'サ' | 'シ' | 'ス' | 'セ' | 'ソ') => 1,
        ('ﾞ', 'タ' | 'チ' | 'ツ' | 'テ' | 'ト' | 'ハ' | 'ヒ' | 'フ' | 'ヘ' | 'ホ') => 1,
        ('ﾟ', 'ハ' | 'ヒ' | 'フ' | 'ヘ' | 'ホ') => 2,
        _ => return None,
    };
    Some(from_code(u32::from(kana) + steps, kana))
}

fn from_code(code: u32, otherwise: char) -> char {
    char::from_u32(code).unwrap_or(otherwise)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_width() {
        assert_eq!(fold_width("Ａ１　－～"), "A1 -~");
        assert_eq!(fold_width("ｼﾝﾘｮｳ ﾀﾛｳ"), "シンリョウ タロウ");
        assert_eq!(fold_width("ｳﾞｧｶﾞﾊﾞﾊﾟｱﾞ"), "ヴァガバパア゛");
        assert_eq!(fold_width("｡｢｣､･ｰﾝﾟ"), "。「」、・ーン゜");
    }

    #[test]
    fn leaves_the_rest() {
        let text = "診療 太郎 abc 0 ガ ー −";
        assert_eq!(fold_width(text), text);
        assert_eq!(KANA.chars().count(), 0xFF9F - 0xFF61 + 1);
    }
}
