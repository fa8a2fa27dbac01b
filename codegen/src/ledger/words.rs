//! Constraints as a reader of the ledger wants them: the keyword and what it says, on one line.

use crate::document::{Kind, Member, Node};

/// A constraint of a schema.
#[derive(Debug)]
pub(super) struct Constraint<'n> {
    pub member: &'n Member,
    /// Of a list that asks for members, this one.
    pub name: Option<&'n str>,
    pub words: String,
}

/// How much of a long list is shown.
const LONG: usize = 72;

/// The constraints of a schema in the order of its keywords; what asserts nothing (`minLength: 0`) is none.
pub(super) fn constraints(node: &Node) -> Vec<Constraint<'_>> {
    node.members().iter().flat_map(|member| of(node, member)).collect()
}

fn of<'n>(node: &'n Node, member: &'n Member) -> Vec<Constraint<'n>> {
    let (key, value) = (&*member.key, &member.value);
    if key == "required" {
        let mut names: Vec<&str> = Vec::new();
        for name in value.items().iter().filter_map(Node::as_str) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let constraint = |name| Constraint { member, name: Some(name), words: format!("required {name}") };
        return names.into_iter().map(constraint).collect();
    }
    words(node, key, value).map(|words| Constraint { member, name: None, words }).into_iter().collect()
}

fn words(node: &Node, key: &str, value: &Node) -> Option<String> {
    let zero = || value.as_number().is_some_and(|digits| digits.parse() == Ok(0.0));
    let said = match key {
        "type" => types(node, value),
        "enum" => list(value.items()),
        "const" => json(value),
        "minLength" | "minItems" | "minProperties" if zero() => return None,
        "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties" | "maxProperties" | "minimum"
        | "maximum" | "multipleOf" => value.as_number()?.to_owned(),
        "exclusiveMinimum" | "exclusiveMaximum" => match value.as_bool() {
            Some(true) => String::new(),
            Some(false) => return None,
            None => value.as_number()?.to_owned(),
        },
        "minContains" | "maxContains" if node.get("contains").is_some() => value.as_number()?.to_owned(),
        "pattern" | "format" | "contentEncoding" | "contentMediaType" => one_line(value.as_str()?),
        "uniqueItems" | "readOnly" | "writeOnly" if value.as_bool() == Some(true) => String::new(),
        "additionalProperties" | "items" if value.as_bool() == Some(false) => "false".to_owned(),
        "additionalItems" if value.as_bool() == Some(false) && is_list(node.get("items")) => "false".to_owned(),
        "unevaluatedProperties" | "unevaluatedItems" if value.as_bool() != Some(true) => match value.kind {
            Kind::Bool(_) => "false".to_owned(),
            _ => String::new(),
        },
        "not" | "if" | "contains" | "propertyNames" | "contentSchema" if value.as_bool() != Some(true) => String::new(),
        // Of one schema alone its own constraints are all.
        "oneOf" | "anyOf" if value.items().len() > 1 => format!("of {}", value.items().len()),
        "dependentRequired" | "dependentSchemas" | "dependencies" if value.members().iter().any(asks) => {
            dependent(value)
        }
        _ => return None,
    };
    Some(if said.is_empty() { key.to_owned() } else { format!("{key} {said}") })
}

/// Whether something depends on a member.
fn asks(member: &Member) -> bool {
    !member.value.items().is_empty() || !matches!(member.value.kind, Kind::Array(_) | Kind::Bool(true))
}

fn is_list(node: Option<&Node>) -> bool {
    node.is_some_and(|node| matches!(node.kind, Kind::Array(_)))
}

fn types(node: &Node, value: &Node) -> String {
    let named: Vec<String> = std::iter::once(value).chain(value.items()).filter_map(name).collect();
    let nullable = if node.is_true("nullable") { " or null" } else { "" };
    format!("{}{nullable}", named.join(" or "))
}

fn name(node: &Node) -> Option<String> {
    match &node.kind {
        Kind::Null => Some("null".to_owned()),
        Kind::String(text) => Some(text.to_string()),
        Kind::Bool(_) | Kind::Number(_) | Kind::Array(_) | Kind::Object(_) => None,
    }
}

fn dependent(value: &Node) -> String {
    let member = |member: &Member| {
        let names: Vec<&str> = member.value.items().iter().filter_map(Node::as_str).collect();
        if names.is_empty() { member.key.to_string() } else { format!("{}: {}", member.key, names.join(", ")) }
    };
    value.members().iter().map(member).collect::<Vec<_>>().join("; ")
}

/// Values, as many as a line has room for.
fn list(values: &[Node]) -> String {
    let mut said = String::new();
    for (index, value) in values.iter().enumerate() {
        let next = json(value);
        if index > 0 && said.len() + next.len() > LONG {
            return format!("{said}, … ({} values)", values.len());
        }
        said.push_str(if index > 0 { ", " } else { "" });
        said.push_str(&next);
    }
    said
}

fn json(value: &Node) -> String {
    match &value.kind {
        Kind::Null => "null".to_owned(),
        Kind::Bool(value) => value.to_string(),
        Kind::Number(text) => text.to_string(),
        Kind::String(text) => serde_json::Value::String(text.to_string()).to_string(),
        Kind::Array(items) => format!("[{}]", items.iter().map(json).collect::<Vec<_>>().join(", ")),
        Kind::Object(members) => {
            let members: Vec<String> = members.iter().map(|m| format!("{}: {}", m.key, json(&m.value))).collect();
            format!("{{{}}}", members.join(", "))
        }
    }
}

/// A text without line breaks and the like.
pub(super) fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { c.escape_debug().to_string() } else { c.to_string() }).collect()
}
