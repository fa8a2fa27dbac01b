//! Whether a value in the document satisfies a schema in the document.
//!
//! In: located nodes for both. Out: every problem, with its place in the value and the keyword that it breaks. Both
//! dialects are understood: that of OpenAPI 3.0 and JSON Schema 2020-12. Guaranteed: numbers are compared exactly;
//! no input makes it recurse or run without end (a value is given up on as satisfying then).

mod apply;
mod array;
mod format;
mod number;
mod object;
pub(super) mod pattern;
mod text;
mod unevaluated;

use std::collections::HashMap;

use super::Version;
use crate::decimal::Decimal;
use crate::document::{Document, Kind, Node};
use crate::reference::{self, Target};
use crate::source::Span;

/// One way in which a value does not satisfy a schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The offending part of the value.
    pub span: Span,
    /// JSON Pointer to that part, from the value that was judged.
    pub pointer: String,
    pub keyword: String,
    /// Where the schema says so.
    pub keyword_span: Span,
    /// Where the branch that came nearest says so, if none of several holds.
    pub cause: Option<Span>,
    /// What that branch says: its pointer and keyword.
    pub nearest: Option<(String, String)>,
    pub message: String,
}

/// Judges `value` by `schema`.
pub fn validate_instance(document: &Document, schema: &Node, value: &Node, version: Version) -> Vec<Problem> {
    Validator::new(document, version).problems(schema, value)
}

/// How deep applying schemas may nest, and how many may be applied to one value and in all.
const MAX_NESTING: usize = 200;
const MAX_STEPS: u32 = 200_000;
const MAX_STEPS_IN_ALL: u32 = 20_000_000;

/// What it takes to judge many values of one document.
pub(super) struct Validator<'d> {
    document: &'d Document,
    version: Version,
    patterns: HashMap<&'d str, Option<regress::Regex>>,
    targets: HashMap<(usize, &'d str), Option<&'d Node>>,
    /// Schemas being applied, each to which value: meeting a pair again means going round in a circle.
    active: Vec<(usize, usize)>,
    steps: u32,
    steps_in_all: u32,
    pointer: String,
}

impl<'d> Validator<'d> {
    pub(crate) fn new(document: &'d Document, version: Version) -> Self {
        Self {
            document,
            version,
            patterns: HashMap::new(),
            targets: HashMap::new(),
            active: Vec::new(),
            steps: 0,
            steps_in_all: 0,
            pointer: String::new(),
        }
    }

    /// Every problem of `value`.
    pub(crate) fn problems(&mut self, schema: &'d Node, value: &Node) -> Vec<Problem> {
        self.steps = 0;
        self.pointer.clear();
        self.active.clear();
        let mut problems = Vec::new();
        self.apply(schema, value, &mut problems);
        problems
    }

    /// Applies one schema, with all below it.
    fn apply(&mut self, schema: &'d Node, value: &Node, problems: &mut Vec<Problem>) {
        match &schema.kind {
            Kind::Bool(false) => {
                let message = "no value is allowed here";
                problems.push(self.problem(value, "false", schema.span, message));
                return;
            }
            Kind::Object(_) => {}
            Kind::Null | Kind::Bool(true) | Kind::Number(_) | Kind::String(_) | Kind::Array(_) => return,
        }
        let pair = (std::ptr::from_ref(schema).addr(), std::ptr::from_ref(value).addr());
        self.steps += 1;
        self.steps_in_all = self.steps_in_all.saturating_add(1);
        let is_spent = self.steps > MAX_STEPS || self.steps_in_all > MAX_STEPS_IN_ALL;
        if is_spent || self.active.len() > MAX_NESTING || self.active.contains(&pair) {
            return;
        }
        self.active.push(pair);
        self.apply_keywords(schema, value, problems);
        self.active.pop();
    }

    fn apply_keywords(&mut self, schema: &'d Node, value: &Node, problems: &mut Vec<Problem>) {
        if let Some(text) = reference::of(schema) {
            if let Some(target) = self.target(text) {
                self.apply(target, value, problems);
            }
            if self.version == Version::V3_0 {
                return;
            }
        }
        let is_null = matches!(value.kind, Kind::Null);
        if (is_null && schema.is_true("nullable")) || is_other_spelling(schema, value) {
            return;
        }
        if !self.type_fits(schema, value, problems) {
            return;
        }
        self.listed(schema, value, problems);
        match &value.kind {
            Kind::Number(text) => number::judge(self, schema, value, text, problems),
            Kind::String(text) => text::judge(self, schema, value, text, problems),
            Kind::Array(items) => array::judge(self, schema, value, items, problems),
            Kind::Object(_) => object::judge(self, schema, value, problems),
            Kind::Null | Kind::Bool(_) => {}
        }
        apply::judge(self, schema, value, problems);
        unevaluated::judge(self, schema, value, problems);
    }

    /// Whether the value is of the type; keywords about another type would only repeat that it is not.
    fn type_fits(&self, schema: &Node, value: &Node, problems: &mut Vec<Problem>) -> bool {
        let Some(types) = schema.get("type") else { return true };
        let names: Vec<&str> =
            types.as_str().into_iter().chain(types.items().iter().filter_map(Node::as_str)).collect();
        let any_null = types.items().iter().any(|item| matches!(item.kind, Kind::Null));
        let is_null = any_null && matches!(value.kind, Kind::Null);
        if is_null || names.is_empty() || names.iter().any(|name| has_type(value, name)) {
            return true;
        }
        let message = format!("must be of the type {}, is {}", names.join(" or "), value.type_name());
        problems.push(self.problem(value, "type", types.span, message));
        false
    }

    fn listed(&self, schema: &Node, value: &Node, problems: &mut Vec<Problem>) {
        if let Some(listed) = schema.get("enum")
            && matches!(listed.kind, Kind::Array(_))
            && !listed.items().iter().any(|item| equal(item, value))
        {
            let values: Vec<&str> =
                listed.items().iter().take(8).map(|item| self.document.sources.text(item.span)).collect();
            let more = if listed.items().len() > 8 { ", …" } else { "" };
            let message = format!("must be one of {}{more}", values.join(", "));
            problems.push(self.problem(value, "enum", listed.span, message));
        }
        if let Some(constant) = schema.get("const")
            && !equal(constant, value)
        {
            let message = format!("must be {}", self.document.sources.text(constant.span));
            problems.push(self.problem(value, "const", constant.span, message));
        }
    }

    /// Whether a schema holds, without saying why not.
    fn holds(&mut self, schema: &'d Node, value: &Node) -> bool {
        let mut problems = Vec::new();
        self.apply(schema, value, &mut problems);
        problems.is_empty()
    }

    /// Applies a schema to a part of the value.
    fn apply_below(&mut self, token: &str, schema: &'d Node, value: &Node, problems: &mut Vec<Problem>) {
        let length = self.pointer.len();
        self.pointer.push('/');
        self.pointer.push_str(&token.replace('~', "~0").replace('/', "~1"));
        self.apply(schema, value, problems);
        self.pointer.truncate(length);
    }

    fn target(&mut self, text: &'d Node) -> Option<&'d Node> {
        let key = (self.document.links.holder(text.span), text.as_str()?);
        if let Some(known) = self.targets.get(&key) {
            return *known;
        }
        let target = match reference::follow(self.document, text) {
            Target::Node(node) => Some(node),
            Target::Dangling | Target::Unread(_) | Target::Remote => None,
        };
        self.targets.insert(key, target);
        target
    }

    fn problem(&self, value: &Node, keyword: &str, keyword_span: Span, message: impl Into<String>) -> Problem {
        let (pointer, keyword) = (self.pointer.clone(), keyword.to_owned());
        let message = message.into();
        Problem { span: value.span, pointer, keyword, keyword_span, cause: None, nearest: None, message }
    }

    /// Whether a text matches a pattern; a pattern that does not compile, or costs too much, counts as matched.
    fn matches(&mut self, pattern: &'d str, text: &str) -> bool {
        if !pattern::is_affordable(pattern, text) {
            return true;
        }
        let compiled = self.patterns.entry(pattern).or_insert_with(|| pattern::compile(pattern).ok());
        compiled.as_ref().is_none_or(|regex| regex.find(text).is_some())
    }
}

/// The limit that a keyword sets.
fn limit(schema: &Node, keyword: &str) -> Option<(Decimal, Span)> {
    let node = schema.get(keyword)?;
    Some((Decimal::parse(node.as_number()?)?, node.span))
}

/// `x-accept-values`: other spellings of a boolean.
fn is_other_spelling(schema: &Node, value: &Node) -> bool {
    let Some(spellings) = schema.get("x-accept-values") else { return false };
    let lists = spellings.members().iter().flat_map(|member| member.value.items());
    let mut same = lists.filter(|spelling| match (spelling.as_str(), value.as_str()) {
        (Some(left), Some(right)) => left.eq_ignore_ascii_case(right),
        _ => equal(spelling, value),
    });
    same.next().is_some()
}

/// Whether a text has a format; an unknown format fits everything.
pub(super) fn fits_format(name: &str, text: &str) -> bool {
    format::fits(name, text)
}

/// Whether a value is of a type, by the rules of JSON Schema: `1.0` is an integer.
pub(super) fn has_type(value: &Node, name: &str) -> bool {
    match &value.kind {
        Kind::Null => name == "null",
        Kind::Bool(_) => name == "boolean",
        Kind::Number(text) => {
            name == "number" || (name == "integer" && Decimal::parse(text).is_some_and(|n| n.is_integer()))
        }
        Kind::String(_) => name == "string",
        Kind::Array(_) => name == "array",
        Kind::Object(_) => name == "object",
    }
}

/// Whether two values are the same: numbers by value, objects without regard to order.
fn equal(left: &Node, right: &Node) -> bool {
    match (&left.kind, &right.kind) {
        (Kind::String(left), Kind::String(right)) => left == right,
        (Kind::Bool(left), Kind::Bool(right)) => left == right,
        (Kind::Null, Kind::Null) => true,
        _ => {
            std::mem::discriminant(&left.kind) == std::mem::discriminant(&right.kind)
                && canonical(left) == canonical(right)
        }
    }
}

/// A text that is the same for the same values, and for no others.
pub(super) fn canonical(value: &Node) -> String {
    let mut text = String::new();
    write_canonical(value, &mut text);
    text
}

fn write_canonical(value: &Node, text: &mut String) {
    match &value.kind {
        Kind::Null => text.push_str("null"),
        Kind::Bool(value) => text.push_str(if *value { "true" } else { "false" }),
        Kind::Number(number) => match Decimal::parse(number) {
            Some(number) => text.push_str(&format!("{number:?}")),
            None => text.push_str(number),
        },
        Kind::String(string) => text.push_str(&format!("{string:?}")),
        Kind::Array(items) => {
            text.push('[');
            for item in items {
                write_canonical(item, text);
                text.push(',');
            }
            text.push(']');
        }
        Kind::Object(members) => {
            let mut sorted: Vec<_> = members.iter().collect();
            sorted.sort_by(|left, right| left.key.cmp(&right.key));
            text.push('{');
            for member in sorted {
                text.push_str(&format!("{:?}:", member.key));
                write_canonical(&member.value, text);
                text.push(',');
            }
            text.push('}');
        }
    }
}
