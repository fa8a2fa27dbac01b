//! Discriminators: every variant has the property, requires it, and is the one that the mapping says.

use super::super::context::{Context, address};
use super::super::suggest;
use crate::diagnostic::Diagnostic;
use crate::document::{Kind, Member, Node};
use crate::reference;

/// How many schemas of `allOf` are looked into.
const MAX_PARTS: usize = 200;

/// A schema to choose: where it is listed, and what it is with all that `allOf` adds.
struct Variant<'d> {
    listed: &'d Node,
    parts: Vec<&'d Node>,
}

pub(super) fn judge<'d>(context: &mut Context<'d, '_>, schema: &'d Node) {
    let Some(discriminator) = schema.get("discriminator") else { return };
    let Some((named, name)) = discriminator.get("propertyName").and_then(|node| Some((node, node.as_str()?))) else {
        return;
    };
    let listed = ["oneOf", "anyOf"].into_iter().filter_map(|keyword| schema.get(keyword)).flat_map(Node::items);
    let listed: Vec<&Node> = listed.filter(|node| reference::of(node).is_some()).collect();
    let mut variants = Vec::new();
    for node in listed {
        // A reference to nothing is said already.
        let Some(target) = context.resolve(node) else { return };
        variants.push(Variant { listed: node, parts: parts(context, target) });
    }
    // What is misspelt, of another kind or not there is said already, and nobody knows what it would have had.
    let parts: Vec<&Node> = variants.iter().flat_map(|variant| &variant.parts).copied().collect();
    if parts.is_empty() || parts.into_iter().any(|part| is_broken(context, part)) {
        return;
    }
    let with: Vec<bool> = variants.iter().map(|variant| variant.property(name).is_some()).collect();
    if !with.contains(&true) {
        let known = variants.iter().flat_map(|v| &v.parts).filter_map(|part| part.get("properties"));
        let names = known.flat_map(Node::members).map(|member| &*member.key);
        let diagnostic =
            Diagnostic::error("bad-discriminator", named.span, format!("no variant has the property `{name}`"))
                .label(suggest::label(name, names));
        context.fault(diagnostic);
        return;
    }
    for (variant, has) in variants.iter().zip(with) {
        let is_required =
            variant.parts.iter().filter_map(|part| part.get("required")).any(|r| r.texts().contains(&name));
        let message = match (has, is_required) {
            (false, _) => format!("this variant has no property `{name}`"),
            (true, false) => format!("this variant does not require `{name}`"),
            (true, true) => continue,
        };
        let diagnostic = Diagnostic::error("bad-discriminator", variant.span(), message)
            .also(named.span, "which tells the variants apart")
            .help(format!("describe `{name}` in it, and list it under `required`"));
        context.fault(diagnostic);
    }
    for entry in discriminator.get("mapping").map(Node::members).unwrap_or_default() {
        mapping(context, entry, name, &variants);
    }
}

fn is_broken<'d>(context: &mut Context<'d, '_>, part: &'d Node) -> bool {
    let list = part.get("allOf");
    ["properties", "required", "allOf"].into_iter().any(|field| context.is_misspelt(part, field))
        || list.is_some_and(|list| !matches!(list.kind, Kind::Array(_)))
        || list.map(Node::items).unwrap_or_default().iter().any(|item| context.resolve(item).is_none())
}

fn mapping(context: &mut Context<'_, '_>, entry: &Member, name: &str, variants: &[Variant<'_>]) {
    let Some(place) = reference::mapped(context.document, &entry.value) else { return };
    let Some(target) = context.document.at(place.file, place.tokens()).map(address) else { return };
    let Some(variant) = variants.iter().find(|variant| variant.parts.first().is_some_and(|p| address(p) == target))
    else {
        let message = format!("the mapping of `{}` leads to a schema that is no variant", entry.key);
        let diagnostic = Diagnostic::error("bad-discriminator", entry.value.span, message);
        context.fault(diagnostic.help("list it under `oneOf` as well, or map to a schema that is"));
        return;
    };
    let Some(property) = variant.property(name) else { return };
    let listed = property.get("enum").map(Node::items).unwrap_or_default();
    let values: Vec<&Node> = property.get("const").into_iter().chain(listed).collect();
    if values.is_empty() || values.iter().any(|value| value.as_str() == Some(&entry.key)) {
        return;
    }
    let message = format!("the mapping says `{}`, but `{name}` of this variant is never that", entry.key);
    let diagnostic =
        Diagnostic::error("bad-discriminator", entry.key_span, message).also(values[0].span, "what the variant says");
    context.fault(diagnostic);
}

impl<'d> Variant<'d> {
    fn property(&self, name: &str) -> Option<&'d Node> {
        self.parts.iter().find_map(|part| part.get("properties")?.get(name))
    }

    fn span(&self) -> crate::source::Span {
        reference::of(self.listed).map_or(self.listed.span, |text| text.span)
    }
}

/// A schema and what it takes in with `allOf`.
fn parts<'d>(context: &mut Context<'d, '_>, schema: &'d Node) -> Vec<&'d Node> {
    let mut parts = vec![schema];
    let mut next = 0;
    while let Some(part) = parts.get(next).copied().filter(|_| parts.len() < MAX_PARTS) {
        next += 1;
        for item in part.get("allOf").map(Node::items).unwrap_or_default() {
            if let Some(target) = context.resolve(item).filter(|t| !parts.iter().any(|known| std::ptr::eq(*known, *t)))
            {
                parts.push(target);
            }
        }
    }
    parts
}
