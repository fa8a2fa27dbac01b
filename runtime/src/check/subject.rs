//! `Validate` of the types that are not generated: each applies the kind of rule that is about it.

use std::fmt;

use super::unique::fingerprint;
use super::{
    Bound, IntegerRule, Kind, Limit, Match, NumberRule, Pattern, Place, Rule, TextRule, Validate, Violations, judged,
    passes,
};
use crate::format::{Base64, Date, DateTime, Format};
use crate::pointer::At;
use crate::value::{Number, Value};

impl Validate for str {
    #[inline(always)]
    fn passes(&self, rule: &Rule) -> bool {
        if rule.also.is_some() {
            return judged(self, rule);
        }
        if let Kind::Text(rule) = &rule.kind { passes::text(self, rule) } else { true }
    }

    #[inline]
    fn check(&self, rule: &Rule, at: &At<'_>, out: &mut Violations) {
        if let Kind::Text(rule) = &rule.kind {
            text(self, rule, at, out);
        }
    }
}

impl Validate for String {
    fn is_plain() -> bool {
        true
    }

    fn fingerprint(&self) -> Option<u64> {
        Some(fingerprint(self))
    }

    #[inline(always)]
    fn passes(&self, rule: &Rule) -> bool {
        self.as_str().passes(rule)
    }

    #[inline]
    fn check(&self, rule: &Rule, at: &At<'_>, out: &mut Violations) {
        self.as_str().check(rule, at, out);
    }
}

/// Nearly every text is valid: whether it is comes first, and what is wrong with it is found out apart, where it costs
/// what follows none of its registers.
fn text(value: &str, rule: &TextRule, at: &At<'_>, out: &mut Violations) {
    // No text has more characters than bytes, nor fewer than a quarter, and one of ASCII has as many: most need not be
    // counted.
    let bytes = value.len() as u64;
    let is_short = |least: u64| bytes / 4 < least && (bytes < least || !value.is_ascii());
    let short = rule.min_length.as_ref().is_some_and(|l| is_short(l.value));
    let long = rule.max_length.as_ref().is_some_and(|l| bytes > l.value);
    if short || long {
        length(value, rule, at, out);
    }
    if let Some(pattern) = rule.pattern {
        let found = pattern.find(value);
        if found != Match::Yes {
            mismatch(value, pattern, found, at, out);
        }
    }
    if let Some(limit) = &rule.format
        && !limit.value.matches(value)
    {
        malformed(value, *limit, at, out);
    }
}

/// Compares the number of characters.
#[inline(never)]
fn length(value: &str, rule: &TextRule, at: &At<'_>, out: &mut Violations) {
    let length = value.chars().count() as u64;
    let found = || super::characters(length);
    if let Some(limit) = rule.min_length.as_ref().filter(|l| length < l.value) {
        out.add(at, "minLength", limit.value.to_string(), found(), limit.place);
    }
    if let Some(limit) = rule.max_length.as_ref().filter(|l| length > l.value) {
        out.add(at, "maxLength", limit.value.to_string(), found(), limit.place);
    }
}

#[cold]
fn mismatch(value: &str, pattern: &Pattern, found: Match, at: &At<'_>, out: &mut Violations) {
    let found = match found {
        Match::TooCostly => "a text on which it takes too long".to_owned(),
        Match::Yes | Match::No => format!("{value:?}"),
    };
    out.add(at, "pattern", pattern.source, found, pattern.place);
}

#[cold]
fn malformed(value: &str, limit: Limit<Format>, at: &At<'_>, out: &mut Violations) {
    out.add(at, "format", limit.value.name(), format!("{value:?}"), limit.place);
}

fn integer(value: i128, rule: &IntegerRule, at: &At<'_>, out: &mut Violations) {
    bounds(&value, rule.minimum.as_ref(), rule.maximum.as_ref(), at, out);
    if let Some(limit) = &rule.multiple_of
        && !passes::divides(limit.value, value)
    {
        not_multiple(&limit.value, &value, limit.place, at, out);
    }
}

fn number(value: f64, rule: &NumberRule, at: &At<'_>, out: &mut Violations) {
    if !value.is_finite() {
        return not_finite(value, at, out);
    }
    bounds(&value, rule.minimum.as_ref(), rule.maximum.as_ref(), at, out);
    if let Some(limit) = &rule.multiple_of
        && !limit.value.divides(value)
    {
        not_multiple(&limit.value.digits(), &Written(value), limit.place, at, out);
    }
}

/// A double as JSON has it.
struct Written(f64);

impl fmt::Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&crate::json::number_text(self.0))
    }
}

#[cold]
fn not_finite(value: f64, at: &At<'_>, out: &mut Violations) {
    out.add(at, "type", "a number that JSON can write", value.to_string(), Place::NONE);
}

#[cold]
fn not_multiple(divisor: &dyn fmt::Display, value: &dyn fmt::Display, place: Place, at: &At<'_>, out: &mut Violations) {
    out.add(at, "multipleOf", divisor.to_string(), value.to_string(), place);
}

#[inline]
fn bounds<T: PartialOrd + ToString>(
    value: &T,
    minimum: Option<&Bound<T>>,
    maximum: Option<&Bound<T>>,
    at: &At<'_>,
    out: &mut Violations,
) {
    if let Some(min) = minimum.filter(|b| *value < b.value || (b.exclusive && *value == b.value)) {
        let rule = if min.exclusive { "exclusiveMinimum" } else { "minimum" };
        beyond(value, min, rule, at, out);
    }
    if let Some(max) = maximum.filter(|b| *value > b.value || (b.exclusive && *value == b.value)) {
        let rule = if max.exclusive { "exclusiveMaximum" } else { "maximum" };
        beyond(value, max, rule, at, out);
    }
}

#[cold]
fn beyond<T: ToString>(value: &T, bound: &Bound<T>, rule: &'static str, at: &At<'_>, out: &mut Violations) {
    out.add(at, rule, bound.value.to_string(), value.to_string(), bound.place);
}

macro_rules! integers {
    ($($t:ty)*) => {$(
        impl Validate for $t {
            fn is_plain() -> bool {
                true
            }

            fn fingerprint(&self) -> Option<u64> {
                Some(fingerprint(self))
            }

            #[inline(always)]
            fn passes(&self, rule: &Rule) -> bool {
                if rule.also.is_some() {
                    return judged(self, rule);
                }
                if let Kind::Integer(rule) = &rule.kind { passes::integer(i128::from(*self), rule) } else { true }
            }

            #[inline]
            fn check(&self, rule: &Rule, at: &At<'_>, out: &mut Violations) {
                if let Kind::Integer(rule) = &rule.kind {
                    integer(i128::from(*self), rule, at, out);
                }
            }
        }
    )*};
}
integers!(i8 i16 i32 i64 u8 u16 u32 u64 i128);

impl Validate for f64 {
    fn fingerprint(&self) -> Option<u64> {
        // Zero has two forms, which are equal.
        Some(fingerprint(&(self + 0.0).to_bits()))
    }

    #[inline(always)]
    fn passes(&self, rule: &Rule) -> bool {
        if rule.also.is_some() {
            return judged(self, rule);
        }
        passes::number(*self, if let Kind::Number(rule) = &rule.kind { rule } else { &NumberRule::NEW })
    }

    #[inline]
    fn check(&self, rule: &Rule, at: &At<'_>, out: &mut Violations) {
        number(*self, if let Kind::Number(rule) = &rule.kind { rule } else { &NumberRule::NEW }, at, out);
    }
}

/// For types whose values are all valid.
macro_rules! always_valid {
    ($($t:ty),*) => {$(
        impl Validate for $t {
            fn is_plain() -> bool {
                true
            }

            fn fingerprint(&self) -> Option<u64> {
                Some(fingerprint(self))
            }

            #[inline(always)]
            fn passes(&self, rule: &Rule) -> bool {
                passes::otherwise(self, rule)
            }

            fn check(&self, _: &Rule, _: &At<'_>, _: &mut Violations) {}
        }
    )*};
}
always_valid!(bool, (), uuid::Uuid, DateTime, Date);

impl Validate for Number {
    fn is_plain() -> bool {
        true
    }

    fn fingerprint(&self) -> Option<u64> {
        Some(fingerprint(self))
    }

    fn check(&self, rule: &Rule, at: &At<'_>, out: &mut Violations) {
        if let Kind::Number(rule) = &rule.kind {
            number(self.as_f64(), rule, at, out);
        }
    }
}

impl Validate for Base64 {
    fn check(&self, rule: &Rule, at: &At<'_>, out: &mut Violations) {
        self.as_str().check(rule, at, out);
        if !self.is_valid() {
            out.add(at, "format", "byte", "text that is no Base64", Place::NONE);
        }
    }
}

impl Validate for Value {
    fn is_plain() -> bool {
        true
    }

    fn fingerprint(&self) -> Option<u64> {
        match self {
            Self::String(text) => Some(fingerprint(text)),
            Self::Number(number) => Some(fingerprint(number)),
            Self::Null | Self::Bool(_) | Self::Array(_) | Self::Object(_) => None,
        }
    }

    fn check(&self, rule: &Rule, at: &At<'_>, out: &mut Violations) {
        match (self, &rule.kind) {
            (Self::String(value), _) => value.check(rule, at, out),
            (Self::Number(value), Kind::Integer(_)) => match crate::decimal::integral(value.as_str()) {
                Some(value) => value.check(rule, at, out),
                None => out.add(at, "type", "integer", value.as_str(), Place::NONE),
            },
            (Self::Number(value), Kind::Number(_)) => value.as_f64().check(rule, at, out),
            (Self::Array(items), Kind::Items(_)) => items.check(rule, at, out),
            (Self::Object(members), Kind::Members(_)) => members.check(rule, at, out),
            _ => {}
        }
    }
}
