//! The line is encrypted, and both ends show who they are. The certificates are made up,
//! for a hundred years, and their authority's key is thrown away.
#![cfg(feature = "web")]

use onshi_exchange::Error;
use onshi_exchange::trouble::NO_CONNECTION;
use onshi_exchange::web::{Failure, Line, LineOptions};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig, ServerConnection, StreamOwned};
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::thread;

const AUTHORITY: &[u8] = include_bytes!("tls/authority.pem");
const SERVER: (&[u8], &[u8]) = (
    include_bytes!("tls/server.pem"),
    include_bytes!("tls/server.key"),
);
const CLIENT: (&[u8], &[u8]) = (
    include_bytes!("tls/client.pem"),
    include_bytes!("tls/client.key"),
);

/// A server that insists on a client certificate: its address, and each request's bytes.
fn server() -> (String, Receiver<usize>) {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut roots = RootCertStore::empty();
    roots
        .add(CertificateDer::from_pem_slice(AUTHORITY).unwrap())
        .unwrap();
    let verifier =
        WebPkiClientVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider));
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_client_cert_verifier(verifier.build().unwrap())
        .with_single_cert(
            vec![CertificateDer::from_pem_slice(SERVER.0).unwrap()],
            PrivateKeyDer::from_pem_slice(SERVER.1).unwrap(),
        )
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!(
        "https://localhost:{}",
        listener.local_addr().unwrap().port()
    );
    let (sender, received) = channel();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut stream = StreamOwned::new(connection, stream.unwrap());
            let mut request = [0; 4096];
            let length = stream.read(&mut request).unwrap_or(0);
            sender.send(length).unwrap();
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
            let _ = stream.flush();
        }
    });
    (address, received)
}

fn options(address: &str) -> LineOptions {
    LineOptions {
        roots: AUTHORITY.to_vec(),
        client: Some((CLIENT.0.to_vec(), CLIENT.1.to_vec())),
        ..LineOptions::to(address)
    }
}

#[test]
fn with_both_certificates_it_is_answered() {
    let (address, received) = server();
    let answer = Line::new(options(&address))
        .unwrap()
        .post("/", b"{}")
        .unwrap();
    assert_eq!((answer.status, answer.content), (200, b"{}".to_vec()));
    assert!(received.recv().unwrap() > 0);
}

#[test]
fn without_a_client_certificate_nothing_is_answered() {
    let (address, received) = server();
    let options = LineOptions {
        client: None,
        ..options(&address)
    };
    assert!(Line::new(options).unwrap().post("/", b"{}").is_err());
    assert_eq!(received.recv().unwrap(), 0);
}

#[test]
fn a_server_that_is_not_trusted_gets_nothing() {
    let (address, received) = server();
    let options = LineOptions {
        roots: CLIENT.0.to_vec(),
        ..options(&address)
    };
    let outcome = Line::new(options).unwrap().post("/", b"{}");
    assert_eq!(outcome, Err(Failure::NotSent(NO_CONNECTION)));
    assert_eq!(received.recv().unwrap(), 0);
}

#[test]
fn without_tls_only_this_machine_is_reached() {
    for base in [
        "http://example.test",
        "http://127.0.0.1.example.test",
        "http://localhost:1@example.test",
        "ftp://localhost",
    ] {
        let line = Line::new(LineOptions::to(base));
        assert!(matches!(line, Err(Error::Configuration(_))), "{base}");
    }
    for base in [
        "http://127.0.0.1:8080",
        "http://localhost/api",
        "http://[::1]:80",
        "http://[::1]",
    ] {
        assert!(Line::new(LineOptions::to(base)).is_ok(), "{base}");
    }
}
