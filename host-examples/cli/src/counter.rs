//! `onshi counter`: a reception desk over the shared folders. The core's flows say what
//! to do, the exchange does it; here is only what comes in, what is kept and what shows.

mod arguments;
mod chart;
mod command;
mod ends;
mod failures;
mod lines;
mod results;
mod sheet;
mod shown;
mod stop;
mod trail;
mod view;
mod whose;
mod work;

use crate::{Ending, Failure, clock, open};
use arguments::Arguments;
use chart::Chart;
use command::{Command, Misunderstood};
use core::time::Duration;
use lexopt::Parser;
use onshi_host::desk::{Desk, Keep, Progress};
use onshi_host::exchange::{ConversationId, Exchange, Folders, Journal, Options};
use onshi_host::{Error, Onshi};
use results::Results;
use serde_json::json;
pub(crate) use sheet::check;
use shown::Shown;
use std::collections::VecDeque;
use std::io;
use std::time::SystemTime;
use stop::Stop;
use trail::Trail;
use view::View;
use work::Work;

/// How long nothing may happen before the screen and the list of work are looked at.
const LOOK: Duration = Duration::from_millis(200);

pub(crate) fn run(parser: Parser) -> Result<Ending, Failure> {
    let arguments = Arguments::read(parser)?;
    let onshi = open()?;
    let face = checked(&onshi, &arguments)?;
    let (journal, mut counter) = opened(&onshi, &arguments)?;
    let stopped = |error| failures::exchange(&arguments.journal, &error);
    let folders = Folders::new(arguments.folders.clone());
    let exchange = Exchange::with_journal(journal, folders, Options::default(), SystemTime::now());
    let mut desk = Desk::new(&onshi, exchange.map_err(stopped)?, face);
    let work = Work::open(arguments.receptions.as_deref(), &arguments.institution)?;
    let mut view = View::open(arguments.plain)?;
    let ends = Stop::on_signals()?;
    let gone_on = go_on(&mut counter, &mut desk, work, &mut view, &arguments, &ends);
    gone_on.map_err(|stopped| match stopped {
        Stopped::Failure(failure) => failure,
        Stopped::Error(error) => failures::ended(&arguments.journal, error),
    })?;
    view.close()?;
    let Counter { shown, trail, .. } = &counter;
    let page = sheet::page(&onshi, &desk, shown, trail, &arguments.institution)?;
    println!("{page}");
    Ok(Ending::Good)
}

/// What a reader's result begins with. The core says what an institution's code is, before
/// anybody comes.
fn checked(onshi: &Onshi, arguments: &Arguments) -> Result<String, Failure> {
    let code = &arguments.institution;
    let face = json!({ "institution": code }).to_string();
    match onshi.begin("face-reader", &face, &clock::now()) {
        Ok(_) => {}
        Err(Error::Problems(problems)) => {
            return Err(failures::problems("--institution", code, &problems));
        }
        Err(error) => return Err(error.into()),
    }
    for folder in [&arguments.folders.requests, &arguments.folders.results] {
        if let Err(error) = std::fs::read_dir(folder) {
            return Err(failures::said("--folder", folder, &error));
        }
    }
    Ok(face)
}

/// Journal, trail and chart, each this counter's alone. Nothing is sent before the trail
/// was found to be as it was written.
fn opened<'o>(onshi: &'o Onshi, arguments: &Arguments) -> Result<(Journal, Counter<'o>), Failure> {
    let stopped = |error| failures::exchange(&arguments.journal, &error);
    let journal = Journal::open(&arguments.journal).map_err(stopped)?;
    let place = trail::Place {
        path: &arguments.audit,
        key_file: &arguments.audit_key,
        kept: journal.note(trail::NOTE).map_err(stopped)?,
        told: arguments.audit_head.as_deref(),
    };
    let mut trail = Trail::open(onshi, place)?;
    let mut shown = Shown::default();
    for news in core::mem::take(&mut trail.news) {
        shown.say("監査記録", &news);
    }
    let counter = Counter {
        chart: Chart::open(&arguments.chart)?,
        trail,
        begun: Vec::new(),
        unnumbered: VecDeque::new(),
        arrivals: 0,
        results: Results::default(),
        shown,
    };
    Ok((journal, counter))
}

/// Until staff leave, everything is done, or the counter is told to stop.
fn go_on(
    counter: &mut Counter<'_>,
    desk: &mut Desk<'_>,
    mut work: Work,
    view: &mut View,
    arguments: &Arguments,
    ends: &Stop,
) -> Result<(), Stopped> {
    counter.welcome_back(desk)?;
    let mut asked = whose::Asked::default();
    while !ends.is_told() {
        let room = arguments.at_once.saturating_sub(desk.under_way());
        let openings = work.next(room, &counter.chart, desk)?;
        if !openings.is_empty() {
            let began = desk.begin(&openings, SystemTime::now(), counter)?;
            for (opening, began) in openings.iter().zip(began) {
                counter.refused_at_once(opening, began.err())?;
            }
        }
        desk.go_on(SystemTime::now(), LOOK, counter)?;
        for notice in desk.exchange_mut().notices() {
            counter.shown.left(&notice.file_name, notice.trouble);
        }
        counter.ask_those_begun(desk)?;
        asked.ask(desk, &mut counter.shown);
        view.show(desk, &mut counter.shown)?;
        if let Some(line) = view.typed()? {
            match counter.understood(&line, desk) {
                Ok(Command::Leave) => break,
                Ok(Command::Help) => counter.shown.help(command::usage()),
                Ok(Command::Begin(opening)) => work.add(opening),
                Ok(Command::Tell(conversation, event)) => {
                    let told = desk.tell(conversation, &event, SystemTime::now(), counter);
                    counter.shown.answered(told)?;
                }
                Ok(Command::Settle(result, reception)) => {
                    let at = SystemTime::now();
                    let settled = desk.settle(result, reception, at, counter);
                    counter.shown.answered(settled)?;
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
    Ok(view.show(desk, &mut counter.shown)?)
}

/// What ended a counter that was open.
enum Stopped {
    Failure(Failure),
    Error(Error),
}

impl From<Failure> for Stopped {
    fn from(failure: Failure) -> Self {
        Self::Failure(failure)
    }
}

impl From<Error> for Stopped {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
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
                whose: &|name, option| whose::chosen(name, option, desk),
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
    fn ask_those_begun(&mut self, desk: &mut Desk<'_>) -> Result<(), Error> {
        let begun = core::mem::take(&mut self.begun);
        desk.resume(&begun, SystemTime::now(), self)
    }

    /// What an earlier session left is asked what is to be done, for the screen.
    fn welcome_back(&mut self, desk: &mut Desk<'_>) -> Result<(), Error> {
        let recovery = desk.exchange().recovery();
        self.shown.recovered(recovery);
        // Where the trail ends is kept before anything is added to it.
        for (name, head) in self.notes() {
            desk.exchange_mut().keep_note(name, head);
            desk.exchange_mut().submit(&[], SystemTime::now())?;
        }
        let left: Vec<_> = desk.receptions().map(|left| left.conversation).collect();
        desk.resume(&left, SystemTime::now(), self)
    }

    /// A flow that could not begin is over, and why is kept.
    fn refused_at_once(
        &mut self,
        opening: &onshi_host::desk::Opening,
        error: Option<Error>,
    ) -> Result<(), Error> {
        match error {
            None => Ok(()),
            Some(Error::Problems(problems)) => {
                self.shown.problems(opening.reference.as_deref(), &problems);
                Ok(self.chart.refused(opening, &problems)?)
            }
            Some(Error::LimitReached(_)) => {
                self.shown.too_large(opening.reference.as_deref());
                Ok(self.chart.refused(opening, &[])?)
            }
            Some(other) => Err(other),
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
        // Of a result that comes by parts nobody is gone on from.
        if let Some(step) = progress.step.filter(|_| progress.part.is_none()) {
            self.results.take(&name, step);
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.trail.flush()?;
        self.chart.flush()
    }

    fn notes(&mut self) -> Vec<(String, String)> {
        let head = self.trail.note();
        head.map(|head| (trail::NOTE.to_owned(), head))
            .into_iter()
            .collect()
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
