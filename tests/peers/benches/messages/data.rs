//! Synthetic results: one of a face reader, and a bulk result of many persons.

use encoding_rs::SHIFT_JIS;

/// A message in one encoding.
pub(crate) struct File {
    pub(crate) subject: &'static str,
    pub(crate) name: &'static str,
    pub(crate) encoding: &'static str,
    pub(crate) persons: usize,
    pub(crate) bytes: Vec<u8>,
}

impl File {
    /// How often it is read in one measurement.
    pub(crate) fn readings(&self) -> usize {
        (super::LONG / self.bytes.len()).clamp(1, super::MOST_READINGS)
    }
}

pub(crate) const PERSONS: usize = 10_000;

const FACE: &str = "OQSsiquc01res_face_13111111110a1b2c3d4e5f60718293_20260401093015.xml";
const BULK: &str = "OQSmuquc02res_202604010001.xml";

/// Each message in both encodings.
pub(crate) fn files() -> Vec<File> {
    let (face, bulk) = (face(), bulk());
    [
        ("face, UTF-8", FACE, 1, "UTF-8", &face),
        ("face, Shift_JIS", FACE, 1, "Shift_JIS", &face),
        ("bulk, UTF-8", BULK, PERSONS, "UTF-8", &bulk),
        ("bulk, Shift_JIS", BULK, PERSONS, "Shift_JIS", &bulk),
    ]
    .into_iter()
    .map(|(subject, name, persons, encoding, text)| File {
        subject,
        name,
        encoding,
        persons,
        bytes: encoded(text, encoding),
    })
    .collect()
}

/// The message as the terminal writes it in this encoding.
fn encoded(text: &str, encoding: &str) -> Vec<u8> {
    let identifier = if encoding == "UTF-8" { "0" } else { "1" };
    let text = text
        .replace("{encoding}", encoding)
        .replace("{identifier}", identifier);
    if encoding == "UTF-8" {
        return text.into_bytes();
    }
    let (bytes, _, unmappable) = SHIFT_JIS.encode(&text);
    assert!(!unmappable, "a character that Shift_JIS has not");
    bytes.into_owned()
}

/// Elements of real results come in no order; these stand in a fixed disorder.
fn face() -> String {
    let mut xml = Xml::begin();
    xml.open("MessageHeader");
    xml.texts(&[
        ("ProcessExecutionTime", "20260401093015"),
        ("CharacterCodeIdentifier", "{identifier}"),
        ("SegmentOfResult", "1"),
        ("QualificationConfirmationDate", "20260401"),
        ("ReferenceClassification", "1"),
        ("ArbitraryFileIdentifier", "Qm9nVXNUb2tlbg4="),
        ("MedicalInstitutionCode", "1311111111"),
    ]);
    xml.close("MessageHeader");
    xml.open("MessageBody");
    xml.open("ResultList");
    xml.open("ResultOfQualificationConfirmation");
    let consents = [
        "SpecificHealthCheckupsInfo",
        "PharmacistsInfo",
        "DiagnosisInfo",
    ];
    for kind in consents {
        xml.text(&format!("{kind}ConsTime"), "20260401093015");
        xml.text(&format!("{kind}AvailableTime"), "20260402093015");
        xml.text(&format!("{kind}ConsFlg"), "1");
    }
    xml.text("LimitApplicationCertificateRelatedConsFlg", "1");
    xml.open("LimitApplicationCertificateRelatedInfo");
    xml.texts(&[
        ("LimitApplicationCertificateClassification", "01"),
        ("LimitApplicationCertificateClassificationFlag", "A03"),
        ("LimitApplicationCertificateDate", "20250801"),
        ("LimitApplicationCertificateValidStartDate", "20250801"),
        ("LimitApplicationCertificateValidEndDate", "20260731"),
    ]);
    xml.close("LimitApplicationCertificateRelatedInfo");
    person(&mut xml, 0);
    xml.close("ResultOfQualificationConfirmation");
    xml.close("ResultList");
    xml.text("ProcessingResultStatus", "1");
    xml.text("QualificationValidity", "1");
    xml.close("MessageBody");
    xml.end()
}

fn bulk() -> String {
    let mut xml = Xml::begin();
    let count = PERSONS.to_string();
    xml.open("MessageHeader");
    xml.texts(&[
        ("ProcessExecutionTime", "20260401093015"),
        ("CharacterCodeIdentifier", "{identifier}"),
        ("SegmentOfResult", "1"),
        ("QualificationConfirmationDate", "20260401"),
        ("MedicalInstitutionCode", "1311111111"),
        ("ReceptionNumber", "202604010000001"),
        ("NumberOfProcessingResult", &count),
        ("NumberOfNormalProcessing", &count),
        ("NumberOfError", "0"),
    ]);
    xml.close("MessageHeader");
    xml.open("MessageBody");
    for number in 0..PERSONS {
        xml.open("BulkConfirmUnit");
        xml.text("ProcessingResultStatus", "1");
        xml.text("QualificationValidity", "1");
        xml.open("ResultOfQualificationConfirmation");
        person(&mut xml, number);
        xml.text("LimitApplicationCertificateChanged", "0");
        xml.close("ResultOfQualificationConfirmation");
        xml.text("ReferenceNumber", &format!("P{number:08}"));
        xml.close("BulkConfirmUnit");
    }
    xml.close("MessageBody");
    xml.end()
}

/// What every result says of a person, who is nobody.
fn person(xml: &mut Xml, number: usize) {
    let name = ["見本　太郎", "架空　花子", "試験　一郎", "想定　かおり"];
    let kana = ["ﾐﾎﾝ ﾀﾛｳ", "ｶｸｳ ﾊﾅｺ", "ｼｹﾝ ｲﾁﾛｳ", "ｿｳﾃｲ ｶｵﾘ"];
    let chosen = number % name.len();
    let year = 1946 + number % 60;
    let (month, day) = (1 + number % 12, 1 + number % 28);
    xml.texts(&[
        (
            "Address",
            &format!("東京都見本区架空町{}－{}－{}", number % 9 + 1, day, month),
        ),
        ("PersonalFamilyClassification", "1"),
        ("Sex1", if number.is_multiple_of(2) { "1" } else { "2" }),
        ("Name", name[chosen]),
        ("InsurerNumber", "  138156"),
        ("InsuredCardSymbol", &format!("12-{:04}", number % 10_000)),
        ("NameKana", kana[chosen]),
        ("InsuredCardValidDate", "20250801"),
        ("InsuredCardExpirationDate", "20260731"),
        ("InsuredCardClassification", "01"),
        ("InsuredBranchNumber", "01"),
        ("Birthdate", &format!("{year}{month:02}{day:02}")),
        ("InsuredCertificateIssuanceDate", "20250801"),
        ("InsuredIdentificationNumber", &format!("{number:08}")),
        ("InsurerName", "見本区"),
        ("PostNumber", "100-0000"),
    ]);
}

struct Xml {
    text: String,
}

impl Xml {
    fn begin() -> Self {
        let mut xml = Self {
            text: "<?xml version=\"1.0\" encoding=\"{encoding}\" standalone=\"no\"?>\n".to_owned(),
        };
        xml.open("XmlMsg");
        xml
    }

    fn end(mut self) -> String {
        self.close("XmlMsg");
        self.text
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn open(&mut self, name: &str) {
        self.line(&format!("<{name}>"));
    }

    fn close(&mut self, name: &str) {
        self.line(&format!("</{name}>"));
    }

    fn text(&mut self, name: &str, text: &str) {
        self.line(&format!("<{name}>{text}</{name}>"));
    }

    fn texts(&mut self, texts: &[(&str, &str)]) {
        for (name, text) in texts {
            self.text(name, text);
        }
    }
}
