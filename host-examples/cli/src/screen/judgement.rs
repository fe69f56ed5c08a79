//! What a judgement says, for the people at reception.

use super::{heading, japan_date};
use crate::clock;
use onshi_host::eligibility::{
    Consent, Eligibility, Judgement, LimitCertificate, MedicalTicket, Share, SpecificDisease,
    Validity,
};
use onshi_host::problem::CodeValue;
use serde_json::Value;

/// Who a result is about: the judgement leaves that to the content.
#[derive(Default)]
pub(crate) struct Person {
    /// 氏名, with 「●」 where the system cannot write a character.
    pub(crate) name: String,
    /// カナ氏名, which stands beside the name always.
    pub(crate) kana: String,
}

impl Person {
    /// Everybody in a result's content, in the order of the judgement.
    pub(crate) fn all(content: &str) -> Vec<Self> {
        let mut people = Vec::new();
        if let Ok(content) = serde_json::from_str(content) {
            collect(&content, &mut people);
        }
        people
    }

    /// Name and kana side by side.
    pub(crate) fn label(&self) -> String {
        format!("{} ({})", self.name, self.kana)
    }

    fn read(result: &Value) -> Self {
        let text = |name: &str| result[name].as_str().unwrap_or_default().to_owned();
        Self {
            name: text("Name"),
            kana: text("NameKana"),
        }
    }
}

/// Results stand in `ResultOfQualificationConfirmation`, one or a list.
fn collect(value: &Value, people: &mut Vec<Person>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                match (name.as_str(), member) {
                    ("ResultOfQualificationConfirmation", Value::Array(results)) => {
                        people.extend(results.iter().map(Person::read));
                    }
                    ("ResultOfQualificationConfirmation", result) => {
                        people.push(Person::read(result));
                    }
                    _ => collect(member, people),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, people)),
        _ => {}
    }
}

pub(crate) fn judgement(judgement: &Judgement, people: &[Person]) {
    heading(&format!("判定({} 時点)", clock::wall(&judgement.at)));
    println!("  {}", judgement.state.message_ja);
    for reason in &judgement.reasons {
        println!("  ・{}", reason.message_ja);
    }
    println!("  本人確認: {}", judgement.assurance.message_ja);
    for message in &judgement.messages {
        let code = message.code.as_deref().unwrap_or_default();
        let text = message.text.as_deref().unwrap_or_default();
        println!("  システムからのメッセージ: {text} {code}");
    }
    let nobody = Person::default();
    for (index, of) in judgement.eligibilities.iter().enumerate() {
        eligibility(of, people.get(index).unwrap_or(&nobody));
    }
    if let Some(form) = &judgement.prescription_issue {
        println!("  処方箋発行形態: {}", meaning(Some(form)));
    }
    if !judgement.next_steps.is_empty() {
        heading("次にできること");
        for step in &judgement.next_steps {
            println!("  → {}", step.message_ja);
        }
    }
    super::notes(&judgement.notes);
}

/// A judgement that was another when the message was made.
pub(crate) fn otherwise_now(current: &Judgement) {
    heading(&format!("現在({})の判定", clock::wall(&current.at)));
    println!("  {}", current.state.message_ja);
    for line in current.reasons.iter().chain(&current.next_steps) {
        println!("  ・{}", line.message_ja);
    }
}

fn eligibility(of: &Eligibility, person: &Person) {
    heading(&format!("{} — {}", person.label(), of.kind.message_ja));
    println!("  資格: {}", of.state.message_ja);
    for reason in of.reasons.iter().chain(&of.remarks) {
        println!("  ・{}", reason.message_ja);
    }
    let period = &of.period;
    let (from, to) = (&period.valid_from, &period.valid_to);
    if from.is_some() || to.is_some() {
        println!("  有効期間: {}", days(from.as_deref(), to.as_deref()));
    }
    share(&of.share);
    if let Some(certificate) = &of.limit_certificate {
        limit(certificate);
    }
    of.specific_diseases.iter().for_each(disease);
    of.medical_tickets.iter().for_each(ticket);
    of.consents.iter().for_each(consent);
}

fn share(share: &Share) {
    let percent = |percent: u8| match percent % 10 {
        0 => format!("{}割", percent / 10),
        _ => format!("{percent}%"),
    };
    let portion = match share.percent {
        Some(certain) => percent(certain),
        // The source says why there is none.
        None if share.alternatives.is_empty() => String::new(),
        None => {
            let possible: Vec<_> = share.alternatives.iter().copied().map(percent).collect();
            format!("{}のいずれか", possible.join("・"))
        }
    };
    let parts = [portion.as_str(), &share.source.message_ja];
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    println!("  負担割合: {}", parts.join(" — "));
    for remark in &share.remarks {
        println!("    ・{}", remark.message_ja);
    }
}

fn limit(certificate: &LimitCertificate) {
    println!(
        "  限度額: {} 適用区分 {}、{}",
        meaning(certificate.classification.as_ref()),
        meaning(certificate.class.as_ref()),
        in_force(&certificate.validity),
    );
}

fn disease(disease: &SpecificDisease) {
    let limit = disease
        .self_pay_yen
        .map(|yen| format!("、自己負担限度額 月{yen}円"));
    println!(
        "  特定疾病: {}{}、{}",
        meaning(disease.category.as_ref()),
        limit.unwrap_or_default(),
        in_force(&disease.validity),
    );
}

fn ticket(ticket: &MedicalTicket) {
    println!(
        "  {}: {} {}、{}",
        meaning(ticket.ticket_type.as_ref()),
        ticket.month.as_deref().unwrap_or_default(),
        meaning(ticket.treatment_type.as_ref()),
        in_force(&ticket.validity),
    );
}

fn consent(consent: &Consent) {
    let until = match &consent.viewable_until {
        Some(until) if consent.viewable => format!("{} まで閲覧できます。", clock::wall(until)),
        _ => String::new(),
    };
    println!(
        "  {}: {until}{}",
        consent.kind.message_ja, consent.reason.message_ja
    );
}

fn in_force(validity: &Validity) -> String {
    let days = days(validity.from.as_deref(), validity.to.as_deref());
    format!("{days} {}", validity.reason.message_ja)
}

fn days(from: Option<&str>, to: Option<&str>) -> String {
    let from = from.map(japan_date).unwrap_or_default();
    let to = to.map(japan_date).unwrap_or_default();
    format!("{from} 〜 {to}")
}

/// A code's known meaning, or the code as it came.
fn meaning(code: Option<&CodeValue>) -> &str {
    code.map_or("記載なし", |code| {
        code.meaning_ja.as_deref().unwrap_or(&code.code)
    })
}
