//! What nobody guesses: ids, and codes short enough to type.

/// Without letters that look like others.
const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// Words that everybody reads, and that sound unlike each other.
#[rustfmt::skip]
const WORDS: [&str; 64] = [
    "さくら", "うみ", "やま", "かわ", "そら", "ほし", "つき", "ゆき",
    "あめ", "かぜ", "もり", "はな", "くさ", "いし", "すな", "なみ",
    "いぬ", "ねこ", "うま", "うし", "とり", "さかな", "かめ", "くじら",
    "きつね", "たぬき", "うさぎ", "すずめ", "つばめ", "ほたる", "とんぼ", "ちょう",
    "りんご", "みかん", "ぶどう", "もも", "かき", "くり", "まめ", "こめ",
    "おちゃ", "だんご", "せんべい", "とうふ", "みそ", "しお", "さとう", "たまご",
    "いえ", "まど", "はし", "みち", "ふね", "くるま", "でんしゃ", "ひこうき",
    "ほん", "えんぴつ", "かみ", "かさ", "とけい", "めがね", "ぼうし", "たいこ",
];

/// 256 bits, as 64 hexadecimal digits.
pub(crate) fn id() -> String {
    let bytes: [u8; 32] = random();
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// 12 letters and digits for a file's name: unique, no secret.
pub(crate) fn tag() -> String {
    let bytes: [u8; 6] = random();
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// 40 bits to type: `7K2M-9QXD`. Guessing is bounded by whoever takes it.
pub(crate) fn code() -> String {
    let bytes: [u8; 8] = random();
    let letter = |byte: &u8| char::from(LETTERS[usize::from(byte % 32)]);
    let letters: String = bytes.iter().map(letter).collect();
    format!("{}-{}", &letters[..4], &letters[4..])
}

/// Six digits that a card app shows and a page is told. Guessing is bounded by the session.
pub(crate) fn number() -> String {
    let number = u64::from_be_bytes(random()) % 1_000_000;
    format!("{number:06}")
}

/// Such digits as somebody typed them: full-width, with or without marks between them.
pub(crate) fn typed_number(text: &str) -> String {
    half(text).filter(char::is_ascii_digit).take(16).collect()
}

/// Two words to compare on two screens. They open nothing.
pub(crate) fn phrase() -> String {
    let [one, other]: [u8; 2] = random();
    let word = |byte: u8| WORDS[usize::from(byte) % WORDS.len()];
    format!("{}・{}", word(one), word(other))
}

/// A code as somebody typed it: any case, full-width, with or without marks.
pub(crate) fn typed(text: &str) -> String {
    let letters: String = half(text)
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_uppercase())
        .take(16)
        .collect();
    match letters.len() {
        8 => format!("{}-{}", &letters[..4], &letters[4..]),
        _ => letters,
    }
}

fn half(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter_map(|character| match character {
        '！'..='～' => char::from_u32(u32::from(character) - 0xFEE0),
        _ => Some(character),
    })
}

/// Without a source of randomness there are no secrets, and nothing can go on.
fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the system gives random bytes");
    bytes
}

#[cfg(test)]
mod tests {
    use super::{code, number, typed, typed_number};

    #[test]
    fn a_code_is_found_however_it_is_typed() {
        let code = code();
        let wide = code.chars().map(|letter| match letter {
            '-' => '－',
            _ => char::from_u32(u32::from(letter) + 0xFEE0).unwrap(),
        });
        assert_eq!(typed(&wide.collect::<String>()), code);
        assert_eq!(typed(&code.to_lowercase().replace('-', " ")), code);
    }

    #[test]
    fn a_number_is_found_however_it_is_typed() {
        let number = number();
        let wide = number
            .chars()
            .map(|digit| char::from_u32(u32::from(digit) + 0xFEE0).unwrap());
        let wide: String = wide.collect();
        assert_eq!(typed_number(&wide), number);
        let (one, other) = number.split_at(3);
        assert_eq!(typed_number(&format!("{one} {other}")), number);
    }
}
