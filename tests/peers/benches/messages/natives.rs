//! quick-xml with serde: every element of both messages in a struct.

use super::data::File;
use encoding_rs::SHIFT_JIS;
use serde::Deserialize;
use std::borrow::Cow;

/// Structs of optional texts and of further structs, named as the elements are.
macro_rules! elements {
    ($($name:ident { $($text:ident,)* $(; $($inner:ident: $of:ty,)*)? })*) => {$(
        #[derive(Deserialize, Default)]
        #[serde(rename_all = "PascalCase", default)]
        #[allow(dead_code, reason = "they are filled, which is what is measured")]
        struct $name {
            $($text: Option<String>,)*
            $($($inner: $of,)*)?
        }
    )*};
}

elements! {
    Message {; message_header: Header, message_body: Body,}
    Header {
        process_execution_time, character_code_identifier, segment_of_result, error_code,
        error_message, qualification_confirmation_date, reference_classification,
        arbitrary_file_identifier, medical_institution_code, reception_number,
        number_of_processing_result, number_of_normal_processing, number_of_error,
    }
    Body {
        prescription_issue_select, processing_result_status, processing_result_code,
        processing_result_message, qualification_validity,
        ; qualification_confirm_search_info: Option<Search>, result_list: Option<Results>,
        bulk_confirm_unit: Vec<Unit>,
    }
    Search {
        insurer_number, insured_card_symbol, insured_identification_number,
        insured_branch_number, birthdate, limit_application_certificate_related_cons_flg,
        arbitrary_identifier,
    }
    Results {; result_of_qualification_confirmation: Vec<Qualification>,}
    Unit {
        processing_result_status, processing_result_code, processing_result_message,
        qualification_validity, reference_number,
        ; qualification_confirm_search_info: Option<Search>,
        result_of_qualification_confirmation: Vec<Qualification>,
    }
    Qualification {
        insured_card_classification, insurer_number, insured_card_symbol,
        insured_identification_number, insured_branch_number, personal_family_classification,
        insured_name, name, name_of_other, name_kana, name_of_other_kana, sex1, sex2, birthdate,
        address, post_number, qualification_date, disqualification_date,
        insured_certificate_issuance_date, insured_card_valid_date,
        insured_card_expiration_date, insured_partial_contribution_ratio,
        preschool_classification, reason_of_loss, insurer_name,
        limit_application_certificate_related_cons_flg,
        limit_application_certificate_related_cons_time, limit_application_certificate_changed,
        specific_diseases_certificate_related_cons_flg,
        specific_diseases_certificate_related_cons_time,
        specific_health_checkups_info_cons_flg, specific_health_checkups_info_cons_time,
        specific_health_checkups_info_available_time, pharmacists_info_cons_flg,
        pharmacists_info_cons_time, pharmacists_info_available_time, diagnosis_info_cons_flg,
        diagnosis_info_cons_time, diagnosis_info_available_time, operation_info_cons_flg,
        operation_info_cons_time, operation_info_available_time, reference_number,
        ; elderly_recipient_certificate_info: Option<ElderlyRecipient>,
        limit_application_certificate_related_info: Option<Limit>,
        specific_diseases_certificate_list: Option<Diseases>,
    }
    ElderlyRecipient {
        elderly_recipient_certificate_date, elderly_recipient_valid_start_date,
        elderly_recipient_valid_end_date, elderly_recipient_contribution_ratio,
    }
    Limit {
        limit_application_certificate_classification,
        limit_application_certificate_classification_flag, limit_application_certificate_date,
        limit_application_certificate_valid_start_date,
        limit_application_certificate_valid_end_date,
        limit_application_certificate_long_term_date,
    }
    Diseases {; specific_diseases_certificate_info: Vec<Disease>,}
    Disease {
        specific_diseases_disease_category, specific_diseases_certificate_date,
        specific_diseases_valid_start_date, specific_diseases_valid_end_date,
        specific_diseases_self_pay,
    }
}

/// How many persons' names there are in the message.
pub(crate) fn quick_xml(file: &File) -> usize {
    let text: Cow<'_, str> = if file.encoding == "UTF-8" {
        core::str::from_utf8(&file.bytes).expect("UTF-8").into()
    } else {
        SHIFT_JIS.decode_without_bom_handling(&file.bytes).0
    };
    let message: Message = quick_xml::de::from_str(&text).expect("a message");
    let body = &message.message_body;
    let of_units = body.bulk_confirm_unit.iter();
    let of_units = of_units.flat_map(|unit| &unit.result_of_qualification_confirmation);
    let of_list = body.result_list.iter();
    let of_list = of_list.flat_map(|list| &list.result_of_qualification_confirmation);
    let all = of_units.chain(of_list);
    all.filter(|person| person.name.is_some() && person.post_number.is_some())
        .count()
}
