//! Requests of the flow in the page, to the connector and back.

use crate::support::{Session, World, anybody, consents, onshi, somebody, someone};
use base64ct::{Base64, Encoding};
use onshi_home_visit_server::Limits;
use onshi_host::BuildOptions;
use onshi_host::reception::Step;
use onshi_simulator::population::{CardState, Patient, Standing};
use serde_json::{Value, json};

/// The page: it runs the core's flow, and has the server do the rest.
pub(crate) struct Page<'w> {
    world: &'w World,
    pub(crate) session: Session,
    now: String,
    state: String,
    seen: usize,
    last: Value,
    results: Vec<Value>,
}

impl<'w> Page<'w> {
    /// Somebody's card was read, and they consented; the flow begins.
    pub(crate) fn of(world: &'w World, patient: &Patient, given: bool) -> Self {
        let (session, seen) = world.read(patient);
        let asked = consents(given, "registered-at-home-1");
        let registered = world.post(&format!("{}/consents", session.path), &asked);
        assert_eq!(registered.status, 200, "{}", registered.json());
        assert_eq!(seen["session"], session.begun["session"]);
        Self::with(world, session)
    }

    fn with(world: &'w World, session: Session) -> Self {
        let now = session.begun["now"].as_str().unwrap().to_owned();
        Self {
            world,
            session,
            now,
            state: String::new(),
            seen: 0,
            last: Value::Null,
            results: Vec::new(),
        }
    }

    fn begin(&mut self) -> Step {
        let mut situation = self.session.begun["situation"].clone();
        situation["visit"] = "fetch".into();
        let later = self.session.begun["later"].as_object().cloned();
        for (name, value) in later.unwrap_or_default() {
            situation[name] = value;
        }
        // The collection is due at once: the clock of the test stands.
        situation["times"] = json!({ "pollSeconds": 1 });
        let begun = onshi().begin("home-visit", &situation.to_string(), &self.now);
        begun.unwrap().into_inner()
    }

    /// Runs the flow to its end, as the page does.
    fn run(&mut self) -> Step {
        let mut step = self.begin();
        while step.outcome.is_none() {
            self.state.clone_from(&step.state);
            let mut waits = None;
            for action in &step.actions {
                match action.kind.as_str() {
                    "publish" => self.publish(action.file_name.as_ref(), action.bytes.as_ref()),
                    "wait" => waits.clone_from(&action.until),
                    _ => {}
                }
            }
            let (event, payload) = match waits {
                Some(until) => {
                    self.now = until;
                    (json!({ "kind": "time-out" }), Vec::new())
                }
                None => self.next(),
            };
            let advanced = onshi().advance(&self.state, &event.to_string(), &payload, &self.now);
            step = advanced.unwrap().into_inner();
            let delivered = step
                .actions
                .iter()
                .filter(|action| action.kind == "deliver");
            for action in delivered {
                let judgement = action.judgement.as_deref().unwrap();
                self.results.push(serde_json::from_str(judgement).unwrap());
            }
        }
        step
    }

    /// Collects by the flow, and has another result arrive in the place of the terminal's.
    /// Answers what the server tells of it.
    pub(crate) fn collect_instead(&mut self, result: &str) -> Value {
        let mut step = self.begin();
        loop {
            self.state.clone_from(&step.state);
            let published = step.actions.iter().find(|one| one.kind == "publish");
            let collects =
                published.filter(|one| one.file_name.as_ref().unwrap().contains("02req"));
            if let Some(action) = collects {
                self.world.terminal_fault("lost");
                self.publish(action.file_name.as_ref(), action.bytes.as_ref());
                let name = action.file_name.as_ref().unwrap().replace("req", "res");
                self.world.arrive(&name, result);
                while self.next_told()["event"]["kind"] != "arrived" {}
                return self.last.take();
            }
            if let Some(action) = published {
                self.publish(action.file_name.as_ref(), action.bytes.as_ref());
            }
            let waits = step.actions.iter().find_map(|one| one.until.clone());
            let (event, payload) = match waits {
                Some(until) => {
                    self.now = until;
                    (json!({ "kind": "time-out" }), Vec::new())
                }
                None => self.next(),
            };
            let advanced = onshi().advance(&self.state, &event.to_string(), &payload, &self.now);
            step = advanced.unwrap().into_inner();
        }
    }

    fn publish(&self, name: Option<&String>, bytes: Option<&Vec<u8>>) {
        let asked = request(name.unwrap(), bytes.unwrap());
        let taken = self.world.post(&self.path("exchange"), &asked);
        assert_eq!(taken.status, 202, "{}", taken.json());
    }

    /// What happened next, with the bytes beside it.
    fn next(&mut self) -> (Value, Vec<u8>) {
        let first = self.next_told().clone();
        let payload = Base64::decode_vec(first["payload"].as_str().unwrap_or_default());
        (first["event"].clone(), payload.unwrap())
    }

    fn next_told(&mut self) -> &Value {
        let path = format!("{}?after={}&wait=20", self.path("events"), self.seen);
        let mut events = self.world.get(&path).json();
        let first = events["events"][0].take();
        assert!(first.is_object(), "something happens");
        self.seen += 1;
        self.last = first;
        &self.last
    }

    fn path(&self, name: &str) -> String {
        format!("{}/{name}", self.session.path)
    }
}

fn request(name: &str, bytes: &[u8]) -> Value {
    json!({ "fileName": name, "bytes": Base64::encode_string(bytes) })
}

/// How many requests the terminal saw.
fn seen_by_the_terminal(world: &World) -> usize {
    let record = std::fs::read_to_string(world.folder.path().join("record.tsv"));
    record.unwrap_or_default().lines().count()
}

fn other() -> &'static Patient {
    someone(|patient| {
        patient.id > anybody().id
            && patient.standing == Standing::Insured
            && patient.card == CardState::Good
    })
}

#[test]
fn the_result_is_there_on_the_spot_and_of_nobody_else() {
    let world = World::start();
    Page::of(&world, other(), true);
    let mut page = Page::of(&world, anybody(), true);
    let end = page.run();
    assert_eq!(end.outcome.unwrap().kind, "answered");
    let units = page.results[0]["units"].as_array().unwrap().clone();
    assert_eq!(units.len(), 1);
    let judgement = &units[0]["judgement"];
    assert_eq!(judgement["state"]["code"], "eligible");
    for consent in judgement["eligibilities"][0]["consents"]
        .as_array()
        .unwrap()
    {
        assert_eq!(consent["viewable"], true, "{consent}");
    }
    // The day has others, and not a word of them gets through.
    let events = world.get(&page.path("events"));
    let last = events.json()["events"]
        .as_array()
        .unwrap()
        .last()
        .unwrap()
        .clone();
    let reduced = json!({ "kept": 1, "withheld": true, "toldApart": true });
    assert_eq!(last["reduced"], reduced);
    let text = String::from_utf8(events.body).unwrap();
    assert!(text.contains(&anybody().person.kana));
    assert!(!text.contains(&other().person.address));
    assert!(!text.contains(&other().person.coverages[0].number));
}

#[test]
fn at_a_later_visit_staff_need_no_card_and_get_that_patients_result_alone() {
    let world = World::start();
    Page::of(&world, anybody(), true);
    let mut visits = world.visits();
    visits.retain(|visit| visit["state"]["code"] == "visit.later");
    let visit = visits.swap_remove(0);
    let (_, staff) = world.pages.staff.split_once("staff=").unwrap();
    let asked = json!({ "visit": visit["id"], "staff": staff });
    let session = world.session_at(&world.pages.home, &asked);
    assert_eq!(session.begun["state"], "without-card");
    assert_eq!(session.begun["verdict"], Value::Null);
    assert_eq!(session.begun["person"]["kana"], visit["kana"]);
    let mut page = Page::with(&world, session);
    let end = page.run();
    assert_eq!(end.outcome.unwrap().kind, "answered");
    let units = page.results[0]["units"].as_array().unwrap();
    assert_eq!(units.len(), 1);
    let events = world.get(&page.path("events"));
    let events = String::from_utf8(events.body).unwrap();
    assert!(events.contains(visit["kana"].as_str().unwrap()));
    assert!(!events.contains(&anybody().person.kana));
    // Without the staff's key a visit is nothing but a visit.
    for (asked, state) in [
        (json!({ "visit": visit["id"] }), "waiting"),
        (json!({ "staff": staff }), "waiting"),
    ] {
        let session = world.session_at(&world.pages.home, &asked);
        assert_eq!(session.begun["state"], state);
        assert_eq!(session.begun["person"], Value::Null);
    }
    let path = format!("{}/sessions", world.place(&world.pages.home));
    let guessed = json!({ "visit": visit["id"], "staff": "0" });
    assert_eq!(world.post(&path, &guessed).code(), "staff.unknown");
}

#[test]
fn a_lost_eligibility_is_told_with_what_else_is_lawful() {
    let world = World::start();
    let mut page = Page::of(&world, somebody(Standing::Lost, CardState::Good), false);
    page.run();
    let judgement = &page.results[0]["units"][0]["judgement"];
    assert_ne!(judgement["state"]["code"], "eligible");
    assert!(!judgement["nextSteps"].as_array().unwrap().is_empty());
}

#[test]
fn somebody_in_the_three_months_gets_the_eligibility_without_any_consent() {
    let world = World::start();
    let mut page = Page::of(&world, somebody(Standing::Insured, CardState::Grace), false);
    page.run();
    let judgement = &page.results[0]["units"][0]["judgement"];
    assert_eq!(judgement["state"]["code"], "eligible");
    let consents = judgement["eligibilities"][0]["consents"].as_array();
    let viewable = consents.unwrap().iter();
    let viewable = viewable.filter(|consent| consent["viewable"] == true);
    let viewable: Vec<_> = viewable.map(|consent| &consent["kind"]["code"]).collect();
    // 限度額 needs no consent with a card.
    assert_eq!(viewable, ["information.limit-certificate"]);
}

#[test]
fn a_request_whose_answer_was_lost_goes_to_the_terminal_once() {
    let world = World::start();
    let mut page = Page::of(&world, anybody(), true);
    let step = page.begin();
    let action = step
        .actions
        .iter()
        .find(|action| action.kind == "publish")
        .unwrap();
    let (name, bytes) = (
        action.file_name.as_ref().unwrap(),
        action.bytes.as_ref().unwrap(),
    );
    let asked = request(name, bytes);
    world.fault("lost-answer", "/exchange");
    let path = page.path("exchange");
    assert!(
        world
            .try_post(&path, "application/json", &asked.to_string())
            .is_err()
    );
    assert_eq!(world.post(&path, &asked).json()["repeated"], true);
    assert_eq!(page.next().0["kind"], "published");
    let arrived = page.next().0;
    assert_eq!(arrived["kind"], "arrived");
    assert_eq!(seen_by_the_terminal(&world), 1);
    let mut bent = bytes.clone();
    bent.extend(b"\n");
    let bent = world.post(&path, &request(name, &bent));
    assert_eq!((bent.status, bent.code().as_str()), (409, "file.reused"));
}

#[test]
fn a_request_that_the_terminal_refuses_comes_back_to_the_flow() {
    let world = World::start();
    let mut page = Page::of(&world, anybody(), true);
    world.terminal_fault("refused");
    let end = page.run();
    assert_eq!(end.outcome.unwrap().kind, "refused");
    assert!(page.results.is_empty());
}

#[test]
fn only_requests_of_the_sessions_own_flow_are_handed_on() {
    let world = World::start();
    let page = Page::of(&world, anybody(), true);
    let suffix = page.session.begun["situation"]["suffix"].as_str().unwrap();
    let institution = page.session.begun["situation"]["institution"]
        .as_str()
        .unwrap();
    let build = |interface: &str, institution: &str, suffix: &str, body: Value| {
        let content = json!({ "XmlMsg": {
            "MessageHeader": { "MedicalInstitutionCode": institution },
            "MessageBody": body,
        } });
        let options = BuildOptions {
            suffix: suffix.to_owned(),
            ..BuildOptions::default()
        };
        let built = onshi().build(interface, &content.to_string(), &options);
        let built = built.unwrap().into_inner();
        request(&built.name, &built.bytes)
    };
    let day = |flag: &str| {
        json!({ "QualificationConfirmSearchInfo": {
            "ConsentDateFrom": "20261121", "ConsentDateTo": "20261121",
            "MedicalTreatmentFlag": flag,
        } })
    };
    let number = json!({ "ReceptionNumber": "000000000000001" });
    for (what, asked) in [
        (
            "another's suffix",
            build("OQS-IF-017", institution, "20261121other", day("2")),
        ),
        (
            "another institution",
            build("OQS-IF-017", "1310000004", suffix, day("2")),
        ),
        (
            "online care",
            build("OQS-IF-021", institution, suffix, day("3")),
        ),
        (
            "another's 受付番号",
            build("OQS-IF-019", institution, suffix, number),
        ),
        (
            "a bulk inquiry",
            build(
                "OQS-IF-007",
                institution,
                suffix,
                json!({ "ReceptionNumber": "1" }),
            ),
        ),
        (
            "no message",
            request(&format!("OQSsiquc01req_{suffix}.xml"), b"<x/>"),
        ),
        ("a path", request("../req/OQSsiquc01req_1.xml", b"<x/>")),
    ] {
        let answer = world.post(&page.path("exchange"), &asked);
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (403, "exchange.not-yours"),
            "{what}"
        );
    }
    assert_eq!(seen_by_the_terminal(&world), 0);
}

#[test]
fn a_session_publishes_so_many_requests_and_no_more() {
    let limits = Limits {
        publications: 2,
        ..Limits::default()
    };
    let world = World::within(limits, None);
    let mut page = Page::of(&world, anybody(), true);
    let step = page.begin();
    let publish = step.actions.iter().find(|action| action.kind == "publish");
    let publish = publish.unwrap();
    let name = publish.file_name.as_ref().unwrap();
    let bytes = publish.bytes.as_ref().unwrap();
    let publish = |suffix: &str| {
        let (stem, end) = name.split_once('.').unwrap();
        let asked = request(&format!("{stem}{suffix}.{end}"), bytes);
        world.post(&page.path("exchange"), &asked)
    };
    for suffix in ["", "-2"] {
        assert_eq!(publish(suffix).status, 202, "{suffix}");
    }
    let more = publish("-3");
    assert_eq!(
        (more.status, more.code().as_str()),
        (429, "exchange.too-many")
    );
    // A repetition is no other request.
    assert_eq!(publish("-2").json()["repeated"], true);
}

#[test]
fn nothing_is_asked_before_the_card_was_read() {
    let world = World::start();
    let session = world.session();
    let path = format!("{}/exchange", session.path);
    let answer = world.post(&path, &request("OQSsiquc01req_1.xml", b"<x/>"));
    assert_eq!(answer.code(), "session.not-verified");
}

#[test]
fn what_one_card_told_is_gone_with_the_next_challenge() {
    let world = World::start();
    let mut page = Page::of(&world, anybody(), true);
    page.run();
    let events = world.get(&page.path("events"));
    let text = String::from_utf8(events.body).unwrap();
    assert!(text.contains(&anybody().person.kana), "there was something");
    let receipt = events_of(&text).find_map(|event| {
        let body = &event["event"]["content"]["XmlMsg"]["MessageBody"];
        body["ReceptionNumber"].as_str().map(str::to_owned)
    });
    let anew = world.ask_anew(&page.session);
    assert_eq!(anew.begun["state"], "waiting");
    let events = world.get(&page.path("events"));
    assert_eq!(events.code(), "session.not-verified");
    // Nor once another person's card is confirmed, by the number of the former's request.
    let session = world.present(&anew, other().id);
    let path = format!("{}/events?after=0", session.path);
    assert_eq!(world.get(&path).json()["events"], json!([]));
    let suffix = session.begun["situation"]["suffix"].as_str().unwrap();
    let built = onshi().build(
        "OQS-IF-019",
        &json!({ "XmlMsg": {
            "MessageHeader": { "MedicalInstitutionCode": session.begun["situation"]["institution"] },
            "MessageBody": { "ReceptionNumber": receipt.unwrap() },
        } })
        .to_string(),
        &BuildOptions {
            suffix: suffix.to_owned(),
            ..BuildOptions::default()
        },
    );
    let built = built.unwrap().into_inner();
    let asked = request(&built.name, &built.bytes);
    let taken = world.post(&format!("{}/exchange", session.path), &asked);
    assert_eq!(taken.code(), "exchange.not-yours");
}

#[test]
fn a_result_that_comes_late_for_one_person_is_not_told_to_the_next() {
    let world = World::start();
    let mut first = Page::of(&world, anybody(), true);
    let step = first.begin();
    let publishes = step.actions.iter().find(|action| action.kind == "publish");
    let action = publishes.unwrap();
    let names = action.file_name.clone().unwrap();
    first.publish(action.file_name.as_ref(), action.bytes.as_ref());
    // Before anything came of it, another person's card is read in the same session.
    let anew = world.ask_anew(&first.session);
    let session = world.present(&anew, other().id);
    let asked = consents(true, "registered-at-home-2");
    world.post(&format!("{}/consents", session.path), &asked);
    let mut next = Page::with(&world, session);
    next.run();
    assert_eq!(seen_by_the_terminal(&world), 3, "the first one's went too");
    let events = world.get(&next.path("events?after=0"));
    let text = String::from_utf8(events.body).unwrap();
    assert!(text.contains(&other().person.kana));
    assert!(!text.contains(&anybody().person.kana));
    let suffix = names.rsplit('_').next().unwrap();
    assert!(!text.contains(suffix.trim_end_matches(".xml")));
}

fn events_of(text: &str) -> impl Iterator<Item = Value> {
    let told: Value = serde_json::from_str(text).unwrap();
    told["events"].as_array().unwrap().clone().into_iter()
}
