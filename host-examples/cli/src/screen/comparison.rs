//! A result beside the chart.

use super::{Person, heading};
use crate::clock;
use onshi_host::reconciliation::{ComparedField, Comparison};

pub(crate) fn comparison(of: &Comparison, people: &[Person]) {
    heading(&format!("カルテとの照合({} 時点)", clock::wall(&of.at)));
    println!("  請求に関わる項目: {}", of.grade.message_ja);
    for (index, result) in of.results.iter().enumerate() {
        let label = people.get(index).map(Person::label).unwrap_or_default();
        let best = of.best.map(|best| best as usize) == Some(index);
        let mark = match of.results.len() {
            0 | 1 => "",
            _ if best => "、カルテに最も近い結果",
            _ => "",
        };
        println!("  {label} — {}{mark}", result.kind.message_ja);
        result.fields.iter().for_each(field);
    }
    super::notes(&of.notes);
}

fn field(of: &ComparedField) {
    let mark = match &*of.grade.code {
        "grade.same" | "grade.equal-after-normalization" => "○",
        "grade.differs" if of.claim_relevant => "×",
        _ => "△",
    };
    let how: Vec<&str> = of.how.iter().map(|how| &*how.message_ja).collect();
    let how = match how.is_empty() {
        true => String::new(),
        false => format!("({})", how.join("、")),
    };
    println!(
        "    {mark} {}: {}{how}",
        of.field.message_ja, of.grade.message_ja
    );
    if of.advice.code != "advice.nothing" {
        println!("      → {}", of.advice.message_ja);
    }
}
