//! What nobody guesses: ids, and codes short enough to type.

/// Without letters that look like others.
const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

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

/// A code as somebody typed it: any case, full-width, with or without marks.
pub(crate) fn typed(text: &str) -> String {
    let half = text.chars().filter_map(|character| match character {
        '！'..='～' => char::from_u32(u32::from(character) - 0xFEE0),
        _ => Some(character),
    });
    let letters: String = half
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_uppercase())
        .take(16)
        .collect();
    match letters.len() {
        8 => format!("{}-{}", &letters[..4], &letters[4..]),
        _ => letters,
    }
}

/// Without a source of randomness there are no secrets, and nothing can go on.
fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the system gives random bytes");
    bytes
}

#[cfg(test)]
mod tests {
    use super::{code, typed};

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
}
