//! Words: descriptions, sources, assumptions.

use crate::document::Node;
use crate::ir::{Docs, Source};

pub(super) fn docs(node: &Node) -> Docs {
    let text = |key: &str| node.str(key).map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned);
    Docs {
        summary: text("summary").or_else(|| text("title")),
        description: text("description"),
        assumed: text("x-assumed"),
        source: node.get("x-source").and_then(source),
        deprecated: node.is_true("deprecated"),
    }
}

fn source(node: &Node) -> Option<Source> {
    let quote = node.str("quote")?.trim().to_owned();
    Some(Source { page: node.str("page")?.to_owned(), quote, url: node.str("url").map(str::to_owned) })
}
