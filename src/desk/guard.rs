//! Who is let in: this machine's browser, on a page of this desk, with its secret.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;

use super::reply;
use super::server::Desk;

/// What a page of the desk may load and do: nothing from elsewhere, no script in it, no frame around it.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
                      connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What every answer says.
const SAID: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    // Without the name of the page a form would not say where it comes from.
    (header::REFERRER_POLICY, "same-origin"),
    (header::CACHE_CONTROL, "no-store"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
];

/// Lets a request pass, or says why not.
pub(super) async fn guard(State(desk): State<Arc<Desk>>, request: Request, next: Next) -> Response {
    let mut response = match refusal(&desk, &request) {
        None => {
            desk.heard();
            next.run(request).await
        }
        Some((status, why)) => reply::refused(status, why),
    };
    let headers = response.headers_mut();
    for (name, value) in SAID {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Why a request is not answered.
fn refusal(desk: &Desk, request: &Request) -> Option<(StatusCode, &'static str)> {
    let headers = request.headers();
    if !says(headers, &header::HOST, &desk.host) {
        let why = "This desk answers to its own address only, the one that was printed when it was opened.";
        return Some((StatusCode::FORBIDDEN, why));
    }
    let site = HeaderName::from_static("sec-fetch-site");
    let from_elsewhere = headers.contains_key(&site)
        && !says(headers, &site, "same-origin")
        && !says(headers, &site, "none");
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    if from_elsewhere || (!reads && !says(headers, &header::ORIGIN, &desk.origin)) {
        let why = "This desk answers to its own pages only.";
        return Some((StatusCode::FORBIDDEN, why));
    }
    if !reads && request.method() != Method::POST {
        let why = "A desk is asked and told, nothing else.";
        return Some((StatusCode::METHOD_NOT_ALLOWED, why));
    }
    let mut parts = request.uri().path().split('/').skip(1);
    if !is_same(parts.next().unwrap_or_default(), &desk.secret) {
        return Some((StatusCode::NOT_FOUND, "There is nothing here."));
    }
    None
}

/// Whether a header is there once and says exactly so.
fn says(headers: &HeaderMap, name: &HeaderName, value: &str) -> bool {
    let mut all = headers.get_all(name).iter();
    all.next().is_some_and(|said| said == value) && all.next().is_none()
}

/// Whether two texts are the same, in a time that does not tell where they differ.
fn is_same(given: &str, secret: &str) -> bool {
    let pairs = given.bytes().zip(secret.bytes());
    let differing = pairs.fold(0, |found, (a, b)| found | (a ^ b));
    given.len() == secret.len() && differing == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_compared_whole() {
        assert!(is_same("abc", "abc"));
        for other in ["", "ab", "abcd", "abd", "ABC"] {
            assert!(!is_same(other, "abc"), "{other}");
        }
    }

    #[test]
    fn a_header_that_is_there_twice_says_nothing() {
        let mut headers = HeaderMap::new();
        headers.append(header::HOST, HeaderValue::from_static("127.0.0.1:80"));
        assert!(says(&headers, &header::HOST, "127.0.0.1:80"));
        assert!(!says(&headers, &header::HOST, "127.0.0.1:8"));
        headers.append(header::HOST, HeaderValue::from_static("evil"));
        assert!(!says(&headers, &header::HOST, "127.0.0.1:80"));
    }
}
