//! Schemas of the suite as components of an OpenAPI document.
//!
//! In: groups. Out: the text of a document, in which references lead into the component. Guaranteed: nothing of a
//! schema is changed but the address of what it refers to, and `$schema`, which is left out.

use specwright_codegen::document::{Kind, Node};

use super::suite::{Draft, Group};

/// Keywords whose value is a schema for each name.
const MAPS: [&str; 6] = ["properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "dependencies"];

/// Keywords whose value is no schema.
const VALUES: [&str; 5] = ["enum", "const", "default", "example", "examples"];

/// Where the suite says that its files stand.
pub(super) const HOST: &str = "http://localhost:1234/";

/// Asks `question` of a schema and all below it, and gives the first answer.
pub(super) fn schemas<T>(node: &Node, question: &mut dyn FnMut(&Node) -> Option<T>) -> Option<T> {
    if let Some(answer) = question(node) {
        return Some(answer);
    }
    let mut answer = node.items().iter().find_map(|item| schemas(item, question));
    for member in node.members() {
        if answer.is_some() || VALUES.contains(&&*member.key) {
            continue;
        }
        answer = if MAPS.contains(&&*member.key) {
            member.value.members().iter().find_map(|member| schemas(&member.value, question))
        } else {
            schemas(&member.value, question)
        };
    }
    answer
}

/// Where the schema of a group stands.
pub(super) fn fragment(index: usize) -> String {
    format!("#/components/schemas/G{index}")
}

/// What is written of a group's schemas.
#[derive(Clone, Copy, Debug)]
pub(super) struct Form {
    pub draft: Draft,
    /// Whether the type is written that a schema with `properties` or `items` means.
    pub implied: bool,
}

/// A document whose components are the schemas of groups. One that stands alone has the address that the suite gives
/// to its files, by which references to them and from them are relative.
pub(super) fn document<'g>(groups: impl Iterator<Item = &'g Group>, form: Form, alone: bool) -> String {
    let version = match (form.draft, alone) {
        (Draft::Four, _) => "\"3.0.4\"".to_owned(),
        (Draft::Newest, false) => "\"3.1.1\"".to_owned(),
        // Only 3.2 lets a document say its own address.
        (Draft::Newest, true) => format!("\"3.2.0\",\"$self\":\"{HOST}document.json\""),
    };
    let components: Vec<String> = groups
        .enumerate()
        .map(|(index, group)| {
            let mut text = format!("\"G{index}\":");
            let place = Place { root: &fragment(index), form, typed: form.implied };
            schema(&group.schema, place, &mut text);
            text
        })
        .collect();
    format!(
        "{{\"openapi\":{version},\"info\":{{\"title\":\"Suite\",\"version\":\"1\"}},\"paths\":{{}},\n\
        \"components\":{{\"schemas\":{{\n{}\n}}}}}}\n",
        components.join(",\n")
    )
}

/// Where a schema is written.
#[derive(Clone, Copy)]
struct Place<'r> {
    /// What `#` means in it; nothing below a schema with an `$id`, to which it is relative.
    root: &'r str,
    form: Form,
    /// Whether a missing type is written.
    typed: bool,
}

/// Keywords whose schemas are asked whether a value is valid, and are no types.
const ASKED: [&str; 9] = [
    "not",
    "if",
    "then",
    "else",
    "contains",
    "propertyNames",
    "dependentSchemas",
    "dependencies",
    "unevaluatedProperties",
];

/// A schema as JSON; references from its root lead to where it stands now, and it names no dialect.
fn schema(node: &Node, place: Place<'_>, text: &mut String) {
    let Kind::Object(members) = &node.kind else {
        return match &node.kind {
            Kind::Array(items) => list(items, text, &mut |item, text| schema(item, place, text)),
            _ => text.push_str(&json(node)),
        };
    };
    let own = place.form.draft == Draft::Newest && node.str("$id").is_some_and(|id| !id.starts_with('#'));
    let place = Place { root: if own { "#" } else { place.root }, ..place };
    let implied = implied(node).filter(|_| place.typed);
    text.push('{');
    text.push_str(implied.unwrap_or_default());
    let mut first = implied.is_none();
    for member in members.iter().filter(|member| &*member.key != "$schema") {
        if !std::mem::take(&mut first) {
            text.push(',');
        }
        text.push_str(&quoted(&member.key));
        text.push(':');
        let inner = Place { typed: place.typed && !ASKED.contains(&&*member.key), ..place };
        match (&*member.key, &member.value.kind) {
            ("$ref" | "$dynamicRef", Kind::String(target)) => text.push_str(&quoted(&address(target, place))),
            (key, Kind::Object(schemas)) if MAPS.contains(&key) => {
                text.push('{');
                for (index, one) in schemas.iter().enumerate() {
                    text.push_str(if index == 0 { "" } else { "," });
                    text.push_str(&quoted(&one.key));
                    text.push(':');
                    schema(&one.value, inner, text);
                }
                text.push('}');
            }
            (key, _) if VALUES.contains(&key) => text.push_str(&json(&member.value)),
            _ => schema(&member.value, inner, text),
        }
    }
    text.push('}');
}

/// Where a reference leads from here: 3.0 has no addresses but names of files.
fn address(target: &str, place: Place<'_>) -> String {
    match (target.strip_prefix('#'), target.strip_prefix(HOST)) {
        (Some(rest), _) if rest.is_empty() || rest.starts_with('/') => format!("{}{rest}", place.root),
        (None, Some(file)) if place.form.draft == Draft::Four => file.to_owned(),
        _ => target.to_owned(),
    }
}

/// The member that says the type which the generator takes a schema without one to mean.
fn implied(node: &Node) -> Option<&'static str> {
    let has = |keys: &[&str]| keys.iter().any(|key| node.get(key).is_some());
    if has(&["type", "enum", "const"]) {
        None
    } else if has(&["properties", "additionalProperties", "required", "patternProperties"]) {
        Some("\"type\":\"object\"")
    } else if has(&["items", "prefixItems"]) {
        Some("\"type\":\"array\"")
    } else {
        None
    }
}

fn list(items: &[Node], text: &mut String, each: &mut dyn FnMut(&Node, &mut String)) {
    text.push('[');
    for (index, item) in items.iter().enumerate() {
        text.push_str(if index == 0 { "" } else { "," });
        each(item, text);
    }
    text.push(']');
}

/// A value as JSON on one line.
pub(super) fn json(node: &Node) -> String {
    match &node.kind {
        Kind::Null => "null".to_owned(),
        Kind::Bool(value) => value.to_string(),
        Kind::Number(digits) => digits.to_string(),
        Kind::String(string) => quoted(string),
        Kind::Array(items) => {
            let mut text = String::new();
            list(items, &mut text, &mut |item, text| text.push_str(&json(item)));
            text
        }
        Kind::Object(members) => {
            let members: Vec<String> =
                members.iter().map(|member| format!("{}:{}", quoted(&member.key), json(&member.value))).collect();
            format!("{{{}}}", members.join(","))
        }
    }
}

/// A string as JSON (RFC 8259 section 7).
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if u32::from(c) < 0x20 => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
