//! Schemas made of schemas: `allOf`, `anyOf`, `oneOf`, `not`, `if`.

use super::seen::Seen;
use super::walk::{Notes, Out, Spot, Walk, brief, fail};
use super::{Keyword, Schema};
use crate::check::{NOT, Place, Violations};

/// Keywords of other groups hold here.
pub(super) fn judge<'v>(
    walk: &mut Walk,
    keyword: &'static Keyword,
    place: Place,
    spot: Spot<'v, '_>,
    mut out: Out<'_>,
    mut seen: Notes<'_, 'v>,
) -> bool {
    match keyword {
        Keyword::AllOf(parts) => {
            let mut holds = true;
            for part in *parts {
                holds &= walk.apply(part, spot, out.as_deref_mut(), seen.as_deref_mut());
                if !holds && out.is_none() {
                    return false;
                }
            }
            holds
        }
        Keyword::AnyOf(branches) => match holding(walk, branches, spot, seen, 1) {
            0 => none(walk, branches, ("anyOf", place), spot, out),
            _ => true,
        },
        Keyword::OneOf(branches) => match holding(walk, branches, spot, seen, 2) {
            0 => none(walk, branches, ("oneOf", place), spot, out),
            1 => true,
            _ => {
                let limit = || format!("valid against exactly one of {} schemas", branches.len());
                fail(out, spot.at, "oneOf", place, limit, || "a value of several of them".to_owned())
            }
        },
        Keyword::Not(schema) => match schema.keywords {
            _ if !walk.tries(schema, spot, None) => true,
            [(Keyword::Required(names), _)] => {
                let all = || names.join(" and ");
                let together = if names.len() > 1 { " together" } else { "" };
                fail(out, spot.at, "not", place, || all() + together, all)
            }
            _ => fail(out, spot.at, "not", place, || NOT.to_owned(), || brief(spot.value)),
        },
        Keyword::If { condition, then, otherwise } => {
            let branch = if attempt(walk, condition, spot, seen.as_deref_mut()) { then } else { otherwise };
            let known = out.as_deref().map_or(0, |out| out.len());
            let holds = branch.is_none_or(|branch| walk.apply(branch, spot, out.as_deref_mut(), seen));
            if let (false, Some(out)) = (holds, out) {
                out.asked_for(known, &members_of(condition));
            }
            holds
        }
        _ => true,
    }
}

/// The members that a schema speaks of by name.
fn members_of(schema: &'static Schema) -> Vec<&'static str> {
    let mut names = Vec::new();
    for (keyword, _) in schema.keywords {
        match keyword {
            Keyword::Required(required) => names.extend(*required),
            Keyword::Members(members) => names.extend(members.named.iter().map(|(name, _)| *name)),
            _ => {}
        }
    }
    names.sort_unstable();
    names.dedup();
    names
}

/// Whether a branch holds; what it evaluates counts only then.
fn attempt<'v>(walk: &mut Walk, schema: &'static Schema, spot: Spot<'v, '_>, seen: Notes<'_, 'v>) -> bool {
    let Some(seen) = seen else { return walk.tries(schema, spot, None) };
    let mut own = Seen::default();
    let holds = walk.tries(schema, spot, Some(&mut own));
    if holds {
        seen.add(own);
    }
    holds
}

/// How many branches hold; counts no further than `enough` unless all that they evaluate is asked for.
fn holding<'v>(
    walk: &mut Walk,
    branches: &'static [&'static Schema],
    spot: Spot<'v, '_>,
    mut seen: Notes<'_, 'v>,
    enough: usize,
) -> usize {
    let mut count = 0;
    for branch in branches {
        count += usize::from(attempt(walk, branch, spot, seen.as_deref_mut()));
        if count == enough && (seen.is_none() || enough > 1) {
            break;
        }
    }
    count
}

/// Says that no branch holds: what is wrong with the only one that is about values of this type, or else what the
/// nearest of them asks for.
fn none(
    walk: &mut Walk,
    branches: &'static [&'static Schema],
    (rule, place): (&'static str, Place),
    spot: Spot<'_, '_>,
    out: Out<'_>,
) -> bool {
    let Some(out) = out else { return false };
    let word = if rule == "oneOf" { "exactly" } else { "at least" };
    let limit = format!("valid against {word} one of {} schemas", branches.len());
    // What describes a branch is not described by its own branches, or the text of it would grow without end.
    if walk.describing {
        return fail(Some(out), spot.at, rule, place, || limit, || brief(spot.value));
    }
    let here = spot.at.pointer();
    let found: Vec<Violations> = branches.iter().map(|branch| walk.describe(branch, spot, out)).collect();
    let of_another_type = |found: &Violations| found.iter().any(|v| v.rule == "type" && v.pointer == here);
    let mut near: Vec<Violations> = found.into_iter().filter(|found| !of_another_type(found)).collect();
    near.sort_by_key(|found| found.len());
    if near.len() == 1 {
        near.into_iter().for_each(|found| out.extend(found));
        return false;
    }
    let first = near.first().and_then(|found| found.first());
    let nearest = first.map(|first| {
        let place = first.pointer.strip_prefix(here.as_str()).filter(|rest| !rest.is_empty());
        format!(", the nearest of which says that {} {}", place.unwrap_or("it"), first.demand())
    });
    let limit = limit + nearest.as_deref().unwrap_or_default();
    fail(Some(out), spot.at, rule, place, || limit, || brief(spot.value))
}
