//! What people hold beside their insurance, and what they agreed to before.

use crate::calendar::{self, DAY};
use crate::person;
use crate::results::{Disease, Limit};
use crate::seed::Stream;

/// What a welfare office arranged for somebody on 医療扶助.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assistance {
    /// Whom it entrusts with the care.
    pub entrusted: Entrusted,
    /// The day of the month from which a month's tickets are there.
    pub from_day: u8,
    /// 本人支払額, yen a month.
    pub self_pay: u32,
}

/// Whom a welfare office entrusts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Entrusted {
    /// Whoever asks.
    Asker,
    /// Another institution.
    Another,
    /// Nobody so far: 有効（未登録）.
    Nobody,
}

impl Entrusted {
    /// Each, in the order of their shares.
    pub const ALL: [Self; 3] = [Self::Asker, Self::Another, Self::Nobody];

    /// Its name in the database.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Asker => "asker",
            Self::Another => "another",
            Self::Nobody => "nobody",
        }
    }
}

/// A consent given once, on a page or at home.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// When, in seconds since 1970 (UTC).
    pub at: i64,
    /// The day of the visit, for オンライン診療等.
    pub visit: Option<i64>,
    /// What it extends to.
    pub kinds: Kinds,
    /// When it was taken back, and why (OQSCD031).
    pub ended: Option<(i64, String)>,
}

/// The kinds of information that are consented to one by one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Kinds {
    /// 薬剤情報.
    pub drugs: bool,
    /// 診療情報.
    pub diagnosis: bool,
    /// 手術情報.
    pub operations: bool,
    /// 特定健診情報.
    pub checkups: bool,
    /// 特定疾病療養受療証.
    pub diseases: bool,
}

impl Kinds {
    /// Every kind.
    pub const ALL: Self = Self {
        drugs: true,
        diagnosis: true,
        operations: true,
        checkups: true,
        diseases: true,
    };

    /// Their names in the home-visit service, with what they are.
    #[must_use]
    pub const fn named(self) -> [(&'static str, bool); 5] {
        [
            ("medicines", self.drugs),
            ("treatments", self.diagnosis),
            ("operations", self.operations),
            ("checkups", self.checkups),
            ("diseases", self.diseases),
        ]
    }

    /// Those that are given by name.
    pub fn of(mut given: impl FnMut(&str) -> bool) -> Self {
        let [drugs, diagnosis, operations, checkups, diseases] =
            Self::ALL.named().map(|(name, _)| given(name));
        Self {
            drugs,
            diagnosis,
            operations,
            checkups,
            diseases,
        }
    }

    /// Whether there is any.
    #[must_use]
    pub fn any(self) -> bool {
        self != Self::default()
    }

    /// As one number, for the database.
    #[must_use]
    pub fn bits(self) -> u8 {
        let each = self.named().into_iter().rev();
        each.fold(0, |bits, (_, given)| bits * 2 + u8::from(given))
    }

    /// Those of a number.
    #[must_use]
    pub fn of_bits(bits: u8) -> Self {
        let mut rest = bits;
        Self::of(|_| {
            let given = rest % 2 == 1;
            rest /= 2;
            given
        })
    }
}

/// One in so many.
pub(super) fn one_in(stream: &mut Stream, many: u64) -> bool {
    stream.below(many) == 0
}

/// A 限度額適用認定証 for every seventh or so, of a class that fits the age.
pub(super) fn limit(stream: &mut Stream, at: i64, age: i32) -> Option<Limit> {
    let classes: &[(&str, &str)] = match age {
        ..=69 => &[
            ("01", "A01"),
            ("01", "A02"),
            ("01", "A03"),
            ("01", "A04"),
            ("02", "A05"),
            ("02", "A06"),
        ],
        70..=74 => &[("01", "B02"), ("01", "B03"), ("02", "B05"), ("02", "B06")],
        _ => &[
            ("01", "B01"),
            ("01", "B09"),
            ("01", "B10"),
            ("02", "B05"),
            ("02", "B07"),
        ],
    };
    let (classification, category) = *super::name::pick(stream, classes);
    one_in(stream, 7).then(|| Limit {
        classification: classification.into(),
        category: category.into(),
        from: person::insurance_year(at),
        until: None,
    })
}

/// 特定疾病療養受療証 for one in fifty.
pub(super) fn diseases(stream: &mut Stream, at: i64) -> Vec<Disease> {
    let (category, self_pay) = *super::name::pick(
        stream,
        &[("1", 10_000), ("1", 20_000), ("2", 10_000), ("3", 10_000)],
    );
    let has = one_in(stream, 50);
    has.then(|| Disease {
        category: category.into(),
        from: calendar::date(at - 900 * DAY),
        self_pay,
    })
    .into_iter()
    .collect()
}

pub(super) fn assistance(stream: &mut Stream) -> Assistance {
    Assistance {
        entrusted: match stream.below(10) {
            0 => Entrusted::Nobody,
            1 => Entrusted::Another,
            _ => Entrusted::Asker,
        },
        from_day: if one_in(stream, 3) { 15 } else { 1 },
        self_pay: u32::try_from(stream.below(4) * 2500).unwrap_or(0),
    }
}

/// A consent to 訪問診療等 for one in twenty-five, some taken back.
pub(super) fn home_care(stream: &mut Stream, at: i64) -> Option<Agreement> {
    let given = before(stream, at, 60);
    let reason = (1 + stream.below(3)).to_string();
    let taken_back = one_in(stream, 5);
    one_in(stream, 25).then(|| Agreement {
        at: given,
        visit: None,
        kinds: Kinds::ALL,
        ended: taken_back.then(|| (given + (at - given) / 2, reason)),
    })
}

/// A consent to オンライン診療等 for one in thirty-three, most of them used up.
pub(super) fn online_care(stream: &mut Stream, at: i64) -> Option<Agreement> {
    let given = before(stream, at, 10);
    one_in(stream, 33).then_some(Agreement {
        at: given,
        visit: Some(given + DAY / 2),
        kinds: Kinds::ALL,
        ended: None,
    })
}

fn before(stream: &mut Stream, at: i64, days: i64) -> i64 {
    at - i64::try_from(stream.below((days * DAY).unsigned_abs())).unwrap_or(0)
}
