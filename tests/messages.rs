//! Every message of the layout table through the component: built, read back the same,
//! with every code that its tables have and with one that they have not.

use onshi_host::{BuildOptions, Error, Onshi, ReadOptions};
use onshi_layouts::{Element, Fullness, Kind, Layouts, Occurs};
use serde_json::Value;

/// Numbers that look random and are the same every time.
fn numbers(seed: u64) -> impl FnMut(u32) -> u32 {
    let mut random = fastrand::Rng::with_seed(seed);
    move |bound| random.u32(..bound)
}

/// Interfaces with a layout whose files have names, which is what building takes.
fn interfaces(layouts: &Layouts) -> impl Iterator<Item = (&str, &[Element])> {
    layouts.interfaces.iter().filter_map(|interface| {
        interface.prefix.as_ref()?;
        let layout = interface.layout.as_ref()?;
        Some((interface.id.as_str(), layout.elements.as_slice()))
    })
}

const IDENTIFIER: &str = "ArbitraryFileIdentifier";
const SUFFIX: &str = "202611210001";

fn options(encoding: &str) -> BuildOptions {
    BuildOptions {
        encoding: Some(encoding.to_owned()),
        suffix: SUFFIX.to_owned(),
        ..BuildOptions::default()
    }
}

/// What the message says after the way through XML, and the codes of its notes.
fn through_xml(
    onshi: &Onshi,
    id: &str,
    content: &Value,
    options: &BuildOptions,
) -> Result<(Value, Vec<String>), Error> {
    let file = onshi.build(id, &content.to_string(), options)?;
    let read = ReadOptions {
        interface: Some(id.to_owned()),
        ..ReadOptions::named(&file.name)
    };
    let document = onshi.read(&file.bytes, &read)?;
    let notes = document
        .notes
        .iter()
        .map(|note| note.code.clone())
        .collect();
    let content = serde_json::from_str(&document.content).expect("JSON");
    Ok((content, notes))
}

#[test]
fn every_message_is_read_back_as_it_was_built() {
    let layouts = Layouts::embedded();
    let onshi = Onshi::open(onshi_tests::dist()).expect("the component opens");
    let mut seen = 0;
    for (id, _) in interfaces(&layouts) {
        for (seed, fullness) in [
            (1, Fullness::Required),
            (2, Fullness::Some),
            (3, Fullness::Some),
            (4, Fullness::All),
        ] {
            for (encoding, code) in [("utf-8", "0"), ("shift-jis", "1")] {
                let mut sample = layouts
                    .sample(id, &mut numbers(seed), fullness)
                    .expect("it has a layout");
                let stated = sample.pointer_mut("/XmlMsg/MessageHeader/CharacterCodeIdentifier");
                if let Some(stated) = stated {
                    *stated = code.into();
                }
                let (back, notes) = through_xml(&onshi, id, &sample, &options(encoding))
                    .unwrap_or_else(|error| panic!("{id}: {error}"));
                assert_eq!(notes, [""; 0], "{id}");
                // A request that has none is given one: its suffix.
                let header = "/XmlMsg/MessageHeader";
                let given = &back.pointer(header).expect("a header")[IDENTIFIER];
                if given == SUFFIX {
                    sample.pointer_mut(header).expect("a header")[IDENTIFIER] = SUFFIX.into();
                }
                assert_eq!(back, sample, "{id}");
                seen += 1;
            }
        }
    }
    assert!(seen >= 28 * 8, "{seen}");
}

#[test]
fn every_code_of_every_table_is_known_wherever_it_stands_and_no_other() {
    let layouts = Layouts::embedded();
    let onshi = Onshi::open(onshi_tests::dist()).expect("the component opens");
    let mut tables = std::collections::BTreeSet::new();
    for (id, elements) in interfaces(&layouts) {
        let sample = layouts
            .sample(id, &mut numbers(5), Fullness::All)
            .expect("it has a layout");
        let mut places = Vec::new();
        code_places(elements, &sample["XmlMsg"], "/XmlMsg", &mut places);
        for (pointer, table) in places {
            // It has to agree with the encoding.
            if pointer.ends_with("CharacterCodeIdentifier") {
                continue;
            }
            let known = layouts.table(&table).expect("a table");
            for code in &known.codes {
                let mut message = sample.clone();
                *message.pointer_mut(&pointer).expect("it is there") = code.code.as_str().into();
                let (back, notes) = through_xml(&onshi, id, &message, &options("utf-8"))
                    .unwrap_or_else(|error| panic!("{id} {pointer}: {error}"));
                assert_eq!(notes, [""; 0], "{id} {pointer}");
                assert_eq!(back, message, "{id} {pointer}");
            }
            let mut message = sample.clone();
            *message.pointer_mut(&pointer).expect("it is there") = "Q9".into();
            let refused = through_xml(&onshi, id, &message, &options("utf-8"));
            let Err(Error::Problems(problems)) = refused else {
                panic!("{id} {pointer}: an unknown code is built");
            };
            assert_eq!(problems.len(), 1, "{id} {pointer}");
            assert_eq!(problems[0].code, "message.unknown-code");
            let insisting = BuildOptions {
                overrides: vec!["message.unknown-code".to_owned()],
                ..options("utf-8")
            };
            let (back, notes) = through_xml(&onshi, id, &message, &insisting)
                .unwrap_or_else(|error| panic!("{id} {pointer}: {error}"));
            assert_eq!(notes, ["message.unknown-code"], "{id} {pointer}");
            assert_eq!(back, message, "{id} {pointer}: kept");
            tables.insert(table);
        }
    }
    assert!(tables.len() > 25, "{tables:?}");
}

/// Where in a sample there are codes, and of which table.
fn code_places(
    elements: &[Element],
    sample: &Value,
    pointer: &str,
    places: &mut Vec<(String, String)>,
) {
    for element in elements {
        let at = format!("{pointer}/{}", element.name);
        let mut value = &sample[&element.name];
        let mut at = at;
        if element.occurs == Occurs::Many && value.is_array() {
            value = &value[0];
            at.push_str("/0");
        }
        match (&element.kind, value) {
            (Kind::Code(table), Value::String(_)) => places.push((at, table.clone())),
            // A list's items are objects of one element each.
            (Kind::List, Value::Array(items)) => {
                for inside in &element.elements {
                    let first = items
                        .iter()
                        .position(|item| item.get(&inside.name).is_some());
                    let Some(first) = first else { continue };
                    let within = format!("{at}/{first}/{}", inside.name);
                    let item = &items[first][&inside.name];
                    match &inside.kind {
                        Kind::Code(table) => places.push((within, table.clone())),
                        _ => code_places(&inside.elements, item, &within, places),
                    }
                }
            }
            (Kind::Group, Value::Object(_)) => code_places(&element.elements, value, &at, places),
            _ => {}
        }
    }
}
