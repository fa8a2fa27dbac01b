//! Names that a reader would take for others.

use std::collections::HashMap;

use super::super::context::{Context, Found};
use super::super::table::Object;
use crate::diagnostic::Diagnostic;
use crate::document::Node;
use crate::source::Span;

/// Properties with blanks around them, and those that differ in nothing but case.
pub(super) fn properties(context: &mut Context<'_, '_>, schema: &Node) {
    let mut seen: HashMap<String, Span> = HashMap::new();
    for member in schema.get("properties").map(Node::members).unwrap_or_default() {
        if has_blanks(&member.key) {
            blank(context, member.key_span, "property");
        }
        if let Some(first) = seen.insert(member.key.trim().to_lowercase(), member.key_span) {
            let message = format!("`{}` differs from another property in case only", member.key);
            let diagnostic = Diagnostic::warning("odd-name", member.key_span, message)
                .also(first, "the other one")
                .help("remove the one that the API does not have");
            context.fault(diagnostic);
        }
    }
}

/// An `operationId` with blanks in it.
pub(super) fn operation(context: &mut Context<'_, '_>, node: &Node) {
    if let Some(id) = node.get("operationId")
        && id.as_str().is_some_and(|text| !text.trim().is_empty() && has_blanks(text))
    {
        blank(context, id.span, "operation");
    }
}

/// Two that are one name in Rust.
pub(super) fn operations(context: &mut Context<'_, '_>) {
    let mut seen: HashMap<String, (&str, Span)> = HashMap::new();
    for Found { node, .. } in context.all(Object::Operation) {
        let Some((id, text)) = node.get("operationId").and_then(|id| Some((id, id.as_str()?))) else { continue };
        let plain: String = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        match seen.insert(plain, (text, id.span)) {
            Some((other, first)) if other != text => {
                let message = format!("`{text}` and `{other}` make the same name in Rust; one gets a number");
                let diagnostic = Diagnostic::warning("odd-name", id.span, message)
                    .also(first, "the other one")
                    .help("rename one of them, or give it `x-rust-name`");
                context.fault(diagnostic);
            }
            Some(_) | None => {}
        }
    }
}

fn has_blanks(text: &str) -> bool {
    text.trim() != text
}

fn blank(context: &mut Context<'_, '_>, span: Span, what: &str) {
    let message = format!("the name of this {what} begins or ends with a blank");
    context.fault(Diagnostic::warning("odd-name", span, message).help("remove the blank unless the API has it, too"));
}
