//! What a message says, element by element.

use onshi_host::message::{Document, Line};

pub fn document(document: &Document, lines: &[Line]) {
    let origin = match &document.file {
        Some(file) if file.face => "、顔認証付きカードリーダー",
        _ => "",
    };
    println!("{} ({}{origin})", document.interface_id, document.encoding);
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
