//! The constraints of a spec, from its located tree: each keyword that asserts something, wherever a value can be.

use std::fmt;
use std::path::Path;

use specwright_codegen::diagnostic::Diagnostics;
use specwright_codegen::document::{Document, Node};
use specwright_codegen::load::{Folder, load};
use specwright_codegen::source::{FileId, Sources};

/// A document.
pub(crate) struct Spec {
    document: Document,
    sources: Sources,
    is_3_0: bool,
}

/// A schema that a parameter, a header, a body or a credential is of.
pub(crate) struct Root {
    /// As the probe calls it.
    pub name: String,
    /// Where it is in the bundle.
    pub place: String,
    /// Where it is in the document.
    pointer: Vec<String>,
}

/// A keyword that asserts something of the value at a place.
#[derive(Clone, Debug)]
pub(crate) struct Constraint {
    root: String,
    /// The value.
    pub pointer: String,
    pub keyword: String,
    /// The value of the keyword; of `required`, the name.
    pub limit: serde_json::Value,
    /// The line of the keyword.
    pub line: u32,
    /// Where it may be said that a member is not `null`: at its schema, or at that of the object.
    null_lines: Vec<u32>,
    /// Extensions that stand beside it.
    open: bool,
    credential: bool,
    pub spelled: bool,
    /// The client makes the member.
    made: bool,
    /// The pattern that stands beside it.
    pub pattern: Option<String>,
}

/// Keywords that say something to people only, or how a value is held and written.
const WORDS: &[&str] = &["description", "title", "example", "examples", "default", "xml", "deprecated"];

impl Spec {
    pub(crate) fn read(folder: &Path, name: &str) -> Self {
        let mut sources = Sources::default();
        let files = Folder::new(folder, name);
        let document = load(name, &files, &mut sources, &mut Diagnostics::default()).expect("the spec can be read");
        assert_eq!(document.roots.len(), 1, "a second file would need pointers with a file");
        let is_3_0 = document.root().str("openapi").is_some_and(|version| version.starts_with("3.0"));
        Self { document, sources, is_3_0 }
    }

    /// Each schema once, in the order of the document.
    pub(crate) fn roots(&self) -> Vec<Root> {
        let mut found = Vec::new();
        self.roots_below(self.document.root(), &mut Vec::new(), &mut found);
        let mut roots: Vec<Root> = Vec::new();
        for pointer in found {
            let node = self.document.at(FileId(0), &pointer).expect("the place was just found");
            let pointer = node.str("$ref").map_or(pointer, target);
            let name = match pointer.as_slice() {
                [components, schemas, name] if components == "components" && schemas == "schemas" => name.clone(),
                tokens => format!("#{}", written(tokens)),
            };
            if !roots.iter().any(|root| root.name == name) {
                roots.push(Root { name, place: format!("/f0{}", written(&pointer)), pointer });
            }
        }
        roots
    }

    fn roots_below(&self, node: &Node, at: &mut Vec<String>, out: &mut Vec<Vec<String>>) {
        for member in node.members() {
            at.push(member.key.to_string());
            match &*member.key {
                "schema" => out.push(at.clone()),
                "x-credential" if !member.value.members().is_empty() => out.push(at.clone()),
                "schemas" | "example" | "examples" => {}
                _ => self.roots_below(&member.value, at, out),
            }
            at.pop();
        }
        for (index, item) in node.items().iter().enumerate() {
            at.push(index.to_string());
            self.roots_below(item, at, out);
            at.pop();
        }
    }

    pub(crate) fn constraints(&self, root: &Root) -> Vec<Constraint> {
        let mut out = Vec::new();
        let here = Here { root: &root.name, pointer: String::new(), credential: false, null_lines: Vec::new() };
        self.schema(&root.pointer, &here, &mut out);
        out
    }

    /// What a schema asserts of the value at a place, and of what is in it.
    fn schema(&self, at: &[String], here: &Here<'_>, out: &mut Vec<Constraint>) {
        let node = self.document.at(FileId(0), at).expect("the schema is in the document");
        let below = |tokens: &[&str]| [at, &tokens.iter().map(|t| (*t).to_owned()).collect::<Vec<_>>()].concat();
        let mut here = here.clone();
        here.null_lines.push(self.line(node));
        let here = &here;
        if let Some(reference) = node.str("$ref") {
            self.schema(&target(reference), here, out);
            if self.is_3_0 {
                return;
            }
        }
        for member in node.members() {
            let key = &*member.key;
            match key {
                "$ref" | "items" | "properties" => {}
                key if WORDS.contains(&key) || key.starts_with("x-") => {}
                "allOf" => {
                    let parts = 0..member.value.items().len();
                    parts.for_each(|index| self.schema(&below(&["allOf", &index.to_string()]), here, out));
                }
                "oneOf" => {
                    out.push(self.constraint(node, key, here));
                    for (index, branch) in member.value.items().iter().enumerate() {
                        if branch.str("type") != Some("null") {
                            self.schema(&below(&["oneOf", &index.to_string()]), here, out);
                        }
                    }
                }
                "required" => {
                    for name in member.value.items().iter().filter_map(Node::as_str) {
                        let member = node.get("properties").and_then(|properties| properties.get(name));
                        let has = |extension: &str| member.is_some_and(|member| member.is_true(extension));
                        let (credential, made) = (has("x-credential"), has("x-idempotency-key"));
                        let limit = serde_json::Value::from(name);
                        out.push(Constraint { limit, credential, made, ..self.constraint(node, key, here) });
                    }
                }
                "anyOf"
                | "type"
                | "enum"
                | "format"
                | "pattern"
                | "minLength"
                | "maxLength"
                | "minimum"
                | "maximum"
                | "exclusiveMinimum"
                | "exclusiveMaximum"
                | "multipleOf"
                | "minItems"
                | "maxItems"
                | "uniqueItems"
                | "minProperties"
                | "maxProperties"
                | "additionalProperties"
                | "const" => {
                    out.push(self.constraint(node, key, here));
                }
                other => panic!("this test does not know `{other}`: {}", written(at)),
            }
        }
        for property in node.get("properties").iter().flat_map(|properties| properties.members()) {
            let pointer = format!("{}/{}", here.pointer, specwright_roundtrip::bundle::escape(&property.key));
            let credential = here.credential || property.value.is_true("x-credential");
            let null_lines = vec![self.line(node)];
            let member = Here { root: here.root, pointer, credential, null_lines };
            self.schema(&below(&["properties", &property.key]), &member, out);
        }
        if node.get("items").is_some() {
            self.schema(&below(&["items"]), &Here { pointer: format!("{}/0", here.pointer), ..here.clone() }, out);
        }
    }

    fn constraint(&self, schema: &Node, key: &str, here: &Here<'_>) -> Constraint {
        let member = schema.member(key).expect("the keyword was just met");
        Constraint {
            root: here.root.to_owned(),
            pointer: here.pointer.clone(),
            keyword: key.to_owned(),
            limit: specwright_roundtrip::bundle::value(&member.value),
            line: self.sources.line_column(member.key_span).line as u32,
            null_lines: here.null_lines.clone(),
            open: schema.is_true("x-open"),
            credential: here.credential,
            spelled: schema.get("x-accept-values").is_some(),
            made: false,
            pattern: schema.str("pattern").map(str::to_owned),
        }
    }

    fn line(&self, node: &Node) -> u32 {
        self.sources.line_column(node.span).line as u32
    }
}

/// The value that a schema is about.
#[derive(Clone)]
struct Here<'r> {
    root: &'r str,
    pointer: String,
    credential: bool,
    null_lines: Vec<u32>,
}

impl Constraint {
    /// Whether the validator can say no more of it than that no branch holds.
    pub(crate) fn is_union(&self) -> bool {
        self.keyword == "oneOf"
    }

    pub(crate) fn keyword_of_validator(&self) -> &str {
        // Other spellings of a boolean are branches to the validator.
        if self.keyword == "type" && self.spelled { "anyOf" } else { &self.keyword }
    }

    /// Whether this is a line at which it is said that `null` is no value.
    pub(crate) fn is_null(&self, line: u32) -> bool {
        self.keyword == "type" && self.null_lines.contains(&line)
    }

    /// Whether a type that expects this enforces the constraint.
    pub(crate) fn may_be_typed(&self, expected: &str) -> bool {
        match self.keyword.as_str() {
            "required" => self.limit.as_str().is_some_and(|name| expected == format!("a member `{name}`")),
            "type" | "enum" | "oneOf" | "const" => true,
            "format" => matches!(self.limit.as_str(), Some("uuid" | "date-time" | "date")),
            _ => false,
        }
    }

    /// Why nothing breaks it.
    pub(crate) fn why_not(&self) -> &'static str {
        match self.keyword.as_str() {
            _ if self.credential => "the client fills it in",
            "required" if self.made => "the client makes one",
            "enum" if self.open => "other values are allowed (x-open)",
            "minLength" if self.limit == 0 => "no text is shorter",
            "minLength" if self.pattern.is_some() => "a shorter text does not match the pattern either",
            _ => "nothing was found that breaks it alone",
        }
    }
}

impl fmt::Display for Constraint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let space = if self.pointer.is_empty() { "" } else { " " };
        write!(f, "{}{space}{} {}", self.root, self.pointer, self.keyword)?;
        match self.limit.as_str().filter(|_| self.keyword == "required") {
            Some(name) => write!(f, " {name}"),
            None => Ok(()),
        }
    }
}

/// The tokens of a reference within the document.
fn target(reference: &str) -> Vec<String> {
    let fragment = reference.strip_prefix("#/").expect("the specs have one file each");
    fragment.split('/').map(|token| token.replace("~1", "/").replace("~0", "~")).collect()
}

fn written(tokens: &[String]) -> String {
    tokens.iter().map(|token| format!("/{}", specwright_roundtrip::bundle::escape(token))).collect()
}
