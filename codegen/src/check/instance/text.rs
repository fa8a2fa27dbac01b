//! Strings: length in characters, pattern, format.

use super::{Problem, Validator, format, limit};
use crate::decimal::Decimal;
use crate::document::Node;

pub(super) fn judge<'d>(
    validator: &mut Validator<'d>,
    schema: &'d Node,
    value: &Node,
    text: &str,
    problems: &mut Vec<Problem>,
) {
    count(validator, schema, value, text.chars().count(), ("minLength", "maxLength", "characters"), problems);
    if let Some(node) = schema.get("pattern")
        && let Some(pattern) = node.as_str()
        && !validator.matches(pattern, text)
    {
        let message = format!("must match `{pattern}`");
        problems.push(validator.problem(value, "pattern", node.span, message));
    }
    if let Some(node) = schema.get("format")
        && let Some(name) = node.as_str()
        && !format::fits(name, text)
    {
        let message = format!("is not {}", format::described(name));
        problems.push(validator.problem(value, "format", node.span, message));
    }
}

/// Judges a number of characters, items or members by its two limits.
pub(super) fn count(
    validator: &Validator<'_>,
    schema: &Node,
    value: &Node,
    found: usize,
    (lower, upper, what): (&str, &str, &str),
    problems: &mut Vec<Problem>,
) {
    let number = Decimal::parse(&found.to_string());
    for (keyword, relation, is_lower) in [(lower, "at least", true), (upper, "at most", false)] {
        let (Some((bound, span)), Some(number)) = (limit(schema, keyword), &number) else { continue };
        let breaks = if is_lower { *number < bound } else { *number > bound };
        if breaks {
            let bound = schema.get(keyword).and_then(Node::as_number).unwrap_or_default();
            let message = format!("must have {relation} {bound} {what}, has {found}");
            problems.push(validator.problem(value, keyword, span, message));
        }
    }
}
