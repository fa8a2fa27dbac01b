//! The intermediate representation: what an API is, without a word of OpenAPI's syntax or of Rust's.
//!
//! In: what `lower` found. Out: what `plan` decides on. Guaranteed: every schema has exactly one shape; `allOf` is
//! merged; names are the wire's; every limit knows its place; what a shape cannot say is in `also`.

mod assertion;
mod example;
mod operation;
mod shape;
mod webhook;

pub use assertion::{Assertion, AssertionId, Keyword, Type};
pub use example::{Example, ExampleText, Fault};
pub use operation::{
    Body, Encoding, FailureWhen, Header, Media, MediaFormat, Method, Operation, Parameter, ParameterPlace, Requirement,
    Response, Server, ServerVariable, Status, Style,
};
pub use shape::{
    Accepts, Additional, ArrayShape, Bound, Engine, EnumShape, EnumValue, IntegerShape, MapShape, NumberShape,
    ObjectRule, ObjectShape, Pattern, Property, Shape, StringShape, TupleShape, UnionShape, VariantShape,
};
pub use webhook::Webhook;

use crate::document::Node;
use crate::pointer::Pointer;
use crate::source::Span;

/// One API.
#[derive(Clone, Debug, Default)]
pub struct Api {
    pub title: String,
    pub version: String,
    pub description: String,
    pub servers: Vec<Server>,
    pub schemas: Vec<Schema>,
    /// What schemas assert beyond their shapes, and what those assertions are made of.
    pub assertions: Vec<Assertion>,
    /// The schemas under `components/schemas`, in their order; none where only those that operations reach are wanted.
    pub components: Vec<SchemaId>,
    pub schemes: Vec<Scheme>,
    pub operations: Vec<Operation>,
    /// Requests that the API sends.
    pub webhooks: Vec<Webhook>,
    /// The examples of schemas that are generated, where they are to be tried.
    pub examples: Vec<Example>,
    /// Limits that say nothing beside a stricter one, each with that one.
    pub implied: Vec<(Span, Span)>,
    /// The names of the document's files without folder and ending, by [`FileId`](crate::source::FileId).
    pub files: Vec<String>,
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
    /// The nodes of the document all of whose words it says: its own, and those of what it was merged from.
    pub says: Vec<Span>,
    /// The name under `components/schemas`, if it stands there.
    pub component: Option<String>,
    pub docs: Docs,
    pub nullable: bool,
    pub secret: bool,
    /// Of a member: only responses have it.
    pub read_only: bool,
    /// Of a member: only requests have it.
    pub write_only: bool,
    pub default: Option<Node>,
    pub xml: Xml,
    pub rust_name: Option<String>,
    pub rust_type: Option<String>,
    pub shape: Shape,
    /// What holds of a value beyond its shape and the rules beside it.
    pub also: Vec<AssertionId>,
    /// Of a schema that only requests use, a copy of this one without what only responses have.
    pub request_of: Option<SchemaId>,
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
    /// Any other scheme of HTTP, by its name: the caller gives the whole value of `Authorization`.
    Authorization(String),
    /// A certificate of the client, which is the transport's to have.
    MutualTls,
}
