//! The files that a document refers to, and what its references lead to.
//!
//! In: the tree of the first file. Out: the trees of all, each read once, with the [`Links`] between them. Guaranteed:
//! a file that cannot be read is remembered with the reason, and `check` says so where a reference needs it; nothing
//! is taken from a network.

use std::collections::{HashMap, HashSet};

use super::scan::{self, Found};
use super::{Loading, MAX_DEPTH, load_file};
use crate::document::{Document, Kind, Node};
use crate::pointer::Pointer;
use crate::reference::links::Links;
use crate::reference::{self, Target, uri};
use crate::source::{FileId, Span};

/// How many files a document may have.
const MAX_FILES: usize = 10_000;

/// How many nodes may be added for references that must be written out, and how often one may lead to the next.
const MAX_WRITTEN_OUT: usize = 200_000;
const MAX_ROUNDS: usize = 32;

/// Reads what the document refers to.
pub(super) fn follow(loading: &mut Loading<'_, '_>, document: &mut Document) {
    let mut next = 0;
    while next < document.roots.len() {
        let root = &document.roots[next];
        let file = root.span.file;
        let found = scan::scan(file, root);
        add(&mut document.links, &loading.sources.file(file).name.clone(), root, &found);
        let wanted = wanted(&document.links, &found);
        for name in wanted {
            if !document.links.is_new(&name) || document.roots.len() + 1 > MAX_FILES {
                continue;
            }
            match loading.read(&name) {
                // A file that is read and cannot be parsed ends the stage when all are read.
                Ok(bytes) => {
                    let file = loading.sources.files().len() as u32;
                    let root = load_file(&name, bytes, loading);
                    let span = Span { file: FileId(file), start: 0, end: 0 };
                    document.roots.push(root.unwrap_or(Node { span, kind: Kind::Null }));
                    // Known at once, so that no other reference reads it again.
                    document.links.reserve(&name);
                }
                Err(why) => document.links.add_unread(name, why),
            }
        }
        next += 1;
    }
    let mut written = 0;
    for _ in 0..MAX_ROUNDS {
        if !write_out(document, &mut written) {
            break;
        }
    }
    // Those that are left are in a circle, or were too many.
    let left = misplaced(document).into_iter().map(|(_, text, _)| text.span).collect::<Vec<_>>();
    document.links.endless = left;
    document.links.aliases = aliases(document);
}

fn add(links: &mut Links, name: &str, root: &Node, found: &Found<'_>) {
    links.add_file(name, root.span, root.str("$self"));
    for (pointer, span, id) in &found.resources {
        links.add_resource(pointer.clone(), *span, id);
    }
    for (pointer, span, anchor) in &found.anchors {
        links.add_anchor(pointer.clone(), *span, anchor);
    }
}

/// The files that are referred to, by name, in the order of the references.
fn wanted(links: &Links, found: &Found<'_>) -> Vec<String> {
    let mut names = Vec::new();
    for text in &found.references {
        let whole = uri::split(text.as_str().unwrap_or_default()).0;
        if whole.is_empty() || matches!(links.whole(text.span, whole), reference::links::Whole::Resource(_)) {
            continue;
        }
        for name in links.candidates(text.span, whole) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

/// References where OpenAPI allows none, each with what it refers to.
fn misplaced(document: &Document) -> Vec<(Pointer, &Node, &Node)> {
    let found = document.roots.iter().flat_map(|root| scan::scan(root.span.file, root).misplaced);
    let led = found.filter_map(|(place, text)| match reference::follow(document, text) {
        Target::Node(target) => Some((place, text, target)),
        Target::Dangling | Target::Unread(_) | Target::Remote => None,
    });
    led.collect()
}

/// Puts what they refer to in the place of references where OpenAPI allows none; whether there were any.
fn write_out(document: &mut Document, written: &mut usize) -> bool {
    let mut changes = Vec::new();
    let misplaced = misplaced(document);
    let texts: HashSet<Span> = misplaced.iter().map(|(_, text, _)| text.span).collect();
    for (place, text, target) in misplaced {
        // What holds such references itself waits for theirs. In a circle it waits for good: it would have no end, and
        // with two of them in it every round would square their number.
        let Some((more, depth)) = measure(target, &texts) else { continue };
        *written += more;
        if *written > MAX_WRITTEN_OUT {
            return false;
        }
        if place.tokens().len() + depth <= MAX_DEPTH {
            changes.push((place, text.span, target.clone()));
        }
    }
    let any = !changes.is_empty();
    for (place, span, node) in changes {
        if let Some(held) = document.at_mut(&place) {
            put(held, node);
            document.links.replaced.push(span);
        }
    }
    any
}

/// Replaces a reference. What stands beside it is kept, and counts.
fn put(held: &mut Node, mut node: Node) {
    if let (Kind::Object(beside), Kind::Object(members)) = (&mut held.kind, &mut node.kind) {
        for member in beside.drain(..).filter(|member| &*member.key != "$ref") {
            members.retain(|other| other.key != member.key);
            members.push(member);
        }
    }
    *held = node;
}

/// How many nodes there are, and how deep they nest; nothing where one of them is one of these texts.
fn measure(node: &Node, texts: &HashSet<Span>) -> Option<(usize, usize)> {
    if texts.contains(&node.span) {
        return None;
    }
    let values = node.members().iter().map(|member| &member.value);
    node.items().iter().chain(values).try_fold((1, 1), |(nodes, depth), inner| {
        let (more, below) = measure(inner, texts)?;
        Some((nodes + more, depth.max(below + 1)))
    })
}

/// Components of the first file that give a name to a schema of another.
fn aliases(document: &Document) -> HashMap<Pointer, String> {
    let mut aliases = HashMap::new();
    if document.roots.len() == 1 {
        return aliases;
    }
    let schemas = document.root().get("components").and_then(|components| components.get("schemas"));
    for member in schemas.map(Node::members).unwrap_or_default() {
        let Some(target) = reference::of(&member.value).and_then(|text| reference::locate(document, text)) else {
            continue;
        };
        if target.file != document.root().span.file {
            aliases.entry(target).or_insert_with(|| member.key.to_string());
        }
    }
    aliases
}
