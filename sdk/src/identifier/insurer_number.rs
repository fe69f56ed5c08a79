//! 保険者番号, and 公費負担者番号, which has the same form.

use super::check_digit::{holds, is_digits};
use super::{NOT_AN_INSURER_NUMBER, Prefecture};
use crate::problem::Problem;
use alloc::borrow::ToOwned;
use alloc::string::String;
use core::fmt;
use serde::Serialize;

/// A 保険者番号: 8 digits (法別番号 2, prefecture 2, insurer 3, check digit), or 6
/// without 法別番号 for 国民健康保険. Where 医療扶助 or other public expense pays,
/// the 公費負担者番号 stands in its place.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct InsurerNumber {
    digits: String,
}

/// How six digits become the eight characters of the wire.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Padding {
    /// Half-width spaces on the left, as results and the file route have them.
    #[default]
    Spaces,
    /// Zeros on the left, as one user of the Web API sends them.
    Zeros,
}

impl Padding {
    pub(crate) fn named(name: &str) -> Option<Self> {
        match name {
            "spaces" => Some(Self::Spaces),
            "zeros" => Some(Self::Zeros),
            _ => None,
        }
    }
}

/// The scheme a 法別番号 stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Law {
    /// The 法別番号, two digits.
    pub number: &'static str,
    /// Its name in Japanese.
    pub ja: &'static str,
    /// Its name in English.
    pub en: &'static str,
    /// False where it is written from memory, without a public source.
    pub confirmed: bool,
}

impl InsurerNumber {
    /// Reads 8 digits, or 6 alone or padded on the left to 8 with half-width
    /// spaces or zeros. The check digit is not looked at.
    ///
    /// # Errors
    /// [`NOT_AN_INSURER_NUMBER`], without the text.
    pub fn read(text: &str) -> Result<Self, Problem> {
        // No 法別番号 is 00, so two zeros can only be padding.
        let six = [text.strip_prefix("  "), text.strip_prefix("00"), Some(text)]
            .into_iter()
            .flatten()
            .find(|rest| is_digits(rest, 6));
        six.or_else(|| is_digits(text, 8).then_some(text))
            .map(|digits| Self {
                digits: digits.to_owned(),
            })
            .ok_or_else(|| Problem::error(NOT_AN_INSURER_NUMBER))
    }

    /// The 6 or 8 digits.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.digits
    }

    /// Whether the last digit follows from the others.
    #[must_use]
    pub fn check_digit_holds(&self) -> bool {
        holds(&self.digits)
    }

    /// The 法別番号, two digits; none in a number of six.
    #[must_use]
    pub fn law_number(&self) -> Option<&str> {
        (self.digits.len() == 8)
            .then(|| self.digits.get(..2))
            .flatten()
    }

    /// What the 法別番号 stands for, where it is known.
    #[must_use]
    pub fn law(&self) -> Option<Law> {
        let number = self.law_number()?;
        LAWS.iter().find(|law| law.number == number).copied()
    }

    /// The prefecture, where the two digits are one.
    #[must_use]
    pub fn prefecture(&self) -> Option<Prefecture> {
        let start = self.digits.len().checked_sub(6)?;
        Prefecture::read(self.digits.get(start..start.checked_add(2)?)?)
    }

    /// Whether it is 後期高齢者医療 (法別番号 39).
    #[must_use]
    pub fn is_late_stage_elderly(&self) -> bool {
        self.law_number() == Some("39")
    }

    /// Whether it is the payer number of 生活保護 (法別番号 12).
    #[must_use]
    pub fn is_public_assistance(&self) -> bool {
        self.law_number() == Some("12")
    }

    /// The eight characters of the wire.
    #[must_use]
    pub fn to_wire(&self, padding: Padding) -> String {
        match padding {
            Padding::Spaces => alloc::format!("{:>8}", self.digits),
            Padding::Zeros => alloc::format!("{:0>8}", self.digits),
        }
    }
}

impl fmt::Debug for InsurerNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("InsurerNumber(…)")
    }
}

const fn law(number: &'static str, ja: &'static str, en: &'static str) -> Law {
    Law {
        number,
        ja,
        en,
        confirmed: true,
    }
}

const fn from_memory(number: &'static str, ja: &'static str, en: &'static str) -> Law {
    Law {
        number,
        ja,
        en,
        confirmed: false,
    }
}

static LAWS: &[Law] = &[
    law(
        "01",
        "全国健康保険協会管掌健康保険",
        "Japan Health Insurance Association",
    ),
    from_memory("02", "船員保険", "seamen's insurance"),
    from_memory(
        "03",
        "日雇特例被保険者の保険(一般療養)",
        "day labourers, ordinary care",
    ),
    from_memory(
        "04",
        "日雇特例被保険者の保険(特別療養費)",
        "day labourers, special care",
    ),
    law("06", "組合管掌健康保険", "health insurance society"),
    from_memory("07", "自衛官等", "self-defence officials"),
    law(
        "12",
        "生活保護法による医療扶助",
        "medical assistance (public assistance act)",
    ),
    from_memory("31", "国家公務員共済組合", "mutual aid: national officials"),
    from_memory("32", "地方公務員等共済組合", "mutual aid: local officials"),
    from_memory("33", "警察共済組合", "mutual aid: police"),
    from_memory(
        "34",
        "公立学校共済組合・日本私立学校振興・共済事業団",
        "mutual aid: schools",
    ),
    law("39", "後期高齢者医療", "late-stage elderly care"),
    law(
        "63",
        "特例退職被保険者(組合)",
        "specially retired, health insurance society",
    ),
    from_memory(
        "67",
        "退職者医療(国民健康保険)",
        "retired, national health insurance",
    ),
    from_memory(
        "72",
        "特例退職被保険者(国家公務員共済組合)",
        "specially retired, national officials",
    ),
    from_memory(
        "73",
        "特例退職被保険者(地方公務員等共済組合)",
        "specially retired, local officials",
    ),
    from_memory(
        "74",
        "特例退職被保険者(警察共済組合)",
        "specially retired, police",
    ),
    from_memory(
        "75",
        "特例退職被保険者(学校共済)",
        "specially retired, schools",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_six_digits_however_they_are_padded() {
        for text in ["  138156", "00138156", "138156"] {
            let number = InsurerNumber::read(text).unwrap();
            assert_eq!(number.digits(), "138156");
            assert_eq!(number.law_number(), None);
            assert!(number.check_digit_holds());
            assert_eq!(number.prefecture().unwrap().ja(), "東京都");
            assert_eq!(number.to_wire(Padding::Spaces), "  138156");
            assert_eq!(number.to_wire(Padding::Zeros), "00138156");
        }
    }

    #[test]
    fn reads_eight_digits_with_their_scheme() {
        let number = InsurerNumber::read("06138093").unwrap();
        assert_eq!(number.to_wire(Padding::Spaces), "06138093");
        assert_eq!(number.law().unwrap().ja, "組合管掌健康保険");
        assert!(number.law().unwrap().confirmed);
        assert_eq!(number.prefecture().unwrap().en(), "Tokyo");
        assert!(
            !InsurerNumber::read("02130001")
                .unwrap()
                .law()
                .unwrap()
                .confirmed
        );
        assert!(
            InsurerNumber::read("39131156")
                .unwrap()
                .is_late_stage_elderly()
        );
        assert!(
            InsurerNumber::read("12130001")
                .unwrap()
                .is_public_assistance()
        );
    }

    #[test]
    fn a_wrong_check_digit_is_read_and_told() {
        assert!(!InsurerNumber::read("  123456").unwrap().check_digit_holds());
    }

    #[test]
    fn refuses_what_is_no_insurer_number() {
        for text in [
            "",
            "13815",
            "1381560",
            "138156  ",
            " 138156",
            "１３８１５６",
            "  06138093",
            "0613809A",
            "　　138156",
        ] {
            let problem = InsurerNumber::read(text).unwrap_err();
            assert_eq!(problem.code, NOT_AN_INSURER_NUMBER, "{text}");
        }
    }

    #[test]
    fn says_nothing_about_itself_in_debug() {
        let number = InsurerNumber::read("06138093").unwrap();
        assert_eq!(alloc::format!("{number:?}"), "InsurerNumber(…)");
    }
}
