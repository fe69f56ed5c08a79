//! Types for TypeScript.

use crate::model::{Kind, Layouts, Table};
use crate::types::{Field, Message, Shape, messages, pascal};
use crate::words::{self, Language};

const HEAD: &str = "\
// The messages of オンライン資格確認 in their JSON form, made from the layout table.
// A code of a result may be one no table has; a request holds known ones only.
";

impl Layouts {
    /// A declaration file (`.d.ts`) with a type for every request and result.
    #[must_use]
    pub fn typescript(&self) -> String {
        let mut text = HEAD.to_owned();
        for table in &self.tables {
            code_table(table, &mut text);
        }
        let messages = messages(self);
        for message in &messages {
            self.typescript_message(message, &mut text);
        }
        text.push_str("\n/** Every message by the number of its interface. */\n");
        text.push_str("export interface Messages {\n");
        for message in &messages {
            let root = message.records.last().map(|record| record.name.as_str());
            let line = format!(
                "  {:?}: {};\n",
                message.interface.id,
                root.unwrap_or_default()
            );
            text.push_str(&line);
        }
        text.push_str("}\n");
        text
    }

    fn typescript_message(&self, message: &Message<'_>, text: &mut String) {
        let interface = message.interface;
        for record in &message.records {
            let about = match record.element {
                Some(element) => vec![element.ja.clone(), element.en.clone()],
                None => vec![
                    format!("{} {}", interface.id, interface.ja),
                    interface.en.clone(),
                ],
            };
            text.push('\n');
            comment("", &about, text);
            text.push_str(&format!("export interface {} {{\n", record.name));
            for field in &record.fields {
                comment("  ", &self.about_field(field), text);
                let optional = if field.required { "" } else { "?" };
                let shape = shape(&field.shape, message.strict);
                let shape = match (field.many, shape.contains('|')) {
                    (true, true) => format!("({shape})[]"),
                    (true, false) => format!("{shape}[]"),
                    (false, _) => shape,
                };
                text.push_str(&format!("  {}{optional}: {shape};\n", field.name));
            }
            text.push_str("}\n");
        }
    }

    /// What a type says of an element: names, form, notes, source.
    pub(crate) fn about_field(&self, field: &Field<'_>) -> Vec<String> {
        let Some(element) = field.element else {
            return Vec::new();
        };
        let english = Language::English;
        let mut about = vec![element.ja.clone(), element.en.clone()];
        if element.kind != Kind::Text && !element.kind.holds_elements() {
            about.push(words::kind(self, &element.kind, english));
        }
        about.extend(words::length(element, english));
        about.extend(element.note.iter().map(|note| note.en.clone()));
        about.push(format!("Source: {}", element.provenance.in_words(english)));
        about
    }
}

/// The name of a code table's type.
pub(crate) fn code_type(id: &str) -> String {
    if id.starts_with(|first: char| first.is_ascii_digit()) {
        format!("Oqscd{id}")
    } else {
        pascal(id)
    }
}

fn shape(shape: &Shape, strict: bool) -> String {
    match shape {
        Shape::Text => "string".to_owned(),
        Shape::Code(table) if strict => code_type(table),
        // Keeps the known ones in an editor's list.
        Shape::Code(table) => format!("{} | (string & {{}})", code_type(table)),
        Shape::Record(name) => name.clone(),
    }
}

fn code_table(table: &Table, text: &mut String) {
    let mut about = vec![format!("{} {}", table.title(), table.ja), table.en.clone()];
    let mut codes: Vec<String> = Vec::new();
    for code in &table.codes {
        about.push(format!("`{}` {} / {}", code.code, code.ja, code.en));
        let code = format!("{:?}", code.code);
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    text.push('\n');
    comment("", &about, text);
    let name = code_type(&table.id);
    text.push_str(&format!("export type {name} = {};\n", codes.join(" | ")));
}

fn comment(indent: &str, lines: &[String], text: &mut String) {
    // What would end the comment is not in any name; a note might have it one day.
    let safe = |line: &String| line.replace("*/", "* /");
    match lines {
        [] => {}
        [one] => text.push_str(&format!("{indent}/** {} */\n", safe(one))),
        _ => {
            text.push_str(&format!("{indent}/**\n"));
            for line in lines {
                text.push_str(&format!("{indent} * {}\n", safe(line)));
            }
            text.push_str(&format!("{indent} */\n"));
        }
    }
}
