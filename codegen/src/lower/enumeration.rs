//! `enum` and `const`: a list of values.

use super::Context;
use super::schema::{Found, scalar_text};
use crate::decimal::Decimal;
use crate::document::{Kind, Node};
use crate::ir::{ArrayShape, EnumShape, EnumValue, IntegerShape, MapShape, NumberShape, Shape, StringShape};
use crate::pointer::Pointer;

pub(super) fn enumeration(cx: &mut Context<'_, '_>, pointer: &Pointer, node: &Node, nullable: bool) -> Found {
    let (types, _) = super::schema::types(node);
    let allowed = |value: &Node| types.is_empty() || types.iter().any(|name| is_of_type(value, name));
    let constant = node.get("const");
    let listed: Vec<(usize, &Node)> = match (node.get("enum"), constant) {
        (Some(list), None) => list.items().iter().enumerate().collect(),
        (Some(list), Some(constant)) => {
            let same = |value: &&(usize, &Node)| key(value.1) == key(constant);
            list.items().iter().enumerate().collect::<Vec<_>>().iter().filter(same).copied().collect()
        }
        (None, Some(constant)) => vec![(0, constant)],
        (None, None) => Vec::new(),
    };
    let listed: Vec<(usize, &Node)> =
        listed.into_iter().filter(|(_, value)| matches!(value.kind, Kind::Null) || allowed(value)).collect();
    if listed.is_empty() {
        cx.unsatisfiable(node.span, "no listed value is of the type that is asked for", None);
        let mut nothing = Found::any(pointer);
        nothing.assert(pointer, &[]);
        return nothing;
    }
    let null = listed.iter().any(|(_, value)| matches!(value.kind, Kind::Null));
    let values: Vec<(usize, &Node)> = listed.into_iter().filter(|(_, v)| !matches!(v.kind, Kind::Null)).collect();
    let open = node.is_true("x-open");
    let mut found = Found { nullable: nullable || null, ..Found::any(pointer) };
    found.shape = match shape(node, &values, open) {
        Some(shape) => shape,
        None => {
            found.assert(pointer, &["enum", "const"]);
            plain(cx, pointer, &values)
        }
    };
    // Listed values keep limits beside them, or `check` has said so; values that nobody listed may not.
    let limits: Vec<&str> = super::schema::LIMITS.iter().filter(|key| node.get(key).is_some()).copied().collect();
    if open && !limits.is_empty() {
        found.assert(pointer, &limits);
    }
    // `nullable` lets `null` in only where the list has it (OpenAPI 3.0.3, the Schema Object); authors mean it.
    found
}

/// An enum, if the values are strings, integers, or several that a name can be made of.
fn shape(node: &Node, values: &[(usize, &Node)], open: bool) -> Option<Shape> {
    if values.is_empty() {
        return Some(Shape::Null);
    }
    let names = node.get("x-enum-varnames").map(Node::items).unwrap_or_default();
    let words = node.get("x-enum-descriptions").map(Node::items).unwrap_or_default();
    let text = |list: &[Node], index: usize| list.get(index).and_then(Node::as_str).map(str::to_owned);
    let booleans = values.iter().all(|(_, value)| matches!(value.kind, Kind::Bool(_)));
    if booleans {
        return (values.len() > 1).then_some(Shape::Bool(None));
    }
    let mut listed: Vec<EnumValue> = Vec::new();
    for (index, value) in values {
        let json = key(value)?;
        let wire = value.as_str().map_or_else(|| json.clone(), str::to_owned);
        // A value that is listed twice is one value.
        if listed.iter().all(|known| known.json != json) {
            listed.push(EnumValue { json, wire, name: text(names, *index), description: text(words, *index) });
        }
    }
    Some(Shape::Enum(EnumShape { values: listed, open }))
}

/// The JSON text by which a scalar is told from others; nothing for arrays, objects and numbers with a fraction.
fn key(node: &Node) -> Option<String> {
    match &node.kind {
        Kind::Number(text) => {
            let value = Decimal::parse(text)?;
            let integer = value.is_integer().then(|| value.floor())?;
            i64::try_from(integer).ok().map(|integer| integer.to_string())
        }
        Kind::Null | Kind::Bool(_) | Kind::String(_) => Some(scalar_text(node)),
        Kind::Array(_) | Kind::Object(_) => None,
    }
}

/// The type that all of the values have, without their list.
fn plain(cx: &mut Context<'_, '_>, pointer: &Pointer, values: &[(usize, &Node)]) -> Shape {
    let all = |name: &str| values.iter().all(|(_, value)| is_of_type(value, name));
    match () {
        () if all("boolean") => Shape::Bool(None),
        () if all("integer") => Shape::Integer(IntegerShape::default()),
        () if all("number") => Shape::Number(NumberShape::default()),
        () if all("string") => Shape::String(StringShape::default()),
        () if all("array") => {
            let items = cx.any_at(&pointer.child("any"));
            Shape::Array(ArrayShape { items, min: None, max: None, unique: None })
        }
        () if all("object") => Shape::Map(MapShape { values: cx.any_at(&pointer.child("any")), min: None, max: None }),
        () => Shape::Any,
    }
}

fn is_of_type(value: &Node, name: &str) -> bool {
    match &value.kind {
        Kind::Null => name == "null",
        Kind::Bool(_) => name == "boolean",
        Kind::Number(text) => {
            name == "number" || (name == "integer" && Decimal::parse(text).is_some_and(|d| d.is_integer()))
        }
        Kind::String(_) => name == "string",
        Kind::Array(_) => name == "array",
        Kind::Object(_) => name == "object",
    }
}
