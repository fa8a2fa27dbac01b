//! Components that nothing refers to, and components without a proper name.

use std::collections::HashSet;

use super::Mode;
use super::context::{Context, address};
use super::table::Object;
use crate::diagnostic::Diagnostic;
use crate::document::Node;
use crate::reference::Target;

/// Judges `components`.
pub(super) fn judge(context: &mut Context<'_, '_>) {
    let sections = context.document.root().get("components").map(Node::members).unwrap_or_default();
    for section in sections.iter().filter(|section| !section.key.starts_with("x-")) {
        for component in section.value.members() {
            let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
            if component.key.is_empty() || !component.key.chars().all(is_name) {
                let message = format!("`{}` cannot be the name of a component", component.key);
                let diagnostic = Diagnostic::error("bad-component-name", component.key_span, message)
                    .help("use letters, digits, `.`, `-` and `_`");
                context.fault(diagnostic);
            }
        }
    }
    // A document that describes nothing but components is a library; all of them are its result.
    let root = context.document.root();
    if context.mode == Mode::Lenient || (root.get("paths").is_none() && root.get("webhooks").is_none()) {
        return;
    }
    let used = used(context);
    for section in sections.iter().filter(|section| !section.key.starts_with("x-")) {
        for component in section.value.members() {
            let is_used = used.nodes.contains(&address(&component.value))
                || (&*section.key == "securitySchemes" && used.schemes.contains(&*component.key))
                || (&*section.key == "schemas" && used.mapped.contains(&*component.key));
            if !is_used {
                let message = format!("nothing refers to `{}`", component.key);
                let diagnostic = Diagnostic::error("unused-component", component.key_span, message)
                    .help("remove it, or refer to it with `$ref`");
                context.fault(diagnostic);
            }
        }
    }
}

struct Used<'d> {
    nodes: HashSet<usize>,
    schemes: HashSet<&'d str>,
    mapped: HashSet<&'d str>,
}

fn used<'d>(context: &mut Context<'d, '_>) -> Used<'d> {
    let mut nodes = HashSet::new();
    let texts: Vec<&Node> = context.uses.iter().map(|used| used.text).collect();
    let mut mapped = HashSet::new();
    let mut targets = texts;
    for found in context.all(Object::Discriminator) {
        let entries = found.node.get("mapping").map(Node::members).unwrap_or_default();
        mapped.extend(entries.iter().filter_map(|entry| entry.value.as_str()));
        targets.extend(entries.iter().map(|entry| &entry.value));
    }
    for text in targets {
        if let Target::Node(target) = context.target(text) {
            nodes.insert(address(target));
        }
    }
    let requirements = context.all(Object::SecurityRequirement);
    let schemes = requirements.iter().flat_map(|found| found.node.members()).map(|member| &*member.key).collect();
    Used { nodes, schemes, mapped }
}
