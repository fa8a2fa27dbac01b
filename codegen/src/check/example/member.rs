//! Members of examples that are misspelt: an object that is open takes them, and nobody notices.

use super::super::context::Context;
use super::super::suggest;
use crate::diagnostic::Diagnostic;
use crate::document::Node;

/// How deep examples are looked into, and how many schemas of `allOf` are.
const MAX_DEPTH: usize = 32;
const MAX_PARTS: usize = 100;

/// Looks for members that no schema names and that are near to one that is absent.
pub(super) fn judge<'d>(context: &mut Context<'d, '_>, schema: &'d Node, value: &'d Node) {
    let mut work = vec![(schema, value, 0)];
    while let Some((schema, value, depth)) = work.pop() {
        let parts = parts(context, schema);
        if depth == MAX_DEPTH || parts.is_empty() {
            continue;
        }
        for item in value.items() {
            work.extend(parts.iter().filter_map(|part| Some((part.get("items")?, item, depth + 1))));
        }
        let named = |name: &str| parts.iter().find_map(|part| part.get("properties")?.get(name));
        for member in value.members() {
            if let Some(schema) = named(&member.key) {
                work.push((schema, &member.value, depth + 1));
            } else if names_everything(&parts) {
                let known = parts.iter().filter_map(|part| part.get("properties")).flat_map(Node::members);
                let absent = known.map(|known| &*known.key).filter(|key| value.get(key).is_none());
                if let Some(near) = suggest::close(&member.key, absent, 2) {
                    let message = format!("no property is called `{}`, and `{near}` is not there", member.key);
                    let diagnostic = Diagnostic::warning("unknown-property", member.key_span, message)
                        .label(format!("did you mean `{near}`?"));
                    context.fault(diagnostic);
                }
            }
        }
    }
}

/// Whether the schemas list what an object has, and leave the rest to nobody; what is refused is said elsewhere.
fn names_everything(parts: &[&Node]) -> bool {
    const OPEN: [&str; 6] =
        ["anyOf", "oneOf", "additionalProperties", "patternProperties", "unevaluatedProperties", "dependentSchemas"];
    parts.iter().all(|part| OPEN.iter().all(|keyword| part.get(keyword).is_none()))
}

/// A schema and what it takes in with `allOf`; nothing if a reference leads nowhere.
fn parts<'d>(context: &mut Context<'d, '_>, schema: &'d Node) -> Vec<&'d Node> {
    let Some(first) = context.resolve(schema) else { return Vec::new() };
    let mut parts = vec![first];
    let mut next = 0;
    while let Some(part) = parts.get(next).copied().filter(|_| parts.len() < MAX_PARTS) {
        next += 1;
        for item in part.get("allOf").map(Node::items).unwrap_or_default() {
            match context.resolve(item) {
                Some(target) if !parts.iter().any(|known| std::ptr::eq(*known, target)) => parts.push(target),
                Some(_) => {}
                None => return Vec::new(),
            }
        }
    }
    parts
}
