//! 都道府県番号.

/// A prefecture by its number, 01 to 47 (JIS X 0401).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Prefecture {
    index: usize,
}

impl Prefecture {
    /// From its two digits.
    #[must_use]
    pub fn read(digits: &str) -> Option<Self> {
        if !super::check_digit::is_digits(digits, 2) {
            return None;
        }
        let index = digits.parse::<usize>().ok()?.checked_sub(1)?;
        NAMES.get(index).map(|_| Self { index })
    }

    /// Its name in Japanese, such as `東京都`.
    #[must_use]
    pub fn ja(self) -> &'static str {
        NAMES.get(self.index).map_or("", |(ja, _)| ja)
    }

    /// Its name in English, such as `Tokyo`.
    #[must_use]
    pub fn en(self) -> &'static str {
        NAMES.get(self.index).map_or("", |(_, en)| en)
    }
}

static NAMES: [(&str, &str); 47] = [
    ("北海道", "Hokkaido"),
    ("青森県", "Aomori"),
    ("岩手県", "Iwate"),
    ("宮城県", "Miyagi"),
    ("秋田県", "Akita"),
    ("山形県", "Yamagata"),
    ("福島県", "Fukushima"),
    ("茨城県", "Ibaraki"),
    ("栃木県", "Tochigi"),
    ("群馬県", "Gunma"),
    ("埼玉県", "Saitama"),
    ("千葉県", "Chiba"),
    ("東京都", "Tokyo"),
    ("神奈川県", "Kanagawa"),
    ("新潟県", "Niigata"),
    ("富山県", "Toyama"),
    ("石川県", "Ishikawa"),
    ("福井県", "Fukui"),
    ("山梨県", "Yamanashi"),
    ("長野県", "Nagano"),
    ("岐阜県", "Gifu"),
    ("静岡県", "Shizuoka"),
    ("愛知県", "Aichi"),
    ("三重県", "Mie"),
    ("滋賀県", "Shiga"),
    ("京都府", "Kyoto"),
    ("大阪府", "Osaka"),
    ("兵庫県", "Hyogo"),
    ("奈良県", "Nara"),
    ("和歌山県", "Wakayama"),
    ("鳥取県", "Tottori"),
    ("島根県", "Shimane"),
    ("岡山県", "Okayama"),
    ("広島県", "Hiroshima"),
    ("山口県", "Yamaguchi"),
    ("徳島県", "Tokushima"),
    ("香川県", "Kagawa"),
    ("愛媛県", "Ehime"),
    ("高知県", "Kochi"),
    ("福岡県", "Fukuoka"),
    ("佐賀県", "Saga"),
    ("長崎県", "Nagasaki"),
    ("熊本県", "Kumamoto"),
    ("大分県", "Oita"),
    ("宮崎県", "Miyazaki"),
    ("鹿児島県", "Kagoshima"),
    ("沖縄県", "Okinawa"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_prefectures() {
        let name = |digits| Prefecture::read(digits).map(Prefecture::ja);
        assert_eq!(name("01"), Some("北海道"));
        assert_eq!(name("13"), Some("東京都"));
        assert_eq!(name("27"), Some("大阪府"));
        assert_eq!(name("47"), Some("沖縄県"));
        for digits in ["00", "48", "1", "013", "ab", "+1"] {
            assert_eq!(name(digits), None, "{digits}");
        }
    }
}
