//! Values that came out as [`Value`](crate::plan::RustType::Value) though their schema says more.
//!
//! In: the schemas of a document and the types that hold them. Out: each member, item, parameter or body of this kind,
//! with the reason. Guaranteed: a schema that says nothing is none; one behind a reference counts wherever it is used.

use super::book::Book;
use super::walk::Place;
use super::{name, value, words};
use crate::document::{Kind, Node};
use crate::plan::{RustType, TypeItem};
use crate::reference;

/// A value without a type of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Untyped {
    /// Of its schema, as in the ledger.
    pub place: String,
    pub reason: &'static str,
}

pub(super) fn census(book: &Book<'_>) -> Vec<Untyped> {
    let one = |place: &Place<'_>| {
        let reason = reason(book, place)?;
        Some(Untyped { place: name(book.document, &place.pointer), reason })
    };
    book.places.list.iter().filter_map(one).collect()
}

fn reason(book: &Book<'_>, place: &Place<'_>) -> Option<&'static str> {
    let node = place.node;
    let held = book.held(node);
    let any = |is: &dyn Fn(&RustType) -> bool| held.iter().any(|held| is(&held.ty));
    if any(&is_value) {
        let said = value::target(book, node);
        return (is_position(place) && says_more(said)).then(|| why(book, said));
    }
    let list = |ty: &RustType| matches!(peel(ty), RustType::Vec(item) if is_value(item));
    let is_list = node.get("items").is_some_and(|items| matches!(items.kind, Kind::Array(_)));
    if (node.get("prefixItems").is_some() || is_list) && any(&list) {
        return Some("a tuple that is too long, or has no end");
    }
    let map = |ty: &RustType| match (peel(ty), book.item(peel(ty))) {
        (RustType::Map(of), _) => is_value(of),
        (_, Some(TypeItem::Struct(item))) => item.extra.as_ref().is_some_and(|extra| is_value(&extra.ty)),
        (_, _) => false,
    };
    let patterns = node.get("patternProperties").map(Node::members).unwrap_or_default();
    (patterns.iter().any(|m| says_more(value::target(book, &m.value))) && any(&map)).then_some("members by pattern")
}

fn peel(ty: &RustType) -> &RustType {
    match ty {
        RustType::Option(inner) | RustType::Secret(inner) | RustType::Boxed(inner) => peel(inner),
        other => other,
    }
}

fn is_value(ty: &RustType) -> bool {
    matches!(peel(ty), RustType::Value)
}

/// Whether a value stands here, and not only a schema that others are made of.
fn is_position(place: &Place<'_>) -> bool {
    let tokens: Vec<&str> = place.pointer.tokens().iter().rev().map(String::as_str).collect();
    match *tokens.as_slice() {
        ["schema" | "itemSchema" | "items" | "additionalProperties" | "x-credential", ..] => true,
        [_, "properties" | "prefixItems", ..] => true,
        [_, "items", ..] => true,
        [_, _, ..] | [_] | [] => false,
    }
}

/// Whether a schema says anything of its values.
fn says_more(node: &Node) -> bool {
    const PARTS: &[&str] =
        &["allOf", "properties", "items", "prefixItems", "patternProperties", "additionalProperties"];
    let parts = node.members().iter().filter(|member| PARTS.contains(&&*member.key));
    let empty = |node: &Node| node.members().is_empty() && node.items().is_empty();
    node.as_bool() == Some(false)
        || words::constraints(node).iter().any(|constraint| asserts(&constraint.member.key))
        || parts.into_iter().any(|member| !empty(&member.value))
}

fn asserts(key: &str) -> bool {
    !["readOnly", "writeOnly", "contentMediaType", "contentSchema"].contains(&key)
}

fn why(book: &Book<'_>, node: &Node) -> &'static str {
    let anything =
        |branch: &Node| !says_more(value::target(book, branch)) && reference::of(value::target(book, branch)).is_none();
    let branches = |key: &str| node.get(key).map(Node::items).unwrap_or_default();
    let union: Vec<&Node> = branches("oneOf").iter().chain(branches("anyOf")).collect();
    let has = |keys: &[&str]| keys.iter().any(|key| node.get(key).is_some());
    match () {
        () if node.as_bool() == Some(false) => "nothing is allowed",
        () if union.iter().any(|branch| anything(branch)) => "one of several schemas lets anything in",
        () if !union.is_empty() => "one of several schemas that have no type",
        () if has(&["enum", "const"]) => "listed values that are no scalars",
        () if has(&["type", "allOf", "properties"]) => "parts that contradict each other, or have no type",
        () if has(&["not", "if"]) => "no type, only `not` or `if`",
        () => "no type, only limits",
    }
}
