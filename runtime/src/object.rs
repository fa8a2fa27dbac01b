//! Objects: what every generated struct is written, checked and shown by.
//!
//! A struct lists its members once, as values beside a table ([`Encode::parts`]). `encode`, `check` and `Debug` are one
//! function each over that list, which is not generic: this is what keeps a large client quick to compile.

mod member;

use std::fmt;

pub use member::{Check, Held, Member, pairs, position};

use crate::check::{Place, RequiredSets, Rule, Validate, Violations};
use crate::codec::Encode;
use crate::json::{ExtraFields, Writer};
use crate::pointer::{At, Step};
use crate::schema::Schema;
use crate::value::{Map, Value};

/// What is known of an object beside its values.
#[derive(Debug)]
pub struct Table {
    pub members: &'static [Member],
    /// Sets of members of which one must be there whole.
    pub sets: &'static [&'static RequiredSets],
    pub others: Others,
    /// The schema.
    pub place: Place,
    /// What else holds of the object as JSON.
    pub also: Option<&'static Schema>,
    /// Those of the members that are checked, a bit for each; nothing where there are more members than bits, or one
    /// that has no field. Most members of most objects have no rule, and none of them has to be looked at.
    checked: Option<u64>,
}

impl Table {
    /// A table of these members, without rules.
    pub const fn new(members: &'static [Member], place: Place) -> Self {
        Self { members, sets: &[], others: Others::Free, place, also: None, checked: checked(members) }
    }

    /// At least one of the sets must be there whole, of each of these.
    #[must_use]
    pub const fn sets(mut self, sets: &'static [&'static RequiredSets]) -> Self {
        self.sets = sets;
        self
    }

    /// What members may be there that are not named.
    #[must_use]
    pub const fn others(mut self, others: Others) -> Self {
        self.others = others;
        self
    }

    /// The object as JSON is valid against a schema.
    #[must_use]
    pub const fn also(mut self, schema: &'static Schema) -> Self {
        self.also = Some(schema);
        self
    }
}

/// What is checked of members that an object does not name.
#[derive(Clone, Copy, Debug)]
pub enum Others {
    Free,
    /// There should be none.
    Forbidden,
    /// They are checked as a map.
    By(&'static Rule),
}

/// What is called with the table of an object, its values in the order of the table, and what it does not name.
pub type Parts<'w> = &'w mut dyn FnMut(&'static Table, &[&dyn Validate], &dyn Extra);

/// Members that an object does not name.
pub trait Extra: ExtraFields + Validate {
    /// Calls `each` for the name of every one.
    fn names(&self, each: &mut dyn FnMut(&str));
}

impl<T: Validate> Extra for Map<T> {
    fn names(&self, each: &mut dyn FnMut(&str)) {
        self.keys().for_each(|name| each(name));
    }
}

impl Extra for () {
    fn names(&self, _: &mut dyn FnMut(&str)) {}
}

/// The members that are checked, a bit for each.
const fn checked(members: &[Member]) -> Option<u64> {
    if members.len() > u64::BITS as usize {
        return None;
    }
    let (mut bits, mut at) = (0, 0);
    while at < members.len() {
        if !members[at].is_field() {
            return None;
        }
        if is_checked(&members[at]) {
            bits |= 1 << at;
        }
        at += 1;
    }
    Some(bits)
}

/// Whether a member has a value that may be wrong.
const fn is_checked(member: &Member) -> bool {
    match member.check() {
        Check::Own | Check::By(_) => true,
        Check::Nothing | Check::Spelled(_) => false,
    }
}

/// Whether nothing is left to be asked of an object whose members are valid.
#[inline(always)]
pub fn is_told_by_members(table: &Table, extra: &impl Extra) -> bool {
    table.also.is_none() && table.sets.is_empty() && extra.is_empty()
}

/// Checks an object, all but what its schema says of it as JSON.
pub(crate) fn check(table: &Table, parts: &[&dyn Validate], extra: &dyn Extra, at: &At<'_>, out: &mut Violations) {
    match table.checked {
        Some(mut bits) => {
            while bits != 0 {
                let index = bits.trailing_zeros() as usize;
                bits &= bits - 1;
                if let (Some(member), Some(value)) = (table.members.get(index), parts.get(index)) {
                    check_member(member, *value, at, out);
                }
            }
        }
        None => check_one_by_one(table, parts, at, out),
    }
    if !table.sets.is_empty() {
        check_sets(table, parts, at, out);
    }
    if !extra.is_empty() {
        check_extra(table, extra, at, out);
    }
}

/// Checks the members of an object that has too many for bits. This and what follows is apart from what every object
/// goes through, which then needs fewer registers.
#[inline(never)]
fn check_one_by_one(table: &Table, parts: &[&dyn Validate], at: &At<'_>, out: &mut Violations) {
    for (member, value) in pairs(table.members, parts).filter(|(member, _)| is_checked(member)) {
        value.into_iter().for_each(|value| check_member(member, value, at, out));
    }
}

/// Checks a member that is to be checked. What is absent is, too: it says so itself, and to ask it first takes a call
/// more for all that is there.
#[inline]
fn check_member(member: &Member, value: &dyn Validate, at: &At<'_>, out: &mut Violations) {
    let rule = if let Check::By(rule) = member.check() { rule } else { &Rule::NESTED };
    let at = at.child(Step::Key(member.name()));
    match rule.also {
        None => value.check(rule, &at, out),
        Some(_) => value.judge(rule, &at, out),
    }
}

/// Members that the object does not name.
#[inline(never)]
fn check_extra(table: &Table, extra: &dyn Extra, at: &At<'_>, out: &mut Violations) {
    let known = |name: &str| table.members.iter().any(|member| member.name() == name);
    extra.names(&mut |name| {
        if known(name) {
            out.add(&at.child(Step::Key(name)), "type", "not null", "null", table.place);
        }
    });
    match table.others {
        Others::Free => {}
        Others::Forbidden => extra.names(&mut |name| {
            if !known(name) {
                out.add(
                    &at.child(Step::Key(name)),
                    "additionalProperties",
                    "no member of this name",
                    "one",
                    table.place,
                );
            }
        }),
        Others::By(rule) => extra.check(rule, at, out),
    }
}

/// Rules over several members.
#[inline(never)]
fn check_sets(table: &Table, parts: &[&dyn Validate], at: &At<'_>, out: &mut Violations) {
    let present = |name: &&str| {
        let mut found = pairs(table.members, parts).filter(|(member, _)| member.name() == *name);
        let there = |value: Option<&dyn Validate>| value.is_none_or(|value| !value.is_absent());
        found.next().is_none_or(|(member, value)| member.is_required() || there(value))
    };
    for rule in table.sets {
        out.required_sets(at, rule, &present);
    }
}

/// Shows an object by the names of the wire; absent members are left out, secrets are `[redacted]`.
///
/// # Errors
/// When the formatter fails.
pub fn debug(value: &dyn Encode, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut writer = Writer::redacted();
    value.encode(&mut writer);
    match crate::json::from_slice::<Value>(&writer.into_bytes()) {
        Ok(Value::Object(members)) => {
            let mut shown = f.debug_struct(name);
            members.iter().for_each(|(key, value)| {
                shown.field(key, &Shown(value));
            });
            shown.finish()
        }
        Ok(_) | Err(_) => f.debug_struct(name).finish_non_exhaustive(),
    }
}

/// A value as a reader of Rust wants it.
struct Shown<'v>(&'v Value);

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Value::Null => f.write_str("null"),
            Value::Bool(value) => write!(f, "{value}"),
            Value::Number(number) => write!(f, "{number}"),
            Value::String(text) if text == REDACTED => f.write_str(REDACTED),
            Value::String(text) => write!(f, "{text:?}"),
            Value::Array(items) => f.debug_list().entries(items.iter().map(Shown)).finish(),
            Value::Object(members) => {
                f.debug_map().entries(members.iter().map(|(key, value)| (key, Shown(value)))).finish()
            }
        }
    }
}

/// What stands for a secret.
pub(crate) const REDACTED: &str = "[redacted]";
