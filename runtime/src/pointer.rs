//! Places in a value, as JSON Pointers (RFC 6901), at no cost while nothing is wrong.

use std::fmt::Write;

/// A step from a value to one of its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

/// Where in a value a check stands: a list on the stack, turned into text only when something is found.
#[derive(Clone, Copy, Debug)]
pub struct At<'a> {
    parent: Option<&'a At<'a>>,
    step: Option<Step<'a>>,
    secret: bool,
}

impl<'a> At<'a> {
    /// The whole value.
    pub const ROOT: At<'static> = At { parent: None, step: None, secret: false };

    /// The part of a value behind `step`.
    pub fn child(&'a self, step: Step<'a>) -> At<'a> {
        At { parent: Some(self), step: Some(step), secret: self.secret }
    }

    /// The same place, whose contents must not be shown.
    pub fn hidden(&self) -> At<'a> {
        At { secret: true, ..*self }
    }

    /// Whether what is found here must not be shown.
    pub fn is_secret(&self) -> bool {
        self.secret
    }

    /// The place as a JSON Pointer; empty for the whole value.
    pub fn pointer(&self) -> String {
        let mut out = self.parent.map(At::pointer).unwrap_or_default();
        // What a secret is made of is a part of it.
        let within_secret = self.parent.is_some_and(|parent| parent.secret);
        if let Some(step) = self.step.filter(|_| !within_secret) {
            push(&mut out, step);
        }
        out
    }
}

/// Appends `step` to a JSON Pointer, escaped.
pub(crate) fn push(pointer: &mut String, step: Step<'_>) {
    pointer.push('/');
    match step {
        Step::Key(key) => pointer.push_str(&key.replace('~', "~0").replace('/', "~1")),
        Step::Index(index) => {
            let _ = write!(pointer, "{index}");
        }
    }
}
