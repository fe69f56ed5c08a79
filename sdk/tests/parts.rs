//! A message read by parts is the message read whole, or it is refused: over made-up
//! messages changed in thousands of ways.

use onshi::eligibility::judge_units;
use onshi::message::{
    BuildOptions, Encoding, NOT_A_MESSAGE, Part, Progress, READ_WHOLE, ReadOptions, UNDECODABLE,
    build, read, read_json, read_part,
};
use onshi::problem::{Code, Problem, Problems};
use onshi::time::Instant;
use onshi_layouts::{Fullness, Layouts};
use serde_json::{Map, Value, json};

/// Numbers that look random and are the same every time.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from(self.0 >> 33).unwrap() % bound.max(1)
    }

    fn draw(&mut self, bound: u32) -> u32 {
        u32::try_from(self.below(bound.try_into().unwrap())).unwrap()
    }
}

const BULK: [&str; 4] = ["OQS-IF-008", "OQS-IF-016", "OQS-IF-020", "OQS-IF-024"];
const OTHERS: [&str; 4] = ["OQS-IF-002", "OQS-IF-012", "YZK-IF-002", "OQS-IF-005"];

/// A message of an interface, of several units where it has them, in one encoding.
fn message(id: &str, encoding: Encoding, random: &mut Random) -> (String, Vec<u8>) {
    let layouts = Layouts::embedded();
    let mut sample = |fullness| {
        let drawn = layouts.sample(id, &mut |bound| random.draw(bound), fullness);
        drawn.unwrap()
    };
    let mut message = sample(Fullness::All);
    if BULK.contains(&id) {
        let units = "/XmlMsg/MessageBody/BulkConfirmUnit";
        let mut all = Vec::new();
        for fullness in [Fullness::Required, Fullness::Some, Fullness::All] {
            let more = sample(fullness);
            let more = more.pointer(units).and_then(Value::as_array);
            all.extend(more.into_iter().flatten().cloned());
        }
        *message.pointer_mut(units).unwrap() = all.into();
    }
    if let Some(stated) = message.pointer_mut("/XmlMsg/MessageHeader/CharacterCodeIdentifier") {
        *stated = encoding.code().into();
    }
    let options = BuildOptions {
        encoding,
        suffix: "1".to_owned(),
        ..BuildOptions::default()
    };
    let file = build(id, &message.to_string(), &options).unwrap();
    (file.name.to_string(), file.bytes)
}

/// The lines of the element that begins at one of these lines.
fn block(lines: &[String], start: usize) -> core::ops::Range<usize> {
    let level = |line: &String| line.len() - line.trim_start().len();
    let is_one_line = lines[start].contains("</");
    let end = lines[start + 1..].iter().position(|line| {
        level(line) <= level(&lines[start]) && line.trim_start().starts_with("</")
    });
    match end {
        Some(length) if !is_one_line => start..start + length + 2,
        _ => start..start + 1,
    }
}

/// One change of its elements.
fn change(lines: &mut Vec<String>, random: &mut Random) {
    let starts: Vec<_> = (2..lines.len().saturating_sub(1))
        .filter(|at| !lines[*at].trim_start().starts_with("</"))
        .collect();
    if starts.is_empty() {
        return;
    }
    let outer = starts
        .iter()
        .filter(|at| !lines[**at].starts_with("    "))
        .copied();
    let outer: Vec<_> = outer.collect();
    let at = starts[random.below(starts.len())];
    let place = 2 + random.below(lines.len() - 2);
    let second_header = "  <MessageHeader><SegmentOfResult>9</SegmentOfResult></MessageHeader>";
    let insert = |lines: &mut Vec<String>, line: &str| lines.insert(place, line.to_owned());
    match random.below(20) {
        0 => insert(lines, second_header),
        1 => insert(lines, "<MessageBody></MessageBody>"),
        2 => insert(lines, "text"),
        3 => insert(lines, "<![CDATA[ <X> ]]>"),
        4 => insert(lines, "<!-- > --><?tool > ?>"),
        5 => insert(lines, "<Extra a='>'>1<A/></Extra>"),
        6 => insert(
            lines,
            "<ErrorCode>OQS999</ErrorCode><ErrorMessage>x</ErrorMessage>",
        ),
        7 => insert(lines, "<QualificationValidity>1</QualificationValidity>"),
        8 => insert(lines, "<p:Extra xmlns:p='urn:p'/>"),
        9 => insert(lines, "<Name xmlns='urn:foreign'>1</Name>"),
        10 => lines[at] = lines[at].replacen('>', " xmlns:p='urn:p' p:a='1'>", 1),
        11 => lines[at] = lines[at].replacen('>', " xmlns='urn:foreign'>", 1),
        12 => insert(lines, "<p:Extra/>"),
        13 => drop(lines.drain(block(lines, at))),
        14 => {
            // What comes once comes twice, or the header after the body.
            let from = block(
                lines,
                if outer.is_empty() {
                    at
                } else {
                    outer[random.below(outer.len())]
                },
            );
            let moved: Vec<_> = match random.below(2) {
                0 => lines.drain(from).collect(),
                _ => lines[from].to_vec(),
            };
            let place = (2 + random.below(lines.len() - 2)).max(lines.len() - 1 - random.below(3));
            lines.splice(place..place, moved);
        }
        15 => drop(lines.remove(at)),
        16 => lines.truncate(place),
        17 => lines.push(["<X/>", "text", "<!-- -->", "&amp;"][random.below(4)].to_owned()),
        18 => lines[at] = lines[at].replacen("</", "&#x0;</", 1),
        _ => {
            let header = (0..lines.len()).find(|at| lines[*at].starts_with("  <MessageHeader>"));
            if let Some(header) = header {
                let range = block(lines, header);
                let moved: Vec<_> = lines.drain(range).collect();
                let end = lines.iter().position(|line| line.starts_with("</XmlMsg>"));
                let end = end.unwrap_or(lines.len());
                lines.splice(end..end, moved);
            }
        }
    }
}

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
    Ok(parts)
}

/// The contents of all parts as one.
fn together(parts: &[Part<'_>]) -> Value {
    let (mut whole, mut body) = (Map::new(), None);
    for part in parts {
        let content: Value = serde_json::from_str(&part.content).unwrap();
        for (name, value) in content["XmlMsg"].as_object().unwrap() {
            if name != "MessageBody" {
                whole.insert(name.clone(), value.clone());
                continue;
            }
            let body: &mut Map<String, Value> = body.get_or_insert_default();
            for (name, value) in value.as_object().unwrap() {
                let listed = |value: &Value| match value {
                    Value::Array(many) => many.clone(),
                    one => vec![one.clone()],
                };
                let all = match body.get(name) {
                    Some(known) => [listed(known), listed(value)].concat().into(),
                    None => value.clone(),
                };
                body.insert(name.clone(), all);
            }
        }
    }
    if let Some(body) = body {
        whole.insert("MessageBody".to_owned(), body.into());
    }
    json!({ "XmlMsg": whole })
}

/// Each note with its path and place.
fn noted<'n>(notes: impl Iterator<Item = &'n Problem>) -> Vec<String> {
    let mut noted: Vec<_> = notes
        .map(|note| {
            let path = note.place.path.as_deref().unwrap_or_default();
            // What is missing inside the root stands at no line where the root is passed.
            let is_missing = note.code.id() == "message.missing-element" && !path.contains('/');
            let line = note.place.line.filter(|_| !is_missing);
            let column = note.place.column.filter(|_| !is_missing);
            format!("{} {path} {line:?} {column:?}", note.code.id())
        })
        .collect();
    noted.sort();
    noted
}

/// What there is to judge: the parts with something in the body, or the last one alone.
fn with_body(parts: &[Part<'_>]) -> Vec<String> {
    let holds = |part: &&Part<'_>| {
        let content: Value = serde_json::from_str(&part.content).unwrap();
        let body = content["XmlMsg"]["MessageBody"].as_object();
        body.is_some_and(|body| !body.is_empty())
    };
    let all: Vec<_> = parts.iter().filter(holds).collect();
    let last = parts.last().filter(|_| all.is_empty());
    all.into_iter()
        .chain(last)
        .map(|part| part.content.clone())
        .collect()
}

/// What is judged of the file and of each unit, without the numbers of units in paths:
/// each part has its own.
fn judged(contents: &[String], interface: &str) -> Result<(Value, Vec<Value>), Code> {
    let at: Instant = Instant::parse("2026-11-21T10:00:00+09:00").unwrap();
    let options = ReadOptions {
        interface: Some(interface),
        ..ReadOptions::default()
    };
    let (mut file, mut units) = (Value::Null, Vec::new());
    for content in contents {
        let document = read_json(content, &options).unwrap();
        let judgement = judge_units(document.tree.root(), Some(interface), None, at)
            .map_err(|problems| problems[0].code)?;
        let mut judgement = serde_json::to_value(judgement).unwrap();
        let more = judgement["units"].take();
        units.extend(more.as_array().unwrap().iter().map(without_numbers));
        judgement["notes"].take();
        assert!(
            file.is_null() || file == judgement,
            "every part says the same of the file"
        );
        file = judgement;
    }
    Ok((file, units))
}

fn without_numbers(unit: &Value) -> Value {
    let text = unit.to_string();
    let mut pieces = text.split("BulkConfirmUnit[");
    let mut whole = pieces.next().unwrap().to_owned();
    for piece in pieces {
        let rest = piece.split_once(']').unwrap().1;
        whole.push_str("BulkConfirmUnit");
        whole.push_str(rest);
    }
    serde_json::from_str(&whole).unwrap()
}

#[derive(Default, Debug)]
struct Tally {
    same: u32,
    refused: u32,
    only_whole: u32,
    judged: u32,
}

fn compare(bytes: &[u8], size: usize, options: &ReadOptions<'_>, tally: &mut Tally, about: &str) {
    let whole = read(bytes, options);
    let by_parts = parts(bytes, size, options);
    match (whole, by_parts) {
        (Ok(whole), Ok(parts)) => {
            let expected: Value = serde_json::from_str(&whole.to_json()).unwrap();
            assert_eq!(together(&parts), expected, "{about}");
            let notes = parts.iter().flat_map(|part| &part.document.notes);
            assert_eq!(noted(notes), noted(whole.notes.iter()), "{about}");
            let last = parts.last().unwrap();
            assert_eq!(last.document.interface, whole.interface, "{about}");
            assert_eq!(last.document.recognized_by, whole.recognized_by, "{about}");
            let id = whole.interface.map_or("", |interface| interface.id());
            if BULK.contains(&id) {
                let ours = judged(&with_body(&parts), id);
                assert!(ours == judged(&[whole.to_json()], id), "{about}");
                tally.judged += 1;
            }
            tally.same += 1;
        }
        (Err(whole), Err(parts)) => {
            let (whole, parts) = (whole[0].code, parts[0].code);
            // Whoever reads by parts meets the first fault first.
            let is_known = [READ_WHOLE, NOT_A_MESSAGE].contains(&parts) || whole == UNDECODABLE;
            assert!(whole == parts || is_known, "{about} {whole:?} {parts:?}");
            tally.refused += 1;
        }
        (Ok(_), Err(parts)) => {
            assert_eq!(parts[0].code, READ_WHOLE, "{about}");
            tally.only_whole += 1;
        }
        (Err(whole), Ok(_)) => panic!("{about}: {whole:?} is read by parts"),
    }
}

#[test]
fn a_message_read_by_parts_is_the_message_read_whole() {
    let mut random = Random(19);
    let mut tally = Tally::default();
    for id in BULK.into_iter().chain(OTHERS) {
        for encoding in [Encoding::Utf8, Encoding::ShiftJis] {
            let (name, original) = message(id, encoding, &mut random);
            let named = ReadOptions {
                file_name: Some(&name),
                ..ReadOptions::default()
            };
            for round in 0..15 {
                let mut bytes = original.clone();
                // In single bytes: no character of Shift_JIS is broken by it.
                let mut lines: Vec<String> = latin(&bytes).lines().map(str::to_owned).collect();
                for _ in 0..round.min(1) + random.below(2) {
                    change(&mut lines, &mut random);
                }
                if round > 0 {
                    bytes = lines
                        .join("\n")
                        .chars()
                        .map(|c| u8::try_from(u32::from(c)).unwrap())
                        .collect();
                }
                if round % 7 == 6 {
                    let at = random.below(bytes.len());
                    bytes[at] = u8::try_from(random.below(256)).unwrap();
                }
                let options = match round % 4 {
                    3 => ReadOptions::default(),
                    _ => named,
                };
                let mut sizes = vec![500 + random.below(3_000), bytes.len().max(1)];
                if round % 8 == 1 {
                    sizes.push(40 + random.below(100));
                }
                for size in sizes {
                    let about = format!("{id} {encoding:?} {round} {size}");
                    compare(&bytes, size, &options, &mut tally, &about);
                }
            }
        }
    }
    println!("{tally:?}");
    assert!(tally.same > 100 && tally.refused > 40, "{tally:?}");
    assert!(tally.only_whole > 10 && tally.judged > 30, "{tally:?}");
}

fn latin(bytes: &[u8]) -> String {
    bytes.iter().copied().map(char::from).collect()
}
