//! The entries of a CRL (RFC 5280 §5.1.2.6, §5.3), one after the other, without
//! keeping any of them.

use super::UNSUPPORTED;
use super::crl::Defect;
use crate::certificate::asn1::{Cursor, Malformed, Value};
use crate::certificate::extension::{CERTIFICATE_ISSUER, Extension, INVALIDITY_DATE, REASON_CODE};
use crate::certificate::general_name::GeneralName;
use crate::certificate::name::Name;
use crate::certificate::oid::Oid;
use crate::time::Instant;
use der::Tag;

/// RFC 5280 knows three; no entry has any use for more than these.
const MOST_EXTENSIONS: usize = 8;

/// The entries of one CRL.
pub(crate) struct Entries<'c, 'a> {
    pub(crate) rest: Option<Cursor<'a>>,
    pub(crate) version: u8,
    pub(crate) crl_issuer: &'c Name<'a>,
    /// Whether entries may be about certificates of other issuers.
    pub(crate) indirect: bool,
    /// Whether entries may be removed: in delta CRLs.
    pub(crate) removals: bool,
}

/// That a certificate is listed.
#[derive(Clone, Copy)]
pub(crate) struct Entry {
    pub(crate) date: Instant,
    /// The reason's code (§5.3.1), 0 for none.
    pub(crate) reason: u8,
}

/// The reason of an entry that may be taken off again.
const CERTIFICATE_HOLD: u8 = 6;
/// The reason of an entry that takes a certificate off the list.
const REMOVE_FROM_CRL: u8 = 8;

impl Entry {
    pub(crate) fn is_removal(self) -> bool {
        self.reason == REMOVE_FROM_CRL
    }

    /// Whether it holds for good once it was said, whatever came of who said it.
    pub(crate) fn is_final(self) -> bool {
        ![CERTIFICATE_HOLD, REMOVE_FROM_CRL].contains(&self.reason)
    }
}

/// What the extensions of one entry say.
struct Said<'a> {
    reason: u8,
    issuer: Option<Name<'a>>,
}

impl<'a> Entries<'_, 'a> {
    /// The entry of a certificate. Every entry is read to the last: one that cannot
    /// be processed makes the whole list unusable (§5.3).
    pub(crate) fn find(
        mut self,
        serial: &[u8],
        issuer: &Name<'_>,
    ) -> Result<Option<Entry>, Defect> {
        let mut found: Option<Entry> = None;
        // The issuer an entry names stands for those after it too (§5.3.3).
        let mut theirs = *self.crl_issuer == *issuer;
        while let Some(sequence) = self.next()? {
            let mut fields = sequence.open();
            let number = fields.take(Tag::Integer)?.integer()?;
            let date = fields.next()?.time()?;
            let said = match fields.take_if(Tag::Sequence)? {
                None => Said::nothing(),
                Some(extensions) => self.extensions(extensions)?,
            };
            fields.end()?;
            if let Some(named) = said.issuer {
                theirs = named == *issuer;
            }
            if theirs && number == serial && found.is_none_or(Entry::is_removal) {
                let reason = said.reason;
                found = Some(Entry { date, reason });
            }
        }
        Ok(found)
    }

    fn next(&mut self) -> Result<Option<Value<'a>>, Malformed> {
        match &mut self.rest {
            Some(rest) if !rest.is_empty() => rest.take(Tag::Sequence).map(Some),
            _ => Ok(None),
        }
    }

    /// crlEntryExtensions SEQUENCE SIZE (1..MAX) OF Extension
    fn extensions(&self, sequence: Value<'a>) -> Result<Said<'a>, Defect> {
        if self.version < 2 || sequence.contents.is_empty() {
            return Err(sequence.malformed().into());
        }
        let mut said = Said::nothing();
        let mut seen: [Option<Oid<'a>>; MOST_EXTENSIONS] = [None; MOST_EXTENSIONS];
        let mut rest = sequence.open();
        while !rest.is_empty() {
            let extension = Extension::read(rest.take(Tag::Sequence)?)?;
            let mut places = seen.iter_mut();
            match places.find(|place| place.is_none_or(|id| id == extension.id)) {
                Some(place) if place.is_none() => *place = Some(extension.id),
                // Twice, or more than there is any use for.
                _ => return Err(extension.malformed().into()),
            }
            self.add(&extension, &mut said)?;
        }
        Ok(said)
    }

    fn add(&self, extension: &Extension<'a>, said: &mut Said<'a>) -> Result<(), Defect> {
        match extension.id {
            REASON_CODE => match *extension.inner(Tag::Enumerated)?.contents {
                [REMOVE_FROM_CRL] if !self.removals => return Err(extension.malformed().into()),
                [reason] => said.reason = reason,
                _ => return Err(extension.malformed().into()),
            },
            CERTIFICATE_ISSUER if self.indirect => {
                let names = GeneralName::read_all(extension.inner(Tag::Sequence)?)?;
                let mut named = names.into_iter().filter_map(|name| match name {
                    GeneralName::Directory(name) => Some(name),
                    _ => None,
                });
                said.issuer = named.next();
                if said.issuer.is_none() {
                    return Err(extension.malformed().into());
                }
            }
            CERTIFICATE_ISSUER => return Err(extension.malformed().into()),
            // Since when the key may have been in other hands: revoked is revoked.
            INVALIDITY_DATE => {}
            _ if extension.critical => {
                return Err(Defect {
                    rule: UNSUPPORTED,
                    offset: extension.offset,
                });
            }
            _ => {}
        }
        Ok(())
    }
}

impl Said<'_> {
    const fn nothing() -> Self {
        Self {
            reason: 0,
            issuer: None,
        }
    }
}
