//! Schemas as assertions: every keyword that says which values are valid.
//!
//! In: the place of a schema. Out: its [`Assertion`], and those of all that it is made of. Guaranteed: each schema is
//! lowered once, from a list of work and not by recursion; both idioms, of 3.0 and of 2020-12, are read whatever the
//! version; `discriminator`, `readOnly` and `writeOnly` assert nothing by themselves.

mod array;
mod object;

use std::collections::BTreeMap;

use super::{Context, compose, ecma, limits};
use crate::check::Version;
use crate::document::{Kind, Member, Node};
use crate::ir::{Assertion, AssertionId, Keyword, Located, Type};
use crate::pointer::Pointer;
use crate::source::Span;

/// What is known of assertions while lowering.
#[derive(Debug, Default)]
pub(super) struct Assertions {
    /// In the order in which they were asked for; the first `done` are lowered.
    asked: Vec<(Pointer, Option<Vec<String>>)>,
    by_place: BTreeMap<(Pointer, Option<Vec<String>>), AssertionId>,
}

/// Keywords that speak of what others beside them say.
const OF_THE_WHOLE: [&str; 2] = ["unevaluatedItems", "unevaluatedProperties"];

impl Context<'_, '_> {
    /// The whole schema at a place, as assertions.
    pub(crate) fn assertion_at(&mut self, pointer: &Pointer) -> AssertionId {
        self.assertion(pointer.clone(), None)
    }

    /// Some keywords of the schema at a place, with whole schemas below them. One that depends on all its siblings
    /// (`unevaluatedProperties`) brings them along.
    pub(crate) fn assertion_of(&mut self, pointer: &Pointer, keywords: &[&str]) -> AssertionId {
        let whole = keywords.iter().any(|keyword| OF_THE_WHOLE.contains(keyword));
        let mut only: Vec<String> = keywords.iter().map(|keyword| (*keyword).to_owned()).collect();
        only.sort_unstable();
        only.dedup();
        self.assertion(pointer.clone(), (!whole).then_some(only))
    }

    fn assertion(&mut self, pointer: Pointer, only: Option<Vec<String>>) -> AssertionId {
        let known = &mut self.assertions;
        let id = AssertionId(known.asked.len());
        let id = *known.by_place.entry((pointer.clone(), only.clone())).or_insert(id);
        if id.0 == known.asked.len() {
            known.asked.push((pointer, only));
        }
        id
    }
}

/// Lowers everything that was asked for, and what that asks for.
pub(super) fn assertions(cx: &mut Context<'_, '_>) -> Vec<Assertion> {
    let mut lowered = Vec::new();
    while let Some((pointer, only)) = cx.assertions.asked.get(lowered.len()).cloned() {
        let Some(node) = cx.node(&pointer) else {
            let span = cx.spec.document.root().span;
            // What stands nowhere is made of what does: all of it holds.
            let places = cx.parts_at(&pointer).into_iter();
            let parts: Vec<AssertionId> = places.map(|part| cx.assertion(part, only.clone())).collect();
            let all = (!parts.is_empty()).then_some(Located { value: Keyword::AllOf(parts), span });
            lowered.push(Assertion { pointer, span, only, keywords: all.into_iter().collect() });
            continue;
        };
        let keywords = lower_assertion(cx, &Part { pointer: &pointer, node, only: only.as_deref() });
        lowered.push(Assertion { span: node.span, pointer, only, keywords });
    }
    lowered
}

/// A schema of which some keywords count.
struct Part<'n, 'p> {
    pointer: &'p Pointer,
    node: &'n Node,
    only: Option<&'p [String]>,
}

impl<'n> Part<'n, '_> {
    fn counts(&self, key: &str) -> bool {
        self.only.is_none_or(|only| only.iter().any(|one| one == key))
    }

    fn member(&self, key: &str) -> Option<&'n Member> {
        self.node.member(key).filter(|_| self.counts(key))
    }

    fn get(&self, key: &str) -> Option<&'n Node> {
        self.member(key).map(|member| &member.value)
    }

    /// The schema under a keyword.
    fn schema(&self, cx: &mut Context<'_, '_>, key: &str) -> Option<(AssertionId, Span)> {
        let member = self.member(key).filter(|member| is_schema(&member.value))?;
        Some((cx.assertion_at(&self.pointer.child(key)), member.key_span))
    }

    /// The schemas in the list under a keyword.
    fn schemas(&self, cx: &mut Context<'_, '_>, key: &str) -> Option<(Vec<AssertionId>, Span)> {
        let member = self.member(key).filter(|member| !member.value.items().is_empty())?;
        let list = self.pointer.child(key);
        let ids = (0..member.value.items().len()).map(|index| cx.assertion_at(&list.child(index))).collect();
        Some((ids, member.key_span))
    }

    fn count(&self, key: &str) -> Option<Located<u64>> {
        limits::count(self.node, key).filter(|_| self.counts(key))
    }
}

fn is_schema(node: &Node) -> bool {
    matches!(node.kind, Kind::Object(_) | Kind::Bool(_))
}

/// Keywords as they are found.
struct Found(Vec<Located<Keyword>>);

impl Found {
    fn add(&mut self, keyword: Keyword, span: Span) {
        self.0.push(Located { value: keyword, span });
    }
}

fn lower_assertion(cx: &mut Context<'_, '_>, part: &Part<'_, '_>) -> Vec<Located<Keyword>> {
    let mut found = Found(Vec::new());
    if let Kind::Bool(false) = part.node.kind {
        found.add(Keyword::Never, part.node.span);
    }
    for reference in ["$ref", "$dynamicRef"].into_iter().filter_map(|key| part.member(key)) {
        match compose::led_to(cx, &reference.value) {
            Some(target) => found.add(Keyword::Ref(cx.assertion_at(&target)), reference.key_span),
            None => cx.unsupported(part.node, "a schema that is referred to in this way", "refer to it by a pointer"),
        }
        if cx.spec.version == Version::V3_0 {
            return found.0;
        }
    }
    // What is cheap to judge and tells values apart comes first; what asks for all the others comes last.
    values(part, &mut found);
    numbers(part, &mut found);
    text(cx, part, &mut found);
    array::keywords(cx, part, &mut found);
    object::keywords(cx, part, &mut found);
    combined(cx, part, &mut found);
    if let Some((schema, span)) = part.schema(cx, "unevaluatedItems") {
        found.add(Keyword::UnevaluatedItems(schema), span);
    }
    if let Some((schema, span)) = part.schema(cx, "unevaluatedProperties") {
        found.add(Keyword::UnevaluatedProperties(schema), span);
    }
    found.0
}

/// `type`, with `nullable`, which widens it and nothing else; `enum`, unless it is open; `const`.
fn values(part: &Part<'_, '_>, found: &mut Found) {
    if let Some(member) = part.member("type") {
        let listed = match &member.value.kind {
            Kind::Array(items) => items.iter().filter_map(type_name).collect(),
            _ => type_name(&member.value).into_iter().collect::<Vec<Type>>(),
        };
        let null = part.node.is_true("nullable") && !listed.contains(&Type::Null);
        let types: Vec<Type> = listed.into_iter().chain(null.then_some(Type::Null)).collect();
        if types.iter().any(|ty| *ty != Type::Null) || !null {
            found.add(Keyword::Type(types), member.key_span);
        }
    }
    if let Some(member) = part.member("enum").filter(|_| !part.node.is_true("x-open"))
        && let Kind::Array(values) = &member.value.kind
    {
        found.add(Keyword::Enum(values.clone()), member.key_span);
    }
    if let Some(member) = part.member("const") {
        found.add(Keyword::Const(member.value.clone()), member.key_span);
    }
}

fn type_name(node: &Node) -> Option<Type> {
    match (&node.kind, node.as_str()) {
        // `check` has said that this is to be quoted; what is meant is plain.
        (Kind::Null, _) | (_, Some("null")) => Some(Type::Null),
        (_, Some("boolean")) => Some(Type::Boolean),
        (_, Some("integer")) => Some(Type::Integer),
        (_, Some("number")) => Some(Type::Number),
        (_, Some("string")) => Some(Type::String),
        (_, Some("array")) => Some(Type::Array),
        (_, Some("object")) => Some(Type::Object),
        _ => None,
    }
}

fn numbers(part: &Part<'_, '_>, found: &mut Found) {
    let digits = |key: &str| {
        let member = part.member(key)?;
        Some((member.value.as_number()?.to_owned(), member.key_span))
    };
    if let Some((digits, span)) = digits("multipleOf") {
        found.add(Keyword::MultipleOf(digits), span);
    }
    let exclusive = |key: &str| part.node.is_true(key);
    if let Some((digits, span)) = digits("minimum") {
        let keyword = if exclusive("exclusiveMinimum") { Keyword::ExclusiveMinimum } else { Keyword::Minimum };
        found.add(keyword(digits), span);
    }
    if let Some((digits, span)) = digits("maximum") {
        let keyword = if exclusive("exclusiveMaximum") { Keyword::ExclusiveMaximum } else { Keyword::Maximum };
        found.add(keyword(digits), span);
    }
    if let Some((digits, span)) = digits("exclusiveMinimum") {
        found.add(Keyword::ExclusiveMinimum(digits), span);
    }
    if let Some((digits, span)) = digits("exclusiveMaximum") {
        found.add(Keyword::ExclusiveMaximum(digits), span);
    }
}

fn text(cx: &mut Context<'_, '_>, part: &Part<'_, '_>, found: &mut Found) {
    if let Some(limit) = part.count("minLength").filter(|limit| limit.value > 0) {
        found.add(Keyword::MinLength(limit.value), limit.span);
    }
    if let Some(limit) = part.count("maxLength") {
        found.add(Keyword::MaxLength(limit.value), limit.span);
    }
    let text = |key: &str| limits::text(part.node, key).filter(|_| part.counts(key));
    if let Some(pattern) = text("pattern").and_then(|pattern| ecma::pattern(cx, pattern)) {
        let span = pattern.span;
        found.add(Keyword::Pattern(pattern), span);
    }
    if let Some(format) = text("format") {
        found.add(Keyword::Format(format.value), format.span);
    }
}

fn combined(cx: &mut Context<'_, '_>, part: &Part<'_, '_>, found: &mut Found) {
    if let Some((parts, span)) = part.schemas(cx, "allOf") {
        found.add(Keyword::AllOf(parts), span);
    }
    if let Some((parts, span)) = part.schemas(cx, "anyOf") {
        found.add(Keyword::AnyOf(parts), span);
    }
    if let Some((parts, span)) = part.schemas(cx, "oneOf") {
        found.add(Keyword::OneOf(parts), span);
    }
    if let Some((schema, span)) = part.schema(cx, "not") {
        found.add(Keyword::Not(schema), span);
    }
    if let Some((condition, span)) = part.schema(cx, "if") {
        let whole = Part { only: None, ..*part };
        let branch = |cx: &mut Context<'_, '_>, key| whole.schema(cx, key).map(|(schema, _)| schema);
        let (then, otherwise) = (branch(cx, "then"), branch(cx, "else"));
        // Without branches it asserts nothing, but what it evaluates counts.
        found.add(Keyword::If { condition, then, otherwise }, span);
    }
}
