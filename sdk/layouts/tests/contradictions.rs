//! The build refuses data files that contradict themselves or each other.

use onshi_layouts::{Files, Kind, Layouts};

fn build(change: impl FnOnce(&mut Files)) -> Result<Layouts, String> {
    let mut files = Files {
        interfaces: r#"{"interfaces":[{"id":"X-1","direction":"request","ja":"あ","en":"a",
            "provenance":{"from":["K"],"mark":"S"}}]}"#
            .to_owned(),
        codes: r#"{"tables":[]}"#.to_owned(),
        groups: r#"{"groups":[]}"#.to_owned(),
        sources: r#"{"sources":[{"key":"K","ja":"あ","en":"a"},{"key":"N","ja":"い","en":"b"}]}"#
            .to_owned(),
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
    Layouts::parse(&files).map_err(|wrong| wrong.to_string())
}

#[test]
fn a_contradiction_in_the_data_files_stops_the_build() {
    let layouts = build(|_| {}).unwrap();
    let layout = layouts.interface("X-1").unwrap().layout.as_ref().unwrap();
    assert_eq!(layout.walk()[1].1.kind, Kind::Date);
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
        (
            "\"occurs\":\"1\"}",
            "\"occurs\":\"2\"}",
            "unknown variant `2`",
        ),
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
        ("[\"K\"]", "[\"K|L\"]", "no source L in sources.json"),
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
fn groups_stand_where_they_are_included_and_may_include_others() {
    let with_groups = |groups: &str| {
        build(|files| {
            files.groups = groups.to_owned();
            let (_, text) = &mut files.layouts[0];
            *text = text.replace(
                "{\"name\":\"Day\"",
                "{\"include\":\"who\"},{\"name\":\"Day\"",
            );
        })
    };
    let layouts = with_groups(
        r#"{"groups":[{"group":"who","purpose":"p","provenance":{"from":["N"],"mark":"I"},
            "elements":[{"include":"name"}]},
            {"group":"name","purpose":"p","provenance":{"from":["N"],"mark":"S2"},
            "elements":[{"name":"Name","ja":"名","en":"name","type":"text","occurs":"0..1"}]}]}"#,
    );
    let layouts = layouts.unwrap();
    let layout = layouts.interface("X-1").unwrap().layout.as_ref().unwrap();
    let (path, name) = &layout.walk()[1];
    assert_eq!(path, "MessageHeader/Name");
    assert_eq!(name.provenance.from, ["N"]);

    let elsewhere = with_groups(
        r#"{"groups":[{"group":"who","purpose":"p","provenance":{"from":["N"],"mark":"I"},
            "elements":[{"include":"name","provenance":{"from":["K"],"mark":"I"}}]},
            {"group":"name","purpose":"p","provenance":{"from":["N"],"mark":"S2"},
            "elements":[{"name":"Name","ja":"名","en":"name","type":"text","occurs":"0..1"}]}]}"#,
    );
    let elsewhere = elsewhere.unwrap();
    let layout = elsewhere.interface("X-1").unwrap().layout.as_ref().unwrap();
    assert_eq!(layout.walk()[1].1.provenance.from, ["K"]);

    let round = with_groups(
        r#"{"groups":[{"group":"who","purpose":"p","provenance":{"from":["N"],"mark":"I"},
            "elements":[{"include":"who"}]}]}"#,
    );
    assert!(round.unwrap_err().contains("includes itself"));
}

#[test]
fn contents_can_only_be_told_by_what_is_there() {
    let with = |recognize: &str| {
        build(|files| {
            let (_, text) = &mut files.layouts[0];
            let recognize = format!("\"recognize\":{recognize},\"elements\":[\n");
            *text = text.replacen("\"elements\":[\n", &recognize, 1);
        })
    };
    assert!(with(r#"{"any":["MessageBody/Text"],"none":["MessageBody/Other"]}"#).is_ok());
    let missing = with(r#"{"any":["MessageBody/Other"]}"#).unwrap_err();
    assert!(
        missing.contains("MessageBody/Other, which is not there"),
        "{missing}"
    );
    let alone = with(r#"{"all":["MessageBody/Text"]}"#).unwrap_err();
    assert!(alone.contains("nothing in any"), "{alone}");
}
