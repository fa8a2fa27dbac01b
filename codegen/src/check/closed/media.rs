//! Media types: spelt right, with encodings of members that are there; examples with one value.

use super::super::context::Context;
use super::super::suggest;
use super::super::table::{Object, table};
use super::{repeat, types};
use crate::diagnostic::Diagnostic;
use crate::document::{Kind, Member, Node};
use crate::source::Span;

/// The registered names before the slash.
const TREES: [&str; 11] =
    ["application", "audio", "font", "haptics", "image", "message", "model", "multipart", "text", "video", "example"];

/// Media types that are often meant.
const USUAL: [&str; 22] = [
    "application/json",
    "application/xml",
    "application/octet-stream",
    "application/x-www-form-urlencoded",
    "application/problem+json",
    "application/problem+xml",
    "application/merge-patch+json",
    "application/json-patch+json",
    "application/x-ndjson",
    "application/jsonl",
    "application/json-seq",
    "application/pdf",
    "application/zip",
    "application/yaml",
    "multipart/form-data",
    "text/plain",
    "text/html",
    "text/csv",
    "text/xml",
    "text/event-stream",
    "image/png",
    "image/jpeg",
];

pub(super) fn judge<'d>(context: &mut Context<'d, '_>, node: &'d Node) {
    let Some(content) = node.member("content") else { return };
    if matches!(&content.value.kind, Kind::Object(members) if members.is_empty()) {
        let diagnostic = Diagnostic::warning("empty-content", content.key_span, "`content` names no media type")
            .help("add one, or remove `content` if there is no body");
        context.fault(diagnostic);
    }
    repeat::names(context, "content", content.value.members());
    for entry in content.value.members() {
        spelling(context, entry);
        if let Some(media_type) = context.resolve(&entry.value) {
            schema(context, entry, media_type);
            form(context, entry, media_type);
        }
    }
}

/// What of it no client can send or find.
pub(super) fn impossible<'d>(context: &mut Context<'d, '_>, node: &'d Node) {
    for entry in node.get("content").map(Node::members).unwrap_or_default() {
        if parts(&essence(&entry.key)).is_none() {
            spelling(context, entry);
        }
        if let Some(media_type) = context.resolve(&entry.value) {
            form(context, entry, media_type);
        }
    }
}

/// The media types of a part of a form, of which there may be several.
pub(super) fn encoding(context: &mut Context<'_, '_>, node: &Node) {
    let Some(content_type) = node.get("contentType") else { return };
    let wrong = content_type.as_str().and_then(|text| text.split(',').find(|name| parts(&essence(name)).is_none()));
    if let Some(name) = wrong {
        let message = format!("`{}` is not a media type", name.trim());
        let diagnostic = Diagnostic::error("bad-media-type", content_type.span, message)
            .help("a media type is written `application/json`; several have commas between them");
        context.fault(diagnostic);
    }
}

/// A media type without its parameters.
fn essence(text: &str) -> String {
    text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// What stands before and behind the slash.
fn parts(essence: &str) -> Option<(&str, &str)> {
    let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$&^_.+-*".contains(c);
    essence.split_once('/').filter(|(tree, sub)| {
        !tree.is_empty() && !sub.is_empty() && tree.chars().all(is_token) && sub.chars().all(is_token)
    })
}

fn spelling(context: &mut Context<'_, '_>, entry: &Member) {
    let essence = essence(&entry.key);
    let parts = parts(&essence);
    let tail =
        |wanted: &str| USUAL.into_iter().find(|usual| usual.split_once('/').is_some_and(|(_, sub)| sub == wanted));
    let near = |limit: usize| suggest::close(&essence, USUAL, limit).or_else(|| tail(&essence));
    let label = |near: Option<&str>| near.map(|near| format!("did you mean `{near}`?")).unwrap_or_default();
    let error = |message: String| Diagnostic::error("bad-media-type", entry.key_span, message);
    let diagnostic = match parts {
        None => error(format!("`{}` is not a media type", entry.key))
            .label(label(near(2)))
            .help("a media type is written `application/json`"),
        Some((tree, _)) if tree != "*" && !tree.starts_with("x-") && !TREES.contains(&tree) => {
            error(format!("there are no media types that begin with `{tree}/`")).label(label(near(2)))
        }
        Some(_) if USUAL.contains(&&*essence) || essence.contains('*') => return,
        Some(_) => match near(1) {
            Some(near) => {
                let message = format!("`{}` looks like `{near}`", entry.key);
                Diagnostic::warning("bad-media-type", entry.key_span, message).label(label(Some(near)))
            }
            None => return,
        },
    };
    context.fault(diagnostic);
}

/// A body of JSON, XML or a form whose schema is not said is any value.
fn schema(context: &mut Context<'_, '_>, entry: &Member, media_type: &Node) {
    let essence = essence(&entry.key);
    let has_values = essence.ends_with("json") || essence.ends_with("xml") || essence.contains("form");
    // What is not known is said already, and most probably the schema itself.
    let is_known = |member: &Member| table(Object::MediaType).field(&member.key).is_some();
    let says_nothing = ["schema", "itemSchema"].iter().all(|field| media_type.get(field).is_none());
    if has_values && says_nothing && media_type.members().iter().all(is_known) {
        let message = format!("nothing says what a body of `{}` looks like", entry.key);
        let diagnostic = Diagnostic::warning("missing-schema", entry.key_span, message)
            .label("add `schema`")
            .help("`schema: {}` says that any value is meant");
        context.fault(diagnostic);
    }
}

/// Forms are objects, and only they have encodings.
fn form<'d>(context: &mut Context<'d, '_>, entry: &Member, media_type: &'d Node) {
    let essence = essence(&entry.key);
    let is_form = matches!(&*essence, "multipart/form-data" | "application/x-www-form-urlencoded");
    let has_parts = is_form || essence.starts_with("multipart/");
    let schema = media_type.get("schema").and_then(|schema| context.resolve(schema));
    if let Some(encoding) = media_type.member("encoding").filter(|_| !has_parts) {
        let message = format!("`encoding` means nothing for `{}`", entry.key);
        let diagnostic = Diagnostic::error("misplaced-field", encoding.key_span, message)
            .label("belongs to forms and to multipart bodies");
        context.fault(diagnostic);
        return;
    }
    let Some(schema) = schema else { return };
    let types = types(schema);
    if let Some(kind) = schema.get("type").filter(|_| is_form && !types.is_empty() && !types.contains(&"object")) {
        let message = format!("a body of `{}` is an object with a property for each field", entry.key);
        context.fault(Diagnostic::error("bad-form", kind.span, message));
    }
    let Some(properties) = schema.get("properties") else { return };
    let is_plain = ["allOf", "anyOf", "oneOf"].iter().all(|keyword| schema.get(keyword).is_none());
    for encoding in media_type.get("encoding").map(Node::members).unwrap_or_default() {
        if is_plain && properties.get(&encoding.key).is_none() {
            let message = format!("the body has no property `{}`", encoding.key);
            let diagnostic = Diagnostic::error("unknown-encoding", encoding.key_span, message)
                .label(suggest::label(&encoding.key, properties.members().iter().map(|member| &*member.key)))
                .also(properties.span, "its properties");
            context.fault(diagnostic);
        }
    }
}

/// An Example Object has one value.
pub(super) fn example(context: &mut Context<'_, '_>, node: &Node, at: Span) {
    let values: Vec<&Member> = ["value", "dataValue", "serializedValue", "externalValue"]
        .into_iter()
        .filter_map(|field| node.member(field))
        .collect();
    // What is not known is said already, and most probably the value itself.
    let is_known =
        |member: &Member| member.key.starts_with("x-") || table(Object::Example).field(&member.key).is_some();
    if values.is_empty() && node.members().iter().all(is_known) {
        let diagnostic = Diagnostic::error("missing-field", at, "an example must have `value`").label("add `value`");
        context.fault(diagnostic);
    }
    let is_pair = |one: &str, other: &str| (one, other) != ("dataValue", "serializedValue");
    if let [first, second, ..] = values.as_slice()
        && is_pair(&first.key, &second.key)
    {
        let message = format!("an example has `{}` or `{}`, this one has both", first.key, second.key);
        let diagnostic =
            Diagnostic::error("misplaced-field", second.key_span, message).also(first.key_span, "the other");
        context.fault(diagnostic);
    }
}
