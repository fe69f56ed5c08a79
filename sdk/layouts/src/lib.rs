//! The messages of オンライン資格確認 as data, and what follows from it.
//!
//! [`Layouts::embedded`] is the data files beside this crate, checked and with
//! their shared groups in place. From them come JSON Schemas
//! ([`Layouts::schema`]), types for TypeScript, Python and Rust
//! ([`Layouts::typescript`], [`Layouts::python`], [`Layouts::rust`]), the reference in
//! Japanese and English ([`Layouts::reference`]), answers to "what is this"
//! ([`Layouts::explain`]) and made-up messages that are right ([`Layouts::sample`]). The
//! core is built from the same model.
//!
//! ```
//! let layouts = onshi_layouts::Layouts::embedded();
//! let answers = layouts.explain("OQSCD006=3");
//! assert_eq!(answers[0].ja, "無効（新しい資格あり）");
//! ```

mod explain;
mod files;
mod format;
mod model;
mod python;
mod reference;
mod resolve;
mod rust;
mod sample;
mod schema;
mod types;
mod typescript;
mod words;

pub use explain::{Explanation, Subject};
pub use files::Files;
pub use model::{
    Code, Direction, Element, Interface, Kind, Layout, Layouts, Length, Mark, Note, Occurs,
    Provenance, Recognize, Source, Table, Variant,
};
pub use resolve::Contradiction;
pub use sample::Fullness;
pub use words::Language;
