//! Cards put on the reader.

use super::fault::Fault;
use super::folder::Place;
use super::{Connector, locked, milliseconds};
use crate::calendar;
use crate::centre::{Presented, Refusal};
use crate::seed::Stream;
use crate::wire::{Record, Value};
use std::time::SystemTime;

const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

impl Connector {
    /// Puts somebody's card on the reader. The name of the file that appears in
    /// `face` at the next step or later.
    ///
    /// # Errors
    /// [`Refusal`] where the reader shows something instead.
    pub fn present_card(
        &mut self,
        patient: u32,
        presented: &Presented,
        now: SystemTime,
    ) -> Result<String, Refusal> {
        let ms = milliseconds(now);
        let at = i64::try_from(ms / 1000).unwrap_or(i64::MAX);
        let faults = self.faults.decide(&format!("{patient}/{ms}"), true);
        if faults.iter().any(|fault| fault.is_of_card()) {
            return Err(Refusal::CertificateOver);
        }
        let institution = self.settings.institution.clone();
        let message = locked(&self.centre).present(patient, &institution, presented, at)?;
        let mut stream = Stream::new(self.settings.seed, &format!("face/{patient}/{ms}"));
        let token = stream.text(b"0123456789abcdef", 20);
        let name = format!(
            "OQSsiquc01res_face_{institution}{token}_{}.xml",
            calendar::wire_time(at)
        );
        if !faults.contains(&Fault::Lost) {
            let message = named(message, &mut stream);
            let bytes = self
                .tables
                .write("OQS-IF-002", &message, self.settings.encoding);
            let due = ms + self.delay(&name, &faults);
            self.deliver(Place::Face, name.clone(), bytes, due, &faults, false);
        }
        Ok(name)
    }
}

/// With an `ArbitraryFileIdentifier` that looks like base64 of eleven bytes.
fn named(mut message: Record, stream: &mut Stream) -> Record {
    let token = stream.text(LETTERS, 14) + &stream.text(b"AEIMQUYcgkosw048", 1) + "=";
    let header = message
        .get_group("MessageHeader")
        .cloned()
        .unwrap_or_default();
    message.put(
        "MessageHeader",
        Value::Record(header.text("ArbitraryFileIdentifier", token)),
    );
    message
}
