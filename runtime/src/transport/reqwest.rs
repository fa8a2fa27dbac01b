//! The default transport: reqwest, with rustls, over HTTP/1.1 and HTTP/2.
//!
//! In and out: see [`Transport`]. Guaranteed: the path is sent as it was given or not at all; no redirect is followed;
//! no response is decompressed; no error holds a URL.

use std::error::Error;
use std::fmt;
use std::io;
use std::time::Duration;

use ::reqwest::redirect::Policy;
use bytes::Bytes;
use http::header::{CONTENT_LENGTH, HeaderValue};
use http::{Method, Request, Response};

use super::{Body, BoxFuture, Chunks, Transport, TransportError, TransportErrorKind};

/// Sends requests with a [`reqwest::Client`](::reqwest::Client), on tokio.
///
/// Clones share one pool of connections. Proxies are taken from the environment (`HTTPS_PROXY`, `NO_PROXY`, …).
#[derive(Clone)]
pub struct ReqwestTransport(::reqwest::Client);

impl ReqwestTransport {
    /// A transport with a pool of its own, the certificates that the system trusts, and no redirects.
    ///
    /// # Errors
    /// When TLS cannot be set up.
    pub fn new() -> Result<Self, TransportError> {
        let builder = ::reqwest::Client::builder().redirect(Policy::none()).referer(false);
        let client = builder
            .build()
            .map_err(|e| TransportError::request("the HTTP client could not be set up").with_source(e.without_url()))?;
        Ok(Self(client))
    }
}

/// Takes the client as it is: its policy for redirects too, which follows up to ten unless set to
/// [`Policy::none`](::reqwest::redirect::Policy::none).
impl From<::reqwest::Client> for ReqwestTransport {
    fn from(client: ::reqwest::Client) -> Self {
        Self(client)
    }
}

/// The client of reqwest shows its default headers, so it is not shown.
impl fmt::Debug for ReqwestTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReqwestTransport")
    }
}

impl Transport for ReqwestTransport {
    fn send(
        &self,
        request: Request<Body>,
        deadline: Option<Duration>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(async move {
            // Without a runtime reqwest would panic.
            if tokio::runtime::Handle::try_current().is_err() {
                return Err(TransportError::request("the default transport works inside a tokio runtime only"));
            }
            let mut request = convert(request)?;
            *request.timeout_mut() = deadline;
            let response = self.0.execute(request).await.map_err(unanswered)?;
            Ok(receive(response))
        })
    }
}

fn convert(mut request: Request<Body>) -> Result<::reqwest::Request, TransportError> {
    // RFC 9110 section 8.6: a request whose method has a meaning for content says so when there is none; some
    // servers answer 411 otherwise.
    let expects_content = matches!(*request.method(), Method::POST | Method::PUT | Method::PATCH);
    if expects_content && request.body().size() == Some(0) {
        request.headers_mut().entry(CONTENT_LENGTH).or_insert(HeaderValue::from_static("0"));
    }
    let path = request.uri().path().to_owned();
    let request = request.map(|body| match body.into_bytes() {
        Ok(bytes) => ::reqwest::Body::from(bytes),
        Err(body) => ::reqwest::Body::wrap(body),
    });
    let request = ::reqwest::Request::try_from(request)
        .map_err(|e| TransportError::request("the URL is not valid").with_source(e.without_url()))?;
    // URLs are normalised on the way (`/a/%2E%2E/b` becomes `/b`), which would reach another resource.
    if request.url().path() != path {
        return Err(TransportError::request("the path has dot segments or characters that must be encoded"));
    }
    Ok(request)
}

fn receive(mut response: ::reqwest::Response) -> Response<Body> {
    let mut out = Response::new(Body::default());
    *out.status_mut() = response.status();
    *out.version_mut() = response.version();
    *out.headers_mut() = std::mem::take(response.headers_mut());
    *out.body_mut() = Body::from_chunks(Box::new(Pieces(response)));
    out
}

struct Pieces(::reqwest::Response);

impl Chunks for Pieces {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async move { self.0.chunk().await.map_err(|e| convert_error(e, TransportErrorKind::BodyIncomplete)) })
    }
}

fn unanswered(error: ::reqwest::Error) -> TransportError {
    let kind = if error.is_builder() {
        TransportErrorKind::Request
    } else if error.is_connect() {
        if is_about_tls(&error) { TransportErrorKind::Tls } else { TransportErrorKind::Connect }
    } else if error.is_request() {
        TransportErrorKind::Interrupted
    } else {
        TransportErrorKind::Other
    };
    convert_error(error, kind)
}

/// A deadline that passed counts before everything else, wherever it passed.
fn convert_error(error: ::reqwest::Error, kind: TransportErrorKind) -> TransportError {
    let kind = if error.is_timeout() { TransportErrorKind::Timeout } else { kind };
    TransportError::new(kind).with_source(error.without_url())
}

/// rustls reports what it refuses as invalid data.
fn is_about_tls(error: &::reqwest::Error) -> bool {
    let mut cause = error.source();
    while let Some(error) = cause {
        if error.downcast_ref::<io::Error>().is_some_and(is_invalid_data) {
            return true;
        }
        cause = error.source();
    }
    false
}

/// Looks inside: an `io::Error` is not the source of the one that wraps it.
fn is_invalid_data(error: &io::Error) -> bool {
    let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<io::Error>());
    error.kind() == io::ErrorKind::InvalidData || inner.is_some_and(is_invalid_data)
}

#[cfg(test)]
mod tests;
