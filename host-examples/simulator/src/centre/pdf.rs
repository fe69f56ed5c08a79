//! The same information as a document to print: one page, in a font that every PDF
//! reader has for Japanese (Adobe-Japan1, not embedded).

use crate::calendar;
use crate::person::Person;
use crate::population::record::{Checkup, Dispensing};
use encoding_rs::SHIFT_JIS;
use pdf_writer::types::{CidFontType, SystemInfo};
use pdf_writer::{Content, Finish, Name, Pdf, Rect, Ref, Str};

const A4: (f32, f32) = (595.0, 842.0);
const FONT: Name<'_> = Name(b"F1");

pub(super) fn drugs(person: &Person, records: &[Dispensing], with_treatments: bool) -> Vec<u8> {
    let mut lines = heading("薬剤情報", person);
    for record in records {
        let date = calendar::wire_date(record.dispensed);
        lines.push(format!(
            "{date}　{}　{}",
            record.pharmacy.1, record.prescriber.1
        ));
        lines.extend(record.drugs.iter().map(|drug| {
            format!(
                "　{}　{}{}　{}",
                drug.name, drug.quantity, drug.unit, drug.usage
            )
        }));
        if with_treatments {
            lines.extend(
                record
                    .treatments
                    .iter()
                    .map(|(name, _)| format!("　診療：{name}")),
            );
        }
    }
    document(&lines)
}

pub(super) fn checkups(person: &Person, checkups: &[Checkup]) -> Vec<u8> {
    let mut lines = heading("特定健診情報", person);
    for checkup in checkups {
        lines.push(calendar::wire_date(checkup.on));
        let items = checkup.items.iter();
        lines.extend(items.map(|item| format!("　{}　{} {}", item.name, item.value, item.unit)));
    }
    document(&lines)
}

fn heading(title: &str, person: &Person) -> Vec<String> {
    let birthdate = person.wire_birthdate();
    vec![
        format!("{title}（シミュレーターによる架空の情報）"),
        format!("{}　{birthdate}生", person.name),
        String::new(),
    ]
}

fn document(lines: &[String]) -> Vec<u8> {
    let [catalog, pages, page, content, font, cid, descriptor] =
        [1, 2, 3, 4, 5, 6, 7].map(Ref::new);
    let mut pdf = Pdf::new();
    pdf.catalog(catalog).pages(pages);
    pdf.pages(pages).kids([page]).count(1);
    let mut first = pdf.page(page);
    first
        .parent(pages)
        .media_box(Rect::new(0.0, 0.0, A4.0, A4.1))
        .contents(content);
    first.resources().fonts().pair(FONT, font);
    first.finish();
    pdf.stream(content, &text(lines));
    let name = Name(b"HeiseiKakuGo-W5");
    pdf.type0_font(font)
        .base_font(name)
        .encoding_predefined(Name(b"90ms-RKSJ-H"))
        .descendant_font(cid);
    let adobe_japan = SystemInfo {
        registry: Str(b"Adobe"),
        ordering: Str(b"Japan1"),
        supplement: 2,
    };
    pdf.cid_font(cid)
        .subtype(CidFontType::Type0)
        .base_font(name)
        .system_info(adobe_japan)
        .font_descriptor(descriptor);
    pdf.font_descriptor(descriptor)
        .name(name)
        .flags(pdf_writer::types::FontFlags::NON_SYMBOLIC)
        .bbox(Rect::new(-92.0, -250.0, 1010.0, 922.0))
        .italic_angle(0.0)
        .ascent(752.0)
        .descent(-221.0)
        .cap_height(737.0)
        .stem_v(114.0);
    pdf.finish()
}

fn text(lines: &[String]) -> Vec<u8> {
    let mut content = Content::new();
    content.begin_text();
    content.set_font(FONT, 11.0);
    content.set_leading(15.0);
    content.next_line(40.0, 790.0);
    for line in lines.iter().take(50) {
        content.show(Str(&SHIFT_JIS.encode(line).0));
        content.next_line_using_leading();
    }
    content.end_text();
    content.finish().to_vec()
}
