//! Every example of a document, with the schema that it is of.
//!
//! In: a document and what was lowered from it. Out: the examples of schemas, parameters, headers and media types, and
//! the values that these must refuse. Guaranteed: each once, in the order of what it is of; a value that its own schema
//! refuses is left out, for `check` has said so.

use std::collections::{BTreeSet, HashMap};

use crate::check::instance::validate_instance;
use crate::document::{Document, Node};
use crate::ir::{Api, Example, ExampleText, Fault, Media, MediaFormat, Operation, Parameter, SchemaId, Style};
use crate::reference::{self, Target};
use crate::resolve::Spec;
use crate::source::Span;

/// A value that stands at an object, by the name that it has there.
pub(super) struct Given<'d> {
    pub name: String,
    pub value: &'d Node,
    /// It is the text of the value as it is sent.
    pub serialized: bool,
}

/// The examples at a schema, a parameter, a header or a media type.
pub(super) fn given<'d>(document: &'d Document, node: &'d Node) -> Vec<Given<'d>> {
    let bare = |name: String, value| Given { name, value, serialized: false };
    let mut all: Vec<Given<'d>> = node.get("example").map(|v| bare("example".to_owned(), v)).into_iter().collect();
    let Some(examples) = node.get("examples") else { return all };
    let listed = examples.items().iter().enumerate();
    all.extend(listed.map(|(index, value)| bare(format!("examples/{index}"), value)));
    for entry in examples.members() {
        let example = followed(document, &entry.value);
        let name = || format!("examples/{}", entry.key);
        all.extend(example.get("dataValue").or_else(|| example.get("value")).map(|value| bare(name(), value)));
        let text = example.get("serializedValue").filter(|text| text.as_str().is_some());
        all.extend(text.map(|value| Given { name: name(), value, serialized: true }));
    }
    all
}

/// The object behind references; `check` refuses circles of them.
fn followed<'d>(document: &'d Document, node: &'d Node) -> &'d Node {
    let mut node = node;
    for _ in 0..64 {
        match reference::of(node).map(|text| reference::follow(document, text)) {
            Some(Target::Node(target)) => node = target,
            Some(Target::Dangling | Target::Unread(_) | Target::Remote) | None => break,
        }
    }
    node
}

/// Whether a value satisfies a schema.
pub(super) fn takes(spec: &Spec, schema: &Node, value: &Node) -> bool {
    validate_instance(&spec.document, schema, value, spec.version).is_empty()
}

/// The examples of all schemas, parameters, headers and media types that were lowered.
pub fn examples(spec: &Spec, api: &Api) -> Vec<Example> {
    let mut finding = Finding { spec, api, nodes: nodes(&spec.document), seen: BTreeSet::new(), found: Vec::new() };
    for index in 0..api.schemas.len() {
        finding.of_schema(SchemaId(index));
    }
    for operation in api.operations.iter().chain(api.webhooks.iter().map(|webhook| &webhook.operation)) {
        finding.of_operation(operation);
    }
    finding.found
}

/// Every node by its place; of several at one place the innermost.
fn nodes(document: &Document) -> HashMap<Span, &Node> {
    let mut nodes = HashMap::new();
    let mut work: Vec<&Node> = document.roots.iter().collect();
    while let Some(node) = work.pop() {
        nodes.insert(node.span, node);
        work.extend(node.items());
        work.extend(node.members().iter().map(|member| &member.value));
    }
    nodes
}

/// The examples of a document as they are found.
struct Finding<'d> {
    spec: &'d Spec,
    api: &'d Api,
    nodes: HashMap<Span, &'d Node>,
    seen: BTreeSet<(SchemaId, Span)>,
    found: Vec<Example>,
}

/// What the text of a body is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Body {
    Json,
    Xml,
    /// Of which only the value is known.
    Other,
}

impl<'d> Finding<'d> {
    fn of_schema(&mut self, id: SchemaId) {
        let schema = self.api.schema(id);
        let node = self.spec.document.at(schema.pointer.file, schema.pointer.tokens());
        // What is made of a schema, for one direction or one type of values, has its words and not its place.
        let Some(node) = node.filter(|node| node.span == schema.span && schema.request_of.is_none()) else { return };
        self.of(node, Some(node), id, Body::Other);
    }

    fn of_operation(&mut self, operation: &Operation) {
        for parameter in &operation.parameters {
            self.of_parameter(parameter);
        }
        for header in operation.responses.iter().flat_map(|response| &response.headers) {
            if let Some(node) = self.nodes.get(&header.span).copied() {
                let body = if header.json { Body::Json } else { Body::Other };
                self.of_described(node, header.schema, body);
            }
        }
        let sent = operation.body.iter().flat_map(|body| &body.media);
        for media in sent.chain(operation.responses.iter().flat_map(|response| &response.media)) {
            self.of_media(media);
        }
    }

    fn of_parameter(&mut self, parameter: &Parameter) {
        let Some(node) = self.nodes.get(&parameter.span).copied() else { return };
        let body = if parameter.style == Style::Json { Body::Json } else { Body::Other };
        self.of_described(node, parameter.schema, body);
    }

    /// A parameter or a header: with a schema of its own, or with that of a media type.
    fn of_described(&mut self, node: &'d Node, id: SchemaId, body: Body) {
        self.of(node, node.get("schema"), id, Body::Other);
        if let Some(content) = node.get("content").and_then(|content| content.members().first()) {
            let media = followed(&self.spec.document, &content.value);
            self.of(media, media.get("schema"), id, body);
        }
    }

    fn of_media(&mut self, media: &Media) {
        let body = match media.format {
            MediaFormat::Json => Body::Json,
            MediaFormat::Xml => Body::Xml,
            MediaFormat::Text | MediaFormat::Form | MediaFormat::Multipart => Body::Other,
            // Bytes are of any form, and of what comes one after the other the examples are of the whole.
            MediaFormat::Bytes | MediaFormat::Items => return,
        };
        if let Some(node) = self.nodes.get(&media.span).copied() {
            self.of(node, node.get("schema"), media.schema, body);
        }
    }

    /// The examples at `node`, which are of the schema `id` that stands at `schema`.
    fn of(&mut self, node: &'d Node, schema: Option<&'d Node>, id: SchemaId, body: Body) {
        for Given { name, value, serialized } in given(&self.spec.document, node) {
            let text = match (value.as_str(), body) {
                (Some(text), Body::Json) if serialized => ExampleText::Json(text.to_owned()),
                (Some(text), Body::Xml) => ExampleText::Xml(text.to_owned()),
                (_, Body::Other) if serialized => continue,
                (_, Body::Json | Body::Xml | Body::Other) => ExampleText::Value(value.clone()),
            };
            let is_value = matches!(text, ExampleText::Value(_));
            if is_value && schema.is_some_and(|schema| !takes(self.spec, schema, value)) {
                continue;
            }
            self.push(Example { schema: id, name, span: value.span, text, fault: None });
        }
        for (index, entry) in node.get("x-invalid-examples").map(Node::items).unwrap_or_default().iter().enumerate() {
            let (Some(value), Some(pointer), Some(keyword)) =
                (entry.get("value"), entry.str("pointer"), entry.str("keyword"))
            else {
                continue;
            };
            let text = match value.as_str().filter(|_| body == Body::Xml) {
                Some(text) => ExampleText::Xml(text.to_owned()),
                None => ExampleText::Value(value.clone()),
            };
            let name = format!("x-invalid-examples/{index}");
            let fault = Some(Fault { pointer: pointer.to_owned(), keyword: keyword.to_owned() });
            self.push(Example { schema: id, name, span: value.span, text, fault });
        }
    }

    /// Media types that share a schema often share their examples, too.
    fn push(&mut self, example: Example) {
        if self.seen.insert((self.api.target(example.schema), example.span)) {
            self.found.push(example);
        }
    }
}
