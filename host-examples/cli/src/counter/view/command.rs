//! A line that was typed.

use super::super::shown::Shown;
use onshi_host::desk::{Desk, Opening};
use onshi_host::exchange::ConversationId;
use serde_json::{Value, json};

pub(in crate::counter) enum Command {
    Begin(Opening),
    Tell(ConversationId, Value),
    Leave,
}

/// What may be typed.
pub(super) const USAGE: &str = "number 保険者番号 記号 番号 枝番 生年月日(無い項目は -) ・ \
     card ・ choose 受付 番号 ・ cancel 受付 ・ quit";

impl Command {
    /// None where it is no command.
    pub(super) fn read(line: &str, desk: &Desk<'_>, shown: &Shown) -> Option<Self> {
        let words: Vec<_> = line.split_whitespace().collect();
        Some(match words.as_slice() {
            ["quit" | "q"] => Self::Leave,
            ["card"] => Self::Begin(Opening {
                flow: "face-reader".to_owned(),
                situation: json!({}).to_string(),
                reference: None,
            }),
            ["number", insurer, symbol, number, branch, birthdate] => {
                let given = |word: &str| (word != "-").then(|| word.to_owned());
                let patient = json!({
                    "insurerNumber": insurer,
                    "symbol": given(symbol),
                    "number": number,
                    "branch": given(branch),
                    "birthdate": birthdate,
                });
                Self::Begin(Opening {
                    flow: "by-number".to_owned(),
                    situation: json!({ "patients": [without_nulls(patient)] }).to_string(),
                    reference: None,
                })
            }
            ["choose", name, option] => {
                let row = shown.rows.iter().find(|row| row.name == *name)?;
                let (question, options) = row.asked.as_ref()?;
                let place = option.parse::<usize>().ok()?.checked_sub(1)?;
                let chosen = json!({
                    "kind": "chosen",
                    "question": question,
                    "option": options.get(place)?,
                });
                Self::Tell(named(name, desk)?, chosen)
            }
            ["cancel", name] => Self::Tell(named(name, desk)?, json!({ "kind": "cancelled" })),
            _ => return None,
        })
    }
}

fn without_nulls(mut value: Value) -> Value {
    if let Value::Object(members) = &mut value {
        members.retain(|_, member| !member.is_null());
    }
    value
}

/// The reception that the screen calls so.
fn named(name: &str, desk: &Desk<'_>) -> Option<ConversationId> {
    let is_it = |reference: Option<&str>, id: ConversationId| {
        reference == Some(name) || format!("#{}", id.number()) == name
    };
    desk.receptions()
        .find(|one| is_it(one.reference.as_deref(), one.conversation))
        .map(|one| one.conversation)
}
