//! References that lead back to themselves without a value in between.
//!
//! In: every `$ref` and `allOf`, and in a spec of our own every `oneOf` and `anyOf` of one branch. Out: one finding per cycle. A schema that refers to itself through a property or
//! `items` is an ordinary recursive type and no cycle here.

use std::collections::{HashMap, HashSet};

use super::Mode;
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
    Enter(&'d Node, Option<&'d Node>),
    Leave(&'d Node),
}

/// Searches every chain of references and `allOf`.
pub(super) fn judge(context: &mut Context<'_, '_>) {
    let mut states: HashMap<usize, State> = HashMap::new();
    let mut reported = HashSet::new();
    let starts: Vec<&Node> = context.uses.iter().map(|used| used.holder).collect();
    for start in starts {
        let mut steps = vec![Step::Enter(start, None)];
        while let Some(step) = steps.pop() {
            match step {
                Step::Leave(node) => {
                    states.insert(address(node), State::Done);
                }
                Step::Enter(node, through) => match states.get(&address(node)) {
                    Some(State::Done) => {}
                    Some(State::Open) => {
                        if reported.insert(address(node)) {
                            report(context, node, through);
                        }
                    }
                    None => {
                        states.insert(address(node), State::Open);
                        steps.push(Step::Leave(node));
                        enter(context, node, through, &mut steps);
                    }
                },
            }
        }
    }
}

/// Adds the nodes that describe the same value as `node`.
fn enter<'d>(context: &mut Context<'d, '_>, node: &'d Node, through: Option<&'d Node>, steps: &mut Vec<Step<'d>>) {
    if let Some(text) = reference::of(node)
        && let Target::Node(target) = context.target(text)
    {
        steps.push(Step::Enter(target, Some(text)));
    }
    let members = node.get("allOf").map(Node::items).unwrap_or_default();
    steps.extend(members.iter().map(|member| Step::Enter(member, through)));
    // Documents of others have a base whose only variant is all of the base; that is read as what it was meant to say.
    if context.mode == Mode::Strict {
        let only = ["oneOf", "anyOf"].map(|key| node.get(key).map(Node::items).unwrap_or_default());
        steps.extend(only.iter().filter_map(|branches| match branches {
            [only] => Some(Step::Enter(only, through)),
            _ => None,
        }));
    }
}

fn report(context: &mut Context<'_, '_>, node: &Node, through: Option<&Node>) {
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
    context.error(diagnostic);
}
