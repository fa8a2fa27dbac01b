//! Schemas that lead back to themselves without a step into the value: what is only itself again says nothing.
//!
//! In: lowered schemas. Out: the same; a reference that closes a circle is any value, and a variant that does is none.
//! `check` has said so.

use crate::ir::{Schema, SchemaId, Shape, VariantShape};

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
}

/// Opens every circle.
pub(super) fn open(schemas: &mut [Schema]) {
    let mut states = vec![State::New; schemas.len()];
    for start in 0..schemas.len() {
        if states[start] != State::New {
            continue;
        }
        states[start] = State::Open;
        // Each with the branches that were not looked at yet.
        let mut way: Vec<(usize, Vec<SchemaId>)> = vec![(start, branches(&schemas[start].shape))];
        while let Some((at, rest)) = way.last_mut() {
            let (at, next) = (*at, rest.pop());
            match next.map(|next| (next, states[next.0])) {
                None => {
                    states[at] = State::Done;
                    way.pop();
                }
                Some((next, State::Open)) => cut(schemas, &way, next),
                Some((next, State::New)) => {
                    states[next.0] = State::Open;
                    way.push((next.0, branches(&schemas[next.0].shape)));
                }
                Some((_, State::Done)) => {}
            }
        }
    }
}

/// The schemas of the same value.
fn branches(shape: &Shape) -> Vec<SchemaId> {
    match shape {
        Shape::Ref(next) => vec![*next],
        Shape::Union(union) => union.variants.iter().rev().map(|variant| variant.schema).collect(),
        Shape::Any
        | Shape::Null
        | Shape::Bool(_)
        | Shape::Integer(_)
        | Shape::Number(_)
        | Shape::String(_)
        | Shape::Enum(_)
        | Shape::Array(_)
        | Shape::Tuple(_)
        | Shape::Object(_)
        | Shape::Map(_) => Vec::new(),
    }
}

/// Leaves out what leads back: the variant of the last union on the way, or else the reference.
fn cut(schemas: &mut [Schema], way: &[(usize, Vec<SchemaId>)], back: SchemaId) {
    let mut leads_on = back;
    for (at, _) in way.iter().rev() {
        if let Shape::Union(union) = &mut schemas[*at].shape {
            union.variants.retain(|variant| variant.schema != leads_on);
            match union.variants.as_slice() {
                [] => schemas[*at].shape = Shape::Any,
                [VariantShape { schema, .. }] => schemas[*at].shape = Shape::Ref(*schema),
                [_, _, ..] => {}
            }
            return;
        }
        leads_on = SchemaId(*at);
        if leads_on == back {
            break;
        }
    }
    schemas[back.0].shape = Shape::Any;
}
