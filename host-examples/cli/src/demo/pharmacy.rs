//! A morning at a pharmacy: a card and what was dispensed before, a 調剤券, a 資格確認書.

use super::Demo;
use super::people::{label, numbers};
use super::place::Place;
use crate::{Failure, clock};
use onshi_simulator::centre::Centre;
use onshi_simulator::person::with_check_digit;
use serde_json::json;
use std::sync::{Arc, Mutex};

pub(super) fn play(demo: &Demo<'_>, centre: &Arc<Mutex<Centre>>) -> Result<(), Failure> {
    println!("\n■■ 薬局の朝 ■■");
    // 13 東京, 4 調剤; the pharmacy does not exist.
    let institution = format!("134{}", with_check_digit("999988"));
    let people = &demo.people;
    let mut place = Place::open(demo, "pharmacy", &institution, centre)?;
    let patient = people.with_card()?;
    let result = place.card(patient)?;
    place.title("薬剤情報の閲覧(同意あり、薬剤師)", &label(patient));
    let view = json!({
        "content": result,
        "information": "medicines",
        "viewer": "pharmacist-1",
        "right": "pharmacist",
        "patientNumber": "P-0001",
    });
    place.flow("medical-information", view)?;
    let today = clock::wire_date(&demo.at);
    let day = today.get(6..).and_then(|day| day.parse().ok());
    // 調剤券 come with the card of somebody on 医療扶助.
    place.card(people.assisted(day.unwrap_or(1))?)?;
    let patient = people.by_number()?;
    place.title("番号による照会(資格確認書)", &label(patient));
    place.flow("by-number", json!({ "patients": [numbers(patient)] }))?;
    place.close()
}
