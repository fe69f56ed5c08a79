//! What stands between the server and the service, and gives other answers than it.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// The answers it gives of itself, by path.
#[derive(Clone, Default)]
pub(crate) struct Between(Arc<Mutex<HashMap<String, Vec<u8>>>>);

impl Between {
    /// From now on this is what is found there.
    pub(crate) fn gives(&self, path: &str, body: Vec<u8>) {
        self.0.lock().unwrap().insert(path.to_owned(), body);
    }

    /// Its address, in front of a service.
    pub(crate) fn open(&self, service: &str) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (own, service) = (self.clone(), service.to_owned());
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let (own, service) = (own.clone(), service.clone());
                thread::spawn(move || own.answer(client, &service));
            }
        });
        format!("http://{address}")
    }

    /// One request, then the connection ends. Whoever hangs up gets no answer.
    fn answer(&self, mut client: TcpStream, service: &str) -> Option<()> {
        let mut reader = BufReader::new(client.try_clone().ok()?);
        let mut head = Vec::new();
        let mut length = 0;
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).ok()?;
            let field = line.trim_end().split_once(": ");
            if let Some((name, value)) = field
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.parse().ok()?;
            }
            if line.trim_end().is_empty() {
                break;
            }
            // The other end is to hang up as well.
            if !line.to_ascii_lowercase().starts_with("connection:") {
                head.extend_from_slice(line.as_bytes());
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).ok()?;
        let path = String::from_utf8_lossy(&head);
        let path = path.split(' ').nth(1)?;
        let known = self.0.lock().unwrap().get(path).cloned();
        if let Some(known) = known {
            let length = known.len();
            let head =
                format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n");
            client.write_all(head.as_bytes()).ok()?;
            return client.write_all(&known).ok();
        }
        let mut behind = TcpStream::connect(service.strip_prefix("http://")?).ok()?;
        head.extend_from_slice(b"Connection: close\r\n\r\n");
        behind.write_all(&head).ok()?;
        behind.write_all(&body).ok()?;
        let mut answer = Vec::new();
        behind.read_to_end(&mut answer).ok()?;
        client.write_all(&answer).ok()
    }
}
