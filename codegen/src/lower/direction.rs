//! `readOnly` and `writeOnly`: what only responses have, and what only requests have.
//!
//! In: an API. Out: the same API, in which every schema that holds a read-only member, or demands a write-only one,
//! exists once for responses and once for requests, if requests reach it. Guaranteed: a request has no member that
//! is read-only; a response is not asked for one that is write-only; nothing else changes.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Api, Property, Schema, SchemaId, Shape};

pub(super) fn split(api: &mut Api) {
    let sensitive = sensitive(api);
    if sensitive.is_empty() {
        return;
    }
    let mut copies = Copies { sensitive: &sensitive, by_schema: BTreeMap::new(), queue: Vec::new() };
    let count = api.schemas.len();
    for operation in &mut api.operations {
        let parameters = operation.parameters.iter_mut().map(|p| &mut p.schema);
        let media = operation.body.iter_mut().flat_map(|b| &mut b.media);
        let media = media.flat_map(|m| std::iter::once(&mut m.schema).chain(&mut m.files));
        for schema in parameters.chain(media) {
            *schema = copies.of(*schema, count);
        }
    }
    // What the API sends is answered by a request's types: we write the answer.
    for webhook in &mut api.webhooks {
        for media in webhook.operation.responses.iter_mut().flat_map(|r| &mut r.media) {
            media.schema = copies.of(media.schema, count);
        }
    }
    while let Some(original) = copies.queue.pop() {
        let mut copy = api.schemas[original.0].clone();
        copy.request_of = Some(original);
        request(api, &mut copy);
        for child in copy.shape.children_mut() {
            *child = copies.of(*child, count);
        }
        copies.made(original, copy, api);
    }
    for index in 0..count {
        if sensitive.contains(&SchemaId(index)) {
            response(api, index);
        }
    }
}

struct Copies<'s> {
    sensitive: &'s BTreeSet<SchemaId>,
    by_schema: BTreeMap<SchemaId, usize>,
    queue: Vec<SchemaId>,
}

impl Copies<'_> {
    /// The schema that requests use instead; copies stand behind the `count` originals, in the order of discovery.
    fn of(&mut self, id: SchemaId, count: usize) -> SchemaId {
        if !self.sensitive.contains(&id) {
            return id;
        }
        let next = count + self.by_schema.len();
        let place = *self.by_schema.entry(id).or_insert_with(|| {
            self.queue.push(id);
            next
        });
        SchemaId(place)
    }

    fn made(&self, original: SchemaId, copy: Schema, api: &mut Api) {
        let Some(place) = self.by_schema.get(&original) else { return };
        // Places are given before their schemas are made; what stands there meanwhile is the original.
        while api.schemas.len() <= *place {
            let placeholder = api.schemas[original.0].clone();
            api.schemas.push(placeholder);
        }
        api.schemas[*place] = copy;
    }
}

/// Without members that only responses have.
fn request(api: &Api, schema: &mut Schema) {
    if let Shape::Object(object) = &mut schema.shape {
        object.properties.retain(|property| !flagged(api, property, |schema| schema.read_only));
    }
}

/// Members that only requests have may be missing.
fn response(api: &mut Api, index: usize) {
    let Shape::Object(object) = &api.schemas[index].shape else { return };
    let mut object = object.clone();
    for property in &mut object.properties {
        if flagged(api, property, |schema| schema.write_only) {
            property.required = false;
        }
    }
    api.schemas[index].shape = Shape::Object(object);
}

/// Whether the schema of a member, or one that it refers to, is marked; `required` members that the client fills
/// are its own business.
fn flagged(api: &Api, property: &Property, flag: impl Fn(&Schema) -> bool) -> bool {
    let mut at = property.schema;
    for _ in 0..64 {
        let schema = api.schema(at);
        match (flag(schema), &schema.shape) {
            (true, _) => return true,
            (false, Shape::Ref(next)) => at = *next,
            (false, _) => return false,
        }
    }
    false
}

/// The schemas in which a direction makes a difference, at any depth.
fn sensitive(api: &Api) -> BTreeSet<SchemaId> {
    let mut holders: BTreeMap<SchemaId, Vec<SchemaId>> = BTreeMap::new();
    let mut found = Vec::new();
    for (index, schema) in api.schemas.iter().enumerate() {
        let id = SchemaId(index);
        for child in schema.shape.children() {
            holders.entry(child).or_default().push(id);
        }
        if let Shape::Object(object) = &schema.shape {
            let matters = |property: &Property| {
                flagged(api, property, |schema| schema.read_only)
                    || (property.required && flagged(api, property, |schema| schema.write_only))
            };
            if object.properties.iter().any(matters) {
                found.push(id);
            }
        }
    }
    let mut sensitive = BTreeSet::new();
    while let Some(id) = found.pop() {
        if sensitive.insert(id) {
            found.extend(holders.get(&id).into_iter().flatten());
        }
    }
    sensitive
}
