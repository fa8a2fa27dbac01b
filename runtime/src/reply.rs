//! Responses: as they were received, and as typed values.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};

use crate::check::{Part, Rule, Validate, Violations};
use crate::codec::Decode;
use crate::error::{ApiError, DecodeFailure, Error, Unexpected, UnexpectedKind};
use crate::json::{self, DecodeError};
use crate::operation::{Codec, Media};
use crate::pointer::At;

/// A response as it was received. `Debug` shows no header value and no body.
#[derive(Clone)]
pub struct Reply {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl Reply {
    pub(crate) fn new(status: StatusCode, headers: HeaderMap, body: Bytes) -> Self {
        Self { status, headers, body }
    }

    pub fn status(&self) -> StatusCode {
        self.status
    }

    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body, undecoded.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The media type of the body without parameters, in lower case; empty if the server gave none.
    pub fn media_type(&self) -> String {
        let value = self.headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
        value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    }

    /// Status, media type and size, for messages.
    pub(crate) fn summary(&self) -> String {
        format!("{}, {}, {} bytes", self.status, self.shown_media_type(), self.body.len())
    }

    /// The media type if it is a common one: any other is text that the server is free to choose.
    fn shown_media_type(&self) -> &'static str {
        let given = self.media_type();
        if given.is_empty() {
            return "no media type";
        }
        COMMON_MEDIA_TYPES.iter().find(|common| **common == given).copied().unwrap_or("another media type")
    }

    /// Reads a declared success.
    ///
    /// # Errors
    /// When the body is not of a declared media type or not of its type.
    pub fn success<T, H, E>(self, media: &'static [Media]) -> Result<Response<T, H>, Error<E>>
    where
        T: Decode + Validate,
        H: ReadHeaders,
    {
        match self.read::<T>(media) {
            Ok(value) => {
                let mut findings = Violations::default();
                value.check(&Rule::NESTED, &At::ROOT, &mut findings);
                let headers = H::read(&self.headers, &mut findings);
                Ok(Response { value, headers, findings, reply: self })
            }
            Err(reason) => Err(self.refuse(reason)),
        }
    }

    /// A declared success without a body.
    ///
    /// # Errors
    /// Never; the type is that of [`Reply::success`].
    pub fn empty<H: ReadHeaders, E>(self) -> Result<Response<(), H>, Error<E>> {
        let mut findings = Violations::default();
        let headers = H::read(&self.headers, &mut findings);
        Ok(Response { value: (), headers, findings, reply: self })
    }

    /// Reads a declared failure; `wrap` puts it into the operation's type of failures.
    pub fn failure<T: Decode, E>(self, media: &'static [Media], wrap: fn(T) -> E) -> Error<E> {
        match self.read::<T>(media) {
            Ok(value) => self.api(wrap(value)),
            Err(reason) => self.refuse(reason),
        }
    }

    /// A declared failure, with this response.
    pub fn api<E>(self, error: E) -> Error<E> {
        Error::Api(Box::new(ApiError { error, reply: self }))
    }

    /// A status that the spec does not name.
    pub fn unexpected<E>(self) -> Error<E> {
        Error::Unexpected(Box::new(Unexpected { what: UnexpectedKind::Status, reply: self }))
    }

    fn refuse<E>(self, reason: Option<DecodeError>) -> Error<E> {
        match reason {
            Some(error) => Error::Decode(Box::new(DecodeFailure { error, reply: self })),
            None => Error::Unexpected(Box::new(Unexpected { what: UnexpectedKind::MediaType, reply: self })),
        }
    }

    /// Reads the body; `Err(None)` when it is of another media type.
    pub(crate) fn read<T: Decode>(&self, media: &'static [Media]) -> Result<T, Option<DecodeError>> {
        match self.codec(media) {
            // RFC 8259 section 8.1: a reader may ignore a byte order mark.
            Some(Codec::Json) => {
                json::from_slice(self.body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&self.body)).map_err(Some)
            }
            Some(Codec::Xml(root)) => {
                let json = crate::xml::to_json(&self.body, root).map_err(|e| Some(e.into()))?;
                json::from_slice(&json).map_err(Some)
            }
            None => Err(None),
        }
    }

    /// The way to read the body: by its media type, by the family of it, or, for servers that do not say or say
    /// something vague, by its first character.
    fn codec(&self, media: &'static [Media]) -> Option<Codec> {
        let given = self.media_type();
        if let Some(exact) = media.iter().find(|m| m.name.eq_ignore_ascii_case(&given)) {
            return Some(exact.codec);
        }
        let first = self.body.iter().copied().find(|b| !b.is_ascii_whitespace() && !matches!(b, 0xEF | 0xBB | 0xBF));
        let json_like = given.ends_with("json") || (first != Some(b'<') && first.is_some());
        let xml_like = given.ends_with("xml") || (given != "text/html" && first == Some(b'<'));
        media
            .iter()
            .map(|m| m.codec)
            .find(|codec| match codec {
                Codec::Json => json_like,
                Codec::Xml(_) => xml_like,
            })
            .or_else(|| media.first().filter(|_| first.is_none()).map(|m| m.codec))
    }
}

/// What messages name, in lower case.
const COMMON_MEDIA_TYPES: &[&str] = &[
    "application/hal+json",
    "application/json",
    "application/octet-stream",
    "application/pdf",
    "application/problem+json",
    "application/problem+xml",
    "application/vnd.api+json",
    "application/xml",
    "text/csv",
    "text/html",
    "text/json",
    "text/plain",
    "text/xml",
];

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("status", &self.status.as_u16())
            .field("headers", &self.headers.keys().map(http::HeaderName::as_str).collect::<Vec<_>>())
            .field("media_type", &self.shown_media_type())
            .field("body_bytes", &self.body.len())
            .finish()
    }
}

/// A success: the value, typed headers `H`, and what the response has that the spec does not allow.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Response<T, H = ()> {
    pub value: T,
    /// The headers that the spec declares.
    pub headers: H,
    /// Rules of the spec that the response breaks. The value is complete all the same.
    pub findings: Violations,
    reply: Reply,
}

impl<T, H> Response<T, H> {
    pub fn status(&self) -> StatusCode {
        self.reply.status
    }

    /// The response as it was received: every header, the body undecoded.
    pub fn reply(&self) -> &Reply {
        &self.reply
    }

    /// The value alone.
    pub fn into_value(self) -> T {
        self.value
    }

    /// Takes the response apart.
    pub fn into_parts(self) -> (T, H, Reply) {
        (self.value, self.headers, self.reply)
    }

    /// The same response with another value.
    #[must_use]
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Response<U, H> {
        let Self { value, headers, findings, reply } = self;
        Response { value: f(value), headers, findings, reply }
    }

    /// Turns a success into a failure that the spec describes (a failure inside a 2XX response).
    pub fn reject<E>(self, wrap: fn(T) -> E) -> Error<E> {
        self.reply.api(wrap(self.value))
    }
}

/// Typed response headers.
pub trait ReadHeaders: Sized {
    /// Reads what is there; what breaks the rules is added to `findings`.
    fn read(headers: &HeaderMap, findings: &mut Violations) -> Self;
}

impl ReadHeaders for () {
    fn read(_: &HeaderMap, _: &mut Violations) -> Self {}
}

/// Reads one header that must be there: its absence is a finding.
pub fn required_header<T: Decode + Validate>(
    headers: &HeaderMap,
    name: &'static str,
    rule: &Rule,
    findings: &mut Violations,
) -> Option<T> {
    if !headers.contains_key(name) {
        findings.set_part(Part::ResponseHeader(name));
        findings.add(&At::ROOT, "required", "a value", "none", crate::check::Place::NONE);
    }
    header(headers, name, rule, findings)
}

/// Reads one header: `None` if it is not there or not of its type, which is then a finding.
pub fn header<T: Decode + Validate>(
    headers: &HeaderMap,
    name: &'static str,
    rule: &Rule,
    findings: &mut Violations,
) -> Option<T> {
    let raw = headers.get(name)?;
    findings.set_part(Part::ResponseHeader(name));
    let text = String::from_utf8_lossy(raw.as_bytes());
    // A header is a string or, where the type wants it so, a bare number or boolean (style `simple`).
    let quoted = json::to_string(&text.as_ref());
    match json::from_str::<T>(&quoted).or_else(|e| json::from_str::<T>(&text).map_err(|_| e)) {
        Ok(value) => {
            value.judge(rule, &At::ROOT, findings);
            Some(value)
        }
        Err(error) => {
            findings.add(&At::ROOT, "type", error.expected(), error.found(), crate::check::Place::NONE);
            None
        }
    }
}
