//! Amounts as sent, with the number they say where that can be read.

use crate::identifier::fold_width;
use alloc::borrow::ToOwned;
use alloc::string::String;
use serde::Serialize;

/// A quantity or a count.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Amount {
    /// Exactly as sent.
    pub sent: String,
    /// The number it says, such as `1.50`: decimal notation without zeros in front, its
    /// decimals as sent. None where there is anything else in the text.
    pub number: Option<String>,
}

redacted!(Amount);

impl From<String> for Amount {
    fn from(sent: String) -> Self {
        Self {
            number: decimal(&sent),
            sent,
        }
    }
}

/// More digits than this a double-precision number might change.
const DIGITS: usize = 15;

/// A decimal number such as `0.5`, `12` or `-3.10`, which every language reads: from
/// text in half or full width, without zeros in front and with its decimals as sent
/// (they say how exact it is). Nothing where there is anything else in the text, such
/// as `<0.5`, or more than fifteen digits.
pub(super) fn decimal(text: &str) -> Option<String> {
    let text = fold_width(text);
    let text = text.trim();
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text),
    };
    let (whole, decimals) = match digits.split_once('.') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (digits, None),
    };
    let is_digits =
        |digits: &str| !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    let count = whole
        .len()
        .saturating_add(decimals.unwrap_or_default().len());
    if !is_digits(whole) || !decimals.is_none_or(is_digits) || count > DIGITS {
        return None;
    }
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    let mut number = sign.to_owned();
    number.push_str(whole);
    if let Some(decimals) = decimals {
        number.push('.');
        number.push_str(decimals);
    }
    Some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_decimals_and_lose_zeros_in_front() {
        for (text, number) in [
            ("1", "1"),
            ("0001.50", "1.50"),
            ("000", "0"),
            (" 0.5 ", "0.5"),
            ("－１２．５", "-12.5"),
            ("123456789012345", "123456789012345"),
        ] {
            assert_eq!(decimal(text).as_deref(), Some(number), "{text}");
        }
    }

    #[test]
    fn what_is_more_or_less_than_a_number_is_none() {
        for text in [
            "",
            "-",
            ".5",
            "5.",
            "1.2.3",
            "<0.5",
            "1錠",
            "1e3",
            "+1",
            "1,000",
            "٣",
            "1234567890123456",
        ] {
            assert_eq!(decimal(text), None, "{text}");
        }
    }
}
