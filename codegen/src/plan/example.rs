//! Examples of a spec as Rust expressions, for documentation and defaults.

use super::enumeration::{EnumItem, variant_names};
use super::field::FieldKind;
use super::field::{Field, RustType, base_type, holds_null};
use super::naming::Names;
use super::types::{StructItem, TypeItem};
use crate::document::{Kind, Node};
use crate::ir::{Api, SchemaId, Shape};
use crate::names::Scope;

/// A Rust expression.
#[derive(Clone, Debug)]
pub enum Expr {
    /// A `String`.
    Text(String),
    /// A number or a boolean, as it is written.
    Literal(String),
    /// Parsed from text: a UUID, a date.
    Parsed(String),
    Variant {
        ty: String,
        variant: String,
    },
    /// A value of an open enum that it does not list.
    Other {
        ty: String,
        variant: String,
        text: String,
    },
    Struct {
        ty: String,
        fields: Vec<(String, Expr)>,
        rest: bool,
    },
    Vec(Vec<Expr>),
    Map(Vec<(String, Expr)>),
    Some(Box<Expr>),
    None,
    Patch(Box<Expr>),
    PatchNull,
    Secret(Box<Expr>),
    Boxed(Box<Expr>),
    /// `Default::default()`.
    Default,
    /// Any JSON, as its text.
    Json(String),
}

/// A scalar default; nothing for what has no short expression.
pub(crate) fn scalar(api: &Api, ty: &RustType, id: SchemaId, value: &Node) -> Option<Expr> {
    match (ty, &value.kind) {
        (RustType::Secret(inner), _) => Some(Expr::Secret(Box::new(scalar(api, inner, id, value)?))),
        (RustType::String, Kind::String(text)) => Some(Expr::Text(text.to_string())),
        (RustType::Bool, Kind::Bool(value)) => Some(Expr::Literal(value.to_string())),
        (RustType::I32, Kind::Number(text)) => text.parse::<i32>().ok().map(|value| Expr::Literal(value.to_string())),
        (RustType::I64, Kind::Number(text)) => text.parse::<i64>().ok().map(|value| Expr::Literal(value.to_string())),
        (RustType::Int(of), Kind::Number(text)) => integer(of, text),
        (RustType::F64, Kind::Number(text)) => finite(text),
        (RustType::Named(name), Kind::String(_) | Kind::Number(_) | Kind::Bool(_)) => {
            let Shape::Enum(shape) = &api.schema(api.target(id)).shape else { return None };
            let json = json(value);
            let index = shape.values.iter().position(|v| v.json == json)?;
            let variant = variant_names(shape, &mut Scope::with(&["Self"])).swap_remove(index);
            Some(Expr::Variant { ty: name.clone(), variant })
        }
        _ => None,
    }
}

/// The planned types, by name.
pub(crate) struct Types<'t> {
    pub items: &'t [TypeItem],
}

impl Types<'_> {
    fn structure(&self, name: &str) -> Option<&StructItem> {
        self.items.iter().find_map(|item| match item {
            TypeItem::Struct(s) if s.name == name => Some(s),
            TypeItem::Struct(_) | TypeItem::Enum(_) | TypeItem::Union(_) | TypeItem::Newtype(_) => None,
        })
    }

    fn enumeration(&self, name: &str) -> Option<&EnumItem> {
        self.items.iter().find_map(|item| match item {
            TypeItem::Enum(e) if e.name == name => Some(e),
            TypeItem::Struct(_) | TypeItem::Enum(_) | TypeItem::Union(_) | TypeItem::Newtype(_) => None,
        })
    }
}

/// An example value of a schema as an expression; nothing when it does not fit.
pub(crate) fn value(api: &Api, names: &Names, types: &Types<'_>, id: SchemaId, node: &Node) -> Option<Expr> {
    if matches!(node.kind, Kind::Null) && api.nullable(id) {
        return Some(Expr::None);
    }
    typed(api, types, &base_type(api, names, id), api.target(id), node)
}

fn typed(api: &Api, types: &Types<'_>, ty: &RustType, id: SchemaId, node: &Node) -> Option<Expr> {
    Some(match (ty, &node.kind) {
        (RustType::Secret(inner), _) => Expr::Secret(Box::new(typed(api, types, inner, id, node)?)),
        (RustType::Boxed(inner), _) => Expr::Boxed(Box::new(typed(api, types, inner, id, node)?)),
        (RustType::Bool, Kind::Bool(value)) => Expr::Literal(value.to_string()),
        (RustType::I32, Kind::Number(text)) => integer("i32", text)?,
        (RustType::I64, Kind::Number(text)) => integer("i64", text)?,
        (RustType::Int(of), Kind::Number(text)) => integer(of, text)?,
        (RustType::F64, Kind::Number(text)) => finite(text)?,
        (RustType::String | RustType::File | RustType::FileOrValue, Kind::String(text)) => Expr::Text(text.to_string()),
        (RustType::Uuid | RustType::DateTime | RustType::Date, Kind::String(text)) => Expr::Parsed(text.to_string()),
        (RustType::Value, Kind::String(text)) => Expr::Text(text.to_string()),
        (RustType::Value, _) => Expr::Json(json(node)),
        (RustType::Vec(inner), Kind::Array(items)) => {
            let Shape::Array(array) = &api.schema(id).shape else { return None };
            let items = items.iter().map(|item| optional(api, types, inner, array.items, item));
            Expr::Vec(items.collect::<Option<_>>()?)
        }
        (RustType::Map(inner), Kind::Object(members)) => {
            let Shape::Map(map) = &api.schema(id).shape else { return None };
            let entry = |m: &crate::document::Member| {
                Some((m.key.to_string(), optional(api, types, inner, map.values, &m.value)?))
            };
            Expr::Map(members.iter().map(entry).collect::<Option<_>>()?)
        }
        (RustType::Named(name), _) => match (types.enumeration(name), types.structure(name), &node.kind) {
            (Some(item), _, _) => variant(item, node)?,
            (None, Some(item), Kind::Object(_)) => structure(api, types, item, node)?,
            // Of the variants of a union the reader decides.
            (None, None, _) => Expr::Json(json(node)),
            (None, Some(_), _) => return None,
        },
        _ => return None,
    })
}

fn optional(api: &Api, types: &Types<'_>, ty: &RustType, id: SchemaId, node: &Node) -> Option<Expr> {
    match ty {
        RustType::Option(_) if matches!(node.kind, Kind::Null) => Some(Expr::None),
        RustType::Option(inner) => Some(Expr::Some(Box::new(typed(api, types, inner, api.target(id), node)?))),
        _ => typed(api, types, ty, api.target(id), node),
    }
}

fn variant(item: &EnumItem, node: &Node) -> Option<Expr> {
    let ty = item.name.clone();
    let json = json(node);
    match (item.variants.iter().find(|v| v.json == json), node.as_str()) {
        (Some(variant), _) => Some(Expr::Variant { ty, variant: variant.name.clone() }),
        (None, None) => None,
        (None, Some(text)) => {
            item.other.as_ref().map(|other| Expr::Other { ty, variant: other.clone(), text: text.to_owned() })
        }
    }
}

fn structure(api: &Api, types: &Types<'_>, item: &StructItem, node: &Node) -> Option<Expr> {
    let mut fields = Vec::new();
    for field in &item.fields {
        let given = node.get(&field.wire);
        match (given, &field.kind) {
            (_, FieldKind::Credential) => {}
            (Some(node), _) => fields.push((field.name.clone(), member(api, types, field, node)?)),
            (None, FieldKind::Required(_) | FieldKind::Nullable(_)) => return None,
            (None, FieldKind::Optional(_) | FieldKind::IdempotencyKey(_)) if !item.has_default => {
                fields.push((field.name.clone(), Expr::None));
            }
            (None, FieldKind::Defaulted(_, value)) if !item.has_default => {
                fields.push((field.name.clone(), value.clone()));
            }
            (None, FieldKind::Patch(_)) if !item.has_default => fields.push((field.name.clone(), Expr::Default)),
            (None, _) => {}
        }
    }
    let own = item.fields.iter().filter(|f| f.rust_type().is_some()).count();
    let complete = fields.len() == own && item.extra.is_none();
    if let (false, Some(extra)) = (item.has_default, &item.extra) {
        fields.push((extra.name.clone(), Expr::Default));
    }
    Some(Expr::Struct { ty: item.name.clone(), fields, rest: item.has_default && !complete })
}

fn member(api: &Api, types: &Types<'_>, field: &Field, node: &Node) -> Option<Expr> {
    let id = api.target(field.schema);
    let null = matches!(node.kind, Kind::Null);
    Some(match &field.kind {
        FieldKind::Required(ty) | FieldKind::Defaulted(ty, _) => typed(api, types, ty, id, node)?,
        FieldKind::Patch(ty) if null && !holds_null(ty) => Expr::PatchNull,
        FieldKind::Patch(ty) => Expr::Patch(Box::new(typed(api, types, ty, id, node)?)),
        FieldKind::Nullable(_) if null => Expr::None,
        FieldKind::Nullable(ty) | FieldKind::Optional(ty) | FieldKind::IdempotencyKey(ty) => {
            Expr::Some(Box::new(typed(api, types, ty, id, node)?))
        }
        FieldKind::Credential => return None,
    })
}

/// A value that fits where the spec gives no example.
pub(crate) fn placeholder(ty: &RustType) -> Option<Expr> {
    Some(match ty {
        RustType::Bool => Expr::Literal("true".to_owned()),
        RustType::I32 | RustType::I64 | RustType::Int(_) => Expr::Literal("1".to_owned()),
        RustType::F64 => Expr::Literal("1.0".to_owned()),
        RustType::String => Expr::Text("text".to_owned()),
        RustType::Uuid => Expr::Parsed("3c90c3cc-0d44-4b50-8888-8dd25736052a".to_owned()),
        RustType::DateTime => Expr::Parsed("2023-11-07T05:31:56Z".to_owned()),
        RustType::Date => Expr::Parsed("2023-11-07".to_owned()),
        RustType::Value => Expr::Text("text".to_owned()),
        RustType::File | RustType::FileOrValue => Expr::Text("text".to_owned()),
        RustType::Vec(_) => Expr::Vec(Vec::new()),
        RustType::Secret(inner) => placeholder(inner)?,
        RustType::Named(_)
        | RustType::OfOperation(_)
        | RustType::Bytes
        | RustType::ByteStream
        | RustType::Items(_)
        | RustType::Custom(_)
        | RustType::Number
        | RustType::Unit
        | RustType::Base64
        | RustType::Tuple(_)
        | RustType::Map(_)
        | RustType::Option(_)
        | RustType::Patch(_)
        | RustType::Boxed(_) => return None,
    })
}

/// The compact JSON text of a node.
pub(crate) fn json(node: &Node) -> String {
    let text = |text: &str| serde_json::Value::String(text.to_owned()).to_string();
    match &node.kind {
        Kind::Null => "null".to_owned(),
        Kind::Bool(value) => value.to_string(),
        Kind::Number(digits) => digits.to_string(),
        Kind::String(value) => text(value),
        Kind::Array(items) => format!("[{}]", items.iter().map(json).collect::<Vec<_>>().join(",")),
        Kind::Object(members) => {
            let members = members.iter().map(|m| format!("{}:{}", text(&m.key), json(&m.value)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(","))
        }
    }
}

/// Digits as a literal of an integer type; nothing where they are beyond its range, which rustc refuses.
fn integer(of: &str, digits: &str) -> Option<Expr> {
    let value: i128 = digits.parse().ok()?;
    let fits = match of {
        "u8" => u8::try_from(value).is_ok(),
        "u16" => u16::try_from(value).is_ok(),
        "u32" => u32::try_from(value).is_ok(),
        "u64" => u64::try_from(value).is_ok(),
        "u128" => value >= 0,
        "i8" => i8::try_from(value).is_ok(),
        "i16" => i16::try_from(value).is_ok(),
        "i32" => i32::try_from(value).is_ok(),
        "i64" => i64::try_from(value).is_ok(),
        _ => true,
    };
    fits.then(|| Expr::Literal(value.to_string()))
}

/// Digits as a literal of `f64`; nothing where they are beyond its range, of which there is no literal.
fn finite(digits: &str) -> Option<Expr> {
    digits.parse::<f64>().ok().filter(|value| value.is_finite()).map(|value| Expr::Literal(format!("{value:?}")))
}
