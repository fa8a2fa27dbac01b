//! Examples: values that the document gives for its schemas, and values that they must refuse.

use super::SchemaId;
use crate::document::Node;
use crate::source::Span;

/// A value, and what is to become of it.
#[derive(Clone, Debug)]
pub struct Example {
    pub schema: SchemaId,
    /// As its reader finds it at its place: `example`, `examples/cat`.
    pub name: String,
    pub span: Span,
    pub text: ExampleText,
    /// Of a value that is invalid.
    pub fault: Option<Fault>,
}

/// How a value stands in the document.
#[derive(Clone, Debug)]
pub enum ExampleText {
    /// As a value of the document itself.
    Value(Node),
    /// As the text of a body.
    Json(String),
    Xml(String),
}

/// The one keyword that a value breaks, and the JSON Pointer of the part that does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub pointer: String,
    pub keyword: String,
}
