//! The same calls through the typed functions: what a parameter is, the component says.

use crate::host::Host;
use base64ct::{Base64, Encoding as _};
use onshi_tests::target::Target;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};
use wasmtime::Engine;
use wasmtime::component::types::{ComponentFunc, ComponentItem};
use wasmtime::component::{Component, Type};

/// A host, asked through the typed functions where a typed host can ask so at all, and
/// by name otherwise.
pub(crate) struct Typed<'a> {
    host: &'a Host,
    engine: Engine,
    component: Component,
    called: Mutex<BTreeSet<String>>,
}

impl<'a> Typed<'a> {
    pub(crate) fn over(host: &'a Host) -> Self {
        let engine = Engine::default();
        let file = onshi_tests::dist().join("onshi.wasm");
        let component = Component::from_file(&engine, file).expect("a component");
        Self {
            host,
            engine,
            component,
            called: Mutex::default(),
        }
    }

    /// How many functions have been called.
    pub(crate) fn functions(&self) -> usize {
        self.called
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .len()
    }

    /// The function that an operation is named after.
    fn function(&self, operation: &str) -> Option<ComponentFunc> {
        let (interface, function) = operation.split_once('.')?;
        let interface = format!("onshi:sdk/{interface}@{}", env!("CARGO_PKG_VERSION"));
        let of = self.component.component_type();
        let item = of.get_export(&self.engine, &interface)?.ty;
        let ComponentItem::ComponentInstance(interface) = item else {
            return None;
        };
        let item = interface.get_export(&self.engine, function)?.ty;
        let ComponentItem::ComponentFunc(function) = item else {
            return None;
        };
        Some(function)
    }
}

impl Target for Typed<'_> {
    fn invoke(
        &self,
        operation: &str,
        input: &str,
        payload: &[u8],
    ) -> Result<Result<Value, Value>, String> {
        let parsed = serde_json::from_str(input).expect("an input in JSON");
        let asked = self
            .function(operation)
            .and_then(|function| arguments_of(&function, operation, &parsed, payload));
        let Some(arguments) = asked else {
            return self.host.invoke(operation, input, payload);
        };
        let answer = self
            .host
            .ask(&json!({ "function": operation, "arguments": arguments }))?;
        let mut called = self.called.lock().unwrap_or_else(PoisonError::into_inner);
        called.insert(operation.to_owned());
        // The one answer that the facade gives a name of its own.
        Ok(answer.map(|answer| match answer {
            Value::Bool(matches) => json!({ "matches": matches }),
            answer => answer,
        }))
    }
}

/// What `invoke` takes as the arguments of a function, with bytes marked; none where
/// no typed host could say it.
fn arguments_of(
    function: &ComponentFunc,
    operation: &str,
    input: &Value,
    payload: &[u8],
) -> Option<Value> {
    let bytes = || json!({ "base64": Base64::encode_string(payload) });
    if operation == "message.read" {
        return Some(json!([bytes(), { "value": input }]));
    }
    if operation == "message.read-part" {
        let mut options = input.clone();
        let progress = options.as_object_mut()?.remove("progress")?;
        return Some(json!([{ "value": progress }, bytes(), { "value": options }]));
    }
    let parameters = function.params();
    if operation == "certificate.validate" {
        // Its one parameter is the input.
        return parameters.map(|(_, of)| argument(&of, input)).collect();
    }
    let mut members = input.as_object()?.clone();
    let mut arguments = Vec::new();
    for (name, of) in parameters {
        arguments.push(match members.remove(&camel_case(name)) {
            Some(value) => argument(&of, &value)?,
            None if name == "payload" => bytes(),
            None => json!({}),
        });
    }
    // A member that is no parameter can be said by name alone.
    members.is_empty().then(|| Value::Array(arguments))
}

/// A JSON value as an argument, with its bytes marked wherever they stand.
fn argument(of: &Type, value: &Value) -> Option<Value> {
    Some(match (of, value) {
        (Type::List(of), Value::String(base64))
            if of.ty() == Type::U8 && Base64::decode_vec(base64).is_ok() =>
        {
            json!({ "base64": base64 })
        }
        (Type::List(of), Value::Array(items)) => {
            let items = items.iter().map(|item| argument(&of.ty(), item));
            json!({ "list": items.collect::<Option<Vec<_>>>()? })
        }
        (Type::Option(of), some) if !some.is_null() => argument(&of.ty(), some)?,
        (Type::Record(of), Value::Object(members)) => {
            let mut members = members.clone();
            let mut fields = Map::new();
            for field in of.fields() {
                let name = camel_case(field.name);
                if let Some(value) = members.remove(&name) {
                    fields.insert(name, argument(&field.ty, &value)?);
                }
            }
            if !members.is_empty() {
                return None;
            }
            json!({ "record": fields })
        }
        (_, value) => json!({ "value": value }),
    })
}

fn camel_case(name: &str) -> String {
    let mut words = name.split('-');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| {
        let (initial, rest) = word.split_at(1);
        name + &initial.to_uppercase() + rest
    })
}
