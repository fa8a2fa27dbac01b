//! What comes back: successes, failures, headers, and failures inside successes.

use std::collections::BTreeSet;

use super::media::{Bodies, media_list};
use super::{Comparison, Failure, FailureBody, HeaderField, Rejection, Success};
use crate::document::Kind;
use crate::ir::{self, Api, SchemaId, Shape, Status};
use crate::names::{self, Scope};
use crate::plan::docs;
use crate::plan::example::Types;
use crate::plan::field::{base_type, item_type};
use crate::plan::naming::Names;
use crate::plan::rules::{Presence, Rules, field_presence as presence};
use crate::plan::types::TypeItem;

fn is_success(status: Status) -> bool {
    match status {
        Status::Code(code) => (200..300).contains(&code),
        Status::Range(range) => range == 2,
        Status::Default => false,
    }
}

pub(super) fn success(api: &Api, names: &Names, bodies: &mut Bodies<'_>, operation: &ir::Operation) -> Success {
    let mut declared: Vec<&ir::Response> = operation.responses.iter().filter(|r| is_success(r.status)).collect();
    if declared.is_empty() {
        // A lone `default` stands for every status, successes among them.
        declared = operation.responses.iter().filter(|r| r.status == Status::Default).collect();
    }
    let with_body = declared.iter().find(|r| !r.media.is_empty());
    Success {
        ty: with_body.map(|r| item_type(api, names, r.media[0].schema)),
        statuses: declared.iter().map(|r| r.status).collect(),
        media: with_body.and_then(|r| media_list(api, names, bodies, &r.media)),
    }
}

pub(super) fn failures(api: &Api, names: &Names, bodies: &mut Bodies<'_>, operation: &ir::Operation) -> Vec<Failure> {
    let mut scope = Scope::with(&["Self"]);
    let any_success = operation.responses.iter().any(|r| is_success(r.status));
    let declared = operation.responses.iter().filter(|r| !is_success(r.status));
    let declared = declared.filter(|r| any_success || r.status != Status::Default);
    declared
        .map(|response| {
            let mut lines = docs::words(&response.docs);
            docs::notes(&mut lines, &response.docs);
            let words = response.docs.description.as_deref().unwrap_or_default();
            let first = words.lines().next().unwrap_or_default().trim();
            let body = match response.media.first() {
                Some(media) => {
                    let ty = item_type(api, names, media.schema);
                    FailureBody::Typed(ty, media_list(api, names, bodies, &response.media))
                }
                None => FailureBody::None,
            };
            Failure {
                status: response.status,
                variant: scope.claim(&status_name(response.status)),
                docs: lines,
                message: if first.is_empty() { "failed".to_owned() } else { first.to_owned() },
                body,
            }
        })
        .collect()
}

/// The variant for a status: its reason phrase (RFC 9110 section 15).
pub(crate) fn status_name(status: Status) -> String {
    let name = match status {
        Status::Code(400) => "BadRequest",
        Status::Code(401) => "Unauthorized",
        Status::Code(402) => "PaymentRequired",
        Status::Code(403) => "Forbidden",
        Status::Code(404) => "NotFound",
        Status::Code(405) => "MethodNotAllowed",
        Status::Code(406) => "NotAcceptable",
        Status::Code(408) => "RequestTimeout",
        Status::Code(409) => "Conflict",
        Status::Code(410) => "Gone",
        Status::Code(412) => "PreconditionFailed",
        Status::Code(413) => "ContentTooLarge",
        Status::Code(415) => "UnsupportedMediaType",
        Status::Code(422) => "UnprocessableContent",
        Status::Code(423) => "Locked",
        Status::Code(429) => "TooManyRequests",
        Status::Code(500) => "InternalServerError",
        Status::Code(501) => "NotImplemented",
        Status::Code(502) => "BadGateway",
        Status::Code(503) => "ServiceUnavailable",
        Status::Code(504) => "GatewayTimeout",
        Status::Code(304) => "NotModified",
        Status::Code(code) => return format!("Status{code}"),
        Status::Range(1) => "Informational",
        Status::Range(3) => "Redirection",
        Status::Range(4) => "ClientError",
        Status::Range(5) => "ServerError",
        Status::Range(range) => return format!("Status{range}xx"),
        Status::Default => "Default",
    };
    name.to_owned()
}

/// What responses are read from: successes first, since a server may give what is listed first.
pub(super) fn accept(api: &Api, names: &Names, bodies: &mut Bodies<'_>, operation: &ir::Operation) -> Option<String> {
    let mut responses: Vec<&ir::Response> = operation.responses.iter().collect();
    responses.sort_by_key(|r| !is_success(r.status));
    media_list(api, names, bodies, responses.iter().flat_map(|r| &r.media))
}

pub(super) fn headers(api: &Api, names: &Names, rules: &mut Rules<'_>, operation: &ir::Operation) -> Vec<HeaderField> {
    let mut scope = Scope::default();
    let mut seen = BTreeSet::new();
    let declared = operation.responses.iter().filter(|r| is_success(r.status)).flat_map(|r| &r.headers);
    let mut fields = Vec::new();
    for header in declared {
        if !seen.insert(header.name.to_ascii_lowercase()) {
            continue;
        }
        let mut lines = docs::words(&header.docs);
        docs::notes(&mut lines, &header.docs);
        fields.push(HeaderField {
            wire: header.name.to_ascii_lowercase(),
            name: scope.claim(&names::snake(&header.name)),
            ty: base_type(api, names, header.schema),
            docs: lines,
            required: header.required,
            rule: rules.rule(&format!("{} header {}", operation.id, header.name), header.schema, false),
            limits: docs::limits(api, header.schema),
        });
    }
    fields
}

pub(super) fn rejection(
    api: &Api,
    names: &Names,
    types: &Types<'_>,
    operation: &ir::Operation,
    success: &Success,
) -> Option<Rejection> {
    let response = operation.responses.iter().find(|r| r.failure_when.is_some())?;
    let rule = response.failure_when.as_ref()?;
    let root = response.media.first()?.schema;
    let (path, value) = walk(api, names, types, root, &rule.path)?;
    let issues = rule.issues.as_ref().and_then(|issues| {
        let (path, id) = walk(api, names, types, root, issues)?;
        let Shape::Array(array) = &api.schema(api.target(id)).shape else { return None };
        Some((path, item_type(api, names, array.items)))
    });
    let equals = match (&api.schema(api.target(value)).shape, &rule.equals.kind) {
        (_, Kind::Bool(value)) => Comparison::Bool(*value),
        (Shape::Enum(_), Kind::String(text)) => Comparison::Wire(text.to_string()),
        (_, Kind::String(text)) => Comparison::Text(text.to_string()),
        _ => return None,
    };
    Some(Rejection { variant: "Rejected".to_owned(), ty: success.ty.clone()?, path, equals, issues })
}

/// The fields on a way through objects, and the schema at its end.
fn walk(
    api: &Api,
    names: &Names,
    types: &Types<'_>,
    root: SchemaId,
    path: &[String],
) -> Option<(Vec<(String, Presence)>, SchemaId)> {
    let mut at = root;
    let mut fields = Vec::new();
    for wire in path {
        let name = names.of(api.target(at));
        let item = types.items.iter().find_map(|item| match item {
            TypeItem::Struct(s) if s.name == name => Some(s),
            TypeItem::Struct(_) | TypeItem::Enum(_) | TypeItem::Union(_) | TypeItem::Newtype(_) => None,
        })?;
        let field = item.fields.iter().find(|f| f.wire == *wire)?;
        fields.push((field.name.clone(), presence(&field.kind)));
        at = field.schema;
    }
    Some((fields, at))
}
