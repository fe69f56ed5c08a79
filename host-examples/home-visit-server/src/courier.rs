//! Requests to the connector and results back, over the shared folders: one thread
//! drives the exchange, whose journal sees to it that nothing goes twice.

mod result;

use crate::refusal::Refusal;
use crate::session::Learned;
use crate::shared::Shared;
use core::sync::atomic::{AtomicBool, Ordering};
use core::time::Duration;
use onshi_host::exchange::{
    Error, Event, EventKind, Exchange, FolderOptions, Folders, Options, Request, Trouble, Turn,
};
use serde_json::{Value, json};
use std::io;
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::SystemTime;

/// How long a look at the folders takes at most before orders are looked at again.
const LOOK: Duration = Duration::from_millis(20);
/// How long an answer is waited for. The page's flow gives up sooner, and says so.
const WAITS: Duration = Duration::from_secs(24 * 3600);

/// A request to hand on, of the session with this suffix.
struct Order {
    suffix: String,
    request: Request,
    taken: Sender<bool>,
}

/// Takes orders.
#[derive(Debug)]
pub(crate) struct Courier(Sender<Order>);

impl core::fmt::Debug for Order {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Order(…)")
    }
}

/// Carries them out.
pub(crate) struct Round {
    exchange: Exchange,
    orders: Receiver<Order>,
}

/// Opens the journal and the folders of a terminal.
pub(crate) fn open(journal: &Path, folder: &Path) -> io::Result<(Courier, Round)> {
    let folders = Folders::new(FolderOptions {
        // They belong to whoever runs the reception desk.
        faces: None,
        ..FolderOptions::under(folder)
    });
    let exchange = Exchange::open(journal, folders, Options::default(), SystemTime::now());
    let exchange = exchange.map_err(io::Error::other)?;
    let (sender, orders) = channel();
    Ok((Courier(sender), Round { exchange, orders }))
}

impl Courier {
    /// Hands a request on. Once it returns, the journal has it: whatever becomes of it
    /// comes as an event.
    pub(crate) fn send(&self, suffix: &str, name: &str, bytes: Vec<u8>) -> Result<(), Refusal> {
        let (taken, is_taken) = channel();
        let order = Order {
            suffix: suffix.to_owned(),
            request: Request::new(name, bytes),
            taken,
        };
        let sent = self.0.send(order).is_ok() && is_taken.recv() == Ok(true);
        sent.then_some(())
            .ok_or_else(|| Refusal::of("server.failed"))
    }
}

impl Round {
    /// Goes on until it is told to stop.
    pub(crate) fn run(mut self, shared: &Shared, stop: &AtomicBool) -> io::Result<()> {
        while !stop.load(Ordering::Relaxed) {
            self.once(shared).map_err(io::Error::other)?;
        }
        Ok(())
    }

    fn once(&mut self, shared: &Shared) -> Result<(), Error> {
        while let Ok(order) = self.orders.try_recv() {
            let begins = Turn {
                flow: "home-visit-page".into(),
                state: order.suffix,
                requests: vec![order.request],
                until: SystemTime::now().checked_add(WAITS),
                ..Turn::default()
            };
            let taken = self.exchange.submit(&[begins], SystemTime::now());
            // Whoever asked may have gone: the request goes all the same.
            let _ = order.taken.send(taken.is_ok());
            if let Err(error) = taken
                && !matches!(error, Error::FileName)
            {
                return Err(error);
            }
        }
        let events = self.exchange.collect(SystemTime::now(), LOOK)?;
        let mut turns = Vec::new();
        for event in &events {
            turns.push(self.answer(shared, event)?);
        }
        self.exchange.submit(&turns, SystemTime::now())?;
        Ok(())
    }

    /// Tells the session what happened, where there still is one.
    fn answer(&self, shared: &Shared, event: &Event) -> Result<Turn, Error> {
        let known = match event.conversation {
            Some(id) => self.exchange.conversation(id)?,
            None => None,
        };
        let suffix = known.as_ref().map_or("", |known| known.state.as_str());
        // Whose card it was for: where it is gone by now, nobody is left to tell.
        let learned = shared.sessions.of_suffix(suffix, shared.clock.now());
        if let Some(learned) = &learned
            && let Some(told) = told(shared, learned, event)
        {
            result::append(shared, suffix, told);
        }
        let outcome = match &event.kind {
            EventKind::Published | EventKind::Uncertain(_) => None,
            EventKind::Arrived(_) => Some("answered"),
            EventKind::Refused(_) => Some("refused"),
            EventKind::Unpublished(_) => Some("unpublished"),
            _ => Some("over"),
        };
        let is_open = known.as_ref().is_some_and(|known| known.outcome.is_none());
        Ok(Turn {
            conversation: event.conversation,
            answers: Some(event.id),
            state: suffix.to_owned(),
            until: known.as_ref().and_then(|known| known.until),
            outcome: outcome.filter(|_| is_open).map(str::to_owned),
            ..Turn::default()
        })
    }
}

/// An event as the flow in the page takes it; none of what is not for it.
fn told(shared: &Shared, learned: &Learned, event: &Event) -> Option<Value> {
    let plain = |kind: &str, trouble: Option<&Trouble>| {
        let event = json!({ "kind": kind, "fileName": event.file_name });
        let trouble = trouble.map(|trouble| {
            json!({
                "code": trouble.code,
                "message": trouble.message,
                "messageJa": trouble.message_ja,
            })
        });
        json!({ "event": event, "payload": null, "trouble": trouble })
    };
    Some(match &event.kind {
        EventKind::Published => plain("published", None),
        EventKind::Unpublished(trouble) => plain("unpublished", Some(trouble)),
        EventKind::Uncertain(trouble) => plain("uncertain", Some(trouble)),
        EventKind::Refused(arrival) => result::refused(&event.file_name, arrival),
        EventKind::Arrived(arrival) | EventKind::Late(arrival) => {
            result::arrived(shared, learned, &event.file_name, arrival)
        }
        _ => return None,
    })
}
