//! The hosts in other languages, run as a vendor would run them: each reads and
//! judges a face result and verifies a chain through the component, and reads a bulk
//! result by parts.
//!
//! Where a host sees into the component's memory, it sees that nothing of a message is
//! left there.
//!
//! `cargo xtask test` provides the interpreters and names them in
//! `ONSHI_PYTHON` and `ONSHI_NODE`.

use onshi_host::certificate::{Outcome, Request};
use onshi_host::{Onshi, ReadOptions, ValidationOptions};
use onshi_simulator::jpki::{Hierarchy, Purpose};
use onshi_simulator::person::Person;
use onshi_simulator::results::FaceResult;
use std::path::PathBuf;
use std::process::Command;

const AT: &str = "2026-11-21T09:00:05+09:00";
const AT_UNIX: i64 = 1_795_219_205;

/// The files a host gets, and what it must say about them.
struct Case {
    folder: tempfile::TempDir,
    result: PathBuf,
    expected: Vec<String>,
}

impl Case {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let person = Person::pensioner(AT_UNIX);
        let hierarchy = Hierarchy::jpki_test(1, AT_UNIX);
        let card = hierarchy.card(&person);
        let message = FaceResult::new(person, AT_UNIX).file();
        let result = folder.path().join(&message.name);
        std::fs::write(&result, &message.bytes).expect("a result");
        let leaf = card.authentication.certificate.clone();
        let anchor = hierarchy.anchors(Purpose::Authentication).remove(0);
        std::fs::write(folder.path().join("leaf.der"), &leaf).expect("a leaf");
        std::fs::write(folder.path().join("anchor.der"), &anchor).expect("an anchor");
        let expected = expected(&message.name, &message.bytes, leaf, anchor);
        Self {
            folder,
            result,
            expected,
        }
    }

    fn arguments(&self) -> [PathBuf; 5] {
        [
            onshi_tests::dist(),
            self.result.clone(),
            AT.into(),
            self.folder.path().join("leaf.der"),
            self.folder.path().join("anchor.der"),
        ]
    }

    fn check(&self, interpreter: &str, script: &str) {
        let script = format!("../host-examples/{script}");
        if let Some(said) = run(interpreter, &script, &self.arguments()) {
            assert_eq!(said.lines().collect::<Vec<_>>(), self.expected);
        }
    }
}

/// What a script prints. None where there is no interpreter and none is required.
fn run(interpreter: &str, script: &str, arguments: &[PathBuf]) -> Option<String> {
    let output = Command::new(onshi_tests::interpreter(interpreter)?)
        .arg(onshi_tests::folder().join(script))
        .args(arguments)
        .output()
        .expect("the interpreter runs");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}{complaint}");
    Some(said)
}

/// What the Rust host says, in the words of the examples.
fn expected(name: &str, message: &[u8], leaf: Vec<u8>, anchor: Vec<u8>) -> Vec<String> {
    let onshi = Onshi::open(onshi_tests::dist()).expect("the component opens");
    let document = onshi
        .read(message, &ReadOptions::named(name))
        .expect("a result");
    let judgement = onshi.judge(&document.content, AT).expect("a judgement");
    let interface = document.interface_id.as_deref().expect("a known interface");
    let mut lines = vec![
        format!("{interface}: {}", judgement.state.message_ja),
        judgement.assurance.message_ja.clone(),
    ];
    for eligibility in &judgement.eligibilities {
        let percent = eligibility.share.percent.expect("a share");
        lines.push(format!(
            "{percent}% ({})",
            eligibility.share.source.message_ja
        ));
    }
    let options = ValidationOptions {
        accept_test_hierarchy: true,
        ..ValidationOptions::default()
    };
    let verdict = onshi
        .validate(&Request {
            profile: "jpki-auth".to_owned(),
            leaf,
            intermediates: Vec::new(),
            anchors: vec![anchor],
            crls: Vec::new(),
            ocsp_responses: Vec::new(),
            at: AT.to_owned(),
            options: options.to_json(),
        })
        .expect("a verdict");
    assert_eq!(verdict.state, "valid");
    lines.push(format!("certificate: {}", verdict.state));
    for finding in &verdict.findings {
        let outcome = match finding.outcome {
            Outcome::Passed => continue,
            Outcome::Failed => "failed",
            Outcome::NotChecked => "not-checked",
            Outcome::Noted => "noted",
        };
        lines.push(format!("  {outcome}: {}", finding.message_ja));
    }
    lines
}

#[test]
fn python_says_what_the_rust_host_says() {
    Case::new().check("ONSHI_PYTHON", "python/reception.py");
}

#[test]
fn node_says_what_the_rust_host_says() {
    Case::new().check("ONSHI_NODE", "node/reception.mjs");
}

/// A bulk result larger than two of the pieces in which it is read.
fn bulk_result() -> String {
    let unit = |nth: u32| {
        let validity = nth % 4 + 1;
        format!(
            "<BulkConfirmUnit><QualificationValidity>{validity}</QualificationValidity>\
             <ProcessingResultStatus>1</ProcessingResultStatus>\
             <QualificationConfirmSearchInfo><ArbitraryIdentifier>K{nth:04}\
             </ArbitraryIdentifier><InsurerNumber>  138156</InsurerNumber>\
             <InsuredIdentificationNumber>{nth}</InsuredIdentificationNumber>\
             <Birthdate>19800229</Birthdate></QualificationConfirmSearchInfo>\
             </BulkConfirmUnit>\n"
        )
    };
    let units: String = (0..2_000).map(unit).collect();
    format!(
        "<XmlMsg><MessageHeader><MedicalInstitutionCode>1319999996\
         </MedicalInstitutionCode><SegmentOfResult>1</SegmentOfResult></MessageHeader>\
         <MessageBody>\n{units}</MessageBody></XmlMsg>\n"
    )
}

/// A host says of every person in a file of many what the Rust host says of the
/// message as a whole.
fn check_parts(interpreter: &str, script: &str) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let name = "OQSmuquc02res_202611210001.xml";
    let (file, message) = (folder.path().join(name), bulk_result());
    assert!(message.len() > 2 * 256 * 1024, "{}", message.len());
    std::fs::write(&file, &message).expect("a result");
    let arguments = [onshi_tests::dist(), file, AT.into()];
    let script = format!("../host-examples/{script}");
    let Some(said) = run(interpreter, &script, &arguments) else {
        return;
    };
    let onshi = Onshi::open(onshi_tests::dist()).expect("the component opens");
    let document = onshi
        .read(message.as_bytes(), &ReadOptions::named(name))
        .expect("a result");
    let judged = onshi
        .judge_units(
            document.interface_id.as_deref(),
            &document.content,
            None,
            AT,
        )
        .expect("a bulk result");
    let lines = judged.units.iter().map(|unit| {
        let key = unit.arbitrary_identifier.as_deref().expect("its key");
        format!("{key}: {}", unit.judgement.state.message_ja)
    });
    let expected: Vec<_> = lines.collect();
    assert_eq!(expected.len(), 2_000);
    assert_eq!(said.lines().collect::<Vec<_>>(), expected);
}

#[test]
fn python_reads_a_bulk_result_by_parts() {
    check_parts("ONSHI_PYTHON", "python/bulk.py");
}

#[test]
fn node_reads_a_bulk_result_by_parts() {
    check_parts("ONSHI_NODE", "node/bulk.mjs");
}

#[test]
fn nothing_of_a_message_is_left_in_the_memory_of_the_component() {
    let core = onshi_tests::dist().join("onshi.core.wasm");
    if let Some(said) = run("ONSHI_NODE", "memory.mjs", &[core]) {
        assert_eq!(said.trim(), "in the answer: true, left: 0");
    }
}
