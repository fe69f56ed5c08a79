//! The typed functions as JavaScript: each is one call of the facade.

use super::contract::{Contract, Function, Shape, camel};

const HEAD: &str = "// The contract's functions over `call`, made from wit/.\n";

/// A module that gives the functions of these interfaces over `call`.
pub(crate) fn functions(contract: &Contract, interfaces: &[&str]) -> String {
    let mut body = String::new();
    for interface in contract.with_functions() {
        if !interfaces.contains(&interface.name.as_str()) {
            continue;
        }
        body.push_str(&format!("    {}: {{\n", camel(&interface.name)));
        for function in &interface.functions {
            body.push_str(&line(contract, &interface.name, function));
        }
        body.push_str("    },\n");
    }
    let import = "import { encoded } from \"./octets.js\";\n";
    let import = if body.contains("encoded(") {
        import
    } else {
        ""
    };
    format!("{HEAD}{import}\nexport function functions(call) {{\n  return {{\n{body}  }};\n}}\n")
}

fn line(contract: &Contract, interface: &str, function: &Function) -> String {
    let operation = format!("{interface}.{}", function.name);
    let names: Vec<_> = function
        .parameters
        .iter()
        .map(|(name, _)| camel(name))
        .collect();
    let mut members = Vec::new();
    let mut payload = None;
    for (name, shape) in &function.parameters {
        let name = camel(name);
        if beside(&operation) == Some(&name) {
            payload = Some(name);
            continue;
        }
        let has_bytes = !contract.bytes_in(shape).is_empty() || MAY_HOLD_BYTES.contains(&&*name);
        members.push(match (is_input(&operation, &name), has_bytes) {
            (true, true) => format!("...encoded({name})"),
            // First: what has a name of its own stands.
            (true, false) => {
                members.insert(0, format!("...{name}"));
                continue;
            }
            (false, true) => format!("{name}: encoded({name})"),
            (false, false) => name,
        });
    }
    let mut arguments = vec![
        format!("{operation:?}"),
        format!("{{ {} }}", members.join(", ")),
    ];
    let bytes = contract.bytes_in(&function.result);
    match payload {
        Some(payload) => arguments.push(payload),
        None if bytes.is_empty() => {}
        None => arguments.push("undefined".to_owned()),
    }
    if !bytes.is_empty() {
        arguments.push(format!("{bytes:?}"));
    }
    // The one answer that the facade gives a name of its own.
    let only = if matches!(function.result, Shape::Boolean) {
        ".matches"
    } else {
        ""
    };
    let key = camel(&function.name);
    let (names, arguments) = (names.join(", "), arguments.join(", "));
    format!("      {key}: ({names}) => call({arguments}){only},\n")
}

/// Objects that have bytes in them though the contract passes them as JSON text.
const MAY_HOLD_BYTES: [&str; 2] = ["situation", "event"];

/// The bytes that the facade takes beside its input.
fn beside(operation: &str) -> Option<&'static str> {
    match operation {
        "message.read" | "message.read-part" => Some("bytes"),
        "reception.advance" => Some("payload"),
        _ => None,
    }
}

/// Whether the facade has this parameter's members as those of the input itself.
fn is_input(operation: &str, name: &str) -> bool {
    matches!(
        (operation, name),
        ("message.read" | "message.read-part", "options") | ("certificate.validate", "request")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn made(interface: &str) -> String {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../wit");
        functions(&Contract::read(&root).expect("a contract"), &[interface])
    }

    #[test]
    fn bytes_go_beside_the_input_or_as_base64_and_come_back_as_bytes() {
        let message = made("message");
        assert!(message.contains(
            r#"readPart: (progress, bytes, options) => call("message.read-part", { ...options, progress }, bytes),"#
        ));
        assert!(message.contains(
            r#"build: (interfaceId, content, options) => call("message.build", { interfaceId, content, options }, undefined, ["bytes"]),"#
        ));
        let reception = made("reception");
        assert!(reception.contains(
            r#"call("reception.advance", { state, event: encoded(event), at }, payload, ["actions.*.bytes", "actions.*.challenge.nonce"])"#
        ));
        let certificate = made("certificate");
        assert!(certificate.contains(
            r#"validate: (request) => call("certificate.validate", { ...encoded(request) }),"#
        ));
        assert!(certificate.contains(").matches,"));
    }

    #[test]
    fn percentages_are_no_bytes() {
        assert!(!made("eligibility").contains("alternatives"));
    }
}
