//! What stands behind a reception desk, made up: cards and the hierarchies that
//! issued them, people, and the messages a terminal would write about them.
//!
//! Everything is a function of a seed and a time: the same two give the same
//! bytes. Nothing is read, written or remembered, and no clock is asked; times are
//! seconds since 1970-01-01T00:00:00Z. Everybody who knows the seed knows the
//! keys, and everybody named here is invented.
//!
//! With the feature `connector` there is the system that answers, too: `centre` is
//! what it knows and says, `connector` the folders of a terminal before it, `store`
//! an SQLite file to keep it in. With `server` it is on HTTP as well.
//!
//! ```
//! use onshi_simulator::jpki::{Hierarchy, Purpose};
//! use onshi_simulator::{key::Hash, person::Person, results::FaceResult};
//!
//! let (seed, at) = (1, 1_795_219_200);
//! let patient = Person::pensioner(at);
//!
//! // At a 汎用カードリーダー: a certificate below an anchor, and a signed challenge.
//! let hierarchy = Hierarchy::jpki_test(seed, at);
//! let anchors = hierarchy.anchors(Purpose::Authentication);
//! let card = hierarchy.card(&patient);
//! let answer = card.authenticate(&Hash::Sha256.digest_info(b"challenge"))?;
//! assert_eq!((anchors.len(), answer.len()), (1, 256));
//!
//! // At a 顔認証付きカードリーダー: a file in a folder.
//! let file = FaceResult { seed, ..FaceResult::new(patient, at) }.file();
//! assert!(file.name.ends_with("_20261121090000.xml"));
//! # Ok::<(), onshi_simulator::key::Refused>(())
//! ```
//!
//! The crate shares no code with the core `onshi`, which it is there to test.
#![forbid(unsafe_code)]

mod calendar;
pub mod card;
#[cfg(feature = "connector")]
pub mod centre;
pub mod certificate;
#[cfg(feature = "connector")]
pub mod connector;
mod der;
pub mod hpki;
pub mod jpki;
pub mod key;
pub mod person;
pub mod population;
pub mod results;
pub mod seed;
#[cfg(feature = "server")]
pub mod server;
#[cfg(feature = "connector")]
pub mod store;
#[cfg(feature = "connector")]
pub mod wire;

pub use time::Date;
