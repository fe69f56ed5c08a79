//! The typed functions of the contract say what `invoke` says: every vector goes
//! through both, and between them they fill every field that there is.

use base64ct::{Base64, Encoding as _};
use onshi_simulator::certificate::extension::{self, Extension, KeyUsage};
use onshi_simulator::certificate::{Attribute, Authority, Name, Template};
use onshi_simulator::key::{KeyKind, PrivateKey};
use onshi_simulator::seed::Stream;
use onshi_tests::target::{Native, Target as _};
use onshi_tests::vector;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use wasmtime::component::{Component, Func, Instance, Linker, Type, Val};
use wasmtime::{Engine, Store};

/// The component, its randomness being that of [`Native`].
struct Typed {
    store: Store<()>,
    instance: Instance,
}

impl Typed {
    fn open() -> Self {
        let engine = Engine::default();
        let file = onshi_tests::dist().join("onshi.wasm");
        let component = Component::from_file(&engine, file).expect("a component");
        let mut linker = Linker::new(&engine);
        let mut random = linker
            .instance("wasi:random/random@0.2.0")
            .expect("an import");
        random
            .func_wrap("get-random-bytes", |_, (length,): (u64,)| {
                Ok(((1..=u8::MAX)
                    .take(usize::try_from(length)?)
                    .collect::<Vec<u8>>(),))
            })
            .expect("a function");
        let mut store = Store::new(&engine, ());
        let instance = linker
            .instantiate(&mut store, &component)
            .expect("an instance");
        Self { store, instance }
    }

    /// The function that an operation is named after.
    fn function(&mut self, operation: &str) -> Option<Func> {
        let (interface, function) = operation.split_once('.')?;
        let interface = format!("onshi:sdk/{interface}@{}", env!("CARGO_PKG_VERSION"));
        let (_, interface) = self
            .instance
            .get_export(&mut self.store, None, &interface)?;
        let place = Some(&interface);
        let (_, function) = self.instance.get_export(&mut self.store, place, function)?;
        self.instance.get_func(&mut self.store, function)
    }

    fn call(&mut self, function: Func, arguments: &[Val]) -> Val {
        let mut answer = [Val::Bool(false)];
        function
            .call(&mut self.store, arguments, &mut answer)
            .expect("an answer");
        let [answer] = answer;
        answer
    }
}

/// What `invoke` takes as the arguments of a function; none where no typed host
/// could say it.
fn arguments(
    operation: &str,
    input: &Value,
    payload: &[u8],
    of: &Func,
    store: &Store<()>,
) -> Option<Vec<Val>> {
    // Where there is a payload, the other members of the input are its options.
    let payload = || Val::List(payload.iter().copied().map(Val::U8).collect());
    if operation == "message.read" {
        return Some(vec![payload(), Val::String(input.to_string())]);
    }
    if operation == "message.read-part" {
        let mut options = input.clone();
        let progress = options.as_object_mut()?.remove("progress")?;
        let progress = Val::String(progress.as_str()?.to_owned());
        return Some(vec![progress, payload(), Val::String(options.to_string())]);
    }
    let function = of.ty(store);
    if operation == "reception.advance" {
        let text = |name: &str| argument(&Type::String, input.get(name)?);
        return Some(vec![text("state")?, text("event")?, payload(), text("at")?]);
    }
    if operation == "certificate.validate" {
        // Its one parameter is the input.
        let parameters = function.params();
        return parameters.map(|(_, of)| argument(&of, input)).collect();
    }
    let parameters = function.params().map(|(name, of)| (name.to_owned(), of));
    members(parameters, input).map(|values| values.into_iter().map(|(_, value)| value).collect())
}

fn members(of: impl Iterator<Item = (String, Type)>, object: &Value) -> Option<Vec<(String, Val)>> {
    of.map(|(name, of)| {
        let value = object.get(camel_case(&name)).unwrap_or(&Value::Null);
        Some((name, argument(&of, value)?))
    })
    .collect()
}

fn argument(of: &Type, value: &Value) -> Option<Val> {
    Some(match (of, value) {
        (Type::String, Value::Null) => Val::String(String::new()),
        (Type::String, Value::String(text)) => Val::String(text.clone()),
        // What is JSON in JSON is a text in the contract.
        (Type::String, other) => Val::String(other.to_string()),
        (Type::U32, Value::Number(number)) => Val::U32(number.as_u64()?.try_into().ok()?),
        (Type::Option(_), Value::Null) => Val::Option(None),
        (Type::Option(of), some) => Val::Option(Some(Box::new(argument(&of.ty(), some)?))),
        (Type::List(_), Value::Null) => Val::List(Vec::new()),
        (Type::List(_), Value::String(base64)) => {
            let bytes = Base64::decode_vec(base64).ok()?;
            Val::List(bytes.into_iter().map(Val::U8).collect())
        }
        (Type::List(of), Value::Array(items)) => {
            let items = items.iter().map(|item| argument(&of.ty(), item));
            Val::List(items.collect::<Option<_>>()?)
        }
        (Type::Record(of), object) => {
            let fields = of.fields().map(|field| (field.name.to_owned(), field.ty));
            Val::Record(members(fields, object)?)
        }
        _ => return None,
    })
}

/// Holds an answer against its JSON, and tells what it filled.
#[derive(Default)]
struct Comparison {
    filled: BTreeSet<String>,
}

impl Comparison {
    /// Where they differ.
    fn differs(&mut self, typed: &Val, json: &Value, path: &str) -> Option<String> {
        let same = match (typed, json) {
            (Val::Record(fields), Value::Object(members)) => {
                return self.record_differs(fields, members, path);
            }
            (Val::Option(None), Value::Null) => true,
            (Val::Option(Some(typed)), json) => return self.differs(typed, json, path),
            (Val::List(items), Value::String(base64)) => {
                let bytes = items.iter().map(|item| match item {
                    Val::U8(byte) => Some(*byte),
                    _ => None,
                });
                let bytes: Option<Vec<_>> = bytes.collect();
                bytes.is_some_and(|bytes| Base64::encode_string(&bytes) == *base64)
            }
            (Val::List(typed), Value::Array(json)) if typed.len() == json.len() => {
                let mut items = typed.iter().zip(json);
                return items.find_map(|(typed, json)| self.differs(typed, json, path));
            }
            (Val::Enum(case), Value::String(json)) => {
                self.filled.insert(format!("{case} of an enum"));
                case == json
            }
            (Val::String(text), Value::String(json)) => text == json,
            (Val::String(text), json @ Value::Object(_)) => {
                serde_json::from_str::<Value>(text).is_ok_and(|text| text == *json)
            }
            (Val::U8(number), json) => json == &Value::from(*number),
            (Val::U32(number), json) => json == &Value::from(*number),
            (Val::Bool(holds), json) => json == &Value::from(*holds),
            _ => false,
        };
        (!same).then(|| path.to_owned())
    }

    fn record_differs(
        &mut self,
        fields: &[(String, Val)],
        members: &Map<String, Value>,
        path: &str,
    ) -> Option<String> {
        let names: Vec<_> = fields.iter().map(|(name, _)| name.clone()).collect();
        let mut known = BTreeSet::new();
        for (name, typed) in fields {
            let member = camel_case(name);
            let json = members.get(&member).unwrap_or(&Value::Null);
            let path = format!("{path}/{name}");
            if let Some(place) = self.differs(typed, json, &path) {
                return Some(place);
            }
            if is_filled(typed) {
                self.filled.insert(field_of(&names, name));
            }
            known.insert(member);
        }
        let unknown = members.keys().find(|name| !known.contains(*name));
        unknown.map(|name| format!("{path}: no {name} in the contract"))
    }
}

/// Whether a value could not be what is left where nothing was written.
fn is_filled(value: &Val) -> bool {
    match value {
        Val::Bool(holds) => *holds,
        Val::U8(number) => *number > 0,
        Val::U32(number) => *number > 0,
        Val::String(text) => !text.is_empty(),
        Val::List(items) => !items.is_empty(),
        Val::Option(some) => some.is_some(),
        Val::Enum(_) | Val::Record(_) => true,
        _ => false,
    }
}

/// A field of a record, which has no name but those of all its fields.
fn field_of(names: &[String], name: &str) -> String {
    format!("{name} of {{{}}}", names.join(", "))
}

/// Every field of every record in a type.
fn fields(of: &Type, all: &mut BTreeSet<String>) {
    match of {
        Type::Record(of) => {
            let names: Vec<_> = of.fields().map(|field| field.name.to_owned()).collect();
            for field in of.fields() {
                all.insert(field_of(&names, field.name));
                fields(&field.ty, all);
            }
        }
        Type::Enum(of) => all.extend(of.names().map(|case| format!("{case} of an enum"))),
        Type::List(of) => fields(&of.ty(), all),
        Type::Option(of) => fields(&of.ty(), all),
        Type::Result(of) => {
            let cases = [of.ok(), of.err()];
            cases.iter().flatten().for_each(|case| fields(case, all));
        }
        _ => {}
    }
}

fn camel_case(name: &str) -> String {
    let mut words = name.split('-');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| {
        let (initial, rest) = word.split_at(1);
        name + &initial.to_uppercase() + rest
    })
}

/// What went through both doors.
#[derive(Default)]
struct Compared {
    comparison: Comparison,
    /// Every field of the answers' types.
    all: BTreeSet<String>,
    operations: BTreeMap<String, u32>,
}

impl Compared {
    /// Runs an operation both ways, where a typed host can ask for it.
    fn run(
        &mut self,
        typed: &mut Typed,
        about: &str,
        operation: &str,
        input: &Value,
        bytes: &[u8],
    ) {
        let Some(function) = typed.function(operation) else {
            return;
        };
        let Some(arguments) = arguments(operation, input, bytes, &function, &typed.store) else {
            return;
        };
        let invoked = Native
            .invoke(operation, &input.to_string(), bytes)
            .expect("an answer");
        if invoked.as_ref().is_err_and(is_malformed) {
            return;
        }
        let answer = function.ty(&typed.store).results().next();
        fields(&answer.expect("every function answers"), &mut self.all);
        let answer = typed.call(function, &arguments);
        let differs = match (&answer, &invoked) {
            (Val::Result(Ok(Some(typed))), Ok(json)) => {
                let json = json.get("matches").unwrap_or(json);
                self.comparison.differs(typed, json, "")
            }
            (Val::Result(Err(Some(typed))), Err(json)) => self.comparison.differs(typed, json, ""),
            (plain @ Val::String(_), Ok(json)) => self.comparison.differs(plain, json, ""),
            _ => Some("success or failure".to_owned()),
        };
        assert_eq!(differs, None, "{operation}: {about}");
        *self.operations.entry(operation.to_owned()).or_insert(0) += 1;
    }
}

#[test]
fn typed_functions_and_invoke_say_the_same() {
    let folder = onshi_tests::folder().join("vectors");
    let mut typed = Typed::open();
    let mut compared = Compared::default();
    for (_, suite) in vector::load(&folder) {
        for vector in suite.vectors {
            let mut state = None;
            for call in &vector.calls {
                let Ok(input) = call.input(state.as_ref()) else {
                    break;
                };
                let payload = call.payload.bytes(&folder);
                compared.run(&mut typed, &vector.id, &call.operation, &input, &payload);
                state = state_after(&call.operation, &input, &payload).or(state);
            }
        }
    }
    let input = unusual_chain();
    compared.run(&mut typed, "unusual", "certificate.validate", &input, &[]);
    println!("typed functions: {:?}", compared.operations);
    assert_eq!(compared.operations.len(), 28, "every function is compared");
    let never: Vec<_> = compared
        .all
        .difference(&compared.comparison.filled)
        .collect();
    assert!(never.is_empty(), "never filled: {never:#?}");
}

/// What a call hands to the next of its vector.
fn state_after(operation: &str, input: &Value, payload: &[u8]) -> Option<Value> {
    let answer = Native.invoke(operation, &input.to_string(), payload);
    vector::next_state(answer.expect("an answer").as_ref().ok())
}

/// A chain that says what no vector's says: under name constraints, a name of a type
/// that is not known and a role with a code.
fn unusual_chain() -> Value {
    let template = |serial, name, extensions| Template {
        serial,
        not_before: 0,
        not_after: i64::from(u32::MAX),
        subject: Name::new(&[(Attribute::CommonName, name)]),
        key: PrivateKey::generate(KeyKind::P256, &mut Stream::new(serial, name)),
        extensions,
    };
    let permitted = tlv(0x30, &[tlv(0x81, &[b"example.jp".to_vec()])]);
    let constraints = tlv(0x30, &[tlv(0xA0, &[permitted])]);
    let root = Authority::root(&template(
        1,
        "Root",
        vec![
            extension::authority(),
            extension::key_usage(&[KeyUsage::KeyCertSign]),
            Extension::new("2.5.29.30", true, constraints),
        ],
    ));
    let oid = || tlv(0x06, &[vec![0x2A, 3, 4]]);
    let text = |text: &str| tlv(0x0C, &[text.into()]);
    let other = tlv(0xA0, &[oid(), tlv(0xA0, &[text("other")])]);
    let names = tlv(0x30, &[other, tlv(0x81, &[b"a@example.jp".to_vec()])]);
    let coded = [
        tlv(0xA0, &[oid()]),
        tlv(0xA1, &[text("7")]),
        tlv(0xA2, &[text("Pharmacist")]),
    ];
    let actor = tlv(0x30, &[tlv(0xA0, &[tlv(0x31, &coded)])]);
    let health_care_actor = tlv(0x06, &[vec![40, 0x81, 0x85, 0x42, 0, 1]]);
    let role = tlv(
        0x30,
        &[health_care_actor, tlv(0x31, &[tlv(0x31, &[actor])])],
    );
    let leaf = root.issue(&template(
        2,
        "Leaf",
        vec![
            Extension::new("2.5.29.17", false, names),
            Extension::new("2.5.29.9", false, tlv(0x30, &[role])),
        ],
    ));
    json!({
        "profile": "generic",
        "leaf": Base64::encode_string(&leaf.certificate),
        "anchors": [Base64::encode_string(root.certificate())],
        "at": "2026-11-21T09:00:00+09:00",
    })
}

/// A tag, a length of one octet, and the contents.
fn tlv(tag: u8, contents: &[Vec<u8>]) -> Vec<u8> {
    let contents = contents.concat();
    let length = u8::try_from(contents.len()).expect("a short one");
    assert!(length < 0x80);
    [vec![tag, length], contents].concat()
}

/// A JSON input has members that a typed host cannot get wrong.
fn is_malformed(problems: &Value) -> bool {
    problems.as_array().is_some_and(|problems| {
        let mut codes = problems.iter().map(|problem| &problem["code"]);
        codes.any(|code| code == "facade.malformed-input")
    })
}
