//! A result beside the vendor's record of the patient: the differences that
//! matter for a claim.
//!
//! Every field is compared step by step, so that the answer says not only that two
//! values are equal but what had to be overlooked for it. Where it is not certain
//! that they are equal or different, it says so: 「●」 stands for one character and
//! is never a difference, a sex that is not set is no contradiction, and a share
//! that follows from the age alone never contradicts the chart.
//!
//! The answer has no value of either side; it says where to look.

mod chart;
mod fold;
mod force;
mod grade;
mod insurance;
mod name;
mod person;
#[cfg(test)]
mod properties;
mod sent;
#[cfg(test)]
mod tests;
mod unknown;
mod variants;
pub mod words;

pub use chart::{Chart, Days, PublicExpense};
pub use words::CODES;

use crate::eligibility::kind::MEDICAL_AID;
use crate::eligibility::share::{STATED_ELDERLY_RECIPIENT, STATED_LATE_ELDERLY, STATED_PRESCHOOL};
use crate::eligibility::{self, Coded, Eligibility, Share};
use crate::identifier::InsurerNumber;
use crate::message::Element;
use crate::problem::{Code, Place, Problem, Problems};
use crate::time::{Date, Instant};
use alloc::vec::Vec;
use fold::{Folding, OF_ADDRESSES, OF_INSURERS, OF_NUMBERS};
use grade::{Graded, both, rank, texts};
use sent::{Sent, Text};
use serde::Serialize;
use words::{
    ADD_TO_CHART, ADDRESS, BIRTH_DATE, BRANCH, CANNOT_TELL, CHECK_SHARE, COMPARE_KANA, DIFFERS,
    EQUAL, INSURER_NUMBER, KANA, LOOK_AT_DOCUMENT, LOOK_CLOSELY, MISSING_IN_CHART,
    MISSING_IN_RESULT, NAME, NEITHER, NOT_FOR_CLAIM, NOT_USED, NOTATION, NOTHING, NUMBER,
    OTHER_NAME, OTHER_PERSON, OTHER_PERSON_OR_NAME, PAYER_NUMBER, PERIOD, POSTCODE,
    RECIPIENT_NUMBER, SAME, SEX, SHARE, SYMBOL, UNKNOWN_CHARACTER, UPDATE_INSURANCE, WHICH_NAME,
};

/// More results, names, kana or public expenses than a patient has.
pub const TOO_MANY: Code = code!(
    "reconciliation.too-many",
    "more than can be compared: at most 32",
    "比較できる件数(32件)を超えています。",
);

const MOST: usize = 32;

/// The results of a message beside one chart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Comparison {
    /// The instant it was judged at; the day is that instant's date in Japan.
    pub at: Instant,
    /// Which of the results fits the chart best, counted from 0; none where there
    /// is no result.
    pub best: Option<u32>,
    /// How that one compares as a whole.
    pub grade: Coded,
    /// Each result, in the order sent.
    pub results: Vec<Compared>,
    /// What could not be read, was not known or contradicts itself in the message.
    pub notes: Problems,
}

/// One result beside the chart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Compared {
    /// 医療保険, 後期高齢者医療 or 医療扶助, as judged.
    pub kind: Coded,
    /// Whether the eligibility holds on the day, as judged.
    pub state: Coded,
    /// The worst grade among the fields that matter for a claim.
    pub grade: Coded,
    /// What was compared, the identifying fields in any case, others where a side
    /// has a value.
    pub fields: Vec<Field>,
}

/// One field of a result beside the chart's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Field {
    /// Which.
    pub field: Coded,
    /// How the values compare.
    pub grade: Coded,
    /// What had to be overlooked to call them equal, or what else led to the grade.
    pub how: Vec<Coded>,
    /// Where the result has its value, or would have it.
    pub place: Place,
    /// Whether it matters for the claim.
    pub claim_relevant: bool,
    /// What to do.
    pub advice: Coded,
}

/// Compares the results of a message (OQS-IF-002) with a chart.
///
/// # Errors
/// Those of [`eligibility::judge`], where the message is no result, and
/// [`TOO_MANY`].
pub fn compare(message: Element<'_>, chart: &Chart, at: Instant) -> Result<Comparison, Problems> {
    let judgement = eligibility::judge(message, at)?;
    let sent = sent::all(message);
    within_bounds(&sent, chart)?;
    let folding = Folding::new();
    let day = at.date_in_japan();
    let mut results = Vec::new();
    let mut best: Option<(Fit, u32)> = None;
    for ((sent, judged), index) in sent.iter().zip(&judgement.eligibilities).zip(0_u32..) {
        let fields = Comparing {
            sent,
            judged,
            chart,
            day,
            folding: &folding,
            findings: Vec::new(),
        }
        .run();
        let fit = Fit::of(&fields, judged);
        if best.as_ref().is_none_or(|(best, _)| fit.is_better(best)) {
            best = Some((fit, index));
        }
        results.push(Compared {
            kind: judged.kind.clone(),
            state: judged.state.clone(),
            grade: worst(&fields).into(),
            fields: fields.into_iter().map(|found| found.field(sent)).collect(),
        });
    }
    let best = best.map(|(_, index)| index);
    let fitting = best.and_then(|best| results.get(usize::try_from(best).ok()?));
    Ok(Comparison {
        at,
        best,
        grade: fitting.map_or_else(|| CANNOT_TELL.into(), |one| one.grade.clone()),
        results,
        notes: judgement.notes,
    })
}

fn within_bounds(sent: &[Sent<'_>], chart: &Chart) -> Result<(), Problems> {
    let lists = [
        (sent.len(), "MessageBody/ResultList"),
        (chart.other_names.len(), "chart/otherNames"),
        (chart.other_kana.len(), "chart/otherKana"),
        (chart.public_expenses.len(), "chart/publicExpenses"),
    ];
    match lists.into_iter().find(|(length, _)| *length > MOST) {
        Some((_, path)) => Err(Problem::error(TOO_MANY).at(Place::path(path)).into()),
        None => Ok(()),
    }
}

/// A field as it was found, before it is put into words.
struct Found {
    field: Code,
    graded: Graded,
    element: &'static str,
}

impl Found {
    /// 氏名カナ, address and postcode are not what a claim is paid by, and a period or
    /// share that the result is silent about leaves nothing to correct.
    fn claim_relevant(&self) -> bool {
        match self.field {
            KANA | ADDRESS | POSTCODE => false,
            PERIOD | SHARE => self.graded.grade != MISSING_IN_RESULT,
            _ => true,
        }
    }

    fn advice(&self) -> Code {
        let how = |code: Code| self.graded.how.contains(&code);
        match (self.graded.grade, self.field) {
            (SAME, _) => NOTHING,
            (EQUAL, _) if how(OTHER_NAME) => WHICH_NAME,
            (EQUAL, _) if how(UNKNOWN_CHARACTER) || how(NOT_USED) => NOTHING,
            (EQUAL, PERIOD) => NOTHING,
            (EQUAL, _) => NOTATION,
            (MISSING_IN_CHART, _) => ADD_TO_CHART,
            (MISSING_IN_RESULT, _) => LOOK_AT_DOCUMENT,
            (CANNOT_TELL, _) if how(UNKNOWN_CHARACTER) => COMPARE_KANA,
            (CANNOT_TELL, _) if how(NEITHER) => LOOK_AT_DOCUMENT,
            (CANNOT_TELL | DIFFERS, SHARE) => CHECK_SHARE,
            (CANNOT_TELL, _) => LOOK_CLOSELY,
            (_, NAME | KANA) => OTHER_PERSON_OR_NAME,
            (_, BIRTH_DATE | SEX) => OTHER_PERSON,
            (_, ADDRESS | POSTCODE) => NOT_FOR_CLAIM,
            _ => UPDATE_INSURANCE,
        }
    }

    fn field(self, sent: &Sent<'_>) -> Field {
        Field {
            field: self.field.into(),
            grade: self.graded.grade.into(),
            claim_relevant: self.claim_relevant(),
            advice: self.advice().into(),
            place: sent.place(self.element),
            how: self.graded.how.into_iter().map(Coded::from).collect(),
        }
    }
}

/// One result being compared.
struct Comparing<'a> {
    sent: &'a Sent<'a>,
    judged: &'a Eligibility,
    chart: &'a Chart,
    day: Date,
    folding: &'a Folding,
    findings: Vec<Found>,
}

impl<'a> Comparing<'a> {
    fn run(mut self) -> Vec<Found> {
        let (name, kana) = name::compare(self.sent, self.chart, self.folding);
        self.identifying(NAME, "Name", name);
        self.found(KANA, "NameKana", kana);
        let born = self.chart.birth_date.as_deref();
        let born = person::birth_date(self.sent.text("Birthdate"), born);
        self.identifying(BIRTH_DATE, "Birthdate", born);
        let (sex1, sex2) = (self.sent.text("Sex1"), self.sent.text("Sex2"));
        let sex = person::sex(sex1, sex2, self.chart.sex.as_deref());
        self.identifying(SEX, "Sex1", sex);
        if self.judged.kind.is(MEDICAL_AID) {
            self.medical_aid();
        } else {
            self.insurance();
        }
        let postcode = self.texts("PostNumber", self.chart.postcode.as_deref(), OF_NUMBERS);
        self.found(POSTCODE, "PostNumber", postcode);
        let address = self.texts("Address", self.chart.address.as_deref(), OF_ADDRESSES);
        self.found(ADDRESS, "Address", address);
        self.findings
    }

    fn insurance(&mut self) {
        let (sent, chart, folding) = (self.sent, self.chart, self.folding);
        let number = sent.text("InsurerNumber");
        let insurer = insurance::insurer(number, chart.insurer_number.as_deref(), folding);
        self.identifying(INSURER_NUMBER, "InsurerNumber", insurer);
        let number = read_insurer(number);
        let (of, name) = (number.as_ref(), "InsuredCardSymbol");
        let symbol = insurance::symbol(sent.text(name), chart.symbol.as_deref(), of, folding);
        self.found(SYMBOL, name, symbol);
        let name = "InsuredIdentificationNumber";
        let number = insurance::number(sent.text(name), chart.number.as_deref(), folding);
        self.identifying(NUMBER, name, number);
        let name = "InsuredBranchNumber";
        let branch = insurance::branch(sent.text(name), chart.branch.as_deref(), of, folding);
        self.found(BRANCH, name, branch);
        let period = force::period(sent, &chart.valid, self.day);
        self.found(PERIOD, "InsuredCardValidDate", period);
        let share = force::share(&self.judged.share, chart.share_percent);
        let element = share_element(&self.judged.share);
        self.found(SHARE, element, share);
    }

    /// 医療扶助 has 公費負担者番号 and 受給者番号 in the places of 保険者番号 and 番号
    /// (facts §2.6).
    fn medical_aid(&mut self) {
        let sent = self.sent.text("InsurerNumber");
        let expense = self.public_expense(sent);
        let folding = self.folding;
        let payer = expense.and_then(|expense| expense.payer_number.as_deref());
        self.identifying(
            PAYER_NUMBER,
            "InsurerNumber",
            insurance::insurer(sent, payer, folding),
        );
        let name = "InsuredIdentificationNumber";
        let recipient = expense.and_then(|expense| expense.recipient_number.as_deref());
        let recipient = insurance::number(self.sent.text(name), recipient, folding);
        self.identifying(RECIPIENT_NUMBER, name, recipient);
        let valid = expense
            .map(|expense| expense.valid.clone())
            .unwrap_or_default();
        let period = force::period(self.sent, &valid, self.day);
        self.found(PERIOD, "QualificationDate", period);
    }

    /// The chart's entry of the result's payer, otherwise its first of 生活保護
    /// (法別番号 12).
    fn public_expense(&self, sent: Text<'_>) -> Option<&'a PublicExpense> {
        let fold = |number: &str| self.folding.fold(number, OF_INSURERS);
        let sent = sent.ok().flatten().map(fold);
        let payer = |expense: &PublicExpense| expense.payer_number.as_deref().map(fold);
        let expenses = &self.chart.public_expenses;
        let same = expenses
            .iter()
            .find(|expense| sent.is_some() && payer(expense) == sent);
        same.or_else(|| {
            let assistance = |payer: alloc::string::String| payer.starts_with("12");
            expenses
                .iter()
                .find(|expense| payer(expense).is_some_and(assistance))
        })
    }

    fn texts(&self, name: &'static str, chart: Option<&str>, steps: &[Code]) -> Graded {
        both(self.sent.text(name), chart).map_or_else(
            |graded| graded,
            |(sent, chart)| texts(sent, chart, steps, self.folding),
        )
    }

    /// A field without which nobody is identified: told in any case.
    fn identifying(&mut self, field: Code, element: &'static str, graded: Graded) {
        self.findings.push(Found {
            field,
            graded,
            element,
        });
    }

    /// A field that is told where a side has it.
    fn found(&mut self, field: Code, element: &'static str, graded: Graded) {
        if !graded.how.contains(&NEITHER) {
            self.identifying(field, element, graded);
        }
    }
}

/// Where the result states the share, or what it follows from.
fn share_element(share: &Share) -> &'static str {
    [
        (STATED_LATE_ELDERLY, "InsuredPartialContributionRatio"),
        (STATED_ELDERLY_RECIPIENT, "ElderlyRecipientCertificateInfo"),
        (STATED_PRESCHOOL, "PreschoolClassification"),
    ]
    .into_iter()
    .find(|(source, _)| share.source.is(*source))
    .map_or("Birthdate", |(_, element)| element)
}

fn read_insurer(sent: Text<'_>) -> Option<InsurerNumber> {
    let sent = crate::identifier::fold_width(sent.ok().flatten()?);
    InsurerNumber::read(&sent).ok()
}

/// The worst grade among the fields that matter for a claim.
fn worst(fields: &[Found]) -> Code {
    let relevant = fields.iter().filter(|found| found.claim_relevant());
    let worst = relevant.max_by_key(|found| rank(found.graded.grade));
    worst.map_or(CANNOT_TELL, |found| found.graded.grade)
}

/// How well a result fits the chart, to choose among several.
struct Fit {
    /// Fields that differ, then those that could not be settled, then the rest of
    /// those that are not equal.
    against: [usize; 3],
    eligible: bool,
}

impl Fit {
    fn of(fields: &[Found], judged: &Eligibility) -> Self {
        let count = |grades: &[Code]| {
            let matching =
                |found: &&Found| found.claim_relevant() && grades.contains(&found.graded.grade);
            fields.iter().filter(matching).count()
        };
        Self {
            against: [
                count(&[DIFFERS]),
                count(&[CANNOT_TELL]),
                count(&[MISSING_IN_CHART, MISSING_IN_RESULT]),
            ],
            eligible: judged.state.is(eligibility::state::ELIGIBLE),
        }
    }

    /// The earlier one stays where neither is.
    fn is_better(&self, than: &Self) -> bool {
        match self.against.cmp(&than.against) {
            core::cmp::Ordering::Less => true,
            core::cmp::Ordering::Equal => self.eligible && !than.eligible,
            core::cmp::Ordering::Greater => false,
        }
    }
}
