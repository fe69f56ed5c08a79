//! Medicines, treatments and check-ups.

use super::{heading, japan_date};
use onshi_host::medical_information::{Amount, Medicine, Summary, Visit};

pub(crate) fn summary(of: &Summary) {
    heading("薬剤・診療・健診の情報");
    println!("  {}", of.state.message_ja);
    for message in &of.messages {
        println!("  システムからのメッセージ: {message}");
    }
    println!(
        "  ！閲覧には患者の同意が必要です。カードでの確認結果で同意と期限を確かめてください。"
    );
    if let Some(patient) = &of.patient {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let birth = patient.birth_date.as_deref().map(japan_date);
        println!(
            "  患者: {} ({}) {}生 — カルテと同じ人か確かめてください。",
            text(&patient.name),
            text(&patient.name_kana),
            birth.unwrap_or_default(),
        );
    }
    let current = of
        .medicines
        .iter()
        .filter(|medicine| medicine.superseded_by.is_none());
    for medicine in current {
        line(medicine);
    }
    let superseded = of
        .medicines
        .iter()
        .filter(|medicine| medicine.superseded_by.is_some());
    let superseded = superseded.count();
    if superseded > 0 {
        println!("  ほかの情報源と重なる記録: {superseded}件(--json ですべて表示)");
    }
    for treatment in &of.treatments {
        let name = treatment.name.as_deref().unwrap_or_default();
        let at = institution(&treatment.visit);
        println!("  {} 診療行為: {name}{at}", when(&treatment.visit));
    }
    for checkup in &of.checkups {
        let day = checkup
            .effective_on
            .as_deref()
            .map(japan_date)
            .unwrap_or_default();
        println!("  {day} 特定健診");
        for item in &checkup.items {
            let name = item.name.as_deref().unwrap_or_default();
            let value = item.value_name.as_ref().or(item.value.as_ref());
            let value = value.map(String::as_str).unwrap_or_default();
            let unit = item.unit.as_deref().unwrap_or_default();
            println!("    {name}: {value}{unit}");
        }
    }
    super::notes(&of.notes);
}

fn line(medicine: &Medicine) {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let sent = |amount: &Option<Amount>| amount.as_ref().map(|it| it.sent.clone());
    let times = sent(&medicine.times).map(|times| format!("×{times}"));
    let parts = [
        when(&medicine.visit),
        text(&medicine.name),
        sent(&medicine.quantity).unwrap_or_default() + &text(&medicine.unit),
        text(&medicine.usage),
        times.unwrap_or_default(),
        text(&medicine.special_instruction),
    ];
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    println!(
        "  {}{}({})",
        parts.join(" "),
        institution(&medicine.visit),
        medicine.source.message_ja,
    );
}

/// Where it was, as far as that was sent.
fn institution(visit: &Visit) -> String {
    let names = [&visit.institution.name, &visit.prescriber.name];
    let mut names: Vec<_> = names.into_iter().flatten().cloned().collect();
    names.dedup();
    match names.is_empty() {
        true => String::new(),
        false => format!("、{}", names.join("、処方 ")),
    }
}

fn when(visit: &Visit) -> String {
    let day = visit.dispensed_on.as_ref().or(visit.prescribed_on.as_ref());
    match (day, &visit.month) {
        (Some(day), _) => japan_date(day),
        (None, Some(month)) => month.clone(),
        (None, None) => String::new(),
    }
}
