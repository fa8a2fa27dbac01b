//! What is asked while constraints are settled: types by schema, proofs by place, what stands for what.

use std::collections::{BTreeMap, BTreeSet};

use super::evidence::{Evidence, Fact, Proof, evidence};
use super::typed::{Grip, held_type};
use super::uses::Uses;
use super::walk::{Places, places};
use crate::check::Version;
use crate::document::{Document, Member, Node};
use crate::ir::{Api, Schema, SchemaId, Shape};
use crate::plan::{FieldKind, Held, Module, RustType, TypeItem};
use crate::resolve::Spec;
use crate::source::Span;

pub(super) struct Book<'b> {
    pub document: &'b Document,
    pub version: Version,
    pub api: &'b Api,
    pub evidence: Evidence<'b>,
    pub places: Places<'b>,
    /// The types that hold values of a schema, by its node.
    held: BTreeMap<Span, Vec<&'b Held>>,
    implied: BTreeMap<Span, Vec<Span>>,
    /// Members of what is sent, by the nodes of their schemas; and of anything.
    pub sent: BTreeSet<Span>,
    pub members: BTreeSet<Span>,
    /// Members that hold a `null` that their schema does not allow, by its node, with the node that a rule names.
    pub nulls: BTreeMap<Span, Vec<Span>>,
}

impl<'b> Book<'b> {
    pub(super) fn new(spec: &'b Spec, api: &'b Api, module: &'b Module) -> Self {
        let mut held: BTreeMap<Span, Vec<&Held>> = BTreeMap::new();
        for one in &module.held {
            api.schema(one.schema).says.iter().for_each(|span| held.entry(*span).or_default().push(one));
        }
        let mut implied: BTreeMap<Span, Vec<Span>> = BTreeMap::new();
        for (limit, by) in &api.implied {
            implied.entry(*limit).or_default().push(*by);
        }
        let (document, version) = (&spec.document, spec.version);
        let (evidence, places) = (evidence(module), places(document, version, api));
        let (sent, members, nulls) = Default::default();
        let mut book = Self { document, version, api, evidence, places, held, implied, sent, members, nulls };
        book.fields();
        book
    }

    fn fields(&mut self) {
        let (mut sent, mut members, mut nulls) = (BTreeSet::new(), BTreeSet::new(), BTreeMap::new());
        for (name, item) in &self.evidence.items {
            let TypeItem::Struct(item) = item else { continue };
            let reached = self.evidence.types.get(name).copied().unwrap_or_default();
            for field in &item.fields {
                let chain = self.chain(field.schema);
                let said = chain.iter().flat_map(|id| &self.api.schema(*id).says).copied();
                if !reached.read.without(Uses::RESPONSE.and(Uses::FAILURE).and(Uses::WEBHOOK)).is_empty() {
                    sent.extend(said.clone());
                }
                members.extend(said);
                let holds_null = matches!(field.kind, FieldKind::Patch(_)) && !self.api.nullable(field.schema);
                if holds_null && held_type(field).is_some() && !reached.checked.is_empty() {
                    let own = self.api.schema(field.schema);
                    for span in &own.says {
                        nulls.entry(*span).or_insert_with(Vec::new).push(own.span);
                    }
                }
            }
        }
        (self.sent, self.members, self.nulls) = (sent, members, nulls);
    }

    /// A schema and those that it refers to.
    fn chain(&self, id: SchemaId) -> Vec<SchemaId> {
        let mut chain = vec![id];
        while let Some(Shape::Ref(next)) = chain.last().map(|id| &self.api.schema(*id).shape) {
            if chain.contains(next) {
                break;
            }
            chain.push(*next);
        }
        chain
    }

    /// Whether a schema is marked, by itself or by what it refers to.
    pub(super) fn flagged(&self, id: SchemaId, is: impl Fn(&Schema) -> bool) -> bool {
        self.chain(id).into_iter().any(|id| is(self.api.schema(id)))
    }

    pub(super) fn held(&self, node: &Node) -> &[&'b Held] {
        self.held.get(&node.span).map(Vec::as_slice).unwrap_or_default()
    }

    /// The types of the unions that a schema is a branch of and has been merged into.
    pub(super) fn merged_into(&self, node: &Node) -> Vec<&'b Held> {
        let mut found: Vec<&Held> = Vec::new();
        let mut seen = BTreeSet::from([node.span]);
        let mut waiting = vec![node.span];
        while let Some(span) = waiting.pop() {
            for holder in self.places.branch_of.get(&span).into_iter().flatten() {
                found.extend(self.held.get(holder).into_iter().flatten());
                if seen.insert(*holder) {
                    waiting.push(*holder);
                }
            }
        }
        found
    }

    pub(super) fn item(&self, ty: &RustType) -> Option<&'b TypeItem> {
        match ty {
            RustType::Named(name) => self.evidence.items.get(name.as_str()).copied(),
            _ => None,
        }
    }

    /// What is known of a keyword, by its place or that of what stands for it.
    pub(super) fn proof(&self, member: &Member) -> Proof {
        let mut all = Proof::default();
        let (mut waiting, mut seen) = (vec![member.key_span, member.value.span], BTreeSet::new());
        while let Some(span) = waiting.pop() {
            if !seen.insert(span) {
                continue;
            }
            if let Some(proof) = self.evidence.by_span.get(&span) {
                all.uses = all.uses.and(proof.uses);
                all.facts.extend(proof.facts.iter().cloned());
            }
            waiting.extend(self.implied.get(&span).into_iter().flatten());
        }
        all
    }

    /// Where a set of members is asked for by the `anyOf` that `node` is a branch of.
    pub(super) fn set_of(&self, node: &Node) -> Uses {
        let Some(proof) = self.places.any_of.get(&node.span).and_then(|span| self.evidence.by_span.get(span)) else {
            return Uses::NONE;
        };
        let names: Vec<&str> =
            node.get("required").map(Node::items).unwrap_or_default().iter().filter_map(Node::as_str).collect();
        let is_set = |fact: &Fact| matches!(fact, Fact::Sets(sets) if sets.iter().any(|set| *set == names));
        if proof.facts.iter().any(is_set) { proof.uses } else { Uses::NONE }
    }

    /// Where `null` for a member is reported; nothing where it is let through.
    pub(super) fn null(&self, node: &Node) -> Option<Uses> {
        let spans = self.nulls.get(&node.span)?;
        let uses = |span: &Span| self.evidence.by_span.get(span).map_or(Uses::NONE, |proof| proof.uses);
        Some(spans.iter().map(uses).fold(Uses::NONE, Uses::and))
    }

    /// How firmly all types that hold values of a schema keep what `judge` asks, nothing where there are none; and where
    /// types alone do.
    pub(super) fn grip(&self, node: &Node, judge: impl Fn(&Held) -> Grip) -> (Option<Grip>, Uses) {
        let (mut all, mut typed): (Option<Grip>, Uses) = (None, Uses::NONE);
        for held in self.held(node) {
            let one = judge(held);
            all = Some(all.map_or(one, |all| all.and(one)));
            if one == Grip::Typed {
                let uses = [(held.request, Uses::SENT), (held.response, Uses::READ)];
                typed = uses.into_iter().filter(|(is, _)| *is).fold(typed, |typed, (_, uses)| typed.and(uses));
            }
        }
        (all, typed)
    }
}
