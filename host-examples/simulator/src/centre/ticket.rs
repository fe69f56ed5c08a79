//! 医療券 and 調剤券.

use crate::calendar;
use crate::person::Coverage;
use crate::population::{Entrusted, Patient};
use crate::results::INSTITUTION;
use crate::wire::Record;
use time::Date;

/// Whether the institution that asks is entrusted with the month's care, and the
/// office has registered it by that day.
pub(super) fn has_ticket(patient: &Patient, on: Date) -> bool {
    let assistance = patient.assistance.as_ref();
    assistance.is_some_and(|assistance| {
        assistance.entrusted == Entrusted::Asker && on.day() >= assistance.from_day
    })
}

/// The tickets of the month for the institution that asks: 調剤券 for a pharmacy,
/// 医療券 for others (the third digit of the code is 点数表, 4 for 調剤).
pub(super) fn tickets(
    patient: &Patient,
    coverage: &Coverage,
    institution: &str,
    on: Date,
) -> Vec<Record> {
    let Some(assistance) = patient.assistance.as_ref() else {
        return Vec::new();
    };
    if !coverage.is_assistance() || !has_ticket(patient, on) {
        return Vec::new();
    }
    let (kind, treatment) = match institution.get(2..3) {
        Some("4") => ("02", "04"),
        Some("3") => ("01", "03"),
        Some("6") => ("01", "05"),
        _ => ("01", "02"),
    };
    let alone = patient.person.coverages.len() == 1;
    let first = on.replace_day(1).unwrap_or(on);
    let last = on.replace_day(on.month().length(on.year())).unwrap_or(on);
    let month = calendar::wire_date(on)
        .get(..6)
        .unwrap_or_default()
        .to_owned();
    let prescriber = (kind == "02").then_some((INSTITUTION, "見本診療所"));
    let ticket = Record::new()
        .text("TicketType", kind)
        .text("MedicalTicketValidDate", calendar::wire_date(first))
        .text("MedicalTicketExpirationDate", calendar::wire_date(last))
        .text("IssueNumber", format!("{month}{:07}", patient.id))
        .text("MedicalTreatmentMonth", month)
        .text("DesignatedMedicalInstitutionCode", institution)
        .text("DesignatedMedicalInstitutionFlag", "0")
        .text("DesignatedMedicalInstitutionName", "架空指定医療機関")
        .optional(
            "PrescriptionIssuerMedicalInstitutionCode",
            prescriber.map(|(code, _)| code),
        )
        .optional(
            "PrescriptionIssuerMedicalInstitutionName",
            prescriber.map(|(_, name)| name),
        )
        .text("InjuryName1", "架空症")
        .text("MedicalTreatmentType", treatment)
        .text("SelfPayAmount", assistance.self_pay.to_string())
        .text("DistrictContactName", "架空担当")
        .text("HandlingContactName", "見本取扱")
        .text("SingleOrCombinedUse", if alone { "01" } else { "02" })
        .text("StatusOfSocialInsurance", if alone { "02" } else { "01" })
        .text("StatusOfInfecton", "02")
        .text("StatusOfElderlyMedicalCare", "02")
        .text("StatusOfPrefecturalExpenses", "02");
    vec![ticket]
}
