//! A schema as one object: references followed, `allOf` merged, unions listed.
//!
//! The result is a guide for making instances, not a judge of them: where parts say the same thing twice it may keep
//! one of them, and the validator decides about what was made.

use serde_json::{Map, Value};

use crate::bundle::decode;

/// A merged schema; its unions stand under [`UNIONS`], each a list of branches.
pub type Flat = Map<String, Value>;

/// Where the branches of `oneOf` and `anyOf` are collected.
pub const UNIONS: &str = "x-unions";

/// The schema; nothing for one that nothing satisfies, or that never ends.
pub fn flat(root: &Value, schema: &Value, depth: usize) -> Option<Flat> {
    match schema {
        Value::Bool(true) => Some(Flat::new()),
        Value::Object(members) if depth < 40 => {
            let mut own = members.clone();
            let mut parts = Vec::new();
            if let Some(Value::String(reference)) = own.remove("$ref") {
                parts.push(flat(root, target(root, &reference)?, depth + 1)?);
            }
            if let Some(Value::Array(all)) = own.remove("allOf") {
                for part in &all {
                    parts.push(flat(root, part, depth + 1)?);
                }
            }
            let unions: Vec<Value> = ["oneOf", "anyOf"].iter().filter_map(|key| own.remove(*key)).collect();
            if !unions.is_empty() {
                own.insert(UNIONS.to_owned(), Value::Array(unions));
            }
            Some(parts.into_iter().fold(own, merge))
        }
        _ => None,
    }
}

fn target<'r>(root: &'r Value, reference: &str) -> Option<&'r Value> {
    root.pointer(&decode(reference.strip_prefix('#')?))
}

/// What both schemas say.
pub fn merge(mut left: Flat, right: Flat) -> Flat {
    for (key, value) in right {
        let merged = match left.remove(&key) {
            None => value,
            Some(own) => both(&key, own, value),
        };
        left.insert(key, merged);
    }
    left
}

fn both(key: &str, own: Value, other: Value) -> Value {
    match (key, own, other) {
        ("properties" | "patternProperties", Value::Object(mut own), Value::Object(other)) => {
            for (name, schema) in other {
                let schema = match own.remove(&name) {
                    Some(known) if known != schema => serde_json::json!({ "allOf": [known, schema] }),
                    Some(_) | None => schema,
                };
                own.insert(name, schema);
            }
            Value::Object(own)
        }
        ("required", Value::Array(mut own), Value::Array(other)) => {
            own.extend(other);
            own.sort_by_key(Value::to_string);
            own.dedup();
            Value::Array(own)
        }
        (UNIONS, Value::Array(mut own), Value::Array(other)) => {
            own.extend(other);
            Value::Array(own)
        }
        ("enum", Value::Array(mut own), Value::Array(other)) => {
            own.retain(|value| other.contains(value));
            Value::Array(own)
        }
        ("type", own, other) => types(own, other),
        ("additionalProperties", own, other) => match (&own, &other) {
            (Value::Bool(false), _) | (_, Value::Bool(true)) => own,
            _ => other,
        },
        ("minimum" | "exclusiveMinimum" | "minLength" | "minItems" | "minProperties", own, other) => {
            if own.as_f64() >= other.as_f64() { own } else { other }
        }
        ("maximum" | "exclusiveMaximum" | "maxLength" | "maxItems" | "maxProperties", own, other) => {
            if own.as_f64() <= other.as_f64() { own } else { other }
        }
        ("items" | "propertyNames", own, other) if own != other => serde_json::json!({ "allOf": [own, other] }),
        (_, own, _) => own,
    }
}

/// The types in both lists; `integer` is a `number`.
fn types(own: Value, other: Value) -> Value {
    let list = |value: &Value| match value {
        Value::Array(all) => all.clone(),
        one => vec![one.clone()],
    };
    let (left, right) = (list(&own), list(&other));
    let takes =
        |all: &[Value], one: &Value| all.contains(one) || (one == "integer" && all.iter().any(|t| t == "number"));
    let mut both: Vec<Value> = left.iter().filter(|one| takes(&right, one)).cloned().collect();
    both.extend(right.iter().filter(|one| takes(&left, one) && !left.contains(one)).cloned());
    Value::Array(both)
}

/// The types that a schema allows, `null` last; guessed from its keywords where it lists none.
pub fn kinds(flat: &Flat) -> Vec<&str> {
    let mut listed: Vec<&str> = match flat.get("type") {
        Some(Value::String(one)) => vec![one.as_str()],
        Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).collect(),
        _ => vec![guess(flat)],
    };
    listed.sort_by_key(|kind| *kind == "null");
    listed
}

fn guess(flat: &Flat) -> &'static str {
    let has = |keys: &[&str]| keys.iter().any(|key| flat.contains_key(*key));
    if has(&["properties", "required", "additionalProperties", "patternProperties", "minProperties", "propertyNames"]) {
        "object"
    } else if has(&["items", "prefixItems", "minItems", "contains"]) {
        "array"
    } else if has(&["minimum", "maximum", "multipleOf", "exclusiveMinimum", "exclusiveMaximum"]) {
        "number"
    } else if has(&["pattern", "minLength", "maxLength", "format"]) {
        "string"
    } else {
        "any"
    }
}

/// A count or a limit of a schema.
pub fn count(flat: &Flat, key: &str) -> Option<usize> {
    flat.get(key).and_then(Value::as_f64).map(|value| value as usize)
}
