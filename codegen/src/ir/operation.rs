//! Operations: what is sent where, and what comes back.

use super::{Docs, SchemaId};
use crate::document::Node;
use crate::source::Span;

/// An operation.
#[derive(Clone, Debug)]
pub struct Operation {
    /// `operationId`, or method and path where it has none.
    pub id: String,
    /// Whether it has no `operationId`.
    pub unnamed: bool,
    pub method: Method,
    pub path: String,
    pub docs: Docs,
    pub span: Span,
    pub parameters: Vec<Parameter>,
    pub body: Option<Body>,
    pub responses: Vec<Response>,
    /// Alternatives, each a list of scheme names that are all needed.
    pub security: Vec<Vec<Requirement>>,
    /// The servers of this operation alone.
    pub servers: Vec<Server>,
    pub rust_name: Option<String>,
}

/// A scheme that an operation needs, and for what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    pub scheme: String,
    /// Scopes, or roles.
    pub scopes: Vec<String>,
}

/// Where requests go.
#[derive(Clone, Debug)]
pub struct Server {
    /// With variables in braces; perhaps relative.
    pub url: String,
    pub name: Option<String>,
    pub description: Option<String>,
    pub variables: Vec<ServerVariable>,
    pub span: Span,
}

impl Server {
    pub fn is_absolute(&self) -> bool {
        self.url.contains("://")
    }
}

#[derive(Clone, Debug)]
pub struct ServerVariable {
    pub name: String,
    pub default: String,
    /// The values that it may have; any when there is none.
    pub values: Vec<String>,
    pub description: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Method {
    Get,
    Put,
    Post,
    Delete,
    Options,
    Head,
    Patch,
    Trace,
    Query,
    /// Any other, as it is sent.
    Other(String),
}

impl Method {
    /// The method with this name; names are told apart by case (RFC 9110 section 9.1).
    pub fn of(name: &str) -> Self {
        match name {
            "GET" => Self::Get,
            "PUT" => Self::Put,
            "POST" => Self::Post,
            "DELETE" => Self::Delete,
            "OPTIONS" => Self::Options,
            "HEAD" => Self::Head,
            "PATCH" => Self::Patch,
            "TRACE" => Self::Trace,
            "QUERY" => Self::Query,
            other => Self::Other(other.to_owned()),
        }
    }

    pub fn name(&self) -> &str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
            Self::Query => "QUERY",
            Self::Other(name) => name,
        }
    }

    /// RFC 9110 section 9.2.2; of a method that we do not know nobody promises it.
    pub fn is_idempotent(&self) -> bool {
        match self {
            Self::Get | Self::Put | Self::Delete | Self::Options | Self::Head | Self::Trace | Self::Query => true,
            Self::Post | Self::Patch | Self::Other(_) => false,
        }
    }
}

#[derive(Clone, Debug)]
pub struct Parameter {
    pub name: String,
    pub place: ParameterPlace,
    pub style: Style,
    pub explode: bool,
    /// `allowReserved`.
    pub reserved: bool,
    pub required: bool,
    pub schema: SchemaId,
    pub credential: bool,
    pub idempotency_key: bool,
    pub docs: Docs,
    pub example: Option<Node>,
    pub rust_name: Option<String>,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ParameterPlace {
    Path,
    Query,
    /// It is the whole query.
    QueryString,
    Header,
    Cookie,
}

/// How a value becomes text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Style {
    Simple,
    Label,
    Matrix,
    Form,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
    Cookie,
    /// `content` of JSON.
    Json,
    /// `content` of text, or of a media type that is taken for it.
    Text,
    /// `content` of `application/x-www-form-urlencoded`.
    Urlencoded,
}

impl ParameterPlace {
    /// The style of a place that nothing is said of (OpenAPI 3.1, section 4.8.12.2.2).
    pub fn style(self) -> Style {
        match self {
            Self::Path | Self::Header => Style::Simple,
            Self::Query | Self::QueryString | Self::Cookie => Style::Form,
        }
    }
}

/// A request body.
#[derive(Clone, Debug)]
pub struct Body {
    pub required: bool,
    pub docs: Docs,
    pub media: Vec<Media>,
}

/// A media type and the schema of what is in it.
#[derive(Clone, Debug)]
pub struct Media {
    pub name: String,
    pub format: MediaFormat,
    /// Of bytes it says nothing.
    pub schema: SchemaId,
    pub example: Option<Node>,
    pub encoding: Vec<Encoding>,
    /// Members of a form, or their items, that are files.
    pub files: Vec<SchemaId>,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MediaFormat {
    Json,
    Xml,
    /// A string as it is.
    Text,
    /// `application/x-www-form-urlencoded`.
    Form,
    Multipart,
    /// Bytes, of which the schema says nothing.
    Bytes,
    /// One value after the other, each of the schema.
    Items,
}

/// How a member of a form is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encoding {
    pub name: String,
    pub content_type: Option<String>,
    /// With whether it is exploded.
    pub style: Option<(Style, bool)>,
    pub reserved: bool,
    /// Headers of the part that always have the same value.
    pub headers: Vec<(String, String)>,
}

#[derive(Clone, Debug)]
pub struct Response {
    pub status: Status,
    pub docs: Docs,
    pub media: Vec<Media>,
    pub headers: Vec<Header>,
    pub failure_when: Option<FailureWhen>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    Code(u16),
    /// `4XX` is 4.
    Range(u16),
    Default,
}

#[derive(Clone, Debug)]
pub struct Header {
    pub name: String,
    pub required: bool,
    pub explode: bool,
    /// Its text is JSON (`content`).
    pub json: bool,
    pub schema: SchemaId,
    pub docs: Docs,
    pub span: Span,
}

/// A success that is a failure.
#[derive(Clone, Debug)]
pub struct FailureWhen {
    /// Names of members on the way to the value.
    pub path: Vec<String>,
    pub equals: Node,
    /// Names of members on the way to the issues.
    pub issues: Option<Vec<String>>,
    pub span: Span,
}
