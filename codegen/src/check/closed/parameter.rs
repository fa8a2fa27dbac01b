//! Parameters: words that mean nothing at their place.

use super::super::context::Context;
use super::{response, types};
use crate::diagnostic::Diagnostic;
use crate::document::Node;

pub(super) fn judge<'d>(context: &mut Context<'d, '_>, node: &'d Node) {
    let Some(place) = node.str("in") else { return };
    for field in ["allowReserved", "allowEmptyValue"] {
        if let Some(member) = node.member(field).filter(|_| place != "query") {
            let message = format!("`{field}` means nothing for a {place} parameter");
            let diagnostic = Diagnostic::error("misplaced-field", member.key_span, message)
                .label("belongs to parameters in the query");
            context.fault(diagnostic);
        }
    }
    if let Some(name) = node.get("name").filter(|_| place == "header") {
        response::name(context, name.as_str().unwrap_or_default(), name.span);
    }
    let Some(schema) = node.get("schema").and_then(|schema| context.resolve(schema)) else { return };
    style(context, node, schema);
    if let Some(default) = schema.get("default").filter(|_| node.is_true("required")) {
        let message = "what is required is always sent, so a default means nothing";
        let mut diagnostic = Diagnostic::warning("idle-default", default.span, message)
            .help("remove `default`, or `required` if the server fills it in");
        if let Some(required) = node.member("required") {
            diagnostic = diagnostic.also(required.key_span, "required here");
        }
        context.fault(diagnostic);
    }
}

/// Styles that are for values with parts.
fn style(context: &mut Context<'_, '_>, node: &Node, schema: &Node) {
    let Some((style, text)) = node.get("style").and_then(|style| Some((style, style.as_str()?))) else { return };
    // Where the style does not exist that is said.
    let wanted: &[&str] = match text {
        _ if node.str("in") != Some("query") => return,
        "deepObject" => &["object"],
        "spaceDelimited" | "pipeDelimited" => &["array", "object"],
        _ => return,
    };
    let types = types(schema);
    if let Some(kind) = schema.get("type").filter(|_| !types.is_empty() && !wanted.iter().any(|w| types.contains(w))) {
        let message =
            format!("the style `{text}` is for the type {}, this is {}", wanted.join(" or "), types.join(", "));
        context.fault(Diagnostic::error("bad-style", style.span, message).also(kind.span, "the type"));
    }
}
