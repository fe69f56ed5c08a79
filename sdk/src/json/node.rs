//! JSON as it stands, within bounds.

use super::scanner::Scanner;
use crate::order::alike;
use alloc::string::String;
use alloc::vec::Vec;

/// A JSON value. Names are unique in an object and stand in the text's order.
pub(crate) enum Node<'a> {
    Null,
    Bool(bool),
    /// As it is written.
    Number(&'a str),
    Text(String),
    Array(Vec<Self>),
    Object(Vec<(String, Self)>),
    /// A member that was to be left as it is written.
    Raw(&'a str),
}

/// How much a text may ask for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    /// Objects and arrays inside each other.
    pub(crate) depth: usize,
    /// Values in all.
    pub(crate) values: u32,
    /// Bytes of one text.
    pub(crate) text: usize,
}

/// Why reading stopped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    NotJson,
    TooDeep,
    TooManyValues,
    TextTooLong,
    NameTwice(String),
}

impl<'a> Node<'a> {
    /// The value of a whole text. Where it is an object, its members named in `raw`,
    /// with spaces between, are only checked to be JSON. An error comes with its line and column.
    pub(crate) fn read(
        text: &'a str,
        bounds: Bounds,
        raw: &str,
    ) -> Result<Self, (Stop, (u32, u32))> {
        let mut reader = Reader {
            scanner: Scanner::new(text),
            bounds,
            values: 0,
            raw,
        };
        reader
            .value(0)
            .and_then(|node| match reader.scanner.peek() {
                None => Ok(node),
                Some(_) => Err(Stop::NotJson),
            })
            .map_err(|stop| (stop, reader.scanner.position()))
    }
}

impl Node<'_> {
    /// A whole number that is written without a fraction or an exponent.
    pub(super) fn as_u32(&self) -> Option<u32> {
        match self {
            Self::Number(number) => number.parse().ok(),
            _ => None,
        }
    }
}

struct Reader<'a, 'r> {
    scanner: Scanner<'a>,
    bounds: Bounds,
    values: u32,
    raw: &'r str,
}

impl<'a> Reader<'a, '_> {
    fn value(&mut self, depth: usize) -> Result<Node<'a>, Stop> {
        self.values = self.values.saturating_add(1);
        if self.values > self.bounds.values {
            return Err(Stop::TooManyValues);
        }
        if self.scanner.take(b'"') {
            return self.text();
        }
        if self.scanner.take(b'{') {
            return self.object(self.deeper(depth)?);
        }
        if self.scanner.take(b'[') {
            return self.array(self.deeper(depth)?);
        }
        let scalar = match self.scanner.peek() {
            Some(b'n') => self.scanner.word("null").map(|()| Node::Null),
            Some(b't') => self.scanner.word("true").map(|()| Node::Bool(true)),
            Some(b'f') => self.scanner.word("false").map(|()| Node::Bool(false)),
            _ => self.scanner.number().map(Node::Number),
        };
        scalar.ok_or(Stop::NotJson)
    }

    /// What is inside recurses, so that the bound also bounds the stack.
    fn deeper(&self, depth: usize) -> Result<usize, Stop> {
        if depth >= self.bounds.depth {
            return Err(Stop::TooDeep);
        }
        Ok(depth.saturating_add(1))
    }

    fn text(&mut self) -> Result<Node<'a>, Stop> {
        let text = self.scanner.text().ok_or(Stop::NotJson)?;
        if text.len() > self.bounds.text {
            return Err(Stop::TextTooLong);
        }
        Ok(Node::Text(text))
    }

    fn array(&mut self, depth: usize) -> Result<Node<'a>, Stop> {
        let mut items = Vec::new();
        while self.goes_on(b']', items.is_empty())? {
            items.push(self.value(depth)?);
        }
        Ok(Node::Array(items))
    }

    fn object(&mut self, depth: usize) -> Result<Node<'a>, Stop> {
        let mut members = Vec::new();
        while self.goes_on(b'}', members.is_empty())? {
            let name = self.scanner.name().ok_or(Stop::NotJson)?;
            let value = if depth == 1 && self.raw.split(' ').any(|raw| raw == name) {
                Node::Raw(self.scanner.raw().ok_or(Stop::NotJson)?)
            } else {
                self.value(depth)?
            };
            members.push((name, value));
        }
        match twice(&members) {
            Some(name) => Err(Stop::NameTwice(name)),
            None => Ok(Node::Object(members)),
        }
    }

    /// Whether an object or array has another item, which comes next.
    fn goes_on(&mut self, close: u8, is_first: bool) -> Result<bool, Stop> {
        if self.scanner.take(close) {
            return Ok(false);
        }
        if is_first || self.scanner.take(b',') {
            return Ok(true);
        }
        Err(Stop::NotJson)
    }
}

fn twice(members: &[(String, Node<'_>)]) -> Option<String> {
    let names: Vec<_> = members.iter().map(|(name, _)| name.as_str()).collect();
    let groups = alike(&names);
    let place = groups.iter().find_map(|places| places.get(1))?;
    names.get(*place).map(|name| String::from(*name))
}

#[cfg(test)]
mod tests {
    use super::*;

    const AMPLE: Bounds = Bounds {
        depth: 4,
        values: 8,
        text: 3,
    };

    fn stop(text: &str) -> Option<Stop> {
        Node::read(text, AMPLE, "raw").err().map(|(stop, _)| stop)
    }

    #[test]
    fn reads_what_is_within_bounds() {
        for text in [
            "[[[[]]]]",
            "[1,2,3,4,5,6,7]",
            "\"abc\"",
            " { \"a\" : null } ",
        ] {
            assert_eq!(stop(text), None, "{text}");
        }
        let Ok(Node::Object(members)) = Node::read(r#"{"a":-1,"b":true}"#, AMPLE, "") else {
            panic!("an object");
        };
        assert!(matches!(
            &members[..],
            [(a, Node::Number("-1")), (b, Node::Bool(true))] if a == "a" && b == "b"
        ));
    }

    #[test]
    fn stops_at_each_bound() {
        assert_eq!(stop("[[[[[]]]]]"), Some(Stop::TooDeep));
        assert_eq!(stop("[1,2,3,4,5,6,7,8]"), Some(Stop::TooManyValues));
        assert_eq!(stop("\"abcd\""), Some(Stop::TextTooLong));
    }

    #[test]
    fn stops_where_it_is_not_json() {
        for text in [
            "",
            "[,]",
            "[1,]",
            "{\"a\":1,}",
            "[1]]",
            "{\"a\" 1}",
            "[1;2]",
        ] {
            assert_eq!(stop(text), Some(Stop::NotJson), "{text}");
        }
        let (_, position) = Node::read("[1,\n 2;3]", AMPLE, "").err().unwrap();
        assert_eq!(position, (2, 3));
    }

    #[test]
    fn a_name_stands_once_in_an_object() {
        let twice = Some(Stop::NameTwice("a".into()));
        assert_eq!(stop(r#"{"a":1,"b":2,"a":3}"#), twice);
        assert_eq!(stop(r#"{"a":{"a":1}}"#), None);
    }

    #[test]
    fn a_raw_member_is_checked_and_kept_whatever_its_depth() {
        let text = r#"{"raw": [[[[[["abcd"]]]]]] }"#;
        let Ok(Node::Object(members)) = Node::read(text, AMPLE, "raw") else {
            panic!("an object");
        };
        assert!(matches!(
            &members[..],
            [(_, Node::Raw(r#"[[[[[["abcd"]]]]]]"#))]
        ));
        assert_eq!(stop(r#"{"raw":[}"#), Some(Stop::NotJson));
        assert_eq!(stop(r#"{"in":{"raw":"abcd"}}"#), Some(Stop::TextTooLong));
    }
}
