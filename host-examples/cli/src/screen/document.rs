//! What a message says, element by element.

use onshi_host::message::{Document, Line};

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
