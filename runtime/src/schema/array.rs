//! Keywords about arrays.

use std::collections::HashSet;

use super::walk::{Notes, Out, Spot, Walk, fail};
use super::{Keyword, Schema, literal};
use crate::check::Place;
use crate::pointer::{At, Step};
use crate::value::Value;

/// Keywords of other groups hold here.
pub(super) fn judge<'v>(
    walk: &mut Walk,
    keyword: &'static Keyword,
    place: Place,
    (items, at): (&'v [Value], &At<'_>),
    out: Out<'_>,
    mut seen: Notes<'_, 'v>,
) -> bool {
    let size = items.len() as u64;
    match keyword {
        Keyword::MinItems(least) => {
            size >= *least || fail(out, at, "minItems", place, || least.to_string(), || size.to_string())
        }
        Keyword::MaxItems(most) => {
            size <= *most || fail(out, at, "maxItems", place, || most.to_string(), || size.to_string())
        }
        Keyword::UniqueItems => match repeated(items) {
            None => true,
            Some(index) => {
                let found = || "an item that came before".to_owned();
                fail(out, &at.child(Step::Index(index)), "uniqueItems", place, || "true".to_owned(), found)
            }
        },
        Keyword::PrefixItems(schemas) => {
            if let Some(seen) = seen {
                seen.items_until(schemas.len());
            }
            each(walk, schemas.iter().copied().zip(items).enumerate(), at, out)
        }
        Keyword::Items(from, schema) => {
            if let Some(seen) = seen {
                seen.items_until(items.len());
            }
            each(walk, items.iter().map(|item| (*schema, item)).enumerate().skip(*from), at, out)
        }
        Keyword::UnevaluatedItems(schema) => {
            let left = items
                .iter()
                .enumerate()
                .filter(|(index, _)| !seen.as_deref().is_some_and(|seen| seen.has_item(*index)));
            let left: Vec<_> = left.map(|(index, item)| (index, (*schema, item))).collect();
            if let Some(seen) = seen.as_deref_mut() {
                seen.items_until(items.len());
            }
            each(walk, left.into_iter(), at, out)
        }
        Keyword::Contains { .. } => contains(walk, keyword, place, (items, at), out, seen),
        _ => true,
    }
}

fn each<'v>(
    walk: &mut Walk,
    parts: impl Iterator<Item = (usize, (&'static Schema, &'v Value))>,
    at: &At<'_>,
    mut out: Out<'_>,
) -> bool {
    let mut holds = true;
    for (index, (schema, value)) in parts {
        let spot = Spot { value, at: &at.child(Step::Index(index)) };
        holds &= walk.apply(schema, spot, out.as_deref_mut(), None);
        if !holds && out.is_none() {
            return false;
        }
    }
    holds
}

fn contains<'v>(
    walk: &mut Walk,
    keyword: &'static Keyword,
    place: Place,
    (items, at): (&'v [Value], &At<'_>),
    out: Out<'_>,
    mut seen: Notes<'_, 'v>,
) -> bool {
    let Keyword::Contains { schema, min, max } = keyword else { return true };
    let mut count = 0;
    for (index, value) in items.iter().enumerate() {
        if walk.tries(schema, Spot { value, at }, None) {
            count += 1;
            match seen.as_deref_mut() {
                Some(seen) => seen.item(index),
                None if max.is_none() && count >= *min => return true,
                None => {}
            }
        }
    }
    if count < *min {
        let limit = || format!("at least {min} items that `contains` describes");
        let rule = if *min == 1 { "contains" } else { "minContains" };
        return fail(out, at, rule, place, limit, || format!("{count} of {}", items.len()));
    }
    match max {
        Some(most) if count > *most => {
            let limit = || format!("at most {most} items that `contains` describes");
            fail(out, at, "maxContains", place, limit, || format!("{count} of {}", items.len()))
        }
        Some(_) | None => true,
    }
}

/// The first item that equals one before it; of a long array by texts, so that the time grows with its length.
fn repeated(items: &[Value]) -> Option<usize> {
    if items.len() <= 16 {
        return (1..items.len()).find(|&i| items[..i].iter().any(|item| literal::same(item, &items[i])));
    }
    let mut seen = HashSet::with_capacity(items.len());
    items.iter().position(|item| {
        let mut text = String::new();
        literal::canonical(item, &mut text);
        !seen.insert(text)
    })
}
