//! The Web API's JSON: the same names, `{"XmlMsg": …}`, a list as an array of
//! objects with one element each.

use super::reader::{self, Malformed};
use super::record::{Record, Value};
use super::shape::Shape;
use serde_json::{Map, Value as Json};

pub(super) fn read(shapes: &[Shape], message: &Json) -> Result<Record, Malformed> {
    let root = message.get("XmlMsg").and_then(Json::as_object);
    elements(shapes, root.ok_or(Malformed::Root)?)
}

fn elements(shapes: &[Shape], object: &Map<String, Json>) -> Result<Record, Malformed> {
    let mut record = Record::new();
    for (name, value) in object {
        let shape = shapes.iter().find(|shape| shape.name == *name);
        let shape = shape.ok_or_else(|| Malformed::Unexpected(name.clone()))?;
        match value {
            Json::String(text) => reader::text(shape, text, &mut record)?,
            Json::Object(inside) => {
                reader::insert(shape, elements(&shape.inside, inside)?, &mut record)?;
            }
            Json::Array(items) if shape.many => {
                for item in items {
                    let inside = item.as_object().ok_or_else(|| form(shape))?;
                    reader::insert(shape, elements(&shape.inside, inside)?, &mut record)?;
                }
            }
            Json::Null => {}
            _ => return Err(form(shape)),
        }
    }
    reader::complete(shapes, record)
}

fn form(shape: &Shape) -> Malformed {
    Malformed::Form(shape.name.clone())
}

pub(super) fn write(shapes: &[Shape], message: &Record) -> Json {
    let root = Json::Object(object(shapes, message));
    Json::Object([("XmlMsg".to_owned(), root)].into_iter().collect())
}

fn object(shapes: &[Shape], record: &Record) -> Map<String, Json> {
    let mut object = Map::new();
    for shape in shapes {
        if let Some(value) = record.get(&shape.name) {
            object.insert(shape.name.clone(), json(shape, value));
        }
    }
    object
}

fn json(shape: &Shape, value: &Value) -> Json {
    let inside = |record: &Record| Json::Object(object(&shape.inside, record));
    match value {
        Value::Text(text) => Json::String(text.clone()),
        Value::Texts(texts) => texts.iter().cloned().map(Json::String).collect(),
        Value::Records(records) => records.iter().map(inside).collect(),
        Value::Record(record) if shape.list => list(shape, record),
        Value::Record(record) => inside(record),
    }
}

fn list(shape: &Shape, record: &Record) -> Json {
    let items = shape.inside.iter().flat_map(|item| {
        let records = record.get_records(&item.name).iter();
        records.map(|record| {
            let inside = Json::Object(object(&item.inside, record));
            Json::Object([(item.name.clone(), inside)].into_iter().collect())
        })
    });
    items.collect()
}
