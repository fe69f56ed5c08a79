//! The three branches in which medicines come, and what each calls its elements.
//!
//! Facts §2.8 `[S]`: the names as one public program reads them; that `Cz` are the
//! dispensing and `Sh` the prescription records is inferred `[I]`.

use crate::problem::Code;

/// From receipts, レセプト.
pub const CLAIMS: Code = code!(
    "source.claims",
    "from claims: what was billed, with a month's delay and more",
    "レセプト由来の情報です(請求後に登録されるため、直近の分は含まれません)。",
);
/// From the e-prescription service: dispensing results.
pub const DISPENSING: Code = code!(
    "source.dispensing",
    "from the electronic prescription service: what was dispensed",
    "電子処方箋管理サービスの調剤情報です。",
);
/// From the e-prescription service: prescriptions.
pub const PRESCRIPTION: Code = code!(
    "source.prescription",
    "from the electronic prescription service: what was prescribed; whether it was dispensed is not said",
    "電子処方箋管理サービスの処方情報です(調剤されたかどうかはわかりません)。",
);

/// Where records of medicines come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// `MeTr`: claims.
    Claims,
    /// `Cz`: dispensing.
    Dispensing,
    /// `Sh`: prescriptions.
    Prescription,
}

impl Source {
    /// By the word used for it in options.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        match word {
            "claims" => Some(Self::Claims),
            "dispensing" => Some(Self::Dispensing),
            "prescription" => Some(Self::Prescription),
            _ => None,
        }
    }

    /// What is said of it.
    #[must_use]
    pub const fn code(self) -> Code {
        match self {
            Self::Claims => CLAIMS,
            Self::Dispensing => DISPENSING,
            Self::Prescription => PRESCRIPTION,
        }
    }
}

/// What a branch calls its elements; an empty name is of none it has.
pub(super) struct Branch {
    pub(super) source: Source,
    /// One month at one institution.
    pub(super) block: &'static str,
    pub(super) month: &'static str,
    pub(super) organization: &'static str,
    /// Code and name.
    pub(super) institution: [&'static str; 2],
    pub(super) prescriber: [&'static str; 2],
    pub(super) own: &'static str,
    pub(super) class: &'static str,
    /// The list of dates, and its items.
    pub(super) dates: [&'static str; 2],
    pub(super) dispensed: &'static str,
    pub(super) prescribed: &'static str,
    pub(super) medicines: [&'static str; 2],
    pub(super) medicine: Row,
    pub(super) treatments: [&'static str; 2],
}

/// What the elements of one medicine are called.
pub(super) struct Row {
    pub(super) code: &'static str,
    pub(super) name: &'static str,
    pub(super) ingredient: &'static str,
    pub(super) quantity: &'static str,
    pub(super) unit: &'static str,
    pub(super) usage: &'static str,
    pub(super) instruction: &'static str,
    pub(super) times: &'static str,
    pub(super) class: &'static str,
}

pub(super) const BRANCHES: [Branch; 3] = [
    Branch {
        source: Source::Claims,
        block: "MeTrMonthInf",
        month: "MeTrMonth",
        organization: "DiOrg",
        institution: ["MeTrDiHCd", "MeTrDiHNm"],
        prescriber: ["PrlsHCd", "PrlsHNm"],
        own: "PrIsOrg",
        class: "InOut",
        dates: ["DiDateInfs", "DiDateInf"],
        dispensed: "DiDate",
        prescribed: "PrDate",
        medicines: ["DrugInfs", "DrugInf"],
        medicine: Row {
            code: "DrugC",
            name: "DrugN",
            ingredient: "IngreN",
            quantity: "Qua1",
            unit: "Unit",
            usage: "UsageN",
            instruction: "SpInst",
            times: "Times",
            class: "MeTrIdCl",
        },
        treatments: ["MeTrInfs", "MeTrInf"],
    },
    Branch {
        source: Source::Dispensing,
        block: "CzDiMonthInf",
        month: "CzDiMonth",
        organization: "CzDiOrg",
        institution: ["CzMeTrDiHCd", "CzMeTrDiHNm"],
        prescriber: ["CzPrlsHCd", "CzPrlsHNm"],
        own: "CzPrIsOrg",
        class: "CzPrCl",
        dates: ["CzDiDateInfs", "CzDiDateInf"],
        dispensed: "CzDiDate",
        prescribed: "CzPrDate",
        medicines: ["CzDrugInfs", "CzDrugInf"],
        medicine: Row {
            code: "CzDrugC",
            name: "CzDrugN",
            ingredient: "CzIngreN",
            quantity: "CzQua1",
            unit: "CzUnit",
            usage: "CzUsageN",
            instruction: "CzSpInst",
            times: "CzTimes",
            class: "CzUsageCl",
        },
        treatments: ["", ""],
    },
    Branch {
        source: Source::Prescription,
        block: "ShPrMonthInf",
        month: "ShPrMonth",
        organization: "ShPrOrg",
        institution: ["ShMeTrDiHCd", "ShMeTrDiHNm"],
        prescriber: ["ShPrHCd", "ShPrHNm"],
        own: "ShPrIsOrg",
        class: "ShPrCl",
        dates: ["ShPrDateInfs", "ShPrDateInf"],
        dispensed: "",
        prescribed: "ShPrDate",
        medicines: ["ShDrugInfs", "ShDrugInf"],
        medicine: Row {
            code: "ShDrugC",
            name: "ShDrugN",
            ingredient: "ShIngreN",
            quantity: "ShQua1",
            unit: "ShUnit",
            usage: "ShUsageN",
            instruction: "ShSpInst",
            times: "ShTimes",
            class: "ShUsageCl",
        },
        treatments: ["", ""],
    },
];
