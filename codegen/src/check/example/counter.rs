//! `x-invalid-examples`: values that break their schema, by the one keyword and at the one place that are given.

use super::super::context::Context;
use super::super::instance::Problem;
use super::super::table::Object;
use crate::diagnostic::Diagnostic;
use crate::document::Node;
use crate::source::Span;

/// Compares what was found of a value with what its entry says; `faulty` are the places of errors so far.
pub(super) fn judge(context: &mut Context<'_, '_>, faulty: &[Span], problems: &[Problem], entry: &Node) {
    let (Some(value), Some(pointer), Some(keyword)) = (entry.get("value"), entry.get("pointer"), entry.get("keyword"))
    else {
        return;
    };
    let said = (pointer.as_str().unwrap_or_default(), keyword.as_str().unwrap_or_default());
    let diagnostic = match problems {
        [problem] if is_said(problem, said) => return,
        _ if is_broken(context, faulty) => return,
        [] => Diagnostic::error("counterexample", value.span, "this is listed as invalid, and satisfies its schema")
            .label(format!("does not break `{}`", said.1))
            .help("change the value so that it breaks the rule, or list it under `examples`"),
        [problem] => {
            let span = if problem.pointer == said.0 { keyword.span } else { pointer.span };
            Diagnostic::error("counterexample", span, "this value is invalid for another reason than is said")
                .label(format!("it breaks {}", named(problem)))
                .also(problem.keyword_span, problem.message.clone())
        }
        several => {
            let all: Vec<String> = several.iter().take(5).map(named).collect();
            Diagnostic::error("counterexample", value.span, "this value is invalid for more than one reason")
                .label(format!("it breaks {}", all.join(", ")))
                .help("keep one, so that it is plain which rule refuses the value")
        }
    };
    context.fault(diagnostic);
}

/// Whether a problem is the one that is said; of a union whose branches all fail the one of the nearest may be.
fn is_said(problem: &Problem, said: (&str, &str)) -> bool {
    let own = (&*problem.pointer, &*problem.keyword) == said;
    own || problem.nearest.as_ref().is_some_and(|(pointer, keyword)| (&**pointer, &**keyword) == said)
}

/// Whether a schema has an error: that a value is taken then may follow from it.
fn is_broken(context: &Context<'_, '_>, faulty: &[Span]) -> bool {
    let mut schemas = context.found.iter().filter(|found| found.object == Object::Schema);
    !faulty.is_empty() && schemas.any(|found| faulty.iter().any(|span| span.touches(found.node.span)))
}

fn named(problem: &Problem) -> String {
    let own = (problem.pointer.clone(), problem.keyword.clone());
    match problem.nearest.clone().unwrap_or(own) {
        (pointer, keyword) if pointer.is_empty() => format!("`{keyword}`"),
        (pointer, keyword) => format!("`{keyword}` at `{pointer}`"),
    }
}
