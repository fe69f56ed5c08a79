//! Messages as record types, which every typed language has.

use crate::model::{Direction, Element, Interface, Kind, Layouts, Occurs};
use std::collections::BTreeSet;

/// All types of one interface's messages: those inside before those around them.
pub(crate) struct Message<'a> {
    pub(crate) interface: &'a Interface,
    /// Whether only known codes are allowed.
    pub(crate) strict: bool,
    pub(crate) records: Vec<Record<'a>>,
}

pub(crate) struct Record<'a> {
    pub(crate) name: String,
    /// None for the message as a whole and what is not an element of it.
    pub(crate) element: Option<&'a Element>,
    pub(crate) fields: Vec<Field<'a>>,
}

pub(crate) struct Field<'a> {
    pub(crate) name: &'a str,
    pub(crate) element: Option<&'a Element>,
    pub(crate) required: bool,
    /// Whether it is an array of its shape.
    pub(crate) many: bool,
    pub(crate) shape: Shape,
}

pub(crate) enum Shape {
    Text,
    /// A code of the table with this id.
    Code(String),
    /// The record with this name.
    Record(String),
}

/// The messages of every interface with a layout.
pub(crate) fn messages(layouts: &Layouts) -> Vec<Message<'_>> {
    let mut taken = BTreeSet::new();
    layouts
        .interfaces
        .iter()
        .filter_map(|interface| {
            let layout = interface.layout.as_ref()?;
            let name = pascal(interface.alias.as_deref().unwrap_or(&interface.id));
            let mut collector = Collector {
                prefix: &name,
                taken: &mut taken,
                records: Vec::new(),
            };
            let fields = collector.fields(&layout.elements, "");
            let content = collector.record("Content", "", None, fields);
            collector.records.push(Record {
                name: name.clone(),
                element: None,
                fields: vec![Field {
                    name: "XmlMsg",
                    element: None,
                    required: true,
                    many: false,
                    shape: Shape::Record(content),
                }],
            });
            Some(Message {
                interface,
                strict: interface.direction == Some(Direction::Request),
                records: collector.records,
            })
        })
        .collect()
}

/// `eligibility-request` as a type's name.
pub(crate) fn pascal(words: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().map(|first| first.to_ascii_uppercase());
        first.into_iter().chain(letters).collect::<String>()
    };
    words.split('-').map(word).collect()
}

struct Collector<'a, 'n> {
    prefix: &'n str,
    taken: &'n mut BTreeSet<String>,
    records: Vec<Record<'a>>,
}

impl<'a> Collector<'a, '_> {
    fn fields(&mut self, elements: &'a [Element], parent: &str) -> Vec<Field<'a>> {
        let field = |element: &'a Element| {
            let (shape, is_list) = self.shape(element, parent);
            Field {
                name: element.name.as_str(),
                element: Some(element),
                required: element.occurs == Occurs::One,
                many: is_list || element.occurs == Occurs::Many,
                shape,
            }
        };
        elements.iter().map(field).collect()
    }

    fn shape(&mut self, element: &'a Element, parent: &str) -> (Shape, bool) {
        match &element.kind {
            Kind::Group => {
                let fields = self.fields(&element.elements, &element.name);
                let name = self.record(&element.name, parent, Some(element), fields);
                (Shape::Record(name), false)
            }
            Kind::List => {
                let mut fields = self.fields(&element.elements, &element.name);
                let alone = fields.len() == 1;
                for field in &mut fields {
                    // One of them is there, once.
                    (field.required, field.many) = (alone, false);
                }
                let name = format!("{}Item", element.name);
                (
                    Shape::Record(self.record(&name, parent, None, fields)),
                    true,
                )
            }
            Kind::Code(table) => (Shape::Code(table.clone()), false),
            _ => (Shape::Text, false),
        }
    }

    fn record(
        &mut self,
        name: &str,
        parent: &str,
        element: Option<&'a Element>,
        fields: Vec<Field<'a>>,
    ) -> String {
        let mut whole = format!("{}{name}", self.prefix);
        if !self.taken.insert(whole.clone()) {
            whole = format!("{}{parent}{name}", self.prefix);
            self.taken.insert(whole.clone());
        }
        self.records.push(Record {
            name: whole.clone(),
            element,
            fields,
        });
        whole
    }
}
