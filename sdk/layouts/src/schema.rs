//! JSON Schema (2020-12) of a message's JSON form.
//!
//! A request's schema is strict: what it refuses, building refuses. A result's
//! takes what reading keeps: other elements, codes no table has, values of any form.

use crate::model::{Direction, Element, Kind, Layouts, Note, Occurs, Provenance, Table};
use crate::words::{self, Language};
use serde_json::{Map, Value, json};

impl Layouts {
    /// The JSON Schema of an interface's messages in their JSON form; nothing for
    /// an interface without a layout. The form is that of the core's
    /// `Document::to_json`: every value is a string, an element that may repeat an
    /// array, an element that lists others an array of objects with one each.
    #[must_use]
    pub fn schema(&self, id_or_alias: &str) -> Option<Value> {
        let interface = self.interface(id_or_alias)?;
        let layout = interface.layout.as_ref()?;
        let mut writer = Writer {
            layouts: self,
            strict: interface.direction == Some(Direction::Request),
            tables: Map::new(),
        };
        let message = writer.object(&layout.elements);
        let mut description = vec![interface.en.clone()];
        description.extend(english(interface.note.as_ref()));
        description.extend(english(layout.note.as_ref()));
        description.push(source(&layout.provenance));
        Some(json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": format!("urn:onshi:message:{}", interface.id),
            "title": format!("{} {}", interface.id, interface.ja),
            "description": sentences(&description),
            "type": "object",
            "required": ["XmlMsg"],
            "properties": { "XmlMsg": message },
            "additionalProperties": false,
            "$defs": writer.tables,
        }))
    }
}

struct Writer<'a> {
    layouts: &'a Layouts,
    strict: bool,
    /// The code tables in use, as definitions.
    tables: Map<String, Value>,
}

impl Writer<'_> {
    fn object(&mut self, elements: &[Element]) -> Map<String, Value> {
        let mut properties = Map::new();
        for element in elements {
            properties.insert(element.name.clone(), self.element(element));
        }
        let required: Vec<_> = elements
            .iter()
            .filter(|element| element.occurs == Occurs::One)
            .map(|element| element.name.clone())
            .collect();
        let mut schema = Map::new();
        schema.insert("type".to_owned(), json!("object"));
        schema.insert("properties".to_owned(), properties.into());
        if !required.is_empty() {
            schema.insert("required".to_owned(), json!(required));
        }
        schema.insert("additionalProperties".to_owned(), json!(!self.strict));
        schema
    }

    fn element(&mut self, element: &Element) -> Value {
        let mut schema = Map::new();
        schema.insert("title".to_owned(), json!(element.ja));
        schema.insert("description".to_owned(), json!(self.about(element)));
        let value = match &element.kind {
            Kind::Group => self.object(&element.elements),
            Kind::List => self.list(&element.elements),
            Kind::Code(table) => self.code(table, element.occurs),
            other => text(other, element, self.strict),
        };
        if element.occurs == Occurs::Many {
            schema.insert("type".to_owned(), json!("array"));
            schema.insert("items".to_owned(), value.into());
        } else {
            schema.extend(value);
        }
        schema.into()
    }

    /// An array of objects with one element each.
    fn list(&mut self, elements: &[Element]) -> Map<String, Value> {
        let items: Vec<_> = elements
            .iter()
            .map(|element| {
                let once = Element {
                    occurs: Occurs::One,
                    ..element.clone()
                };
                self.object(&[once])
            })
            .collect();
        let mut schema = Map::new();
        schema.insert("type".to_owned(), json!("array"));
        let items = match <[_; 1]>::try_from(items) {
            Ok([only]) => only.into(),
            Err(items) => json!({ "anyOf": items }),
        };
        schema.insert("items".to_owned(), items);
        schema
    }

    fn code(&mut self, id: &str, occurs: Occurs) -> Map<String, Value> {
        let mut schema = Map::new();
        if let Some(table) = self.layouts.table(id) {
            let title = table.title();
            let reference = json!({ "$ref": format!("#/$defs/{title}") });
            self.tables
                .entry(title)
                .or_insert_with(|| definition(table, self.strict));
            // An empty optional element is tolerated.
            if self.strict && occurs != Occurs::One {
                schema.insert("anyOf".to_owned(), json!([reference, { "const": "" }]));
            } else if let Value::Object(reference) = reference {
                schema = reference;
            }
        }
        schema
    }

    fn about(&self, element: &Element) -> String {
        let mut about = vec![element.en.clone()];
        if element.kind != Kind::Text && !element.kind.holds_elements() {
            about.push(words::kind(self.layouts, &element.kind, Language::English));
        }
        about.extend(words::length(element, Language::English));
        about.extend(element.since.iter().map(|since| format!("Layout {since}")));
        about.extend(english(element.note.as_ref()));
        about.push(source(&element.provenance));
        sentences(&about)
    }
}

fn english(note: Option<&Note>) -> Option<String> {
    note.map(|note| note.en.clone())
}

fn source(provenance: &Provenance) -> String {
    format!("Source: {}", provenance.in_words(Language::English))
}

fn sentences(parts: &[String]) -> String {
    let closed = parts.iter().map(|part| match part.strip_suffix('.') {
        Some(_) => part.clone(),
        None => format!("{part}."),
    });
    closed.collect::<Vec<_>>().join(" ")
}

fn definition(table: &Table, strict: bool) -> Value {
    let mut any: Vec<Value> = Vec::new();
    for code in &table.codes {
        let given = code.given.as_deref();
        let given = given.map(|given| format!(" (where the other element says {given})"));
        let note = english(code.note.as_ref()).map(|note| format!(". {note}"));
        let description = [
            code.en.as_str(),
            &given.unwrap_or_default(),
            &note.unwrap_or_default(),
        ];
        any.push(json!({
            "const": code.code, "title": code.ja, "description": description.concat(),
        }));
    }
    if !strict {
        any.push(
            json!({ "type": "string", "description": "A code no table here has, kept as sent." }),
        );
    }
    let mut description = vec![table.en.clone()];
    description.extend(english(table.note.as_ref()));
    description.push(source(&table.provenance));
    json!({
        "title": format!("{} {}", table.title(), table.ja),
        "description": sentences(&description),
        "type": "string",
        "anyOf": any,
    })
}

fn text(kind: &Kind, element: &Element, strict: bool) -> Map<String, Value> {
    let mut schema = Map::new();
    schema.insert("type".to_owned(), json!("string"));
    if !strict {
        return schema;
    }
    let required = element.occurs == Occurs::One;
    if let Some(pattern) = pattern(kind) {
        let optional = if required { "" } else { "?" };
        let whole = format!("^(?:{pattern}){optional}$");
        schema.insert("pattern".to_owned(), json!(whole));
    } else if required {
        schema.insert("minLength".to_owned(), json!(1));
    }
    if let Some(length) = &element.length {
        schema.insert("maxLength".to_owned(), json!(length.max));
    }
    schema
}

/// The form of a value, as far as a pattern says it.
fn pattern(kind: &Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::Date => "[0-9]{8}",
        Kind::Month => "[0-9]{6}",
        Kind::DateTime => "[0-9]{14}",
        Kind::InsurerNumber => " {0,2}[0-9]{6}|[0-9]{8}",
        Kind::InstitutionCode => "[0-9]{10}",
        Kind::BranchNumber => "[0-9]{2}",
        Kind::Integer => "[0-9]+",
        Kind::Percent => "0[0-9]{2}|100",
        Kind::Group | Kind::List | Kind::Text | Kind::Code(_) => return None,
    })
}
