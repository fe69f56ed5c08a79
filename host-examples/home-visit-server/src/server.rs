//! Puts everything together and listens.

use crate::clock::Clock;
use crate::connections;
use crate::courier::{self, Round};
use crate::http::{Faults, router};
use crate::journal::Journal;
use crate::limits::Limits;
use crate::refusal::Refusal;
use crate::secret;
use crate::service::Service;
use crate::session::{Care, Origin, Sessions};
use crate::shared::Shared;
use crate::visits::{Visits, people};
use crate::{cards, component};
use core::net::SocketAddr;
use core::sync::atomic::{AtomicBool, Ordering};
use core::time::Duration;
use onshi_host::Onshi;
use std::io;
use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

/// With what it runs.
#[derive(Clone, Debug)]
pub struct Config {
    /// A loopback address.
    pub listen: SocketAddr,
    /// The component.
    pub onshi: Arc<Onshi>,
    /// Where the service is that knows cards and keeps consents, such as
    /// `http://127.0.0.1:8315`.
    pub service: String,
    /// The folder with the `req` and `res` of the connector.
    pub folder: PathBuf,
    /// Where the journal of what was handed to the connector is kept.
    pub journal: PathBuf,
    /// What the page was built into.
    pub page: PathBuf,
    /// 医療機関コード.
    pub institution: String,
    /// The certificates that are trusted, DER.
    pub anchors: Vec<Vec<u8>>,
    /// Whether cards that were made for tests are taken. Off in any product: then `anchors`
    /// are the production's; on, they are those of tests and no others.
    pub accept_test_hierarchy: bool,
    /// By what it judges.
    pub clock: Clock,
    /// How much anybody may take.
    pub limits: Limits,
    /// The header to which a trusted proxy adds the address of whoever asks, such as
    /// `X-Forwarded-For`; none where clients connect by themselves. Without a proxy that
    /// sets it, anybody may say to be anybody.
    pub client_header: Option<String>,
    /// Whether tests may move the clock and have things go wrong.
    pub test: bool,
}

/// Where its pages are.
#[derive(Clone, Debug)]
pub struct Addresses {
    /// Where it listens.
    pub origin: String,
    /// The page of 訪問診療等, as the QR code has it.
    pub home: String,
    /// The page of オンライン診療等.
    pub online: String,
    /// The page of 訪問診療等 on the staff's own device.
    pub staff: String,
}

/// A server that listens and answers once it runs.
pub struct Server {
    shared: Arc<Shared>,
    round: Round,
    listener: TcpListener,
    page: PathBuf,
    faults: Option<Arc<Faults>>,
    client_header: Option<String>,
}

impl core::fmt::Debug for Server {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Server(…)")
    }
}

impl Server {
    /// Asks the service for what it shows, opens journal and folders, and listens.
    ///
    /// # Errors
    /// Where the address is not loopback or not free, the service does not answer,
    /// journal or folders cannot be opened, or cards made for tests are to be taken beside
    /// an anchor that is not of tests.
    pub fn bind(config: Config) -> io::Result<Self> {
        if !config.listen.ip().is_loopback() {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        if config.accept_test_hierarchy {
            only_for_tests(&config)?;
        }
        let listener = TcpListener::bind(config.listen)?;
        let origin = format!("http://{}", listener.local_addr()?);
        let (courier, round) = courier::open(&config.journal, &config.folder)?;
        let service = Service::at(&config.service);
        let keys = Care::ALL.map(|care| {
            let key = service.key(&config.institution, care.name());
            key.map(|key| (care, key))
        });
        let keys = keys.into_iter().collect::<Result<_, _>>();
        let keys: std::collections::HashMap<_, _> = keys.map_err(failed)?;
        let home = &keys[&Care::Home];
        let name = service.institution_name(Care::Home.name(), home);
        let people = people(&service).map_err(failed)?;
        let visits = Visits::of(&people);
        let anchors = config.anchors.iter();
        let shared = Shared {
            onshi: config.onshi,
            clock: config.clock,
            courier,
            sessions: Sessions::within(config.limits),
            journal: Journal::default(),
            cards: cards::of(&service, visits.people(), &people).map_err(failed)?,
            visits,
            anchors: anchors.map(|anchor| component::encoded(anchor)).collect(),
            accept_test_hierarchy: config.accept_test_hierarchy,
            institution_name: name.map_err(failed)?,
            origin: Origin {
                origin,
                institution: config.institution,
            },
            keys,
            staff: secret::id(),
            service,
        };
        Ok(Self {
            shared: Arc::new(shared),
            round,
            listener,
            page: config.page,
            faults: config.test.then(Arc::default),
            client_header: config.client_header,
        })
    }

    /// Where its pages are.
    #[must_use]
    pub fn addresses(&self) -> Addresses {
        let Shared {
            origin,
            keys,
            staff,
            ..
        } = &*self.shared;
        let origin = &origin.origin;
        let page = |care: Care| format!("{origin}/{}/{}", care.name(), keys[&care]);
        Addresses {
            origin: origin.clone(),
            home: page(Care::Home),
            online: page(Care::Online),
            staff: format!("{}#staff={staff}", page(Care::Home)),
        }
    }

    /// Answers until it is told to stop.
    ///
    /// # Errors
    /// Where the network, the journal or the folders fail.
    pub fn run(self, stop: &AtomicBool) -> io::Result<()> {
        let Self {
            shared,
            round,
            listener,
            page,
            faults,
            client_header,
        } = self;
        let limits = shared.sessions.limits().clone();
        let router = router(Arc::clone(&shared), &page, faults);
        thread::scope(|scope| {
            let carried = scope.spawn(|| {
                let carried = round.run(&shared, stop);
                stop.store(true, Ordering::Relaxed);
                carried
            });
            let served = serve(listener, stop, |listener| {
                connections::serve(listener, router, limits, client_header)
            });
            // Whichever ends first ends the other.
            stop.store(true, Ordering::Relaxed);
            let carried = carried.join();
            served.and(carried.unwrap_or_else(|_| Err(io::Error::other("the courier panicked"))))
        })
    }
}

/// Cards that anybody can have made are worth nothing beside real ones.
fn only_for_tests(config: &Config) -> io::Result<()> {
    let mut anchors = config.anchors.iter();
    if !anchors.all(|anchor| component::is_for_tests(&config.onshi, anchor)) {
        return Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "cards made for tests are never taken beside a production anchor",
        ));
    }
    eprintln!(
        "WARNING: CARDS MADE FOR TESTS ARE ACCEPTED. NOBODY IS IDENTIFIED BY THEM.\n\
         警告: テスト用カードを受け付けています。実在の人の本人確認には使えません。"
    );
    Ok(())
}

fn serve<S: Future<Output = io::Result<()>>>(
    listener: TcpListener,
    stop: &AtomicBool,
    serve: impl FnOnce(tokio::net::TcpListener) -> S,
) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let served = runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        tokio::select! {
            served = serve(listener) => served,
            () = told_to_stop(stop) => Ok(()),
        }
    });
    runtime.shutdown_background();
    served
}

async fn told_to_stop(stop: &AtomicBool) {
    while !stop.load(Ordering::Relaxed) {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

fn failed(refusal: Refusal) -> io::Error {
    io::Error::other(refusal.code())
}
