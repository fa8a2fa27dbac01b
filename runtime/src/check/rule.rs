//! Rules as static data, built by `const` functions so that generated code reads like the spec.

use std::fmt;

use super::Pattern;
use crate::decimal::Divisor;
use crate::format::Format;
use crate::schema::Schema;

/// A line of a spec.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub file: &'static str,
    /// From one; zero when there is no such line.
    pub line: u32,
}

impl Place {
    /// For rules that stand in no spec.
    pub const NONE: Self = Self { file: "", line: 0 };
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// A limit and where the spec sets it.
#[derive(Clone, Copy, Debug)]
pub struct Limit<T> {
    pub value: T,
    pub place: Place,
}

/// A limit of a number, itself allowed or not.
#[derive(Clone, Copy, Debug)]
pub struct Bound<T> {
    pub value: T,
    pub exclusive: bool,
    pub place: Place,
}

/// What a schema demands of a value beyond its Rust type.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// `null` is a violation here, and the schema that says so.
    pub not_null: Option<Place>,
    pub kind: Kind,
    /// What else holds of the value as JSON.
    pub also: Option<&'static Schema>,
}

/// The demands by type of value.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// The value's own type knows.
    Nested,
    Text(TextRule),
    Integer(IntegerRule),
    Number(NumberRule),
    /// Of an array and of each item.
    Items(ItemsRule),
    /// Of each item of a tuple.
    Tuple(&'static [&'static Rule]),
    /// Of a map and of each value.
    Members(ItemsRule),
}

impl Rule {
    /// Whether it says nothing.
    pub(super) const fn is_empty(&self) -> bool {
        matches!(self.kind, Kind::Nested) && self.also.is_none() && self.not_null.is_none()
    }

    pub const NESTED: Self = Self::of(Kind::Nested);

    const fn of(kind: Kind) -> Self {
        Self { not_null: None, kind, also: None }
    }

    pub const fn text(rule: TextRule) -> Self {
        Self::of(Kind::Text(rule))
    }

    pub const fn integer(rule: IntegerRule) -> Self {
        Self::of(Kind::Integer(rule))
    }

    pub const fn number(rule: NumberRule) -> Self {
        Self::of(Kind::Number(rule))
    }

    pub const fn items(rule: ItemsRule) -> Self {
        Self::of(Kind::Items(rule))
    }

    pub const fn tuple(rules: &'static [&'static Rule]) -> Self {
        Self::of(Kind::Tuple(rules))
    }

    pub const fn members(rule: ItemsRule) -> Self {
        Self::of(Kind::Members(rule))
    }

    /// `null` is a violation.
    #[must_use]
    pub const fn not_null(mut self, place: Place) -> Self {
        self.not_null = Some(place);
        self
    }

    /// The value as JSON is valid against a schema.
    #[must_use]
    pub const fn also(mut self, schema: &'static Schema) -> Self {
        self.also = Some(schema);
        self
    }
}

/// Rules of a string; lengths are in Unicode characters (JSON Schema 2020-12 Validation, section 6.3).
#[derive(Clone, Copy, Debug)]
pub struct TextRule {
    pub min_length: Option<Limit<u64>>,
    pub max_length: Option<Limit<u64>>,
    pub pattern: Option<&'static Pattern>,
    pub format: Option<Limit<Format>>,
}

impl TextRule {
    pub const NEW: Self = Self { min_length: None, max_length: None, pattern: None, format: None };

    #[must_use]
    pub const fn min_length(mut self, value: u64, place: Place) -> Self {
        self.min_length = Some(Limit { value, place });
        self
    }

    #[must_use]
    pub const fn max_length(mut self, value: u64, place: Place) -> Self {
        self.max_length = Some(Limit { value, place });
        self
    }

    #[must_use]
    pub const fn pattern(mut self, pattern: &'static Pattern) -> Self {
        self.pattern = Some(pattern);
        self
    }

    #[must_use]
    pub const fn format(mut self, value: Format, place: Place) -> Self {
        self.format = Some(Limit { value, place });
        self
    }
}

/// Rules of an integer.
#[derive(Clone, Copy, Debug)]
pub struct IntegerRule {
    pub minimum: Option<Bound<i128>>,
    pub maximum: Option<Bound<i128>>,
    pub multiple_of: Option<Limit<i128>>,
}

impl IntegerRule {
    pub const NEW: Self = Self { minimum: None, maximum: None, multiple_of: None };

    #[must_use]
    pub const fn minimum(mut self, value: i128, exclusive: bool, place: Place) -> Self {
        self.minimum = Some(Bound { value, exclusive, place });
        self
    }

    #[must_use]
    pub const fn maximum(mut self, value: i128, exclusive: bool, place: Place) -> Self {
        self.maximum = Some(Bound { value, exclusive, place });
        self
    }

    #[must_use]
    pub const fn multiple_of(mut self, value: i128, place: Place) -> Self {
        self.multiple_of = Some(Limit { value, place });
        self
    }
}

/// Rules of a number.
#[derive(Clone, Copy, Debug)]
pub struct NumberRule {
    pub minimum: Option<Bound<f64>>,
    pub maximum: Option<Bound<f64>>,
    pub multiple_of: Option<Limit<Divisor>>,
}

impl NumberRule {
    pub const NEW: Self = Self { minimum: None, maximum: None, multiple_of: None };

    #[must_use]
    pub const fn minimum(mut self, value: f64, exclusive: bool, place: Place) -> Self {
        self.minimum = Some(Bound { value, exclusive, place });
        self
    }

    #[must_use]
    pub const fn maximum(mut self, value: f64, exclusive: bool, place: Place) -> Self {
        self.maximum = Some(Bound { value, exclusive, place });
        self
    }

    #[must_use]
    pub const fn multiple_of(mut self, digits: &'static str, place: Place) -> Self {
        self.multiple_of = Some(Limit { value: Divisor::new(digits), place });
        self
    }
}

/// Rules of an array or a map, and of what is in it.
#[derive(Clone, Copy, Debug)]
pub struct ItemsRule {
    pub min: Option<Limit<u64>>,
    pub max: Option<Limit<u64>>,
    pub unique: Option<Place>,
    pub each: &'static Rule,
}

impl ItemsRule {
    pub const NEW: Self = Self { min: None, max: None, unique: None, each: &Rule::NESTED };

    #[must_use]
    pub const fn min(mut self, value: u64, place: Place) -> Self {
        self.min = Some(Limit { value, place });
        self
    }

    #[must_use]
    pub const fn max(mut self, value: u64, place: Place) -> Self {
        self.max = Some(Limit { value, place });
        self
    }

    #[must_use]
    pub const fn unique(mut self, place: Place) -> Self {
        self.unique = Some(place);
        self
    }

    #[must_use]
    pub const fn each(mut self, rule: &'static Rule) -> Self {
        self.each = rule;
        self
    }
}

/// Sets of members of which at least one must be there whole.
#[derive(Clone, Copy, Debug)]
pub struct RequiredSets {
    /// The keyword that says so: `anyOf`.
    pub keyword: &'static str,
    pub sets: &'static [&'static [&'static str]],
    pub place: Place,
}

impl fmt::Display for RequiredSets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, set) in self.sets.iter().enumerate() {
            write!(f, "{}{}", if index == 0 { "" } else { ", or " }, set.join(" and "))?;
        }
        Ok(())
    }
}
