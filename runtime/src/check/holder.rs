//! `Validate` of what holds other values: what may be absent, lists and maps. What it holds is checked in its place.

use super::unique::repeated;
use super::{ItemsRule, Kind, Limit, Rule, Validate, Violations, judged, passes};
use crate::codec::Encode;
use crate::patch::Patch;
use crate::pointer::{At, Step};
use crate::secret::Secret;
use crate::value::Map;

impl<T: Validate> Validate for Option<T> {
    fn fingerprint(&self) -> Option<u64> {
        self.as_ref().map_or(Some(0), Validate::fingerprint)
    }

    #[inline(always)]
    fn passes(&self, rule: &Rule) -> bool {
        match self {
            Some(value) => value.passes(rule),
            None => passes::otherwise(self, rule),
        }
    }

    fn check(&self, rule: &Rule, at: &At<'_>, out: &mut Violations) {
        if let Some(value) = self {
            value.check(rule, at, out);
        }
    }
}

impl<T: Validate> Validate for Patch<T> {
    #[inline(always)]
    fn passes(&self, rule: &Rule) -> bool {
        match self {
            Self::Value(value) => value.passes(rule),
            Self::Absent => passes::otherwise(self, rule),
            Self::Null => rule.not_null.is_none() && passes::otherwise(self, rule),
        }
    }

    fn check(&self, rule: &Rule, at: &At<'_>, out: &mut Violations) {
        match self {
            Self::Absent => {}
            Self::Null => {
                if let Some(place) = rule.not_null {
                    out.add(at, "type", "not null", "null", place);
                }
            }
            Self::Value(value) => value.check(rule, at, out),
        }
    }
}

impl<T: Validate> Validate for Secret<T> {
    #[inline(always)]
    fn passes(&self, rule: &Rule) -> bool {
        self.expose().passes(rule)
    }

    fn check(&self, rule: &Rule, at: &At<'_>, out: &mut Violations) {
        self.expose().check(rule, &at.hidden(), out);
    }
}

impl<T: Validate + ?Sized> Validate for Box<T> {
    #[inline(always)]
    fn passes(&self, rule: &Rule) -> bool {
        (**self).passes(rule)
    }

    fn check(&self, rule: &Rule, at: &At<'_>, out: &mut Violations) {
        (**self).check(rule, at, out);
    }
}

impl<T: Validate + PartialEq + Encode> Validate for Vec<T> {
    #[inline(always)]
    fn passes(&self, rule: &Rule) -> bool {
        if rule.also.is_some() {
            return judged(self, rule);
        }
        let Kind::Items(rule) = &rule.kind else { return passes::each(self.iter(), &Rule::NESTED) };
        passes::size(self.len(), rule)
            && (rule.unique.is_none() || repeated(self).is_none())
            && passes::each(self.iter(), rule.each)
    }

    fn check(&self, rule: &Rule, at: &At<'_>, out: &mut Violations) {
        let Kind::Items(rule) = &rule.kind else {
            return each(self.iter(), &Rule::NESTED, at, out);
        };
        size(self.len(), rule, ["minItems", "maxItems"], at, out);
        if let Some((place, index)) = rule.unique.and_then(|place| Some((place, repeated(self)?))) {
            out.add(&at.child(Step::Index(index)), "uniqueItems", "true", "an item that came before", place);
        }
        each(self.iter(), rule.each, at, out);
    }
}

fn each<'v, T: Validate + 'v>(items: impl Iterator<Item = &'v T>, rule: &Rule, at: &At<'_>, out: &mut Violations) {
    if T::is_plain() && rule.is_empty() {
        return;
    }
    for (index, item) in items.enumerate() {
        item.judge(rule, &at.child(Step::Index(index)), out);
    }
}

#[cold]
fn beyond_size(size: u64, limit: &Limit<u64>, name: &'static str, at: &At<'_>, out: &mut Violations) {
    out.add(at, name, limit.value.to_string(), size.to_string(), limit.place);
}

#[inline]
fn size(size: usize, rule: &ItemsRule, names: [&'static str; 2], at: &At<'_>, out: &mut Violations) {
    let size = size as u64;
    if let Some(limit) = rule.min.as_ref().filter(|l| size < l.value) {
        beyond_size(size, limit, names[0], at, out);
    }
    if let Some(limit) = rule.max.as_ref().filter(|l| size > l.value) {
        beyond_size(size, limit, names[1], at, out);
    }
}

impl<T: Validate> Validate for Map<T> {
    #[inline(always)]
    fn passes(&self, rule: &Rule) -> bool {
        if rule.also.is_some() {
            return judged(self, rule);
        }
        let Kind::Members(rule) = &rule.kind else { return passes::each(self.values(), &Rule::NESTED) };
        passes::size(self.len(), rule) && passes::each(self.values(), rule.each)
    }

    fn check(&self, rule: &Rule, at: &At<'_>, out: &mut Violations) {
        let rule = match &rule.kind {
            Kind::Members(rule) => rule,
            _ => &ItemsRule::NEW,
        };
        size(self.len(), rule, ["minProperties", "maxProperties"], at, out);
        if T::is_plain() && rule.each.is_empty() {
            return;
        }
        for (key, value) in self {
            value.judge(rule.each, &at.child(Step::Key(key)), out);
        }
    }
}
