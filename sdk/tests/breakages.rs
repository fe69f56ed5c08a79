//! Whatever is broken in a result, nobody is better off by it: every element, at every
//! depth, is left out, emptied, repeated, made what it is not, named like itself and given
//! other values, and what is judged then is compared with what was judged before.

use onshi::eligibility::{Judgement, judge, judge_units, state};
use onshi::message::{ReadOptions, read_json};
use onshi::time::Instant;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

const AT: &str = "2026-11-24T10:00:00+09:00";

/// On what an eligibility hangs: what cannot be read of it leaves nobody eligible.
const GROUNDS: [&str; 16] = [
    "SegmentOfResult",
    "ProcessingResultStatus",
    "QualificationValidity",
    "QualificationConfirmationDate",
    "ProcessExecutionTime",
    "InsurerNumber",
    "InsuredCardSymbol",
    "InsuredIdentificationNumber",
    "InsuredBranchNumber",
    "Birthdate",
    "QualificationDate",
    "InsuredCardValidDate",
    "InsuredCardExpirationDate",
    "ResultList",
    "ResultOfQualificationConfirmation",
    "QualificationConfirmSearchInfo",
];

/// What lawfully decides the share: another value, or none, is another share.
const OF_SHARE: [&str; 9] = [
    "Birthdate",
    "InsuredCardClassification",
    "InsurerNumber",
    "QualificationConfirmationDate",
    "InsuredPartialContributionRatio",
    "PreschoolClassification",
    "ElderlyRecipientContributionRatio",
    "ElderlyRecipientCertificateInfo",
    "ElderlyRecipientValidEndDate",
];

/// A result.
struct Case {
    name: &'static str,
    /// Of one of many.
    interface: Option<&'static str>,
    content: Value,
}

/// What somebody is told that is in their favour.
#[derive(Debug, Default, PartialEq)]
struct Favour {
    is_eligible: bool,
    /// The share in percent, of each eligibility.
    shares: Vec<Option<u8>>,
    /// What may be viewed, and until when: without an end, for ever.
    views: BTreeMap<String, i64>,
}

/// How an element is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Broken {
    /// It is there, and nobody can say what it says.
    Unreadable,
    /// It is not there, or says something else in the right form.
    Otherwise,
}

#[test]
fn nobody_is_better_off_by_anything_that_is_broken() {
    let mut tried = 0;
    for case in cases() {
        let before = case.judged(&case.content);
        assert!(
            before.iter().all(|one| one.is_eligible),
            "{}: {before:?}",
            case.name
        );
        for (path, broken, content) in breakages(&case.content) {
            tried += 1;
            let element = named(&path);
            let about = format!("{}: {path} {broken:?}: {content}", case.name);
            let after = case.judged(&content);
            for (one, before) in after.iter().zip(&before) {
                assert!(
                    one.is_no_better(before, broken, element),
                    "{one:?}: {about}"
                );
            }
            if broken == Broken::Unreadable && GROUNDS.contains(&element) {
                let of = whose(&path).unwrap_or_default();
                let still = after.get(of).is_some_and(|one| one.is_eligible);
                assert!(!still, "{about}");
            }
        }
    }
    println!("{tried} broken results");
    assert!(tried > 3_000, "{tried} broken results");
}

#[test]
fn what_refuses_somebody_refuses_them_however_it_is_broken() {
    let mut tried = 0;
    for (case, refusing) in refused() {
        let before = case.judged(&case.content);
        assert!(
            before.iter().all(|one| !one.is_eligible),
            "{}: {before:?}",
            case.name
        );
        for (path, broken, content) in breakages(&case.content) {
            tried += 1;
            let is_it = refusing.contains(&named(&path));
            // Where the refusal itself is gone, or says something else, nothing refuses.
            if broken == Broken::Otherwise && is_it {
                continue;
            }
            let after = case.judged(&content);
            assert!(
                after.iter().all(|one| !one.is_eligible),
                "{}: {path} {broken:?}: {content}",
                case.name
            );
        }
    }
    println!("{tried} broken refusals");
    assert!(tried > 3_000, "{tried} broken refusals");
}

impl Case {
    /// What each person is told; nothing of a message that is no result.
    fn judged(&self, content: &Value) -> Vec<Favour> {
        let at = Instant::parse(AT).expect("a time");
        let text = content.to_string();
        let Ok(message) = read_json(&text, &ReadOptions::default()) else {
            return Vec::new();
        };
        if self.interface.is_none() {
            let judged = judge(message.root(), at);
            return judged.iter().map(Favour::of).collect();
        }
        let judged = judge_units(message.root(), self.interface, None, at);
        let units = judged.into_iter().flat_map(|all| all.units);
        units.map(|unit| Favour::of(&unit.judgement)).collect()
    }
}

impl Favour {
    fn of(judgement: &Judgement) -> Self {
        let consents = judgement.eligibilities.iter().flat_map(|one| &one.consents);
        let viewable = consents.filter(|consent| consent.viewable);
        Self {
            is_eligible: judgement.state.is(state::ELIGIBLE),
            shares: judgement
                .eligibilities
                .iter()
                .map(|one| one.share.percent)
                .collect(),
            views: viewable
                .map(|consent| {
                    let until = consent.viewable_until.map(Instant::unix_seconds);
                    (consent.kind.code.to_owned(), until.unwrap_or(i64::MAX))
                })
                .collect(),
        }
    }

    fn is_no_better(&self, before: &Self, broken: Broken, element: &str) -> bool {
        let otherwise = broken == Broken::Otherwise;
        // A consent to home visits without an end holds until it is cancelled.
        let may_last = otherwise && element.ends_with("AvailableTime");
        // Another flag is another consent.
        let may_consent = otherwise && element.ends_with("ConsFlg");
        let views = may_consent
            || self.views.iter().all(|(kind, until)| {
                let known = before.views.get(kind);
                known.is_some_and(|known| may_last || until <= known)
            });
        let may_differ = otherwise && OF_SHARE.contains(&element);
        let shares = self.shares.iter().zip(&before.shares);
        let shares = may_differ
            || shares
                .into_iter()
                .all(|(now, before)| now.is_none_or(|now| before.is_some_and(|it| it <= now)));
        (before.is_eligible || !self.is_eligible) && views && shares
    }
}

/// The element that a path leads to.
fn named(path: &str) -> &str {
    let mut steps = path.rsplit('/');
    steps
        .find(|step| step.parse::<usize>().is_err())
        .unwrap_or_default()
}

/// Which person of many a path is about.
fn whose(path: &str) -> Option<usize> {
    let (_, rest) = path.split_once("/BulkConfirmUnit/")?;
    rest.split('/').next()?.parse().ok()
}

/// Every way in which one element may be broken, with the path of that.
fn breakages(content: &Value) -> Vec<(String, Broken, Value)> {
    let mut all = Vec::new();
    let mut paths = Vec::new();
    walk(content, "", &mut paths);
    for path in paths {
        let value = content.pointer(&path).expect("it is there");
        let siblings = siblings(content, &path);
        for (broken, with) in instead(value, &siblings) {
            let mut changed = content.clone();
            put(&mut changed, &path, with);
            all.push((path.clone(), broken, changed));
        }
        for name in lookalikes(named(&path)) {
            // Not of a list's place, which has no name.
            if path.ends_with(named(&path)) {
                let mut changed = content.clone();
                rename(&mut changed, &path, &name);
                all.push((path.clone(), Broken::Unreadable, changed));
            }
        }
    }
    all
}

/// The paths of everything inside the message, without its root, its header and its body.
fn walk(value: &Value, path: &str, paths: &mut Vec<String>) {
    let depth = path.matches('/').count();
    if depth > 1 {
        paths.push(path.to_owned());
    }
    match value {
        Value::Object(members) => {
            for (name, inside) in members {
                walk(inside, &format!("{path}/{name}"), paths);
            }
        }
        Value::Array(all) => {
            for (nth, inside) in all.iter().enumerate() {
                walk(inside, &format!("{path}/{nth}"), paths);
            }
        }
        _ => {}
    }
}

/// What stands in its place; `None`: nothing.
fn instead(value: &Value, siblings: &[Value]) -> Vec<(Broken, Option<Value>)> {
    use Broken::{Otherwise, Unreadable};
    let mut all = vec![(Otherwise, None), (Otherwise, Some(json!("")))];
    match value {
        Value::String(text) => {
            let other = ["19500101", "99991231"];
            let times = ["19500101000000", "99991231235959"];
            all.extend([
                (Unreadable, Some(json!({ "X": text }))),
                (Unreadable, Some(json!({ "#text": text }))),
                (Unreadable, Some(json!([text, "？"]))),
                (Unreadable, Some(json!(["？", text]))),
                (Unreadable, Some(json!("   "))),
            ]);
            let others = other.into_iter().chain(times).map(Value::from);
            let others = others.chain(siblings.iter().cloned());
            all.extend(others.map(|other| (Otherwise, Some(other))));
        }
        Value::Object(members) => {
            let mut changed = members.clone();
            changed.insert("X".to_owned(), json!("x"));
            all.extend([
                (Unreadable, Some(json!("x"))),
                (Otherwise, Some(json!({}))),
                (Otherwise, Some(json!([members, changed]))),
            ]);
        }
        Value::Array(_) => all.push((Unreadable, Some(json!("x")))),
        _ => {}
    }
    all
}

/// Other values that stand beside it.
fn siblings(content: &Value, path: &str) -> Vec<Value> {
    let (around, _) = path.rsplit_once('/').expect("inside something");
    let Some(Value::Object(members)) = content.pointer(around) else {
        return Vec::new();
    };
    let own = content.pointer(path);
    let texts = members.values().filter(|value| value.is_string());
    texts.filter(|value| Some(*value) != own).cloned().collect()
}

/// Names that are like an element's, and are not it.
fn lookalikes(name: &str) -> [String; 2] {
    [name.to_lowercase(), format!("x:{name}")]
}

fn put(content: &mut Value, path: &str, with: Option<Value>) {
    let (around, last) = path.rsplit_once('/').expect("inside something");
    match content.pointer_mut(around).expect("it is there") {
        Value::Object(members) => match with {
            Some(with) => {
                members.insert(last.to_owned(), with);
            }
            None => {
                members.remove(last);
            }
        },
        Value::Array(all) => {
            let place: usize = last.parse().expect("a place");
            match with {
                Some(with) => all[place] = with,
                None => {
                    all.remove(place);
                }
            }
        }
        _ => {}
    }
}

fn rename(content: &mut Value, path: &str, name: &str) {
    let (around, last) = path.rsplit_once('/').expect("inside something");
    if let Some(Value::Object(members)) = content.pointer_mut(around) {
        let value = members.remove(last).expect("it is there");
        members.insert(name.to_owned(), value);
    }
}

fn cases() -> Vec<Case> {
    let alone = |name, content| Case {
        name,
        interface: None,
        content,
    };
    let of_many = |name, interface, content| Case {
        name,
        interface: Some(interface),
        content,
    };
    let mut aid = result("1", json!({}));
    *list(&mut aid) = json!([{ "ResultOfQualificationConfirmation": {
        "InsuredCardClassification": "A1",
        "InsurerNumber": "12130013",
        "InsuredIdentificationNumber": "0000019",
        "Name": "見本　花子",
        "Birthdate": "19800229",
        "InsuredCardValidDate": "20250401",
        "InsuredCardExpirationDate": "20270331",
        "InsurerName": "見本福祉事務所",
    } }]);
    vec![
        alone("by card", result("1", consents())),
        alone("by number", result("2", json!({}))),
        alone("medical aid", aid),
        of_many("many", "OQS-IF-008", many(json!({}), true)),
        of_many("home visits", "OQS-IF-020", many(consents(), false)),
    ]
}

/// Results that make nobody eligible, and the elements that say so.
fn refused() -> Vec<(Case, Vec<&'static str>)> {
    let mut all = Vec::new();
    for (name, place, value, refusing) in [
        (
            "invalid",
            "/XmlMsg/MessageBody/QualificationValidity",
            "2",
            vec!["QualificationValidity"],
        ),
        (
            "nobody found",
            "/XmlMsg/MessageBody/QualificationValidity",
            "4",
            vec!["QualificationValidity"],
        ),
        (
            "failed",
            "/XmlMsg/MessageHeader/SegmentOfResult",
            "9",
            vec!["SegmentOfResult"],
        ),
        (
            "a person's error",
            "/XmlMsg/MessageBody/ProcessingResultStatus",
            "2",
            vec!["ProcessingResultStatus"],
        ),
    ] {
        let mut content = result("1", consents());
        *content.pointer_mut(place).expect("it is there") = value.into();
        all.push((name, content, refusing));
    }
    for (name, element, value) in [
        ("lost", "DisqualificationDate", "20261101"),
        ("expired", "InsuredCardExpirationDate", "20261031"),
        ("not begun", "InsuredCardValidDate", "20261201"),
    ] {
        let content = result("1", with(consents(), element, value));
        all.push((name, content, vec![element]));
    }
    let mut erroneous = result("1", consents());
    erroneous["XmlMsg"]["MessageHeader"]["ErrorCode"] = "OQE001".into();
    all.push(("an error beside a success", erroneous, vec!["ErrorCode"]));
    let case = |name, content| Case {
        name,
        interface: None,
        content,
    };
    all.into_iter()
        .map(|(name, content, refusing)| (case(name, content), refusing))
        .collect()
}

fn with(mut members: Value, element: &str, value: &str) -> Value {
    members[element] = value.into();
    members
}

fn consents() -> Value {
    json!({
        "SpecificHealthCheckupsInfoConsFlg": "1",
        "SpecificHealthCheckupsInfoConsTime": "20261124085900",
        "SpecificHealthCheckupsInfoAvailableTime": "20261125085900",
        "PharmacistsInfoConsFlg": "1",
        "PharmacistsInfoConsTime": "20261124085900",
        "PharmacistsInfoAvailableTime": "20261125085900",
        "DiagnosisInfoConsFlg": "0",
    })
}

fn header(route: &str) -> Value {
    json!({
        "ProcessExecutionTime": "20261124090000",
        "QualificationConfirmationDate": "20261124",
        "MedicalInstitutionCode": "1319999996",
        "ReferenceClassification": route,
        "SegmentOfResult": "1",
        "CharacterCodeIdentifier": "0",
    })
}

/// The numbers of somebody, as a query has them.
fn numbers(number: &str) -> Map<String, Value> {
    let numbers = json!({
        "InsurerNumber": "06139992",
        "InsuredCardSymbol": "12-34",
        "InsuredIdentificationNumber": number,
        "InsuredBranchNumber": "01",
        "Birthdate": "19800229",
    });
    serde_json::from_value(numbers).expect("an object")
}

/// What the system says of somebody.
fn person(number: &str, more: &Value) -> Value {
    let mut person = numbers(number);
    let stated = json!({
        "InsuredCardClassification": "01",
        "Name": "見本　花子",
        "NameKana": "ﾐﾎﾝ ﾊﾅｺ",
        "Sex1": "2",
        "QualificationDate": "20250401",
        "InsuredCardValidDate": "20250401",
        "InsuredCardExpirationDate": "20270331",
        "InsurerName": "見本健康保険組合",
    });
    for members in [&stated, more] {
        let members = members.as_object().expect("an object");
        person.extend(
            members
                .iter()
                .map(|(name, value)| (name.clone(), value.clone())),
        );
    }
    person.into()
}

fn result(route: &str, more: Value) -> Value {
    json!({ "XmlMsg": {
        "MessageHeader": header(route),
        "MessageBody": {
            "ProcessingResultStatus": "1",
            "QualificationValidity": "1",
            "ResultList": [{ "ResultOfQualificationConfirmation": person("4260", &more) }],
        },
    } })
}

fn list(content: &mut Value) -> &mut Value {
    &mut content["XmlMsg"]["MessageBody"]["ResultList"]
}

fn many(more: Value, by_numbers: bool) -> Value {
    let unit = |number: &str, key: &str| {
        let mut unit = json!({
            "ProcessingResultStatus": "1",
            "QualificationValidity": "1",
            "ResultOfQualificationConfirmation": person(number, &more),
        });
        if by_numbers {
            let mut query = numbers(number);
            query.insert("ArbitraryIdentifier".to_owned(), key.into());
            unit["QualificationConfirmSearchInfo"] = query.into();
        }
        unit
    };
    let mut header = header("2");
    let members = header.as_object_mut().expect("an object");
    members.remove("ReferenceClassification");
    header["ReceptionNumber"] = "R1".into();
    json!({ "XmlMsg": {
        "MessageHeader": header,
        "MessageBody": { "BulkConfirmUnit": [unit("4260", "K1"), unit("4261", "K2")] },
    } })
}
