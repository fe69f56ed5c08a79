//! Messages a terminal would write: the result a face reader leaves in the
//! `face` folder (OQS-IF-002 with 照会区分 1).
//!
//! As in real results, elements without a value are left out and the order is
//! that of a hash table; here the seed decides it.

mod consent;
mod held;
mod xml;

pub use consent::{Consent, Consents};
pub use held::{Disease, Limit};
pub use xml::Encoding;

use crate::calendar;
use crate::person::{Coverage, Family, Person};
use crate::seed::Stream;
use held::{date, diseases, limit, share};
use xml::Element;

/// A clinic that does not exist.
pub const INSTITUTION: &str = "1319999996";

/// What the terminal is told about the card on the reader.
#[derive(Clone, Debug)]
pub struct FaceResult {
    /// Whose card it is.
    pub person: Person,
    /// 医療機関コード, 10 digits.
    pub institution: String,
    /// When it happened, in seconds since 1970 (UTC).
    pub at: i64,
    /// How far it got.
    pub outcome: Outcome,
    /// Code and text of an error, or of something to show with a success.
    pub message: Option<(String, String)>,
    /// What the person agreed to at the reader.
    pub consents: Consents,
    /// 限度額適用認定証.
    pub limit: Option<Limit>,
    /// 特定疾病療養受療証.
    pub diseases: Vec<Disease>,
    /// 照会番号, where this institution has registered one.
    pub reference_number: Option<String>,
    /// How the terminal is set to write.
    pub encoding: Encoding,
    /// Decides the order of the elements and what is arbitrary in the file's name.
    pub seed: u64,
}

/// Three layers at which a query succeeds or does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// 資格有効性 by its code (OQSCD006), with what is known of the coverage
    /// except where the code says that there is none (4).
    Answered(String),
    /// 処理結果状況 2: the query went through, but not for this person.
    PersonFailed,
    /// 処理結果区分 9: the query did not go through.
    FileFailed,
}

/// A file as it lies in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name, without a folder.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl FaceResult {
    /// A person who agreed to everything, at a terminal set to UTF-8. The first
    /// coverage decides whether the answer is 有効 or 無効.
    #[must_use]
    pub fn new(person: Person, at: i64) -> Self {
        let lost = person
            .coverages
            .first()
            .is_some_and(|coverage| coverage.lost.is_some());
        Self {
            person,
            institution: INSTITUTION.into(),
            at,
            outcome: Outcome::Answered(if lost { "2" } else { "1" }.into()),
            message: None,
            consents: Consents::given(at),
            limit: None,
            diseases: Vec::new(),
            reference_number: None,
            encoding: Encoding::Utf8,
            seed: 0,
        }
    }

    /// The file that appears in the `face` folder.
    #[must_use]
    pub fn file(&self) -> File {
        let mut stream = Stream::new(self.seed, &format!("face/{}", self.at));
        let token = stream.text(b"0123456789abcdef", 20);
        let institution = &self.institution;
        let time = calendar::wire_time(self.at);
        let message = Element::group(
            "XmlMsg",
            [
                self.header(&mut stream).in_order_of(self.seed),
                self.body().in_order_of(self.seed),
            ],
        );
        File {
            name: format!("OQSsiquc01res_face_{institution}{token}_{time}.xml"),
            bytes: message.document(self.encoding),
        }
    }

    fn header(&self, stream: &mut Stream) -> Element {
        let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        // Looks like base64 of eleven bytes, of which the last letter has two bits.
        let token = stream.text(letters, 14) + &stream.text(b"AEIMQUYcgkosw048", 1) + "=";
        let failed = self.outcome == Outcome::FileFailed;
        let [code, text] = self.message_as(["ErrorCode", "ErrorMessage"]);
        Element::group(
            "MessageHeader",
            [
                Element::text("ProcessExecutionTime", calendar::wire_time(self.at)),
                date("QualificationConfirmationDate", calendar::date(self.at)),
                Element::text("MedicalInstitutionCode", &self.institution),
                Element::text("ArbitraryFileIdentifier", token),
                Element::text("ReferenceClassification", "1"),
                Element::text("SegmentOfResult", if failed { "9" } else { "1" }),
                Element::text("CharacterCodeIdentifier", self.encoding.code()),
            ]
            .into_iter()
            .chain(code.filter(|_| failed))
            .chain(text.filter(|_| failed)),
        )
    }

    fn body(&self) -> Element {
        let [code, text] = self.message_as(["ProcessingResultCode", "ProcessingResultMessage"]);
        let status = |status| Element::text("ProcessingResultStatus", status);
        let answer = match &self.outcome {
            Outcome::FileFailed => return Element::group("MessageBody", []),
            Outcome::PersonFailed => vec![status("2")],
            Outcome::Answered(validity) => {
                let mut answer = vec![
                    status("1"),
                    Element::text("QualificationValidity", validity),
                ];
                if validity != "4" {
                    let results = self
                        .person
                        .coverages
                        .iter()
                        .map(|coverage| self.result(coverage));
                    answer.push(Element::group("ResultList", results));
                }
                answer
            }
        };
        Element::group("MessageBody", answer.into_iter().chain(code).chain(text))
    }

    fn message_as(&self, names: [&'static str; 2]) -> [Option<Element>; 2] {
        let (code, text) = self.message.clone().unzip();
        let [code_name, text_name] = names;
        [
            code.map(|code| Element::text(code_name, code)),
            text.map(|text| Element::text(text_name, text)),
        ]
    }

    fn result(&self, coverage: &Coverage) -> Element {
        let optional =
            |name, value: &Option<String>| value.as_ref().map(|value| Element::text(name, value));
        let issued = [
            date("InsuredCertificateIssuanceDate", coverage.valid_from),
            date("InsuredCardValidDate", coverage.valid_from),
        ];
        let optionals = [
            optional("InsuredCardSymbol", &coverage.symbol),
            optional("InsuredBranchNumber", &coverage.branch),
            coverage
                .valid_until
                .map(|until| date("InsuredCardExpirationDate", until)),
            coverage
                .lost
                .as_ref()
                .map(|(on, _)| date("DisqualificationDate", *on)),
            coverage
                .lost
                .as_ref()
                .map(|(_, reason)| Element::text("ReasonOfLoss", reason)),
            share(&coverage.share),
            self.limit.as_ref().map(limit),
            diseases(&self.diseases),
            optional("ReferenceNumber", &self.reference_number),
        ];
        Element::group(
            "ResultOfQualificationConfirmation",
            insured(coverage)
                .into_iter()
                .chain(who(&self.person))
                .chain(issued)
                .chain(optionals.into_iter().flatten())
                .chain(self.consents.elements()),
        )
    }
}

fn insured(coverage: &Coverage) -> [Element; 5] {
    [
        Element::text("InsuredCardClassification", &coverage.classification),
        // Right-aligned in eight places: a 6-digit number has two spaces before it.
        Element::text("InsurerNumber", format!("{:>8}", coverage.insurer_number)),
        Element::text("InsurerName", &coverage.insurer_name),
        Element::text("InsuredIdentificationNumber", &coverage.number),
        Element::text(
            "PersonalFamilyClassification",
            match coverage.family {
                Family::Insured => "1",
                Family::Dependant => "2",
            },
        ),
    ]
}

fn who(person: &Person) -> [Element; 6] {
    [
        Element::text("Name", &person.name),
        Element::text("NameKana", &person.kana),
        Element::text("Sex1", person.sex.code()),
        date("Birthdate", person.birthdate),
        Element::text("Address", &person.address),
        Element::text("PostNumber", &person.post_number),
    ]
}
