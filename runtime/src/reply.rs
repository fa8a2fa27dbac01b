//! Responses: as they were received, and as typed values.

mod headers;
pub(crate) mod media;
mod stream;

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

pub use headers::{HeaderForm, ReadHeaders, demand, header, required_header, styled_header};
pub use stream::{ByteStream, ItemError, Items};

use crate::check::{NESTED, Rule, Validate, Violations};
use crate::codec::Decode;
use crate::error::{ApiError, DecodeFailure, Error, FindingsFailure, Unexpected, UnexpectedKind};
use crate::findings::{Policy, Settle};
use crate::json::{self, DecodeError};
use crate::operation::{Codec, Media};

/// A response as it was received. `Debug` shows no header value and no body.
#[derive(Clone)]
pub struct Reply {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    /// The body, where it is handed over piece by piece; taken by the value of the response.
    stream: Option<Arc<Mutex<Option<ByteStream>>>>,
    /// What is done where rules of the spec are broken.
    policy: Option<Policy>,
}

impl Reply {
    pub(crate) fn new(status: StatusCode, headers: HeaderMap, body: Bytes) -> Self {
        Self { status, headers, body, stream: None, policy: None }
    }

    /// A response whose body is still to come.
    pub(crate) fn streaming(status: StatusCode, headers: HeaderMap, stream: ByteStream) -> Self {
        let stream = Some(Arc::new(Mutex::new(Some(stream))));
        Self { status, headers, body: Bytes::new(), stream, policy: None }
    }

    /// The same response, of a client with this policy.
    pub(crate) fn under(self, policy: Policy) -> Self {
        Self { policy: Some(policy), ..self }
    }

    /// Does with what was found as the client was built to; says whether the call fails by it.
    pub(crate) fn tell(&self, findings: &Violations) -> bool {
        self.policy.as_ref().is_some_and(|policy| policy.tell(findings, self))
    }

    pub fn status(&self) -> StatusCode {
        self.status
    }

    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body, undecoded; empty where it is handed over as a stream.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The media type of the body without parameters, in lower case; empty if the server gave none.
    pub fn media_type(&self) -> String {
        media::given(&self.headers)
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
        self.success_by(media, NESTED)
    }

    /// A declared success with a body that has rules beyond those of its type.
    ///
    /// # Errors
    /// When the body is not of a declared media type or not of its type.
    pub fn success_by<T, H, E>(self, media: &'static [Media], rule: &Rule) -> Result<Response<T, H>, Error<E>>
    where
        T: Decode + Validate,
        H: ReadHeaders,
    {
        match self.read::<T>(media) {
            Ok(value) => {
                let mut findings = Violations::default();
                findings.look_into(&value, rule);
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

    /// A declared success that is bytes.
    ///
    /// # Errors
    /// When the body is not of a declared media type.
    pub fn bytes<H: ReadHeaders, E>(self, media: &'static [Media]) -> Result<Response<ByteStream, H>, Error<E>> {
        if !self.fits(media) {
            return Err(self.refuse(None));
        }
        let mut findings = Violations::default();
        let headers = H::read(&self.headers, &mut findings);
        if !findings.is_empty() && self.policy.as_ref().is_some_and(Policy::fails) {
            // What is still to come stays where whoever gets the error finds it.
            return Err(self.broken(findings));
        }
        let value = self.bytes_to_come();
        Ok(Response { value, headers, findings, reply: self })
    }

    /// A declared success that is one value after the other.
    ///
    /// # Errors
    /// When the body is not of a declared media type.
    pub fn items<T, H: ReadHeaders, E>(
        self,
        media: &'static [Media],
        rule: &'static Rule,
    ) -> Result<Response<Items<T>, H>, Error<E>> {
        let framing = stream::Framing::of(&self.media_type(), media);
        let response = self.bytes::<H, E>(media)?;
        let reply = response.reply.clone();
        Ok(response.map(|bytes| Items::new(bytes, framing, reply, rule)))
    }

    fn fits(&self, media: &'static [Media]) -> bool {
        self.stream.is_some() || media::rank(media, &self.media_type(), self.first()) > 0
    }

    fn bytes_to_come(&self) -> ByteStream {
        self.take_stream().unwrap_or_else(|| ByteStream::new(self.body.clone().into(), u64::MAX))
    }

    /// What is still to come of a body that is handed over piece by piece, unless somebody has it.
    pub fn take_stream(&self) -> Option<ByteStream> {
        self.stream.as_ref().and_then(|s| s.lock().unwrap_or_else(PoisonError::into_inner).take())
    }

    /// Reads a declared failure; `wrap` puts it into the operation's type of failures.
    pub fn failure<T: Decode + Validate, E>(self, media: &'static [Media], wrap: fn(T) -> E) -> Error<E> {
        self.failure_by(media, wrap, NESTED)
    }

    /// A declared failure with a body that has rules beyond those of its type.
    pub fn failure_by<T, E>(self, media: &'static [Media], wrap: fn(T) -> E, rule: &Rule) -> Error<E>
    where
        T: Decode + Validate,
    {
        match self.read::<T>(media) {
            Ok(value) => {
                let mut findings = Violations::default();
                findings.look_into(&value, rule);
                self.failed(wrap(value), findings)
            }
            Err(reason) => self.refuse(reason),
        }
    }

    /// A declared failure that is bytes; it is one whatever its media type is.
    pub fn bytes_failure<E>(self, wrap: fn(Bytes) -> E) -> Error<E> {
        let bytes = self.body.clone();
        self.api(wrap(bytes))
    }

    /// Which of several lists of media types the response is of; the first where it is of none.
    pub fn choose(&self, lists: &[&'static [Media]]) -> usize {
        let (given, first) = (self.media_type(), self.first());
        let ranks: Vec<u8> = lists.iter().map(|media| media::rank(media, &given, first)).collect();
        let best = ranks.iter().copied().max().unwrap_or_default();
        ranks.iter().position(|rank| *rank == best).unwrap_or_default()
    }

    /// A declared failure, with this response.
    pub fn api<E>(self, error: E) -> Error<E> {
        self.failed(error, Violations::default())
    }

    /// A response that the client was built to fail by.
    fn broken<E>(self, findings: Violations) -> Error<E> {
        Error::Findings(Box::new(FindingsFailure { findings, reply: self }))
    }

    fn failed<E>(self, error: E, findings: Violations) -> Error<E> {
        Error::Api(Box::new(ApiError { error, reply: self, findings }))
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
        // RFC 8259 section 8.1: a reader may ignore a byte order mark.
        let plain = self.body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&self.body);
        match media::pick(media, &self.media_type(), self.first()) {
            Some(Codec::Json) => json::from_slice(plain).map_err(Some),
            Some(Codec::Xml(root)) => {
                let json = crate::xml::to_json(&self.body, root).map_err(|e| Some(e.into()))?;
                json::from_slice(&json).map_err(Some)
            }
            Some(Codec::Form(_)) => json::from_spelled(&media::form_to_json(plain)).map_err(Some),
            Some(Codec::Text | Codec::Bytes | Codec::Multipart(_)) => self.read_text(plain).map_err(Some),
            None => Err(None),
        }
    }

    /// A string is the text itself; any other value is spelled by it, or is JSON.
    fn read_text<T: Decode>(&self, plain: &[u8]) -> Result<T, DecodeError> {
        let quoted = || json::to_vec(&&*String::from_utf8_lossy(plain));
        if self.media_type().ends_with("json") {
            return json::from_slice(plain).or_else(|_| json::from_spelled(&quoted()));
        }
        json::from_spelled(&quoted()).or_else(|e| json::from_slice(plain).map_err(|_| e))
    }

    /// The first character that tells formats apart.
    fn first(&self) -> Option<u8> {
        self.body.iter().copied().find(|b| !b.is_ascii_whitespace() && !matches!(b, 0xEF | 0xBB | 0xBF))
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
        self.reply.failed(wrap(self.value), self.findings)
    }
}

impl<T, H> Settle for Response<T, H> {
    fn settle<E>(self) -> Result<Self, Error<E>> {
        match self.reply.tell(&self.findings) {
            false => Ok(self),
            true => Err(self.reply.broken(self.findings)),
        }
    }
}
