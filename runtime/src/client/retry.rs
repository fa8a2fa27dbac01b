//! When a call is tried again.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;

use crate::transport::{BoxFuture, TransportErrorKind};

/// Which failures are tried again, how often, and after how long.
///
/// A call is repeated only when a second request can do no harm: its method is idempotent (RFC 9110 section 9.2.2),
/// it carries a key by which the vendor knows a repetition, or the connection failed before anything was sent.
/// Then statuses 429, 502, 503 and 504, time-outs and broken connections are tried again; the wait doubles each time, and
/// `Retry-After` in seconds (RFC 9110 section 10.2.3) is honoured up to one minute.
#[derive(Clone)]
pub struct Retry {
    attempts: u32,
    wait: Duration,
    sleep: Option<Sleep>,
}

type Sleep = Arc<dyn Fn(Duration) -> BoxFuture<'static, ()> + Send + Sync>;

impl Default for Retry {
    fn default() -> Self {
        Self::none()
    }
}

impl Retry {
    /// No call is tried again.
    pub fn none() -> Self {
        Self { attempts: 1, wait: Duration::from_millis(200), sleep: None }
    }

    /// Up to `attempts` requests for a call, the first included.
    ///
    /// Waits with tokio's timer; give [`Retry::sleep_with`] another in a program without tokio.
    #[cfg(feature = "reqwest")]
    pub fn attempts(attempts: u32) -> Self {
        let sleep: Sleep = Arc::new(|wait| Box::pin(tokio::time::sleep(wait)));
        Self { attempts: attempts.max(1), sleep: Some(sleep), ..Self::none() }
    }

    /// How long to wait before the second attempt; 200 ms unless set.
    #[must_use]
    pub fn wait(mut self, wait: Duration) -> Self {
        self.wait = wait;
        self
    }

    /// Up to `attempts` requests for a call, waiting with `sleep`.
    pub fn sleep_with(
        attempts: u32,
        sleep: impl Fn(Duration) -> BoxFuture<'static, ()> + Send + Sync + 'static,
    ) -> Self {
        Self { attempts: attempts.max(1), sleep: Some(Arc::new(sleep)), ..Self::none() }
    }

    /// Waits before attempt `next` (from two), if there is to be one.
    pub(super) async fn pause(&self, next: u32, asked: Option<Duration>) -> bool {
        let Some(sleep) = self.sleep.as_ref().filter(|_| next <= self.attempts) else { return false };
        let doubled = self.wait.saturating_mul(1 << (next - 2).min(10));
        sleep(asked.unwrap_or(doubled).min(Duration::from_secs(60))).await;
        true
    }
}

impl fmt::Debug for Retry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Retry").field("attempts", &self.attempts).field("wait", &self.wait).finish_non_exhaustive()
    }
}

/// Statuses that say "later".
pub(super) fn is_transient(status: StatusCode) -> bool {
    matches!(status.as_u16(), 429 | 502 | 503 | 504)
}

/// Whether a request that failed like this may be repeated; `idempotent` says whether it may have arrived.
pub(super) fn may_repeat(kind: TransportErrorKind, idempotent: bool) -> bool {
    match kind {
        TransportErrorKind::Connect => true,
        TransportErrorKind::Timeout | TransportErrorKind::Interrupted | TransportErrorKind::BodyIncomplete => {
            idempotent
        }
        _ => false,
    }
}
