//! The page from which somebody sets what happens.

use super::State;
use axum::Router;
use axum::response::Html;
use axum::routing::get;
use std::sync::Arc;

pub(super) fn routes() -> Router<Arc<State>> {
    Router::new().route("/", get(async || Html(include_str!("control.html"))))
}
