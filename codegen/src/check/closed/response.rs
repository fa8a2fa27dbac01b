//! Responses: at least one, one of success, codes that exist, bodies where there can be one, headers, links.

use super::super::context::{Context, Found};
use super::super::operation::template_names;
use super::super::suggest;
use super::super::table::Object;
use super::repeat;
use crate::diagnostic::Diagnostic;
use crate::document::Node;
use crate::reference::Target;
use crate::source::Span;

/// Codes that are registered.
const REGISTERED: [u16; 62] = [
    100, 101, 102, 103, 104, 200, 201, 202, 203, 204, 205, 206, 207, 208, 226, 300, 301, 302, 303, 304, 305, 307, 308,
    400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 411, 412, 413, 414, 415, 416, 417, 418, 421, 422, 423, 424,
    425, 426, 428, 429, 431, 451, 500, 501, 502, 503, 504, 505, 506, 507, 508, 511,
];

pub(super) fn all(context: &mut Context<'_, '_>, node: &Node, at: Span) {
    let keys: Vec<&str> =
        node.members().iter().map(|member| &*member.key).filter(|key| !key.starts_with("x-")).collect();
    if keys.is_empty() {
        let diagnostic = Diagnostic::error("missing-field", at, "an operation must have a response");
        context.fault(diagnostic.label("add one").help("`\"200\": {description: …}`"));
    } else if keys.iter().all(|key| key.starts_with(['4', '5'])) {
        let diagnostic = Diagnostic::warning("no-success", at, "no response says what success looks like")
            .help("add the response that the page shows, such as \"200\"");
        context.fault(diagnostic);
    }
    for response in node.members() {
        let code = response.key.parse::<u16>().ok().filter(|code| (100..600).contains(code));
        if code.is_some_and(|code| !REGISTERED.contains(&code)) {
            let message = format!("{} is a status that nobody has registered", response.key);
            let diagnostic = Diagnostic::warning("bad-status", response.key_span, message)
                .help("look at the page again; give `x-allow` with the reason if it says so");
            context.fault(diagnostic);
        }
        let is_empty = matches!(&*response.key, "204" | "205" | "304") || response.key.starts_with('1');
        let content = response.value.member("content").filter(|content| !content.value.members().is_empty());
        if let Some(content) = content.filter(|_| is_empty) {
            let message = format!("a response {} has no body", response.key);
            let diagnostic = Diagnostic::error("misplaced-field", content.key_span, message)
                .also(response.key_span, "the status")
                .help("remove `content`, or correct the status");
            context.fault(diagnostic);
        }
    }
}

/// Headers that a response or a part of a form describes.
pub(super) fn headers(context: &mut Context<'_, '_>, node: &Node) {
    repeat::names(context, "headers", node.get("headers").map(Node::members).unwrap_or_default());
    for header in node.get("headers").map(Node::members).unwrap_or_default() {
        if header.key.eq_ignore_ascii_case("content-type") {
            let diagnostic =
                Diagnostic::warning("reserved-header", header.key_span, "a header called `content-type` is ignored");
            context.fault(diagnostic.help("it follows from the media types of `content`"));
        } else {
            name(context, &header.key, header.key_span);
        }
    }
}

/// Says that a name cannot be that of a header.
pub(super) fn name(context: &mut Context<'_, '_>, text: &str, span: Span) {
    let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    if text.is_empty() || text.chars().all(is_token) {
        return;
    }
    let message = format!("`{}` cannot be the name of a header", text.escape_debug());
    let diagnostic = Diagnostic::error("bad-header", span, message)
        .help("a name has letters, digits and `-`, and no blank or colon");
    context.fault(diagnostic);
}

/// The parameters of a link are those of the operation that it leads to.
pub(super) fn link<'d>(context: &mut Context<'d, '_>, node: &'d Node, at: Span) {
    match (node.member("operationId"), node.member("operationRef")) {
        (None, None) => {
            let diagnostic = Diagnostic::error("missing-field", at, "a link must say which operation it leads to");
            context.fault(diagnostic.label("add `operationId`"));
        }
        (Some(first), Some(second)) => {
            let message = "a link has `operationId` or `operationRef`, this one has both";
            let diagnostic = Diagnostic::error("misplaced-field", second.key_span, message);
            context.fault(diagnostic.also(first.key_span, "the other"));
        }
        (None, Some(reference)) if matches!(context.target(&reference.value), Target::Dangling) => {
            let message = "this leads to no operation";
            let diagnostic = Diagnostic::error("dangling-link", reference.value.span, message)
                .help("an operation is referred to as `#/paths/~1pets~1{petId}/get`, or named with `operationId`");
            context.fault(diagnostic);
        }
        (Some(_), None) | (None, Some(_)) => {}
    }
    let Some(id) = node.str("operationId") else { return };
    let of_link = node.get("parameters").map(Node::members).unwrap_or_default();
    for Found { node: item, at, .. } in context.all(Object::PathItem) {
        let operation = item.members().iter().map(|member| &member.value).find(|o| o.str("operationId") == Some(id));
        let Some(operation) = operation else { continue };
        let mut names = template_names(context.document.sources.text(at));
        for parameter in [item, operation].into_iter().filter_map(|node| node.get("parameters")).flat_map(Node::items) {
            match context.resolve(parameter).and_then(|parameter| parameter.str("name")) {
                Some(name) => names.push(name),
                None => return,
            }
        }
        for member in of_link {
            let places = ["path.", "query.", "header.", "cookie."];
            let plain = places.iter().find_map(|place| member.key.strip_prefix(place)).unwrap_or(&member.key);
            if !names.contains(&plain) {
                let message = format!("the operation `{id}` has no parameter `{plain}`");
                let diagnostic = Diagnostic::error("dangling-link", member.key_span, message)
                    .label(suggest::label(plain, names.iter().copied()));
                context.fault(diagnostic);
            }
        }
        return;
    }
}
