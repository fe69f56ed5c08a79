//! What crosses the boundary where the core's own type is not what a host wants
//! to see: identifiers and names taken apart, documents with their content.

use crate::answer;
use crate::identifier::{FeeTable, InstitutionCode, InsurerNumber, Padding, Prefecture};
use crate::message::{self, FileName, Interface, RecognizedBy};
use crate::problem::Problems;
use alloc::borrow::ToOwned;
use alloc::string::{String, ToString};
use core::fmt;
use serde::Serialize;

/// A message that was read.
#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Document {
    /// Such as `OQS-IF-002`; none where it could not be told.
    pub interface_id: Option<String>,
    /// What that interface is called in English.
    pub interface_name: Option<String>,
    /// What that interface is called in Japanese.
    pub interface_name_ja: Option<String>,
    /// How that was told.
    pub recognized_by: RecognizedBy,
    /// The message as JSON text, see [`message::Document::to_json`].
    #[serde(serialize_with = "answer::json")]
    pub content: String,
    /// `UTF-8` or `Shift_JIS`.
    pub encoding: &'static str,
    /// What its file name said.
    pub file: Option<Name>,
    /// What is worth knowing, in the order of the message.
    pub notes: Problems,
}

impl From<&message::Document<'_>> for Document {
    fn from(of: &message::Document<'_>) -> Self {
        Self::with(of, of.to_json())
    }
}

impl Document {
    fn with(of: &message::Document<'_>, content: String) -> Self {
        let text = |text: fn(&Interface) -> &str| of.interface.map(text).map(ToOwned::to_owned);
        Self {
            interface_id: text(Interface::id),
            interface_name: text(Interface::en),
            interface_name_ja: text(Interface::ja),
            recognized_by: of.recognized_by,
            content,
            encoding: of.encoding.unwrap_or_default().name(),
            file: of.file.clone().map(Name::from),
            notes: of.notes.clone(),
        }
    }
}

/// What of a message is whole by now. See [`message::Part`].
#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Part {
    /// A message of its own: the header, and what no earlier part had.
    pub document: Document,
    /// What to hand back with the next piece; none at the end.
    pub progress: Option<String>,
}

impl From<message::Part<'_>> for Part {
    fn from(of: message::Part<'_>) -> Self {
        Self {
            document: Document::with(&of.document, of.content),
            progress: of.progress.map(|progress| progress.to_text()),
        }
    }
}

/// Its interface alone: the rest is a patient's.
impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Part({:?})", self.document)
    }
}

/// Its interface alone: the rest is a patient's.
impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Document({:?})", self.interface_id)
    }
}

/// A file name taken apart. See [`FileName`].
#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Name {
    /// Such as `OQSsiquc01`.
    pub prefix: String,
    /// `request` or `result`.
    pub direction: &'static str,
    /// What tells this exchange from others.
    pub suffix: String,
    /// Such as `xml`, as it was written.
    pub extension: String,
    /// The interface it names, where that is known.
    pub interface_id: Option<&'static str>,
    /// Where it is a face reader's: what that says besides.
    pub face: Option<Face>,
    /// Of a request: the name its result will have.
    pub result_name: Option<String>,
    /// Of a request: the name under which it comes back when refused.
    pub refusal_name: Option<String>,
}

/// What the name of a face reader's result says besides.
#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Face {
    /// 医療機関コード, where there is one.
    pub institution: Option<String>,
    /// When the reader was used, RFC 3339, UTC, where that is said.
    pub at: Option<String>,
}

impl From<FileName> for Name {
    fn from(of: FileName) -> Self {
        Self {
            direction: of.direction.as_str(),
            interface_id: of.interface().map(Interface::id),
            face: of.as_face().map(|face| Face {
                institution: face.institution.map(|code| code.digits().to_owned()),
                at: face.at.map(|at| at.to_string()),
            }),
            result_name: of.of_result().map(|name| name.to_string()),
            refusal_name: of.of_refusal().map(|name| name.to_string()),
            prefix: of.prefix,
            suffix: of.suffix,
            extension: of.extension,
        }
    }
}

/// The prefix alone: some programs put a patient's number into the suffix.
impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Name({})", self.prefix)
    }
}

impl fmt::Debug for Face {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Face(…)")
    }
}

/// A 保険者番号 taken apart. See [`InsurerNumber`].
#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Insurer {
    /// 6 or 8 digits, without padding.
    pub digits: String,
    /// As messages write it, 8 characters.
    pub wire: String,
    /// Whether the check digit follows from the others.
    pub check_digit_holds: bool,
    /// 法別番号.
    pub law_number: Option<String>,
    /// What it stands for, in English.
    pub law: Option<&'static str>,
    /// What it stands for, in Japanese.
    pub law_ja: Option<&'static str>,
    /// The prefecture in Japanese.
    pub prefecture_ja: Option<&'static str>,
}

impl From<InsurerNumber> for Insurer {
    fn from(of: InsurerNumber) -> Self {
        Self {
            digits: of.digits().to_owned(),
            wire: of.to_wire(Padding::Spaces),
            check_digit_holds: of.check_digit_holds(),
            law_number: of.law_number().map(ToOwned::to_owned),
            law: of.law().map(|law| law.en),
            law_ja: of.law().map(|law| law.ja),
            prefecture_ja: of.prefecture().map(Prefecture::ja),
        }
    }
}

impl fmt::Debug for Insurer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Insurer(…)")
    }
}

/// A 医療機関コード taken apart. See [`InstitutionCode`].
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Institution {
    /// 10 digits.
    pub digits: String,
    /// Whether the check digit follows from the others, by an unconfirmed rule.
    pub check_digit_holds: bool,
    /// The prefecture in Japanese.
    pub prefecture_ja: Option<&'static str>,
    /// 点数表: `medical`, `dental`, `pharmacy` or `home-nursing`.
    pub fee_table: Option<&'static str>,
}

impl From<InstitutionCode> for Institution {
    fn from(of: InstitutionCode) -> Self {
        Self {
            digits: of.digits().to_owned(),
            check_digit_holds: of.check_digit_holds(),
            prefecture_ja: of.prefecture().map(Prefecture::ja),
            fee_table: of.fee_table().map(FeeTable::as_str),
        }
    }
}
