use super::*;
use crate::message::test_data::face_result;
use crate::message::test_layout::visits;
use crate::message::{Interface, NOT_WELL_FORMED, UNDECODABLE, read};
use alloc::format;
use encoding_rs::SHIFT_JIS;
use serde_json::{Map, Value};

/// Visits, some with something to note.
fn message(count: usize) -> String {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n<!-- > -->\n<XmlMsg>\n\
         <MessageHeader><MedicalInstitutionCode>1311111111</MedicalInstitutionCode>\
         </MessageHeader>\n<MessageBody>\n",
    );
    for visit in 0..count {
        let kind = visit % 4;
        text.push_str(&format!(
            "  <Visit><VisitNote>診{visit}&lt;</VisitNote><![CDATA[]]>\n\
             <VisitKind>{kind}</VisitKind></Visit>\n"
        ));
        if visit == 5 {
            text.push_str("  <Extra a='>'>表&amp;示</Extra>\n");
        }
    }
    text.push_str("</MessageBody></XmlMsg>\n<!-- end -->\n");
    text
}

fn options(layouts: &[Interface]) -> ReadOptions<'_> {
    ReadOptions {
        file_name: Some("OQSsihvq01req_1.xml"),
        layouts,
        ..ReadOptions::default()
    }
}

/// Reads piece by piece, with the progress as text in between.
fn parts<'l>(
    bytes: &[u8],
    size: usize,
    options: &ReadOptions<'l>,
) -> Result<Vec<Part<'l>>, Problems> {
    let mut progress = String::new();
    let mut parts = Vec::new();
    for piece in bytes.chunks(size).chain([&[][..]]) {
        let part = read_part(Progress::from_text(&progress)?, piece, options)?;
        progress = part
            .progress
            .as_ref()
            .map_or(String::new(), Progress::to_text);
        parts.push(part);
    }
    assert_eq!(progress, "", "the last one ends it");
    Ok(parts)
}

/// The contents of all parts as one.
fn together(parts: &[Part<'_>]) -> Value {
    let mut whole = Map::new();
    let mut body: Option<Map<String, Value>> = None;
    for part in parts {
        let content: Value = serde_json::from_str(&part.content).unwrap();
        let message = content["XmlMsg"].as_object().unwrap();
        if let Some(header) = message.get("MessageHeader") {
            whole.insert("MessageHeader".into(), header.clone());
        }
        let Some(inside) = message.get("MessageBody") else {
            continue;
        };
        let body = body.get_or_insert_default();
        for (name, value) in inside.as_object().unwrap() {
            let Some(known) = body.get_mut(name) else {
                body.insert(name.clone(), value.clone());
                continue;
            };
            // Without a layout what is alone in its part stands alone.
            let listed = |value: &Value| match value {
                Value::Array(many) => many.clone(),
                one => [one.clone()].into(),
            };
            *known = [listed(known), listed(value)].concat().into();
        }
    }
    if let Some(body) = body {
        whole.insert("MessageBody".into(), body.into());
    }
    serde_json::json!({ "XmlMsg": whole })
}

fn noted(notes: &[Problem]) -> Vec<(&'static str, String)> {
    let path = |note: &Problem| note.place.path.clone().unwrap_or_default();
    let mut noted: Vec<_> = notes
        .iter()
        .map(|note| (note.code.id(), path(note)))
        .collect();
    noted.sort();
    noted
}

fn same_as_whole(bytes: &[u8], options: &ReadOptions<'_>) {
    let whole = read(bytes, options).unwrap();
    let expected: Value = serde_json::from_str(&whole.to_json()).unwrap();
    for size in [1, 2, 3, 7, 100, 999, 4096, bytes.len()] {
        let parts = parts(bytes, size, options).unwrap();
        assert_eq!(together(&parts), expected, "{size}");
        let notes: Vec<_> = parts
            .iter()
            .flat_map(|part| part.document.notes.clone())
            .collect();
        assert_eq!(noted(&notes), noted(&whole.notes), "{size}");
        let lines = |notes: &[Problem]| {
            let placed = notes.iter().filter(|note| note.code != MISSING_ELEMENT);
            placed
                .map(|note| (note.place.line, note.place.column))
                .collect::<Vec<_>>()
        };
        assert_eq!(lines(&notes), lines(&whole.notes), "{size}");
        let last = parts.last().unwrap();
        assert_eq!(last.document.interface, whole.interface);
        assert_eq!(last.document.recognized_by, whole.recognized_by);
        assert_eq!(last.document.encoding, whole.encoding);
    }
}

#[test]
fn however_it_is_cut_the_message_is_the_same() {
    let layouts = [visits()];
    let text = message(20);
    same_as_whole(text.as_bytes(), &options(&layouts));
    same_as_whole(format!("\u{FEFF}{text}").as_bytes(), &options(&layouts));
    same_as_whole(text.as_bytes(), &ReadOptions::default());
    same_as_whole(face_result().as_bytes(), &ReadOptions::default());
    let text = text.replace("UTF-8", "Shift_JIS");
    let (bytes, _, replaced) = SHIFT_JIS.encode(&text);
    assert!(!replaced);
    same_as_whole(&bytes, &options(&layouts));
}

#[test]
fn every_part_has_the_header_and_is_a_message() {
    let layouts = [visits()];
    let text = message(50);
    let parts = parts(text.as_bytes(), 400, &options(&layouts)).unwrap();
    let full: Vec<_> = parts
        .iter()
        .filter(|part| part.content.contains("Visit"))
        .collect();
    assert!(full.len() > 5);
    for part in full {
        assert!(
            part.content
                .contains(r#""MedicalInstitutionCode":"1311111111""#)
        );
    }
}

#[test]
fn what_is_held_back_is_less_than_two_elements() {
    let layouts = [visits()];
    let text = message(2_000);
    let mut progress = Progress::default();
    for piece in text.as_bytes().chunks(10_000) {
        let part = read_part(progress, piece, &options(&layouts)).unwrap();
        progress = part.progress.unwrap();
        assert!(
            progress.to_text().len() < 1_000,
            "{}",
            progress.to_text().len()
        );
    }
}

#[test]
fn one_element_cannot_fill_the_memory() {
    let layouts = [visits()];
    let mut options = options(&layouts);
    options.limits.part = 1_000;
    let long = message(3).replace("診1", &"診".repeat(2_000));
    let problems = parts(long.as_bytes(), 100, &options).unwrap_err();
    assert_eq!(problems[0].code, TOO_LARGE);
    assert!(parts(message(300).as_bytes(), 100, &options).is_ok());
}

#[test]
fn a_file_that_breaks_off_is_told_at_its_end() {
    let layouts = [visits()];
    let text = message(5);
    for end in [0, 30, 200, 400, text.len() - 30] {
        let end = (end..).find(|end| text.is_char_boundary(*end)).unwrap();
        let whole = read(&text.as_bytes()[..end], &options(&layouts)).unwrap_err();
        let problems = parts(&text.as_bytes()[..end], 50, &options(&layouts)).unwrap_err();
        assert_eq!(problems, whole, "{end}");
        assert_eq!(problems[0].code, NOT_WELL_FORMED);
    }
}

#[test]
fn faults_stand_where_they_do_in_the_file() {
    let layouts = [visits()];
    let text = message(9);
    for (from, to) in [
        ("</Visit>\n  <Extra", "</Visit>\n  <Extra b&"),
        ("診8", "&8"),
    ] {
        let broken = text.replacen(from, to, 1);
        let whole = read(broken.as_bytes(), &options(&layouts)).unwrap_err();
        let problems = parts(broken.as_bytes(), 64, &options(&layouts)).unwrap_err();
        assert_eq!(problems, whole, "{to}");
    }
    let mut bytes = text.into_bytes();
    let place = bytes.len() - 60;
    bytes[place] = 0xFF;
    let whole = read(&bytes, &options(&layouts)).unwrap_err();
    let problems = parts(&bytes, 64, &options(&layouts)).unwrap_err();
    assert_eq!(whole[0].code, UNDECODABLE);
    assert_eq!(problems, whole);
}

#[test]
fn a_progress_of_ones_own_is_refused_or_harmless() {
    for text in ["{}", "x", "{\"within\":\"nowhere\"}", "null", "[]"] {
        assert_eq!(
            Progress::from_text(text).unwrap_err().code,
            NO_PROGRESS,
            "{text}"
        );
    }
    let layouts = [visits()];
    let part = read_part(
        Progress::default(),
        message(9).as_bytes(),
        &options(&layouts),
    )
    .unwrap();
    let text = part.progress.unwrap().to_text();
    assert_eq!(Progress::from_text(&text).unwrap().to_text(), text);
    for broken in ["x", "\"}", "[]", "{},\"Extra\":1"] {
        // It would stand in the content as it is.
        let changed = text.replace(
            "\"header\":\"{",
            &format!("\"header\":\"{}", broken.replace('"', "\\\"")),
        );
        assert_ne!(changed, text);
        assert_eq!(
            Progress::from_text(&changed).unwrap_err().code,
            NO_PROGRESS,
            "{broken}"
        );
    }
    for (from, to) in [
        ("in-body", "before"),
        ("in-body", "in-root"),
        ("after", "in-body"),
        ("OQS-IF-025", "OQS-IF-999"),
        ("utf-8", "shift-jis"),
        ("\"line\":", "\"line\":42949"),
    ] {
        let changed = text.replace(from, to);
        if let Ok(progress) = Progress::from_text(&changed) {
            let _ = read_part(
                progress.clone(),
                b"<Visit/></MessageBody>",
                &options(&layouts),
            );
            let _ = read_part(progress, b"", &options(&layouts));
        }
    }
}

#[test]
fn debug_shows_no_contents() {
    let layouts = [visits()];
    let part = read_part(
        Progress::default(),
        message(2).as_bytes(),
        &options(&layouts),
    )
    .unwrap();
    let shown = format!("{:?}{:?}", part.document, part.progress);
    assert!(
        !shown.contains("診0") && !shown.contains("1311111111"),
        "{shown}"
    );
}
