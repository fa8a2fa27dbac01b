//! Findings that only follow from others.
//!
//! In: all findings of a document. Out: those that say something of their own. What is not said now is said when the first
//! is mended, if it is true then.

use std::collections::HashSet;

use crate::diagnostic::{Diagnostics, Severity};
use crate::source::Span;

/// Codes that say of a value that it is another one than was meant.
const WRONG_VALUE: [&str; 3] = ["wrong-type", "unknown-field", "unknown-keyword"];

/// Drops them.
pub(super) fn settle(out: &mut Diagnostics) {
    let known = out.sorted();
    let errors = known.iter().filter(|found| found.severity == Severity::Error && WRONG_VALUE.contains(&found.code));
    let wrong: HashSet<Span> = errors.map(|found| found.primary.span).collect();
    // How YAML reads such a value is no surprise then, and what it is used for is not what was meant.
    out.remove(|found| wrong.contains(&found.primary.span) && !WRONG_VALUE.contains(&found.code));
}
