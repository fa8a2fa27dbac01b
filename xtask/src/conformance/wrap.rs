//! Schemas of the suite as components of an OpenAPI document.
//!
//! In: groups. Out: the text of a document, in which references lead into the component; or why a group cannot be
//! carried by one.

use specwright_codegen::check::Mode;
use specwright_codegen::diagnostic::{Diagnostics, Severity};
use specwright_codegen::document::{Kind, Node};
use specwright_codegen::load::OneFile;
use specwright_codegen::source::Sources;
use specwright_codegen::tables;

use super::suite::{Draft, Group};

/// Keywords whose value is a schema for each name.
const MAPS: [&str; 6] = ["properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "dependencies"];

/// Keywords whose value is no schema.
const VALUES: [&str; 5] = ["enum", "const", "default", "example", "examples"];

/// Why a group is not run.
pub(super) fn refusal(group: &Group, draft: Draft) -> Option<String> {
    if group.file == "format" && draft == Draft::Newest {
        return Some("`format` is an assertion here".to_owned());
    }
    if let Some(reason) = foreign(&group.schema) {
        return Some(reason.to_owned());
    }
    let (name, text) = ("document.json", document(std::slice::from_ref(group), draft));
    let (mut sources, mut out) = (Sources::default(), Diagnostics::default());
    let file = OneFile { name, bytes: text.as_bytes() };
    tables(name, &file, Mode::Lenient, &[fragment(0)], "one", &mut sources, &mut out).err()?;
    let first = out.sorted().into_iter().find(|finding| finding.severity == Severity::Error);
    Some(first.map_or_else(String::new, |finding| format!("OpenAPI has no such schema, {}", finding.code)))
}

/// A keyword with which a schema has a base of its own, or leads out of the document.
fn foreign(node: &Node) -> Option<&'static str> {
    schemas(node, &mut |node| {
        let text = |key| node.str(key);
        let own = |key: &str| node.get(key).is_some_and(|value| value.as_str().is_some());
        if own("$dynamicRef") || own("$dynamicAnchor") || own("$recursiveRef") || node.is_true("$recursiveAnchor") {
            return Some("`$dynamicRef`");
        }
        if own("$id") || own("id") {
            return Some("`$id`");
        }
        if text("$schema").is_some_and(|schema| {
            !schema.starts_with("http://json-schema.org/")
                && !schema.starts_with("https://json-schema.org/draft/2020-12/")
        }) {
            return Some("a vocabulary of its own");
        }
        match text("$ref") {
            Some(reference) if !reference.starts_with('#') => Some("a remote `$ref`"),
            Some(reference) if reference.len() > 1 && !reference.starts_with("#/") => Some("`$anchor`"),
            Some(_) | None => None,
        }
    })
}

/// Asks `question` of a schema and all below it, and gives the first answer.
fn schemas<T>(node: &Node, question: &mut dyn FnMut(&Node) -> Option<T>) -> Option<T> {
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

/// A document whose components are the schemas of groups.
pub(super) fn document(groups: &[Group], draft: Draft) -> String {
    let version = if draft == Draft::Four { "3.0.4" } else { "3.1.1" };
    let components: Vec<String> = groups
        .iter()
        .enumerate()
        .map(|(index, group)| {
            let mut text = format!("\"G{index}\":");
            schema(&group.schema, &fragment(index), &mut text);
            text
        })
        .collect();
    format!(
        "{{\"openapi\":\"{version}\",\"info\":{{\"title\":\"Suite\",\"version\":\"1\"}},\"paths\":{{}},\n\
        \"components\":{{\"schemas\":{{\n{}\n}}}}}}\n",
        components.join(",\n")
    )
}

/// A schema as JSON; references from its root lead to where it stands now, and it names no dialect.
fn schema(node: &Node, root: &str, text: &mut String) {
    let Kind::Object(members) = &node.kind else {
        return match &node.kind {
            Kind::Array(items) => list(items, text, &mut |item, text| schema(item, root, text)),
            _ => text.push_str(&json(node)),
        };
    };
    text.push('{');
    let mut first = true;
    for member in members.iter().filter(|member| &*member.key != "$schema") {
        if !std::mem::take(&mut first) {
            text.push(',');
        }
        text.push_str(&quoted(&member.key));
        text.push(':');
        match (&*member.key, &member.value.kind) {
            ("$ref", Kind::String(target)) => {
                text.push_str(&quoted(&target.replacen('#', root, 1)));
            }
            (key, Kind::Object(inner)) if MAPS.contains(&key) => {
                text.push('{');
                for (index, one) in inner.iter().enumerate() {
                    text.push_str(if index == 0 { "" } else { "," });
                    text.push_str(&quoted(&one.key));
                    text.push(':');
                    schema(&one.value, root, text);
                }
                text.push('}');
            }
            (key, _) if VALUES.contains(&key) => text.push_str(&json(&member.value)),
            _ => schema(&member.value, root, text),
        }
    }
    text.push('}');
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
