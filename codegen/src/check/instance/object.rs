//! Objects: required and additional properties, names, what depends on what.

use super::text::count;
use super::{Problem, Validator};
use crate::document::Node;

pub(super) fn judge<'d>(validator: &mut Validator<'d>, schema: &'d Node, value: &Node, problems: &mut Vec<Problem>) {
    let found = value.members().len();
    count(validator, schema, value, found, ("minProperties", "maxProperties", "properties"), problems);
    for name in schema.get("required").map(Node::items).unwrap_or_default() {
        if let Some(text) = name.as_str().filter(|text| value.get(text).is_none()) {
            let message = format!("must have the property `{text}`");
            problems.push(validator.problem(value, "required", name.span, message));
        }
    }
    members(validator, schema, value, problems);
    if let Some(names) = schema.get("propertyNames") {
        for member in value.members() {
            let name = Node { span: member.key_span, kind: crate::document::Kind::String(member.key.clone()) };
            validator.apply(names, &name, problems);
        }
    }
    dependencies(validator, schema, value, problems);
}

fn members<'d>(validator: &mut Validator<'d>, schema: &'d Node, value: &Node, problems: &mut Vec<Problem>) {
    let additional = schema.get("additionalProperties");
    for member in value.members() {
        let mut is_known = false;
        if let Some(property) = schema.get("properties").and_then(|properties| properties.get(&member.key)) {
            is_known = true;
            validator.apply_below(&member.key, property, &member.value, problems);
        }
        for pattern in schema.get("patternProperties").map(Node::members).unwrap_or_default() {
            if validator.matches(&pattern.key, &member.key) {
                is_known = true;
                validator.apply_below(&member.key, &pattern.value, &member.value, problems);
            }
        }
        match additional {
            Some(schema) if !is_known && schema.as_bool() == Some(false) => {
                let message = format!("`{}` is not a property of this object", member.key);
                let mut problem = validator.problem(value, "additionalProperties", schema.span, message);
                problem.span = member.key_span;
                problems.push(problem);
            }
            Some(schema) if !is_known => validator.apply_below(&member.key, schema, &member.value, problems),
            Some(_) | None => {}
        }
    }
}

fn dependencies<'d>(validator: &mut Validator<'d>, schema: &'d Node, value: &Node, problems: &mut Vec<Problem>) {
    for entry in schema.get("dependentRequired").map(Node::members).unwrap_or_default() {
        if value.get(&entry.key).is_none() {
            continue;
        }
        for name in entry.value.items() {
            if let Some(text) = name.as_str().filter(|text| value.get(text).is_none()) {
                let message = format!("must have the property `{text}`, for it has `{}`", entry.key);
                problems.push(validator.problem(value, "dependentRequired", name.span, message));
            }
        }
    }
    for entry in schema.get("dependentSchemas").map(Node::members).unwrap_or_default() {
        if value.get(&entry.key).is_some() {
            validator.apply(&entry.value, value, problems);
        }
    }
}
