//! A line that was typed: what staff may say to the counter.

use super::results::Results;
use onshi_host::desk::Opening;
use onshi_host::exchange::ConversationId;
use serde_json::{Value, json};
use std::path::Path;

pub(super) enum Command {
    Begin(Opening),
    Tell(ConversationId, Value),
    /// Whose a card reader's result is: this reception's, or one's of its own.
    Settle(u64, Option<ConversationId>),
    Help,
    Leave,
}

/// Why a line is no command.
pub(super) enum Misunderstood {
    /// No such word, or not as many words as it takes.
    Usage,
    /// What is wrong with one of them.
    Because(String),
}

/// A question, and the ids of its options.
pub(super) type Question = (String, Vec<String>);

/// What commands are about: the receptions on the screen.
pub(super) struct Known<'k> {
    pub(super) results: &'k Results,
    /// What an answer to whose a card reader's result is, comes to.
    pub(super) whose: &'k dyn Fn(&str, &str) -> Option<Command>,
    /// The question that is open in a reception.
    pub(super) asked: &'k dyn Fn(&str) -> Option<Question>,
    /// The reception that the screen calls so.
    pub(super) conversation: &'k dyn Fn(&str) -> Option<ConversationId>,
}

/// What a look takes. Who looks is an account: the audit trail takes no names.
const VIEWED: &str = "受付 閲覧者(半角英数の利用者番号) 資格(医師など) [患者番号] / reception viewer(an account, no name) right(physician …) [patient number]";

/// What may be typed: in Japanese or English, and what follows the word.
pub(super) const USAGE: [(&str, &str, &str); 17] = [
    ("番号", "number", "保険者番号 記号 番号 枝番 生年月日"),
    ("カード", "card", "[患者番号]"),
    ("一括", "bulk", "患者一覧.json"),
    (
        "回収",
        "collect",
        "受付番号 [一括|登録|訪問|訪問薬剤|オンライン|オンライン服薬|医療扶助 [照会日]] / number [bulk|register|visit|visit-pharmacy|online|online-pharmacy|aid [day it was submitted]]",
    ),
    ("訪問", "visit", "[同意日 [まで]]"),
    ("訪問受付", "first-visit", ""),
    ("再訪", "later-visit", ""),
    ("同意取消", "withdraw", ""),
    ("オンライン", "online", "[同意日 [まで]]"),
    ("医療扶助", "aid", "[診療年月]"),
    ("薬剤", "medicines", VIEWED),
    ("診療", "treatments", VIEWED),
    ("健診", "checkups", VIEWED),
    ("閲覧", "look", "受付"),
    ("登録", "register", "受付 患者番号"),
    ("選ぶ", "choose", "受付または結果 番号"),
    ("中止", "cancel", "受付"),
];

/// What the line below the screen says.
pub(super) const HINT: &str =
    "番号・カード・一括・訪問・薬剤・登録・選ぶ・中止 など(?で一覧、無い項目は -、終了で閉じる)";

/// The list of all of it, a line each.
pub(super) fn usage() -> impl Iterator<Item = String> {
    let lines = USAGE.into_iter();
    lines.map(|(ja, en, words)| format!("{ja} ({en}) {words}"))
}

impl Command {
    pub(super) fn read(line: &str, known: &Known<'_>) -> Result<Self, Misunderstood> {
        let mut words = line.split_whitespace();
        let word = words.next().unwrap_or_default();
        let words: Vec<_> = words.collect();
        let command = USAGE.iter().find(|(ja, en, _)| [*ja, *en].contains(&word));
        Ok(match (command.map(|(_, en, _)| *en), words.as_slice()) {
            (None, []) if ["終了", "quit", "q"].contains(&word) => Self::Leave,
            (None, []) if ["?", "？", "help"].contains(&word) => Self::Help,
            (Some("card"), []) => begin("face-reader", json!({})),
            (Some("card"), &[number]) => begin("face-reader", json!({ "patientNumber": number })),
            (Some("number"), &[insurer, symbol, number, branch, birthdate]) => {
                let patient = without_nulls(json!({
                    "insurerNumber": insurer,
                    "symbol": given(symbol),
                    "number": number,
                    "branch": given(branch),
                    "birthdate": birthdate,
                }));
                begin("by-number", json!({ "patients": [patient] }))
            }
            (Some("bulk"), &[path]) => begin("bulk", json!({ "patients": patients(path)? })),
            (Some("collect"), &[number, ref of @ ..]) => collected(number, of)?,
            (Some("visit"), days) => begin("home-visit", fetched(days)?),
            (Some("online"), days) => begin("online-care", fetched(days)?),
            (Some("first-visit"), []) => begin("home-visit", json!({})),
            (Some("later-visit"), []) => begin("home-visit", json!({ "visit": "later" })),
            (Some("withdraw"), []) => begin("home-visit", json!({ "visit": "cancel" })),
            (Some("aid"), []) => begin("medical-aid", json!({})),
            (Some("aid"), &[month]) => begin("medical-aid", json!({ "from": month })),
            (Some(information @ ("medicines" | "treatments" | "checkups")), words) => {
                medical(information, words, known.results)?
            }
            (Some("register"), &[name, number]) => {
                let mut situation = result(name, known.results)?;
                situation["patientNumber"] = json!(number);
                begin("reference-number", situation)
            }
            (Some("look"), &[name]) => {
                Self::Tell(named(name, known)?, json!({ "kind": "viewing" }))
            }
            (Some("choose"), &[name, option]) => {
                if let Some(command) = (known.whose)(name, option) {
                    return Ok(command);
                }
                let (question, options) = (known.asked)(name).ok_or_else(no_question)?;
                let place = option.parse::<usize>().ok();
                let place = place.and_then(|place| place.checked_sub(1));
                let option = place.and_then(|place| options.get(place));
                let option = option.ok_or_else(no_question)?;
                let chosen = json!({ "kind": "chosen", "question": question, "option": option });
                Self::Tell(named(name, known)?, chosen)
            }
            (Some("cancel"), &[name]) => {
                Self::Tell(named(name, known)?, json!({ "kind": "cancelled" }))
            }
            _ => return Err(Misunderstood::Usage),
        })
    }
}

fn begin(flow: &str, situation: Value) -> Command {
    Command::Begin(Opening {
        flow: flow.to_owned(),
        situation: situation.to_string(),
        reference: None,
    })
}

/// What was consented to, by the dates of the consents.
fn fetched(days: &[&str]) -> Result<Value, Misunderstood> {
    let (from, to) = match days {
        [] => (None, None),
        [from] => (Some(*from), None),
        [from, to] => (Some(*from), Some(*to)),
        _ => return Err(Misunderstood::Usage),
    };
    Ok(without_nulls(
        json!({ "visit": "fetch", "from": from, "to": to }),
    ))
}

/// What may be collected by its 受付番号, by the words of the commands that ask for it.
const COLLECTED: [(&str, &str, &str); 7] = [
    ("一括", "bulk", "bulk"),
    ("登録", "register", "reference-number"),
    ("訪問", "visit", "home-visit"),
    ("訪問薬剤", "visit-pharmacy", "home-visit-pharmacy"),
    ("オンライン", "online", "online-care"),
    ("オンライン服薬", "online-pharmacy", "online-pharmacy"),
    ("医療扶助", "aid", "medical-aid"),
];

/// What was submitted before, of which flow, and on which day, as of which it is judged.
fn collected(number: &str, of: &[&str]) -> Result<Command, Misunderstood> {
    let (word, day) = match *of {
        [] => ("bulk", None),
        [word] => (word, None),
        [word, day] => (word, Some(day)),
        _ => return Err(Misunderstood::Usage),
    };
    let known = COLLECTED
        .iter()
        .find(|(ja, en, _)| [*ja, *en].contains(&word));
    let (_, _, flow) = known.ok_or_else(|| {
        let words = COLLECTED.map(|(ja, _, _)| ja).join("・");
        Misunderstood::Because(format!("{word}: 回収できるのは {words} です"))
    })?;
    let away = flow.starts_with("home-visit") || flow.starts_with("online");
    let situation = json!({
        "receptionNumber": number,
        "visit": away.then_some("fetch"),
        "askedOn": day,
    });
    Ok(begin(flow, without_nulls(situation)))
}

/// 薬剤, 診療 or 健診 of somebody whose result came before, by the consent it states.
fn medical(information: &str, words: &[&str], results: &Results) -> Result<Command, Misunderstood> {
    let (name, viewer, right, number) = match *words {
        [name, viewer, right] => (name, viewer, right, name.trim_start_matches('#')),
        [name, viewer, right, number] => (name, viewer, right, number),
        _ => return Err(Misunderstood::Usage),
    };
    let mut situation = result(name, results)?;
    situation["information"] = json!(match information {
        "treatments" => "medicines-and-treatments",
        other => other,
    });
    situation["viewer"] = json!(viewer);
    let known = RIGHTS.iter().find(|(ja, _)| *ja == right);
    situation["right"] = json!(match known {
        Some((_, word)) => word,
        // A word of the institution's own; the core says what a word is.
        None if right.is_ascii() => right,
        None => {
            let rights = RIGHTS.map(|(ja, _)| ja).join("・");
            return Err(Misunderstood::Because(format!(
                "{right}: 資格は {rights}、またはその英語の語です"
            )));
        }
    });
    situation["patientNumber"] = json!(number);
    Ok(begin("medical-information", situation))
}

/// By which right somebody looks, in the words of the audit trail.
const RIGHTS: [(&str, &str); 4] = [
    ("医師", "physician"),
    ("歯科医師", "dentist"),
    ("薬剤師", "pharmacist"),
    ("閲覧権限者", "granted"),
];

/// A result that came, and which person of it: `#12`, or `#12.3` for the third of many.
fn result(name: &str, results: &Results) -> Result<Value, Misunderstood> {
    let (name, person) = match name.rsplit_once('.') {
        Some((name, person)) => (name, person.parse().unwrap_or(0_u32)),
        None => (name, 1),
    };
    let found = results.of(name).zip(person.checked_sub(1));
    let (result, person) = found
        .ok_or_else(|| Misunderstood::Because(format!("{name}: 資格確認の結果がありません")))?;
    Ok(result.situation(person))
}

fn named(name: &str, known: &Known<'_>) -> Result<ConversationId, Misunderstood> {
    let unknown = || Misunderstood::Because(format!("{name}: その受付はありません"));
    (known.conversation)(name).ok_or_else(unknown)
}

fn no_question() -> Misunderstood {
    Misunderstood::Because("選ぶものがありません".to_owned())
}

/// A JSON list of patients, as `wit/reception.wit` has them.
fn patients(path: &str) -> Result<Value, Misunderstood> {
    let said = |why: String| Misunderstood::Because(format!("{path}: {why}"));
    let text = std::fs::read_to_string(Path::new(path)).map_err(|error| said(error.to_string()))?;
    let list: Value = serde_json::from_str(&text).map_err(|error| said(error.to_string()))?;
    if !list.is_array() {
        return Err(said("患者の一覧(JSONの配列)ではありません".to_owned()));
    }
    Ok(list)
}

fn given(word: &str) -> Option<&str> {
    (word != "-").then_some(word)
}

fn without_nulls(mut value: Value) -> Value {
    if let Value::Object(members) = &mut value {
        members.retain(|_, member| !member.is_null());
    }
    value
}

#[cfg(test)]
mod tests;
