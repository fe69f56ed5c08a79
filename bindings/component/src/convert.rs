//! The core's types as the contract's, member by member.

use crate::bindings::exports::onshi::sdk::certificate as c;
use crate::bindings::exports::onshi::sdk::eligibility as e;
use crate::bindings::exports::onshi::sdk::identifier as i;
use crate::bindings::exports::onshi::sdk::message as m;
use crate::bindings::exports::onshi::sdk::problem as p;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use onshi::{certificate, eligibility, facade, message, problem};

pub(crate) fn problems(problems: problem::Problems) -> Vec<p::Problem> {
    all(problems)
}

pub(crate) fn document(of: facade::Document) -> m::Document {
    m::Document {
        interface_id: text(of.interface_id),
        interface_name: text(of.interface_name),
        interface_name_ja: text(of.interface_name_ja),
        recognized_by: of.recognized_by.as_str().to_string(),
        content: of.content.get().to_string(),
        encoding: of.encoding.to_string(),
        file: of.file.map(Into::into),
        notes: all(of.notes),
    }
}

pub(crate) fn file(of: message::File) -> m::File {
    m::File {
        name: of.name.to_string(),
        bytes: of.bytes,
        notes: all(of.notes),
    }
}

pub(crate) fn request(of: c::Request) -> facade::RawRequest {
    facade::RawRequest {
        profile: of.profile,
        leaf: of.leaf,
        intermediates: of.intermediates,
        anchors: of.anchors,
        crls: of.crls,
        ocsp_responses: of.ocsp_responses,
        at: of.at,
        options: of.options,
    }
}

pub(crate) fn challenge(of: &certificate::Challenge) -> c::Challenge {
    c::Challenge {
        nonce: of.nonce().to_vec(),
        audience: of.audience().to_string(),
        issued_at: of.issued_at().to_string(),
        expires_at: of.expires_at().to_string(),
    }
}

pub(crate) fn summary(of: certificate::CertificateSummary) -> c::CertificateSummary {
    c::CertificateSummary {
        label: of.label,
        subject: of.subject,
        issuer: of.issuer,
        serial: of.serial,
        not_before: of.not_before.to_string(),
        not_after: of.not_after.to_string(),
        key: of.key,
        signature_algorithm: of.signature_algorithm,
        policies: of.policies,
        self_issued: of.self_issued,
        sha256: of.sha256,
        holder: maybe(of.holder),
    }
}

pub(crate) fn verdict(of: certificate::Verdict) -> c::Verdict {
    c::Verdict {
        state: of.state.as_str().to_string(),
        at: of.at.to_string(),
        profile: of.profile,
        chain: of.chain.into_iter().map(summary).collect(),
        findings: all(of.findings),
        work: c::Work {
            used: of.work.used,
            limit: of.work.limit,
            signature_checks: of.work.signature_checks,
            signature_check_limit: of.work.signature_check_limit,
            name_comparisons: of.work.name_comparisons,
            name_comparison_limit: of.work.name_comparison_limit,
            policy_nodes: of.work.policy_nodes,
            policy_node_limit: of.work.policy_node_limit,
        },
    }
}

pub(crate) fn judgement(of: eligibility::Judgement) -> e::Judgement {
    e::Judgement {
        at: of.at.to_string(),
        confirmed_for: text(of.confirmed_for),
        state: of.state.into(),
        reasons: all(of.reasons),
        layers: e::Layers {
            segment_of_result: maybe(of.layers.segment_of_result),
            processing_result_status: maybe(of.layers.processing_result_status),
            qualification_validity: maybe(of.layers.qualification_validity),
        },
        assurance: of.assurance.into(),
        eligibilities: all(of.eligibilities),
        prescription_issue: maybe(of.prescription_issue),
        messages: all(of.messages),
        next_steps: all(of.next_steps),
        notes: all(of.notes),
    }
}

/// Conversions that are a list of members and nothing more.
macro_rules! members {
    ($($from:path => $into:path { $($member:ident: $convert:path),+ $(,)? })+) => {
        $(impl From<$from> for $into {
            fn from(of: $from) -> Self {
                Self { $($member: $convert(of.$member)),+ }
            }
        })+
    };
}

members! {
    problem::Problem => p::Problem {
        code: code, severity: Into::into, place: Into::into, message: same, message_ja: same,
    }
    problem::Place => p::Place {
        path: same, line: same, column: same, offset: same, certificate: same, extension: same,
    }
    eligibility::Coded => p::Coded {
        code: Into::into, message: same, message_ja: same,
    }
    eligibility::CodeValue => p::CodeValue {
        code: same, meaning: text, meaning_ja: text,
    }
    facade::Name => m::FileName {
        prefix: same, direction: Into::into, suffix: same, extension: same, interface_id: text,
        face: maybe, result_name: same, refusal_name: same,
    }
    facade::Face => m::Face {
        institution: same, at: same,
    }
    message::Line => m::Line {
        path: same, depth: same, label_ja: same, label: same, value: same, reading_ja: same,
        reading: same,
    }
    certificate::Finding => c::Finding {
        code: code, outcome: Into::into, place: Into::into, source: Into::into, message: same,
        message_ja: same,
    }
    certificate::holder::Holder => c::Holder {
        name: same, name_substitutes: same, sex: same, birth_date: same, born: same,
        address: same, address_substitutes: same, roles: all, others: all,
    }
    certificate::holder::Role => c::Role {
        scheme: same, code: same, text: same,
    }
    certificate::holder::OtherName => c::OtherName {
        id: same, value: same,
    }
    certificate::ToSign => c::ToSign {
        message: same, digest: same, digest_info: same,
    }
    eligibility::Eligibility => e::Eligibility {
        state: Into::into, reasons: all, kind: Into::into, classification: maybe,
        period: Into::into, reason_of_loss: maybe, share: Into::into, preschool: maybe,
        limit_certificate: maybe, specific_diseases: all, medical_tickets: all, consents: all,
        has_reference_number: same, remarks: all,
    }
    eligibility::Period => e::Period {
        valid_from: text, valid_to: text, qualification_date: text, disqualification_date: text,
    }
    eligibility::Share => e::Share {
        percent: same, source: Into::into, alternatives: same, remarks: all,
    }
    eligibility::Validity => e::Validity {
        from: text, to: text, in_force: same, reason: Into::into,
    }
    eligibility::LimitCertificate => e::LimitCertificate {
        classification: maybe, class: maybe, issued: text, validity: Into::into,
        long_term_date: text,
    }
    eligibility::SpecificDisease => e::SpecificDisease {
        category: maybe, issued: text, validity: Into::into, self_pay_yen: same,
    }
    eligibility::MedicalTicket => e::MedicalTicket {
        ticket_type: maybe, treatment_type: maybe, month: same, validity: Into::into,
        self_pay_yen: same, institution_match: maybe, single_or_combined: maybe,
        consistency: maybe,
    }
    eligibility::Consent => e::Consent {
        kind: Into::into, consented: maybe, consented_at: text, viewable_until: text,
        viewable: same, reason: Into::into,
    }
    eligibility::StaffMessage => e::StaffMessage {
        severity: Into::into, code: same, text: same, place: Into::into,
    }
    facade::Insurer => i::InsurerNumber {
        digits: same, wire: same, check_digit_holds: same, law_number: same, law: text,
        law_ja: text, prefecture_ja: text,
    }
    facade::Institution => i::InstitutionCode {
        digits: same, check_digit_holds: same, prefecture_ja: text, fee_table: text,
    }
}

impl From<problem::Severity> for p::Severity {
    fn from(of: problem::Severity) -> Self {
        match of {
            problem::Severity::Note => Self::Note,
            problem::Severity::Warning => Self::Warning,
            problem::Severity::Error => Self::Error,
        }
    }
}

impl From<certificate::Outcome> for c::Outcome {
    fn from(of: certificate::Outcome) -> Self {
        match of {
            certificate::Outcome::Passed => Self::Passed,
            certificate::Outcome::Failed => Self::Failed,
            certificate::Outcome::NotChecked => Self::NotChecked,
            certificate::Outcome::Noted => Self::Noted,
        }
    }
}

fn code(of: problem::Code) -> String {
    of.id.to_string()
}

fn same<T>(of: T) -> T {
    of
}

fn text(of: Option<impl ToString>) -> Option<String> {
    of.map(|of| of.to_string())
}

fn maybe<T: Into<U>, U>(of: Option<T>) -> Option<U> {
    of.map(Into::into)
}

fn all<T: Into<U>, U>(of: Vec<T>) -> Vec<U> {
    of.into_iter().map(Into::into).collect()
}
