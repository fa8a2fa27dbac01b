//! Whether a value is valid, and nothing else: what is asked of every value before what is wrong with it is looked for.
//!
//! In: values and rules. Out: the same as whether [`Validate::judge`] finds nothing. Guaranteed: where code is optimised
//! and a rule is known, all that is left of this are the comparisons that the rule asks for; hence what is inlined here.

use super::{Bound, IntegerRule, ItemsRule, Limit, NumberRule, Rule, TextRule, Validate, Violations};
use crate::object::{Check, Member};
use crate::pointer::At;

/// Judges a value as a whole and forgets what was found.
#[inline(never)]
pub fn judged<T: Validate + ?Sized>(value: &T, rule: &Rule) -> bool {
    is_clean(&mut |out| value.judge(rule, &At::ROOT, out))
}

/// Not generic, so that each type costs little to compile.
#[inline(never)]
fn is_clean(judge: &mut dyn FnMut(&mut Violations)) -> bool {
    let mut out = Violations::default();
    judge(&mut out);
    out.is_empty()
}

/// What is left to be asked of a value whose type has no invalid values: what holds of it as JSON.
#[inline(always)]
pub fn otherwise<T: Validate + ?Sized>(value: &T, rule: &Rule) -> bool {
    rule.also.is_none() || judged(value, rule)
}

/// Whether a member of an object is valid.
#[inline(always)]
pub fn member<T: Validate>(value: &T, member: &Member) -> bool {
    match member.check() {
        Check::Nothing | Check::Spelled(_) => true,
        Check::Own => value.passes(&Rule::NESTED),
        Check::By(rule) => value.passes(rule),
    }
}

/// A text has no more characters than bytes and no fewer than a quarter of them, so most need not be counted.
#[inline(always)]
pub(super) fn text(value: &str, rule: &TextRule) -> bool {
    let bytes = value.len() as u64;
    let long_enough = rule
        .min_length
        .as_ref()
        .is_none_or(|l| bytes >= l.value && (bytes / 4 >= l.value || counted(value) >= l.value));
    let short_enough = rule.max_length.as_ref().is_none_or(|l| bytes <= l.value || counted(value) <= l.value);
    long_enough
        && short_enough
        && rule.pattern.is_none_or(|pattern| pattern.is_match(value))
        && rule.format.as_ref().is_none_or(|limit| limit.value.matches(value))
}

/// The number of characters; one of ASCII has as many as bytes, and to see that is quicker than to count them.
#[inline(never)]
fn counted(value: &str) -> u64 {
    if value.is_ascii() { value.len() as u64 } else { value.chars().count() as u64 }
}

#[inline(always)]
pub(super) fn integer(value: i128, rule: &IntegerRule) -> bool {
    bounds(&value, rule.minimum.as_ref(), rule.maximum.as_ref())
        && rule.multiple_of.as_ref().is_none_or(|limit| divides(limit.value, value))
}

/// Whether one integer is a multiple of another; of zero, all are. 128 bits are divided by a function that takes ten
/// times as long as the instruction for 64 does.
#[inline]
pub(super) fn divides(divisor: i128, value: i128) -> bool {
    match (i64::try_from(value), i64::try_from(divisor)) {
        (_, Ok(0)) => true,
        (Ok(value), Ok(divisor)) => value.wrapping_rem(divisor) == 0,
        _ => value.wrapping_rem(divisor) == 0,
    }
}

#[inline(always)]
pub(super) fn number(value: f64, rule: &NumberRule) -> bool {
    value.is_finite()
        && bounds(&value, rule.minimum.as_ref(), rule.maximum.as_ref())
        && rule.multiple_of.as_ref().is_none_or(|limit| limit.value.divides(value))
}

#[inline(always)]
fn bounds<T: PartialOrd>(value: &T, minimum: Option<&Bound<T>>, maximum: Option<&Bound<T>>) -> bool {
    let within = |bound: &Bound<T>, inside: bool| inside || (!bound.exclusive && *value == bound.value);
    minimum.is_none_or(|bound| within(bound, *value > bound.value))
        && maximum.is_none_or(|bound| within(bound, *value < bound.value))
}

#[inline(always)]
pub(super) fn size(size: usize, rule: &ItemsRule) -> bool {
    let size = size as u64;
    let at_least = |limit: &Limit<u64>| size >= limit.value;
    let at_most = |limit: &Limit<u64>| size <= limit.value;
    rule.min.as_ref().is_none_or(at_least) && rule.max.as_ref().is_none_or(at_most)
}

/// Whether each item is valid. A loop, and not a closure, which would be a function of its own and know no rule.
#[inline(always)]
pub(super) fn each<'v, T: Validate + 'v>(items: impl Iterator<Item = &'v T>, rule: &Rule) -> bool {
    if T::is_plain() && rule.is_empty() {
        return true;
    }
    for item in items {
        if !item.passes(rule) {
            return false;
        }
    }
    true
}
