//! Building a request (or, for a simulator, a result): content in, a file out,
//! and only if it is right.

mod arrange;
mod batch;

use super::check::{
    self, MISSING_ELEMENT, Notes, PRIVATE_USE, TOO_LONG, UNKNOWN_CODE, UNKNOWN_ELEMENT, WRONG_FORM,
};
use super::layout::{Direction, Interface, interfaces};
use super::limits::{Limits, as_usize};
use super::read::{NO_LAYOUT, UNKNOWN_INTERFACE, encodings_differ};
use super::xml::write;
use super::{Element, Encoding, FileName, json};
use crate::answer;
use crate::identifier::{
    INSTITUTION_CODE_CHECK_DIGIT, INSURER_NUMBER_CHECK_DIGIT, InstitutionCode,
    NOT_AN_INSURER_NUMBER, Padding,
};
use crate::json::Members;
use crate::problem::{Code, Place, Problem, Problems, Severity};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use arrange::arranged;
use batch::{Batch, parts, units};
use core::fmt;
use serde::Serialize;

/// An override of a problem that cannot be overridden.
pub const NOT_OVERRIDABLE: Code = code!(
    "message.not-overridable",
    "overrides names a code that is unknown or cannot be overridden",
    "overridesに、無視できない問題または存在しない問題のコードがあります",
);

/// What a caller who knows better can override: the system decides in the end.
pub const OVERRIDABLE: &[Code] = &[
    INSURER_NUMBER_CHECK_DIGIT,
    NOT_AN_INSURER_NUMBER,
    MISSING_ELEMENT,
    TOO_LONG,
    UNKNOWN_CODE,
    UNKNOWN_ELEMENT,
    WRONG_FORM,
];

/// How a message is to be built.
#[derive(Clone, Debug, Default)]
pub struct BuildOptions {
    /// The encoding of the file, UTF-8 by default.
    pub encoding: Encoding,
    /// What makes the file's name unique, such as the date and a number; required: 1 to
    /// 64 half-width letters, digits, `-` or `_`.
    pub suffix: String,
    /// How 保険者番号 of six digits are padded to eight characters: with spaces by default.
    pub padding: Padding,
    /// Codes of problems to go on with, as warnings (see [`OVERRIDABLE`]).
    pub overrides: Vec<String>,
    /// Layouts of the caller's own, which come before those of the table.
    pub layouts: Vec<Interface>,
    /// How much the content may ask for.
    pub limits: Limits,
}

impl BuildOptions {
    /// As they stand in the input of an operation, but for its layouts.
    pub(crate) fn read(members: &mut Members<'_>) -> Self {
        let encoding = members.choice("encoding", Encoding::chosen);
        let padding = members.choice("padding", Padding::named);
        Self {
            encoding: encoding.unwrap_or_default(),
            suffix: members.optional_text("suffix").unwrap_or_default(),
            padding: padding.unwrap_or_default(),
            overrides: members.texts("overrides"),
            layouts: Vec::new(),
            limits: members.optional_object("limits", Limits::read),
        }
    }
}

/// A file to be put where the system takes it from.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct File {
    /// The name to publish it under: other programs go by it.
    pub name: FileName,
    /// Its contents, in the encoding chosen, with an XML declaration.
    #[serde(serialize_with = "answer::bytes")]
    pub bytes: Vec<u8>,
    /// What is worth knowing, such as problems that were overridden.
    pub notes: Vec<Problem>,
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, bytes, notes } = self;
        write!(f, "File({name:?}, {} bytes, {notes:?})", bytes.len())
    }
}

/// Builds a message of an interface, named by number (`OQS-IF-001`) or alias
/// (`eligibility-request`), from its content in the JSON form of
/// [`Document::to_json`](super::Document::to_json), with or without `XmlMsg`.
/// Elements come in the specification's order; an empty one is written empty, an
/// absent or `null` one not at all. A request that has none is given an
/// `ArbitraryFileIdentifier`, where its interface has one: the suffix, of a longer one its
/// last 50 characters. By it the result is told from others of the same name.
///
/// # Errors
/// [`UNKNOWN_INTERFACE`] or [`NO_LAYOUT`]; otherwise every problem of the options and
/// the content at once, such as [`SUFFIX`](super::SUFFIX), [`MISSING_ELEMENT`] or
/// [`NOT_IN_SHIFT_JIS`](super::NOT_IN_SHIFT_JIS).
pub fn build(
    interface: &str,
    content_json: &str,
    options: &BuildOptions,
) -> Result<File, Problems> {
    let mut files = build_batch(interface, content_json, u32::MAX, options)?;
    files.pop().ok_or_else(Problems::new)
}

/// The same, but where the body holds more than `per_file` of what it may have many
/// of, such as `QualificationConfirmSearchInfo`, in several files, alike in all else but
/// an identifier that they are given: it is that of each file's own suffix.
/// The number in which the suffix ends, four digits at most, counts up from file to
/// file. How many a file may hold is not publicly known. Notes stand with the first file.
///
/// # Errors
/// As [`build`]: every problem of the whole content at once, and no file at all. Also
/// [`SUFFIX`](super::SUFFIX) where its number does not suffice for so many files.
pub fn build_batch(
    interface: &str,
    content_json: &str,
    per_file: u32,
    options: &BuildOptions,
) -> Result<Vec<File>, Problems> {
    let interface = options
        .layouts
        .iter()
        .chain(interfaces())
        .find(|known| known.is_called(interface))
        .ok_or_else(|| Problem::error(UNKNOWN_INTERFACE).at(Place::path("interface")))?;
    if !interface.has_layout() {
        return Err(Problem::error(NO_LAYOUT)
            .detail(interface.id(), interface.ja())
            .into());
    }
    let mut problems = refused_overrides(options);
    let at_suffix = |problem: Problem| problem.at(Place::path("suffix"));
    let has_name = FileName::new(interface, &options.suffix)
        .map_err(|problem| problems.push(at_suffix(problem)))
        .is_ok();
    let layout = interface.elements();
    let given;
    let tree = json::Message::parse(content_json, &options.limits)
        .and_then(|message| message.into_tree(layout, &options.limits));
    let identifier = default_identifier(&options.suffix)
        .filter(|_| interface.direction == Direction::Request && has_identifier(interface));
    let tree = match tree {
        Ok(tree) => {
            let has = tree.root().child("MessageHeader");
            let has = has.is_some_and(|header| header.child(IDENTIFIER).is_some());
            given = identifier.filter(|_| !has);
            arranged(&tree, layout, options.padding, given)
        }
        Err(problem) => {
            problems.push(problem);
            return Err(problems);
        }
    };

    let mut found = Notes::new(&options.limits);
    check::message(&tree, layout, &mut found);
    let differs = encodings_differ(tree.root(), options.encoding);
    for problem in found.into_list().into_iter().chain(differs) {
        problems.push(weigh(problem, options));
    }
    let units = units(&tree, layout);
    let mut batch = Batch {
        files: Vec::new(),
        suffix: options.suffix.clone(),
    };
    match write::document(&tree, options.encoding, &units) {
        Err(unwritable) => problems.extend(unwritable),
        Ok(_) if !has_name => {}
        Ok(written) => {
            problems.extend(written.notes.iter().cloned());
            for bytes in parts(written, as_usize(per_file.max(1))) {
                let own = default_identifier(&batch.suffix);
                let bytes = match (given, own) {
                    (Some(first), Some(own)) if own != first => identified(&bytes, first, own),
                    _ => bytes,
                };
                if let Err(problem) = batch.add(interface, bytes) {
                    problems.push(at_suffix(problem));
                    break;
                }
            }
        }
    }
    problems.extend(institution_note(tree.root()));

    let is_right = |problem: &Problem| problem.severity < Severity::Error;
    if !problems.iter().all(is_right) {
        return Err(problems);
    }
    if let Some(first) = batch.files.first_mut() {
        first.notes = problems;
    }
    Ok(batch.files)
}

fn refused_overrides(options: &BuildOptions) -> Problems {
    let is_known = |id: &String| OVERRIDABLE.iter().any(|code| code.id() == id);
    options
        .overrides
        .iter()
        .enumerate()
        .filter(|(_, id)| !is_known(id))
        .map(|(index, _)| {
            let place = Place::path(alloc::format!("overrides[{}]", index.saturating_add(1)));
            Problem::error(NOT_OVERRIDABLE).at(place)
        })
        .collect()
}

const IDENTIFIER: &str = "ArbitraryFileIdentifier";

/// Whether an interface's messages have an identifier of the file.
pub(crate) fn has_identifier(interface: &Interface) -> bool {
    let path = ["MessageHeader/", IDENTIFIER].concat();
    interface.element(&path).is_some()
}

/// The identifier of a request that is given none: its suffix, or the end of that, in
/// which it differs from others (facts §4.5 `[I]`: 50 characters).
pub(crate) fn default_identifier(suffix: &str) -> Option<&str> {
    let from = suffix.len().saturating_sub(50);
    suffix.get(from..).filter(|end| !end.is_empty())
}

/// The bytes with another file's identifier, which is as long, in place of the first's.
fn identified(bytes: &[u8], first: &str, own: &str) -> Vec<u8> {
    let element = |identifier: &str| ["<", IDENTIFIER, ">", identifier, "</"].concat();
    let (first, own) = (element(first), element(own));
    let at = bytes
        .windows(first.len())
        .position(|bytes| bytes == first.as_bytes());
    let (Some(before), Some(after)) = (
        at.and_then(|at| bytes.get(..at)),
        at.and_then(|at| bytes.get(at.saturating_add(first.len())..)),
    ) else {
        return bytes.to_vec();
    };
    [before, own.as_bytes(), after].concat()
}

/// What reading only notes stops building, unless the caller insists.
fn weigh(problem: Problem, options: &BuildOptions) -> Problem {
    if problem.code == PRIVATE_USE {
        return problem;
    }
    let is_overridden = options.overrides.iter().any(|id| id == problem.code.id());
    Problem {
        severity: if is_overridden {
            Severity::Warning
        } else {
            Severity::Error
        },
        ..problem
    }
}

/// A hint only: the rule of this check digit is not confirmed.
fn institution_note(root: Element<'_>) -> Option<Problem> {
    let code = root
        .child("MessageHeader")?
        .value("MedicalInstitutionCode")?;
    let code = InstitutionCode::read(code).ok()?;
    let note = Problem::note(INSTITUTION_CODE_CHECK_DIGIT).at(Place::path(
        "MessageHeader/MedicalInstitutionCode".to_string(),
    ));
    (!code.check_digit_holds()).then_some(note)
}

#[cfg(test)]
mod tests;
