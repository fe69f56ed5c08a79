//! `onshi-home-visit`: the simulator, and a vendor's own server behind a home-visit page
//! beside it. Both on this machine, and both with made-up people.

use core::error::Error;
use core::net::SocketAddr;
use core::sync::atomic::{AtomicBool, Ordering};
use lexopt::{Arg, Parser, ValueExt as _};
use onshi_home_visit_server::{Addresses, Clock, Config, Limits, Server};
use onshi_host::Onshi;
use onshi_simulator::connector::{Settings, USUAL_DELAY};
use onshi_simulator::jpki::{Hierarchy, Purpose};
use onshi_simulator::server::{self as simulator, Server as Simulator};
use serde_json::json;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::thread;
use std::time::SystemTime;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use time::macros::offset;

const HELP: &str = "\
オン資 在宅受付の見本: シミュレーターと、ベンダー自身のサーバーを動かします。
Runs the simulator and a vendor's own home-visit server, on this machine only.

Usage: onshi-home-visit --page FOLDER [OPTIONS]

  --page FOLDER       what the page was built into
  --dist FOLDER       where the component is (otherwise ONSHI_DIST, or dist)
  --listen ADDRESS    of the server, 127.0.0.1:8480 unless set
  --simulator ADDRESS of the simulator, 127.0.0.1:8315 unless set
  --seed NUMBER       which people there are, 1 unless set
  --patients NUMBER   how many, 2000 unless set
  --at TIME           when it is (RFC 3339), now unless set
  --folder FOLDER     where req and res are kept; a temporary one unless set
  --accept-test-hierarchy
                      takes cards made for tests, which the simulator's are: without it
                      no card is verified; never in a product
  --client-header NAME
                      behind a proxy: the header to whose end it adds who asks; without it
                      clients are told apart by their connections
  --no-delay          the terminal answers at once
  --test              for tests: ports of the system's choice, a clock that stands, a
                      terminal that answers at once, and one line of JSON when ready
";

/// What was asked for.
struct Asked {
    page: PathBuf,
    dist: PathBuf,
    listen: Option<SocketAddr>,
    simulator: Option<SocketAddr>,
    seed: u64,
    patients: u32,
    at: Option<i64>,
    folder: Option<PathBuf>,
    accept_test_hierarchy: bool,
    client_header: Option<String>,
    no_delay: bool,
    test: bool,
}

fn main() -> ExitCode {
    let ran = match asked(Parser::from_env()) {
        Ok(Some(asked)) => run(&asked),
        Ok(None) => {
            print!("{HELP}");
            Ok(())
        }
        Err(error) => Err(error),
    };
    match ran {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("onshi-home-visit: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(asked: &Asked) -> Result<(), Box<dyn Error>> {
    let temporary = tempfile::tempdir()?;
    let folder = asked.folder.clone();
    let folder = folder.unwrap_or_else(|| temporary.path().to_owned());
    std::fs::create_dir_all(&folder)?;
    let at = asked.at.unwrap_or_else(now);
    // Before the simulator's: what was registered there never lies in the future here.
    let clock = match asked.test {
        true => Clock::still(at),
        false => Clock::from(at),
    };
    let usual = Settings::at(&folder);
    let institution = usual.institution.clone();
    let simulator = simulator(asked, at, usual, &clock)?;
    let control = format!("http://{}", simulator.address());
    let stop = Arc::new(AtomicBool::new(false));
    let stopping = Arc::clone(&stop);
    let simulated = thread::spawn(move || {
        let ran = simulator.run(&stopping);
        stopping.store(true, Ordering::Relaxed);
        ran
    });
    let listen = asked.address(asked.listen, 8480);
    let server = Server::bind(Config {
        listen,
        onshi: Arc::new(Onshi::open(&asked.dist)?),
        service: control.clone(),
        journal: folder.join("home-visit.sqlite"),
        folder,
        page: asked.page.clone(),
        institution,
        anchors: Hierarchy::jpki_test(asked.seed, at).anchors(Purpose::Authentication),
        accept_test_hierarchy: asked.accept_test_hierarchy,
        clock,
        limits: Limits::default(),
        client_header: asked.client_header.clone(),
        test: asked.test,
    });
    let server = server.map_err(|error| format!("{listen}: {error}"))?;
    announce(asked, &server.addresses(), &control, at)?;
    let served = server.run(&stop);
    stop.store(true, Ordering::Relaxed);
    simulated.join().map_err(|_| "the simulator panicked")??;
    Ok(served?)
}

/// The national system and one terminal, by the clock of the server.
fn simulator(
    asked: &Asked,
    at: i64,
    usual: Settings,
    clock: &Clock,
) -> Result<Simulator, Box<dyn Error>> {
    let delay = match asked.test || asked.no_delay {
        true => 0..0,
        false => USUAL_DELAY,
    };
    let listen = asked.address(asked.simulator, 8315);
    let simulator = Simulator::bind(simulator::Config {
        seed: asked.seed,
        size: asked.patients,
        at: Some(at),
        terminals: vec![Settings {
            delay,
            seed: asked.seed,
            ..usual
        }],
        database: None,
        listen,
    });
    let simulator = simulator.map_err(|error| format!("{listen}: {error}"))?;
    Ok(match clock {
        Clock::Still(at) => simulator.by_clock(Arc::clone(at)),
        Clock::Running(..) => simulator,
    })
}

/// Says where everything is: to people, or to a test.
fn announce(
    asked: &Asked,
    pages: &Addresses,
    control: &str,
    at: i64,
) -> Result<(), Box<dyn Error>> {
    let Addresses {
        origin,
        home,
        online,
        staff,
    } = pages;
    if asked.test {
        let at = OffsetDateTime::from_unix_timestamp(at)?.to_offset(offset!(+9));
        let ready = json!({
            "origin": origin,
            "home": home,
            "online": online,
            "staff": staff,
            "control": format!("{control}/"),
            "at": at.format(&Rfc3339)?,
        });
        println!("{ready}");
        return Ok(());
    }
    println!("訪問診療等(職員の端末) / home visits, the staff's device: {staff}");
    println!("訪問診療等 / home visits: {home}");
    println!("オンライン診療等 / online care: {online}");
    println!("シミュレーターの操作画面 / control page of the simulator: {control}/");
    println!("終了は Ctrl+C / Ctrl+C ends it");
    Ok(())
}

impl Asked {
    /// The address that was set; otherwise the usual port, or for tests any.
    fn address(&self, set: Option<SocketAddr>, port: u16) -> SocketAddr {
        let port = if self.test { 0 } else { port };
        set.unwrap_or_else(|| ([127, 0, 0, 1], port).into())
    }
}

fn asked(mut parser: Parser) -> Result<Option<Asked>, Box<dyn Error>> {
    let dist = std::env::var_os("ONSHI_DIST");
    let mut page = None;
    let mut asked = Asked {
        page: PathBuf::new(),
        dist: dist.map_or_else(|| "dist".into(), PathBuf::from),
        listen: None,
        simulator: None,
        seed: 1,
        patients: 2000,
        at: None,
        folder: None,
        accept_test_hierarchy: false,
        client_header: None,
        no_delay: false,
        test: false,
    };
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("page") => page = Some(parser.value()?.into()),
            Arg::Long("dist") => asked.dist = parser.value()?.into(),
            Arg::Long("listen") => asked.listen = Some(parser.value()?.parse()?),
            Arg::Long("simulator") => asked.simulator = Some(parser.value()?.parse()?),
            Arg::Long("seed") => asked.seed = parser.value()?.parse()?,
            Arg::Long("patients") => asked.patients = parser.value()?.parse()?,
            Arg::Long("at") => {
                let at = OffsetDateTime::parse(&parser.value()?.string()?, &Rfc3339)?;
                asked.at = Some(at.unix_timestamp());
            }
            Arg::Long("folder") => asked.folder = Some(parser.value()?.into()),
            Arg::Long("accept-test-hierarchy") => asked.accept_test_hierarchy = true,
            Arg::Long("client-header") => asked.client_header = Some(parser.value()?.string()?),
            Arg::Long("no-delay") => asked.no_delay = true,
            Arg::Long("test") => asked.test = true,
            Arg::Short('h') | Arg::Long("help") => return Ok(None),
            other => return Err(other.unexpected().into()),
        }
    }
    let Some(page) = page else {
        return Ok(None);
    };
    asked.page = page;
    Ok(Some(asked))
}

fn now() -> i64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    i64::try_from(since.unwrap_or_default().as_secs()).unwrap_or(i64::MAX)
}
