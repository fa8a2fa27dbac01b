//! Shapes: which values a schema describes, and how a type of Rust can hold them.

use super::{Located, SchemaId};
use crate::source::Span;

/// Which values a schema describes; each constraint sits where it means something.
#[derive(Clone, Debug)]
pub enum Shape {
    Any,
    /// `null` and nothing else.
    Null,
    Bool(Option<Accepts>),
    Integer(IntegerShape),
    Number(NumberShape),
    String(StringShape),
    Enum(EnumShape),
    Array(ArrayShape),
    Tuple(TupleShape),
    Map(MapShape),
    Object(ObjectShape),
    Union(UnionShape),
    Ref(SchemaId),
}

impl Shape {
    /// The schemas that a schema of this shape is made of.
    pub fn children(&self) -> Vec<SchemaId> {
        match self {
            Self::Any
            | Self::Null
            | Self::Bool(_)
            | Self::Integer(_)
            | Self::Number(_)
            | Self::String(_)
            | Self::Enum(_) => Vec::new(),
            Self::Array(array) => vec![array.items],
            Self::Tuple(tuple) => tuple.items.clone(),
            Self::Map(map) => vec![map.values],
            Self::Ref(target) => vec![*target],
            Self::Union(union) => union.variants.iter().map(|v| v.schema).collect(),
            Self::Object(object) => {
                let extra = match &object.additional {
                    Additional::Schema(schema) => Some(*schema),
                    Additional::Any | Additional::None => None,
                };
                object.properties.iter().map(|p| p.schema).chain(extra).collect()
            }
        }
    }

    pub(crate) fn children_mut(&mut self) -> Vec<&mut SchemaId> {
        match self {
            Self::Any
            | Self::Null
            | Self::Bool(_)
            | Self::Integer(_)
            | Self::Number(_)
            | Self::String(_)
            | Self::Enum(_) => Vec::new(),
            Self::Array(array) => vec![&mut array.items],
            Self::Tuple(tuple) => tuple.items.iter_mut().collect(),
            Self::Map(map) => vec![&mut map.values],
            Self::Ref(target) => vec![target],
            Self::Union(union) => union.variants.iter_mut().map(|v| &mut v.schema).collect(),
            Self::Object(object) => {
                let extra = match &mut object.additional {
                    Additional::Schema(schema) => Some(schema),
                    Additional::Any | Additional::None => None,
                };
                object.properties.iter_mut().map(|p| &mut p.schema).chain(extra).collect()
            }
        }
    }
}

/// Other wire spellings of `true` and `false`, as JSON texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepts {
    pub truthy: Vec<String>,
    pub falsy: Vec<String>,
}

/// A limit of a number.
#[derive(Clone, Debug)]
pub struct Bound {
    /// The digits, as they stand in the spec.
    pub digits: String,
    pub exclusive: bool,
    pub span: Span,
}

#[derive(Clone, Debug, Default)]
pub struct IntegerShape {
    pub minimum: Option<Bound>,
    pub maximum: Option<Bound>,
    pub multiple_of: Option<Located<String>>,
    pub format: Option<Located<String>>,
}

#[derive(Clone, Debug, Default)]
pub struct NumberShape {
    pub minimum: Option<Bound>,
    pub maximum: Option<Bound>,
    pub multiple_of: Option<Located<String>>,
    pub format: Option<Located<String>>,
}

#[derive(Clone, Debug, Default)]
pub struct StringShape {
    pub min_length: Option<Located<u64>>,
    pub max_length: Option<Located<u64>>,
    pub pattern: Option<Pattern>,
    pub format: Option<Located<String>>,
}

/// A pattern of ECMA-262.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern {
    pub source: String,
    /// The same language in the syntax of the engine.
    pub translated: String,
    pub engine: Engine,
    pub span: Span,
}

/// What can run a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// In time linear in the text.
    Linear,
    /// The one of `specwright-pattern`, which looks around.
    LookAround,
}

#[derive(Clone, Debug)]
pub struct EnumShape {
    /// Strings, integers and booleans.
    pub values: Vec<EnumValue>,
    /// Other values are kept.
    pub open: bool,
}

impl EnumShape {
    /// Whether every value is a string.
    pub fn is_text(&self) -> bool {
        self.values.iter().all(|value| value.json.starts_with('"'))
    }
}

#[derive(Clone, Debug)]
pub struct EnumValue {
    /// The value as JSON text; numbers in their canonical form.
    pub json: String,
    /// A string itself; of anything else its JSON text.
    pub wire: String,
    pub name: Option<String>,
    pub description: Option<String>,
}

#[derive(Clone, Debug)]
pub struct ArrayShape {
    pub items: SchemaId,
    pub min: Option<Located<u64>>,
    pub max: Option<Located<u64>>,
    pub unique: Option<Span>,
}

/// An array of a fixed length.
#[derive(Clone, Debug)]
pub struct TupleShape {
    pub items: Vec<SchemaId>,
}

/// A value of one of several schemas.
#[derive(Clone, Debug)]
pub struct UnionShape {
    pub variants: Vec<VariantShape>,
    /// No more than one may describe a value (`oneOf`).
    pub exactly_one: bool,
    /// The member whose value tells the variants apart.
    pub tag: Option<String>,
    /// The keyword.
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct VariantShape {
    pub schema: SchemaId,
    /// Values of the tag that tell this variant.
    pub tags: Vec<String>,
    /// What it is called, if its schema has no name of its own.
    pub title: Option<String>,
}

#[derive(Clone, Debug)]
pub struct MapShape {
    pub values: SchemaId,
    pub min: Option<Located<u64>>,
    pub max: Option<Located<u64>>,
}

#[derive(Clone, Debug)]
pub struct ObjectShape {
    pub properties: Vec<Property>,
    pub additional: Additional,
    pub rules: Vec<ObjectRule>,
    /// Namespace declarations on the root element, prefix and name.
    pub xml_declarations: Vec<(String, String)>,
}

#[derive(Clone, Debug)]
pub struct Property {
    pub name: String,
    pub schema: SchemaId,
    pub required: bool,
    /// Filled from the client's configuration.
    pub credential: bool,
    /// Made by the client where the caller gives none.
    pub idempotency_key: bool,
    pub rust_name: Option<String>,
    pub span: Span,
}

/// Members that an object does not declare.
#[derive(Clone, Debug)]
pub enum Additional {
    Any,
    None,
    Schema(SchemaId),
}

/// A rule over several members.
#[derive(Clone, Debug)]
pub enum ObjectRule {
    /// At least one of the sets is there whole (`anyOf` of `required`).
    AnyOfRequired { sets: Vec<Vec<String>>, span: Span },
}
