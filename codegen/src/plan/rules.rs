//! Rules as statics: what of a schema its Rust type does not enforce.

mod format;
mod number;

use std::collections::BTreeMap;

pub use format::format;

use super::assertion;
use super::field::{Field, FieldKind};
use super::reach::Cycles;
use crate::ir::{Api, ArrayShape, Engine, Located, MapShape, SchemaId, Shape, StringShape};
use crate::names::{self, Scope};
use crate::source::{Sources, Span};

/// A named line of the spec.
#[derive(Clone, Debug)]
pub struct PlaceItem {
    pub name: String,
    pub file: String,
    pub line: usize,
    /// What stands there.
    pub span: Span,
}

/// A pattern, by the name of its static.
#[derive(Clone, Debug)]
pub struct PatternItem {
    pub name: String,
    pub source: String,
    pub translated: String,
    pub engine: Engine,
    pub place: String,
}

/// Spellings of a boolean, by the name of their static.
#[derive(Clone, Debug)]
pub struct AcceptsItem {
    pub name: String,
    pub truthy: Vec<String>,
    pub falsy: Vec<String>,
}

/// A rule, by the name of its static.
#[derive(Clone, Debug)]
pub struct RuleItem {
    pub name: String,
    pub not_null: Option<String>,
    pub kind: RuleKind,
    /// The static of what else the schema asserts.
    pub also: Option<String>,
}

/// A limit: its digits, whether it is excluded, the constant of its place.
#[derive(Clone, Debug)]
pub struct BoundPlan {
    pub digits: String,
    pub exclusive: bool,
    pub place: String,
}

/// What is checked; every limit comes with the constant of its place.
#[derive(Clone, Debug)]
pub enum RuleKind {
    Nested,
    Text {
        min_length: Option<(u64, String)>,
        max_length: Option<(u64, String)>,
        pattern: Option<String>,
        format: Option<(String, String)>,
    },
    Integer {
        minimum: Option<BoundPlan>,
        maximum: Option<BoundPlan>,
        multiple_of: Option<(String, String)>,
    },
    Number {
        minimum: Option<BoundPlan>,
        maximum: Option<BoundPlan>,
        multiple_of: Option<(String, String)>,
    },
    /// Of an array; `each` is the static for items.
    Items {
        min: Option<(u64, String)>,
        max: Option<(u64, String)>,
        unique: Option<String>,
        each: Option<String>,
    },
    /// Of a tuple, a static for each item.
    Tuple {
        items: Vec<Option<String>>,
    },
    /// Of a map; `each` is the static for values.
    Members {
        min: Option<(u64, String)>,
        max: Option<(u64, String)>,
        each: Option<String>,
    },
    /// Sets of members of which one must be there.
    RequiredSets {
        keyword: &'static str,
        sets: Vec<Vec<String>>,
        place: String,
    },
}

/// A rule over members of a struct.
#[derive(Clone, Debug)]
pub struct RequiredSetsPlan {
    pub rule: String,
    /// For each set the fields it names, for the list of the API.
    pub sets: Vec<Vec<String>>,
}

/// How code asks whether a member is there.
#[derive(Clone, Copy, Debug)]
pub enum Presence {
    Always,
    OptionField,
    PatchField,
}

/// The rules of a module as they are planned.
#[derive(Debug)]
pub(crate) struct Rules<'a> {
    pub(super) api: &'a Api,
    pub(super) asked: assertion::Asked,
    sources: &'a Sources,
    scope: Scope,
    place_scope: Scope,
    by_schema: BTreeMap<(SchemaId, bool), Option<String>>,
    accepts_by_schema: BTreeMap<SchemaId, String>,
    endless: &'a Cycles,
    pub places: Vec<PlaceItem>,
    pub patterns: Vec<PatternItem>,
    pub accepts: Vec<AcceptsItem>,
    pub rules: Vec<RuleItem>,
}

impl<'a> Rules<'a> {
    pub(crate) fn new(api: &'a Api, sources: &'a Sources, endless: &'a Cycles) -> Self {
        Self {
            api,
            asked: assertion::Asked::default(),
            sources,
            scope: Scope::default(),
            place_scope: Scope::default(),
            by_schema: BTreeMap::new(),
            accepts_by_schema: BTreeMap::new(),
            endless,
            places: Vec::new(),
            patterns: Vec::new(),
            accepts: Vec::new(),
            rules: Vec::new(),
        }
    }

    /// The constant for a place of the spec.
    pub(crate) fn place(&mut self, name: &str, span: Span) -> String {
        let name = self.place_scope.claim(&names::constant(name));
        let file = self.sources.file(span.file).name.clone();
        let line = self.sources.line_column(span).line;
        self.places.push(PlaceItem { name: name.clone(), file, line, span });
        name
    }

    /// What is to be checked of a field: nothing, a value that knows its own rules, or a static.
    pub(crate) fn field(&mut self, context: &str, id: SchemaId, not_null: bool) -> Option<Option<String>> {
        let target = self.api.target(id);
        let rule = self.rule(context, id, not_null);
        (rule.is_some() || self.nested(target)).then_some(rule)
    }

    /// Whether a value knows rules of its own.
    fn nested(&self, id: SchemaId) -> bool {
        let target = self.api.target(id);
        match &self.api.schema(target).shape {
            // Every object reports declared members that come as `null`; a union has to be one of its variants; a
            // double that is no number cannot be written as JSON.
            Shape::Object(_) | Shape::Union(_) | Shape::Number(_) => true,
            Shape::Array(ArrayShape { items: inner, .. }) | Shape::Map(MapShape { values: inner, .. }) => {
                self.endless.is_endless(target) || self.nested(*inner)
            }
            Shape::Tuple(tuple) => self.endless.is_endless(target) || tuple.items.iter().any(|id| self.nested(*id)),
            Shape::String(shape) => shape.format.as_ref().is_some_and(|f| ["byte", "base64"].contains(&&*f.value)),
            Shape::Any | Shape::Null | Shape::Bool(_) | Shape::Integer(_) | Shape::Enum(_) | Shape::Ref(_) => false,
        }
    }

    /// What is to be checked of undeclared members, which are all of one schema: nothing, values that know their own
    /// rules, or a static.
    pub(crate) fn extra(&mut self, context: &str, values: SchemaId) -> Option<Option<String>> {
        let Some(each) = self.rule(&format!("{context} value"), values, false) else {
            return self.nested(values).then_some(None);
        };
        let name = self.scope.claim(&names::constant(context));
        let kind = RuleKind::Members { min: None, max: None, each: Some(each) };
        self.rules.push(RuleItem { name: name.clone(), not_null: None, kind, also: None });
        Some(Some(name))
    }

    /// The static with the rules of a schema, if it has any.
    pub(crate) fn rule(&mut self, context: &str, id: SchemaId, not_null: bool) -> Option<String> {
        let target = self.api.target(id);
        if self.endless.is_endless(target) && !not_null {
            return None;
        }
        let schema = self.api.schema(target);
        // A component's rules are named after it and shared by all that refer to it.
        let own = not_null || assertion::narrows(self.api, id);
        let context = schema.component.clone().filter(|_| !own).unwrap_or_else(|| context.to_owned());
        let key = (if own { id } else { target }, not_null);
        if let Some(known) = self.by_schema.get(&key) {
            return known.clone();
        }
        let kind = self.kind(&context, target);
        let also = assertion::also(self, id);
        let name = (not_null || also.is_some() || !matches!(kind, RuleKind::Nested)).then(|| {
            let name = self.scope.claim(&names::constant(&context));
            let not_null = not_null.then(|| self.place(&context, self.api.schema(id).span));
            self.rules.push(RuleItem { name: name.clone(), not_null, kind, also });
            name
        });
        self.by_schema.insert(key, name.clone());
        name
    }

    /// The static with the rules of a schema that something else was checked by already: this schema, or one of the
    /// same values.
    pub(crate) fn known(&self, id: SchemaId) -> Option<&str> {
        let target = self.api.target(id);
        let own = if assertion::narrows(self.api, id) { id } else { target };
        let exact = [(own, false), (own, true), (id, true)].iter().find_map(|key| self.by_schema.get(key)?.as_deref());
        // Members of a partial update are checked by rules of their own, which say the same of all but `null`.
        let same =
            |(known, _): &(SchemaId, bool)| self.api.target(*known) == target && !assertion::narrows(self.api, *known);
        exact.or_else(|| self.by_schema.iter().filter(|(key, _)| same(key)).find_map(|(_, rule)| rule.as_deref()))
    }

    /// The static with the rules of a named array or map.
    pub(crate) fn of_newtype(&mut self, context: &str, id: SchemaId) -> Option<String> {
        let kind = self.kind(context, id);
        let also = assertion::own_also(self, id);
        (also.is_some() || !matches!(kind, RuleKind::Nested)).then(|| {
            let name = self.scope.claim(&names::constant(context));
            self.rules.push(RuleItem { name: name.clone(), not_null: None, kind, also });
            name
        })
    }

    fn kind(&mut self, context: &str, target: SchemaId) -> RuleKind {
        let api = self.api;
        match &api.schema(target).shape {
            Shape::String(shape) => self.text(context, shape),
            Shape::Integer(shape) => number::integer(self, context, shape),
            Shape::Number(shape) => number::number(self, context, shape),
            Shape::Array(shape) => {
                let min = self.limit(context, "min items", shape.min.as_ref());
                let max = self.limit(context, "max items", shape.max.as_ref());
                let unique = shape.unique.map(|span| self.place(&format!("{context} unique items"), span));
                let each = self.rule(&format!("{context} item"), shape.items, false);
                if min.is_none() && max.is_none() && unique.is_none() && each.is_none() {
                    return RuleKind::Nested;
                }
                RuleKind::Items { min, max, unique, each }
            }
            Shape::Map(shape) => {
                let min = self.limit(context, "min properties", shape.min.as_ref());
                let max = self.limit(context, "max properties", shape.max.as_ref());
                let each = self.rule(&format!("{context} value"), shape.values, false);
                if min.is_none() && max.is_none() && each.is_none() {
                    return RuleKind::Nested;
                }
                RuleKind::Members { min, max, each }
            }
            Shape::Tuple(shape) => {
                let items: Vec<Option<String>> = (1..)
                    .zip(&shape.items)
                    .map(|(index, item)| self.rule(&format!("{context} item {index}"), *item, false))
                    .collect();
                if items.iter().all(Option::is_none) {
                    return RuleKind::Nested;
                }
                RuleKind::Tuple { items }
            }
            Shape::Any
            | Shape::Null
            | Shape::Bool(_)
            | Shape::Enum(_)
            | Shape::Object(_)
            | Shape::Union(_)
            | Shape::Ref(_) => RuleKind::Nested,
        }
    }

    fn text(&mut self, context: &str, shape: &StringShape) -> RuleKind {
        let min_length = self.limit(context, "min length", shape.min_length.as_ref().filter(|l| l.value > 0));
        let max_length = self.limit(context, "max length", shape.max_length.as_ref());
        let pattern = shape.pattern.as_ref().map(|pattern| {
            let name = self.scope.claim(&names::constant(&format!("{context} pattern")));
            let place = self.place(&format!("{context} pattern"), pattern.span);
            let (source, translated) = (pattern.source.clone(), pattern.translated.clone());
            self.patterns.push(PatternItem { name: name.clone(), source, translated, engine: pattern.engine, place });
            name
        });
        let format = shape.format.as_ref().and_then(|format| {
            let variant = format::checked_format(&format.value)?;
            Some((variant.to_owned(), self.place(&format!("{context} format"), format.span)))
        });
        if min_length.is_none() && max_length.is_none() && pattern.is_none() && format.is_none() {
            return RuleKind::Nested;
        }
        RuleKind::Text { min_length, max_length, pattern, format }
    }

    fn limit<T: Clone>(&mut self, context: &str, word: &str, limit: Option<&Located<T>>) -> Option<(T, String)> {
        let limit = limit?;
        Some((limit.value.clone(), self.place(&format!("{context} {word}"), limit.span)))
    }

    /// The static that lists other spellings of a boolean.
    pub(crate) fn accepts(&mut self, api: &Api, id: SchemaId, context: &str) -> Option<String> {
        let target = api.target(id);
        let Shape::Bool(Some(accepts)) = &api.schema(target).shape else { return None };
        if let Some(known) = self.accepts_by_schema.get(&target) {
            return Some(known.clone());
        }
        let context = api.schema(target).component.as_deref().unwrap_or(context);
        let name = self.scope.claim(&names::constant(context));
        let (truthy, falsy) = (accepts.truthy.clone(), accepts.falsy.clone());
        self.accepts.push(AcceptsItem { name: name.clone(), truthy, falsy });
        self.accepts_by_schema.insert(target, name.clone());
        Some(name)
    }

    pub(crate) fn required_sets(
        &mut self,
        owner: &str,
        index: usize,
        sets: &[Vec<String>],
        span: Span,
        fields: &[Field],
    ) -> RequiredSetsPlan {
        let context = format!("{owner} one of {}", index + 1);
        let rule = self.scope.claim(&names::constant(&context));
        let place = self.place(&context, span);
        let kind = RuleKind::RequiredSets { keyword: "anyOf", sets: sets.to_vec(), place };
        self.rules.push(RuleItem { name: rule.clone(), not_null: None, kind, also: None });
        let field = |name: &String| fields.iter().find(|f| f.wire == *name).map(|f| f.name.clone()).unwrap_or_default();
        RequiredSetsPlan { rule, sets: sets.iter().map(|set| set.iter().map(field).collect()).collect() }
    }
}

/// How code reaches the value of a field.
pub(crate) fn field_presence(kind: &FieldKind) -> Presence {
    match kind {
        FieldKind::Required(_) | FieldKind::Defaulted(..) | FieldKind::Credential => Presence::Always,
        FieldKind::Nullable(_) | FieldKind::Optional(_) | FieldKind::IdempotencyKey(_) => Presence::OptionField,
        FieldKind::Patch(_) => Presence::PatchField,
    }
}
