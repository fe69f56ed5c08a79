//! XML as conforming parsers read it: over thousands of changed messages, what Onshi
//! takes expat (and libxml2, where the tests' Python has it) takes too, with the same
//! names and texts, and what they refuse Onshi refuses.

use base64ct::{Base64, Encoding as _};
use onshi::message::{Element, ReadOptions, read};
use serde_json::{Value, json};
use std::io::Write;
use std::process::{Command, Stdio};

const DOCUMENT: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n\
    <XmlMsg xmlns:p='urn:p'><MessageHeader a='1' p:a=\"&#x41;&lt;\"><SegmentOfResult>1</SegmentOfResult>\
    </MessageHeader>\r\n<!-- 注 --><MessageBody><ResultList><p:Name>見本</p:Name>\
    <Name xmlns=\"urn:x\">花子<Sex1 xmlns=''>2</Sex1></Name><?tool x?>\
    <Name>&#x898B;&amp;<![CDATA[<本>]]>\t&quot;</Name><Empty/></ResultList>\
    </MessageBody></XmlMsg>\n";

const PIECES: [&str; 64] = [
    "<",
    ">",
    "/",
    "</",
    "/>",
    "&",
    "&amp;",
    ";",
    "<A>",
    "</A>",
    "<A/>",
    "<!--",
    "-->",
    "--",
    "<![CDATA[",
    "]]>",
    "<?b c?>",
    "<?xml version='1.0'?>",
    "<?XML x?>",
    "<?a:b c?>",
    "<?b?>",
    "\"",
    "'",
    " ",
    "診",
    "\u{0}",
    "\u{1}",
    "\u{7F}",
    "\u{85}",
    "\u{2028}",
    "\u{FFFE}",
    "\u{FFFF}",
    "\u{FEFF}",
    "\r",
    "\r\n",
    "\n",
    "\t",
    "&#0;",
    "&#x1F;",
    "&#xD800;",
    "&#x110000;",
    "&#xFFFE;",
    "&#13;",
    "&#x0d;&#10;",
    "&nbsp;",
    "&#",
    "&lt",
    " a='1'",
    " a='1' a='2'",
    " xmlns='urn:y'",
    " xmlns=''",
    " xmlns:q='urn:p'",
    " xmlns:q='urn:p' p:a='1' q:a='2'",
    " xmlns:p=''",
    " xmlns:xml='urn:x'",
    " xmlns:xmlns='urn:x'",
    " q:a='1'",
    "<q:A/>",
    "<p:A></p:A>",
    ":",
    " xml:lang='ja'",
    "<!DOCTYPE X>",
    " version='2.0'",
    " standalone='maybe'",
];

const SWAPS: [(&str, &str); 14] = [
    ("1.0", "2.0"),
    ("1.0", "1.1"),
    ("1.0", ""),
    ("\"no\"", "\"maybe\""),
    ("\"no\"", "\"yes\""),
    ("UTF-8", "utf-8"),
    ("UTF-8", ""),
    ("UTF-8", "8"),
    ("encoding", "Encoding"),
    ("<?xml", " <?xml"),
    ("<?xml ", "<?xml"),
    ("urn:p", "http://www.w3.org/2000/xmlns/"),
    ("xmlns:p=", "xmlns:q="),
    ("urn:x", "http://www.w3.org/XML/1998/namespace"),
];

/// Not UTF-8: overlong, surrogates, beyond Unicode, cut off.
const BYTES: [&[u8]; 8] = [
    b"\xC0\xBC",
    b"\xE0\x80\xBC",
    b"\xED\xA0\x80",
    b"\xF4\x90\x80\x80",
    b"\xF8\x88\x80\x80\x80",
    b"\xE8\xA8",
    b"\x80",
    b"\xFF",
];

fn changed(random: &mut fastrand::Rng) -> Vec<u8> {
    let mut text = DOCUMENT.to_owned();
    if random.u8(..4) == 0 {
        let (from, to) = SWAPS[random.usize(..SWAPS.len())];
        text = text.replacen(from, to, 1);
    }
    let mut bytes = text.into_bytes();
    for _ in 0..random.u8(..3) {
        let at = random.usize(..bytes.len());
        match random.u8(..8) {
            0 => bytes[at] = random.u8(..),
            1 => drop(bytes.remove(at)),
            2 => drop(bytes.splice(at..at, BYTES[random.usize(..BYTES.len())].iter().copied())),
            3 => {
                let end = (at + random.usize(..40)).min(bytes.len());
                let to = random.usize(..bytes.len());
                let moved = bytes[at..end].to_vec();
                bytes.splice(to..to, moved);
            }
            // Where a start tag may have attributes, or anywhere.
            4 => {
                let ends: Vec<_> = (0..bytes.len()).filter(|at| bytes[*at] == b'>').collect();
                let at = ends[random.usize(..ends.len())];
                let piece = PIECES[random.usize(..PIECES.len())];
                bytes.splice(at..at, piece.bytes());
            }
            _ => {
                let piece = PIECES[random.usize(..PIECES.len())];
                bytes.splice(at..at, piece.bytes());
            }
        }
        if bytes.is_empty() {
            break;
        }
    }
    bytes
}

/// Without prefixes and names of namespaces, which not every parser tells.
fn tree(element: Element<'_>) -> Value {
    let name = element.name();
    let foreign = name.rsplit_once('}').or_else(|| name.split_once(':'));
    let name = foreign.map_or(name.to_owned(), |(_, local)| format!("~{local}"));
    let inside: Value = match element.as_text() {
        Some(text) => text.into(),
        None => element.children().map(tree).collect(),
    };
    json!([name, inside])
}

#[test]
fn what_is_read_conforming_parsers_read_the_same() {
    let Some(python) = onshi_tests::interpreter("ONSHI_PYTHON") else {
        return;
    };
    let mut child = Command::new(python)
        .arg(onshi_tests::folder().join("../tests/peers/conforming.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the interpreter runs");
    let mut random = fastrand::Rng::with_seed(19);
    let mut lines = String::new();
    let (mut read_ones, mut refused) = (0, 0);
    for _ in 0..12_000 {
        let bytes = changed(&mut random);
        let line = match read(&bytes, &ReadOptions::default()) {
            Ok(document) => {
                read_ones += 1;
                json!({ "bytes": Base64::encode_string(&bytes), "tree": tree(document.tree.root()) })
            }
            Err(problems) => {
                refused += 1;
                let code = problems[0].code.id();
                json!({ "bytes": Base64::encode_string(&bytes), "tree": null, "code": code })
            }
        };
        lines.push_str(&line.to_string());
        lines.push('\n');
    }
    assert!(
        read_ones > 2_000 && refused > 2_000,
        "{read_ones} {refused}"
    );
    let mut input = child.stdin.take().expect("its input");
    let writer = std::thread::spawn(move || input.write_all(lines.as_bytes()));
    let output = child.wait_with_output().expect("it ends");
    writer.join().expect("no panic").expect("all is written");
    let complaint = String::from_utf8_lossy(&output.stderr);
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{complaint}");
    assert!(said.contains("expat: both: "), "{said}");
    println!("{said}");
}
