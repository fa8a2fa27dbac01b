//! `oneOf` and `anyOf`: a value of one of several schemas.

use std::collections::BTreeMap;

use super::schema::Found;
use super::{Context, compose, meet};
use crate::document::Node;
use crate::ir::{EnumShape, SchemaId, Shape, StringShape, UnionShape, VariantShape};
use crate::pointer::Pointer;
use crate::reference;

/// The union under `key`; `rest` is what stands beside it.
pub(super) fn union(
    cx: &mut Context<'_, '_>,
    pointer: &Pointer,
    node: &Node,
    key: &'static str,
    rest: Option<Found>,
) -> Found {
    let branches = variants(cx, pointer, node, key);
    // What is behind a reference is asserted as well where its shape is not kept.
    let asserts = rest.iter().flat_map(|rest| meet::expand(cx, rest.clone()).asserts).collect();
    let mut found = Found { nullable: branches.nullable, shape: Shape::Any, asserts, origin: pointer.clone() };
    match rest {
        None => found.shape = shape(cx, node, key, branches.list, &mut found.nullable),
        Some(rest) => beside(cx, pointer, node, key, branches, rest, &mut found),
    }
    if matches!(found.shape, Shape::Any) {
        found.nullable = true;
        found.assert(pointer, &[key]);
    }
    found
}

/// A union beside other keywords: each of its variants has to be both.
fn beside(
    cx: &mut Context<'_, '_>,
    pointer: &Pointer,
    node: &Node,
    key: &'static str,
    branches: Branches,
    rest: Found,
    found: &mut Found,
) {
    let kind = resolved(cx, &rest.shape);
    let objects = branches.list.iter().all(|v| matches!(forced(cx, v.schema), Some(Shape::Object(_) | Shape::Map(_))));
    let rest_nullable = rest.nullable || node.is_true("nullable");
    match kind {
        // Nothing is known but asserts, which a schema that is referred to has of its own.
        Shape::Any => {
            found.asserts = meet::expand(cx, rest).asserts;
            found.shape = shape(cx, node, key, branches.list, &mut found.nullable);
        }
        Shape::Map(map) if objects && map.min.is_none() && map.max.is_none() && is_any(cx, map.values) => {
            found.asserts = meet::expand(cx, rest).asserts;
            found.shape = shape(cx, node, key, branches.list, &mut found.nullable);
        }
        Shape::Object(_) | Shape::Map(_) if objects => {
            let base = compose::hold(cx, &pointer.child("base"), Found { nullable: false, ..rest });
            let list = branches.list.into_iter().enumerate();
            let list = list.map(|(index, variant)| {
                let place = pointer.child(key).child(index);
                VariantShape { schema: cx.meet_at(&place, &[base, variant.schema]), ..variant }
            });
            let list = list.collect();
            found.shape = shape(cx, node, key, list, &mut found.nullable);
            // What is asserted of the rest is asserted of each variant.
            found.asserts.clear();
        }
        // A plain string or number whose values are listed one by one.
        Shape::String(StringShape { min_length: None, max_length: None, pattern: None, format: _ })
        | Shape::Integer(_) => match merged_enum(cx, &branches.list, key) {
            Some(listed) => {
                found.shape = listed;
                found.assert(pointer, &[]);
            }
            None => *found = kept(pointer, key, rest),
        },
        _ => *found = kept(pointer, key, rest),
    }
    found.nullable &= rest_nullable || matches!(found.shape, Shape::Any);
}

/// The rest alone, with the union as a check.
fn kept(pointer: &Pointer, key: &'static str, rest: Found) -> Found {
    let mut found = rest;
    found.assert(pointer, &[key]);
    found
}

struct Branches {
    list: Vec<VariantShape>,
    nullable: bool,
}

fn variants(cx: &mut Context<'_, '_>, pointer: &Pointer, node: &Node, key: &str) -> Branches {
    let tags = Tags::of(cx, node);
    let mut branches = Branches { list: Vec::new(), nullable: false };
    for (index, branch) in node.get(key).map(Node::items).unwrap_or_default().iter().enumerate() {
        let schema = cx.schema_at(&pointer.child(key).child(index));
        cx.force(schema);
        if branch.as_bool() == Some(false) {
            continue;
        }
        let target = cx.target(schema);
        cx.force(target);
        match forced(cx, schema) {
            Some(Shape::Null) => branches.nullable = true,
            _ => {
                let title = branch.str("title").map(str::to_owned);
                let tags = tags.of_schema(cx, schema);
                branches.nullable |= nullable(cx, schema);
                branches.list.push(VariantShape { schema, tags, title });
            }
        }
    }
    branches
}

fn nullable(cx: &mut Context<'_, '_>, id: SchemaId) -> bool {
    let mut at = id;
    for _ in 0..64 {
        match cx.force(at).map(|schema| (schema.nullable, &schema.shape)) {
            Some((true, Shape::Any)) | None => return false,
            Some((true, _)) => return true,
            Some((false, Shape::Ref(next))) => at = *next,
            Some((false, _)) => return false,
        }
    }
    false
}

/// The type of a union: an enum of variants, or something simpler that says the same.
fn shape(
    cx: &mut Context<'_, '_>,
    node: &Node,
    key: &'static str,
    variants: Vec<VariantShape>,
    nullable: &mut bool,
) -> Shape {
    if let Some(listed) = merged_enum(cx, &variants, key) {
        return listed;
    }
    if variants.iter().any(|variant| is_any(cx, variant.schema)) {
        return Shape::Any;
    }
    match variants.as_slice() {
        [] if *nullable => Shape::Null,
        // Nothing is allowed: that is checked.
        [] => Shape::Any,
        [only] => Shape::Ref(only.schema),
        _ => {
            let tag = node.get("discriminator").and_then(|d| d.str("propertyName")).map(str::to_owned);
            let span = node.member(key).map_or(node.span, |m| m.key_span);
            let variants = flattened(cx, variants);
            Shape::Union(UnionShape { variants, exactly_one: key == "oneOf", tag, span })
        }
    }
}

/// A variant without a name of its own that stands twice is one variant.
fn flattened(cx: &Context<'_, '_>, variants: Vec<VariantShape>) -> Vec<VariantShape> {
    let mut out: Vec<VariantShape> = Vec::new();
    for variant in variants {
        let target = cx.target(variant.schema);
        match out.iter_mut().find(|known| cx.target(known.schema) == target) {
            Some(known) => known.tags.extend(variant.tags),
            None => out.push(variant),
        }
    }
    out
}

/// One enum for variants that are all enums, open if one of them is any string.
fn merged_enum(cx: &mut Context<'_, '_>, variants: &[VariantShape], key: &str) -> Option<Shape> {
    let (mut values, mut open, mut listed) = (Vec::new(), false, false);
    for variant in variants {
        let target = cx.target(variant.schema);
        let schema = cx.force(target)?;
        let unnamed = schema.component.is_none() && schema.rust_name.is_none();
        if !schema.also.is_empty() {
            return None;
        }
        match &schema.shape {
            Shape::Enum(shape) if unnamed || key == "anyOf" => {
                let words = schema.docs.description.clone().or_else(|| schema.docs.summary.clone());
                let single = shape.values.len() == 1;
                for value in &shape.values {
                    let mut value = value.clone();
                    value.description = value.description.or_else(|| words.clone().filter(|_| single));
                    values.push(value);
                }
                open |= shape.open;
                listed = true;
            }
            Shape::String(StringShape { min_length: None, max_length: None, pattern: None, format: None })
                if key == "anyOf" =>
            {
                open = true;
            }
            _ => return None,
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    let distinct = values.len();
    values.retain(|value: &crate::ir::EnumValue| seen.insert(value.json.clone()));
    let text = values.iter().all(|value| value.json.starts_with('"'));
    // Of a value that two branches of `oneOf` list, neither is right.
    let clear = key == "anyOf" || distinct == values.len();
    (listed && variants.len() > 1 && clear && (text || !open)).then_some(Shape::Enum(EnumShape { values, open }))
}

fn is_any(cx: &mut Context<'_, '_>, id: SchemaId) -> bool {
    let target = cx.target(id);
    cx.force(target).is_some_and(|schema| matches!(schema.shape, Shape::Any) && schema.also.is_empty())
}

fn forced<'c>(cx: &'c mut Context<'_, '_>, id: SchemaId) -> Option<&'c Shape> {
    let mut at = id;
    for _ in 0..64 {
        match cx.force(at).map(|schema| &schema.shape) {
            Some(Shape::Ref(next)) => at = *next,
            _ => break,
        }
    }
    cx.shape(at)
}

/// The shape behind references.
pub(super) fn resolved(cx: &mut Context<'_, '_>, shape: &Shape) -> Shape {
    match shape {
        Shape::Ref(id) => forced(cx, *id).cloned().unwrap_or(Shape::Any),
        _ => shape.clone(),
    }
}

/// What a discriminator says: which values of the tag stand for which schema.
struct Tags {
    by_place: BTreeMap<Pointer, Vec<String>>,
    declared: bool,
}

impl Tags {
    fn of(cx: &Context<'_, '_>, node: &Node) -> Self {
        let mut tags = Self { by_place: BTreeMap::new(), declared: false };
        let Some(discriminator) = node.get("discriminator") else { return tags };
        tags.declared = true;
        for entry in discriminator.get("mapping").map(Node::members).unwrap_or_default() {
            if let Some(place) = reference::mapped(&cx.spec.document, &entry.value) {
                tags.by_place.entry(place).or_default().push(entry.key.to_string());
            }
        }
        tags
    }

    /// The values for a variant: what is mapped to it, else the name of its component (OpenAPI 3.1, 4.8.25).
    fn of_schema(&self, cx: &Context<'_, '_>, schema: SchemaId) -> Vec<String> {
        if !self.declared {
            return Vec::new();
        }
        let mut tags = Vec::new();
        let mut component = None;
        let mut at = schema;
        for _ in 0..64 {
            let Some(known) = cx.lowered(at) else { break };
            tags.extend(self.by_place.get(&known.pointer).into_iter().flatten().cloned());
            component = component.or_else(|| known.component.clone());
            match known.shape {
                Shape::Ref(next) => at = next,
                _ => break,
            }
        }
        if tags.is_empty() {
            tags.extend(component);
        }
        tags
    }
}
