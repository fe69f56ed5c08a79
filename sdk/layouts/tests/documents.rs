//! What is made from the table holds all of it, and is what its readers take.

use onshi_layouts::{Direction, Language, Layouts, Mark, Subject};
use serde_json::{Value, json};
use std::process::Command;

#[test]
fn every_element_and_code_names_its_source() {
    let layouts = Layouts::embedded();
    let mut elements = 0;
    for layout in layouts
        .interfaces
        .iter()
        .filter_map(|it| it.layout.as_ref())
    {
        for (path, element) in layout.walk() {
            let provenance = &element.provenance;
            assert!(
                provenance.mark == Mark::M || !provenance.from.is_empty(),
                "{path}"
            );
            elements += 1;
        }
    }
    assert!(elements > 700, "{elements}");
}

#[test]
fn every_known_number_is_there() {
    let layouts = Layouts::embedded();
    for number in 1..=56 {
        let id = format!("OQS-IF-{number:03}");
        let interface = layouts.interface(&id).expect(&id);
        assert_eq!(interface.layout.is_some(), number <= 24, "{id}");
        let direction = [Direction::Result, Direction::Request][number % 2];
        assert_eq!(interface.direction, Some(direction), "{id}");
    }
    for (family, numbers) in [
        (
            "EPS",
            vec![101..=103, 201..=221, 301..=325, 328..=331, 401..=409],
        ),
        (
            "CIS",
            vec![101..=104, 107..=131, 201..=204, 207..=208, 301..=302],
        ),
        ("YZK", vec![1..=2]),
    ] {
        for number in numbers.into_iter().flatten() {
            let id = format!("{family}-IF-{number:03}");
            assert!(layouts.interface(&id).is_some(), "{id}");
        }
    }
    for prefix in ["TKKsiquc01", "CIPsiquc01", "PMHsimsm", "OQSsiurl"] {
        assert_eq!(layouts.explain(prefix).len(), 2, "{prefix}");
    }
    for number in 1..=44 {
        assert!(layouts.table(&format!("{number:03}")).is_some(), "{number}");
    }
}

#[test]
fn the_reference_lists_every_element_code_and_mark() {
    let layouts = Layouts::embedded();
    for language in [Language::Japanese, Language::English] {
        let text = layouts.reference(language);
        let chapters: Vec<_> = text.split("\n## ").collect();
        let chapter = |id: &str| {
            let begins = |chapter: &&&str| chapter.starts_with(&format!("{id} "));
            *chapters.iter().find(begins).expect(id)
        };
        for interface in &layouts.interfaces {
            assert!(text.contains(&format!("| {} |", interface.id)));
            let Some(layout) = &interface.layout else {
                continue;
            };
            let chapter = chapter(&interface.id);
            let rows = chapter
                .lines()
                .filter(|line| line.contains('`') && line.starts_with("| "));
            assert_eq!(rows.count(), layout.walk().len(), "{}", interface.id);
            for (path, element) in layout.walk() {
                let row = chapter
                    .lines()
                    .find(|line| line.contains(&format!("`{}`", element.name)));
                let sure = element.provenance.mark.in_words(language);
                assert!(row.is_some(), "{path}");
                assert!(chapter.contains(sure), "{path}");
            }
        }
        for table in &layouts.tables {
            assert!(text.contains(&format!("### {} ", table.title())));
            for code in &table.codes {
                assert!(text.contains(&format!(
                    "| `{}` | {}",
                    code.code,
                    language.pick(&code.ja, &code.en)
                )));
            }
        }
    }
}

#[test]
fn a_request_is_strict_and_a_result_is_not() {
    let layouts = Layouts::embedded();
    let fits = |id: &str, header: Value, body: Value| {
        let schema = layouts.schema(id).expect(id);
        let message = json!({ "XmlMsg": { "MessageHeader": header, "MessageBody": body } });
        let (mut schemas, mut compiler) = (boon::Schemas::new(), boon::Compiler::new());
        compiler.add_resource(id, schema).expect("is JSON");
        let schema = compiler.compile(id, &mut schemas).expect("a valid schema");
        schemas.validate(&message, schema).is_ok()
    };
    let asking = json!({ "QualificationConfirmationDate": "20260401", "MedicalInstitutionCode": "1311111111" });
    let search = |flag: &str, branch: &str| {
        json!({ "QualificationConfirmSearchInfo": {
            "InsurerNumber": "  138156", "InsuredIdentificationNumber": "1", "InsuredBranchNumber": branch,
            "Birthdate": "20000101", "LimitApplicationCertificateRelatedConsFlg": flag } })
    };
    assert!(fits(
        "eligibility-request",
        asking.clone(),
        search("1", "01")
    ));
    assert!(fits("eligibility-request", asking.clone(), search("1", "")));
    assert!(!fits(
        "eligibility-request",
        asking.clone(),
        search("2", "01")
    ));
    assert!(!fits(
        "eligibility-request",
        asking.clone(),
        search("1", "1")
    ));
    assert!(!fits("eligibility-request", json!({}), search("1", "01")));
    let mut more = asking;
    more["New"] = json!("1");
    assert!(!fits("eligibility-request", more, search("1", "01")));

    let header = json!({ "SegmentOfResult": "1", "New": { "Kept": "1" } });
    assert!(fits(
        "eligibility-result",
        header.clone(),
        json!({ "QualificationValidity": "7" })
    ));
    assert!(!fits(
        "eligibility-result",
        header.clone(),
        json!({ "QualificationValidity": 7 })
    ));
    assert!(!fits(
        "eligibility-result",
        header,
        json!({ "ResultList": { "ResultOfQualificationConfirmation": [] } })
    ));
}

#[test]
fn typescript_names_every_message_once() {
    let layouts = Layouts::embedded();
    let text = layouts.typescript();
    let declared: Vec<_> = text
        .lines()
        .filter_map(|line| line.strip_prefix("export "))
        .filter_map(|line| line.split([' ', '=']).nth(1))
        .collect();
    let mut once = declared.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), declared.len());
    for name in text.lines().filter_map(|line| line.strip_suffix("[];")) {
        let name = name.rsplit(' ').next().unwrap_or_default();
        assert!(
            name.starts_with('(') || name == "string" || declared.contains(&name),
            "{name}"
        );
    }
    assert!(text.contains("QualificationValidity?: Oqscd006 | (string & {});"));
    assert!(text.contains("LimitApplicationCertificateRelatedConsFlg: Oqscd001;"));
    assert!(text.contains("ResultList?: EligibilityResultResultListItem[];"));
    assert!(text.contains("BulkConfirmUnit?: BulkEligibilityResultBulkConfirmUnit[];"));
    assert_eq!(text.matches('{').count(), text.matches('}').count());
    for interface in layouts.interfaces.iter().filter(|it| it.layout.is_some()) {
        assert!(
            text.contains(&format!("  {:?}: ", interface.id)),
            "{}",
            interface.id
        );
    }
}

#[test]
fn python_imports_its_module() {
    let text = Layouts::embedded().python();
    let check = "import sys, typing\n\
        source = sys.stdin.read()\n\
        scope = {'__name__': 'onshi_messages'}\n\
        exec(compile(source, 'onshi_messages.py', 'exec'), scope)\n\
        hints = typing.get_type_hints(scope['EligibilityRequestContent'])\n\
        assert list(hints) == ['MessageHeader', 'MessageBody'], hints\n\
        required = scope['EligibilityRequestMessageHeader'].__required_keys__\n\
        assert required == {'QualificationConfirmationDate', 'MedicalInstitutionCode'}, required\n";
    let run = Command::new("python3")
        .args(["-c", check])
        .stdin(std::process::Stdio::piped())
        .spawn();
    // The suite of all hosts requires Python; this test alone does not.
    let Ok(mut run) = run else { return };
    use std::io::Write as _;
    run.stdin
        .take()
        .expect("a pipe")
        .write_all(text.as_bytes())
        .expect("is read");
    assert!(run.wait().expect("ends").success());
}

#[test]
fn explains_what_it_knows_and_nothing_else() {
    let layouts = Layouts::embedded();
    for word in [
        "OQSCD006=3",
        "006=3",
        "OQSCD006 3",
        "QualificationValidity=3",
    ] {
        let [answer] = &layouts.explain(word)[..] else {
            panic!("{word}")
        };
        assert_eq!(
            (answer.subject, &*answer.word),
            (Subject::Code, "OQSCD006=3")
        );
        assert_eq!(answer.ja, "無効（新しい資格あり）");
    }
    let [table] = &layouts.explain("oqscd006")[..] else {
        panic!("a table")
    };
    assert!(table.details_ja.contains(&"1  有効".to_owned()));
    assert!(
        table
            .details_en
            .last()
            .expect("lines")
            .starts_with("Source: JSW")
    );

    let [result] = &layouts.explain("OQSsiquc01res")[..] else {
        panic!("one interface")
    };
    assert_eq!(result.word, "OQS-IF-002");
    assert_eq!(layouts.explain("OQSsiquc01").len(), 2);
    assert_eq!(
        layouts.explain("eligibility-result"),
        layouts.explain("OQS-IF-002")
    );

    let reception = layouts.explain("ReceptionNumber");
    let places: Vec<_> = reception
        .iter()
        .map(|it| it.details_en[0].as_str())
        .collect();
    assert!(
        places
            .iter()
            .any(|it| it.contains("OQS-IF-007 MessageBody/ReceptionNumber"))
    );
    assert!(
        places
            .iter()
            .any(|it| it.contains("OQS-IF-008 MessageHeader/ReceptionNumber"))
    );

    // The same code in table 042 depends on another.
    assert_eq!(layouts.explain("042=01").len(), 3);
    let doubt = layouts.explain("010=05");
    assert!(
        doubt[0]
            .details_ja
            .iter()
            .any(|line| line.contains("被保険者資格証明書"))
    );
    for word in ["", "045", "006=7", "Nothing", "OQS-IF-057", "="] {
        assert_eq!(layouts.explain(word), [], "{word}");
    }
    let all = layouts.explanations();
    assert!(all.len() > 700, "{}", all.len());
    assert!(
        all.iter()
            .all(|it| !it.details_ja.is_empty() && !it.details_en.is_empty())
    );
}
