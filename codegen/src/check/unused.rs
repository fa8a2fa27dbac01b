//! Components that nothing refers to, and components without a proper name.

use std::collections::HashSet;

use super::Mode;
use super::context::{Context, address};
use super::suggest;
use super::table::{Object, table};
use crate::diagnostic::Diagnostic;
use crate::document::Node;
use crate::reference::Target;
use crate::source::{Sources, Span};

/// Judges `components`.
pub(super) fn judge(context: &mut Context<'_, '_>) {
    let sections = context.document.root().get("components").map(Node::members).unwrap_or_default();
    for section in sections.iter().filter(|section| !section.key.starts_with("x-")) {
        for component in section.value.members() {
            if !is_name(&component.key) {
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
    let meant = Meant::of(context);
    // A section that OpenAPI does not have is said already.
    for section in sections.iter().filter(|section| table(Object::Components).field(&section.key).is_some()) {
        for component in section.value.members() {
            // A name that is none is said already.
            let is_used = !is_name(&component.key)
                || meant.as_ref().is_some_and(|meant| meant.has(&section.key, &component.key))
                || used.nodes.contains(&address(&component.value))
                || (&*section.key == "securitySchemes" && used.schemes.contains(&*component.key))
                || (&*section.key == "schemas" && used.mapped.contains(&*component.key));
            if !is_used {
                let message = format!("nothing refers to `{}`", component.key);
                let diagnostic = Diagnostic::warning("unused-component", component.key_span, message)
                    .help("remove it, or refer to it with `$ref`");
                context.fault(diagnostic);
            }
        }
    }
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))
}

/// Components that something seems to mean which could not be read, or a reference that is misspelt.
struct Meant<'d> {
    /// What stands behind `/components/` anywhere in the text.
    mentioned: HashSet<&'d str>,
    /// The last parts of references that lead nowhere.
    broken: Vec<&'d str>,
    /// Sections that something else was taken for: any of their components may have been meant.
    sections: HashSet<&'static str>,
    sources: &'d Sources,
}

impl<'d> Meant<'d> {
    /// Where there is no error, nothing is meant but not read.
    fn of(context: &mut Context<'d, '_>) -> Option<Self> {
        if !context.out.has_errors() {
            return None;
        }
        let sources = &context.document.sources;
        let words = sources.files().iter().flat_map(|file| file.text.split("/components/").skip(1));
        let end = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ',' | '}' | ']');
        let mentioned = words.filter_map(|rest| rest.split(end).next()).collect();
        let texts: Vec<&'d Node> = context.uses.iter().map(|used| used.text).collect();
        let mut broken: Vec<&'d str> = Vec::new();
        for text in texts {
            if let (Some(written), false) = (text.as_str(), matches!(context.target(text), Target::Node(_))) {
                broken.extend(last_word(written));
            }
        }
        // What a reference of another kind leads to, and a scheme that is not declared, are something else that is meant.
        let mut sections = HashSet::new();
        for used in &context.uses {
            let wanted = format!("/components/{}/", super::references::section(used.expected));
            let written = used.text.as_str().filter(|text| text.contains("/components/") && !text.contains(&wanted));
            if let Some(written) = written {
                broken.extend(last_word(written));
                sections.insert(super::references::section(used.expected));
            }
        }
        let schemes = context.document.root().get("components").and_then(|node| node.get("securitySchemes"));
        let declared = |name: &str| schemes.is_some_and(|schemes| schemes.get(name).is_some());
        let required = context.all(Object::SecurityRequirement);
        broken.extend(
            required.iter().flat_map(|found| found.node.members()).map(|m| &*m.key).filter(|name| !declared(name)),
        );
        Some(Self { mentioned, broken, sections, sources })
    }

    fn has(&self, section: &str, name: &str) -> bool {
        // A scheme is named by its key; it is written once where it is declared.
        let key = format!("{name}:");
        let is_required = || self.sources.files().iter().map(|file| file.text.matches(&key).count()).sum::<usize>() > 1;
        self.mentioned.contains(&*format!("{section}/{name}"))
            || self.sections.contains(section)
            || (section == "securitySchemes" && is_required())
            || self.broken.iter().any(|text| suggest::nearest(text, [name]).is_some())
    }
}

/// The name at the end of a reference, however that is written.
fn last_word(text: &str) -> Option<&str> {
    text.rsplit(['/', '#', '\\']).find(|word| !word.is_empty())
}

struct Used<'d> {
    nodes: HashSet<usize>,
    schemes: HashSet<&'d str>,
    mapped: HashSet<&'d str>,
}

fn holds(outer: Span, inner: Span) -> bool {
    outer.file == inner.file && outer.start <= inner.start && inner.end <= outer.end
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
    // What only components refer to that nothing refers to themselves is not used either.
    let sections = context.document.root().get("components").map(Node::members).unwrap_or_default();
    let components: Vec<&Node> =
        sections.iter().flat_map(|section| section.value.members()).map(|m| &m.value).collect();
    let holder = |text: &Node| components.iter().position(|component| holds(component.span, text.span));
    let mut within: Vec<Vec<&Node>> = vec![Vec::new(); components.len()];
    let mut ready = Vec::new();
    for text in targets {
        match holder(text) {
            Some(index) => within[index].push(text),
            None => ready.push(text),
        }
    }
    while let Some(text) = ready.pop() {
        if let Target::Node(target) = context.target(text)
            && nodes.insert(address(target))
            && let Some(index) = holder(target)
        {
            ready.append(&mut within[index]);
        }
    }
    let requirements = context.all(Object::SecurityRequirement);
    let schemes = requirements.iter().flat_map(|found| found.node.members()).map(|member| &*member.key).collect();
    Used { nodes, schemes, mapped }
}
