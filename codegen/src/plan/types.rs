//! The types of a module: structs, and what the other files of this folder plan.

use super::enumeration::{self, EnumItem};
use super::example::{self, Expr};
use super::field::{Field, FieldKind, RustType, base_type, holds_null, item_type, list_type};
use super::naming::Names;
use super::reach::{Cycles, Reach};
use super::rules::{RequiredSetsPlan, Rules};
use super::union::{self, UnionItem};
use super::{assertion, docs, wire_hint};
use crate::ir::{Additional, Api, ObjectRule, ObjectShape, Property, SchemaId, Shape};
use crate::names::{self, Scope};

/// A generated type.
#[derive(Clone, Debug)]
pub enum TypeItem {
    Struct(StructItem),
    Enum(EnumItem),
    Union(UnionItem),
    Newtype(NewtypeItem),
}

impl TypeItem {
    pub fn name(&self) -> &str {
        match self {
            Self::Struct(item) => &item.name,
            Self::Enum(item) => &item.name,
            Self::Union(item) => &item.name,
            Self::Newtype(item) => &item.name,
        }
    }

    /// Whether the type or one of its fields is deprecated.
    pub(crate) fn is_deprecated(&self) -> bool {
        match self {
            Self::Struct(item) => {
                item.deprecated || item.fields.iter().any(|f| f.deprecated && f.rust_type().is_some())
            }
            Self::Enum(item) => item.deprecated,
            Self::Union(item) => item.deprecated,
            Self::Newtype(item) => item.deprecated,
        }
    }
}

#[derive(Clone, Debug)]
pub struct StructItem {
    pub name: String,
    /// The static that lists its members.
    pub table: String,
    pub docs: Vec<String>,
    pub deprecated: bool,
    pub fields: Vec<Field>,
    pub extra: Option<ExtraPlan>,
    /// Nothing must be given to construct it.
    pub has_default: bool,
    pub read_into: ReadInto,
    /// Rules over several members: the static, and for each set the fields it names.
    pub required_sets: Vec<RequiredSetsPlan>,
    /// The static of what else its schema asserts.
    pub also: Option<String>,
    /// The constant for the place of the schema.
    pub place: String,
}

/// What the members of a struct are read into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadInto {
    /// Its `Default`, in which every member is absent.
    Default,
    /// A value that is there for this alone.
    Blank,
    /// Room beside it: it has no value before it is read.
    Held,
}

/// The field that keeps members that the spec does not name.
#[derive(Clone, Debug)]
pub struct ExtraPlan {
    pub name: String,
    /// The type of each.
    pub ty: RustType,
    pub rule: ExtraRule,
}

/// What is checked of members that the spec does not name.
#[derive(Clone, Debug)]
pub enum ExtraRule {
    Free,
    /// There should be none.
    Forbidden,
    /// Each: against a static, or by what its type knows.
    Each(Option<String>),
}

/// An array, a map or a tuple with a name, which ends the definition of its type.
#[derive(Clone, Debug)]
pub struct NewtypeItem {
    pub name: String,
    pub docs: Vec<String>,
    pub deprecated: bool,
    pub ty: RustType,
    /// It is a part of what is read in place.
    pub is_blank: bool,
    pub rule: Option<String>,
}

/// What types are planned with.
pub(crate) struct Planning<'p, 'a> {
    pub api: &'p Api,
    pub reach: &'p Reach,
    pub cycles: &'p Cycles,
    pub names: &'p Names,
    pub rules: &'p mut Rules<'a>,
    /// Names of statics in `types.rs`.
    pub tables: Scope,
}

pub(crate) fn types(planning: &mut Planning<'_, '_>) -> Vec<TypeItem> {
    let mut items = Vec::new();
    let api = planning.api;
    for &id in &planning.reach.order {
        match &api.schema(id).shape {
            Shape::Object(object) => items.push(TypeItem::Struct(plan_struct(planning, id, object))),
            Shape::Enum(shape) => items.push(TypeItem::Enum(enumeration::plan_enum(api, planning.names, id, shape))),
            Shape::Union(shape) => items.push(TypeItem::Union(union::plan_union(planning, id, shape))),
            shape @ (Shape::Array(_) | Shape::Map(_) | Shape::Tuple(_)) if planning.cycles.is_endless(id) => {
                items.push(TypeItem::Newtype(plan_newtype(planning, id, shape)));
            }
            Shape::Any
            | Shape::Null
            | Shape::Bool(_)
            | Shape::Integer(_)
            | Shape::Number(_)
            | Shape::String(_)
            | Shape::Array(_)
            | Shape::Tuple(_)
            | Shape::Map(_)
            | Shape::Ref(_) => {}
        }
    }
    items
}

/// Whether a field is empty where nothing sets it.
fn is_empty_by_default(field: &Field) -> bool {
    !field.is_argument() && !matches!(field.kind, FieldKind::Defaulted(..))
}

fn plan_newtype(planning: &mut Planning<'_, '_>, id: SchemaId, shape: &Shape) -> NewtypeItem {
    let api = planning.api;
    let name = planning.names.of(id);
    NewtypeItem {
        docs: docs::schema(api, id),
        deprecated: api.schema(id).docs.deprecated,
        ty: list_type(api, planning.names, shape),
        is_blank: false,
        rule: planning.rules.of_newtype(&name, id),
        name,
    }
}

fn plan_struct(planning: &mut Planning<'_, '_>, id: SchemaId, object: &ObjectShape) -> StructItem {
    let (api, names, reach) = (planning.api, planning.names, planning.reach);
    let schema = api.schema(id);
    let name = names.of(id);
    // `decode` holds fields in locals beside its reader `r`.
    let mut scope = Scope::with(&["r"]);
    let fields: Vec<Field> =
        object.properties.iter().map(|property| plan_field(planning, id, property, &mut scope)).collect();
    let rules = &mut *planning.rules;
    let extra = match &object.additional {
        // A request-only type that takes no other members has no room for them; a response may stray, and is kept.
        Additional::None if !reach.response.contains(&id) => None,
        Additional::None => Some((RustType::Value, ExtraRule::Forbidden)),
        Additional::Any => Some((RustType::Value, ExtraRule::Free)),
        Additional::Schema(values) => {
            let rule = rules.extra(&format!("{name} extra"), *values).map_or(ExtraRule::Free, ExtraRule::Each);
            Some((item_type(api, names, *values), rule))
        }
    };
    let required_sets = object
        .rules
        .iter()
        .enumerate()
        .map(|(index, rule)| match rule {
            ObjectRule::AnyOfRequired { sets, span } => rules.required_sets(&name, index, sets, *span, &fields),
        })
        .collect();
    StructItem {
        table: planning.tables.claim(&names::constant(&name)),
        docs: docs::schema(api, id),
        deprecated: schema.docs.deprecated,
        has_default: !fields.iter().any(Field::is_argument),
        read_into: if fields.iter().all(is_empty_by_default) { ReadInto::Default } else { ReadInto::Held },
        extra: extra.map(|(ty, rule)| ExtraPlan { name: scope.claim("extra"), ty, rule }),
        fields,
        required_sets,
        also: assertion::own_also(rules, id),
        place: rules.place(&name, schema.span),
        name,
    }
}

fn plan_field(planning: &mut Planning<'_, '_>, owner: SchemaId, property: &Property, scope: &mut Scope) -> Field {
    let (api, names, reach) = (planning.api, planning.names, planning.reach);
    let rules = &mut *planning.rules;
    let id = property.schema;
    let ident = match &property.rust_name {
        Some(name) => names::given_snake(name),
        None => names::snake(&property.name),
    };
    let boxed = planning.cycles.needs_box(api, owner, id);
    let base = base_type(api, names, id);
    let base = if boxed && is_named(&base) { RustType::Boxed(Box::new(base)) } else { base };
    let nullable = api.nullable(id) && !holds_null(&base);
    let three_states = reach.partial.contains(&owner) || !keeps_null(api, reach, owner);
    let default = property.required.then(|| default_of(api, names, id)).flatten();
    let kind = match (property.credential, property.idempotency_key, property.required) {
        (true, _, _) => FieldKind::Credential,
        (false, true, _) => FieldKind::IdempotencyKey(base),
        (false, false, true) if nullable => FieldKind::Nullable(base),
        (false, false, true) => match default {
            Some(value) => FieldKind::Defaulted(base, value),
            None => FieldKind::Required(base),
        },
        (false, false, false) if nullable || three_states => FieldKind::Patch(base),
        (false, false, false) => FieldKind::Optional(base),
    };
    let not_null = matches!(kind, FieldKind::Patch(_)) && !api.nullable(id);
    let context = format!("{} {}", names.of(owner), property.name);
    let check = match kind {
        FieldKind::Credential => None,
        _ => rules.field(&context, id, not_null),
    };
    let name = match kind {
        FieldKind::Credential => ident,
        _ => scope.claim(&ident),
    };
    Field {
        wire: property.name.clone(),
        name,
        docs: docs::property(api, property, &kind),
        deprecated: api.schema(id).docs.deprecated,
        accepts: rules.accepts(api, id, &context),
        check,
        limits: docs::limits(api, id),
        schema: id,
        kind,
    }
}

/// Whether `null` for a member that may only be absent is kept among the undeclared members, as [`ExtraPlan`]'s type
/// lets it. Where it does not, the field itself has to hold it, or a response that strays could not be read.
fn keeps_null(api: &Api, reach: &Reach, owner: SchemaId) -> bool {
    match &api.schema(owner).shape {
        Shape::Object(ObjectShape { additional: Additional::Schema(values), .. }) => {
            !reach.response.contains(&owner) || api.nullable(*values)
        }
        _ => true,
    }
}

fn is_named(ty: &RustType) -> bool {
    match ty {
        RustType::Named(_) | RustType::Tuple(_) => true,
        RustType::Secret(inner) => is_named(inner),
        _ => false,
    }
}

fn default_of(api: &Api, names: &Names, id: SchemaId) -> Option<Expr> {
    let schema = api.schema(id);
    let default = schema.default.as_ref().or(api.schema(api.target(id)).default.as_ref())?;
    example::scalar(api, &base_type(api, names, id), id, default)
}

/// What a reader of messages calls a schema.
pub(crate) fn spoken(api: &Api, id: SchemaId) -> String {
    wire_hint(api.schema(id))
}
