//! Lists, objects and choices of which there is none.

use std::collections::HashSet;

use super::super::context::Context;
use super::super::instance;
use super::{is_only, no_value, types};
use crate::document::{Kind, Node};

pub(super) fn judge<'d>(context: &mut Context<'d, '_>, schema: &'d Node) {
    for keyword in ["enum", "anyOf", "oneOf", "allOf"] {
        if let Some(list) = schema.get(keyword)
            && matches!(&list.kind, Kind::Array(items) if items.is_empty())
        {
            no_value(context, list.span, format!("`{keyword}` lists nothing, so nothing satisfies it"), &[]);
        }
    }
    if schema.is_true("readOnly")
        && let Some(member) = schema.member("writeOnly").filter(|member| member.value.as_bool() == Some(true))
    {
        let message = "what is `readOnly` and `writeOnly` is in no request and in no response";
        no_value(context, member.key_span, message, &[]);
    }
    if is_only(schema, &["array"]) {
        items(context, schema);
    }
    if is_only(schema, &["object"]) {
        members(context, schema);
    }
}

fn count<'d>(schema: &'d Node, keyword: &str) -> Option<(&'d Node, usize)> {
    let node = schema.get(keyword)?;
    Some((node, node.as_number()?.parse().ok()?))
}

fn items<'d>(context: &mut Context<'d, '_>, schema: &'d Node) {
    if let (Some((least, wanted)), Some((most, allowed))) = (count(schema, "minContains"), count(schema, "maxItems"))
        && wanted > allowed
    {
        let message = format!("an array of {allowed} items at most cannot contain {wanted}");
        no_value(context, least.span, message, &[(most.span, "the limit")]);
    }
    let Some((least, wanted)) = count(schema, "minItems") else { return };
    if context.is_misspelt(schema, "prefixItems") {
        return;
    }
    let listed = schema.get("prefixItems").map(Node::items).unwrap_or_default();
    let Some(items) = schema.get("items") else { return };
    if items.as_bool() == Some(false) && listed.len() < wanted {
        let message = format!("an array of this has {} items at most", listed.len());
        no_value(context, least.span, message, &[(items.span, "no more items")]);
    }
    if !schema.is_true("uniqueItems") || !listed.is_empty() {
        return;
    }
    let Some(items) = context.resolve(items) else { return };
    let values = match items.get("enum") {
        Some(list) => Some(list.items().iter().map(instance::canonical).collect::<HashSet<_>>().len()),
        None if items.get("const").is_some() => Some(1),
        None if types(items) == ["boolean"] => Some(2 + usize::from(items.is_true("nullable"))),
        None => None,
    };
    if let Some(values) = values.filter(|values| *values < wanted) {
        let message = format!("there are {values} different values, so no array has {wanted} different ones");
        no_value(context, least.span, message, &[(items.span, "the values")]);
    }
}

fn members(context: &mut Context<'_, '_>, schema: &Node) {
    let required: HashSet<&str> = schema.get("required").map(Node::texts).unwrap_or_default().into_iter().collect();
    if let Some((most, allowed)) = count(schema, "maxProperties").filter(|(_, allowed)| *allowed < required.len())
        && let Some(list) = schema.get("required")
    {
        let message = format!("{} properties are required, but no more than {allowed} allowed", required.len());
        no_value(context, most.span, message, &[(list.span, "required")]);
    }
    let properties = schema.get("properties").map(|node| node.members().len()).unwrap_or_default();
    let is_closed = schema.get("additionalProperties").and_then(Node::as_bool) == Some(false)
        && schema.get("patternProperties").is_none();
    if let Some((least, wanted)) =
        count(schema, "minProperties").filter(|(_, wanted)| is_closed && *wanted > properties)
    {
        let message = format!("there are {properties} properties, so no object has {wanted}");
        no_value(context, least.span, message, &[]);
    }
}
