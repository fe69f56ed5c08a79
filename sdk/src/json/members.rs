//! The members of an object, asked for by name.

use super::node::{Bounds, Node, Stop};
use alloc::string::String;
use alloc::vec::Vec;

/// What is wrong with an object, as the detail of a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) en: String,
    pub(crate) ja: String,
    /// Line and column, where no name says where.
    pub(crate) position: Option<(u32, u32)>,
}

impl Fault {
    fn new(en: &str, ja: &str) -> Self {
        Self {
            en: en.into(),
            ja: ja.into(),
            position: None,
        }
    }

    /// Names are the caller's own, and what the object is about: they are said.
    fn about(fault: &str, name: &str) -> Self {
        let text = alloc::format!("{fault} `{name}`");
        Self::new(&text, &text)
    }
}

impl From<(Stop, (u32, u32))> for Fault {
    fn from((stop, position): (Stop, (u32, u32))) -> Self {
        let fault = match stop {
            Stop::NotJson => Self::new("not JSON", "JSONではありません"),
            Stop::NameTwice(name) => return Self::about("duplicate field", &name),
            Stop::TooDeep | Stop::TooManyValues | Stop::TextTooLong => {
                Self::new("larger than any such input", "大きすぎます")
            }
        };
        Self {
            position: Some(position),
            ..fault
        }
    }
}

/// More than any operation's input has, its certificates among them.
const BOUNDS: Bounds = Bounds {
    depth: 40,
    values: 100_000,
    text: usize::MAX,
};

/// Reads an object. Its members named in `raw`, with spaces between, may be anything:
/// see [`Members::raw`].
///
/// # Errors
/// Text that is no JSON object, and the first member that is not as it was asked
/// for, is missing, or was not asked for at all.
pub(crate) fn object<'a, T>(
    text: &'a str,
    raw: &str,
    read: impl FnOnce(&mut Members<'a>) -> T,
) -> Result<T, Fault> {
    let mut members = Members::of(text, raw);
    let value = read(&mut members);
    members.end().map_or(Ok(value), Err)
}

/// An object being read. What is asked for is there and of its kind, or there is
/// a fault, and whatever is read is not used. `null` is the same as absent.
pub(crate) struct Members<'a> {
    members: Vec<(String, Node<'a>)>,
    fault: Option<Fault>,
}

/// The members of an object while one inside it is read.
#[derive(Default)]
pub(crate) struct Around<'a>(Vec<(String, Node<'a>)>);

impl<'a> Members<'a> {
    /// Those of a whole text: see [`object`].
    pub(crate) fn of(text: &'a str, raw: &str) -> Self {
        let (members, fault) = match Node::read(text, BOUNDS, raw) {
            Ok(Node::Object(members)) => (members, None),
            Ok(_) => (
                Vec::new(),
                Some(Fault::new(
                    "not a JSON object",
                    "JSONのオブジェクトではありません",
                )),
            ),
            Err(stop) => (Vec::new(), Some(stop.into())),
        };
        Self { members, fault }
    }

    /// What was wrong, if anything; nothing may be left.
    pub(crate) fn end(mut self) -> Option<Fault> {
        self.nothing_left();
        self.fault
    }

    /// A text, which must be there.
    pub(crate) fn text(&mut self, name: &str) -> String {
        let text = self.optional_text(name);
        self.required(name, text).unwrap_or_default()
    }

    /// A text, if it is there.
    pub(crate) fn optional_text(&mut self, name: &str) -> Option<String> {
        match self.take(name)? {
            Node::Text(text) => Some(text),
            _ => self.wrong(name),
        }
    }

    /// What a text means, if it is there.
    pub(crate) fn choice<T>(&mut self, name: &str, meaning: fn(&str) -> Option<T>) -> Option<T> {
        let text = self.optional_text(name)?;
        meaning(&text).or_else(|| self.wrong(name))
    }

    /// What a text means, which must be there; `None` comes with a fault.
    pub(crate) fn required_choice<T>(
        &mut self,
        name: &str,
        meaning: fn(&str) -> Option<T>,
    ) -> Option<T> {
        let choice = self.choice(name, meaning);
        self.required(name, choice)
    }

    /// What texts mean; none where the member is absent.
    pub(crate) fn choices<T>(&mut self, name: &str, meaning: fn(&str) -> Option<T>) -> Vec<T> {
        let texts = self.texts(name);
        let meanings = texts.iter().map(|text| meaning(text)).collect();
        Option::or_else(meanings, || self.wrong(name)).unwrap_or_default()
    }

    /// Texts; none where the member is absent.
    pub(crate) fn texts(&mut self, name: &str) -> Vec<String> {
        let mut texts = Vec::new();
        for item in self.items(name) {
            match item {
                Node::Text(text) => texts.push(text),
                _ => self.wrong(name).unwrap_or_default(),
            }
        }
        texts
    }

    /// A whole number, if it is there.
    pub(crate) fn number(&mut self, name: &str) -> Option<u32> {
        let number = self.take(name)?;
        number.as_u32().or_else(|| self.wrong(name))
    }

    /// A whole number, which must be there.
    pub(crate) fn required_number(&mut self, name: &str) -> u32 {
        let number = self.number(name);
        self.required(name, number).unwrap_or_default()
    }

    /// Whole numbers, each of which stays as it is where it is absent.
    pub(crate) fn numbers(&mut self, numbers: &mut [(&str, &mut u32)]) {
        for (name, number) in numbers {
            **number = self.number(name).unwrap_or(**number);
        }
    }

    /// From one number to another, if it is there.
    pub(crate) fn range(&mut self, name: &str) -> Option<(u32, u32)> {
        match self.take(name)? {
            Node::Array(bounds) => match &bounds[..] {
                [least, most] => least.as_u32().zip(most.as_u32()),
                _ => None,
            },
            _ => None,
        }
        .or_else(|| self.wrong(name))
    }

    /// True where it says so.
    pub(crate) fn flag(&mut self, name: &str) -> bool {
        match self.take(name) {
            None => false,
            Some(Node::Bool(flag)) => flag,
            Some(_) => self.wrong(name).unwrap_or_default(),
        }
    }

    /// What an object holds, which must be there.
    pub(crate) fn object<T>(&mut self, name: &str, read: impl FnOnce(&mut Self) -> T) -> T {
        let around = self.enter(name);
        let value = read(self);
        self.leave(around);
        value
    }

    /// From here on members are those of an object, which must be there.
    pub(crate) fn enter(&mut self, name: &str) -> Around<'a> {
        let node = self.take(name);
        let node = self.required(name, node);
        self.step_inside(name, node)
    }

    /// Back from there.
    pub(crate) fn leave(&mut self, around: Around<'a>) {
        self.nothing_left();
        self.members = around.0;
    }

    /// What an object holds; absent, it has no members.
    pub(crate) fn optional_object<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let node = self.take(name);
        self.inside(name, node, read)
    }

    /// What an object holds, if it is there.
    pub(crate) fn maybe_object<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&mut Self) -> T,
    ) -> Option<T> {
        let node = self.take(name)?;
        Some(self.inside(name, Some(node), read))
    }

    /// What objects hold; none where the member is absent.
    pub(crate) fn objects<T>(&mut self, name: &str, read: fn(&mut Self) -> T) -> Vec<T> {
        let mut objects = Vec::new();
        for item in self.items(name) {
            objects.push(self.inside(name, Some(item), read));
        }
        objects
    }

    /// The member that was to be left as it is written, which must be there.
    pub(crate) fn raw(&mut self, name: &str) -> &'a str {
        let raw = self.optional_raw(name);
        self.required(name, raw).unwrap_or_default()
    }

    /// The same, if it is there.
    pub(crate) fn optional_raw(&mut self, name: &str) -> Option<&'a str> {
        match self.take(name)? {
            Node::Raw(text) => Some(text).filter(|text| text.trim() != "null"),
            _ => None,
        }
    }

    /// Passes over members that people read and programs don't.
    pub(crate) fn ignore(&mut self, names: &[&str]) {
        for name in names {
            self.take(name);
        }
    }

    /// Members that must be there, even if there is nothing in them.
    pub(crate) fn require(&mut self, names: &[&str]) {
        for name in names {
            let found = self.members.iter().find(|(known, _)| known == name);
            let found = found.map(|_| ());
            self.required(name, found).unwrap_or_default();
        }
    }

    fn required<T>(&mut self, name: &str, value: Option<T>) -> Option<T> {
        value.or_else(|| self.fail(Fault::about("missing field", name)))
    }

    fn items(&mut self, name: &str) -> Vec<Node<'a>> {
        match self.take(name) {
            None => Vec::new(),
            Some(Node::Array(items)) => items,
            Some(_) => self.wrong(name).unwrap_or_default(),
        }
    }

    fn inside<T>(
        &mut self,
        name: &str,
        node: Option<Node<'a>>,
        read: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let around = self.step_inside(name, node);
        let value = read(self);
        self.leave(around);
        value
    }

    fn step_inside(&mut self, name: &str, node: Option<Node<'a>>) -> Around<'a> {
        let members = match node {
            None => Vec::new(),
            Some(Node::Object(members)) => members,
            Some(_) => self.wrong(name).unwrap_or_default(),
        };
        Around(core::mem::replace(&mut self.members, members))
    }

    fn take(&mut self, name: &str) -> Option<Node<'a>> {
        let place = self.members.iter().position(|(known, _)| known == name)?;
        let (_, node) = self.members.swap_remove(place);
        (!matches!(node, Node::Null)).then_some(node)
    }

    /// Nothing may be left that was not asked for.
    fn nothing_left(&mut self) {
        if let Some((name, _)) = self.members.first() {
            let fault = Fault::about("unknown field", name);
            self.fail(fault).unwrap_or(());
        }
    }

    fn wrong<T>(&mut self, name: &str) -> Option<T> {
        self.fail(Fault::new(
            &alloc::format!("`{name}` cannot be that"),
            &alloc::format!("`{name}` の値が正しくありません"),
        ))
    }

    /// The first fault is the one that is told.
    fn fail<T>(&mut self, fault: Fault) -> Option<T> {
        self.fault.get_or_insert(fault);
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault<T>(text: &str, read: impl FnOnce(&mut Members<'_>) -> T) -> String {
        object(text, "", read)
            .err()
            .map(|fault| fault.en)
            .unwrap_or_default()
    }

    #[test]
    fn gives_what_is_there_and_usual_values_for_the_rest() {
        let text = r#"{"a":"x","n":7,"f":true,"l":["y","z"],"o":{"n":1},"r":[1,2],"no":null}"#;
        let mut one = 1;
        let mut two = 2;
        let read = object(text, "", |members| {
            members.numbers(&mut [("n", &mut one), ("m", &mut two)]);
            assert_eq!(members.text("a"), "x");
            assert_eq!(members.optional_text("no"), None);
            assert!(members.flag("f") && !members.flag("g"));
            assert_eq!(members.texts("l"), ["y", "z"]);
            assert_eq!(members.texts("k"), [""; 0]);
            assert_eq!(members.range("r"), Some((1, 2)));
            assert_eq!(
                members.optional_object("p", |inside| inside.number("n")),
                None
            );
            members.object("o", |inside| inside.number("n"))
        });
        assert_eq!(read, Ok(Some(1)));
        assert_eq!((one, two), (7, 2));
    }

    #[test]
    fn says_which_member_is_wrong_and_not_what_it_holds() {
        assert_eq!(fault("{}", |m| m.text("a")), "missing field `a`");
        assert_eq!(fault("{}", |m| m.require(&["a"])), "missing field `a`");
        assert_eq!(
            fault("{}", |m| m.object("a", |o| o.text("b"))),
            "missing field `a`"
        );
        assert_eq!(fault(r#"{"b":"見本"}"#, |_| ()), "unknown field `b`");
        assert_eq!(
            fault(r#"{"b":1,"b":1}"#, |m| m.number("b")),
            "duplicate field `b`"
        );
        let wrong = "`b` cannot be that";
        assert_eq!(fault(r#"{"b":1}"#, |m| m.text("b")), wrong);
        assert_eq!(fault(r#"{"b":-1}"#, |m| m.number("b")), wrong);
        assert_eq!(fault(r#"{"b":1.0}"#, |m| m.number("b")), wrong);
        assert_eq!(fault(r#"{"b":4294967296}"#, |m| m.number("b")), wrong);
        assert_eq!(fault(r#"{"b":["x",1]}"#, |m| m.texts("b")), wrong);
        assert_eq!(fault(r#"{"b":[1,2,3]}"#, |m| m.range("b")), wrong);
        assert_eq!(fault(r#"{"b":[]}"#, |m| m.object("b", |_| ())), wrong);
        assert_eq!(
            fault(r#"{"b":"x"}"#, |m| m.choice("b", |_| None::<()>)),
            wrong
        );
        let inside = r#"{"o":[{"b":1},{"c":1}]}"#;
        assert_eq!(
            fault(inside, |m| m.objects("o", |o| o.number("b"))),
            "unknown field `c`"
        );
    }

    #[test]
    fn what_is_no_object_has_no_members() {
        for text in ["[]", "1", "null", "\"{}\""] {
            assert_eq!(fault(text, |_| ()), "not a JSON object", "{text}");
        }
        let fault = object("{\n\"a\" 1}", "", |_| ()).unwrap_err();
        assert_eq!(fault.en, "not JSON");
        assert_eq!(fault.position, Some((2, 5)));
    }
}
