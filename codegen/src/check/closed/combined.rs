//! `additionalProperties: false` beside `allOf`: it sees the properties of its own schema only, and refuses the others.

use super::super::context::Context;
use super::no_value;
use crate::document::Node;

pub(super) fn judge<'d>(context: &mut Context<'d, '_>, schema: &'d Node) {
    let mut parts = vec![schema];
    for item in schema.get("allOf").map(Node::items).unwrap_or_default() {
        let Some(part) = context.resolve(item) else { return };
        if !parts.iter().any(|known| std::ptr::eq(*known, part)) {
            parts.push(part);
        }
    }
    if parts.len() == 1 {
        return;
    }
    for closed in &parts {
        let Some(keyword) = closed.member("additionalProperties").filter(|m| m.value.as_bool() == Some(false)) else {
            continue;
        };
        if closed.get("patternProperties").is_some() {
            continue;
        }
        let knows = |name: &str| closed.get("properties").is_some_and(|properties| properties.get(name).is_some());
        let others = parts.iter().filter_map(|part| part.get("properties")).flat_map(Node::members);
        if let Some(refused) = others.into_iter().find(|member| !knows(&member.key)) {
            let message = format!("`additionalProperties: false` refuses `{}`, which `allOf` takes in", refused.key);
            let span = refused.key_span;
            no_value(context, keyword.key_span, message, &[(span, "this can never be there")]);
        }
    }
}
