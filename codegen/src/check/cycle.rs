//! References that lead back to themselves without a value in between.
//!
//! In: every `$ref`, and every branch of `allOf`, `oneOf` and `anyOf`. Out: one finding per cycle. A schema that refers to
//! itself through a property or `items` is an ordinary recursive type and no cycle here. A cycle through a branch of a
//! union is a fault: in documents of others the branch says nothing, and is left out.

use std::collections::{HashMap, HashSet};

use super::context::{Context, address};
use super::table::Object;
use crate::diagnostic::Diagnostic;
use crate::document::Node;
use crate::reference::{self, Target};

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// On the way from where the search started to where it is.
    Open,
    Done,
}

/// A step of the search: go into a node, or leave it.
enum Step<'d> {
    Enter(Edge<'d>),
    Leave(&'d Node),
}

/// How the search comes to a node.
#[derive(Clone, Copy)]
struct Edge<'d> {
    to: &'d Node,
    /// The reference that leads there, or to what holds it.
    through: Option<&'d Node>,
    /// Whether it is a branch of a union.
    branch: bool,
}

/// Searches every chain of references and branches.
pub(super) fn judge(context: &mut Context<'_, '_>) {
    let mut states: HashMap<usize, State> = HashMap::new();
    let mut reported = HashSet::new();
    let starts: Vec<&Node> = context.uses.iter().map(|used| used.holder).collect();
    for start in starts {
        let mut steps = vec![Step::Enter(Edge { to: start, through: None, branch: false })];
        // The nodes that are open, each with whether it was come to as a branch.
        let mut way: Vec<(usize, bool)> = Vec::new();
        while let Some(step) = steps.pop() {
            match step {
                Step::Leave(node) => {
                    states.insert(address(node), State::Done);
                    way.pop();
                }
                Step::Enter(edge) => match states.get(&address(edge.to)) {
                    Some(State::Done) => {}
                    Some(State::Open) => {
                        if reported.insert(address(edge.to)) {
                            let around = way.iter().rev().take_while(|(node, _)| *node != address(edge.to));
                            let is_union = edge.branch || around.clone().any(|(_, branch)| *branch);
                            report(context, edge, is_union);
                        }
                    }
                    None => {
                        states.insert(address(edge.to), State::Open);
                        way.push((address(edge.to), edge.branch));
                        steps.push(Step::Leave(edge.to));
                        enter(context, edge, &mut steps);
                    }
                },
            }
        }
    }
}

/// Adds the nodes that describe the same value as the node.
fn enter<'d>(context: &mut Context<'d, '_>, edge: Edge<'d>, steps: &mut Vec<Step<'d>>) {
    let Edge { to: node, through, .. } = edge;
    if let Some(text) = reference::of(node)
        && let Target::Node(to) = context.target(text)
    {
        steps.push(Step::Enter(Edge { to, through: Some(text), branch: false }));
    }
    for (key, branch) in [("allOf", false), ("oneOf", true), ("anyOf", true)] {
        let members = node.get(key).map(Node::items).unwrap_or_default();
        steps.extend(members.iter().map(|to| Step::Enter(Edge { to, through, branch })));
    }
}

fn report(context: &mut Context<'_, '_>, edge: Edge<'_>, is_union: bool) {
    let Edge { to: node, through, .. } = edge;
    let span = through.map_or(node.span, |text| text.span);
    let is_schema = context.uses.iter().any(|used| used.expected == Object::Schema && used.text.span == span);
    let message = "this reference leads back to itself and describes nothing";
    let mut diagnostic = Diagnostic::error("ref-cycle", span, message).label("closes the circle");
    if through.is_some() && node.span != span {
        diagnostic = diagnostic.also(node.span, "where it starts");
    }
    if is_schema {
        diagnostic = diagnostic.help("a recursive type refers to itself through a property or `items`");
    }
    if is_union { context.fault(diagnostic) } else { context.error(diagnostic) }
}
