//! Receptions a second, end to end through the shared folders: the component's flows, the
//! journal with `synchronous=FULL`, requests flushed to the disk, and the simulator's
//! connector without its delays, on whatever cores there are. One in twenty comes with a
//! card. The national mean is 61 a second for all institutions together.
//!
//! `ONSHI_BENCH_RECEPTIONS` says how many (6,000; 200,000 show whether memory stays flat).

#[path = "receptions/terminal.rs"]
mod terminal;

use core::time::Duration;
use onshi_host::Onshi;
use onshi_host::desk::{Desk, Opening, Progress};
use onshi_host::exchange::{ConversationId, Exchange, FolderOptions, Folders, Options};
use serde_json::{Value, json};
use std::fs::File;
use std::io::{self, Write as _};
use std::time::{Instant, SystemTime};
use terminal::Terminal;

const INSTITUTION: &str = onshi_simulator::results::INSTITUTION;
/// How many are under way at once: a large hospital's morning.
const AT_ONCE: usize = 256;
const TARGET: f64 = 300.0;

fn main() {
    let receptions = std::env::var("ONSHI_BENCH_RECEPTIONS")
        .map_or(6_000, |count| count.parse().expect("a number"));
    let folder = tempfile::tempdir().expect("a folder");
    let onshi = Onshi::open(onshi_tests::dist()).expect("the component opens");
    let mut terminal = Terminal::start(folder.path());
    let folders = Folders::new(FolderOptions {
        poll: Duration::from_millis(5),
        quiet: Duration::ZERO,
        ..FolderOptions::under(folder.path())
    });
    let journal = folder.path().join("journal.sqlite");
    let exchange = Exchange::open(journal, folders, Options::default(), SystemTime::now())
        .expect("the journal opens");
    let face = json!({ "institution": INSTITUTION }).to_string();
    let mut desk = Desk::new(&onshi, exchange, face);
    let mut chart = Chart::new(&folder.path().join("chart"));

    let began = Instant::now();
    let (mut asked, mut last) = (0, (Instant::now(), 0));
    while chart.over < receptions {
        let room = AT_ONCE.saturating_sub(desk.under_way());
        let openings: Vec<_> = (asked..receptions)
            .take(room)
            .filter_map(|number| opening(number, &mut terminal, &mut desk))
            .collect();
        asked += room.min(receptions - asked);
        if !openings.is_empty() {
            let begun = desk.begin(&openings, SystemTime::now(), &mut chart);
            for begun in begun.expect("the journal takes them") {
                begun.expect("a flow begins");
            }
        }
        desk.go_on(SystemTime::now(), Duration::from_millis(50), &mut chart)
            .expect("the desk goes on");
        let begun = core::mem::take(&mut chart.begun);
        desk.resume(&begun, SystemTime::now(), &mut chart)
            .expect("their questions");
        for (conversation, chosen) in core::mem::take(&mut chart.asked) {
            desk.tell(conversation, &chosen, SystemTime::now(), &mut chart)
                .expect("a choice");
        }
        if chart.over - last.1 >= receptions / 8 {
            let rate = per_second(chart.over - last.1, last.0.elapsed());
            println!(
                "{:>8} receptions: {rate:>6.0} a second, {} KiB resident",
                chart.over,
                resident()
            );
            last = (Instant::now(), chart.over);
        }
    }
    let rate = per_second(receptions, began.elapsed());
    let verdict = if rate >= TARGET { "met" } else { "NOT MET" };
    println!(
        "{receptions} receptions, {} of them with a card, {} answered: {rate:.0} a second, \
         at least {TARGET}: {verdict}",
        chart.cards, chart.answered
    );
}

fn opening(number: usize, terminal: &mut Terminal, desk: &mut Desk<'_>) -> Option<Opening> {
    if number.is_multiple_of(20) {
        terminal.present(number);
        return None;
    }
    let suffix = desk.exchange_mut().suffix("20261121");
    Some(Opening {
        flow: "by-number".to_owned(),
        situation: terminal.situation(number, &suffix).to_string(),
        reference: Some(format!("visit-{number}")),
    })
}

/// What is delivered, kept durably before the journal takes the step.
struct Chart {
    file: File,
    lines: Vec<u8>,
    /// Questions that staff would answer: which of several eligibilities it is.
    asked: Vec<(ConversationId, Value)>,
    begun: Vec<ConversationId>,
    over: usize,
    answered: usize,
    cards: usize,
}

impl Chart {
    fn new(path: &std::path::Path) -> Self {
        Self {
            file: File::create(path).expect("a file"),
            lines: Vec::new(),
            asked: Vec::new(),
            begun: Vec::new(),
            over: 0,
            answered: 0,
            cards: 0,
        }
    }
}

impl onshi_host::desk::Keep for Chart {
    fn progress(&mut self, progress: &Progress<'_>) -> io::Result<()> {
        let Some(step) = progress.step else {
            return Ok(());
        };
        for action in step
            .actions
            .iter()
            .filter(|action| action.kind == "deliver")
        {
            let judgement = action.judgement.as_deref().unwrap_or_default();
            writeln!(self.lines, "{judgement}")?;
        }
        let asks = step.actions.iter().find(|action| action.kind == "ask");
        if let (Some(ask), Some(conversation)) = (asks, progress.conversation) {
            let option = ask.options.first().map(|option| &option.id);
            let chosen = json!({ "kind": "chosen", "question": ask.question, "option": option });
            self.asked.push((conversation, chosen));
        }
        if let Some(outcome) = &step.outcome {
            self.over += 1;
            self.answered += usize::from(outcome.kind == "answered");
            self.cards += usize::from(step.flow == "face-reader");
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.lines.is_empty() {
            return Ok(());
        }
        self.file.write_all(&self.lines)?;
        self.lines.clear();
        self.file.sync_data()
    }

    fn begun(&mut self, conversation: ConversationId, reference: Option<&str>) {
        if reference.is_none() {
            self.begun.push(conversation);
        }
    }
}

fn per_second(count: usize, time: Duration) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX)) / time.as_secs_f64()
}

/// Where the system says it.
fn resident() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.map_or_else(
        || "?".to_owned(),
        |line| line.trim().trim_end_matches(" kB").to_owned(),
    )
}
