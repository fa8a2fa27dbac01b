//! Which types have a value that is there before one is read, so that members are read in place.
//!
//! In: the types of a module. Out: the same, each with whether it has such a value and is asked for it. A member that
//! must be there needs a value of its own before; boxes and what a spec gives by `x-rust-type` have none.

use std::collections::HashMap;

use super::field::{FieldKind, RustType};
use super::types::{ReadInto, StructItem, TypeItem};

/// How deep structs may hold structs that must be there: the compiler makes the value of the outermost from all.
const DEPTH: usize = 24;

pub(crate) fn mark(items: &mut [TypeItem]) {
    let places: HashMap<String, usize> =
        items.iter().enumerate().map(|(at, item)| (item.name().to_owned(), at)).collect();
    let mut known = vec![None; items.len()];
    for at in 0..items.len() {
        let _ = Search { items, places: &places, known: &mut known }.item(at, 0);
    }
    let asked = asked(items, &places, &known);
    for (at, item) in items.iter_mut().enumerate() {
        let is_blank = known[at].flatten().is_some();
        match item {
            TypeItem::Struct(item) if !is_blank => item.read_into = ReadInto::Held,
            TypeItem::Struct(item) if asked[at] => item.read_into = ReadInto::Blank,
            TypeItem::Struct(_) => {}
            TypeItem::Newtype(item) => item.is_blank = is_blank && asked[at],
            TypeItem::Union(item) => item.is_blank = asked[at],
            TypeItem::Enum(item) => item.is_blank = asked[at],
        }
    }
}

/// The types whose blank value is asked for: structs without a `Default`, and what they are made of.
fn asked(items: &[TypeItem], places: &HashMap<String, usize>, known: &[Option<Option<usize>>]) -> Vec<bool> {
    let mut asked = vec![false; items.len()];
    let is_first = |at: &usize| match &items[*at] {
        TypeItem::Struct(item) => item.read_into != ReadInto::Default && known[*at].flatten().is_some(),
        TypeItem::Enum(_) | TypeItem::Union(_) | TypeItem::Newtype(_) => false,
    };
    let mut open: Vec<usize> = (0..items.len()).filter(is_first).collect();
    while let Some(at) = open.pop() {
        if std::mem::replace(&mut asked[at], true) {
            continue;
        }
        let mut types: Vec<&RustType> = match &items[at] {
            TypeItem::Struct(item) => needed(item).collect(),
            TypeItem::Newtype(item) => vec![&item.ty],
            TypeItem::Enum(_) | TypeItem::Union(_) => Vec::new(),
        };
        while let Some(ty) = types.pop() {
            match ty {
                RustType::Named(name) => open.extend(places.get(name)),
                RustType::Secret(inner) => types.push(inner),
                RustType::Tuple(items) => types.extend(items),
                _ => {}
            }
        }
    }
    asked
}

/// The types of members that must be there.
fn needed(item: &StructItem) -> impl Iterator<Item = &RustType> {
    item.fields.iter().filter_map(|field| match &field.kind {
        FieldKind::Required(ty) | FieldKind::Defaulted(ty, _) => Some(ty),
        FieldKind::Nullable(_)
        | FieldKind::Optional(_)
        | FieldKind::IdempotencyKey(_)
        | FieldKind::Patch(_)
        | FieldKind::Credential => None,
    })
}

struct Search<'s> {
    items: &'s [TypeItem],
    places: &'s HashMap<String, usize>,
    known: &'s mut [Option<Option<usize>>],
}

impl Search<'_> {
    /// How many structs deep the blank value of a type is; nothing where there is none.
    fn item(&mut self, at: usize, above: usize) -> Option<usize> {
        if let Some(known) = self.known[at] {
            return known;
        }
        if above > DEPTH {
            return None;
        }
        let items = self.items;
        let depth = match &items[at] {
            TypeItem::Struct(item) => self.deepest(needed(item), above).map(|depth| depth + 1),
            TypeItem::Newtype(item) => self.ty(&item.ty, above),
            TypeItem::Enum(_) | TypeItem::Union(_) => Some(0),
        };
        let depth = depth.filter(|depth| *depth <= DEPTH);
        self.known[at] = Some(depth);
        depth
    }

    fn deepest<'t>(&mut self, types: impl Iterator<Item = &'t RustType>, above: usize) -> Option<usize> {
        types.map(|ty| self.ty(ty, above)).try_fold(0, |deepest, depth| Some(deepest.max(depth?)))
    }

    fn ty(&mut self, ty: &RustType, above: usize) -> Option<usize> {
        match ty {
            RustType::Named(name) => {
                let at = *self.places.get(name)?;
                self.item(at, above + 1)
            }
            RustType::Secret(inner) => self.ty(inner, above),
            RustType::Tuple(items) => self.deepest(items.iter(), above),
            RustType::Boxed(_)
            | RustType::Custom(_)
            | RustType::OfOperation(_)
            | RustType::Bytes
            | RustType::ByteStream
            | RustType::Items(_) => None,
            RustType::Bool
            | RustType::I32
            | RustType::I64
            | RustType::Int(_)
            | RustType::F64
            | RustType::Number
            | RustType::Unit
            | RustType::String
            | RustType::Base64
            | RustType::Uuid
            | RustType::DateTime
            | RustType::Date
            | RustType::Value
            | RustType::File
            | RustType::FileOrValue
            | RustType::Vec(_)
            | RustType::Map(_)
            | RustType::Option(_)
            | RustType::Patch(_) => Some(0),
        }
    }
}
