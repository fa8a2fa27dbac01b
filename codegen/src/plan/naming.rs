//! The names of generated types.
//!
//! Guaranteed: components claim theirs before anything inline does; an inline schema is named after what it stands
//! in, so that adding something unrelated renames nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::operation::status_name;
use super::reach::{Cycles, Reach};
use crate::ir::{Api, Operation, Schema, SchemaId, Shape, Status};
use crate::names::{self, Scope};
use crate::pointer::Pointer;

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
    files: BTreeSet<SchemaId>,
    pub scope: Scope,
}

/// What inline schemas are named after, beside the schemas that they stand in.
#[derive(Debug, Default)]
struct Words {
    /// Bodies, parameters and headers of operations.
    by_place: BTreeMap<Pointer, String>,
    /// Titles and tags of variants; nothing where a union beside `null` has no other.
    variants: BTreeMap<SchemaId, String>,
    /// The names of the document's files.
    files: Vec<String>,
    /// Types that have a name already.
    owners: BTreeMap<Pointer, String>,
}

impl Names {
    /// Components first, so that what is inline never takes the name of one.
    pub(crate) fn new(api: &Api, reach: &Reach, cycles: &Cycles) -> Self {
        let mut names = Self { by_schema: BTreeMap::new(), files: reach.files.clone(), scope: Scope::with(RESERVED) };
        let mut words = Words::of(api);
        let named = |id: &&SchemaId| match api.schema(**id).shape {
            Shape::Object(_) | Shape::Enum(_) | Shape::Union(_) => true,
            _ => cycles.is_endless(**id),
        };
        let (components, mut inline): (Vec<SchemaId>, Vec<SchemaId>) =
            reach.order.iter().filter(named).partition(|id| api.schema(**id).component.is_some());
        // What stands in another schema comes after it.
        inline.sort_by_key(|id| api.schema(*id).pointer.tokens().len());
        for id in components.into_iter().chain(inline) {
            let schema = api.schema(id);
            let wish = match (&schema.rust_name, &schema.component) {
                (Some(name), _) => names::given_pascal(name),
                (None, Some(component)) => names::pascal(component),
                (None, None) => words.inline(&schema.pointer, id),
            };
            // What only requests use has a type of its own beside the one of responses.
            let shared =
                schema.request_of.is_some() && schema.pointer.tokens().first().is_some_and(|t| t == "components");
            let wish = if shared { format!("{wish}Request") } else { wish };
            let wish = if RESERVED.contains(&wish.as_str()) { format!("{wish}Model") } else { wish };
            let name = names.scope.claim(&wish);
            if !shared {
                words.owners.entry(schema.pointer.clone()).or_insert_with(|| name.clone());
            }
            names.by_schema.insert(id, name);
        }
        names
    }

    pub(crate) fn of(&self, id: SchemaId) -> String {
        self.by_schema.get(&id).cloned().unwrap_or_default()
    }

    /// Whether a schema is of files in forms.
    pub(crate) fn is_file(&self, api: &Api, id: SchemaId) -> bool {
        self.files.contains(&id) || api.schema(id).request_of.is_some_and(|original| self.files.contains(&original))
    }

    /// Whether a schema has a type of its own.
    pub(crate) fn has(&self, id: SchemaId) -> bool {
        self.by_schema.contains_key(&id)
    }
}

impl Words {
    fn of(api: &Api) -> Self {
        let mut words = Self { files: api.files.clone(), ..Self::default() };
        for operation in &api.operations {
            words.operation(api, operation);
        }
        for schema in &api.schemas {
            if let Shape::Ref(only) = &schema.shape
                && [Some("oneOf"), Some("anyOf")].contains(&keyword_below(schema, api.schema(*only)))
            {
                words.variants.entry(*only).or_default();
            }
            let Shape::Union(union) = &schema.shape else { continue };
            for (index, variant) in union.variants.iter().enumerate() {
                let title = variant.title.as_deref().and_then(names::from_title);
                let tag = || variant.tags.first().filter(|_| variant.tags.len() == 1).map(|tag| names::pascal(tag));
                let name = title.or_else(tag).unwrap_or_else(|| format!("Variant{}", index + 1));
                words.variants.entry(variant.schema).or_insert(name);
            }
        }
        words
    }

    fn operation(&mut self, api: &Api, operation: &Operation) {
        let owner = names::pascal(operation.rust_name.as_deref().unwrap_or(&operation.id));
        let mut add = |id: SchemaId, name: String| {
            self.by_place.entry(api.schema(id).pointer.clone()).or_insert(name);
        };
        for parameter in &operation.parameters {
            add(parameter.schema, format!("{owner}{}", names::pascal(&parameter.name)));
        }
        for media in operation.body.iter().flat_map(|body| &body.media) {
            add(media.schema, format!("{owner}Body"));
        }
        let first = operation.responses.iter().map(|r| r.status).min_by_key(|status| match status {
            Status::Code(code) if (200..300).contains(code) => (0, *code),
            Status::Range(2) => (1, 0),
            Status::Default => (2, 0),
            Status::Code(code) => (3, *code),
            Status::Range(range) => (4, *range),
        });
        for response in &operation.responses {
            let status = if Some(response.status) == first { String::new() } else { status_name(response.status) };
            for media in &response.media {
                add(media.schema, format!("{owner}{status}Response"));
            }
            for header in &response.headers {
                add(header.schema, format!("{owner}{}", names::pascal(&header.name)));
            }
        }
    }

    /// An inline schema is named after the type or the operation that it stands in, and the way from there.
    fn inline(&self, pointer: &Pointer, id: SchemaId) -> String {
        let tokens = pointer.tokens();
        for length in (1..=tokens.len()).rev() {
            let place = Pointer::new(pointer.file, &tokens[..length]);
            if let Some(name) = self.owners.get(&place).filter(|_| length < tokens.len()).or(self.by_place.get(&place))
            {
                return format!("{name}{}", self.way(&tokens[length..], id));
            }
        }
        // In another file there is no path to tell places apart: its name does.
        let file = self.files.get(pointer.file.0 as usize).filter(|_| pointer.file.0 > 0);
        names::pascal(&by_section(file, tokens))
    }

    /// What is said of the way from a type to what stands in it.
    fn way(&self, tokens: &[String], id: SchemaId) -> String {
        let mut words = String::new();
        let mut rest = tokens.iter();
        while let Some(token) = rest.next() {
            match token.as_str() {
                "properties" | "patternProperties" => {
                    words += &rest.next().map(|name| names::pascal(name)).unwrap_or_default();
                }
                "items" => words += "Item",
                "additionalProperties" => words += "Value",
                "prefixItems" => words += &format!("Item{}", number(rest.next())),
                "oneOf" | "anyOf" => {
                    let index = rest.next();
                    words += &match self.variants.get(&id).filter(|_| rest.len() == 0) {
                        Some(name) => name.clone(),
                        None => format!("Variant{}", number(index)),
                    };
                }
                "allOf" => {
                    rest.next();
                }
                other => words += &names::pascal(other),
            }
        }
        words
    }
}

/// The keyword of `outer` that `inner` stands in, if it does.
fn keyword_below<'s>(outer: &Schema, inner: &'s Schema) -> Option<&'s str> {
    let (outer, inner) = (&outer.pointer, &inner.pointer);
    let below = inner.file == outer.file && inner.tokens().starts_with(outer.tokens());
    inner.tokens().get(outer.tokens().len()).filter(|_| below).map(String::as_str)
}

/// The number, from one, of the item at an index.
fn number(index: Option<&String>) -> usize {
    index.and_then(|index| index.parse::<usize>().ok()).map_or(1, |index| index + 1)
}

/// `#/components/responses/NotFound/content/…/schema` is `NotFoundResponse`.
fn by_section(file: Option<&String>, tokens: &[String]) -> String {
    let noise = ["paths", "content", "schema", "properties", "components", "schemas", "webhooks"];
    let plain = |token: &&str| !noise.contains(token) && !token.contains('/') || token.starts_with('/');
    let words = tokens.iter().map(String::as_str).filter(plain);
    let words: Vec<&str> = file.map(String::as_str).into_iter().chain(words).collect();
    match words.split_first() {
        Some((&"responses", rest)) => format!("{} Response", rest.join(" ")),
        Some((&"requestBodies", rest)) => format!("{} Body", rest.join(" ")),
        Some((&"parameters" | &"headers", rest)) => rest.join(" "),
        _ => words.join(" "),
    }
}
