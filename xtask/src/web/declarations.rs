//! The types: what `wit/` says in TypeScript, with its documentation.

use onshi_layouts::Layouts;

use super::contract::{
    Contract, Definition, Field, Function, Interface, Named, Shape, camel, pascal,
};
use super::known;

const HEAD: &str = "\
// What the contract says, made from wit/. Its names are in camelCase here. Where it has
// JSON in a string (options, content, situation, event, …), here is an object; what it
// passes empty is left out; `list<u8>` is a Uint8Array.

import type * as options from \"./options.js\";
import type * as messages from \"./messages.js\";
import type { Coded, CodeValue, Place, Problem, Severity } from \"./problem.js\";

export type * as messages from \"./messages.js\";
export * from \"./loading.js\";
export * from \"./options.js\";
export * from \"./problem.js\";
export { init as default } from \"./loading.js\";
";

/// The vocabulary of problems, which every entry has.
pub(crate) fn problems(contract: &Contract) -> String {
    let mut text = "// The vocabulary of problems, made from wit/.\n".to_owned();
    for interface in contract.interfaces.iter().filter(|it| it.name == "problem") {
        for named in &interface.types {
            declare(contract, interface, named, "", &mut text);
        }
    }
    text
}

/// The messages' own types, and the names of interfaces without any.
pub(crate) fn messages(layouts: &Layouts) -> String {
    let (known, others): (Vec<_>, Vec<_>) = layouts
        .interfaces
        .iter()
        .partition(|it| it.layout.is_some());
    let others: String = others
        .iter()
        .map(|it| format!("\n  | {:?}", it.id))
        .collect();
    let named = known
        .iter()
        .filter_map(|it| Some((it.alias.as_ref()?, &it.id)));
    let names: String = named
        .map(|(alias, id)| format!("  {alias:?}: Messages[{id:?}];\n"))
        .collect();
    format!(
        "{}\n/** The same by the interface's name. */\nexport interface MessagesByName {{\n{names}}}\n\
         \n/** Interfaces whose layout is not public. */\nexport type OtherInterface ={others};\n{BUILDING}",
        layouts.typescript(),
    )
}

const BUILDING: &str = "
/** The number of an interface, or its name. */
export type InterfaceId =
  | keyof Messages
  | keyof MessagesByName
  | OtherInterface
  | (string & {});

/** What a message of an interface is built of, with or without `XmlMsg`. */
export type BuildContent<I> = I extends keyof Messages
  ? Messages[I] | Messages[I][\"XmlMsg\"]
  : I extends keyof MessagesByName
    ? MessagesByName[I] | MessagesByName[I][\"XmlMsg\"]
    : object;
";

/// The types of an entry with these interfaces.
pub(crate) fn entry(contract: &Contract, interfaces: &[&str]) -> String {
    let mut text = HEAD.to_owned();
    for interface in contract.with_functions() {
        if !interfaces.contains(&interface.name.as_str()) {
            continue;
        }
        text.push('\n');
        comment(contract, "", &interface.docs, &mut text);
        text.push_str(&format!(
            "export declare namespace {} {{\n",
            camel(&interface.name)
        ));
        for named in &interface.types {
            declare(contract, interface, named, "  ", &mut text);
        }
        for function in &interface.functions {
            text.push('\n');
            comment(contract, "  ", &function.docs, &mut text);
            text.push_str(&format!("  {}\n", signature(interface, function)));
        }
        text.push_str("}\n");
    }
    if !interfaces.contains(&"message") {
        let is_of_messages = |line: &&str| line.contains("\"./messages.js\"");
        let lines = text.lines().filter(|line| !is_of_messages(line));
        text = lines.flat_map(|line| [line, "\n"]).collect();
    }
    text
}

fn declare(contract: &Contract, at: &Interface, of: &Named, indent: &str, text: &mut String) {
    let name = pascal(&of.name);
    text.push('\n');
    comment(contract, indent, &of.docs, text);
    match (&*at.name, &*of.name, &of.of) {
        ("certificate", "request", _) => {
            text.push_str(&format!(
                "{indent}type Request = options.CertificateRequest;\n"
            ));
        }
        ("message", "document", Definition::Record(fields)) => {
            text.push_str(&format!("{indent}type Document =\n"));
            text.push_str(&format!(
                "{indent}  | {{ [I in keyof messages.Messages]: DocumentOf<I, messages.Messages[I]> }}[keyof messages.Messages]\n"
            ));
            text.push_str(&format!(
                "{indent}  | DocumentOf<messages.OtherInterface | null, options.MessageContent>;\n\n"
            ));
            text.push_str(&format!(
                "{indent}/** A message of an interface: by `interfaceId` it is known which. */\n"
            ));
            record(
                contract,
                at,
                of,
                "DocumentOf<I, Content>",
                fields,
                indent,
                text,
            );
        }
        (_, _, Definition::Record(fields)) => {
            record(contract, at, of, &name, fields, indent, text);
        }
        (_, _, Definition::Enum(cases)) => {
            text.push_str(&format!("{indent}{}type {name} =", export(indent)));
            for (case, docs) in cases {
                text.push('\n');
                comment(contract, &format!("{indent}  "), docs, text);
                text.push_str(&format!("{indent}  | {case:?}"));
            }
            text.push_str(";\n");
        }
    }
}

fn record(
    contract: &Contract,
    at: &Interface,
    of: &Named,
    name: &str,
    fields: &[Field],
    indent: &str,
    text: &mut String,
) {
    text.push_str(&format!("{indent}{}interface {name} {{\n", export(indent)));
    for field in fields {
        comment(contract, &format!("{indent}  "), &field.docs, text);
        let path = format!("{}.{}.{}", at.name, of.name, field.name);
        let known = known::field(&path).map(str::to_owned);
        let (mark, shape) = match &field.of {
            Shape::Optional(of) if known::is_absent(&path) => ("?", output(at, of)),
            of => ("", output(at, of)),
        };
        let shape = known.unwrap_or(shape);
        text.push_str(&format!(
            "{indent}  {}{mark}: {shape};\n",
            camel(&field.name)
        ));
    }
    text.push_str(&format!("{indent}}}\n"));
}

/// In a namespace that is declared everything is exported.
fn export(indent: &str) -> &'static str {
    if indent.is_empty() { "export " } else { "" }
}

/// How a value comes out.
fn output(at: &Interface, of: &Shape) -> String {
    match of {
        Shape::Boolean => "boolean".to_owned(),
        Shape::Number => "number".to_owned(),
        Shape::Text => "string".to_owned(),
        Shape::Bytes => "options.Bytes".to_owned(),
        Shape::List(item) => match output(at, item) {
            item if item.contains(' ') => format!("({item})[]"),
            item => format!("{item}[]"),
        },
        Shape::Optional(of) => format!("{} | null", output(at, of)),
        Shape::Named(interface, name) => {
            if *interface == at.name || interface == "problem" {
                pascal(name)
            } else {
                format!("{}.{}", camel(interface), pascal(name))
            }
        }
    }
}

fn signature(at: &Interface, function: &Function) -> String {
    let name = camel(&function.name);
    let operation = format!("{}.{}", at.name, function.name);
    let result = output(at, &function.result);
    // What is to be built is known by its interface.
    if let "message.build" | "message.build-batch" = &*operation {
        let number = if name == "build" {
            ""
        } else {
            "perFile: number, "
        };
        return format!(
            "function {name}<I extends messages.InterfaceId>(\
             interfaceId: I, content: messages.BuildContent<I>, \
             {number}options: options.BuildOptions): {result};"
        );
    }
    let last = function.parameters.len().saturating_sub(1);
    let parameters = function.parameters.iter().enumerate();
    let parameters = parameters.map(|(index, (name, shape))| {
        let is_optional = name == "options" || matches!(shape, Shape::Optional(_));
        let mark = if is_optional && index == last {
            "?"
        } else {
            ""
        };
        format!(
            "{}{mark}: {}",
            camel(name),
            known::parameter(&operation, name, shape)
        )
    });
    let parameters: Vec<_> = parameters.collect();
    format!("function {name}({}): {result};", parameters.join(", "))
}

/// The contract's words, with its functions' names as they are here.
fn comment(contract: &Contract, indent: &str, docs: &str, text: &mut String) {
    let mut docs = docs.replace("*/", "* /");
    for interface in contract.with_functions() {
        for function in &interface.functions {
            let name = |case: fn(&str) -> String| {
                format!("{}.{}", case(&interface.name), case(&function.name))
            };
            docs = docs.replace(&name(str::to_owned), &name(camel));
        }
    }
    let lines: Vec<_> = docs.lines().collect();
    match lines.as_slice() {
        [] => {}
        [one] => text.push_str(&format!("{indent}/** {one} */\n")),
        lines => {
            text.push_str(&format!("{indent}/**\n"));
            for line in lines {
                text.push_str(format!("{indent} * {line}").trim_end());
                text.push('\n');
            }
            text.push_str(&format!("{indent} */\n"));
        }
    }
}
