//! What the results of many say, a line each.

use super::{Person, heading};
use crate::clock;
use onshi_host::eligibility::{BulkJudgement, Registrations, StaffMessage};

const JUDGED_AS_ASKED: &str = "reason.judged-as-asked";
const CONSENT_EXPIRED: &str = "viewing.consent-expired";

/// The persons of a part, of whom so many came before.
pub(crate) fn units(judged: &BulkJudgement, content: &str, before: usize) {
    let units = serde_json::from_str::<serde_json::Value>(content).unwrap_or_default();
    let units = units["XmlMsg"]["MessageBody"]["BulkConfirmUnit"].clone();
    for (index, unit) in judged.units.iter().enumerate() {
        let people = Person::all(&units[index].to_string());
        let labels: Vec<_> = people.iter().map(Person::label).collect();
        let who = [
            unit.arbitrary_identifier.clone().unwrap_or_default(),
            labels.join("、"),
        ];
        let who: Vec<_> = who.into_iter().filter(|text| !text.is_empty()).collect();
        let state = &unit.judgement.state.message_ja;
        println!("{:>6}. {}: {state}", before + index + 1, who.join(" "));
        let lines = unit.judgement.reasons.iter().chain(&unit.remarks);
        for line in lines.filter(|line| line.code != JUDGED_AS_ASKED) {
            println!("        ・{}", line.message_ja);
        }
        let eligibilities = unit.judgement.eligibilities.iter();
        let consents = eligibilities.flat_map(|one| &one.consents);
        for ended in consents.filter(|consent| consent.reason.code == CONSENT_EXPIRED) {
            println!(
                "        ・{}: {}",
                ended.kind.message_ja, ended.reason.message_ja
            );
        }
        messages(&unit.judgement.messages);
        for note in &unit.judgement.notes {
            println!("        ！{} [{}]", super::sentence(note), note.code);
        }
    }
}

/// The file as a whole.
pub(crate) fn whole(judged: &BulkJudgement, persons: usize) {
    heading(&format!("{persons}件({} 時点)", clock::wall(&judged.at)));
    println!("  {}", judged.state.message_ja);
    // What is so of everybody is said once.
    let reasons = judged.units.iter().flat_map(|unit| &unit.judgement.reasons);
    let as_asked = reasons
        .filter(|reason| reason.code == JUDGED_AS_ASKED)
        .take(1);
    for line in judged.reasons.iter().chain(&judged.remarks).chain(as_asked) {
        println!("  ・{}", line.message_ja);
    }
    if let Some(stated) = judged.stated_results {
        println!("  結果に記載された件数: {stated}件");
        if usize::try_from(stated) != Ok(persons) {
            println!(
                "  ！実際の件数({persons}件)と一致しません。ファイルが途中までの可能性があります。"
            );
        }
    }
    if let Some(errors) = judged.stated_errors.filter(|errors| *errors > 0) {
        println!("  そのうちエラー: {errors}件");
    }
    messages(&judged.messages);
    for step in &judged.next_steps {
        println!("  → {}", step.message_ja);
    }
}

/// What became of 照会番号.
pub(crate) fn registrations(of: &Registrations) {
    heading("照会番号の登録");
    println!("  {}", of.state.message_ja);
    for line in &of.reasons {
        println!("  ・{}", line.message_ja);
    }
    for registration in &of.registrations {
        let number = registration
            .reference_number
            .as_deref()
            .unwrap_or("(番号なし)");
        println!("  {number}: {}", registration.state.message_ja);
        messages(&registration.messages);
    }
    messages(&of.messages);
    for step in &of.next_steps {
        println!("  → {}", step.message_ja);
    }
    super::notes(&of.notes);
}

fn messages(messages: &[StaffMessage]) {
    for message in messages {
        let code = message.code.as_deref().unwrap_or_default();
        let text = message.text.as_deref().unwrap_or_default();
        println!("        システムからのメッセージ: {text} {code}");
    }
}
