//! References and `allOf`, `anyOf`, `oneOf`: what several schemas say together.

use super::schema::{Found, frame, own};
use super::{Context, meet, object, union};
use crate::check::Version;
use crate::document::Node;
use crate::ir::{SchemaId, Shape};
use crate::pointer::Pointer;
use crate::reference;

/// Keywords that say nothing about which values are valid.
const WORDS: &[&str] = &[
    "title",
    "description",
    "summary",
    "default",
    "example",
    "examples",
    "deprecated",
    "readOnly",
    "writeOnly",
    "externalDocs",
    "xml",
    "nullable",
    "discriminator",
    "$comment",
    "$schema",
    "$id",
    "$anchor",
    "$dynamicAnchor",
    "$vocabulary",
    "$defs",
    "definitions",
];

pub(super) fn compose(cx: &mut Context<'_, '_>, pointer: &Pointer, node: &Node) -> Found {
    let referred = target(cx, pointer).map(|target| cx.schema_at(&target));
    let mut parts: Vec<Found> = referred.into_iter().map(|id| refer(pointer, id)).collect();
    // Beside a `$ref` OpenAPI 3.0 ignores what stands there (section 4.7.23.1 of 3.0.4), but for an author's `null`.
    if cx.spec.version == Version::V3_0 && !parts.is_empty() {
        let mut alone = parts.swap_remove(0);
        alone.nullable = node.is_true("nullable");
        return alone;
    }
    for (index, branch) in node.get("allOf").map(Node::items).unwrap_or_default().iter().enumerate() {
        if !says_nothing(branch) {
            let id = cx.schema_at(&pointer.child("allOf").child(index));
            parts.push(refer(pointer, id));
        }
    }
    let own = own(cx, pointer, node);
    let nullable = node.is_true("nullable");
    let alone = parts.is_empty();
    let mut whole = if alone || !own.is_anything() { Some(own) } else { None };
    if let Some(own) = whole.take_if(|_| !alone) {
        parts.push(own);
    }
    let whole = whole.unwrap_or_else(|| match parts.len() {
        1 => parts.swap_remove(0),
        _ => parts.into_iter().reduce(|a, b| meet::meet(cx, pointer, a, b)).unwrap_or_else(|| Found::any(pointer)),
    });
    let mut whole = unions(cx, pointer, node, whole);
    whole.nullable |= nullable;
    whole.origin = pointer.clone();
    whole
}

/// A schema that is another one.
pub(super) fn refer(pointer: &Pointer, id: SchemaId) -> Found {
    Found { nullable: false, shape: Shape::Ref(id), asserts: Vec::new(), origin: pointer.clone() }
}

/// `anyOf` and `oneOf`, which narrow what the rest of the schema says.
fn unions(cx: &mut Context<'_, '_>, pointer: &Pointer, node: &Node, mut whole: Found) -> Found {
    for key in ["oneOf", "anyOf"] {
        let Some(keyword) = node.member(key).filter(|m| !m.value.items().is_empty()) else { continue };
        let branches = keyword.value.items();
        let members = key == "anyOf" && branches.iter().all(object::asks_for_members);
        if members && whole.is_anything() {
            whole = Found { nullable: false, shape: Shape::Object(object::open()), ..whole };
        }
        if let (Shape::Object(shape), true) = (&mut whole.shape, members) {
            shape.rules.push(object::any_of_required(keyword));
            continue;
        }
        if branches.iter().all(is_rule) {
            whole.assert(pointer, &[if key == "oneOf" { "oneOf" } else { "anyOf" }]);
            continue;
        }
        let rest = (!whole.is_anything()).then_some(whole);
        whole = union::union(cx, pointer, node, key, rest);
    }
    whole
}

/// A branch that says nothing of its own about types: it is a rule over a value that is described elsewhere.
fn is_rule(node: &Node) -> bool {
    let rule = |key: &str| {
        ["required", "not", "minProperties", "maxProperties", "dependentRequired", "if", "then", "else"].contains(&key)
    };
    let mut keys = node.members().iter().map(|m| &*m.key).filter(|key| !key.starts_with("x-") && !WORDS.contains(key));
    node.members().iter().any(|m| rule(&m.key)) && keys.all(rule)
}

/// A branch of words alone.
fn says_nothing(node: &Node) -> bool {
    let words = |key: &str| key.starts_with("x-") || WORDS.contains(&key);
    node.as_bool() == Some(true)
        || (node.as_bool().is_none() && !node.is_true("nullable") && node.members().iter().all(|m| words(&m.key)))
}

/// The place that the `$ref` at `pointer` leads to.
pub(super) fn target(cx: &Context<'_, '_>, pointer: &Pointer) -> Option<Pointer> {
    led_to(cx, reference::of(cx.node(pointer)?)?)
}

/// The place that a reference leads to; `text` is the node with the string.
pub(super) fn led_to(cx: &Context<'_, '_>, text: &Node) -> Option<Pointer> {
    let target = reference::locate(&cx.spec.document, text)?;
    // A reference to a reference that narrows nothing is the same schema; a chain keeps each step's words.
    cx.node(&target).map(|_| target)
}

/// A schema of its own for what was found, as it would stand at `pointer`.
pub(super) fn hold(cx: &mut Context<'_, '_>, pointer: &Pointer, found: Found) -> SchemaId {
    if let (Shape::Ref(id), true, false) = (&found.shape, found.asserts.is_empty(), found.nullable) {
        return *id;
    }
    let nothing = Node {
        span: cx.node(&found.origin).map_or(cx.spec.document.root().span, |n| n.span),
        kind: crate::document::Kind::Bool(true),
    };
    let origin = found.origin.clone();
    let mut schema = frame(cx, pointer, &nothing, None, found);
    // What is held is what stands at its origin, or was merged there.
    schema.says.extend(cx.said_at(&origin));
    schema.says.extend(cx.node(&origin).map(|node| node.span));
    cx.add(schema)
}
