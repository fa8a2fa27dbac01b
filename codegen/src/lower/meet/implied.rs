//! Limits that a merge leaves out, since another part says more.
//!
//! Guaranteed: a limit is kept here only beside the one that stands for it; what is merged in another way is not told of.

use crate::ir::{Bound, Located, Shape};
use crate::lower::Context;
use crate::source::Span;

/// A limit of a shape: the keyword, what it says where only the same text says as much, and its place.
type Limit<'s> = (&'static str, &'s str, Span);

/// Keeps for each limit of the parts that is not one of the whole the limit of the whole that stands for it.
pub(super) fn note(cx: &mut Context<'_, '_>, parts: [&Shape; 2], whole: &Shape) {
    let kept = limits(whole);
    for (keyword, text, span) in parts.iter().flat_map(|part| limits(part)) {
        let same = |limit: &&Limit<'_>| limit.0 == keyword && limit.1 == text && limit.2 != span;
        if let Some((.., kept)) = kept.iter().find(same) {
            cx.arena.implied.push((span, *kept));
        }
    }
}

/// Of `pattern`, `format` and `multipleOf` only the same words say as much.
fn limits(shape: &Shape) -> Vec<Limit<'_>> {
    match shape {
        Shape::Integer(shape) => numbers(&shape.minimum, &shape.maximum, &shape.multiple_of, &shape.format),
        Shape::Number(shape) => numbers(&shape.minimum, &shape.maximum, &shape.multiple_of, &shape.format),
        Shape::String(shape) => {
            let pattern = shape.pattern.as_ref().map(|pattern| ("pattern", pattern.source.as_str(), pattern.span));
            let lengths = [count("minLength", &shape.min_length), count("maxLength", &shape.max_length)];
            lengths.into_iter().chain([pattern, text("format", &shape.format)]).flatten().collect()
        }
        Shape::Array(shape) => {
            let unique = shape.unique.map(|span| ("uniqueItems", "", span));
            [count("minItems", &shape.min), count("maxItems", &shape.max), unique].into_iter().flatten().collect()
        }
        Shape::Map(shape) => {
            [count("minProperties", &shape.min), count("maxProperties", &shape.max)].into_iter().flatten().collect()
        }
        Shape::Any
        | Shape::Null
        | Shape::Bool(_)
        | Shape::Enum(_)
        | Shape::Tuple(_)
        | Shape::Object(_)
        | Shape::Union(_)
        | Shape::Ref(_) => Vec::new(),
    }
}

fn numbers<'s>(
    minimum: &Option<Bound>,
    maximum: &Option<Bound>,
    multiple_of: &'s Option<Located<String>>,
    format: &'s Option<Located<String>>,
) -> Vec<Limit<'s>> {
    let bound = |keyword, bound: &Option<Bound>| bound.as_ref().map(|bound| (keyword, "", bound.span));
    let bounds = [bound("minimum", minimum), bound("maximum", maximum)];
    bounds.into_iter().chain([text("multipleOf", multiple_of), text("format", format)]).flatten().collect()
}

fn count(keyword: &'static str, limit: &Option<Located<u64>>) -> Option<Limit<'static>> {
    limit.as_ref().map(|limit| (keyword, "", limit.span))
}

fn text<'s>(keyword: &'static str, limit: &'s Option<Located<String>>) -> Option<Limit<'s>> {
    limit.as_ref().map(|limit| (keyword, limit.value.as_str(), limit.span))
}
