//! The located tree: a document in which every node knows its place.
//!
//! In: what `load` parsed. Out: a tree that loses nothing of the text but comments and style: numbers keep their
//! digits, objects their order. Guaranteed: no two members of an object share a key (`load` reports the second).

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::diagnostic::Diagnostic;
use crate::pointer::Pointer;
use crate::reference::links::Links;
use crate::source::{FileId, Sources, Span};

/// One or several files, parsed.
#[derive(Clone, Debug)]
pub struct Document {
    pub sources: Sources,
    /// The tree of each file, by [`FileId`]; the first is the document that was asked for.
    pub roots: Vec<Node>,
    /// What references lead to.
    pub(crate) links: Links,
    /// What is wrong with the text and still plain; `check` says how much it weighs.
    pub(crate) faults: Vec<Diagnostic>,
    /// What finds members of large objects; made when it is first asked.
    pub(crate) index: Index,
}

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    pub span: Span,
    pub kind: Kind,
}

/// The JSON data model; numbers keep their text.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    Null,
    Bool(bool),
    /// A JSON number as it was written.
    Number(Box<str>),
    String(Box<str>),
    Array(Vec<Node>),
    Object(Vec<Member>),
}

/// A member of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    pub key: Box<str>,
    pub key_span: Span,
    pub value: Node,
}

impl Document {
    /// The tree of the document that was asked for.
    pub fn root(&self) -> &Node {
        &self.roots[0]
    }

    pub fn file_root(&self, file: FileId) -> &Node {
        &self.roots[file.0 as usize]
    }

    /// The node at a JSON Pointer (RFC 6901) in a file; tokens are unescaped already.
    pub fn at<'d>(&'d self, file: FileId, tokens: &[impl AsRef<str>]) -> Option<&'d Node> {
        let index = self.index.0.get_or_init(|| large(&self.roots));
        tokens.iter().try_fold(self.file_root(file), |node, token| {
            let token = token.as_ref();
            let Kind::Object(members) = &node.kind else { return node.child(token) };
            let hint = (members.len() >= LARGE).then(|| index.get(&node.span)?.get(token).copied()).flatten();
            let hinted = hint.and_then(|at| members.get(at)).filter(|member| *member.key == *token);
            hinted.map(|member| &member.value).or_else(|| node.child(token))
        })
    }
}

/// From how many members on an object is searched with the index: without one a document of a few megabytes, all of
/// them schemas, takes minutes.
const LARGE: usize = 128;

/// Where the members of large objects are, by the place of the object in the text. A hint: a tree that is changed
/// afterwards is searched.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index(OnceLock<HashMap<Span, HashMap<Box<str>, usize>>>);

fn large(roots: &[Node]) -> HashMap<Span, HashMap<Box<str>, usize>> {
    let mut index = HashMap::new();
    let mut open: Vec<&Node> = roots.iter().collect();
    while let Some(node) = open.pop() {
        open.extend(node.items());
        let members = node.members();
        open.extend(members.iter().map(|member| &member.value));
        if members.len() >= LARGE {
            let names = members.iter().enumerate().map(|(at, member)| (member.key.clone(), at));
            index.insert(node.span, names.collect());
        }
    }
    index
}

impl Document {
    /// The node at a place, to put another one there.
    pub(crate) fn at_mut(&mut self, place: &Pointer) -> Option<&mut Node> {
        let root = self.roots.get_mut(place.file.0 as usize)?;
        place.tokens().iter().try_fold(root, |node, token| match &mut node.kind {
            Kind::Object(members) => members.iter_mut().find(|m| *m.key == **token).map(|m| &mut m.value),
            Kind::Array(items) => token.parse::<usize>().ok().and_then(|index| items.get_mut(index)),
            Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => None,
        })
    }
}

impl Node {
    /// Whether this stands for a file that could not be parsed.
    pub(crate) fn is_unread(&self) -> bool {
        matches!(self.kind, Kind::Null) && self.span.end == 0
    }

    pub fn get(&self, key: &str) -> Option<&Node> {
        self.member(key).map(|m| &m.value)
    }

    pub fn member(&self, key: &str) -> Option<&Member> {
        self.members().iter().find(|m| &*m.key == key)
    }

    /// The members of an object; empty for anything else.
    pub fn members(&self) -> &[Member] {
        match &self.kind {
            Kind::Object(members) => members,
            _ => &[],
        }
    }

    /// The items of an array; empty for anything else.
    pub fn items(&self) -> &[Node] {
        match &self.kind {
            Kind::Array(items) => items,
            _ => &[],
        }
    }

    pub fn as_str(&self) -> Option<&str> {
        match &self.kind {
            Kind::String(text) => Some(text),
            _ => None,
        }
    }

    /// The text, or those of the items that are texts.
    pub fn texts(&self) -> Vec<&str> {
        self.as_str().into_iter().chain(self.items().iter().filter_map(Node::as_str)).collect()
    }

    pub fn as_bool(&self) -> Option<bool> {
        match self.kind {
            Kind::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// The text of a number.
    pub fn as_number(&self) -> Option<&str> {
        match &self.kind {
            Kind::Number(text) => Some(text),
            _ => None,
        }
    }

    /// The string member `key`.
    pub fn str(&self, key: &str) -> Option<&str> {
        self.get(key).and_then(Node::as_str)
    }

    /// Whether the member `key` is `true`.
    pub fn is_true(&self, key: &str) -> bool {
        self.get(key).and_then(Node::as_bool) == Some(true)
    }

    /// What kind of value this is, as messages name it.
    pub fn type_name(&self) -> &'static str {
        match self.kind {
            Kind::Null => "null",
            Kind::Bool(_) => "a boolean",
            Kind::Number(_) => "a number",
            Kind::String(_) => "a string",
            Kind::Array(_) => "an array",
            Kind::Object(_) => "an object",
        }
    }

    fn child(&self, token: &str) -> Option<&Node> {
        match &self.kind {
            Kind::Object(_) => self.get(token),
            Kind::Array(items) => token.parse::<usize>().ok().and_then(|i| items.get(i)),
            _ => None,
        }
    }
}
