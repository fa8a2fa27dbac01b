//! `unevaluatedProperties` and `unevaluatedItems`: what no other keyword looked at.

use std::collections::HashSet;

use super::{Problem, Validator};
use crate::document::{Kind, Node};
use crate::reference;

/// What the keywords of a schema, and of all that apply to the same value, looked at.
#[derive(Default)]
struct Evaluated {
    properties: HashSet<Box<str>>,
    items: HashSet<usize>,
}

pub(super) fn judge<'d>(validator: &mut Validator<'d>, schema: &'d Node, value: &Node, problems: &mut Vec<Problem>) {
    let keyword = match &value.kind {
        Kind::Object(_) => "unevaluatedProperties",
        Kind::Array(_) => "unevaluatedItems",
        Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => return,
    };
    let Some(rest) = schema.get(keyword) else { return };
    let mut seen = Evaluated::default();
    collect(validator, schema, value, false, 0, &mut seen);
    let is_forbidden = rest.as_bool() == Some(false);
    for member in value.members().iter().filter(|member| !seen.properties.contains(&member.key)) {
        if is_forbidden {
            let message = format!("`{}` is not a property of this object", member.key);
            let mut problem = validator.problem(value, keyword, rest.span, message);
            problem.span = member.key_span;
            problems.push(problem);
        } else {
            validator.apply_below(&member.key, rest, &member.value, problems);
        }
    }
    for (at, item) in value.items().iter().enumerate().filter(|(at, _)| !seen.items.contains(at)) {
        if is_forbidden {
            problems.push(validator.problem(item, keyword, rest.span, "is one item too many"));
        } else {
            validator.apply_below(&at.to_string(), rest, item, problems);
        }
    }
}

/// Adds what one schema looks at; `whole` counts its own `unevaluated…` as well.
fn collect<'d>(
    validator: &mut Validator<'d>,
    schema: &'d Node,
    value: &Node,
    whole: bool,
    depth: usize,
    seen: &mut Evaluated,
) {
    if depth > 50 {
        return;
    }
    properties(validator, schema, value, whole, seen);
    items(validator, schema, value, whole, seen);
    let mut inner: Vec<&'d Node> = Vec::new();
    if let Some(target) = reference::of(schema).and_then(|text| validator.target(text)) {
        inner.push(target);
    }
    inner.extend(schema.get("allOf").map(Node::items).unwrap_or_default());
    for keyword in ["anyOf", "oneOf"] {
        for member in schema.get(keyword).map(Node::items).unwrap_or_default() {
            if validator.holds(member, value) {
                inner.push(member);
            }
        }
    }
    for entry in schema.get("dependentSchemas").map(Node::members).unwrap_or_default() {
        if value.get(&entry.key).is_some() {
            inner.push(&entry.value);
        }
    }
    if let Some(condition) = schema.get("if") {
        let holds = validator.holds(condition, value);
        inner.extend(holds.then_some(condition));
        inner.extend(schema.get(if holds { "then" } else { "else" }));
    }
    for schema in inner {
        collect(validator, schema, value, true, depth + 1, seen);
    }
}

fn properties<'d>(validator: &mut Validator<'d>, schema: &'d Node, value: &Node, whole: bool, seen: &mut Evaluated) {
    let takes_all =
        schema.get("additionalProperties").is_some() || (whole && schema.get("unevaluatedProperties").is_some());
    for member in value.members() {
        let listed = schema.get("properties").is_some_and(|properties| properties.get(&member.key).is_some());
        let patterns = schema.get("patternProperties").map(Node::members).unwrap_or_default();
        if takes_all || listed || patterns.iter().any(|pattern| validator.matches(&pattern.key, &member.key)) {
            seen.properties.insert(member.key.clone());
        }
    }
}

fn items<'d>(validator: &mut Validator<'d>, schema: &'d Node, value: &Node, whole: bool, seen: &mut Evaluated) {
    let takes_all = schema.get("items").is_some() || (whole && schema.get("unevaluatedItems").is_some());
    let prefix = schema.get("prefixItems").map_or(0, |prefix| prefix.items().len());
    for (at, item) in value.items().iter().enumerate() {
        let contained = schema.get("contains").is_some_and(|wanted| validator.holds(wanted, item));
        if takes_all || at < prefix || contained {
            seen.items.insert(at);
        }
    }
}
