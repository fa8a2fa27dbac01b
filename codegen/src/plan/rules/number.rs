//! Rules of numbers: limits, and what a value has to be a multiple of.

use super::{BoundPlan, RuleKind, Rules};
use crate::decimal::Decimal;
use crate::ir::{Bound, IntegerShape, Located, NumberShape};

pub(super) fn integer(rules: &mut Rules<'_>, context: &str, shape: &IntegerShape) -> RuleKind {
    let minimum = bound(rules, context, "minimum", shape.minimum.as_ref().map(least_integer).as_ref());
    let maximum = bound(rules, context, "maximum", shape.maximum.as_ref().map(greatest_integer).as_ref());
    let step = shape.multiple_of.as_ref().and_then(integer_step);
    let multiple_of = rules.limit(context, "multiple of", step.as_ref());
    if minimum.is_none() && maximum.is_none() && multiple_of.is_none() {
        return RuleKind::Nested;
    }
    RuleKind::Integer { minimum, maximum, multiple_of }
}

pub(super) fn number(rules: &mut Rules<'_>, context: &str, shape: &NumberShape) -> RuleKind {
    let minimum = bound(rules, context, "minimum", shape.minimum.as_ref());
    let maximum = bound(rules, context, "maximum", shape.maximum.as_ref());
    let multiple_of = rules.limit(context, "multiple of", shape.multiple_of.as_ref());
    if minimum.is_none() && maximum.is_none() && multiple_of.is_none() {
        return RuleKind::Nested;
    }
    RuleKind::Number { minimum, maximum, multiple_of }
}

fn bound(rules: &mut Rules<'_>, context: &str, word: &str, bound: Option<&Bound>) -> Option<BoundPlan> {
    let bound = bound?;
    let place = rules.place(&format!("{context} {word}"), bound.span);
    Some(BoundPlan { digits: bound.digits.clone(), exclusive: bound.exclusive, place })
}

/// A lower limit of integers as an integer: above 0.5 they begin at 1.
fn least_integer(bound: &Bound) -> Bound {
    let Some(value) = Decimal::parse(&bound.digits) else { return bound.clone() };
    let (least, exclusive) =
        if value.is_integer() { (value.floor(), bound.exclusive) } else { (value.floor().saturating_add(1), false) };
    Bound { digits: least.to_string(), exclusive, span: bound.span }
}

/// An upper limit of integers as an integer: below 10.5 they end at 10.
fn greatest_integer(bound: &Bound) -> Bound {
    let Some(value) = Decimal::parse(&bound.digits) else { return bound.clone() };
    let exclusive = value.is_integer() && bound.exclusive;
    Bound { digits: value.floor().to_string(), exclusive, span: bound.span }
}

/// The integer of which all that are multiples of a number are multiples; nothing when all integers are.
fn integer_step(multiple_of: &Located<String>) -> Option<Located<String>> {
    let step = Decimal::parse(&multiple_of.value)?.integer_step();
    (step != 1).then(|| Located { value: step.to_string(), span: multiple_of.span })
}
