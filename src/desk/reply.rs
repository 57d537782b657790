//! Answers: pages, files, and refusals that say why.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;

/// A page.
pub(super) fn page(text: String) -> Response {
    whole(StatusCode::OK, "text/html; charset=utf-8", text)
}

/// Bytes of a kind.
pub(super) fn bytes(kind: &'static str, bytes: impl Into<Body>) -> Response {
    whole(StatusCode::OK, kind, bytes)
}

/// A file to be saved.
pub(super) fn file(name: &str, bytes: impl Into<Body>) -> Response {
    let mut response = whole(StatusCode::OK, kind_of(name), bytes);
    // Names are ours: of codes and words without signs that would need quoting.
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let name: String = name
        .chars()
        .map(|c| if plain(c) { c } else { '-' })
        .collect();
    let saved = HeaderValue::try_from(format!("attachment; filename=\"{name}\""));
    if let Ok(saved) = saved {
        response
            .headers_mut()
            .insert(header::CONTENT_DISPOSITION, saved);
    }
    response
}

/// What a file is, by the ending of its name.
pub(super) fn kind_of(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "csv" => "text/csv; charset=utf-8",
        "json" => "application/json",
        "toml" => "application/toml",
        "pdf" => "application/pdf",
        "zip" => "application/zip",
        "ods" => "application/vnd.oasis.opendocument.spreadsheet",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _ => "application/octet-stream",
    }
}

/// Leads on to another address, which is then asked for.
pub(super) fn lead_to(address: &str) -> Response {
    let mut response = whole(StatusCode::SEE_OTHER, "text/plain; charset=utf-8", "");
    if let Ok(address) = HeaderValue::try_from(address) {
        response.headers_mut().insert(header::LOCATION, address);
    }
    response
}

/// A refusal, in a sentence.
pub(super) fn refused(status: StatusCode, why: &str) -> Response {
    whole(status, "text/plain; charset=utf-8", format!("{why}\n"))
}

/// What is said where no page can be made, which a test rules out.
pub(super) fn failed(why: &str) -> Response {
    refused(StatusCode::INTERNAL_SERVER_ERROR, why)
}

fn whole(status: StatusCode, kind: &'static str, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    let kind = HeaderValue::from_static(kind);
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}
