//! The operations: take the arguments, run, write the answer.

use super::arguments::Arguments;
use super::{Document, Institution, Insurer, NO_RANDOMNESS, Name, Part, Random, UNKNOWN_OPERATION};
use crate::answer::{Answer as _, Format};
use crate::audit::{self, Appended, Entry, Head, Key, Verification};
use crate::certificate::{
    self, CertificateSummary, Challenge, SignatureAlgorithm, ToSign, Verdict,
};
use crate::eligibility::{self, BulkJudgement, Judgement, Registrations};
use crate::exceptional_use::{
    self, Decision, Reconciliation, ReconciliationOptions, Registration, View,
};
use crate::identifier::{self, InstitutionCode, InsurerNumber};
use crate::json::Members;
use crate::medical_information::{self, Summary};
use crate::message::layout::supplied::Draft;
use crate::message::{
    self, Asked, BuildOptions, Correlation, File, FileName, Interface, Line, Progress, ReadOptions,
};
use crate::office::{self, Day, DaySheet};
use crate::problem::{Place, Problem, Problems};
use crate::reception::{self, Event, Situation, Step};
use crate::reconciliation::{self, Chart, Comparison};
use alloc::string::String;
use alloc::vec::Vec;

/// An answer that JSON wraps.
pub(super) const VERIFY_SIGNATURE: &str = "certificate.verify-signature";

pub(super) fn run(operation: &str, of: Arguments<'_>, random: Random<'_>, to: &mut dyn Format) {
    match operation {
        "message.read" => read(of).write(to),
        "message.read-part" => read_part(of).write(to),
        "message.build" => build(of).write(to),
        "message.build-batch" => build_batch(of).write(to),
        "message.outline" => outline(of).write(to),
        "message.parse-file-name" => parse_file_name(of).write(to),
        "message.correlate" => correlate(of).write(to),
        "eligibility.judge" => judge(of).write(to),
        "eligibility.judge-units" => judge_units(of).write(to),
        "eligibility.read-registrations" => registrations(of).write(to),
        "reception.begin" => begin(of).write(to),
        "reception.advance" => advance(of).write(to),
        "medical-information.summarize" => summarize(of).write(to),
        "reconciliation.compare" => compare(of).write(to),
        "audit.append" => append(of).write(to),
        "audit.verify" => verify(of).write(to),
        "exceptional-use.examine" => examine(of).write(to),
        "exceptional-use.reconcile" => reconcile(of).write(to),
        "office.day-sheet" => day_sheet(of).write(to),
        "identifier.read-insurer-number" => read_insurer_number(of).write(to),
        "identifier.read-institution-code" => read_institution_code(of).write(to),
        "identifier.fold-width" => fold_width(of).write(to),
        _ => certificate(operation, of, random, to),
    };
}

/// Those of certificates alone, for a build that has nothing else. As every answer, says
/// whether all of it was written.
pub(super) fn certificate(
    operation: &str,
    of: Arguments<'_>,
    random: Random<'_>,
    to: &mut dyn Format,
) -> bool {
    match operation {
        "certificate.validate" => validate(of).write(to),
        "certificate.describe" => describe(of).write(to),
        VERIFY_SIGNATURE => verify_signature(of).write(to),
        "certificate.issue-challenge" => issue_challenge(of, random).write(to),
        "certificate.challenge-to-sign" => challenge_to_sign(of).write(to),
        "certificate.authenticate" => authenticate(of).write(to),
        _ => unknown().write(to),
    }
}

fn unknown() -> Result<String, Problems> {
    let problem = Problem::error(UNKNOWN_OPERATION);
    Err(problem.at(Place::path("operation")).into())
}

fn read(mut of: Arguments<'_>) -> Result<Document, Problems> {
    let (bytes, choices) = of.payload_and_options(ReadChoices::read);
    of.end()?;
    let layouts = choices.layouts()?;
    let document = message::read(&bytes, &choices.as_options(&layouts))?;
    Ok(Document::from(&document))
}

fn read_part(mut of: Arguments<'_>) -> Result<Part, Problems> {
    let progress = of.text("progress");
    let (bytes, choices) = of.payload_and_options(ReadChoices::read);
    of.end()?;
    let layouts = choices.layouts()?;
    let progress = Progress::from_text(&progress)?;
    message::read_part(progress, &bytes, &choices.as_options(&layouts)).map(Part::from)
}

/// [`ReadOptions`] as JSON: it owns its texts.
struct ReadChoices {
    file_name: Option<String>,
    interface: Option<String>,
    layouts: Vec<Draft>,
    limits: message::Limits,
}

impl ReadChoices {
    fn read(members: &mut Members<'_>) -> Self {
        Self {
            file_name: members.optional_text("fileName"),
            interface: members.optional_text("interface"),
            layouts: members.objects("layouts", Draft::read),
            limits: members.optional_object("limits", message::Limits::read),
        }
    }

    fn layouts(&self) -> Result<Vec<Interface>, Problem> {
        self.layouts.iter().map(Draft::to_interface).collect()
    }

    fn as_options<'a>(&'a self, layouts: &'a [Interface]) -> ReadOptions<'a> {
        ReadOptions {
            file_name: self.file_name.as_deref(),
            interface: self.interface.as_deref(),
            layouts,
            limits: self.limits,
        }
    }
}

fn build(mut of: Arguments<'_>) -> Result<File, Problems> {
    let interface = of.text("interfaceId");
    let content = of.content();
    let choices = of.options(BuildChoices::read);
    of.end()?;
    message::build(&interface, &content, &choices.into_options()?)
}

fn build_batch(mut of: Arguments<'_>) -> Result<Vec<File>, Problems> {
    let interface = of.text("interfaceId");
    let content = of.content();
    let per_file = of.number("perFile");
    let choices = of.options(BuildChoices::read);
    of.end()?;
    message::build_batch(&interface, &content, per_file, &choices.into_options()?)
}

/// [`BuildOptions`] as JSON: its layouts are not looked through yet.
struct BuildChoices {
    options: BuildOptions,
    layouts: Vec<Draft>,
}

impl BuildChoices {
    fn read(members: &mut Members<'_>) -> Self {
        Self {
            layouts: members.objects("layouts", Draft::read),
            options: BuildOptions::read(members),
        }
    }

    fn into_options(self) -> Result<BuildOptions, Problem> {
        Ok(BuildOptions {
            layouts: self
                .layouts
                .iter()
                .map(Draft::to_interface)
                .collect::<Result<_, _>>()?,
            ..self.options
        })
    }
}

fn outline(mut of: Arguments<'_>) -> Result<Vec<Line>, Problems> {
    let interface = of.optional_text("interfaceId");
    let content = of.content();
    of.end()?;
    let options = ReadOptions {
        interface: interface.as_deref(),
        ..ReadOptions::default()
    };
    Ok(message::outline(&message::read_json(&content, &options)?))
}

fn parse_file_name(mut of: Arguments<'_>) -> Result<Name, Problems> {
    let name = of.text("name");
    of.end()?;
    let other = || Problem::error(message::OTHER_FILE_NAME).at(Place::path("name"));
    Ok(FileName::read(&name).ok_or_else(other)?.into())
}

fn correlate(mut of: Arguments<'_>) -> Result<Correlation, Problems> {
    let requests = of.objects("requests", Asked::read);
    let name = of.text("fileName");
    let content = of.optional_content();
    of.end()?;
    let options = ReadOptions {
        file_name: Some(&name),
        ..ReadOptions::default()
    };
    let document = content.map(|content| message::read_json(&content, &options));
    let document = document.transpose()?;
    Ok(message::correlate(&requests, &name, document.as_ref()))
}

fn judge(mut of: Arguments<'_>) -> Result<Judgement, Problems> {
    let content = of.content();
    let at = of.instant("at");
    of.end()?;
    let document = message::read_json(&content, &ReadOptions::default())?;
    eligibility::judge(document.root(), at)
}

fn judge_units(mut of: Arguments<'_>) -> Result<BulkJudgement, Problems> {
    let interface = of.optional_text("interfaceId");
    let content = of.content();
    let asked_on = of.optional_date("askedOn");
    let at = of.instant("at");
    of.end()?;
    let options = ReadOptions {
        interface: interface.as_deref(),
        ..ReadOptions::default()
    };
    let document = message::read_json(&content, &options)?;
    let told = interface.as_ref().and(document.interface);
    eligibility::judge_units(document.root(), told.map(Interface::id), asked_on, at)
}

fn registrations(mut of: Arguments<'_>) -> Result<Registrations, Problems> {
    let content = of.content();
    of.end()?;
    let document = message::read_json(&content, &ReadOptions::default())?;
    eligibility::registrations(document.root())
}

fn begin(mut of: Arguments<'_>) -> Result<Step, Problems> {
    let flow = of.text("flow");
    let situation = of.json("situation");
    let at = of.instant("at");
    let (situation, layouts) = of.within_json("situation", &situation, |members| {
        let layouts = members.objects("layouts", Draft::read);
        (Situation::read(members), layouts)
    });
    of.end()?;
    let layouts: Result<_, _> = layouts.iter().map(Draft::to_interface).collect();
    reception::begin(&flow, &situation.with_layouts(layouts?), at)
}

fn advance(mut of: Arguments<'_>) -> Result<Step, Problems> {
    let state = of.text("state");
    let event = of.json("event");
    let payload = of.payload();
    let at = of.instant("at");
    let event = of.within_json("event", &event, Event::read);
    of.end()?;
    let event = Event {
        payload: &payload,
        ..event
    };
    reception::advance(&state, &event, at)
}

fn summarize(mut of: Arguments<'_>) -> Result<Summary, Problems> {
    let content = of.content();
    let options = of.options(medical_information::Options::read);
    of.end()?;
    let document = message::read_json(&content, &ReadOptions::default())?;
    medical_information::summarize(document.root(), &options)
}

fn compare(mut of: Arguments<'_>) -> Result<Comparison, Problems> {
    let content = of.content();
    let chart = of.record("chart", Chart::read);
    let at = of.instant("at");
    of.end()?;
    let document = message::read_json(&content, &ReadOptions::default())?;
    reconciliation::compare(document.root(), &chart, at)
}

fn validate(mut of: Arguments<'_>) -> Result<Verdict, Problems> {
    let request = of.request();
    of.end()?;
    certificate::validate(&request)
}

fn describe(mut of: Arguments<'_>) -> Result<CertificateSummary, Problems> {
    let certificate = of.bytes("certificate");
    of.end()?;
    certificate::describe(&certificate, "certificate").map_err(Problems::from)
}

fn verify_signature(mut of: Arguments<'_>) -> Result<bool, Problems> {
    let key = of.bytes("key");
    let algorithm = of.text("algorithm");
    let message = of.bytes("message");
    let signature = of.bytes("signature");
    of.end()?;
    certificate::verify_signature(&key, &algorithm, &message, &signature)
}

fn issue_challenge(mut of: Arguments<'_>, random: Random<'_>) -> Result<Challenge, Problems> {
    let audience = of.text("audience");
    let at = of.instant("at");
    let lifetime = of.number("lifetimeSeconds");
    of.end()?;
    let mut nonce = [0; 32];
    if !random(&mut nonce) {
        return Err(Problem::error(NO_RANDOMNESS).into());
    }
    Ok(Challenge::issue(nonce, &audience, at, lifetime)?)
}

fn challenge_to_sign(mut of: Arguments<'_>) -> Result<ToSign, Problems> {
    let challenge = of.within("challenge", Arguments::challenge);
    let algorithm = of.text("algorithm");
    of.end()?;
    let algorithm = SignatureAlgorithm::parse(&algorithm)?;
    Ok(certificate::to_sign(&challenge?, algorithm))
}

fn authenticate(mut of: Arguments<'_>) -> Result<Verdict, Problems> {
    let request = of.within("request", Arguments::request);
    let challenge = of.within("challenge", Arguments::challenge);
    let algorithm = of.text("algorithm");
    let signature = of.bytes("signature");
    of.end()?;
    certificate::authenticate(&request, &challenge?, &algorithm, &signature)
}

fn append(mut of: Arguments<'_>) -> Result<Appended, Problems> {
    let key = Key::new(of.bytes("key"));
    let head = of.text("head");
    let entry = of.record("entry", Entry::read);
    let at = of.instant("at");
    of.end()?;
    let head = match &*head {
        "" => None,
        head => Some(Head::parse(head)?),
    };
    audit::append(&key?, head.as_ref(), &entry, at)
}

fn verify(mut of: Arguments<'_>) -> Result<Verification, Problems> {
    let key = Key::new(of.bytes("key"));
    let lines = of.bytes("lines");
    let progress = of.text("progress");
    let options = of.options(audit::Options::read);
    of.end()?;
    Ok(audit::verify(&key?, &lines, &progress, &options)?)
}

fn examine(mut of: Arguments<'_>) -> Result<Decision, Problems> {
    let situation = of.json("situation");
    let at = of.instant("at");
    let read = exceptional_use::Situation::read;
    let situation = of.within_json("situation", &situation, read);
    of.end()?;
    exceptional_use::examine(&situation, at)
}

fn reconcile(mut of: Arguments<'_>) -> Result<Reconciliation, Problems> {
    let views = of.objects("views", View::read);
    let registrations = of.objects("registrations", Registration::read);
    let options = of.options(ReconciliationOptions::read);
    of.end()?;
    exceptional_use::reconcile(&views, &registrations, options)
}

fn day_sheet(mut of: Arguments<'_>) -> Result<DaySheet, Problems> {
    let day = of.record("day", Day::read);
    let at = of.instant("at");
    of.end()?;
    office::day_sheet(&day, at)
}

fn read_insurer_number(mut of: Arguments<'_>) -> Result<Insurer, Problems> {
    let text = of.text("text");
    of.end()?;
    Ok(InsurerNumber::read(&text)?.into())
}

fn read_institution_code(mut of: Arguments<'_>) -> Result<Institution, Problems> {
    let text = of.text("text");
    of.end()?;
    Ok(InstitutionCode::read(&text)?.into())
}

fn fold_width(mut of: Arguments<'_>) -> Result<String, Problems> {
    let text = of.text("text");
    of.end()?;
    Ok(identifier::fold_width(&text))
}
