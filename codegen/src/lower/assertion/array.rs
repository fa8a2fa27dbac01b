//! Assertions about arrays: tuples of either dialect are `prefixItems` with `items` for the rest.

use super::{Found, Part, is_schema};
use crate::document::{Kind, Node};
use crate::ir::Keyword;
use crate::lower::Context;

pub(super) fn keywords(cx: &mut Context<'_, '_>, part: &Part<'_, '_>, found: &mut Found) {
    if let Some(limit) = part.count("minItems").filter(|limit| limit.value > 0) {
        found.add(Keyword::MinItems(limit.value), limit.span);
    }
    if let Some(limit) = part.count("maxItems") {
        found.add(Keyword::MaxItems(limit.value), limit.span);
    }
    if let Some(member) = part.member("uniqueItems").filter(|member| member.value.as_bool() == Some(true)) {
        found.add(Keyword::UniqueItems, member.key_span);
    }
    items(cx, part, found);
    if let Some((schema, span)) = part.schema(cx, "contains") {
        let limit = |key| crate::lower::limits::count(part.node, key).map(|limit| limit.value);
        let (min, max) = (limit("minContains").unwrap_or(1), limit("maxContains"));
        found.add(Keyword::Contains { schema, min, max }, span);
    }
}

fn items(cx: &mut Context<'_, '_>, part: &Part<'_, '_>, found: &mut Found) {
    // Before 2020-12 a tuple was a list under `items`, and `additionalItems` was what comes behind.
    let tuple = part.get("items").filter(|items| matches!(items.kind, Kind::Array(_)));
    let (first, rest) = if tuple.is_some() { ("items", "additionalItems") } else { ("prefixItems", "items") };
    if let Some((schemas, span)) = part.schemas(cx, first) {
        found.add(Keyword::PrefixItems(schemas), span);
    }
    let from = part.node.get(first).map(Node::items).unwrap_or_default().len();
    // `additionalItems` beside no tuple says nothing.
    let of_a_tuple = rest == "items" || tuple.is_some();
    let member = part.node.member(rest).filter(|member| of_a_tuple && is_schema(&member.value));
    if let Some(member) = member.filter(|_| part.counts("items")) {
        found.add(Keyword::Items(from, cx.assertion_at(&part.pointer.child(rest))), member.key_span);
    }
}
