//! Assertions as statics: which of them are needed, and what each is called.
//!
//! In: the assertions that rules and types ask for. Out: a static for each that asserts anything. Guaranteed: names
//! come from the places of schemas, and the order of the statics is that of the document.

use std::collections::BTreeMap;

use super::reach::Cycles;
use super::rules::{PlaceItem, Rules};
use crate::ir::{Api, Assertion, AssertionId, Engine, Keyword, Located, SchemaId, Shape};
use crate::names::{self, Scope};
use crate::source::{Sources, Span};

/// A schema that allows everything has no static.
pub type SchemaName = Option<String>;

/// A table of assertions, by the name of its static.
#[derive(Clone, Debug)]
pub struct SchemaItem {
    pub name: String,
    /// Rules or types name it, not only other tables.
    pub public: bool,
    pub keywords: Vec<KeywordItem>,
}

/// One keyword of a table.
#[derive(Clone, Debug)]
pub struct KeywordItem {
    pub keyword: Keyword<SchemaName, String>,
    /// The constant of its place, if a violation can be its own.
    pub place: Option<String>,
    /// What stands there; nothing for what only joins tables.
    pub span: Option<Span>,
}

/// A pattern that tables name.
#[derive(Clone, Debug)]
pub struct SchemaPattern {
    pub name: String,
    pub source: String,
    pub translated: String,
    pub engine: Engine,
    pub place: String,
}

/// The tables of a module.
#[derive(Clone, Debug, Default)]
pub struct Schemas {
    pub items: Vec<SchemaItem>,
    pub patterns: Vec<SchemaPattern>,
}

/// The tables of some schemas, without a client.
#[derive(Clone, Debug)]
pub struct Tables {
    pub schemas: Schemas,
    pub places: Vec<PlaceItem>,
    /// The schemas that were asked for, in that order.
    pub roots: Vec<SchemaName>,
}

/// Plans the tables of `ids` alone.
pub fn tables(assertions: Vec<Assertion>, ids: &[AssertionId], sources: &Sources) -> Tables {
    let api = Api { assertions, ..Api::default() };
    let cycles = Cycles::default();
    let mut rules = Rules::new(&api, sources, &cycles);
    let roots = ids.iter().map(|id| rules.asked.name(&api, *id, true)).collect();
    let schemas = schemas(&mut rules);
    Tables { schemas, places: rules.places, roots }
}

/// What is asked for so far.
#[derive(Debug, Default)]
pub(super) struct Asked {
    scope: Scope,
    by_id: BTreeMap<AssertionId, (SchemaName, bool)>,
    waiting: Vec<AssertionId>,
    /// Several assertions about one value, by the name of their static.
    joined: BTreeMap<Vec<String>, String>,
}

impl Asked {
    /// The name of the static of an assertion.
    fn name(&mut self, api: &Api, id: AssertionId, public: bool) -> SchemaName {
        let id = behind(api, id);
        if let Some((name, is_public)) = self.by_id.get_mut(&id) {
            *is_public |= public;
            return name.clone();
        }
        let assertion = api.assertion(id);
        let wish = names::constant(&words(assertion));
        let name = (!assertion.keywords.is_empty()).then(|| self.scope.claim(&wish));
        self.by_id.insert(id, (name.clone(), public));
        self.waiting.push(id);
        name
    }
}

/// The assertion that counts for one that only refers to it.
fn behind(api: &Api, id: AssertionId) -> AssertionId {
    let mut at = id;
    for _ in 0..api.assertions.len() {
        match api.assertion(at).keywords.as_slice() {
            [Located { value: Keyword::Ref(next), .. }] => at = *next,
            _ => return at,
        }
    }
    // A circle of nothing but references allows everything; `check` refuses it.
    id
}

/// The static of what a schema asserts beyond its shape, and so do those that refer to it on the way from `id`.
pub(crate) fn also(rules: &mut Rules<'_>, id: SchemaId) -> SchemaName {
    let api = rules.api;
    let mut on_the_way = Vec::new();
    let mut at = id;
    for _ in 0..=api.schemas.len() {
        let schema = api.schema(at);
        // Structs and unions check their own; see `own_also`.
        if !matches!(schema.shape, Shape::Object(_) | Shape::Union(_)) {
            on_the_way.extend(&schema.also);
        }
        match schema.shape {
            Shape::Ref(next) => at = next,
            _ => break,
        }
    }
    joined(rules, &on_the_way)
}

/// The static of what a generated type asserts of its own values.
pub(crate) fn own_also(rules: &mut Rules<'_>, id: SchemaId) -> SchemaName {
    let api = rules.api;
    joined(rules, &api.schema(id).also)
}

/// One static for several assertions.
fn joined(rules: &mut Rules<'_>, ids: &[AssertionId]) -> SchemaName {
    let api = rules.api;
    let names: Vec<String> = ids.iter().filter_map(|id| rules.asked.name(api, *id, true)).collect();
    match names.as_slice() {
        [] => None,
        [one] => Some(one.clone()),
        several => {
            let asked = &mut rules.asked;
            let name = asked.joined.entry(several.to_vec());
            let name = name.or_insert_with(|| asked.scope.claim(&format!("{}_AND", several[0])));
            Some(name.clone())
        }
    }
}

/// Whether a schema that only refers to another asserts something beside it.
pub(super) fn narrows(api: &Api, id: SchemaId) -> bool {
    api.target(id) != id && {
        let mut at = id;
        let mut narrows = false;
        while let (false, Shape::Ref(next)) = (narrows, &api.schema(at).shape) {
            narrows = !api.schema(at).also.is_empty();
            at = *next;
        }
        narrows
    }
}

/// `#/components/schemas/Pet/properties/name` is called after the component and the steps from there.
fn words(assertion: &Assertion) -> String {
    const NOISE: &[&str] = &["paths", "content", "schema", "components", "schemas"];
    let tokens = assertion.pointer.tokens();
    let words: Vec<&str> = match tokens {
        [components, schemas, rest @ ..] if components == "components" && schemas == "schemas" => {
            rest.iter().map(String::as_str).collect()
        }
        _ => tokens.iter().map(String::as_str).filter(|token| !NOISE.contains(token)).collect(),
    };
    words.join(" ")
}

/// Everything that was asked for, with all that it is made of.
pub(super) fn schemas(rules: &mut Rules<'_>) -> Schemas {
    let mut planned: Vec<(AssertionId, SchemaItem)> = Vec::new();
    let mut patterns = Vec::new();
    while let Some(id) = rules.asked.waiting.pop() {
        let (name, _) = rules.asked.by_id.get(&id).cloned().unwrap_or_default();
        if let Some(name) = name {
            planned.push((id, item(rules, id, name, &mut patterns)));
        }
    }
    let api = rules.api;
    planned.sort_by(|(a, left), (b, right)| {
        let key = |id: AssertionId| api.assertion(id).span;
        key(*a).cmp(&key(*b)).then_with(|| left.name.cmp(&right.name))
    });
    let asked = std::mem::take(&mut rules.asked);
    let mut items: Vec<SchemaItem> = planned
        .into_iter()
        .map(|(id, item)| SchemaItem { public: asked.by_id.get(&id).is_some_and(|(_, public)| *public), ..item })
        .collect();
    for (parts, name) in asked.joined {
        let all = Keyword::AllOf(parts.into_iter().map(Some).collect());
        items.push(SchemaItem {
            name,
            public: true,
            keywords: vec![KeywordItem { keyword: all, place: None, span: None }],
        });
    }
    patterns.sort_by(|left: &SchemaPattern, right| left.name.cmp(&right.name));
    Schemas { items, patterns }
}

fn item(rules: &mut Rules<'_>, id: AssertionId, name: String, patterns: &mut Vec<SchemaPattern>) -> SchemaItem {
    let api = rules.api;
    let mut keywords = Vec::new();
    for found in &api.assertion(id).keywords {
        if matches!(&found.value, Keyword::Format(format) if super::rules::format(format).is_none()) {
            continue;
        }
        // Patterns first: a closure cannot borrow the rules twice.
        let mut named = Vec::new();
        found.value.map(&mut |_| (), &mut |pattern| named.push(pattern.clone()));
        let mut named = named.into_iter().map(|pattern| {
            let of = format!("{name} pattern");
            let place = rules.place(&of, pattern.span);
            let name = rules.asked.scope.claim(&names::constant(&of));
            let (source, translated, engine) = (pattern.source, pattern.translated, pattern.engine);
            patterns.push(SchemaPattern { name: name.clone(), source, translated, engine, place });
            name
        });
        let mut named = named.by_ref().collect::<Vec<_>>().into_iter();
        let asked = &mut rules.asked;
        let keyword = found.value.map(&mut |id| asked.name(api, *id, false), &mut |_| named.next().unwrap_or_default());
        let place = match (&keyword, patterns.last()) {
            (Keyword::Pattern(_), Some(pattern)) => Some(pattern.place.clone()),
            _ => word(&keyword).map(|word| rules.place(&format!("{name} {word}"), found.span)),
        };
        keywords.push(KeywordItem { keyword, place, span: Some(found.span) });
    }
    SchemaItem { name, public: false, keywords }
}

/// A word for a keyword whose violation is its own; of the others those below it speak.
fn word(keyword: &Keyword<SchemaName, String>) -> Option<&'static str> {
    Some(match keyword {
        Keyword::Never => "never",
        Keyword::Type(_) => "type",
        Keyword::Enum(_) => "enum",
        Keyword::Const(_) => "const",
        Keyword::MultipleOf(_) => "multiple of",
        Keyword::Minimum(_) => "minimum",
        Keyword::ExclusiveMinimum(_) => "exclusive minimum",
        Keyword::Maximum(_) => "maximum",
        Keyword::ExclusiveMaximum(_) => "exclusive maximum",
        Keyword::MinLength(_) => "min length",
        Keyword::MaxLength(_) => "max length",
        Keyword::Pattern(_) => "pattern",
        Keyword::Format(_) => "format",
        Keyword::MinItems(_) => "min items",
        Keyword::MaxItems(_) => "max items",
        Keyword::UniqueItems => "unique items",
        Keyword::Contains { .. } => "contains",
        Keyword::MinProperties(_) => "min properties",
        Keyword::MaxProperties(_) => "max properties",
        Keyword::Required(_) => "required",
        Keyword::Members { rest: Some(_), .. } => "additional properties",
        Keyword::PropertyNames(_) => "property names",
        Keyword::DependentRequired(_) => "dependent required",
        Keyword::AnyOf(_) => "any of",
        Keyword::OneOf(_) => "one of",
        Keyword::Not(_) => "not",
        Keyword::UnevaluatedProperties(_) => "unevaluated properties",
        Keyword::Members { rest: None, .. }
        | Keyword::PrefixItems(_)
        | Keyword::Items(..)
        | Keyword::DependentSchemas(_)
        | Keyword::Ref(_)
        | Keyword::AllOf(_)
        | Keyword::If { .. }
        | Keyword::UnevaluatedItems(_) => return None,
    })
}
