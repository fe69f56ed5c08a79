//! A morning at a clinic: cards, numbers, tomorrow's patients, a home visit.

use super::people::{label, numbers};
use super::place::Place;
use super::{Demo, card_reader};
use crate::{Failure, clock};
use onshi_simulator::centre::Centre;
use onshi_simulator::results::INSTITUTION;
use serde_json::json;
use std::sync::{Arc, Mutex};

const BOOKED: usize = 12;
/// In seconds.
const WEEK: i64 = 7 * 24 * 3600;

pub(super) fn play(demo: &Demo<'_>, centre: &Arc<Mutex<Centre>>) -> Result<(), Failure> {
    println!("\n■■ 診療所の朝 ■■");
    let people = &demo.people;
    let mut place = Place::open(demo, "clinic", INSTITUTION, centre)?;

    let patient = people.with_card()?;
    let result = place.card(patient)?;
    place.title("薬剤情報の閲覧(同意あり、医師)", &label(patient));
    let view = json!({
        "content": result,
        "information": "medicines",
        "viewer": "doctor-1",
        "right": "physician",
        "patientNumber": "P-0001",
    });
    place.flow("medical-information", view)?;
    place.title("照会番号の登録", &label(patient));
    place.flow(
        "reference-number",
        json!({ "content": result, "patientNumber": "P-0001" }),
    )?;
    place.card(people.in_grace()?)?;
    place.title("汎用カードリーダー(自院のプログラムで検証)", "");
    card_reader::play(demo)?;
    for patient in [people.by_number()?, people.lost()?] {
        place.title("番号による照会(資格確認書)", &label(patient));
        place.flow("by-number", json!({ "patients": [numbers(patient)] }))?;
    }
    place.title("一括照会(明日の予約)", &format!("{BOOKED}人"));
    let booked = people.booked(BOOKED).into_iter().enumerate();
    let booked: Vec<_> = booked
        .map(|(place, patient)| {
            let mut numbers = numbers(patient);
            numbers["identifier"] = json!(format!("R{:03}", place + 1));
            numbers
        })
        .collect();
    place.flow("bulk", json!({ "patients": booked }))?;
    place.title("訪問診療(マイナ在宅受付で同意済みの患者)", "");
    let week = [demo.at_unix - WEEK, demo.at_unix].map(clock::japan_date);
    place.flow(
        "home-visit",
        json!({ "visit": "fetch", "from": week[0], "to": week[1] }),
    )?;
    place.close()
}
