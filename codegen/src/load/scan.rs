//! What one file has to say about references: those that it makes, and what others can lead to.
//!
//! In: the tree of a file. Out: the texts of its references, its schemas with an `$id` or an `$anchor`, and references
//! at places where OpenAPI allows none. Guaranteed: what stands in examples, defaults, listed values and extensions is
//! data and not looked at; a property that is called `default` or `$ref` is a property.

use crate::document::{Kind, Member, Node};
use crate::pointer::Pointer;
use crate::source::{FileId, Span};

/// What a file has to say.
#[derive(Default)]
pub(super) struct Found<'d> {
    /// The nodes with the texts of references.
    pub references: Vec<&'d Node>,
    /// `$id` by the schema that has it; outer ones before inner ones.
    pub resources: Vec<(Pointer, Span, &'d str)>,
    /// `$anchor` and `$dynamicAnchor`.
    pub anchors: Vec<(Pointer, Span, &'d str)>,
    /// Objects that are a reference where OpenAPI wants them written out, and the text of the reference.
    pub misplaced: Vec<(Pointer, &'d Node)>,
}

/// Members whose value is data.
const DATA: [&str; 8] = ["example", "default", "enum", "const", "value", "dataValue", "externalValue", "$vocabulary"];

/// Members whose value is an object with names of the author's as keys.
const NAMED: [&str; 27] = [
    "properties",
    "patternProperties",
    "dependentSchemas",
    "$defs",
    "definitions",
    "paths",
    "webhooks",
    "schemas",
    "responses",
    "parameters",
    "requestBodies",
    "headers",
    "securitySchemes",
    "links",
    "callbacks",
    "pathItems",
    "mediaTypes",
    "content",
    "encoding",
    "variables",
    "additionalOperations",
    "dependentRequired",
    "scopes",
    "components",
    "flows",
    "mapping",
    "examples",
];

/// Members that must be written out where they stand.
const WRITTEN_OUT: [&str; 24] = [
    "get",
    "put",
    "post",
    "delete",
    "options",
    "head",
    "patch",
    "trace",
    "query",
    "info",
    "description",
    "title",
    "summary",
    "required",
    "tags",
    "servers",
    "security",
    "operationId",
    "type",
    "format",
    "discriminator",
    "xml",
    "externalDocs",
    "pattern",
];

/// Looks through a file.
pub(super) fn scan(file: FileId, root: &Node) -> Found<'_> {
    let mut scan = Scan { found: Found::default(), file, path: Vec::new() };
    if is_library(root) {
        scan.names(root, false)
    } else {
        scan.object(root)
    }
    scan.found
}

/// A file that is a map from names to what others refer to.
fn is_library(root: &Node) -> bool {
    let words = ["openapi", "$ref", "type", "allOf", "oneOf", "anyOf", "enum", "content", "in", "schema", "$id"];
    let known = |member: &Member| {
        let key = &*member.key;
        words.contains(&key) || NAMED.contains(&key) || WRITTEN_OUT.contains(&key) || key == "items"
    };
    !root.members().iter().any(known)
}

struct Scan<'d> {
    found: Found<'d>,
    file: FileId,
    /// The way from the root.
    path: Vec<Token<'d>>,
}

#[derive(Clone, Copy)]
enum Token<'d> {
    Key(&'d str),
    Index(usize),
}

impl<'d> Scan<'d> {
    fn here(&self) -> Pointer {
        let root = Pointer::root(self.file);
        self.path.iter().fold(root, |pointer, token| match token {
            Token::Key(key) => pointer.child(key),
            Token::Index(index) => pointer.child(index),
        })
    }

    fn below(&mut self, token: Token<'d>, node: &'d Node, look: fn(&mut Self, &'d Node)) {
        self.path.push(token);
        look(self, node);
        self.path.pop();
    }

    /// An object whose keys are words of OpenAPI or JSON Schema.
    fn object(&mut self, node: &'d Node) {
        // Outer ones before inner ones, whatever the order of the members.
        if let Some(id) = node.str("$id") {
            let at = self.here();
            self.found.resources.push((at, node.span, id));
        }
        for member in node.members() {
            let (key, value) = (&*member.key, &member.value);
            match (key, &value.kind) {
                ("$ref" | "$dynamicRef", Kind::String(_)) => self.found.references.push(value),
                ("$anchor" | "$dynamicAnchor", Kind::String(name)) => {
                    let at = self.here();
                    self.found.anchors.push((at, node.span, name));
                }
                (_, Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_)) => {}
                ("x-credential", _) => self.below(Token::Key(key), value, Self::object),
                _ if key.starts_with("x-") || DATA.contains(&key) => {}
                (_, Kind::Object(_)) => self.below(Token::Key(key), value, Self::value_of),
                (_, Kind::Array(_)) if key == "examples" => {}
                (_, Kind::Array(_)) => self.below(Token::Key(key), value, Self::list),
            }
        }
    }

    fn value_of(&mut self, node: &'d Node) {
        let key = match self.path.last() {
            Some(Token::Key(key)) => *key,
            Some(Token::Index(_)) | None => "",
        };
        let is_named = NAMED.contains(&key);
        match node.get("$ref") {
            Some(text) if text.as_str().is_some() && (is_named || WRITTEN_OUT.contains(&key)) => {
                let at = self.here();
                self.found.references.push(text);
                self.found.misplaced.push((at, text));
            }
            _ if key == "mapping" => self.found.references.extend(node.members().iter().filter_map(mapped)),
            _ if key == "examples" => {
                self.found.references.extend(node.members().iter().filter_map(|m| crate::reference::of(&m.value)));
            }
            _ if is_named => self.names(node, ["paths", "webhooks"].contains(&key)),
            _ => self.object(node),
        }
    }

    /// An object whose keys are names of the author's; `x-` may begin a name, unless they are those of path items.
    fn names(&mut self, node: &'d Node, items: bool) {
        for member in node.members().iter().filter(|member| !(items && member.key.starts_with("x-"))) {
            match &member.value.kind {
                // The sections of `components`.
                Kind::Object(_) if self.is_components() => {
                    self.below(Token::Key(&member.key), &member.value, Self::value_of);
                }
                Kind::Object(_) => self.below(Token::Key(&member.key), &member.value, Self::object),
                Kind::Array(_) => self.below(Token::Key(&member.key), &member.value, Self::list),
                Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => {}
            }
        }
    }

    fn is_components(&self) -> bool {
        matches!(self.path.as_slice(), [Token::Key("components")])
    }

    fn list(&mut self, node: &'d Node) {
        let holds_written_out = match self.path.last() {
            Some(Token::Key(key)) => ["servers", "tags", "security", "required", "type"].contains(key),
            Some(Token::Index(_)) | None => false,
        };
        for (index, item) in node.items().iter().enumerate() {
            match (&item.kind, item.get("$ref").filter(|text| text.as_str().is_some())) {
                (Kind::Object(_), Some(text)) if holds_written_out => {
                    self.path.push(Token::Index(index));
                    let at = self.here();
                    self.found.references.push(text);
                    self.found.misplaced.push((at, text));
                    self.path.pop();
                }
                (Kind::Object(_), _) => self.below(Token::Index(index), item, Self::object),
                (Kind::Array(_), _) => self.below(Token::Index(index), item, Self::list),
                _ => {}
            }
        }
    }
}

/// An entry of `discriminator.mapping` that looks like a reference to another file; a name is told by `check`.
fn mapped(member: &Member) -> Option<&Node> {
    let text = member.value.as_str()?;
    let is_file = [".yaml", ".yml", ".json"].iter().any(|ending| text.ends_with(ending));
    (text.contains('#') || is_file).then_some(&member.value)
}
