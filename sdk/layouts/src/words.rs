//! What the model's terms are in words, in both languages.

use crate::model::{Direction, Element, Kind, Layouts, Mark, Occurs, Provenance};

/// The languages documents are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// 日本語.
    Japanese,
    /// English.
    English,
}

impl Language {
    /// The one of two texts that is in this language.
    #[must_use]
    pub const fn pick<'a>(self, ja: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Japanese => ja,
            Self::English => en,
        }
    }

    /// Its code: `ja` or `en`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.pick("ja", "en")
    }
}

impl Mark {
    /// How surely, in words.
    #[must_use]
    pub const fn in_words(self, language: Language) -> &'static str {
        let (ja, en) = match self {
            Self::S => ("1つの資料", "one source"),
            Self::S2 => ("独立した複数の資料", "two or more independent sources"),
            Self::I => ("資料からの推測", "inferred"),
            Self::M => ("記憶による（資料なし）", "from memory, no source"),
            Self::Doubtful => (
                "要確認（資料が食い違う、または位置や値が確かでない）",
                "doubtful: sources disagree, or place or value are not certain",
            ),
        };
        language.pick(ja, en)
    }
}

impl Provenance {
    /// Sources and how surely, in one line.
    #[must_use]
    pub fn in_words(&self, language: Language) -> String {
        let mark = self.mark.in_words(language);
        if self.from.is_empty() {
            return mark.to_owned();
        }
        let from = self.from.join(", ").replace('|', "/");
        match language {
            Language::Japanese => format!("{from}（{mark}）"),
            Language::English => format!("{from} ({mark})"),
        }
    }
}

impl Direction {
    /// Request or result.
    #[must_use]
    pub const fn in_words(self, language: Language) -> &'static str {
        match self {
            Self::Request => language.pick("要求", "request"),
            Self::Result => language.pick("結果", "result"),
        }
    }
}

impl Occurs {
    /// How often, in words.
    #[must_use]
    pub const fn in_words(self, language: Language) -> &'static str {
        match self {
            Self::One => language.pick("必須", "required"),
            Self::Optional => language.pick("任意", "optional"),
            Self::Many => language.pick("任意・繰り返し", "any number of times"),
        }
    }
}

/// What an element holds, in words.
pub(crate) fn kind(layouts: &Layouts, kind: &Kind, language: Language) -> String {
    let (ja, en) = match kind {
        Kind::Group => ("要素のまとまり", "elements"),
        Kind::List => ("繰り返し要素の入れ物", "a list of elements"),
        Kind::Text => ("文字列", "text"),
        Kind::Date => ("日付 YYYYMMDD", "date, YYYYMMDD"),
        Kind::Month => ("年月 YYYYMM", "month, YYYYMM"),
        Kind::DateTime => (
            "日時 YYYYMMDDHHmmss（日本時間）",
            "time in Japan, YYYYMMDDHHmmss",
        ),
        Kind::Code(table) => {
            let title = layouts.table(table).map(crate::Table::title);
            let title = title.unwrap_or_default();
            return match language {
                Language::Japanese => format!("コード {title}"),
                Language::English => format!("code of {title}"),
            };
        }
        Kind::InsurerNumber => (
            "保険者番号 8文字（6桁の番号は左に空白2つ）",
            "insurer number, 8 characters (six digits after two spaces)",
        ),
        Kind::InstitutionCode => ("医療機関コード 数字10桁", "institution code, 10 digits"),
        Kind::BranchNumber => ("枝番 数字2桁", "branch number, 2 digits"),
        Kind::Integer => ("整数", "whole number"),
        Kind::Percent => (
            "百分率 数字3桁（030は30%）",
            "percent, 3 digits (030 is 30%)",
        ),
    };
    language.pick(ja, en).to_owned()
}

/// How long an element's text may be, where a source says so.
pub(crate) fn length(element: &Element, language: Language) -> Option<String> {
    let length = element.length.as_ref()?;
    let from = length.from.join(", ");
    let mark = length.mark.in_words(language);
    Some(match language {
        Language::Japanese => format!("{}文字以内（{from}：{mark}）", length.max),
        Language::English => format!("at most {} characters ({from}: {mark})", length.max),
    })
}
