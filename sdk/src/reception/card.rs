//! What a card that the vendor's own program read has to say for itself.

use crate::certificate::{self, Request};
use crate::json::{Members, decode};
use crate::time::Instant;
use alloc::string::String;
use alloc::vec::Vec;

/// A card's certificate, what to hold it against, and its signature: the arguments of
/// `certificate.authenticate` but for the challenge and the time, which the flow knows.
#[derive(Clone)]
pub struct Presented {
    /// As `certificate.validate` takes it; its time is the event's.
    pub request: Request,
    /// A name of [`SignatureAlgorithm`](certificate::SignatureAlgorithm).
    pub algorithm: String,
    /// What the card returned.
    pub signature: Vec<u8>,
}

// The certificate names a person.
redacted!(Presented);

impl Presented {
    /// Where there is a `signature`, all of it. What is no base64 is empty, and no
    /// certificate or signature.
    pub(super) fn read(members: &mut Members<'_>) -> Option<Self> {
        let signature = members.optional_text("signature")?;
        let octets = |text: &String| decode(text).unwrap_or_default();
        let lists = |members: &mut Members<'_>, name| -> Vec<Vec<u8>> {
            members.texts(name).iter().map(octets).collect()
        };
        Some(Self {
            signature: octets(&signature),
            algorithm: members.text("algorithm"),
            request: Request {
                profile: members.text("profile"),
                leaf: octets(&members.text("leaf")),
                intermediates: lists(members, "intermediates"),
                anchors: lists(members, "anchors"),
                crls: lists(members, "crls"),
                ocsp_responses: lists(members, "ocspResponses"),
                at: Instant::from_unix_seconds(0),
                options: members.optional_object("options", certificate::Options::read),
            },
        })
    }
}
