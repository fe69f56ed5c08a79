//! What the command shows: Japanese for people, JSON for programs.

mod bulk;
mod comparison;
mod document;
mod judgement;
mod medical;
mod verdict;

pub(crate) use bulk::{registrations, units, whole};
pub(crate) use comparison::comparison;
pub(crate) use document::{document, other_file, refusal, unreadable};
pub(crate) use judgement::{Person, judgement, otherwise_now};
pub(crate) use medical::summary;
pub(crate) use verdict::verdict;

use crate::{Ending, Failure};
use onshi_host::Problem;
use onshi_host::problem::Severity;
use serde_json::Value;

/// A heading over a part of the screen.
pub(crate) fn heading(text: &str) {
    println!("\n■ {text}");
}

/// Problems that end a command, on standard error.
pub(crate) fn problems(problems: &[Problem]) {
    for problem in problems {
        eprintln!("onshi: {}", sentence(problem));
        eprintln!("       {} [{}]", problem.message, problem.code);
    }
}

/// Notes and warnings beside a good outcome.
pub(crate) fn notes(notes: &[Problem]) {
    if notes.is_empty() {
        return;
    }
    heading("確認事項");
    for note in notes {
        let mark = match note.severity {
            Severity::Note => "・",
            Severity::Warning | Severity::Error => "！",
        };
        println!("  {mark}{} [{}]", sentence(note), note.code);
    }
}

/// Prints an answer of `invoke`, or its problems, for a program.
pub(crate) fn json(
    answer: Result<String, String>,
    good: impl Fn(&Value) -> bool,
) -> Result<Ending, Failure> {
    let (value, failed) = match answer {
        Ok(answer) => (parse(&answer)?, false),
        Err(problems) => (serde_json::json!({ "problems": parse(&problems)? }), true),
    };
    println!(
        "{}",
        serde_json::to_string_pretty(&value).unwrap_or_default()
    );
    if failed {
        return Err(Failure::Told);
    }
    Ok(if good(&value) {
        Ending::Good
    } else {
        Ending::NotGood
    })
}

/// An answer of `invoke` to go on with; its problems are printed for a program.
pub(crate) fn answer(answer: Result<String, String>) -> Result<Value, Failure> {
    match answer {
        Ok(answer) => parse(&answer),
        Err(problems) => {
            json(Err(problems), |_| false)?;
            Err(Failure::Told)
        }
    }
}

/// A date of the component (ISO 8601) in Japanese.
pub(crate) fn japan_date(date: &str) -> String {
    match date.split('-').collect::<Vec<_>>()[..] {
        [year, month, day] => format!("{year}年{month}月{day}日"),
        _ => date.to_owned(),
    }
}

fn sentence(problem: &Problem) -> String {
    let place = &problem.place;
    let position = match (place.line, place.column, place.offset) {
        (Some(line), Some(column), _) => Some(format!("{line}行{column}桁")),
        (_, _, Some(offset)) => Some(format!("{offset}バイト目")),
        _ => None,
    };
    let parts = [
        place.certificate.clone(),
        place.extension.clone(),
        place.path.clone(),
        position,
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() {
        return problem.message_ja.clone();
    }
    format!("{} ({})", problem.message_ja, parts.join(" "))
}

fn parse(json: &str) -> Result<Value, Failure> {
    serde_json::from_str(json).map_err(|error| Failure::Misuse(format!("not JSON: {error}")))
}
