//! What a program may come to print or log, kept to be searched.

use std::collections::BTreeSet;
use std::fmt::{Debug, Display};

use generated::runtime::{BuildError, Error, Response, Violations};

use super::CANARY;
use super::capture::Capture;

/// Texts, and the kinds of errors that some of them are of.
pub(crate) struct Shown {
    texts: Vec<String>,
    pub(crate) kinds: BTreeSet<&'static str>,
    logged: &'static Capture,
}

impl Shown {
    /// Nothing yet; from here on what is logged counts.
    pub(crate) fn new() -> Self {
        Self { texts: Vec::new(), kinds: BTreeSet::new(), logged: Capture::of_process() }
    }

    pub(crate) fn text(&mut self, text: impl Into<String>) {
        self.texts.push(text.into());
    }

    pub(crate) fn debug(&mut self, value: &dyn Debug) {
        self.text(format!("{value:?}"));
        self.text(format!("{value:#?}"));
    }

    fn error(&mut self, error: &dyn std::error::Error) {
        let mut next = Some(error);
        while let Some(error) = next {
            self.debug(&error);
            self.text(format!("{error} {error:#}"));
            next = error.source();
        }
    }

    pub(crate) fn violations(&mut self, violations: &Violations) {
        self.error(violations);
        for violation in violations {
            self.debug(violation);
            self.text(violation.to_string());
        }
    }

    pub(crate) fn build_error(&mut self, error: &BuildError) {
        self.error(error);
        if let BuildError::Invalid(violations) = error {
            self.violations(violations);
        }
    }

    /// The error as a whole and each of its parts.
    pub(crate) fn call_error<E: Display + Debug + 'static>(&mut self, error: &Error<E>) {
        self.error(error);
        if let Some(reply) = error.reply() {
            self.debug(reply);
        }
        let kind = match error {
            Error::Invalid(violations) => {
                self.violations(violations);
                "Invalid"
            }
            Error::Transport(error) => {
                self.debug(&error.kind());
                "Transport"
            }
            Error::Api(failure) => {
                self.debug(failure);
                self.text(failure.error.to_string());
                "Api"
            }
            Error::Unexpected(unexpected) => {
                self.debug(unexpected);
                "Unexpected"
            }
            Error::Decode(failure) => {
                self.debug(failure);
                self.error(&failure.error);
                "Decode"
            }
            Error::Findings(failure) => {
                self.debug(failure);
                "Findings"
            }
            other => panic!("a kind of error that this test does not know: {other}"),
        };
        self.kinds.insert(kind);
    }

    /// What came of a call; the typed value, which may show what is no secret in it, is left out.
    pub(crate) fn outcome<T, H, E: Display + Debug + 'static>(&mut self, outcome: Result<Response<T, H>, Error<E>>) {
        match outcome {
            Ok(response) => {
                self.violations(&response.findings);
                self.debug(response.reply());
                self.debug(&response.map(|_| ()).into_parts().2);
                self.kinds.insert("Ok");
            }
            Err(error) => self.call_error(&error),
        }
    }

    /// Panics when the canary is in any of the texts or in what was logged, as it is or as the numbers of its bytes.
    pub(crate) fn assert_clean(&self, least: usize) {
        assert!(self.texts.len() >= least, "{} texts are too few to mean anything", self.texts.len());
        let bytes = format!("{:?}", CANARY.as_bytes());
        let bytes = bytes.trim_matches(['[', ']']);
        for text in self.texts.iter().chain(&self.logged.lines()) {
            let leaked = text.to_lowercase().contains(CANARY) || text.contains(bytes);
            assert!(!leaked, "the canary is in: {text}");
        }
    }
}
