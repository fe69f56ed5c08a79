//! Face results as a terminal would leave them, read back by `roxmltree`.

use onshi_simulator::person::Person;
use onshi_simulator::results::{
    Consent, Consents, Disease, Encoding, FaceResult, File, INSTITUTION, Limit, Outcome,
};
use roxmltree::{Document, Node};

/// 2026-11-21T09:00:00+09:00.
const AT: i64 = 1_795_219_200;

fn text(file: &File) -> String {
    let start = String::from_utf8_lossy(&file.bytes[..60]).into_owned();
    if start.contains("Shift_JIS") {
        let (text, _, broken) = encoding_rs::SHIFT_JIS.decode(&file.bytes);
        assert!(!broken);
        text.into_owned()
    } else {
        String::from_utf8(file.bytes.clone()).unwrap()
    }
}

fn value<'a>(document: &'a Document<'_>, name: &str) -> Option<&'a str> {
    let mut found = document
        .descendants()
        .filter(|node| node.has_tag_name(name));
    let value = found.next().map(|node| node.text().unwrap_or(""));
    assert!(found.next().is_none(), "{name} more than once");
    value
}

fn values<const N: usize>(file: &File, names: [&str; N]) -> [Option<String>; N] {
    let text = text(file);
    let document = Document::parse(&text).unwrap();
    names.map(|name| value(&document, name).map(str::to_owned))
}

fn names(node: Node<'_, '_>) -> Vec<String> {
    let elements = node.children().filter(Node::is_element);
    elements
        .map(|child| child.tag_name().name().to_owned())
        .collect()
}

fn order(seed: u64) -> (Vec<String>, Vec<String>) {
    let result = FaceResult {
        seed,
        ..FaceResult::new(Person::employee(AT), AT)
    };
    let text = text(&result.file());
    let document = Document::parse(&text).unwrap();
    let result = document
        .descendants()
        .find(|node| node.has_tag_name("ResultOfQualificationConfirmation"));
    (names(document.root_element()), names(result.unwrap()))
}

fn some<const N: usize>(texts: [&str; N]) -> [Option<String>; N] {
    texts.map(|text| Some(text.to_owned()))
}

#[test]
fn the_file_is_named_as_readers_name_it() {
    let name = FaceResult::new(Person::employee(AT), AT).file().name;
    let rest = name.strip_prefix("OQSsiquc01res_face_").unwrap();
    let rest = rest.strip_prefix(INSTITUTION).unwrap();
    let (token, time) = rest.split_at(20);
    assert!(
        token
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')),
        "{token}"
    );
    assert_eq!(time, "_20261121090000.xml");
}

#[test]
fn the_order_is_arbitrary_and_follows_from_the_seed() {
    let (root, one) = order(1);
    assert_eq!(root, ["MessageHeader", "MessageBody"]);
    let (_, again) = order(1);
    let (_, other) = order(2);
    assert_eq!(one, again);
    assert_ne!(one, other);
    let sorted = |mut names: Vec<String>| {
        names.sort();
        names
    };
    assert_eq!(sorted(one), sorted(other));
}

#[test]
fn numbers_keep_their_places_and_what_is_not_there_is_left_out() {
    let fields = [
        "InsurerNumber",
        "InsuredCardSymbol",
        "InsuredBranchNumber",
        "InsuredPartialContributionRatio",
        "ElderlyRecipientContributionRatio",
        "PreschoolClassification",
    ];
    let of = |person| values(&FaceResult::new(person, AT).file(), fields);
    let text = |text: &str| Some(text.to_owned());
    let [number, ..] = of(Person::pensioner(AT));
    assert_eq!(number.map(|number| number.len()), Some(8));
    assert_eq!(
        of(Person::pensioner(AT)),
        [
            text("  139998"),
            text("12-34"),
            text("01"),
            None,
            text("020"),
            None
        ]
    );
    assert_eq!(
        of(Person::late_stage(AT)),
        [text("39139993"), None, None, text("010"), None, None]
    );
    assert_eq!(
        of(Person::preschooler(AT)),
        [
            text("06139992"),
            text("1001"),
            text("02"),
            None,
            None,
            text("1")
        ]
    );
}

#[test]
fn consents_carry_their_times() {
    let result = FaceResult {
        consents: Consents {
            checkups: Consent::Refused,
            operations: Consent::NotAsked,
            ..Consents::given(AT)
        },
        ..FaceResult::new(Person::employee(AT), AT)
    };
    let file = result.file();
    assert_eq!(
        values(
            &file,
            [
                "PharmacistsInfoConsFlg",
                "PharmacistsInfoConsTime",
                "PharmacistsInfoAvailableTime"
            ]
        ),
        some(["1", "20261121090000", "20261122090000"])
    );
    assert_eq!(
        values(&file, ["SpecificHealthCheckupsInfoConsFlg"]),
        some(["0"])
    );
    let absent = [
        "SpecificHealthCheckupsInfoConsTime",
        "OperationInfoConsFlg",
        "LimitApplicationCertificateRelatedConsFlg",
        "SpecificDiseasesCertificateRelatedAvailableTime",
    ];
    assert_eq!(values(&file, absent), [const { None }; 4]);
}

#[test]
fn shift_jis_says_the_same_and_writes_dots_for_what_it_lacks() {
    let mut person = Person::pensioner(AT);
    person.name = person.name_on_card.clone();
    let utf8 = FaceResult::new(person, AT);
    let shift_jis = FaceResult {
        encoding: Encoding::ShiftJis,
        ..utf8.clone()
    };
    let fields = ["CharacterCodeIdentifier", "Name", "NameKana", "Address"];
    let address = "架空県見本市試験町１－２－３";
    assert_eq!(
        values(&utf8.file(), fields),
        some(["0", "仮𠮷　一郎", "ｶﾘﾖｼ ｲﾁﾛｳ", address])
    );
    assert_eq!(
        values(&shift_jis.file(), fields),
        some(["1", "仮●　一郎", "ｶﾘﾖｼ ｲﾁﾛｳ", address])
    );
}

#[test]
fn success_has_three_layers() {
    let fields = [
        "SegmentOfResult",
        "ProcessingResultStatus",
        "QualificationValidity",
        "Name",
    ];
    let with = |outcome| {
        let result = FaceResult {
            outcome,
            message: Some(("TEST".into(), "a < b & c".into())),
            ..FaceResult::new(Person::employee(AT), AT)
        };
        (values(&result.file(), fields), result.file())
    };
    let text = |text: &str| Some(text.to_owned());
    let shown = ["ProcessingResultMessage", "ErrorMessage"];

    let (layers, file) = with(Outcome::Answered("1".into()));
    assert_eq!(
        layers,
        [text("1"), text("1"), text("1"), text("見本　太郎")]
    );
    assert_eq!(values(&file, shown), [text("a < b & c"), None]);
    let (layers, _) = with(Outcome::Answered("4".into()));
    assert_eq!(layers, [text("1"), text("1"), text("4"), None]);
    let (layers, file) = with(Outcome::PersonFailed);
    assert_eq!(layers, [text("1"), text("2"), None, None]);
    assert_eq!(values(&file, shown), [text("a < b & c"), None]);
    let (layers, file) = with(Outcome::FileFailed);
    assert_eq!(layers, [text("9"), None, None, None]);
    assert_eq!(values(&file, shown), [None, text("a < b & c")]);
}

#[test]
fn lost_coverage_says_when_and_why() {
    let file = FaceResult::new(Person::between_jobs(AT), AT).file();
    assert_eq!(
        values(
            &file,
            [
                "QualificationValidity",
                "DisqualificationDate",
                "ReasonOfLoss"
            ]
        ),
        some(["2", "20261022", "99"])
    );
}

#[test]
fn certificates_and_references_are_written_where_held() {
    let person = Person::employee(AT);
    let from = person.coverages[0].valid_from;
    let held = FaceResult {
        limit: Some(Limit {
            classification: "01".into(),
            category: "A03".into(),
            from,
            until: None,
        }),
        diseases: [("1", 10_000), ("2", 20_000)]
            .map(|(category, self_pay)| Disease {
                category: category.into(),
                from,
                self_pay,
            })
            .to_vec(),
        reference_number: Some("P-0001".into()),
        ..FaceResult::new(person, AT)
    };
    assert_eq!(
        values(
            &held.file(),
            [
                "LimitApplicationCertificateClassificationFlag",
                "ReferenceNumber"
            ]
        ),
        some(["A03", "P-0001"])
    );
    let text = text(&held.file());
    let payments: Vec<_> = text.split("SelfPay>").skip(1).step_by(2).collect();
    assert_eq!(payments.len(), 2);
    assert!(payments[0].starts_with("10000<") && payments[1].starts_with("20000<"));
}

#[test]
fn every_face_result_is_what_the_layout_table_says() {
    let tables = onshi_simulator::wire::Tables::new(0);
    for person in Person::all(AT) {
        for encoding in [Encoding::Utf8, Encoding::ShiftJis] {
            let result = FaceResult {
                encoding,
                limit: Some(Limit::low_income(AT)),
                ..FaceResult::new(person.clone(), AT)
            };
            let read = tables.read("OQS-IF-002", &result.file().bytes);
            assert_eq!(read.err(), None);
        }
    }
}
