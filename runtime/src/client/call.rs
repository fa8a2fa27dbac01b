//! A call: gathered, checked, sent, perhaps again.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, RETRY_AFTER, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue};

use super::retry::{is_transient, may_repeat};
use super::{Core, Inner};
use crate::check::{Part, Place, Rule, Validate, Violations};
use crate::codec::Encode;
use crate::error::Error;
use crate::json::Writer;
use crate::operation::{Codec, Media, Operation, Scheme, SchemePlace, of_format};
use crate::pointer::At;
use crate::reply::Reply;
use crate::style;
use crate::transport::{BoxFuture, TransportError};

/// A request that is being put together.
pub struct Call {
    core: Core,
    operation: &'static Operation,
    path: String,
    query: Vec<String>,
    headers: HeaderMap,
    body: Bytes,
    violations: Violations,
    checked: bool,
}

impl Call {
    /// `checked` is whether violations keep the request from being sent.
    pub fn new(core: &Core, operation: &'static Operation, checked: bool) -> Self {
        let mut call = Self {
            core: core.clone(),
            operation,
            path: operation.path.to_owned(),
            query: Vec::new(),
            headers: HeaderMap::new(),
            body: Bytes::new(),
            violations: Violations::default(),
            checked: checked && !core.0.unchecked,
        };
        call.authorize();
        call
    }

    /// Fills a parameter of the path template.
    pub fn path<T: Encode + Validate>(&mut self, name: &'static str, value: &T, rule: &Rule) {
        self.check(Part::Path(name), value, rule);
        let text = style::path_segment(value);
        if matches!(text.as_str(), "" | "." | "..") {
            // There is no such segment: the request would reach another resource. The check cannot be switched off.
            self.checked = true;
            self.violations.set_part(Part::Path(name));
            let limit = "a value that is not empty, `.` or `..`";
            self.violations.add(&At::ROOT, "path", limit, format!("{text:?}"), Place::NONE);
        }
        self.path = self.path.replace(&format!("{{{name}}}"), &text);
    }

    /// Adds a query parameter, if it is there.
    pub fn query<T: Encode + Validate>(&mut self, name: &'static str, value: Option<&T>, rule: &Rule) {
        if let Some(value) = value {
            self.check(Part::Query(name), value, rule);
            self.query.extend(style::form(name, value));
        }
    }

    /// Adds a header, if it is there.
    pub fn header<T: Encode + Validate>(&mut self, name: &'static str, value: Option<&T>, rule: &Rule) {
        if let Some(value) = value {
            self.check(Part::Header(name), value, rule);
            self.insert(name, &style::simple(value), value.is_secret());
        }
    }

    /// Adds a header that the client was given when it was built.
    pub fn header_credential(&mut self, header: &'static str, credential: &'static str, required: bool) {
        match self.credential_text(credential) {
            Some(text) => self.insert(header, &text, true),
            None if required => self.lacks(credential),
            None => {}
        }
    }

    /// Adds a query parameter that the client was given when it was built.
    pub fn query_credential(&mut self, name: &'static str, credential: &'static str, required: bool) {
        match self.credential_text(credential) {
            Some(text) => self.query.push(format!("{}={}", style::encode(name), style::encode(&text))),
            None if required => self.lacks(credential),
            None => {}
        }
    }

    /// Demands a credential that the body is not complete without.
    pub fn needs_credential(&mut self, credential: &'static str) {
        if self.core.credential(credential).is_none() {
            self.lacks(credential);
        }
    }

    fn lacks(&mut self, credential: &'static str) {
        self.violations.set_part(Part::Credential(credential));
        self.violations.add(&At::ROOT, "required", "a value", "none", Place::NONE);
    }

    /// Fills a parameter of the path template with what the client was given when it was built.
    pub fn path_credential(&mut self, name: &'static str, credential: &'static str) {
        let text = self.credential_text(credential);
        if let Some(text) = text.as_deref().filter(|text| !matches!(*text, "" | "." | "..")) {
            self.path = self.path.replace(&format!("{{{name}}}"), &style::encode(text));
            return;
        }
        // Without it there is no such path; the check cannot be switched off.
        self.checked = true;
        self.violations.set_part(Part::Credential(credential));
        match text {
            Some(_) => {
                self.violations.add(&At::ROOT, "path", "a value that is not empty, `.` or `..`", "one", Place::NONE)
            }
            None => self.lacks(credential),
        }
    }

    /// Checks the body, if there is one, and writes it in the client's format.
    pub fn body<T: Encode + Validate>(&mut self, media: &'static [Media], body: Option<&T>, rule: &Rule) {
        if let Some(body) = body {
            self.check(Part::Body, body, rule);
            self.write_body(media, body);
        }
    }

    fn write_body(&mut self, media: &'static [Media], body: &dyn Encode) {
        let Some(media) = of_format(media, self.core.0.format).next() else { return };
        let credentials: Vec<(&'static str, &dyn Encode)> =
            self.core.0.credentials.iter().map(|(name, value)| (*name, value as &dyn Encode)).collect();
        let mut writer = Writer::new(&credentials);
        body.encode(&mut writer);
        if writer.is_unwritable() && !self.checked {
            // The check would have named the places. `null` in its place would be another request; the check cannot be switched off.
            self.checked = true;
            self.violations.set_part(Part::Body);
            let found = "NaN or an infinity";
            self.violations.add(&At::ROOT, "type", "numbers that JSON can write", found, Place::NONE);
        }
        let json = writer.into_bytes();
        self.body = match media.codec {
            Codec::Json => json.into(),
            Codec::Xml(root) => match crate::xml::to_xml(&json, root) {
                Ok(xml) => xml.into(),
                Err(error) => {
                    // Sent or not, there is no such document to send; the check cannot be switched off.
                    self.checked = true;
                    self.violations.set_part(Part::Body);
                    self.violations.add(&At::ROOT, "xml", "text that XML can carry", error.to_string(), Place::NONE);
                    return;
                }
            },
        };
        self.headers.insert(CONTENT_TYPE, HeaderValue::from_static(media.name));
    }

    fn check<T: Validate>(&mut self, part: Part, value: &T, rule: &Rule) {
        if self.checked {
            self.violations.set_part(part);
            value.judge(rule, &At::ROOT, &mut self.violations);
        }
    }

    fn credential_text(&self, name: &str) -> Option<String> {
        self.core.credential(name).map(|value| style::simple(value))
    }

    fn insert(&mut self, name: &'static str, text: &str, sensitive: bool) {
        let parsed = (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(text));
        let (Ok(name), Ok(mut value)) = parsed else {
            // There is no such request; the check cannot be switched off.
            self.checked = true;
            self.violations.set_part(Part::Header(name));
            let at = if sensitive { At::ROOT.hidden() } else { At::ROOT };
            self.violations.add(&at, "header", HEADER_TEXT, format!("{text:?}"), Place::NONE);
            return;
        };
        value.set_sensitive(sensitive);
        self.headers.insert(name, value);
    }

    /// Uses the first alternative of which the client holds every credential.
    fn authorize(&mut self) {
        let alternatives = self.operation.security;
        let held = |scheme: &&Scheme| self.core.credential(scheme.name).is_some();
        let usable = alternatives.iter().find(|schemes| schemes.iter().all(|s| held(&s)));
        match usable {
            Some(schemes) => schemes.iter().for_each(|scheme| self.apply(scheme)),
            None if alternatives.is_empty() => {}
            None => {
                let first = alternatives[0].iter().find(|s| !held(s)).map_or("", |s| s.name);
                self.lacks(first);
            }
        }
    }

    fn apply(&mut self, scheme: &Scheme) {
        let Some(text) = self.credential_text(scheme.name) else { return };
        match scheme.place {
            SchemePlace::Header(name) => self.insert(name, &text, true),
            SchemePlace::Query(name) => self.query_credential(name, scheme.name, false),
            SchemePlace::Cookie(name) => self.cookie(name, &text),
            SchemePlace::Bearer => self.insert(AUTHORIZATION_NAME, &format!("Bearer {text}"), true),
            SchemePlace::Basic => {
                use base64::Engine;
                let encoded = base64::engine::general_purpose::STANDARD.encode(text);
                self.insert(AUTHORIZATION_NAME, &format!("Basic {encoded}"), true);
            }
        }
    }

    /// Adds a cookie to those that are there (RFC 6265 section 4.2.1: one header, pairs parted by `; `).
    fn cookie(&mut self, name: &str, value: &str) {
        let octet = |b: u8| matches!(b, 0x21 | 0x23..=0x2b | 0x2d..=0x3a | 0x3c..=0x5b | 0x5d..=0x7e);
        if !value.bytes().all(octet) {
            // What would end the pair cannot be in it; the check cannot be switched off.
            self.checked = true;
            self.violations.set_part(Part::Header(COOKIE_NAME));
            self.violations.add(&At::ROOT.hidden(), "header", "characters that a cookie may have", "", Place::NONE);
            return;
        }
        let held = self.headers.get(COOKIE_NAME).and_then(|v| v.to_str().ok()).map(|v| format!("{v}; "));
        self.insert(COOKIE_NAME, &format!("{}{name}={value}", held.unwrap_or_default()), true);
    }

    /// The violations found so far, of parameters and body together.
    pub fn violations(&self) -> &Violations {
        &self.violations
    }

    /// Sends the request, unless there are violations.
    pub fn send<T, E>(self, read: fn(Reply) -> Result<T, Error<E>>) -> Sending<T, E> {
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
            if !self.core.0.retry.pause(attempt, asked).await {
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

    fn request(&self) -> Result<http::Request<Bytes>, TransportError> {
        let query = if self.query.is_empty() { String::new() } else { format!("?{}", self.query.join("&")) };
        let mut request = http::Request::builder()
            .method(self.operation.method)
            .uri(format!("{}{}{query}", self.core.0.base_url, self.path))
            .body(self.body.clone())
            .map_err(|_| TransportError::request("the URL of the request is not valid"))?;
        *request.headers_mut() = self.headers.clone();
        Ok(request)
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

    async fn receive(&self, request: http::Request<Bytes>) -> Result<Reply, TransportError> {
        let inner = &*self.core.0;
        let (head, body) = inner.transport.send(request, Some(inner.timeout)).await?.into_parts();
        let body = body.collect(inner.max_response_bytes).await?;
        Ok(Reply::new(head.status, head.headers, body))
    }
}

/// What header values are made of (RFC 9110 section 5.5).
pub(super) const HEADER_TEXT: &str = "text without control characters";

const COOKIE_NAME: &str = "cookie";
const AUTHORIZATION_NAME: &str = "authorization";

fn retry_after(reply: &Reply) -> Option<Duration> {
    let seconds = reply.headers().get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds))
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

impl<T, E> Future for Sending<T, E> {
    type Output = Result<T, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.reply.as_mut().poll(cx).map(|result| match result {
            Ok(reply) => (self.read)(reply),
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

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call").field("operation", &self.operation.id).finish_non_exhaustive()
    }
}
