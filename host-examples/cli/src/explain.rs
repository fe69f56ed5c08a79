//! `onshi explain`: what a code, a table, an element, a message or a problem is.

use crate::{Ending, Failure, screen};
use lexopt::{Arg, Parser, ValueExt as _};
use onshi::problem::Code;
use onshi::{
    audit, certificate, eligibility, exceptional_use, facade, identifier, medical_information,
    message, office, reception, reconciliation,
};
use onshi_layouts::{Explanation, Layouts};
use serde_json::json;

pub(crate) fn run(mut parser: Parser) -> Result<Ending, Failure> {
    let (mut words, mut json) = (Vec::new(), false);
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("json") => json = true,
            Arg::Value(word) => words.push(word.string()?),
            other => return Err(other.unexpected().into()),
        }
    }
    let word = words.join(" ");
    let known = Layouts::embedded().explain(&word);
    let problem = problem(&word);
    if known.is_empty() && problem.is_none() {
        return Err(Failure::Misuse(format!(
            "{word:?}: 公開資料にも、このSDKのコードにもありません / neither in public sources nor a code of this SDK"
        )));
    }
    if json {
        let problem = problem.map(|code| json!({ "subject": "problem", "word": code.id(), "ja": code.ja(), "en": code.en() }));
        let all = known.iter().map(|one| json!(one)).chain(problem);
        let all: Vec<_> = all.collect();
        return screen::json(Ok(json!(all).to_string()), |_| true);
    }
    for explanation in &known {
        show(explanation);
    }
    if let Some(code) = problem {
        screen::heading(code.id());
        println!("  {}\n  {}", code.ja(), code.en());
    }
    Ok(Ending::Good)
}

fn show(explanation: &Explanation) {
    screen::heading(&format!("{} {}", explanation.word, explanation.ja));
    for line in &explanation.details_ja {
        println!("  {line}");
    }
    println!("  ― {}", explanation.en);
    for line in &explanation.details_en {
        println!("  {line}");
    }
}

/// The code of a problem, such as `message.wrong-form`.
fn problem(id: &str) -> Option<Code> {
    let codes = [
        message::CODES,
        identifier::CODES,
        eligibility::CODES,
        certificate::CODES,
        facade::CODES,
        audit::CODES,
        exceptional_use::CODES,
        office::CODES,
        medical_information::CODES,
        reception::CODES,
        reconciliation::CODES,
    ];
    codes
        .into_iter()
        .flatten()
        .copied()
        .find(|code| code.id() == id)
}
