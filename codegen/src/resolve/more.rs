//! Operations for which OpenAPI 3.0 has no place: other methods, webhooks, callbacks.
//!
//! In: the located tree. Out: for each a path item of 3.0's shape in which the operation stands as if it were a `post`.
//! Guaranteed: each callback and each webhook is there once, however many references lead to it.

use std::collections::BTreeSet;

use openapiv3::PathItem;

use super::skeleton::{Item, METHODS, Place, items, path_item_of, slashed};
use crate::document::Document;
use crate::pointer::Pointer;
use crate::source::FileId;

/// An operation beside the skeleton.
#[derive(Debug)]
pub struct More {
    pub origin: Origin,
    /// In upper case, or as the document writes it under `additionalOperations`.
    pub method: String,
    /// The path, the name of the webhook, or the expression of the callback.
    pub path: String,
    /// The operation is its `post`; its parameters are those of its own path item.
    pub item: PathItem,
}

/// Where an operation stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    Path,
    Webhook,
    /// With its name.
    Callback(String),
}

/// Every operation beside the skeleton, in the order of the document.
pub(super) fn more(document: &Document) -> Result<Vec<More>, serde_yaml::Error> {
    let mut found = Finder { more: Vec::new(), seen: BTreeSet::new() };
    let Some(root) = Place::new(document, &Pointer::root(FileId(0))) else { return Ok(Vec::new()) };
    for (path, item) in items(&root, "paths") {
        found.item(&Origin::Path, &slashed(path), &item)?;
    }
    for (name, item) in items(&root, "webhooks") {
        found.item(&Origin::Webhook, name, &item)?;
    }
    Ok(found.more)
}

struct Finder {
    more: Vec<More>,
    /// The callbacks that were met.
    seen: BTreeSet<Pointer>,
}

impl Finder {
    fn item(&mut self, origin: &Origin, path: &str, item: &Item<'_>) -> Result<(), serde_yaml::Error> {
        for method in METHODS.into_iter().chain(["query"]) {
            let Some(operation) = item.operation(method) else { continue };
            if *origin != Origin::Path || method == "query" {
                self.add(origin, &method.to_ascii_uppercase(), path, item, &operation)?;
            }
            self.callbacks(&operation)?;
        }
        for (method, operation) in item.additional() {
            self.add(origin, method, path, item, &operation)?;
            self.callbacks(&operation)?;
        }
        Ok(())
    }

    fn add(
        &mut self,
        origin: &Origin,
        method: &str,
        path: &str,
        item: &Item<'_>,
        operation: &Place<'_>,
    ) -> Result<(), serde_yaml::Error> {
        let template = (*origin == Origin::Path).then_some(path);
        let item = serde_yaml::from_value(path_item_of(item, template, operation))?;
        let (method, path) = (method.to_owned(), path.to_owned());
        self.more.push(More { origin: origin.clone(), method, path, item });
        Ok(())
    }

    fn callbacks(&mut self, operation: &Place<'_>) -> Result<(), serde_yaml::Error> {
        for (name, callback) in operation.members("callbacks") {
            // Two operations may share one; and one may lead back to itself through what it describes.
            if !self.seen.insert(callback.pointer.clone()) {
                continue;
            }
            let expressions = callback.node.members().iter().map(|member| &*member.key);
            for expression in expressions.filter(|key| !key.starts_with("x-")) {
                let Some(item) = Item::new(callback.document, callback.pointer.child(expression)) else { continue };
                self.item(&Origin::Callback(name.to_owned()), expression, &item)?;
            }
        }
        Ok(())
    }
}
