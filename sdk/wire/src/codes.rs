//! Code tables: which codes there are, and what each means.

use alloc::borrow::Cow;

/// What a code of a table means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meaning<'t> {
    /// In Japanese, the table's own word.
    pub ja: &'t str,
    /// In English.
    pub en: &'t str,
}

/// One code table, with what each code means in both languages: kept as a line with its
/// number and names, and one for each code, each of columns with a tab between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table(pub Cow<'static, str>);

impl Table {
    fn head(&self) -> [&str; 4] {
        columns(self.0.split('\n').next().unwrap_or_default())
    }

    /// Its number: `"006"` is OQSCD006.
    #[must_use]
    pub fn id(&self) -> &str {
        let [id, ..] = self.head();
        id
    }

    /// Its name in Japanese.
    #[must_use]
    pub fn ja(&self) -> &str {
        let [_, ja, ..] = self.head();
        ja
    }

    /// Its name in English.
    #[must_use]
    pub fn en(&self) -> &str {
        let [_, _, en, _] = self.head();
        en
    }

    /// Its codes, in the table's order.
    pub fn codes(&self) -> impl Iterator<Item = Entry<'_>> + use<'_> {
        self.0.split('\n').skip(1).map(|line| {
            let [code, ja, en, given] = columns(line);
            Entry {
                code,
                given: Some(given).filter(|given| !given.is_empty()),
                meaning: Meaning { ja, en },
            }
        })
    }

    /// What `code` means; nothing where it is not known, or where the meaning
    /// depends on another element's code ([`Entry::given`]).
    #[must_use]
    pub fn meaning(&self, code: &str) -> Option<Meaning<'_>> {
        self.codes()
            .find(|entry| entry.code == code && entry.given.is_none())
            .map(|entry| entry.meaning)
    }

    /// Whether it has the code, whatever it means.
    #[must_use]
    pub fn has(&self, code: &str) -> bool {
        let mut rest = self.0.as_bytes();
        while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
            rest = rest.get(end.saturating_add(1)..).unwrap_or_default();
            let after = rest.strip_prefix(code.as_bytes());
            if after.is_some_and(|after| after.first() == Some(&b'\t')) {
                return true;
            }
        }
        false
    }
}

/// The columns of a line, empty ones for those it has not.
#[inline(never)]
fn columns(line: &str) -> [&str; 4] {
    let mut columns = line.split('\t');
    [(); 4].map(|()| columns.next().unwrap_or_default())
}

/// One code of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry<'t> {
    /// The code, exactly as on the wire.
    pub code: &'t str,
    /// The code of another element on which the meaning depends: in table 042 the
    /// code of table 041 (`"2"`, biometric) beside it.
    pub given: Option<&'t str>,
    /// What it means.
    pub meaning: Meaning<'t>,
}
