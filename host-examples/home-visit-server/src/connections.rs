//! Connections: so many at once, and none that stays open without a request.
//!
//! A head, or the next one on a connection that is kept, comes in time, and so does a body;
//! otherwise the connection ends. A client that has all it gets gives up the one that waits
//! longest for a request of its own, so that requests begun and never ended keep nobody out.

use crate::limits::{Client, Limits};
use crate::refusal::Refusal;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Extension, Request};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use core::net::SocketAddr;
use core::sync::atomic::{AtomicBool, Ordering};
use core::time::Duration;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::time::timeout;

/// No body is longer, whatever it is for.
const LONGEST_BODY: usize = 1 << 20;
/// Where nobody can be taken, such as without a free file, how long until the next try.
const PAUSE: Duration = Duration::from_millis(50);

/// The connections that are open, oldest first.
#[derive(Debug, Default)]
struct Open(Mutex<Vec<Arc<Connection>>>);

/// One of them.
#[derive(Debug)]
struct Connection {
    client: Client,
    /// Whether it has a request that is being answered.
    busy: AtomicBool,
    over: Notify,
}

/// Whose request it is and how long its body may take.
#[derive(Clone)]
struct Asking {
    connection: Arc<Connection>,
    body: Duration,
    /// The header in which a trusted proxy says who asks.
    told_by: Option<Arc<str>>,
}

/// Answers until the network fails.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    limits: Limits,
    told_by: Option<String>,
) -> io::Result<()> {
    let open = Arc::new(Open::default());
    let told_by: Option<Arc<str>> = told_by.map(Arc::from);
    let router = router.layer(middleware::from_fn(whole));
    loop {
        let Ok((stream, from)) = listener.accept().await else {
            tokio::time::sleep(PAUSE).await;
            continue;
        };
        // Behind a proxy all connections are the proxy's.
        let of_client = match told_by {
            Some(_) => limits.connections,
            None => limits.connections_of_client,
        };
        let Some(connection) = open.admit(from, limits.connections, of_client) else {
            continue;
        };
        let asking = Asking {
            connection: Arc::clone(&connection),
            body: limits.body,
            told_by: told_by.clone(),
        };
        let router = router.clone().layer(Extension(asking));
        let (open, head) = (Arc::clone(&open), limits.head);
        tokio::spawn(async move {
            tokio::select! {
                () = answer(stream, router, head) => {}
                () = connection.over.notified() => {}
            }
            open.leave(&connection);
        });
    }
}

async fn answer(stream: TcpStream, router: Router, head: Duration) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(head);
    let service = TowerToHyperService::new(router);
    // Whoever hangs up, or is too slow, is no failure of the server's.
    let _ = http.serve_connection(TokioIo::new(stream), service).await;
}

impl Open {
    /// Takes a connection in, where there is room or room can be made.
    fn admit(&self, from: SocketAddr, most: usize, of_client: usize) -> Option<Arc<Connection>> {
        let connection = Arc::new(Connection {
            client: Client::at(from),
            busy: AtomicBool::new(false),
            over: Notify::new(),
        });
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let own = |one: &Arc<Connection>| one.client == connection.client;
        let owned = open.iter().filter(|one| own(one)).count();
        let is_full = open.len() >= most;
        if owned >= of_client || is_full {
            let idle = |one: &Arc<Connection>| !one.busy.load(Ordering::Relaxed);
            // Its own goes first: others' only where all have no more than they may.
            let given_up = open.iter().position(|one| own(one) && idle(one));
            let others = is_full && owned < of_client;
            let given_up = given_up.or_else(|| open.iter().position(|one| others && idle(one)))?;
            open.remove(given_up).over.notify_one();
        }
        open.push(Arc::clone(&connection));
        Some(connection)
    }

    fn leave(&self, connection: &Arc<Connection>) {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        open.retain(|one| !Arc::ptr_eq(one, connection));
    }
}

/// Has a request's body come whole and in time before anybody is asked to answer it, and
/// says who asks.
async fn whole(Extension(asking): Extension<Asking>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let told = asking.told_by.as_deref().and_then(|name| {
        let last = parts.headers.get_all(name).iter().next_back()?;
        Client::told(last.to_str().ok()?)
    });
    parts
        .extensions
        .insert(told.unwrap_or(asking.connection.client));
    let body = match timeout(asking.body, to_bytes(body, LONGEST_BODY)).await {
        Ok(Ok(body)) => body,
        Ok(Err(_)) => return ended(Refusal::of("request.too-large")),
        Err(_) => return ended(Refusal::of("request.too-slow")),
    };
    let busy = &asking.connection.busy;
    busy.store(true, Ordering::Relaxed);
    let response = next.run(Request::from_parts(parts, Body::from(body))).await;
    busy.store(false, Ordering::Relaxed);
    response
}

/// A refusal that is the last word on its connection.
fn ended(refusal: Refusal) -> Response {
    let mut response = refusal.into_response();
    debug_assert_ne!(response.status(), StatusCode::OK);
    let close = HeaderValue::from_static("close");
    response.headers_mut().insert(header::CONNECTION, close);
    response
}
