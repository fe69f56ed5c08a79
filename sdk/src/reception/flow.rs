//! The flows by name.

use super::away::{HOME_VISIT, HOME_VISIT_PHARMACY, ONLINE_CARE, ONLINE_PHARMACY};
use super::desk::Desk;
use super::event::Event;
use super::situation::Situation;
use super::{
    bulk, by_number, face_reader, limited, medical_aid, medical_information, own_reader,
    reference_number,
};
use crate::problem::{Code, Problems};

/// What a flow does; a table's row.
pub(super) struct Flow {
    /// By which hosts name it.
    pub(super) name: &'static str,
    /// Its first step.
    pub(super) begin: fn(&mut Desk, &Situation) -> Result<(), Problems>,
    /// Every further one.
    pub(super) advance: fn(&mut Desk, &Event<'_>) -> Result<(), Problems>,
    /// What is to be done where it stands: on entering a phase, and again for a host
    /// that begins anew. It publishes nothing.
    pub(super) present: fn(&mut Desk),
    /// The lawful ways on where it comes to nothing, the most promising first.
    pub(super) ways: &'static [Code],
}

static FLOWS: [Flow; 12] = [
    HOME_VISIT,
    HOME_VISIT_PHARMACY,
    ONLINE_CARE,
    ONLINE_PHARMACY,
    by_number::FLOW,
    face_reader::FLOW,
    own_reader::FLOW,
    bulk::FLOW,
    reference_number::FLOW,
    medical_information::FLOW,
    medical_aid::FLOW,
    limited::FLOW,
];

impl Flow {
    pub(super) fn named(name: &str) -> Option<&'static Self> {
        FLOWS.iter().find(|flow| flow.name == name)
    }
}
