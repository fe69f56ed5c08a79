//! What an institution needs at the end of a day: the [`DaySheet`] (日次締め).
//!
//! It adds up what the host tells of the day's conversations and says what is still
//! open: what is uncertain, because nobody knows whether the request arrived and the
//! protocol forbids sending it again, and what waits for its result. It prints the head
//! of the audit trail, which makes a cut-off end show later ([`crate::audit`]).
//!
//! マイナ保険証利用率 is checks with the card ÷ all checks. Whether official figures
//! count 一括照会 among all checks is not said where they are published (domain:
//! figures): so both rates are given, and which is which.

mod day_sheet;
mod page;
#[cfg(test)]
mod tests;
pub mod words;

pub use day_sheet::{Check, Day, DaySheet, FlowCount, Kind, OpenItem, Outcome, Rate, day_sheet};
pub use words::CODES;
