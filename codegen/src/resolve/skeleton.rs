//! The document's skeleton in the shape of OpenAPI 3.0.
//!
//! In: the located tree. Out: a YAML value with paths, operations, parameters, bodies, responses and security, each
//! with a back-reference to its node.

use serde_yaml::{Mapping, Value};

use super::{BACK_REFERENCE, follow};
use crate::document::{Document, Kind, Node};
use crate::pointer::Pointer;
use crate::source::FileId;

/// A node and where it stands.
struct Place<'d> {
    document: &'d Document,
    pointer: Pointer,
    node: &'d Node,
}

impl<'d> Place<'d> {
    fn new(document: &'d Document, pointer: &Pointer) -> Option<Self> {
        let pointer = follow(document, pointer);
        let node = document.at(pointer.file, pointer.tokens())?;
        Some(Self { document, pointer, node })
    }

    fn child(&self, key: &str) -> Option<Self> {
        self.node.get(key)?;
        Self::new(self.document, &self.pointer.child(key))
    }

    /// Members of the object `key`, references followed. In a map of names, as of headers, `x-request-id` is a name;
    /// in `paths` and `responses` it would be an extension.
    fn members(&self, key: &str) -> Vec<(&'d str, Self)> {
        let Some(child) = self.child(key) else { return Vec::new() };
        let extended = ["paths", "responses"].contains(&key);
        let names = child.node.members().iter().map(|m| &*m.key);
        let names = names.filter(|name| !extended || !name.starts_with("x-"));
        names.filter_map(|name| child.child(name).map(|place| (name, place))).collect()
    }

    fn items(&self, key: &str) -> Vec<Self> {
        let Some(child) = self.child(key) else { return Vec::new() };
        let count = child.node.items().len();
        (0..count).filter_map(|i| Self::new(child.document, &child.pointer.child(i))).collect()
    }

    /// A mapping with a back-reference to this place and copies of the plain members `keys`.
    fn mapping(&self, keys: &[&str]) -> Mapping {
        let mut out = Mapping::new();
        let back = format!("{}{}", self.pointer.file.0, self.pointer);
        out.insert(BACK_REFERENCE.into(), back.into());
        for key in keys {
            if let Some(node) = self.node.get(key) {
                out.insert((*key).into(), plain(node));
            }
        }
        out
    }
}

pub(super) fn skeleton(document: &Document) -> Value {
    let root = Place { document, pointer: Pointer::root(FileId(0)), node: document.root() };
    let mut out = root.mapping(&["security"]);
    out.insert("openapi".into(), "3.0.4".into());
    out.insert("info".into(), info(document.root()));
    insert(&mut out, "servers", sequence(root.items("servers").iter().map(|s| s.mapping(&["url", "description"]))));
    let paths = root.members("paths").into_iter().map(|(path, item)| (path, path_item(&item)));
    insert(&mut out, "paths", mapping(paths));
    let schemes = root.child("components").map(|c| c.members("securitySchemes")).unwrap_or_default();
    let schemes = mapping(schemes.into_iter().filter_map(|(name, scheme)| Some((name, security_scheme(&scheme)?))));
    insert(&mut out, "components", mapping([("securitySchemes", schemes)]));
    out.into()
}

fn info(root: &Node) -> Value {
    let info = root.get("info");
    let text = |key| info.and_then(|i| i.str(key)).unwrap_or_default();
    mapping([
        ("title", text("title").into()),
        ("version", text("version").into()),
        ("description", text("description").into()),
    ])
}

fn path_item(item: &Place<'_>) -> Value {
    let mut out = item.mapping(&["summary", "description"]);
    insert(&mut out, "parameters", sequence(item.items("parameters").iter().map(parameter)));
    for method in ["get", "put", "post", "delete", "options", "head", "patch", "trace"] {
        if let Some(operation) = item.child(method) {
            out.insert(method.into(), self::operation(&operation));
        }
    }
    out.into()
}

fn operation(operation: &Place<'_>) -> Value {
    let mut out = operation.mapping(&["operationId", "summary", "description", "deprecated", "security", "tags"]);
    insert(&mut out, "parameters", sequence(operation.items("parameters").iter().map(parameter)));
    if let Some(body) = operation.child("requestBody") {
        let mut mapping = body.mapping(&["description", "required"]);
        insert(&mut mapping, "content", content(&body));
        out.insert("requestBody".into(), mapping.into());
    }
    let responses = operation.members("responses").into_iter().map(|(status, r)| (status, response(&r)));
    insert(&mut out, "responses", mapping(responses));
    out.into()
}

fn parameter(parameter: &Place<'_>) -> Mapping {
    // `lower` reads place and style from the located tree: 3.0 knows neither all places nor all styles.
    let mut out = parameter.mapping(&["name", "description", "required", "deprecated"]);
    out.insert("in".into(), "query".into());
    value_of(&mut out, parameter);
    out
}

fn response(response: &Place<'_>) -> Value {
    let mut out = response.mapping(&["description"]);
    out.entry("description".into()).or_insert_with(|| "".into());
    let headers = response.members("headers").into_iter().map(|(name, header)| {
        let mut out = header.mapping(&["description", "required", "deprecated"]);
        value_of(&mut out, &header);
        (name, out.into())
    });
    insert(&mut out, "headers", mapping(headers));
    insert(&mut out, "content", content(response));
    out.into()
}

/// `schema` or `content` of a parameter or header; one of the two is always there.
fn value_of(out: &mut Mapping, of: &Place<'_>) {
    if of.node.get("content").is_some() {
        insert(out, "content", content(of));
    } else {
        out.insert("schema".into(), schema(of));
    }
}

fn content(of: &Place<'_>) -> Value {
    mapping(of.members("content").into_iter().map(|(name, media)| {
        let mut out = media.mapping(&[]);
        if media.node.get("schema").is_some() {
            out.insert("schema".into(), schema(&media));
        }
        (name, out.into())
    }))
}

/// The back-reference that stands for a schema. A schema's own `$ref` is not followed: `lower` wants to see it.
fn schema(of: &Place<'_>) -> Value {
    let back = format!("{}{}", of.pointer.file.0, of.pointer.child("schema"));
    mapping([(BACK_REFERENCE, back.into())])
}

/// A security scheme; none for the kinds that 3.0 lacks, which `lower` knows from the located tree.
fn security_scheme(scheme: &Place<'_>) -> Option<Value> {
    let mut out = scheme.mapping(&["type", "description", "name", "in", "scheme", "bearerFormat", "openIdConnectUrl"]);
    match scheme.node.str("type")? {
        "oauth2" => insert(&mut out, "flows", mapping([])),
        "apiKey" | "http" | "openIdConnect" => {}
        _ => return None,
    }
    Some(out.into())
}

fn insert(out: &mut Mapping, key: &str, value: Value) {
    out.insert(key.into(), value);
}

fn mapping<'k>(members: impl IntoIterator<Item = (&'k str, Value)>) -> Value {
    let mut out = Mapping::new();
    for (key, value) in members {
        out.insert(key.into(), value);
    }
    out.into()
}

fn sequence(items: impl Iterator<Item = Mapping>) -> Value {
    Value::Sequence(items.map(Value::from).collect())
}

/// A node of the skeleton's own plain members: texts, flags, lists of names.
fn plain(node: &Node) -> Value {
    match &node.kind {
        Kind::Null => Value::Null,
        Kind::Bool(value) => (*value).into(),
        Kind::Number(text) | Kind::String(text) => text.to_string().into(),
        Kind::Array(items) => Value::Sequence(items.iter().map(plain).collect()),
        Kind::Object(members) => mapping(members.iter().map(|m| (&*m.key, plain(&m.value)))),
    }
}
