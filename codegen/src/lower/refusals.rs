//! What of an operation is not generated yet: each is an error at its place, none is left out in silence.

use openapiv3::PathItem;

use super::{Context, operation};
use crate::diagnostic::Diagnostic;
use crate::document::{Kind, Node};
use crate::ir::{FailureWhen, ParameterPlace, Response, SchemaId, Shape, Status};
use crate::resolve::BACK_REFERENCE;
use crate::source::Span;

/// The document as a whole.
pub(super) fn document(cx: &mut Context<'_, '_>) {
    let root = cx.spec.document.root();
    let schemes = root.get("components").and_then(|c| c.get("securitySchemes")).map(Node::members).unwrap_or_default();
    for scheme in schemes.iter().filter(|s| s.value.str("type") == Some("mutualTLS")) {
        let help = "give the client a transport that has the certificate, and leave the scheme out";
        cx.unsupported(&scheme.value, "the security scheme `mutualTLS`", help);
    }
}

pub(super) fn path_item(cx: &mut Context<'_, '_>, item: &PathItem) {
    let Some((_, node)) = cx.spec.back(item.extensions.get(BACK_REFERENCE)) else { return };
    servers(cx, node);
}

pub(super) fn operation(cx: &mut Context<'_, '_>, node: &Node) {
    servers(cx, node);
}

fn servers(cx: &mut Context<'_, '_>, node: &Node) {
    if let Some(servers) = node.get("servers").filter(|s| !s.items().is_empty()) {
        cx.unsupported(servers, "a server of its own for a path or an operation", "put it into a spec of its own");
    }
}

/// Whether a parameter is in the style that its place has by default.
pub(super) fn parameter(cx: &mut Context<'_, '_>, node: &Node, place: ParameterPlace) -> bool {
    let (style, explode) = if place == ParameterPlace::Query { ("form", true) } else { ("simple", false) };
    let other_style = node.str("style").is_some_and(|s| s != style);
    let other_explode = node.get("explode").and_then(Node::as_bool).is_some_and(|e| e != explode);
    if other_style || other_explode || node.is_true("allowReserved") || node.get("content").is_some() {
        let help = format!("use `style: {style}` and `explode: {explode}` with a `schema`");
        cx.unsupported(node, "a parameter in this style", &help);
        return false;
    }
    true
}

/// Successes with different bodies, which would need a type that is one or the other.
pub(super) fn successes(cx: &mut Context<'_, '_>, responses: &[Response], places: &[(Status, &Node)]) {
    let success = |r: &&Response| matches!(r.status, Status::Code(200..=299) | Status::Range(2));
    let rules: Vec<&Response> = responses.iter().filter(|r| r.failure_when.is_some()).collect();
    for (index, response) in rules.iter().enumerate() {
        if let Some(rule) = response.failure_when.as_ref().filter(|_| index > 0 || !success(response)) {
            bad(cx, rule.span, "it belongs to one response, a success".to_owned());
        }
    }
    let mut successes = responses.iter().filter(success);
    let Some(first) = successes.next() else { return };
    let schema = |r: &Response| r.media.first().map(|m| m.schema);
    let differs = |cx: &Context<'_, '_>, r: &Response| match (schema(first), schema(r)) {
        (Some(a), Some(b)) => !operation::same_type(cx, a, b),
        (None, None) => false,
        (Some(_), None) | (None, Some(_)) => true,
    };
    for response in successes {
        let place = places.iter().find(|(status, _)| *status == response.status);
        if let (true, Some((_, node))) = (differs(cx, response), place) {
            let help = "declare one success, or the same schema for all of them";
            cx.unsupported(node, "a second success with another body", help);
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
