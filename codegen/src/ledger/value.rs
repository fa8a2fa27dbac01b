//! Values and kinds of values, as types of Rust have them and as schemas list them.

use super::book::Book;
use super::typed::Grip;
use crate::check::instance::validate_instance;
use crate::decimal::Decimal;
use crate::document::{Kind, Member, Node};
use crate::plan::{EnumItem, Held, RustType, TypeItem};
use crate::reference::{self, Target};

const NULL: u8 = 1;
const BOOLEAN: u8 = 2;
const INTEGER: u8 = 4;
const FRACTION: u8 = 8;
const STRING: u8 = 16;
const ARRAY: u8 = 32;
const OBJECT: u8 = 64;

/// The kinds of values that the `type` of a schema lets in; `null` in any case, since whether a value may be `null` is
/// decided where it stands.
pub(super) fn kinds_asked(node: &Node) -> u8 {
    let types = node.get("type");
    let named = types.into_iter().chain(types.map(Node::items).unwrap_or_default()).filter_map(Node::as_str);
    let kind = |name: &str| match name {
        "boolean" => BOOLEAN,
        "integer" => INTEGER,
        "number" => INTEGER | FRACTION,
        "string" => STRING,
        "array" => ARRAY,
        "object" => OBJECT,
        _ => NULL,
    };
    named.fold(NULL, |kinds, name| kinds | kind(name))
}

/// The kinds of values that a type has; nothing where it has all, or nobody knows.
pub(super) fn kinds_of(item: Option<&TypeItem>, ty: &RustType) -> Option<u8> {
    Some(match (item, ty) {
        (Some(TypeItem::Struct(_)), _) | (None, RustType::Map(_)) => OBJECT,
        (Some(TypeItem::Enum(item)), _) => item.variants.iter().fold(0, |kinds, value| kinds | kind_of(&value.json)),
        (Some(TypeItem::Union(_) | TypeItem::Newtype(_)), _) => return None,
        (None, ty) => match ty {
            RustType::Bool => BOOLEAN,
            RustType::I32 | RustType::I64 | RustType::Int(_) => INTEGER,
            RustType::F64 | RustType::Number => INTEGER | FRACTION,
            RustType::Unit => NULL,
            RustType::String
            | RustType::Base64
            | RustType::Uuid
            | RustType::DateTime
            | RustType::Date
            | RustType::File => STRING,
            RustType::Vec(_) | RustType::Tuple(_) => ARRAY,
            _ => return None,
        },
    })
}

fn kind_of(json: &str) -> u8 {
    match json.as_bytes().first() {
        Some(b'"') => STRING,
        Some(b't' | b'f') => BOOLEAN,
        Some(b'n') => NULL,
        _ => INTEGER,
    }
}

/// The JSON text by which a scalar is told from others; nothing for arrays, objects and fractions.
pub(super) fn key(node: &Node) -> Option<String> {
    match &node.kind {
        Kind::Null => Some("null".to_owned()),
        Kind::Bool(value) => Some(value.to_string()),
        Kind::Number(text) => {
            let number = Decimal::parse(text)?;
            number.is_integer().then(|| number.floor().to_string())
        }
        Kind::String(text) => Some(serde_json::Value::String(text.to_string()).to_string()),
        Kind::Array(_) | Kind::Object(_) => None,
    }
}

/// Whether all values are of the type that a schema asks for.
pub(super) fn are_of_type(book: &Book<'_>, schema: &Node, values: &[Node]) -> bool {
    let kept = schema.members().iter().filter(|member| &*member.key == "type").cloned().collect();
    let alone = Node { span: schema.span, kind: Kind::Object(kept) };
    values.iter().all(|value| validate_instance(book.document, &alone, value, book.version).is_empty())
}

/// Whether all values that a type lists keep one keyword of a schema.
pub(super) fn all_keep(book: &Book<'_>, item: &TypeItem, node: &Node, member: &Member) -> Grip {
    let TypeItem::Enum(EnumItem { variants, other: None, .. }) = item else { return Grip::Loose };
    // An exclusive limit of OpenAPI 3.0 means nothing without its number.
    let beside = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"];
    let kept = node.members().iter().filter(|m| m.key == member.key || beside.contains(&&*m.key));
    let schema = Node { span: node.span, kind: Kind::Object(kept.cloned().collect()) };
    let all = variants.iter().all(|variant| {
        let kind = match variant.json.as_bytes().first() {
            Some(b'"') => Kind::String(variant.wire.as_str().into()),
            Some(b't') => Kind::Bool(true),
            Some(b'f') => Kind::Bool(false),
            _ => Kind::Number(variant.json.as_str().into()),
        };
        validate_instance(book.document, &schema, &Node { span: node.span, kind }, book.version).is_empty()
    });
    if all { Grip::Typed } else { Grip::Loose }
}

/// Whether a type lists all of these values.
pub(super) fn lists(book: &Book<'_>, ty: &RustType, values: &[Node]) -> bool {
    let has = |json: &str| match (book.item(ty), ty) {
        (Some(TypeItem::Enum(item)), _) => item.other.is_none() && item.variants.iter().any(|v| v.json == json),
        (None, RustType::Bool) => ["true", "false"].contains(&json),
        (..) => false,
    };
    values.iter().all(|value| is_nothing(value) || key(value).is_some_and(|json| has(&json)))
}

fn is_nothing(value: &Node) -> bool {
    matches!(value.kind, Kind::Null)
}

/// Whether a type has values of the kinds that a schema asks for, and of no others but those beside it.
pub(super) fn has_kind(book: &Book<'_>, held: &Held, node: &Node) -> bool {
    let null = if book.api.nullable(held.schema) { NULL } else { 0 };
    let asked = kinds_asked(node) & !NULL;
    let of = kinds_of(book.item(&held.ty), &held.ty);
    if is_null(node) { null != 0 } else { of.is_some_and(|kinds| kinds & asked != 0) }
}

/// Whether a type is a list of values.
pub(super) fn is_list(book: &Book<'_>, ty: &RustType) -> bool {
    matches!(book.item(ty), Some(TypeItem::Enum(_))) || *ty == RustType::Bool
}

/// Whether a branch of a union is nothing but values that a type lists, or lets any text in as the type does.
pub(super) fn is_listed(book: &Book<'_>, ty: &RustType, branch: &Node, depth: usize) -> bool {
    let branch = target(book, branch);
    if let Some(values) = branch.get("enum") {
        return match book.item(ty) {
            Some(TypeItem::Enum(EnumItem { other: Some(_), .. })) => true,
            Some(_) | None => lists(book, ty, values.items()),
        };
    }
    if let Some(value) = branch.get("const") {
        return lists(book, ty, std::slice::from_ref(value)) || is_open(book, ty);
    }
    let inner = branch.get("anyOf").or(branch.get("oneOf")).map(Node::items).unwrap_or_default();
    if !inner.is_empty() && depth < 8 {
        return inner.iter().all(|inner| is_listed(book, ty, inner, depth + 1));
    }
    branch.str("type") == Some("string") && is_open(book, ty)
}

fn is_open(book: &Book<'_>, ty: &RustType) -> bool {
    matches!(book.item(ty), Some(TypeItem::Enum(EnumItem { other: Some(_), .. })))
}

/// A schema of `null` alone.
pub(super) fn is_null(node: &Node) -> bool {
    let only = node.get("enum").map(Node::items).unwrap_or_default();
    node.str("type") == Some("null")
        || node.get("const").is_some_and(is_nothing)
        || (only.len() == 1 && only.iter().all(is_nothing))
}

/// The schema that a reference leads to.
pub(super) fn target<'d>(book: &Book<'d>, node: &'d Node) -> &'d Node {
    let mut at = node;
    for _ in 0..64 {
        match reference::of(at).map(|text| reference::follow(book.document, text)) {
            Some(Target::Node(next)) => at = next,
            Some(Target::Dangling | Target::Unread(_) | Target::Remote) | None => break,
        }
    }
    at
}
