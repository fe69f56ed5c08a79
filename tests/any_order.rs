//! Content as XML, the elements of every group in an order of their own. What a group has
//! many of stays together, in its order.

use fastrand::Rng;
use serde_json::Value;

/// What is in an element, appended to `text`.
pub(crate) fn inside(value: &Value, text: &mut String, random: &mut Rng) {
    match value {
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            random.shuffle(&mut members);
            for (name, member) in members {
                element(name, member, text, random);
            }
        }
        // A list: objects of one element each.
        Value::Array(items) => items.iter().for_each(|item| inside(item, text, random)),
        Value::String(plain) => {
            text.push_str(&plain.replace('&', "&amp;").replace('<', "&lt;"));
        }
        _ => {}
    }
}

fn element(name: &str, value: &Value, text: &mut String, random: &mut Rng) {
    let is_list = |items: &[Value]| {
        items.iter().any(|item| {
            item.as_object()
                .is_some_and(|members| members.len() == 1 && members.values().all(Value::is_object))
        })
    };
    match value {
        Value::Array(items) if !is_list(items) => {
            items
                .iter()
                .for_each(|item| element(name, item, text, random));
        }
        _ => {
            text.push_str(&format!("<{name}>"));
            inside(value, text, random);
            text.push_str(&format!("</{name}>\n"));
        }
    }
}
