//! File names: `<prefix>req_<suffix>.xml`, its result `<prefix>res_<suffix>.xml`,
//! and the face result `OQSsiquc01res_face_<code><key>_<time>.xml`.
//!
//! Reading is lenient, because names vary in practice; writing is exact.

use super::layout::{Direction, Interface, interfaces};
use crate::identifier::InstitutionCode;
use crate::problem::{Code, Problem};
use crate::time::Instant;
use alloc::borrow::ToOwned;
use alloc::string::String;
use core::fmt;
use serde::{Serialize, Serializer};

/// A suffix that could not be part of a file name everywhere.
pub const SUFFIX: Code = code!(
    "message.file-suffix",
    "the suffix of the file name must be 1 to 64 half-width letters, digits, - or _",
    "ファイル名の末尾部分は半角英数字と-_で1文字以上64文字以内にしてください",
);

/// An interface whose file names are not publicly known.
pub const NO_FILE_NAME: Code = code!(
    "message.no-file-name",
    "the file names of this interface are not publicly known",
    "このインターフェースのファイル名は公開資料では分かりません",
);

/// The name of a request's or result's file, taken apart.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct FileName {
    /// What names the function and step, such as `OQSsiquc01`.
    pub prefix: String,
    /// Request or result.
    pub direction: Direction,
    /// What makes the name unique, the same in a request and its result.
    pub suffix: String,
    /// `xml`, also `pdf` or `zip` for some results, `err` for a refused request;
    /// as it was written.
    pub extension: String,
}

/// What the name of a face result says besides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Face {
    /// The institution, where the name begins with ten digits.
    pub institution: Option<InstitutionCode>,
    /// When the reader was used, where the name ends with a time.
    pub at: Option<Instant>,
}

const ELIGIBILITY: &str = "OQSsiquc01";
const FACE: &str = "face_";

impl FileName {
    /// Takes a name apart; folders before it are left out. Nothing where it is not
    /// a name of this family.
    #[must_use]
    pub fn read(name: &str) -> Option<Self> {
        let folders = name.bytes().rposition(|byte| matches!(byte, b'/' | b'\\'));
        let name = folders.map_or(Some(name), |last| name.get(last.saturating_add(1)..))?;
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        let (head, suffix) = stem.split_once('_').unwrap_or((stem, ""));
        let (prefix, direction) = match (head.strip_suffix("req"), head.strip_suffix("res")) {
            (Some(prefix), _) => (prefix, Direction::Request),
            (None, Some(prefix)) => (prefix, Direction::Result),
            (None, None) => return None,
        };
        let is_prefix = prefix.starts_with(|first: char| first.is_ascii_uppercase())
            && prefix
                .chars()
                .all(|character| character.is_ascii_alphanumeric());
        is_prefix.then(|| Self {
            prefix: prefix.to_owned(),
            direction,
            suffix: suffix.to_owned(),
            extension: extension.to_owned(),
        })
    }

    /// The name of a message of this interface; the suffix is the caller's and must
    /// be unique, such as the date and a number (`202609300001`).
    ///
    /// # Errors
    /// [`SUFFIX`] or [`NO_FILE_NAME`].
    pub fn new(interface: &Interface, suffix: &str) -> Result<Self, Problem> {
        let prefix = interface
            .prefix()
            .ok_or_else(|| Problem::error(NO_FILE_NAME))?;
        let is_plain =
            |character: char| character.is_ascii_alphanumeric() || "-_".contains(character);
        if !(1..=64).contains(&suffix.len()) || !suffix.chars().all(is_plain) {
            return Err(Problem::error(SUFFIX));
        }
        Ok(Self {
            prefix: prefix.to_owned(),
            direction: interface.direction,
            suffix: suffix.to_owned(),
            extension: "xml".to_owned(),
        })
    }

    /// The name of a face result. The key is the reader's, seen as 20 characters of
    /// lower-case hexadecimal.
    ///
    /// # Errors
    /// [`SUFFIX`] where the key is not 20 half-width letters or digits.
    pub fn face(institution: &InstitutionCode, key: &str, at: Instant) -> Result<Self, Problem> {
        if key.len() != 20
            || !key
                .chars()
                .all(|character| character.is_ascii_alphanumeric())
        {
            return Err(Problem::error(SUFFIX));
        }
        Ok(Self {
            prefix: ELIGIBILITY.to_owned(),
            direction: Direction::Result,
            suffix: alloc::format!("{FACE}{}{key}_{}", institution.digits(), at.to_wire()),
            extension: "xml".to_owned(),
        })
    }

    /// Which interface the name belongs to, by its prefix.
    #[must_use]
    pub fn interface(&self) -> Option<&'static Interface> {
        interfaces().iter().find(|known| self.is_of(known))
    }

    /// Whether the name belongs to this interface. Some prefixes are known without
    /// their two step digits.
    pub(super) fn is_of(&self, interface: &Interface) -> bool {
        let is_step =
            |rest: &str| rest.len() == 2 && rest.bytes().all(|byte| byte.is_ascii_digit());
        let is_known = |prefix: &str| {
            let rest = self.prefix.strip_prefix(prefix);
            rest.is_some_and(|rest| rest.is_empty() || is_step(rest))
        };
        interface.direction == self.direction && interface.prefix().is_some_and(is_known)
    }

    /// What the name of a face result says besides; nothing for other names.
    #[must_use]
    pub fn as_face(&self) -> Option<Face> {
        let is_result = self.prefix == ELIGIBILITY && self.direction == Direction::Result;
        let rest = self.suffix.strip_prefix(FACE).filter(|_| is_result)?;
        Some(Face {
            institution: rest
                .get(..10)
                .and_then(|code| InstitutionCode::read(code).ok()),
            at: rest
                .rsplit_once('_')
                .and_then(|(_, time)| Instant::from_wire(time)),
        })
    }

    /// The name under which the result of this request appears; its extension may
    /// differ (see [`FileName::answers`]). Nothing for a result.
    #[must_use]
    pub fn of_result(&self) -> Option<Self> {
        (self.direction == Direction::Request).then(|| Self {
            direction: Direction::Result,
            extension: "xml".to_owned(),
            ..self.clone()
        })
    }

    /// The name under which this request comes back when it is refused. Nothing for
    /// a result.
    #[must_use]
    pub fn of_refusal(&self) -> Option<Self> {
        (self.direction == Direction::Request).then(|| Self {
            extension: "err".to_owned(),
            ..self.clone()
        })
    }

    /// Whether this is a refused request's own name.
    #[must_use]
    pub fn is_refusal(&self) -> bool {
        self.direction == Direction::Request && self.extension.eq_ignore_ascii_case("err")
    }

    /// Whether a file of this name answers the request: its result, whatever the
    /// extension, or its refusal.
    #[must_use]
    pub fn answers(&self, request: &Self) -> bool {
        request.direction == Direction::Request
            && (self.direction == Direction::Result || self.is_refusal())
            && self.prefix == request.prefix
            && self.suffix == request.suffix
    }
}

/// The whole name.
impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let direction = match self.direction {
            Direction::Request => "req",
            Direction::Result => "res",
        };
        write!(f, "{}{direction}", self.prefix)?;
        if !self.suffix.is_empty() {
            write!(f, "_{}", self.suffix)?;
        }
        if !self.extension.is_empty() {
            write!(f, ".{}", self.extension)?;
        }
        Ok(())
    }
}

/// The suffix may hold a patient number: some programs put it there.
impl fmt::Debug for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "FileName({} {:?} … {})",
            self.prefix, self.direction, self.extension
        )
    }
}

/// The whole name.
impl Serialize for FileName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests;
