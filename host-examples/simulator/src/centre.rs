//! The system itself, without its ways in: what it knows, and what it answers.
//!
//! An answer follows from the population, from what was registered and agreed to
//! before, from the request and from the time. Folders and HTTP are in
//! [`connector`](crate::connector) and `server`.
//!
//! The list of the real system's codes (別紙6-1) is not public. Codes here begin
//! with `SIM`, so that nobody takes them for real ones.

mod bulk;
mod card;
mod eligibility;
mod history;
mod medical;
mod pdf;
mod registry;
mod result;
mod search;
mod ticket;

pub use card::{Presented, Refusal, Verification};
pub use registry::{Care, Reception, Registration, Registry};

use crate::calendar;
use crate::population::Population;
use crate::wire::Record;

/// The system.
#[derive(Clone, Debug)]
pub struct Centre {
    population: Population,
    registry: Registry,
    /// For how many downloads a bulk request is still being processed.
    pub polls_until_ready: u32,
}

/// What comes back for a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// A message of the result's interface.
    Message(Record),
    /// A result of many people, which may come in a ZIP file.
    Bulk(Record),
    /// A document.
    Pdf(Vec<u8>),
}

/// A code and a text for staff.
pub(crate) type Message = (&'static str, &'static str);

pub(crate) const UNREACHABLE: Message = ("SIM90002", "通信エラーが発生しました。");
pub(crate) const TOO_MANY_SESSIONS: Message = ("SIM90003", "同時に接続できる数を超えました。");
const NOT_RECEIVED: Message = ("SIM90004", "該当する受付番号がありません。");
const NO_SUCH_PERSON: Message = ("SIM00001", "該当する資格がありません。");
const NOT_REGISTERED: Message = (
    "SIM00010",
    "マイナンバーカードの健康保険証利用の申込がされていません。",
);
const NEAR_EXPIRY: Message = (
    "SIM00011",
    "電子証明書の有効期限が3か月以内です。更新をご案内ください。",
);
const IN_GRACE: Message = (
    "SIM00012",
    "電子証明書の有効期限が切れています。資格情報のみ提供します。",
);

impl Centre {
    /// A system that knows these people and nothing of any institution yet.
    #[must_use]
    pub fn new(population: Population) -> Self {
        Self {
            population,
            registry: Registry::default(),
            polls_until_ready: 0,
        }
    }

    /// Whom it knows.
    #[must_use]
    pub const fn population(&self) -> &Population {
        &self.population
    }

    /// What institutions told it.
    #[must_use]
    pub const fn registry(&self) -> &Registry {
        &self.registry
    }

    /// The same, to change it.
    pub const fn registry_mut(&mut self) -> &mut Registry {
        &mut self.registry
    }

    /// The answer to a request that the layout table admits, at a time in seconds
    /// since 1970. None where this is no request's interface.
    pub fn answer(&mut self, interface: &str, request: &Record, at: i64) -> Option<Reply> {
        let asked = Asked::read(request, at)?;
        Some(match interface {
            "OQS-IF-001" => Reply::Message(self.confirm(&asked)),
            "OQS-IF-003" => Reply::Message(self.register(&asked)),
            "OQS-IF-005" | "OQS-IF-009" | "OQS-IF-013" | "OQS-IF-017" | "OQS-IF-021" => {
                Reply::Message(self.receive(interface, &asked))
            }
            "OQS-IF-007" | "OQS-IF-011" | "OQS-IF-015" | "OQS-IF-019" | "OQS-IF-023" => {
                self.collect(interface, &asked)
            }
            "YZK-IF-001" => self.drugs(&asked),
            "TKKsiquc01req" => self.checkups(&asked),
            _ => return None,
        })
    }
}

/// A request, taken apart.
#[derive(Clone, Copy, Debug)]
struct Asked<'a> {
    request: &'a Record,
    header: &'a Record,
    body: &'a Record,
    institution: &'a str,
    at: i64,
}

impl<'a> Asked<'a> {
    fn read(request: &'a Record, at: i64) -> Option<Self> {
        let header = request.get_group("MessageHeader")?;
        Some(Self {
            request,
            header,
            body: request.get_group("MessageBody")?,
            institution: header.get_text("MedicalInstitutionCode")?,
            at,
        })
    }

    /// The header of the answer: who asked, what they called it, and that it went
    /// through.
    fn answered(&self) -> Record {
        header(self.header, self.at).text("SegmentOfResult", "1")
    }

    /// The header of an answer that did not go through.
    fn failed(&self, message: Message) -> Record {
        failed(self.header, self.at, message)
    }
}

/// What every header of an answer has.
fn header(request: &Record, at: i64) -> Record {
    Record::new()
        .text("ProcessExecutionTime", calendar::wire_time(at))
        .and(request.only(&["MedicalInstitutionCode", "ArbitraryFileIdentifier"]))
}

/// The whole answer to a request that did not get through to the system.
pub(crate) fn unanswered(interface: &str, request: &Record, at: i64, told: Message) -> Record {
    if !interface.starts_with("OQS") {
        return medical::told(told.1);
    }
    let empty = Record::new();
    let asking = request.get_group("MessageHeader").unwrap_or(&empty);
    message(failed(asking, at, told), Record::new())
}

/// 処理結果区分 9 with code and text.
fn failed(request: &Record, at: i64, (code, text): Message) -> Record {
    header(request, at)
        .text("SegmentOfResult", "9")
        .text("ErrorCode", code)
        .text("ErrorMessage", text)
}

/// A message of a header and a body.
fn message(header: Record, body: Record) -> Record {
    Record::new()
        .group("MessageHeader", header)
        .group("MessageBody", body)
}

/// 処理結果状況 2 with code and text.
fn refused((code, text): Message) -> Record {
    Record::new()
        .text("ProcessingResultStatus", "2")
        .text("ProcessingResultCode", code)
        .text("ProcessingResultMessage", text)
}
