//! Slips in documents of others that leave no doubt about what is meant, and what cannot mean anything.
//!
//! In: a value of the wrong kind and the shape that the tables give it. Out: what later stages read in its place, so
//! that none of them has to know the slip. Guaranteed: every change is said, as an error in a spec of ours and as a
//! note about others; nothing that could be an operation, a parameter or a schema is left out this way.

use std::collections::HashMap;

use super::table::{Object, Shape};
use crate::decimal::Decimal;
use crate::document::{Document, Index, Kind, Member, Node};
use crate::source::Span;

/// What is read in the place of a value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Fix {
    Kind(Kind),
    /// A list with the value as its only item.
    Wrap,
    /// The same under another key.
    Key(&'static str),
    /// Nothing: the member or the item is left out.
    Remove,
}

/// What is read otherwise than it is written, by place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mended {
    fixes: HashMap<Span, Fix>,
}

impl Mended {
    pub(super) fn add(&mut self, at: Span, fix: Fix) {
        self.fixes.insert(at, fix);
    }

    /// The document as later stages read it.
    #[must_use]
    pub fn apply(&self, mut document: Document) -> Document {
        if !self.fixes.is_empty() {
            document.roots.iter_mut().for_each(|root| self.below(root));
            document.index = Index::default();
        }
        document
    }

    fn below(&self, node: &mut Node) {
        match &mut node.kind {
            Kind::Array(items) => {
                items.retain(|item| self.keeps(item));
                items.iter_mut().for_each(|item| self.mend(item));
            }
            Kind::Object(members) => {
                members.retain(|member| self.keeps(&member.value));
                members.iter_mut().for_each(|member| self.rename(member));
                members.iter_mut().for_each(|member| self.mend(&mut member.value));
            }
            Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => {}
        }
    }

    fn keeps(&self, node: &Node) -> bool {
        self.fixes.get(&node.span) != Some(&Fix::Remove)
    }

    fn rename(&self, member: &mut Member) {
        if let Some(Fix::Key(key)) = self.fixes.get(&member.value.span) {
            member.key = (*key).into();
        }
    }

    fn mend(&self, node: &mut Node) {
        match self.fixes.get(&node.span) {
            Some(Fix::Kind(kind)) => node.kind = kind.clone(),
            Some(Fix::Wrap) => {
                self.below(node);
                node.kind = Kind::Array(vec![node.clone()]);
            }
            Some(Fix::Key(_) | Fix::Remove) | None => self.below(node),
        }
    }
}

/// What a value of the wrong kind is read as; nothing if no meaning can be given to it.
pub(super) fn fix(shape: Shape, node: &Node) -> Option<Fix> {
    let is_empty = match &node.kind {
        Kind::Null => return Some(Fix::Remove),
        Kind::Array(items) => items.is_empty(),
        Kind::Object(members) => members.is_empty(),
        Kind::String(text) => text.trim().is_empty(),
        Kind::Bool(_) | Kind::Number(_) => false,
    };
    match shape {
        Shape::Text => Some(scalar_text(node).map_or(Fix::Remove, |text| Fix::Kind(Kind::String(text.into())))),
        Shape::Bool => Some(flag(node).map_or(Fix::Remove, |flag| Fix::Kind(Kind::Bool(flag)))),
        Shape::Number | Shape::Positive | Shape::Count | Shape::Exclusive => Some(number(shape, node)),
        Shape::List(item) => match &node.kind {
            _ if is_empty => Some(Fix::Kind(Kind::Array(Vec::new()))),
            // `required: true` on a property is the idiom of an old JSON Schema; the object does not say so.
            Kind::Bool(_) => Some(Fix::Remove),
            Kind::String(_) | Kind::Number(_) if matches!(item, Shape::Text | Shape::Any) => Some(Fix::Wrap),
            Kind::Object(_) => Some(Fix::Wrap),
            _ => None,
        },
        Shape::Map(_) | Shape::Object(_) | Shape::OrRef(_) if is_empty => Some(Fix::Kind(Kind::Object(Vec::new()))),
        Shape::Object(Object::Discriminator) => member("propertyName", node),
        Shape::Schema | Shape::SchemaOrBool => match &node.kind {
            _ if is_empty => Some(Fix::Kind(Kind::Object(Vec::new()))),
            Kind::String(text) => flag(node)
                .map(|flag| Fix::Kind(Kind::Bool(flag)))
                .or_else(|| TYPES.contains(&&**text).then(|| member("type", node)).flatten()),
            _ => None,
        },
        Shape::Type => Some(Fix::Remove),
        Shape::Any | Shape::Word(_) | Shape::Map(_) | Shape::Object(_) | Shape::OrRef(_) => None,
    }
}

/// The names that `type` may have; `null` from 3.1 on.
pub(super) const TYPES: [&str; 7] = ["array", "boolean", "integer", "null", "number", "object", "string"];

/// What a name that is no type means.
pub(super) fn type_fix(name: &str) -> Fix {
    let lower = name.trim().to_ascii_lowercase();
    let meant = match lower.as_str() {
        "int" | "long" | "int32" | "int64" | "short" => "integer",
        "float" | "double" | "decimal" => "number",
        "bool" => "boolean",
        "dict" | "map" | "hash" => "object",
        "list" => "array",
        "file" | "date" | "datetime" | "date-time" | "uuid" | "text" | "str" | "enum" => "string",
        other => match TYPES.iter().find(|known| **known == other) {
            Some(known) => known,
            None => return Fix::Remove,
        },
    };
    Fix::Kind(Kind::String(meant.into()))
}

fn member(key: &str, node: &Node) -> Option<Fix> {
    node.as_str()?;
    let member = Member { key: key.into(), key_span: node.span, value: node.clone() };
    Some(Fix::Kind(Kind::Object(vec![member])))
}

fn scalar_text(node: &Node) -> Option<String> {
    match &node.kind {
        Kind::Number(text) => Some(text.to_string()),
        Kind::Bool(value) => Some(value.to_string()),
        Kind::Null | Kind::String(_) | Kind::Array(_) | Kind::Object(_) => None,
    }
}

fn flag(node: &Node) -> Option<bool> {
    match node.as_str()?.trim().to_ascii_lowercase().as_str() {
        "true" | "yes" => Some(true),
        "false" | "no" => Some(false),
        _ => None,
    }
}

fn number(shape: Shape, node: &Node) -> Fix {
    let text = node.as_str().map(str::trim).unwrap_or_default();
    let fits = Decimal::parse(text).is_some_and(|number| match shape {
        Shape::Positive => !number.is_negative() && !number.is_zero(),
        Shape::Count => !number.is_negative() && number.is_integer(),
        _ => true,
    });
    match flag(node) {
        Some(flag) if shape == Shape::Exclusive => Fix::Kind(Kind::Bool(flag)),
        _ if fits => Fix::Kind(Kind::Number(text.into())),
        _ => Fix::Remove,
    }
}
