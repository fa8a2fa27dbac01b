//! Why a constraint is documented only, in words that somebody can act on.

use super::book::Book;
use super::typed::Grip;
use super::walk::Place;
use super::words::Constraint;
use crate::document::Node;
use crate::lower::pattern_fault;
use crate::plan::{self, RustType, checked_format};

pub(super) fn reason(book: &Book<'_>, place: &Place<'_>, constraint: &Constraint<'_>, grip: Option<Grip>) -> String {
    let (node, member) = (place.node, constraint.member);
    let text = member.value.as_str().unwrap_or_default();
    match &*member.key {
        "enum" if node.is_true("x-open") => return "`x-open` keeps other values".to_owned(),
        "pattern" => {
            if let Some(why) = pattern_fault(text) {
                return format!("the pattern cannot be run: {}", super::words::one_line(&why));
            }
        }
        "format" => {
            if let Some(why) = hint(text) {
                return why;
            }
        }
        "contentMediaType" => return "it says what the text is; the text is not read".to_owned(),
        "contentSchema" => return "the content of a text is not read".to_owned(),
        "contentEncoding" if text != "base64" => return format!("the encoding \"{text}\" is not read"),
        "contentEncoding" if node.get("type").is_none() => {
            return "it is read of a schema of strings alone".to_owned();
        }
        _ => {}
    }
    if book.held(node).iter().any(|held| matches!(held.ty, RustType::Custom(_))) {
        return "the type that `x-rust-type` names reads it as it likes".to_owned();
    }
    if let Some(why) = place.why.filter(|_| book.held(node).is_empty()) {
        return why.to_owned();
    }
    if let Some(about) = about(&member.key, text).filter(|about| is_never(node, about)) {
        return format!("it is about {about}s, which the value never is");
    }
    let listed = |held: &&plan::Held| super::value::is_list(book, &held.ty);
    if super::settle::is_limit(&member.key) && book.held(node).iter().any(listed) {
        return "a listed value breaks it".to_owned();
    }
    match grip {
        None if member.key.as_ref() == "enum" && !book.merged_into(node).is_empty() => {
            "another schema of the union lets other values in".to_owned()
        }
        None if of_a_path(place) => "each operation replaces the parameter".to_owned(),
        Some(Grip::Absent) => "only the other direction has the member".to_owned(),
        None if book.held(node).is_empty() && below_read_only(book, place) => {
            "only responses have the member, and no response has the schema".to_owned()
        }
        None => "nothing that is generated holds a value of this schema".to_owned(),
        Some(Grip::Typed | Grip::Reported(_) | Grip::Loose) => "no type and no rule keeps it".to_owned(),
    }
}

/// The type of the values that a keyword is about.
fn about(keyword: &str, text: &str) -> Option<&'static str> {
    Some(match keyword {
        "minLength" | "maxLength" | "pattern" | "contentEncoding" | "contentMediaType" => "string",
        "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf" => "number",
        "minItems" | "maxItems" | "uniqueItems" | "contains" | "minContains" | "maxContains" => "array",
        "items" | "unevaluatedItems" => "array",
        "minProperties" | "maxProperties" | "required" | "propertyNames" | "additionalProperties" => "object",
        "dependentRequired" | "dependentSchemas" | "dependencies" | "unevaluatedProperties" => "object",
        "format" if text.starts_with("int") || text.starts_with("uint") => "integer",
        "format" if ["float", "double"].contains(&text) => "number",
        "format" => "string",
        _ => return None,
    })
}

/// Whether no value of a schema is of a type.
fn is_never(node: &Node, about: &str) -> bool {
    let types = node.get("type");
    let named = types.into_iter().chain(types.map(Node::items).unwrap_or_default()).filter_map(Node::as_str);
    let is = |name: &str| name == about || (about == "number" && name == "integer");
    types.is_some() && !named.into_iter().any(is)
}

/// Formats that say nothing that could be checked.
fn hint(format: &str) -> Option<String> {
    let known = checked_format(format).is_some();
    match format {
        "password" => Some("`password` says that it is not to be shown, and nothing of the text".to_owned()),
        "float" => Some("a number is held as a double, which has every float".to_owned()),
        "binary" => Some("`binary` says that the text is any bytes".to_owned()),
        _ if !known => Some(format!("the format \"{format}\" is not known")),
        _ => None,
    }
}

/// Whether the schema is that of a parameter of a path, which operations may have replaced.
fn of_a_path(place: &Place<'_>) -> bool {
    matches!(place.pointer.tokens(), [paths, _, parameters, ..] if paths == "paths" && parameters == "parameters")
}

/// Whether the schema stands in a member that requests lack.
fn below_read_only(book: &Book<'_>, place: &Place<'_>) -> bool {
    let tokens = place.pointer.tokens();
    let marked = |length: usize| {
        let node = book.document.at(place.pointer.file, &tokens[..length]);
        node.is_some_and(|node| node.is_true("readOnly"))
    };
    (1..=tokens.len()).any(marked)
}
