//! The names in JPKI certificates.

use super::Purpose;
use crate::calendar::{self, DAY};
use crate::certificate::Attribute::{
    CommonName, Country, Locality, Organization, OrganizationalUnit,
};
use crate::certificate::Name;
use crate::certificate::extension::GeneralName;
use crate::seed::Stream;

/// The made-up municipality that hands out the cards.
pub const CITY: &str = "Mihon-shi";
const PREFECTURE: &str = "Kakuu-ken";
/// No prefecture has the number 99.
const CITY_CODE: &str = "99201";

impl Purpose {
    /// The part of labels and names that differs between the two.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Authentication => "authentication",
            Self::Signature => "signature",
        }
    }

    const fn unit(self) -> &'static str {
        match self {
            Self::Authentication => "JPKI for user authentication",
            Self::Signature => "JPKI for digital signature",
        }
    }

    const fn unit_in_japanese(self) -> &'static str {
        match self {
            Self::Authentication => "公的個人認証サービス利用者証明用",
            Self::Signature => "公的個人認証サービス署名用",
        }
    }

    pub(super) fn authority_name(self) -> Name {
        Name::new(&[
            (Country, "JP"),
            (Organization, "JPKI-TEST"),
            (OrganizationalUnit, self.unit()),
            (
                OrganizationalUnit,
                "Japan Agency for Local Authority Information Systems",
            ),
        ])
    }

    pub(super) fn authority_name_in_japanese(self) -> GeneralName {
        GeneralName::Directory(Name::new(&[
            (Country, "JP"),
            (Organization, "公的個人認証サービス"),
            (OrganizationalUnit, self.unit_in_japanese()),
            (OrganizationalUnit, "地方公共団体情報システム機構"),
        ]))
    }

    /// The list of revoked certificates is cut up by municipality.
    pub(super) fn distribution_point(self, city: &str) -> GeneralName {
        GeneralName::Directory(Name::new(&[
            (Country, "JP"),
            (Organization, "JPKI-TEST"),
            (OrganizationalUnit, self.unit()),
            (OrganizationalUnit, "CRL Distribution Points"),
            (OrganizationalUnit, PREFECTURE),
            (CommonName, &format!("{city} CRLDP")),
        ]))
    }

    /// Who a card is for: a number without a name, and with 署名 a place too.
    pub(super) fn subject(self, issued: i64, stream: &mut Stream) -> Name {
        let country = (Country, "JP");
        match self {
            Purpose::Authentication => {
                let number = stream.text(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", 14);
                Name::new(&[country, (CommonName, &format!("{number}{CITY_CODE}003A"))])
            }
            Purpose::Signature => {
                let applied = calendar::wire_time(issued - 11 * DAY);
                let number = stream.text(b"0123456789", 5);
                Name::new(&[
                    country,
                    (Locality, PREFECTURE),
                    (Locality, CITY),
                    (CommonName, &format!("{applied}{number}{CITY_CODE}003A")),
                ])
            }
        }
    }
}
