//! Structs and enums, and their names.

use std::collections::BTreeMap;

use super::example::{self, Expr};
use super::field::{Field, FieldKind, RustType, base_type, holds_null, item_type};
use super::reach::{Reach, holds_itself};
use super::rules::{RequiredSetsPlan, Rules};
use super::{docs, wire_hint};
use crate::ir::{Additional, Api, EnumShape, ObjectRule, ObjectShape, Property, SchemaId, Shape};
use crate::names::{self, Scope};
use crate::source::FileId;

/// Names that a generated type cannot have: what its module's code names without a path.
const RESERVED: &[&str] = &[
    // Imported by examples from the runtime.
    "Map",
    "Patch",
    "Secret",
    "Option",
    "Some",
    "None",
    "Vec",
    "String",
    "Box",
    "Result",
    "Ok",
    "Err",
    "Default",
    "Clone",
    "Debug",
    "PartialEq",
    "Eq",
    "Hash",
    "Copy",
    "Self",
    "Send",
    "Sync",
    "Into",
    "From",
    // What stands beside the types in the module.
    "Client",
    "ClientBuilder",
];

/// The names of the generated types.
#[derive(Debug)]
pub(crate) struct Names {
    by_schema: BTreeMap<SchemaId, String>,
    pub scope: Scope,
}

impl Names {
    /// Components first, so that what is inline never takes the name of one.
    pub(crate) fn new(api: &Api, reach: &Reach) -> Self {
        let mut names = Self { by_schema: BTreeMap::new(), scope: Scope::with(RESERVED) };
        let named = |id: &&SchemaId| matches!(api.schema(**id).shape, Shape::Object(_) | Shape::Enum(_));
        let (components, inline): (Vec<SchemaId>, Vec<SchemaId>) =
            reach.order.iter().filter(named).partition(|id| api.schema(**id).component.is_some());
        for id in components.into_iter().chain(inline) {
            let schema = api.schema(id);
            let wish = match (&schema.rust_name, &schema.component) {
                (Some(name), _) => names::given_pascal(name),
                (None, Some(component)) => names::pascal(component),
                (None, None) => names.inline(api, id),
            };
            let name = names.scope.claim(&wish);
            names.by_schema.insert(id, name);
        }
        names
    }

    /// An inline schema is named after the type that it stands in and the member on the way.
    fn inline(&self, api: &Api, id: SchemaId) -> String {
        let tokens = api.schema(id).pointer.tokens();
        let owner = self
            .by_schema
            .iter()
            .filter(|(owner, _)| api.schema(**owner).pointer.file == api.schema(id).pointer.file)
            .filter(|(owner, _)| tokens.starts_with(api.schema(**owner).pointer.tokens()))
            .max_by_key(|(owner, _)| api.schema(**owner).pointer.tokens().len());
        match owner {
            Some((owner, name)) => {
                let rest = &tokens[api.schema(*owner).pointer.tokens().len()..];
                let rest = rest.iter().filter(|t| *t != "properties" && t.parse::<usize>().is_err());
                format!("{name}{}", rest.map(|t| names::pascal(t)).collect::<String>())
            }
            None => names::pascal(&self.by_place(api, api.schema(id).pointer.file, tokens)),
        }
    }

    /// `#/paths/~1a/get/responses/200/content/…/schema` is named after the path and the method.
    fn by_place(&self, api: &Api, file: FileId, tokens: &[String]) -> String {
        let noise = ["paths", "content", "schema", "properties", "application/json", "components", "schemas"];
        let words: Vec<&str> = tokens.iter().map(String::as_str).filter(|t| !noise.contains(t)).collect();
        // In another file there is no path to tell places apart: its name does.
        let file = api.files.get(file.0 as usize).filter(|_| file.0 > 0).map(String::as_str);
        file.into_iter().chain(words).collect::<Vec<_>>().join(" ")
    }

    pub(crate) fn of(&self, id: SchemaId) -> String {
        self.by_schema.get(&id).cloned().unwrap_or_default()
    }
}

/// A generated type.
#[derive(Clone, Debug)]
pub enum TypeItem {
    Struct(StructItem),
    Enum(EnumItem),
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
    /// Rules over several members: the static, and for each set the fields it names.
    pub required_sets: Vec<RequiredSetsPlan>,
}

/// The field that keeps members that the spec does not name.
#[derive(Clone, Debug)]
pub struct ExtraPlan {
    pub name: String,
    /// The type of each.
    pub ty: RustType,
    pub rule: ExtraRule,
    /// The constant for the place of the schema.
    pub place: String,
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

#[derive(Clone, Debug)]
pub struct EnumItem {
    pub name: String,
    pub docs: Vec<String>,
    pub deprecated: bool,
    pub variants: Vec<Variant>,
    /// The variant that keeps other values.
    pub other: Option<String>,
}

#[derive(Clone, Debug)]
pub struct Variant {
    pub name: String,
    pub wire: String,
    pub docs: Vec<String>,
}

pub(crate) fn types(api: &Api, reach: &Reach, names: &mut Names, rules: &mut Rules<'_>) -> Vec<TypeItem> {
    let mut items = Vec::new();
    let mut tables = Scope::default();
    for &id in &reach.order {
        match &api.schema(id).shape {
            Shape::Object(object) => {
                items.push(TypeItem::Struct(plan_struct(api, reach, names, rules, &mut tables, id, object)))
            }
            Shape::Enum(shape) => items.push(TypeItem::Enum(plan_enum(api, names, id, shape))),
            Shape::Any
            | Shape::Bool(_)
            | Shape::Integer(_)
            | Shape::Number(_)
            | Shape::String(_)
            | Shape::Array(_)
            | Shape::Map(_)
            | Shape::Ref(_) => {}
        }
    }
    items
}

fn plan_struct(
    api: &Api,
    reach: &Reach,
    names: &Names,
    rules: &mut Rules<'_>,
    tables: &mut Scope,
    id: SchemaId,
    object: &ObjectShape,
) -> StructItem {
    let schema = api.schema(id);
    let name = names.of(id);
    // `decode` holds fields in locals beside its reader `r`.
    let mut scope = Scope::with(&["r"]);
    let fields: Vec<Field> = object
        .properties
        .iter()
        .map(|property| plan_field(api, reach, names, rules, id, property, &mut scope))
        .collect();
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
        table: tables.claim(&names::constant(&name)),
        docs: docs::schema(api, id),
        deprecated: schema.docs.deprecated,
        has_default: !fields.iter().any(Field::is_argument),
        extra: extra.map(|(ty, rule)| ExtraPlan {
            name: scope.claim("extra"),
            ty,
            rule,
            place: rules.place(&name, schema.span),
        }),
        fields,
        required_sets,
        name,
    }
}

fn plan_field(
    api: &Api,
    reach: &Reach,
    names: &Names,
    rules: &mut Rules<'_>,
    owner: SchemaId,
    property: &Property,
    scope: &mut Scope,
) -> Field {
    let id = property.schema;
    let ident = match &property.rust_name {
        Some(name) => names::given_snake(name),
        None => names::snake(&property.name),
    };
    let boxed = holds_itself(api, owner, id);
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
        RustType::Named(_) => true,
        RustType::Secret(inner) => is_named(inner),
        _ => false,
    }
}

fn default_of(api: &Api, names: &Names, id: SchemaId) -> Option<Expr> {
    let schema = api.schema(id);
    let default = schema.default.as_ref().or(api.schema(api.target(id)).default.as_ref())?;
    example::scalar(api, &base_type(api, names, id), id, default)
}

/// The names of an enum's variants, in the order of its values.
pub(crate) fn variant_names(shape: &EnumShape, scope: &mut Scope) -> Vec<String> {
    let wishes = shape.values.iter().map(|value| value.name.as_deref().unwrap_or(&value.wire));
    let wishes = wishes.map(|wish| if wish.is_empty() { "Empty".to_owned() } else { names::pascal(wish) });
    wishes.map(|wish| scope.claim(&wish)).collect()
}

fn plan_enum(api: &Api, names: &Names, id: SchemaId, shape: &EnumShape) -> EnumItem {
    let mut scope = Scope::with(&["Self"]);
    let variants = shape.values.iter().zip(variant_names(shape, &mut scope));
    let variants = variants.map(|(value, name)| Variant { name, wire: value.wire.clone(), docs: docs::variant(value) });
    let variants = variants.collect();
    let schema = api.schema(id);
    EnumItem {
        name: names.of(id),
        docs: docs::schema(api, id),
        deprecated: schema.docs.deprecated,
        variants,
        other: shape.open.then(|| scope.claim("Other")),
    }
}

/// What a reader of messages calls a schema.
pub(crate) fn spoken(api: &Api, id: SchemaId) -> String {
    wire_hint(api.schema(id))
}
