//! What the server answers: a head, a body, and how it misbehaves.

use std::time::Duration;

/// One answer of a script.
#[derive(Clone, Debug)]
pub struct Reply {
    content: Content,
    delay: Duration,
    cut_off_after: Option<u64>,
}

#[derive(Clone, Debug)]
enum Content {
    /// Bytes that go on the wire as they are.
    Raw(Vec<u8>),
    Response {
        status: u16,
        headers: Vec<(String, String)>,
        body: Body,
    },
}

#[derive(Clone, Debug)]
pub(super) enum Body {
    Bytes(Vec<u8>),
    /// So many bytes, made while they are sent.
    Endless(u64),
}

impl Reply {
    /// A status and no body.
    pub fn empty(status: u16) -> Self {
        Self::response(status, Vec::new(), Vec::new())
    }

    /// A JSON text, as `application/json`.
    pub fn json(status: u16, body: impl Into<String>) -> Self {
        Self::new(status, "application/json", body.into())
    }

    /// A body of any media type.
    pub fn new(status: u16, media_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self::response(status, vec![("Content-Type".to_owned(), media_type.to_owned())], body.into())
    }

    /// Bytes that go on the wire as they are, status line and all; then the connection is closed.
    pub fn raw(bytes: impl Into<Vec<u8>>) -> Self {
        Self { content: Content::Raw(bytes.into()), delay: Duration::ZERO, cut_off_after: None }
    }

    fn response(status: u16, headers: Vec<(String, String)>, body: Vec<u8>) -> Self {
        let content = Content::Response { status, headers, body: Body::Bytes(body) };
        Self { content, delay: Duration::ZERO, cut_off_after: None }
    }

    /// Adds a header line. Of `Content-Length`, `Transfer-Encoding` and `Connection`, the server adds none of its
    /// own where one is given here. Nothing happens to raw replies.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let Content::Response { headers, .. } = &mut self.content {
            headers.push((name.to_owned(), value.to_owned()));
        }
        self
    }

    /// Sends a body of `total` bytes `x` instead; stops without a complaint when the client goes away.
    #[must_use]
    pub fn endless(mut self, total: u64) -> Self {
        if let Content::Response { body, .. } = &mut self.content {
            *body = Body::Endless(total);
        }
        self
    }

    /// Closes the connection after `bytes` of the body (of a raw reply: of the whole), with the head promising all.
    #[must_use]
    pub fn cut_off_after(mut self, bytes: u64) -> Self {
        self.cut_off_after = Some(bytes);
        self
    }

    /// Waits before it sends anything.
    #[must_use]
    pub fn delay(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    pub(super) fn wait(&self) -> Duration {
        self.delay
    }

    /// The head, and the body with the number of bytes of it to send.
    pub(super) fn into_parts(self, method: &str) -> (Vec<u8>, Body, u64) {
        let cut = self.cut_off_after.unwrap_or(u64::MAX);
        match self.content {
            Content::Raw(bytes) => {
                let length = bytes.len() as u64;
                (Vec::new(), Body::Bytes(bytes), length.min(cut))
            }
            Content::Response { status, headers, body } => {
                let length = match &body {
                    Body::Bytes(bytes) => bytes.len() as u64,
                    Body::Endless(total) => *total,
                };
                let head = head(status, &headers, length);
                // RFC 9110 section 9.3.2: no content in response to HEAD.
                let sent = if method == "HEAD" { 0 } else { length.min(cut) };
                (head, body, sent)
            }
        }
    }
}

fn head(status: u16, headers: &[(String, String)], length: u64) -> Vec<u8> {
    let given = |name: &str| headers.iter().any(|(n, _)| n.eq_ignore_ascii_case(name));
    let mut head = format!("HTTP/1.1 {status} {}\r\n", reason(status));
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    // RFC 9110 section 8.6: no length where there is never content.
    let may_have_length = !matches!(status, 100..=199 | 204 | 304);
    if may_have_length && !given("Content-Length") && !given("Transfer-Encoding") {
        head.push_str(&format!("Content-Length: {length}\r\n"));
    }
    if !given("Connection") {
        head.push_str("Connection: close\r\n");
    }
    head.push_str("\r\n");
    head.into_bytes()
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        201 => "Created",
        204 => "No Content",
        301 => "Moved Permanently",
        302 => "Found",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        409 => "Conflict",
        422 => "Unprocessable Content",
        429 => "Too Many Requests",
        500 => "Internal Server Error",
        503 => "Service Unavailable",
        _ => "",
    }
}
