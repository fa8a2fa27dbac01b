//! What a client is made of, and the one path that sends every request.
//!
//! In: settings and, per call, an [`crate::operation::Endpoint`] with its values. Out: what it reads of the reply. Guaranteed: nothing is sent
//! while a check finds violations; credentials are in headers marked sensitive and in no message.

mod call;
mod request;
mod retry;
mod server;

use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;

pub use call::Call;
pub use request::Sending;
pub use retry::Retry;
pub use server::Server;

use crate::check::{Part, Place, Rule, Validate, Violations};
use crate::codec::{Decode, Encode};
use crate::error::BuildError;
use crate::findings::Findings;
use crate::operation::{Format, ServerInfo};
use crate::pointer::At;
use crate::secret::Secret;
use crate::transport::Transport;
use crate::value::Value;

/// The largest response body that is read unless the client says otherwise: 64 MiB.
pub const DEFAULT_MAX_RESPONSE_BYTES: u64 = 64 << 20;

/// How long a call may take unless the client says otherwise.
pub const DEFAULT_TIMEOUT: Duration = Duration::from_secs(30);

/// The state of a builder; generated builders wrap it (see [`crate::client_settings`]).
#[derive(Default)]
pub struct Settings {
    base_url: Option<String>,
    server: Option<(&'static ServerInfo, server::Values)>,
    transport: Option<Arc<dyn Transport>>,
    credentials: Vec<(&'static str, Secret<Value>)>,
    timeout: Option<Duration>,
    max_response_bytes: Option<u64>,
    retry: Retry,
    format: Format,
    user_agent: Option<String>,
    unchecked: bool,
    findings: Findings,
    violations: Violations,
}

impl Settings {
    pub fn base_url(&mut self, url: String) {
        self.base_url = Some(url);
    }

    /// Chooses one of the spec's servers.
    pub fn server(&mut self, server: Server) {
        self.server = Some(server.into_parts());
    }

    pub fn transport(&mut self, transport: Arc<dyn Transport>) {
        self.transport = Some(transport);
    }

    pub fn timeout(&mut self, timeout: Duration) {
        self.timeout = Some(timeout);
    }

    pub fn max_response_bytes(&mut self, bytes: u64) {
        self.max_response_bytes = Some(bytes);
    }

    pub fn retry(&mut self, retry: Retry) {
        self.retry = retry;
    }

    pub fn format(&mut self, format: Format) {
        self.format = format;
    }

    pub fn user_agent(&mut self, value: String) {
        self.user_agent = Some(value);
    }

    pub fn unchecked(&mut self) {
        self.unchecked = true;
    }

    pub fn findings(&mut self, findings: Findings) {
        self.findings = findings;
    }

    /// Keeps a credential; what breaks its rule is said by [`Settings::build`], without the value.
    pub fn credential<T: Encode + Validate>(&mut self, name: &'static str, value: &T, rule: &Rule) {
        // The last value counts, and so do its violations alone.
        self.violations.forget(Part::Credential(name));
        self.violations.set_part(Part::Credential(name));
        self.violations.look_into(value, rule);
        let json = crate::json::to_vec(value);
        let kept = crate::json::from_slice(&json).unwrap_or_default();
        let faultless = !self.violations.iter().any(|v| v.part == Part::Credential(name));
        if faultless && kept == Value::String(String::new()) {
            self.violations.add(&At::ROOT, "required", "a value", "an empty one", Place::NONE);
        }
        self.credentials.retain(|(n, _)| *n != name);
        self.credentials.push((name, Secret::new(kept)));
    }

    /// Checks the settings.
    ///
    /// `server` is the spec's first, if it has one; `required` are credentials that every operation needs.
    ///
    /// # Errors
    /// When a credential is missing or breaks its rule, a header cannot be sent, there is no base URL, or no transport.
    pub fn build(
        mut self,
        server: Option<&'static str>,
        required: &[(&'static str, Place)],
    ) -> Result<Core, BuildError> {
        for (name, place) in required {
            if !self.credentials.iter().any(|(n, _)| n == name) {
                self.violations.set_part(Part::Credential(name));
                self.violations.add(&At::ROOT, "required", "a value", "none", *place);
            }
        }
        if self.user_agent.as_deref().is_some_and(|text| HeaderValue::from_str(text).is_err()) {
            self.violations.set_part(Part::Header("user-agent"));
            self.violations.add(&At::ROOT.hidden(), "header", request::HEADER_TEXT, "", Place::NONE);
        }
        if !self.violations.is_empty() {
            return Err(BuildError::Invalid(self.violations));
        }
        let base_url = server::base_url(self.base_url.as_deref(), self.server.as_ref(), server)?;
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport()?,
        };
        Ok(Core(Arc::new(Inner {
            base_url,
            is_given: self.base_url.is_some(),
            variables: self.server.map(|(_, values)| values).unwrap_or_default(),
            transport,
            credentials: self.credentials,
            timeout: self.timeout.unwrap_or(DEFAULT_TIMEOUT),
            max_response_bytes: self.max_response_bytes.unwrap_or(DEFAULT_MAX_RESPONSE_BYTES),
            retry: self.retry,
            format: self.format,
            user_agent: self.user_agent,
            unchecked: self.unchecked,
            findings: self.findings,
        })))
    }
}

impl std::fmt::Debug for Settings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // A URL that will be refused may be so because it holds a password or a key.
        let base_url =
            self.base_url.as_deref().map(|url| check_base_url(url).unwrap_or_else(|_| "[not valid]".to_owned()));
        f.debug_struct("Settings").field("base_url", &base_url).field("format", &self.format).finish_non_exhaustive()
    }
}

#[cfg(feature = "reqwest")]
fn default_transport() -> Result<Arc<dyn Transport>, BuildError> {
    let transport = crate::transport::ReqwestTransport::new().map_err(BuildError::Transport)?;
    Ok(Arc::new(transport))
}

#[cfg(not(feature = "reqwest"))]
fn default_transport() -> Result<Arc<dyn Transport>, BuildError> {
    use crate::transport::TransportError;

    Err(BuildError::Transport(TransportError::request(
        "this build has no default transport: give one with `transport(…)`",
    )))
}

/// An absolute http(s) URL without query and fragment; its closing slash is dropped.
fn check_base_url(text: &str) -> Result<String, BuildError> {
    let refuse = |why: &str| Err(BuildError::BaseUrl(format!("the base URL {why}")));
    let uri: http::Uri = match text.parse() {
        Ok(uri) => uri,
        Err(_) => return refuse("is no URL"),
    };
    match uri.scheme_str() {
        Some("http" | "https") if uri.authority().is_some() => {}
        _ => return refuse("must be absolute and begin with http:// or https://"),
    }
    if uri.authority().is_some_and(|a| a.as_str().contains('@')) {
        return refuse("must not hold a user or a password");
    }
    if uri.query().is_some() || text.contains('#') {
        return refuse("must not have a query or a fragment");
    }
    Ok(text.trim_end_matches('/').to_owned())
}

/// A client: cheap to clone, safe to share.
#[derive(Clone)]
pub struct Core(Arc<Inner>);

struct Inner {
    base_url: String,
    /// The caller gave the base URL, so that every request goes there.
    is_given: bool,
    /// Values of the chosen server's variables.
    variables: server::Values,
    transport: Arc<dyn Transport>,
    credentials: Vec<(&'static str, Secret<Value>)>,
    timeout: Duration,
    max_response_bytes: u64,
    retry: Retry,
    format: Format,
    user_agent: Option<String>,
    unchecked: bool,
    findings: Findings,
}

impl Core {
    pub fn base_url(&self) -> &str {
        &self.0.base_url
    }

    fn credential(&self, name: &str) -> Option<&Secret<Value>> {
        self.0.credentials.iter().find(|(n, _)| *n == name).map(|(_, value)| value)
    }
}

impl std::fmt::Debug for Core {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Core")
            .field("base_url", &self.0.base_url)
            .field("credentials", &self.0.credentials.iter().map(|(name, _)| name).collect::<Vec<_>>())
            .field("format", &self.0.format)
            .finish_non_exhaustive()
    }
}

/// A value that the client makes where the caller gives none, the same for every retry of a call.
pub fn new_idempotency_key<T: Decode>() -> Option<T> {
    let key = uuid::Uuid::new_v4();
    crate::json::from_slice(&crate::json::to_vec(&key)).ok()
}

/// The settings that every generated builder has: one macro call instead of the same text in each client.
#[macro_export]
macro_rules! client_settings {
    ($builder:ident) => {
        impl $builder {
            /// Sends requests to this URL instead of the server that the spec names: scheme, host, and a path if the
            /// API does not stand at the root.
            #[must_use]
            pub fn base_url(mut self, url: impl Into<String>) -> Self {
                self.settings.base_url(url.into());
                self
            }

            /// Sends requests through this transport instead of the default one.
            #[must_use]
            pub fn transport(mut self, transport: impl $crate::Transport + 'static) -> Self {
                self.settings.transport(::std::sync::Arc::new(transport));
                self
            }

            /// How long a call may take, from the first byte sent to the last received, for each attempt; 30 s
            /// unless set. Of a response that is handed over piece by piece it is how long each piece may take.
            #[must_use]
            pub fn timeout(mut self, timeout: ::std::time::Duration) -> Self {
                self.settings.timeout(timeout);
                self
            }

            /// The largest response body that is read, in bytes; 64 MiB unless set.
            #[must_use]
            pub fn max_response_bytes(mut self, bytes: u64) -> Self {
                self.settings.max_response_bytes(bytes);
                self
            }

            /// Which calls are tried again, and when; none unless set.
            #[must_use]
            pub fn retry(mut self, retry: $crate::Retry) -> Self {
                self.settings.retry(retry);
                self
            }

            /// The `User-Agent` header; none unless set.
            #[must_use]
            pub fn user_agent(mut self, value: impl Into<String>) -> Self {
                self.settings.user_agent(value.into());
                self
            }

            /// Sends requests without checking them against the rules of the spec. Credentials are checked all the
            /// same, when the client is built.
            #[must_use]
            pub fn unchecked(mut self) -> Self {
                self.settings.unchecked();
                self
            }

            /// What is done where a response breaks rules of the spec; unless set, its findings stand beside its value
            /// and nothing more is done.
            #[must_use]
            pub fn findings(mut self, findings: $crate::Findings) -> Self {
                self.settings.findings(findings);
                self
            }
        }
    };
}
