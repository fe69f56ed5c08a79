//! What the data files hold before groups are in their places, as serde reads it.

use crate::model::{Interface, Length, Note, Occurs, Provenance, Recognize, Source, Table};
use serde::de::Error;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Interfaces {
    pub(crate) interfaces: Vec<Interface>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Codes {
    pub(crate) tables: Vec<Table>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sources {
    pub(crate) sources: Vec<Source>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Groups {
    pub(crate) groups: Vec<Group>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Group {
    pub(crate) group: String,
    pub(crate) purpose: String,
    pub(crate) provenance: Provenance,
    pub(crate) elements: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Layout {
    pub(crate) interface: String,
    pub(crate) provenance: Provenance,
    #[serde(default)]
    pub(crate) recognize: Recognize,
    pub(crate) note: Option<Note>,
    pub(crate) elements: Vec<Entry>,
}

pub(crate) enum Entry {
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
pub(crate) struct Include {
    pub(crate) include: String,
    /// For everything in it, whatever the group says.
    pub(crate) provenance: Option<Provenance>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) ja: String,
    pub(crate) en: String,
    #[serde(rename = "type")]
    pub(crate) kind: String,
    pub(crate) table: Option<String>,
    pub(crate) occurs: Occurs,
    pub(crate) length: Option<Length>,
    pub(crate) label: Option<String>,
    pub(crate) since: Option<String>,
    pub(crate) provenance: Option<Provenance>,
    pub(crate) note: Option<Note>,
    #[serde(default)]
    pub(crate) elements: Vec<Entry>,
}
