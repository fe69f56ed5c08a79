use super::*;
use crate::message::{ReadOptions, read, read_json};
use std::string::ToString;
use std::vec;

/// All three branches, treatments, and an element that nobody knows.
const MEDICINES: &str = "<XmlMsg><MessageHeader><ResultCode>1</ResultCode>\
    <QuaInf><Name>見本　花子</Name><KanaName>ﾐﾎﾝ ﾊﾅｺ</KanaName><Birth>19800115</Birth>\
    <AdmGendCode>2</AdmGendCode></QuaInf></MessageHeader><MessageBody>\
    <MeTrMonthInf><MeTrMonth>202603</MeTrMonth><MeTrDiHCd>1340000001</MeTrDiHCd>\
    <MeTrDiHNm>見本薬局</MeTrDiHNm><PrlsHCd>1310000002</PrlsHCd><PrlsHNm>見本医院</PrlsHNm>\
    <PrIsOrg>2</PrIsOrg><InOut>2</InOut><DiDateInfs><DiDateInf><DiDate>20260310</DiDate>\
    <PrDate>20260309</PrDate><DrugInfs><DrugInf><DrugC>620000001</DrugC><DrugN>見本錠１</DrugN>\
    <IngreN>見本成分</IngreN><Qua1>1.50</Qua1><Unit>錠</Unit><Times>14</Times>\
    <UsageN>１日１回朝食後</UsageN><SpInst>粉砕</SpInst><MeTrIdCl>21</MeTrIdCl><New>?</New>\
    </DrugInf></DrugInfs><MeTrInfs><MeTrInf><SinInfN>見本処置</SinInfN>\
    <SinInfCd>140000001</SinInfCd><MeTrIdCl>40</MeTrIdCl><Qua1>1</Qua1><Times>2</Times>\
    <Unit>回</Unit></MeTrInf></MeTrInfs></DiDateInf></DiDateInfs></MeTrMonthInf>\
    <CzDiInf><CzDiMonthInf><CzDiMonth>202603</CzDiMonth><CzMeTrDiHCd>1340000001</CzMeTrDiHCd>\
    <CzPrlsHCd>1310000002</CzPrlsHCd><CzPrIsOrg>1</CzPrIsOrg><CzDiDateInfs><CzDiDateInf>\
    <CzDiDate>20260310</CzDiDate><CzPrDate>20260309</CzPrDate><CzDrugInfs><CzDrugInf>\
    <CzDrugC>620000001</CzDrugC><CzDrugN>見本錠１</CzDrugN><CzQua1>1.5</CzQua1></CzDrugInf>\
    <CzDrugInf><CzDrugC>620000009</CzDrugC><CzDrugN>見本錠９</CzDrugN></CzDrugInf></CzDrugInfs>\
    </CzDiDateInf></CzDiDateInfs></CzDiMonthInf></CzDiInf>\
    <ShPrInf><ShPrMonthInf><ShPrMonth>202603</ShPrMonth><ShPrHCd>1310000002</ShPrHCd>\
    <ShPrDateInfs><ShPrDateInf><ShPrDate>20260309</ShPrDate><ShDrugInfs><ShDrugInf>\
    <ShDrugC>620000009</ShDrugC></ShDrugInf></ShDrugInfs></ShPrDateInf>\
    <ShPrDateInf><ShPrDate>20260320</ShPrDate><ShDrugInfs><ShDrugInf>\
    <ShDrugC>620000009</ShDrugC></ShDrugInf></ShDrugInfs></ShPrDateInf></ShPrDateInfs>\
    </ShPrMonthInf></ShPrInf></MessageBody></XmlMsg>";

fn of_xml(xml: &str) -> Result<Summary, Problems> {
    with(xml, &Options::default())
}

fn with(xml: &str, options: &Options) -> Result<Summary, Problems> {
    let message = read(xml.as_bytes(), &ReadOptions::default()).unwrap();
    summarize(message.root(), options)
}

fn superseded(summary: &Summary) -> Vec<Option<(u32, &'static str)>> {
    let by = |medicine: &Medicine| {
        let by = medicine.superseded_by.as_ref()?;
        Some((by.record, by.reason.code))
    };
    summary.medicines.iter().map(by).collect()
}

fn codes(notes: &Problems) -> Vec<&'static str> {
    notes.iter().map(|note| note.code.id()).collect()
}

#[test]
fn medicines_of_all_branches_have_the_same_fields() {
    let summary = of_xml(MEDICINES).unwrap();
    assert!(summary.state.is(GIVEN));
    assert_eq!(summary.result_code.as_deref(), Some("1"));
    let sources: Vec<_> = summary.medicines.iter().map(|of| of.source.code).collect();
    assert_eq!(
        sources,
        [
            "source.claims",
            "source.dispensing",
            "source.dispensing",
            "source.prescription",
            "source.prescription",
        ]
    );
    let json = serde_json::to_value(&summary).unwrap();
    let claim = &json["medicines"][0];
    let visit = &claim["visit"];
    assert_eq!(visit["month"], "2026-03");
    assert_eq!(visit["dispensedOn"], "2026-03-10");
    assert_eq!(visit["prescribedOn"], "2026-03-09");
    assert_eq!(visit["institution"]["name"], "見本薬局");
    assert_eq!(visit["prescriber"]["code"], "1310000002");
    assert_eq!(visit["ownInstitution"], false);
    assert_eq!(visit["classification"], "2");
    assert_eq!(claim["code"], "620000001");
    assert_eq!(claim["ingredient"], "見本成分");
    assert_eq!(claim["quantity"]["sent"], "1.50");
    assert_eq!(claim["quantity"]["number"], "1.50");
    assert_eq!(claim["times"]["number"], "14");
    assert_eq!(claim["unit"], "錠");
    assert_eq!(claim["usage"], "１日１回朝食後");
    assert_eq!(claim["specialInstruction"], "粉砕");
    assert_eq!(claim["usageClass"], "21");
    let dispensed = &json["medicines"][1];
    assert_eq!(dispensed["visit"]["month"], "2026-03");
    assert_eq!(dispensed["visit"]["ownInstitution"], true);
    assert_eq!(dispensed["name"], "見本錠１");
    assert_eq!(json["medicines"][4]["visit"]["prescribedOn"], "2026-03-20");
    let treatment = &json["treatments"][0];
    assert_eq!(treatment["code"], "140000001");
    assert_eq!(treatment["visit"]["dispensedOn"], "2026-03-10");
    assert_eq!(treatment["times"]["number"], "2");
    assert_eq!(json["patient"]["birthDate"], "1980-01-15");
    assert_eq!(json["patient"]["nameKana"], "ﾐﾎﾝ ﾊﾅｺ");
}

#[test]
fn what_takes_precedence_is_visible_and_nothing_is_dropped() {
    let summary = of_xml(MEDICINES).unwrap();
    let same_medicine = "superseded.same-medicine";
    assert_eq!(
        superseded(&summary),
        [
            None,
            Some((0, same_medicine)),
            // Claims have the visit, but not this medicine.
            Some((0, "superseded.same-visit")),
            // The prescription has no dispensing date: it is found by the prescriber's.
            Some((2, same_medicine)),
            // Another day.
            None,
        ]
    );
}

#[test]
fn the_order_of_precedence_is_the_callers() {
    let order = |precedence: &[Source]| Options {
        precedence: precedence.to_vec(),
        ..Options::default()
    };
    let apart = with(MEDICINES, &order(&[])).unwrap();
    assert_eq!(superseded(&apart), [None; 5]);

    let two = order(&[Source::Dispensing, Source::Claims]);
    let dispensing_first = with(MEDICINES, &two).unwrap();
    let by_dispensing = Some((1, "superseded.same-medicine"));
    assert_eq!(
        superseded(&dispensing_first),
        [by_dispensing, None, None, None, None]
    );

    let prescription_first = order(&[Source::Prescription, Source::Dispensing]);
    let of = with(MEDICINES, &prescription_first).unwrap();
    let by = |reason| Some((3, reason));
    assert_eq!(
        superseded(&of),
        [
            None,
            by("superseded.same-visit"),
            by("superseded.same-medicine"),
            None,
            None
        ]
    );
}

#[test]
fn without_a_code_or_a_date_nothing_is_the_same() {
    for gone in [
        "<CzMeTrDiHCd>1340000001</CzMeTrDiHCd>",
        "<CzDiDate>20260310</CzDiDate><CzPrDate>20260309</CzPrDate>",
        "<CzDiDate>20260310</CzDiDate>",
    ] {
        let summary = of_xml(&MEDICINES.replace(gone, "")).unwrap();
        let by_dispensing = superseded(&summary)[1];
        // Without a dispensing date the prescription's tells.
        let expected =
            (gone == "<CzDiDate>20260310</CzDiDate>").then_some((0, "superseded.same-medicine"));
        assert_eq!(by_dispensing, expected, "{gone}");
    }
    let named = MEDICINES.replace("<CzDrugC>620000001</CzDrugC>", "");
    let by_name = superseded(&of_xml(&named).unwrap())[1];
    assert_eq!(by_name, Some((0, "superseded.same-visit")));
}

#[test]
fn elements_that_nobody_knows_are_counted_and_said() {
    let summary = of_xml(MEDICINES).unwrap();
    assert_eq!(summary.others, 1);
    assert_eq!(
        codes(&summary.notes),
        ["medical-information.more-in-content"]
    );
    let path = "MessageBody/MeTrMonthInf/DiDateInfs/DiDateInf/DrugInfs/DrugInf/New";
    assert_eq!(summary.notes[0].place.path.as_deref(), Some(path));
    let block = "<MessageBody><OpInf><OpN>見本手術</OpN></OpInf>";
    let with_block = of_xml(&MEDICINES.replace("<MessageBody>", block)).unwrap();
    assert_eq!(with_block.others, 2);
    let place = &with_block.notes[0].place;
    assert_eq!(place.path.as_deref(), Some("MessageBody/OpInf/OpN"));
    assert!(place.line.is_some());
}

#[test]
fn success_is_the_familys_own_wherever_it_stands() {
    let body = |inside: &str| {
        std::format!("<XmlMsg><MessageHeader/><MessageBody>{inside}</MessageBody></XmlMsg>")
    };
    let refused =
        "<Result><ResultCode>9</ResultCode><MessageContents>見本の理由</MessageContents></Result>";
    let summary = of_xml(&body(refused)).unwrap();
    assert!(summary.state.is(REFUSED));
    assert_eq!(summary.result_code.as_deref(), Some("9"));
    assert_eq!(summary.messages, ["見本の理由"]);
    assert_eq!(summary.others, 0);

    for (inside, state) in [
        ("<ResultCode>1</ResultCode>", GIVEN),
        ("<ResultCode/>", CANNOT_TELL),
        (
            "<ResultCode>1</ResultCode><A><ResultCode>2</ResultCode></A>",
            CANNOT_TELL,
        ),
        (
            "<MeTrMonthInf><MeTrMonth>202603</MeTrMonth></MeTrMonthInf>",
            CANNOT_TELL,
        ),
    ] {
        assert!(of_xml(&body(inside)).unwrap().state.is(state), "{inside}");
    }
    let failed_file = "<MessageHeader><SegmentOfResult>9</SegmentOfResult>";
    let both = MEDICINES.replace("<MessageHeader>", failed_file);
    let summary = of_xml(&both).unwrap();
    assert!(summary.state.is(CANNOT_TELL));
    assert_eq!(summary.medicines.len(), 5);
    assert!(codes(&summary.notes).contains(&"medical-information.contradictory"));
}

#[test]
fn two_patients_are_nobodys_information() {
    let other = "<QuaInf><Name>別人</Name></QuaInf><ResultCode>";
    let summary = of_xml(&MEDICINES.replacen("<ResultCode>", other, 1)).unwrap();
    assert!(summary.state.is(CANNOT_TELL));
    assert!(codes(&summary.notes).contains(&"medical-information.contradictory"));
}

#[test]
fn other_messages_are_refused() {
    for message in [
        "<XmlMsg><MessageHeader><SegmentOfResult>1</SegmentOfResult></MessageHeader>\
         <MessageBody><QualificationValidity>1</QualificationValidity></MessageBody></XmlMsg>",
        "<XmlMsg><MessageHeader/><MessageBody><FileCategory>2</FileCategory></MessageBody></XmlMsg>",
        "<XmlMsg><MessageHeader><MessageContents>?</MessageContents></MessageHeader></XmlMsg>",
        "<XmlMsg/>",
    ] {
        let problems = of_xml(message).unwrap_err();
        assert_eq!(codes(&problems), ["medical-information.not-a-result"]);
    }
}

/// One check-up of items, each of data type, value and unit.
fn checkup(items: &[(&str, &str, &str)]) -> String {
    let items: String = items
        .iter()
        .map(|(data_type, value, unit)| {
            std::format!(
                "<HealthCheckupResultAndQuestionInfo><ItemCode>9N001</ItemCode>\
                 <ItemName>見本項目</ItemName><DataType>{data_type}</DataType>\
                 <DataValue>{value}</DataValue><Unit>{unit}</Unit>\
                 </HealthCheckupResultAndQuestionInfo>"
            )
        })
        .collect();
    std::format!(
        "<XmlMsg><MessageHeader><ResultCode>1</ResultCode><QualificationsInfo>\
         <Name>見本　花子</Name><Birthday>19800115</Birthday></QualificationsInfo>\
         </MessageHeader><MessageBody><SpecificHealthCheckupInfo>\
         <EffectiveTime>20251001</EffectiveTime><HealthCheckupResultAndQuestionInfos>{items}\
         </HealthCheckupResultAndQuestionInfos></SpecificHealthCheckupInfo></MessageBody></XmlMsg>"
    )
}

#[test]
fn checkups_have_values_by_their_data_type() {
    let xml = checkup(&[
        ("PQ", "166.0", "cm"),
        ("PQ", "測定不能", "cm"),
        ("CD", "1", ""),
        ("ST", "12", ""),
        ("XX", "5.5", "%"),
        ("", "", ""),
    ]);
    let summary = of_xml(&xml).unwrap();
    let [checkup] = &summary.checkups[..] else {
        panic!("one check-up");
    };
    assert_eq!(checkup.effective_on.unwrap().to_string(), "2025-10-01");
    let items: Vec<_> = checkup
        .items
        .iter()
        .map(|item| {
            (
                item.kind.code,
                item.value.as_deref(),
                item.number.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        items,
        [
            ("value.numeric", Some("166.0"), Some("166.0")),
            ("value.numeric", Some("測定不能"), None),
            ("value.coded", Some("1"), None),
            ("value.text", Some("12"), None),
            ("value.unknown", Some("5.5"), Some("5.5")),
            ("value.unknown", None, None),
        ]
    );
    assert_eq!(codes(&summary.notes), ["medical-information.unreadable"]);
    assert_eq!(summary.patient.unwrap().name.as_deref(), Some("見本　花子"));

    let types = DataTypes {
        numeric: vec!["XX".into()],
        ..DataTypes::default()
    };
    let options = Options {
        data_types: types,
        ..Options::default()
    };
    let summary = with(&xml, &options).unwrap();
    assert_eq!(summary.checkups[0].items[4].kind.code, "value.numeric");
}

#[test]
fn json_lists_are_read_in_either_form() {
    let inside = r#"{"DrugInf":[{"DrugC":"620000001"},{"DrugC":"620000002"}]}"#;
    let list = r#"[{"DrugInf":{"DrugC":"620000001"}},{"DrugInf":{"DrugC":"620000002"}}]"#;
    for medicines in [inside, list] {
        let json = std::format!(
            r#"{{"MessageHeader":{{"ResultCode":"1"}},"MessageBody":{{"MeTrMonthInf":[{{
            "DiDateInfs":[{{"DiDateInf":{{"DiDate":"20260310","DrugInfs":{medicines}}}}}]}}]}}}}"#
        );
        let message = read_json(&json, &ReadOptions::default()).unwrap();
        let summary = summarize(message.root(), &Options::default()).unwrap();
        let codes: Vec<_> = summary
            .medicines
            .iter()
            .map(|medicine| medicine.code.as_deref().unwrap())
            .collect();
        assert_eq!(codes, ["620000001", "620000002"]);
        assert_eq!(summary.others, 0);
    }
}

#[test]
fn debugging_shows_nothing_that_was_read() {
    let summary = of_xml(MEDICINES).unwrap();
    let shown = std::format!(
        "{summary:?}{:?}{:?}{:?}{:?}",
        summary.medicines,
        summary.treatments,
        summary.patient,
        summary.notes
    );
    for text in ["見本", "62000", "1980", "2026", "ﾐﾎﾝ", "粉砕", "1340000001"] {
        assert!(!shown.contains(text), "{text}");
    }
    assert!(shown.contains("medical-information.given"));
}

/// Whatever an element holds, there is a summary, and every medicine is in it.
#[test]
fn every_element_may_be_strange() {
    let strange = ["", "?", "99999999", "00000000", "2026031", "　"];
    let mut changed = 0;
    for text in strange {
        for (start, rest) in MEDICINES
            .match_indices('>')
            .map(|(at, _)| MEDICINES.split_at(at + 1))
        {
            let Some((value, rest)) = rest.split_once("</") else {
                continue;
            };
            if value.is_empty() || value.contains('<') {
                continue;
            }
            let xml = std::format!("{start}{text}</{rest}");
            assert_eq!(of_xml(&xml).unwrap().medicines.len(), 5, "{text}");
            changed += 1;
        }
    }
    assert!(changed > 200);
}

#[test]
fn every_code_is_listed_once() {
    let sources = [
        include_str!("../medical_information.rs"),
        include_str!("checkups.rs"),
        include_str!("note.rs"),
        include_str!("precedence.rs"),
        include_str!("source.rs"),
    ]
    .concat();
    let ids: std::collections::BTreeSet<_> = CODES.iter().map(|code| code.id()).collect();
    assert_eq!(ids.len(), CODES.len());
    assert_eq!(sources.matches(": Code = code!(").count(), CODES.len());
}
