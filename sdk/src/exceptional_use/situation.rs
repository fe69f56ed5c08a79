//! What the host says of the use that is intended.

use super::Query;
use crate::audit::Mode;
use crate::json::Members;
use alloc::string::String;
use alloc::vec::Vec;

/// The use that is intended.
#[derive(Clone, Default)]
pub struct Situation {
    /// `mode`: `disaster` or `emergency`.
    pub mode: Mode,
    /// `way`: by what the patient is found.
    pub way: Option<Way>,
    /// `what`: what is to be looked at, in the words of the audit trail
    /// ([`crate::audit::Entry::what`]); `identification` to find the 被保険者番号.
    pub what: Vec<String>,
    /// `institution`.
    pub institution: Institution,
    /// `openings`: where and when MHLW opened 災害時モード.
    pub openings: Vec<Opening>,
    /// `terminal`.
    pub terminal: Terminal,
    /// `query`: what the patient is looked for by.
    pub query: Query,
    /// `patient`: the institution's number, or the reception's.
    pub patient: String,
    /// `viewer`: who is to look.
    pub viewer: Viewer,
    /// `consent`.
    pub consent: Consent,
    /// `confirmed`: what the viewer has confirmed of what was shown.
    pub confirmed: Confirmed,
    /// `reference`: for the audit trail.
    pub reference: Option<String>,
}

/// By what the patient is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// `number`: 被保険者番号 is known (災害時).
    Number,
    /// `four-items`: 氏名, 生年月日, 性別, and 保険者名 or 住所.
    FourItems,
    /// `card`: マイナンバーカード (救急時).
    Card,
    /// `document`: what stands on a 資格確認書 and the like (救急時).
    Document,
}

impl Way {
    fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "number" => Self::Number,
            "four-items" => Self::FourItems,
            "card" => Self::Card,
            "document" => Self::Document,
            _ => return None,
        })
    }
}

/// The institution that is to look.
#[derive(Clone, Default)]
pub struct Institution {
    /// `code`: 医療機関コード.
    pub code: String,
    /// `area`: where it is, in the words that the openings use.
    pub area: String,
    /// `hospital`: whether it is a 病院.
    pub is_hospital: bool,
}

/// Where and when MHLW opened 災害時モード, as the host was told.
#[derive(Clone, Default)]
pub struct Opening {
    /// `areas`: any words, as long as the institution's is one of them.
    pub areas: Vec<String>,
    /// `institutions`: 医療機関コード of single ones.
    pub institutions: Vec<String>,
    /// `from`: the first day.
    pub from: String,
    /// `to`: the last day, still included; none where it is not settled yet.
    pub to: Option<String>,
}

/// Where the query is to be made.
#[derive(Clone, Default)]
pub struct Terminal {
    /// `id`: for the audit trail.
    pub id: Option<String>,
    /// `emergency`: whether it was set up for 救急 (救急専用端末).
    pub is_for_emergencies: bool,
}

/// Who is to look.
#[derive(Clone, Default)]
pub struct Viewer {
    /// `id`: the account.
    pub id: String,
    /// `right`: `physician`, `dentist`, `pharmacist`, or another word.
    pub right: String,
    /// `granted`: whether somebody of another profession was given the right to view.
    pub is_granted: bool,
    /// `emergencyRight`: 救急時閲覧権限有無 (OQSCD043) is 1.
    pub has_emergency_right: bool,
}

/// How the patient agreed.
#[derive(Clone, Default)]
pub struct Consent {
    /// `kind`: `oral`, `card` (at the reader), or `none`.
    pub kind: String,
    /// `cannotExpressWill`: the patient cannot say yes or no.
    pub cannot_express_will: bool,
    /// `protectsLifeOrBody`: it is needed to protect life or body.
    pub protects_life_or_body: bool,
}

/// What the viewer has confirmed.
#[derive(Clone, Default)]
pub struct Confirmed {
    /// `warning`: that this is an exceptional use and is recorded.
    pub warning: bool,
    /// `viewer`: the account, once more.
    pub viewer: String,
    /// `right`: the right, once more.
    pub right: String,
}

// Patients, and people who look at what is theirs.
redacted!(
    Situation,
    Institution,
    Opening,
    Terminal,
    Viewer,
    Consent,
    Confirmed
);

fn text(members: &mut Members<'_>, name: &str) -> String {
    members.optional_text(name).unwrap_or_default()
}

impl Situation {
    pub(crate) fn read(members: &mut Members<'_>) -> Self {
        let exceptional = |text: &str| Mode::parse(text).filter(|mode| *mode != Mode::Ordinary);
        Self {
            mode: members
                .required_choice("mode", exceptional)
                .unwrap_or_default(),
            way: members.required_choice("way", Way::parse),
            what: members.texts("what"),
            institution: members.optional_object("institution", |members| Institution {
                code: text(members, "code"),
                area: text(members, "area"),
                is_hospital: members.flag("hospital"),
            }),
            openings: members.objects("openings", |members| Opening {
                areas: members.texts("areas"),
                institutions: members.texts("institutions"),
                from: text(members, "from"),
                to: members.optional_text("to"),
            }),
            terminal: members.optional_object("terminal", |members| Terminal {
                id: members.optional_text("id"),
                is_for_emergencies: members.flag("emergency"),
            }),
            query: members.optional_object("query", Query::read),
            patient: text(members, "patient"),
            viewer: members.optional_object("viewer", |members| Viewer {
                id: text(members, "id"),
                right: text(members, "right"),
                is_granted: members.flag("granted"),
                has_emergency_right: members.flag("emergencyRight"),
            }),
            consent: members.optional_object("consent", |members| Consent {
                kind: text(members, "kind"),
                cannot_express_will: members.flag("cannotExpressWill"),
                protects_life_or_body: members.flag("protectsLifeOrBody"),
            }),
            confirmed: members.optional_object("confirmed", |members| Confirmed {
                warning: members.flag("warning"),
                viewer: text(members, "viewer"),
                right: text(members, "right"),
            }),
            reference: members.optional_text("reference"),
        }
    }
}
