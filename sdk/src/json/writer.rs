//! Answers as JSON text, without any space.

use super::encode;
use crate::answer::Format;
use alloc::string::String;
use onshi_wire::json::push_text;

/// JSON text in the making.
#[derive(Default)]
pub(crate) struct Json {
    text: String,
    next_is_json: bool,
    is_failure: bool,
}

impl Json {
    pub(crate) fn into_text(self) -> String {
        self.text
    }

    /// An answer's text: that of a failure on the other side.
    pub(crate) fn into_answer(self) -> Result<String, String> {
        if self.is_failure {
            Err(self.text)
        } else {
            Ok(self.text)
        }
    }

    /// What stands between two of a record or list.
    fn separate(&mut self) {
        if !self.text.ends_with(['{', '[']) {
            self.text.push(',');
        }
    }
}

impl Format for Json {
    fn text(&mut self, text: &str) {
        if core::mem::take(&mut self.next_is_json) {
            self.text.push_str(text);
            return;
        }
        push_text(text, &mut self.text);
    }

    fn next_is_json(&mut self) {
        self.next_is_json = true;
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.text(&encode(bytes));
    }

    fn number(&mut self, number: u32) {
        let mut power = 1_000_000_000;
        while power > 1 && number < power {
            power /= 10;
        }
        while power > 0 {
            self.text.push(digit(number / power % 10));
            power /= 10;
        }
    }

    fn boolean(&mut self, holds: bool) {
        self.text.push_str(if holds { "true" } else { "false" });
    }

    fn none(&mut self) {
        self.text.push_str("null");
    }

    fn word(&mut self, name: &str) {
        self.text(name);
    }

    /// What there is stands for itself, and whether an answer is one of success or
    /// failure is said beside the text.
    fn case(&mut self, name: &str) {
        self.is_failure |= name == "Err";
    }

    fn record(&mut self) {
        self.text.push('{');
    }

    fn field(&mut self, name: &str) {
        self.separate();
        self.text(name);
        self.text.push(':');
    }

    fn end_record(&mut self) {
        self.text.push('}');
    }

    fn list(&mut self, _: usize) {
        self.text.push('[');
    }

    fn item(&mut self) {
        self.separate();
    }

    fn end_list(&mut self) {
        self.text.push(']');
    }
}

fn digit(value: u32) -> char {
    char::from_digit(value, 16).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::Answer;
    use alloc::vec::Vec;
    use serde::Serialize;

    fn written(answer: &dyn Answer) -> String {
        let mut json = Json::default();
        assert!(answer.write(&mut json));
        json.into_text()
    }

    /// Everything an answer may have.
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Whole {
        plain_text: String,
        numbers: Vec<u32>,
        holds: bool,
        none: Option<&'static str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        left_out: Option<&'static str>,
        some: Option<u8>,
        word: Word,
        empty: Empty,
        within: Vec<Option<Empty>>,
    }

    #[derive(Serialize)]
    #[serde(rename_all = "kebab-case")]
    enum Word {
        OfTwo,
    }

    #[derive(Serialize)]
    struct Empty {}

    #[test]
    fn writes_what_serde_json_writes() {
        for code in 0..0x250 {
            let character = char::from_u32(code).unwrap();
            let whole = Whole {
                plain_text: alloc::format!("{character}資{character}{character}x"),
                numbers: alloc::vec![0, 9, 10, 100_200, 999_999_999, 1_000_000_000, u32::MAX],
                holds: code % 2 == 0,
                none: None,
                left_out: None,
                some: Some(7),
                word: Word::OfTwo,
                empty: Empty {},
                within: alloc::vec![Some(Empty {}), None, Some(Empty {})],
            };
            assert_eq!(written(&whole), serde_json::to_string(&whole).unwrap());
        }
    }

    #[test]
    fn octets_are_base64_and_json_is_json() {
        #[derive(Serialize)]
        struct Special {
            #[serde(serialize_with = "crate::answer::bytes")]
            octets: Vec<u8>,
            #[serde(serialize_with = "crate::answer::json")]
            content: String,
            after: &'static str,
        }
        let special = Special {
            octets: alloc::vec![0xff, 0xfe],
            content: r#"{"a":["b"]}"#.into(),
            after: "{",
        };
        assert_eq!(
            written(&special),
            r#"{"octets":"//4=","content":{"a":["b"]},"after":"{"}"#
        );
    }

    #[test]
    fn failures_are_told_from_successes() {
        let mut json = Json::default();
        let answer: Result<Vec<Option<u8>>, &str> = Ok(alloc::vec![Some(1)]);
        assert!(answer.write(&mut json));
        assert_eq!(json.into_answer().unwrap(), "[1]");
        let mut json = Json::default();
        let answer: Result<bool, _> = Err(alloc::vec![Some(1_u8)]);
        assert!(answer.write(&mut json));
        assert_eq!(json.into_answer().unwrap_err(), "[1]");
    }

    #[test]
    fn what_is_no_answer_is_refused() {
        assert!(!(1, 2).write(&mut Json::default()));
        assert!(![Some(1.5)].as_slice().write(&mut Json::default()));
    }
}
