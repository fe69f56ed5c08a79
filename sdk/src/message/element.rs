//! What was sent, exactly: names, texts with their zeros and spaces, order.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

/// One element of a message, known or not.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Element {
    /// The wire name, as in `QualificationValidity`.
    pub name: String,
    /// What it holds.
    pub content: Content,
    /// Line and column (from 1) of its start tag, where it was read from text.
    pub position: Option<(u32, u32)>,
}

/// What an [`Element`] holds.
#[derive(Clone, PartialEq, Eq)]
pub enum Content {
    /// Text, exactly as sent. Empty when the element was there and empty.
    Text(String),
    /// Further elements, in the order sent.
    Children(Vec<Element>),
}

impl Default for Content {
    fn default() -> Self {
        Self::Text(String::new())
    }
}

impl Element {
    /// An element holding text.
    #[must_use]
    pub fn text(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            content: Content::Text(text.into()),
            position: None,
        }
    }

    /// An element holding elements.
    #[must_use]
    pub fn group(name: impl Into<String>, children: Vec<Self>) -> Self {
        Self {
            name: name.into(),
            content: Content::Children(children),
            position: None,
        }
    }

    /// The elements inside; none where it holds text.
    #[must_use]
    pub fn children(&self) -> &[Self] {
        match &self.content {
            Content::Children(children) => children,
            Content::Text(_) => &[],
        }
    }

    /// The first element inside with this name.
    #[must_use]
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.children().iter().find(|child| child.name == name)
    }

    /// Every element inside with this name, in the order sent.
    pub fn children_named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children()
            .iter()
            .filter(move |child| child.name == name)
    }

    /// The text it holds; none where it holds elements.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match &self.content {
            Content::Text(text) => Some(text),
            Content::Children(_) => None,
        }
    }

    /// The text of the first element inside with this name, if it is not empty:
    /// an empty element and an absent one mean the same.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        self.child(name)
            .and_then(Self::as_text)
            .filter(|text| !text.is_empty())
    }
}

/// Names and shape only: what it holds may be a patient's.
impl fmt::Debug for Element {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.content {
            Content::Text(_) => write!(f, "{}(…)", self.name),
            Content::Children(children) => f.debug_tuple(&self.name).field(children).finish(),
        }
    }
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(_) => f.write_str("Text(…)"),
            Self::Children(children) => f.debug_tuple("Children").field(children).finish(),
        }
    }
}
