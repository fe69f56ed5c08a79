use super::*;
use std::collections::BTreeSet;

const ALL: [Fullness; 3] = [Fullness::Required, Fullness::Some, Fullness::All];

/// Numbers that look random and are the same every time.
fn numbers(seed: u64) -> impl FnMut(u32) -> u32 {
    let mut state = seed;
    move |bound| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        u32::try_from((state >> 33) % u64::from(bound)).expect("below a u32")
    }
}

fn with_layout(layouts: &Layouts) -> Vec<&str> {
    let known = layouts.interfaces.iter().filter(|it| it.layout.is_some());
    known.map(|interface| interface.id.as_str()).collect()
}

#[test]
fn the_same_numbers_give_the_same_message() {
    let layouts = Layouts::embedded();
    for id in with_layout(&layouts) {
        let once = layouts.sample(id, &mut numbers(7), Fullness::Some);
        assert_eq!(once, layouts.sample(id, &mut numbers(7), Fullness::Some));
        assert_ne!(once, layouts.sample(id, &mut numbers(8), Fullness::All));
    }
    assert_eq!(
        layouts.sample("OQS-IF-056", &mut numbers(1), Fullness::All),
        None
    );
}

#[test]
fn a_full_sample_has_every_element() {
    fn names(value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::Object(members) => {
                for (name, value) in members {
                    found.insert(name.clone());
                    names(value, found);
                }
            }
            Value::Array(items) => items.iter().for_each(|item| names(item, found)),
            _ => {}
        }
    }
    let layouts = Layouts::embedded();
    for id in with_layout(&layouts) {
        let sample = layouts
            .sample(id, &mut numbers(3), Fullness::All)
            .expect("a layout");
        let mut found = BTreeSet::new();
        names(&sample, &mut found);
        let layout = layouts.interface(id).and_then(|it| it.layout.as_ref());
        for (path, element) in layout.expect("a layout").walk() {
            assert!(found.contains(&element.name), "{id} {path}");
        }
    }
}

#[test]
fn samples_fit_the_schema() {
    let layouts = Layouts::embedded();
    for id in with_layout(&layouts) {
        let schema = layouts.schema(id).expect("a layout");
        let (mut schemas, mut compiler) = (boon::Schemas::new(), boon::Compiler::new());
        compiler.add_resource(id, schema).expect("is JSON");
        let schema = compiler.compile(id, &mut schemas).expect("a valid schema");
        for fullness in ALL {
            for seed in 0..20 {
                let sample = layouts
                    .sample(id, &mut numbers(seed), fullness)
                    .expect("a layout");
                let verdict = schemas.validate(&sample, schema);
                assert!(verdict.is_ok(), "{id} {fullness:?} {seed}: {verdict:?}");
            }
        }
    }
}

#[test]
fn check_digits_hold() {
    for number in [
        "138156", "06138093", "06110852", "63132286", "39131040", "01130012",
    ] {
        let (body, _) = number.split_at(number.len() - 1);
        assert_eq!(person::with_check_digit(body), number);
    }
}

#[test]
fn a_source_of_numbers_that_breaks_its_word_does_no_harm() {
    let layouts = Layouts::embedded();
    assert!(
        layouts
            .sample("OQS-IF-002", &mut |_| u32::MAX, Fullness::Some)
            .is_some()
    );
}
