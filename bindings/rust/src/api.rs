//! The operations, typed: one call each.

use crate::audit::{Appended, Verification};
use crate::certificate::{CertificateSummary, Challenge, Request, ToSign, Verdict};
use crate::eligibility::{BulkJudgement, Judgement, Registrations};
use crate::exceptional_use::{Decision, ViewCheck};
use crate::identifier::{InstitutionCode, InsurerNumber};
use crate::medical_information::Summary;
use crate::message::{Correlation, Document, File, FileName, Line, Part};
use crate::office::DailySheet;
use crate::options::{BuildOptions, ReadOptions};
use crate::reception::Step;
use crate::reconciliation::Comparison;
use crate::{Error, Onshi, Private};

impl Onshi {
    /// The version of the component.
    ///
    /// # Errors
    /// Only where the component can't run.
    pub fn version(&self) -> Result<String, Error> {
        self.call(|sdk, store| sdk.onshi_sdk_facade().call_version(store))
    }

    /// Runs an operation by name, JSON in and out. See `wit/facade.wit`.
    ///
    /// # Errors
    /// Only where the component can't run; problems are the inner error.
    pub fn invoke(
        &self,
        operation: &str,
        input: &str,
        payload: &[u8],
    ) -> Result<Result<String, String>, Error> {
        self.call(|sdk, store| {
            sdk.onshi_sdk_facade()
                .call_invoke(store, operation, input, payload)
        })
    }

    /// Reads a message.
    ///
    /// # Errors
    /// [`Error::Problems`] where it is none that can be read.
    pub fn read(&self, bytes: &[u8], options: &ReadOptions) -> Result<Private<Document>, Error> {
        let options = options.to_json();
        let document =
            self.call(|sdk, store| sdk.onshi_sdk_message().call_read(store, bytes, &options))??;
        Ok(Private::new(document))
    }

    /// Reads a message piece by piece: see `wit/message.wit`. The progress is empty at
    /// first, then what the part before gave; a piece without any bytes is the end.
    ///
    /// # Errors
    /// [`Error::Problems`] where it is none that can be read.
    pub fn read_part(
        &self,
        progress: &str,
        piece: &[u8],
        options: &ReadOptions,
    ) -> Result<Private<Part>, Error> {
        let options = options.to_json();
        let part = self.call(|sdk, store| {
            sdk.onshi_sdk_message()
                .call_read_part(store, progress, piece, &options)
        })??;
        Ok(Private::new(part))
    }

    /// Builds a request, such as `OQS-IF-001` (資格確認要求), from JSON content.
    ///
    /// # Errors
    /// [`Error::Problems`] with everything that is wrong with it at once.
    pub fn build(
        &self,
        interface_id: &str,
        content: &str,
        options: &BuildOptions,
    ) -> Result<Private<File>, Error> {
        let options = options.to_json();
        let file = self.call(|sdk, store| {
            sdk.onshi_sdk_message()
                .call_build(store, interface_id, content, &options)
        })??;
        Ok(Private::new(file))
    }

    /// Builds a request in as many files as it takes with so many patients in each.
    ///
    /// # Errors
    /// [`Error::Problems`] with everything that is wrong with it at once.
    pub fn build_batch(
        &self,
        interface_id: &str,
        content: &str,
        per_file: u32,
        options: &BuildOptions,
    ) -> Result<Private<Vec<File>>, Error> {
        let options = options.to_json();
        let files = self.call(|sdk, store| {
            sdk.onshi_sdk_message().call_build_batch(
                store,
                interface_id,
                content,
                per_file,
                &options,
            )
        })??;
        Ok(Private::new(files))
    }

    /// A message's elements in words, for people.
    ///
    /// # Errors
    /// [`Error::Problems`] where the content is not of that interface.
    pub fn outline(
        &self,
        interface_id: Option<&str>,
        content: &str,
    ) -> Result<Private<Vec<Line>>, Error> {
        let lines = self.call(|sdk, store| {
            sdk.onshi_sdk_message()
                .call_outline(store, interface_id, content)
        })??;
        Ok(Private::new(lines))
    }

    /// Decides which request a file answers; `requests` is a JSON list, see
    /// `wit/message.wit`.
    ///
    /// # Errors
    /// [`Error::Problems`] where the requests or the content are not what they
    /// should be.
    pub fn correlate(
        &self,
        requests: &str,
        file_name: &str,
        content: Option<&str>,
    ) -> Result<Correlation, Error> {
        let correlation = self.call(|sdk, store| {
            sdk.onshi_sdk_message()
                .call_correlate(store, requests, file_name, content)
        })??;
        Ok(correlation)
    }

    /// Reads a file name.
    ///
    /// # Errors
    /// [`Error::Problems`] where it is no name of this protocol.
    pub fn parse_file_name(&self, name: &str) -> Result<FileName, Error> {
        let name =
            self.call(|sdk, store| sdk.onshi_sdk_message().call_parse_file_name(store, name))??;
        Ok(name)
    }

    /// Reads a 保険者番号.
    ///
    /// # Errors
    /// [`Error::Problems`] where it has not the form of one; a check digit that
    /// does not hold is said, not refused.
    pub fn read_insurer_number(&self, text: &str) -> Result<InsurerNumber, Error> {
        let number = self.call(|sdk, store| {
            sdk.onshi_sdk_identifier()
                .call_read_insurer_number(store, text)
        })??;
        Ok(number)
    }

    /// Reads a 医療機関コード.
    ///
    /// # Errors
    /// [`Error::Problems`] where it has not the form of one.
    pub fn read_institution_code(&self, text: &str) -> Result<InstitutionCode, Error> {
        let code = self.call(|sdk, store| {
            sdk.onshi_sdk_identifier()
                .call_read_institution_code(store, text)
        })??;
        Ok(code)
    }

    /// Text with widths folded, to compare 記号・番号 and names.
    ///
    /// # Errors
    /// Only where the component can't run.
    pub fn fold_width(&self, text: &str) -> Result<String, Error> {
        self.call(|sdk, store| sdk.onshi_sdk_identifier().call_fold_width(store, text))
    }

    /// Judges a result's content at a time (RFC 3339 with an offset).
    ///
    /// # Errors
    /// [`Error::Problems`] where the content is no result.
    pub fn judge(&self, content: &str, at: &str) -> Result<Private<Judgement>, Error> {
        let judgement =
            self.call(|sdk, store| sdk.onshi_sdk_eligibility().call_judge(store, content, at))??;
        Ok(Private::new(judgement))
    }

    /// Judges every unit of a bulk result (OQS-IF-008, 016, 020, 024) at a time.
    ///
    /// # Errors
    /// [`Error::Problems`] where the content is no such result.
    pub fn judge_units(
        &self,
        interface_id: Option<&str>,
        content: &str,
        asked_on: Option<&str>,
        at: &str,
    ) -> Result<Private<BulkJudgement>, Error> {
        let judgement = self.call(|sdk, store| {
            sdk.onshi_sdk_eligibility()
                .call_judge_units(store, interface_id, content, asked_on, at)
        })??;
        Ok(Private::new(judgement))
    }

    /// Tells what became of 照会番号 that were to be registered (OQS-IF-004, 012).
    ///
    /// # Errors
    /// [`Error::Problems`] where the content is no such result.
    pub fn read_registrations(&self, content: &str) -> Result<Private<Registrations>, Error> {
        let registrations = self.call(|sdk, store| {
            sdk.onshi_sdk_eligibility()
                .call_read_registrations(store, content)
        })??;
        Ok(Private::new(registrations))
    }

    /// Puts 薬剤情報・診療情報 or 特定健診情報 into one form; `options` is a JSON object
    /// or empty, see `wit/medical-information.wit`. Before anything of it is shown,
    /// [`Onshi::judge`] says whether the patient's consent still holds.
    ///
    /// # Errors
    /// [`Error::Problems`] where the content is no such result.
    pub fn summarize(&self, content: &str, options: &str) -> Result<Private<Summary>, Error> {
        let summary = self.call(|sdk, store| {
            sdk.onshi_sdk_medical_information()
                .call_summarize(store, content, options)
        })??;
        Ok(Private::new(summary))
    }

    /// Compares a result's content with the vendor's record of the patient, which is
    /// JSON, at a time (RFC 3339 with an offset).
    ///
    /// # Errors
    /// [`Error::Problems`] where the content is no result, or the chart none.
    pub fn compare(
        &self,
        content: &str,
        chart: &str,
        at: &str,
    ) -> Result<Private<Comparison>, Error> {
        let comparison = self.call(|sdk, store| {
            sdk.onshi_sdk_reconciliation()
                .call_compare(store, content, chart, at)
        })??;
        Ok(Private::new(comparison))
    }

    /// Begins a flow of the reception, such as `by-number`, at a time (RFC 3339 with an
    /// offset); `situation` is a JSON object, see `wit/reception.wit`.
    ///
    /// # Errors
    /// [`Error::Problems`] with what the situation lacks and all that is wrong with the
    /// request.
    pub fn begin(&self, flow: &str, situation: &str, at: &str) -> Result<Private<Step>, Error> {
        let step = self.call(|sdk, store| {
            sdk.onshi_sdk_reception()
                .call_begin(store, flow, situation, at)
        })??;
        Ok(Private::new(step))
    }

    /// Goes on with a flow: `event` is a JSON object, `payload` the bytes of a file that
    /// came.
    ///
    /// # Errors
    /// [`Error::Problems`] where the event means nothing to the flow, which then stands
    /// where it stood, or where no flow gave the state.
    pub fn advance(
        &self,
        state: &str,
        event: &str,
        payload: &[u8],
        at: &str,
    ) -> Result<Private<Step>, Error> {
        let step = self.call(|sdk, store| {
            sdk.onshi_sdk_reception()
                .call_advance(store, state, event, payload, at)
        })??;
        Ok(Private::new(step))
    }

    /// Seals an entry of the audit trail as the line after the head; an empty head
    /// begins a trail. `entry` is a JSON object, see `wit/audit.wit`.
    ///
    /// # Errors
    /// [`Error::Problems`] with everything that is wrong with the entry.
    pub fn append_audit(
        &self,
        key: &[u8],
        head: &str,
        entry: &str,
        at: &str,
    ) -> Result<Private<Appended>, Error> {
        let appended = self.call(|sdk, store| {
            sdk.onshi_sdk_audit()
                .call_append(store, key, head, entry, at)
        })??;
        Ok(Private::new(appended))
    }

    /// Checks lines of an audit trail, or a piece that ends where a line ends; the
    /// progress is empty at first, then what the piece before gave. `options` is a JSON
    /// object or empty, see `wit/audit.wit`.
    ///
    /// # Errors
    /// [`Error::Problems`] for misuse; what is wrong with the lines is in the answer.
    pub fn verify_audit(
        &self,
        key: &[u8],
        lines: &[u8],
        progress: &str,
        options: &str,
    ) -> Result<Verification, Error> {
        let verification = self.call(|sdk, store| {
            sdk.onshi_sdk_audit()
                .call_verify(store, key, lines, progress, options)
        })??;
        Ok(verification)
    }

    /// Examines an exceptional use (災害時, 救急時) at a time; `situation` is a JSON
    /// object, see `wit/exceptional-use.wit`.
    ///
    /// # Errors
    /// [`Error::Problems`] with everything that is missing or wrong in it.
    pub fn examine_exceptional_use(
        &self,
        situation: &str,
        at: &str,
    ) -> Result<Private<Decision>, Error> {
        let decision = self.call(|sdk, store| {
            sdk.onshi_sdk_exceptional_use()
                .call_examine(store, situation, at)
        })??;
        Ok(Private::new(decision))
    }

    /// Checks exceptional views against the chart's registrations; lists and options
    /// are JSON, see `wit/exceptional-use.wit`.
    ///
    /// # Errors
    /// [`Error::Problems`] where there are too many, or times that are none.
    pub fn reconcile_views(
        &self,
        views: &str,
        registrations: &str,
        options: &str,
    ) -> Result<ViewCheck, Error> {
        let check = self.call(|sdk, store| {
            sdk.onshi_sdk_exceptional_use()
                .call_reconcile(store, views, registrations, options)
        })??;
        Ok(check)
    }

    /// Makes the sheet of a day (日次締め); `day` is a JSON object, see
    /// `wit/office.wit`.
    ///
    /// # Errors
    /// [`Error::Problems`] where something of it is no date, time or head.
    pub fn day_sheet(&self, day: &str, at: &str) -> Result<Private<DailySheet>, Error> {
        let sheet =
            self.call(|sdk, store| sdk.onshi_sdk_office().call_day_sheet(store, day, at))??;
        Ok(Private::new(sheet))
    }

    /// Validates a certificate chain.
    ///
    /// # Errors
    /// [`Error::Problems`] for misuse; what is wrong with a certificate is in
    /// the verdict.
    pub fn validate(&self, request: &Request) -> Result<Private<Verdict>, Error> {
        let verdict =
            self.call(|sdk, store| sdk.onshi_sdk_certificate().call_validate(store, request))??;
        Ok(Private::new(verdict))
    }

    /// Describes a certificate without judging it.
    ///
    /// # Errors
    /// [`Error::Problems`] where it is none.
    pub fn describe(&self, certificate: &[u8]) -> Result<Private<CertificateSummary>, Error> {
        let summary = self.call(|sdk, store| {
            sdk.onshi_sdk_certificate()
                .call_describe(store, certificate)
        })??;
        Ok(Private::new(summary))
    }

    /// Whether a key (SubjectPublicKeyInfo in DER) made a signature over a message.
    /// It says nothing of whose key it is: chains are for [`Onshi::validate`].
    ///
    /// # Errors
    /// [`Error::Problems`] for an unknown algorithm or a key that cannot be used.
    pub fn verify_signature(
        &self,
        key: &[u8],
        algorithm: &str,
        message: &[u8],
        signature: &[u8],
    ) -> Result<bool, Error> {
        let matches = self.call(|sdk, store| {
            sdk.onshi_sdk_certificate()
                .call_verify_signature(store, key, algorithm, message, signature)
        })??;
        Ok(matches)
    }

    /// Issues a challenge. Keep it, and see to it that it is used once.
    ///
    /// # Errors
    /// [`Error::Problems`] where the time or the lifetime makes no sense.
    pub fn issue_challenge(
        &self,
        audience: &str,
        at: &str,
        lifetime_seconds: u32,
    ) -> Result<Challenge, Error> {
        let challenge = self.call(|sdk, store| {
            sdk.onshi_sdk_certificate()
                .call_issue_challenge(store, audience, at, lifetime_seconds)
        })??;
        Ok(challenge)
    }

    /// What the card is to sign for a challenge.
    ///
    /// # Errors
    /// [`Error::Problems`] for an unknown algorithm.
    pub fn challenge_to_sign(
        &self,
        challenge: &Challenge,
        algorithm: &str,
    ) -> Result<ToSign, Error> {
        let to_sign = self.call(|sdk, store| {
            sdk.onshi_sdk_certificate()
                .call_challenge_to_sign(store, challenge, algorithm)
        })??;
        Ok(to_sign)
    }

    /// Validates a certificate chain and the answer to a challenge together.
    ///
    /// # Errors
    /// [`Error::Problems`] for misuse; whatever does not hold is in the verdict.
    pub fn authenticate(
        &self,
        request: &Request,
        challenge: &Challenge,
        algorithm: &str,
        signature: &[u8],
    ) -> Result<Private<Verdict>, Error> {
        let verdict = self.call(|sdk, store| {
            sdk.onshi_sdk_certificate()
                .call_authenticate(store, request, challenge, algorithm, signature)
        })??;
        Ok(Private::new(verdict))
    }
}
