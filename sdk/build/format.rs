//! What the data files hold, as serde reads it.

use serde::de::Error;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Provenance {
    pub(super) from: Vec<String>,
    pub(super) mark: Mark,
}

#[derive(Deserialize)]
pub(super) enum Mark {
    S,
    S2,
    I,
    M,
    #[serde(rename = "?")]
    Disputed,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Interfaces {
    pub(super) interfaces: Vec<Interface>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Interface {
    pub(super) id: String,
    /// None where not even that is known: such an interface is documented, not read.
    pub(super) direction: Option<String>,
    pub(super) prefix: Option<String>,
    pub(super) alias: Option<String>,
    pub(super) ja: String,
    pub(super) en: String,
    pub(super) provenance: Provenance,
    #[serde(rename = "note")]
    _note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Codes {
    pub(super) tables: Vec<Table>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Table {
    pub(super) table: String,
    pub(super) ja: String,
    pub(super) en: String,
    pub(super) provenance: Provenance,
    #[serde(rename = "note")]
    _note: Option<String>,
    pub(super) codes: Vec<Code>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Code {
    pub(super) code: String,
    pub(super) ja: String,
    pub(super) en: String,
    pub(super) given: Option<String>,
    #[serde(rename = "note")]
    _note: Option<String>,
    #[serde(default)]
    pub(super) variants: Vec<Variant>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Variant {
    pub(super) ja: String,
    pub(super) en: String,
    pub(super) from: Vec<String>,
    #[serde(rename = "note")]
    _note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Groups {
    pub(super) groups: Vec<Group>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Group {
    pub(super) group: String,
    pub(super) purpose: String,
    pub(super) provenance: Provenance,
    pub(super) elements: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Layout {
    pub(super) interface: String,
    pub(super) provenance: Provenance,
    #[serde(default)]
    pub(super) recognize: Recognize,
    #[serde(rename = "note")]
    _note: Option<String>,
    pub(super) elements: Vec<Entry>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct Recognize {
    #[serde(default)]
    pub(super) all: Vec<String>,
    #[serde(default)]
    pub(super) any: Vec<String>,
    #[serde(default)]
    pub(super) none: Vec<String>,
}

pub(super) enum Entry {
    Include(Include),
    Element(Box<Element>),
}

/// By hand, because serde's error for an untagged enum says nothing.
impl<'de> Deserialize<'de> for Entry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        let name = value.get("name").cloned().unwrap_or_default();
        let entry = if value.get("include").is_some() {
            Include::deserialize(value).map(Self::Include)
        } else {
            Element::deserialize(value).map(|element| Self::Element(Box::new(element)))
        };
        entry.map_err(|error| D::Error::custom(format!("element {name}: {error}")))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Include {
    pub(super) include: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) ja: String,
    pub(super) en: String,
    #[serde(rename = "type")]
    pub(super) kind: String,
    pub(super) table: Option<String>,
    pub(super) occurs: String,
    pub(super) length: Option<Length>,
    pub(super) provenance: Option<Provenance>,
    pub(super) label: Option<String>,
    #[serde(rename = "since")]
    _since: Option<String>,
    #[serde(rename = "note")]
    _note: Option<String>,
    #[serde(default)]
    pub(super) elements: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Length {
    pub(super) max: u16,
    pub(super) from: Vec<String>,
    #[serde(rename = "mark")]
    _mark: Mark,
}
