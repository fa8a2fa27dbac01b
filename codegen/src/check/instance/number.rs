//! Numbers: limits, multiples, and the widths of integers.

use super::{Problem, Validator, limit};
use crate::decimal::Decimal;
use crate::document::Node;

pub(super) fn judge(validator: &Validator<'_>, schema: &Node, value: &Node, text: &str, problems: &mut Vec<Problem>) {
    let Some(number) = Decimal::parse(text) else { return };
    // In 3.0 the exclusive keywords are booleans that turn the others strict; since 3.1 they are limits themselves.
    let strict = |exclusive: &str| schema.is_true(exclusive);
    let bounds = [
        ("minimum", strict("exclusiveMinimum"), true),
        ("maximum", strict("exclusiveMaximum"), false),
        ("exclusiveMinimum", true, true),
        ("exclusiveMaximum", true, false),
    ];
    for (keyword, is_strict, is_lower) in bounds {
        let Some((bound, span)) = limit(schema, keyword) else { continue };
        let order = if is_lower { number.cmp(&bound) } else { bound.cmp(&number) };
        if order.is_gt() || (order.is_eq() && !is_strict) {
            continue;
        }
        let relation = match (is_lower, is_strict) {
            (true, true) => "greater than",
            (true, false) => "at least",
            (false, true) => "less than",
            (false, false) => "at most",
        };
        let bound = schema.get(keyword).and_then(Node::as_number).unwrap_or_default();
        problems.push(validator.problem(value, keyword, span, format!("must be {relation} {bound}")));
    }
    if let Some((of, span)) = limit(schema, "multipleOf")
        && !of.is_zero()
        && !number.is_multiple_of(&of)
    {
        let of = schema.get("multipleOf").and_then(Node::as_number).unwrap_or_default();
        problems.push(validator.problem(value, "multipleOf", span, format!("must be a multiple of {of}")));
    }
    width(validator, schema, value, &number, problems);
}

fn width(validator: &Validator<'_>, schema: &Node, value: &Node, number: &Decimal, problems: &mut Vec<Problem>) {
    let Some(format) = schema.get("format") else { return };
    let (least, most) = match format.as_str() {
        Some("int32") => ("-2147483648", "2147483647"),
        Some("int64") => ("-9223372036854775808", "9223372036854775807"),
        _ => return,
    };
    let within = |bound: &str, test: fn(std::cmp::Ordering) -> bool| {
        Decimal::parse(bound).is_none_or(|bound| test(number.cmp(&bound)))
    };
    if !within(least, std::cmp::Ordering::is_ge) || !within(most, std::cmp::Ordering::is_le) {
        let message = format!("does not fit the format `{}`", format.as_str().unwrap_or_default());
        problems.push(validator.problem(value, "format", format.span, message));
    }
}
