//! Keywords about objects.

use super::walk::{Notes, Out, Spot, Walk, fail};
use super::{Keyword, Members, Schema};
use crate::check::{Match, Place};
use crate::pointer::{At, Step};
use crate::value::{Map, Value};

/// Keywords of other groups hold here.
pub(super) fn judge<'v>(
    walk: &mut Walk,
    keyword: &'static Keyword,
    place: Place,
    (members, spot): (&'v Map, Spot<'v, '_>),
    mut out: Out<'_>,
    mut seen: Notes<'_, 'v>,
) -> bool {
    let (size, at) = (members.len() as u64, spot.at);
    match keyword {
        Keyword::MinProperties(least) => {
            size >= *least || fail(out, at, "minProperties", place, || least.to_string(), || size.to_string())
        }
        Keyword::MaxProperties(most) => {
            size <= *most || fail(out, at, "maxProperties", place, || most.to_string(), || size.to_string())
        }
        Keyword::Required(names) => required(names, None, place, (members, at), out),
        Keyword::Members(table) => table.judge(walk, place, (members, at), out, seen),
        Keyword::PropertyNames(schema) => property_names(walk, schema, place, (members, at), out),
        Keyword::DependentRequired(table) => {
            let mut holds = true;
            for (name, names) in table.iter().filter(|(name, _)| members.contains_key(*name)) {
                holds &= required(names, Some(name), place, (members, at), out.as_deref_mut());
            }
            holds
        }
        Keyword::DependentSchemas(table) => {
            let mut holds = true;
            for (name, schema) in table.iter().filter(|(name, _)| members.contains_key(*name)) {
                let known = out.as_deref().map_or(0, |out| out.len());
                holds &= walk.apply(schema, spot, out.as_deref_mut(), seen.as_deref_mut());
                if let Some(out) = out.as_deref_mut() {
                    out.asked_for(known, &[name]);
                }
            }
            holds
        }
        Keyword::UnevaluatedProperties(schema) => {
            let is_new = |name: &&'v String| !seen.as_deref().is_some_and(|seen| seen.has_member(name));
            let left: Vec<&'v String> = members.keys().filter(is_new).collect();
            let mut holds = true;
            for name in left {
                holds &= rest(
                    walk,
                    schema,
                    ("unevaluatedProperties", place),
                    (name, &members[name], at),
                    out.as_deref_mut(),
                );
                if let Some(seen) = seen.as_deref_mut() {
                    seen.member(name);
                }
            }
            holds
        }
        _ => true,
    }
}

fn required(
    names: &'static [&'static str],
    // The member that demands them.
    by: Option<&str>,
    place: Place,
    (members, at): (&Map, &At<'_>),
    out: Out<'_>,
) -> bool {
    let is_missing = |name: &&&str| !members.contains_key(**name);
    if !names.iter().any(|name| is_missing(&name)) {
        return true;
    }
    let missing = || names.iter().filter(is_missing).copied().collect::<Vec<_>>().join(", no ");
    let rule = if by.is_some() { "dependentRequired" } else { "required" };
    let limit = || match by {
        Some(by) => format!("{} beside {by}", names.join(" and ")),
        None => names.join(" and "),
    };
    fail(out, at, rule, place, limit, || format!("no {}", missing()))
}

impl Members {
    fn judge<'v>(
        &'static self,
        walk: &mut Walk,
        place: Place,
        (members, at): (&'v Map, &At<'_>),
        mut out: Out<'_>,
        mut seen: Notes<'_, 'v>,
    ) -> bool {
        let mut holds = true;
        for (name, value) in members {
            let mut known = false;
            let child = at.child(Step::Key(name));
            let spot = Spot { value, at: &child };
            if let Ok(index) = self.named.binary_search_by(|(named, _)| (*named).cmp(name.as_str())) {
                known = true;
                holds &= walk.apply(self.named[index].1, spot, out.as_deref_mut(), None);
            }
            for (pattern, schema) in self.patterns {
                match pattern.find(name) {
                    Match::No => continue,
                    Match::Yes => holds &= walk.apply(schema, spot, out.as_deref_mut(), None),
                    Match::TooCostly => {
                        let found = || "a name on which it takes too long".to_owned();
                        let limit = || pattern.source.to_owned();
                        holds = fail(out.as_deref_mut(), &child, "patternProperties", pattern.place, limit, found);
                    }
                }
                known = true;
            }
            if let (false, Some(schema)) = (known, self.rest) {
                known = true;
                let rule = ("additionalProperties", place);
                holds &= rest(walk, schema, rule, (name, value, at), out.as_deref_mut());
            }
            if let (true, Some(seen)) = (known, seen.as_deref_mut()) {
                seen.member(name);
            }
            if !holds && out.is_none() {
                return false;
            }
        }
        holds
    }
}

/// A member that only a schema for the rest speaks of; where none may be, that is what is said.
fn rest(
    walk: &mut Walk,
    schema: &'static Schema,
    (rule, place): (&'static str, Place),
    (name, value, at): (&str, &Value, &At<'_>),
    out: Out<'_>,
) -> bool {
    let child = at.child(Step::Key(name));
    if schema.is_never() {
        return fail(out, &child, rule, place, || "no member of this name".to_owned(), || "one".to_owned());
    }
    walk.apply(schema, Spot { value, at: &child }, out, None)
}

fn property_names(
    walk: &mut Walk,
    schema: &'static Schema,
    place: Place,
    (members, at): (&Map, &At<'_>),
    mut out: Out<'_>,
) -> bool {
    let mut holds = true;
    for name in members.keys() {
        let value = Value::String(name.clone());
        let spot = Spot { value: &value, at: &At::ROOT };
        let said = walk.apart(|walk| {
            if walk.tries(schema, spot, None) {
                return None;
            }
            let found = out.as_deref().map(|out| walk.describe(schema, spot, out));
            let first = found.iter().flat_map(|found| found.iter()).next();
            Some(first.map_or_else(String::new, |first| first.demand()))
        });
        if let Some(said) = said {
            let child = at.child(Step::Key(name));
            holds = fail(out.as_deref_mut(), &child, "propertyNames", place, || said, || format!("{name:?}"));
            if out.is_none() {
                return false;
            }
        }
    }
    holds
}
