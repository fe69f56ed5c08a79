//! What reception can lawfully do next where a result does not settle it: never
//! a dead end (domain: what clerks complain about most).

use super::check::Route;
use super::coded::Coded;
use super::state::{CANNOT_TELL, CHOOSE, ELIGIBLE, FAILED, PROCESSING};
use crate::problem::Code;
use alloc::vec::Vec;

/// Ask again in a while.
pub const ASK_AGAIN_LATER: Code = code!(
    "next.ask-again-later",
    "ask again in a while",
    "しばらくしてから、もう一度照会してください。",
);
/// Ask again, for the day in question.
pub const ASK_FOR_THE_DAY: Code = code!(
    "next.ask-for-the-day",
    "ask again, with the day in question as the confirmation date",
    "確認したい日を資格確認日にして、もう一度照会してください。",
);
/// Have the card read at the reader.
pub const READ_CARD: Code = code!(
    "next.read-card",
    "have the My Number card read at the reader: it finds the newest eligibility",
    "マイナ保険証をお持ちでしたら、カードリーダーで確認してください(最新の資格がわかります)。",
);
/// Compare the numbers with the document.
pub const CHECK_NUMBERS: Code = code!(
    "next.check-numbers",
    "compare insurer number, symbol, number, branch and birth date with the document and ask again",
    "保険者番号・記号・番号・枝番・生年月日に誤りがないか確かめ、もう一度照会してください。",
);
/// 資格確認書.
pub const QUALIFICATION_CERTIFICATE: Code = code!(
    "next.qualification-certificate",
    "ask for the certificate of eligibility (資格確認書)",
    "資格確認書をお持ちでしたら、ご提示いただいて確認してください。",
);
/// マイナ保険証 with 資格情報のお知らせ.
pub const CARD_WITH_NOTICE: Code = code!(
    "next.card-with-notice",
    "ask for the My Number card together with the notice of eligibility (資格情報のお知らせ)",
    "マイナ保険証と「資格情報のお知らせ」を一緒にご提示いただいて確認してください。",
);
/// マイナポータル.
pub const MYNA_PORTAL: Code = code!(
    "next.myna-portal",
    "ask for the My Number card and the eligibility screen of the patient's Myna Portal",
    "マイナ保険証と、患者さんのマイナポータルの資格情報画面をご提示いただいて確認してください。",
);
/// 被保険者資格申立書.
pub const DECLARATION: Code = code!(
    "next.declaration",
    "otherwise have the declaration of eligibility (被保険者資格申立書) filled in",
    "ほかの方法で確認できないときは、被保険者資格申立書をご記入いただいてください。",
);
/// The insurer knows.
pub const ASK_INSURER: Code = code!(
    "next.ask-insurer",
    "ask the insurer",
    "保険者へご確認ください。",
);
/// The welfare office knows.
pub const ASK_WELFARE_OFFICE: Code = code!(
    "next.ask-welfare-office",
    "ask the welfare office about medical aid and its tickets",
    "医療扶助の資格や医療券・調剤券は、福祉事務所へご確認ください。",
);
/// The patient knows.
pub const CHOOSE_WITH_PATIENT: Code = code!(
    "next.choose-with-patient",
    "ask the patient which one applies today",
    "どの資格を使うか、患者さんにご確認ください。",
);

/// What the next steps depend on.
pub(super) struct Situation {
    pub(super) state: Code,
    pub(super) route: Route,
    /// Whether the system answered for another day than the one judged.
    pub(super) another_day: bool,
    /// Whether the system did not find the numbers.
    pub(super) none_found: bool,
    /// Whether an insurance, or nothing in particular, was asked about.
    pub(super) insurance: bool,
    /// Whether medical aid is in question: its result or ticket, or a loss because of it.
    pub(super) medical_aid: bool,
}

/// The next steps, the most promising first; none where nothing is left to do.
pub(super) fn of(situation: &Situation) -> Vec<Coded> {
    let Situation { state, route, .. } = *situation;
    let settled = state == ELIGIBLE;
    let ask_again = !settled && situation.another_day;
    let by_card = matches!(route, Route::Card | Route::Remote);
    let lookup = !settled && state != CHOOSE && situation.insurance;
    let candidates = [
        (state == CHOOSE, CHOOSE_WITH_PATIENT),
        (matches!(state, PROCESSING | FAILED), ASK_AGAIN_LATER),
        (ask_again || state == CANNOT_TELL, ASK_FOR_THE_DAY),
        (situation.medical_aid, ASK_WELFARE_OFFICE),
        (lookup && situation.none_found && !by_card, CHECK_NUMBERS),
        (lookup && !by_card, READ_CARD),
        (lookup, QUALIFICATION_CERTIFICATE),
        (lookup, CARD_WITH_NOTICE),
        (lookup, MYNA_PORTAL),
        (lookup, DECLARATION),
        (!settled && situation.insurance, ASK_INSURER),
    ];
    let steps = candidates.into_iter().filter(|(applies, _)| *applies);
    steps.map(|(_, step)| step.into()).collect()
}
