//! Messages for tests: the shape and order of real ones, nobody's data.

use super::{Limits, Tree};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// A face result, its elements in the scattered order of real ones.
pub(crate) fn face_result() -> String {
    String::from(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<XmlMsg>
    <MessageHeader>
        <ProcessExecutionTime>20260401093015</ProcessExecutionTime>
        <CharacterCodeIdentifier>0</CharacterCodeIdentifier>
        <SegmentOfResult>1</SegmentOfResult>
        <QualificationConfirmationDate>20260401</QualificationConfirmationDate>
        <ReferenceClassification>1</ReferenceClassification>
        <ArbitraryFileIdentifier>Qm9nVXNUb2tlbg==</ArbitraryFileIdentifier>
        <MedicalInstitutionCode>1311234567</MedicalInstitutionCode>
    </MessageHeader>
    <MessageBody>
        <ResultList>
            <ResultOfQualificationConfirmation>
                <Address>東京都見本区架空１－２－３</Address>
                <SpecificHealthCheckupsInfoConsTime>20260401093010</SpecificHealthCheckupsInfoConsTime>
                <DiagnosisInfoConsFlg>0</DiagnosisInfoConsFlg>
                <PersonalFamilyClassification>1</PersonalFamilyClassification>
                <Sex1>2</Sex1>
                <Name>見本　花子</Name>
                <InsurerNumber>  138156</InsurerNumber>
                <InsuredCardSymbol>56-78</InsuredCardSymbol>
                <NameKana>ﾐﾎﾝ ﾊﾅｺ</NameKana>
                <InsuredCardValidDate>20250401</InsuredCardValidDate>
                <InsuredCardClassification>01</InsuredCardClassification>
                <InsuredBranchNumber>02</InsuredBranchNumber>
                <Birthdate>19800229</Birthdate>
                <InsuredIdentificationNumber>000123</InsuredIdentificationNumber>
                <PharmacistsInfoAvailableTime>20260402093010</PharmacistsInfoAvailableTime>
                <PharmacistsInfoConsFlg>1</PharmacistsInfoConsFlg>
                <InsurerName>見本区</InsurerName>
                <PostNumber>100-0000</PostNumber>
            </ResultOfQualificationConfirmation>
        </ResultList>
        <ProcessingResultStatus>1</ProcessingResultStatus>
        <QualificationValidity>1</QualificationValidity>
    </MessageBody>
</XmlMsg>
"#,
    )
}

/// The content of a request by number.
pub(crate) fn request_content() -> String {
    request_for("138156")
}

/// The same for another insurer.
pub(crate) fn request_for(insurer: &str) -> String {
    format!(
        r#"{{
        "MessageBody": {{"QualificationConfirmSearchInfo": {{
            "Birthdate": "19800229",
            "InsurerNumber": "{insurer}",
            "InsuredCardSymbol": "記-12",
            "InsuredIdentificationNumber": "000123",
            "InsuredBranchNumber": "02",
            "LimitApplicationCertificateRelatedConsFlg": "1",
            "ArbitraryIdentifier": null
        }}}},
        "MessageHeader": {{"MedicalInstitutionCode": "1311111111", "QualificationConfirmationDate": "20260401"}}
    }}"#
    )
}

/// Bytes with a few random changes each, the same in every run.
pub(crate) struct Mutations<'a> {
    original: &'a [u8],
    left: u32,
    state: u64,
}

impl<'a> Mutations<'a> {
    pub(crate) fn of(original: &'a [u8], count: u32) -> Self {
        Self {
            original,
            left: count,
            state: 0x9E37_79B9_7F4A_7C15,
        }
    }

    /// A number below `limit` (xorshift).
    fn below(&mut self, limit: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        usize::try_from(self.state >> 33).unwrap() % limit.max(1)
    }
}

impl Iterator for Mutations<'_> {
    type Item = Vec<u8>;

    fn next(&mut self) -> Option<Vec<u8>> {
        const PIECES: [&str; 20] = [
            "<",
            ">",
            "/",
            "</",
            "/>",
            "&",
            "&amp;",
            ";",
            "<A>",
            "</A>",
            "<A/>",
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "<?b c?>",
            "\"",
            " ",
            "診",
            "\u{0}",
        ];
        self.left = self.left.checked_sub(1)?;
        let mut bytes = self.original.to_vec();
        for _ in 0..=self.below(3) {
            let at = self.below(bytes.len());
            match self.below(4) {
                0 => bytes[at] = u8::try_from(self.below(256)).unwrap(),
                1 => drop(bytes.remove(at)),
                2 => {
                    let piece = PIECES[self.below(PIECES.len())];
                    bytes.splice(at..at, piece.bytes());
                }
                _ => {
                    let end = (at + self.below(60)).min(bytes.len());
                    let to = self.below(bytes.len());
                    let moved = bytes[at..end].to_vec();
                    bytes.splice(to..to, moved);
                }
            }
        }
        Some(bytes)
    }
}

/// An element in the making.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Draft {
    pub(crate) name: String,
    pub(crate) content: Content,
}

/// What a [`Draft`] holds.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Content {
    Text(String),
    Children(Vec<Draft>),
}

impl Draft {
    pub(crate) fn text(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            content: Content::Text(text.into()),
        }
    }

    pub(crate) fn group(name: impl Into<String>, children: Vec<Self>) -> Self {
        Self {
            name: name.into(),
            content: Content::Children(children),
        }
    }

    pub(crate) fn children(&self) -> &[Self] {
        match &self.content {
            Content::Children(children) => children,
            Content::Text(_) => &[],
        }
    }

    /// On one line.
    pub(crate) fn to_xml(&self) -> String {
        let Self { name, content } = self;
        let inside = match content {
            Content::Text(text) => text.replace('&', "&amp;").replace('<', "&lt;"),
            Content::Children(children) => children.iter().map(Self::to_xml).collect(),
        };
        format!("<{name}>{inside}</{name}>")
    }

    pub(crate) fn tree(&self) -> Tree {
        super::xml::read(self.to_xml(), &Limits::default()).unwrap()
    }
}
