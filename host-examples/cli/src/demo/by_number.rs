//! By number: a 資格確認要求 for somebody who brought a 資格確認書.

use super::{Desk, Reception, title, write};
use crate::{Failure, clock};
use onshi_host::BuildOptions;
use onshi_simulator::person::Person;
use onshi_simulator::results::INSTITUTION;
use serde_json::json;

pub(crate) fn play(desk: &Desk<'_>) -> Result<Reception, Failure> {
    title(3, "番号による照会(資格確認書)");
    let patient = Person::preschooler(desk.at_unix);
    let coverage = patient
        .coverages
        .first()
        .ok_or_else(|| Failure::Misuse("the sample patient has no coverage".to_owned()))?;
    let today = clock::wire_date(&desk.at);
    let content = json!({ "XmlMsg": {
        "MessageHeader": {
            "QualificationConfirmationDate": today,
            "MedicalInstitutionCode": INSTITUTION,
            "ArbitraryFileIdentifier": "onshi-demo",
        },
        "MessageBody": { "QualificationConfirmSearchInfo": {
            "InsurerNumber": coverage.insurer_number,
            "InsuredCardSymbol": coverage.symbol,
            "InsuredIdentificationNumber": coverage.number,
            "InsuredBranchNumber": coverage.branch,
            "Birthdate": patient.wire_birthdate(),
            "LimitApplicationCertificateRelatedConsFlg": "0",
        } },
    } });
    let options = BuildOptions {
        suffix: format!("{today}0001"),
        ..BuildOptions::default()
    };
    let file = desk
        .onshi
        .build("OQS-IF-001", &content.to_string(), &options)?;
    write(&desk.folder.join("req").join(&file.name), &file.bytes)?;
    println!(
        "req フォルダーに置く資格確認要求: {} ({} バイト)",
        file.name,
        file.bytes.len()
    );
    Ok(Reception {
        way: "番号による照会",
        patient: format!("{} ({})", patient.name, patient.kana),
        outcome: format!("資格確認要求を作りました: {}", file.name),
        verified_by: "本人確認は職員が資格確認書で行います。資格は結果が届いてから判定します。"
            .to_owned(),
    })
}
