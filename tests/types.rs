//! The Rust types of `dist/types` hold every message: a made-up one of each interface is
//! read into them and comes out as it was.

use onshi_layouts::{Fullness, Layouts};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// As a vendor has them: the file as it is.
#[allow(
    dead_code,
    missing_docs,
    missing_debug_implementations,
    unreachable_pub
)]
mod messages {
    use serde_json::Value;
    include!(concat!(env!("OUT_DIR"), "/messages.rs"));
}

fn again<T: DeserializeOwned + Serialize>(message: &Value) -> Value {
    let read: T = serde_json::from_value(message.clone()).expect("the type has all of it");
    serde_json::to_value(read).expect("texts alone")
}

#[test]
fn every_message_is_held_by_its_type() {
    let layouts = Layouts::embedded();
    let mut random = fastrand::Rng::with_seed(1);
    let mut interfaces = 0;
    for interface in layouts.interfaces.iter().filter(|it| it.layout.is_some()) {
        let id = &interface.id;
        for fullness in [Fullness::Required, Fullness::Some, Fullness::All] {
            let mut numbers = |bound| random.u32(..bound);
            let message = layouts.sample(id, &mut numbers, fullness);
            let message = message.expect("a message of an interface with a layout");
            let again = messages::again(id, &message);
            assert_eq!(again.as_ref(), Some(&message), "{id}, {fullness:?}");
        }
        interfaces += 1;
    }
    assert!(interfaces > 20, "{interfaces} interfaces have a layout");
}

#[test]
fn what_is_absent_is_none() {
    let text = r#"{"XmlMsg":{"MessageHeader":{},"MessageBody":{}}}"#;
    let read: Result<messages::EligibilityRequest, _> = serde_json::from_str(text);
    assert!(read.is_err(), "an institution has to be named");
    assert_eq!(messages::EligibilityResult::INTERFACE, "OQS-IF-002");
}
