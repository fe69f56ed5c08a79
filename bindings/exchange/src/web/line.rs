//! One POST over the closed network, and what its failure means.

use crate::Error;
use crate::trouble::{LINE_LOST, NO_CONNECTION, Trouble};
use core::fmt;
use core::time::Duration;
use std::io::{self, ErrorKind};
use std::sync::{Arc, PoisonError, RwLock};
use ureq::http::Uri;
use ureq::tls::{Certificate, ClientCert, PrivateKey, RootCerts, TlsConfig, TlsProvider};
use ureq::{Agent, Timeout};

/// Where the Web API is and how it is reached. Hosts, paths and headers are not public:
/// the operator says them, and nothing is assumed.
#[derive(Clone)]
pub struct LineOptions {
    /// Scheme, host and port, such as `https://…:443`.
    pub base: String,
    /// Certificates of the authorities that the server's may come from, PEM. No public
    /// ones are built in.
    pub roots: Vec<u8>,
    /// The client certificate with what is between it and its authority, and its key,
    /// both PEM (facts §1: login is with a client certificate).
    pub client: Option<(Vec<u8>, Vec<u8>)>,
    /// Headers of every request, such as `Content-Type`.
    pub headers: Vec<(String, String)>,
    /// How long making a connection may take. 10 s.
    pub connecting: Duration,
    /// How long everything from the first byte on may take. 60 s.
    pub answering: Duration,
    /// What an answer may have. 64 MiB.
    pub most_bytes: u64,
}

impl LineOptions {
    /// With the defaults, JSON both ways.
    #[must_use]
    pub fn to(base: impl Into<String>) -> Self {
        Self {
            base: base.into(),
            roots: Vec::new(),
            client: None,
            headers: vec![("Content-Type".to_owned(), "application/json".to_owned())],
            connecting: Duration::from_secs(10),
            answering: Duration::from_secs(60),
            most_bytes: 64 << 20,
        }
    }
}

// Headers and keys are secrets.
impl fmt::Debug for LineOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LineOptions")
            .field("base", &self.base)
            .finish_non_exhaustive()
    }
}

/// The line; clones share it.
#[derive(Clone)]
pub struct Line {
    agent: Agent,
    base: Arc<str>,
    headers: Arc<RwLock<Vec<(String, String)>>>,
    most_bytes: u64,
}

impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Line")
            .field("base", &self.base)
            .finish_non_exhaustive()
    }
}

/// An answer of the server.
#[derive(Clone, PartialEq, Eq)]
pub struct Answer {
    /// Its HTTP status.
    pub status: u16,
    /// Its body.
    pub content: Vec<u8>,
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Answer({})", self.status)
    }
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Nothing was sent.
    NotSent(Trouble),
    /// It may have been.
    Unknown(Trouble),
}

impl Line {
    /// A line that is not used yet.
    ///
    /// # Errors
    /// [`Error::Configuration`] where certificates or key cannot be read, or where the
    /// line would not be encrypted and leaves this machine.
    pub fn new(options: LineOptions) -> Result<Self, Error> {
        if !is_safe(&options.base) {
            return Err(Error::Configuration(
                "without TLS only this machine itself is reached",
            ));
        }
        let roots = certificates(&options.roots)
            .ok_or(Error::Configuration("the roots are no PEM certificates"))?;
        let client = match &options.client {
            Some((chain, key)) => Some(client(chain, key)?),
            None => None,
        };
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = TlsConfig::builder()
            .provider(TlsProvider::Rustls)
            .unversioned_rustls_crypto_provider(provider)
            .root_certs(RootCerts::new_with_certs(&roots))
            .client_cert(client)
            .build();
        // A connection is never used again: the server may have closed it meanwhile, and
        // then it would not be known whether the request reached it.
        let config = Agent::config_builder()
            .tls_config(tls)
            .proxy(None)
            .max_redirects(0)
            .http_status_as_error(false)
            .max_idle_connections(0)
            .timeout_connect(Some(options.connecting))
            .timeout_global(Some(options.connecting.saturating_add(options.answering)))
            .build();
        Ok(Self {
            agent: config.new_agent(),
            base: options.base.trim_end_matches('/').into(),
            headers: Arc::new(RwLock::new(options.headers)),
            most_bytes: options.most_bytes,
        })
    }

    /// Sets a header of the requests to come, such as the `Authorization` that a login
    /// answered.
    pub fn set_header(&self, name: &str, value: &str) {
        let mut headers = self.headers.write().unwrap_or_else(PoisonError::into_inner);
        headers.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
        headers.push((name.to_owned(), value.to_owned()));
    }

    /// Sends once and waits for the answer: for a login, and for each request.
    ///
    /// # Errors
    /// [`Failure`], which says whether anything can have reached the server. What is
    /// `Unknown` must not be sent again.
    pub fn post(&self, path: &str, content: &[u8]) -> Result<Answer, Failure> {
        let mut request = self.agent.post(format!("{}{path}", self.base));
        {
            let headers = self.headers.read().unwrap_or_else(PoisonError::into_inner);
            for (name, value) in &*headers {
                request = request.header(name, value);
            }
        }
        let response = request.send(content).map_err(|error| failure(&error))?;
        let status = response.status().as_u16();
        let body = response.into_body().into_with_config();
        match body.limit(self.most_bytes).read_to_vec() {
            Ok(content) => Ok(Answer { status, content }),
            Err(_) => Err(Failure::Unknown(LINE_LOST)),
        }
    }
}

/// Only what fails before the first byte is certainly not sent.
fn failure(error: &ureq::Error) -> Failure {
    let is_before = match error {
        ureq::Error::HostNotFound
        | ureq::Error::ConnectionFailed
        | ureq::Error::BadUri(_)
        | ureq::Error::Http(_)
        | ureq::Error::Timeout(Timeout::Resolve | Timeout::Connect) => true,
        ureq::Error::Io(error) => {
            error.kind() == ErrorKind::ConnectionRefused || is_distrust(error)
        }
        _ => false,
    };
    match is_before {
        true => Failure::NotSent(NO_CONNECTION),
        false => Failure::Unknown(LINE_LOST),
    }
}

/// The server's certificate is not what it should be: said before anything is sent.
fn is_distrust(error: &io::Error) -> bool {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref());
    matches!(inner, Some(rustls::Error::InvalidCertificate(_)))
}

/// Whether a line is encrypted, or goes to this machine itself, where nobody listens on
/// the way.
fn is_safe(base: &str) -> bool {
    let Ok(base) = base.parse::<Uri>() else {
        return false;
    };
    match (base.scheme_str(), base.host()) {
        (Some("https"), Some(_)) => true,
        (Some("http"), Some(host)) => ["127.0.0.1", "localhost", "[::1]"].contains(&host),
        _ => false,
    }
}

fn certificates(pem: &[u8]) -> Option<Vec<Certificate<'static>>> {
    let items = ureq::tls::parse_pem(pem).map(|item| match item.ok()? {
        ureq::tls::PemItem::Certificate(certificate) => Some(certificate),
        _ => None,
    });
    items.collect()
}

fn client(chain: &[u8], key: &[u8]) -> Result<ClientCert, Error> {
    let chain = certificates(chain).filter(|chain| !chain.is_empty());
    let chain = chain.ok_or(Error::Configuration(
        "the client certificate is no PEM certificate",
    ))?;
    let key = PrivateKey::from_pem(key);
    let key = key.map_err(|_| Error::Configuration("the client's key is no PEM key"))?;
    Ok(ClientCert::new_with_certs(&chain, key))
}
