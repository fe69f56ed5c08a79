//! Types for Python.

use crate::model::{Layouts, Table};
use crate::types::{Message, Shape, messages};
use crate::typescript::code_type;

const HEAD: &str = "\
\"\"\"The messages of オンライン資格確認 in their JSON form, made from the layout table.

A code of a result may be one no table has; a request holds known ones only.
\"\"\"

from typing import Literal, NotRequired, TypedDict, Union
";

impl Layouts {
    /// A module of `TypedDict`s, one for every request and result and what is in
    /// them, for Python 3.11 or later.
    #[must_use]
    pub fn python(&self) -> String {
        let mut text = HEAD.to_owned();
        for table in &self.tables {
            code_table(table, &mut text);
        }
        for message in messages(self) {
            self.python_message(&message, &mut text);
        }
        text
    }

    fn python_message(&self, message: &Message<'_>, text: &mut String) {
        let interface = message.interface;
        for record in &message.records {
            text.push_str(&format!("\n\nclass {}(TypedDict):\n", record.name));
            let about = match record.element {
                Some(element) => vec![element.ja.clone(), element.en.clone()],
                None => vec![
                    format!("{} {}", interface.id, interface.ja),
                    interface.en.clone(),
                ],
            };
            docstring("    ", &about, text);
            text.push('\n');
            for field in &record.fields {
                let mut shape = match &field.shape {
                    Shape::Text => "str".to_owned(),
                    Shape::Code(table) if message.strict => code_type(table),
                    Shape::Code(table) => format!("Union[{}, str]", code_type(table)),
                    Shape::Record(name) => name.clone(),
                };
                if field.many {
                    shape = format!("list[{shape}]");
                }
                if !field.required {
                    shape = format!("NotRequired[{shape}]");
                }
                text.push_str(&format!("    {}: {shape}\n", field.name));
                docstring("    ", &self.about_field(field), text);
            }
        }
    }
}

fn code_table(table: &Table, text: &mut String) {
    let mut about = vec![format!("{} {}", table.title(), table.ja), table.en.clone()];
    let mut codes: Vec<String> = Vec::new();
    for code in &table.codes {
        about.push(format!("{}: {} / {}", code.code, code.ja, code.en));
        let code = format!("{:?}", code.code);
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    let name = code_type(&table.id);
    text.push_str(&format!("\n{name} = Literal[{}]\n", codes.join(", ")));
    docstring("", &about, text);
}

fn docstring(indent: &str, lines: &[String], text: &mut String) {
    let safe = |line: &String| line.replace('\\', "\\\\").replace("\"\"\"", "'''");
    match lines {
        [] => {}
        [one] => text.push_str(&format!("{indent}\"\"\"{}\"\"\"\n", safe(one))),
        [first, rest @ ..] => {
            text.push_str(&format!("{indent}\"\"\"{}\n\n", safe(first)));
            for line in rest {
                text.push_str(&format!("{indent}{}\n", safe(line)));
            }
            text.push_str(&format!("{indent}\"\"\"\n"));
        }
    }
}
