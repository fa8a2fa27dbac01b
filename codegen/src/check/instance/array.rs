//! Arrays: items, tuples, `contains`, uniqueness.

use std::collections::HashSet;

use super::text::count;
use super::{Problem, Validator, canonical};
use crate::decimal::Decimal;
use crate::document::{Kind, Node};

pub(super) fn judge<'d>(
    validator: &mut Validator<'d>,
    schema: &'d Node,
    value: &Node,
    items: &[Node],
    problems: &mut Vec<Problem>,
) {
    count(validator, schema, value, items.len(), ("minItems", "maxItems", "items"), problems);
    if schema.is_true("uniqueItems") {
        unique(validator, schema, items, problems);
    }
    let prefix = schema.get("prefixItems").map(Node::items).unwrap_or_default();
    // A list under `items` is how older versions wrote `prefixItems`.
    let items_node = schema.get("items");
    let older = items_node.filter(|node| matches!(node.kind, Kind::Array(_)));
    let prefix = older.map_or(prefix, Node::items);
    let rest = items_node.filter(|_| older.is_none());
    for (at, item) in items.iter().enumerate() {
        if let Some(schema) = prefix.get(at).or(rest) {
            validator.apply_below(&at.to_string(), schema, item, problems);
        }
    }
    contains(validator, schema, value, items, problems);
}

fn unique(validator: &Validator<'_>, schema: &Node, items: &[Node], problems: &mut Vec<Problem>) {
    let mut seen = HashSet::with_capacity(items.len());
    for item in items {
        if !seen.insert(canonical(item)) {
            let span = schema.get("uniqueItems").map_or(schema.span, |node| node.span);
            problems.push(validator.problem(item, "uniqueItems", span, "is in the list twice"));
        }
    }
}

fn contains<'d>(
    validator: &mut Validator<'d>,
    schema: &'d Node,
    value: &Node,
    items: &[Node],
    problems: &mut Vec<Problem>,
) {
    let Some(wanted) = schema.get("contains") else { return };
    if !matches!(wanted.kind, Kind::Object(_) | Kind::Bool(_)) {
        return;
    }
    let mut matching = 0_u64;
    for item in items {
        matching += u64::from(validator.holds(wanted, item));
    }
    let bound = |keyword: &str| Decimal::parse(schema.get(keyword)?.as_number()?)?.to_u64();
    let least = bound("minContains").unwrap_or(1);
    if matching < least {
        let message = format!("must contain {least} matching items, contains {matching}");
        problems.push(validator.problem(value, "contains", wanted.span, message));
    }
    if let Some(most) = bound("maxContains").filter(|most| matching > *most) {
        let message = format!("must contain at most {most} matching items, contains {matching}");
        problems.push(validator.problem(value, "maxContains", wanted.span, message));
    }
}
