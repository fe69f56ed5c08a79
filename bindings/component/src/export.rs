//! The world's exports: take what was passed, call, lay out the answer.

use crate::abi::{Block, Lower, Passed, answer, release};
use alloc::string::ToString;
use alloc::vec::Vec;
use onshi::certificate::{Challenge, ToSign, Verdict};
use onshi::facade::{self, RawRequest};
use onshi::problem::Problems;

/// Functions of the contract by their names in the canonical ABI: with how many
/// words of parameters, and what they do with them.
macro_rules! exports {
    ($($name:literal $release:literal ($($word:ident)*) => |$passed:ident| $answer:expr;)+) => {$(
        const _: () = {
            #[unsafe(export_name = $name)]
            extern "C" fn call($($word: usize),*) -> *mut Block {
                // SAFETY: the contract's parameters, as the host passed them.
                #[allow(unused_mut, unused_variables)]
                let mut $passed = unsafe { Passed::new(Vec::<usize>::from([$($word),*])) };
                answer(&$answer)
            }

            #[unsafe(export_name = $release)]
            unsafe extern "C" fn after(answer: *mut Block) {
                // SAFETY: the host calls this once with what `call` returned.
                unsafe { release(answer) }
            }
        };
    )+};
}

exports! {
    "onshi:sdk/message@0.1.0#read"
        "cabi_post_onshi:sdk/message@0.1.0#read"
        (a b c d) => |of| facade::read(&of.bytes(), &of.text()).as_ref().map(document);
    "onshi:sdk/message@0.1.0#build"
        "cabi_post_onshi:sdk/message@0.1.0#build"
        (a b c d e f) => |of| facade::build(&of.text(), &of.text(), &of.text())
            .as_ref()
            .map(|file| (file.name.to_string(), &file.bytes[..], &file.notes));
    "onshi:sdk/message@0.1.0#outline"
        "cabi_post_onshi:sdk/message@0.1.0#outline"
        (a b c d e) => |of| facade::outline(of.optional_text().as_deref(), &of.text());
    "onshi:sdk/message@0.1.0#parse-file-name"
        "cabi_post_onshi:sdk/message@0.1.0#parse-file-name"
        (a b) => |of| facade::parse_file_name(&of.text());
    "onshi:sdk/eligibility@0.1.0#judge"
        "cabi_post_onshi:sdk/eligibility@0.1.0#judge"
        (a b c d) => |of| facade::judge(&of.text(), &of.text());
    "onshi:sdk/certificate@0.1.0#validate"
        "cabi_post_onshi:sdk/certificate@0.1.0#validate"
        (a b c d e f g h i j k l m n o p) => |of| facade::validate(request(&mut of));
    "onshi:sdk/certificate@0.1.0#describe"
        "cabi_post_onshi:sdk/certificate@0.1.0#describe"
        (a b) => |of| facade::describe(&of.bytes());
    "onshi:sdk/certificate@0.1.0#verify-signature"
        "cabi_post_onshi:sdk/certificate@0.1.0#verify-signature"
        (a b c d e f g h) => |of| facade::verify_signature(&of.bytes(), &of.text(), &of.bytes(), &of.bytes());
    "onshi:sdk/certificate@0.1.0#issue-challenge"
        "cabi_post_onshi:sdk/certificate@0.1.0#issue-challenge"
        (a b c d e) => |of| facade::issue_challenge(&mut random, &of.text(), &of.text(), of.number())
            .as_ref()
            .map(issued);
    "onshi:sdk/certificate@0.1.0#challenge-to-sign"
        "cabi_post_onshi:sdk/certificate@0.1.0#challenge-to-sign"
        (a b c d e f g h i j) => |of| challenge_to_sign(of);
    "onshi:sdk/certificate@0.1.0#authenticate"
        "cabi_post_onshi:sdk/certificate@0.1.0#authenticate"
        (a) => |of| authenticate(of.in_memory(28));
    "onshi:sdk/identifier@0.1.0#read-insurer-number"
        "cabi_post_onshi:sdk/identifier@0.1.0#read-insurer-number"
        (a b) => |of| facade::read_insurer_number(&of.text());
    "onshi:sdk/identifier@0.1.0#read-institution-code"
        "cabi_post_onshi:sdk/identifier@0.1.0#read-institution-code"
        (a b) => |of| facade::read_institution_code(&of.text());
    "onshi:sdk/identifier@0.1.0#fold-width"
        "cabi_post_onshi:sdk/identifier@0.1.0#fold-width"
        (a b) => |of| facade::fold_width(&of.text());
    "onshi:sdk/facade@0.1.0#version"
        "cabi_post_onshi:sdk/facade@0.1.0#version"
        () => |of| facade::VERSION;
    "onshi:sdk/facade@0.1.0#invoke"
        "cabi_post_onshi:sdk/facade@0.1.0#invoke"
        (a b c d e f) => |of| facade::invoke(&of.text(), &of.text(), &of.bytes(), &mut random);
}

fn document(of: &facade::Document) -> impl Lower {
    (
        of.interface_id,
        of.interface_name,
        of.interface_name_ja,
        of.recognized_by.as_str(),
        of.content.get(),
        of.encoding,
        &of.file,
        &of.notes,
    )
}

fn request(of: &mut Passed) -> RawRequest {
    RawRequest {
        profile: of.text(),
        leaf: of.bytes(),
        intermediates: of.byte_lists(),
        anchors: of.byte_lists(),
        crls: of.byte_lists(),
        ocsp_responses: of.byte_lists(),
        at: of.text(),
        options: of.text(),
    }
}

fn issued(challenge: &Challenge) -> impl Lower {
    (
        challenge.nonce().to_vec(),
        challenge.audience(),
        challenge.issued_at(),
        challenge.expires_at(),
    )
}

fn kept(of: &mut Passed) -> Result<Challenge, Problems> {
    let nonce = of.bytes();
    facade::kept_challenge(&nonce, of.text(), &of.text(), &of.text())
}

fn challenge_to_sign(mut of: Passed) -> Result<ToSign, Problems> {
    let kept = kept(&mut of);
    let algorithm = of.text();
    facade::challenge_to_sign(&kept?, &algorithm)
}

fn authenticate(mut of: Passed) -> Result<Verdict, Problems> {
    let request = request(&mut of);
    let kept = kept(&mut of);
    let algorithm = of.text();
    let signature = of.bytes();
    facade::authenticate(request, &kept?, &algorithm, &signature)
}

fn random(bytes: &mut [u8]) -> bool {
    getrandom::fill(bytes).is_ok()
}
