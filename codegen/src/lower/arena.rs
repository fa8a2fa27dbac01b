//! The schemas of an API while they are lowered: each once, none deeper on the stack than another.
//!
//! A schema that another one holds is only reserved; it is lowered when its turn comes, or when its shape is needed
//! to merge it with others ([`Context::force`]). So a document may nest as deep as it wants.

use std::collections::{BTreeMap, VecDeque};

use super::{Context, circle, meet, schema};
use crate::document::Node;
use crate::ir::{Schema, SchemaId, Shape};
use crate::pointer::Pointer;
use crate::source::Span;

/// What a schema is made from.
#[derive(Clone, Debug)]
pub(super) enum Origin {
    /// The schema that stands at a place.
    At(Pointer),
    /// Of the schema at a place what is about one type.
    Typed(Pointer, &'static str),
    /// All of these at once.
    Meet(Pointer, Vec<SchemaId>),
    /// Anything, where the document has no schema.
    Any(Pointer),
    /// A schema of ours, where the document has none.
    Made(Pointer, Node),
}

#[derive(Debug)]
enum Slot {
    Waiting,
    Busy,
    Done(Box<Schema>),
}

#[derive(Debug, Default)]
pub(super) struct Arena {
    slots: Vec<Slot>,
    origins: Vec<Origin>,
    by_pointer: BTreeMap<Pointer, SchemaId>,
    by_parts: BTreeMap<Vec<SchemaId>, SchemaId>,
    /// What was merged at a place.
    met: BTreeMap<Pointer, Vec<SchemaId>>,
    pub(super) implied: Vec<(Span, Span)>,
    waiting: VecDeque<SchemaId>,
    draining: bool,
    forcing: usize,
    refused: bool,
    distributed: usize,
}

/// How many variants of unions may become types of their own because an object stands beside the union.
///
/// Unions within unions, each beside an object, double with every level: 16 levels were 130,000 types. Beyond this, what
/// the union says is checked and has no type.
const MOST_DISTRIBUTED: usize = 20_000;

/// How many schemas an API may have: a client with so many is larger than anything that compiles.
const MOST_SCHEMAS: usize = 60_000;

/// How many schemas may be lowered within one another, which each takes from the stack.
const MOST_FORCED: usize = 300;

impl Arena {
    fn reserve(&mut self, origin: Origin) -> SchemaId {
        let id = SchemaId(self.slots.len());
        self.slots.push(Slot::Waiting);
        self.origins.push(origin);
        self.waiting.push_back(id);
        id
    }

    pub(super) fn finish(self) -> Vec<Schema> {
        let mut done = Vec::with_capacity(self.slots.len());
        done.extend(self.slots.into_iter().filter_map(|slot| match slot {
            Slot::Done(schema) => Some(*schema),
            Slot::Waiting | Slot::Busy => None,
        }));
        circle::open(&mut done);
        done
    }

    pub(super) fn len(&self) -> usize {
        self.slots.len()
    }

    pub(super) fn get(&self, id: SchemaId) -> Option<&Schema> {
        match self.slots.get(id.0)? {
            Slot::Done(schema) => Some(schema),
            Slot::Waiting | Slot::Busy => None,
        }
    }
}

impl<'s> Context<'s, '_> {
    /// The schema that stands at `pointer`, lowered once, with all that it holds.
    pub(crate) fn schema_at(&mut self, pointer: &Pointer) -> SchemaId {
        let id = self.reserve_at(pointer);
        self.drain();
        id
    }

    fn reserve_at(&mut self, pointer: &Pointer) -> SchemaId {
        if let Some(id) = self.arena.by_pointer.get(pointer) {
            return *id;
        }
        let id = self.arena.reserve(Origin::At(pointer.clone()));
        self.arena.by_pointer.insert(pointer.clone(), id);
        id
    }

    /// Of the schema at `pointer` what is about one type.
    pub(super) fn typed_at(&mut self, pointer: &Pointer, kind: &'static str) -> SchemaId {
        self.arena.reserve(Origin::Typed(pointer.clone(), kind))
    }

    /// A schema that allows anything, for a place where the document has none.
    pub(crate) fn any_at(&mut self, pointer: &Pointer) -> SchemaId {
        self.made(pointer, Origin::Any(pointer.clone()))
    }

    /// The schema that stands at `pointer`, or one that allows anything.
    pub(crate) fn schema_or_any(&mut self, pointer: &Pointer) -> SchemaId {
        if self.node(pointer).is_some() { self.schema_at(pointer) } else { self.any_at(pointer) }
    }

    /// A schema of ours, for a place where the document has none.
    pub(crate) fn made_at(&mut self, pointer: &Pointer, node: &Node) -> SchemaId {
        self.made(pointer, Origin::Made(pointer.clone(), node.clone()))
    }

    fn made(&mut self, pointer: &Pointer, origin: Origin) -> SchemaId {
        if let Some(id) = self.arena.by_pointer.get(pointer) {
            return *id;
        }
        let id = self.arena.reserve(origin);
        self.arena.by_pointer.insert(pointer.clone(), id);
        self.drain();
        id
    }

    /// The schema that is all of `parts`, as it would stand at `pointer`.
    pub(super) fn meet_at(&mut self, pointer: &Pointer, parts: &[SchemaId]) -> SchemaId {
        let mut flat: Vec<SchemaId> = Vec::new();
        for part in parts {
            match &self.arena.origins[part.0] {
                Origin::Meet(_, inner) => flat.extend(inner),
                Origin::At(_) | Origin::Typed(..) | Origin::Any(_) | Origin::Made(..) => flat.push(*part),
            }
        }
        let mut seen = std::collections::BTreeSet::new();
        flat.retain(|id| seen.insert(*id));
        if let [only] = flat.as_slice() {
            return *only;
        }
        let key: Vec<SchemaId> = seen.into_iter().collect();
        if let Some(id) = self.arena.by_parts.get(&key) {
            return *id;
        }
        let id = self.arena.reserve(Origin::Meet(pointer.clone(), flat));
        self.arena.by_parts.insert(key, id);
        id
    }

    /// Whether a union of so many variants may be told apart beside an object once more.
    pub(super) fn may_distribute(&mut self, variants: usize) -> bool {
        let sum = self.arena.distributed.saturating_add(variants);
        let may = sum <= MOST_DISTRIBUTED;
        if may {
            self.arena.distributed = sum;
        }
        may
    }

    /// The places of the schemas that one is all of, which itself stands nowhere in the document.
    pub(super) fn parts_at(&self, pointer: &Pointer) -> Vec<Pointer> {
        let parts = self.arena.origins.iter().find_map(|origin| match origin {
            Origin::Meet(place, parts) if place == pointer => Some(parts.as_slice()),
            Origin::Meet(..) | Origin::At(_) | Origin::Typed(..) | Origin::Any(_) | Origin::Made(..) => None,
        });
        let place = |id: &SchemaId| match &self.arena.origins[id.0] {
            Origin::At(place) | Origin::Typed(place, _) | Origin::Any(place) => place.clone(),
            Origin::Made(place, _) | Origin::Meet(place, _) => place.clone(),
        };
        let places = parts.unwrap_or_default().iter().map(place);
        places.filter(|place| place != pointer).collect()
    }

    /// Keeps that the schemas from `id` on, as references lead, are merged into the one at `pointer`.
    pub(super) fn met_at(&mut self, pointer: &Pointer, id: SchemaId) {
        let mut at = id;
        for _ in 0..64 {
            let met = self.arena.met.entry(pointer.clone()).or_default();
            if !met.contains(&at) {
                met.push(at);
            }
            match self.shape(at) {
                Some(Shape::Ref(next)) => at = *next,
                _ => break,
            }
        }
    }

    /// The nodes whose words were merged at a place.
    pub(super) fn said_at(&self, pointer: &Pointer) -> Vec<Span> {
        let parts = self.arena.met.get(pointer).map(Vec::as_slice).unwrap_or_default();
        let mut said: Vec<Span> = Vec::new();
        for span in parts.iter().filter_map(|id| self.arena.get(*id)).flat_map(|schema| &schema.says) {
            if !said.contains(span) {
                said.push(*span);
            }
        }
        said
    }

    /// A schema that is ready, as it would stand at its pointer.
    pub(super) fn add(&mut self, schema: Schema) -> SchemaId {
        let id = SchemaId(self.arena.slots.len());
        self.arena.origins.push(Origin::Any(schema.pointer.clone()));
        self.arena.slots.push(Slot::Done(Box::new(schema)));
        id
    }

    /// Lowers all that waits, unless this happens already further up.
    fn drain(&mut self) {
        if std::mem::replace(&mut self.arena.draining, true) {
            return;
        }
        while let Some(id) = self.arena.waiting.pop_front() {
            if self.arena.slots.len() > MOST_SCHEMAS {
                self.too_many(id);
                break;
            }
            self.force(id);
        }
        self.arena.draining = false;
    }

    /// Says once that there are too many schemas; what is still to be lowered is not.
    fn too_many(&mut self, id: SchemaId) {
        self.arena.waiting.clear();
        let help = "generate a part of it, by tags, operations or paths";
        self.refuse(id, &format!("a document with more than {MOST_SCHEMAS} schemas"), help);
    }

    /// Says once that a schema needs another one, that one the next, and so on for longer than the stack lasts.
    fn too_long(&mut self, id: SchemaId) {
        let help = "let the schemas of `allOf` refer to fewer others, one behind the other";
        self.refuse(id, &format!("a chain of more than {MOST_FORCED} schemas, each made of the next,"), help);
    }

    fn refuse(&mut self, id: SchemaId, what: &str, help: &str) {
        if !std::mem::replace(&mut self.arena.refused, true) {
            let (Origin::At(at) | Origin::Typed(at, _) | Origin::Meet(at, _) | Origin::Any(at) | Origin::Made(at, _)) =
                &self.arena.origins[id.0];
            let node = self.node(at).unwrap_or(self.spec.document.root());
            self.unsupported(node, what, help);
        }
    }

    /// The schema, lowered now if it is not yet; nothing while it is being lowered: it is made of itself.
    pub(super) fn force(&mut self, id: SchemaId) -> Option<&Schema> {
        if let Some(slot @ Slot::Waiting) = self.arena.slots.get_mut(id.0) {
            if self.arena.forcing == MOST_FORCED {
                self.too_long(id);
                return None;
            }
            *slot = Slot::Busy;
            let outer = std::mem::replace(&mut self.arena.draining, true);
            self.arena.forcing += 1;
            let schema = self.lower(&self.arena.origins[id.0].clone());
            self.arena.forcing -= 1;
            self.arena.draining = outer;
            self.arena.slots[id.0] = Slot::Done(Box::new(schema));
        }
        self.arena.get(id)
    }

    fn lower(&mut self, origin: &Origin) -> Schema {
        let nothing = Node { span: self.spec.document.root().span, kind: crate::document::Kind::Bool(true) };
        match origin {
            Origin::At(pointer) => match self.node(pointer) {
                Some(node) => schema::lower_schema(self, pointer, node, None),
                None => schema::lower_schema(self, pointer, &nothing, None),
            },
            Origin::Typed(pointer, kind) => match self.node(pointer) {
                Some(node) => schema::lower_schema(self, pointer, node, Some(kind)),
                None => schema::lower_schema(self, pointer, &nothing, None),
            },
            Origin::Any(pointer) => schema::lower_schema(self, pointer, &nothing, None),
            Origin::Made(pointer, node) => schema::lower_schema(self, pointer, node, None),
            Origin::Meet(pointer, parts) => meet::lower_meet(self, pointer, parts),
        }
    }

    /// The shape of a schema that is lowered already.
    pub(crate) fn shape(&self, id: SchemaId) -> Option<&Shape> {
        self.arena.get(id).map(|schema| &schema.shape)
    }

    /// A schema that is lowered already.
    pub(super) fn lowered(&self, id: SchemaId) -> Option<&Schema> {
        self.arena.get(id)
    }

    /// How many schemas there are so far.
    pub(super) fn count(&self) -> usize {
        self.arena.len()
    }

    /// Whether a schema, or one that it refers to, is a secret.
    pub(crate) fn is_secret(&self, id: SchemaId) -> bool {
        let mut at = id;
        for _ in 0..=self.count() {
            match self.arena.get(at) {
                Some(schema) if schema.secret => return true,
                Some(Schema { shape: Shape::Ref(next), .. }) => at = *next,
                Some(_) | None => return false,
            }
        }
        false
    }

    /// The first schema that is no reference, from `id` on; what is not lowered yet ends the way.
    pub(crate) fn target(&self, id: SchemaId) -> SchemaId {
        let mut at = id;
        for _ in 0..=self.count() {
            match self.shape(at) {
                Some(Shape::Ref(next)) => at = *next,
                _ => break,
            }
        }
        at
    }
}
