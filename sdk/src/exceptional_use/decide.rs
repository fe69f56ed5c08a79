//! Whether an exceptional use is open, and what goes with it.

use super::situation::{Opening, Situation, Way};
use super::words::{
    ALLOWED, ASK_CONSENT, CARD_AT_READER, CHECK_PERSON, CONFIRM_VIEWER, CONFIRM_WARNING,
    CONSENT_NEEDED, DISASTER_SCREEN, EMERGENCY_SCREEN, EMERGENCY_TERMINAL, IDENTIFY,
    IDENTIFY_FIRST, MEDICINE_NOTEBOOK, NO_EMERGENCY_RIGHT, NO_RIGHT, NOT_A_CONSENT, NOT_A_HOSPITAL,
    NOT_A_PERIOD, NOT_A_WAY, NOT_OPENED, NOT_THIS_TERMINAL, NOT_YET, OUTSIDE_AREA, OUTSIDE_PERIOD,
    REFUSED, REGISTER_IN_CHART, REQUEST_OPENING, TO_CONFIRM, VIEW_BY_NUMBER, VIEWER_WITH_RIGHT,
    WARNING_DISASTER, WARNING_EMERGENCY, WITHOUT_CONSENT,
};
use super::wrong;
use crate::answer;
use crate::audit::{Entry, Mode};
use crate::eligibility::next_step::{DECLARATION, MYNA_PORTAL, QUALIFICATION_CERTIFICATE};
use crate::problem::{Code, Coded, Problems, Severity};
use crate::time::{Date, Instant};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use serde::Serialize;

/// What the rules say of a situation.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Decision {
    /// [`ALLOWED`], [`TO_CONFIRM`] or [`REFUSED`].
    pub state: Coded,
    /// Why it is refused.
    pub reasons: Vec<Coded>,
    /// What is lawful instead.
    pub next: Vec<Coded>,
    /// What is shown to the viewer before the query.
    pub show: Vec<Coded>,
    /// What the viewer confirms.
    pub confirm: Vec<Coded>,
    /// What is done, in order; where it is by hand, that is said.
    pub steps: Vec<Coded>,
    /// Of an allowed use: the entry to append to the audit trail first, as JSON.
    #[serde(serialize_with = "answer::optional_json")]
    pub entry: Option<String>,
    /// 災害時: the last day of the opening, where it is settled.
    pub closes: Option<Date>,
    /// What is worth a look and refuses nothing.
    pub notes: Problems,
}

// Its entry refers to people.
redacted!(Decision);

impl Decision {
    fn new(state: Code) -> Self {
        Self {
            state: state.into(),
            reasons: Vec::new(),
            next: Vec::new(),
            show: Vec::new(),
            confirm: Vec::new(),
            steps: Vec::new(),
            entry: None,
            closes: None,
            notes: Problems::new(),
        }
    }
}

/// Examines a situation: with what the viewer has confirmed of an earlier answer, the
/// use is allowed.
///
/// # Errors
/// Everything that is missing or wrong in what the host says, at once.
pub fn examine(situation: &Situation, at: Instant) -> Result<Decision, Problems> {
    let entry = entry(situation);
    let found = check(situation, &entry, at);
    let Some(way) = situation.way.filter(|_| !has_errors(&found)) else {
        return Err(found);
    };
    let (reasons, closes) = refusals(situation, at);
    let decision = if !reasons.is_empty() {
        refused(situation.mode, &reasons)
    } else if is_confirmed(situation, way) {
        Decision {
            steps: steps(situation.mode, way),
            entry: Some(entry.to_json()),
            ..Decision::new(ALLOWED)
        }
    } else {
        to_confirm(situation, way)
    };
    Ok(Decision {
        closes,
        notes: found,
        ..decision
    })
}

fn has_errors(found: &Problems) -> bool {
    found.iter().any(|one| one.severity == Severity::Error)
}

fn entry(situation: &Situation) -> Entry {
    Entry {
        who: situation.viewer.id.clone(),
        right: situation.viewer.right.clone(),
        patient: situation.patient.clone(),
        what: situation.what.clone(),
        why: situation.mode.as_str().into(),
        mode: situation.mode,
        consent: Some(situation.consent.kind.clone()).filter(|kind| !kind.is_empty()),
        terminal: situation.terminal.id.clone(),
        reference: situation.reference.clone(),
    }
}

/// Everything that is wrong with what the host says.
fn check(situation: &Situation, entry: &Entry, at: Instant) -> Problems {
    let mut found = Problems::new();
    let is_disaster = situation.mode == Mode::Disaster;
    match (situation.mode, situation.way) {
        (Mode::Disaster, Some(way @ (Way::Number | Way::FourItems)))
        | (Mode::Emergency, Some(way @ (Way::Card | Way::FourItems | Way::Document))) => {
            found = situation.query.check(way, at);
            let identifies = situation.what.iter().all(|what| what == "identification");
            if is_disaster && way == Way::FourItems && !identifies {
                found.push(wrong(IDENTIFY_FIRST, "what"));
            }
        }
        _ => found.push(wrong(NOT_A_WAY, "way")),
    }
    for (code, name) in entry.faults() {
        let path = match name {
            "who" => "viewer/id",
            "right" => "viewer/right",
            "consent" => "consent/kind",
            "terminal" => "terminal/id",
            other => other,
        };
        found.push(wrong(code, path));
    }
    let known = match situation.mode {
        Mode::Emergency => ["", "oral", "none", "card"],
        _ => ["", "oral", "none", ""],
    };
    if !known.contains(&&*situation.consent.kind) {
        found.push(wrong(NOT_A_CONSENT, "consent/kind"));
    }
    for (opening, number) in situation.openings.iter().zip(1..).filter(|_| is_disaster) {
        if period(opening).is_none() {
            let path: String = format!("openings[{number}]");
            found.push(wrong(NOT_A_PERIOD, &path));
        }
    }
    found
}

/// The first day of an opening, and its last.
fn period(opening: &Opening) -> Option<(Date, Option<Date>)> {
    let from = Date::parse(&opening.from)?;
    let to = match &opening.to {
        Some(to) => Some(Date::parse(to)?),
        None => None,
    };
    to.is_none_or(|to| to >= from).then_some((from, to))
}

/// Why it is refused, and until when it is open.
fn refusals(situation: &Situation, at: Instant) -> (Vec<Code>, Option<Date>) {
    let day = at.date_in_japan();
    let (viewer, consent) = (&situation.viewer, &situation.consent);
    let is_emergency = situation.mode == Mode::Emergency;
    let (closed, closes) = if is_emergency {
        (None, None)
    } else {
        opening(situation, day)
    };
    let has_profession = matches!(&*viewer.right, "physician" | "dentist" | "pharmacist");
    let may_lack_consent = consent.cannot_express_will && consent.protects_life_or_body;
    // [S] hodanren 2024-05-06 (facts §5.8): 「2024年10月から」; the day is the month's first [I].
    let begun = Date::new(2024, 10, 1).is_some_and(|begin| day >= begin);
    let institution = &situation.institution;
    let reasons = [
        (closed.is_some(), closed.unwrap_or(NOT_OPENED)),
        (is_emergency && !begun, NOT_YET),
        (is_emergency && !institution.is_hospital, NOT_A_HOSPITAL),
        (
            is_emergency && !situation.terminal.is_for_emergencies,
            NOT_THIS_TERMINAL,
        ),
        (!has_profession && !viewer.is_granted, NO_RIGHT),
        (
            is_emergency && !viewer.has_emergency_right,
            NO_EMERGENCY_RIGHT,
        ),
        (consent.kind == "none" && !may_lack_consent, CONSENT_NEEDED),
    ];
    let reasons = reasons.into_iter().filter(|(applies, _)| *applies);
    (reasons.map(|(_, code)| code).collect(), closes)
}

/// Whether 災害時モード is open here today: why not, or until when.
fn opening(situation: &Situation, day: Date) -> (Option<Code>, Option<Date>) {
    let institution = &situation.institution;
    let mut reason = if situation.openings.is_empty() {
        NOT_OPENED
    } else {
        OUTSIDE_AREA
    };
    for opening in &situation.openings {
        let in_area = !institution.area.is_empty() && opening.areas.contains(&institution.area);
        let is_named =
            !institution.code.is_empty() && opening.institutions.contains(&institution.code);
        if !in_area && !is_named {
            continue;
        }
        match period(opening) {
            Some((from, to)) if day >= from && to.is_none_or(|to| day <= to) => {
                return (None, to);
            }
            _ => reason = OUTSIDE_PERIOD,
        }
    }
    (Some(reason), None)
}

fn refused(mode: Mode, reasons: &[Code]) -> Decision {
    let any = |codes: &[Code]| codes.iter().any(|code| reasons.contains(code));
    let is_closed = any(&[
        NOT_OPENED,
        OUTSIDE_AREA,
        OUTSIDE_PERIOD,
        NOT_A_HOSPITAL,
        NOT_YET,
    ]);
    let consent = any(&[CONSENT_NEEDED]);
    let next = [
        (any(&[NO_RIGHT, NO_EMERGENCY_RIGHT]), VIEWER_WITH_RIGHT),
        (any(&[NOT_THIS_TERMINAL]) && !is_closed, EMERGENCY_TERMINAL),
        (consent && !is_closed, ASK_CONSENT),
        (is_closed, CARD_AT_READER),
        (is_closed, QUALIFICATION_CERTIFICATE),
        (is_closed, MYNA_PORTAL),
        (is_closed, DECLARATION),
        (is_closed || consent, MEDICINE_NOTEBOOK),
        (is_closed && mode == Mode::Disaster, REQUEST_OPENING),
    ];
    Decision {
        reasons: coded(reasons),
        next: applying(&next),
        ..Decision::new(REFUSED)
    }
}

/// The warning was confirmed, and but with a card, which the system checks itself, the
/// viewer too (domain: row 13).
fn is_confirmed(situation: &Situation, way: Way) -> bool {
    let (confirmed, viewer) = (&situation.confirmed, &situation.viewer);
    let same = confirmed.viewer == viewer.id && confirmed.right == viewer.right;
    confirmed.warning && (same || way == Way::Card)
}

fn to_confirm(situation: &Situation, way: Way) -> Decision {
    let warning = match situation.mode {
        Mode::Emergency => WARNING_EMERGENCY,
        _ => WARNING_DISASTER,
    };
    let show = [
        (true, warning),
        (situation.consent.kind == "none", WITHOUT_CONSENT),
    ];
    let mut confirm = Vec::new();
    if way != Way::Card {
        let viewer = &situation.viewer;
        let right = match &*viewer.right {
            "physician" => "医師",
            "dentist" => "歯科医師",
            "pharmacist" => "薬剤師",
            _ => "閲覧権限を付与された方",
        };
        let en = format!("{} ({})", viewer.id, viewer.right);
        let ja = format!("{}({right})", viewer.id);
        confirm.push(Coded::with(CONFIRM_VIEWER, &en, &ja));
    }
    confirm.push(CONFIRM_WARNING.into());
    Decision {
        show: applying(&show),
        confirm,
        ..Decision::new(TO_CONFIRM)
    }
}

fn steps(mode: Mode, way: Way) -> Vec<Coded> {
    let is_disaster = mode == Mode::Disaster;
    let identifies = way == Way::FourItems;
    applying(&[
        (is_disaster, DISASTER_SCREEN),
        (!is_disaster, EMERGENCY_SCREEN),
        (identifies, IDENTIFY),
        (way != Way::Card, CHECK_PERSON),
        (identifies && is_disaster, VIEW_BY_NUMBER),
        (true, REGISTER_IN_CHART),
    ])
}

fn applying(codes: &[(bool, Code)]) -> Vec<Coded> {
    let applying = codes.iter().filter(|(applies, _)| *applies);
    applying.map(|(_, code)| (*code).into()).collect()
}

fn coded(codes: &[Code]) -> Vec<Coded> {
    codes.iter().map(|code| (*code).into()).collect()
}
