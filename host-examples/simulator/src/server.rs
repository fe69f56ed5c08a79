//! The same system over HTTP, on this machine only: the control page, the Web API,
//! home visits and revocation data, beside the folders of one terminal or several.
//!
//! Hosts, paths and credentials of the real services are not public; those here are
//! the simulator's own. It listens on loopback addresses alone and answers no page
//! that came by another name, since whoever reaches it may do everything.

mod api;
mod card;
mod control;
mod home;
mod revocation;
mod web;

use crate::centre::Centre;
use crate::connector::{self, Connector, Fault, Settings};
use crate::jpki::Hierarchy;
use crate::population::Population;
use crate::store::Store;
use crate::wire::Tables;
use axum::Router;
use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use core::net::SocketAddr;
use core::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use core::time::Duration;
use revocation::Authorities;
use std::io;
use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Instant, SystemTime};

/// How often a terminal looks into its folder when nothing is there.
const LOOKS_EVERY: Duration = Duration::from_millis(10);

/// What to simulate.
#[derive(Clone, Debug)]
pub struct Config {
    /// Decides who the people are.
    pub seed: u64,
    /// How many people there are.
    pub size: u32,
    /// When the simulator's clock starts, in seconds since 1970; now where there is
    /// none. The population is made for that time.
    pub at: Option<i64>,
    /// The terminals, at least one. The first is the one the control page is for.
    pub terminals: Vec<Settings>,
    /// Where population and registrations are kept; in memory where there is none.
    pub database: Option<PathBuf>,
    /// A loopback address.
    pub listen: SocketAddr,
}

/// A system ready to run.
#[derive(Debug)]
pub struct Server {
    state: Arc<State>,
    listener: TcpListener,
    address: SocketAddr,
}

/// What all requests share.
#[derive(Debug)]
struct State {
    seed: u64,
    centre: Arc<Mutex<Centre>>,
    store: Option<Mutex<Store>>,
    terminals: Vec<Mutex<Connector>>,
    tables: Tables,
    authorities: Mutex<Authorities>,
    tokens: web::Tokens,
    home: home::Sessions,
    asked: AtomicU64,
    clock: Clock,
}

/// Time as the simulator has it.
#[derive(Debug)]
enum Clock {
    /// It runs from a time on.
    Running(SystemTime, Instant),
    /// Somebody else moves it: seconds since 1970.
    Moved(Arc<AtomicI64>),
}

impl Clock {
    fn now(&self) -> SystemTime {
        match self {
            Self::Running(start, since) => *start + since.elapsed(),
            Self::Moved(at) => {
                let at = at.load(Ordering::Relaxed).unsigned_abs();
                SystemTime::UNIX_EPOCH + Duration::from_secs(at)
            }
        }
    }
}

/// A lock, also after somebody panicked with it.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl State {
    fn now(&self) -> SystemTime {
        self.clock.now()
    }

    /// Seconds since 1970.
    fn at(&self) -> i64 {
        let since = self.now().duration_since(SystemTime::UNIX_EPOCH);
        i64::try_from(since.unwrap_or_default().as_secs()).unwrap_or(i64::MAX)
    }

    fn set_fault(&self, fault: Fault, per_thousand: u32) {
        for terminal in &self.terminals {
            locked(terminal).faults.set(fault, per_thousand);
        }
    }

    /// The first terminal. There is one: [`Server::bind`] sees to that.
    fn terminal(&self) -> MutexGuard<'_, Connector> {
        locked(&self.terminals[0])
    }
}

impl Server {
    /// Makes the population or takes it from the database, opens the folders and
    /// listens.
    ///
    /// # Errors
    /// Where the address is not loopback or not free, there is no terminal, or a
    /// folder or the database cannot be opened.
    pub fn bind(config: Config) -> io::Result<Self> {
        if !config.listen.ip().is_loopback() || config.terminals.is_empty() {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        let listener = TcpListener::bind(config.listen)?;
        let start = match config.at {
            Some(at) => SystemTime::UNIX_EPOCH + Duration::from_secs(at.unsigned_abs()),
            None => SystemTime::now(),
        };
        let since = start
            .duration_since(SystemTime::UNIX_EPOCH)
            .unwrap_or_default();
        let at = i64::try_from(since.as_secs()).unwrap_or(i64::MAX);
        let (centre, store) = match &config.database {
            Some(path) => {
                let opened = Store::open(path, config.seed, at, config.size);
                let mut store = opened.map_err(io::Error::other)?;
                (store.centre().map_err(io::Error::other)?, Some(store))
            }
            None => {
                let population = Population::generate(config.seed, at, config.size);
                (Centre::new(population), None)
            }
        };
        let centre = centre.shared();
        let terminals = config
            .terminals
            .into_iter()
            .map(|settings| Connector::open(settings, Arc::clone(&centre)).map(Mutex::new));
        let state = State {
            seed: config.seed,
            terminals: terminals.collect::<io::Result<_>>()?,
            centre,
            store: store.map(Mutex::new),
            tables: Tables::new(config.seed),
            authorities: Mutex::new(Authorities::new(Hierarchy::jpki_test(config.seed, at))),
            tokens: web::Tokens::default(),
            home: home::Sessions::default(),
            asked: AtomicU64::new(0),
            clock: Clock::Running(start, Instant::now()),
        };
        Ok(Self {
            state: Arc::new(state),
            address: listener.local_addr()?,
            listener,
        })
    }

    /// Goes by a clock that somebody else moves (seconds since 1970), such as a test's,
    /// which others go by too.
    #[must_use]
    pub fn by_clock(mut self, at: Arc<AtomicI64>) -> Self {
        // Nobody else has the state before it runs.
        if let Some(state) = Arc::get_mut(&mut self.state) {
            state.clock = Clock::Moved(at);
        }
        self
    }

    /// Where it listens.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Sets how many of a thousand a fault hits, at every terminal.
    pub fn set_fault(&self, fault: Fault, per_thousand: u32) {
        self.state.set_fault(fault, per_thousand);
    }

    /// Answers in folders and over HTTP until it is told to stop.
    ///
    /// # Errors
    /// Where a folder or the network fails.
    pub fn run(self, stop: &AtomicBool) -> io::Result<()> {
        let Self {
            state, listener, ..
        } = self;
        thread::scope(|scope| {
            let each = state.terminals.iter();
            let folders: Vec<_> = each
                .map(|terminal| scope.spawn(|| folders(&state, terminal, stop)))
                .collect();
            let served = http(&state, listener, stop);
            // Whichever ends first ends the other.
            stop.store(true, Ordering::Relaxed);
            let ended = folders.into_iter().map(|thread| match thread.join() {
                Ok(ended) => ended,
                Err(_) => Err(io::Error::other("a terminal panicked")),
            });
            ended.fold(served, io::Result::and)
        })
    }
}

/// One terminal's folders, by the simulator's clock.
fn folders(state: &State, terminal: &Mutex<Connector>, stop: &AtomicBool) -> io::Result<()> {
    let ended = connector::run(terminal, || state.now(), LOOKS_EVERY, stop);
    if ended.is_err() {
        stop.store(true, Ordering::Relaxed);
    }
    ended
}

fn http(state: &Arc<State>, listener: TcpListener, stop: &AtomicBool) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        tokio::select! {
            served = axum::serve(listener, router(Arc::clone(state))).into_future() => served,
            kept = kept(state, stop) => kept,
        }
    })
}

/// Keeps what is registered until it is told to stop.
async fn kept(state: &State, stop: &AtomicBool) -> io::Result<()> {
    loop {
        let last = stop.load(Ordering::Relaxed);
        if let Some(store) = &state.store {
            locked(store).keep().map_err(io::Error::other)?;
        }
        if last {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

fn router(state: Arc<State>) -> Router {
    Router::new()
        .merge(control::routes())
        .merge(api::routes())
        .merge(card::routes())
        .merge(web::routes())
        .merge(home::routes())
        .merge(revocation::routes())
        .layer(middleware::from_fn(by_its_own_name))
        .with_state(state)
}

/// Keeps out pages of other sites that point their name at this machine.
async fn by_its_own_name(request: Request, next: Next) -> Response {
    let host = request
        .headers()
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    let name = host.map(|host| host.rsplit_once(':').map_or(host, |(name, _)| name));
    match name {
        Some("localhost" | "127.0.0.1" | "[::1]") => next.run(request).await,
        _ => StatusCode::FORBIDDEN.into_response(),
    }
}
