//! "What is this?" for a code, a table, an element or an interface.

use crate::model::{Code, Element, Interface, Kind, Layouts, Note, Table};
use crate::words::{self, Language};
use serde::Serialize;
use std::collections::BTreeMap;

/// What something is, in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Explanation {
    /// What kind of thing it is.
    pub subject: Subject,
    /// The thing itself, as it is written: `OQSCD006=3`, `QualificationValidity`.
    pub word: String,
    /// Its name or meaning in Japanese.
    pub ja: String,
    /// Its name or meaning in English.
    pub en: String,
    /// What else is known, and from where, in Japanese, a line each.
    pub details_ja: Vec<String>,
    /// The same in English.
    pub details_en: Vec<String>,
}

/// What an [`Explanation`] is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// A kind of message.
    Interface,
    /// An element of messages.
    Element,
    /// A code table.
    Table,
    /// A code of a table.
    Code,
}

/// Lines in both languages at once.
#[derive(Default)]
struct Lines {
    ja: Vec<String>,
    en: Vec<String>,
}

impl Lines {
    fn push(&mut self, line: impl Fn(Language) -> String) {
        self.ja.push(line(Language::Japanese));
        self.en.push(line(Language::English));
    }

    fn note(&mut self, note: Option<&Note>) {
        if let Some(note) = note {
            self.push(|language| language.pick(&note.ja, &note.en).to_owned());
        }
    }

    fn source(&mut self, provenance: &crate::Provenance) {
        self.push(|language| {
            let label = language.pick("出典：", "Source: ");
            format!("{label}{}", provenance.in_words(language))
        });
    }
}

impl Layouts {
    /// What a word means: a code table (`OQSCD006`, `006`), a code in one
    /// (`006=3`, `OQSCD006 3`, `QualificationValidity=3`), an element
    /// (`QualificationValidity`), an interface by number, alias or the prefix of its
    /// file names. Nothing where the word is unknown; several where it is several
    /// things.
    #[must_use]
    pub fn explain(&self, word: &str) -> Vec<Explanation> {
        let word = word.trim();
        if let Some((left, code)) = word.split_once(['=', ' ']) {
            return self.codes(left.trim(), code.trim());
        }
        let mut found: Vec<_> = self
            .interfaces
            .iter()
            .filter(|interface| answers_to(interface, word))
            .map(about_interface)
            .collect();
        found.extend(self.tables_named(word).map(about_table));
        found.extend(self.elements_named(word));
        found
    }

    /// Everything [`explain`](Self::explain) has an answer for: every interface,
    /// table, code and element.
    #[must_use]
    pub fn explanations(&self) -> Vec<Explanation> {
        let mut all: Vec<_> = self.interfaces.iter().map(about_interface).collect();
        for table in &self.tables {
            all.push(about_table(table));
            all.extend(table.codes.iter().map(|code| about_code(table, code)));
        }
        let mut names = BTreeMap::new();
        for layout in self.interfaces.iter().filter_map(|it| it.layout.as_ref()) {
            for (_, element) in layout.walk() {
                names.insert(element.name.clone(), ());
            }
        }
        for name in names.keys() {
            all.extend(self.elements_named(name));
        }
        all
    }

    fn tables_named<'a>(&'a self, word: &'a str) -> impl Iterator<Item = &'a Table> {
        self.tables.iter().filter(move |table| {
            table.id.eq_ignore_ascii_case(word) || table.title().eq_ignore_ascii_case(word)
        })
    }

    /// A code of a table, or of the table an element's codes are from.
    fn codes(&self, left: &str, code: &str) -> Vec<Explanation> {
        let mut tables: Vec<_> = self.tables_named(left).collect();
        for layout in self.interfaces.iter().filter_map(|it| it.layout.as_ref()) {
            for (_, element) in layout.walk() {
                if let Kind::Code(table) = &element.kind
                    && element.name.eq_ignore_ascii_case(left)
                    && !tables.iter().any(|known| known.id == *table)
                {
                    tables.extend(self.table(table));
                }
            }
        }
        let is_asked = |known: &&Code| known.code.eq_ignore_ascii_case(code);
        tables
            .into_iter()
            .flat_map(|table| {
                let codes = table.codes.iter().filter(is_asked);
                codes.map(move |code| about_code(table, code))
            })
            .collect()
    }

    /// Every element of this name; those of several interfaces that are alike in
    /// all that is known of them are one.
    fn elements_named(&self, word: &str) -> Vec<Explanation> {
        let mut found: Vec<(Explanation, Vec<String>)> = Vec::new();
        for interface in &self.interfaces {
            for (path, element) in interface.layout.iter().flat_map(|layout| layout.walk()) {
                if !element.name.eq_ignore_ascii_case(word) {
                    continue;
                }
                let explanation = self.about_element(element);
                let place = format!("{} {path}", interface.id);
                match found.iter_mut().find(|(known, _)| *known == explanation) {
                    Some((_, places)) => places.push(place),
                    None => found.push((explanation, vec![place])),
                }
            }
        }
        let placed = found.into_iter().map(|(mut explanation, places)| {
            let places = places.join("; ");
            explanation.details_ja.insert(0, format!("位置：{places}"));
            explanation.details_en.insert(0, format!("Place: {places}"));
            explanation
        });
        placed.collect()
    }

    fn about_element(&self, element: &Element) -> Explanation {
        let mut lines = Lines::default();
        lines.push(|language| {
            let kind = words::kind(self, &element.kind, language);
            let occurs = element.occurs.in_words(language);
            format!("{kind}{}{occurs}", language.pick("、", ", "))
        });
        if element.length.is_some() {
            lines.push(|language| words::length(element, language).unwrap_or_default());
        }
        if let Some(since) = &element.since {
            lines.push(|language| match language {
                Language::Japanese => format!("レイアウト{since}版の資料にあります。"),
                Language::English => format!("In a source of layout version {since}."),
            });
        }
        lines.note(element.note.as_ref());
        if element.own_label {
            let own = (
                "和名は仕様書の名称でなく、このSDKによるものです。",
                "The Japanese name is ours, not the specification's.",
            );
            lines.push(|language| language.pick(own.0, own.1).to_owned());
        }
        lines.source(&element.provenance);
        Explanation {
            subject: Subject::Element,
            word: element.name.clone(),
            ja: element.ja.clone(),
            en: element.en.clone(),
            details_ja: lines.ja,
            details_en: lines.en,
        }
    }
}

fn answers_to(interface: &Interface, word: &str) -> bool {
    let is = |known: &str| known.eq_ignore_ascii_case(word);
    let by_prefix = |prefix: &String| {
        let step = interface.direction.map(|direction| match direction {
            crate::Direction::Request => "req",
            crate::Direction::Result => "res",
        });
        is(prefix) || is(&format!("{prefix}{}", step.unwrap_or_default()))
    };
    is(&interface.id)
        || interface.alias.as_deref().is_some_and(is)
        || interface.prefix.as_ref().is_some_and(by_prefix)
}

fn about_interface(interface: &Interface) -> Explanation {
    let mut lines = Lines::default();
    if let Some(direction) = interface.direction {
        lines.push(|language| direction.in_words(language).to_owned());
    }
    if let Some(prefix) = &interface.prefix {
        lines.push(|language| {
            let label = language.pick("ファイル名の接頭辞：", "Files begin with: ");
            format!("{label}{prefix}")
        });
    }
    if let Some(alias) = &interface.alias {
        lines.push(|language| format!("{}{alias}", language.pick("別名：", "Also: ")));
    }
    lines.push(|language| {
        let (ja, en) = match &interface.layout {
            Some(_) => ("レイアウトあり", "Its layout is in the table."),
            None => (
                "レイアウトは公開されていません。",
                "Its layout is not publicly known.",
            ),
        };
        language.pick(ja, en).to_owned()
    });
    lines.note(interface.note.as_ref());
    lines.note(
        interface
            .layout
            .as_ref()
            .and_then(|layout| layout.note.as_ref()),
    );
    lines.source(&interface.provenance);
    Explanation {
        subject: Subject::Interface,
        word: interface.id.clone(),
        ja: interface.ja.clone(),
        en: interface.en.clone(),
        details_ja: lines.ja,
        details_en: lines.en,
    }
}

fn about_table(table: &Table) -> Explanation {
    let mut lines = Lines::default();
    for code in &table.codes {
        lines.push(|language| {
            let meaning = language.pick(&code.ja, &code.en);
            format!("{}  {meaning}{}", code.code, given(code, language))
        });
    }
    lines.note(table.note.as_ref());
    lines.source(&table.provenance);
    Explanation {
        subject: Subject::Table,
        word: table.title(),
        ja: table.ja.clone(),
        en: table.en.clone(),
        details_ja: lines.ja,
        details_en: lines.en,
    }
}

fn about_code(table: &Table, code: &Code) -> Explanation {
    let mut lines = Lines::default();
    lines.push(|language| {
        let name = language.pick(&table.ja, &table.en);
        format!("{} {name}{}", table.title(), given(code, language))
    });
    lines.note(code.note.as_ref());
    for variant in &code.variants {
        lines.push(|language| {
            let meaning = language.pick(&variant.ja, &variant.en);
            let from = variant.from.join(", ");
            let note = variant.note.as_ref();
            let note = note.map(|note| language.pick(&note.ja, &note.en));
            match language {
                Language::Japanese => {
                    format!("{from}では「{meaning}」。{}", note.unwrap_or_default())
                }
                Language::English => format!("“{meaning}” in {from}. {}", note.unwrap_or_default()),
            }
            .trim_end()
            .to_owned()
        });
    }
    lines.note(table.note.as_ref());
    lines.source(&table.provenance);
    Explanation {
        subject: Subject::Code,
        word: format!("{}={}", table.title(), code.code),
        ja: code.ja.clone(),
        en: code.en.clone(),
        details_ja: lines.ja,
        details_en: lines.en,
    }
}

/// On which code of another element the meaning depends.
pub(crate) fn given(code: &Code, language: Language) -> String {
    match (&code.given, language) {
        (None, _) => String::new(),
        (Some(given), Language::Japanese) => format!("（前提となるコードが{given}のとき）"),
        (Some(given), Language::English) => format!(" (where the other code is {given})"),
    }
}
