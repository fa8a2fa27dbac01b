//! One schema applied to one value, with all below it.
//!
//! Guaranteed: a branch that is only tried is judged once for each value, however branches nest; depth and number of
//! steps are bounded, and a value that goes beyond is invalid and told so.

use std::collections::HashMap;

use super::seen::Seen;
use super::{Keyword, Schema, array, combine, object, scalar};
use crate::check::{Place, Violations};
use crate::pointer::At;
use crate::value::Value;

/// How deep schemas may be applied within each other; values nest half as deep at most.
const MAX_DEPTH: usize = 400;

/// How many schemas may be applied to parts of one value.
const MAX_STEPS: u32 = 20_000_000;

/// A value and where it stands.
#[derive(Clone, Copy)]
pub(super) struct Spot<'v, 'a> {
    pub value: &'v Value,
    pub at: &'a At<'a>,
}

/// Where findings go; nowhere while it is only asked whether a schema holds.
pub(super) type Out<'o> = Option<&'o mut Violations>;

/// Where evaluated parts are noted, when somebody asks.
pub(super) type Notes<'n, 'v> = Option<&'n mut Seen<'v>>;

#[derive(Default)]
pub(super) struct Walk {
    /// What is being applied, by schema and value: meeting a pair again means going round in a circle.
    active: Vec<(usize, usize)>,
    steps: u32,
    /// How many of the schemas around are only tried.
    trying: u32,
    /// Whether what is found serves to describe a branch, and needs no details of its own branches.
    pub(super) describing: bool,
    /// Verdicts on parts that were tried, by schema and value. Looked up, never iterated.
    verdicts: HashMap<(usize, usize), bool>,
}

impl Walk {
    /// For a second run over the same value; verdicts stay.
    pub(super) fn start_again(&mut self) {
        self.steps = 0;
    }

    pub(super) fn apply<'v>(
        &mut self,
        schema: &'static Schema,
        spot: Spot<'v, '_>,
        out: Out<'_>,
        seen: Notes<'_, 'v>,
    ) -> bool {
        if schema.keywords.is_empty() {
            return true;
        }
        let asked_only = out.is_none() && seen.is_none() && self.trying > 0;
        let key = (std::ptr::from_ref(schema).addr(), std::ptr::from_ref(spot.value).addr());
        if let Some(known) = self.verdicts.get(&key).filter(|_| asked_only) {
            return *known;
        }
        // A schema that leads back to itself without a step into the value says nothing the second time.
        if self.active.iter().rev().take_while(|(_, value)| *value == key.1).any(|pair| *pair == key) {
            return true;
        }
        self.steps = self.steps.saturating_add(1);
        let deep = self.active.len() == MAX_DEPTH;
        if deep || self.steps > MAX_STEPS {
            return too_much(deep, spot, out);
        }
        self.active.push(key);
        let holds = self.apply_noting(schema, spot, out, seen);
        self.active.pop();
        // What stands in no branch is met once, and scalars are judged quicker than they are looked up.
        if asked_only && matches!(spot.value, Value::Array(_) | Value::Object(_)) {
            self.verdicts.insert(key, holds);
        }
        holds
    }

    /// A schema that asks for what others have evaluated keeps notes of its own.
    fn apply_noting<'v>(
        &mut self,
        schema: &'static Schema,
        spot: Spot<'v, '_>,
        out: Out<'_>,
        seen: Notes<'_, 'v>,
    ) -> bool {
        let asks = |(keyword, _): &(Keyword, Place)| {
            matches!(keyword, Keyword::UnevaluatedItems(_) | Keyword::UnevaluatedProperties(_))
        };
        if !schema.keywords.iter().any(asks) {
            return self.keywords(schema, spot, out, seen);
        }
        let mut own = Seen::default();
        let holds = self.keywords(schema, spot, out, Some(&mut own));
        if let Some(seen) = seen {
            seen.add(own);
        }
        holds
    }

    fn keywords<'v>(
        &mut self,
        schema: &'static Schema,
        spot: Spot<'v, '_>,
        mut out: Out<'_>,
        mut seen: Notes<'_, 'v>,
    ) -> bool {
        let mut holds = true;
        for (keyword, place) in schema.keywords {
            holds &= self.keyword(keyword, *place, spot, out.as_deref_mut(), seen.as_deref_mut());
            if !holds && out.is_none() {
                return false;
            }
        }
        holds
    }

    fn keyword<'v>(
        &mut self,
        keyword: &'static Keyword,
        place: Place,
        spot: Spot<'v, '_>,
        out: Out<'_>,
        seen: Notes<'_, 'v>,
    ) -> bool {
        match keyword {
            Keyword::Never
            | Keyword::Type(_)
            | Keyword::Enum(_)
            | Keyword::Const(_)
            | Keyword::MultipleOf(_)
            | Keyword::Minimum(_)
            | Keyword::ExclusiveMinimum(_)
            | Keyword::Maximum(_)
            | Keyword::ExclusiveMaximum(_)
            | Keyword::MinLength(_)
            | Keyword::MaxLength(_)
            | Keyword::Pattern(_)
            | Keyword::Format(_) => scalar::judge(keyword, place, spot, out),
            Keyword::MinItems(_)
            | Keyword::MaxItems(_)
            | Keyword::UniqueItems
            | Keyword::PrefixItems(_)
            | Keyword::Items(..)
            | Keyword::Contains { .. }
            | Keyword::UnevaluatedItems(_) => match spot.value {
                Value::Array(items) => array::judge(self, keyword, place, (items, spot.at), out, seen),
                _ => true,
            },
            Keyword::MinProperties(_)
            | Keyword::MaxProperties(_)
            | Keyword::Required(_)
            | Keyword::Members(_)
            | Keyword::PropertyNames(_)
            | Keyword::DependentRequired(_)
            | Keyword::DependentSchemas(_)
            | Keyword::UnevaluatedProperties(_) => match spot.value {
                Value::Object(members) => object::judge(self, keyword, place, (members, spot), out, seen),
                _ => true,
            },
            Keyword::Ref(schema) => self.apply(schema, spot, out, seen),
            Keyword::AllOf(_) | Keyword::AnyOf(_) | Keyword::OneOf(_) | Keyword::Not(_) | Keyword::If { .. } => {
                combine::judge(self, keyword, place, spot, out, seen)
            }
        }
    }

    /// Whether a schema holds, without a word of why not.
    pub(super) fn tries<'v>(&mut self, schema: &'static Schema, spot: Spot<'v, '_>, seen: Notes<'_, 'v>) -> bool {
        self.trying += 1;
        let holds = self.apply(schema, spot, None, seen);
        self.trying -= 1;
        holds
    }

    /// For a value that is made for one question: what is known of it must not outlive it.
    pub(super) fn apart<T>(&mut self, question: impl FnOnce(&mut Self) -> T) -> T {
        let verdicts = std::mem::take(&mut self.verdicts);
        let answer = question(self);
        self.verdicts = verdicts;
        answer
    }

    /// What is wrong with a value, to describe a schema that does not hold.
    pub(super) fn describe(&mut self, schema: &'static Schema, spot: Spot<'_, '_>, like: &Violations) -> Violations {
        let mut found = like.empty();
        let before = std::mem::replace(&mut self.describing, true);
        self.apply(schema, spot, Some(&mut found), None);
        self.describing = before;
        found
    }
}

fn too_much(deep: bool, spot: Spot<'_, '_>, out: Out<'_>) -> bool {
    let limit = if deep { format!("at most {MAX_DEPTH} levels") } else { format!("at most {MAX_STEPS} steps") };
    fail(out, spot.at, "complexity", Place::NONE, || limit, || "a value that takes more to be judged".to_owned())
}

/// A keyword that does not hold.
pub(super) fn fail(
    out: Out<'_>,
    at: &At<'_>,
    rule: &'static str,
    place: Place,
    limit: impl FnOnce() -> String,
    found: impl FnOnce() -> String,
) -> bool {
    if let Some(out) = out {
        out.add(at, rule, limit(), found(), place);
    }
    false
}

/// A value in a few words: a scalar as it is, of others what they are.
pub(super) fn brief(value: &Value) -> String {
    match value {
        Value::Array(items) => format!("an array of length {}", items.len()),
        Value::Object(members) if members.is_empty() => "an empty object".to_owned(),
        Value::Object(members) => format!("an object of size {}", members.len()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => crate::json::to_string(value),
    }
}
