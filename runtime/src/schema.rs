//! Assertions of JSON Schema as static tables: for what no Rust type can say.
//!
//! In: any [`Value`] and a table that generated code holds. Out: whether the value is valid, or every violation with
//! its place in the value and in the spec. Guaranteed: numbers are compared exactly; a hostile value costs no more
//! than a bounded number of steps and a bounded depth of the stack, and is told so.

mod array;
mod combine;
mod literal;
mod object;
mod scalar;
mod seen;
#[cfg(test)]
mod tests;
mod walk;

pub use literal::Literal;
#[cfg(feature = "probe")]
pub(crate) use literal::same;

use crate::check::{Pattern, Place, Violations};
use crate::format::Format;
use crate::pointer::At;
use crate::value::Value;

/// What a schema demands; may refer to itself through other statics.
#[derive(Debug)]
pub struct Schema {
    /// Each keyword and the line of the spec that it stands on; none allows everything.
    pub keywords: &'static [(Keyword, Place)],
}

/// A type of JSON Schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    Null,
    Boolean,
    /// A number without a fraction, however it is written: `1.0` is one.
    Integer,
    Number,
    String,
    Array,
    Object,
}

/// One assertion. A keyword about another type of value than the one it meets holds.
#[derive(Debug)]
pub enum Keyword {
    /// Nothing is valid: the schema `false`.
    Never,
    Type(&'static [Type]),
    Enum(&'static [Literal]),
    Const(Literal),
    /// Numbers are digits, since 0.01 and 2^63 + 1 are no doubles.
    MultipleOf(&'static str),
    Minimum(&'static str),
    ExclusiveMinimum(&'static str),
    Maximum(&'static str),
    ExclusiveMaximum(&'static str),
    MinLength(u64),
    MaxLength(u64),
    Pattern(&'static Pattern),
    Format(Format),
    MinItems(u64),
    MaxItems(u64),
    UniqueItems,
    PrefixItems(&'static [&'static Schema]),
    /// Of every item from this index on.
    Items(usize, &'static Schema),
    Contains {
        schema: &'static Schema,
        min: u64,
        max: Option<u64>,
    },
    MinProperties(u64),
    MaxProperties(u64),
    Required(&'static [&'static str]),
    Members(Members),
    PropertyNames(&'static Schema),
    DependentRequired(&'static [(&'static str, &'static [&'static str])]),
    DependentSchemas(&'static [(&'static str, &'static Schema)]),
    Ref(&'static Schema),
    AllOf(&'static [&'static Schema]),
    AnyOf(&'static [&'static Schema]),
    OneOf(&'static [&'static Schema]),
    Not(&'static Schema),
    If {
        condition: &'static Schema,
        then: Option<&'static Schema>,
        otherwise: Option<&'static Schema>,
    },
    /// These two come after all that can evaluate a part.
    UnevaluatedItems(&'static Schema),
    UnevaluatedProperties(&'static Schema),
}

/// `properties`, `patternProperties` and `additionalProperties`, which speak of each other.
#[derive(Debug)]
pub struct Members {
    /// Sorted by name.
    pub named: &'static [(&'static str, &'static Schema)],
    pub patterns: &'static [(&'static Pattern, &'static Schema)],
    /// Of what neither of them takes.
    pub rest: Option<&'static Schema>,
}

impl Schema {
    /// Everything is valid: the schema `true`.
    pub const ANY: Self = Self::new(&[]);

    pub const fn new(keywords: &'static [(Keyword, Place)]) -> Self {
        Self { keywords }
    }

    /// Whether a value is valid; stops at the first violation.
    pub fn is_valid(&'static self, value: &Value) -> bool {
        walk::Walk::default().apply(self, walk::Spot { value, at: &At::ROOT }, None, None)
    }

    /// Adds every violation of `value`, which stands at `at`, to `out`.
    pub fn check(&'static self, value: &Value, at: &At<'_>, out: &mut Violations) {
        // Most values are valid, and to find that out allocates nothing.
        let mut walk = walk::Walk::default();
        if !walk.apply(self, walk::Spot { value, at }, None, None) {
            walk.start_again();
            walk.apply(self, walk::Spot { value, at }, Some(out), None);
        }
    }

    fn is_never(&self) -> bool {
        matches!(self.keywords, [(Keyword::Never, _)])
    }
}
