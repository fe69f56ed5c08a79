//! The circumstances of one check: how it was made, for which day it holds, and
//! at which instant it is judged.

use super::coded::Coded;
use super::layers::Reading;
use super::node::Node;
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

/// How the check was made: `ReferenceClassification`, OQSCD002.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Route {
    /// 1 マイナンバーカード.
    Card,
    /// 2 被保険者証情報.
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
    pub(super) route: Route,
    /// Whether the file and the person succeeded.
    pub(super) processed: bool,
}

impl Check {
    pub(super) fn read(
        header: &Node<'_>,
        at: Instant,
        reading: &Reading,
        notes: &mut Problems,
    ) -> Self {
        let name = "QualificationConfirmationDate";
        let confirmed = header.date(name, notes);
        if reading.processed && confirmed == Ok(None) {
            header.absent(name, "資格確認日", notes);
        }
        let route = header.code("ReferenceClassification", "OQSCD002", notes);
        Self {
            at,
            day: at.date_in_japan(),
            confirmed: confirmed.ok().flatten(),
            route: match route.ok().flatten().as_ref().map(|code| code.code.as_str()) {
                Some("1") => Route::Card,
                Some("2") => Route::Number,
                _ => Route::Unknown,
            },
            processed: reading.processed,
        }
    }

    /// Who verified what. Nothing is claimed of a check that did not succeed:
    /// it may have failed because of the card (domain: whose certificate reaches
    /// whom; facts §5.1).
    pub(super) fn assurance(&self) -> Coded {
        match (self.processed, self.route) {
            (true, Route::Card) => READER_VERIFIED,
            (true, Route::Number) => BY_NUMBER,
            (false, _) | (true, Route::Unknown) => NOT_ASSURED,
        }
        .into()
    }

    /// Whether the day judged is in the month the system answered for.
    pub(super) fn same_month(&self) -> bool {
        self.confirmed
            .is_some_and(|confirmed| month(confirmed) == month(self.day))
    }

    /// A sentence that names the confirmation date.
    pub(super) fn naming_confirmation(&self, code: Code) -> Coded {
        match self.confirmed {
            Some(date) => Coded::with(code, &date.to_string(), &in_japanese(date)),
            None => Coded::with(code, "an unknown date", "不明"),
        }
    }
}

pub(super) fn month(date: Date) -> (i32, u8) {
    (date.year(), date.month())
}

fn in_japanese(date: Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}
