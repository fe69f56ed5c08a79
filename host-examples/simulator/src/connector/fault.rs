//! What goes wrong, by rate or on request.

use crate::seed::Stream;
use core::time::Duration;
use std::collections::{HashMap, VecDeque};

/// Something that goes wrong with one request or one card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fault {
    /// The request comes back with `.err`.
    Refused,
    /// The result's file grows in steps.
    Partial,
    /// The result appears a second time.
    Duplicate,
    /// The result comes when nobody waits for it any more.
    Late,
    /// Results of later requests overtake this one.
    Overtaken,
    /// The bytes are not in the encoding that the file declares.
    WrongEncoding,
    /// The file ends in the middle.
    Malformed,
    /// A bulk request is in progress for several downloads.
    Processing,
    /// 処理結果区分 9: too many sessions.
    Sessions,
    /// 処理結果区分 9: the line is down.
    Offline,
    /// The request is taken and never answered.
    Lost,
    /// An answer of another person comes under the request's name, and a while later its own.
    AnotherPerson,
    /// The same with an answer to another institution.
    AnotherInstitution,
    /// The same with an answer to another query, of the same person.
    AnotherQuery,
    /// The card on the reader is revoked.
    RevokedCard,
    /// The card on the reader expired long ago.
    ExpiredCard,
}

/// Which faults happen, how often, and to which request next.
#[derive(Clone, Debug)]
pub struct Faults {
    seed: u64,
    rates: HashMap<Fault, u32>,
    next: VecDeque<Fault>,
    /// How late a late result is.
    pub late: Duration,
}

impl Fault {
    /// Each of them.
    pub const ALL: [Self; 16] = [
        Self::Refused,
        Self::Partial,
        Self::Duplicate,
        Self::Late,
        Self::Overtaken,
        Self::WrongEncoding,
        Self::Malformed,
        Self::Processing,
        Self::Sessions,
        Self::Offline,
        Self::Lost,
        Self::AnotherPerson,
        Self::AnotherInstitution,
        Self::AnotherQuery,
        Self::RevokedCard,
        Self::ExpiredCard,
    ];

    /// Its name in the control API and in the record.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Partial => "partial",
            Self::Duplicate => "duplicate",
            Self::Late => "late",
            Self::Overtaken => "overtaken",
            Self::WrongEncoding => "wrong-encoding",
            Self::Malformed => "malformed",
            Self::Processing => "processing",
            Self::Sessions => "sessions",
            Self::Offline => "offline",
            Self::Lost => "lost",
            Self::AnotherPerson => "another-person",
            Self::AnotherInstitution => "another-institution",
            Self::AnotherQuery => "another-query",
            Self::RevokedCard => "revoked-card",
            Self::ExpiredCard => "expired-card",
        }
    }

    /// What it is called on the control page.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Refused => "要求の拒否（.err）",
            Self::Partial => "書きかけのファイル",
            Self::Duplicate => "結果の重複",
            Self::Late => "遅れた結果",
            Self::Overtaken => "結果の順序の入れ替わり",
            Self::WrongEncoding => "宣言と異なる文字コード",
            Self::Malformed => "途中で切れたファイル",
            Self::Processing => "一括処理の長期化",
            Self::Sessions => "同時接続数の超過",
            Self::Offline => "回線の断",
            Self::Lost => "応答なし",
            Self::AnotherPerson => "別の方の結果",
            Self::AnotherInstitution => "別の医療機関の結果",
            Self::AnotherQuery => "別の照会の結果",
            Self::RevokedCard => "失効したカード",
            Self::ExpiredCard => "期限切れのカード",
        }
    }

    /// The fault of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fault| fault.name() == name)
    }

    /// Whether another's answer comes first.
    #[must_use]
    pub const fn is_anothers(self) -> bool {
        matches!(
            self,
            Self::AnotherPerson | Self::AnotherInstitution | Self::AnotherQuery
        )
    }

    /// Whether it is one of the card, not of a message.
    #[must_use]
    pub const fn is_of_card(self) -> bool {
        matches!(self, Self::RevokedCard | Self::ExpiredCard)
    }
}

impl Faults {
    /// None, until they are asked for. The seed decides whom a rate hits.
    #[must_use]
    pub fn none(seed: u64) -> Self {
        Self {
            seed,
            rates: HashMap::new(),
            next: VecDeque::new(),
            late: Duration::from_secs(120),
        }
    }

    /// The same with a fault in so many of a thousand.
    #[must_use]
    pub fn with(mut self, fault: Fault, per_thousand: u32) -> Self {
        self.set(fault, per_thousand);
        self
    }

    /// Sets how many of a thousand a fault hits.
    pub fn set(&mut self, fault: Fault, per_thousand: u32) {
        self.rates.insert(fault, per_thousand.min(1000));
    }

    /// How many of a thousand a fault hits.
    #[must_use]
    pub fn rate(&self, fault: Fault) -> u32 {
        self.rates.get(&fault).copied().unwrap_or(0)
    }

    /// Has a fault hit the next request, or the next card.
    pub fn once(&mut self, fault: Fault) {
        self.next.push_back(fault);
    }

    /// The faults of the request with this name, or of the card: those asked for,
    /// and those that the rates give it, whatever else happens.
    pub fn decide(&mut self, name: &str, card: bool) -> Vec<Fault> {
        let fits = |fault: &Fault| fault.is_of_card() == card || (card && fault.is_of_file());
        let asked = self.next.iter().position(fits);
        let mut faults: Vec<_> = asked
            .and_then(|place| self.next.remove(place))
            .into_iter()
            .collect();
        for fault in Fault::ALL.iter().filter(|fault| fits(fault)) {
            let rate = u64::from(self.rate(*fault));
            if rate > 0 {
                let label = format!("fault/{}/{name}", fault.name());
                let hit = Stream::new(self.seed, &label).below(1000) < rate;
                if hit && !faults.contains(fault) {
                    faults.push(*fault);
                }
            }
        }
        faults
    }
}

impl Fault {
    /// Whether it can happen to any file, also to that of a card.
    const fn is_of_file(self) -> bool {
        matches!(
            self,
            Self::Partial
                | Self::Duplicate
                | Self::Late
                | Self::Overtaken
                | Self::WrongEncoding
                | Self::Malformed
                | Self::Lost
        )
    }
}
