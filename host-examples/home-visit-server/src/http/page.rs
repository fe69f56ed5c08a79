//! The page, as Vite built it.

use axum::Router;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware;
use axum::response::{IntoResponse, Response};
use std::path::Path;
use tower_http::services::{ServeDir, ServeFile};

const NOT_BUILT: &str = "画面がまだ作られていません。/ The page is not built yet.\n";

/// Its files; `/home/…` and `/online/…` are the page, which reads its own address.
pub(super) fn routes(folder: &Path) -> Router {
    let index = ServeFile::new(folder.join("index.html"));
    let files = ServeDir::new(folder).not_found_service(tower_not_found());
    Router::new()
        .route_service("/home/{key}", index.clone())
        .route_service("/online/{key}", index)
        .fallback_service(files)
        .layer(middleware::map_response(asked_again))
}

fn tower_not_found() -> axum::routing::MethodRouter {
    axum::routing::any(async || (StatusCode::NOT_FOUND, NOT_BUILT).into_response())
}

/// Files with their content in their name stay; the others are asked for again.
async fn asked_again(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}
