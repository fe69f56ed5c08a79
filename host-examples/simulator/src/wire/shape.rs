//! An element of a layout, as reading and writing need it.

use crate::calendar;
use crate::seed::Stream;
use onshi_layouts::{Element, Kind, Layouts, Occurs};

/// What may stand where an element stands.
#[derive(Clone, Debug)]
pub(super) struct Shape {
    pub(super) name: String,
    pub(super) form: Form,
    pub(super) list: bool,
    pub(super) many: bool,
    pub(super) required: bool,
    longest: Option<usize>,
    /// In the order of writing.
    pub(super) inside: Vec<Shape>,
}

/// The form of an element's text.
#[derive(Clone, Debug)]
pub(super) enum Form {
    Elements,
    Text,
    Digits(usize, usize),
    Date,
    Insurer,
    Code(Vec<String>),
}

impl Shape {
    /// The shapes of these elements, in the order of a seed. Header and body stay
    /// as they are.
    pub(super) fn all(layouts: &Layouts, elements: &[Element], seed: u64) -> Vec<Self> {
        let shapes = elements
            .iter()
            .map(|element| Self::new(layouts, element, seed));
        shapes.collect()
    }

    fn new(layouts: &Layouts, element: &Element, seed: u64) -> Self {
        let mut inside = Self::all(layouts, &element.elements, seed);
        inside.sort_by_cached_key(|shape| {
            Stream::new(seed, &format!("order/{}", shape.name)).below(u64::MAX)
        });
        Self {
            name: element.name.clone(),
            form: Form::of(layouts, &element.kind),
            list: element.kind == Kind::List,
            many: element.occurs == Occurs::Many,
            required: element.occurs == Occurs::One,
            longest: element.length.as_ref().map(|length| length.max.into()),
            inside,
        }
    }

    /// Whether a text may stand here.
    pub(super) fn admits(&self, text: &str) -> bool {
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let in_form = match &self.form {
            Form::Elements => false,
            Form::Text => true,
            Form::Digits(least, most) => digits(text) && (*least..=*most).contains(&text.len()),
            Form::Date => is_date(text),
            Form::Insurer => {
                text.len() == 8 && {
                    let number = text.strip_prefix("  ").unwrap_or(text);
                    digits(number)
                }
            }
            Form::Code(codes) => codes.iter().any(|code| code == text),
        };
        in_form
            && self
                .longest
                .is_none_or(|longest| text.chars().count() <= longest)
    }
}

impl Form {
    fn of(layouts: &Layouts, kind: &Kind) -> Self {
        match kind {
            Kind::Group | Kind::List => Self::Elements,
            Kind::Text => Self::Text,
            Kind::Date => Self::Date,
            Kind::Month => Self::Digits(6, 6),
            Kind::DateTime => Self::Digits(14, 14),
            Kind::InsurerNumber => Self::Insurer,
            Kind::InstitutionCode => Self::Digits(10, 10),
            Kind::BranchNumber => Self::Digits(2, 2),
            Kind::Integer => Self::Digits(1, 20),
            Kind::Percent => Self::Digits(3, 3),
            Kind::Code(table) => {
                let codes = layouts.table(table).map(|table| &table.codes);
                Self::Code(
                    codes
                        .into_iter()
                        .flatten()
                        .map(|code| code.code.clone())
                        .collect(),
                )
            }
        }
    }
}

fn is_date(text: &str) -> bool {
    let digits = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    digits && calendar::read_date(text).is_some()
}
