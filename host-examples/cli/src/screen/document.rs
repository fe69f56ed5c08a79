//! What a message says, element by element.

use onshi_host::message::{Document, FileName, Line};

pub(crate) fn document(document: &Document, lines: &[Line]) {
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
        match (&line.value, &line.reading_ja) {
            (None, _) => println!("{indent}{}", line.label_ja),
            (Some(value), None) => println!("{indent}{}: {value}", line.label_ja),
            (Some(value), Some(reading)) => {
                println!("{indent}{}: {value} {reading}", line.label_ja);
            }
        }
    }
}

/// A file of the system that is no XML, such as a result as PDF.
pub(crate) fn other_file(name: &FileName) {
    let id = name.interface_id.as_deref().unwrap_or("―");
    let extension = name.extension.to_uppercase();
    println!(
        "{extension}ファイル ({id} {}{})",
        name.prefix,
        match name.direction.as_str() {
            "request" => "req",
            _ => "res",
        }
    );
    println!(
        "  内容はそのままご利用ください。対応する要求は、ファイル名の識別部 {} で分かります。",
        name.suffix
    );
}
