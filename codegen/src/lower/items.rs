//! Items of arrays, values of maps and variants that cannot be generated yet: each is an error at its place.

use super::Context;
use crate::diagnostic::Diagnostic;
use crate::ir::{Additional, SchemaId, Shape};
use crate::source::Span;

/// Judges every schema that is lowered.
pub(super) fn judge(cx: &mut Context<'_, '_>) {
    for index in 0..cx.count() {
        let id = SchemaId(index);
        let Some((span, inner)) = cx.lowered(id).map(|schema| (schema.span, items(&schema.shape))) else {
            continue;
        };
        if inner.into_iter().any(|inner| matches!(cx.shape(target(cx, inner)), Some(Shape::Bool(Some(_))))) {
            let help = "describe the items as values of any kind, or as objects that have the boolean as a member";
            unsupported(cx, span, "`x-accept-values` of items, of values of a map or of one of several types", help);
        }
    }
}

/// The schemas of what an array, a map, an object with undeclared members or a union holds.
fn items(shape: &Shape) -> Vec<SchemaId> {
    match shape {
        Shape::Array(array) => vec![array.items],
        Shape::Map(map) => vec![map.values],
        Shape::Tuple(tuple) => tuple.items.clone(),
        Shape::Union(union) => union.variants.iter().map(|variant| variant.schema).collect(),
        Shape::Object(object) => match object.additional {
            Additional::Schema(values) => vec![values],
            Additional::Any | Additional::None => Vec::new(),
        },
        Shape::Any
        | Shape::Null
        | Shape::Bool(_)
        | Shape::Integer(_)
        | Shape::Number(_)
        | Shape::String(_)
        | Shape::Enum(_)
        | Shape::Ref(_) => Vec::new(),
    }
}

/// The schema behind any number of references.
fn target(cx: &Context<'_, '_>, id: SchemaId) -> SchemaId {
    let mut at = id;
    for _ in 0..cx.count() {
        match cx.shape(at) {
            Some(Shape::Ref(next)) => at = *next,
            _ => break,
        }
    }
    at
}

fn unsupported(cx: &mut Context<'_, '_>, span: Span, what: &str, help: &str) {
    cx.out.push(Diagnostic::error("unsupported", span, format!("{what} cannot be generated yet")).help(help));
}
