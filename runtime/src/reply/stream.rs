//! Responses that are handed over while they come: bytes, and values one after the other.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;

use crate::check::{Rule, Validate, Violations};
use crate::codec::Decode;
use crate::json::{self, DecodeError};
use crate::operation::Media;
use crate::reply::Reply;
use crate::style::Tree;
use crate::transport::{Body, TransportError, TransportErrorKind};

/// The bytes of a response, piece by piece. `Debug` does not show them.
pub struct ByteStream {
    body: Body,
    limit: u64,
}

impl ByteStream {
    pub(crate) fn new(body: Body, limit: u64) -> Self {
        Self { body, limit }
    }

    /// The next piece; `None` after the last.
    ///
    /// # Errors
    /// When the connection breaks or the time of the call is over.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        self.body.chunk().await
    }

    /// All bytes that are still to come, up to the limit that the client was built with.
    ///
    /// # Errors
    /// When there are more, the connection breaks or the time of the call is over.
    pub async fn bytes(self) -> Result<Bytes, TransportError> {
        self.body.collect(self.limit).await
    }

    /// The body itself, as what a request can send.
    pub fn into_body(self) -> Body {
        self.body
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Pin::new(&mut self.body).poll_next(cx)
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ByteStream")
    }
}

/// How one value is told from the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// A line for each: `application/x-ndjson`, `application/jsonl`.
    Lines,
    /// RFC 7464: each begins with the control character RS.
    Sequence,
    /// `text/event-stream` (HTML Standard, "Server-sent events").
    Events,
}

impl Framing {
    /// By what the server says, else by what the spec says.
    pub(super) fn of(given: &str, media: &[Media]) -> Self {
        let known = |name: &str| match name.split(';').next().unwrap_or_default().trim() {
            "text/event-stream" => Some(Self::Events),
            "application/json-seq" => Some(Self::Sequence),
            name if name.ends_with("+json-seq") => Some(Self::Sequence),
            name if name.contains("ndjson") || name.contains("jsonl") => Some(Self::Lines),
            _ => None,
        };
        known(given).or_else(|| media.iter().find_map(|m| known(m.name))).unwrap_or(Self::Lines)
    }
}

/// The values of a response, one after the other.
///
/// An event of `text/event-stream` is an object with the members `event`, `data`, `id` and `retry`, those of them that
/// it has.
pub struct Items<T> {
    bytes: ByteStream,
    framing: Framing,
    buffer: BytesMut,
    ended: bool,
    /// The response that they come in.
    reply: Reply,
    /// What each has to keep beyond the rules of its type.
    rule: &'static Rule,
    findings: Violations,
    item: PhantomData<fn() -> T>,
}

/// Why there is no next value.
#[derive(Debug)]
#[non_exhaustive]
pub enum ItemError {
    /// The response broke off.
    Transport(TransportError),
    /// The value is not of its type; the text that came, and what is wrong with it. The next one can be read.
    Decode(Bytes, DecodeError),
    /// The value breaks rules of the spec, and the client was built to fail then ([`crate::Findings::Fail`]); the text that
    /// came, and every rule. The next one can be read.
    Findings(Bytes, Violations),
}

impl fmt::Display for ItemError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Transport(error) => write!(f, "{error}"),
            Self::Decode(_, error) => write!(f, "an item of the response cannot be read: {error}"),
            Self::Findings(_, findings) => {
                write!(f, "an item of the response breaks rules of the spec:\n{}", findings.without_found())
            }
        }
    }
}

impl std::error::Error for ItemError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Transport(error) => Some(error),
            Self::Decode(_, error) => Some(error),
            // Whoever prints sources would print what was found.
            Self::Findings(..) => None,
        }
    }
}

impl<T> Items<T> {
    pub(super) fn new(bytes: ByteStream, framing: Framing, reply: Reply, rule: &'static Rule) -> Self {
        let (buffer, findings) = (BytesMut::new(), Violations::default());
        Self { bytes, framing, buffer, ended: false, reply, rule, findings, item: PhantomData }
    }

    /// Rules of the spec that the value breaks which was given last.
    pub fn findings(&self) -> &Violations {
        &self.findings
    }

    /// The bytes that are still to come, what was read and not given included.
    pub fn into_bytes(self) -> (Bytes, ByteStream) {
        (self.buffer.freeze(), self.bytes)
    }
}

impl<T: Decode + Validate> Items<T> {
    /// The next value; `None` after the last. What it breaks of the spec is in [`Items::findings`].
    ///
    /// # Errors
    /// When the response breaks off, a value is not of its type, or it breaks rules of the spec and the client was built
    /// to fail then.
    pub async fn next(&mut self) -> Result<Option<T>, ItemError> {
        loop {
            while let Some(frame) = self.frame()? {
                if let Some(json) = json_of(self.framing, &frame) {
                    return self.item(frame, &json).map(Some);
                }
            }
            if self.ended {
                return Ok(None);
            }
            match self.bytes.chunk().await.map_err(ItemError::Transport)? {
                Some(bytes) => self.buffer.extend_from_slice(&bytes),
                None => self.ended = true,
            }
        }
    }

    fn item(&mut self, frame: Bytes, json: &[u8]) -> Result<T, ItemError> {
        self.findings = Violations::default();
        let value = match json::from_slice::<T>(json) {
            Ok(value) => value,
            Err(error) => return Err(ItemError::Decode(frame, error)),
        };
        self.findings.look_into(&value, self.rule);
        match self.reply.tell(&self.findings) {
            false => Ok(value),
            true => Err(ItemError::Findings(frame, std::mem::take(&mut self.findings))),
        }
    }

    /// The text of the next value, if it is complete.
    fn frame(&mut self) -> Result<Option<Bytes>, ItemError> {
        let end = match self.framing {
            Framing::Lines => self.buffer.iter().position(|b| *b == b'\n').map(|at| (at, 1)),
            Framing::Sequence => self.buffer.iter().skip(1).position(|b| *b == 0x1e).map(|at| (at + 1, 0)),
            Framing::Events => end_of_event(&self.buffer),
        };
        let (end, skip) = match end {
            Some(end) => end,
            None if self.ended && !self.buffer.is_empty() => (self.buffer.len(), 0),
            None if self.buffer.len() as u64 > self.bytes.limit => {
                let limit = self.bytes.limit;
                return Err(ItemError::Transport(TransportError::new(TransportErrorKind::TooLarge { limit })));
            }
            None => return Ok(None),
        };
        let frame = self.buffer.split_to(end).freeze();
        let _ = self.buffer.split_to(skip);
        Ok(Some(frame))
    }
}

/// Where an event ends, an empty line, and how long that is.
fn end_of_event(bytes: &[u8]) -> Option<(usize, usize)> {
    let ends: [&[u8]; 3] = [b"\n\n", b"\r\n\r\n", b"\r\r"];
    let found = ends.iter().filter_map(|end| {
        let at = bytes.windows(end.len()).position(|window| window == *end)?;
        Some((at, end.len()))
    });
    found.min()
}

/// The JSON of one value; nothing for what is between values.
fn json_of(framing: Framing, frame: &[u8]) -> Option<Vec<u8>> {
    match framing {
        Framing::Lines | Framing::Sequence => {
            let text = frame.strip_prefix(b"\x1e").unwrap_or(frame).trim_ascii();
            (!text.is_empty()).then(|| text.to_vec())
        }
        Framing::Events => event(&String::from_utf8_lossy(frame)),
    }
}

fn event(text: &str) -> Option<Vec<u8>> {
    let mut members: Vec<(String, Tree)> = Vec::new();
    for line in text.trim_start_matches('\u{feff}').lines().flat_map(|line| line.split('\r')) {
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        if !["event", "data", "id", "retry"].contains(&name) {
            continue;
        }
        let known = members.iter_mut().find(|(known, _)| known == name);
        match known {
            Some((_, Tree::Text(text))) if name == "data" => {
                text.push('\n');
                text.push_str(value);
            }
            Some((_, held)) => *held = Tree::Text(value.to_owned()),
            None if name == "retry" && !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit()) => {
                let digits = value.trim_start_matches('0');
                members.push((name.to_owned(), Tree::Number(if digits.is_empty() { "0" } else { digits }.to_owned())));
            }
            None => members.push((name.to_owned(), Tree::Text(value.to_owned()))),
        }
    }
    (!members.is_empty()).then(|| json::to_vec(&Tree::Object(members)))
}

impl<T> fmt::Debug for Items<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Items")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::NESTED;
    use crate::value::Value;

    fn all(text: &'static str, framing: Framing) -> Vec<String> {
        let reply = Reply::new(http::StatusCode::OK, http::HeaderMap::new(), Bytes::new());
        let mut items = Items::<Value>::new(ByteStream::new(Body::from(text), 1000), framing, reply, NESTED);
        let mut out = Vec::new();
        loop {
            let next = std::pin::pin!(items.next()).poll(&mut Context::from_waker(std::task::Waker::noop()));
            match next {
                Poll::Ready(Ok(Some(value))) => out.push(value.to_string()),
                Poll::Ready(Ok(None)) => return out,
                Poll::Ready(Err(error)) => out.push(error.to_string().split(':').next().unwrap().to_owned()),
                Poll::Pending => unreachable!("nothing is waited for"),
            }
        }
    }

    #[test]
    fn values_one_after_the_other() {
        assert_eq!(all("{\"a\":1}\r\n\n[2]\n3", Framing::Lines), ["{\"a\":1}", "[2]", "3"]);
        assert_eq!(all("\u{1e}{\"a\":\n1}\n\u{1e}2\n", Framing::Sequence), ["{\"a\":1}", "2"]);
        assert_eq!(all("1\nx\n3\n", Framing::Lines), ["1", "an item of the response cannot be read", "3"]);
        let events = ": hello\n\nevent: add\ndata: 1\ndata:2\nid: 7\n\r\n\r\ndata: x\r\n\r\nretry: 010\n\n";
        let expected = [r#"{"data":"1\n2","event":"add","id":"7"}"#, r#"{"data":"x"}"#, r#"{"retry":10}"#];
        assert_eq!(all(events, Framing::Events), expected);
    }
}
