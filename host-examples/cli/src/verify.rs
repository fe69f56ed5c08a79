//! `onshi verify`: a certificate chain, judged by the component.

mod batch;

use crate::arguments::{once, required};
use crate::{Ending, Failure, clock, open, read_file, screen};
use base64ct::{Base64, Encoding as _};
use lexopt::{Arg, Parser, ValueExt as _};
use onshi_host::certificate::Request;
use onshi_host::{RevocationScope, ValidationOptions};
use serde_json::json;
use std::path::{Path, PathBuf};

/// What a file on the command line is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Leaf,
    Intermediate,
    Anchor,
    Crl,
    Ocsp,
}

#[derive(Default)]
struct Arguments {
    profile: Option<String>,
    files: Vec<(Role, PathBuf)>,
    /// The last file that stood by itself, which in `--anchor A B CERT` is CERT.
    last_alone: Option<usize>,
    at: Option<String>,
    batch: Option<PathBuf>,
    options: ValidationOptions,
    json: bool,
}

pub(crate) fn run(parser: Parser) -> Result<Ending, Failure> {
    let arguments = parse(parser)?;
    if let Some(file) = &arguments.batch {
        return batch::run(&open()?, file);
    }
    let json = arguments.json;
    let request = arguments.request()?;
    let onshi = open()?;
    if json {
        let input = json!({
            "profile": request.profile,
            "leaf": Base64::encode_string(&request.leaf),
            "intermediates": base64(&request.intermediates),
            "anchors": base64(&request.anchors),
            "crls": base64(&request.crls),
            "ocspResponses": base64(&request.ocsp_responses),
            "at": request.at,
            "options": serde_json::from_str::<serde_json::Value>(&request.options).unwrap_or_default(),
        });
        let verdict = onshi.invoke("certificate.validate", &input.to_string(), &[])?;
        return screen::json(verdict, |verdict| verdict["state"] == "valid");
    }
    let verdict = onshi.validate(&request)?;
    screen::verdict(&verdict);
    Ok(if verdict.state == "valid" {
        Ending::Good
    } else {
        Ending::NotGood
    })
}

fn parse(mut parser: Parser) -> Result<Arguments, Failure> {
    let mut arguments = Arguments::default();
    // What a file is that stands by itself: one more of the list before it.
    let mut role = Role::Leaf;
    while let Some(argument) = parser.next()? {
        if let Arg::Value(path) = argument {
            arguments.last_alone = Some(arguments.files.len());
            arguments.files.push((role, path.into()));
            continue;
        }
        role = match argument {
            Arg::Long("anchor") => Role::Anchor,
            Arg::Long("intermediate") => Role::Intermediate,
            Arg::Long("crl") => Role::Crl,
            Arg::Long("ocsp") => Role::Ocsp,
            _ => Role::Leaf,
        };
        match argument {
            Arg::Long("anchor" | "intermediate" | "crl" | "ocsp") => {
                arguments.files.push((role, parser.value()?.into()));
            }
            Arg::Long("profile") => {
                once(&mut arguments.profile, "profile", parser.value()?.string()?)?;
            }
            Arg::Long("batch") => once(&mut arguments.batch, "batch", parser.value()?.into())?,
            Arg::Long("at") => once(&mut arguments.at, "at", parser.value()?.string()?)?,
            Arg::Long("accept-test-hierarchy") => arguments.options.accept_test_hierarchy = true,
            Arg::Long("accept-grace") => arguments.options.accept_grace = true,
            Arg::Long("require-revocation") => {
                arguments.options.require_revocation = Some(RevocationScope::Chain);
            }
            Arg::Long("name") => {
                let name = parser.value()?.string()?;
                once(&mut arguments.options.name, "name", name)?;
            }
            Arg::Long("policy") => {
                let policy = parser.value()?.string()?;
                arguments.options.required_policies.push(policy);
            }
            Arg::Long("eku") => {
                let purpose = parser.value()?.string()?;
                arguments.options.extended_key_usages.push(purpose);
            }
            Arg::Long("json") => arguments.json = true,
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(arguments)
}

impl Arguments {
    fn request(mut self) -> Result<Request, Failure> {
        if self.files.iter().all(|(role, _)| *role != Role::Leaf)
            && let Some(file) = self.last_alone.and_then(|index| self.files.get_mut(index))
        {
            file.0 = Role::Leaf;
        }
        let mut leaves = certificates(&self.files, Role::Leaf)?.into_iter();
        let leaf = required(leaves.next(), "CERT")?;
        if leaves.next().is_some() {
            return Err(Failure::Misuse("more than one CERT".to_owned()));
        }
        let profile = required(self.profile, "--profile")?;
        Ok(Request {
            profile: own_profile(profile)?,
            leaf,
            intermediates: certificates(&self.files, Role::Intermediate)?,
            anchors: certificates(&self.files, Role::Anchor)?,
            crls: certificates(&self.files, Role::Crl)?,
            ocsp_responses: certificates(&self.files, Role::Ocsp)?,
            at: self.at.unwrap_or_else(clock::now),
            options: self.options.to_json(),
        })
    }
}

/// A profile's name, or the text of the caller's own.
fn own_profile(profile: String) -> Result<String, Failure> {
    if Path::new(&profile)
        .extension()
        .is_none_or(|extension| extension != "json")
    {
        return Ok(profile);
    }
    String::from_utf8(read_file(Path::new(&profile))?)
        .map_err(|_| Failure::Misuse(format!("{profile}: not UTF-8")))
}

/// The contents of the files of a role; a PEM file may hold several.
fn certificates(files: &[(Role, PathBuf)], role: Role) -> Result<Vec<Vec<u8>>, Failure> {
    let mut certificates = Vec::new();
    for (_, path) in files.iter().filter(|(of, _)| *of == role) {
        let bytes = read_file(path)?;
        if bytes.starts_with(b"-----BEGIN") {
            let blocks = pem::parse_many(&bytes)
                .map_err(|error| Failure::Misuse(format!("{}: {error}", path.display())))?;
            certificates.extend(blocks.into_iter().map(pem::Pem::into_contents));
        } else {
            certificates.push(bytes);
        }
    }
    Ok(certificates)
}

fn base64(certificates: &[Vec<u8>]) -> Vec<String> {
    certificates
        .iter()
        .map(|der| Base64::encode_string(der))
        .collect()
}
