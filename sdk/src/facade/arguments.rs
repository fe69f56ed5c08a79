//! What an operation takes, whichever door it came through.

use super::MALFORMED_INPUT;
use crate::certificate::{self, Challenge, Request};
use crate::json::{self, Around, Fault, Members};
use crate::problem::{Place, Problem, Problems};
use crate::time::{Date, Instant};
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

/// What a typed host passes: the values of the function's parameters, one after the
/// other in the contract's order, records field by field.
pub trait Passed {
    /// A `string`.
    fn text(&mut self) -> String;
    /// An `option<string>`.
    fn optional_text(&mut self) -> Option<String>;
    /// A `list<u8>`.
    fn bytes(&mut self) -> Vec<u8>;
    /// A `list<list<u8>>`.
    fn byte_lists(&mut self) -> Vec<Vec<u8>>;
    /// A `u32`.
    fn number(&mut self) -> u32;
}

/// The arguments of one operation, taken in the contract's order and by name.
/// Whatever is taken, nothing is done with it before [`Arguments::end`].
pub(super) struct Arguments<'a> {
    source: Source<'a>,
    /// The first thing that is wrong with one of them.
    problem: Option<Problem>,
}

enum Source<'a> {
    Passed(&'a mut dyn Passed),
    Named(Members<'a>, &'a [u8]),
}

impl<'a> Arguments<'a> {
    pub(super) fn passed(passed: &'a mut dyn Passed) -> Self {
        Self {
            source: Source::Passed(passed),
            problem: None,
        }
    }

    pub(super) fn named(input: &'a str, payload: &'a [u8]) -> Self {
        Self {
            source: Source::Named(members(input), payload),
            problem: None,
        }
    }

    /// Nothing was wrong, missing, or there besides.
    pub(super) fn end(self) -> Result<(), Problems> {
        let fault = match self.source {
            Source::Passed(_) => None,
            Source::Named(members, _) => members.end(),
        };
        let malformed = fault.map(|fault| malformed("input", &fault));
        malformed
            .or(self.problem)
            .map_or(Ok(()), |problem| Err(problem.into()))
    }

    pub(super) fn text(&mut self, name: &str) -> String {
        match &mut self.source {
            Source::Passed(passed) => passed.text(),
            Source::Named(members, _) => members.text(name),
        }
    }

    pub(super) fn optional_text(&mut self, name: &str) -> Option<String> {
        match &mut self.source {
            Source::Passed(passed) => passed.optional_text(),
            Source::Named(members, _) => members.optional_text(name),
        }
    }

    pub(super) fn number(&mut self, name: &str) -> u32 {
        match &mut self.source {
            Source::Passed(passed) => passed.number(),
            Source::Named(members, _) => members.required_number(name),
        }
    }

    pub(super) fn bytes(&mut self, name: &str) -> Vec<u8> {
        match &mut self.source {
            Source::Passed(passed) => passed.bytes(),
            Source::Named(members, _) => {
                let text = members.text(name);
                self.decoded(name, &text)
            }
        }
    }

    fn byte_lists(&mut self, name: &str) -> Vec<Vec<u8>> {
        match &mut self.source {
            Source::Passed(passed) => passed.byte_lists(),
            Source::Named(members, _) => {
                let texts = members.texts(name);
                texts.iter().map(|text| self.decoded(name, text)).collect()
            }
        }
    }

    fn decoded(&mut self, name: &str, text: &str) -> Vec<u8> {
        let bytes = json::decode(text);
        if bytes.is_none() {
            let problem = Problem::error(MALFORMED_INPUT);
            self.wrong(
                problem
                    .detail("not base64", "base64ではありません")
                    .at(Place::path(name)),
            );
        }
        bytes.unwrap_or_default()
    }

    /// RFC 3339 with an offset.
    pub(super) fn instant(&mut self, name: &str) -> Instant {
        let text = self.text(name);
        Instant::parse(&text).unwrap_or_else(|problem| {
            self.wrong(problem.at(Place::path(name)));
            Instant::from_unix_seconds(0)
        })
    }

    /// `YYYY-MM-DD`, where there is one.
    pub(super) fn optional_date(&mut self, name: &str) -> Option<Date> {
        let text = self.optional_text(name)?;
        let date = Date::parse(&text);
        if date.is_none() {
            let problem = Problem::error(MALFORMED_INPUT);
            let problem = problem.detail("not a date YYYY-MM-DD", "日付(YYYY-MM-DD)ではありません");
            self.wrong(problem.at(Place::path(name)));
        }
        date
    }

    /// A message's content: JSON as it is written.
    pub(super) fn content(&mut self) -> Cow<'a, str> {
        match &mut self.source {
            Source::Passed(passed) => passed.text().into(),
            Source::Named(members, _) => members.raw("content").into(),
        }
    }

    /// What a typed host passes as JSON text and its operation reads: JSON as it is
    /// written, of the members `situation` and `event`.
    pub(super) fn json(&mut self, name: &str) -> Cow<'a, str> {
        match &mut self.source {
            Source::Passed(passed) => passed.text().into(),
            Source::Named(members, _) => members.raw(name).into(),
        }
    }

    /// Reads what [`Arguments::json`] gave.
    pub(super) fn within_json<'t, T>(
        &mut self,
        name: &str,
        text: &'t str,
        read: impl FnOnce(&mut Members<'t>) -> T,
    ) -> T {
        let mut members = members(text);
        let value = read(&mut members);
        if let Some(fault) = members.end() {
            self.wrong(malformed(name, &fault));
        }
        value
    }

    /// The bytes beside the input.
    pub(super) fn payload(&mut self) -> Cow<'a, [u8]> {
        match &mut self.source {
            Source::Passed(passed) => passed.bytes().into(),
            Source::Named(_, payload) => (*payload).into(),
        }
    }

    /// A message's content, where there is one.
    pub(super) fn optional_content(&mut self) -> Option<Cow<'a, str>> {
        match &mut self.source {
            Source::Passed(passed) => passed.optional_text().map(Cow::from),
            Source::Named(members, _) => members.optional_raw("content").map(Cow::from),
        }
    }

    /// A list of objects, which a typed host passes as JSON text.
    pub(super) fn objects<T>(&mut self, name: &str, read: fn(&mut Members<'_>) -> T) -> Vec<T> {
        let text = match &mut self.source {
            Source::Passed(passed) => passed.text(),
            Source::Named(members, _) => return members.objects(name, read),
        };
        let text = if text.trim().is_empty() { "[]" } else { &text };
        let object = alloc::format!("{{\"{name}\":{text}}}");
        let mut members = members(&object);
        let objects = members.objects(name, read);
        if let Some(fault) = members.end() {
            self.wrong(malformed(name, &fault));
        }
        objects
    }

    pub(super) fn options<T>(&mut self, read: fn(&mut Members<'_>) -> T) -> T {
        match &mut self.source {
            Source::Passed(passed) => {
                let text = passed.text();
                self.passed_object("options", &text, read)
            }
            Source::Named(members, _) => members.optional_object("options", read),
        }
    }

    /// What a typed host passes as JSON text because it grows, and is no option.
    pub(super) fn record<T>(&mut self, name: &str, read: fn(&mut Members<'_>) -> T) -> T {
        match &mut self.source {
            Source::Passed(passed) => {
                let text = passed.text();
                self.passed_object(name, &text, read)
            }
            Source::Named(members, _) => members.object(name, read),
        }
    }

    /// The bytes of a message and its options, which are the members of the input
    /// where the bytes are beside it.
    pub(super) fn payload_and_options<T>(
        &mut self,
        read: fn(&mut Members<'_>) -> T,
    ) -> (Cow<'a, [u8]>, T) {
        match &mut self.source {
            Source::Passed(passed) => {
                let (bytes, text) = (passed.bytes(), passed.text());
                (bytes.into(), self.passed_object("options", &text, read))
            }
            Source::Named(members, payload) => ((*payload).into(), read(members)),
        }
    }

    fn passed_object<T>(&mut self, name: &str, text: &str, read: fn(&mut Members<'_>) -> T) -> T {
        let mut members = members(text);
        let object = read(&mut members);
        if let Some(fault) = members.end() {
            self.wrong(malformed(name, &fault));
        }
        object
    }

    /// What a parameter that is a record holds.
    pub(super) fn within<T>(&mut self, name: &str, read: fn(&mut Self) -> T) -> T {
        let around = match &mut self.source {
            Source::Passed(_) => Around::default(),
            Source::Named(members, _) => members.enter(name),
        };
        let value = read(self);
        if let Source::Named(members, _) = &mut self.source {
            members.leave(around);
        }
        value
    }

    /// The contract's `request`.
    pub(super) fn request(&mut self) -> Request {
        let profile = self.text("profile");
        let leaf = self.bytes("leaf");
        let intermediates = self.byte_lists("intermediates");
        if let Source::Named(members, _) = &mut self.source {
            members.require(&["anchors"]);
        }
        Request {
            profile,
            leaf,
            intermediates,
            anchors: self.byte_lists("anchors"),
            crls: self.byte_lists("crls"),
            ocsp_responses: self.byte_lists("ocspResponses"),
            at: self.instant("at"),
            options: self.options(certificate::Options::read),
        }
    }

    /// The contract's `challenge`, as the host kept it.
    pub(super) fn challenge(&mut self) -> Result<Challenge, Problem> {
        let nonce = self.bytes("nonce");
        let audience = self.text("audience");
        let issued_at = self.instant("issuedAt");
        let expires_at = self.instant("expiresAt");
        Challenge::kept(&nonce, audience, issued_at, expires_at)
    }

    fn wrong(&mut self, problem: Problem) {
        self.problem.get_or_insert(problem);
    }
}

/// The members of an object; empty text is an object without members. Its members
/// `content`, a message, `situation` and `event` are left as they are written.
fn members(json: &str) -> Members<'_> {
    let json = if json.trim().is_empty() { "{}" } else { json };
    Members::of(json, "content situation event")
}

/// Says which member does not fit, and never what it holds.
fn malformed(input: &str, fault: &Fault) -> Problem {
    let place = Place::path(input);
    let place = match fault.position {
        Some((line, column)) => place.at_line(line, column),
        None => place,
    };
    Problem::error(MALFORMED_INPUT)
        .detail(&fault.en, &fault.ja)
        .at(place)
}
