//! `onshi counter`: a reception desk over the shared folders. The core's flows say what
//! to do, the exchange does it; here is only what comes in, what is kept and what shows.

mod arguments;
mod chart;
mod command;
mod ends;
mod lines;
mod results;
mod sheet;
mod shown;
mod trail;
mod view;
mod work;

use crate::{Ending, Failure, open};
use arguments::Arguments;
use chart::Chart;
use command::{Command, Misunderstood};
use core::time::Duration;
use lexopt::Parser;
use onshi_host::desk::{Desk, Keep, Progress};
use onshi_host::exchange::{ConversationId, Exchange, Folders, Options};
use results::Results;
use serde_json::json;
pub(crate) use sheet::check;
use shown::Shown;
use std::collections::VecDeque;
use std::io;
use std::time::SystemTime;
use trail::Trail;
use view::View;
use work::Work;

/// How long nothing may happen before the screen and the list of work are looked at.
const LOOK: Duration = Duration::from_millis(200);

pub(crate) fn run(parser: Parser) -> Result<Ending, Failure> {
    let arguments = Arguments::read(parser)?;
    let onshi = open()?;
    let folders = Folders::new(arguments.folders.clone());
    let exchange = Exchange::open(
        &arguments.journal,
        folders,
        Options::default(),
        SystemTime::now(),
    )
    .map_err(onshi_host::Error::from)?;
    let face = json!({ "institution": arguments.institution }).to_string();
    let mut desk = Desk::new(&onshi, exchange, face);
    let mut counter = Counter {
        chart: Chart::open(&arguments.chart)?,
        trail: Trail::open(&onshi, &arguments.audit, &arguments.audit_key)?,
        begun: Vec::new(),
        unnumbered: VecDeque::new(),
        arrivals: 0,
        results: Results::default(),
        shown: Shown::default(),
    };
    let mut work = Work::open(arguments.receptions.as_deref(), &arguments.institution)?;
    counter.welcome_back(&mut desk)?;
    let mut view = View::open(arguments.plain)?;
    loop {
        let room = arguments.at_once.saturating_sub(desk.under_way());
        let openings = work.next(room, &counter.chart, &mut desk)?;
        if !openings.is_empty() {
            let began = desk.begin(&openings, SystemTime::now(), &mut counter)?;
            for (opening, began) in openings.iter().zip(began) {
                counter.refused_at_once(opening, began.err())?;
            }
        }
        desk.go_on(SystemTime::now(), LOOK, &mut counter)?;
        counter.ask_those_begun(&mut desk)?;
        view.show(&desk, &mut counter.shown)?;
        if let Some(line) = view.typed()? {
            match counter.understood(&line, &desk) {
                Ok(Command::Leave) => break,
                Ok(Command::Help) => counter.shown.help(command::usage()),
                Ok(Command::Begin(opening)) => work.add(opening),
                Ok(Command::Tell(conversation, event)) => {
                    let told = desk.tell(conversation, &event, SystemTime::now(), &mut counter);
                    counter.shown.answered(told)?;
                }
                Err(Misunderstood::Because(why)) => counter.shown.say("入力", &why),
                Err(Misunderstood::Usage) => view.misunderstood(&mut counter.shown),
            }
        }
        let is_over = work.is_done() && desk.under_way() == 0;
        if is_over && !arguments.stay && view.is_at_end() {
            break;
        }
    }
    view.show(&desk, &mut counter.shown)?;
    view.close()?;
    let Counter { shown, trail, .. } = &counter;
    let page = sheet::page(&onshi, &desk, shown, trail, &arguments.institution)?;
    println!("{page}");
    Ok(Ending::Good)
}

/// What the desk hands over: to the chart and the audit trail first, then to the screen.
struct Counter<'o> {
    chart: Chart,
    trail: Trail<'o>,
    shown: Shown,
    /// What may be gone on from.
    results: Results,
    /// What has a number since the last look, and no other name.
    begun: Vec<ConversationId>,
    /// What they are called that have no number yet, in the order they will have one.
    unnumbered: VecDeque<String>,
    arrivals: u64,
}

impl Counter<'_> {
    fn understood(&self, line: &str, desk: &Desk<'_>) -> Result<Command, Misunderstood> {
        let open = |name: &str| {
            let receptions = desk.receptions();
            let mut named = receptions.filter(|one| {
                one.reference.as_deref() == Some(name) || numbered(one.conversation) == name
            });
            named.next().map(|one| one.conversation)
        };
        Command::read(
            line,
            &command::Known {
                results: &self.results,
                asked: &|name| self.shown.asked(name),
                conversation: &|name| self.shown.conversation(name).or_else(|| open(name)),
            },
        )
    }

    /// What the screen calls it: the host's own name, or its number, or how many came
    /// before it had one.
    fn name(&mut self, progress: &Progress<'_>) -> String {
        let name = match (progress.reference, progress.conversation) {
            (Some(reference), _) => reference.to_owned(),
            (None, Some(id)) => numbered(id),
            (None, None) => {
                self.arrivals += 1;
                format!("新規{}", self.arrivals)
            }
        };
        if progress.conversation.is_none() {
            self.unnumbered.push_back(name.clone());
        }
        name
    }

    /// A card's result, or what was typed, may leave a question; the screen names it by
    /// the number it has now.
    fn ask_those_begun(&mut self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        let begun = core::mem::take(&mut self.begun);
        Ok(desk.resume(&begun, SystemTime::now(), self)?)
    }

    /// What an earlier session left is asked what is to be done, for the screen.
    fn welcome_back(&mut self, desk: &mut Desk<'_>) -> Result<(), Failure> {
        let recovery = desk.exchange().recovery();
        self.shown.recovered(recovery);
        let left: Vec<_> = desk.receptions().map(|left| left.conversation).collect();
        Ok(desk.resume(&left, SystemTime::now(), self)?)
    }

    /// A flow that could not begin is over, and why is kept.
    fn refused_at_once(
        &mut self,
        opening: &onshi_host::desk::Opening,
        error: Option<onshi_host::Error>,
    ) -> Result<(), Failure> {
        match error {
            None => Ok(()),
            Some(onshi_host::Error::Problems(problems)) => {
                self.shown.problems(opening.reference.as_deref(), &problems);
                let kept = self.chart.refused(opening, &problems);
                Ok(kept.map_err(onshi_host::Error::from)?)
            }
            Some(other) => Err(other.into()),
        }
    }
}

impl Keep for Counter<'_> {
    fn progress(&mut self, progress: &Progress<'_>) -> io::Result<()> {
        let actions = progress.step.into_iter().flat_map(|step| &step.actions);
        let mut unrecorded = Vec::new();
        for entry in actions.filter_map(|action| action.audit.as_deref()) {
            unrecorded.extend(self.trail.append(entry)?.err().into_iter().flatten());
        }
        let withheld = !unrecorded.is_empty();
        self.chart.take(progress, withheld)?;
        let name = self.name(progress);
        if withheld {
            // No look without a line of the trail. The core begins nothing that could
            // come to this; a flow that an earlier version began may.
            self.shown.withheld(&name, &unrecorded);
            return Ok(());
        }
        self.shown.take(&name, progress);
        if let Some(step) = progress.step {
            self.results.take(&name, step);
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.trail.flush()?;
        self.chart.flush()
    }

    fn begun(&mut self, conversation: ConversationId, reference: Option<&str>) {
        let name = self.unnumbered.pop_front().unwrap_or_default();
        if reference.is_none() {
            let number = numbered(conversation);
            self.results.rename(&name, &number);
            self.shown.number(&name, number, conversation);
            self.begun.push(conversation);
        }
    }

    fn goes_on(&mut self, over: ConversationId, conversation: ConversationId) {
        let (was, number) = (numbered(over), numbered(conversation));
        self.results.rename(&was, &number);
        self.shown.goes_on(over, &was, number, conversation);
    }
}

fn numbered(conversation: ConversationId) -> String {
    format!("#{}", conversation.number())
}
