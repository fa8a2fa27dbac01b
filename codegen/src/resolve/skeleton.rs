//! The document's skeleton in the shape of OpenAPI 3.0.
//!
//! In: the located tree. Out: a YAML value with paths, operations, parameters, bodies, responses and security, each
//! with a back-reference to its node. Guaranteed: whatever `check` lets pass, `openapiv3` can read what comes out: each
//! member has the type that it wants, each style fits its place, each path begins with `/`.

use serde_yaml::{Mapping, Value};

use super::{BACK_REFERENCE, follow};
use crate::document::{Document, Kind, Node};
use crate::pointer::Pointer;
use crate::reference;
use crate::source::FileId;

/// A node and where it stands.
pub(super) struct Place<'d> {
    pub document: &'d Document,
    pub pointer: Pointer,
    pub node: &'d Node,
}

impl<'d> Place<'d> {
    pub(super) fn new(document: &'d Document, pointer: &Pointer) -> Option<Self> {
        let pointer = follow(document, pointer);
        let node = document.at(pointer.file, pointer.tokens())?;
        Some(Self { document, pointer, node })
    }

    pub(super) fn child(&self, key: &str) -> Option<Self> {
        self.node.get(key)?;
        Self::new(self.document, &self.pointer.child(key))
    }

    /// The place itself, a reference not followed.
    fn unfollowed(document: &'d Document, pointer: Pointer) -> Option<Self> {
        let node = document.at(pointer.file, pointer.tokens())?;
        Some(Self { document, pointer, node })
    }

    /// Members of the object `key`, references followed. In a map of names, as of headers, `x-request-id` is a name;
    /// in `responses` it would be an extension.
    pub(super) fn members(&self, key: &str) -> Vec<(&'d str, Self)> {
        let Some(child) = self.child(key) else { return Vec::new() };
        let extended = key == "responses";
        let names = child.node.members().iter().map(|m| &*m.key);
        let names = names.filter(|name| !extended || !name.starts_with("x-"));
        names.filter_map(|name| child.child(name).map(|place| (name, place))).collect()
    }

    fn items(&self, key: &str) -> Vec<Self> {
        let Some(child) = self.child(key) else { return Vec::new() };
        let count = child.node.items().len();
        (0..count).filter_map(|i| Self::new(child.document, &child.pointer.child(i))).collect()
    }

    /// A mapping with a back-reference to this place, and copies of its texts and flags.
    fn mapping(&self, texts: &[&str], flags: &[&str]) -> Mapping {
        let mut out = Mapping::new();
        let back = format!("{}{}", self.pointer.file.0, self.pointer);
        out.insert(BACK_REFERENCE.into(), back.into());
        for key in texts {
            if let Some(text) = self.node.get(key).and_then(text) {
                out.insert((*key).into(), text.into());
            }
        }
        for key in flags {
            if let Some(flag) = self.node.get(key).and_then(Node::as_bool) {
                out.insert((*key).into(), flag.into());
            }
        }
        out
    }
}

/// The methods that OpenAPI 3.0 has.
pub(super) const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

pub(super) fn skeleton(document: &Document) -> Value {
    let root = Place { document, pointer: Pointer::root(FileId(0)), node: document.root() };
    let mut out = root.mapping(&[], &[]);
    security(&mut out, root.node);
    out.insert("openapi".into(), "3.0.4".into());
    out.insert("info".into(), info(document.root()));
    let servers = root.items("servers");
    let servers = servers.iter().map(|server| {
        let mut out = server.mapping(&["url", "description"], &[]);
        out.entry("url".into()).or_insert_with(|| "/".into());
        out
    });
    insert(&mut out, "servers", sequence(servers));
    let paths: Vec<(String, Item<'_>)> =
        items(&root, "paths").into_iter().map(|(path, item)| (slashed(path), item)).collect();
    let paths = paths.iter().map(|(path, item)| (path.as_str(), path_item(item, Some(path))));
    insert(&mut out, "paths", mapping(paths));
    let schemes = root.child("components").map(|c| c.members("securitySchemes")).unwrap_or_default();
    let schemes = mapping(schemes.into_iter().filter_map(|(name, scheme)| Some((name, security_scheme(&scheme)?))));
    insert(&mut out, "components", mapping([("securitySchemes", schemes)]));
    out.into()
}

/// A path item: what stands in its place and, if that refers to another one, that as well. The first counts.
pub(super) struct Item<'d> {
    places: Vec<Place<'d>>,
}

impl<'d> Item<'d> {
    pub(super) fn new(document: &'d Document, pointer: Pointer) -> Option<Self> {
        let mut places = vec![Place::unfollowed(document, pointer)?];
        // `check` refuses cycles of references; the bound only keeps that promise local.
        while let Some(last) = places.last().filter(|_| places.len() < 64) {
            let target = reference::of(last.node).and_then(|text| reference::locate(document, text));
            let Some(next) = target.and_then(|target| Place::unfollowed(document, target)) else { break };
            places.push(next);
        }
        Some(Self { places })
    }

    /// An operation.
    pub(super) fn operation(&self, method: &str) -> Option<Place<'d>> {
        let operation = self.places.iter().find_map(|place| place.child(method));
        operation.filter(|operation| matches!(operation.node.kind, Kind::Object(_)))
    }

    /// The operations of `additionalOperations`.
    pub(super) fn additional(&self) -> Vec<(&'d str, Place<'d>)> {
        self.places.iter().flat_map(|place| place.members("additionalOperations")).collect()
    }

    /// What all its operations share.
    fn shared(&self, path: Option<&str>) -> Mapping {
        let speaks = |place: &&Place<'_>| place.node.get("servers").is_some();
        let Some(place) = self.places.iter().find(speaks).or(self.places.last()) else { return Mapping::new() };
        let mut out = place.mapping(&["summary", "description"], &[]);
        let all = self.places.iter().flat_map(|place| parameters(place, path));
        insert(&mut out, "parameters", sequence(all));
        out
    }
}

/// The path items below the member `key` of the root, in the order of the document.
pub(super) fn items<'d>(root: &Place<'d>, key: &str) -> Vec<(&'d str, Item<'d>)> {
    let Some(holder) = root.child(key) else { return Vec::new() };
    let names = holder.node.members().iter().map(|m| &*m.key).filter(|name| !name.starts_with("x-"));
    names.filter_map(|name| Some((name, Item::new(holder.document, holder.pointer.child(name))?))).collect()
}

/// A path with its `/`, which `openapiv3` insists on.
pub(super) fn slashed(path: &str) -> String {
    if path.starts_with('/') { path.to_owned() } else { format!("/{path}") }
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

/// A path item. `path` is the template, if there is one.
fn path_item(item: &Item<'_>, path: Option<&str>) -> Value {
    let mut out = item.shared(path);
    for method in METHODS {
        if let Some(operation) = item.operation(method) {
            out.insert(method.into(), self::operation(&operation, path));
        }
    }
    out.into()
}

/// A path item whose one operation stands under `post`.
pub(super) fn path_item_of(item: &Item<'_>, path: Option<&str>, operation: &Place<'_>) -> Value {
    let mut out = item.shared(path);
    out.insert("post".into(), self::operation(operation, path));
    out.into()
}

/// The skeleton of an operation.
fn operation(operation: &Place<'_>, path: Option<&str>) -> Value {
    let mut out = operation.mapping(&["operationId", "summary", "description"], &["deprecated"]);
    security(&mut out, operation.node);
    let tags = operation.node.get("tags").map(Node::items).unwrap_or_default();
    insert(&mut out, "tags", Value::Sequence(tags.iter().filter_map(text).map(Value::from).collect()));
    insert(&mut out, "parameters", sequence(parameters(operation, path)));
    if let Some(body) = operation.child("requestBody") {
        let mut mapping = body.mapping(&["description"], &["required"]);
        insert(&mut mapping, "content", content(&body));
        out.insert("requestBody".into(), mapping.into());
    }
    let mut responses = Mapping::new();
    for (key, place) in operation.members("responses") {
        // What is no status at all was said by `check`; the first of two that mean the same counts.
        if let Some(status) = status(key) {
            responses.entry(status.into()).or_insert_with(|| response(&place));
        }
    }
    insert(&mut out, "responses", responses.into());
    out.into()
}

/// A key of `responses` as `openapiv3` wants it: `4xx` and `40X` are ranges, `200 OK` is a code.
pub(crate) fn status(key: &str) -> Option<String> {
    let key = key.trim();
    if key.eq_ignore_ascii_case("default") {
        return Some("default".to_owned());
    }
    match *key.as_bytes() {
        [first @ b'1'..=b'5', b'0'..=b'9' | b'x' | b'X', b'x' | b'X'] => Some(format!("{}XX", char::from(first))),
        [b'1'..=b'9', b'0'..=b'9', b'0'..=b'9', ref rest @ ..]
            if !rest.first().is_some_and(u8::is_ascii_alphanumeric) =>
        {
            Some(key[..3].to_owned())
        }
        _ => None,
    }
}

/// Parameters that go somewhere: one for a place that the path does not have was said by `check`, and goes nowhere.
fn parameters(of: &Place<'_>, path: Option<&str>) -> Vec<Mapping> {
    let placed = |parameter: &Place<'_>| match (parameter.node.str("in"), parameter.node.str("name"), path) {
        (Some("path"), Some(name), Some(path)) => path.contains(&format!("{{{name}}}")),
        (place, name, _) => place.is_some() && name.is_some(),
    };
    of.items("parameters").iter().filter(|p| placed(p)).map(parameter).collect()
}

fn parameter(parameter: &Place<'_>) -> Mapping {
    // `lower` reads place and style from the located tree: 3.0 knows neither all places nor all styles.
    let mut out = parameter.mapping(&["name", "description"], &["required", "deprecated"]);
    out.insert("in".into(), "query".into());
    value_of(&mut out, parameter);
    out
}

fn response(response: &Place<'_>) -> Value {
    let mut out = response.mapping(&["description"], &[]);
    out.entry("description".into()).or_insert_with(|| "".into());
    let headers = response.members("headers").into_iter().map(|(name, header)| {
        let mut out = header.mapping(&["description"], &["required", "deprecated"]);
        value_of(&mut out, &header);
        (name, out.into())
    });
    insert(&mut out, "headers", mapping(headers));
    insert(&mut out, "content", content(response));
    out.into()
}

/// `schema` or `content` of a parameter or header; where neither is there, a back-reference to nothing.
fn value_of(out: &mut Mapping, of: &Place<'_>) {
    if of.node.get("content").is_some_and(|content| !content.members().is_empty()) {
        insert(out, "content", content(of));
    } else {
        out.insert("schema".into(), schema(of));
    }
}

fn content(of: &Place<'_>) -> Value {
    mapping(of.members("content").into_iter().map(|(name, media)| {
        let mut out = media.mapping(&[], &[]);
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

/// A security scheme; none for the kinds that 3.0 lacks, which `lower` knows from the located tree, and none for those
/// that do not say what to send.
fn security_scheme(scheme: &Place<'_>) -> Option<Value> {
    let texts = ["type", "description", "name", "in", "scheme", "bearerFormat", "openIdConnectUrl"];
    let mut out = scheme.mapping(&texts, &[]);
    match scheme.node.str("type")? {
        "oauth2" => insert(&mut out, "flows", mapping([])),
        "apiKey" => {
            scheme.node.str("name")?;
            scheme.node.str("in")?;
        }
        "http" => {
            scheme.node.str("scheme")?;
        }
        "openIdConnect" => {
            out.entry("openIdConnectUrl".into()).or_insert_with(|| "".into());
        }
        _ => return None,
    }
    Some(out.into())
}

fn security(out: &mut Mapping, node: &Node) {
    let Some(alternatives) = node.get("security").filter(|security| matches!(security.kind, Kind::Array(_))) else {
        return;
    };
    let scopes = |scopes: &Node| Value::Sequence(scopes.items().iter().filter_map(text).map(Value::from).collect());
    let requirement = |all: &Node| mapping(all.members().iter().map(|m| (&*m.key, scopes(&m.value))));
    insert(out, "security", Value::Sequence(alternatives.items().iter().map(requirement).collect()));
}

fn insert(out: &mut Mapping, key: &str, value: Value) {
    out.insert(key.into(), value);
}

fn mapping<'k>(members: impl IntoIterator<Item = (&'k str, Value)>) -> Value {
    let mut out = Mapping::new();
    for (key, value) in members {
        // Two paths that differ in a `/` that is missing are one.
        out.entry(key.into()).or_insert(value);
    }
    out.into()
}

fn sequence(items: impl IntoIterator<Item = Mapping>) -> Value {
    Value::Sequence(items.into_iter().map(Value::from).collect())
}

fn text(node: &Node) -> Option<&str> {
    match &node.kind {
        Kind::Number(text) | Kind::String(text) => Some(text),
        Kind::Null | Kind::Bool(_) | Kind::Array(_) | Kind::Object(_) => None,
    }
}
