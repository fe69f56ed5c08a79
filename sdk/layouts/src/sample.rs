//! Made-up messages that are right by their layout.
//!
//! Nobody in them exists: names are words for "sample" and "example", numbers are
//! drawn and given their check digits. The same numbers drawn give the same message.

mod person;

use crate::model::{Direction, Element, Kind, Layouts, Occurs};
use person::Person;
use serde_json::{Map, Value, json};

/// How much of what may be there is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fullness {
    /// What is required, and in a request one of what it repeats.
    Required,
    /// Some of what may be there, as the numbers fall.
    Some,
    /// Everything, and two of what repeats.
    All,
}

impl Layouts {
    /// A message of an interface in its JSON form; nothing for an interface without
    /// a layout. `random` gives a number below the one it is given.
    ///
    /// CharacterCodeIdentifier says UTF-8, where it is there.
    #[must_use]
    pub fn sample(
        &self,
        id_or_alias: &str,
        random: &mut impl FnMut(u32) -> u32,
        fullness: Fullness,
    ) -> Option<Value> {
        let interface = self.interface(id_or_alias)?;
        let layout = interface.layout.as_ref()?;
        let mut random = Random(random);
        let person = Person::new(&mut random);
        let mut maker = Maker {
            layouts: self,
            institution: random.institution(),
            random,
            fullness,
            at_least_one: interface.direction == Some(Direction::Request),
            person,
        };
        Some(json!({ "XmlMsg": maker.object(&layout.elements, 0) }))
    }
}

/// Numbers below others.
struct Random<'a>(&'a mut dyn FnMut(u32) -> u32);

impl Random<'_> {
    /// Below `bound`, whatever the source does.
    fn below(&mut self, bound: u32) -> u32 {
        (self.0)(bound.max(1)) % bound.max(1)
    }

    fn digits(&mut self, count: usize) -> String {
        (0..count)
            .map(|_| char::from_digit(self.below(10), 10).unwrap_or('0'))
            .collect()
    }

    fn pick<'t, T>(&mut self, from: &'t [T]) -> Option<&'t T> {
        from.get(self.below(u32::try_from(from.len()).unwrap_or(1)) as usize)
    }

    fn one_of(&mut self, from: &[&'static str]) -> &'static str {
        self.pick(from).copied().unwrap_or_default()
    }

    fn date(&mut self, first_year: u32, last_year: u32) -> String {
        let year = first_year + self.below(last_year - first_year + 1);
        format!(
            "{year:04}{:02}{:02}",
            1 + self.below(12),
            1 + self.below(28)
        )
    }

    /// Prefecture, 点数表, and seven digits with their check digit.
    fn institution(&mut self) -> String {
        let prefecture = 1 + self.below(47);
        let table = self.one_of(&["1", "3", "4", "6"]);
        let own = person::with_check_digit(&self.digits(6));
        format!("{prefecture:02}{table}{own}")
    }
}

struct Maker<'a> {
    layouts: &'a Layouts,
    random: Random<'a>,
    fullness: Fullness,
    /// Whether what repeats is there once at least.
    at_least_one: bool,
    institution: String,
    /// Whom the message is about just now.
    person: Person,
}

impl Maker<'_> {
    fn object(&mut self, elements: &[Element], depth: usize) -> Value {
        let mut members = Map::new();
        for element in elements {
            if element.occurs == Occurs::Many {
                let items: Vec<_> = (0..self.repeats())
                    .map(|_| self.repeated(element, depth))
                    .collect();
                if !items.is_empty() {
                    members.insert(element.name.clone(), items.into());
                }
            } else if element.occurs == Occurs::One || self.is_there() {
                members.insert(element.name.clone(), self.value(element, depth));
            }
        }
        members.into()
    }

    fn is_there(&mut self) -> bool {
        match self.fullness {
            Fullness::Required => false,
            Fullness::Some => self.random.below(2) == 1,
            Fullness::All => true,
        }
    }

    fn repeats(&mut self) -> u32 {
        match self.fullness {
            Fullness::Required => u32::from(self.at_least_one),
            Fullness::Some => self.random.below(4).max(u32::from(self.at_least_one)),
            Fullness::All => 2,
        }
    }

    /// One of several: in a bulk message each is another person.
    fn repeated(&mut self, element: &Element, depth: usize) -> Value {
        if depth == 1 {
            self.person = Person::new(&mut self.random);
        }
        self.value(element, depth)
    }

    fn value(&mut self, element: &Element, depth: usize) -> Value {
        match &element.kind {
            Kind::Group => self.object(&element.elements, depth + 1),
            Kind::List => self.list(&element.elements, depth),
            _ => self.text(element).into(),
        }
    }

    fn list(&mut self, elements: &[Element], depth: usize) -> Value {
        let mut items = Vec::new();
        for element in elements {
            for _ in 0..self.repeats() {
                let mut item = Map::new();
                item.insert(element.name.clone(), self.value(element, depth + 1));
                items.push(item);
            }
        }
        items.into()
    }

    fn text(&mut self, element: &Element) -> String {
        let text = match &element.kind {
            Kind::Code(table) => self.code(&element.name, table),
            Kind::InsurerNumber => self.person.insurer.clone(),
            Kind::InstitutionCode => self.institution.clone(),
            Kind::BranchNumber => self.person.branch.clone(),
            Kind::Date if element.name.starts_with("Birth") => self.person.birthdate.clone(),
            Kind::Date => self.random.date(2015, 2026),
            Kind::Month => self
                .random
                .date(2015, 2026)
                .get(..6)
                .unwrap_or_default()
                .to_owned(),
            Kind::DateTime => {
                let date = self.random.date(2015, 2026);
                let [hour, minute, second] = [24, 60, 60].map(|bound| self.random.below(bound));
                format!("{date}{hour:02}{minute:02}{second:02}")
            }
            Kind::Integer => self.random.below(100_000).to_string(),
            Kind::Percent => self.random.one_of(&["010", "020", "030"]).to_owned(),
            Kind::Group | Kind::List | Kind::Text => self.words(&element.name),
        };
        match &element.length {
            Some(length) => text.chars().take(length.max.into()).collect(),
            None => text,
        }
    }

    fn code(&mut self, name: &str, table: &str) -> String {
        match name {
            "CharacterCodeIdentifier" => return "0".to_owned(),
            "Sex1" => return self.person.sex.to_owned(),
            _ => {}
        }
        let codes = self.layouts.table(table).map(|table| &*table.codes);
        let code = self.random.pick(codes.unwrap_or_default());
        code.map(|code| code.code.clone()).unwrap_or_default()
    }

    fn words(&mut self, name: &str) -> String {
        match name {
            "Name" => self.person.name.clone(),
            "NameKana" | "KanaName" | "KanasName" => self.person.kana.clone(),
            "InsuredName" | "NameOfOther" => Person::new(&mut self.random).name,
            "NameOfOtherKana" => Person::new(&mut self.random).kana,
            "InsuredCardSymbol" | "InsuranceCardSymbol" => self.person.symbol.clone(),
            "InsuredIdentificationNumber" | "InsuredPersonIdentificationNumber" => {
                self.person.number.clone()
            }
            "ReferenceNumber" => self.person.reference.clone(),
            "PostNumber" => format!("{}-{}", self.random.digits(3), self.random.digits(4)),
            "Address" => format!(
                "東京都見本区架空{}－{}",
                self.random.below(9),
                self.random.below(99)
            ),
            "InsurerName" => self
                .random
                .one_of(&["見本市", "架空健康保険組合", "例示県後期高齢者医療広域連合"])
                .to_owned(),
            "ArbitraryFileIdentifier" | "ArbitraryIdentifier" | "ReceptionNumber" => {
                self.random.digits(18)
            }
            _ if name.ends_with("Code") || name.ends_with("Cd") || name.ends_with('C') => {
                self.random.digits(9)
            }
            _ => {
                // Every kind of character Shift_JIS and XML have something to say about.
                let word = self.random.one_of(&[
                    "見本",
                    "ﾐﾎﾝ",
                    "例－１",
                    "A&B",
                    "<1>",
                    " 前に空白",
                    "髙﨑①",
                    "\"引用\"",
                    "～",
                    "12.5",
                ]);
                let count = 1 + self.random.below(3) as usize;
                word.repeat(count)
            }
        }
    }
}

#[cfg(test)]
mod tests;
