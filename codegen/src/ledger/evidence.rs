//! What of a planned module is really run, and over values of what: the statics and types that operations lead to.
//!
//! In: a [`Module`]. Out: for each place of the spec that a static or a type stands for, where it is enforced; for each
//! type where its values are read and where they are checked. Guaranteed: what no operation, credential or webhook
//! leads to is no evidence.

mod keyword;

use std::collections::BTreeMap;

use super::uses::Uses;
use crate::plan::{
    BoundPlan, ExtraRule, KeywordItem, Module, Operation, Payload, RuleItem, RuleKind, RustType, SchemaItem,
    StructItem, TypeItem, UnionItem,
};
use crate::source::Span;

/// What is known of a place.
#[derive(Clone, Debug, Default)]
pub(super) struct Proof {
    pub uses: Uses,
    pub facts: Vec<Fact>,
}

/// More of what is enforced, where the place alone does not say it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fact {
    /// The limit itself is not allowed.
    Exclusive,
    /// These members are asked for.
    Names(Vec<String>),
    /// One of these sets is asked for.
    Sets(Vec<Vec<String>>),
    /// So many items that are of a schema.
    Count(u64, Option<u64>),
    /// The branches of an `if`: whether there is `then`, whether there is `else`.
    Branches(bool, bool),
}

/// Where values of a type are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Reached {
    pub read: Uses,
    pub checked: Uses,
}

#[derive(Debug, Default)]
pub(super) struct Evidence<'m> {
    pub by_span: BTreeMap<Span, Proof>,
    pub types: BTreeMap<&'m str, Reached>,
    pub items: BTreeMap<&'m str, &'m TypeItem>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Thing<'m> {
    Type(&'m str),
    Rule(&'m str),
    Schema(&'m str),
}

struct Walk<'m> {
    rules: BTreeMap<&'m str, &'m RuleItem>,
    schemas: BTreeMap<&'m str, &'m SchemaItem>,
    /// The places of patterns, by the names of their statics.
    patterns: BTreeMap<&'m str, &'m str>,
    places: BTreeMap<&'m str, Span>,
    known: BTreeMap<Thing<'m>, Reached>,
    waiting: Vec<Thing<'m>>,
    found: Evidence<'m>,
}

pub(super) fn evidence(module: &Module) -> Evidence<'_> {
    let rule_patterns = module.patterns.iter().map(|p| (p.name.as_str(), p.place.as_str()));
    let mut walk = Walk {
        rules: module.rules.iter().map(|rule| (rule.name.as_str(), rule)).collect(),
        schemas: module.schemas.items.iter().map(|item| (item.name.as_str(), item)).collect(),
        patterns: rule_patterns.collect(),
        places: module.places.iter().map(|place| (place.name.as_str(), place.span)).collect(),
        known: BTreeMap::new(),
        waiting: Vec::new(),
        found: Evidence::default(),
    };
    walk.found.items = module.types.iter().map(|item| (item.name(), item)).collect();
    let table_patterns = module.schemas.patterns.iter().map(|p| (p.name.as_str(), p.place.as_str()));
    let table_patterns: BTreeMap<&str, &str> = table_patterns.collect();
    for credential in &module.client.credentials {
        walk.value(&credential.ty, credential.rule.as_deref(), Uses::CREDENTIAL);
    }
    module.operations.iter().for_each(|operation| walk.operation(operation));
    for webhook in &module.webhooks {
        if let Some(payload) = &webhook.payload {
            walk.value(&payload.ty, payload.rule.as_deref(), Uses::WEBHOOK);
        }
        for parameter in webhook.parameters.iter().flat_map(|(_, parameters)| parameters) {
            walk.value(&parameter.ty, parameter.rule.as_deref(), Uses::WEBHOOK);
        }
        for (ty, _, rule) in webhook.answers.iter().filter_map(|answer| answer.body.as_ref()) {
            walk.value(ty, rule.as_deref(), Uses::ANSWER);
        }
    }
    walk.follow(&table_patterns);
    // Types that no operation has are the caller's, who may check values of them.
    for item in &module.types {
        if !walk.known.contains_key(&Thing::Type(item.name())) {
            walk.reach(Thing::Type(item.name()), Uses::VALIDATE, Uses::VALIDATE);
        }
    }
    walk.follow(&table_patterns);
    let types = walk.known.iter().filter_map(|(thing, reached)| match thing {
        Thing::Type(name) => Some((*name, *reached)),
        Thing::Rule(_) | Thing::Schema(_) => None,
    });
    Evidence { types: types.collect(), ..walk.found }
}

impl<'m> Walk<'m> {
    /// All that the things in the list lead to. The statics of patterns in `rules.rs` and in `schemas.rs` may share a name.
    fn follow(&mut self, table_patterns: &BTreeMap<&'m str, &'m str>) {
        while let Some(thing) = self.waiting.pop() {
            let reached = self.known.get(&thing).copied().unwrap_or_default();
            match thing {
                Thing::Type(name) => self.item(name, reached),
                Thing::Rule(name) => self.rule_item(name, reached.checked),
                Thing::Schema(name) => self.schema_item(name, reached.checked, table_patterns),
            }
        }
    }

    fn operation(&mut self, operation: &'m Operation) {
        for argument in &operation.arguments {
            // A body of several forms is looked at form by form.
            let use_of = match &argument.target {
                crate::plan::ArgumentTarget::Body => continue,
                crate::plan::ArgumentTarget::Path(_)
                | crate::plan::ArgumentTarget::Query(_)
                | crate::plan::ArgumentTarget::Header(_)
                | crate::plan::ArgumentTarget::Styled(_) => Uses::PARAMETER,
            };
            self.value(&argument.ty, argument.rule.as_deref(), use_of);
        }
        for form in operation.shape.body.forms.iter().filter(|form| !form.raw) {
            self.value(&form.ty, form.rule.as_deref(), Uses::REQUEST);
        }
        for form in &operation.success.forms {
            match &form.body {
                Payload::Typed(ty, _) => self.value(ty, form.rule.as_deref(), Uses::RESPONSE),
                Payload::Items(ty, _) => self.value(ty, form.rule.as_deref(), Uses::STREAM),
                Payload::None | Payload::Bytes(_) => {}
            }
        }
        for failure in &operation.failures {
            if let Payload::Typed(ty, _) = &failure.body {
                self.value(ty, failure.rule.as_deref(), Uses::FAILURE);
            }
        }
        for header in operation.headers.iter().flat_map(|(_, headers)| headers) {
            self.value(&header.ty, header.rule.as_deref(), Uses::HEADER);
        }
    }

    /// A value that is both read and checked.
    fn value(&mut self, ty: &'m RustType, rule: Option<&'m str>, uses: Uses) {
        self.ty(ty, uses, uses);
        self.rule(rule, uses);
    }

    fn reach(&mut self, thing: Thing<'m>, read: Uses, checked: Uses) {
        let known = self.known.entry(thing);
        let is_new = matches!(known, std::collections::btree_map::Entry::Vacant(_));
        let known = known.or_default();
        let more = Reached { read: known.read.and(read), checked: known.checked.and(checked) };
        if is_new || more != *known {
            *known = more;
            self.waiting.push(thing);
        }
    }

    fn ty(&mut self, ty: &'m RustType, read: Uses, checked: Uses) {
        match ty {
            RustType::Named(name) => self.reach(Thing::Type(name), read, checked),
            RustType::Vec(inner)
            | RustType::Map(inner)
            | RustType::Option(inner)
            | RustType::Patch(inner)
            | RustType::Secret(inner)
            | RustType::Boxed(inner)
            | RustType::Items(inner) => self.ty(inner, read, checked),
            RustType::Tuple(items) => items.iter().for_each(|item| self.ty(item, read, checked)),
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
            | RustType::Bytes
            | RustType::ByteStream
            | RustType::OfOperation(_)
            | RustType::Custom(_) => {}
        }
    }

    fn rule(&mut self, rule: Option<&'m str>, uses: Uses) {
        if let Some(rule) = rule.filter(|_| !uses.is_empty()) {
            self.reach(Thing::Rule(rule), Uses::NONE, uses);
        }
    }

    fn schema(&mut self, schema: Option<&'m str>, uses: Uses) {
        if let Some(schema) = schema.filter(|_| !uses.is_empty()) {
            self.reach(Thing::Schema(schema), Uses::NONE, uses);
        }
    }

    fn item(&mut self, name: &'m str, reached: Reached) {
        let Some(item) = self.found.items.get(name).copied() else { return };
        match item {
            TypeItem::Struct(item) => self.members(item, reached),
            TypeItem::Union(item) => self.union(item, reached),
            TypeItem::Newtype(item) => {
                self.ty(&item.ty, reached.read, reached.checked);
                self.rule(item.rule.as_deref(), reached.checked);
            }
            TypeItem::Enum(_) => {}
        }
    }

    fn members(&mut self, item: &'m StructItem, reached: Reached) {
        for field in &item.fields {
            let checked = if field.check.is_some() { reached.checked } else { Uses::NONE };
            if let Some(ty) = super::typed::held_type(field) {
                self.ty(ty, reached.read, checked);
            }
            self.rule(field.check.iter().flatten().next().map(String::as_str), checked);
        }
        if let Some(extra) = &item.extra {
            let checked = match &extra.rule {
                ExtraRule::Each(rule) => {
                    self.rule(rule.as_deref(), reached.checked);
                    reached.checked
                }
                ExtraRule::Free | ExtraRule::Forbidden => Uses::NONE,
            };
            self.ty(&extra.ty, reached.read, checked);
        }
        for sets in &item.required_sets {
            self.rule(Some(&sets.rule), reached.checked);
        }
        self.schema(item.also.as_deref(), reached.checked);
    }

    fn union(&mut self, item: &'m UnionItem, reached: Reached) {
        for variant in &item.variants {
            self.ty(&variant.ty, reached.read, reached.checked);
            self.rule(variant.rule.as_deref(), reached.checked);
        }
        self.schema(item.also.as_deref(), reached.checked);
        self.place(&item.place, reached.checked, None);
    }

    fn rule_item(&mut self, name: &'m str, uses: Uses) {
        let Some(rule) = self.rules.get(name).copied() else { return };
        self.schema(rule.also.as_deref(), uses);
        if let Some(place) = &rule.not_null {
            self.place(place, uses, None);
        }
        match &rule.kind {
            RuleKind::Nested => {}
            RuleKind::Text { min_length, max_length, pattern, format } => {
                self.limits([min_length, max_length], uses);
                if let Some(place) = pattern.as_ref().and_then(|name| self.patterns.get(name.as_str()).copied()) {
                    self.place(place, uses, None);
                }
                if let Some((_, place)) = format {
                    self.place(place, uses, None);
                }
            }
            RuleKind::Integer { minimum, maximum, multiple_of }
            | RuleKind::Number { minimum, maximum, multiple_of } => {
                for BoundPlan { exclusive, place, .. } in minimum.iter().chain(maximum) {
                    self.place(place, uses, exclusive.then_some(Fact::Exclusive));
                }
                if let Some((_, place)) = multiple_of {
                    self.place(place, uses, None);
                }
            }
            RuleKind::Items { min, max, unique, each } => {
                self.limits([min, max], uses);
                if let Some(place) = unique {
                    self.place(place, uses, None);
                }
                self.rule(each.as_deref(), uses);
            }
            RuleKind::Tuple { items } => items.iter().for_each(|item| self.rule(item.as_deref(), uses)),
            RuleKind::Members { min, max, each } => {
                self.limits([min, max], uses);
                self.rule(each.as_deref(), uses);
            }
            RuleKind::RequiredSets { sets, place, .. } => self.place(place, uses, Some(Fact::Sets(sets.clone()))),
        }
    }

    fn limits(&mut self, limits: [&'m Option<(u64, String)>; 2], uses: Uses) {
        for (_, place) in limits.into_iter().flatten() {
            self.place(place, uses, None);
        }
    }

    fn schema_item(&mut self, name: &'m str, uses: Uses, patterns: &BTreeMap<&'m str, &'m str>) {
        let Some(item) = self.schemas.get(name).copied() else { return };
        for KeywordItem { keyword, span, .. } in &item.keywords {
            let (mut below, mut named): (Vec<&'m str>, Vec<&'m str>) = (Vec::new(), Vec::new());
            keyword::visit(keyword, &mut below, &mut named);
            below.into_iter().for_each(|name| self.schema(Some(name), uses));
            for place in named.iter().filter_map(|name| patterns.get(name)) {
                self.place(place, uses, None);
            }
            if let Some(span) = span {
                self.prove(*span, uses, keyword::fact(keyword));
            }
        }
    }

    fn place(&mut self, name: &str, uses: Uses, fact: Option<Fact>) {
        if let Some(span) = self.places.get(name).copied() {
            self.prove(span, uses, fact);
        }
    }

    fn prove(&mut self, span: Span, uses: Uses, fact: Option<Fact>) {
        let proof = self.found.by_span.entry(span).or_default();
        proof.uses = proof.uses.and(uses);
        if let Some(fact) = fact.filter(|fact| !proof.facts.contains(fact)) {
            proof.facts.push(fact);
        }
    }
}
