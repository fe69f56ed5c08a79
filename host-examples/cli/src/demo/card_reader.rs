//! A 汎用カードリーダー driven by the vendor's program: the card's certificate
//! and its answer to a challenge, verified by the component.
//!
//! The card and its hierarchy are made on the spot, in the shape of the JPKI
//! test hierarchy; a real one would never pass without the test switch.

use super::{Demo, write};
use crate::{Failure, screen};
use onshi_host::ValidationOptions;
use onshi_host::certificate::Request;
use onshi_simulator::jpki::{Hierarchy, Purpose};
use onshi_simulator::person::Person;

/// What a JPKI card of today signs with.
const ALGORITHM: &str = "rsa-pkcs1-sha256";
const AUDIENCE: &str = "https://reception.example";
const CHALLENGE_SECONDS: u32 = 300;

pub(super) fn play(demo: &Demo<'_>) -> Result<(), Failure> {
    println!(
        "テスト用のカードと認証局を作っています(シード {})…",
        demo.seed
    );
    let patient = Person::employee(demo.at_unix);
    let hierarchy = Hierarchy::jpki_test(demo.seed, demo.at_unix);
    let anchors = hierarchy.anchors(Purpose::Authentication);
    let card = hierarchy.card(&patient);
    let folder = demo.folder.join("card");
    for (name, bytes) in [
        ("anchor.der", anchors.first()),
        ("auth.der", Some(&card.authentication.certificate)),
        ("sign.der", Some(&card.signature.certificate)),
    ] {
        write(&folder.join(name), bytes.map_or(&[], Vec::as_slice))?;
    }

    let onshi = demo.onshi;
    let challenge = onshi.issue_challenge(AUDIENCE, &demo.at, CHALLENGE_SECONDS)?;
    let to_sign = onshi.challenge_to_sign(&challenge, ALGORITHM)?;
    println!("患者が4桁の暗証番号を入力し、カードがチャレンジに署名しました");
    let signature = card
        .authenticate(to_sign.digest_info.as_deref().unwrap_or_default())
        .map_err(|refused| Failure::Misuse(refused.to_string()))?;
    let options = ValidationOptions {
        accept_test_hierarchy: true,
        ..ValidationOptions::default()
    };
    let request = Request {
        profile: "jpki-auth".to_owned(),
        leaf: card.authentication.certificate,
        intermediates: Vec::new(),
        anchors,
        crls: Vec::new(),
        ocsp_responses: Vec::new(),
        at: demo.at.clone(),
        options: options.to_json(),
    };
    let verdict = onshi.authenticate(&request, &challenge, ALGORITHM, &signature)?;
    screen::verdict(&verdict);
    let outcome = if verdict.state == "valid" {
        "証明書チェーンとチャレンジへの署名は正しいものです。失効は確認していません。"
    } else {
        "カードを確認できませんでした。資格確認書などで受け付けてください。"
    };
    println!("  {outcome}");
    println!(
        "  確認した者: このプログラムが Onshi で検証(テスト用の階層)。資格はまだ照会していません。"
    );
    Ok(())
}
