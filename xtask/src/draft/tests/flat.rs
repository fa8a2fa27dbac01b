//! What a document says of one operation, a line for each thing.
//!
//! In: a document, a method and a path. Out: lines such as `request /data/id format uuid`, the same for documents that
//! say the same with other components.

use std::collections::BTreeSet;

use specwright_codegen::diagnostic::Diagnostics;
use specwright_codegen::document::{Document, Kind, Node};
use specwright_codegen::load;
use specwright_codegen::source::Sources;

pub(super) fn load(text: &str) -> Document {
    let (mut sources, mut out) = (Sources::default(), Diagnostics::default());
    load::load_bytes("openapi.yaml", text.as_bytes(), &mut sources, &mut out).unwrap()
}

/// The methods and paths of a document.
pub(super) fn operations(document: &Document) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for path in document.root().get("paths").unwrap().members() {
        found.extend(path.value.members().iter().map(|m| (m.key.to_string(), path.key.to_string())));
    }
    found
}

struct Lines<'d> {
    root: &'d Node,
    found: BTreeSet<String>,
}

pub(super) fn lines(document: &Document, method: &str, path: &str) -> BTreeSet<String> {
    let root = document.root();
    let mut lines = Lines { root, found: BTreeSet::new() };
    let Some(operation) = root.get("paths").and_then(|paths| paths.get(path)?.get(method)) else { return lines.found };
    lines.say(format!("{method} {path}"));
    for server in root.get("servers").map(Node::items).unwrap_or_default() {
        lines.say(format!("server {}", server.str("url").unwrap()));
    }
    let security = operation.get("security").or_else(|| root.get("security"));
    for scheme in security.map(Node::items).unwrap_or_default().iter().flat_map(Node::members) {
        lines.scheme(root.get("components").unwrap().get("securitySchemes").unwrap().get(&scheme.key).unwrap());
    }
    for parameter in operation.get("parameters").map(Node::items).unwrap_or_default() {
        let parameter = lines.follow(parameter);
        let at = format!("{} {}", parameter.str("in").unwrap(), parameter.str("name").unwrap());
        lines.say(at.clone());
        lines.marks(parameter, &at);
        lines.schema(parameter.get("schema").unwrap(), &at, 0);
    }
    if let Some(body) = operation.get("requestBody") {
        lines.content(lines.follow(body), "request");
    }
    for response in operation.get("responses").unwrap().members() {
        let value = lines.follow(&response.value);
        let is_success = response.key.starts_with('2');
        let at = if is_success { "response".to_owned() } else { format!("response {}", response.key) };
        lines.say(format!("status {}", response.key));
        if value.get("x-failure-when").is_some() {
            lines.say(format!("{at} x-failure-when"));
        }
        for header in value.get("headers").map(Node::members).unwrap_or_default() {
            lines.schema(header.value.get("schema").unwrap(), &format!("{at} header {}", header.key), 0);
        }
        lines.content(value, &at);
    }
    lines.found
}

impl<'d> Lines<'d> {
    fn say(&mut self, line: String) {
        self.found.insert(line);
    }

    fn follow(&self, node: &'d Node) -> &'d Node {
        let Some(target) = node.str("$ref").and_then(|text| text.strip_prefix("#/")) else { return node };
        target.split('/').fold(self.root, |node, key| node.get(key).unwrap())
    }

    fn scheme(&mut self, scheme: &'d Node) {
        let at = format!("credential {}", scheme.str("name").or_else(|| scheme.str("scheme")).unwrap());
        self.say(at.clone());
        if let Some(rules) = scheme.get("x-credential") {
            self.schema(rules, &at, 0);
        }
    }

    fn content(&mut self, body: &'d Node, at: &str) {
        for media in body.get("content").map(Node::members).unwrap_or_default() {
            self.say(format!("{at} as {}", media.key));
            self.schema(media.value.get("schema").unwrap(), at, 0);
        }
    }

    fn marks(&mut self, node: &'d Node, at: &str) {
        for mark in ["required", "x-credential", "x-secret", "x-idempotency-key", "x-open", "nullable"] {
            if node.is_true(mark) {
                self.say(format!("{at} {mark}"));
            }
        }
    }

    fn schema(&mut self, node: &'d Node, at: &str, depth: usize) {
        const RULES: [&str; 12] = [
            "format",
            "minLength",
            "maxLength",
            "minimum",
            "maximum",
            "minItems",
            "maxItems",
            "pattern",
            "default",
            "enum",
            "x-enum-varnames",
            "x-accept-values",
        ];
        if depth > 12 {
            return;
        }
        self.marks(node, at);
        for kind in node.get("type").map(Node::texts).unwrap_or_default() {
            self.say(if kind == "null" { format!("{at} nullable") } else { format!("{at}: {kind}") });
        }
        for rule in RULES {
            if let Some(value) = node.get(rule) {
                self.say(format!("{at} {rule} {}", written(value)));
            }
        }
        if node.get("$ref").is_some() {
            self.schema(self.follow(node), at, depth + 1);
        }
        for part in ["allOf", "oneOf"].iter().filter_map(|key| node.get(key)).flat_map(Node::items) {
            self.schema(part, at, depth + 1);
        }
        if let Some(sets) = node.get("anyOf") {
            let mut sets: Vec<String> =
                sets.items().iter().filter_map(|set| set.get("required").map(written)).collect();
            sets.sort();
            self.say(format!("{at} any of {}", sets.join(" or ")));
        }
        for name in node.get("required").map(Node::texts).unwrap_or_default() {
            self.say(format!("{at}/{name} required"));
        }
        if let Some(xml) = node.get("xml") {
            self.say(format!("{at} xml {}", written(xml)));
        }
        for namespace in node.get("x-xml-namespaces").map(Node::members).unwrap_or_default() {
            self.say(format!("{at} namespace {} {}", namespace.key, written(&namespace.value)));
        }
        for property in node.get("properties").map(Node::members).unwrap_or_default() {
            self.say(format!("{at}/{}", property.key));
            self.schema(&property.value, &format!("{at}/{}", property.key), depth + 1);
        }
        if let Some(items) = node.get("items") {
            self.schema(items, &format!("{at}/-"), depth + 1);
        }
    }
}

fn written(node: &Node) -> String {
    match &node.kind {
        Kind::Null => "null".to_owned(),
        Kind::Bool(flag) => flag.to_string(),
        Kind::Number(digits) => digits.to_string(),
        Kind::String(text) => text.to_string(),
        Kind::Array(items) => format!("[{}]", items.iter().map(written).collect::<Vec<_>>().join(", ")),
        Kind::Object(members) => {
            let members = members.iter().map(|m| format!("{} {}", m.key, written(&m.value)));
            members.collect::<Vec<_>>().join(", ")
        }
    }
}
