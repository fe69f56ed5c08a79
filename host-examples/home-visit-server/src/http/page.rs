//! The page, as Vite built it.

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use std::path::Path;
use tower_http::services::{ServeDir, ServeFile};

const NOT_BUILT: &str = "画面がまだ作られていません。/ The page is not built yet.\n";

/// Its files; `/home/…` and `/online/…` are the page, which reads its own address.
pub(super) fn routes(folder: &Path) -> Router {
    let index = ServeFile::new(folder.join("index.html"));
    let files = ServeDir::new(folder).not_found_service(any(not_found));
    Router::new()
        .route_service("/home/{key}", index.clone())
        .route_service("/online/{key}", index)
        .fallback_service(files)
        .layer(middleware::from_fn(kept))
}

async fn not_found() -> Response {
    (StatusCode::NOT_FOUND, NOT_BUILT).into_response()
}

/// Files with their content's hash in their name may be kept; the others are asked for
/// again.
async fn kept(request: Request, next: Next) -> Response {
    let is_hashed = request.uri().path().starts_with("/assets/");
    let mut response = next.run(request).await;
    let value = match is_hashed && response.status().is_success() {
        true => "public, max-age=31536000, immutable",
        false => "no-cache",
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(value));
    response
}
