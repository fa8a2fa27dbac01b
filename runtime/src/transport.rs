//! How requests leave and responses come in.
//!
//! In: an `http` request whose body is in memory. Out: the head of the response and its body, piece by piece.
//! Guaranteed: no error of this module, as `Display` or as `Debug`, holds a URL, a header value or a body; a body is
//! never read beyond the limit that is given, nor is memory taken for what a server only announces.

#[cfg(feature = "reqwest")]
mod reqwest;

use std::borrow::Cow;
use std::error::Error;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::{Bytes, BytesMut};

#[cfg(feature = "reqwest")]
pub use self::reqwest::ReqwestTransport;

/// A future in a box, which may move between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Sends requests. Implement it to use another HTTP stack, to record, or to answer in tests.
///
/// An implementation sends what it is given: it follows no redirect (RFC 9110 section 15.4), since a credential must
/// not reach a host that it was not meant for, and repeats nothing that may have arrived.
pub trait Transport: Send + Sync {
    /// Sends one request and waits for the head of the response.
    ///
    /// `deadline` counts from the call and covers the whole exchange, the body of the response included.
    ///
    /// # Errors
    /// When no response came. A status that says "failure" is no error here.
    fn send(
        &self,
        request: http::Request<Bytes>,
        deadline: Option<Duration>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>>;
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(
        &self,
        request: http::Request<Bytes>,
        deadline: Option<Duration>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        (**self).send(request, deadline)
    }
}

/// The body of a response. `Debug` does not show it.
#[derive(Default)]
pub struct Body(Source);

#[derive(Default)]
enum Source {
    #[default]
    Empty,
    Whole(Bytes),
    /// The lock is never taken; it makes a body `Sync` whatever its source is.
    Chunks(Mutex<Box<dyn Chunks>>),
}

/// The source of a body that comes in pieces.
pub trait Chunks: Send {
    /// The next piece; `None` after the last.
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>>;
}

impl Body {
    /// A body that comes in pieces.
    pub fn from_chunks(chunks: Box<dyn Chunks>) -> Self {
        Self(Source::Chunks(Mutex::new(chunks)))
    }

    /// Reads the next piece; `None` after the last.
    ///
    /// # Errors
    /// [`TransportErrorKind::BodyIncomplete`] when the connection broke, [`TransportErrorKind::Timeout`] when the
    /// deadline of the exchange passed.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        match &mut self.0 {
            Source::Empty => Ok(None),
            Source::Whole(bytes) => {
                let bytes = std::mem::take(bytes);
                self.0 = Source::Empty;
                Ok(Some(bytes))
            }
            Source::Chunks(chunks) => chunks.get_mut().unwrap_or_else(PoisonError::into_inner).next().await,
        }
    }

    /// Reads all of it, at most `limit` bytes.
    ///
    /// # Errors
    /// [`TransportErrorKind::TooLarge`] as soon as there is more, and those of [`Body::chunk`].
    pub async fn collect(mut self, limit: u64) -> Result<Bytes, TransportError> {
        // One piece is the common case, and is not copied.
        let mut first = Bytes::new();
        let mut all = BytesMut::new();
        while let Some(chunk) = self.chunk().await? {
            let size = first.len() as u64 + all.len() as u64 + chunk.len() as u64;
            if size > limit {
                return Err(TransportError::new(TransportErrorKind::TooLarge { limit }));
            }
            if first.is_empty() && all.is_empty() {
                first = chunk;
            } else {
                all.extend_from_slice(&std::mem::take(&mut first));
                all.extend_from_slice(&chunk);
            }
        }
        Ok(if all.is_empty() { first } else { all.freeze() })
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self(if bytes.is_empty() { Source::Empty } else { Source::Whole(bytes) })
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<&'static str> for Body {
    fn from(text: &'static str) -> Self {
        Bytes::from_static(text.as_bytes()).into()
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Source::Empty => f.write_str("Body(0 bytes)"),
            Source::Whole(bytes) => write!(f, "Body({} bytes)", bytes.len()),
            Source::Chunks(_) => f.write_str("Body(in pieces)"),
        }
    }
}

/// Why there is no response, or only a part of one.
///
/// The cause, where there is one, is the [`Error::source`]; it has been freed of the URL.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    detail: Option<Cow<'static, str>>,
    source: Option<Box<dyn Error + Send + Sync>>,
}

/// What went wrong, by what can be done about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The request, or the transport for it, could not be made; trying again does not help. Nothing was sent.
    Request,
    /// No connection: the name is unknown, the server does not answer or refuses. Nothing was sent.
    Connect,
    /// No secure connection: the certificate or the offered protocols are not acceptable. Nothing was sent.
    Tls,
    /// The deadline passed. The request may have arrived.
    Timeout,
    /// The connection broke, or the server did not speak HTTP, before there was a response. The request may have
    /// arrived.
    Interrupted,
    /// The connection broke inside the body of the response.
    BodyIncomplete,
    /// The body of the response is larger than allowed.
    TooLarge {
        /// The most that was allowed, in bytes.
        limit: u64,
    },
    /// Something else; the request may have arrived.
    Other,
}

impl TransportError {
    pub fn new(kind: TransportErrorKind) -> Self {
        Self { kind, detail: None, source: None }
    }

    /// An error of kind [`TransportErrorKind::Request`]; `why` is a clause, and must hold no secret.
    pub fn request(why: impl Into<Cow<'static, str>>) -> Self {
        Self { detail: Some(why.into()), ..Self::new(TransportErrorKind::Request) }
    }

    /// The same error with its cause, which must print no secret.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// Whether it is certain that the server has not seen the request, so that sending it again repeats nothing.
    pub fn is_unsent(&self) -> bool {
        match self.kind {
            TransportErrorKind::Request | TransportErrorKind::Connect | TransportErrorKind::Tls => true,
            TransportErrorKind::Timeout
            | TransportErrorKind::Interrupted
            | TransportErrorKind::BodyIncomplete
            | TransportErrorKind::TooLarge { .. }
            | TransportErrorKind::Other => false,
        }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            TransportErrorKind::Request => f.write_str("the request could not be sent")?,
            TransportErrorKind::Connect => f.write_str("the server could not be reached")?,
            TransportErrorKind::Tls => f.write_str("no secure connection to the server could be made")?,
            TransportErrorKind::Timeout => f.write_str("the server did not answer in time")?,
            TransportErrorKind::Interrupted => f.write_str("the connection ended without a response")?,
            TransportErrorKind::BodyIncomplete => f.write_str("the body of the response is not complete")?,
            TransportErrorKind::TooLarge { limit } => {
                write!(f, "the body of the response is larger than {limit} bytes")?;
            }
            TransportErrorKind::Other => f.write_str("the exchange with the server failed")?,
        }
        match &self.detail {
            Some(detail) => write!(f, ": {detail}"),
            None => Ok(()),
        }
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| source as &(dyn Error + 'static))
    }
}

#[cfg(test)]
mod tests;
