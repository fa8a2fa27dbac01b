//! The intermediate representation: what an API is, without a word of OpenAPI's syntax or of Rust's.
//!
//! In: what `lower` found. Out: what `plan` decides on. Guaranteed: every schema has exactly one shape; `allOf` is
//! merged; names are the wire's; every limit knows its place.

mod assertion;
mod operation;

pub use assertion::{Assertion, AssertionId, Keyword, Type};
pub use operation::{
    Body, FailureWhen, Header, Media, MediaFormat, Method, Operation, Parameter, ParameterPlace, Response, Status,
};

use crate::document::Node;
use crate::pointer::Pointer;
use crate::source::Span;

/// One API.
#[derive(Clone, Debug, Default)]
pub struct Api {
    pub title: String,
    pub version: String,
    pub description: String,
    /// The first server, if it is an absolute URL without variables.
    pub server: Option<String>,
    pub schemas: Vec<Schema>,
    /// What schemas assert beyond their shapes, and what those assertions are made of.
    pub assertions: Vec<Assertion>,
    pub schemes: Vec<Scheme>,
    pub operations: Vec<Operation>,
}

impl Api {
    pub fn schema(&self, id: SchemaId) -> &Schema {
        &self.schemas[id.0]
    }

    pub fn assertion(&self, id: AssertionId) -> &Assertion {
        &self.assertions[id.0]
    }

    /// The schema behind any number of references.
    pub fn target(&self, id: SchemaId) -> SchemaId {
        let mut at = id;
        // `check` refuses cycles of nothing but references; the bound only keeps that promise local.
        for _ in 0..self.schemas.len() {
            match self.schema(at).shape {
                Shape::Ref(next) => at = next,
                _ => break,
            }
        }
        at
    }

    /// Whether `null` is an instance, by the schema or one that it refers to.
    pub fn nullable(&self, id: SchemaId) -> bool {
        self.any_on_the_way(id, |schema| schema.nullable)
    }

    /// Whether the value is a secret, by the schema or one that it refers to.
    pub fn secret(&self, id: SchemaId) -> bool {
        self.any_on_the_way(id, |schema| schema.secret)
    }

    fn any_on_the_way(&self, id: SchemaId, holds: impl Fn(&Schema) -> bool) -> bool {
        let mut at = id;
        for _ in 0..=self.schemas.len() {
            let schema = self.schema(at);
            match (holds(schema), &schema.shape) {
                (true, _) => return true,
                (false, Shape::Ref(next)) => at = *next,
                (false, _) => return false,
            }
        }
        false
    }
}

/// Index of a schema in [`Api::schemas`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SchemaId(pub usize);

/// A value and where the spec says it.
#[derive(Clone, Debug, PartialEq)]
pub struct Located<T> {
    pub value: T,
    pub span: Span,
}

/// What the spec says in words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Docs {
    pub summary: Option<String>,
    pub description: Option<String>,
    /// Why this is our assumption, if it is one.
    pub assumed: Option<String>,
    pub source: Option<Source>,
    pub deprecated: bool,
}

/// The page that says so, and its words.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    pub page: String,
    pub quote: String,
    pub url: Option<String>,
}

/// A schema.
#[derive(Clone, Debug)]
pub struct Schema {
    pub pointer: Pointer,
    pub span: Span,
    /// The name under `components/schemas`, if it stands there.
    pub component: Option<String>,
    pub docs: Docs,
    pub nullable: bool,
    pub secret: bool,
    pub default: Option<Node>,
    pub xml: Xml,
    pub rust_name: Option<String>,
    pub rust_type: Option<String>,
    pub shape: Shape,
    /// What holds of a value beyond its shape.
    pub also: Option<AssertionId>,
}

/// Which values a schema describes; each constraint sits where it means something.
#[derive(Clone, Debug)]
pub enum Shape {
    Any,
    Bool(Option<Accepts>),
    Integer(IntegerShape),
    Number(NumberShape),
    String(StringShape),
    Enum(EnumShape),
    Array(ArrayShape),
    Map(MapShape),
    Object(ObjectShape),
    Ref(SchemaId),
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
    pub values: Vec<EnumValue>,
    /// Other values are kept.
    pub open: bool,
}

#[derive(Clone, Debug)]
pub struct EnumValue {
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

/// The XML Object (OpenAPI 3.1, section 4.8.26).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Xml {
    pub name: Option<String>,
    pub namespace: Option<String>,
    pub prefix: Option<String>,
    pub attribute: bool,
    pub wrapped: bool,
}

/// A security scheme.
#[derive(Clone, Debug)]
pub struct Scheme {
    pub name: String,
    pub kind: SchemeKind,
    /// Rules for the value.
    pub schema: Option<SchemaId>,
    pub docs: Docs,
    pub rust_name: Option<String>,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemeKind {
    Header(String),
    Query(String),
    Cookie(String),
    /// Every scheme whose credential is a token after `Bearer`: http bearer, OAuth 2, OpenID Connect.
    Bearer,
    Basic,
}
