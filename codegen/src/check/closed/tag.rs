//! Tags: declared, and used.

use std::collections::HashSet;

use super::super::context::{Context, Found};
use super::super::suggest;
use super::super::table::Object;
use crate::diagnostic::Diagnostic;
use crate::document::{Kind, Node};

pub(super) fn judge(context: &mut Context<'_, '_>) {
    // A document that declares no tag may use any.
    let Some(list) = context.document.root().get("tags") else { return };
    let declared: Vec<(&Node, &str)> =
        list.items().iter().filter_map(|tag| tag.get("name")).filter_map(|name| Some((name, name.as_str()?))).collect();
    let mut used: HashSet<&str> = list.items().iter().filter_map(|tag| tag.str("parent")).collect();
    for Found { node, .. } in context.all(Object::Operation) {
        for tag in node.get("tags").map(Node::items).unwrap_or_default() {
            let Some(text) = tag.as_str() else { continue };
            used.insert(text);
            if declared.iter().any(|(_, name)| *name == text) {
                continue;
            }
            let near = suggest::nearest(text, declared.iter().map(|(_, name)| *name));
            // What is misspelt here is meant there.
            used.extend(near);
            let message = format!("the tag `{text}` is not declared");
            let diagnostic = Diagnostic::warning("unknown-tag", tag.span, message)
                .label(near.map(|near| format!("did you mean `{near}`?")).unwrap_or_default())
                .also(list.items().first().map_or(list.span, |first| first.span), "tags are declared here");
            context.fault(diagnostic);
        }
    }
    // What an operation has in place of a list of tags is said already, and which was meant is not known.
    let is_broken = |operation: &Node| {
        context.is_misspelt(operation, "tags")
            || operation.get("tags").is_some_and(|tags| !matches!(tags.kind, Kind::Array(_)))
    };
    let any_broken = context.all(Object::Operation).iter().any(|found| is_broken(found.node));
    for (name, text) in declared {
        if !used.contains(text) && !any_broken {
            let message = format!("no operation has the tag `{text}`");
            let diagnostic = Diagnostic::warning("unused-tag", name.span, message)
                .help("remove it, or add it to the `tags` of an operation");
            context.fault(diagnostic);
        }
    }
}
