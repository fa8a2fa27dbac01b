//! What the judges share: the document, and what the walk over it found.

use std::collections::{HashMap, HashSet};

use super::allow::Allow;
use super::mend::Mended;
use super::table::{Object, Shape};
use super::{Mode, Version};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::{Document, Node};
use crate::reference::{self, Target};
use crate::source::Span;

/// An object of OpenAPI in the document.
#[derive(Clone, Copy)]
pub(super) struct Found<'d> {
    pub object: Object,
    pub node: &'d Node,
    /// Where to point when the object as a whole is meant: the key that holds it.
    pub at: Span,
}

/// A `$ref` and what it must lead to.
#[derive(Clone, Copy)]
pub(super) struct Use<'d> {
    /// The object that holds the `$ref`.
    pub holder: &'d Node,
    /// The text of the `$ref`.
    pub text: &'d Node,
    pub expected: Object,
}

pub(super) struct Context<'d, 'o> {
    pub document: &'d Document,
    pub version: Version,
    pub mode: Mode,
    pub out: &'o mut Diagnostics,
    /// Every object the walk met, references excepted.
    pub found: Vec<Found<'d>>,
    pub uses: Vec<Use<'d>>,
    /// As what the walk met each node. Looked up, never iterated.
    pub seen: HashMap<usize, Shape>,
    /// What the author allows, and where.
    pub allowed: Vec<Allow<'d>>,
    /// What later stages read otherwise than it is written.
    pub mended: Mended,
    /// By the resource that the text stands in, and the text: what is relative means something else elsewhere.
    targets: HashMap<(usize, &'d str), Target<'d>>,
    said: HashSet<String>,
    /// Whether a section of components is misspelt, so that references that lead into it are not followed.
    pub unread_section: bool,
    /// Fields that an object seems to have under a misspelt name.
    misspelt: HashSet<(usize, &'static str)>,
}

impl<'d, 'o> Context<'d, 'o> {
    pub(crate) fn new(document: &'d Document, version: Version, mode: Mode, out: &'o mut Diagnostics) -> Self {
        Self {
            document,
            version,
            mode,
            out,
            found: Vec::new(),
            uses: Vec::new(),
            seen: HashMap::new(),
            allowed: Vec::new(),
            mended: Mended::default(),
            targets: HashMap::new(),
            said: HashSet::new(),
            unread_section: false,
            misspelt: HashSet::new(),
        }
    }

    /// An error whatever the document: nothing can be made of it.
    pub(crate) fn error(&mut self, diagnostic: Diagnostic) {
        self.out.push(diagnostic);
    }

    /// An error in a spec of ours, a note about others.
    pub(crate) fn fault(&mut self, diagnostic: Diagnostic) {
        self.out.push(self.mode.weigh(diagnostic));
    }

    /// A fault; about others it is said once for each `topic`.
    pub(crate) fn fault_once(&mut self, topic: String, diagnostic: Diagnostic) {
        if self.mode == Mode::Strict || self.said.insert(topic) {
            self.fault(diagnostic);
        }
    }

    /// Notes that a key of `node` seems to mean `field`: that has been said, and that it is missing need not be. Not so of
    /// documents of others, which are read on without what it means.
    pub(crate) fn misspells(&mut self, node: &Node, field: &'static str) {
        if self.mode == Mode::Strict {
            self.misspelt.insert((address(node), field));
        }
    }

    /// Whether `node` has no such field, nor one that seems to mean it.
    pub(crate) fn lacks(&self, node: &Node, field: &'static str) -> bool {
        node.get(field).is_none() && !self.misspelt.contains(&(address(node), field))
    }

    /// Whether a key of `node` seems to mean `field`.
    pub(crate) fn is_misspelt(&self, node: &Node, field: &'static str) -> bool {
        self.misspelt.contains(&(address(node), field))
    }

    /// Whether a fault of this topic would not be said again.
    pub(crate) fn is_said(&self, topic: &str) -> bool {
        self.mode == Mode::Lenient && self.said.contains(topic)
    }

    /// The objects of one kind.
    pub(crate) fn all(&self, object: Object) -> Vec<Found<'d>> {
        self.found.iter().copied().filter(|found| found.object == object).collect()
    }

    /// Follows a `$ref` one step.
    pub(crate) fn target(&mut self, text: &'d Node) -> Target<'d> {
        let Some(reference) = text.as_str() else { return Target::Dangling };
        let key = (self.document.links.holder(text.span), reference);
        if let Some(known) = self.targets.get(&key) {
            return *known;
        }
        let target = reference::follow(self.document, text);
        self.targets.insert(key, target);
        target
    }

    /// Follows references to the end; nothing if one leads nowhere.
    pub(crate) fn resolve(&mut self, node: &'d Node) -> Option<&'d Node> {
        let mut node = node;
        // A chain longer than this is a cycle, which is reported elsewhere.
        for _ in 0..64 {
            match reference::of(node) {
                None => return Some(node),
                Some(text) => match self.target(text) {
                    Target::Node(target) => node = target,
                    Target::Dangling | Target::Unread(_) | Target::Remote => return None,
                },
            }
        }
        None
    }
}

/// What a node is known by; nodes do not move while they are judged.
pub(super) fn address(node: &Node) -> usize {
    std::ptr::from_ref(node).addr()
}
