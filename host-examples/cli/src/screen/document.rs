//! What a message says, element by element.

use super::heading;
use onshi_host::Problem;
use onshi_host::message::{Document, FileName, Line};
use serde_json::Value;

/// A message in words. Those of a layout of the caller's own are in `own`.
pub(crate) fn document(document: &Document, lines: &[Line], own: Option<&Value>) {
    let origin = match &document.file {
        Some(file) if file.face.is_some() => "、顔認証付きカードリーダー",
        _ => "",
    };
    let name = document
        .interface_name_ja
        .as_deref()
        .unwrap_or("種類の分からない電文");
    let id = document.interface_id.as_deref().unwrap_or("―");
    println!("{name} ({id}、{}{origin})", document.encoding);
    for line in lines {
        let indent = "  ".repeat(1 + line.depth as usize);
        let label = own.and_then(|own| own_label(own, &line.path));
        let label = label.unwrap_or(&line.label_ja);
        match (&line.value, &line.reading_ja) {
            (None, _) => println!("{indent}{label}"),
            (Some(value), None) => println!("{indent}{label}: {value}"),
            (Some(value), Some(reading)) => println!("{indent}{label}: {value} {reading}"),
        }
    }
}

/// What a layout file calls the element at a path.
fn own_label<'l>(layout: &'l Value, path: &str) -> Option<&'l str> {
    let mut at = layout;
    for step in path.split('/') {
        let name = step.split('[').next()?;
        let mut inside = at["elements"].as_array()?.iter();
        at = inside.find(|element| element["name"] == name)?;
    }
    at["ja"].as_str()
}

/// A file of the system that is no XML, such as a result as PDF.
pub(crate) fn other_file(name: &FileName) {
    let extension = name.extension.to_uppercase();
    println!("{extension}ファイル ({})", kind(name));
    if name.extension.eq_ignore_ascii_case("zip") {
        println!("  展開(暗号化されている場合は解除)してから、中の電文をお読みください。");
    } else {
        println!("  内容はそのままご利用ください。");
    }
    println!(
        "  対応する要求は、ファイル名の識別部 {} で分かります。",
        name.suffix
    );
}

/// A request that came back.
pub(crate) fn refusal(name: &FileName) {
    println!("受け付けられなかった要求 ({})", kind(name));
    println!(
        "  ファイル名の識別部 {} の要求です。内容を直し、別の識別部で送り直してください。",
        name.suffix
    );
}

/// A refused request whose file holds something else.
pub(crate) fn unreadable(problems: &[Problem]) {
    println!("  中身は電文として読めません。.errファイルの形式は公開されていません。");
    heading("読めなかった理由");
    for problem in problems {
        println!("  ・{} [{}]", super::sentence(problem), problem.code);
    }
}

fn kind(name: &FileName) -> String {
    let id = name.interface_id.as_deref().unwrap_or("―");
    let direction = match name.direction.as_str() {
        "request" => "req",
        _ => "res",
    };
    format!("{id} {}{direction}", name.prefix)
}
