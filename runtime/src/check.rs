//! Rules of a schema that its Rust type does not enforce, and what is found against them.
//!
//! In: values and static rules. Out: every violation, each with its place in the value and in the spec.
//! Guaranteed: a valid value allocates nothing, but to tell objects or lists in a long list apart (`unique`) and to ask a
//! table of assertions about a typed value; what is inside a [`crate::Secret`] is never shown.

mod holder;
mod passes;
mod pattern;
mod rule;
mod sentence;
mod subject;
mod unique;
mod violation;

pub use crate::decimal::Divisor;
pub use passes::{judged, member, otherwise};
pub use pattern::{Engine, Match, Pattern, compile, compile_look_around, find, row};
pub use rule::{Bound, IntegerRule, ItemsRule, Kind, Limit, NumberRule, Place, RequiredSets, Rule, TextRule};
pub(crate) use sentence::{NOT, characters};
pub use violation::{Part, Violation, Violations};

use crate::codec::Encode;
use crate::json::{self, Writer};
use crate::object;
use crate::pointer::At;
use crate::schema::Schema;
use crate::value::Value;

/// The rule of a value whose own type knows what is to be checked.
pub const NESTED: &Rule = &Rule::NESTED;

/// Checks a value against the rules of its schema.
///
/// Generated types carry their own rules and ignore the one they are given, but for what it says of `null`.
pub trait Validate: Encode {
    /// Adds what is wrong with this value, which stands at `at`, to `out`; all but what [`Rule::also`] asks for.
    ///
    /// Unless said otherwise, as the object that its parts are: its members, rules over several of them, and what it
    /// does not name.
    fn check(&self, rule: &Rule, at: &At<'_>, out: &mut Violations) {
        let _ = rule;
        self.parts(&mut |table, parts, extra| {
            object::check(table, parts, extra, at, out);
            if let Some(schema) = table.also {
                out.also(at, self, schema);
            }
        });
    }

    /// Whether every value of the type is valid where a rule says nothing.
    fn is_plain() -> bool
    where
        Self: Sized,
    {
        false
    }

    /// Whether [`judge`](Self::judge) finds nothing, told in the quickest way.
    fn passes(&self, rule: &Rule) -> bool {
        judged(self, rule)
    }

    /// A number that is the same for values that are equal, where it is told at once; it tells the items of a list apart.
    fn fingerprint(&self) -> Option<u64> {
        None
    }

    /// Adds everything that is wrong with this value; what holds a value calls this for it.
    fn judge(&self, rule: &Rule, at: &At<'_>, out: &mut Violations) {
        self.check(rule, at, out);
        if let Some(schema) = rule.also {
            out.also(at, self, schema);
        }
    }

    /// Checks the value as a whole.
    ///
    /// # Errors
    /// Every violation, each with its JSON Pointer, the keyword, its limit and place in the spec.
    fn validate(&self) -> Result<(), Violations> {
        let mut out = Violations::default();
        out.look_into(self, &Rule::NESTED);
        if out.is_empty() { Ok(()) } else { Err(out) }
    }
}

impl Violations {
    /// Adds everything that is wrong with a value as a whole.
    pub(crate) fn look_into<T: Validate + ?Sized>(&mut self, value: &T, rule: &Rule) {
        if !value.passes(rule) {
            value.judge(rule, &At::ROOT, self);
        }
    }

    /// Checks a value, written as JSON, against a schema; a value that would not be written at all is not checked.
    pub fn also<T: Encode + ?Sized>(&mut self, at: &At<'_>, value: &T, schema: &'static Schema) {
        let known = self.len();
        self.asserted(at, value, schema);
        // What a rule of the type has said already is not said again by the words that it was made from.
        self.told_once(known);
    }

    fn asserted<T: Encode + ?Sized>(&mut self, at: &At<'_>, value: &T, schema: &'static Schema) {
        if let Some(value) = value.as_value() {
            return schema.check(value, at, self);
        }
        if value.is_absent() {
            return;
        }
        let mut writer = Writer::new(&[]);
        value.encode(&mut writer);
        // What is made of a secret is one.
        let hidden = at.hidden();
        let at = if writer.wrote_secret() { &hidden } else { at };
        match json::from_slice::<Value>(&writer.into_bytes()) {
            Ok(value) => schema.check(&value, at, self),
            Err(error) => self.add(at, "complexity", error.expected(), error.found(), Place::NONE),
        }
    }

    /// Checks that all members of at least one of the sets are there; `present` says it of a name.
    pub(crate) fn required_sets(&mut self, at: &At<'_>, rule: &'static RequiredSets, present: &dyn Fn(&&str) -> bool) {
        if !rule.sets.iter().any(|set| set.iter().all(present)) {
            let missing: Vec<&str> =
                rule.sets.iter().flat_map(|set| *set).filter(|name| !present(name)).copied().collect();
            self.add(
                at,
                rule.keyword,
                format!("an object with {rule}"),
                format!("no {}", missing.join(", no ")),
                rule.place,
            );
        }
    }
}
