//! What a patient is looked for by.

use super::words::{BIRTH_DATE, FOURTH_ITEM, MISSING, NOT_KANA, SEX, TOO_LONG, UNKNOWN_CHARACTER};
use super::{Way, wrong};
use crate::identifier::{
    BranchNumber, CardNumber, CardSymbol, INSURER_NUMBER_CHECK_DIGIT, InsurerNumber, fold_width,
};
use crate::json::Members;
use crate::problem::{Place, Problem, Problems};
use crate::time::{Date, Instant};
use alloc::string::String;

/// What a patient is looked for by; which of it is needed, the way says.
#[derive(Clone, Default)]
pub struct Query {
    /// `name`: 氏名 in kanji; it or `kana`.
    pub name: String,
    /// `kana`: カナ氏名, of either width, ひらがな too.
    pub kana: String,
    /// `birthDate`: `YYYY-MM-DD` or `YYYYMMDD`.
    pub birth_date: String,
    /// `sex`: `1` or 男, `2` or 女 (OQSCD007).
    pub sex: String,
    /// `insurerName`: 保険者名, or a part of it; it or `address`.
    pub insurer_name: String,
    /// `address`: 住所, or a part of it.
    pub address: String,
    /// `insurerNumber`: 保険者番号.
    pub insurer_number: String,
    /// `symbol`: 記号.
    pub symbol: String,
    /// `number`: 番号.
    pub number: String,
    /// `branch`: 枝番.
    pub branch: String,
}

redacted!(Query);

/// Nothing longer is any of these.
const LONGEST: usize = 200;

impl Query {
    pub(super) fn read(members: &mut Members<'_>) -> Self {
        let mut text = |name| members.optional_text(name).unwrap_or_default();
        Self {
            name: text("name"),
            kana: text("kana"),
            birth_date: text("birthDate"),
            sex: text("sex"),
            insurer_name: text("insurerName"),
            address: text("address"),
            insurer_number: text("insurerNumber"),
            symbol: text("symbol"),
            number: text("number"),
            branch: text("branch"),
        }
    }

    /// Everything that is wrong with it for this way; at what a note's severity says,
    /// it can still be asked.
    pub(super) fn check(&self, way: Way, at: Instant) -> Problems {
        let mut found = Problems::new();
        self.lengths(&mut found);
        match way {
            Way::Card => {}
            Way::FourItems => self.four_items(at, &mut found),
            Way::Number => self.insured(&mut found),
            // As the ordinary request by number (facts §2.1) has it. [I]
            Way::Document => {
                self.insured(&mut found);
                self.birth_date(at, &mut found);
            }
        }
        found
    }

    fn lengths(&self, found: &mut Problems) {
        let texts = [
            ("query/name", &self.name),
            ("query/kana", &self.kana),
            ("query/insurerName", &self.insurer_name),
            ("query/address", &self.address),
        ];
        for (path, text) in texts {
            if text.chars().nth(LONGEST).is_some() {
                found.push(wrong(TOO_LONG, path));
            }
        }
    }

    /// All four are mandatory, and only the fourth may be a part (domain: 災害時モード).
    fn four_items(&self, at: Instant, found: &mut Problems) {
        if is_blank(&self.name) && is_blank(&self.kana) {
            found.push(missing(
                "query/name",
                "name or kana",
                "①氏名(漢字またはカナ)",
            ));
        }
        if self.name.contains(is_unknown) {
            found.push(wrong(UNKNOWN_CHARACTER, "query/name"));
        }
        if !fold_width(&self.kana).chars().all(is_kana) {
            found.push(wrong(NOT_KANA, "query/kana"));
        }
        self.birth_date(at, found);
        let sex = fold_width(&self.sex);
        if is_blank(&sex) {
            found.push(missing("query/sex", "sex", "③性別"));
        } else if !matches!(sex.trim(), "1" | "2" | "男" | "女") {
            found.push(wrong(SEX, "query/sex"));
        }
        if is_blank(&self.insurer_name) && is_blank(&self.address) {
            found.push(wrong(FOURTH_ITEM, "query/insurerName"));
        }
    }

    fn birth_date(&self, at: Instant, found: &mut Problems) {
        if is_blank(&self.birth_date) {
            found.push(missing("query/birthDate", "birth date", "②生年月日"));
        } else if Date::parse(&self.birth_date).is_none_or(|born| born > at.date_in_japan()) {
            found.push(wrong(BIRTH_DATE, "query/birthDate"));
        }
    }

    /// 被保険者番号: of which insurer, and which. Which more of them the screen asks for
    /// is not publicly known.
    fn insured(&self, found: &mut Problems) {
        match InsurerNumber::read(&self.insurer_number) {
            _ if is_blank(&self.insurer_number) => {
                found.push(missing(
                    "query/insurerNumber",
                    "insurer number",
                    "保険者番号",
                ));
            }
            Err(problem) => found.push(problem.at(Place::path("query/insurerNumber"))),
            Ok(number) if !number.check_digit_holds() => {
                let note = Problem::note(INSURER_NUMBER_CHECK_DIGIT);
                found.push(note.at(Place::path("query/insurerNumber")));
            }
            Ok(_) => {}
        }
        if is_blank(&self.number) {
            found.push(missing("query/number", "number", "番号"));
        } else if let Err(problem) = CardNumber::read(&self.number) {
            found.push(problem.at(Place::path("query/number")));
        }
        let symbol = CardSymbol::read(&self.symbol).err();
        let branch = BranchNumber::read(&self.branch).err();
        let optional = [
            ("query/symbol", &self.symbol, symbol),
            ("query/branch", &self.branch, branch),
        ];
        for (path, text, problem) in optional {
            if let Some(problem) = problem.filter(|_| !text.is_empty()) {
                found.push(problem.at(Place::path(path)));
            }
        }
    }
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

fn missing(path: &str, en: &str, ja: &str) -> Problem {
    wrong(MISSING, path).detail(en, ja)
}

/// What the system shows for a character it does not have; nobody is found by it.
fn is_unknown(character: char) -> bool {
    matches!(character, '●' | '〓' | '\u{FFFD}')
}

/// Of text whose widths are folded.
fn is_kana(character: char) -> bool {
    matches!(character, 'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー' | '・' | ' ' | '-')
}
