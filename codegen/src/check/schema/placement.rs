//! Keywords beside a type for which they mean nothing, and types without what they need.

use super::super::closed::is_part;
use super::super::context::Context;
use super::super::instance;
use super::super::mend::TYPES;
use super::super::{Mode, Version};
use crate::diagnostic::Diagnostic;
use crate::document::{Kind, Node};
use crate::source::Span;

/// The types a keyword speaks about; nothing for one that speaks about every type.
pub(in crate::check) fn types_of(keyword: &str) -> &'static [&'static str] {
    match keyword {
        "maxLength" | "minLength" | "pattern" | "contentEncoding" | "contentMediaType" | "contentSchema" => &["string"],
        "multipleOf" | "maximum" | "minimum" | "exclusiveMaximum" | "exclusiveMinimum" => &["number", "integer"],
        "items" | "maxItems" | "minItems" | "uniqueItems" | "prefixItems" | "contains" | "maxContains"
        | "minContains" | "unevaluatedItems" => &["array"],
        "properties"
        | "additionalProperties"
        | "required"
        | "maxProperties"
        | "minProperties"
        | "patternProperties"
        | "propertyNames"
        | "dependentRequired"
        | "dependentSchemas"
        | "unevaluatedProperties" => &["object"],
        _ => &[],
    }
}

pub(super) fn judge(context: &mut Context<'_, '_>, schema: &Node, at: Span) {
    let types = types(schema);
    // What a misspelt type means nobody knows.
    if !types.is_empty() && types.iter().all(|name| TYPES.contains(name)) {
        misplaced(context, schema, &types);
        values_have_type(context, schema, &types);
    }
    if types == ["array"] && schema.get("items").is_none() {
        items_are_missing(context, schema, at);
    }
    required_are_properties(context, schema);
}

/// From 3.1 on an array may say nothing of its items; a spec of ours says that it means to.
fn items_are_missing(context: &mut Context<'_, '_>, schema: &Node, at: Span) {
    const INSTEAD: [&str; 6] = ["prefixItems", "contains", "unevaluatedItems", "allOf", "enum", "const"];
    let is_said = INSTEAD.iter().any(|keyword| schema.get(keyword).is_some());
    let message = match context.version {
        Version::V3_0 => "in OpenAPI 3.0 an array must say what its `items` are",
        Version::V3_1 | Version::V3_2 if context.mode == Mode::Lenient || is_said || is_part(context, schema, at) => {
            return;
        }
        Version::V3_1 | Version::V3_2 => "an array must say what its `items` are",
    };
    if !context.lacks(schema, "items") || !context.lacks(schema, "prefixItems") {
        return;
    }
    let diagnostic =
        Diagnostic::error("missing-items", at, message).label("add `items`").help("`items: {}` allows any");
    context.fault(diagnostic);
}

fn types(schema: &Node) -> Vec<&str> {
    match schema.get("type") {
        None => Vec::new(),
        Some(node) => node.as_str().into_iter().chain(node.items().iter().filter_map(Node::as_str)).collect(),
    }
}

fn misplaced(context: &mut Context<'_, '_>, schema: &Node, types: &[&str]) {
    let Some(type_node) = schema.get("type") else { return };
    for member in schema.members() {
        let wanted = types_of(&member.key);
        if wanted.is_empty() || wanted.iter().any(|name| types.contains(name)) {
            continue;
        }
        // That a member is required is said by the object; that this is no list is said already.
        if &*member.key == "required" && matches!(member.value.kind, Kind::Bool(_)) {
            continue;
        }
        let message = format!("`{}` means nothing for the type {}", member.key, types.join(", "));
        let diagnostic = Diagnostic::error("misplaced-keyword", member.key_span, message)
            .label(format!("speaks about {}", wanted.join(" and ")))
            .also(type_node.span, "the type");
        context.fault(diagnostic);
    }
}

fn values_have_type(context: &mut Context<'_, '_>, schema: &Node, types: &[&str]) {
    let nullable = schema.is_true("nullable");
    let listed = schema.get("enum").map(Node::items).unwrap_or_default();
    for value in listed.iter().chain(schema.get("const")) {
        let is_null = matches!(value.kind, Kind::Null) && nullable;
        if is_null || types.iter().any(|name| instance::has_type(value, name)) {
            continue;
        }
        let text = context.document.sources.text(value.span);
        let message = match value.kind {
            Kind::Null => format!("null is listed, but the type is {}", types.join(", ")),
            _ => format!("{text} is {}, but the type is {}", value.type_name(), types.join(", ")),
        };
        let mut diagnostic = Diagnostic::error("enum-mismatch", value.span, message);
        if let Some(type_node) = schema.get("type") {
            diagnostic = diagnostic.also(type_node.span, "the type");
        }
        if types.contains(&"string") && matches!(value.kind, Kind::Number(_) | Kind::Bool(_)) {
            diagnostic = diagnostic.help(format!("quote it: \"{text}\""));
        }
        context.fault(diagnostic);
    }
}

/// A name in `required` that is no property is a slip, unless the property may come from elsewhere.
fn required_are_properties(context: &mut Context<'_, '_>, schema: &Node) {
    const ELSEWHERE: [&str; 9] =
        ["$ref", "$dynamicRef", "allOf", "anyOf", "oneOf", "not", "if", "patternProperties", "unevaluatedProperties"];
    let Some(properties) = schema.get("properties") else { return };
    let is_open = schema.get("additionalProperties").is_some_and(|node| node.as_bool() != Some(false));
    if is_open || ELSEWHERE.iter().any(|keyword| schema.get(keyword).is_some()) {
        return;
    }
    for name in schema.get("required").map(Node::items).unwrap_or_default() {
        let Some(text) = name.as_str() else { continue };
        if properties.get(text).is_some() {
            continue;
        }
        let near = super::super::suggest::label(text, properties.members().iter().map(|member| &*member.key));
        let message = format!("`{text}` is required, but is not a property");
        let diagnostic = Diagnostic::error("required-unknown", name.span, message)
            .label(near)
            .help("describe it under `properties`, or remove it here");
        context.fault(diagnostic);
    }
}
