//! Which schemas the operations use, and in which direction.
//!
//! In: an [`Api`]. Out: for each schema whether requests and responses reach it, whether a partial update does, and
//! which members must be boxed.

use std::collections::BTreeSet;

use crate::ir::{Additional, Api, Method, SchemaId, Shape};

/// Directions by schema.
#[derive(Debug, Default)]
pub(crate) struct Reach {
    pub request: BTreeSet<SchemaId>,
    pub response: BTreeSet<SchemaId>,
    /// Reached by the body of a `PATCH`.
    pub partial: BTreeSet<SchemaId>,
    /// Every schema that is reached, in the order in which the document names it.
    pub order: Vec<SchemaId>,
}

pub(crate) fn reach(api: &Api) -> Reach {
    let mut reach = Reach::default();
    for operation in &api.operations {
        for media in operation.body.iter().flat_map(|b| &b.media) {
            visit(api, media.schema, &mut reach.request, &mut reach.order);
            if operation.method == Method::Patch {
                visit(api, media.schema, &mut reach.partial, &mut reach.order);
            }
        }
        for parameter in &operation.parameters {
            visit(api, parameter.schema, &mut reach.request, &mut reach.order);
        }
        for response in &operation.responses {
            for media in &response.media {
                visit(api, media.schema, &mut reach.response, &mut reach.order);
            }
            for header in &response.headers {
                visit(api, header.schema, &mut reach.response, &mut reach.order);
            }
        }
    }
    // What the API sends is read, and what it is answered is written.
    for webhook in &api.webhooks {
        let operation = &webhook.operation;
        let payload = operation.body.iter().flat_map(|b| &b.media).map(|m| m.schema);
        for schema in payload.chain(operation.parameters.iter().map(|p| p.schema)) {
            visit(api, schema, &mut reach.response, &mut reach.order);
        }
        for media in operation.responses.iter().flat_map(|r| &r.media) {
            visit(api, media.schema, &mut reach.request, &mut reach.order);
        }
    }
    let mut seen = BTreeSet::new();
    reach.order.retain(|id| seen.insert(*id));
    // The order of the document, not of the first use: an operation that is added moves nothing.
    reach.order.sort_by_key(|id| api.schema(*id).span);
    reach
}

fn visit(api: &Api, id: SchemaId, seen: &mut BTreeSet<SchemaId>, order: &mut Vec<SchemaId>) {
    let mut stack = vec![id];
    while let Some(id) = stack.pop() {
        if seen.insert(id) {
            order.push(id);
            stack.extend(children(api, id));
        }
    }
}

/// The schemas that a schema is made of.
pub(crate) fn children(api: &Api, id: SchemaId) -> Vec<SchemaId> {
    match &api.schema(id).shape {
        Shape::Any | Shape::Bool(_) | Shape::Integer(_) | Shape::Number(_) | Shape::String(_) | Shape::Enum(_) => {
            Vec::new()
        }
        Shape::Array(array) => vec![array.items],
        Shape::Map(map) => vec![map.values],
        Shape::Ref(target) => vec![*target],
        Shape::Object(object) => {
            let extra = match &object.additional {
                Additional::Schema(schema) => Some(*schema),
                Additional::Any | Additional::None => None,
            };
            object.properties.iter().map(|p| p.schema).chain(extra).collect()
        }
    }
}

/// Whether a value of `of` would hold a value of `within` without a pointer between: then a box is needed.
pub(crate) fn holds_itself(api: &Api, within: SchemaId, of: SchemaId) -> bool {
    let mut seen = BTreeSet::new();
    let mut stack = vec![api.target(of)];
    while let Some(id) = stack.pop() {
        if id == within {
            return true;
        }
        if let (true, Shape::Object(object)) = (seen.insert(id), &api.schema(id).shape) {
            stack.extend(object.properties.iter().map(|p| api.target(p.schema)));
        }
    }
    false
}
