//! What is said about a document: code, place, excerpt, what to do.
//!
//! In: what a stage found. Out: text in the look of rustc (see [`render()`]). Guaranteed: errors come out in
//! order of file and place, each once.

pub mod machine;
pub mod render;

use std::collections::BTreeSet;

pub use render::{Style, render};

use crate::source::Span;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is generated.
    Error,
    /// Something is generated; a person should look.
    Warning,
    /// Said for completeness: an unknown extension was ignored, an idiom of another version was understood.
    Note,
}

impl Severity {
    /// As messages begin with it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// A place with a word on why it is shown.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Label {
    pub span: Span,
    pub text: String,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable, kebab-case; every code has a fixture under `tests/fixtures/err`.
    pub code: &'static str,
    pub severity: Severity,
    pub message: String,
    pub primary: Label,
    pub secondary: Vec<Label>,
    /// What to do, where the label does not say it already.
    pub help: Option<String>,
}

impl Diagnostic {
    pub fn error(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, span, message.into())
    }

    pub fn warning(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, span, message.into())
    }

    pub fn note(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Note, code, span, message.into())
    }

    fn new(severity: Severity, code: &'static str, span: Span, message: String) -> Self {
        let primary = Label { span, text: String::new() };
        Self { code, severity, message, primary, secondary: Vec::new(), help: None }
    }

    /// The words under the excerpt.
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.primary.text = text.into();
        self
    }

    /// A second place that matters.
    pub fn also(mut self, span: Span, text: impl Into<String>) -> Self {
        self.secondary.push(Label { span, text: text.into() });
        self
    }

    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }
}

/// The findings of a run, in the order they were made.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    all: Vec<Diagnostic>,
}

impl Diagnostics {
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.all.push(diagnostic);
    }

    /// Takes out the findings with one of these codes.
    pub(crate) fn take(&mut self, codes: &[&str]) -> Vec<Diagnostic> {
        let (taken, kept) = std::mem::take(&mut self.all).into_iter().partition(|d| codes.contains(&d.code));
        self.all = kept;
        taken
    }

    /// Takes out findings, and says how many.
    pub(crate) fn remove(&mut self, test: impl Fn(&Diagnostic) -> bool) -> usize {
        let before = self.all.len();
        self.all.retain(|diagnostic| !test(diagnostic));
        before - self.all.len()
    }

    pub fn has_errors(&self) -> bool {
        self.all.iter().any(|d| d.severity == Severity::Error)
    }

    /// Where errors were found, with the other places that they name.
    pub(crate) fn places_of_errors(&self) -> Vec<Span> {
        let errors = self.all.iter().filter(|d| d.severity == Severity::Error);
        errors.flat_map(|d| std::iter::once(&d.primary).chain(&d.secondary)).map(|label| label.span).collect()
    }

    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The errors alone.
    #[must_use]
    pub fn errors(&self) -> Self {
        Self { all: self.all.iter().filter(|d| d.severity == Severity::Error).cloned().collect() }
    }

    /// How many findings of a weight there are, each counted once.
    pub fn count(&self, severity: Severity) -> usize {
        self.sorted().iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    /// Errors and warnings.
    #[must_use]
    pub fn above_notes(&self) -> Self {
        Self { all: self.all.iter().filter(|d| d.severity != Severity::Note).cloned().collect() }
    }

    /// Every finding once, by file and place.
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut seen = BTreeSet::new();
        let mut sorted: Vec<&Diagnostic> =
            self.all.iter().filter(|d| seen.insert((d.code, d.primary.span, d.message.as_str()))).collect();
        sorted.sort_by_key(|d| (d.primary.span, d.severity, d.code));
        sorted
    }

    /// Ends a stage: the value if the stage found no error, otherwise the findings.
    pub fn finish<T>(&self, value: T) -> Result<T, Failed> {
        if self.has_errors() { Err(Failed) } else { Ok(value) }
    }
}

/// A stage found errors and stopped; they are in the [`Diagnostics`] it was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failed;
