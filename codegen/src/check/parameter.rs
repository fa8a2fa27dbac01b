//! Parameters and headers: one description of the value, a style that fits the place, no two of a name.

use super::Mode;
use super::context::{Context, Found};
use super::table::Object;
use crate::diagnostic::Diagnostic;
use crate::document::{Kind, Node};
use crate::source::Span;

/// Judges every parameter and header.
pub(super) fn judge(context: &mut Context<'_, '_>) {
    for Found { node, at, .. } in context.all(Object::Parameter) {
        one_description(context, node, at, "a parameter");
        one_example(context, node);
        match node.str("in") {
            Some("path") => path(context, node, at),
            Some("header") => header(context, node),
            _ => {}
        }
        style(context, node);
    }
    for Found { node, at, .. } in context.all(Object::Header) {
        one_description(context, node, at, "a header");
        one_example(context, node);
    }
    for Found { node, .. } in context.all(Object::MediaType) {
        one_example(context, node);
    }
    for object in [Object::PathItem, Object::Operation] {
        for Found { node, .. } in context.all(object) {
            distinct(context, node.get("parameters").map(Node::items).unwrap_or_default());
        }
    }
}

fn one_description(context: &mut Context<'_, '_>, node: &Node, at: Span, name: &str) {
    match (node.member("schema"), node.member("content")) {
        (None, None) if !context.lacks(node, "schema") || !context.lacks(node, "content") => {}
        // A keyword of a schema that stands here is told to move.
        (None, None) if ["type", "enum", "format"].iter().any(|keyword| node.get(keyword).is_some()) => {}
        (None, None) => {
            let message = format!("{name} must have `schema` or `content`");
            context.fault(Diagnostic::error("missing-field", at, message).label("add `schema`"));
        }
        // What is null is said to be, and which of the two was meant is not known.
        (Some(schema), Some(content))
            if matches!(schema.value.kind, Kind::Null) || matches!(content.value.kind, Kind::Null) => {}
        (Some(schema), Some(content)) => {
            let message = format!("{name} has either `schema` or `content`, this one has both");
            let diagnostic = Diagnostic::error("schema-and-content", content.key_span, message)
                .also(schema.key_span, "described here already");
            context.fault(diagnostic);
        }
        (None, Some(content)) if content.value.members().len() != 1 => {
            let message =
                format!("`content` of {name} must have one media type, this has {}", content.value.members().len());
            context.fault(Diagnostic::error("schema-and-content", content.key_span, message));
        }
        (Some(_), None) | (None, Some(_)) => {}
    }
}

fn one_example(context: &mut Context<'_, '_>, node: &Node) {
    if let (Some(one), Some(many)) = (node.member("example"), node.member("examples")) {
        let diagnostic =
            Diagnostic::error("example-and-examples", one.key_span, "`example` and `examples` exclude each other")
                .also(many.key_span, "the others are here")
                .help("move the one into `examples`");
        context.fault(diagnostic);
    }
}

fn path(context: &mut Context<'_, '_>, node: &Node, at: Span) {
    // A flag that is none is said already.
    let is_unread = |flag: &Node| context.mode == Mode::Strict && flag.as_bool().is_none();
    if !node.is_true("required")
        && !context.is_misspelt(node, "required")
        && !node.get("required").is_some_and(is_unread)
    {
        let span = node.get("required").map_or(at, |required| required.span);
        let diagnostic = Diagnostic::error("path-parameter", span, "a path parameter must have `required: true`")
            .help("without it there is no path; an optional part of a path is a path of its own");
        context.fault(diagnostic);
    }
}

/// OpenAPI says that a description of these three headers is ignored.
fn header(context: &mut Context<'_, '_>, node: &Node) {
    let Some(name) = node.get("name") else { return };
    let text = name.as_str().unwrap_or_default().to_ascii_lowercase();
    let help = match &*text {
        "accept" => "it follows from the media types of the responses",
        "content-type" => "it follows from the media types of `requestBody`",
        "authorization" => "describe it under `components.securitySchemes`",
        _ => return,
    };
    let message = format!("a header parameter called `{text}` is ignored");
    let diagnostic = Diagnostic::error("reserved-header", name.span, message).help(help);
    context.fault_once(format!("reserved-header {text}"), diagnostic);
}

fn style(context: &mut Context<'_, '_>, node: &Node) {
    let (Some(place), Some(style)) = (node.str("in"), node.get("style")) else { return };
    let allowed: &[&str] = match place {
        "path" => &["simple", "label", "matrix"],
        "query" => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
        "header" => &["simple"],
        "cookie" => &["form", "cookie"],
        _ => return,
    };
    let Some(text) = style.as_str().filter(|text| !allowed.contains(text)) else { return };
    let message = format!("the style `{text}` does not exist for a {place} parameter");
    let diagnostic = Diagnostic::error("bad-style", style.span, message)
        .help(format!("the styles are `{}`; the first is the default", allowed.join("`, `")));
    context.fault(diagnostic);
}

/// No two parameters of a list share name and place.
fn distinct<'d>(context: &mut Context<'d, '_>, parameters: &'d [Node]) {
    let mut seen: Vec<(String, &str, Span)> = Vec::new();
    for node in parameters {
        let Some(parameter) = context.resolve(node) else { continue };
        let (Some(name), Some(place)) = (parameter.str("name"), parameter.str("in")) else { continue };
        let name = if place == "header" { name.to_ascii_lowercase() } else { name.to_owned() };
        let at =
            if std::ptr::eq(node, parameter) { parameter.get("name").map_or(node.span, |n| n.span) } else { node.span };
        if let Some((_, _, first)) = seen.iter().find(|(n, p, _)| *n == name && *p == place) {
            let message = format!("the {place} parameter `{name}` is here twice");
            let diagnostic =
                Diagnostic::error("duplicate-parameter", at, message).label("second time").also(*first, "first time");
            context.fault(diagnostic);
        } else {
            seen.push((name, place, at));
        }
    }
}
