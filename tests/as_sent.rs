//! Messages as others send them, through the component: every interface with a layout
//! in any order of its elements, with elements nobody knows; and every code table, also
//! those that stand in no public layout.

mod any_order;

use onshi_host::{BuildOptions, Onshi, ReadOptions};
use onshi_layouts::{Element, Fullness, Interface, Kind, Layouts, Occurs};
use serde_json::{Value, json};

const UNKNOWN: &str = "NobodyKnowsThis";

#[test]
fn every_interface_reads_in_any_order_and_keeps_what_nobody_knows() {
    let layouts = Layouts::embedded();
    let onshi = Onshi::open(onshi_tests::dist()).expect("the component opens");
    let mut random = fastrand::Rng::with_seed(6);
    let mut seen = 0;
    for interface in &layouts.interfaces {
        if interface.layout.is_none() {
            continue;
        }
        let id = interface.id.as_str();
        for fullness in [Fullness::Required, Fullness::Some, Fullness::All] {
            let mut sample = layouts
                .sample(id, &mut |bound| random.u32(..bound), fullness)
                .expect("it has a layout");
            let stated = sample.pointer_mut("/XmlMsg/MessageHeader/CharacterCodeIdentifier");
            if let Some(stated) = stated {
                *stated = "0".into();
            }
            let mut sent = sample.clone();
            let body = &mut sent["XmlMsg"]["MessageBody"];
            if !body.is_object() {
                *body = json!({});
            }
            body[UNKNOWN] = json!({ "Inside": "kept" });
            let mut bytes = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
            any_order::inside(&sent, &mut bytes, &mut random);
            let options = ReadOptions {
                interface: Some(id.to_owned()),
                ..ReadOptions::default()
            };
            let document = onshi
                .read(bytes.as_bytes(), &options)
                .unwrap_or_else(|error| panic!("{id}: {error}"));
            let back: Value = serde_json::from_str(&document.content).expect("JSON");
            assert_eq!(back, sent, "{id}");
            let notes: Vec<_> = document
                .notes
                .iter()
                .map(|note| (note.code.as_str(), note.place.path.as_deref()))
                .collect();
            let path = format!("MessageBody/{UNKNOWN}");
            assert_eq!(
                notes,
                [("message.unknown-element", Some(path.as_str()))],
                "{id}"
            );
            seen += 1;
        }
    }
    assert!(seen >= 32 * 3, "{seen}");
}

/// Files of electronic prescriptions have names that are not public: with its layout and a
/// prefix, each is built as well.
#[test]
fn what_has_a_layout_and_no_public_name_is_built_under_the_callers() {
    let layouts = Layouts::embedded();
    let onshi = Onshi::open(onshi_tests::dist()).expect("the component opens");
    let mut random = fastrand::Rng::with_seed(7);
    let unnamed = |it: &&Interface| it.prefix.is_none();
    let mut seen = 0;
    for interface in layouts.interfaces.iter().filter(unnamed) {
        let Some(layout) = &interface.layout else {
            continue;
        };
        let id = interface.id.as_str();
        let elements: Vec<Value> = layout.elements.iter().map(described).collect();
        let own = json!({ "interface": id, "prefix": "OWNname01", "direction": "result", "elements": elements });
        for encoding in ["utf-8", "shift-jis"] {
            let mut sample = layouts
                .sample(id, &mut |bound| random.u32(..bound), Fullness::All)
                .expect("it has a layout");
            if let Some(stated) =
                sample.pointer_mut("/XmlMsg/MessageHeader/CharacterCodeIdentifier")
            {
                *stated = if encoding == "utf-8" { "0" } else { "1" }.into();
            }
            let options = BuildOptions {
                encoding: Some(encoding.to_owned()),
                suffix: "202611210001".to_owned(),
                layouts: vec![own.clone()],
                ..BuildOptions::default()
            };
            let file = onshi
                .build(id, &sample.to_string(), &options)
                .unwrap_or_else(|error| panic!("{id}: {error}"));
            assert_eq!(file.name, "OWNname01res_202611210001.xml");
            // Read by the table's own layout, without the caller's.
            let options = ReadOptions {
                interface: Some(id.to_owned()),
                ..ReadOptions::default()
            };
            let document = onshi.read(&file.bytes, &options).expect("a message");
            let back: Value = serde_json::from_str(&document.content).expect("JSON");
            assert_eq!(back, sample, "{id}");
            assert!(document.notes.is_empty(), "{id}: {:?}", document.notes);
        }
        seen += 1;
    }
    assert_eq!(seen, 4, "202, 212, 218 and 221");
}

/// An element in the form of a layout file.
fn described(element: &Element) -> Value {
    let kind = match &element.kind {
        Kind::Group => "group",
        Kind::List => "list",
        Kind::Code(_) => "code",
        Kind::Date => "date",
        Kind::Month => "month",
        Kind::DateTime => "date-time",
        Kind::InsurerNumber => "insurer-number",
        Kind::InstitutionCode => "institution-code",
        Kind::BranchNumber => "branch-number",
        Kind::Integer => "integer",
        Kind::Percent => "percent",
        Kind::Text => "text",
    };
    let occurs = match element.occurs {
        Occurs::One => "1",
        Occurs::Optional => "0..1",
        Occurs::Many => "0..n",
    };
    let inside: Vec<Value> = element.elements.iter().map(described).collect();
    let mut of = json!({ "name": element.name, "ja": element.ja, "en": element.en, "type": kind, "occurs": occurs });
    if let Kind::Code(table) = &element.kind {
        of["table"] = json!(table);
    }
    if !inside.is_empty() {
        of["elements"] = json!(inside);
    }
    of
}

#[test]
fn every_code_table_is_known_to_a_layout_that_names_it() {
    let layouts = Layouts::embedded();
    let onshi = Onshi::open(onshi_tests::dist()).expect("the component opens");
    let mut seen = 0;
    for table in &layouts.tables {
        let element = json!({ "name": "Answer", "ja": "答え", "en": "Answer", "type": "code", "table": table.id, "occurs": "1" });
        let group = |name, elements| json!({ "name": name, "ja": name, "en": name, "type": "group", "occurs": "1", "elements": elements });
        let header = json!({ "name": "MedicalInstitutionCode", "ja": "医療機関コード", "en": "Institution", "type": "institution-code", "occurs": "1" });
        let own = json!({
            "interface": "OWN-IF-001", "direction": "result", "prefix": "OWNname01",
            "elements": [group("MessageHeader", json!([header])), group("MessageBody", json!([element]))],
        });
        let notes = |code: &str| -> Vec<String> {
            let message = format!(
                "<XmlMsg><MessageHeader><MedicalInstitutionCode>1319999996</MedicalInstitutionCode></MessageHeader>\
                 <MessageBody><Answer>{code}</Answer></MessageBody></XmlMsg>"
            );
            let options = ReadOptions {
                layouts: vec![own.clone()],
                ..ReadOptions::named("OWNname01res_1.xml")
            };
            let document = onshi
                .read(message.as_bytes(), &options)
                .unwrap_or_else(|error| panic!("{}: {error}", table.id));
            assert!(document.content.contains(&format!("\"{code}\"")));
            let codes = document.notes.iter().map(|note| note.code.clone());
            codes.collect()
        };
        for code in &table.codes {
            assert_eq!(notes(&code.code), [""; 0], "{} {}", table.id, code.code);
            seen += 1;
        }
        assert_eq!(notes("Q9"), ["message.unknown-code"], "{}", table.id);
    }
    assert!(layouts.tables.len() >= 40 && seen > 150, "{seen}");
}
