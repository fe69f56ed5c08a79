//! Whatever a result sends back or states of the institution, the person and the query is
//! compared with what was asked, in every flow: each such element of its layout is changed,
//! repeated, broken and left out in an answer that is otherwise right, and no such answer is
//! taken. An element that is new to a layout has to be said to be one of them, or not.

use onshi::message::layout::interface;
use onshi::message::{ElementLayout, Elements, Occurs};
use serde_json::{Value, json};

/// What says nothing of whose answer it is.
const SILENT: &str = "ProcessExecutionTime ReferenceClassification SegmentOfResult ErrorCode \
    ErrorMessage CharacterCodeIdentifier ReceptionDateTime NumberOfProcessingResult \
    NumberOfNormalProcessing NumberOfError ProcessingResultStatus ProcessingResultCode \
    ProcessingResultMessage QualificationValidity PrescriptionIssueSelect ResultCode \
    MessageContents";

/// What a result states of a person or an insurance, and no request asks: a flow that begins
/// with a name has it compared ([`Case::compared`]).
const OF_RESULTS: &str = "InsuredCardClassification PersonalFamilyClassification InsuredName Name \
    NameOfOther NameKana NameOfOtherKana Sex1 Sex2 Address PostNumber QualificationDate \
    DisqualificationDate InsuredCertificateIssuanceDate InsuredCardValidDate \
    InsuredCardExpirationDate InsuredPartialContributionRatio PreschoolClassification \
    ReasonOfLoss InsurerName LimitApplicationCertificateRelatedConsFlg \
    LimitApplicationCertificateRelatedConsTime SpecificDiseasesCertificateRelatedConsFlg \
    SpecificDiseasesCertificateRelatedConsTime SpecificHealthCheckupsInfoConsFlg \
    SpecificHealthCheckupsInfoConsTime SpecificHealthCheckupsInfoAvailableTime \
    PharmacistsInfoConsFlg PharmacistsInfoConsTime PharmacistsInfoAvailableTime \
    DiagnosisInfoConsFlg DiagnosisInfoConsTime DiagnosisInfoAvailableTime OperationInfoConsFlg \
    OperationInfoConsTime OperationInfoAvailableTime";

const INSTITUTION: &str = "1311234566";
const AT: &str = "2026-11-24T09:00:00+09:00";

/// A flow that waits for an answer, and the right one.
struct Case {
    interface: &'static str,
    file_name: &'static str,
    /// What the flow has asked, as its state says.
    state: String,
    answer: Value,
    /// What of the answer is no echo here.
    silent: &'static str,
    /// Where all that is compared stands, beside the header.
    compared: &'static [&'static str],
}

#[test]
fn what_is_not_the_answer_to_what_was_asked_is_never_taken() {
    let mut tried = 0;
    for case in cases() {
        let name = case.interface;
        assert!(
            case.is_taken(&case.answer),
            "{name}: the right answer is taken"
        );
        for path in case.paths() {
            let stated = case.answer.pointer(&path);
            let stated = stated.unwrap_or_else(|| panic!("{name}: {path} is in the answer"));
            let text = stated.as_str().expect("a text");
            let is_required = case.is_required(&path);
            for wrong in wrongs(text, is_required) {
                let mut answer = case.answer.clone();
                put(&mut answer, &path, wrong.clone());
                assert!(!case.is_taken(&answer), "{name}: {path}: {wrong:?}");
                tried += 1;
            }
        }
    }
    assert!(tried > 200, "{tried} wrong answers");
}

/// What stands in place of a text; `None`: nothing.
fn wrongs(text: &str, is_required: bool) -> Vec<Option<Value>> {
    let other = other(text);
    let mut wrongs = vec![
        Some(json!(other)),
        Some(json!([text, other])),
        Some(json!([other, text])),
        Some(json!({ "X": text })),
    ];
    if is_required {
        wrongs.extend([None, Some(json!("")), Some(json!("  "))]);
    }
    wrongs
}

/// Another text of the same form.
fn other(text: &str) -> String {
    match text.char_indices().last() {
        Some((at, '1')) => format!("{}2", &text[..at]),
        Some((at, last)) if last.is_ascii_digit() => format!("{}1", &text[..at]),
        _ => format!("{text}太"),
    }
}

fn put(answer: &mut Value, path: &str, value: Option<Value>) {
    let (above, name) = path.rsplit_once('/').expect("a path");
    let above = answer.pointer_mut(above).expect("it is there");
    let above = above.as_object_mut().expect("a group");
    match value {
        Some(value) => above.insert(name.to_owned(), value),
        None => above.remove(name),
    };
}

impl Case {
    fn is_taken(&self, answer: &Value) -> bool {
        let event = json!({ "kind": "arrived", "fileName": self.file_name, "content": answer });
        let input = json!({ "state": self.state, "event": event, "at": AT });
        let step = invoke("reception.advance", &input);
        let actions = step["actions"].as_array().expect("actions");
        let acts = |kind: &str| actions.iter().any(|action| action["kind"] == kind);
        !step["outcome"].is_null()
            || acts("deliver")
            || acts("remove")
            || acts("audit")
            || step["phase"]["code"] == "phase.to-collect"
    }

    /// The elements of the layout that are compared, as JSON pointers into the answer.
    fn paths(&self) -> Vec<String> {
        let layout = interface(self.interface).expect("an interface");
        let mut paths = Vec::new();
        self.inside(layout.elements(), "", &mut paths);
        paths
    }

    fn inside(&self, elements: Elements<'_>, above: &str, paths: &mut Vec<String>) {
        for element in elements.iter() {
            let path = match above {
                "/MessageBody/ResultList" => format!("{above}/0/{}", element.name()),
                _ => format!("{above}/{}", element.name()),
            };
            let is_on_the_way = |to: &&str| to.starts_with(&path) || path.starts_with(*to);
            if !element.elements().is_empty() {
                let header = path.starts_with("/MessageHeader");
                // What is further inside a result is of its benefits.
                if path.contains("ResultOfQualificationConfirmation/") {
                    continue;
                }
                if header || path == "/MessageBody" || self.compared.iter().any(is_on_the_way) {
                    self.inside(element.elements(), &path, paths);
                }
            } else if !self.is_silent(element, &path) {
                paths.push(path);
            }
        }
    }

    fn is_silent(&self, element: ElementLayout<'_>, path: &str) -> bool {
        let lists = [SILENT, self.silent];
        let of_results = path.contains("ResultOfQualificationConfirmation/");
        let lists = lists.into_iter().chain(of_results.then_some(OF_RESULTS));
        let mut names = lists.flat_map(str::split_whitespace);
        names.any(|name| name == element.name())
    }

    /// Whether the layout has it in any case, or nobody could say whose it is without it.
    fn is_required(&self, path: &str) -> bool {
        let name = path.rsplit('/').next().unwrap_or_default();
        // Of a name, kanji or kana are enough.
        let is_known = ["MedicalInstitutionCode", "Birth", "Birthday"].contains(&name);
        let layout = interface(self.interface).expect("an interface");
        let path = path.trim_start_matches('/').replace("/0/", "/");
        let element = layout.element(&path).expect("an element");
        let is_identifier = match name {
            "ArbitraryFileIdentifier" => !self.file_name.contains("02res"),
            "ReceptionNumber" => true,
            _ => false,
        };
        is_identifier || is_known || element.occurs() == Occurs::One
    }
}

fn invoke(operation: &str, input: &Value) -> Value {
    let answer = onshi::facade::invoke(operation, &input.to_string(), &[], &mut |_| false);
    serde_json::from_str(&answer.expect(operation)).expect("JSON")
}

fn begin(flow: &str, mut situation: Value) -> String {
    situation["institution"] = INSTITUTION.into();
    situation["suffix"] = "S1".into();
    let input = json!({ "flow": flow, "situation": situation, "at": AT });
    text(&invoke("reception.begin", &input)["state"])
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

/// A header with what every answer has, and more.
fn header(more: &Value) -> Value {
    let mut header = json!({
        "ProcessExecutionTime": "20261124090003",
        "MedicalInstitutionCode": INSTITUTION,
        "ArbitraryFileIdentifier": "S1",
        "SegmentOfResult": "1",
    });
    for (name, value) in more.as_object().expect("elements") {
        header[name] = value.clone();
    }
    header
}

fn cases() -> Vec<Case> {
    let mut cases = vec![by_number(), registration()];
    cases.extend([medicines(), checkups()]);
    let day = "2026-11-24";
    let visit = json!({ "visit": "fetch", "from": day, "to": day });
    let aid = json!({ "from": "202611" });
    cases.extend(batch(
        "home-visit",
        &visit,
        ["OQS-IF-018", "OQS-IF-020"],
        "OQSmuhvq",
    ));
    cases.extend(batch(
        "online-care",
        &visit,
        ["OQS-IF-022", "OQS-IF-024"],
        "OQSmuonq",
    ));
    cases.extend(batch(
        "medical-aid",
        &aid,
        ["OQS-IF-014", "OQS-IF-016"],
        "OQSmutic",
    ));
    cases
}

fn by_number() -> Case {
    let numbers = json!({
        "InsurerNumber": "  138156",
        "InsuredCardSymbol": "12-34",
        "InsuredIdentificationNumber": "4260",
        "InsuredBranchNumber": "02",
        "Birthdate": "19800229",
    });
    let mut query = numbers.clone();
    query["LimitApplicationCertificateRelatedConsFlg"] = "1".into();
    query["ArbitraryIdentifier"] = "K-5".into();
    let mut result = numbers;
    for (name, value) in [
        ("InsuredCardClassification", "01"),
        ("Name", "見本　花子"),
        ("ReferenceNumber", "P-0815"),
    ] {
        result[name] = value.into();
    }
    Case {
        interface: "OQS-IF-002",
        file_name: "OQSsiquc01res_S1.xml",
        state: begin(
            "by-number",
            json!({ "patients": [{
                "insurerNumber": "138156", "symbol": "12-34", "number": "4260", "branch": "02",
                "birthdate": "1980-02-29", "limitConsent": "1", "identifier": "K-5",
                "referenceNumber": "P-0815",
            }] }),
        ),
        answer: json!({
            "MessageHeader": header(&json!({
                "QualificationConfirmationDate": "20261124", "ReferenceClassification": "2",
            })),
            "MessageBody": {
                "QualificationConfirmSearchInfo": query,
                "ProcessingResultStatus": "1",
                "QualificationValidity": "1",
                "ResultList": [{ "ResultOfQualificationConfirmation": result }],
            },
        }),
        silent: "",
        compared: &[
            "/MessageBody/QualificationConfirmSearchInfo",
            "/MessageBody/ResultList/0/ResultOfQualificationConfirmation/",
        ],
    }
}

fn registration() -> Case {
    Case {
        interface: "OQS-IF-004",
        file_name: "OQSsiimm01res_S1.xml",
        state: begin(
            "reference-number",
            json!({ "patients": [{
                "insurerNumber": "138156", "symbol": "12-34", "number": "4260", "branch": "02",
                "referenceNumber": "P-0815",
            }] }),
        ),
        answer: json!({
            "MessageHeader": header(&json!({})),
            "MessageBody": {
                "ReferenceNumberRegistrationInfo": {
                    "ReferenceNumber": "P-0815",
                    "InsurerNumber": "  138156",
                    "InsuredCardSymbol": "12-34",
                    "InsuredIdentificationNumber": "4260",
                    "InsuredBranchNumber": "02",
                },
                "ProcessingResultStatus": "1",
            },
        }),
        silent: "",
        compared: &["/MessageBody/ReferenceNumberRegistrationInfo"],
    }
}

fn viewing(information: &str) -> String {
    let flags = ["PharmacistsInfo", "SpecificHealthCheckupsInfo"];
    let mut result = json!({
        "InsuredCardClassification": "01",
        "InsurerNumber": "  138156",
        "InsuredIdentificationNumber": "4260",
        "Name": "見本　花子",
        "NameKana": "ﾐﾎﾝ ﾊﾅｺ",
        "Sex1": "2",
        "Birthdate": "19800229",
    });
    for flag in flags {
        result[format!("{flag}ConsFlg")] = "1".into();
        result[format!("{flag}ConsTime")] = "20261124085900".into();
        result[format!("{flag}AvailableTime")] = "20261125085900".into();
    }
    let content = json!({
        "MessageHeader": header(&json!({
            "QualificationConfirmationDate": "20261124", "ReferenceClassification": "1",
            "ProcessExecutionTime": "20261124085900",
        })),
        "MessageBody": {
            "ProcessingResultStatus": "1",
            "QualificationValidity": "1",
            "ResultList": [{ "ResultOfQualificationConfirmation": result }],
        },
    });
    let situation = json!({
        "content": content, "information": information, "viewer": "dr-01", "right": "physician",
        "patientNumber": "P-0815",
    });
    begin("medical-information", situation)
}

fn medicines() -> Case {
    Case {
        interface: "YZK-IF-002",
        file_name: "YZKsiquc01res_S1.xml",
        state: viewing("medicines"),
        answer: json!({
            "MessageHeader": { "ResultCode": "1", "QuaInf": {
                "Name": "見本　花子", "KanaName": "ﾐﾎﾝ ﾊﾅｺ", "Birth": "19800229", "AdmGendCode": "2",
            } },
            "MessageBody": { "MeTrMonthInf": [{ "MeTrMonth": "202610" }] },
        }),
        silent: "",
        compared: &[],
    }
}

fn checkups() -> Case {
    Case {
        interface: "TKKsiquc01res",
        file_name: "TKKsiquc01res_S1.xml",
        state: viewing("checkups"),
        answer: json!({
            "MessageHeader": { "ResultCode": "1", "QualificationsInfo": {
                "Name": "見本　花子", "KanasName": "ﾐﾎﾝ ﾊﾅｺ", "Birthday": "19800229",
                "AdministrativeGenderCode": "2",
            } },
            "MessageBody": { "SpecificHealthCheckupInfo": [{ "EffectiveTime": "20260601" }] },
        }),
        silent: "",
        compared: &[],
    }
}

/// The receipt of a bulk flow, and what is collected under it.
fn batch(
    flow: &str,
    situation: &Value,
    [receipt, result]: [&'static str; 2],
    prefix: &str,
) -> [Case; 2] {
    let names: [&'static str; 2] = match prefix {
        "OQSmuhvq" => ["OQSmuhvq01res_S1.xml", "OQSmuhvq02res_S1-2.xml"],
        "OQSmuonq" => ["OQSmuonq01res_S1.xml", "OQSmuonq02res_S1-2.xml"],
        _ => ["OQSmutic01res_S1.xml", "OQSmutic02res_S1-2.xml"],
    };
    let first = Case {
        interface: receipt,
        file_name: names[0],
        state: begin(flow, situation.clone()),
        answer: json!({
            "MessageHeader": header(&json!({})),
            "MessageBody": { "ReceptionNumber": "R7", "ReceptionDateTime": "20261124090003" },
        }),
        // It is what the receipt is for.
        silent: "ReceptionNumber",
        compared: &[],
    };
    let event = json!({ "kind": "arrived", "fileName": names[0], "content": first.answer });
    let arrived = json!({ "state": first.state, "event": event, "at": AT });
    let waiting = text(&invoke("reception.advance", &arrived)["state"]);
    let due = json!({ "state": waiting, "event": { "kind": "time-out" }, "at": "2026-11-24T09:05:00+09:00" });
    let second = Case {
        interface: result,
        file_name: names[1],
        state: text(&invoke("reception.advance", &due)["state"]),
        answer: json!({
            "MessageHeader": header(&json!({ "ReceptionNumber": "R7" })),
            "MessageBody": { "BulkConfirmUnit": [] },
        }),
        silent: "",
        compared: &[],
    };
    [first, second]
}
