//! The data files as text.

/// The data files, by name, as text.
#[derive(Clone, Debug)]
pub struct Files {
    /// `interfaces.json`.
    pub interfaces: String,
    /// `codes.json`.
    pub codes: String,
    /// `sources.json`.
    pub sources: String,
    /// `groups.json`.
    pub groups: String,
    /// The layout files: each name without `.json`, and text.
    pub layouts: Vec<(String, String)>,
}

/// File names without `.json`, sorted, and texts.
static EMBEDDED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/files.rs"));

impl Files {
    /// The files beside this crate.
    #[must_use]
    pub fn embedded() -> Self {
        let shared = |wanted: &str| {
            let found = EMBEDDED.iter().find(|(name, _)| *name == wanted);
            found
                .map(|(_, text)| (*text).to_owned())
                .unwrap_or_default()
        };
        let is_layout = |name: &str| !["interfaces", "codes", "groups", "sources"].contains(&name);
        Self {
            interfaces: shared("interfaces"),
            codes: shared("codes"),
            sources: shared("sources"),
            groups: shared("groups"),
            layouts: EMBEDDED
                .iter()
                .filter(|(name, _)| is_layout(name))
                .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
                .collect(),
        }
    }
}
