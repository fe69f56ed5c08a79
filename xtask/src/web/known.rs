//! What is known of the contract's texts beyond their being texts: which of them are JSON
//! of what shape (`options.d.ts`), and which are words of a known set.

use super::contract::Shape;

/// What is not there at all where there is none: the core leaves it out of JSON.
pub(super) fn is_absent(path: &str) -> bool {
    let records = ["problem.place.", "message.line.", "certificate.to-sign."];
    records.iter().any(|record| path.starts_with(record))
}

/// What the contract has as a text, because it may grow, and is known of it.
pub(super) fn field(path: &str) -> Option<&'static str> {
    Some(match path {
        "message.document.interface-id" => "I",
        "message.document.content" => "Content",
        "message.document.recognized-by" => {
            "\"caller\" | \"file-name\" | \"content\" | \"nothing\""
        }
        "message.file-name.direction" => "\"request\" | \"result\"",
        "certificate.verdict.state" => {
            "\"valid\" | \"invalid\" | \"not-checked\" | \"expired-within-grace\" | (string & {})"
        }
        "reception.action.kind" => {
            "\"publish\" | \"expect\" | \"deliver\" | \"audit\" | \"remove\" | \"show\" | \"ask\" | \
             \"card\" | \"open\" | \"wait\" | \"seam\" | (string & {})"
        }
        "reception.action.audience" => "\"staff\" | \"patient\" | null",
        "reception.action.content" => "options.MessageContent | null",
        "reception.action.judgement" => {
            "eligibility.Judgement | eligibility.BulkJudgement | eligibility.Registrations | \
             medicalInformation.Summary | certificate.Verdict | null"
        }
        "reception.action.audit" | "exceptional-use.decision.entry" => "options.AuditEntry | null",
        "reception.outcome.kind" => {
            "\"answered\" | \"refused\" | \"uncertain\" | \"cancelled\" | (string & {})"
        }
        _ => return None,
    })
}

/// How a value goes in.
pub(super) fn parameter(operation: &str, name: &str, of: &Shape) -> String {
    let known = match (operation, name) {
        ("message.read" | "message.read-part", "options") => "options.ReadOptions",
        ("medical-information.summarize", "options") => "options.SummaryOptions",
        ("audit.verify", "options") => "options.AuditOptions",
        ("exceptional-use.reconcile", "options") => "options.ViewCheckOptions",
        ("exceptional-use.examine", "situation") => "options.ExceptionalSituation",
        ("reception.advance", "payload") => "Uint8Array | ArrayBuffer | null",
        (_, "situation") => "options.Situation",
        (_, "flow") => "options.FlowName",
        (_, "event") => "options.ReceptionEvent",
        (_, "content") => match of {
            Shape::Optional(_) => "options.MessageContent | null",
            _ => "options.MessageContent",
        },
        (_, "requests") => "options.AskedRequest[]",
        (_, "chart") => "options.Chart",
        (_, "entry") => "options.AuditEntry",
        (_, "day") => "options.Day",
        (_, "views") => "options.ExceptionalView[]",
        (_, "registrations") => "options.ChartRegistration[]",
        (_, "request") => "options.CertificateRequest",
        (_, "challenge") => "options.KeptChallenge",
        _ => match of {
            Shape::Bytes => "Uint8Array | ArrayBuffer",
            Shape::Number => "number",
            Shape::Optional(_) => "string | null",
            _ => "string",
        },
    };
    known.to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::contract::{Contract, Definition, camel};
    use std::path::Path;

    /// Words in backquotes that have a capital inside: the contract's names of members of
    /// JSON, which it has nowhere else.
    fn members_in(docs: &str) -> impl Iterator<Item = &str> {
        docs.split('`').skip(1).step_by(2).filter(|word| {
            word.starts_with(|first: char| first.is_ascii_lowercase())
                && word.chars().all(|letter| letter.is_ascii_alphanumeric())
                && word.contains(|letter: char| letter.is_ascii_uppercase())
        })
    }

    #[test]
    fn what_the_contract_says_of_json_has_a_type() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let contract = Contract::read(&root.join("wit")).expect("a contract");
        let options = root.join("bindings/web/package/options.d.ts");
        let options = std::fs::read_to_string(options).expect("the types by hand");
        let mut fields = Vec::new();
        for interface in &contract.interfaces {
            for named in &interface.types {
                if let Definition::Record(of) = &named.of {
                    fields.extend(of.iter().map(|field| camel(&field.name)));
                }
            }
        }
        let mut said = 0;
        for interface in contract.with_functions() {
            let functions = interface.functions.iter().map(|function| &function.docs);
            for member in functions.flat_map(|docs| members_in(docs)) {
                said += 1;
                let declared =
                    [": ", "?: "].map(|mark| options.contains(&format!("{member}{mark}")));
                assert!(
                    declared.contains(&true) || fields.iter().any(|field| field == member),
                    "options.d.ts lacks {member}, of {}",
                    interface.name
                );
            }
        }
        assert!(said > 40, "the contract says more than {said}");
    }
}
