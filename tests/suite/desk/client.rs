//! A desk that is open, and whoever asks it: requests as bytes, so that they can be as no browser would send them.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// A desk that was opened for a test.
pub(crate) struct Desk {
    pub(crate) child: Child,
    /// "127.0.0.1:40123".
    pub(crate) host: String,
    pub(crate) secret: String,
}

/// What was answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines
            .find(|(own, _)| own.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }
}

/// What stands between the parts of a form.
const BOUNDARY: &str = "----a-test-of-the-desk";

/// A form in the making.
#[derive(Default)]
pub(crate) struct Form(Vec<u8>);

impl Form {
    pub(crate) fn field(mut self, name: &str, value: &str) -> Self {
        let part = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        );
        self.0.extend(part.into_bytes());
        self
    }

    pub(crate) fn file(mut self, path: &str, bytes: impl AsRef<[u8]>) -> Self {
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{path}\"\r\nContent-Type: \
             application/octet-stream\r\n\r\n"
        );
        self.0.extend(head.into_bytes());
        self.0.extend(bytes.as_ref());
        self.0.extend(b"\r\n");
        self
    }

    pub(crate) fn body(mut self) -> Vec<u8> {
        self.0.extend(format!("--{BOUNDARY}--\r\n").into_bytes());
        self.0
    }
}

impl Desk {
    pub(crate) fn open(arguments: &[&str]) -> Self {
        let mut program = crate::support::program();
        program.args(["open", "--no-browser"]).args(arguments);
        let mut child = program
            .stderr(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(child.stderr.take().unwrap());
        let mut address = String::new();
        while !address.contains("http://") {
            address.clear();
            assert!(said.read_line(&mut address).unwrap() > 0, "it ended");
        }
        // What it says later is let go, so that it never waits for somebody to hear it.
        std::thread::spawn(move || std::io::copy(&mut said, &mut std::io::sink()));
        let rest = address.trim().strip_prefix("http://").unwrap();
        let mut parts = rest.split('/').map(str::to_owned);
        let (host, secret) = (parts.next().unwrap(), parts.next().unwrap());
        Self {
            child,
            host,
            secret,
        }
    }

    pub(crate) fn on(dataset: &Path) -> Self {
        Self::open(&[dataset.to_str().unwrap()])
    }

    /// Sends bytes as they are, and gives what comes back.
    pub(crate) fn raw(&self, request: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(120)))
            .unwrap();
        // What is refused early may not be read to its end.
        let _ = stream.write_all(request);
        let mut all = Vec::new();
        let _ = stream.read_to_end(&mut all);
        let _ = stream.shutdown(Shutdown::Both);
        let end = all
            .windows(4)
            .position(|four| four == b"\r\n\r\n")
            .unwrap_or(all.len());
        let head = String::from_utf8_lossy(&all[..end]).into_owned();
        let status = head
            .split(' ')
            .nth(1)
            .and_then(|code| code.parse().ok())
            .unwrap_or(0);
        let body = all.get(end + 4..).unwrap_or_default().to_vec();
        Answer { status, head, body }
    }

    /// A request line and headers as given, beside `Connection: close`.
    pub(crate) fn asked(&self, line: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut request = format!("{line} HTTP/1.1\r\nConnection: close\r\n");
        for (name, value) in headers {
            request += &format!("{name}: {value}\r\n");
        }
        let mut request = (request + "\r\n").into_bytes();
        request.extend(body);
        self.raw(&request)
    }

    fn path(&self, page: &str) -> String {
        format!("/{}/{page}", self.secret)
    }

    /// A page, as a browser asks for it.
    pub(crate) fn get(&self, page: &str) -> Answer {
        let line = format!("GET {}", self.path(page));
        self.asked(
            &line,
            &[("Host", &self.host), ("Sec-Fetch-Site", "same-origin")],
            b"",
        )
    }

    /// A page once whatever is needed for it has been made.
    pub(crate) fn page(&self, page: &str) -> String {
        let answer = self.ready(page);
        assert_eq!(answer.status, 200, "{page}: {}", answer.text());
        answer.text()
    }

    pub(crate) fn ready(&self, page: &str) -> Answer {
        let since = Instant::now();
        loop {
            let answer = self.get(page);
            if !answer.text().contains("data-working") {
                return answer;
            }
            assert!(
                since.elapsed() < Duration::from_secs(300),
                "{page} is never ready"
            );
            std::thread::sleep(Duration::from_millis(200));
        }
    }

    /// A form, as a page of the desk sends it.
    pub(crate) fn post(&self, page: &str, form: Form) -> Answer {
        let origin = format!("http://{}", self.host);
        let body = form.body();
        let (length, kind) = (
            body.len().to_string(),
            format!("multipart/form-data; boundary={BOUNDARY}"),
        );
        let headers = [
            ("Host", self.host.as_str()),
            ("Origin", &origin),
            ("Sec-Fetch-Site", "same-origin"),
            ("Content-Type", &kind),
            ("Content-Length", &length),
        ];
        self.asked(&format!("POST {}", self.path(page)), &headers, &body)
    }

    /// Waits for its end, which must come within so many seconds.
    pub(crate) fn ends_within(mut self, seconds: u64) -> i32 {
        let since = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code().unwrap_or(-1);
            }
            assert!(
                since.elapsed() < Duration::from_secs(seconds),
                "it is still there"
            );
            std::thread::sleep(Duration::from_millis(100));
        }
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
