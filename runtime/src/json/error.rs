//! Why a value could not be read: where it stands, what was expected, and the kind of thing that was found.

use std::fmt;

use crate::pointer::{self, Step};

/// A value that does not fit its type.
///
/// Says what was expected and of which kind the value was; never the value, which may be a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError(Box<Inner>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Inner {
    pointer: String,
    expected: String,
    found: String,
    offset: usize,
}

impl DecodeError {
    pub(crate) fn new(expected: impl Into<String>, found: impl Into<String>, offset: usize) -> Self {
        let pointer = String::new();
        Self(Box::new(Inner { pointer, expected: expected.into(), found: found.into(), offset }))
    }

    /// The same error seen from the value that has the erring one at `step`.
    #[must_use]
    pub fn within(mut self, step: Step<'_>) -> Self {
        let mut pointer = String::new();
        pointer::push(&mut pointer, step);
        pointer.push_str(&self.0.pointer);
        self.0.pointer = pointer;
        self
    }

    /// The same error in a text of which what was read stands behind so many bytes.
    #[must_use]
    pub(crate) fn behind(mut self, bytes: usize) -> Self {
        self.0.offset += bytes;
        self
    }

    /// The same error, said of the whole value that has the erring one in it.
    #[must_use]
    pub(crate) fn here(mut self) -> Self {
        self.0.pointer.clear();
        self
    }

    /// JSON Pointer (RFC 6901) of the value that does not fit; empty for the whole text.
    pub fn pointer(&self) -> &str {
        &self.0.pointer
    }

    /// What was expected there, as words: `an integer`.
    pub fn expected(&self) -> &str {
        &self.0.expected
    }

    /// The kind of thing that was found, as words: `a string`.
    pub fn found(&self) -> &str {
        &self.0.found
    }

    /// Byte offset in the text near which the reader stood.
    pub fn offset(&self) -> usize {
        self.0.offset
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { pointer, expected, found, offset } = &*self.0;
        let place = if pointer.is_empty() { "the whole value" } else { pointer };
        write!(f, "{place}: expected {expected}, found {found} (near byte {offset})")
    }
}

impl std::error::Error for DecodeError {}
