//! Keywords that say something only together with another one.

use std::collections::HashSet;

use super::super::Version;
use super::super::context::{Context, Found, address};
use super::super::schema::types_of;
use super::super::table::Object;
use crate::diagnostic::Diagnostic;
use crate::document::{Kind, Node};
use crate::reference::{self, Target};
use crate::source::Span;

pub(super) fn judge(context: &mut Context<'_, '_>) {
    let parents = parents(context);
    for Found { node, at, .. } in context.all(Object::Schema) {
        pairs(context, node);
        if context.version == Version::V3_0 {
            old(context, node);
        }
        let chooses = node.get("oneOf").is_some() || node.get("anyOf").is_some();
        if !chooses && !parents.contains(&address(node)) {
            without(
                context,
                node,
                "discriminator",
                "`oneOf`, `anyOf`, or a schema that takes this one in with `allOf`",
            );
        }
        type_is_missing(context, node, at);
    }
}

/// Schemas that others take in with `allOf`.
fn parents(context: &mut Context<'_, '_>) -> HashSet<usize> {
    let mut parents = HashSet::new();
    for Found { node, .. } in context.all(Object::Schema) {
        for text in node.get("allOf").map(Node::items).unwrap_or_default().iter().filter_map(reference::of) {
            if let Target::Node(target) = context.target(text) {
                parents.insert(address(target));
            }
        }
    }
    parents
}

fn pairs(context: &mut Context<'_, '_>, schema: &Node) {
    let has = |keyword: &str| schema.get(keyword).is_some();
    if !has("if") {
        without(context, schema, "then", "`if`");
        without(context, schema, "else", "`if`");
    } else if !["then", "else", "unevaluatedProperties", "unevaluatedItems"].into_iter().any(has) {
        without(context, schema, "if", "`then` or `else`");
    }
    if !has("contains") {
        without(context, schema, "minContains", "`contains`");
        without(context, schema, "maxContains", "`contains`");
    }
    if !has("contentMediaType") {
        without(context, schema, "contentSchema", "`contentMediaType`");
    }
}

/// What only 3.0 has.
fn old(context: &mut Context<'_, '_>, schema: &Node) {
    for (keyword, limit) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
        if schema.get(limit).is_none() && schema.is_true(keyword) {
            without(context, schema, keyword, &format!("`{limit}`"));
        }
    }
    let is_typed = ["type", "allOf", "anyOf", "oneOf", "enum"].iter().any(|keyword| schema.get(keyword).is_some());
    if !is_typed {
        without(context, schema, "nullable", "`type`");
    }
    if let (Some(nullable), Some(listed)) = (schema.member("nullable"), schema.get("enum"))
        && nullable.value.as_bool() == Some(true)
        && !listed.items().iter().any(|item| matches!(item.kind, Kind::Null))
    {
        let message = "`enum` does not list null; other tools refuse it then, this one allows it";
        let diagnostic = Diagnostic::warning("idle-nullable", nullable.key_span, message)
            .also(listed.span, "the values")
            .help("add `null` to the list, or remove `nullable`");
        context.fault(diagnostic);
    }
}

fn without(context: &mut Context<'_, '_>, schema: &Node, keyword: &str, other: &str) {
    if let Some(member) = schema.member(keyword) {
        let message = format!("`{keyword}` means nothing without {other}");
        context.fault(Diagnostic::error("misplaced-keyword", member.key_span, message));
    }
}

/// Whether a schema is an item of a list or a test, which leave to what they stand in what they do not say.
pub(in crate::check) fn is_part(context: &Context<'_, '_>, schema: &Node, at: Span) -> bool {
    const TESTS: [&str; 7] = ["if", "then", "else", "not", "contains", "propertyNames", "unevaluatedProperties"];
    at == schema.span || TESTS.contains(&context.document.sources.text(at).trim_matches(['"', '\'']))
}

/// A rule about texts lets every number pass, unless `type` says that there are none.
fn type_is_missing(context: &mut Context<'_, '_>, schema: &Node, at: Span) {
    const TYPED: [&str; 9] = ["type", "$ref", "$dynamicRef", "allOf", "anyOf", "oneOf", "enum", "const", "not"];
    if is_part(context, schema, at)
        || context.is_misspelt(schema, "type")
        || TYPED.iter().any(|keyword| schema.get(keyword).is_some())
    {
        return;
    }
    let Some(member) = schema.members().iter().find(|member| !types_of(&member.key).is_empty()) else { return };
    let types = types_of(&member.key).join("` or `");
    let message = format!("`{}` is no rule for values of another type, and `type` does not exclude them", member.key);
    let diagnostic = Diagnostic::warning("missing-type", member.key_span, message).help(format!("add `type: {types}`"));
    context.fault(diagnostic);
}
