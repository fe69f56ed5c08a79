//! From a request's file to the answer's, and what becomes of both.

use super::anothers::anothers;
use super::delivery::{Delivery, Part};
use super::fault::Fault;
use super::folder::Place;
use super::package::{packed, spoilt};
use super::{Connector, locked};
use crate::centre::{self, Reply};
use crate::seed::Stream;
use crate::wire::{Pair, Record};
use core::ops::Range;
use std::io::{self, Write};

/// How long after another's answer the request's own comes.
const OWN_ANSWER_AFTER: u64 = 1_500;

impl Connector {
    /// Answers a request that was taken, when the answer is due.
    pub(super) fn answer(&mut self, name: &str, bytes: &[u8], ms: u64) -> io::Result<()> {
        let faults = self.faults.decide(name, false);
        let Some((base, pair)) = self.named(name) else {
            return self.refuse(name, bytes, "", ms);
        };
        let read = self.tables.read(&pair.request, bytes);
        let Ok(request) = read.as_ref().map_err(|_| ()) else {
            return self.refuse(name, bytes, "", ms);
        };
        let id = identifier(request);
        if faults.contains(&Fault::Refused) {
            return self.refuse(name, bytes, &id, ms);
        }
        if faults.contains(&Fault::Lost) {
            return self.note(ms, name, &id, "lost");
        }
        let at = i64::try_from(ms / 1000).unwrap_or(i64::MAX);
        let reply = self.reply(&pair.request, request, &faults, at);
        let Some(reply) = reply else {
            return self.refuse(name, bytes, &id, ms);
        };
        let (encoding, packing) = (self.settings.encoding, &self.settings.packing);
        let (tables, result) = (&self.tables, &pair.result);
        let packed_as = |reply: &Reply| packed(tables, result, reply, encoding, packing, &base);
        let packed = packed_as(&reply)?;
        let first = anothers(&reply, &faults)
            .as_ref()
            .map(packed_as)
            .transpose()?;
        let (bytes, ending) = packed;
        let mut due = ms + self.delay(name, &faults);
        if let Some((bytes, ending)) = first {
            let name = format!("{base}.{ending}");
            self.deliver(Place::Res, name, bytes, due, &[], false);
            due += OWN_ANSWER_AFTER;
        }
        self.deliver(
            Place::Res,
            format!("{base}.{ending}"),
            bytes,
            due,
            &faults,
            true,
        );
        self.note(ms, name, &id, "answered")
    }

    /// The name of the result without its ending, and the interfaces.
    fn named(&self, name: &str) -> Option<(String, Pair)> {
        let (prefix, rest) = name.split_once("req_")?;
        let suffix = rest.strip_suffix(".xml")?;
        let fits = !suffix.is_empty()
            && suffix
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte));
        let pair = self.tables.pair(prefix).filter(|_| fits)?;
        Some((format!("{prefix}res_{suffix}"), pair.clone()))
    }

    /// The system's answer, as far as the line holds.
    pub(crate) fn reply(
        &self,
        interface: &str,
        request: &Record,
        faults: &[Fault],
        at: i64,
    ) -> Option<Reply> {
        let failure = match () {
            () if faults.contains(&Fault::Offline) => Some(centre::UNREACHABLE),
            () if faults.contains(&Fault::Sessions) => Some(centre::TOO_MANY_SESSIONS),
            () => None,
        };
        if let Some(told) = failure {
            return Some(Reply::Message(centre::unanswered(
                interface, request, at, told,
            )));
        }
        let mut centre = locked(&self.centre);
        let polls = centre.polls_until_ready;
        if faults.contains(&Fault::Processing) {
            centre.polls_until_ready = polls.max(3);
        }
        let reply = centre.answer(interface, request, at);
        centre.polls_until_ready = polls;
        reply
    }

    /// Gives a request back with `.err`. What stands in such a file is not publicly
    /// known: here it is empty.
    fn refuse(&mut self, name: &str, bytes: &[u8], id: &str, ms: u64) -> io::Result<()> {
        let base = name.strip_suffix(".xml").unwrap_or(name);
        let due = ms + self.delay(name, &[]);
        self.deliver(Place::Res, name.to_owned(), bytes.to_vec(), due, &[], false);
        self.deliver(
            Place::Res,
            format!("{base}.err"),
            Vec::new(),
            due,
            &[],
            true,
        );
        self.note(ms, name, id, "refused")
    }

    /// Has a file appear, as the faults have it.
    pub(super) fn deliver(
        &mut self,
        place: Place,
        name: String,
        bytes: Vec<u8>,
        due: u64,
        faults: &[Fault],
        ends_session: bool,
    ) {
        let delivery = Delivery {
            place,
            name,
            bytes: spoilt(bytes, faults),
            part: Part::Whole,
            ends_session,
        };
        if faults.contains(&Fault::Duplicate) {
            let again = Delivery {
                ends_session: false,
                ..delivery.clone()
            };
            self.deliveries.at(due + 500, again);
        }
        if faults.contains(&Fault::Partial) {
            self.deliveries.grow(due, delivery);
        } else {
            self.deliveries.at(due, delivery);
        }
    }

    /// How long an answer takes: by the file's name, so that it does not depend on
    /// what else is asked.
    pub(crate) fn delay(&self, name: &str, faults: &[Fault]) -> u64 {
        let Range { start, end } = self.settings.delay;
        let mut delay = start;
        if end > start || faults.contains(&Fault::Overtaken) {
            let mut stream = Stream::new(self.settings.seed, &format!("delay/{name}"));
            delay += stream.below(end.saturating_sub(start));
            if faults.contains(&Fault::Overtaken) {
                delay += 50 + stream.below(1000);
            }
        }
        if faults.contains(&Fault::Late) {
            delay += u64::try_from(self.faults.late.as_millis()).unwrap_or(u64::MAX / 2);
        }
        delay
    }

    /// Notes what became of a request, before its answer can be seen.
    fn note(&mut self, ms: u64, name: &str, id: &str, outcome: &str) -> io::Result<()> {
        match &mut self.record {
            Some(record) => {
                writeln!(record, "{ms}\t{name}\t{id}\t{outcome}")?;
                record.flush()
            }
            None => Ok(()),
        }
    }
}

fn identifier(request: &Record) -> String {
    let header = request.get_group("MessageHeader");
    let id = header.and_then(|header| header.get_text("ArbitraryFileIdentifier"));
    id.unwrap_or_default().replace(['\t', '\n', '\r'], " ")
}
