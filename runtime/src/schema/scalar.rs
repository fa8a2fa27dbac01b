//! Keywords about a value itself: its type, what it equals, numbers and strings.

use super::walk::{Out, Spot, brief, fail};
use super::{Keyword, Literal, Type};
use crate::check::{Match, Place};
use crate::decimal;
use crate::value::Value;

/// Keywords of other groups hold here.
pub(super) fn judge(keyword: &'static Keyword, place: Place, spot: Spot<'_, '_>, out: Out<'_>) -> bool {
    let Spot { value, at } = spot;
    match (keyword, value) {
        (Keyword::Never, _) => fail(out, at, "false", place, || "no value".to_owned(), || brief(value)),
        (Keyword::Type(types), _) => {
            types.iter().any(|ty| ty.has(value))
                || fail(out, at, "type", place, || names(types), || kind(value).to_owned())
        }
        (Keyword::Enum(values), _) => {
            values.iter().any(|one| one.is(value)) || fail(out, at, "enum", place, || list(values), || brief(value))
        }
        (Keyword::Const(one), _) => one.is(value) || fail(out, at, "const", place, || one.to_string(), || brief(value)),
        (_, Value::Number(number)) => match number_fault(keyword, number.as_str()) {
            Some((rule, limit)) => fail(out, at, rule, place, || limit.to_owned(), || brief(value)),
            None => true,
        },
        (_, Value::String(text)) => string(keyword, place, text, spot, out),
        _ => true,
    }
}

/// The keyword that a number breaks, and its limit.
fn number_fault(keyword: &'static Keyword, digits: &str) -> Option<(&'static str, &'static str)> {
    let (rule, limit, holds) = match keyword {
        Keyword::MultipleOf(limit) => ("multipleOf", *limit, decimal::is_multiple(digits, limit)),
        Keyword::Minimum(limit) => ("minimum", *limit, decimal::compare(digits, limit).is_ge()),
        Keyword::ExclusiveMinimum(limit) => ("exclusiveMinimum", *limit, decimal::compare(digits, limit).is_gt()),
        Keyword::Maximum(limit) => ("maximum", *limit, decimal::compare(digits, limit).is_le()),
        Keyword::ExclusiveMaximum(limit) => ("exclusiveMaximum", *limit, decimal::compare(digits, limit).is_lt()),
        Keyword::Format(format) => ("format", format.name(), format.matches_number(digits)),
        _ => return None,
    };
    (!holds).then_some((rule, limit))
}

fn string(keyword: &'static Keyword, place: Place, text: &str, spot: Spot<'_, '_>, out: Out<'_>) -> bool {
    let Spot { value, at } = spot;
    let length = || text.chars().count() as u64;
    let characters = || crate::check::characters(length());
    match keyword {
        // No text has more characters than bytes, nor fewer than a quarter.
        Keyword::MinLength(least) => {
            text.len() as u64 / 4 >= *least
                || length() >= *least
                || fail(out, at, "minLength", place, || least.to_string(), characters)
        }
        Keyword::MaxLength(most) => {
            text.len() as u64 <= *most
                || length() <= *most
                || fail(out, at, "maxLength", place, || most.to_string(), characters)
        }
        Keyword::Pattern(pattern) => match pattern.find(text) {
            Match::Yes => true,
            Match::No => fail(out, at, "pattern", place, || pattern.source.to_owned(), || brief(value)),
            Match::TooCostly => {
                let found = || "a text on which it takes too long".to_owned();
                fail(out, at, "pattern", place, || pattern.source.to_owned(), found)
            }
        },
        Keyword::Format(format) => {
            format.matches(text) || fail(out, at, "format", place, || format.name().to_owned(), || brief(value))
        }
        _ => true,
    }
}

impl Type {
    fn has(self, value: &Value) -> bool {
        match (self, value) {
            (Self::Null, Value::Null)
            | (Self::Boolean, Value::Bool(_))
            | (Self::Number, Value::Number(_))
            | (Self::String, Value::String(_))
            | (Self::Array, Value::Array(_))
            | (Self::Object, Value::Object(_)) => true,
            (Self::Integer, Value::Number(number)) => decimal::is_integer(number.as_str()),
            _ => false,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
        }
    }
}

fn names(types: &[Type]) -> String {
    types.iter().map(|ty| ty.name()).collect::<Vec<_>>().join(" or ")
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(number) if decimal::is_integer(number.as_str()) => "an integer",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

/// The first values of a list; the rest is counted.
fn list(values: &[Literal]) -> String {
    const SHOWN: usize = 12;
    let shown: Vec<String> = values.iter().take(SHOWN).map(Literal::to_string).collect();
    let more = values.len().saturating_sub(SHOWN);
    let more = if more > 0 { format!(" or {more} others") } else { String::new() };
    format!("one of {}{more}", shown.join(", "))
}
