//! The one vocabulary of errors: a stable code, a severity, a place, and a
//! sentence each in English and Japanese.
//!
//! A problem never repeats what was read: names, numbers and birth dates stay
//! out of errors and logs. The place tells where to look instead.

#[macro_use]
mod coded;

use crate::text::{filled, line};
use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use serde::{Serialize, Serializer};

pub use coded::Coded;

/// How much a [`Problem`] matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth knowing; nothing is wrong with the outcome.
    Note,
    /// The outcome stands, but somebody should look.
    Warning,
    /// The operation has no outcome because of this.
    Error,
}

impl Severity {
    /// The word used for it at every boundary.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A kind of problem or finding: its stable code and what it says.
///
/// `{}` in a text stands for the detail given when it is raised. Codes are
/// never renamed or reused once released; texts may improve.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Code(&'static Texts);

/// Identifier, English, Japanese and, of a rule, its source: a line each. One
/// pointer to all of them is what a problem costs wherever one is raised.
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct Texts(pub(crate) &'static str);

/// A [`Code`]: `code!("message.not-well-formed", "not well-formed", "…")`.
macro_rules! code {
    ($id:expr, $($text:expr),+ $(,)?) => {
        $crate::problem::Code::of(&$crate::problem::Texts(concat!($id $(, "\n", $text)+)))
    };
}

impl Code {
    /// For [`code!`] alone.
    pub(crate) const fn of(texts: &'static Texts) -> Self {
        Self(texts)
    }

    /// Stable, dotted, lower case: `message.not-well-formed`.
    #[must_use]
    pub fn id(self) -> &'static str {
        line(self.0.0, 0)
    }

    /// The sentence in English.
    #[must_use]
    pub fn en(self) -> &'static str {
        line(self.0.0, 1)
    }

    /// The sentence in Japanese.
    #[must_use]
    pub fn ja(self) -> &'static str {
        line(self.0.0, 2)
    }

    /// Where the rule behind it is written; empty for a code that is no rule.
    pub(crate) fn source(self) -> &'static str {
        line(self.0.0, 3)
    }

    /// Both sentences with the detail put in: `(English, Japanese)`.
    #[must_use]
    pub fn texts(self, detail_en: &str, detail_ja: &str) -> (String, String) {
        (filled(self.en(), detail_en), filled(self.ja(), detail_ja))
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// Where a problem is. Every part is optional; none of them is patient data.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Place {
    /// Path of element names from the message's root (`MessageBody/ResultList/…`,
    /// with `[n]`, counted from 1, where an element repeats), or the name of an input.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Line of the text, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Column of the text in characters, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
    /// Byte offset in the input, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<u32>,
    /// Which certificate: `leaf`, `intermediate[1]`, `anchor[2]`, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificate: Option<String>,
    /// Which extension of it, as a dotted object identifier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extension: Option<String>,
}

impl Place {
    /// No particular place.
    #[must_use]
    pub const fn nowhere() -> Self {
        Self {
            path: None,
            line: None,
            column: None,
            offset: None,
            certificate: None,
            extension: None,
        }
    }

    /// A path of element names, or the name of an input.
    #[must_use]
    pub fn path(path: impl Into<String>) -> Self {
        Self {
            path: Some(path.into()),
            ..Self::nowhere()
        }
    }

    /// A certificate of those handed in.
    #[must_use]
    pub fn certificate(label: impl Into<String>) -> Self {
        Self {
            certificate: Some(label.into()),
            ..Self::nowhere()
        }
    }

    /// The same place, at a line and column counted from 1.
    #[must_use]
    pub fn at_line(mut self, line: u32, column: u32) -> Self {
        self.line = Some(line);
        self.column = Some(column);
        self
    }

    /// The same place, at a byte offset counted from 0.
    #[must_use]
    pub fn at_offset(mut self, offset: u32) -> Self {
        self.offset = Some(offset);
        self
    }

    /// The same place, in an extension named by its dotted object identifier.
    #[must_use]
    pub fn in_extension(mut self, oid: impl Into<String>) -> Self {
        self.extension = Some(oid.into());
        self
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = "";
        for part in [&self.certificate, &self.extension, &self.path]
            .into_iter()
            .flatten()
        {
            write!(f, "{separator}{part}")?;
            separator = " ";
        }
        if let (Some(line), Some(column)) = (self.line, self.column) {
            write!(f, "{separator}{line}:{column}")?;
        } else if let Some(offset) = self.offset {
            write!(f, "{separator}@{offset}")?;
        }
        Ok(())
    }
}

/// One thing that is wrong or worth knowing.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// The stable code, see [`Code::id`].
    #[serde(serialize_with = "code_id")]
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// Where it is.
    pub place: Place,
    /// The sentence in English.
    pub message: String,
    /// The sentence in Japanese.
    pub message_ja: String,
}

/// All that is wrong, never empty: builders report everything at once.
pub type Problems = Vec<Problem>;

impl Problem {
    /// A problem with no particular place and no detail.
    #[must_use]
    pub fn new(severity: Severity, code: Code) -> Self {
        Self {
            code,
            severity,
            place: Place::nowhere(),
            message: code.en().to_owned(),
            message_ja: code.ja().to_owned(),
        }
    }

    /// An [`Severity::Error`].
    #[must_use]
    pub fn error(code: Code) -> Self {
        Self::new(Severity::Error, code)
    }

    /// A [`Severity::Warning`].
    #[must_use]
    pub fn warning(code: Code) -> Self {
        Self::new(Severity::Warning, code)
    }

    /// A [`Severity::Note`].
    #[must_use]
    pub fn note(code: Code) -> Self {
        Self::new(Severity::Note, code)
    }

    /// The same problem, at a place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = place;
        self
    }

    /// The same problem with `{}` of its texts filled in. Details are names of
    /// elements, limits or algorithms, never values that were read.
    #[must_use]
    pub fn detail(mut self, en: &str, ja: &str) -> Self {
        (self.message, self.message_ja) = self.code.texts(en, ja);
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code.id(), self.message)?;
        if self.place != Place::nowhere() {
            write!(f, " ({})", self.place)?;
        }
        Ok(())
    }
}

impl core::error::Error for Problem {}

impl From<Problem> for Problems {
    fn from(problem: Problem) -> Self {
        alloc::vec![problem]
    }
}

fn code_id<S: Serializer>(code: &Code, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(code.id())
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    const EXAMPLE: Code = code!("test.example", "{} is missing", "{}がありません");

    #[test]
    fn says_what_and_where_in_both_languages() {
        let problem = Problem::error(EXAMPLE)
            .detail("Birthdate", "生年月日")
            .at(Place::path("MessageBody/Birthdate").at_line(3, 7));
        assert_eq!(
            problem.to_string(),
            "test.example: Birthdate is missing (MessageBody/Birthdate 3:7)"
        );
        assert_eq!(problem.message_ja, "生年月日がありません");
    }

    #[test]
    fn crosses_the_boundary_by_its_code() {
        let json = serde_json::to_value(Problem::note(EXAMPLE)).unwrap();
        assert_eq!(json["code"], "test.example");
        assert_eq!(json["severity"], "note");
        assert!(json["place"].as_object().unwrap().is_empty());
    }
}
