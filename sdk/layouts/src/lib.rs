//! The messages of オンライン資格確認 as data.
//!
//! [`Layouts::embedded`] is the data files beside this crate, checked and with
//! their shared groups in place. The core is built from it.

mod files;
mod format;
mod model;
mod resolve;

pub use files::Files;
pub use model::{
    Code, Direction, Element, Interface, Kind, Layout, Layouts, Length, Mark, Note, Occurs,
    Provenance, Recognize, Table, Variant,
};
pub use resolve::Contradiction;
