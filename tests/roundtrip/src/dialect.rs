//! Schemas of OpenAPI 3.0 and 3.1 as schemas of 2020-12, with what OpenAPI adds to their meaning said in its words.
//!
//! `nullable`, flags for exclusive limits, ignored siblings of `$ref`, widths of integers, discriminators, open enums,
//! objects and arrays that do not say that they are, and that a response need not have what is only written.

use serde_json::{Map, Value, json};

use crate::bundle::{Files, escape};

const MAPS: &[&str] = &["properties", "patternProperties", "$defs", "definitions", "dependentSchemas"];
const SINGLE: &[&str] = &[
    "items",
    "additionalProperties",
    "not",
    "contains",
    "propertyNames",
    "if",
    "then",
    "else",
    "unevaluatedItems",
    "unevaluatedProperties",
    "contentSchema",
];
const LISTS: &[&str] = &["allOf", "anyOf", "oneOf", "prefixItems"];

/// Keywords that hold values and no schemas, or that would give a schema another base.
const DROPPED: &[&str] = &["$schema", "$id", "example", "examples", "default", "xml", "externalDocs", "nullable"];

/// Formats that are rules; all others are words.
const FORMATS: &[&str] = &[
    "date-time",
    "date",
    "time",
    "duration",
    "email",
    "idn-email",
    "hostname",
    "idn-hostname",
    "ipv4",
    "ipv6",
    "uri",
    "uri-reference",
    "uuid",
    "json-pointer",
    "regex",
    "uri-template",
    "iri",
    "iri-reference",
    "relative-json-pointer",
    "byte",
    "base64",
];

/// A file.
pub fn document(files: &mut Files, file: usize, value: &Value) -> Value {
    any(files, file, "", value)
}

/// A value outside schemas, in which schemas stand.
fn any(files: &mut Files, file: usize, at: &str, value: &Value) -> Value {
    if files.targets.contains(&(file, at.to_owned())) {
        return schema(files, file, at, value);
    }
    match value {
        Value::Array(items) => {
            let items = items.iter().enumerate().map(|(index, item)| any(files, file, &format!("{at}/{index}"), item));
            Value::Array(items.collect())
        }
        Value::Object(members) => {
            let mut out = Map::new();
            for (key, value) in members {
                let place = format!("{at}/{}", escape(key));
                let value = match (key.as_str(), value) {
                    ("example" | "examples" | "default" | "enum", _) => continue,
                    // A credential has a schema of its own.
                    ("schema" | "itemSchema" | "x-credential", value) if value.is_object() => {
                        schema(files, file, &place, value)
                    }
                    ("schemas", Value::Object(_)) if at.ends_with("/components") || at == "/components" => {
                        map(files, file, &place, value)
                    }
                    ("$ref", Value::String(text)) => Value::String(files.reference(file, text, false)),
                    (_, value) => any(files, file, &place, value),
                };
                out.insert(key.clone(), value);
            }
            Value::Object(out)
        }
        other => other.clone(),
    }
}

fn map(files: &mut Files, file: usize, at: &str, value: &Value) -> Value {
    let members = value.as_object().into_iter().flatten();
    Value::Object(
        members.map(|(key, v)| (key.clone(), schema(files, file, &format!("{at}/{}", escape(key)), v))).collect(),
    )
}

fn list(files: &mut Files, file: usize, at: &str, value: &Value) -> Value {
    let items = value.as_array().into_iter().flatten().enumerate();
    Value::Array(items.map(|(index, item)| schema(files, file, &format!("{at}/{index}"), item)).collect())
}

fn schema(files: &mut Files, file: usize, at: &str, value: &Value) -> Value {
    let Value::Object(members) = value else {
        return if value.is_boolean() { value.clone() } else { Value::Bool(true) };
    };
    if let Some(reference) = members.get("$ref").and_then(Value::as_str).filter(|_| files.is_3_0) {
        let referred = json!({ "$ref": files.reference(file, reference, true) });
        // What stands beside a reference means nothing, but for an author's `null`.
        let nullable = members.get("nullable") == Some(&Value::Bool(true));
        return if nullable { json!({ "anyOf": [{ "type": "null" }, referred] }) } else { referred };
    }
    let mut out = Map::new();
    for (key, value) in members {
        let place = format!("{at}/{}", escape(key));
        let value = match key.as_str() {
            key if DROPPED.contains(&key) || key.starts_with("x-") => continue,
            "$ref" => match value.as_str() {
                Some(text) => Value::String(files.reference(file, text, true)),
                None => continue,
            },
            key if MAPS.contains(&key) => map(files, file, &place, value),
            key if SINGLE.contains(&key) && !value.is_array() => schema(files, file, &place, value),
            key if LISTS.contains(&key) => list(files, file, &place, value),
            "required" => match value.as_array() {
                // A name that is listed twice is one to everybody but the validator.
                Some(names) => Value::Array(
                    names
                        .iter()
                        .enumerate()
                        .filter(|(at, name)| !names[..*at].contains(name))
                        .map(|(_, name)| name.clone())
                        .collect(),
                ),
                None => continue,
            },
            // YAML's `null` in a list of types is meant for the name.
            "type" => named(value),
            "format" if !value.as_str().is_some_and(|format| FORMATS.contains(&format)) => {
                // Words still say of what width a number is.
                out.insert("x-format".to_owned(), value.clone());
                continue;
            }
            _ => value.clone(),
        };
        out.insert(key.clone(), value);
    }
    // Who names members and no type means an object.
    let names_members =
        ["properties", "additionalProperties", "patternProperties"].iter().any(|key| out.contains_key(*key));
    if names_members && !out.contains_key("type") {
        let nullable = out.get("enum").and_then(Value::as_array).is_some_and(|all| all.contains(&Value::Null));
        out.insert("type".to_owned(), if nullable { json!(["object", "null"]) } else { json!("object") });
    }
    if out.contains_key("items") && !out.contains_key("type") {
        out.insert("type".to_owned(), json!("array"));
    }
    limits(&mut out);
    written_only(files, &mut out);
    by_the_client(members, &mut out);
    if files.tagged {
        discriminator(members, &mut out);
    }
    if members.get("x-open") == Some(&Value::Bool(true)) {
        out.remove("enum");
    }
    let out = spellings(members, out);
    match members.get("nullable") {
        Some(Value::Bool(true)) => json!({ "anyOf": [{ "type": "null" }, out] }),
        _ => out,
    }
}

/// Credentials are no members of what a caller gives (they stand under `$defs` then), and a key that the client can make need not be given.
fn by_the_client(members: &Map<String, Value>, out: &mut Map<String, Value>) {
    let Some(properties) = members.get("properties").and_then(Value::as_object) else { return };
    let has = |name: &str, extension: &str| properties.get(name).is_some_and(|p| p[extension] == Value::Bool(true));
    if let Some(Value::Array(required)) = out.get_mut("required") {
        required.retain(|name| {
            name.as_str().is_none_or(|name| !has(name, "x-credential") && !has(name, "x-idempotency-key"))
        });
    }
    let Some(Value::Object(own)) = out.get_mut("properties") else { return };
    let names: Vec<String> = own.keys().filter(|name| has(name, "x-credential")).cloned().collect();
    let held: Map<String, Value> = names.into_iter().filter_map(|name| own.remove_entry(&name)).collect();
    if !held.is_empty() {
        out.insert("$defs".to_owned(), Value::Object(held));
    }
}

/// A boolean may have other spellings; texts are compared without regard to case.
fn spellings(members: &Map<String, Value>, out: Map<String, Value>) -> Value {
    let Some(listed) = members.get("x-accept-values").and_then(Value::as_object) else { return Value::Object(out) };
    let all: Vec<&Value> = listed.values().filter_map(Value::as_array).flatten().collect();
    let any_case = |text: &str| -> String {
        text.chars().map(|c| format!("[{}{}]", c.to_ascii_lowercase(), c.to_ascii_uppercase())).collect()
    };
    let texts: Vec<String> = all.iter().filter_map(|value| value.as_str()).map(any_case).collect();
    let others: Vec<&Value> = all.into_iter().filter(|value| !value.is_string()).collect();
    json!({ "anyOf": [out, { "enum": others }, { "type": "string", "pattern": format!("^(?:{})$", texts.join("|")) }] })
}

fn named(types: &Value) -> Value {
    let name = |one: &Value| if one.is_null() { Value::from("null") } else { one.clone() };
    match types {
        Value::Array(all) => Value::Array(all.iter().map(name).collect()),
        one => name(one),
    }
}

/// Flags for exclusive limits, and the limits that a width is.
fn limits(out: &mut Map<String, Value>) {
    for (flag, limit) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
        if let Some(Value::Bool(exclusive)) = out.get(flag) {
            let exclusive = *exclusive;
            out.remove(flag);
            if let Some(value) = exclusive.then(|| out.remove(limit)).flatten() {
                out.insert(flag.to_owned(), value);
            }
        }
    }
    let is_integer = out.get("type").is_some_and(|of| of == "integer" || *of == json!(["integer", "null"]));
    let range: (i128, i128) = match out.get("x-format").and_then(Value::as_str).filter(|_| is_integer) {
        Some("int32") => (i32::MIN.into(), i32::MAX.into()),
        Some("int64") => (i64::MIN.into(), i64::MAX.into()),
        Some("int8") => (i8::MIN.into(), i8::MAX.into()),
        Some("int16") => (i16::MIN.into(), i16::MAX.into()),
        Some("uint8") => (0, u8::MAX.into()),
        Some("uint16") => (0, u16::MAX.into()),
        Some("uint32") => (0, u32::MAX.into()),
        Some("uint64" | "uint") => (0, u64::MAX.into()),
        _ => return,
    };
    let number = |limit: i128| i64::try_from(limit).map_or_else(|_| Value::from(limit as u64), Value::from);
    let at = |out: &Map<String, Value>, key: &str| out.get(key).and_then(Value::as_f64);
    if at(out, "minimum").is_none_or(|minimum| minimum < range.0 as f64) {
        out.insert("minimum".to_owned(), number(range.0));
    }
    if at(out, "maximum").is_none_or(|maximum| maximum > range.1 as f64) {
        out.insert("maximum".to_owned(), number(range.1));
    }
}

/// A response need not have what is only written (OpenAPI 3.0.4, section 4.7.24.2).
fn written_only(_: &Files, out: &mut Map<String, Value>) {
    let Some(properties) = out.get("properties").and_then(Value::as_object) else { return };
    let is_written = |name: &Value| {
        let property = name.as_str().and_then(|name| properties.get(name));
        let of = |schema: &Value| schema["writeOnly"] == Value::Bool(true);
        property
            .is_some_and(|property| of(property) || property["anyOf"].as_array().is_some_and(|all| all.iter().any(of)))
    };
    let Some(required) = out.get("required").and_then(Value::as_array) else { return };
    let left: Vec<Value> = required.iter().filter(|name| !is_written(name)).cloned().collect();
    if left.len() < required.len() {
        out.insert("required".to_owned(), Value::Array(left));
    }
}

/// A branch of a union with a discriminator is meant only by its own tags.
fn discriminator(members: &Map<String, Value>, out: &mut Map<String, Value>) {
    let Some(property) = members.get("discriminator").and_then(|d| d["propertyName"].as_str()) else { return };
    let mapping = members["discriminator"]["mapping"].as_object();
    for key in ["oneOf", "anyOf"] {
        let Some(branches) = members.get(key).and_then(Value::as_array) else { continue };
        let Some(converted) = out.get_mut(key).and_then(Value::as_array_mut) else { continue };
        for (branch, converted) in branches.iter().zip(converted) {
            let Some(reference) = branch["$ref"].as_str() else { continue };
            let name = reference.rsplit('/').next().unwrap_or_default();
            let means = |target: &Value| target == reference || target == name;
            let entries = mapping.into_iter().flatten().filter(|(_, target)| means(target));
            let mut tags: Vec<Value> = entries.map(|(tag, _)| Value::String(tag.clone())).collect();
            if tags.is_empty() {
                tags.push(Value::String(name.to_owned()));
            }
            *converted = json!({ "allOf": [
                converted.take(),
                { "type": "object", "required": [property], "properties": { property: { "enum": tags } } },
            ] });
        }
    }
}
