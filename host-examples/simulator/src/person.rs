//! The people who come to the desk. All are invented, and so are their numbers:
//! right in form and check digit, belonging to nobody.

use crate::calendar;
use time::{Date, Month};

/// Sex as registers write it (OQSCD007, and the same digits in certificates).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sex {
    /// 男.
    Male,
    /// 女.
    Female,
    /// 未設定.
    NotSet,
}

/// Somebody with a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// 氏名 as the insurer sends it: full width, 「●」 for what it cannot write.
    pub name: String,
    /// 氏名 in half-width kana.
    pub kana: String,
    /// 氏名 as the card holds it, where nothing is replaced.
    pub name_on_card: String,
    /// 性別.
    pub sex: Sex,
    /// 生年月日.
    pub birthdate: Date,
    /// 郵便番号, as in `000-0000`.
    pub post_number: String,
    /// 住所, full width.
    pub address: String,
    /// What covers the cost of care; usually one.
    pub coverages: Vec<Coverage>,
}

/// One insurance, with the values a result has for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// 被保険者証区分 (OQSCD010).
    pub classification: String,
    /// 保険者番号 of 6 or 8 digits, without padding.
    pub insurer_number: String,
    /// 保険者名称.
    pub insurer_name: String,
    /// 記号; none with 後期高齢者医療.
    pub symbol: Option<String>,
    /// 番号.
    pub number: String,
    /// 枝番; none with 後期高齢者医療.
    pub branch: Option<String>,
    /// 本人・家族の別 (OQSCD009).
    pub family: Family,
    /// 有効開始年月日, which is 交付年月日 too.
    pub valid_from: Date,
    /// 有効終了年月日.
    pub valid_until: Option<Date>,
    /// 資格喪失年月日 and its 事由 (OQSCD008).
    pub lost: Option<(Date, String)>,
    /// What the result states about the share.
    pub share: Share,
}

/// 本人・家族の別.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// 本人.
    Insured,
    /// 家族.
    Dependant,
}

/// What a result states about the share the patient pays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Share {
    /// Nothing: it follows from the age.
    NotStated,
    /// 未就学区分.
    Preschool,
    /// 高齢受給者証, valid from and until, with its percent (`020` or `030`).
    ElderlyRecipient(Date, Date, String),
    /// 後期高齢者の一部負担割合 in percent (`010`, `020` or `030`).
    LateStage(String),
}

impl Person {
    /// 生年月日 as messages write it, `YYYYMMDD`.
    #[must_use]
    pub fn wire_birthdate(&self) -> String {
        calendar::wire_date(self.birthdate)
    }

    /// 42 years old and insured through a company, with an 8-digit number.
    #[must_use]
    pub fn employee(at: i64) -> Self {
        Self {
            name: "見本　太郎".into(),
            kana: "ﾐﾎﾝ ﾀﾛｳ".into(),
            name_on_card: "見本　太郎".into(),
            sex: Sex::Male,
            birthdate: born(at, 42, Month::February, 17),
            coverages: vec![company(at, Family::Insured, "00", Share::NotStated)],
            ..Self::nobody(at)
        }
    }

    /// Four years old, a dependant of [`employee`](Self::employee).
    #[must_use]
    pub fn preschooler(at: i64) -> Self {
        Self {
            name: "見本　あおい".into(),
            kana: "ﾐﾎﾝ ｱｵｲ".into(),
            name_on_card: "見本　あおい".into(),
            sex: Sex::Female,
            birthdate: born(at, 4, Month::January, 8),
            coverages: vec![company(at, Family::Dependant, "02", Share::Preschool)],
            ..Self::nobody(at)
        }
    }

    /// 72 years old, insured by a municipality with a 6-digit number, with a
    /// 高齢受給者証 over 20%, and a name of which one character arrives as 「●」.
    #[must_use]
    pub fn pensioner(at: i64) -> Self {
        let year = insurance_year(at);
        let until = calendar::plus_years(year, 1).previous_day().unwrap_or(year);
        Self {
            name: "仮●　一郎".into(),
            kana: "ｶﾘﾖｼ ｲﾁﾛｳ".into(),
            name_on_card: "仮𠮷　一郎".into(),
            sex: Sex::Male,
            birthdate: born(at, 72, Month::March, 27),
            coverages: vec![Coverage {
                insurer_number: with_check_digit("13999"),
                insurer_name: "架空市".into(),
                symbol: Some("12-34".into()),
                number: "4260".into(),
                branch: Some("01".into()),
                valid_from: year,
                valid_until: Some(until),
                share: Share::ElderlyRecipient(year, until, "020".into()),
                ..company(at, Family::Insured, "00", Share::NotStated)
            }],
            ..Self::nobody(at)
        }
    }

    /// 83 years old, 後期高齢者医療: an insurer number that starts with 39, neither
    /// 記号 nor 枝番, and a share of 10%.
    #[must_use]
    pub fn late_stage(at: i64) -> Self {
        let year = insurance_year(at);
        Self {
            name: "例示　フク".into(),
            kana: "ﾚｲｼﾞ ﾌｸ".into(),
            name_on_card: "例示　フク".into(),
            sex: Sex::Female,
            birthdate: born(at, 83, Month::June, 3),
            coverages: vec![Coverage {
                insurer_number: with_check_digit("3913999"),
                insurer_name: "架空県後期高齢者医療広域連合".into(),
                symbol: None,
                number: with_check_digit("0012345"),
                branch: None,
                valid_from: year,
                valid_until: calendar::plus_years(year, 1).previous_day(),
                share: Share::LateStage("010".into()),
                ..company(at, Family::Insured, "00", Share::NotStated)
            }],
            ..Self::nobody(at)
        }
    }

    /// 29 years old, whose insurance ended a month ago.
    #[must_use]
    pub fn between_jobs(at: i64) -> Self {
        let lost = calendar::date(at - 30 * calendar::DAY);
        Self {
            name: "試験　さくら".into(),
            kana: "ｼｹﾝ ｻｸﾗ".into(),
            name_on_card: "試験　さくら".into(),
            sex: Sex::Female,
            birthdate: born(at, 29, Month::April, 1),
            coverages: vec![Coverage {
                number: "318".into(),
                lost: Some((lost, "99".into())),
                ..company(at, Family::Insured, "00", Share::NotStated)
            }],
            ..Self::nobody(at)
        }
    }

    /// Everybody above.
    #[must_use]
    pub fn all(at: i64) -> Vec<Self> {
        vec![
            Self::employee(at),
            Self::preschooler(at),
            Self::pensioner(at),
            Self::late_stage(at),
            Self::between_jobs(at),
        ]
    }

    fn nobody(at: i64) -> Self {
        Self {
            name: String::new(),
            kana: String::new(),
            name_on_card: String::new(),
            sex: Sex::NotSet,
            birthdate: calendar::date(at),
            post_number: "000-0000".into(),
            address: "架空県見本市試験町１－２－３".into(),
            coverages: Vec::new(),
        }
    }
}

impl Sex {
    /// The digit for it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Male => "1",
            Self::Female => "2",
            Self::NotSet => "3",
        }
    }
}

/// The body of an insurer's number with its check digit: from the right, digits
/// weigh 2, 1, 2, 1 …, the digits of each product are added, and the check digit
/// brings the sum to a multiple of ten.
#[must_use]
pub fn with_check_digit(body: &str) -> String {
    let sum: u32 = body
        .chars()
        .rev()
        .filter_map(|digit| digit.to_digit(10))
        .enumerate()
        .map(|(place, digit)| if place % 2 == 0 { digit * 2 } else { digit })
        .map(|product| product / 10 + product % 10)
        .sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

fn company(at: i64, family: Family, branch: &str, share: Share) -> Coverage {
    Coverage {
        classification: "01".into(),
        insurer_number: with_check_digit("0613999"),
        insurer_name: "架空健康保険組合".into(),
        symbol: Some("1001".into()),
        number: "217".into(),
        branch: Some(branch.into()),
        family,
        valid_from: born(at, 6, Month::April, 1),
        valid_until: None,
        lost: None,
        share,
    }
}

/// The day on which somebody was born who is now this old.
fn born(at: i64, age: i32, month: Month, day: u8) -> Date {
    let today = calendar::date(at);
    let this_year = Date::from_calendar_date(today.year(), month, day).unwrap_or(today);
    calendar::plus_years(this_year, if this_year > today { -age - 1 } else { -age })
}

/// Municipal insurance runs from 1 August, when the share is set anew.
pub(crate) fn insurance_year(at: i64) -> Date {
    born(at, 0, Month::August, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_are_those_of_known_numbers() {
        for number in ["138156", "06138093", "39131156", "01130012"] {
            let (body, _) = number.split_at(number.len() - 1);
            assert_eq!(with_check_digit(body), number);
        }
    }

    #[test]
    fn ages_hold_whenever_it_is() {
        for at in [0, 1_795_219_200, 1_893_456_000] {
            let today = calendar::date(at);
            let ages: Vec<_> = Person::all(at)
                .iter()
                .map(|person| {
                    (0..).find(|age| calendar::plus_years(person.birthdate, age + 1) > today)
                })
                .collect();
            assert_eq!(ages, [42, 4, 72, 83, 29].map(Some));
        }
    }
}
