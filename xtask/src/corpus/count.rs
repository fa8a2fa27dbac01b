//! How many operations a document declares, counted without the generator's own stages but the parser.

use std::path::Path;

use specwright_codegen::diagnostic::Diagnostics;
use specwright_codegen::document::{Document, Node};
use specwright_codegen::load::{self, Folder};
use specwright_codegen::pointer::Pointer;
use specwright_codegen::source::{FileId, Sources};

const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// Operations that the client calls, and those that call the client.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Declared {
    pub operations: usize,
    pub webhooks: usize,
}

/// Counts; zero for a document that cannot be parsed.
pub fn declared(folder: &Path, name: &str) -> Declared {
    let Some(document) = parse(folder, name) else { return Declared::default() };
    let items = |key: &str| document.root().get(key).map(Node::members).unwrap_or_default();
    let count = |key: &str| {
        let items = items(key).iter().filter(|member| !member.key.starts_with("x-"));
        items.map(|member| of_item(folder, name, &document, &member.value, 0)).sum()
    };
    Declared { operations: count("paths"), webhooks: count("webhooks") }
}

fn parse(folder: &Path, name: &str) -> Option<Document> {
    load::load(name, &Folder::new(folder, name), &mut Sources::default(), &mut Diagnostics::default()).ok()
}

/// The operations of a path item, or of the one that it refers to, in this file or another one.
fn of_item(folder: &Path, name: &str, document: &Document, item: &Node, depth: usize) -> usize {
    let own = METHODS.iter().filter(|method| item.get(method).is_some()).count();
    let additional = item.get("additionalOperations").map_or(0, |more| more.members().len());
    let referred = item.str("$ref").filter(|_| depth < 16).map_or(0, |reference| {
        let (file, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let other = (!file.is_empty()).then(|| beside(name, file));
        let parsed = other.as_ref().and_then(|other| parse(folder, other));
        let (name, document) = match (&other, &parsed) {
            (Some(other), Some(parsed)) => (other.as_str(), parsed),
            (Some(_), None) => return 0,
            (None, _) => (name, document),
        };
        let target = Pointer::from_fragment(FileId(0), fragment).and_then(|p| document.at(p.file, p.tokens()));
        target.map_or(0, |target| of_item(folder, name, document, target, depth + 1))
    });
    own + additional + referred
}

/// The name of a file that `name` refers to.
fn beside(name: &str, file: &str) -> String {
    let mut parts: Vec<&str> = name.split('/').collect();
    parts.pop();
    for part in file.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}
