//! `x-allow`: warnings that the author has looked at, each with the reason why it may stay.
//!
//! In: every `x-allow` the walk found, and what was found within the object that holds it. Out: those warnings are taken
//! away. Guaranteed: an error is never taken away; a code without a reason, and one that takes nothing away, is an error.

use super::context::Context;
use super::{Mode, extension, suggest};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::document::{Kind, Node};
use crate::source::Span;

/// The warnings that can be allowed: a client is right whatever the author says to them.
const WARNINGS: [&str; 24] = [
    "bad-media-type",
    "bad-server-url",
    "bad-status",
    "bad-url",
    "empty-content",
    "empty-text",
    "idle-default",
    "idle-limit",
    "idle-nullable",
    "misplaced-field",
    "missing-schema",
    "missing-type",
    "no-success",
    "odd-name",
    "odd-path",
    "odd-pattern",
    "reserved-header",
    "server-variable",
    "unknown-auth-scheme",
    "unknown-format",
    "unknown-property",
    "unknown-scope",
    "unknown-tag",
    "unread-example",
];

/// More of them, which name something that is there and not used, or read otherwise elsewhere.
const MORE: [&str; 3] = ["unused-component", "unused-tag", "yaml-surprise"];

/// Every code that can be allowed.
pub fn codes() -> impl Iterator<Item = &'static str> {
    WARNINGS.into_iter().chain(MORE)
}

/// An `x-allow` and what it reaches.
#[derive(Clone, Copy)]
pub(super) struct Allow<'d> {
    pub node: &'d Node,
    pub scope: Span,
}

/// Takes away what is allowed.
pub(super) fn apply(context: &mut Context<'_, '_>) {
    for allow in std::mem::take(&mut context.allowed) {
        if !matches!(allow.node.kind, Kind::Object(_)) {
            let message = "`x-allow` must be an object of `code: reason`";
            context.fault(Diagnostic::error("bad-allow", allow.node.span, message));
        }
        for member in allow.node.members() {
            if !codes().any(|code| code == &*member.key) {
                let message = format!("`{}` is no warning, and nothing else can be allowed", member.key);
                let near = suggest::label(&member.key, codes());
                context.fault(Diagnostic::error("bad-allow", member.key_span, message).label(near));
                continue;
            }
            if member.value.as_str().is_none() || extension::is_placeholder(&member.value) {
                let message = format!("`x-allow` must say why `{}` may stay", member.key);
                context.fault(Diagnostic::error("bad-allow", member.value.span, message));
            }
            let taken = take(context.out, &member.key, allow.scope);
            if taken == 0 && context.mode == Mode::Strict {
                let message = format!("there is no `{}` here", member.key);
                let diagnostic = Diagnostic::error("unused-allow", member.key_span, message)
                    .help("remove it: a reason for something that is not there misleads");
                context.fault(diagnostic);
            }
        }
    }
}

fn take(out: &mut Diagnostics, code: &str, scope: Span) -> usize {
    out.remove(|diagnostic| {
        diagnostic.severity != Severity::Error && diagnostic.code == code && scope.touches(diagnostic.primary.span)
    })
}
