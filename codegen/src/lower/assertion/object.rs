//! Assertions about objects.

use super::{Found, Part, is_schema};
use crate::document::{Member, Node};
use crate::ir::{AssertionId, Keyword, Located, Pattern};
use crate::lower::{Context, ecma};

pub(super) fn keywords(cx: &mut Context<'_, '_>, part: &Part<'_, '_>, found: &mut Found) {
    if let Some(limit) = part.count("minProperties").filter(|limit| limit.value > 0) {
        found.add(Keyword::MinProperties(limit.value), limit.span);
    }
    if let Some(limit) = part.count("maxProperties") {
        found.add(Keyword::MaxProperties(limit.value), limit.span);
    }
    if let Some(member) = part.member("required") {
        // What only one direction has, the other is not asked for; the types see to the direction that has it.
        let properties = part.node.get("properties");
        let one_way = |name: &String| {
            let schema = properties.and_then(|p| p.get(name));
            schema.is_some_and(|schema| schema.is_true("readOnly") || schema.is_true("writeOnly"))
        };
        let names: Vec<String> = texts(&member.value).into_iter().filter(|name| !one_way(name)).collect();
        if !names.is_empty() {
            found.add(Keyword::Required(names), member.key_span);
        }
    }
    members(cx, part, found);
    if let Some((schema, span)) = part.schema(cx, "propertyNames") {
        found.add(Keyword::PropertyNames(schema), span);
    }
    dependent(cx, part, found);
}

fn texts(node: &Node) -> Vec<String> {
    node.items().iter().filter_map(Node::as_str).map(str::to_owned).collect()
}

/// `properties`, `patternProperties` and `additionalProperties`. Where only the last is asked for, the others still say
/// which members it is not about. `additionalProperties: true` asserts nothing, but what it takes counts as evaluated.
fn members(cx: &mut Context<'_, '_>, part: &Part<'_, '_>, found: &mut Found) {
    let rest = part.member("additionalProperties").filter(|member| is_schema(&member.value));
    let below = |cx: &mut Context<'_, '_>, key: &str, member: &Member| -> Option<AssertionId> {
        let place = part.pointer.child(key).child(&member.key);
        match part.counts(key) {
            true => Some(cx.assertion_at(&place)),
            false => rest.map(|_| cx.assertion_of(&place, &[])),
        }
    };
    let mut named = Vec::new();
    for member in part.node.get("properties").map(Node::members).unwrap_or_default() {
        named.extend(below(cx, "properties", member).map(|schema| (member.key.to_string(), schema)));
    }
    // The runtime looks names up.
    named.sort_by(|(a, _), (b, _)| a.cmp(b));
    let mut patterns: Vec<(Pattern, AssertionId)> = Vec::new();
    for member in part.node.get("patternProperties").map(Node::members).unwrap_or_default() {
        let Some(schema) = below(cx, "patternProperties", member) else { continue };
        let source = Located { value: member.key.to_string(), span: member.key_span };
        patterns.extend(ecma::pattern(cx, source).map(|pattern| (pattern, schema)));
    }
    let known = part.node.get("patternProperties").map(Node::members).unwrap_or_default().len();
    // With a pattern that cannot be run nobody knows which members are left.
    let rest = rest.filter(|_| patterns.len() == known);
    let first = ["additionalProperties", "properties", "patternProperties"];
    let span = first.iter().filter_map(|key| part.member(key)).map(|member| member.key_span).next();
    let rest = rest.map(|_| cx.assertion_at(&part.pointer.child("additionalProperties")));
    if let Some(span) = span.filter(|_| rest.is_some() || !named.is_empty() || !patterns.is_empty()) {
        found.add(Keyword::Members { named, patterns, rest }, span);
    }
}

fn dependent(cx: &mut Context<'_, '_>, part: &Part<'_, '_>, found: &mut Found) {
    // The older `dependencies` has both kinds.
    for key in ["dependentRequired", "dependencies"] {
        let Some(member) = part.member(key) else { continue };
        let table = member.value.members().iter().map(|one| (one.key.to_string(), texts(&one.value)));
        let table: Vec<_> = table.filter(|(_, names)| !names.is_empty()).collect();
        if !table.is_empty() {
            found.add(Keyword::DependentRequired(table), member.key_span);
        }
    }
    for key in ["dependentSchemas", "dependencies"] {
        let Some(member) = part.member(key) else { continue };
        let place = part.pointer.child(key);
        let schemas = member.value.members().iter().filter(|one| is_schema(&one.value));
        let table: Vec<_> = schemas.map(|one| (one.key.to_string(), cx.assertion_at(&place.child(&one.key)))).collect();
        if !table.is_empty() {
            found.add(Keyword::DependentSchemas(table), member.key_span);
        }
    }
}
