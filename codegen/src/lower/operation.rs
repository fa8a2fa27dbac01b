//! Operations: parameters, bodies, responses.

mod media;
mod parameter;
mod response;

use openapiv3::{Operation as Skeleton, PathItem, ReferenceOr};

use super::{Context, docs, examples, given, security, server};
use crate::document::Node;
use crate::ir::{Body, Method, Operation, SchemaId};
use crate::resolve::{BACK_REFERENCE, Origin};
use media::Direction;

pub(super) fn operations(cx: &mut Context<'_, '_>) -> Vec<Operation> {
    let spec = cx.spec;
    let mut operations = Vec::new();
    for (path, item) in &spec.skeleton.paths.paths {
        let ReferenceOr::Item(item) = item else { continue };
        for (method, operation) in methods(item) {
            operations.extend(lower_operation(cx, path, method, item, operation));
        }
        for more in spec.more.iter().filter(|more| more.origin == Origin::Path && more.path == *path) {
            let Some(operation) = &more.item.post else { continue };
            operations.extend(lower_operation(cx, path, Method::of(&more.method), &more.item, operation));
        }
    }
    operations
}

fn methods(item: &PathItem) -> impl Iterator<Item = (Method, &Skeleton)> {
    let all = [
        (Method::Get, &item.get),
        (Method::Put, &item.put),
        (Method::Post, &item.post),
        (Method::Delete, &item.delete),
        (Method::Options, &item.options),
        (Method::Head, &item.head),
        (Method::Patch, &item.patch),
        (Method::Trace, &item.trace),
    ];
    all.into_iter().filter_map(|(method, operation)| operation.as_ref().map(|o| (method, o)))
}

pub(super) fn lower_operation(
    cx: &mut Context<'_, '_>,
    path: &str,
    method: Method,
    item: &PathItem,
    operation: &Skeleton,
) -> Option<Operation> {
    let (_, node) = cx.spec.back(operation.extensions.get(BACK_REFERENCE))?;
    let parameters = parameter::parameters(cx, path, item, operation);
    let requirements = operation.security.as_deref().or(cx.spec.skeleton.security.as_deref()).unwrap_or_default();
    let servers = server::own(cx.spec.back(item.extensions.get(BACK_REFERENCE)).map(|(_, item)| item), node);
    Some(Operation {
        id: operation.operation_id.clone().unwrap_or_else(|| format!("{} {path}", method.name())),
        unnamed: operation.operation_id.is_none(),
        method,
        path: path.to_owned(),
        docs: docs::docs(node),
        span: node.span,
        parameters,
        body: lower_body(cx, operation),
        responses: response::responses(cx, operation),
        security: security::alternatives(requirements),
        servers,
        rust_name: given::rust_name(node),
    })
}

/// The first example of a parameter or a media type that its schema takes; the first of all where it takes none.
fn example(cx: &Context<'_, '_>, node: &Node) -> Option<Node> {
    let given = examples::given(&cx.spec.document, node);
    let values: Vec<&Node> = given.into_iter().filter(|given| !given.serialized).map(|given| given.value).collect();
    let takes = |value: &&&Node| node.get("schema").is_some_and(|schema| examples::takes(cx.spec, schema, value));
    let first = if values.len() > 1 { values.iter().find(takes) } else { None };
    first.or(values.first()).map(|value| (*value).clone())
}

fn lower_body(cx: &mut Context<'_, '_>, operation: &Skeleton) -> Option<Body> {
    let Some(ReferenceOr::Item(body)) = &operation.request_body else { return None };
    let (_, node) = cx.spec.back(body.extensions.get(BACK_REFERENCE))?;
    let media = media::media(cx, &body.content, Direction::Request);
    Some(Body { required: body.required, docs: docs::docs(node), media })
}

/// Whether two schemas are the same, both by reference.
pub(super) fn same_type(cx: &Context<'_, '_>, a: SchemaId, b: SchemaId) -> bool {
    let target = |id: SchemaId| match cx.shape(id) {
        Some(crate::ir::Shape::Ref(target)) => *target,
        _ => id,
    };
    target(a) == target(b)
}
