//! A message without its form.

/// Elements by name, in any order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record(pub(super) Vec<(String, Value)>);

/// What an element holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Text.
    Text(String),
    /// Elements.
    Record(Record),
    /// The element as often as there are texts.
    Texts(Vec<String>),
    /// The element as often as there are records.
    Records(Vec<Record>),
}

impl Record {
    /// Nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// With a text.
    #[must_use]
    pub fn text(mut self, name: &str, text: impl Into<String>) -> Self {
        self.put(name, Value::Text(text.into()));
        self
    }

    /// With a text where there is one: what has no value is left out.
    #[must_use]
    pub fn optional(self, name: &str, text: Option<impl Into<String>>) -> Self {
        match text {
            Some(text) => self.text(name, text),
            None => self,
        }
    }

    /// With elements.
    #[must_use]
    pub fn group(mut self, name: &str, elements: Self) -> Self {
        self.put(name, Value::Record(elements));
        self
    }

    /// With elements where there are any.
    #[must_use]
    pub fn group_if(self, name: &str, elements: Option<Self>) -> Self {
        match elements {
            Some(elements) => self.group(name, elements),
            None => self,
        }
    }

    /// With an element that repeats.
    #[must_use]
    pub fn records(mut self, name: &str, records: Vec<Self>) -> Self {
        self.put(name, Value::Records(records));
        self
    }

    /// With a list of elements that repeat, left out where it is empty.
    #[must_use]
    pub fn list(self, list: &str, name: &str, records: Vec<Self>) -> Self {
        if records.is_empty() {
            return self;
        }
        self.group(list, Self::new().records(name, records))
    }

    /// With the elements of another, which stand beside these.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Those of its elements that have these names.
    #[must_use]
    pub fn only(&self, names: &[&str]) -> Self {
        let wanted = |(name, _): &&(String, Value)| names.contains(&name.as_str());
        Self(self.0.iter().filter(wanted).cloned().collect())
    }

    /// The others.
    #[must_use]
    pub fn without(mut self, names: &[&str]) -> Self {
        self.0.retain(|(name, _)| !names.contains(&name.as_str()));
        self
    }

    /// Its elements in order: each name and what it holds.
    pub fn elements(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// The names of its elements.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }

    /// Puts a value in place of what is there.
    pub fn put(&mut self, name: &str, value: Value) {
        match self.0.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => *known = value,
            None => self.0.push((name.to_owned(), value)),
        }
    }

    /// The value of an element.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value)
    }

    /// The text of an element.
    #[must_use]
    pub fn get_text(&self, name: &str) -> Option<&str> {
        match self.get(name)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The elements inside an element.
    #[must_use]
    pub fn get_group(&self, name: &str) -> Option<&Self> {
        match self.get(name)? {
            Value::Record(record) => Some(record),
            _ => None,
        }
    }

    /// An element that repeats; one alone counts too.
    #[must_use]
    pub fn get_records(&self, name: &str) -> &[Self] {
        match self.get(name) {
            Some(Value::Records(records)) => records,
            Some(Value::Record(record)) => core::slice::from_ref(record),
            _ => &[],
        }
    }
}
