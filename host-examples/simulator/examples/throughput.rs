//! How many requests a second the connector answers through its folders, alone and
//! in one thread: `cargo run -p onshi-simulator --example throughput`.

use core::error::Error;
use onshi_simulator::centre::Centre;
use onshi_simulator::connector::{Connector, Settings};
use onshi_simulator::population::Population;
use onshi_simulator::results::INSTITUTION;
use std::fs;
use std::time::{Instant, SystemTime};

const AT: i64 = 1_795_219_200;
const ROUNDS: u32 = 50;
const EACH: u32 = 200;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let started = Instant::now();
    let population = Population::generate(1, AT, 20_000);
    let requests: Vec<_> = population
        .patients()
        .iter()
        .filter_map(|patient| {
            let coverage = patient.person.coverages.first()?;
            Some(format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n<XmlMsg><MessageHeader>\
                 <QualificationConfirmationDate>20261121</QualificationConfirmationDate>\
                 <MedicalInstitutionCode>{INSTITUTION}</MedicalInstitutionCode></MessageHeader><MessageBody>\
                 <QualificationConfirmSearchInfo><InsurerNumber>{:>8}</InsurerNumber>\
                 <InsuredIdentificationNumber>{}</InsuredIdentificationNumber><Birthdate>{}</Birthdate>\
                 <LimitApplicationCertificateRelatedConsFlg>1</LimitApplicationCertificateRelatedConsFlg>\
                 </QualificationConfirmSearchInfo></MessageBody></XmlMsg>",
                coverage.insurer_number,
                coverage.number,
                patient.person.wire_birthdate(),
            ))
        })
        .collect();
    println!("population of 20000: {:?}", started.elapsed());
    let mut settings = Settings::at(folder.path());
    settings.sessions = usize::MAX;
    let mut connector = Connector::open(settings, Centre::new(population).shared())?;
    let mut busy = core::time::Duration::ZERO;
    let mut next = requests.iter().cycle();
    let mut serial = 0;
    for _ in 0..ROUNDS {
        for request in next.by_ref().take(EACH as usize) {
            serial += 1;
            fs::write(
                folder
                    .path()
                    .join(format!("req/OQSsiquc01req_{serial}.xml")),
                request,
            )?;
        }
        let before = Instant::now();
        let step = connector.step(SystemTime::now())?;
        busy += before.elapsed();
        assert_eq!(step.written, EACH as usize);
        for entry in fs::read_dir(folder.path().join("res"))? {
            fs::remove_file(entry?.path())?;
        }
    }
    let answers = f64::from(ROUNDS * EACH);
    println!("{:.0} answers a second", answers / busy.as_secs_f64());
    Ok(())
}
