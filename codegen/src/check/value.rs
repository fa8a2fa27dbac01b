//! Single values: kinds, words, paths, statuses, idioms of another version.
//!
//! In: a value and the shape the tables give it. Out: a finding that says what must be there and what is.

use super::context::Context;
use super::mend::{self, Fix, TYPES};
use super::table::{Field, Object, Shape, table};
use super::walk::Task;
use super::{Mode, Version, suggest};
use crate::decimal::Decimal;
use crate::diagnostic::Diagnostic;
use crate::document::{Kind, Member, Node};
use crate::source::Span;

/// Judges a value that holds no objects of OpenAPI.
pub(super) fn judge(context: &mut Context<'_, '_>, task: &Task<'_>) {
    let kind = &task.node.kind;
    let is_number = |test: fn(&Decimal) -> bool| match kind {
        Kind::Number(text) => Decimal::parse(text).is_some_and(|number| test(&number)),
        _ => false,
    };
    let (fits, wanted) = match task.shape {
        Shape::Text => (matches!(kind, Kind::String(_)), "a string"),
        Shape::Bool => (matches!(kind, Kind::Bool(_)), "`true` or `false`"),
        Shape::Number => (matches!(kind, Kind::Number(_)), "a number"),
        Shape::Positive => (is_number(|n| !n.is_negative() && !n.is_zero()), "a number greater than 0"),
        Shape::Count => (is_number(|n| !n.is_negative() && n.is_integer()), "a non-negative integer"),
        Shape::Word(words) => return word(context, task, words),
        Shape::Type => return type_name(context, task),
        Shape::Exclusive => return exclusive(context, task),
        Shape::Any
        | Shape::List(_)
        | Shape::Map(_)
        | Shape::Object(_)
        | Shape::OrRef(_)
        | Shape::Schema
        | Shape::SchemaOrBool => return,
    };
    if !fits {
        wrong_type(context, task, wanted);
    } else if task.shape == Shape::Text && context.mode == Mode::Strict {
        says_something(context, task);
    }
}

/// A text that is empty documents nothing, and names nothing.
fn says_something(context: &mut Context<'_, '_>, task: &Task<'_>) {
    let names = ["name", "operationId", "propertyName", "tags"];
    let is_blank = task.node.as_str().is_some_and(|text| text.trim().is_empty());
    if !is_blank {
        return;
    }
    let message = format!("`{}` is empty", task.name);
    if names.contains(&task.name) {
        context.fault(Diagnostic::error("empty-text", task.node.span, message));
    } else if task.prose {
        context.fault(Diagnostic::warning("empty-text", task.node.span, message).help("write it, or remove the key"));
    }
}

/// Says that a value is of the wrong kind.
pub(super) fn wrong_type(context: &mut Context<'_, '_>, task: &Task<'_>, wanted: &str) {
    // A value that could not be read is said where it was read.
    let is_unread = |text: &str| !matches!(text, "" | "~" | "null" | "Null" | "NULL");
    if matches!(task.node.kind, Kind::Null) && is_unread(context.document.sources.text(task.node.span)) && !task.vital {
        context.mended.add(task.node.span, Fix::Remove);
        return;
    }
    let subject = if task.in_list { format!("an item of `{}`", task.name) } else { format!("`{}`", task.name) };
    let message = format!("{subject} must be {wanted}, found {}", found(task.node));
    let span = if matches!(task.node.kind, Kind::Null) { task.at } else { task.node.span };
    let mut diagnostic = Diagnostic::error("wrong-type", span, message);
    let is_scalar = matches!(task.node.kind, Kind::Number(_) | Kind::Bool(_));
    if matches!(task.node.kind, Kind::Null) && task.name == "$ref" {
        diagnostic = diagnostic.help("quote the text: a `#` after a blank begins a comment");
    } else if matches!(task.node.kind, Kind::Null) && !task.in_list {
        diagnostic = diagnostic.help("give it a value, or remove the key");
    } else if task.name == "required" && matches!((&task.node.kind, task.shape), (Kind::Bool(_), Shape::List(_))) {
        diagnostic = diagnostic.help("list the name of the member under `required` of the object that it is in");
    } else if is_scalar && task.shape == Shape::Text {
        let text = context.document.sources.text(task.node.span);
        diagnostic = diagnostic.help(format!("quote it: \"{text}\""));
    }
    let is_schema = matches!(task.shape, Shape::Schema | Shape::SchemaOrBool);
    let is_null = matches!(task.node.kind, Kind::Null);
    // A schema with nothing in it allows anything; what narrows another schema is rather left out.
    let anything = task.name == "items" || table(Object::Schema).field(task.name).is_none();
    let fix = match is_schema && is_null && anything {
        true => Some(Fix::Kind(Kind::Object(Vec::new()))),
        false => mend::fix(task.shape, task.node),
    };
    match fix {
        // Without a vital member its object means nothing, so there is nothing to go on with.
        Some(Fix::Remove) if task.vital => context.error(diagnostic),
        Some(fix) => {
            context.mended.add(task.node.span, fix);
            context.fault(diagnostic);
        }
        None if task.prose => context.fault(diagnostic),
        None => context.error(diagnostic),
    }
}

/// A value as messages name it: numbers with their text, the rest by kind.
fn found(node: &Node) -> String {
    match &node.kind {
        Kind::Number(text) if text.len() <= 40 => text.to_string(),
        Kind::Bool(value) => format!("`{value}`"),
        Kind::String(text) if text.len() <= 40 => format!("the string {text:?}"),
        Kind::Null | Kind::Number(_) | Kind::String(_) | Kind::Array(_) | Kind::Object(_) => {
            node.type_name().to_owned()
        }
    }
}

fn word(context: &mut Context<'_, '_>, task: &Task<'_>, words: &[&str]) {
    let Some(text) = task.node.as_str() else { return wrong_type(context, task, "a string") };
    if words.contains(&text) {
        return;
    }
    let message = format!("`{}` cannot be {text:?}", task.name);
    // What only a later version has.
    let is_later = |word: &str| match word {
        "querystring" => context.version != Version::V3_2,
        "mutualTLS" => context.version == Version::V3_0,
        _ => false,
    };
    let all: Vec<String> = words.iter().filter(|word| !is_later(word)).map(|word| format!("`{word}`")).collect();
    let near = suggest::label(text, words.iter().copied());
    let mut diagnostic = Diagnostic::error("wrong-type", task.node.span, message)
        .label(near)
        .help(format!("it is one of {}", all.join(", ")));
    if task.name == "in" && matches!(text, "body" | "formData") {
        diagnostic = diagnostic.help("this is from Swagger 2.0: describe it under `requestBody`");
    }
    let meant = words.iter().find(|word| word.eq_ignore_ascii_case(text.trim()));
    match (meant, task.name) {
        (Some(word), _) => context.mended.add(task.node.span, Fix::Kind(Kind::String((*word).into()))),
        (None, "in") => return context.error(diagnostic),
        // A scheme of a kind that nobody knows is left out where schemes are read.
        (None, "type") => {}
        (None, _) => context.mended.add(task.node.span, Fix::Remove),
    }
    context.fault(diagnostic);
}

fn type_name(context: &mut Context<'_, '_>, task: &Task<'_>) {
    match &task.node.kind {
        Kind::String(name) => one_type(context, task.node, name),
        Kind::Array(names) => {
            let is_old = context.version == Version::V3_0;
            if is_old {
                let message = "a list of types needs OpenAPI 3.1";
                let diagnostic = Diagnostic::error("wrong-version", task.node.span, message)
                    .help("in 3.0 write one type, with `nullable: true` beside it if it may be null, or `anyOf`");
                context.fault(diagnostic);
            }
            for node in names {
                match &node.kind {
                    // That the list is of a newer version says that its `null` is.
                    Kind::String(name) if is_old && &**name == "null" => {}
                    Kind::String(name) => one_type(context, node, name),
                    Kind::Null => null_type(context, node, node.span),
                    _ => wrong_type(context, &Task { node, in_list: true, ..*task }, "the name of a type"),
                }
            }
        }
        Kind::Null => null_type(context, task.node, task.at),
        Kind::Bool(_) | Kind::Number(_) | Kind::Object(_) => wrong_type(context, task, "the name of a type"),
    }
}

/// `null` without quotes is a value, not the name of a type; what is meant is plain all the same.
fn null_type(context: &mut Context<'_, '_>, node: &Node, span: Span) {
    let is_written = !context.document.sources.text(node.span).is_empty();
    let fix = if is_written { Fix::Kind(Kind::String("null".into())) } else { Fix::Remove };
    context.mended.add(node.span, fix);
    let message = "`type` must be the name of a type, found null";
    context.fault(Diagnostic::error("wrong-type", span, message).help("quote it: \"null\""));
}

fn one_type(context: &mut Context<'_, '_>, node: &Node, name: &str) {
    if !TYPES.contains(&name) {
        let message = format!("there is no type {name:?}");
        let near = match name {
            "file" => "in OpenAPI 3 a file is `type: string` with `format: binary`".to_owned(),
            "int" | "long" | "int32" | "int64" => "did you mean `integer`?".to_owned(),
            "float" | "double" | "decimal" => "did you mean `number`?".to_owned(),
            "date" | "datetime" | "date-time" | "uuid" => format!("did you mean `type: string` with `format: {name}`?"),
            "enum" => "did you mean `type: string`? `enum` is a keyword of its own".to_owned(),
            "any" => "remove `type` to allow any value".to_owned(),
            "dict" | "map" => "did you mean `type: object` with `additionalProperties`?".to_owned(),
            "bool" => "did you mean `boolean`?".to_owned(),
            _ => suggest::label(name, TYPES),
        };
        let diagnostic = Diagnostic::error("unknown-type", node.span, message)
            .label(near)
            .help(format!("the types are `{}`", TYPES.join("`, `")));
        context.mended.add(node.span, mend::type_fix(name));
        context.fault(diagnostic);
    } else if name == "null" && context.version == Version::V3_0 {
        let diagnostic = Diagnostic::error("wrong-version", node.span, "the type `null` needs OpenAPI 3.1")
            .help("in 3.0 write `nullable: true` beside the type that may be null");
        context.fault(diagnostic);
    }
}

fn exclusive(context: &mut Context<'_, '_>, task: &Task<'_>) {
    let limit = if task.name == "exclusiveMinimum" { "minimum" } else { "maximum" };
    let (message, help) = match (&task.node.kind, context.version) {
        (Kind::Bool(_), Version::V3_0) | (Kind::Number(_), Version::V3_1 | Version::V3_2) => return,
        (Kind::Number(text), Version::V3_0) => {
            let message = format!("in OpenAPI 3.0 `{}` is a boolean", task.name);
            (message, format!("write `{limit}: {text}` and `{}: true`", task.name))
        }
        (Kind::Bool(_), Version::V3_1 | Version::V3_2) => {
            let message = format!("since OpenAPI 3.1 `{}` is the limit itself", task.name);
            (message, format!("move the number of `{limit}` here, and remove `{limit}`"))
        }
        _ => return wrong_type(context, task, "a boolean or, since OpenAPI 3.1, a number"),
    };
    context.fault(Diagnostic::error("wrong-version", task.node.span, message).help(help));
}

/// Says that a field belongs to another version, and what this one has instead.
pub(super) fn wrong_version(context: &mut Context<'_, '_>, object: Object, field: &Field, member: &Member) {
    let mut message = format!("`{}` of {} belongs to OpenAPI {}", field.name, table(object).name, field.versions());
    message.push_str(&format!(", this document is written in {}", context.version.text()));
    let help = match (object, field.name) {
        (Object::Schema, "nullable") => "add \"null\" to `type`: `type: [string, \"null\"]`",
        (Object::Schema, "const") => "in 3.0 write an `enum` with one value",
        (Object::Schema, "examples") => "in 3.0 write `example`, with one value",
        (Object::Schema, "prefixItems") => "in 3.0 write `items` with `anyOf`",
        _ => "remove it, or write the document in a version that has it",
    };
    let diagnostic = Diagnostic::error("wrong-version", member.key_span, message).help(help);
    context.fault_once(format!("wrong-version {object:?} {}", field.name), diagnostic);
}

/// Judges a key of `paths`.
pub(super) fn path(context: &mut Context<'_, '_>, member: &Member) {
    let path = &*member.key;
    let (message, label) = if !path.starts_with('/') {
        (format!("the path `{path}` must start with `/`"), format!("did you mean `/{path}`?"))
    } else if path.contains(['?', '#']) {
        let message = format!("the path `{path}` must end before its query and fragment");
        (message, "describe query parameters under `parameters`".to_owned())
    } else if !braces_match(path) {
        (format!("the braces of the path `{path}` do not match"), "a parameter is written `{name}`".to_owned())
    } else {
        return;
    };
    context.fault(Diagnostic::error("bad-path", member.key_span, message).label(label));
}

pub(super) fn braces_match(path: &str) -> bool {
    let mut open = false;
    for c in path.chars() {
        match (c, open) {
            ('{', false) => open = true,
            ('}', true) => open = false,
            ('{', true) | ('}', false) => return false,
            _ => {}
        }
    }
    !open && !path.contains("{}")
}

/// Judges a key of `responses`.
pub(super) fn status(context: &mut Context<'_, '_>, member: &Member) {
    let key = &*member.key;
    let bytes = key.as_bytes();
    let is_status = key == "default"
        || matches!(bytes, [b'1'..=b'5', b'0'..=b'9', b'0'..=b'9'])
        || matches!(bytes, [b'1'..=b'5', b'X', b'X']);
    if is_status {
        return;
    }
    let near = match bytes {
        [b'1'..=b'5', _, b'x' | b'X'] => format!("did you mean `{}XX`?", &key[..1]),
        _ => suggest::label(key, ["default"]),
    };
    let message = format!("`{key}` is not a response code");
    let diagnostic = Diagnostic::error("bad-status", member.key_span, message)
        .label(near)
        .help("write a code such as \"200\", a range such as \"2XX\", or `default`");
    context.fault(diagnostic);
}
