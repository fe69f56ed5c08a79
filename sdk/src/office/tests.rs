//! What the vectors (`tests/vectors/office.json`) cannot say.

use super::*;
use crate::time::Instant;
use alloc::format;
use alloc::vec;

#[test]
fn counts_do_not_overflow() {
    let outcome = Outcome {
        flow: "bulk".into(),
        count: u32::MAX,
        check: Some(Check::Card),
        reference: Some("000123".into()),
        ..Outcome::default()
    };
    let day = Day {
        outcomes: vec![outcome; 3],
        ..Day::default()
    };
    let sheet = day_sheet(&day, Instant::from_unix_seconds(0)).unwrap();
    assert_eq!(sheet.total.answered, u32::MAX);
    assert_eq!(sheet.card_rate.percent.as_deref(), Some("100.00"));
    assert!(!format!("{day:?}{sheet:?}").contains("000123"));
}
