//! When a call is tried again.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use http::StatusCode;
use http::header::RETRY_AFTER;

use crate::reply::Reply;
use crate::transport::{BoxFuture, TransportErrorKind};

/// Which failures are tried again, how often, and after how long.
///
/// A call is repeated only when a second request can do no harm: its method is idempotent (RFC 9110 section 9.2.2),
/// it carries a key by which the vendor knows a repetition, or the connection failed before anything was sent.
/// Then statuses 429, 502, 503 and 504, time-outs and broken connections are tried again; the wait doubles each time, and
/// `Retry-After` (RFC 9110 section 10.2.3), in seconds or as a date, is honoured up to one minute. A request whose body is
/// a stream is never repeated.
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

/// How long the server asks to wait.
pub(super) fn retry_after(reply: &Reply) -> Option<Duration> {
    let text = reply.headers().get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let at = http_date(text)?;
    Some(at.duration_since(SystemTime::now()).unwrap_or_default())
}

/// A date in the three forms of RFC 9110 section 5.6.7.
fn http_date(text: &str) -> Option<SystemTime> {
    let words: Vec<&str> = text.split([' ', ',', '-']).filter(|word| !word.is_empty()).collect();
    let (day, month, year, clock) = match words.as_slice() {
        [_, day, month, year, clock, "GMT"] => (day, month, year, clock),
        [_, month, day, clock, year] => (day, month, year, clock),
        _ => return None,
    };
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month = u8::try_from(months.iter().position(|m| m == month)?).ok()? + 1;
    let year: i32 = match (year.len(), year.parse::<i32>().ok()?) {
        // Two digits are of the century that brings the date nearest; nobody asks to wait for fifty years.
        (2, year) => 2000 + year,
        (_, year) => year,
    };
    let mut parts = clock.split(':').map(str::parse::<u8>);
    let (hour, minute, second) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    let date = time::Date::from_calendar_date(year, month.try_into().ok()?, day.parse().ok()?).ok()?;
    // A leap second is the last of its minute.
    let date = date.with_hms(hour, minute, second.min(59)).ok()?.assume_utc();
    Some(date.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_http() {
        let at = |seconds| Some(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds));
        assert_eq!(http_date("Sun, 06 Nov 1994 08:49:37 GMT"), at(784_111_777));
        assert_eq!(http_date("Sun Nov  6 08:49:37 1994"), at(784_111_777));
        assert_eq!(http_date("Sunday, 06-Nov-24 08:49:37 GMT"), at(1_730_882_977));
        assert_eq!(http_date("Sun, 31 Feb 1994 08:49:37 GMT"), None);
        assert_eq!(http_date("tomorrow"), None);
    }
}
