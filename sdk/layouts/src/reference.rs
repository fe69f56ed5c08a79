//! The reference: every message, element and code with its source, in Markdown.

use crate::explain::given;
use crate::model::{Element, Interface, Layouts, Note, Table};
use crate::words::{self, Language};

impl Layouts {
    /// The whole reference in one language.
    #[must_use]
    pub fn reference(&self, language: Language) -> String {
        let mut text = head(language).to_owned();
        text.push_str(language.pick(
            "## 出典\n\nいずれも公開された資料です。\n\n| 記号 | 資料 |\n|---|---|\n",
            "## Sources\n\nAll are public.\n\n| key | source |\n|---|---|\n",
        ));
        for source in &self.sources {
            let about = language.pick(&source.ja, &source.en);
            text.push_str(&row(&[source.key.clone(), about.to_owned()]));
        }
        text.push_str(language.pick("\n## インターフェース一覧\n\n", "\n## Interfaces\n\n"));
        text.push_str(language.pick(
            "| 番号 | 名称 | 方向 | ファイル名 | レイアウト | 出典と確かさ | 備考 |\n|---|---|---|---|---|---|---|\n",
            "| number | name | direction | files | layout | source and how sure | notes |\n|---|---|---|---|---|---|---|\n",
        ));
        for interface in &self.interfaces {
            text.push_str(&line(interface, language));
        }
        for interface in &self.interfaces {
            self.message(interface, language, &mut text);
        }
        text.push_str(language.pick("\n## コード表\n", "\n## Code tables\n"));
        for table in &self.tables {
            code_table(table, language, &mut text);
        }
        text
    }

    fn message(&self, interface: &Interface, language: Language, text: &mut String) {
        let Some(layout) = &interface.layout else {
            return;
        };
        let name = language.pick(&interface.ja, &interface.en);
        text.push_str(&format!("\n## {} {name}\n\n", interface.id));
        if let Some(alias) = &interface.alias {
            text.push_str(&format!(
                "{}`{alias}`  \n",
                language.pick("別名：", "Also: ")
            ));
        }
        let source = layout.provenance.in_words(language);
        text.push_str(&format!(
            "{}{source}\n",
            language.pick("出典：", "Source: ")
        ));
        if let Some(note) = &layout.note {
            text.push_str(&format!("\n{}\n", language.pick(&note.ja, &note.en)));
        }
        text.push_str(language.pick(
            "\n| 要素 | 名称 | 型 | 出現 | 出典と確かさ | 備考 |\n|---|---|---|---|---|---|\n",
            "\n| element | name | type | occurs | source and how sure | notes |\n|---|---|---|---|---|---|\n",
        ));
        for (path, element) in layout.walk() {
            text.push_str(&self.row(&path, element, language));
        }
    }

    fn row(&self, path: &str, element: &Element, language: Language) -> String {
        let depth = path.matches('/').count();
        let indent = "　".repeat(depth);
        let name = match (language, element.own_label) {
            (Language::Japanese, true) => format!("{}＊", element.ja),
            _ => language.pick(&element.ja, &element.en).to_owned(),
        };
        let mut kind = words::kind(self, &element.kind, language);
        if let Some(length) = words::length(element, language) {
            kind.push_str(language.pick("、", "; "));
            kind.push_str(&length);
        }
        let since = element.since.as_deref().map(|since| match language {
            Language::Japanese => format!("{since}版の資料にあり。"),
            Language::English => format!("In a source of version {since}. "),
        });
        let cells = [
            format!("{indent}`{}`", element.name),
            name,
            kind,
            element.occurs.in_words(language).to_owned(),
            element.provenance.in_words(language),
            since.unwrap_or_default() + note(element.note.as_ref(), language),
        ];
        row(&cells)
    }
}

fn head(language: Language) -> &'static str {
    language.pick(
        "# 電文リファレンス\n\n\
        オンライン資格確認等システムの電文の要素とコードです。公式の仕様書によるものではなく、公開された資料から分かることを、\
        資料ごとの確かさとともに示します。分からないことは書いていません。\
        ＊の付いた和名は仕様書の名称でなく、このSDKによるものです。\n\n",
        "# Message reference\n\n\
        The elements and codes of the messages of オンライン資格確認等システム. They come from public sources, not from the \
        official specification, each with how sure it is; what is not known is not here.\n\n",
    )
}

fn line(interface: &Interface, language: Language) -> String {
    let unknown = language.pick("不明", "not known");
    let direction = interface.direction.map(|it| it.in_words(language));
    let prefix = interface.prefix.as_ref().map(|it| format!("`{it}`"));
    row(&[
        interface.id.clone(),
        language.pick(&interface.ja, &interface.en).to_owned(),
        direction.unwrap_or(unknown).to_owned(),
        prefix.unwrap_or_else(|| unknown.to_owned()),
        match &interface.layout {
            Some(_) => language.pick("あり", "below"),
            None => language.pick("非公開", "not public"),
        }
        .to_owned(),
        interface.provenance.in_words(language),
        note(interface.note.as_ref(), language).to_owned(),
    ])
}

fn code_table(table: &Table, language: Language, text: &mut String) {
    let name = language.pick(&table.ja, &table.en);
    text.push_str(&format!("\n### {} {name}\n\n", table.title()));
    let source = table.provenance.in_words(language);
    text.push_str(&format!(
        "{}{source}\n",
        language.pick("出典：", "Source: ")
    ));
    if let Some(note) = &table.note {
        text.push_str(&format!("\n{}\n", language.pick(&note.ja, &note.en)));
    }
    text.push_str(language.pick(
        "\n| コード | 意味 | 備考 |\n|---|---|---|\n",
        "\n| code | meaning | notes |\n|---|---|---|\n",
    ));
    for code in &table.codes {
        let mut notes = vec![note(code.note.as_ref(), language).to_owned()];
        for variant in &code.variants {
            let from = variant.from.join(", ");
            let meaning = language.pick(&variant.ja, &variant.en);
            let about = note(variant.note.as_ref(), language);
            notes.push(format!("{from}: {meaning}. {about}"));
        }
        text.push_str(&row(&[
            format!("`{}`", code.code),
            language.pick(&code.ja, &code.en).to_owned() + &given(code, language),
            notes.join(" ").trim().to_owned(),
        ]));
    }
}

fn note(note: Option<&Note>, language: Language) -> &str {
    note.map_or("", |note| language.pick(&note.ja, &note.en))
}

fn row(cells: &[String]) -> String {
    let cells = cells.iter().map(|cell| cell.replace('|', "\\|"));
    format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "))
}
