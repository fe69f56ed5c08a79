//! The check digit (検証番号) of 保険者番号 and its relatives.

/// Whether the last of the digits is the check digit of those before it: from the
/// right, times 2, 1, 2, 1 …, the digits of the products added up, and the sum
/// taken from the next multiple of ten.
pub(super) fn holds(digits: &str) -> bool {
    let Some((check, body)) = digits.as_bytes().split_last() else {
        return false;
    };
    let sum: u32 = body
        .iter()
        .rev()
        .zip([2, 1].into_iter().cycle())
        .map(|(digit, weight)| {
            let product = u32::from(digit.saturating_sub(b'0')) * weight;
            product / 10 + product % 10
        })
        .sum();
    u32::from(check.saturating_sub(b'0')) == (10 - sum % 10) % 10
}

/// Whether the text is so many half-width digits and nothing else.
pub(super) fn is_digits(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_for_numbers_of_real_insurers() {
        for digits in [
            "138156", "138057", "06138093", "06110852", "63132286", "31130685", "39131156",
            "01130012",
        ] {
            assert!(holds(digits), "{digits}");
        }
    }

    #[test]
    fn holds_for_payers_of_public_expense() {
        for digits in ["80137151", "41139155", "81137150"] {
            assert!(holds(digits), "{digits}");
        }
    }

    #[test]
    fn finds_every_single_wrong_digit() {
        for position in 0..8 {
            for digit in b'0'..=b'9' {
                let mut changed = *b"06138093";
                changed[position] = digit;
                let changed = core::str::from_utf8(&changed).unwrap();
                assert_eq!(holds(changed), changed == "06138093", "{changed}");
            }
        }
        assert!(!holds(""));
    }
}
