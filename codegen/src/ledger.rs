//! The ledger: for each constraint of a document's schemas where it is enforced.
//!
//! In: the document, what was lowered from it, and the plan. Out: a line for each constraint. Guaranteed: a state is
//! what the planned types and the statics in use prove, so a keyword that a stage loses is *documented only* here;
//! lines are named by JSON Pointers, so that what is added elsewhere in a document changes none of them.

mod book;
mod census;
mod evidence;
mod reason;
mod settle;
mod typed;
mod uses;
mod value;
mod walk;
mod words;

use std::fmt;

use crate::disk::MARKER;
use crate::document::{Document, Kind};
use crate::ir::Api;
use crate::plan::Module;
use crate::pointer::Pointer;
use crate::resolve::Spec;

pub use census::Untyped;
pub use uses::Uses;

/// Where the constraints of a document are enforced.
#[derive(Clone, Debug)]
pub struct Ledger {
    /// The document, as messages name it.
    pub document: String,
    /// In the order of the document.
    pub groups: Vec<Group>,
    /// Values without a type of their own, though their schemas say more.
    pub untyped: Vec<Untyped>,
}

/// The constraints of one operation or component.
#[derive(Clone, Debug)]
pub struct Group {
    pub title: String,
    pub lines: Vec<Line>,
}

/// A constraint.
#[derive(Clone, Debug)]
pub struct Line {
    /// Of its schema: a JSON Pointer, behind the name of the file where that is not the document itself.
    pub place: String,
    /// `maxLength 15`.
    pub constraint: String,
    pub state: State,
}

/// Where a constraint is enforced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// The Rust type cannot hold what breaks it, or reading refuses it.
    Typed,
    /// The same, but for `null`, which is reported.
    TypedButNull(Uses),
    Checked {
        uses: Uses,
        /// Where the Rust type keeps it.
        typed: Uses,
        /// Where the document says that values of the schema are, and they are not checked.
        missing: Uses,
    },
    /// By nothing, for this reason.
    Documented(String),
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Typed => f.write_str("typed"),
            Self::TypedButNull(uses) => write!(f, "typed, null checked: {uses}"),
            Self::Checked { uses, typed, missing } => {
                write!(f, "checked: {uses}")?;
                let others = [(typed, "typed"), (missing, "NOT checked")];
                others
                    .iter()
                    .filter(|(uses, _)| !uses.is_empty())
                    .try_for_each(|(uses, word)| write!(f, "; {word}: {uses}"))
            }
            Self::Documented(why) => write!(f, "documented only: {why}"),
        }
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}  {}  {}", self.place, self.constraint, self.state)
    }
}

/// How many constraints there are, by state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub typed: usize,
    pub checked: usize,
    pub documented: usize,
}

impl Ledger {
    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        self.groups.iter().flat_map(|group| &group.lines)
    }

    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for line in self.lines() {
            match line.state {
                State::Typed | State::TypedButNull(_) => counts.typed += 1,
                State::Checked { .. } => counts.checked += 1,
                State::Documented(_) => counts.documented += 1,
            }
        }
        counts
    }
}

impl fmt::Display for Ledger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Counts { typed, checked, documented } = self.counts();
        writeln!(f, "# {MARKER}: where each constraint of {} is enforced.", self.document)?;
        f.write_str(
            "#\n\
            # typed: the Rust type cannot hold what breaks it, or reading refuses it.\n\
            # checked: a request that breaks it is not sent; what is read and breaks it is a finding.\n\
            # documented only: nothing enforces it, for the reason that is given.\n#\n",
        )?;
        let all = typed + checked + documented;
        writeln!(f, "# {all} constraints: {typed} typed, {checked} checked, {documented} documented only")?;
        for group in &self.groups {
            writeln!(f, "\n## {}", group.title)?;
            group.lines.iter().try_for_each(|line| writeln!(f, "{line}"))?;
        }
        if !self.untyped.is_empty() {
            writeln!(f, "\n## values without a type of their own")?;
        }
        self.untyped.iter().try_for_each(|one| writeln!(f, "{}  {}", one.place, one.reason))
    }
}

/// Makes the ledger; of the plan it asks for what [`Config::ledger`](crate::plan::Config::ledger) keeps.
pub fn ledger(spec: &Spec, api: &Api, module: &Module) -> Ledger {
    let book = book::Book::new(spec, api, module);
    let mut groups: Vec<Group> = Vec::new();
    for place in &book.places.list {
        let lines = lines(&book, place);
        if lines.is_empty() {
            continue;
        }
        let title = title(book.document, &place.pointer);
        match groups.last_mut().filter(|group| group.title == title) {
            Some(group) => group.lines.extend(lines),
            None => groups.push(Group { title, lines }),
        }
    }
    Ledger { document: module.spec.clone(), groups, untyped: census::census(&book) }
}

fn lines(book: &book::Book<'_>, place: &walk::Place<'_>) -> Vec<Line> {
    let at = name(book.document, &place.pointer);
    if let Kind::Bool(false) = place.node.kind {
        let (constraint, state) = ("false".to_owned(), settle::settle_never(book, place));
        return vec![Line { place: at, constraint, state }];
    }
    let constraints = words::constraints(place.node).into_iter();
    let line = |constraint: words::Constraint<'_>| {
        let state = settle::settle(book, place, &constraint);
        Line { place: at.clone(), constraint: words::one_line(&constraint.words), state }
    };
    constraints.map(line).collect()
}

fn name(document: &Document, pointer: &Pointer) -> String {
    let file = if pointer.file.0 == 0 { "" } else { document.sources.file(pointer.file).name.as_str() };
    format!("{file}{}", words::one_line(&pointer.to_string()))
}

/// The operation or component that a schema stands in.
fn title(document: &Document, pointer: &Pointer) -> String {
    let tokens: Vec<&str> = pointer.tokens().iter().map(String::as_str).collect();
    let title = match *tokens {
        ["paths", path, method, ..] if method != "parameters" => {
            let operation = document.at(pointer.file, &pointer.tokens()[..3]);
            let id = operation.and_then(|operation| operation.str("operationId"));
            let id = id.map(|id| format!(" {id}")).unwrap_or_default();
            format!("{} {path}{id}", method.to_ascii_uppercase())
        }
        ["paths", path, ..] => path.to_owned(),
        [first, second, third, ..] if ["components", "webhooks"].contains(&first) => {
            format!("{first} {second} {third}")
        }
        [first, ..] => first.to_owned(),
        [] => String::new(),
    };
    let file = if pointer.file.0 == 0 { "" } else { document.sources.file(pointer.file).name.as_str() };
    words::one_line(format!("{file} {title}").trim())
}
