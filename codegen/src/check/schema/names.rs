//! Discriminators: the property exists, the mapping leads to schemas.

use super::super::context::Context;
use super::super::{suggest, table::Object};
use crate::diagnostic::Diagnostic;
use crate::document::Node;
use crate::reference;

pub(super) fn judge(context: &mut Context<'_, '_>, schema: &Node) {
    let Some(discriminator) = schema.get("discriminator") else { return };
    for entry in discriminator.get("mapping").map(Node::members).unwrap_or_default() {
        leads_to_schema(context, &entry.value);
    }
    let variants = ["oneOf", "anyOf"].into_iter().filter_map(|keyword| schema.get(keyword)).flat_map(Node::items);
    for variant in variants {
        if reference::of(variant).is_none() && variant.str("type") != Some("null") {
            let message = "a discriminator chooses between schemas with names; this one has none";
            let diagnostic = Diagnostic::error("bad-discriminator", variant.span, message)
                .help("move the schema to `components` and refer to it with `$ref`");
            context.fault(diagnostic);
        }
    }
}

/// A mapping names a schema of `components`, or refers to one.
fn leads_to_schema(context: &mut Context<'_, '_>, value: &Node) {
    let Some(text) = value.as_str() else { return };
    if reference::mapped(context.document, value).is_some()
        || super::super::references::is_in_misspelt_section(context, value)
    {
        return;
    }
    let schemas = context.document.root().get("components").and_then(|components| components.get("schemas"));
    let names = schemas.map(Node::members).unwrap_or_default();
    let message = format!("the discriminator maps to `{text}`, which is no schema of this document");
    let wanted = text.rsplit('/').next().unwrap_or(text);
    let near = suggest::label(wanted, names.iter().map(|member| &*member.key));
    let section = super::super::references::section(Object::Schema);
    let diagnostic = Diagnostic::error("bad-discriminator", value.span, message)
        .label(near)
        .help(format!("write the name of a schema, or `#/components/{section}/Name`"));
    context.fault(diagnostic);
}
