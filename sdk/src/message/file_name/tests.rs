use super::*;
use crate::message::layout::interface;
use alloc::string::ToString;

const FACE_NAME: &str = "OQSsiquc01res_face_13112345670123456789abcdef0123_20260401093000.xml";

fn read(name: &str) -> FileName {
    let read = FileName::read(name).unwrap();
    assert_eq!(read.to_string(), name, "writes what it read");
    read
}

#[test]
fn tells_interface_and_direction() {
    for (name, id) in [
        ("OQSsiquc01req_202604010001.xml", "OQS-IF-001"),
        ("OQSsiquc01res_202604010001.xml", "OQS-IF-002"),
        ("OQSmuquc02res_x.zip", "OQS-IF-008"),
        ("OQSsihvq01req_1.xml", "OQS-IF-025"),
        ("YZKsiquc01res_1.pdf", "YZK-IF-002"),
        ("TKKsiquc01req_1.xml", "TKKsiquc01req"),
    ] {
        assert_eq!(read(name).interface().unwrap().id(), id, "{name}");
    }
    assert_eq!(read("EPSsixxx01req_1.xml").interface(), None);
    assert_eq!(read("OQSsiquc01req").suffix, "");
}

#[test]
fn ignores_folders() {
    let name = FileName::read("C:\\OQS\\res\\OQSsiquc01res_1.XML").unwrap();
    assert_eq!(name.to_string(), "OQSsiquc01res_1.XML");
    assert_eq!(
        FileName::read("/srv/OQS/OQSsiquc01res_1.xml")
            .unwrap()
            .suffix,
        "1"
    );
}

#[test]
fn refuses_other_names() {
    for name in [
        "",
        "a.xml",
        "req_1.xml",
        "siquc01req_1.xml",
        "OQS siquc01req_1.xml",
        "OQSsiquc01_1.xml",
        ".err",
    ] {
        assert_eq!(FileName::read(name), None, "{name}");
    }
}

#[test]
fn a_face_result_says_where_and_when() {
    let name = read(FACE_NAME);
    let face = name.as_face().unwrap();
    assert_eq!(face.institution.unwrap().digits(), "1311234567");
    assert_eq!(face.at, Instant::from_wire("20260401093000"));
    assert_eq!(name.interface().unwrap().id(), "OQS-IF-002");
    assert_eq!(read("OQSsiquc01res_202604010001.xml").as_face(), None);
    let other = read("OQSsiquc01res_face_記.xml").as_face().unwrap();
    assert_eq!(
        other,
        Face {
            institution: None,
            at: None
        }
    );
}

#[test]
fn makes_the_name_of_a_face_result() {
    let code = InstitutionCode::read("1311234567").unwrap();
    let at = Instant::from_wire("20260401093000").unwrap();
    let name = FileName::face(&code, "0123456789abcdef0123", at).unwrap();
    assert_eq!(name.to_string(), FACE_NAME);
    assert_eq!(FileName::face(&code, "0123", at).unwrap_err().code, SUFFIX);
}

#[test]
fn makes_exact_names() {
    let request = interface("OQS-IF-001").unwrap();
    let name = FileName::new(request, "202604010001").unwrap();
    assert_eq!(name.to_string(), "OQSsiquc01req_202604010001.xml");
    for suffix in ["", "../x", "a b", "a.b", "患者", &"1".repeat(65)] {
        assert_eq!(FileName::new(request, suffix).unwrap_err().code, SUFFIX);
    }
    let unknown = interface("OQS-IF-047").unwrap();
    assert_eq!(FileName::new(unknown, "1").unwrap_err().code, NO_FILE_NAME);
}

#[test]
fn finds_the_answer_to_a_request() {
    let request = read("OQSsiquc01req_202604010001.xml");
    let result = request.of_result().unwrap();
    assert_eq!(result.to_string(), "OQSsiquc01res_202604010001.xml");
    let refusal = request.of_refusal().unwrap();
    assert_eq!(refusal.to_string(), "OQSsiquc01req_202604010001.err");
    assert!(result.answers(&request) && refusal.answers(&request));
    assert!(read("OQSsiquc01res_202604010001.pdf").answers(&request));
    for other in [
        "OQSsiquc01req_202604010001.xml",
        "OQSsiquc01res_202604010002.xml",
        "OQSsiimm01res_202604010001.xml",
    ] {
        assert!(!read(other).answers(&request), "{other}");
    }
    assert_eq!(result.of_result(), None);
    assert!(!result.answers(&result));
}

#[test]
fn debug_leaves_the_suffix_out() {
    let shown = alloc::format!("{:?}", read("OQSsiimm01req_2026040112345.xml"));
    assert!(!shown.contains("12345"), "{shown}");
}
