//! A vendor's own server behind a home-visit page (訪問診療等, オンライン診療等), on this
//! machine only.
//!
//! It issues the challenge, takes what the vendor's card app sends, verifies it with the
//! component that runs in the page too, and never believes the page. Consents go to a
//! service in the national system's place, which here is the simulator; requests go to
//! the connector over the shared folders, and results come back reduced to the one
//! person whose card was verified. `README.md` says who verifies what.
#![forbid(unsafe_code)]

mod card;
mod cards;
mod clock;
mod component;
mod connections;
mod consents;
mod courier;
mod http;
mod journal;
mod limits;
mod reduce;
mod refusal;
mod requests;
mod room;
mod secret;
mod server;
mod service;
mod session;
mod shared;
mod visits;
mod words;

pub use clock::Clock;
pub use limits::Limits;
pub use server::{Addresses, Config, Server};
