//! References, `allOf`, and unions with `null`; objects, which are what `allOf` merges.

use std::collections::BTreeSet;

use super::schema::handled;
use super::{Context, given, limits};
use crate::check::Version;
use crate::document::{Member, Node};
use crate::ir::{Additional, MapShape, ObjectRule, ObjectShape, Property, Shape};
use crate::pointer::Pointer;
use crate::{reference, resolve};

const OBJECT: &[&str] = &["properties", "required", "additionalProperties", "allOf", "anyOf"];

/// Keywords that may stand beside a `$ref` without narrowing it.
const BESIDE_REF: &[&str] =
    &["$ref", "$dynamicRef", "title", "description", "summary", "default", "example", "examples", "deprecated", "xml"];

/// A schema that is another one, with or without `null`: a `$ref`, `allOf` or `oneOf` of one, `oneOf` with `null`.
pub(super) fn reference(cx: &mut Context<'_, '_>, pointer: &Pointer, node: &Node) -> Option<(bool, Shape)> {
    if reference::of(node).is_some() {
        let beside = node.members().iter().find(|m| !BESIDE_REF.contains(&&*m.key) && !m.key.starts_with("x-"));
        if let Some(member) = beside.filter(|_| cx.spec.version != Version::V3_0) {
            let what = format!("`{}` beside a `$ref`", member.key);
            cx.unsupported(node, &what, "move it into the schema that is referred to");
        }
        let target = target(cx, pointer)?;
        return Some((false, Shape::Ref(cx.schema_at(&target))));
    }
    for key in ["oneOf", "anyOf", "allOf"] {
        let Some(list) = node.get(key) else { continue };
        let branches: Vec<usize> = (0..list.items().len()).filter(|&i| !is_null(&list.items()[i])).collect();
        let alone = !is_object(&without(node, key)) && node.get("type").is_none();
        let rules_only = branches.iter().all(|&i| is_rule(&list.items()[i]));
        match branches.as_slice() {
            [only] if alone && !rules_only => {
                handled(cx, node, &[key]);
                let branch = pointer.child(key).child(only);
                return Some((branches.len() < list.items().len(), Shape::Ref(cx.schema_at(&branch))));
            }
            _ if key == "allOf" || rules_only => {}
            _ => {
                cx.unsupported(list, "a union", "describe one of its variants, or leave the schema open");
                return Some((true, Shape::Any));
            }
        }
    }
    None
}

/// The schema without one of its members; only the keys of the copy are looked at.
fn without(node: &Node, key: &str) -> Node {
    let members = node.members().iter().filter(|m| &*m.key != key).cloned().collect();
    Node { span: node.span, kind: crate::document::Kind::Object(members) }
}

fn is_null(node: &Node) -> bool {
    node.str("type") == Some("null")
}

/// A branch that only asks for members.
fn is_rule(node: &Node) -> bool {
    let keys = node.members().iter().map(|m| &*m.key).filter(|key| !key.starts_with("x-") && *key != "description");
    node.get("required").is_some() && keys.clone().all(|key| key == "required")
}

/// Whether a schema without `type` speaks of objects.
pub(super) fn is_object(node: &Node) -> bool {
    ["properties", "additionalProperties", "required"].iter().any(|key| node.get(key).is_some())
        || node.get("allOf").is_some_and(|list| list.items().len() > 1)
}

/// The place that the `$ref` at `pointer` leads to.
fn target(cx: &Context<'_, '_>, pointer: &Pointer) -> Option<Pointer> {
    let target = reference::locate(&cx.spec.document, reference::of(cx.node(pointer)?)?)?;
    // A reference to a reference that narrows nothing is the same schema; a chain keeps each step's words.
    cx.node(&target).map(|_| target)
}

/// What the parts of an `allOf` say together.
struct Parts {
    properties: Vec<Property>,
    required: BTreeSet<String>,
    rules: Vec<ObjectRule>,
    additional: Additional,
    described: bool,
}

pub(super) fn object(cx: &mut Context<'_, '_>, pointer: &Pointer, node: &Node) -> Shape {
    let mut parts = Parts {
        properties: Vec::new(),
        required: BTreeSet::new(),
        rules: Vec::new(),
        additional: Additional::Any,
        described: false,
    };
    collect(cx, pointer, &mut parts, 0);
    let open = !parts.described || matches!(parts.additional, Additional::Schema(_));
    if open && parts.properties.is_empty() && parts.rules.is_empty() && parts.required.is_empty() {
        let values = match parts.additional {
            Additional::Schema(values) => values,
            Additional::Any | Additional::None => any_schema(cx, pointer),
        };
        let (min, max) = (limits::count(node, "minProperties"), limits::count(node, "maxProperties"));
        return Shape::Map(MapShape { values, min, max });
    }
    for count in ["minProperties", "maxProperties"].into_iter().filter_map(|key| node.get(key)) {
        cx.unsupported(count, "a count of members beside `properties` or rules", "list what is required instead");
    }
    for name in std::mem::take(&mut parts.required) {
        match parts.properties.iter_mut().find(|p| p.name == name) {
            Some(property) => property.required = true,
            None => {
                cx.unsupported(node, &format!("a required member `{name}` without a schema"), "add it to `properties`")
            }
        }
    }
    let declarations = node.get("x-xml-namespaces").map(Node::members).unwrap_or_default();
    let declarations = declarations.iter().filter_map(|m| Some((m.key.to_string(), m.value.as_str()?.to_owned())));
    Shape::Object(ObjectShape {
        properties: parts.properties,
        additional: parts.additional,
        rules: parts.rules,
        xml_declarations: declarations.collect(),
    })
}

/// The schema of members that nothing is said about: the object's own place stands for it.
fn any_schema(cx: &mut Context<'_, '_>, pointer: &Pointer) -> crate::ir::SchemaId {
    cx.any_at(&pointer.child("additionalProperties"))
}

fn collect(cx: &mut Context<'_, '_>, pointer: &Pointer, parts: &mut Parts, depth: usize) {
    let pointer = resolve::follow(&cx.spec.document, pointer);
    // `check` refuses an `allOf` that comes back to itself.
    let Some(node) = cx.node(&pointer).filter(|_| depth < 64) else { return };
    let is_map = depth == 0 && node.get("properties").is_none() && node.get("allOf").is_none();
    let is_map = is_map && node.get("additionalProperties").and_then(Node::as_bool) != Some(false);
    let counts: &[&str] = if is_map { &["minProperties", "maxProperties"] } else { &[] };
    handled(cx, node, &[OBJECT, counts].concat());
    part(cx, node, depth);
    for index in 0..node.get("allOf").map_or(0, |list| list.items().len()) {
        collect(cx, &pointer.child("allOf").child(index), parts, depth + 1);
    }
    if let Some(properties) = node.get("properties") {
        parts.described = true;
        for member in properties.members() {
            property(cx, &pointer.child("properties").child(&member.key), member, parts);
        }
    }
    let required = node.get("required").map(Node::items).unwrap_or_default();
    parts.required.extend(required.iter().filter_map(Node::as_str).map(str::to_owned));
    if let Some(branches) = node.member("anyOf") {
        any_of(cx, branches, parts);
    }
    let said = !matches!(parts.additional, Additional::Any);
    if let Some(twice) = node.get("additionalProperties").filter(|schema| said && schema.as_bool() != Some(true)) {
        let help = "say it in one of the parts, or beside `allOf`";
        cx.unsupported(twice, "`additionalProperties` in two parts of an `allOf`", help);
    }
    match node.get("additionalProperties") {
        Some(schema) if schema.as_bool() == Some(false) => {
            parts.described = true;
            parts.additional = Additional::None;
        }
        Some(schema) if schema.as_bool().is_none() => {
            parts.additional = Additional::Schema(cx.schema_at(&pointer.child("additionalProperties")));
        }
        _ => {}
    }
}

/// What a part of an `allOf` may not say: it would be lost in the whole.
fn part(cx: &mut Context<'_, '_>, node: &Node, depth: usize) {
    if node
        .get("type")
        .is_some_and(|t| t.as_str() != Some("object") && !t.items().iter().any(|t| t.as_str() == Some("object")))
    {
        cx.unsupported(node, "an `allOf` of values that are no objects", "write the rules into one schema");
    }
    if let Some(secret) = node.get("x-secret").filter(|_| depth > 0) {
        cx.unsupported(secret, "`x-secret` on a part of an `allOf`", "put it beside `allOf`");
    }
}

fn property(cx: &mut Context<'_, '_>, pointer: &Pointer, member: &Member, parts: &mut Parts) {
    let schema = cx.schema_at(pointer);
    if let Some(twice) = parts.properties.iter_mut().find(|p| *p.name == *member.key) {
        if twice.schema != schema {
            let what = format!("a member `{}` that two parts of an `allOf` describe", member.key);
            cx.unsupported(&member.value, &what, "describe it in one of them");
        }
        return;
    }
    let node = &member.value;
    parts.properties.push(Property {
        name: member.key.to_string(),
        schema,
        required: false,
        credential: node.is_true("x-credential"),
        idempotency_key: node.is_true("x-idempotency-key"),
        // Of a member whose schema is a type of its own, it is the name of that type.
        rust_name: given::rust_name(node)
            .filter(|_| node.get("$ref").is_some() || (node.get("properties").is_none() && node.get("enum").is_none())),
        span: member.key_span,
    });
}

fn any_of(cx: &mut Context<'_, '_>, keyword: &Member, parts: &mut Parts) {
    let branches = &keyword.value;
    if !branches.items().iter().all(is_rule) {
        return cx.unsupported(branches, "a union", "describe one of its variants, or leave the schema open");
    }
    let names = |branch: &Node| {
        let listed = branch.get("required").map(Node::items).unwrap_or_default();
        listed.iter().filter_map(Node::as_str).map(str::to_owned).collect()
    };
    let sets = branches.items().iter().map(names).collect();
    parts.rules.push(ObjectRule::AnyOfRequired { sets, span: keyword.key_span });
}
