//! Everything the server says, by its code, in English and Japanese.
//!
//! Codes that begin with `next.` and that the SDK has too mean the same there.

use serde_json::{Value, json};

/// A code, and what it says.
type Word = (&'static str, &'static str, &'static str);

/// A text by its code, as the API has it.
pub(crate) fn said(code: &str) -> Value {
    let known = WORDS.iter().find(|(known, ..)| *known == code);
    let (_, message, message_ja) = known.unwrap_or(&UNKNOWN);
    json!({ "code": code, "message": message, "messageJa": message_ja })
}

/// Several.
pub(crate) fn each(codes: &[&str]) -> Value {
    codes.iter().map(|code| said(code)).collect()
}

/// Ways on without a card.
pub(crate) const WITHOUT_CARD: &[&str] = &[
    "next.qualification-certificate",
    "next.myna-portal",
    "next.declaration",
];
/// Ways on with a card whose PIN is not to be had.
pub(crate) const WITHOUT_PIN: &[&str] = &[
    "next.by-sight",
    "next.qualification-certificate",
    "next.card-with-notice",
    "next.myna-portal",
    "next.reset-pin",
];

const UNKNOWN: Word = ("", "something else", "そのほか");

const WORDS: &[Word] = &[
    // What can be consented to.
    ("medicines", "Medicines", "薬剤情報"),
    ("treatments", "Treatments", "診療情報"),
    ("operations", "Operations", "手術情報"),
    ("checkups", "Check-ups", "特定健診等情報"),
    (
        "diseases",
        "Certificate for specified diseases",
        "特定疾病療養受療証情報",
    ),
    (
        "until-cancelled",
        "until it is cancelled",
        "同意を取り消すまで",
    ),
    (
        "for-24-hours",
        "for 24 hours from the consent",
        "同意してから24時間",
    ),
    // Why consents ended (OQSCD031).
    (
        "ended.institution",
        "cancelled by the institution",
        "医療機関が取り消しました",
    ),
    (
        "ended.patient",
        "cancelled by the patient",
        "ご本人が取り消しました",
    ),
    (
        "ended.changed-use",
        "the use of the health insurance card changed",
        "保険証利用の登録状況が変わりました",
    ),
    // Visits.
    (
        "visit.first",
        "first visit: no consent yet",
        "初回です。同意はまだ登録されていません",
    ),
    (
        "visit.later",
        "later visit: a consent is in force, no card is needed",
        "同意は登録済みです。カードは要りません",
    ),
    (
        "visit.cancelled",
        "the consent was cancelled: a card is needed",
        "同意が取り消されています。カードが必要です",
    ),
    // Cards.
    ("card.good", "in order", "使えます"),
    (
        "card.near-expiry",
        "the electronic certificate expires within three months: have it renewed",
        "電子証明書の有効期限が3か月以内です。更新をご案内ください",
    ),
    (
        "card.locked",
        "the PIN is locked",
        "暗証番号がロックされています",
    ),
    // What was checked, what failed, and what was not.
    (
        "check.chain.passed",
        "the certificate leads to a trusted authority and is in force",
        "証明書は信頼する認証局につながり、有効期間内です",
    ),
    (
        "check.chain.failed",
        "the certificate does not lead to a trusted authority, or is not in force",
        "証明書が信頼する認証局につながらないか、有効期間外です",
    ),
    (
        "check.chain.not-checked",
        "the certificate was not checked",
        "証明書は確認していません",
    ),
    (
        "check.signature.passed",
        "the card signed this session's challenge",
        "カードがこの受付のチャレンジに署名しました",
    ),
    (
        "check.signature.failed",
        "the signature is not this card's over this session's challenge",
        "この受付のチャレンジへの、このカードの署名ではありません",
    ),
    (
        "check.signature.not-checked",
        "the signature was not checked",
        "署名は確認していません",
    ),
    (
        "check.single-use.passed",
        "the challenge was used once",
        "チャレンジは一度だけ使われました",
    ),
    (
        "check.revocation.passed",
        "the certificate is not revoked, by the authority's list",
        "証明書は失効していません(認証局の失効リストによる)",
    ),
    (
        "check.revocation.failed",
        "the certificate is revoked, by the authority's list",
        "証明書は失効しています(認証局の失効リストによる)",
    ),
    (
        "check.revocation.not-checked",
        "whether the certificate is revoked was not checked",
        "証明書の失効は確認していません",
    ),
    (
        "check.holder.passed",
        "whose card it is, the service says",
        "カードの持ち主は、サービスが確認しました",
    ),
    (
        "check.holder.not-checked",
        "whose card it is was not asked of the service",
        "カードの持ち主は、サービスに確認していません",
    ),
    (
        "check.eligibility.not-checked",
        "the eligibility was not checked: it is in the result, not in the card",
        "資格はまだ確認していません(照会の結果でわかります)",
    ),
    // Ways on.
    (
        "next.qualification-certificate",
        "ask for the certificate of eligibility (資格確認書)",
        "資格確認書をお持ちでしたら、ご提示いただいて確認してください。",
    ),
    (
        "next.card-with-notice",
        "ask for the My Number card together with the notice of eligibility (資格情報のお知らせ)",
        "マイナ保険証と「資格情報のお知らせ」を一緒にご提示いただいて確認してください。",
    ),
    (
        "next.myna-portal",
        "ask for the My Number card and the eligibility screen of the patient's Myna Portal",
        "マイナ保険証と、患者さんのマイナポータルの資格情報画面をご提示いただいて確認してください。",
    ),
    (
        "next.declaration",
        "otherwise have the declaration of eligibility (被保険者資格申立書) filled in",
        "ほかの方法で確認できないときは、被保険者資格申立書をご記入いただいてください。",
    ),
    (
        "next.ask-insurer",
        "ask the insurer",
        "保険者へご確認ください。",
    ),
    (
        "next.by-sight",
        "compare the face with the card in the app for consent at home (マイナ資格確認アプリ): no PIN is needed",
        "マイナ資格確認アプリ(居宅同意取得型)では、目視で顔写真を確認して、暗証番号なしで続けられます。",
    ),
    (
        "next.reset-pin",
        "the PIN is set anew at the municipality's counter",
        "暗証番号は、市区町村の窓口で設定し直せます。",
    ),
    (
        "next.renew-certificate",
        "the electronic certificate is renewed at the municipality's counter",
        "電子証明書は、市区町村の窓口で更新できます。",
    ),
    (
        "next.register-card",
        "register the card as health insurance card in Myna Portal, then read it again",
        "マイナポータルで健康保険証利用を申し込むと、もう一度読み取って使えます。",
    ),
    (
        "next.eligibility-alone",
        "go on without consents: the eligibility can be confirmed",
        "同意なしで続けられます。資格の確認だけができます。",
    ),
    (
        "next.read-card",
        "read the card",
        "カードを読み取ってください。",
    ),
    (
        "next.read-again",
        "read the card once more",
        "もう一度カードを読み取ってください。",
    ),
    (
        "next.try-again",
        "send it again in a while: nothing is registered twice",
        "少し待ってから、もう一度送信してください。二重に登録されることはありません。",
    ),
    (
        "next.begin-anew",
        "begin anew from the institution's page: what was registered stays",
        "医療機関のページから、もう一度始めてください。登録済みの内容は残っています。",
    ),
    (
        "next.ask-institution",
        "ask the institution for its address or QR code",
        "医療機関に、新しいURLまたは二次元コードをお求めください。",
    ),
    (
        "next.show-code",
        "look at the code on the first screen",
        "最初の画面に表示されている番号を確かめてください。",
    ),
    (
        "next.show-number",
        "look at the number that the card app shows",
        "カードの読み取りアプリに表示されている確認番号を確かめてください。",
    ),
    (
        "next.choose-date",
        "choose the day of the appointment",
        "受診予定日を選んでください。",
    ),
    // Refusals.
    (
        "place.unknown",
        "there is no such page",
        "このURLは使えません。",
    ),
    (
        "staff.unknown",
        "this address is not good any more",
        "この職員用URLは使えません。",
    ),
    (
        "session.unknown",
        "this reception is over",
        "この受付は終了しています。",
    ),
    (
        "session.not-verified",
        "the card was not confirmed yet",
        "カードの確認がまだ済んでいません。",
    ),
    (
        "sessions.too-many",
        "too many receptions are under way",
        "受付が混み合っています。",
    ),
    (
        "code.unknown",
        "there is no such code",
        "この番号の受付はありません。",
    ),
    (
        "codes.too-many-tries",
        "too many wrong codes: wait a while",
        "番号の入力間違いが続いたため、しばらく入力できません。",
    ),
    (
        "confirmation.none",
        "no card was read that waits for its number",
        "確認番号を待っているカードがありません。",
    ),
    (
        "confirmation.wrong",
        "the number is not the one that the card app shows: after three wrong ones the card is read again",
        "確認番号が違います。3回間違えると、カードの読み取りからやり直しになります。",
    ),
    (
        "confirmation.too-many-tries",
        "the number was wrong three times: what the card told is gone",
        "確認番号を3回間違えたため、この読み取りは使えなくなりました。",
    ),
    (
        "confirmation.expired",
        "the number came too late: what the card told is gone",
        "確認番号の期限が切れたため、この読み取りは使えなくなりました。",
    ),
    (
        "handover.unknown",
        "there is nothing to sign",
        "この読み取りの依頼は見つかりません。",
    ),
    (
        "challenge.used",
        "the card was read for this already",
        "このカードの読み取りはすでに使われています。",
    ),
    ("challenge.expired", "it took too long", "時間切れです。"),
    (
        "card.revoked",
        "the electronic certificate is revoked",
        "電子証明書が失効しています。",
    ),
    (
        "card.expired",
        "the electronic certificate expired more than three months ago",
        "電子証明書の有効期限が切れてから3か月が過ぎています。",
    ),
    (
        "card.grace",
        "the electronic certificate has expired: for three months the eligibility alone can be confirmed",
        "電子証明書の有効期限が切れています。期限から3か月は、資格の確認だけができます。",
    ),
    (
        "card.unregistered",
        "the card is not registered as health insurance card",
        "健康保険証利用の申込がされていません。",
    ),
    (
        "card.unknown",
        "the service does not know this card",
        "このカードは確認できませんでした。",
    ),
    (
        "card.not-verified",
        "the card could not be verified",
        "カードの電子証明書と署名を確認できませんでした。",
    ),
    (
        "card.used",
        "the card's signature was used before",
        "このカードの読み取りはすでに使われています。",
    ),
    (
        "card.needed",
        "it is too long since the card was read",
        "カードの読み取りから時間がたっています。",
    ),
    (
        "card.none",
        "there is no card",
        "マイナンバーカードがありません。",
    ),
    (
        "pin.wrong",
        "the PIN is not right: after three wrong ones it locks",
        "暗証番号が違います。3回間違えるとロックされます。",
    ),
    (
        "pin.locked",
        "the PIN is locked",
        "暗証番号がロックされています。",
    ),
    (
        "revocation.not-checked",
        "whether the card is revoked could not be checked",
        "カードの失効を確認できませんでした。",
    ),
    (
        "eligibility.lost",
        "the eligibility was lost: consents are of no use",
        "医療保険の資格を喪失しているため、同意は登録できません。",
    ),
    (
        "eligibility.nowhere",
        "no insurer has this person",
        "加入している医療保険が見つかりません。",
    ),
    (
        "examination-date.needed",
        "the day of the appointment is needed",
        "受診予定日が必要です。",
    ),
    (
        "consents.none",
        "no consent is registered",
        "登録されている同意がありません。",
    ),
    (
        "key.reused",
        "another request came with the same key",
        "同じ受付で違う内容が送られました。",
    ),
    (
        "exchange.not-yours",
        "this is no request of this reception",
        "この受付の要求ではないため、送信していません。",
    ),
    (
        "exchange.too-many",
        "this reception has sent as many requests as it may",
        "この受付で送信できる要求の数を超えました。はじめからやり直してください。",
    ),
    (
        "file.reused",
        "another request came under the same name",
        "同じ名前で違う内容の要求が送られたため、送信していません。",
    ),
    (
        "request.malformed",
        "the request is not what the API describes",
        "送信内容を読み取れませんでした。",
    ),
    (
        "request.too-slow",
        "the request did not come whole in time",
        "送信に時間がかかりすぎたため、受け付けていません。もう一度お試しください。",
    ),
    (
        "request.too-large",
        "the request is too large",
        "送信内容が大きすぎます。",
    ),
    (
        "service.unreachable",
        "the service does not answer",
        "サービスにつながりません。",
    ),
    (
        "service.refused",
        "the service refused",
        "サービスが受け付けませんでした。",
    ),
    (
        "server.failed",
        "the server failed",
        "サーバーで問題が起きました。",
    ),
];
