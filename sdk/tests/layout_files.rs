//! The build refuses data files that contradict themselves or each other.

#[path = "../build/layouts.rs"]
mod layouts;

fn build(change: impl FnOnce(&mut layouts::Files)) -> Result<String, String> {
    let mut files = layouts::Files {
        interfaces: r#"{"interfaces":[{"id":"X-1","direction":"request","ja":"あ","en":"a",
            "provenance":{"from":["K"],"mark":"S"}}]}"#
            .to_owned(),
        codes: r#"{"tables":[]}"#.to_owned(),
        groups: r#"{"groups":[]}"#.to_owned(),
        layouts: vec![(
            "X-1".to_owned(),
            r#"{"interface":"X-1","provenance":{"from":["K"],"mark":"S"},"elements":[
            {"name":"MessageHeader","ja":"あ","en":"a","type":"group","occurs":"1","elements":[
                {"name":"Day","ja":"日","en":"day","type":"date","occurs":"1"}]},
            {"name":"MessageBody","ja":"い","en":"b","type":"group","occurs":"1","elements":[
                {"name":"Text","ja":"う","en":"c","type":"text","occurs":"1"}]}]}"#
                .to_owned(),
        )],
    };
    change(&mut files);
    layouts::tables(&files)
}

#[test]
fn a_contradiction_in_the_data_files_stops_the_build() {
    assert!(build(|_| {}).unwrap().contains("Kind::Date"));
    let cases = [
        (
            "\"date\"",
            "\"dete\"",
            "X-1.json MessageHeader Day: type dete",
        ),
        ("\"date\"", "\"code\"", "has a table"),
        ("\"date\"", "\"group\"", "elements belong in a group"),
        (
            "\"type\":\"date\",",
            "\"type\":\"code\",\"table\":\"001\",",
            "no table 001",
        ),
        ("\"Text\"", "\"Te xt\"", "is no element name"),
        (
            "\"MessageBody\"",
            "\"Body\"",
            "MessageHeader and MessageBody",
        ),
        (
            "{\"name\":\"Day\"",
            "{\"include\":\"who\"},{\"name\":\"Day\"",
            "no group who",
        ),
        ("\"occurs\":\"1\"}", "\"occurs\":\"2\"}", "occurs 2"),
        (
            "\"ja\":\"日\"",
            "\"ja\":\"\"",
            "names in Japanese and English",
        ),
        (
            "\"ja\":\"日\"",
            "\"ja\":\"日\\n\"",
            "a name is more than one line",
        ),
        (
            "\"ja\":\"日\"",
            "\"je\":\"\"",
            "element \"Day\": unknown field `je`",
        ),
        (
            "\"interface\":\"X-1\"",
            "\"interface\":\"X-2\"",
            "named after its interface",
        ),
        ("[\"K\"]", "[]", "provenance names no source"),
    ];
    for (from, to, expected) in cases {
        let error = build(|files| {
            for (_, text) in &mut files.layouts {
                assert!(text.contains(from), "{from}");
                *text = text.replace(from, to);
            }
        });
        let error = error.unwrap_err();
        assert!(error.contains(expected), "{from} to {to}: {error}");
    }
    let twice = build(|files| {
        files.interfaces = files.interfaces.replace("[{", "[{\"id\":\"X-1\",\"direction\":\"request\",\"ja\":\"あ\",\"en\":\"a\",\"provenance\":{\"from\":[\"K\"],\"mark\":\"S\"}},{");
    });
    assert!(twice.unwrap_err().contains("X-1 is there twice"));
}

#[test]
fn the_shipped_files_are_consistent() {
    let folder =
        std::path::PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default())
            .join("layouts");
    let files = layouts::Files::in_folder(&folder).unwrap();
    assert!(
        layouts::tables(&files)
            .unwrap()
            .contains("QualificationValidity")
    );
}
