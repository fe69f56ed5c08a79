//! A layout for tests that nobody else has.

use super::Interface;
use super::layout::supplied;

/// An interface of any number of visits, with a code table and names of its own.
pub(crate) const VISITS: &str = r#"{
    "interface": "OQS-IF-025", "direction": "request", "prefix": "OQSsihvq01",
    "provenance": { "from": ["own"], "mark": "M" },
    "tables": [{ "table": "X01", "ja": "訪問の種類", "en": "Kind of visit", "codes": [
        { "code": "1", "ja": "往診", "en": "house call" },
        { "code": "2", "ja": "訪問", "en": "visit", "note": "usual" }
    ] }],
    "elements": [
        { "name": "MessageHeader", "ja": "ヘッダー", "en": "Header", "type": "group", "occurs": "1", "elements": [
            { "name": "MedicalInstitutionCode", "ja": "医療機関コード", "en": "Institution", "type": "institution-code", "occurs": "1" }
        ] },
        { "name": "MessageBody", "ja": "ボディー", "en": "Body", "type": "group", "occurs": "1", "elements": [
            { "name": "VisitMonth", "ja": "訪問月", "en": "Month", "type": "month", "occurs": "1" },
            { "name": "Visit", "ja": "訪問", "en": "Visit", "type": "group", "occurs": "0..n", "elements": [
                { "name": "InsurerNumber", "ja": "保険者番号", "en": "Insurer", "type": "insurer-number", "occurs": "0..1" },
                { "name": "VisitKind", "ja": "訪問の種類", "en": "Kind", "type": "code", "table": "X01", "occurs": "1", "note": "made up" },
                { "name": "Sex1", "ja": "性別", "en": "Sex", "type": "code", "table": "007", "occurs": "0..1" },
                { "name": "VisitNote", "ja": "備考", "en": "Note", "type": "text", "occurs": "0..1", "length": { "max": 4, "from": ["own"], "mark": "M" } }
            ] }
        ] }
    ]
}"#;

pub(crate) fn visits() -> Interface {
    supplied::read(VISITS).unwrap()
}
