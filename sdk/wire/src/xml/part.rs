//! Reading a document a part at a time: what is whole is given, the rest comes again
//! with the next part.
//!
//! The parts are cut between the elements of two containers, the root and the body
//! inside it, where a message has what it has many of.

use super::namespaces::Binding;
use super::reader::Reader;
use super::{Bounds, Fault, FaultKind};
use crate::dictionary::Dictionary;
use crate::place::Place;
use crate::tree::Tree;
use alloc::string::String;
use alloc::vec::Vec;

/// How far reading has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Progress {
    /// Before the root.
    #[default]
    Before,
    /// Inside the root, between its elements.
    InRoot,
    /// Inside the body, between its elements.
    InBody,
    /// After the root.
    After,
}

impl Progress {
    /// How many containers are open.
    fn depth(self) -> usize {
        match self {
            Self::Before | Self::After => 0,
            Self::InRoot => 1,
            Self::InBody => 2,
        }
    }
}

/// Where a part begins.
#[derive(Clone, Debug)]
pub struct Begin {
    /// How far reading has come.
    pub progress: Progress,
    /// Where in the file.
    pub place: Place,
    /// The prefixes that the containers declared.
    pub namespaces: Vec<Binding>,
    /// Whether the body, where that is open, held elements before.
    pub body_held: bool,
}

/// What one part held.
#[derive(Clone, Debug)]
pub struct Part {
    /// The containers, with those of their elements that were whole.
    pub tree: Tree,
    /// How far reading came.
    pub progress: Progress,
    /// Where what is left begins in the source, in bytes: it goes before the next
    /// part, …
    pub rest: usize,
    /// … and in the file.
    pub place: Place,
    /// The prefixes that the containers declared which are open there.
    pub namespaces: Vec<Binding>,
}

/// Reads what `source` holds of a document, from where `begin` says. `containers` are the names of the root and the body.
///
/// Where it is not the `last` part, the source ends with a tag or other markup. The
/// bounds are of each part by itself.
///
/// # Errors
/// As reading a whole document; that it ends too early only in the last part.
pub fn read_part(
    source: String,
    begin: Begin,
    last: bool,
    containers: [&'static str; 2],
    bounds: &Bounds,
    dictionary: &'static Dictionary,
) -> Result<Part, Fault> {
    let start = begin.place;
    let mut parts = Parts {
        reader: Reader::new(&source, start, bounds, dictionary),
        containers,
        cut: Cut::default(),
    };
    parts.resume(begin.progress);
    parts.reader.namespaces.0 = begin.namespaces;
    parts.reader.held = match begin.progress {
        Progress::InBody if !begin.body_held => 1,
        progress => progress.depth(),
    };
    match parts.read() {
        Ok(()) => {}
        Err(fault) if fault.kind == FaultKind::Ended && !last => {}
        Err(fault) => return Err(fault),
    }
    let Parts {
        mut reader, cut, ..
    } = parts;
    if last && cut.progress != Progress::After {
        return Err(reader.cursor.ended());
    }
    reader.namespaces.close(cut.progress.depth());
    let namespaces = reader.namespaces.0;
    let mut tree = reader.builder.cut_at(cut.nodes);
    let place = start.after(source.get(..cut.at).unwrap_or_default());
    tree.source = source;
    tree.start = start;
    Ok(Part {
        tree,
        progress: cut.progress,
        rest: cut.at,
        place,
        namespaces,
    })
}

struct Parts<'a> {
    reader: Reader<'a>,
    containers: [&'static str; 2],
    cut: Cut,
}

/// The last place where the document can be cut.
#[derive(Default)]
struct Cut {
    progress: Progress,
    at: usize,
    nodes: usize,
}

impl Parts<'_> {
    /// Opens the containers again.
    fn resume(&mut self, progress: Progress) {
        let depth = progress.depth();
        self.reader.has_root = progress != Progress::Before;
        for name in self.containers.into_iter().take(depth) {
            self.reader.reopen(name);
        }
        self.cut.progress = progress;
        self.cut.nodes = depth;
    }

    fn read(&mut self) -> Result<(), Fault> {
        if self.cut.progress == Progress::Before {
            self.reader.declaration()?;
        }
        while !self.reader.cursor.at_end() {
            self.reader.step()?;
            if let Some(progress) = self.between() {
                self.cut = Cut {
                    progress,
                    at: self.reader.cursor.at(),
                    nodes: self.reader.builder.tree.nodes.len(),
                };
            }
        }
        Ok(())
    }

    /// Where between two elements of a container it is, if it is.
    fn between(&self) -> Option<Progress> {
        let [_, body] = self.containers;
        if self.reader.has_pending_text() {
            return None;
        }
        match self.reader.open.as_slice() {
            [] if self.reader.has_root => Some(Progress::After),
            [_] => Some(Progress::InRoot),
            [_, (name, _)]
                if *name == body && self.reader.namespaces.of_plain_names().is_none() =>
            {
                Some(Progress::InBody)
            }
            _ => None,
        }
    }
}
