//! The Web API: one request, one answer (facts §1).
//!
//! - What goes over the line is the request's content as the host gives it; its result
//!   comes as an arrival of the name that was expected, though it was never a file (with
//!   the extension `pdf` where it is one).
//! - **A status from 200 is the result, one from 400 a refusal.** `[I]` That a server
//!   which answers 400 to 499 has not processed the request is what these statuses mean in
//!   HTTP; what the system does is not public. Any other status leaves it uncertain.
//! - **Nothing is sent twice.** Where the line or the program ends in the middle, the
//!   request is uncertain for ever: there is no folder in which an answer would wait.
//! - **At most 20 at once**: more sessions the other side does not take (facts §1). The
//!   rest waits its turn.

mod line;

pub use line::{Answer, Failure, Line, LineOptions};

use crate::transport::{Incoming, Interest, Outgoing, Publication, Transport, Whereabouts};
use crate::trouble::{LINE_LOST, NO_CONNECTION, NO_ROUTE, STOPPED_ON_LINE, Trouble};
use crate::{Content, Error};
use core::time::Duration;
use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// Sessions that the other side takes at most (facts §1).
pub const SESSIONS: usize = 20;

/// Which path requests take whose names begin so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// Such as `OQSsiquc01`.
    pub prefix: String,
    /// What follows the host.
    pub path: String,
}

/// The Web API as a [`Transport`].
#[derive(Debug)]
pub struct Web {
    line: Line,
    routes: Vec<Route>,
    sessions: usize,
    session: u64,
    staged: HashMap<String, Job>,
    count: u64,
    underway: HashSet<String>,
    work: Option<Sender<Job>>,
    answers: Option<Receiver<Done>>,
    waiting: VecDeque<Done>,
}

#[derive(Debug)]
struct Job {
    token: String,
    path: String,
    content: Vec<u8>,
    result_name: String,
    refusal_name: String,
}

#[derive(Debug)]
struct Done {
    job: Job,
    outcome: Result<Answer, Failure>,
}

impl Web {
    /// Over this line, with at most so many requests at once, never more than
    /// [`SESSIONS`].
    #[must_use]
    pub fn new(line: Line, routes: Vec<Route>, sessions: usize) -> Self {
        Self {
            line,
            routes,
            sessions: sessions.clamp(1, SESSIONS),
            session: 0,
            staged: HashMap::new(),
            count: 0,
            underway: HashSet::new(),
            work: None,
            answers: None,
            waiting: VecDeque::new(),
        }
    }

    fn job(&mut self, file: &Outgoing<'_>) -> Result<Job, Trouble> {
        let route = self
            .routes
            .iter()
            .find(|route| file.file_name.starts_with(&route.prefix));
        let path = route.ok_or(NO_ROUTE)?.path.clone();
        self.count = self.count.saturating_add(1);
        Ok(Job {
            token: format!("line-{:x}-{:x}", self.session, self.count),
            path,
            content: file.content.to_vec(),
            result_name: file.result_name.to_owned(),
            refusal_name: file.refusal_name.to_owned(),
        })
    }

    fn done(&mut self, done: Done, found: &mut Vec<Incoming>) {
        let Done { job, outcome } = done;
        self.underway.remove(&job.token);
        let (publication, arrived) = match outcome {
            Ok(Answer { status, content }) => match status {
                200..=299 => {
                    let name = result_name(job.result_name, &content);
                    (Publication::Published, Some((name, content)))
                }
                400..=499 => (Publication::Published, Some((job.refusal_name, content))),
                _ => (Publication::Uncertain(LINE_LOST), None),
            },
            Err(Failure::NotSent(trouble)) => (Publication::Unpublished(trouble), None),
            Err(Failure::Unknown(trouble)) => (Publication::Uncertain(trouble), None),
        };
        found.push(Incoming::Publication(job.token, publication));
        if let Some((name, content)) = arrived {
            found.push(Incoming::File {
                key: name.clone(),
                file_name: name,
                content: Content::Memory(content),
                is_unasked: false,
            });
        }
    }
}

/// A PDF is one, though nothing on the line calls it so.
fn result_name(expected: String, content: &[u8]) -> String {
    match expected.rsplit_once('.') {
        Some((stem, _)) if content.starts_with(b"%PDF-") => format!("{stem}.pdf"),
        _ => expected,
    }
}

impl Transport for Web {
    fn begin(&mut self, _tag: &str, session: u64) -> Result<(), Error> {
        self.session = session;
        let (work, jobs) = channel::<Job>();
        let (done, answers) = channel();
        let jobs = Arc::new(Mutex::new(jobs));
        for _ in 0..self.sessions {
            let (jobs, done, line) = (Arc::clone(&jobs), done.clone(), self.line.clone());
            thread::Builder::new().spawn(move || {
                loop {
                    let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok(job) = job else { return };
                    let outcome = line.post(&job.path, &job.content);
                    if done.send(Done { job, outcome }).is_err() {
                        return;
                    }
                }
            })?;
        }
        self.work = Some(work);
        self.answers = Some(answers);
        Ok(())
    }

    /// Nothing to make durable: a request on the line cannot be taken up again.
    fn stage(&mut self, files: &[Outgoing<'_>]) -> Vec<Result<String, Trouble>> {
        let mut tokens = Vec::new();
        for file in files {
            let job = self.job(file);
            tokens.push(job.map(|job| {
                let token = job.token.clone();
                self.staged.insert(token.clone(), job);
                token
            }));
        }
        tokens
    }

    fn publish(&mut self, token: &str, _file_name: &str) -> Publication {
        let (Some(job), Some(work)) = (self.staged.remove(token), &self.work) else {
            return Publication::Unpublished(NO_CONNECTION);
        };
        self.underway.insert(token.to_owned());
        match work.send(job) {
            Ok(()) => Publication::Underway,
            Err(_) => Publication::Unpublished(NO_CONNECTION),
        }
    }

    fn whereabouts(&mut self, token: &str, _file_name: &str) -> Whereabouts {
        match self.underway.contains(token) {
            true => Whereabouts::OutOfSight(LINE_LOST),
            false => Whereabouts::Unknown(STOPPED_ON_LINE),
        }
    }

    fn discard(&mut self, token: &str) {
        self.staged.remove(token);
    }

    fn discard_others(&mut self, _known: &[String]) -> u64 {
        0
    }

    fn look(&mut self, _interest: &mut dyn FnMut(&str) -> Interest, most: usize) -> Vec<Incoming> {
        let mut found = Vec::new();
        while found.len() < most {
            let next = self.waiting.pop_front();
            let next = next.or_else(|| self.answers.as_ref()?.try_recv().ok());
            let Some(done) = next else { break };
            self.done(done, &mut found);
        }
        found
    }

    /// What came over the line lies nowhere.
    fn remove(&mut self, _key: &str) -> bool {
        true
    }

    fn wait(&mut self, longest: Duration) {
        if let Some(answers) = &self.answers
            && let Ok(done) = answers.recv_timeout(longest)
        {
            self.waiting.push_back(done);
        }
    }
}
