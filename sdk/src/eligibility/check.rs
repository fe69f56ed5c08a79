//! The circumstances of one check: how it was made, for which day it holds, and
//! at which instant it is judged.

use super::coded::Coded;
use super::doubt::CLOCKS_DIFFER;
use super::layers::Reading;
use super::node::{Field, Node, Unreadable};
use super::treatment::Treatment;
use crate::problem::{Code, Problems};
use crate::time::{Date, Instant};
use alloc::format;
use alloc::string::{String, ToString};

/// The reader, the terminal and the national system checked the card.
pub const READER_VERIFIED: Code = code!(
    "assurance.reader-verified-card",
    "by this result, the reader or terminal and the national system checked the card (face, PIN or by sight: it does not say which); this SDK verified no signature",
    "この結果によれば、マイナンバーカードはカードリーダー・資格確認端末と全国のシステムが確認しました(顔認証・暗証番号・目視のどれかは結果に記載されません)。このSDKは電子署名を検証していません。",
);

/// The eligibility was found by its numbers, and nobody's identity was checked.
pub const BY_NUMBER: Code = code!(
    "assurance.by-number",
    "found by the numbers given; the system verified nobody's identity: staff check it against the document shown",
    "保険者番号や記号・番号による照会です。システムは本人確認をしていません。お持ちの書類でご本人か確認してください。",
);

/// The result does not say that anything was verified.
pub const NOT_ASSURED: Code = code!(
    "assurance.cannot-tell",
    "the result does not tell whether anybody's identity was verified",
    "本人確認が行われたかどうか、この結果からはわかりません。",
);

/// The card was used away from the counter, with the system's own page or app.
pub const CONSENTED_REMOTELY: Code = code!(
    "assurance.consented-remotely",
    "by this interface the patient consented with the card, away from the counter, and the national system checked the card then; this SDK verified no signature",
    "このインターフェースによれば、患者さんが窓口以外(居宅・オンライン)でマイナンバーカードを使って同意し、全国のシステムがそのときに確認しました。このSDKは電子署名を検証していません。",
);

/// How the check was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Route {
    /// `ReferenceClassification` 1 マイナンバーカード (OQSCD002).
    Card,
    /// 同意済資格情報: the card, on the patient's or a visitor's device (facts §5.4).
    Remote,
    /// 2 被保険者証情報, or 一括照会.
    Number,
    /// Not sent, or not known.
    Unknown,
}

/// What every part of the judgement needs to know of the check.
pub(super) struct Check {
    /// The instant judged at.
    pub(super) at: Instant,
    /// The date judged at, in Japan.
    pub(super) day: Date,
    /// 資格確認日: the date the system answered for.
    pub(super) confirmed: Option<Date>,
    /// Whether that is the day it was asked, because its interface states none.
    pub(super) presumed: bool,
    pub(super) route: Route,
    /// When the system answered.
    pub(super) executed: Field<Instant>,
    /// 診療区分 the consents are for; none where it is not sent.
    pub(super) treatment: Option<Treatment>,
    /// Whether the file and the person succeeded.
    pub(super) processed: bool,
}

/// What is known of a check before its message says anything.
#[derive(Clone, Copy, Default)]
pub(super) struct Origin {
    pub(super) route: Option<Route>,
    pub(super) treatment: Option<Treatment>,
    /// The day it was asked, where the result's interface has no 資格確認日.
    pub(super) asked: Option<Date>,
}

impl Check {
    pub(super) fn read(
        header: &Node<'_>,
        origin: Origin,
        at: Instant,
        reading: &Reading,
        notes: &mut Problems,
    ) -> Self {
        let name = "QualificationConfirmationDate";
        let stated = header.date(name, notes);
        let executed = header.instant("ProcessExecutionTime", notes);
        let asked = origin.asked.filter(|_| stated == Ok(None));
        let asked = asked.filter(|asked| answers(*asked, executed, header, notes));
        if reading.processed && stated == Ok(None) && asked.is_none() {
            header.absent(name, "資格確認日", notes);
        }
        let confirmed = stated.ok().flatten().or(asked);
        Self {
            at,
            day: at.date_in_japan(),
            confirmed,
            presumed: asked.is_some(),
            route: route(header, origin.route, notes),
            executed,
            treatment: origin.treatment,
            processed: reading.processed,
        }
    }

    /// Who verified what. Nothing is claimed of a check that did not succeed:
    /// it may have failed because of the card (domain: whose certificate reaches
    /// whom; facts §5.1).
    pub(super) fn assurance(&self) -> Coded {
        match (self.processed, self.route) {
            (true, Route::Card) => READER_VERIFIED,
            (true, Route::Remote) => CONSENTED_REMOTELY,
            (true, Route::Number) => BY_NUMBER,
            (false, _) | (true, Route::Unknown) => NOT_ASSURED,
        }
        .into()
    }

    /// Whether the system answered by the time judged: where it does not say when, it did
    /// if it was asked by then, and otherwise nobody knows.
    pub(super) fn answered_by_now(&self) -> bool {
        let latest = self.at.plus_seconds(CLOCKS_DIFFER);
        match self.executed {
            Ok(Some(executed)) => executed <= latest,
            Ok(None) => self.asked().is_some_and(|asked| asked <= self.day),
            Err(Unreadable) => false,
        }
    }

    /// Whether the system answered on the day judged: by its own word or, where it does not
    /// say, because it was asked on that day.
    pub(super) fn answered_today(&self) -> bool {
        let answered = match self.executed {
            Ok(Some(executed)) => Some(executed.date_in_japan()),
            Ok(None) => self.asked(),
            Err(Unreadable) => None,
        };
        answered == Some(self.day)
    }

    /// The day it was asked, where that stands in for 資格確認日.
    fn asked(&self) -> Option<Date> {
        self.confirmed.filter(|_| self.presumed)
    }

    /// Whether the answer speaks of the day judged: that is the day it was confirmed for,
    /// or a later one of the same month. `[I]` from practice: institutions confirm each
    /// month anew, because insurances change with the month. What was confirmed for a day
    /// to come is no ground for one before it.
    pub(super) fn reaches(&self) -> bool {
        self.same_month()
            && self
                .confirmed
                .is_some_and(|confirmed| confirmed <= self.day)
    }

    /// Whether the day judged is in the month the system answered for.
    pub(super) fn same_month(&self) -> bool {
        self.confirmed
            .is_some_and(|confirmed| month(confirmed) == month(self.day))
    }

    /// A sentence that names the confirmation date, or the day that stands in for it.
    pub(super) fn naming_confirmation(&self, code: Code) -> Coded {
        match self.confirmed {
            Some(date) if self.presumed => Coded::with(
                code,
                &format!("{date}, the day it was asked"),
                &format!("記載なし、照会した日は{}", in_japanese(date)),
            ),
            Some(date) => Coded::with(code, &date.to_string(), &in_japanese(date)),
            None => Coded::with(code, "an unknown date", "不明"),
        }
    }
}

/// Whether what was processed then may be the answer to what was asked on that day: not
/// where it was processed before.
fn answers(asked: Date, executed: Field<Instant>, header: &Node<'_>, notes: &mut Problems) -> bool {
    let executed = executed.ok().flatten();
    let before = executed.is_some_and(|executed| executed.date_in_japan() < asked);
    if before {
        let against = ("the day it was asked", "照会した日");
        header.contradicts("ProcessExecutionTime", against, notes);
    }
    !before
}

/// What the message says, which may be nothing, and what its interface says; where
/// they disagree, nobody knows.
fn route(header: &Node<'_>, of_interface: Option<Route>, notes: &mut Problems) -> Route {
    let name = "ReferenceClassification";
    let sent = header.code(name, "OQSCD002", notes);
    let sent = match sent.as_ref().map(Option::as_ref) {
        Ok(None) => None,
        Ok(Some(code)) if code.code == "1" => Some(Route::Card),
        Ok(Some(code)) if code.code == "2" => Some(Route::Number),
        _ => Some(Route::Unknown),
    };
    match (sent, of_interface) {
        (None, known) => known.unwrap_or(Route::Unknown),
        (Some(Route::Card), Some(Route::Remote)) => Route::Remote,
        (Some(sent), known) if known.is_none_or(|known| known == sent) => sent,
        _ => {
            header.contradicts(name, ("the interface", "インターフェース"), notes);
            Route::Unknown
        }
    }
}

pub(super) fn month(date: Date) -> (i32, u8) {
    (date.year(), date.month())
}

fn in_japanese(date: Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}
