//! One schema: its words, and what it says of values.

use super::{Context, Reading, compose, docs, ecma, enumeration, given, limits, object};
use crate::document::{Kind, Node};
use crate::ir::{
    Accepts, ArrayShape, AssertionId, IntegerShape, NumberShape, Schema, Shape, StringShape, TupleShape, UnionShape,
    VariantShape, Xml,
};
use crate::pointer::Pointer;
use crate::reference;

/// What a schema says of values: a shape, and what the shape cannot say.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub nullable: bool,
    pub shape: Shape,
    pub asserts: Vec<Assert>,
    /// The place whose words as a whole say at least this.
    pub origin: Pointer,
}

/// Keywords of a schema that are checked as they stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Assert {
    /// Of the schema at a place these; without any, all of them.
    At(Pointer, Vec<&'static str>),
    /// Those of a schema that is lowered already.
    Known(AssertionId),
}

impl Found {
    pub(super) fn any(origin: &Pointer) -> Self {
        Self { nullable: true, shape: Shape::Any, asserts: Vec::new(), origin: origin.clone() }
    }

    /// Whether every value is one.
    pub(super) fn is_anything(&self) -> bool {
        self.nullable && self.asserts.is_empty() && matches!(self.shape, Shape::Any)
    }

    /// Adds keywords of the schema at `pointer` that are checked as they stand; without any, all of them.
    pub(super) fn assert(&mut self, pointer: &Pointer, keywords: &[&'static str]) {
        for known in &mut self.asserts {
            match known {
                Assert::At(place, listed) if place == pointer => {
                    if keywords.is_empty() || listed.is_empty() {
                        listed.clear();
                    } else {
                        listed.extend(keywords);
                    }
                    return;
                }
                Assert::At(..) | Assert::Known(_) => {}
            }
        }
        self.asserts.push(Assert::At(pointer.clone(), keywords.to_vec()));
    }
}

/// The schema `node` at `pointer`; with `kind`, what it says of values of one type.
pub(super) fn lower_schema(
    cx: &mut Context<'_, '_>,
    pointer: &Pointer,
    node: &Node,
    kind: Option<&'static str>,
) -> Schema {
    let found = match (&node.kind, kind) {
        (Kind::Bool(true), _) => Found::any(pointer),
        (Kind::Bool(false), _) => {
            let mut nothing = Found::any(pointer);
            nothing.assert(pointer, &[]);
            nothing
        }
        (_, Some(kind)) => typed(cx, pointer, node, kind),
        (_, None) => compose::compose(cx, pointer, node),
    };
    let component = reference::given_name(&cx.spec.document, pointer).filter(|_| kind.is_none());
    let of_type = kind.map_or_else(|| pointer.clone(), |kind| pointer.child(kind));
    let mut schema = frame(cx, &of_type, node, component, found);
    schema.says.push(node.span);
    schema
}

/// A schema with the words that stand beside its keywords.
pub(super) fn frame(
    cx: &mut Context<'_, '_>,
    pointer: &Pointer,
    node: &Node,
    component: Option<String>,
    found: Found,
) -> Schema {
    let asserts = found.asserts.iter().map(|assert| match assert {
        Assert::Known(id) => *id,
        Assert::At(pointer, keywords) if keywords.is_empty() => cx.assertion_at(pointer),
        Assert::At(pointer, keywords) => cx.assertion_of(pointer, keywords),
    });
    let also = asserts.collect();
    Schema {
        pointer: pointer.clone(),
        span: node.span,
        says: cx.said_at(pointer),
        component,
        docs: docs::docs(node),
        nullable: found.nullable,
        secret: node.is_true("x-secret"),
        read_only: node.is_true("readOnly"),
        write_only: node.is_true("writeOnly"),
        default: node.get("default").cloned(),
        xml: node.get("xml").map(xml).unwrap_or_default(),
        rust_name: given::rust_name(node),
        rust_type: given::rust_type(node),
        shape: found.shape,
        also,
        request_of: None,
    }
}

fn xml(node: &Node) -> Xml {
    let text = |key| node.str(key).map(str::to_owned);
    Xml {
        name: text("name"),
        namespace: text("namespace"),
        prefix: text("prefix"),
        attribute: node.is_true("attribute") || node.str("nodeType") == Some("attribute"),
        wrapped: node.is_true("wrapped"),
    }
}

/// The types that a schema lists, without `null`; and whether `null` is one of them.
pub(super) fn types(node: &Node) -> (Vec<&str>, bool) {
    let listed: Vec<&str> = match node.get("type") {
        Some(types) if types.as_str().is_some() => types.as_str().into_iter().collect(),
        Some(types) => types.items().iter().filter_map(Node::as_str).collect(),
        None => Vec::new(),
    };
    let nullable = listed.contains(&"null") || node.is_true("nullable");
    (listed.into_iter().filter(|t| *t != "null").collect(), nullable)
}

/// Whether `null` is one of the types that a schema lists.
fn names_null(node: &Node) -> bool {
    let types = node.get("type");
    let null = |node: &Node| node.as_str() == Some("null") || matches!(node.kind, Kind::Null);
    types.is_some_and(|types| null(types) || types.items().iter().any(null))
}

/// Keywords that nobody writes but for an object, or for an array, though both allow values of other types.
const OBJECT: &[&str] = &["properties", "additionalProperties", "required", "patternProperties"];
const ARRAY: &[&str] = &["items", "prefixItems"];

/// Keywords about values of some type, which alone say nothing of the others.
pub(super) const LIMITS: &[&str] = &[
    "minLength",
    "maxLength",
    "pattern",
    "format",
    "contentEncoding",
    "contentMediaType",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minItems",
    "maxItems",
    "uniqueItems",
    "contains",
    "minContains",
    "maxContains",
    "unevaluatedItems",
    "minProperties",
    "maxProperties",
    "propertyNames",
    "dependentRequired",
    "dependentSchemas",
    "dependencies",
    "unevaluatedProperties",
];

/// What the keywords of one schema say, without `$ref`, `allOf`, `anyOf` and `oneOf`.
pub(super) fn own(cx: &mut Context<'_, '_>, pointer: &Pointer, node: &Node) -> Found {
    let (types, nullable) = types(node);
    let has = |keys: &[&str]| keys.iter().any(|key| node.get(key).is_some());
    let mut found = if has(&["enum", "const"]) {
        enumeration::enumeration(cx, pointer, node, nullable)
    } else {
        match types.as_slice() {
            [] if names_null(node) => Found { shape: Shape::Null, ..Found::any(pointer) },
            [] if cx.reading == Reading::Literal => literal(cx, pointer, node),
            [] if has(OBJECT) => typed(cx, pointer, node, "object"),
            [] if has(ARRAY) => typed(cx, pointer, node, "array"),
            [] => untyped(pointer, node),
            ["integer", "number"] | ["number", "integer"] => typed(cx, pointer, node, "number"),
            [only] => typed(cx, pointer, node, known_type(only)),
            several => several_types(cx, pointer, node, several),
        }
    };
    let anything = node.get("type").is_none() && !node.is_true("nullable") && matches!(found.shape, Shape::Any);
    found.nullable = nullable || anything || found.nullable;
    // Of two references the first gives the type.
    let second = node.get("$ref").is_some().then_some(&["$dynamicRef"][..]);
    for keywords in [&["not"][..], &["if", "then", "else"]].into_iter().chain(second) {
        if node.get(keywords[0]).is_some() {
            found.assert(pointer, keywords);
        }
    }
    found
}

/// A schema without a type: limits that stand there are about the values that have them.
fn untyped(pointer: &Pointer, node: &Node) -> Found {
    let mut found = Found::any(pointer);
    let limits: Vec<&str> = LIMITS.iter().filter(|key| node.get(key).is_some()).copied().collect();
    if limits.iter().any(|key| key.starts_with("unevaluated")) {
        found.assert(pointer, &[]);
    } else if !limits.is_empty() {
        found.assert(pointer, &limits);
    }
    found
}

/// A schema without a type, word by word: of each type of values what is said of that, in a union of all types.
fn literal(cx: &mut Context<'_, '_>, pointer: &Pointer, node: &Node) -> Found {
    let says = node.members().iter().any(|m| [OBJECT, ARRAY, LIMITS].iter().any(|keys| keys.contains(&&*m.key)));
    if !says {
        return untyped(pointer, node);
    }
    let found = several_types(cx, pointer, node, &["object", "array", "string", "number", "boolean"]);
    Found { nullable: true, ..found }
}

fn known_type(name: &str) -> &'static str {
    match name {
        "boolean" => "boolean",
        "integer" => "integer",
        "number" => "number",
        "string" => "string",
        "array" => "array",
        "object" => "object",
        // `check` has said that there is no such type.
        _ => "any",
    }
}

/// A value of one of several types: a union that tells its variants by the type of the value.
fn several_types(cx: &mut Context<'_, '_>, pointer: &Pointer, node: &Node, types: &[&str]) -> Found {
    let number = types.contains(&"number");
    let mut variants = Vec::new();
    for name in types.iter().filter(|name| !(number && **name == "integer")) {
        let kind = known_type(name);
        let schema = cx.typed_at(pointer, kind);
        variants.push(VariantShape { schema, tags: Vec::new(), title: Some(kind.to_owned()) });
    }
    let span = node.get("type").map_or(node.span, |types| types.span);
    let shape = Shape::Union(UnionShape { variants, exactly_one: false, tag: None, span });
    Found { nullable: false, shape, asserts: Vec::new(), origin: pointer.clone() }
}

/// What a schema says of values of one type.
fn typed(cx: &mut Context<'_, '_>, pointer: &Pointer, node: &Node, kind: &str) -> Found {
    let shape = match kind {
        "boolean" => boolean(node),
        "integer" => integer(node),
        "number" => number(node),
        "string" => string(cx, node),
        "array" => return array(cx, pointer, node),
        "object" => return object::object(cx, pointer, node),
        _ => Shape::Any,
    };
    Found { nullable: false, shape, asserts: Vec::new(), origin: pointer.clone() }
}

fn boolean(node: &Node) -> Shape {
    let Some(accepts) = node.get("x-accept-values") else { return Shape::Bool(None) };
    let spellings = |key| accepts.get(key).map(Node::items).unwrap_or_default().iter().map(scalar_text).collect();
    Shape::Bool(Some(Accepts { truthy: spellings("true"), falsy: spellings("false") }))
}

/// A scalar as JSON text.
pub(super) fn scalar_text(node: &Node) -> String {
    match &node.kind {
        Kind::Null => "null".to_owned(),
        Kind::Bool(value) => value.to_string(),
        Kind::Number(text) => text.to_string(),
        Kind::String(text) => serde_json::Value::String(text.to_string()).to_string(),
        Kind::Array(_) | Kind::Object(_) => String::new(),
    }
}

fn integer(node: &Node) -> Shape {
    let (minimum, maximum) = limits::bounds(node);
    let multiple_of = limits::multiple_of(node);
    Shape::Integer(IntegerShape { minimum, maximum, multiple_of, format: limits::text(node, "format") })
}

fn number(node: &Node) -> Shape {
    let (minimum, maximum) = limits::bounds(node);
    let multiple_of = limits::multiple_of(node);
    Shape::Number(NumberShape { minimum, maximum, multiple_of, format: limits::text(node, "format") })
}

fn string(cx: &mut Context<'_, '_>, node: &Node) -> Shape {
    let pattern = limits::text(node, "pattern").and_then(|pattern| ecma::pattern(cx, pattern));
    let meant = cx.reading == Reading::Meant;
    let base64 = node.get("contentEncoding").filter(|e| meant && e.as_str() == Some("base64"));
    let base64 = base64.map(|e| crate::ir::Located { value: "byte".to_owned(), span: e.span });
    Shape::String(StringShape {
        min_length: limits::count(node, "minLength"),
        max_length: limits::count(node, "maxLength"),
        pattern,
        format: limits::text(node, "format").or(base64),
    })
}

fn array(cx: &mut Context<'_, '_>, pointer: &Pointer, node: &Node) -> Found {
    let (min, max) = (limits::count(node, "minItems"), limits::count(node, "maxItems"));
    let listed = node.get("prefixItems").or(node.get("items").filter(|items| matches!(items.kind, Kind::Array(_))));
    let prefix = listed.map_or(0, |list| list.items().len());
    let mut asserts: Vec<&'static str> = Vec::new();
    if node.get("contains").is_some() {
        asserts.extend(["contains", "minContains", "maxContains"]);
    }
    let closed = ["items", "unevaluatedItems"].iter().any(|key| node.get(key).and_then(Node::as_bool) == Some(false));
    let exact = |limit: Option<u64>| limit == Some(prefix as u64);
    let fixed = exact(min.as_ref().map(|l| l.value)) && (closed || exact(max.as_ref().map(|l| l.value)));
    let shape = if prefix > 0 && prefix <= 12 && fixed && node.get("uniqueItems").is_none() {
        let key = if node.get("prefixItems").is_some() { "prefixItems" } else { "items" };
        let items = (0..prefix).map(|index| cx.schema_at(&pointer.child(key).child(index))).collect();
        Shape::Tuple(TupleShape { items })
    } else {
        if prefix > 0 {
            asserts.extend(["prefixItems", "items"]);
        }
        let items = node.get("items").filter(|items| prefix == 0 && !matches!(items.kind, Kind::Array(_)));
        let mut unique = node.get("uniqueItems").filter(|u| u.as_bool() == Some(true)).map(|u| u.span);
        let items = match items {
            Some(_) => cx.schema_at(&pointer.child("items")),
            None => {
                // Values of any kind keep the digits of their numbers; the table knows that `1` and `1.0` are one.
                asserts.extend(unique.take().map(|_| "uniqueItems"));
                cx.any_at(&pointer.child("items"))
            }
        };
        Shape::Array(ArrayShape { items, min, max, unique })
    };
    let mut found = Found { nullable: false, shape, asserts: Vec::new(), origin: pointer.clone() };
    if !asserts.is_empty() {
        found.assert(pointer, &asserts);
    }
    if node.get("unevaluatedItems").is_some() {
        found.assert(pointer, &[]);
    }
    found
}
