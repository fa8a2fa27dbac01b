//! Operations: parameters, bodies, responses.

use openapiv3::{
    Operation as Skeleton, Parameter as SkeletonParameter, ParameterData, PathItem, ReferenceOr, StatusCode,
};

use super::{Context, docs, given, refusals, security};
use crate::document::Node;
use crate::ir::{
    Body, FailureWhen, Header, Media, MediaFormat, Method, Operation, Parameter, ParameterPlace, Response, SchemaId,
    Shape, Status,
};
use crate::reference;
use crate::resolve::{BACK_REFERENCE, Origin};

pub(super) fn operations(cx: &mut Context<'_, '_>) -> Vec<Operation> {
    let spec = cx.spec;
    let mut operations = Vec::new();
    for (path, item) in &spec.skeleton.paths.paths {
        let ReferenceOr::Item(item) = item else { continue };
        refusals::path_item(cx, item);
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
    refusals::operation(cx, node);
    let id = operation.operation_id.clone().unwrap_or_else(|| format!("{} {path}", method.name()));
    let own: Vec<Parameter> = operation.parameters.iter().filter_map(|p| lower_parameter(cx, p)).collect();
    // An operation's parameter replaces the path's of the same name and place (OpenAPI 3.1, section 4.8.9.1).
    let shared = item.parameters.iter().filter_map(|p| lower_parameter(cx, p));
    let mut parameters: Vec<Parameter> =
        shared.filter(|s| !own.iter().any(|o| (&o.name, o.place) == (&s.name, s.place))).collect();
    parameters.extend(own);
    let requirements = operation.security.as_deref().or(cx.spec.skeleton.security.as_deref()).unwrap_or_default();
    Some(Operation {
        id,
        method,
        path: path.to_owned(),
        docs: docs::docs(node),
        span: node.span,
        parameters,
        body: lower_body(cx, operation),
        responses: lower_responses(cx, operation),
        security: security::alternatives(requirements),
        rust_name: given::rust_name(node),
    })
}

fn lower_parameter(cx: &mut Context<'_, '_>, parameter: &ReferenceOr<SkeletonParameter>) -> Option<Parameter> {
    let ReferenceOr::Item(parameter) = parameter else { return None };
    let data: &ParameterData = parameter.parameter_data_ref();
    let (pointer, node) = cx.spec.back(data.extensions.get(BACK_REFERENCE))?;
    let place = match parameter {
        SkeletonParameter::Path { .. } => ParameterPlace::Path,
        SkeletonParameter::Query { .. } => ParameterPlace::Query,
        SkeletonParameter::Header { .. } => ParameterPlace::Header,
        SkeletonParameter::Cookie { .. } => {
            cx.unsupported(node, "a cookie parameter", "use a security scheme, if it is a credential");
            return None;
        }
    };
    // OpenAPI 3.1, section 4.8.12.2: these three are described elsewhere, and a definition here is ignored; `check`
    // has said so.
    let ignored = ["accept", "content-type", "authorization"];
    if place == ParameterPlace::Header && ignored.contains(&data.name.to_ascii_lowercase().as_str()) {
        return None;
    }
    if !refusals::parameter(cx, node, place) {
        return None;
    }
    Some(Parameter {
        name: data.name.clone(),
        place,
        required: data.required,
        schema: cx.schema_at(&pointer.child("schema")),
        credential: node.is_true("x-credential"),
        idempotency_key: node.is_true("x-idempotency-key"),
        docs: docs::docs(node),
        example: example(cx, node),
        rust_name: given::rust_name(node),
        span: node.span,
    })
}

/// The first example of a parameter or a media type.
fn example(cx: &Context<'_, '_>, node: &Node) -> Option<Node> {
    let first = || {
        let example = &node.get("examples")?.members().first()?.value;
        let target = reference::of(example).and_then(|text| reference::locate(&cx.spec.document, text));
        target.and_then(|t| cx.node(&t)).unwrap_or(example).get("value")
    };
    node.get("example").or_else(first).cloned()
}

fn lower_body(cx: &mut Context<'_, '_>, operation: &Skeleton) -> Option<Body> {
    let Some(ReferenceOr::Item(body)) = &operation.request_body else { return None };
    let (_, node) = cx.spec.back(body.extensions.get(BACK_REFERENCE))?;
    let media = lower_media(cx, node, &body.content);
    Some(Body { required: body.required, docs: docs::docs(node), media })
}

type Content = openapiv3::Content;

fn lower_media(cx: &mut Context<'_, '_>, of: &Node, content: &Content) -> Vec<Media> {
    let mut media = Vec::new();
    for (name, entry) in content {
        let Some((pointer, node)) = cx.spec.back(entry.extensions.get(BACK_REFERENCE)) else { continue };
        if let Some(encoding) = node.get("encoding") {
            cx.unsupported(encoding, "`encoding`", "it is for forms, which are not generated yet");
        }
        let Some(format) = media_format(name) else {
            cx.unsupported(node, &format!("the media type `{name}`"), "use a media type of JSON or XML");
            continue;
        };
        if entry.schema.is_none() {
            cx.unsupported(node, "a media type without a schema", "add `schema: {}` for a value of any kind");
            continue;
        }
        let schema = cx.schema_at(&pointer.child("schema"));
        refusals::spellings(cx, node, schema);
        media.push(Media { name: name.clone(), format, schema, example: example(cx, node) });
    }
    let types: Vec<SchemaId> = media.iter().map(|m: &Media| m.schema).collect();
    if types.windows(2).any(|pair| !same_type(cx, pair[0], pair[1])) {
        cx.unsupported(of, "a body with a different schema for each media type", "use one schema for all of them");
    }
    media
}

/// Whether two schemas are the same, both by reference.
pub(super) fn same_type(cx: &Context<'_, '_>, a: SchemaId, b: SchemaId) -> bool {
    let target = |id: SchemaId| match cx.shape(id) {
        Some(crate::ir::Shape::Ref(target)) => *target,
        _ => id,
    };
    target(a) == target(b)
}

fn media_format(name: &str) -> Option<MediaFormat> {
    let essence = name.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match essence.as_str() {
        "application/json" | "text/json" => Some(MediaFormat::Json),
        "application/xml" | "text/xml" => Some(MediaFormat::Xml),
        _ if essence.ends_with("+json") => Some(MediaFormat::Json),
        _ if essence.ends_with("+xml") => Some(MediaFormat::Xml),
        _ => None,
    }
}

fn lower_responses(cx: &mut Context<'_, '_>, operation: &Skeleton) -> Vec<Response> {
    let declared = operation.responses.responses.iter().map(|(status, response)| {
        let status = match status {
            StatusCode::Code(code) => Status::Code(*code),
            StatusCode::Range(range) => Status::Range(*range),
        };
        (status, response)
    });
    let default = operation.responses.default.iter().map(|response| (Status::Default, response));
    let mut responses = Vec::new();
    let mut places = Vec::new();
    for (status, response) in declared.chain(default) {
        let ReferenceOr::Item(response) = response else { continue };
        let Some((_, node)) = cx.spec.back(response.extensions.get(BACK_REFERENCE)) else { continue };
        let media = lower_media(cx, node, &response.content);
        let failure_when = node.get("x-failure-when").and_then(failure_when);
        if let Some(rule) = &failure_when {
            refusals::failure_when(cx, rule, media.first().map(|m| m.schema));
        }
        responses.push(Response {
            status,
            docs: docs::docs(node),
            media,
            headers: lower_headers(cx, response),
            failure_when,
        });
        places.push((status, node));
    }
    refusals::successes(cx, &responses, &places);
    responses.sort_by_key(|r| r.status);
    responses
}

fn lower_headers(cx: &mut Context<'_, '_>, response: &openapiv3::Response) -> Vec<Header> {
    let mut headers = Vec::new();
    for (name, header) in &response.headers {
        let ReferenceOr::Item(header) = header else { continue };
        let Some((pointer, node)) = cx.spec.back(header.extensions.get(BACK_REFERENCE)) else { continue };
        // OpenAPI 3.1, section 4.8.17: a response header `Content-Type` is ignored.
        if name.eq_ignore_ascii_case("content-type") {
            continue;
        }
        if node.get("content").is_some() {
            cx.unsupported(node, "a header with `content`", "use `schema`");
            continue;
        }
        let schema = cx.schema_at(&pointer.child("schema"));
        refusals::spellings(cx, node, schema);
        if matches!(cx.shape(cx.target(schema)), Some(Shape::Array(_) | Shape::Map(_) | Shape::Object(_))) {
            cx.unsupported(node, "a response header that is a list or an object", "describe it as a string");
            continue;
        }
        headers.push(Header {
            name: name.clone(),
            required: header.required,
            schema,
            docs: docs::docs(node),
            span: node.span,
        });
    }
    headers
}

fn failure_when(node: &Node) -> Option<FailureWhen> {
    let path = |key: &str| {
        let text = node.str(key)?;
        Some(text.split('/').skip(1).map(|t| t.replace("~1", "/").replace("~0", "~")).collect())
    };
    Some(FailureWhen {
        path: path("pointer")?,
        equals: node.get("equals")?.clone(),
        issues: path("issues"),
        span: node.span,
    })
}
