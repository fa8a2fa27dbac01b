//! One schema to one shape.

use super::{Context, compose, docs, ecma, given, limits};
use crate::diagnostic::Diagnostic;
use crate::document::{Kind, Node};
use crate::ir::{
    Accepts, ArrayShape, EnumShape, EnumValue, IntegerShape, NumberShape, Pattern, Schema, Shape, StringShape, Xml,
};
use crate::pointer::Pointer;
use crate::reference;

/// Keywords that say nothing about which values are valid, or whose word is taken elsewhere.
const ANNOTATIONS: &[&str] = &[
    "title",
    "description",
    "summary",
    "default",
    "example",
    "examples",
    "deprecated",
    "externalDocs",
    "xml",
    "$comment",
    "type",
    "nullable",
    "$schema",
    "$id",
    "$anchor",
    "$dynamicAnchor",
    "$defs",
    "definitions",
];

pub(super) fn lower_schema(cx: &mut Context<'_, '_>, pointer: &Pointer, node: &Node) -> Schema {
    let (nullable, shape) = match &node.kind {
        Kind::Bool(true) => (true, Shape::Any),
        Kind::Bool(false) => {
            cx.unsupported(node, "a schema that nothing satisfies (`false`)", "leave the member out instead");
            (false, Shape::Any)
        }
        _ => lower_object(cx, pointer, node),
    };
    let component = reference::given_name(&cx.spec.document, pointer);
    Schema {
        pointer: pointer.clone(),
        span: node.span,
        component,
        docs: docs::docs(node),
        nullable,
        secret: node.is_true("x-secret"),
        default: node.get("default").cloned(),
        xml: node.get("xml").map(xml).unwrap_or_default(),
        rust_name: given::rust_name(node),
        rust_type: given::rust_type(node),
        shape,
    }
}

fn xml(node: &Node) -> Xml {
    let text = |key| node.str(key).map(str::to_owned);
    Xml {
        name: text("name"),
        namespace: text("namespace"),
        prefix: text("prefix"),
        attribute: node.is_true("attribute") || node.str("nodeType") == Some("attribute"),
        wrapped: node.is_true("wrapped"),
    }
}

/// The types that a schema lists, without `null`; and whether `null` is one of them.
fn types(node: &Node) -> (Vec<&str>, bool) {
    let listed: Vec<&str> = match node.get("type") {
        Some(types) if types.as_str().is_some() => types.as_str().into_iter().collect(),
        Some(types) => types.items().iter().filter_map(Node::as_str).collect(),
        None => Vec::new(),
    };
    let nullable = listed.contains(&"null") || node.is_true("nullable");
    (listed.into_iter().filter(|t| *t != "null").collect(), nullable)
}

fn lower_object(cx: &mut Context<'_, '_>, pointer: &Pointer, node: &Node) -> (bool, Shape) {
    let (types, nullable) = types(node);
    if let Some((also_nullable, shape)) = compose::reference(cx, pointer, node) {
        return (nullable || also_nullable, shape);
    }
    if node.get("enum").or_else(|| node.get("const")).is_some() {
        return enumeration(cx, node, nullable);
    }
    if types.is_empty() && nullable && node.get("type").is_some() {
        cx.unsupported(
            node,
            "a value that can only be `null`",
            "leave the member out, or give it another type as well",
        );
    }
    let shape = match types.as_slice() {
        ["boolean"] => boolean(cx, node),
        ["integer"] => integer(cx, node),
        ["number"] => number(cx, node),
        ["string"] => string(cx, node),
        ["array"] => array(cx, pointer, node),
        ["object"] => compose::object(cx, pointer, node),
        [] if compose::is_object(node) => compose::object(cx, pointer, node),
        [] if node.get("items").is_some() => array(cx, pointer, node),
        [] => return any(cx, node),
        _ => {
            cx.unsupported(node, "a value of one of several types", "give it one type, and `null` if need be");
            Shape::Any
        }
    };
    (nullable, shape)
}

fn any(cx: &mut Context<'_, '_>, node: &Node) -> (bool, Shape) {
    handled(cx, node, &[]);
    (true, Shape::Any)
}

/// Reports every keyword that the chosen shape does not take up.
pub(super) fn handled(cx: &mut Context<'_, '_>, node: &Node, keywords: &[&str]) {
    for member in node.members() {
        let key = &*member.key;
        if !key.starts_with("x-") && !ANNOTATIONS.contains(&key) && !keywords.contains(&key) {
            let message = format!("the generator does not enforce `{key}` here yet");
            let help = "nothing is dropped in silence: express the rule in another way, or remove it";
            cx.out.push(Diagnostic::error("unsupported-keyword", member.key_span, message).help(help));
        }
    }
}

fn boolean(cx: &mut Context<'_, '_>, node: &Node) -> Shape {
    handled(cx, node, &[]);
    let Some(accepts) = node.get("x-accept-values") else { return Shape::Bool(None) };
    let spellings = |key| accepts.get(key).map(Node::items).unwrap_or_default().iter().map(json_text).collect();
    Shape::Bool(Some(Accepts { truthy: spellings("true"), falsy: spellings("false") }))
}

/// A scalar as JSON text.
fn json_text(node: &Node) -> String {
    match &node.kind {
        Kind::Null => "null".to_owned(),
        Kind::Bool(value) => value.to_string(),
        Kind::Number(text) => text.to_string(),
        Kind::String(text) => serde_json::Value::String(text.to_string()).to_string(),
        Kind::Array(_) | Kind::Object(_) => String::new(),
    }
}

const NUMERIC: &[&str] = &["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "format"];

fn integer(cx: &mut Context<'_, '_>, node: &Node) -> Shape {
    handled(cx, node, NUMERIC);
    let (minimum, maximum) = limits::bounds(node);
    let multiple_of = limits::multiple_of(node);
    Shape::Integer(IntegerShape { minimum, maximum, multiple_of, format: limits::text(node, "format") })
}

fn number(cx: &mut Context<'_, '_>, node: &Node) -> Shape {
    handled(cx, node, NUMERIC);
    let (minimum, maximum) = limits::bounds(node);
    Shape::Number(NumberShape { minimum, maximum, multiple_of: limits::multiple_of(node) })
}

fn string(cx: &mut Context<'_, '_>, node: &Node) -> Shape {
    handled(cx, node, &["minLength", "maxLength", "pattern", "format"]);
    let pattern = limits::text(node, "pattern").and_then(|pattern| match ecma::translate(&pattern.value) {
        Ok(translated) => Some(Pattern { source: pattern.value, translated, span: pattern.span }),
        Err(why) => {
            let message = format!("this pattern cannot be run in linear time: {why}");
            let help = "express the rule without it; patterns run on text of others";
            cx.out.push(Diagnostic::error("unsupported-pattern", pattern.span, message).help(help));
            None
        }
    });
    Shape::String(StringShape {
        min_length: limits::count(node, "minLength"),
        max_length: limits::count(node, "maxLength"),
        pattern,
        format: limits::text(node, "format"),
    })
}

fn array(cx: &mut Context<'_, '_>, pointer: &Pointer, node: &Node) -> Shape {
    handled(cx, node, &["items", "minItems", "maxItems", "uniqueItems"]);
    if node.get("items").is_none() {
        cx.unsupported(node, "an array whose items are not described", "add `items: {}` for items of any kind");
        return Shape::Any;
    }
    Shape::Array(ArrayShape {
        items: cx.schema_at(&pointer.child("items")),
        min: limits::count(node, "minItems"),
        max: limits::count(node, "maxItems"),
        unique: node.get("uniqueItems").filter(|u| u.as_bool() == Some(true)).map(|u| u.span),
    })
}

fn enumeration(cx: &mut Context<'_, '_>, node: &Node, nullable: bool) -> (bool, Shape) {
    // Listed values keep limits beside them or `check` has said so; of other values nobody would know.
    let beside: &[&str] = if node.is_true("x-open") { &[] } else { &["minLength", "maxLength", "format"] };
    handled(cx, node, &[&["enum", "const"], beside].concat());
    let listed = node.get("enum").map(Node::items).unwrap_or_default().iter().chain(node.get("const"));
    if let Some(constant) = node.get("const").filter(|_| node.get("enum").is_some()) {
        cx.unsupported(constant, "`const` beside `enum`", "keep one of them");
    }
    let names = node.get("x-enum-varnames").map(Node::items).unwrap_or_default();
    let words = node.get("x-enum-descriptions").map(Node::items).unwrap_or_default();
    let text = |list: &[Node], index: usize| list.get(index).and_then(Node::as_str).map(str::to_owned);
    let mut null = false;
    let mut values = Vec::new();
    for (index, value) in listed.enumerate() {
        match &value.kind {
            Kind::String(wire) => values.push(EnumValue {
                wire: wire.to_string(),
                name: text(names, index),
                description: text(words, index),
            }),
            Kind::Null => null = true,
            Kind::Bool(_) | Kind::Number(_) | Kind::Array(_) | Kind::Object(_) => {
                cx.unsupported(value, "an enum value that is no string", "list strings only");
            }
        }
    }
    (nullable || null, Shape::Enum(EnumShape { values, open: node.is_true("x-open") }))
}
