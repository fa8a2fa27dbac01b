//! What a client does where a response breaks rules of the spec.
//!
//! In: the policy that the client was built with, and the findings of a response. Out: a call to whoever asked for
//! them, an event of `tracing`, or an error. Guaranteed: nothing of the response is lost whatever the policy is; an
//! event holds no value of the response.

use std::fmt;
use std::sync::Arc;

use crate::check::Violations;
use crate::error::Error;
use crate::reply::Reply;

/// What a client does where a response breaks rules of the spec.
///
/// Whatever it is, a value that can be read is read, and [`crate::Response::findings`] has every violation, those of declared
/// headers included.
///
/// ```
/// use specwright_runtime::Findings;
///
/// let policy = Findings::report(|found| eprintln!("{}: {}", found.operation, found.violations));
/// # let _ = policy;
/// ```
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub enum Findings {
    /// Nothing more: the findings stand beside the value, for those who look.
    #[default]
    Ignore,
    /// Each response with findings is an event of `tracing`, and is handed to a callback.
    Report(Reporter),
    /// The call ends in [`Error::Findings`], which holds status, headers, body and the findings.
    Fail,
}

/// Whom responses with findings are handed to.
#[derive(Clone)]
pub struct Reporter(Arc<dyn Fn(&Found<'_>) + Send + Sync>);

/// A response with findings, as a callback gets it.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Found<'r> {
    /// `operationId`.
    pub operation: &'static str,
    /// What breaks the spec; never empty.
    pub violations: &'r Violations,
    /// The response as it was received. The body is empty where it is handed over piece by piece.
    pub reply: &'r Reply,
}

/// A policy and the operation that it is applied to, as a response carries them.
#[derive(Clone, Debug)]
pub(crate) struct Policy {
    pub findings: Findings,
    pub operation: &'static str,
}

/// How many of the violations an event names.
const NAMED: usize = 3;

impl Findings {
    /// Hands each response with findings to `callback`, and makes it an event of `tracing` at the level `WARN`: the
    /// operation, the status, how many there are, and of the first few where they are and which rule they break. Values
    /// are for the callback alone: logs travel further.
    ///
    /// The callback is called by the task that awaits the call, before the call ends; of a response that is handed
    /// over value by value it is called for each value that breaks a rule.
    pub fn report(callback: impl Fn(&Found<'_>) + Send + Sync + 'static) -> Self {
        Self::Report(Reporter(Arc::new(callback)))
    }

    /// Makes each response with findings an event of `tracing`; see [`Findings::report`].
    pub fn trace() -> Self {
        Self::report(|_| {})
    }
}

impl fmt::Debug for Reporter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Reporter")
    }
}

impl Policy {
    pub(crate) fn fails(&self) -> bool {
        matches!(self.findings, Findings::Fail)
    }

    /// Tells what was found, if anybody wants to know; says whether the call fails by it.
    pub(crate) fn tell(&self, violations: &Violations, reply: &Reply) -> bool {
        if violations.is_empty() {
            return false;
        }
        match &self.findings {
            Findings::Ignore => false,
            Findings::Report(reporter) => {
                trace(self.operation, violations, reply);
                (reporter.0)(&Found { operation: self.operation, violations, reply });
                false
            }
            Findings::Fail => true,
        }
    }
}

/// One event for a response.
fn trace(operation: &'static str, violations: &Violations, reply: &Reply) {
    let first: Vec<String> = violations.iter().take(NAMED).map(|v| v.without_found().to_string()).collect();
    tracing::warn!(
        operation,
        status = reply.status().as_u16(),
        findings = violations.len() + violations.more(),
        first = first.join("; "),
        "the response breaks rules of the spec"
    );
}

/// What a call ends in: a response, to which the client's policy is applied when all else is known.
pub trait Settle: Sized {
    /// # Errors
    /// When there are findings and the client was built to fail then.
    fn settle<E>(self) -> Result<Self, Error<E>>;
}
