//! Lists that name something twice.

use std::collections::HashMap;

use super::super::context::{Context, Found};
use super::super::instance::canonical;
use super::super::table::Object;
use crate::diagnostic::Diagnostic;
use crate::document::{Member, Node};
use crate::source::Span;

pub(super) fn judge(context: &mut Context<'_, '_>) {
    let root = context.document.root();
    by(context, "tags", root, |tag| tag.get("name"));
    for Found { object, node, .. } in context.found.clone() {
        match object {
            Object::Schema => {
                for keyword in ["required", "type"] {
                    by(context, keyword, node, |item| Some(item));
                }
                for keyword in ["oneOf", "anyOf", "allOf"] {
                    by(context, keyword, node, |item| item.get("$ref").or(Some(item)));
                }
            }
            Object::Operation => by(context, "tags", node, |item| Some(item)),
            _ => {}
        }
        if matches!(object, Object::OpenApi | Object::PathItem | Object::Operation) {
            by(context, "servers", node, |server| server.get("url"));
            by(context, "security", node, |item| Some(item));
        }
    }
}

/// Names that HTTP takes for one, because it does not tell cases apart.
pub(super) fn names(context: &mut Context<'_, '_>, keyword: &str, members: &[Member]) {
    let mut seen: HashMap<String, Span> = HashMap::new();
    for member in members {
        if let Some(first) = seen.insert(member.key.to_ascii_lowercase(), member.key_span) {
            let message = format!("`{keyword}` lists `{}` twice: cases are not told apart", member.key);
            let diagnostic = Diagnostic::error("duplicate-item", member.key_span, message)
                .label("second time")
                .also(first, "first time");
            context.fault(diagnostic);
        }
    }
}

/// Items of the list `keyword` that are the same by `part`.
fn by(context: &mut Context<'_, '_>, keyword: &str, node: &Node, part: fn(&Node) -> Option<&Node>) {
    let mut seen: HashMap<String, Span> = HashMap::new();
    for item in node.get(keyword).map(Node::items).unwrap_or_default() {
        let Some(part) = part(item) else { continue };
        if let Some(first) = seen.insert(canonical(part), part.span) {
            let what = part.as_str().map_or_else(|| "this".to_owned(), |text| format!("`{text}`"));
            let message = format!("`{keyword}` lists {what} twice");
            let mut diagnostic =
                Diagnostic::error("duplicate-item", part.span, message).label("second time").also(first, "first time");
            if keyword == "oneOf" {
                diagnostic = diagnostic.help("what satisfies both satisfies more than one, so nothing fits");
            }
            context.fault(diagnostic);
        }
    }
}
