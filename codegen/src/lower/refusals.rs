//! What of an operation is not generated yet: each is an error at its place, none is left out in silence.

use super::{Context, operation};
use crate::diagnostic::Diagnostic;
use crate::document::{Kind, Node};
use crate::ir::{FailureWhen, Response, SchemaId, Shape, Status};
use crate::source::Span;

/// A success that may be a failure is the only one with a body, so that its type says what is looked into.
pub(super) fn failure_rules(cx: &mut Context<'_, '_>, responses: &[Response]) {
    let success = |r: &&Response| matches!(r.status, Status::Code(200..=299) | Status::Range(2));
    let rules: Vec<&Response> = responses.iter().filter(|r| r.failure_when.is_some()).collect();
    let media: Vec<SchemaId> =
        responses.iter().filter(success).flat_map(|r| r.media.iter().map(|m| m.schema).collect::<Vec<_>>()).collect();
    let several = media.windows(2).any(|pair| !operation::same_type(cx, pair[0], pair[1]));
    let empty = responses.iter().filter(success).any(|r| r.media.is_empty());
    for (index, response) in rules.iter().enumerate() {
        let Some(rule) = &response.failure_when else { continue };
        if index > 0 || !success(response) {
            bad(cx, rule.span, "it belongs to one response, a success".to_owned());
        } else if several || empty {
            bad(cx, rule.span, "the successes of the operation have different bodies".to_owned());
        }
    }
}

/// The pointers of `x-failure-when` lead to members, and the value is one that can be compared.
pub(super) fn failure_when(cx: &mut Context<'_, '_>, rule: &FailureWhen, root: Option<SchemaId>) {
    let Some(root) = root else {
        return bad(cx, rule.span, "the response has no body to look into".to_owned());
    };
    if !matches!(rule.equals.kind, Kind::Bool(_) | Kind::String(_)) {
        bad(cx, rule.equals.span, "`equals` must be a boolean or a string".to_owned());
    }
    let value = end(cx, rule, root, &rule.path);
    let comparable = |shape: Option<&Shape>| matches!(shape, Some(Shape::Bool(_) | Shape::String(_) | Shape::Enum(_)));
    if value.is_some_and(|id| !comparable(cx.shape(id))) {
        bad(cx, rule.span, "`pointer` must lead to a boolean or a string".to_owned());
    }
    let issues = rule.issues.as_ref().and_then(|path| end(cx, rule, root, path));
    if issues.is_some_and(|id| !matches!(cx.shape(id), Some(Shape::Array(_)))) {
        bad(cx, rule.span, "`issues` must lead to an array".to_owned());
    }
}

/// The schema at the end of a way through members; says where there is none.
fn end(cx: &mut Context<'_, '_>, rule: &FailureWhen, root: SchemaId, path: &[String]) -> Option<SchemaId> {
    let mut at = root;
    for name in path {
        let Some(next) = member(cx, at, name) else {
            bad(cx, rule.span, format!("no schema on the way describes a member `{name}`"));
            return None;
        };
        at = next;
        if cx.is_secret(at) {
            bad(cx, rule.span, format!("the member `{name}` is a secret"));
            return None;
        }
    }
    Some(cx.target(at))
}

/// Other spellings of a boolean are read where it is a member of an object, and nowhere else.
pub(super) fn spellings(cx: &mut Context<'_, '_>, node: &Node, schema: SchemaId) {
    if matches!(cx.shape(cx.target(schema)), Some(Shape::Bool(Some(_)))) {
        cx.unsupported(node, "`x-accept-values` outside an object", "use it on a property");
    }
}

fn member(cx: &Context<'_, '_>, id: SchemaId, name: &str) -> Option<SchemaId> {
    match cx.shape(cx.target(id)) {
        Some(Shape::Object(object)) => object.properties.iter().find(|p| p.name == name).map(|p| p.schema),
        _ => None,
    }
}

fn bad(cx: &mut Context<'_, '_>, span: Span, why: String) {
    let message = format!("`x-failure-when` cannot be followed: {why}");
    let help = "`pointer` and `issues` are JSON Pointers through members that the response's schema names";
    cx.out.push(Diagnostic::error("bad-failure-when", span, message).help(help));
}
