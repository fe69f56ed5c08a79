//! For which kind of care a consent was given: 診療区分 `MedicalTreatmentFlag`, OQSCD028.
//!
//! In which results it stands is not publicly known (facts §2.7): it is read from the
//! header, from the body or the unit, and from the query that is sent back in it.

use super::node::Node;
use crate::problem::Problems;

/// 診療区分.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Treatment {
    /// 1 外来.
    Outpatient,
    /// 2 訪問診療等: a consent holds until it is cancelled (facts §5.4, §5.6 `[S2]`).
    HomeVisit,
    /// 3 オンライン診療等: consent each time, as for outpatients (facts §5.5 `[S]`).
    Online,
    /// 4 救急時: consent may be impossible to have (facts §5.8 `[S]`).
    Emergency,
    /// A code that is not known, or several that disagree.
    Unknown,
}

const NAME: &str = "MedicalTreatmentFlag";

/// What the message says, and what its interface says; none where neither does.
pub(super) fn read(
    nodes: &[&Node<'_>],
    of_interface: Option<Treatment>,
    notes: &mut Problems,
) -> Option<Treatment> {
    let mut known = of_interface;
    for node in nodes {
        let query = node.group("QualificationConfirmSearchInfo", notes);
        for node in query.iter().chain([*node]) {
            let sent = match node.code(NAME, "OQSCD028", notes) {
                Ok(None) => continue,
                Ok(Some(code)) => of_code(&code.code),
                Err(_) => Treatment::Unknown,
            };
            if *known.get_or_insert(sent) != sent {
                let against = ("the interface or another of its name", "ほかの診療区分");
                node.contradicts(NAME, against, notes);
                known = Some(Treatment::Unknown);
            }
        }
    }
    known
}

fn of_code(code: &str) -> Treatment {
    match code {
        "1" => Treatment::Outpatient,
        "2" => Treatment::HomeVisit,
        "3" => Treatment::Online,
        "4" => Treatment::Emergency,
        _ => Treatment::Unknown,
    }
}
