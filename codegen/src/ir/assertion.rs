//! What a schema asserts, keyword by keyword, for what no Rust type can say.
//!
//! Guaranteed: both dialects have become one (the limits are exclusive or not, tuples are `prefixItems`, `nullable` is
//! a type); what stands beside a `$ref` counts or is gone, as the version says.

use super::{Located, Pattern};
use crate::document::Node;
use crate::pointer::Pointer;
use crate::source::Span;

/// Index of an assertion in [`super::Api::assertions`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AssertionId(pub usize);

/// A schema, or some keywords of it, as assertions.
#[derive(Clone, Debug)]
pub struct Assertion {
    pub pointer: Pointer,
    pub span: Span,
    /// The keywords that were asked for, if it is not the whole schema.
    pub only: Option<Vec<String>>,
    /// None of them: everything is valid.
    pub keywords: Vec<Located<Keyword>>,
}

/// A type of JSON Schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    Null,
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
}

/// One assertion, over any way of naming schemas and patterns.
#[derive(Clone, Debug, PartialEq)]
pub enum Keyword<S = AssertionId, P = Pattern> {
    /// Nothing is valid.
    Never,
    Type(Vec<Type>),
    Enum(Vec<Node>),
    Const(Node),
    MultipleOf(String),
    Minimum(String),
    ExclusiveMinimum(String),
    Maximum(String),
    ExclusiveMaximum(String),
    MinLength(u64),
    MaxLength(u64),
    Pattern(P),
    Format(String),
    MinItems(u64),
    MaxItems(u64),
    UniqueItems,
    PrefixItems(Vec<S>),
    /// Of every item from this index on.
    Items(usize, S),
    Contains {
        schema: S,
        min: u64,
        max: Option<u64>,
    },
    MinProperties(u64),
    MaxProperties(u64),
    Required(Vec<String>),
    Members {
        named: Vec<(String, S)>,
        patterns: Vec<(P, S)>,
        rest: Option<S>,
    },
    PropertyNames(S),
    DependentRequired(Vec<(String, Vec<String>)>),
    DependentSchemas(Vec<(String, S)>),
    Ref(S),
    AllOf(Vec<S>),
    AnyOf(Vec<S>),
    OneOf(Vec<S>),
    Not(S),
    If {
        condition: S,
        then: Option<S>,
        otherwise: Option<S>,
    },
    UnevaluatedItems(S),
    UnevaluatedProperties(S),
}

impl<S, P> Keyword<S, P> {
    /// The same over other names of schemas and patterns.
    pub fn map<T, Q>(&self, schema: &mut dyn FnMut(&S) -> T, pattern: &mut dyn FnMut(&P) -> Q) -> Keyword<T, Q> {
        match self {
            Self::Never => Keyword::Never,
            Self::Type(types) => Keyword::Type(types.clone()),
            Self::Enum(values) => Keyword::Enum(values.clone()),
            Self::Const(value) => Keyword::Const(value.clone()),
            Self::MultipleOf(digits) => Keyword::MultipleOf(digits.clone()),
            Self::Minimum(digits) => Keyword::Minimum(digits.clone()),
            Self::ExclusiveMinimum(digits) => Keyword::ExclusiveMinimum(digits.clone()),
            Self::Maximum(digits) => Keyword::Maximum(digits.clone()),
            Self::ExclusiveMaximum(digits) => Keyword::ExclusiveMaximum(digits.clone()),
            Self::MinLength(count) => Keyword::MinLength(*count),
            Self::MaxLength(count) => Keyword::MaxLength(*count),
            Self::Pattern(one) => Keyword::Pattern(pattern(one)),
            Self::Format(name) => Keyword::Format(name.clone()),
            Self::MinItems(count) => Keyword::MinItems(*count),
            Self::MaxItems(count) => Keyword::MaxItems(*count),
            Self::UniqueItems => Keyword::UniqueItems,
            Self::PrefixItems(items) => Keyword::PrefixItems(items.iter().map(schema).collect()),
            Self::Items(from, item) => Keyword::Items(*from, schema(item)),
            Self::Contains { schema: one, min, max } => Keyword::Contains { schema: schema(one), min: *min, max: *max },
            Self::MinProperties(count) => Keyword::MinProperties(*count),
            Self::MaxProperties(count) => Keyword::MaxProperties(*count),
            Self::Required(names) => Keyword::Required(names.clone()),
            Self::Members { named, patterns, rest } => Keyword::Members {
                named: named.iter().map(|(name, one)| (name.clone(), schema(one))).collect(),
                patterns: patterns.iter().map(|(name, one)| (pattern(name), schema(one))).collect(),
                rest: rest.as_ref().map(schema),
            },
            Self::PropertyNames(one) => Keyword::PropertyNames(schema(one)),
            Self::DependentRequired(table) => Keyword::DependentRequired(table.clone()),
            Self::DependentSchemas(table) => {
                Keyword::DependentSchemas(table.iter().map(|(name, one)| (name.clone(), schema(one))).collect())
            }
            Self::Ref(one) => Keyword::Ref(schema(one)),
            Self::AllOf(parts) => Keyword::AllOf(parts.iter().map(schema).collect()),
            Self::AnyOf(parts) => Keyword::AnyOf(parts.iter().map(schema).collect()),
            Self::OneOf(parts) => Keyword::OneOf(parts.iter().map(schema).collect()),
            Self::Not(one) => Keyword::Not(schema(one)),
            Self::If { condition, then, otherwise } => Keyword::If {
                condition: schema(condition),
                then: then.as_ref().map(&mut *schema),
                otherwise: otherwise.as_ref().map(schema),
            },
            Self::UnevaluatedItems(one) => Keyword::UnevaluatedItems(schema(one)),
            Self::UnevaluatedProperties(one) => Keyword::UnevaluatedProperties(schema(one)),
        }
    }
}
