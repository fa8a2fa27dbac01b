//! Media types: what each is read and written as.
//!
//! Guaranteed: none is refused. What no other rule knows is bytes, unless JSON or XML is offered for the same schema:
//! then it is neither sent nor asked for.

use std::collections::BTreeSet;

use openapiv3::Content;

use super::example;
use super::parameter::named;
use crate::document::Node;
use crate::ir::{Additional, Encoding, Media, MediaFormat, SchemaId, Shape, Style};
use crate::lower::{Context, refusals};
use crate::pointer::Pointer;
use crate::resolve::{self, BACK_REFERENCE};

/// Where a body goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Request,
    Response,
}

/// What a schema says of the form of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Value {
    Unsaid,
    Binary,
    Text,
    Other,
}

pub(super) fn media(cx: &mut Context<'_, '_>, content: &Content, direction: Direction) -> Vec<Media> {
    let mut media = Vec::new();
    let read = read_schemas(cx, content, direction);
    for (name, entry) in content {
        let Some((pointer, node)) = cx.spec.back(entry.extensions.get(BACK_REFERENCE)) else { continue };
        let value = value(cx, node, &pointer.child("schema"));
        let format = format(name, value, node.get("itemSchema").is_some(), direction);
        // The value that JSON has as well, in a form that nobody here reads: YAML, Protocol Buffers. It is not asked for.
        let known = || read.contains(&resolve::follow(&cx.spec.document, &pointer.child("schema")));
        if format == MediaFormat::Bytes && value == Value::Other && known() {
            continue;
        }
        let schema = match format {
            // A schema of bytes says nothing that could be enforced.
            MediaFormat::Bytes => cx.any_at(&pointer.child("x-bytes")),
            MediaFormat::Items => cx.schema_at(&pointer.child("itemSchema")),
            MediaFormat::Text if value == Value::Unsaid => {
                let text = super::parameter::text(node.span);
                cx.made_at(&pointer.child("x-text"), &text)
            }
            MediaFormat::Json | MediaFormat::Xml | MediaFormat::Text | MediaFormat::Form | MediaFormat::Multipart => {
                cx.schema_or_any(&pointer.child("schema"))
            }
        };
        refusals::spellings(cx, node, schema);
        let encoding = encodings(cx, &pointer, node, format);
        let files = if format == MediaFormat::Multipart { files(cx, schema, &encoding) } else { Vec::new() };
        let (name, span) = (name.clone(), node.span);
        media.push(Media { name, format, schema, example: example(cx, node), encoding, files, span });
    }
    media
}

/// The schemas of bodies that are JSON or XML.
fn read_schemas(cx: &Context<'_, '_>, content: &Content, direction: Direction) -> BTreeSet<Pointer> {
    let schema = |(name, entry): (&String, &openapiv3::MediaType)| {
        let (pointer, node) = cx.spec.back(entry.extensions.get(BACK_REFERENCE))?;
        let schema = pointer.child("schema");
        let format = format(name, value(cx, node, &schema), node.get("itemSchema").is_some(), direction);
        matches!(format, MediaFormat::Json | MediaFormat::Xml).then(|| resolve::follow(&cx.spec.document, &schema))
    };
    content.iter().filter_map(schema).collect()
}

/// The name of a media type without parameters.
pub(super) fn essence(name: &str) -> String {
    name.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

pub(super) fn is_json(name: &str) -> bool {
    let essence = essence(name);
    essence.contains("json") && !is_sequence(&essence)
}

/// Whether values come one after the other.
fn is_sequence(essence: &str) -> bool {
    ["ndjson", "jsonl", "json-seq", "json-lines", "text/event-stream"].iter().any(|word| essence.contains(word))
}

fn format(name: &str, value: Value, items: bool, direction: Direction) -> MediaFormat {
    let essence = essence(name);
    let (kind, subtype) = essence.split_once('/').unwrap_or((&essence, ""));
    let range = ["*/*", "*", "application/*"].contains(&essence.as_str());
    match direction {
        Direction::Response if items => return MediaFormat::Items,
        Direction::Request | Direction::Response if is_sequence(&essence) => return MediaFormat::Bytes,
        Direction::Request | Direction::Response => {}
    }
    if is_json(&essence) {
        return MediaFormat::Json;
    }
    if subtype == "xml" || subtype.ends_with("+xml") {
        return match value {
            Value::Other => MediaFormat::Xml,
            Value::Text | Value::Unsaid => MediaFormat::Text,
            Value::Binary => MediaFormat::Bytes,
        };
    }
    match (kind, value) {
        ("application", _) if subtype == "x-www-form-urlencoded" => MediaFormat::Form,
        ("multipart", _) if direction == Direction::Request => MediaFormat::Multipart,
        ("multipart" | "image" | "audio" | "video" | "font", _) | (_, Value::Binary) => MediaFormat::Bytes,
        ("text", _) => MediaFormat::Text,
        // Tools write `*/*` where they do not know what a server sends; JSON, if it has members.
        (_, Value::Other) if range => MediaFormat::Json,
        (_, Value::Text) if !["octet-stream", "pdf", "zip", "gzip"].contains(&subtype) => MediaFormat::Text,
        (_, Value::Unsaid | Value::Text | Value::Other) => MediaFormat::Bytes,
    }
}

/// What the schema of a body, or of a part of one, says of its form.
fn value(cx: &Context<'_, '_>, media: &Node, schema: &Pointer) -> Value {
    if media.get("schema").is_none() {
        return Value::Unsaid;
    }
    kind(cx, schema)
}

fn kind(cx: &Context<'_, '_>, schema: &Pointer) -> Value {
    let at = resolve::follow(&cx.spec.document, schema);
    let Some(node) = cx.node(&at) else { return Value::Unsaid };
    let is_string = match node.get("type") {
        Some(one) if one.as_str().is_some() => one.as_str() == Some("string"),
        Some(list) => list.items().iter().any(|t| t.as_str() == Some("string")) && list.items().len() <= 2,
        None => node.str("format") == Some("binary") || node.get("contentMediaType").is_some(),
    };
    let encoded = node.get("contentEncoding").is_some();
    match node.str("contentMediaType") {
        _ if !is_string && says_nothing(node) => Value::Unsaid,
        _ if !is_string => Value::Other,
        _ if node.str("format") == Some("binary") => Value::Binary,
        Some(media) if !encoded && is_binary(media) => Value::Binary,
        Some(_) | None => Value::Text,
    }
}

/// Whether a schema allows anything: `true`, `{}`, `{description: …}`.
fn says_nothing(node: &Node) -> bool {
    let words = ["title", "description", "example", "examples", "default", "deprecated"];
    node.as_bool() == Some(true)
        || (node.as_bool().is_none()
            && node.members().iter().all(|m| words.contains(&&*m.key) || m.key.starts_with("x-")))
}

/// Whether what is of a media type is no text.
fn is_binary(name: &str) -> bool {
    let essence = essence(name);
    !(essence.starts_with("text/") || is_json(&essence) || essence.ends_with("xml") || essence.ends_with("urlencoded"))
}

/// The members of a form that are files, or whose items are (OpenAPI 3.1, section 4.8.14.3; 3.0: `format: binary`).
fn files(cx: &Context<'_, '_>, schema: SchemaId, encodings: &[Encoding]) -> Vec<SchemaId> {
    let mut members = Vec::new();
    let mut seen = BTreeSet::new();
    members_of(cx, schema, &mut seen, &mut members);
    let mut files = Vec::new();
    for (name, schema) in members {
        let said = encodings.iter().find(|e| Some(&e.name) == name.as_ref()).and_then(|e| e.content_type.as_deref());
        let target = cx.target(schema);
        let id = match cx.shape(target) {
            Some(Shape::Array(array)) => cx.target(array.items),
            _ => target,
        };
        let unsaid = name.is_none() && matches!(cx.shape(id), Some(Shape::Any));
        if !unsaid && is_file(cx, id, said) {
            files.push(id);
        }
    }
    files
}

/// The members of an object, or of every object that it may be, with their names where they have one.
fn members_of(
    cx: &Context<'_, '_>,
    schema: SchemaId,
    seen: &mut BTreeSet<SchemaId>,
    out: &mut Vec<(Option<String>, SchemaId)>,
) {
    let target = cx.target(schema);
    if !seen.insert(target) {
        return;
    }
    match cx.shape(target) {
        Some(Shape::Object(object)) => {
            out.extend(object.properties.iter().map(|p| (Some(p.name.clone()), p.schema)));
            if let Additional::Schema(values) = &object.additional {
                out.push((None, *values));
            }
        }
        Some(Shape::Map(map)) => out.push((None, map.values)),
        Some(Shape::Union(union)) => {
            union.variants.iter().for_each(|variant| members_of(cx, variant.schema, seen, out));
        }
        _ => {}
    }
}

fn is_file(cx: &Context<'_, '_>, id: SchemaId, said: Option<&str>) -> bool {
    let Some(at) = cx.lowered(id).map(|schema| &schema.pointer) else { return false };
    let inline = !matches!(at.tokens(), [_, schemas, _] if schemas == "schemas");
    match kind(cx, at) {
        Value::Binary => true,
        Value::Text => said.is_some_and(is_binary) && inline && is_plain(cx, id),
        // Of a member that has a name and no schema.
        Value::Unsaid => inline && !said.is_some_and(is_json) && matches!(cx.shape(id), Some(Shape::Any)),
        Value::Other => false,
    }
}

/// Whether a schema is one of strings without a format.
fn is_plain(cx: &Context<'_, '_>, id: SchemaId) -> bool {
    matches!(cx.shape(id), Some(Shape::String(shape)) if shape.format.is_none() && shape.pattern.is_none())
}

/// What is said of members of a form; of no other media type has it a meaning (OpenAPI 3.1, section 4.8.14.1).
fn encodings(cx: &Context<'_, '_>, pointer: &Pointer, media: &Node, format: MediaFormat) -> Vec<Encoding> {
    if !matches!(format, MediaFormat::Form | MediaFormat::Multipart) {
        return Vec::new();
    }
    let members = media.get("encoding").map(Node::members).unwrap_or_default();
    let encoding = |member: &crate::document::Member| {
        let node = &member.value;
        let explode = node.get("explode").and_then(Node::as_bool);
        let style = node.str("style").and_then(named);
        let reserved = node.is_true("allowReserved");
        // One of the three gives the others their defaults.
        let styled = style.is_some() || explode.is_some() || reserved;
        let style = style.unwrap_or(Style::Form);
        let explode = explode.unwrap_or(matches!(style, Style::Form | Style::DeepObject));
        let at = pointer.child("encoding").child(&member.key).child("headers");
        Encoding {
            name: member.key.to_string(),
            content_type: node.str("contentType").map(str::to_owned),
            style: styled.then_some((style, explode)),
            reserved,
            headers: headers(cx, &at),
        }
    };
    members.iter().map(encoding).collect()
}

/// Headers of a part that have one value; of others the caller of a file gives the value.
fn headers(cx: &Context<'_, '_>, at: &Pointer) -> Vec<(String, String)> {
    let members = cx.node(at).map(Node::members).unwrap_or_default();
    let constant = |member: &crate::document::Member| {
        let header = resolve::follow(&cx.spec.document, &at.child(&member.key));
        let schema = resolve::follow(&cx.spec.document, &header.child("schema"));
        let node = cx.node(&schema)?;
        let only =
            node.get("enum").map(Node::items).filter(|values| values.len() == 1).and_then(|values| values.first());
        let value = node.get("const").or(only).or_else(|| node.get("default"))?.as_str()?;
        // Said by `contentType` (OpenAPI 3.1, section 4.8.15.1).
        (!member.key.eq_ignore_ascii_case("content-type")).then(|| (member.key.to_string(), value.to_owned()))
    };
    members.iter().filter_map(constant).collect()
}
