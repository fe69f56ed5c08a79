//! Results that an attacker or a fault has changed: whatever they say, nobody is told that
//! somebody is eligible.

use crate::{done, onshi, refused, said, text};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

const ELIGIBLE: &str = "資格は有効です";
const AT: &str = "2026-11-21T10:00:00+09:00";

/// Somebody's result at the reader, with a consent.
const RESULT: &str = "<XmlMsg><MessageHeader>\
    <ProcessExecutionTime>20261121090000</ProcessExecutionTime>\
    <QualificationConfirmationDate>20261121</QualificationConfirmationDate>\
    <MedicalInstitutionCode>1319999996</MedicalInstitutionCode>\
    <ReferenceClassification>1</ReferenceClassification>\
    <SegmentOfResult>1</SegmentOfResult>\
    <CharacterCodeIdentifier>0</CharacterCodeIdentifier></MessageHeader><MessageBody>\
    <ProcessingResultStatus>1</ProcessingResultStatus>\
    <QualificationConfirmSearchInfo><InsurerNumber>06139992</InsurerNumber>\
    <InsuredCardSymbol>12-34</InsuredCardSymbol>\
    <InsuredIdentificationNumber>4260</InsuredIdentificationNumber>\
    <Birthdate>19800229</Birthdate></QualificationConfirmSearchInfo>\
    <QualificationValidity>1</QualificationValidity>\
    <ResultList><ResultOfQualificationConfirmation>\
    <InsuredCardClassification>01</InsuredCardClassification>\
    <Name>見本　花子</Name><NameKana>ﾐﾎﾝ ﾊﾅｺ</NameKana>\
    <InsurerNumber>06139992</InsurerNumber><InsuredCardSymbol>12-34</InsuredCardSymbol>\
    <InsuredIdentificationNumber>4260</InsuredIdentificationNumber>\
    <InsuredBranchNumber>01</InsuredBranchNumber>\
    <Birthdate>19800229</Birthdate><Sex1>2</Sex1>\
    <InsuredCardValidDate>20250401</InsuredCardValidDate>\
    <InsuredCardExpirationDate>20270331</InsuredCardExpirationDate>\
    <InsurerName>見本健康保険組合</InsurerName>\
    <PharmacistsInfoConsFlg>1</PharmacistsInfoConsFlg>\
    <PharmacistsInfoConsTime>20261121085900</PharmacistsInfoConsTime>\
    <PharmacistsInfoAvailableTime>20261122085900</PharmacistsInfoAvailableTime>\
    </ResultOfQualificationConfirmation></ResultList></MessageBody></XmlMsg>";

fn file(folder: &Path, name: &str, content: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, content).expect("a result");
    path
}

/// What staff are told of a content, whether or not it can be read.
fn told(name: &str, content: &str) -> String {
    told_as(name, content, &[])
}

/// The same in another form.
fn told_as(name: &str, content: &str, form: &[&str]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let path = file(folder.path(), name, content);
    let output = onshi(&[&["read", text(&path), "--at", AT], form].concat());
    said(&output) + &String::from_utf8_lossy(&output.stderr)
}

fn is_eligible(told: &str) -> bool {
    told.contains(ELIGIBLE) || told.contains("\"code\":\"eligible\"")
}

/// The content with one text in place of another, which is there once.
fn with(content: &str, from: &str, to: &str) -> String {
    assert_eq!(content.matches(from).count(), 1, "{from}");
    content.replace(from, to)
}

/// The content with something else in an element, which is there once.
fn holding(content: &str, name: &str, inside: &str) -> String {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    let from = content.find(&open).expect("the element") + open.len();
    let until = from + content[from..].find(&close).expect("its end");
    [&content[..from], inside, &content[until..]].concat()
}

/// The same in every element of this name: in a result and in the query it sends back.
fn everywhere(content: &str, name: &str, inside: &str) -> String {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    let mut parts = content.split(&*open);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |before, part| {
        let (_, rest) = part.split_once(&*close).expect("its end");
        [&*before, &*open, inside, &*close, rest].concat()
    })
}

#[test]
fn a_result_as_it_should_be_says_eligible_and_until_when_what_may_be_viewed() {
    let told = told("OQSsiquc01res_1.xml", RESULT);
    assert!(is_eligible(&told), "{told}");
    assert!(
        told.contains("2026年11月22日 08:59:00 まで閲覧できます"),
        "{told}"
    );
}

#[test]
fn an_element_in_the_place_of_a_text_is_never_an_absent_one() {
    let lost = with(
        RESULT,
        "<InsurerName>",
        "<DisqualificationDate>20261101</DisqualificationDate><InsurerName>",
    );
    let inside = "<Date>20261101</Date>";
    for (content, name) in [
        (&*lost, "DisqualificationDate"),
        (RESULT, "InsuredCardExpirationDate"),
        (RESULT, "InsuredCardValidDate"),
        (RESULT, "QualificationValidity"),
        (RESULT, "ProcessingResultStatus"),
        (RESULT, "SegmentOfResult"),
        (RESULT, "QualificationConfirmationDate"),
        (RESULT, "ProcessExecutionTime"),
    ] {
        let told = told("OQSsiquc01res_1.xml", &holding(content, name, inside));
        assert!(!is_eligible(&told), "{name}: {told}");
    }
    let told = told(
        "OQSsiquc01res_1.xml",
        &holding(RESULT, "PharmacistsInfoAvailableTime", inside),
    );
    assert!(!told.contains("まで閲覧できます"), "{told}");
}

#[test]
fn the_same_holds_for_json() {
    let result = json!({ "XmlMsg": {
        "MessageHeader": {
            "ProcessExecutionTime": "20261121090000",
            "QualificationConfirmationDate": "20261121",
            "MedicalInstitutionCode": "1319999996",
            "ReferenceClassification": "1",
            "SegmentOfResult": "1",
            "CharacterCodeIdentifier": "0",
        },
        "MessageBody": {
            "ProcessingResultStatus": "1",
            "QualificationValidity": "1",
            "ResultList": [{ "ResultOfQualificationConfirmation": {
                "InsuredCardClassification": "01",
                "Name": "見本　花子",
                "InsurerNumber": "06139992",
                "InsuredIdentificationNumber": "4260",
                "Birthdate": "19800229",
                "InsuredCardExpirationDate": "20270331",
            } }],
        },
    } });
    let told_of = |value: &Value| told("OQSsiquc01res_1.json", &value.to_string());
    assert!(is_eligible(&told_of(&result)));
    let body = "/XmlMsg/MessageBody";
    let first = format!("{body}/ResultList/0/ResultOfQualificationConfirmation");
    for place in [
        "/XmlMsg/MessageHeader/SegmentOfResult".to_owned(),
        format!("{body}/ProcessingResultStatus"),
        format!("{body}/QualificationValidity"),
        format!("{first}/InsuredCardExpirationDate"),
        format!("{first}/Birthdate"),
    ] {
        let mut changed = result.clone();
        let value = changed.pointer_mut(&place).expect("a value");
        *value = json!({ "#text": value.take() });
        let told = told_of(&changed);
        assert!(!is_eligible(&told), "{place}: {told}");
    }
}

#[test]
fn what_cannot_be_true_makes_nobody_eligible() {
    let error = "<SegmentOfResult>1</SegmentOfResult><ErrorCode>OQE001</ErrorCode>\
        <ErrorMessage>見本のエラー</ErrorMessage>";
    for (what, content) in [
        (
            "an error beside a success",
            with(RESULT, "<SegmentOfResult>1</SegmentOfResult>", error),
        ),
        (
            "a year before",
            holding(RESULT, "ProcessExecutionTime", "20251121090000"),
        ),
        (
            "the year 9999",
            holding(RESULT, "QualificationConfirmationDate", "99991231"),
        ),
        (
            "processed in the year 9999",
            holding(RESULT, "ProcessExecutionTime", "99991121090000"),
        ),
        ("born tomorrow", RESULT.replace("19800229", "20261122")),
        (
            "a birth date that is none",
            RESULT.replace("19800229", "19801332"),
        ),
    ] {
        let told = told("OQSsiquc01res_1.xml", &content);
        assert!(!is_eligible(&told), "{what}: {told}");
    }
}

#[test]
fn a_query_of_another_person_makes_nobody_eligible() {
    let query = |name: &str, value: &str| holding(RESULT, name, value);
    for (what, content) in [
        (
            "another number",
            query("InsuredIdentificationNumber", "4261"),
        ),
        ("another birth date", query("Birthdate", "19800301")),
        ("another symbol", query("InsuredCardSymbol", "1-234")),
    ] {
        let told = told("OQSsiquc01res_1.xml", &content);
        assert!(!is_eligible(&told), "{what}: {told}");
    }
}

#[test]
fn a_share_of_another_age_is_not_stated_and_no_window_is_without_end() {
    let stated = |content: &str, share: &str| {
        with(
            content,
            "<InsurerName>",
            &format!(
                "<ElderlyRecipientCertificateInfo>\
                 <ElderlyRecipientCertificateDate>20250401</ElderlyRecipientCertificateDate>\
                 <ElderlyRecipientValidStartDate>20250401</ElderlyRecipientValidStartDate>\
                 <ElderlyRecipientValidEndDate>20270331</ElderlyRecipientValidEndDate>\
                 <ElderlyRecipientContributionRatio>{share}</ElderlyRecipientContributionRatio>\
                 </ElderlyRecipientCertificateInfo><InsurerName>"
            ),
        )
    };
    for (content, share, said) in [
        (RESULT.to_owned(), "020", "負担割合: 2割"),
        (
            RESULT.replace("19800229", "20260501"),
            "010",
            "負担割合: 1割",
        ),
    ] {
        let told = told("OQSsiquc01res_1.xml", &stated(&content, share));
        assert!(!told.contains(said), "{told}");
    }
    let endless = holding(RESULT, "PharmacistsInfoAvailableTime", "99991231235959");
    let told = told("OQSsiquc01res_1.xml", &endless);
    assert!(!told.contains("まで閲覧できます"), "{told}");
}

/// The first eligibility, as a program is told.
fn first(content: &str) -> Value {
    let folder = tempfile::tempdir().expect("a folder");
    let path = file(folder.path(), "OQSsiquc01res_1.xml", content);
    let read = done(&["read", "--json", text(&path), "--at", AT]);
    let read: Value = serde_json::from_str(&read).expect("JSON");
    read["judgement"]["eligibilities"][0].clone()
}

#[test]
fn a_ticket_of_no_month_or_no_institution_is_not_in_force() {
    let aid = everywhere(RESULT, "InsurerNumber", "12131234");
    let aid = everywhere(&aid, "InsuredCardClassification", "A1");
    let with_ticket = |month: &str, institution: &str| {
        let ticket = format!(
            "<PublicExpenseResultList><MedicalTicketInfo><TicketType>01</TicketType>\
             <MedicalTreatmentMonth>{month}</MedicalTreatmentMonth>\
             <MedicalTicketValidDate>20261101</MedicalTicketValidDate>\
             <MedicalTicketExpirationDate>20261130</MedicalTicketExpirationDate>\
             <DesignatedMedicalInstitutionFlag>{institution}</DesignatedMedicalInstitutionFlag>\
             </MedicalTicketInfo></PublicExpenseResultList><InsurerName>"
        );
        let read = first(&with(&aid, "<InsurerName>", &ticket));
        read["medicalTickets"][0]["validity"]["inForce"].clone()
    };
    assert_eq!(with_ticket("202611", "0"), true);
    for (month, institution) in [("202613", "0"), ("202611", "7"), ("2026", "0")] {
        let in_force = with_ticket(month, institution);
        assert_eq!(in_force, false, "{month} {institution}");
    }
}

#[test]
fn a_card_of_no_known_class_has_no_share() {
    assert_eq!(first(RESULT)["share"]["percent"], 30);
    let unknown = everywhere(RESULT, "InsuredCardClassification", "ZZ");
    assert_eq!(first(&unknown)["share"]["percent"], Value::Null);
}

#[test]
fn whoever_is_not_eligible_has_nothing_to_be_viewed() {
    for validity in ["2", "3", "4"] {
        let told = told(
            "OQSsiquc01res_1.xml",
            &holding(RESULT, "QualificationValidity", validity),
        );
        assert!(!is_eligible(&told), "{told}");
        assert!(!told.contains("まで閲覧できます"), "{told}");
    }
}

#[test]
fn an_element_of_another_namespace_is_none_of_ours() {
    let foreign = with(
        RESULT,
        "<QualificationValidity>1",
        "<QualificationValidity xmlns=\"urn:other\">1",
    );
    let told_of = |content: &str| told("OQSsiquc01res_1.xml", content);
    let told = told_of(&foreign);
    assert!(!is_eligible(&told), "{told}");
    let versioned = |declaration: &str| format!("<?xml {declaration}?>{RESULT}");
    for content in [
        with(RESULT, "<XmlMsg>", "<XmlMsg x:a=\"1\">"),
        versioned("version=\"2.0\" encoding=\"UTF-8\""),
        versioned("version=\"1.0\" standalone=\"maybe\""),
        versioned(&format!(
            "version=\"1.0\"{}encoding=\"EUC-JP\"",
            " ".repeat(300)
        )),
    ] {
        let told = told_of(&content);
        assert!(!is_eligible(&told), "{told}");
    }
}

/// A bulk result of more than a megabyte, of so many persons.
fn many(persons: usize) -> String {
    let unit = |nth: usize| {
        format!(
            "<BulkConfirmUnit><QualificationConfirmSearchInfo>\
             <ArbitraryIdentifier>K{nth}</ArbitraryIdentifier>\
             <InsurerNumber>06139992</InsurerNumber>\
             <InsuredIdentificationNumber>{nth}</InsuredIdentificationNumber>\
             <Birthdate>19800229</Birthdate></QualificationConfirmSearchInfo>\
             <ProcessingResultStatus>1</ProcessingResultStatus>\
             <QualificationValidity>1</QualificationValidity>\
             <ResultOfQualificationConfirmation>\
             <InsuredCardClassification>01</InsuredCardClassification>\
             <Name>見本　花子</Name><InsurerNumber>06139992</InsurerNumber>\
             <InsuredIdentificationNumber>{nth}</InsuredIdentificationNumber>\
             <Birthdate>19800229</Birthdate><InsurerName>見本健康保険組合</InsurerName>\
             </ResultOfQualificationConfirmation></BulkConfirmUnit>\n"
        )
    };
    let units: String = (1..=persons).map(unit).collect();
    format!(
        "<XmlMsg><MessageHeader><ProcessExecutionTime>20261121090000</ProcessExecutionTime>\
         <QualificationConfirmationDate>20261121</QualificationConfirmationDate>\
         <MedicalInstitutionCode>1319999996</MedicalInstitutionCode>\
         <ReceptionNumber>1</ReceptionNumber><SegmentOfResult>1</SegmentOfResult>\
         <CharacterCodeIdentifier>0</CharacterCodeIdentifier></MessageHeader>\
         <MessageBody>{units}</MessageBody></XmlMsg>"
    )
}

#[test]
fn what_is_refused_whole_is_refused_by_parts() {
    let name = "OQSmuquc02res_1.xml";
    let content = many(2000);
    assert!(content.len() > 1 << 20);
    let told_of = told(name, &content);
    assert!(is_eligible(&told_of));
    let end = "</MessageBody></XmlMsg>";
    let failed = "<MessageHeader><SegmentOfResult>9</SegmentOfResult></MessageHeader>";
    for (what, tail) in [
        (
            "a second header",
            format!("</MessageBody>{failed}</XmlMsg>"),
        ),
        (
            "a second body",
            "</MessageBody><MessageBody></MessageBody></XmlMsg>".to_owned(),
        ),
        ("no end", "</MessageBody>".to_owned()),
        ("another end", "</MessageBody></Other>".to_owned()),
        ("something after it", format!("{end}<XmlMsg/>")),
    ] {
        let content = with(&content, end, &tail);
        for form in [&[][..], &["--json-lines"]] {
            let told = told_as(name, &content, form);
            assert!(!is_eligible(&told), "{what}");
        }
    }
}

#[test]
fn two_persons_of_one_unit_or_of_one_key_are_nobody() {
    let name = "OQSmuquc02res_1.xml";
    let one = many(1);
    assert!(is_eligible(&told(name, &one)));
    for (what, content) in [
        ("another birth date", holding(&one, "Birthdate", "19800301")),
        (
            "another number",
            holding(&one, "InsuredIdentificationNumber", "2"),
        ),
    ] {
        let told = told(name, &content);
        assert!(!is_eligible(&told), "{what}: {told}");
    }
    let shared = many(2).replace("<ArbitraryIdentifier>K2<", "<ArbitraryIdentifier>K1<");
    let told = told(name, &shared);
    assert!(!is_eligible(&told), "{told}");
}

/// How each field of a chart compares with the result, by the code of the field.
fn compared(content: &str, chart: &Value) -> Value {
    let folder = tempfile::tempdir().expect("a folder");
    let result = file(folder.path(), "OQSsiquc01res_1.xml", content);
    let chart = file(folder.path(), "chart.json", &chart.to_string());
    let arguments = [
        "read",
        "--json",
        text(&result),
        "--at",
        AT,
        "--chart",
        text(&chart),
    ];
    let read: Value = serde_json::from_str(&done(&arguments)).expect("JSON");
    let fields = read["comparison"]["results"][0]["fields"].as_array();
    let grade = |field: &Value| {
        let code = field["field"]["code"].as_str().expect("a code").to_owned();
        (code, field["grade"]["code"].clone())
    };
    Value::Object(fields.expect("fields").iter().map(grade).collect())
}

#[test]
fn different_values_of_a_chart_are_never_called_the_same() {
    let same = ["grade.same", "grade.equal-after-normalization"];
    for (field, member, element, sent, chart) in [
        ("field.branch", "branch", "InsuredBranchNumber", "00", "-"),
        ("field.branch", "branch", "InsuredBranchNumber", "00", "ー"),
        (
            "field.number",
            "number",
            "InsuredIdentificationNumber",
            "0",
            "-",
        ),
        (
            "field.number",
            "number",
            "InsuredIdentificationNumber",
            "000",
            "-",
        ),
        (
            "field.symbol",
            "symbol",
            "InsuredCardSymbol",
            "12-34",
            "1-234",
        ),
        (
            "field.kana",
            "kana",
            "NameKana",
            "りょう　ﾘﾖｳ",
            "りよう　リョウ",
        ),
        ("field.name", "name", "Name", "●●　●●", "別人　一郎"),
    ] {
        let content = everywhere(RESULT, element, sent);
        let grades = compared(&content, &json!({ member: chart }));
        let grade = grades[field]
            .as_str()
            .unwrap_or_else(|| panic!("{field}: {grades}"));
        assert!(
            !same.contains(&grade),
            "{field}: {sent} and {chart} are {grade}"
        );
    }
}

#[test]
fn a_chart_of_another_kind_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let result = file(folder.path(), "OQSsiquc01res_1.xml", RESULT);
    let chart = file(
        folder.path(),
        "chart.json",
        "{\"number\":{\"#text\":\"4260\"}}",
    );
    let why = refused(&["read", text(&result), "--chart", text(&chart)]);
    assert!(why.contains("[facade.malformed-input]"), "{why}");
}
