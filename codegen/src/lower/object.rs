//! Objects and maps: members by name, by pattern, and all others.

use std::collections::BTreeSet;

use super::schema::Found;
use super::{Context, given, limits};
use crate::document::{Member, Node};
use crate::ir::{Additional, MapShape, ObjectRule, ObjectShape, Property, Shape};
use crate::pointer::Pointer;

/// Rules over the members of an object that no type expresses, each with the keywords that it is told by.
const RULES: &[&[&str]] =
    &[&["propertyNames"], &["dependentRequired"], &["dependentSchemas"], &["dependencies"], &["unevaluatedProperties"]];

pub(super) fn object(cx: &mut Context<'_, '_>, pointer: &Pointer, node: &Node) -> Found {
    let additional = additional(cx, pointer, node);
    let mut properties: Vec<Property> = Vec::new();
    for member in node.get("properties").map(Node::members).unwrap_or_default() {
        properties.push(property(cx, &pointer.child("properties").child(&member.key), member));
    }
    require(cx, pointer, node, &additional, &mut properties);
    let patterns = node.get("patternProperties").map(Node::members).unwrap_or_default();
    let closed = matches!(additional, Additional::None);
    let mut found = Found { nullable: false, shape: Shape::Any, asserts: Vec::new(), origin: pointer.clone() };
    let is_map = properties.is_empty() && (!closed || !patterns.is_empty());
    found.shape = if is_map {
        let values = match (&additional, patterns) {
            (Additional::None, [only]) => cx.schema_at(&pointer.child("patternProperties").child(&only.key)),
            (Additional::Schema(values), []) => *values,
            _ => cx.any_at(&pointer.child("any")),
        };
        let (min, max) = (limits::count(node, "minProperties"), limits::count(node, "maxProperties"));
        Shape::Map(MapShape { values, min, max })
    } else {
        for count in ["minProperties", "maxProperties"].into_iter().filter(|key| node.get(key).is_some()) {
            found.assert(pointer, &[count]);
        }
        let additional = if patterns.is_empty() { additional } else { Additional::Any };
        let xml_declarations = declarations(node);
        Shape::Object(ObjectShape { properties, additional, rules: Vec::new(), xml_declarations })
    };
    if !patterns.is_empty() {
        found.assert(pointer, &["properties", "patternProperties", "additionalProperties"]);
    }
    for keywords in RULES.iter().filter(|keywords| node.get(keywords[0]).is_some()) {
        let keywords = if keywords[0] == "unevaluatedProperties" { &[] } else { *keywords };
        found.assert(pointer, keywords);
    }
    found
}

fn additional(cx: &mut Context<'_, '_>, pointer: &Pointer, node: &Node) -> Additional {
    match node.get("additionalProperties").map(|schema| (schema.as_bool(), schema.members().is_empty())) {
        None | Some((Some(true), _) | (None, true)) => Additional::Any,
        Some((Some(false), _)) => Additional::None,
        Some((None, false)) => Additional::Schema(cx.schema_at(&pointer.child("additionalProperties"))),
    }
}

/// Marks what is required, and adds what is required without a schema of its own.
fn require(
    cx: &mut Context<'_, '_>,
    pointer: &Pointer,
    node: &Node,
    additional: &Additional,
    properties: &mut Vec<Property>,
) {
    let required = node.get("required").map(Node::items).unwrap_or_default();
    let mut seen = BTreeSet::new();
    for name in required.iter().filter(|name| name.as_str().is_some_and(|name| seen.insert(name.to_owned()))) {
        let Some(text) = name.as_str() else { continue };
        if let Some(property) = properties.iter_mut().find(|p| p.name == text) {
            property.required = true;
            continue;
        }
        let schema = match additional {
            Additional::Schema(values) => *values,
            Additional::Any | Additional::None => cx.any_at(&pointer.child("properties").child(text)),
        };
        properties.push(Property {
            name: text.to_owned(),
            schema,
            required: true,
            credential: false,
            idempotency_key: false,
            rust_name: None,
            span: name.span,
        });
    }
}

fn declarations(node: &Node) -> Vec<(String, String)> {
    let declarations = node.get("x-xml-namespaces").map(Node::members).unwrap_or_default();
    declarations.iter().filter_map(|m| Some((m.key.to_string(), m.value.as_str()?.to_owned()))).collect()
}

fn property(cx: &mut Context<'_, '_>, pointer: &Pointer, member: &Member) -> Property {
    let node = &member.value;
    Property {
        name: member.key.to_string(),
        schema: cx.schema_at(pointer),
        required: false,
        credential: node.is_true("x-credential"),
        idempotency_key: node.is_true("x-idempotency-key"),
        // Of a member whose schema is a type of its own, it is the name of that type.
        rust_name: given::rust_name(node)
            .filter(|_| node.get("$ref").is_some() || (node.get("properties").is_none() && node.get("enum").is_none())),
        span: member.key_span,
    }
}

/// An object of which nothing is known.
pub(super) fn open() -> ObjectShape {
    ObjectShape { properties: Vec::new(), additional: Additional::Any, rules: Vec::new(), xml_declarations: Vec::new() }
}

/// A branch of `anyOf` that only asks for members.
pub(super) fn asks_for_members(node: &Node) -> bool {
    let keys = node.members().iter().map(|m| &*m.key).filter(|key| !key.starts_with("x-") && *key != "description");
    node.get("required").is_some() && keys.clone().all(|key| key == "required")
}

/// `anyOf` of nothing but `required` as a rule of its own, which has a message of its own.
pub(super) fn any_of_required(keyword: &Member) -> ObjectRule {
    let names = |branch: &Node| {
        let listed = branch.get("required").map(Node::items).unwrap_or_default();
        listed.iter().filter_map(Node::as_str).map(str::to_owned).collect()
    };
    let sets = keyword.value.items().iter().map(names).collect();
    ObjectRule::AnyOfRequired { sets, span: keyword.key_span }
}
