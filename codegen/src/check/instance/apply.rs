//! Schemas made of schemas: `allOf`, `anyOf`, `oneOf`, `not`, `if`.

use super::{Problem, Validator};
use crate::document::{Kind, Node};

pub(super) fn judge<'d>(validator: &mut Validator<'d>, schema: &'d Node, value: &Node, problems: &mut Vec<Problem>) {
    for member in schema.get("allOf").map(Node::items).unwrap_or_default() {
        validator.apply(member, value, problems);
    }
    any_of(validator, schema, value, problems);
    one_of(validator, schema, value, problems);
    if let Some(not) = schema.get("not")
        && matches!(not.kind, Kind::Object(_) | Kind::Bool(_))
        && validator.holds(not, value)
    {
        problems.push(validator.problem(value, "not", not.span, "must not satisfy this schema"));
    }
    if let Some(condition) = schema.get("if") {
        let branch = if validator.holds(condition, value) { "then" } else { "else" };
        if let Some(branch) = schema.get(branch) {
            validator.apply(branch, value, problems);
        }
    }
}

fn any_of<'d>(validator: &mut Validator<'d>, schema: &'d Node, value: &Node, problems: &mut Vec<Problem>) {
    let Some(node) = schema.get("anyOf").filter(|node| !node.items().is_empty()) else { return };
    let mut failed = Vec::new();
    for member in node.items() {
        let mut found = Vec::new();
        validator.apply(member, value, &mut found);
        if found.is_empty() {
            return;
        }
        failed.push(found);
    }
    problems.push(none_holds(validator, value, "anyOf", node, failed));
}

fn one_of<'d>(validator: &mut Validator<'d>, schema: &'d Node, value: &Node, problems: &mut Vec<Problem>) {
    let Some(node) = schema.get("oneOf").filter(|node| !node.items().is_empty()) else { return };
    let mut failed = Vec::new();
    let mut holding = 0;
    for member in node.items() {
        let mut found = Vec::new();
        validator.apply(member, value, &mut found);
        if found.is_empty() {
            holding += 1;
        } else {
            failed.push(found);
        }
    }
    match holding {
        0 => problems.push(none_holds(validator, value, "oneOf", node, failed)),
        1 => {}
        _ => {
            let message = format!("must satisfy exactly one of {} schemas, satisfies {holding}", node.items().len());
            problems.push(validator.problem(value, "oneOf", node.span, message));
        }
    }
}

/// Says that no branch holds: through the problem of the branch that came nearest, if one did.
fn none_holds(
    validator: &Validator<'_>,
    value: &Node,
    keyword: &str,
    node: &Node,
    failed: Vec<Vec<Problem>>,
) -> Problem {
    let of_another_type = |problem: &Problem| problem.pointer == validator.pointer && problem.keyword == "type";
    let near = failed.iter().filter(|found| !found.iter().any(of_another_type)).min_by_key(|found| found.len());
    let message = format!("must satisfy one of {} schemas of `{keyword}`, satisfies none", failed.len());
    let mut problem = validator.problem(value, keyword, node.span, message);
    if let Some(first) = near.and_then(|found| found.first()) {
        problem.cause = first.cause.or(Some(first.keyword_span));
        let own = || (first.pointer.clone(), first.keyword.clone());
        problem.nearest = Some(first.nearest.clone().unwrap_or_else(own));
        let below = first.pointer.get(validator.pointer.len()..).unwrap_or_default();
        let place = if below.is_empty() { String::new() } else { format!("at `{below}`: ") };
        problem.message.push_str(&format!("; nearest is one that says {place}{}", first.message));
        problem.span = first.span;
    }
    problem
}
