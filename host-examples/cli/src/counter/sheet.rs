//! The sheet of the session, which is printed when the counter closes.

use super::shown::Shown;
use super::trail::Trail;
use crate::{Failure, clock};
use onshi_host::Onshi;
use onshi_host::desk::Desk;
use serde_json::{Value, json};

/// What kind of check an answer of this flow is, for the rate.
pub(crate) fn check(flow: &str) -> Option<&'static str> {
    match flow {
        "face-reader" => Some("card"),
        "by-number" => Some("number"),
        "bulk" => Some("bulk"),
        _ => None,
    }
}

/// What the receptions of this session came to, as a page of text.
pub(super) fn page(
    onshi: &Onshi,
    desk: &Desk<'_>,
    shown: &Shown,
    trail: &Trail<'_>,
    institution: &str,
) -> Result<String, Failure> {
    let ended = shown.ends.each().map(|(flow, outcome, count)| {
        without_nulls(json!({
            "flow": flow,
            "outcome": outcome,
            "count": count.receptions,
            "check": check(flow),
            "persons": (flow == "bulk").then_some(count.persons),
        }))
    });
    let pending = desk.receptions().map(|open| {
        without_nulls(json!({
            "flow": open.flow, "outcome": "pending", "reference": open.reference,
        }))
    });
    let day = without_nulls(json!({
        "institution": institution,
        "outcomes": ended.chain(pending).collect::<Vec<_>>(),
        "auditHead": trail.head(),
    }));
    let sheet = onshi.day_sheet(&day.to_string(), &clock::now())?;
    Ok(sheet.into_inner().page)
}

fn without_nulls(mut value: Value) -> Value {
    if let Value::Object(members) = &mut value {
        members.retain(|_, member| !member.is_null());
    }
    value
}
