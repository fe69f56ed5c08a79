//! A counter of the demo: the terminal's folders with the simulator behind them, and the
//! desk before them. Time is the demo's own.

use super::held::Held;
use super::people::{at_reader, label};
use super::{Demo, said};
use crate::Failure;
use core::time::Duration;
use onshi_host::desk::{Desk, Opening};
use onshi_host::exchange::{Exchange, FolderOptions, Folders, Options};
use onshi_simulator::centre::Centre;
use onshi_simulator::connector::{Connector, Settings, USUAL_DELAY};
use onshi_simulator::population::Patient;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

/// Nothing in the demo takes longer, by its own clock.
const PATIENCE: u32 = 4 * 3600;

pub(super) struct Place<'a> {
    pub(super) demo: &'a Demo<'a>,
    /// 医療機関コード.
    pub(super) institution: String,
    folder: PathBuf,
    desk: Desk<'a>,
    connector: Connector,
    held: Held<'a>,
    now: SystemTime,
    receptions: usize,
}

impl<'a> Place<'a> {
    /// Opens a counter with folders of this name.
    pub(super) fn open(
        demo: &'a Demo<'a>,
        name: &str,
        institution: &str,
        centre: &Arc<Mutex<Centre>>,
    ) -> Result<Self, Failure> {
        let folder = demo.folder.join(name);
        let settings = Settings {
            institution: institution.to_owned(),
            delay: USUAL_DELAY,
            seed: demo.seed,
            ..Settings::at(&folder)
        };
        std::fs::create_dir_all(&folder).map_err(said)?;
        let connector = Connector::open(settings, Arc::clone(centre)).map_err(said)?;
        let folders = Folders::new(FolderOptions {
            quiet: Duration::ZERO,
            ..FolderOptions::under(&folder)
        });
        let journal = folder.join("journal.sqlite");
        let now = demo.now();
        let exchange = Exchange::open(journal, folders, Options::default(), now)
            .map_err(onshi_host::Error::from)?;
        let face = json!({ "institution": institution }).to_string();
        Ok(Self {
            institution: institution.to_owned(),
            desk: Desk::new(demo.onshi, exchange, face),
            held: Held::new(demo.onshi),
            receptions: 0,
            folder,
            connector,
            now,
            demo,
        })
    }

    /// Somebody comes.
    pub(super) fn title(&mut self, way: &str, who: &str) {
        self.receptions += 1;
        let who = if who.is_empty() {
            String::new()
        } else {
            format!(" — {who}")
        };
        println!("\n━━ {} {way}{who} ━━", self.receptions);
    }

    /// A card on the 顔認証付きカードリーダー: the result that was delivered.
    pub(super) fn card(&mut self, patient: &Patient) -> Result<Value, Failure> {
        self.title("顔認証付きカードリーダー", &label(patient));
        let since = self.now.duration_since(SystemTime::UNIX_EPOCH);
        let at = i64::try_from(since.unwrap_or_default().as_secs()).unwrap_or_default();
        let name = self
            .connector
            .present_card(patient.id, &at_reader(at), self.now)
            .map_err(|refusal| Failure::Misuse(refusal.text()))?;
        println!("face フォルダーに届きます: {name}");
        self.held.expects("face-reader");
        self.until_over()?;
        Ok(self.held.content())
    }

    /// A flow from its beginning to its end: what was delivered last.
    pub(super) fn flow(&mut self, flow: &str, mut situation: Value) -> Result<Value, Failure> {
        let today = crate::clock::wire_date(&self.demo.at);
        situation["institution"] = json!(self.institution);
        situation["suffix"] = json!(self.desk.exchange_mut().suffix(&today));
        let opening = Opening {
            flow: flow.to_owned(),
            situation: situation.to_string(),
            reference: None,
        };
        self.held.expects(flow);
        let began = self.desk.begin(&[opening], self.now, &mut self.held)?;
        for began in began {
            began?;
        }
        self.until_over()?;
        Ok(self.held.content())
    }

    /// Lets the terminal and the desk go on, a second at a time, until the flow is over.
    fn until_over(&mut self) -> Result<(), Failure> {
        for _ in 0..PATIENCE {
            self.connector.step(self.now).map_err(said)?;
            self.desk.go_on(self.now, Duration::ZERO, &mut self.held)?;
            if self.held.is_over() {
                return self.keep_for_trying();
            }
            self.now += Duration::from_secs(1);
        }
        Err(Failure::Misuse("the demo waits for nothing".to_owned()))
    }

    /// The first card's result stays in the demo's `face` folder, to try `onshi read` with.
    fn keep_for_trying(&mut self) -> Result<(), Failure> {
        let folder = self.demo.folder.join("face");
        for (name, bytes) in self.held.arrivals.drain(..) {
            let is_first = std::fs::read_dir(&folder).map_err(said)?.next().is_none();
            if name.contains("_face_") && is_first {
                super::write(&folder.join(name), &bytes)?;
            }
        }
        Ok(())
    }

    /// 日次締め.
    pub(super) fn close(self) -> Result<(), Failure> {
        let day = self.held.day(&self.institution);
        let at = crate::clock::rfc3339(self.now);
        let sheet = self.demo.onshi.day_sheet(&day.to_string(), &at)?;
        println!("\n{}", sheet.page);
        drop(self.desk);
        std::fs::remove_dir_all(&self.folder).map_err(said)
    }
}
