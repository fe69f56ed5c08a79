//! Insurers that do not exist, of every 法別番号.

use crate::person::with_check_digit;

/// An insurer, or the payer of 医療扶助 in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Insurer {
    /// 保険者番号 of 6 or 8 digits, or 公費負担者番号.
    pub number: String,
    /// 保険者名称.
    pub name: String,
    /// 法別番号; none for 国民健康保険.
    pub law: Option<&'static str>,
}

/// 法別番号 with what its insurers are called and the 被保険者証区分 (OQSCD010) of
/// their insured.
pub(super) const LAWS: [(&str, &str, &str); 18] = [
    ("01", "全国健康保険協会架空支部", "01"),
    ("02", "架空船員保険", "01"),
    ("03", "架空日雇特例（一般）", "01"),
    ("04", "架空日雇特例（特別）", "01"),
    ("06", "架空健康保険組合", "01"),
    ("07", "架空自衛官診療証発行機関", "07"),
    ("12", "架空市福祉事務所", "A1"),
    ("31", "架空省共済組合", "01"),
    ("32", "架空県職員共済組合", "01"),
    ("33", "架空警察共済組合", "01"),
    ("34", "架空学校共済組合", "01"),
    ("39", "架空県後期高齢者医療広域連合", "01"),
    ("63", "架空健康保険組合（特例退職）", "06"),
    ("67", "架空市国民健康保険（退職）", "02"),
    ("72", "架空省共済組合（特例退職）", "06"),
    ("73", "架空県職員共済組合（特例退職）", "06"),
    ("74", "架空警察共済組合（特例退職）", "06"),
    ("75", "架空学校共済組合（特例退職）", "06"),
];

/// Prefectures with insurers of each kind.
const PREFECTURES: [&str; 5] = ["01", "13", "23", "27", "40"];

/// Several of every kind: five of each 法別番号, and five municipalities.
#[must_use]
pub fn insurers() -> Vec<Insurer> {
    let municipal = PREFECTURES.iter().map(|prefecture| Insurer {
        number: with_check_digit(&format!("{prefecture}999")),
        name: format!("架空市{prefecture}"),
        law: None,
    });
    let others = LAWS.iter().flat_map(|&(law, name, _)| {
        PREFECTURES.iter().map(move |prefecture| Insurer {
            number: with_check_digit(&format!("{law}{prefecture}999")),
            name: format!("{name}{prefecture}"),
            law: Some(law),
        })
    });
    municipal.chain(others).collect()
}

impl Insurer {
    /// 被保険者証区分 of its insured.
    pub(super) fn classification(&self) -> &'static str {
        let law = LAWS.iter().find(|(law, ..)| self.law == Some(law));
        law.map_or("01", |(.., classification)| classification)
    }
}
