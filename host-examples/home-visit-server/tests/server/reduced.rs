//! What a page gets of a result that holds many: by the server, of one that arrived in the
//! shared folder.

use crate::exchange::Page;
use crate::support::{World, someone};
use onshi_simulator::population::{CardState, Patient, Standing};
use onshi_simulator::results::INSTITUTION;
use serde_json::{Value, json};

/// Somebody whose insurance gives no 枝番.
fn without_branch() -> &'static Patient {
    someone(|patient| {
        patient.standing == Standing::Insured
            && patient.card == CardState::Good
            && patient.person.coverages.len() == 1
            && patient.person.coverages[0].branch.is_none()
    })
}

/// A unit with this person's numbers and birth date, under a name; `mark` stands for what
/// only whoever it is of may see.
fn unit(of: &Patient, name: &str, mark: &str) -> String {
    let coverage = &of.person.coverages[0];
    let symbol = coverage.symbol.as_ref().map_or(String::new(), |symbol| {
        format!("<InsuredCardSymbol>{symbol}</InsuredCardSymbol>")
    });
    format!(
        "<BulkConfirmUnit><ProcessingResultStatus>1</ProcessingResultStatus>\
         <QualificationValidity>1</QualificationValidity>\
         <ResultOfQualificationConfirmation>\
         <InsuredCardClassification>{}</InsuredCardClassification>\
         <InsurerNumber>{}</InsurerNumber>{symbol}\
         <InsuredIdentificationNumber>{}</InsuredIdentificationNumber>{name}\
         <Birthdate>{}</Birthdate><Address>{mark}</Address>\
         </ResultOfQualificationConfirmation></BulkConfirmUnit>",
        coverage.classification,
        coverage.insurer_number,
        coverage.number,
        of.person.wire_birthdate(),
    )
}

fn result(institution: &str, units: &[String]) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><XmlMsg><MessageHeader>\
         <ProcessExecutionTime>20261121090100</ProcessExecutionTime>{institution}\
         </MessageHeader><MessageBody>{}</MessageBody></XmlMsg>",
        units.concat(),
    )
}

fn named(name: &str, kana: &str) -> String {
    format!("<Name>{name}</Name><NameKana>{kana}</NameKana>")
}

fn ours() -> String {
    format!("<MedicalInstitutionCode>{INSTITUTION}</MedicalInstitutionCode>")
}

#[test]
fn twins_are_told_apart_by_their_names_and_nothing_is_told_where_they_are_not() {
    let patient = without_branch();
    let hers = named(&patient.person.name, &patient.person.kana);
    let twins = named("架空　月子", "ｶｸｳ ﾂｷｺ");
    for (other, reduced) in [
        (
            twins.as_str(),
            json!({ "kept": 1, "withheld": true, "toldApart": true }),
        ),
        (
            "",
            json!({ "kept": 0, "withheld": true, "toldApart": false }),
        ),
    ] {
        let world = World::start();
        let mut page = Page::of(&world, patient, true);
        let units = [
            unit(patient, &hers, "見本県見本市一丁目"),
            unit(patient, other, "架空県架空市二丁目"),
        ];
        let told = page.collect_instead(&result(&ours(), &units));
        assert_eq!(told["reduced"], reduced);
        let text = told.to_string();
        assert_eq!(text.contains("見本県見本市一丁目"), reduced["kept"] == 1);
        assert!(!text.contains("架空県架空市二丁目"), "it is the twin's");
    }
}

#[test]
fn a_result_of_another_institution_or_of_none_comes_without_content() {
    let patient = without_branch();
    let hers = named(&patient.person.name, &patient.person.kana);
    let other = "<MedicalInstitutionCode>1310000004</MedicalInstitutionCode>";
    for institution in ["", other] {
        let world = World::start();
        let mut page = Page::of(&world, patient, true);
        let units = [unit(patient, &hers, "見本県見本市一丁目")];
        let told = page.collect_instead(&result(institution, &units));
        assert_eq!(told["event"]["content"], Value::Null, "{institution:?}");
        assert!(!told.to_string().contains("見本県見本市一丁目"));
    }
}
