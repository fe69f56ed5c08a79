//! A card on the reader: what the reader says, or what it sends to the `face` folder.

use super::eligibility::{Extent, by_card};
use super::{
    Centre, IN_GRACE, Message, NEAR_EXPIRY, NOT_REGISTERED, Registration, header, message, refused,
};
use crate::calendar;
use crate::population::{CardState, Patient};
use crate::results::{Consent, Consents};
use crate::wire::Record;

/// How the reader sees that the card is its holder's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verification {
    /// 顔認証, and whether the face was recognized.
    Face(bool),
    /// 暗証番号, and whether it was the right one.
    Pin(bool),
    /// 目視 by staff.
    Sight,
}

/// What the person at the reader does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Presented {
    /// How they show who they are.
    pub verification: Verification,
    /// What they agree to.
    pub consents: Consents,
    /// Whether they register the card as 健康保険証 where it is not.
    pub register: bool,
    /// Whether they want an electronic prescription (OQSCD017); none where the
    /// reader does not ask.
    pub electronic_prescription: Option<bool>,
}

/// The reader goes no further; no file appears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// They have no card to put there.
    NoCard,
    /// 006: the certificate is revoked or has expired for good.
    CertificateOver,
    /// The face was not recognized.
    Face,
    /// The PIN was wrong; so many tries are left.
    Pin(u8),
    /// The PIN is locked.
    PinLocked,
}

impl Presented {
    /// Somebody whose face is recognized and who agrees to everything.
    #[must_use]
    pub const fn agreeing(at: i64) -> Self {
        Self {
            verification: Verification::Face(true),
            consents: Consents::given(at),
            register: false,
            electronic_prescription: None,
        }
    }
}

impl Refusal {
    /// What the reader shows.
    #[must_use]
    pub fn text(self) -> String {
        match self {
            Self::NoCard => "マイナンバーカードがありません。".into(),
            Self::CertificateOver => "【006:利用者証明用電子証明書の失効・有効期限切れ】".into(),
            Self::Face => {
                "本人の顔と確認できませんでした。暗証番号または目視で確認してください。".into()
            }
            Self::Pin(left) => {
                format!("暗証番号が違います。あと{left}回間違えるとロックされます。")
            }
            Self::PinLocked => {
                "暗証番号がロックされています。顔認証または目視で確認してください。".into()
            }
        }
    }
}

impl Centre {
    /// The message of the `face` folder for a card on an institution's reader.
    ///
    /// # Errors
    /// [`Refusal`] where the reader itself goes no further.
    pub fn present(
        &mut self,
        patient: u32,
        institution: &str,
        presented: &Presented,
        at: i64,
    ) -> Result<Record, Refusal> {
        let patient = self
            .population
            .patient(patient)
            .ok_or(Refusal::NoCard)?
            .clone();
        match patient.card {
            CardState::None => return Err(Refusal::NoCard),
            CardState::Expired | CardState::Revoked => return Err(Refusal::CertificateOver),
            _ => {}
        }
        self.verify(patient.id, presented.verification)?;
        let asking = Record::new().text("MedicalInstitutionCode", institution);
        let header = header(&asking, at)
            .text(
                "QualificationConfirmationDate",
                calendar::wire_date(calendar::date(at)),
            )
            .text("ReferenceClassification", "1")
            .text("SegmentOfResult", "1");
        let registered = self.is_registered(&patient, presented.register);
        let body = if registered {
            self.seen(&patient, institution, presented, at)
        } else {
            refused(NOT_REGISTERED)
        };
        Ok(message(header, body))
    }

    /// Whether somebody shows that the card is theirs; a PIN has three tries.
    ///
    /// # Errors
    /// [`Refusal`] where they do not.
    pub fn verify(&mut self, patient: u32, verification: Verification) -> Result<(), Refusal> {
        match verification {
            Verification::Sight | Verification::Face(true) => Ok(()),
            Verification::Face(false) => Err(Refusal::Face),
            Verification::Pin(right) => match self.registry.try_pin(patient, right) {
                Some(0) => Err(Refusal::PinLocked),
                Some(left) => Err(Refusal::Pin(left)),
                None => Ok(()),
            },
        }
    }

    fn is_registered(&mut self, patient: &Patient, register: bool) -> bool {
        let unregistered = patient.card == CardState::Unregistered;
        if unregistered && register {
            self.registry.apply(Registration::Card(patient.id));
        }
        !unregistered || self.registry.has_registered_card(patient.id)
    }

    fn seen(
        &mut self,
        patient: &Patient,
        institution: &str,
        presented: &Presented,
        at: i64,
    ) -> Record {
        let (consents, extra) = match patient.card {
            CardState::Grace => (unasked(), Some(IN_GRACE)),
            CardState::NearExpiry => (presented.consents, Some(NEAR_EXPIRY)),
            _ => (presented.consents, None),
        };
        self.registry.consent(institution, patient.id, consents);
        let on = calendar::date(at);
        let verdict = by_card(patient, on);
        let results = self.results(patient, &verdict, institution, on, Extent::ByCard(consents));
        let prescription = presented.electronic_prescription;
        Record::new()
            .text("ProcessingResultStatus", "1")
            .optional("ProcessingResultCode", extra.map(|(code, _): Message| code))
            .optional("ProcessingResultMessage", extra.map(|(_, text)| text))
            .optional(
                "PrescriptionIssueSelect",
                prescription.map(|electronic| if electronic { "1" } else { "2" }),
            )
            .text("QualificationValidity", verdict.validity)
            .list("ResultList", "ResultOfQualificationConfirmation", results)
    }
}

/// The reader asks nothing.
const fn unasked() -> Consents {
    Consents {
        limit: Consent::NotAsked,
        diseases: Consent::NotAsked,
        checkups: Consent::NotAsked,
        drugs: Consent::NotAsked,
        diagnosis: Consent::NotAsked,
        operations: Consent::NotAsked,
    }
}
