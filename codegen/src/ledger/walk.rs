//! The schemas of a document that its operations use, found without the stages that enforce them.
//!
//! In: the document, and which operations are generated. Out: each schema with the places where the document says that
//! it is used, in the order of the document. Guaranteed: a schema that lowering lost is found all the same; each is
//! looked at once for each place of use, from a list of work and not by recursion.

use std::collections::{BTreeMap, BTreeSet};

use super::uses::Uses;
use crate::check::Version;
use crate::document::{Document, Kind, Node};
use crate::ir::Api;
use crate::pointer::Pointer;
use crate::reference;
use crate::resolve;
use crate::source::{FileId, Span};

/// A schema and where it is used.
#[derive(Debug)]
pub(super) struct Place<'d> {
    pub pointer: Pointer,
    pub node: &'d Node,
    pub uses: Uses,
    /// Why nothing is made of it, where the place says so.
    pub why: Option<&'static str>,
}

/// What is found in a document.
#[derive(Debug, Default)]
pub(super) struct Places<'d> {
    pub list: Vec<Place<'d>>,
    /// For a branch of `anyOf` or `oneOf`, and what it refers to, the schemas that it is a branch of.
    pub branch_of: BTreeMap<Span, Vec<Span>>,
    /// For a branch of `anyOf` the keyword.
    pub any_of: BTreeMap<Span, Span>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    Object,
    /// An object whose keys are names; how many of those below are, too.
    Map(usize),
    Responses,
    Schema,
}

struct Task {
    pointer: Pointer,
    what: What,
    uses: Uses,
    webhook: bool,
    why: Option<&'static str>,
}

struct Walk<'d> {
    document: &'d Document,
    version: Version,
    operations: BTreeSet<Span>,
    /// Media types of which nobody reads more than bytes.
    bytes: BTreeSet<Pointer>,
    seen: BTreeMap<Pointer, Uses>,
    why: BTreeMap<Pointer, &'static str>,
    /// Objects that are no schemas; they may refer to each other in a circle.
    done: BTreeSet<(Pointer, What, Uses, bool)>,
    tasks: Vec<Task>,
    found: Places<'d>,
}

const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

pub(super) fn places<'d>(document: &'d Document, version: Version, api: &Api) -> Places<'d> {
    let webhooks = api.webhooks.iter().map(|webhook| webhook.operation.span);
    let operations = api.operations.iter().map(|operation| operation.span).chain(webhooks).collect();
    let bytes = api.schemas.iter().filter_map(|schema| schema.pointer.parent_of("x-bytes")).collect();
    let (seen, why) = (BTreeMap::new(), BTreeMap::new());
    let (done, tasks, found) = (BTreeSet::new(), Vec::new(), Places::default());
    let mut walk = Walk { document, version, operations, bytes, seen, why, done, tasks, found };
    let root = Pointer::root(FileId(0));
    walk.push(root.child("paths"), What::Map(0), Uses::NONE, false);
    walk.push(root.child("webhooks"), What::Map(0), Uses::NONE, true);
    for id in api.schemes.iter().filter_map(|scheme| scheme.schema) {
        walk.push(api.schema(id).pointer.clone(), What::Schema, Uses::CREDENTIAL, false);
    }
    walk.follow();
    // A library of types is used by its types.
    for pointer in api.components.iter().map(|id| &api.schema(*id).pointer) {
        if !walk.seen.contains_key(pointer) {
            walk.push(pointer.clone(), What::Schema, Uses::VALIDATE, false);
        }
    }
    walk.follow();
    let (seen, why) = (walk.seen, walk.why);
    let mut places = walk.found;
    for place in &mut places.list {
        place.uses = seen.get(&place.pointer).copied().unwrap_or_default();
        place.why = why.get(&place.pointer).copied();
    }
    places.list.sort_by(|a, b| (a.node.span, &a.pointer).cmp(&(b.node.span, &b.pointer)));
    places
}

impl<'d> Walk<'d> {
    fn push(&mut self, pointer: Pointer, what: What, uses: Uses, webhook: bool) {
        self.tasks.push(Task { pointer, what, uses, webhook, why: None });
    }

    fn follow(&mut self) {
        while let Some(task) = self.tasks.pop() {
            self.task(&task);
        }
    }

    fn node(&self, pointer: &Pointer) -> Option<&'d Node> {
        self.document.at(pointer.file, pointer.tokens())
    }

    fn task(&mut self, task: &Task) {
        let Some(node) = self.node(&task.pointer) else { return };
        if task.what == What::Schema {
            return self.schema(task, node);
        }
        if !self.done.insert((task.pointer.clone(), task.what, task.uses, task.webhook)) {
            return;
        }
        let below = |pointer, what, uses| Task { pointer, what, uses, webhook: task.webhook, why: task.why };
        if let Some(target) = reference::of(node).and_then(|text| reference::locate(self.document, text)) {
            self.tasks.push(below(target, task.what, task.uses));
        }
        for (index, _) in node.items().iter().enumerate() {
            self.tasks.push(below(task.pointer.child(index), What::Object, task.uses));
        }
        for member in node.members() {
            let pointer = task.pointer.child(&member.key);
            match task.what {
                What::Responses if member.key.starts_with("x-") => {}
                What::Map(0) => {
                    let ignored =
                        task.pointer.parent_of("headers").is_some() && member.key.eq_ignore_ascii_case("content-type");
                    let why = ignored.then_some("OpenAPI ignores a header of this name").or(task.why);
                    self.tasks.push(Task { why, ..below(pointer, What::Object, task.uses) });
                }
                What::Map(more) => self.tasks.push(below(pointer, What::Map(more - 1), task.uses)),
                What::Responses => {
                    let success = is_success(&member.key, node);
                    let uses = match (task.webhook, success) {
                        (true, _) => Uses::ANSWER,
                        (false, true) => Uses::RESPONSE,
                        (false, false) => Uses::FAILURE,
                    };
                    self.tasks.push(below(pointer, What::Object, uses));
                }
                What::Object => self.member(task, node, &member.key, &member.value, pointer),
                What::Schema => {}
            }
        }
    }

    /// What stands under a field of an operation, a parameter, a body, a response.
    fn member(&mut self, task: &Task, node: &Node, key: &str, value: &Node, pointer: Pointer) {
        let read = if task.uses == Uses::RESPONSE { Uses::HEADER } else { task.uses };
        let (what, uses) = match key {
            "schema" => (What::Schema, task.uses),
            "itemSchema" if task.uses == Uses::RESPONSE => (What::Schema, Uses::STREAM),
            "itemSchema" => (What::Schema, task.uses),
            "parameters" if self.is_wanted(node) => {
                (What::Object, if task.webhook { Uses::WEBHOOK } else { Uses::PARAMETER })
            }
            "requestBody" => (What::Object, if task.webhook { Uses::WEBHOOK } else { Uses::REQUEST }),
            "responses" => (What::Responses, Uses::NONE),
            "headers" => (What::Map(0), read),
            "content" | "encoding" => (What::Map(0), task.uses),
            "callbacks" => (What::Map(1), Uses::NONE),
            "additionalOperations" => (What::Map(0), Uses::NONE),
            _ if METHODS.contains(&key) && self.operations.contains(&value.span) => (What::Object, Uses::NONE),
            _ => return,
        };
        // A method that nobody knows is an operation as well.
        let unwanted =
            key == "additionalOperations" && !value.members().iter().any(|m| self.operations.contains(&m.value.span));
        let why = match key {
            "encoding" => Some("a header of a part of a form is the caller's"),
            "schema" if self.bytes.contains(&task.pointer) => Some("the body is handed over as bytes"),
            "schema" => task.why.or_else(|| ignored(node)),
            _ => task.why,
        };
        let webhook = task.webhook || key == "callbacks";
        if !unwanted {
            self.tasks.push(Task { pointer, what, uses, webhook, why });
        }
    }

    /// An operation; or a path item of which one operation is wanted.
    fn is_wanted(&self, node: &Node) -> bool {
        let methods: Vec<&Node> =
            node.members().iter().filter(|m| METHODS.contains(&&*m.key)).map(|m| &m.value).collect();
        let more = node.get("additionalOperations").map(Node::members).unwrap_or_default();
        let mut all = methods.iter().copied().chain(more.iter().map(|m| &m.value)).peekable();
        all.peek().is_none() || all.any(|operation| self.operations.contains(&operation.span))
    }

    fn schema(&mut self, task: &Task, node: &'d Node) {
        let known = self.seen.get(&task.pointer).copied();
        let uses = known.unwrap_or_default().and(task.uses);
        if known == Some(uses) {
            return;
        }
        self.seen.insert(task.pointer.clone(), uses);
        if let Some(why) = task.why {
            self.why.entry(task.pointer.clone()).or_insert(why);
        }
        if known.is_none() {
            let (pointer, uses, why) = (task.pointer.clone(), Uses::NONE, None);
            self.found.list.push(Place { pointer, node, uses, why });
        }
        let text = reference::of(node);
        if let Some(target) = text.and_then(|text| reference::locate(self.document, text)) {
            self.tasks.push(Task { pointer: target, what: What::Schema, ..*task });
            if self.version == Version::V3_0 {
                return;
            }
        }
        for pointer in below(&task.pointer, node) {
            // What only responses have, requests do not.
            let sent = Uses::REQUEST.and(Uses::ANSWER);
            let uses = if self.is_read_only(&pointer) { task.uses.without(sent) } else { task.uses };
            self.tasks.push(Task { pointer, what: What::Schema, uses, why: task.why, webhook: task.webhook });
        }
        self.branches(&task.pointer, node);
    }

    fn is_read_only(&self, pointer: &Pointer) -> bool {
        let is_member = pointer.tokens().iter().rev().nth(1).is_some_and(|token| token == "properties");
        let marked = |at: &Pointer| self.node(at).is_some_and(|node| node.is_true("readOnly"));
        is_member && (marked(pointer) || marked(&resolve::follow(self.document, pointer)))
    }

    fn branches(&mut self, pointer: &Pointer, node: &Node) {
        for key in ["oneOf", "anyOf"] {
            let Some(member) = node.member(key) else { continue };
            for (index, branch) in member.value.items().iter().enumerate() {
                let target = resolve::follow(self.document, &pointer.child(key).child(index));
                let target = self.node(&target).map(|target| target.span);
                for span in [Some(branch.span), target.filter(|target| *target != branch.span)].into_iter().flatten() {
                    let holders = self.found.branch_of.entry(span).or_default();
                    if !holders.contains(&node.span) {
                        holders.push(node.span);
                    }
                }
                if key == "anyOf" {
                    self.found.any_of.insert(branch.span, member.key_span);
                }
            }
        }
    }
}

fn is_success(status: &str, responses: &Node) -> bool {
    let code = |status: &str| status.starts_with('2');
    code(status) || (status == "default" && !responses.members().iter().any(|other| code(&other.key)))
}

/// Headers that are described elsewhere: a definition here says nothing (OpenAPI 3.1, section 4.8.12.2).
fn ignored(parameter: &Node) -> Option<&'static str> {
    let name = parameter.str("name").unwrap_or_default().to_ascii_lowercase();
    let header = parameter.str("in") == Some("header");
    let elsewhere = header && ["accept", "content-type", "authorization"].contains(&name.as_str());
    elsewhere.then_some("OpenAPI ignores a parameter for this header")
}

/// The places of the schemas that a schema is made of.
fn below(pointer: &Pointer, node: &Node) -> Vec<Pointer> {
    let mut below = Vec::new();
    for member in node.members() {
        let at = pointer.child(&member.key);
        match &*member.key {
            // Without a condition, or without a tuple, they say nothing.
            "additionalItems" if !node.get("items").is_some_and(|items| matches!(items.kind, Kind::Array(_))) => {}
            "then" | "else" if node.get("if").is_none() => {}
            "not"
            | "if"
            | "then"
            | "else"
            | "contains"
            | "propertyNames"
            | "additionalProperties"
            | "items"
            | "additionalItems"
            | "unevaluatedItems"
            | "unevaluatedProperties" => match &member.value.kind {
                Kind::Object(_) => below.push(at),
                Kind::Array(items) => below.extend((0..items.len()).map(|index| at.child(index))),
                // Said of the whole by the keyword.
                Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => {}
            },
            "allOf" | "anyOf" | "oneOf" | "prefixItems" => {
                below.extend((0..member.value.items().len()).map(|index| at.child(index)));
            }
            "properties" | "patternProperties" | "dependentSchemas" | "dependencies" => {
                let schemas = member.value.members().iter().filter(|m| !matches!(m.value.kind, Kind::Array(_)));
                below.extend(schemas.map(|m| at.child(&m.key)));
            }
            _ => {}
        }
    }
    below
}
