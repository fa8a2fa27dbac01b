//! Where one constraint is enforced.
//!
//! In: a constraint, what the types keep and what is run. Out: its state. Guaranteed: what neither a type nor a static
//! in use stands for is documented only, whatever the keyword.

use super::book::Book;
use super::evidence::{Fact, Proof};
use super::reason::reason;
use super::typed::{self, Grip};
use super::uses::Uses;
use super::walk::Place;
use super::words::Constraint;
use super::{State, value};
use crate::check::Version;
use crate::decimal::Decimal;
use crate::document::{Member, Node};
use crate::plan::{Held, RustType};
use crate::reference;

/// Settles a constraint.
pub(super) fn settle(book: &Book<'_>, place: &Place<'_>, constraint: &Constraint<'_>) -> State {
    let (node, member) = (place.node, constraint.member);
    if book.version == Version::V3_0 && reference::of(node).is_some() {
        return State::Documented("beside a `$ref` OpenAPI 3.0 reads nothing".to_owned());
    }
    match &*member.key {
        "readOnly" => return read_only(book, place),
        "writeOnly" => {
            return State::Documented("a response that has the member is read all the same".to_owned());
        }
        _ => {}
    }
    let (grip, typed) = book.grip(node, |held| match grip(book, node, constraint, held) {
        // A type that is none of ours does not know where its values are; the document does.
        Grip::Reported(uses) if ["format", "contentEncoding"].contains(&&*member.key) => {
            Grip::Reported(uses.within(place.uses))
        }
        other => other,
    });
    let proven = proven(book, node, constraint);
    let null = if &*member.key == "type" { book.null(node) } else { None };
    match (grip, null) {
        (Some(Grip::Typed), None) => return State::Typed,
        (Some(Grip::Typed), Some(uses)) if !uses.is_empty() => return State::TypedButNull(uses),
        (Some(Grip::Reported(uses)), _) if !uses.and(proven).is_empty() => {
            return checked(place, uses.and(proven), typed);
        }
        (Some(Grip::Typed), Some(_)) => return State::Documented("`null` is let through".to_owned()),
        (_, _) if !proven.is_empty() => return checked(place, proven, typed),
        (_, _) => {}
    }
    // A branch that has no type of its own is in the list of the union that it was merged into.
    if grip.is_none() && of_a_merged_branch(book, node, member) {
        return State::Typed;
    }
    if one_branch(book, node, member) {
        return State::Typed;
    }
    State::Documented(reason(book, place, constraint, grip))
}

/// The state of a schema that allows nothing.
pub(super) fn settle_never(book: &Book<'_>, place: &Place<'_>) -> State {
    match book.evidence.by_span.get(&place.node.span) {
        Some(proof) if !proof.uses.is_empty() => checked(place, proof.uses, Uses::NONE),
        Some(_) | None => State::Documented("no type and no rule keeps it".to_owned()),
    }
}

/// Checked where it is; also said is where a type keeps it, and where the document uses the schema and nothing does.
fn checked(place: &Place<'_>, uses: Uses, typed: Uses) -> State {
    // What the client fills is checked when the client is built.
    let filled = if uses.has(Uses::CREDENTIAL) { Uses::SENT } else { Uses::NONE };
    let others = place.uses.without(uses).without(filled);
    State::Checked { uses, typed: others.within(typed), missing: others.without(typed) }
}

fn grip(book: &Book<'_>, node: &Node, constraint: &Constraint<'_>, held: &Held) -> Grip {
    if let Some(name) = constraint.name {
        return typed::required(book, held, name);
    }
    match typed::grip(book, node, constraint.member, held) {
        Grip::Loose if is_limit(&constraint.member.key) => typed::by_list(book, node, constraint.member, held),
        other => other,
    }
}

/// Keywords that a list of values may keep.
pub(super) fn is_limit(key: &str) -> bool {
    let limits = ["minLength", "maxLength", "pattern", "format", "minimum", "maximum", "multipleOf"];
    limits.contains(&key) || key.starts_with("exclusive")
}

/// Where statics that are in use stand for the constraint.
fn proven(book: &Book<'_>, node: &Node, constraint: &Constraint<'_>) -> Uses {
    let member = constraint.member;
    let proof = book.proof(member);
    let holds = match (&*member.key, constraint.name) {
        ("required", Some(name)) => {
            let asks = |fact: &Fact| matches!(fact, Fact::Names(names) if names.iter().any(|one| one == name));
            let uses = if proof.facts.iter().any(asks) { proof.uses } else { Uses::NONE };
            return uses.and(book.set_of(node));
        }
        ("type", _) => return proof.uses.and(listed_of_type(book, node)),
        ("exclusiveMinimum", _) => return exclusive(book, node, member, "minimum", &proof),
        ("exclusiveMaximum", _) => return exclusive(book, node, member, "maximum", &proof),
        // Of two limits of one side the stricter one is checked.
        ("minimum", _) => return proof.uses.and(stricter(book, node, member, "exclusiveMinimum", true)),
        ("maximum", _) => return proof.uses.and(stricter(book, node, member, "exclusiveMaximum", false)),
        ("minContains" | "maxContains", _) => return counted(book, node, member),
        ("if", _) => {
            let has = |key: &str| node.get(key).is_some_and(|node| node.as_bool() != Some(true));
            let kept = |fact: &Fact| matches!(fact, Fact::Branches(then, otherwise) if (*then || !has("then")) && (*otherwise || !has("else")));
            proof.facts.iter().any(kept)
        }
        (_, _) => true,
    };
    if holds { proof.uses } else { Uses::NONE }
}

/// Where a list of values is checked that are all of the type beside it.
fn listed_of_type(book: &Book<'_>, node: &Node) -> Uses {
    let values = |member: &Member| match &*member.key {
        "enum" if !node.is_true("x-open") => value::are_of_type(book, node, member.value.items()),
        "const" => value::are_of_type(book, node, std::slice::from_ref(&member.value)),
        _ => false,
    };
    node.members().iter().filter(|member| values(member)).map(|list| book.proof(list).uses).fold(Uses::NONE, Uses::and)
}

/// OpenAPI 3.0 says `exclusiveMinimum: true` beside `minimum`; later ones give the number itself.
fn exclusive(book: &Book<'_>, node: &Node, member: &Member, inclusive: &str, own: &Proof) -> Uses {
    if member.value.as_bool().is_none() {
        let lower = inclusive == "minimum";
        return own.uses.and(stricter(book, node, member, inclusive, lower));
    }
    let Some(limit) = node.member(inclusive) else { return Uses::NONE };
    let proof = book.proof(limit);
    // Beyond a fraction integers begin, or end, at the next one.
    let fraction = limit.value.as_number().and_then(Decimal::parse).is_some_and(|limit| !limit.is_integer());
    if fraction || proof.facts.contains(&Fact::Exclusive) { proof.uses } else { Uses::NONE }
}

/// Where the other limit of the same side is checked, if no value that keeps it breaks this one.
fn stricter(book: &Book<'_>, node: &Node, member: &Member, other: &str, lower: bool) -> Uses {
    let Some(by) = node.member(other) else { return Uses::NONE };
    let number = |member: &Member| member.value.as_number().and_then(Decimal::parse);
    match (number(by), number(member)) {
        (Some(by_value), Some(value)) if (lower && by_value >= value) || (!lower && by_value <= value) => {
            book.proof(by).uses
        }
        (_, _) => Uses::NONE,
    }
}

fn counted(book: &Book<'_>, node: &Node, member: &Member) -> Uses {
    let Some(contains) = node.member("contains") else { return Uses::NONE };
    let proof = book.proof(contains);
    let limit = crate::lower::count(node, &member.key).map(|limit| limit.value);
    let kept = |fact: &Fact| match fact {
        Fact::Count(min, _) if &*member.key == "minContains" => Some(*min) == limit,
        Fact::Count(_, max) => *max == limit,
        Fact::Exclusive | Fact::Names(_) | Fact::Sets(_) | Fact::Branches(..) => false,
    };
    if proof.facts.iter().any(kept) { proof.uses } else { Uses::NONE }
}

fn read_only(book: &Book<'_>, place: &Place<'_>) -> State {
    let is_member = place.pointer.tokens().iter().rev().nth(1).is_some_and(|token| token == "properties");
    match (book.sent.contains(&place.node.span), is_member || book.members.contains(&place.node.span)) {
        (true, _) => State::Documented("requests have the member all the same".to_owned()),
        (false, true) => State::Typed,
        (false, false) => {
            State::Documented("it is no member of an object, of which alone it says something".to_owned())
        }
    }
}

/// Whether a branch lists values, or names a type, that the type of its union has.
fn of_a_merged_branch(book: &Book<'_>, node: &Node, member: &Member) -> bool {
    let unions = book.merged_into(node);
    let has = |held: &&Held| match &*member.key {
        "enum" => value::lists(book, &held.ty, member.value.items()),
        "const" => value::lists(book, &held.ty, std::slice::from_ref(&member.value)),
        "type" => value::has_kind(book, held, node),
        _ => false,
    };
    !unions.is_empty() && unions.iter().all(has)
}

/// A union of which one branch is left, or whose branches are one list, is that type.
fn one_branch(book: &Book<'_>, node: &Node, member: &Member) -> bool {
    if !["oneOf", "anyOf"].contains(&&*member.key) || book.held(node).is_empty() {
        return false;
    }
    let branches: Vec<&Node> = member.value.items().iter().filter(|branch| !value::is_null(branch)).collect();
    let same = |held: &&Held| match branches.as_slice() {
        [] => held.ty == RustType::Unit,
        [only] => {
            let target = value::target(book, only);
            let types = book.held(only).iter().chain(book.held(target));
            types.into_iter().any(|branch| branch.ty == held.ty)
        }
        several => {
            several.iter().all(|branch| value::is_listed(book, &held.ty, branch, 0)) && value::is_list(book, &held.ty)
        }
    };
    book.held(node).iter().all(same)
}
