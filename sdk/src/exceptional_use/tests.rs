//! What the vectors (`tests/vectors/exceptional-use.json`) cannot say.

use super::words::{NOT_A_WAY, TOO_MANY};
use super::*;
use crate::audit::Mode;
use crate::time::Instant;
use alloc::format;
use alloc::vec;
use std::collections::BTreeSet;

#[test]
fn an_ordinary_use_is_none_of_these() {
    let at = Instant::from_unix_seconds(1_800_000_000);
    for (mode, way) in [
        (Mode::Ordinary, Some(Way::Card)),
        (Mode::Disaster, None),
        (Mode::Disaster, Some(Way::Document)),
        (Mode::Emergency, Some(Way::Number)),
    ] {
        let situation = Situation {
            mode,
            way,
            ..Situation::default()
        };
        let problems = examine(&situation, at).unwrap_err();
        assert_eq!(problems[0].code, NOT_A_WAY, "{mode:?} {way:?}");
    }
}

#[test]
fn more_views_than_can_be_compared_are_refused() {
    let view = View {
        at: "2026-11-21T09:00:00Z".into(),
        patient: "1".into(),
        mode: Mode::Disaster,
        number: None,
    };
    let options = ReconciliationOptions::default();
    let problems = reconcile(&vec![view.clone(); 10_001], &[], options).unwrap_err();
    assert_eq!(problems[0].code, TOO_MANY);
    let most = vec![view; 10_000];
    let registration = Registration {
        at: "2026-11-21T10:00:00Z".into(),
        patient: "1".into(),
    };
    let all = reconcile(&most, &[registration], options).unwrap();
    assert!(all.state.is(words::ALL_REGISTERED));
    assert_eq!(all.views.len(), 10_000);
}

#[test]
fn nothing_of_a_patient_is_shown_by_debug() {
    let query = Query {
        name: "見本花子".into(),
        ..Query::default()
    };
    let situation = Situation {
        query,
        patient: "000123".into(),
        ..Situation::default()
    };
    let shown = format!("{situation:?} {:?}", situation.query);
    assert!(!shown.contains("見本") && !shown.contains("000123"));
}

#[test]
fn every_code_has_its_own_name() {
    let codes: BTreeSet<_> = CODES.iter().map(|code| code.id()).collect();
    assert_eq!(codes.len(), CODES.len());
}
