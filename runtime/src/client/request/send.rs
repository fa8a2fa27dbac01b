//! A request on its way: sent, perhaps again, and answered.

use std::borrow::Cow;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Instant;

use http::HeaderValue;
use http::header::{ACCEPT, USER_AGENT};

use super::Request;
use crate::check::Violations;
use crate::client::retry::{is_transient, may_repeat, retry_after};
use crate::client::{Inner, server};
use crate::error::Error;
use crate::findings::{Policy, Settle};
use crate::operation::of_format;
use crate::reply::{ByteStream, Reply, media};
use crate::style;
use crate::transport::{Body, BoxFuture, Streamed, TransportError};

/// How long a URL may be that the `http` crate takes.
const MAX_URL: usize = 65_534;

impl Request {
    /// Sends the request, unless there are violations.
    pub(in crate::client) fn send<T, E>(self, read: fn(Reply) -> Result<T, Error<E>>) -> Sending<T, E> {
        Sending { reply: Box::pin(self.exchange()), read }
    }

    async fn exchange(mut self) -> Result<Reply, Failure> {
        if self.checked && !self.violations.is_empty() {
            tracing::debug!(operation = self.operation.id, violations = self.violations.len(), "not sent");
            return Err(Failure::Invalid(self.violations));
        }
        self.finish_headers();
        let mut attempt = 1;
        loop {
            let result = self.attempt(attempt).await;
            let asked = match &result {
                Ok(reply) if self.operation.idempotent && is_transient(reply.status()) => retry_after(reply),
                Err(error) if may_repeat(error.kind(), self.operation.idempotent) => None,
                _ => return result.map_err(Failure::Transport),
            };
            attempt += 1;
            // A stream is gone when it was sent.
            if !self.body.is_repeatable() || !self.core.0.retry.pause(attempt, asked).await {
                return result.map_err(Failure::Transport);
            }
        }
    }

    fn finish_headers(&mut self) {
        let Inner { format, user_agent, .. } = &*self.core.0;
        let accept: Vec<&str> = of_format(self.operation.accept, *format).map(|m| m.name).collect();
        if let Some(value) = (!accept.is_empty()).then(|| HeaderValue::from_str(&accept.join(", ")).ok()).flatten() {
            self.headers.entry(ACCEPT).or_insert(value);
        }
        if let Some(value) = user_agent.as_deref().and_then(|text| HeaderValue::from_str(text).ok()) {
            self.headers.entry(USER_AGENT).or_insert(value);
        }
    }

    fn request(&self) -> Result<http::Request<Body>, TransportError> {
        let mut uri = format!("{}{}", self.base_url()?, style::template(&self.path));
        if !self.query.is_empty() {
            uri.push(if uri.contains('?') { '&' } else { '?' });
            uri.push_str(&self.query.join("&"));
        }
        if uri.len() > MAX_URL {
            let why = format!("the URL of the request has {} bytes; at most {MAX_URL} can be sent", uri.len());
            return Err(TransportError::request(why));
        }
        let mut request = http::Request::builder()
            .method(self.operation.method)
            .uri(uri)
            .body(self.body.body()?)
            .map_err(|_| TransportError::request("the URL of the request is not valid"))?;
        *request.headers_mut() = self.headers.clone();
        if !self.operation.streams.is_empty() {
            request.extensions_mut().insert(Streamed);
        }
        Ok(request)
    }

    fn base_url(&self) -> Result<Cow<'_, str>, TransportError> {
        let Inner { base_url, is_given, variables, .. } = &*self.core.0;
        match self.operation.server.filter(|_| !is_given) {
            None => Ok(Cow::Borrowed(base_url)),
            Some(info) => server::own(base_url, info, variables)
                .map(Cow::Owned)
                .map_err(|_| TransportError::request("the server of the operation is not a valid URL")),
        }
    }

    async fn attempt(&self, number: u32) -> Result<Reply, TransportError> {
        let request = self.request()?;
        let started = Instant::now();
        let operation = self.operation.id;
        tracing::debug!(operation, method = %self.operation.method, attempt = number, "sending");
        let result = self.receive(request).await;
        let elapsed_ms = started.elapsed().as_millis() as u64;
        match &result {
            Ok(reply) => tracing::debug!(operation, status = reply.status().as_u16(), elapsed_ms, "answered"),
            Err(error) => tracing::debug!(operation, kind = ?error.kind(), elapsed_ms, "failed"),
        }
        result
    }

    async fn receive(&self, request: http::Request<Body>) -> Result<Reply, TransportError> {
        let inner = &*self.core.0;
        let policy = Policy { findings: inner.findings.clone(), operation: self.operation.id };
        let (head, body) = inner.transport.send(request, Some(inner.timeout)).await?.into_parts();
        if media::is_streamed(self.operation, head.status, &head.headers) {
            let stream = ByteStream::new(body, inner.max_response_bytes);
            return Ok(Reply::streaming(head.status, head.headers, stream).under(policy));
        }
        let body = body.collect(inner.max_response_bytes).await?;
        Ok(Reply::new(head.status, head.headers, body).under(policy))
    }
}

/// Why there is no reply.
#[derive(Debug)]
enum Failure {
    Invalid(Violations),
    Transport(TransportError),
}

/// A call under way: a future of its typed result.
#[must_use = "a call does nothing until it is awaited"]
pub struct Sending<T, E> {
    reply: BoxFuture<'static, Result<Reply, Failure>>,
    read: fn(Reply) -> Result<T, Error<E>>,
}

impl<T: Settle, E> Future for Sending<T, E> {
    type Output = Result<T, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.reply.as_mut().poll(cx).map(|result| match result {
            Ok(reply) => match (self.read)(reply) {
                Ok(response) => response.settle(),
                Err(error) => {
                    error.tell();
                    Err(error)
                }
            },
            Err(Failure::Invalid(violations)) => Err(Error::Invalid(violations)),
            Err(Failure::Transport(error)) => Err(Error::Transport(error)),
        })
    }
}

impl<T, E> fmt::Debug for Sending<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sending")
    }
}
