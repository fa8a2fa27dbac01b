//! Whether a Rust type alone keeps a keyword: no value of it breaks the keyword, or reading refuses one that would.
//!
//! Guaranteed: what is said of a type follows from the planned type and the words of the document, not from a list of
//! what is believed to be enforced.

use super::book::Book;
use super::uses::Uses;
use super::value;
use crate::decimal::Decimal;
use crate::document::{Kind, Member, Node};
use crate::plan::{ExtraRule, Field, FieldKind, Held, RustType, TypeItem};

/// How firmly a type keeps a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Grip {
    Typed,
    /// The type holds what breaks it, and checking the type reports that.
    Reported(Uses),
    /// The member that the keyword is about is not there in this direction.
    Absent,
    Loose,
}

impl Grip {
    /// Both types hold values of the schema.
    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Loose, _) | (_, Self::Loose) => Self::Loose,
            (Self::Absent, one) | (one, Self::Absent) => one,
            (Self::Reported(a), Self::Reported(b)) => Self::Reported(a.and(b)),
            (Self::Reported(a), Self::Typed) | (Self::Typed, Self::Reported(a)) => Self::Reported(a),
            (Self::Typed, Self::Typed) => Self::Typed,
        }
    }
}

/// The type of a field's value.
pub(super) fn held_type(field: &Field) -> Option<&RustType> {
    match &field.kind {
        FieldKind::Required(ty)
        | FieldKind::Defaulted(ty, _)
        | FieldKind::Nullable(ty)
        | FieldKind::Optional(ty)
        | FieldKind::IdempotencyKey(ty)
        | FieldKind::Patch(ty) => Some(ty),
        FieldKind::Credential => None,
    }
}

/// The type behind what only hides, boxes or may lack it.
fn peel(ty: &RustType) -> &RustType {
    match ty {
        RustType::Option(inner) | RustType::Patch(inner) | RustType::Secret(inner) | RustType::Boxed(inner) => {
            peel(inner)
        }
        other => other,
    }
}

/// How firmly the type of `held` keeps the keyword `member` of the schema `node`.
pub(super) fn grip(book: &Book<'_>, node: &Node, member: &Member, held: &Held) -> Grip {
    let of = |judge: &dyn Fn(&RustType) -> Grip| through(book, &held.ty, judge, 0);
    match &*member.key {
        "type" => of(&|ty| kinds_within(book, ty, value::kinds_asked(node))),
        "enum" | "const" if node.is_true("x-open") => Grip::Loose,
        "enum" => of(&|ty| listed(book, ty, &member.value.items().iter().map(value::key).collect::<Vec<_>>())),
        "const" => of(&|ty| listed(book, ty, &[value::key(&member.value)])),
        "additionalProperties" => of(&|ty| closed(book, ty)),
        "format" | "contentEncoding" => format(member.value.as_str().unwrap_or_default(), held),
        "multipleOf" => of(&|ty| step(ty, &member.value)),
        "minItems" | "maxItems" | "items" => of(&|ty| length(ty, node, member)),
        _ => Grip::Loose,
    }
}

/// How firmly the type keeps a limit because it lists values that all keep it.
pub(super) fn by_list(book: &Book<'_>, node: &Node, member: &Member, held: &Held) -> Grip {
    through(
        book,
        &held.ty,
        &|ty| book.item(ty).map_or(Grip::Loose, |item| value::all_keep(book, item, node, member)),
        0,
    )
}

/// How firmly the type asks for a member.
pub(super) fn required(book: &Book<'_>, held: &Held, name: &str) -> Grip {
    through(book, &held.ty, &|ty| asks_for(book, ty, name), 0)
}

/// The judgement of a type; that of a union is the one of all its variants, beside which it keeps and reports others.
fn through(book: &Book<'_>, ty: &RustType, judge: &dyn Fn(&RustType) -> Grip, depth: usize) -> Grip {
    let ty = peel(ty);
    match book.item(ty) {
        Some(TypeItem::Union(union)) if depth < 8 => {
            let variants = union.variants.iter().map(|variant| through(book, &variant.ty, judge, depth + 1));
            let all = variants.reduce(Grip::and).unwrap_or(Grip::Loose);
            let checked = book.evidence.types.get(union.name.as_str()).map(|reached| reached.checked);
            all.and(Grip::Reported(checked.unwrap_or_default()))
        }
        Some(TypeItem::Newtype(item)) if depth < 8 => through(book, &item.ty, judge, depth + 1),
        Some(TypeItem::Union(_) | TypeItem::Newtype(_)) => Grip::Loose,
        Some(TypeItem::Struct(_) | TypeItem::Enum(_)) | None => judge(ty),
    }
}

fn kinds_within(book: &Book<'_>, ty: &RustType, asked: u8) -> Grip {
    match value::kinds_of(book.item(ty), ty) {
        Some(kinds) if kinds & !asked == 0 => Grip::Typed,
        Some(_) | None => Grip::Loose,
    }
}

/// Whether all values that the type lists are among the listed ones.
fn listed(book: &Book<'_>, ty: &RustType, values: &[Option<String>]) -> Grip {
    let among = |json: &str| values.iter().flatten().any(|value| value == json);
    let all = match (book.item(ty), ty) {
        (Some(TypeItem::Enum(item)), _) => item.other.is_none() && item.variants.iter().all(|v| among(&v.json)),
        (None, RustType::Bool) => among("true") && among("false"),
        (None, RustType::Unit) => among("null"),
        (..) => false,
    };
    if all { Grip::Typed } else { Grip::Loose }
}

fn closed(book: &Book<'_>, ty: &RustType) -> Grip {
    let Some(TypeItem::Struct(item)) = book.item(ty) else { return Grip::Loose };
    let checked = book.evidence.types.get(item.name.as_str()).map(|reached| reached.checked).unwrap_or_default();
    match item.extra.as_ref().map(|extra| &extra.rule) {
        None => Grip::Typed,
        Some(ExtraRule::Forbidden) => Grip::Reported(checked),
        Some(ExtraRule::Free | ExtraRule::Each(_)) => Grip::Loose,
    }
}

fn asks_for(book: &Book<'_>, ty: &RustType, name: &str) -> Grip {
    let Some(TypeItem::Struct(item)) = book.item(ty) else { return Grip::Loose };
    let Some(field) = item.fields.iter().find(|field| field.wire == name) else {
        return Grip::Absent;
    };
    match &field.kind {
        FieldKind::Credential | FieldKind::IdempotencyKey(_) => Grip::Typed,
        _ if field.is_required() => Grip::Typed,
        // A response is not asked for what only requests have.
        _ if book.flagged(field.schema, |schema| schema.write_only) => Grip::Absent,
        _ => Grip::Loose,
    }
}

/// Formats that a Rust type is, and those of Base64, whose text is read as it comes and reported.
fn format(name: &str, held: &Held) -> Grip {
    let ty = peel(&held.ty);
    let typed = match (name, ty) {
        ("uuid", RustType::Uuid) | ("date-time", RustType::DateTime) | ("date", RustType::Date) => true,
        ("int32", RustType::I32) | ("int64", RustType::I64 | RustType::I32) | ("double", RustType::F64) => true,
        ("uint8", RustType::Int("u8")) | ("uint16", RustType::Int("u16")) | ("uint32", RustType::Int("u32")) => true,
        ("int8", RustType::Int("i8")) | ("int16", RustType::Int("i16")) => true,
        ("uint64" | "uint", RustType::Int("u64")) => true,
        ("decimal" | "decimal128", RustType::Number) => true,
        ("binary", RustType::File) => true,
        (_, _) => false,
    };
    let uses = [(held.request, Uses::SENT), (held.response, Uses::READ)];
    match (name, ty) {
        (_, _) if typed => Grip::Typed,
        ("byte" | "base64", RustType::Base64) => {
            Grip::Reported(uses.into_iter().filter(|(is, _)| *is).fold(Uses::NONE, |all, (_, one)| all.and(one)))
        }
        (_, _) => Grip::Loose,
    }
}

/// All integers are multiples of one, and of what divides one.
fn step(ty: &RustType, by: &Node) -> Grip {
    let one = by.as_number().and_then(Decimal::parse).is_some_and(|by| by.integer_step() == 1);
    let integer = matches!(ty, RustType::I32 | RustType::I64 | RustType::Int(_));
    if one && integer { Grip::Typed } else { Grip::Loose }
}

/// A tuple has as many items as it has, and no others.
fn length(ty: &RustType, node: &Node, member: &Member) -> Grip {
    let RustType::Tuple(items) = ty else { return Grip::Loose };
    let limit = crate::lower::count(node, &member.key).map(|limit| limit.value);
    let holds = match (&*member.key, &member.value.kind) {
        ("minItems", _) => limit.is_some_and(|limit| items.len() as u64 >= limit),
        ("maxItems", _) => limit.is_some_and(|limit| items.len() as u64 <= limit),
        (_, Kind::Bool(false)) => true,
        (..) => false,
    };
    if holds { Grip::Typed } else { Grip::Loose }
}
