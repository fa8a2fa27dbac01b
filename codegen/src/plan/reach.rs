//! Which schemas the operations use, and in which direction.
//!
//! In: an [`Api`]. Out: for each schema whether requests and responses reach it, whether a partial update does, and
//! which members must be boxed.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Api, Method, SchemaId, Shape};

/// Directions by schema.
#[derive(Debug, Default)]
pub(crate) struct Reach {
    pub request: BTreeSet<SchemaId>,
    pub response: BTreeSet<SchemaId>,
    /// Reached by the body of a `PATCH`.
    pub partial: BTreeSet<SchemaId>,
    /// Files in forms.
    pub files: BTreeSet<SchemaId>,
    /// Every schema that is reached, in the order in which the document names it.
    pub order: Vec<SchemaId>,
}

pub(crate) fn reach(api: &Api) -> Reach {
    let mut reach = Reach::default();
    for operation in &api.operations {
        for media in operation.body.iter().flat_map(|b| &b.media) {
            visit(api, media.schema, &mut reach.request, &mut reach.order);
            reach.files.extend(&media.files);
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
    // What no operation reaches counts as read: that is the direction that loses nothing.
    for &id in &api.components {
        if !reach.request.contains(&id) && !reach.response.contains(&id) {
            visit(api, id, &mut reach.response, &mut reach.order);
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
    api.schema(id).shape.children()
}

/// Which types would have no end, or no size, without a type or a box between.
#[derive(Debug, Default)]
pub(crate) struct Cycles {
    /// For each object and union the group of those that hold each other by value; alone in its group, none does.
    group: BTreeMap<SchemaId, usize>,
    /// Arrays, maps and tuples of nothing but themselves.
    endless: BTreeSet<SchemaId>,
}

impl Cycles {
    pub(crate) fn of(api: &Api, reach: &Reach) -> Self {
        let by_value = groups(api, &reach.order, |id| match &api.schema(id).shape {
            Shape::Object(_) | Shape::Union(_) | Shape::Tuple(_) => held_by_value(api, id),
            _ => Vec::new(),
        });
        let lists = groups(api, &reach.order, |id| match &api.schema(id).shape {
            Shape::Array(_) | Shape::Map(_) | Shape::Tuple(_) => {
                children(api, id).into_iter().map(|child| api.target(child)).collect()
            }
            _ => Vec::new(),
        });
        let mut cycles = Self::default();
        for (index, group) in by_value.iter().enumerate() {
            let alone = group.len() == 1 && !held_by_value(api, group[0]).contains(&group[0]);
            cycles.group.extend(group.iter().filter(|_| !alone).map(|id| (*id, index)));
        }
        for group in lists {
            let itself = children(api, group[0]).into_iter().any(|child| api.target(child) == group[0]);
            let list = matches!(api.schema(group[0]).shape, Shape::Array(_) | Shape::Map(_) | Shape::Tuple(_));
            if list && (group.len() > 1 || itself) {
                cycles.endless.extend(group);
            }
        }
        cycles
    }

    /// Whether a value of `of` would hold a value of `within` without a pointer between: then a box is needed.
    pub(crate) fn needs_box(&self, api: &Api, within: SchemaId, of: SchemaId) -> bool {
        let group = |id| self.group.get(&api.target(id));
        group(within).is_some() && group(within) == group(of)
    }

    /// Whether an array or map needs a name of its own, to end the definition of its type.
    pub(crate) fn is_endless(&self, id: SchemaId) -> bool {
        self.endless.contains(&id)
    }
}

/// What an object, a union or a tuple holds without a pointer between.
fn held_by_value(api: &Api, id: SchemaId) -> Vec<SchemaId> {
    let held = match &api.schema(id).shape {
        Shape::Object(object) => object.properties.iter().map(|p| p.schema).collect(),
        Shape::Union(_) | Shape::Tuple(_) => children(api, id),
        _ => Vec::new(),
    };
    held.into_iter().map(|id| api.target(id)).collect()
}

/// The strongly connected components of a graph (Tarjan), without recursion: documents may be deep.
fn groups(api: &Api, nodes: &[SchemaId], edges: impl Fn(SchemaId) -> Vec<SchemaId>) -> Vec<Vec<SchemaId>> {
    let count = api.schemas.len();
    let (mut index, mut low, mut on_stack) = (vec![usize::MAX; count], vec![0; count], vec![false; count]);
    let (mut next, mut stack, mut groups) = (0, Vec::new(), Vec::new());
    for &root in nodes {
        if index[root.0] != usize::MAX {
            continue;
        }
        let mut work: Vec<(SchemaId, Vec<SchemaId>)> = vec![(root, edges(root))];
        (index[root.0], low[root.0], on_stack[root.0]) = (next, next, true);
        stack.push(root);
        next += 1;
        while let Some((node, rest)) = work.last_mut() {
            let node = *node;
            if let Some(child) = rest.pop() {
                if index[child.0] == usize::MAX {
                    (index[child.0], low[child.0], on_stack[child.0]) = (next, next, true);
                    stack.push(child);
                    next += 1;
                    work.push((child, edges(child)));
                } else if on_stack[child.0] {
                    low[node.0] = low[node.0].min(index[child.0]);
                }
                continue;
            }
            work.pop();
            if let Some((parent, _)) = work.last() {
                low[parent.0] = low[parent.0].min(low[node.0]);
            }
            if low[node.0] == index[node.0] {
                let at = stack.iter().rposition(|id| *id == node).unwrap_or_default();
                let group = stack.split_off(at);
                group.iter().for_each(|id| on_stack[id.0] = false);
                groups.push(group);
            }
        }
    }
    groups
}
