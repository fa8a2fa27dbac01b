//! What was found against the rules.

use std::fmt;

use super::{Place, sentence};
use crate::pointer::At;

/// No more than this many violations are kept; the rest is counted.
const CAP: usize = 100;

/// What shown values are cut to, in characters.
const SHOWN: usize = 60;

/// The part of an exchange that a violation is in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Part {
    #[default]
    Body,
    Path(&'static str),
    Query(&'static str),
    Header(&'static str),
    Cookie(&'static str),
    /// A value that the client was built with, or should have been.
    Credential(&'static str),
    /// A header of a response.
    ResponseHeader(&'static str),
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Body => f.write_str("body"),
            Self::Path(name) => write!(f, "path parameter `{name}`"),
            Self::Query(name) => write!(f, "query parameter `{name}`"),
            Self::Header(name) => write!(f, "header `{name}`"),
            Self::Cookie(name) => write!(f, "cookie `{name}`"),
            Self::Credential(name) => write!(f, "credential `{name}`"),
            Self::ResponseHeader(name) => write!(f, "response header `{name}`"),
        }
    }
}

/// One rule that does not hold.
///
/// `Display` says where, what is demanded and what was found, then the keyword and its line in the spec: `body /fax: must
/// have at least 7 characters, found 3 characters (minLength, specs/cro/openapi.yaml:164)`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    pub part: Part,
    /// JSON Pointer (RFC 6901) into the part; empty for the whole of it.
    pub pointer: String,
    /// The keyword of JSON Schema, or a word of this crate for what is none: `required`, `maxLength`.
    pub rule: &'static str,
    /// What the rule allows.
    pub limit: String,
    /// What was found, cut short; `[redacted]` for secrets.
    pub found: String,
    /// The line of the spec that sets the rule.
    pub place: Place,
}

impl Violation {
    /// What the rule demands, without where and what was found.
    pub(crate) fn demand(&self) -> String {
        Sentence { violation: self, parts: Parts::Demand }.to_string()
    }

    /// The sentence without what was found: for logs, and for errors about what a server sent.
    pub fn without_found(&self) -> impl fmt::Display {
        Sentence { violation: self, parts: Parts::WithoutFound }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Sentence { violation: self, parts: Parts::All }.fmt(f)
    }
}

/// A violation in words.
struct Sentence<'v> {
    violation: &'v Violation,
    parts: Parts,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Parts {
    All,
    WithoutFound,
    Demand,
}

impl fmt::Display for Sentence<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Violation { part, pointer, rule, limit, found, place } = self.violation;
        if self.parts == Parts::Demand {
            return sentence::demand(f, rule, limit);
        }
        write!(f, "{part}{}{pointer}: ", if pointer.is_empty() { "" } else { " " })?;
        sentence::demand(f, rule, limit)?;
        if self.parts == Parts::All && !sentence::says_all(rule, limit) {
            write!(f, ", found {found}")?;
        }
        write!(f, " ({rule}")?;
        if *place == Place::NONE { f.write_str(")") } else { write!(f, ", {place})") }
    }
}

/// All violations of a value or a request, in the order of the spec.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Violations {
    list: Vec<Violation>,
    more: usize,
    part: Part,
    /// Of a value that is tried as a variant of a union: how many more bytes may be read again for it.
    pub(crate) fuel: Option<u64>,
}

impl Violations {
    /// What is added from here on is in `part`.
    pub fn set_part(&mut self, part: Part) {
        self.part = part;
    }

    /// None yet, to be found in the same part.
    pub(crate) fn empty(&self) -> Self {
        Self { part: self.part, fuel: self.fuel, ..Self::default() }
    }

    /// Drops what was found in `part`.
    pub(crate) fn forget(&mut self, part: Part) {
        self.list.retain(|violation| violation.part != part);
    }

    /// Adds a violation at `at`; `found` is shown only outside secrets.
    pub fn add(
        &mut self,
        at: &At<'_>,
        rule: &'static str,
        limit: impl Into<String>,
        found: impl Into<String>,
        place: Place,
    ) {
        if self.list.len() == CAP {
            self.more += 1;
            return;
        }
        let found = if at.is_secret() { "[redacted]".to_owned() } else { cut(found.into()) };
        let (part, pointer, limit) = (self.part, at.pointer(), limit.into());
        self.list.push(Violation { part, pointer, rule, limit, found, place });
    }

    /// Says of those behind the first `known` that they are demanded because of other members.
    pub(crate) fn asked_for(&mut self, known: usize, by: &[&str]) {
        if by.is_empty() {
            return;
        }
        let ask = if by.len() == 1 { "asks" } else { "ask" };
        for violation in self.list.iter_mut().skip(known) {
            violation.found.push_str(&format!(", where {} {ask} for it", by.join(" and ")));
        }
    }

    /// Of those behind the first `known` drops what one before them has said.
    pub(super) fn told_once(&mut self, known: usize) {
        let new = self.list.split_off(known.min(self.list.len()));
        let said = |earlier: &Violation, later: &Violation| {
            (earlier.rule, &earlier.pointer, &earlier.limit) == (later.rule, &later.pointer, &later.limit)
        };
        for violation in new {
            if !self.list.iter().take(known).any(|earlier| said(earlier, &violation)) {
                self.list.push(violation);
            }
        }
    }

    /// How many more there are than were kept.
    pub fn more(&self) -> usize {
        self.more
    }

    /// Takes over all of `other`.
    pub fn extend(&mut self, other: Self) {
        self.more += other.more;
        self.list.extend(other.list);
    }
}

impl std::ops::Deref for Violations {
    type Target = [Violation];

    fn deref(&self) -> &[Violation] {
        &self.list
    }
}

impl<'a> IntoIterator for &'a Violations {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.iter()
    }
}

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.lines(f, Parts::All)
    }
}

impl Violations {
    fn lines(&self, f: &mut fmt::Formatter<'_>, parts: Parts) -> fmt::Result {
        for (index, violation) in self.list.iter().enumerate() {
            let line = Sentence { violation, parts };
            write!(f, "{}{line}", if index == 0 { "" } else { "\n" })?;
        }
        if self.more > 0 { write!(f, "\nand {} more", self.more) } else { Ok(()) }
    }

    /// A line for each, without what was found.
    pub fn without_found(&self) -> impl fmt::Display {
        struct Lines<'v>(&'v Violations);
        impl fmt::Display for Lines<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.lines(f, Parts::WithoutFound)
            }
        }
        Lines(self)
    }
}

impl std::error::Error for Violations {}

fn cut(mut text: String) -> String {
    if let Some((at, _)) = text.char_indices().nth(SHOWN) {
        text.truncate(at);
        text.push('…');
    }
    text
}
