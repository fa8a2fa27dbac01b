//! Operations: what is sent where, and what comes back.

use super::{Docs, SchemaId};
use crate::document::Node;
use crate::source::Span;

/// An operation.
#[derive(Clone, Debug)]
pub struct Operation {
    pub id: String,
    pub method: Method,
    pub path: String,
    pub docs: Docs,
    pub span: Span,
    pub parameters: Vec<Parameter>,
    pub body: Option<Body>,
    pub responses: Vec<Response>,
    /// Alternatives, each a list of scheme names that are all needed.
    pub security: Vec<Vec<String>>,
    pub rust_name: Option<String>,
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
    Header,
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
    pub schema: SchemaId,
    pub example: Option<Node>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MediaFormat {
    Json,
    Xml,
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
