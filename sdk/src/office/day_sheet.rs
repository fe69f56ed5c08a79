//! The figures of a day.

use super::page;
use super::words::{
    EXCEPTIONAL, NO_HEAD, NOT_A_DATE, NOT_PRINTABLE, PENDING, SETTLED, UNCERTAIN, flow_ja,
};
use crate::audit::Head;
use crate::json::Members;
use crate::problem::{Code, Coded, Place, Problem, Problems};
use crate::time::{Date, Instant};
use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::{String, ToString as _};
use alloc::vec::Vec;
use serde::Serialize;

/// What the host tells of a day.
#[derive(Clone, Default)]
pub struct Day {
    /// `date`, `YYYY-MM-DD`; absent, today in Japan.
    pub date: Option<String>,
    /// `institution`: what to print above.
    pub institution: Option<String>,
    /// `outcomes`: the day's conversations, one by one or counted.
    pub outcomes: Vec<Outcome>,
    /// `exceptionalViews`: how many there were in 災害時モード and 救急時.
    pub exceptional_views: u32,
    /// `auditHead`: the head of the audit trail now.
    pub audit_head: Option<String>,
}

/// How conversations of a flow ended, or that they have not.
#[derive(Clone, Default)]
pub struct Outcome {
    /// `flow`: such as `face-reader`.
    pub flow: String,
    /// `outcome`: `answered`, `refused`, `uncertain`, `cancelled`, or `pending`.
    pub outcome: Kind,
    /// `count`: how many; absent, one.
    pub count: u32,
    /// `check`: what kind of check an answer was, for the rate; absent, none.
    pub check: Option<Check>,
    /// `persons`: how many the answers were about, for the rate; absent, one each.
    pub persons: Option<u32>,
    /// `reference`: of one that is uncertain or pending, by which staff find it.
    pub reference: Option<String>,
    /// `since`, RFC 3339 with an offset: the same, when it was sent.
    pub since: Option<String>,
}

/// How it ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// `answered`: whatever the answer says.
    #[default]
    Answered,
    /// `refused`: `.err`.
    Refused,
    /// `uncertain`: it may or may not have arrived.
    Uncertain,
    /// `cancelled`.
    Cancelled,
    /// `pending`: not yet.
    Pending,
}

/// What eligibility was checked by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    /// `card`.
    Card,
    /// `number`.
    Number,
    /// `bulk`: 一括照会, of so many persons.
    Bulk,
}

// References to patients.
redacted!(Day, Outcome);

impl Day {
    pub(crate) fn read(members: &mut Members<'_>) -> Self {
        Self {
            date: members.optional_text("date"),
            institution: members.optional_text("institution"),
            outcomes: members.objects("outcomes", Outcome::read),
            exceptional_views: members.number("exceptionalViews").unwrap_or_default(),
            audit_head: members.optional_text("auditHead"),
        }
    }
}

impl Outcome {
    fn read(members: &mut Members<'_>) -> Self {
        Self {
            flow: members.text("flow"),
            outcome: members.required_choice("outcome", kind).unwrap_or_default(),
            count: members.number("count").unwrap_or(1),
            check: members.choice("check", check),
            persons: members.number("persons"),
            reference: members.optional_text("reference"),
            since: members.optional_text("since"),
        }
    }
}

fn kind(text: &str) -> Option<Kind> {
    Some(match text {
        "answered" => Kind::Answered,
        "refused" => Kind::Refused,
        "uncertain" => Kind::Uncertain,
        "cancelled" => Kind::Cancelled,
        "pending" => Kind::Pending,
        _ => return None,
    })
}

fn check(text: &str) -> Option<Check> {
    Some(match text {
        "card" => Check::Card,
        "number" => Check::Number,
        "bulk" => Check::Bulk,
        _ => return None,
    })
}

/// The sheet of a day: figures, and the same as a page in Japanese.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DaySheet {
    /// The day.
    pub date: Date,
    /// When it was made.
    pub at: Instant,
    /// Each flow, in the order of the first of each.
    pub flows: Vec<FlowCount>,
    /// All of them.
    pub total: FlowCount,
    /// What may or may not have arrived.
    pub uncertain: Vec<OpenItem>,
    /// What waits for its result.
    pub pending: Vec<OpenItem>,
    /// マイナ保険証利用率.
    pub card_rate: Rate,
    /// The head of the audit trail.
    pub audit_head: Option<String>,
    /// What somebody has to do.
    pub attention: Vec<Coded>,
    /// A page of text in Japanese, to print or keep.
    pub page: String,
}

// References to patients.
redacted!(DaySheet, OpenItem);

/// How many conversations of a flow ended how.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FlowCount {
    /// Its name; empty for all of them.
    pub flow: String,
    /// What a clinic calls it.
    pub flow_ja: String,
    /// With an answer, whatever that says.
    pub answered: u32,
    /// Refused by the connector.
    pub refused: u32,
    /// Nobody knows.
    pub uncertain: u32,
    /// Given up.
    pub cancelled: u32,
    /// Not ended yet.
    pub pending: u32,
}

impl FlowCount {
    fn add(&mut self, outcome: &Outcome) {
        let count = match outcome.outcome {
            Kind::Answered => &mut self.answered,
            Kind::Refused => &mut self.refused,
            Kind::Uncertain => &mut self.uncertain,
            Kind::Cancelled => &mut self.cancelled,
            Kind::Pending => &mut self.pending,
        };
        *count = count.saturating_add(outcome.count);
    }
}

/// One, or so many, that is still open.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OpenItem {
    /// The flow's name.
    pub flow: String,
    /// How many.
    pub count: u32,
    /// By which staff find it.
    pub reference: Option<String>,
    /// When it was sent.
    pub since: Option<Instant>,
}

/// Checks with the card among all checks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Rate {
    /// With the card.
    pub card: u32,
    /// By number.
    pub number: u32,
    /// Persons of 一括照会.
    pub bulk: u32,
    /// Card ÷ (card + number), in percent, such as `4.60`; none where there is none.
    pub percent: Option<String>,
    /// Card ÷ (card + number + bulk).
    pub percent_with_bulk: Option<String>,
}

/// Makes the sheet of a day.
///
/// # Errors
/// Everything that is no date, time, head or cannot be printed.
pub fn day_sheet(day: &Day, at: Instant) -> Result<DaySheet, Problems> {
    let mut problems = Problems::new();
    let date = day_of(day, at, &mut problems);
    let mut sheet = DaySheet {
        date,
        at,
        flows: Vec::new(),
        total: FlowCount {
            flow_ja: "合計".to_owned(),
            ..FlowCount::default()
        },
        uncertain: Vec::new(),
        pending: Vec::new(),
        card_rate: Rate::default(),
        audit_head: None,
        attention: Vec::new(),
        page: String::new(),
    };
    for (outcome, number) in day.outcomes.iter().zip(1_u32..) {
        sheet.add(outcome, number, &mut problems);
    }
    printable(day.institution.as_deref(), "institution", &mut problems);
    match day.audit_head.as_deref().map(Head::parse).transpose() {
        Ok(head) => sheet.audit_head = head.map(|head| head.to_string()),
        Err(problem) => problems.push(problem.at(Place::path("auditHead"))),
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    sheet.card_rate.reckon();
    sheet.attend(day.exceptional_views);
    sheet.page = page::of(&sheet, day.institution.as_deref());
    Ok(sheet)
}

fn day_of(day: &Day, at: Instant, problems: &mut Problems) -> Date {
    let Some(text) = &day.date else {
        return at.date_in_japan();
    };
    let date = Date::parse(text);
    date.filter(|date| date.to_string() == *text)
        .unwrap_or_else(|| {
            problems.push(Problem::error(NOT_A_DATE).at(Place::path("date")));
            at.date_in_japan()
        })
}

/// A line end would put something on the page that is not of it.
fn printable(text: Option<&str>, path: &str, problems: &mut Problems) {
    let fits = |text: &str| {
        let lengths = 1..=100;
        lengths.contains(&text.chars().take(101).count()) && !text.contains(char::is_control)
    };
    if text.is_some_and(|text| !fits(text)) {
        problems.push(Problem::error(NOT_PRINTABLE).at(Place::path(path)));
    }
}

impl DaySheet {
    fn add(&mut self, outcome: &Outcome, number: u32, problems: &mut Problems) {
        let path = |member: &str| format!("outcomes[{number}]/{member}");
        printable(Some(&outcome.flow), &path("flow"), problems);
        printable(outcome.reference.as_deref(), &path("reference"), problems);
        let since = outcome.since.as_deref().map(Instant::parse).transpose();
        let since = since.unwrap_or_else(|problem| {
            problems.push(problem.at(Place::path(path("since"))));
            None
        });
        let open = match outcome.outcome {
            Kind::Uncertain => Some(&mut self.uncertain),
            Kind::Pending => Some(&mut self.pending),
            _ => None,
        };
        if let Some(open) = open.filter(|_| outcome.count > 0) {
            open.push(OpenItem {
                flow: outcome.flow.clone(),
                count: outcome.count,
                reference: outcome.reference.clone(),
                since,
            });
        }
        self.total.add(outcome);
        let place = self.flows.iter().position(|one| one.flow == outcome.flow);
        if place.is_none() {
            self.flows.push(FlowCount {
                flow: outcome.flow.clone(),
                flow_ja: flow_ja(&outcome.flow).to_owned(),
                ..FlowCount::default()
            });
        }
        let place = place.unwrap_or_else(|| self.flows.len().saturating_sub(1));
        if let Some(flow) = self.flows.get_mut(place) {
            flow.add(outcome);
        }
        self.card_rate.add(outcome);
    }

    fn attend(&mut self, exceptional_views: u32) {
        let mut say = |code: Code, count: u32| {
            let count = count.to_string();
            self.attention.push(Coded::with(code, &count, &count));
        };
        for (count, code) in [
            (self.total.uncertain, UNCERTAIN),
            (self.total.pending, PENDING),
            (exceptional_views, EXCEPTIONAL),
        ] {
            if count > 0 {
                say(code, count);
            }
        }
        if self.attention.is_empty() {
            self.attention.push(SETTLED.into());
        }
        if self.audit_head.is_none() {
            self.attention.push(NO_HEAD.into());
        }
    }
}

impl Rate {
    fn add(&mut self, outcome: &Outcome) {
        let count = match outcome.check.filter(|_| outcome.outcome == Kind::Answered) {
            Some(Check::Card) => &mut self.card,
            Some(Check::Number) => &mut self.number,
            Some(Check::Bulk) => &mut self.bulk,
            None => return,
        };
        *count = count.saturating_add(outcome.persons.unwrap_or(outcome.count));
    }

    fn reckon(&mut self) {
        let [card, number, bulk] = [self.card, self.number, self.bulk].map(u64::from);
        self.percent = percent(card, card.saturating_add(number));
        let all = card.saturating_add(number).saturating_add(bulk);
        self.percent_with_bulk = percent(card, all);
    }
}

/// To two decimals, half of the last one up.
fn percent(part: u64, whole: u64) -> Option<String> {
    let doubled = part.saturating_mul(20_000).saturating_add(whole);
    let hundredths = doubled.checked_div(whole.saturating_mul(2))?;
    let (units, rest) = (hundredths / 100, hundredths % 100);
    Some(format!("{units}.{rest:02}"))
}
