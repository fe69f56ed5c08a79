//! The core's types as the contract has them, field by field.

use crate::abi::{numbers, records, texts};
use alloc::string::ToString;
use onshi::certificate::holder;
use onshi::{certificate, eligibility, facade, message, problem, time};

numbers! {
    bool: |of| u8::from(*of);
    u8: |of| *of;
    u32: |of| *of;
    problem::Severity: |of| match of {
        problem::Severity::Note => 0_u8,
        problem::Severity::Warning => 1,
        problem::Severity::Error => 2,
    };
    certificate::Outcome: |of| match of {
        certificate::Outcome::Passed => 0_u8,
        certificate::Outcome::Failed => 1,
        certificate::Outcome::NotChecked => 2,
        certificate::Outcome::Noted => 3,
    };
}

texts! {
    problem::Code: |of| of.id();
    time::Instant: |of| of.to_string();
    time::Date: |of| of.to_string();
    certificate::State: |of| of.as_str();
}

records! {
    problem::Problem { code, severity, place, message, message_ja }
    problem::Place { path, line, column, offset, certificate, extension }
    eligibility::Coded { code, message, message_ja }
    eligibility::CodeValue { code, meaning, meaning_ja }

    facade::Insurer {
        digits, wire, check_digit_holds, law_number, law, law_ja, prefecture_ja,
    }
    facade::Institution { digits, check_digit_holds, prefecture_ja, fee_table }

    facade::Name {
        prefix, direction, suffix, extension, interface_id, face, result_name, refusal_name,
    }
    facade::Face { institution, at }
    message::Line { path, depth, label_ja, label, value, reading_ja, reading }

    certificate::CertificateSummary {
        label, subject, issuer, serial, not_before, not_after, key, signature_algorithm,
        policies, self_issued, sha256, holder,
    }
    holder::Holder {
        name, name_substitutes, sex, birth_date, born, address, address_substitutes, roles,
        others,
    }
    holder::Role { scheme, code, text }
    holder::OtherName { id, value }
    certificate::Finding { code, outcome, place, source, message, message_ja }
    certificate::Work {
        used, limit, signature_checks, signature_check_limit, name_comparisons,
        name_comparison_limit, policy_nodes, policy_node_limit,
    }
    certificate::Verdict { state, at, profile, chain, findings, work }
    certificate::ToSign { message, digest, digest_info }

    eligibility::Layers {
        segment_of_result, processing_result_status, qualification_validity,
    }
    eligibility::Period { valid_from, valid_to, qualification_date, disqualification_date }
    eligibility::Share { percent, source, alternatives, remarks }
    eligibility::Validity { from, to, in_force, reason }
    eligibility::LimitCertificate { classification, class, issued, validity, long_term_date }
    eligibility::SpecificDisease { category, issued, validity, self_pay_yen }
    eligibility::MedicalTicket {
        ticket_type, treatment_type, month, validity, self_pay_yen, institution_match,
        single_or_combined, consistency,
    }
    eligibility::Consent { kind, consented, consented_at, viewable_until, viewable, reason }
    eligibility::Eligibility {
        state, reasons, kind, classification, period, reason_of_loss, share, preschool,
        limit_certificate, specific_diseases, medical_tickets, consents,
        has_reference_number, remarks,
    }
    eligibility::StaffMessage { severity, code, text, place }
    eligibility::Judgement {
        at, confirmed_for, state, reasons, layers, assurance, eligibilities,
        prescription_issue, messages, next_steps, notes,
    }
}
