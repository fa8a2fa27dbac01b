//! Credentials and keys that the client fills: each in a place that it can fill, each with a name of its own.

use std::collections::{BTreeMap, BTreeSet};

use super::Context;
use crate::diagnostic::Diagnostic;
use crate::ir::{Operation, Parameter, Property, SchemaId, Shape};
use crate::names;
use crate::source::Span;

pub(super) fn judge(cx: &mut Context<'_, '_>, operations: &[Operation]) {
    nested(cx, operations);
    names(cx, operations);
}

/// Members that the client fills stand in the body itself, not deeper.
fn nested(cx: &mut Context<'_, '_>, operations: &[Operation]) {
    let bodies: BTreeSet<SchemaId> = operations
        .iter()
        .flat_map(|o| o.body.iter().flat_map(|b| &b.media))
        .map(|media| cx.target(media.schema))
        .collect();
    let mut misplaced: Vec<Span> = Vec::new();
    let mut allowed: BTreeSet<Span> = BTreeSet::new();
    for id in (0..cx.count()).map(SchemaId) {
        let Some(Shape::Object(object)) = cx.shape(id) else { continue };
        let filled = object.properties.iter().filter(|p| p.credential || p.idempotency_key).map(|p| p.span);
        if bodies.contains(&id) { allowed.extend(filled) } else { misplaced.extend(filled) }
    }
    // A part of an `allOf` stands in its own schema as well as in the body that it is merged into.
    for span in misplaced.into_iter().filter(|span| !allowed.contains(span)) {
        let message = "the client fills members of a request body itself, not of what is in it";
        let help = "let the caller give it: leave `x-credential` or `x-idempotency-key` out";
        cx.out.push(Diagnostic::error("misplaced-credential", span, message).help(help));
    }
}

/// Two credentials with one name in Rust would be one value, and go where only one of them belongs. Security schemes
/// are given names that are free, since documents of others have them.
fn names(cx: &mut Context<'_, '_>, operations: &[Operation]) {
    let mut known: BTreeMap<String, (String, Span)> = BTreeMap::new();
    let mut claim = |cx: &mut Context<'_, '_>, rust: Option<&str>, wire: &str, kind: &str, span: Span| {
        let name = rust.map_or_else(|| names::snake(wire), names::given_snake);
        let what = format!("{kind} {wire}");
        match known.get(&name) {
            Some((other, first)) if *other != what => {
                let message = format!("two credentials would both be called `{name}`");
                let diagnostic = Diagnostic::error("credential-name", span, message)
                    .also(*first, "the other")
                    .help("give one of them another name with `x-rust-name`");
                cx.out.push(diagnostic);
            }
            Some(_) => {}
            None => {
                known.insert(name, (what, span));
            }
        }
    };
    for operation in operations {
        let parameters: Vec<&Parameter> = operation.parameters.iter().filter(|p| p.credential).collect();
        for parameter in parameters {
            claim(cx, parameter.rust_name.as_deref(), &parameter.name, "parameter", parameter.span);
        }
        let body = operation.body.as_ref().and_then(|b| b.media.first()).map(|m| cx.target(m.schema));
        let properties: Vec<Property> = match body.and_then(|id| cx.shape(id)) {
            Some(Shape::Object(object)) => object.properties.iter().filter(|p| p.credential).cloned().collect(),
            _ => Vec::new(),
        };
        for property in properties {
            claim(cx, property.rust_name.as_deref(), &property.name, "member", property.span);
        }
    }
}
