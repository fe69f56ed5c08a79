//! `onshi-home-visit`: the simulator, and a vendor's own server behind a home-visit page
//! beside it. Both on this machine, and both with made-up people.

use core::net::SocketAddr;
use core::sync::atomic::{AtomicBool, Ordering};
use core::time::Duration;
use lexopt::{Arg, Parser, ValueExt as _};
use onshi_home_visit_server::{Clock, Config, Server};
use onshi_host::Onshi;
use onshi_simulator::connector::{Settings, USUAL_DELAY};
use onshi_simulator::jpki::{Hierarchy, Purpose};
use onshi_simulator::server::{self as simulator, Server as Simulator};
use serde_json::json;
use std::error::Error;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::SystemTime;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

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
    no_delay: bool,
    test: bool,
}

fn main() -> Result<(), Box<dyn Error>> {
    let Some(asked) = asked(Parser::from_env())? else {
        print!("{HELP}");
        return Ok(());
    };
    let temporary = tempfile::tempdir()?;
    let folder = asked.folder.clone();
    let folder = folder.unwrap_or_else(|| temporary.path().to_owned());
    std::fs::create_dir_all(&folder)?;
    let at = asked.at.unwrap_or_else(now);
    let address = |set: Option<SocketAddr>, port: u16| {
        let port = if asked.test { 0 } else { port };
        set.unwrap_or_else(|| ([127, 0, 0, 1], port).into())
    };
    let usual = Settings::at(&folder);
    let institution = usual.institution.clone();
    let simulator = Simulator::bind(simulator::Config {
        seed: asked.seed,
        size: asked.patients,
        at: Some(at),
        terminals: vec![Settings {
            delay: if asked.test || asked.no_delay {
                0..0
            } else {
                USUAL_DELAY
            },
            seed: asked.seed,
            ..usual
        }],
        database: None,
        listen: address(asked.simulator, 8315),
    })?;
    let control = format!("http://{}", simulator.address());
    let stop = Arc::new(AtomicBool::new(false));
    let simulated = {
        let stop = Arc::clone(&stop);
        thread::spawn(move || {
            let ran = simulator.run(&stop);
            stop.store(true, Ordering::Relaxed);
            ran
        })
    };
    let server = Server::bind(Config {
        listen: address(asked.listen, 8480),
        onshi: Arc::new(Onshi::open(&asked.dist)?),
        service: control.clone(),
        journal: folder.join("home-visit.sqlite"),
        folder,
        page: asked.page,
        institution,
        anchors: Hierarchy::jpki_test(asked.seed, at).anchors(Purpose::Authentication),
        clock: match asked.test {
            true => Clock::still(at),
            false => Clock::from(at),
        },
        test: asked.test,
    })?;
    let pages = server.addresses();
    if asked.test {
        let at = OffsetDateTime::from_unix_timestamp(at)?.format(&Rfc3339)?;
        let ready = json!({
            "origin": pages.origin,
            "home": pages.home,
            "online": pages.online,
            "staff": pages.staff,
            "control": format!("{control}/"),
            "at": at,
        });
        println!("{ready}");
    } else {
        println!(
            "訪問診療等 (職員の端末) / home visits, the staff's device: {}",
            pages.staff
        );
        println!("訪問診療等 / home visits: {}", pages.home);
        println!("オンライン診療等 / online care: {}", pages.online);
        println!("シミュレーターの操作画面 / control page of the simulator: {control}/");
        println!("終了は Ctrl+C / Ctrl+C ends it");
    }
    let served = server.run(&stop);
    stop.store(true, Ordering::Relaxed);
    while !simulated.is_finished() {
        thread::sleep(Duration::from_millis(10));
    }
    simulated.join().map_err(|_| "the simulator panicked")??;
    Ok(served?)
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
