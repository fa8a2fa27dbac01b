//! The tables as a JSON Schema, so that an editor completes and checks a spec while it is typed.
//!
//! In: the tables and the vocabulary of extensions. Out: one schema (draft 7, which editors know best) for specs of every
//! version of OpenAPI. Guaranteed: it refuses no spec that `check` accepts; what needs more than one place to judge, such
//! as a reference, is left to `check`.

use serde_json::{Map, Value, json};

use super::extension::{self, VOCABULARY};
use super::mend::TYPES;
use super::table::{Field, Need, Object, Rest, Shape, table};

/// Every object, by the name of its definition.
const OBJECTS: [(Object, &str); 29] = [
    (Object::OpenApi, "OpenApi"),
    (Object::Info, "Info"),
    (Object::Contact, "Contact"),
    (Object::License, "License"),
    (Object::Server, "Server"),
    (Object::ServerVariable, "ServerVariable"),
    (Object::Components, "Components"),
    (Object::Paths, "Paths"),
    (Object::PathItem, "PathItem"),
    (Object::Operation, "Operation"),
    (Object::ExternalDocs, "ExternalDocs"),
    (Object::Parameter, "Parameter"),
    (Object::RequestBody, "RequestBody"),
    (Object::MediaType, "MediaType"),
    (Object::Encoding, "Encoding"),
    (Object::Responses, "Responses"),
    (Object::Response, "Response"),
    (Object::Callback, "Callback"),
    (Object::Example, "Example"),
    (Object::Link, "Link"),
    (Object::Header, "Header"),
    (Object::Tag, "Tag"),
    (Object::Schema, "Schema"),
    (Object::Discriminator, "Discriminator"),
    (Object::Xml, "Xml"),
    (Object::SecurityScheme, "SecurityScheme"),
    (Object::OAuthFlows, "OAuthFlows"),
    (Object::OAuthFlow, "OAuthFlow"),
    (Object::SecurityRequirement, "SecurityRequirement"),
];

/// The schema of what `specs/` accepts.
pub fn editor_schema() -> Value {
    let mut definitions: Map<String, Value> =
        OBJECTS.into_iter().map(|(object, name)| (name.to_owned(), definition(object))).collect();
    definitions.insert("Allow".to_owned(), allow());
    definitions.insert("Reference".to_owned(), reference());
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A spec under `specs/`",
        "description": "Made from the tables of the generator by `cargo xtask bless`; edits are lost.",
        "allOf": [at("OpenApi")],
        "definitions": definitions,
    })
}

fn at(name: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{name}") })
}

fn of(object: Object) -> Value {
    let name = OBJECTS.into_iter().find(|(known, _)| *known == object).map_or("Schema", |(_, name)| name);
    at(name)
}

/// A Reference Object; from 3.1 on it may have words of its own.
fn reference() -> Value {
    json!({
        "type": "object",
        "description": "a reference",
        "properties": {
            "$ref": { "type": "string", "minLength": 1 },
            "summary": { "type": "string" },
            "description": { "type": "string" },
        },
        "required": ["$ref"],
        "additionalProperties": false,
    })
}

fn definition(object: Object) -> Value {
    let table = table(object);
    let mut properties = Map::new();
    let mut required: Vec<&str> = Vec::new();
    for field in table.fields {
        properties.insert(field.name.to_owned(), property(object, field));
        if is_required(object, field) {
            required.push(field.name);
        }
    }
    // What a spec of ours says beside what OpenAPI asks for.
    if object == Object::Operation {
        required.push("x-source");
    }
    if table.extensible {
        properties.extend(extensions(object));
    }
    let mut schema = json!({
        "type": "object",
        "description": table.name,
        "properties": properties,
        "additionalProperties": false,
    });
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    match table.rest {
        Rest::None => {}
        Rest::Paths => schema["patternProperties"] = json!({ "^/[^?#]*$": of(Object::PathItem) }),
        Rest::Statuses => {
            schema["patternProperties"] = json!({
                "^([1-5][0-9][0-9]|[1-5]XX|default)$": shape(Shape::OrRef(Object::Response)),
            });
        }
        Rest::Expressions => schema["patternProperties"] = json!({ "^(?!x-)": shape(Shape::OrRef(Object::PathItem)) }),
        Rest::Schemes => schema["additionalProperties"] = shape(Shape::List(&Shape::Text)),
    }
    schema
}

/// What stands in a reference instead, and what later versions no longer ask for, is left to `check`.
fn is_required(object: Object, field: &Field) -> bool {
    let named = matches!((object, field.name), (Object::Operation, "operationId"));
    named || field.need != Need::Optional
}

fn property(object: Object, field: &Field) -> Value {
    let versions = field.versions();
    let mut value = match (object, field.name) {
        (Object::OpenApi, "openapi") => json!({ "type": "string", "pattern": "^3\\.[012]\\." }),
        _ => shape(field.shape),
    };
    // A later keyword than `$ref` is not read beside it.
    if value.get("$ref").is_none() && versions != "3.0 and later" {
        value["description"] = json!(format!("OpenAPI {versions}"));
    }
    value
}

fn shape(shape: Shape) -> Value {
    match shape {
        Shape::Any => json!({}),
        Shape::Text => json!({ "type": "string" }),
        Shape::Bool => json!({ "type": "boolean" }),
        Shape::Number => json!({ "type": "number" }),
        Shape::Positive => json!({ "type": "number", "exclusiveMinimum": 0 }),
        Shape::Count => json!({ "type": "integer", "minimum": 0 }),
        Shape::Word(words) => json!({ "enum": words }),
        Shape::List(item) => json!({ "type": "array", "items": self::shape(*item) }),
        Shape::Map(entry) => json!({ "type": "object", "additionalProperties": self::shape(*entry) }),
        Shape::Object(object) => of(object),
        Shape::OrRef(object) => json!({
            "if": { "type": "object", "required": ["$ref"] },
            "then": at("Reference"),
            "else": of(object),
        }),
        Shape::Schema | Shape::SchemaOrBool => json!({
            "if": { "type": "boolean" },
            "else": of(Object::Schema),
        }),
        Shape::Type => json!({
            "if": { "type": "array" },
            "then": { "items": { "enum": TYPES }, "minItems": 1, "uniqueItems": true },
            "else": { "enum": TYPES },
        }),
        Shape::Exclusive => json!({ "type": ["boolean", "number"] }),
    }
}

/// The extensions that an object may carry.
fn extensions(object: Object) -> Map<String, Value> {
    let known = VOCABULARY.iter().filter(|extension| extension.is_on(object));
    let mut all: Map<String, Value> =
        known.map(|extension| (extension.name.to_owned(), extension_value(extension, object))).collect();
    all.insert("x-allow".to_owned(), at("Allow"));
    all
}

/// `x-allow`: warnings that may stay.
fn allow() -> Value {
    let reason = json!({ "type": "string", "minLength": 3 });
    let codes: Map<String, Value> = super::allow::codes().map(|code| (code.to_owned(), reason.clone())).collect();
    json!({
        "description": "warnings that may stay, each with the reason",
        "type": "object",
        "properties": codes,
        "additionalProperties": false,
        "minProperties": 1,
    })
}

fn extension_value(extension: &extension::Extension, object: Object) -> Value {
    use extension::Value as Wanted;
    if (extension.name, object) == ("x-credential", Object::SecurityScheme) {
        return shape(Shape::Schema);
    }
    let text = json!({ "type": "string", "minLength": 1 });
    match extension.value {
        Wanted::True => json!({ "const": true }),
        Wanted::Text | Wanted::Identifier | Wanted::TypePath => text,
        Wanted::Names => json!({ "type": "array", "items": text, "uniqueItems": true }),
        Wanted::Texts => json!({ "type": "array", "items": { "type": "string" } }),
        Wanted::Texted => json!({ "type": "object", "additionalProperties": { "type": "string" } }),
        Wanted::Source => json!({
            "type": "object",
            "properties": { "page": text, "quote": text, "url": { "type": "string", "pattern": "^https?://" } },
            "required": ["page", "quote"],
            "additionalProperties": false,
        }),
        Wanted::Failure => json!({
            "type": "object",
            "properties": {
                "pointer": { "type": "string", "pattern": "^/" },
                "equals": {},
                "issues": { "type": "string", "pattern": "^/" },
            },
            "required": ["pointer", "equals"],
            "additionalProperties": false,
        }),
        Wanted::Counterexamples => json!({
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "properties": {
                    "value": {},
                    "pointer": { "type": "string", "pattern": "^(/|$)" },
                    "keyword": text,
                    "description": { "type": "string" },
                },
                "required": ["value", "pointer", "keyword"],
                "additionalProperties": false,
            },
        }),
        Wanted::Spellings => json!({
            "type": "object",
            "properties": { "true": { "type": "array" }, "false": { "type": "array" } },
            "minProperties": 1,
            "additionalProperties": false,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::super::table::{Object, Shape, table};
    use super::{OBJECTS, editor_schema};

    /// Every object that a table leads to has a definition of its own.
    #[test]
    fn every_object_is_listed_once() {
        let mut left = vec![Object::OpenApi];
        let mut seen = Vec::new();
        while let Some(object) = left.pop() {
            if seen.contains(&object) {
                continue;
            }
            seen.push(object);
            assert_eq!(OBJECTS.iter().filter(|(listed, _)| *listed == object).count(), 1, "{object:?}");
            left.extend(table(object).fields.iter().filter_map(|field| held(field.shape)));
        }
        assert!(editor_schema()["definitions"]["Schema"]["properties"]["maxLength"].is_object());
    }

    fn held(shape: Shape) -> Option<Object> {
        match shape {
            Shape::List(inner) | Shape::Map(inner) => held(*inner),
            Shape::Object(object) | Shape::OrRef(object) => Some(object),
            Shape::Schema | Shape::SchemaOrBool => Some(Object::Schema),
            Shape::Any
            | Shape::Text
            | Shape::Bool
            | Shape::Number
            | Shape::Positive
            | Shape::Count
            | Shape::Word(_)
            | Shape::Type
            | Shape::Exclusive => None,
        }
    }
}
