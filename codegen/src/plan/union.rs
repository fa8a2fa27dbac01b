//! Unions: their variants, and what tells these apart.

use super::field::{RustType, base_type};
use super::types::Planning;
use super::{assertion, docs};
use crate::ir::{Additional, Api, SchemaId, Shape, UnionShape, VariantShape};
use crate::names::{self, Scope};

#[derive(Clone, Debug)]
pub struct UnionItem {
    pub name: String,
    /// The static that says how to tell the variants.
    pub table: String,
    pub docs: Vec<String>,
    pub deprecated: bool,
    /// It is a part of what is read in place.
    pub is_blank: bool,
    pub variants: Vec<UnionVariant>,
    /// The variant that keeps values of none of the others.
    pub other: String,
    /// The member whose value tells the variants apart.
    pub tag: Option<String>,
    /// `oneOf` or `anyOf`.
    pub keyword: &'static str,
    /// Whether no value can be two of the variants.
    pub disjoint: bool,
    /// The constant for the place of the keyword.
    pub place: String,
    /// The static of what else its schema asserts.
    pub also: Option<String>,
}

#[derive(Clone, Debug)]
pub struct UnionVariant {
    pub name: String,
    pub ty: RustType,
    pub docs: Vec<String>,
    /// Whether the union can be made from a value of this type alone.
    pub from: bool,
    pub rule: Option<String>,
    pub signs: Signs,
}

/// What every value of a variant has, by which it is told without reading it whole.
#[derive(Clone, Debug, Default)]
pub struct Signs {
    pub kinds: Kinds,
    pub required: Vec<String>,
    /// Members with the JSON texts of their only values.
    pub constants: Vec<(String, Vec<String>)>,
    /// The only members, if there are no others.
    pub closed: Option<Vec<String>>,
    /// Values of the tag.
    pub tags: Vec<String>,
}

/// The kinds of JSON values that a schema describes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kinds(u8);

impl Kinds {
    pub const BOOLEAN: Self = Self(1);
    pub const INTEGER: Self = Self(2);
    /// Numbers that are no integers.
    pub const FRACTION: Self = Self(4);
    pub const STRING: Self = Self(8);
    pub const ARRAY: Self = Self(16);
    pub const OBJECT: Self = Self(32);
    pub const NULL: Self = Self(64);
    pub const ANY: Self = Self(127);

    pub fn bits(self) -> u8 {
        self.0
    }

    fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

pub(super) fn plan_union(planning: &mut Planning<'_, '_>, id: SchemaId, shape: &UnionShape) -> UnionItem {
    let api = planning.api;
    let name = planning.names.of(id);
    let mut scope = Scope::with(&["Self", "Other"]);
    let mut variants: Vec<UnionVariant> = Vec::new();
    for variant in &shape.variants {
        let ty = base_type(api, planning.names, variant.schema);
        let boxed = planning.cycles.needs_box(api, id, variant.schema);
        let ty = if boxed { RustType::Boxed(Box::new(ty)) } else { ty };
        let wish = wish(planning, &name, variant, &ty);
        let rule = planning.rules.rule(&format!("{name} {wish}"), variant.schema, false);
        let mut signs = signs(api, variant.schema);
        signs.tags.clone_from(&variant.tags);
        let docs = docs::union_variant(api, variant);
        variants.push(UnionVariant { name: scope.claim(&wish), ty, docs, from: false, rule, signs });
    }
    for index in 0..variants.len() {
        let ty = &variants[index].ty;
        let plain = !matches!(ty, RustType::Value | RustType::Custom(_));
        variants[index].from = plain && variants.iter().filter(|v| v.ty == *ty).count() == 1;
    }
    let mut pairs = (0..variants.len()).flat_map(|a| (0..a).map(move |b| (a, b)));
    let few = variants.len() <= 64;
    let disjoint = few && pairs.all(|(a, b)| differ(&variants[a].signs, &variants[b].signs));
    UnionItem {
        is_blank: false,
        table: planning.tables.claim(&names::constant(&name)),
        docs: docs::schema(api, id),
        deprecated: api.schema(id).docs.deprecated,
        other: "Other".to_owned(),
        tag: shape.tag.clone(),
        keyword: if shape.exactly_one { "oneOf" } else { "anyOf" },
        disjoint,
        place: planning.rules.place(&format!("{name} variants"), shape.span),
        also: assertion::own_also(planning.rules, id),
        variants,
        name,
    }
}

/// The name of a variant: that of its type, of the schema's author, or of what it is.
fn wish(planning: &Planning<'_, '_>, union: &str, variant: &VariantShape, ty: &RustType) -> String {
    let api = planning.api;
    let target = api.target(variant.schema);
    let given = api.schema(variant.schema).rust_name.as_ref().or(api.schema(target).rust_name.as_ref());
    if let Some(name) = given {
        return names::given_pascal(name);
    }
    if let Some(component) = &api.schema(target).component {
        return names::pascal(component);
    }
    if let Some(title) = variant.title.as_deref().and_then(names::from_title) {
        return title;
    }
    if let [tag] = variant.tags.as_slice() {
        return names::pascal(tag);
    }
    kind_name(ty, union)
}

/// What a type is called as a variant.
fn kind_name(ty: &RustType, union: &str) -> String {
    match ty {
        RustType::Bool => "Boolean".to_owned(),
        RustType::I32 | RustType::I64 | RustType::Int(_) => "Integer".to_owned(),
        RustType::F64 | RustType::Number => "Number".to_owned(),
        RustType::Unit => "Null".to_owned(),
        RustType::Vec(inner) | RustType::Map(inner) if **inner == RustType::Named(union.to_owned()) => {
            let list = matches!(ty, RustType::Vec(_));
            if list { "List".to_owned() } else { "Map".to_owned() }
        }
        RustType::Vec(inner) => format!("{}List", kind_name(inner, union)),
        RustType::Tuple(_) => "Tuple".to_owned(),
        RustType::Map(inner) => match &**inner {
            RustType::Value => "Map".to_owned(),
            inner => format!("{}Map", kind_name(inner, union)),
        },
        RustType::Named(name) => match name.strip_prefix(union) {
            Some(rest) if rest.starts_with(char::is_uppercase) => rest.to_owned(),
            Some(_) | None => name.clone(),
        },
        RustType::Option(inner) | RustType::Patch(inner) | RustType::Secret(inner) | RustType::Boxed(inner) => {
            kind_name(inner, union)
        }
        RustType::Custom(path) => names::pascal(path.rsplit("::").next().unwrap_or_default()),
        other => other.to_string(),
    }
}

/// Values of a constant member that are looked at; of more, comparing would cost more than trying.
const MAX_CONSTANTS: usize = 32;

fn signs(api: &Api, id: SchemaId) -> Signs {
    let mut signs = Signs { kinds: kinds(api, id, 0), ..Signs::default() };
    let Shape::Object(object) = &api.schema(api.target(id)).shape else { return signs };
    for property in object.properties.iter().filter(|p| !p.credential && !p.idempotency_key) {
        if property.required {
            signs.required.push(property.name.clone());
        }
        let values = api.schema(api.target(property.schema));
        if let Shape::Enum(shape) = &values.shape
            && property.required
            && !shape.open
            && !api.nullable(property.schema)
            && shape.values.len() <= MAX_CONSTANTS
        {
            signs.constants.push((property.name.clone(), shape.values.iter().map(|v| v.json.clone()).collect()));
        }
    }
    if matches!(object.additional, Additional::None) {
        signs.closed = Some(object.properties.iter().map(|p| p.name.clone()).collect());
    }
    signs
}

fn kinds(api: &Api, id: SchemaId, depth: usize) -> Kinds {
    let target = api.target(id);
    let own = match &api.schema(target).shape {
        Shape::Any | Shape::Ref(_) => Kinds::ANY,
        Shape::Null => Kinds::NULL,
        Shape::Bool(None) => Kinds::BOOLEAN,
        Shape::Bool(Some(_)) => Kinds::BOOLEAN.and(Kinds::STRING).and(Kinds::INTEGER),
        Shape::Integer(_) => Kinds::INTEGER,
        Shape::Number(_) => Kinds::INTEGER.and(Kinds::FRACTION),
        Shape::String(_) => Kinds::STRING,
        Shape::Enum(shape) => shape.values.iter().fold(Kinds::default(), |kinds, value| {
            kinds.and(match value.json.as_bytes().first() {
                Some(b'"') => Kinds::STRING,
                Some(b't' | b'f') => Kinds::BOOLEAN,
                _ => Kinds::INTEGER,
            })
        }),
        Shape::Array(_) | Shape::Tuple(_) => Kinds::ARRAY,
        Shape::Map(_) | Shape::Object(_) => Kinds::OBJECT,
        // A union that holds itself can be anything.
        Shape::Union(_) if depth > 8 => Kinds::ANY,
        Shape::Union(shape) => {
            shape.variants.iter().fold(Kinds::default(), |all, v| all.and(kinds(api, v.schema, depth + 1)))
        }
    };
    if api.nullable(id) { own.and(Kinds::NULL) } else { own }
}

/// Whether no value has the signs of both.
fn differ(a: &Signs, b: &Signs) -> bool {
    if !a.kinds.meets(b.kinds) {
        return true;
    }
    let objects = a.kinds == Kinds::OBJECT && b.kinds == Kinds::OBJECT;
    let constants = a.constants.iter().any(|(name, values)| {
        b.constants.iter().any(|(other, others)| name == other && !values.iter().any(|v| others.contains(v)))
    });
    let barred = |a: &Signs, b: &Signs| {
        a.closed.as_ref().is_some_and(|names| b.required.iter().any(|name| !names.contains(name)))
    };
    objects && (constants || barred(a, b) || barred(b, a))
}
