//! The elements of 薬剤情報, 診療情報 and 特定健診情報.

use crate::calendar;
use crate::population::record::{Checkup, Dispensing, Drug, Origin};
use crate::wire::Record;

/// The three branches of the body, each with names of its own.
pub(super) fn branches(records: &[Dispensing], with_treatments: bool, institution: &str) -> Record {
    let of = |origin: Origin| {
        let records = records.iter().filter(move |record| record.origin == origin);
        records
            .map(move |record| months(record, with_treatments, institution))
            .collect()
    };
    let branch = |name: &str, records: Vec<Record>| {
        (!records.is_empty()).then(|| Record::new().records(name, records))
    };
    Record::new()
        .records("MeTrMonthInf", of(Origin::Claims))
        .group_if("CzDiInf", branch("CzDiMonthInf", of(Origin::Dispensed)))
        .group_if("ShPrInf", branch("ShPrMonthInf", of(Origin::Prescribed)))
}

fn months(record: &Dispensing, with_treatments: bool, institution: &str) -> Record {
    let (month, date) = (
        month(record.dispensed),
        calendar::wire_date(record.dispensed),
    );
    let own = if record.prescriber.0 == institution {
        "1"
    } else {
        "2"
    };
    let prescribed = calendar::wire_date(record.prescribed);
    let drugs = |prefix: &str| record.drugs.iter().map(|each| drug(each, prefix)).collect();
    let ((pharmacy, pharmacy_name), (clinic, clinic_name)) = (&record.pharmacy, &record.prescriber);
    match record.origin {
        Origin::Claims => {
            let treatments =
                record
                    .treatments
                    .iter()
                    .filter(|_| with_treatments)
                    .map(|(name, code)| {
                        Record::new()
                            .text("SinInfN", name)
                            .text("SinInfCd", code)
                            .text("Qua1", "1")
                            .text("Times", "1")
                    });
            let day = Record::new()
                .text("DiDate", date)
                .text("PrDate", prescribed)
                .list("DrugInfs", "DrugInf", drugs(""))
                .list("MeTrInfs", "MeTrInf", treatments.collect());
            Record::new()
                .text("MeTrMonth", month)
                .text("MeTrDiHCd", pharmacy)
                .text("MeTrDiHNm", pharmacy_name)
                .text("PrlsHCd", clinic)
                .text("PrlsHNm", clinic_name)
                .text("PrIsOrg", own)
                .list("DiDateInfs", "DiDateInf", vec![day])
        }
        Origin::Dispensed => {
            let day = Record::new()
                .text("CzDiDate", date)
                .text("CzPrDate", prescribed)
                .list("CzDrugInfs", "CzDrugInf", drugs("Cz"));
            Record::new()
                .text("CzDiMonth", month)
                .text("CzMeTrDiHCd", pharmacy)
                .text("CzMeTrDiHNm", pharmacy_name)
                .text("CzPrlsHCd", clinic)
                .text("CzPrlsHNm", clinic_name)
                .text("CzPrIsOrg", own)
                .list("CzDiDateInfs", "CzDiDateInf", vec![day])
        }
        Origin::Prescribed => {
            let day = Record::new().text("ShPrDate", prescribed).list(
                "ShDrugInfs",
                "ShDrugInf",
                drugs("Sh"),
            );
            Record::new()
                .text("ShPrMonth", month)
                .text("ShPrHCd", clinic)
                .text("ShPrHNm", clinic_name)
                .text("ShPrIsOrg", own)
                .list("ShPrDateInfs", "ShPrDateInf", vec![day])
        }
    }
}

fn drug(drug: &Drug, prefix: &str) -> Record {
    let name = |name: &str| format!("{prefix}{name}");
    Record::new()
        .text(&name("DrugC"), &drug.code)
        .text(&name("DrugN"), &drug.name)
        .text(&name("IngreN"), &drug.ingredient)
        .text(&name("Qua1"), &drug.quantity)
        .text(&name("Unit"), &drug.unit)
        .text(&name("UsageN"), &drug.usage)
        .text(&name("Times"), &drug.times)
}

pub(super) fn checkup(checkup: &Checkup) -> Record {
    let items = checkup.items.iter().map(|item| {
        Record::new()
            .text("ItemCode", &item.code)
            .text("ItemName", item.name)
            .text("DataType", "PQ")
            .text("DataValue", &item.value)
            .text("Unit", item.unit)
    });
    Record::new()
        .text("EffectiveTime", calendar::wire_date(checkup.on))
        .list(
            "HealthCheckupResultAndQuestionInfos",
            "HealthCheckupResultAndQuestionInfo",
            items.collect(),
        )
}

/// 年月.
pub(super) fn month(date: time::Date) -> String {
    calendar::wire_date(date)
        .get(..6)
        .unwrap_or_default()
        .to_owned()
}
