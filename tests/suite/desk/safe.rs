//! Whom and what a desk refuses, and that it goes on.

use super::{Desk, Form};

/// A request that is right in all but what a test changes.
fn headers<'h>(host: &'h str, origin: &'h str, site: &'h str) -> Vec<(&'h str, &'h str)> {
    let all = [
        ("Host", host),
        ("Origin", origin),
        ("Sec-Fetch-Site", site),
        ("Content-Length", "0"),
    ];
    all.into_iter()
        .filter(|(_, value)| !value.is_empty())
        .collect()
}

#[test]
fn only_this_machines_browser_on_a_page_of_the_desk_is_let_in() {
    let desk = Desk::open(&[]);
    let (host, origin) = (desk.host.clone(), format!("http://{}", desk.host));
    let port = host.split(':').nth(1).unwrap().to_owned();
    let here = format!("/{}/1/bring", desk.secret);
    let get = |headers: &[(&str, &str)]| desk.asked(&format!("GET {here}"), headers, b"").status;
    assert_eq!(get(&headers(&host, "", "none")), 200);
    assert_eq!(
        get(&headers(&host, "", "")),
        200,
        "a client that says nothing of its site"
    );
    for other in [
        format!("localhost:{port}"),
        "127.0.0.1".to_owned(),
        format!("evil.example:{port}"),
        format!("127.0.0.1:{port}.evil.example"),
        format!("127.0.0.1:{port} "),
        "[::1]".to_owned(),
    ] {
        // A space at the end is none of the value.
        let expected = if other.trim() == host { 200 } else { 403 };
        assert_eq!(get(&headers(&other, "", "none")), expected, "{other}");
    }
    assert_eq!(get(&[("Host", &host), ("Host", "evil.example")]), 403);
    assert_eq!(get(&[]), 403, "without a host");
    for site in ["cross-site", "same-site", "SAME-ORIGIN"] {
        assert_eq!(get(&headers(&host, "", site)), 403, "{site}");
    }
    let sample = format!("POST /{}/1/bring/sample", desk.secret);
    let post = |origin: &str, site: &str| {
        desk.asked(&sample, &headers(&host, origin, site), b"")
            .status
    };
    for (origin, site) in [
        ("", "same-origin"),
        ("null", "same-origin"),
        ("http://localhost", "same-origin"),
        ("https://evil.example", "cross-site"),
        (&format!("http://127.0.0.1:{}1", port), "same-origin"),
        (&origin, "cross-site"),
    ] {
        assert_eq!(post(origin, site), 403, "{origin} {site}");
    }
    assert_eq!(
        desk.get("1/bring")
            .text()
            .matches("made-up sample</span>")
            .count(),
        0
    );
    assert_eq!(post(&origin, "same-origin"), 303);
}

#[test]
fn without_the_secret_there_is_nothing() {
    let desk = Desk::open(&[]);
    let longer = format!("/{}0/1/bring", desk.secret);
    let upper = format!("/{}/1/bring", desk.secret.to_uppercase());
    let shorter = format!("/{}/1/bring", &desk.secret[1..]);
    for path in [
        "/",
        "/1/bring",
        "/favicon.ico",
        "//1/bring",
        "/../1/bring",
        &longer,
        &shorter,
        &upper,
    ] {
        if *path == *format!("/{}/1/bring", desk.secret) {
            continue;
        }
        let answer = desk.asked(&format!("GET {path}"), &[("Host", &desk.host)], b"");
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.text().contains(&desk.secret), "{path}");
    }
    let other = Desk::open(&[]);
    assert_ne!(desk.secret, other.secret);
    assert_eq!(desk.secret.len(), 32);
    assert_eq!(
        other.get("1/bring").status,
        200,
        "a second desk beside the first"
    );
}

#[test]
fn every_answer_keeps_pages_to_themselves() {
    let desk = Desk::open(&[]);
    let of = |answer: super::client::Answer| {
        let policy = answer.header("content-security-policy").unwrap();
        for part in [
            "default-src 'none'",
            "script-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ] {
            assert!(policy.contains(part), "{policy}");
        }
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        assert_eq!(answer.header("referrer-policy"), Some("same-origin"));
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(answer.header("access-control-allow-origin"), None);
    };
    for page in [
        "1/bring",
        "1/check",
        "assets/desk.js",
        "1/nothing",
        "9/bring",
        "1/assets/../../x",
    ] {
        of(desk.get(page));
    }
    of(desk.asked("GET /", &[("Host", "evil.example")], b""));
    let bring = desk.get("1/bring").text();
    assert!(!bring.contains("<style") && !bring.contains(" style=") && !bring.contains(" onclick"));
    for method in ["PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"] {
        let line = format!("{method} /{}/1/bring", desk.secret);
        let origin = format!("http://{}", desk.host);
        let headers = [
            ("Host", desk.host.as_str()),
            ("Origin", &origin),
            ("Content-Length", "0"),
        ];
        assert_eq!(desk.asked(&line, &headers, b"").status, 405, "{method}");
    }
}

#[test]
fn names_that_lead_elsewhere_are_not_taken_and_said() {
    let desk = Desk::open(&[]);
    let before = listing(&std::env::temp_dir());
    let form = [
        "../x.csv",
        "/etc/x.csv",
        "C:\\x.csv",
        "a/../../b.csv",
        "NUL.csv",
        "x.csv.",
    ]
    .into_iter()
    .fold(Form::default(), |form, name| form.file(name, "a,b\n1,2\n"));
    let form = form
        .file("good.csv", "a,b\n1,2\n")
        .file("sub\\deep.csv", "a,c\n1,2\n");
    assert_eq!(desk.post("1/bring/files", form).status, 303);
    let page = desk.page("1/bring");
    assert!(page.contains("6 files were not taken"), "{page}");
    assert!(page.contains("good.csv") && page.contains("sub/deep.csv"));
    let left = listing(&std::env::temp_dir());
    let new: Vec<_> = left
        .iter()
        .filter(|name| !before.contains(name) && name.contains("desk"))
        .collect();
    assert!(new.is_empty(), "{new:?}");
}

fn listing(folder: &std::path::Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap().flatten();
    entries
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect()
}

#[test]
fn what_is_too_large_broken_off_or_no_form_is_refused_and_the_next_is_taken() {
    let desk = Desk::open(&[]);
    let origin = format!("http://{}", desk.host);
    let line = format!("POST /{}/1/bring/files", desk.secret);
    let kind = "multipart/form-data; boundary=x";
    let sent = |length: &str, kind: &str, body: &[u8]| {
        let headers = [
            ("Host", desk.host.as_str()),
            ("Origin", &origin),
            ("Content-Type", kind),
            ("Content-Length", length),
        ];
        desk.asked(&line, &headers, body)
    };
    let large = sent("10737418240", kind, b"--x\r\n");
    assert_eq!(large.status, 413);
    assert!(large.text().contains("name the folder"), "{}", large.text());
    assert_eq!(sent("3", "text/plain", b"abc").status, 400);
    assert_eq!(sent("3", kind, b"abc").status, 400);
    let cut = b"--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.csv\"\r\n\r\na,b\n1,2";
    // It is cut off where the connection ends.
    broken_off(&desk, &line, kind, cut);
    assert!(!desk.page("1/bring").contains("a.csv"));
    let form = Form::default().file("b.csv", "a,b\n1,2\n");
    assert_eq!(desk.post("1/bring/files", form).status, 303);
    assert!(desk.page("1/bring").contains("b.csv"));
}

fn broken_off(desk: &Desk, line: &str, kind: &str, body: &[u8]) {
    use std::io::Write as _;
    let mut stream = std::net::TcpStream::connect(&desk.host).unwrap();
    let head = format!(
        "{line} HTTP/1.1\r\nHost: {0}\r\nOrigin: http://{0}\r\nContent-Type: {kind}\r\nContent-Length: 5000\r\n\r\n",
        desk.host
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(body).unwrap();
    drop(stream);
}

#[test]
fn a_hundred_requests_at_once_are_answered() {
    let desk = Desk::open(&[]);
    std::thread::scope(|scope| {
        let asked: Vec<_> = (0..100)
            .map(|number| {
                let page = if number % 2 == 0 {
                    "1/bring"
                } else {
                    "assets/style.css"
                };
                let desk = &desk;
                scope.spawn(move || desk.get(page).status)
            })
            .collect();
        assert!(
            asked
                .into_iter()
                .all(|thread| thread.join().unwrap() == 200)
        );
    });
}

#[test]
fn an_archive_that_unpacks_without_end_is_named_and_nothing_else_happens() {
    let desk = Desk::open(&[]);
    let bomb = crate::containers::zipped([("a.csv", vec![b'0'; 30 << 20])]);
    desk.post("1/bring/files", Form::default().file("bomb.zip", &bomb));
    let page = desk.page("1/check");
    assert!(
        page.contains("bomb.zip") && page.contains("stops the scorecard"),
        "{page}"
    );
    assert_eq!(desk.get("1/bring").status, 200);
}

#[cfg(unix)]
#[test]
fn it_ends_when_it_is_closed_stopped_or_left() {
    let desk = Desk::open(&[]);
    assert_eq!(desk.post("close", Form::default()).status, 200);
    assert_eq!(desk.ends_within(20), 0);
    let desk = Desk::open(&[]);
    // A connection that says nothing does not hold it.
    let silent = std::net::TcpStream::connect(&desk.host).unwrap();
    let id = desk.child.id().to_string();
    std::process::Command::new("kill")
        .args(["-INT", &id])
        .status()
        .unwrap();
    assert_eq!(desk.ends_within(20), 0);
    drop(silent);
    let left = Desk::open(&["--end-after", "1"]);
    std::thread::sleep(std::time::Duration::from_secs(3));
    assert_eq!(left.get("1/bring").status, 200, "no page has been open yet");
    assert_eq!(left.post("beat", Form::default()).status, 200);
    assert_eq!(left.ends_within(20), 0);
}
