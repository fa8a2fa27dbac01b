//! How requests leave and responses come in.
//!
//! In: an `http` request, its body in memory or in pieces. Out: the head of the response and its body, piece by piece.
//! Guaranteed: no error of this module, as `Display` or as `Debug`, holds a URL, a header value or a body; a body is
//! never read beyond the limit that is given, nor is memory taken for what a server only announces.

mod body;
#[cfg(feature = "reqwest")]
mod reqwest;

use std::borrow::Cow;
use std::error::Error;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

pub use self::body::{Body, Chunks};
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
        request: http::Request<Body>,
        deadline: Option<Duration>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>>;
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(
        &self,
        request: http::Request<Body>,
        deadline: Option<Duration>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        (**self).send(request, deadline)
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
