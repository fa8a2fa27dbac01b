//! Enums: listed values and the names of their variants.

use super::docs;
use super::naming::Names;
use crate::ir::{Api, EnumShape, SchemaId};
use crate::names::{self, Scope};

#[derive(Clone, Debug)]
pub struct EnumItem {
    pub name: String,
    pub docs: Vec<String>,
    pub deprecated: bool,
    /// It is a part of what is read in place.
    pub is_blank: bool,
    pub variants: Vec<Variant>,
    /// The variant that keeps other values.
    pub other: Option<String>,
    pub kind: EnumKind,
}

/// What the values of an enum are on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnumKind {
    Text,
    Integer,
    /// Strings, integers and booleans.
    Mixed,
}

#[derive(Clone, Debug)]
pub struct Variant {
    pub name: String,
    /// The value: a string itself, of anything else the JSON text.
    pub wire: String,
    /// The value as JSON text.
    pub json: String,
    pub docs: Vec<String>,
}

/// The names of an enum's variants, in the order of its values.
pub(crate) fn variant_names(shape: &EnumShape, scope: &mut Scope) -> Vec<String> {
    let wishes = shape.values.iter().map(|value| value.name.as_deref().unwrap_or(&value.wire));
    let wishes = wishes.map(|wish| if wish.is_empty() { "Empty".to_owned() } else { names::pascal(wish) });
    wishes.map(|wish| scope.claim(&wish)).collect()
}

pub(super) fn plan_enum(api: &Api, names: &Names, id: SchemaId, shape: &EnumShape) -> EnumItem {
    let mut scope = Scope::with(&["Self"]);
    let variants = shape.values.iter().zip(variant_names(shape, &mut scope));
    let variants = variants.map(|(value, name)| Variant {
        name,
        wire: value.wire.clone(),
        json: value.json.clone(),
        docs: docs::variant(value),
    });
    let variants = variants.collect();
    let integers = shape.values.iter().all(|value| value.json.parse::<i64>().is_ok());
    EnumItem {
        is_blank: false,
        name: names.of(id),
        docs: docs::schema(api, id),
        deprecated: api.schema(id).docs.deprecated,
        variants,
        other: shape.open.then(|| scope.claim("Other")),
        kind: match (shape.is_text(), integers) {
            (true, _) => EnumKind::Text,
            (false, true) => EnumKind::Integer,
            (false, false) => EnumKind::Mixed,
        },
    }
}
