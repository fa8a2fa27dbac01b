//! What comes back: successes, failures, headers, and failures inside successes.

use std::collections::BTreeSet;

use super::media::{Bodies, Group, Holds, groups, media_list};
use super::{Comparison, Failure, HeaderField, HeaderForm, Payload, Rejection, Success, SuccessForm};
use crate::document::Kind;
use crate::ir::{self, Api, MediaFormat, Method, SchemaId, Shape, Status};
use crate::names::{self, Scope};
use crate::plan::docs;
use crate::plan::example::Types;
use crate::plan::field::{RustType, base_type, item_type};
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

/// The media types of a response that has a body (RFC 9110 sections 9.3.2 and 15).
fn media<'r>(operation: &ir::Operation, response: &'r ir::Response) -> &'r [ir::Media] {
    let bodiless = matches!(response.status, Status::Code(100..=199 | 204 | 205 | 304) | Status::Range(1));
    if bodiless || operation.method == Method::Head { &[] } else { &response.media }
}

/// The responses that are successes.
fn successes(operation: &ir::Operation) -> Vec<&ir::Response> {
    let mut declared: Vec<&ir::Response> = operation.responses.iter().filter(|r| is_success(r.status)).collect();
    if declared.is_empty() {
        // A lone `default` stands for every status, successes among them.
        declared = operation.responses.iter().filter(|r| r.status == Status::Default).collect();
    }
    declared
}

pub(super) fn success(
    api: &Api,
    names: &mut Names,
    rules: &mut Rules<'_>,
    bodies: &mut Bodies<'_>,
    operation: &ir::Operation,
    upper: &str,
) -> Success {
    let declared = successes(operation);
    let all: Vec<&ir::Media> = declared.iter().flat_map(|r| media(operation, r)).collect();
    let groups = groups(api, names, all.iter().copied());
    let empty = declared.iter().any(|r| media(operation, r).is_empty());
    if groups.len() + usize::from(empty) <= 1 {
        // One thing, whatever the status: the value itself.
        let body = groups.first().map_or(Payload::None, |group| payload(api, names, bodies, group));
        let context = format!("{} response", operation.id);
        let rule = groups.first().and_then(checked).and_then(|schema| rules.rule(&context, schema, false));
        let form = |r: &&ir::Response| SuccessForm {
            status: r.status,
            variant: String::new(),
            docs: Vec::new(),
            body: body.clone(),
            rule: rule.clone(),
        };
        return Success { ty: body.ty(true), choice: None, forms: declared.iter().map(form).collect() };
    }
    let mut scope = Scope::with(&["Self"]);
    let mut forms = Vec::new();
    for response in declared {
        let schemas: Vec<Option<SchemaId>> =
            groups_of(api, names, operation, response).iter().map(checked).chain([None]).collect();
        let payloads = payloads(api, names, bodies, media(operation, response));
        for ((word, body), schema) in payloads.into_iter().zip(schemas) {
            let mut lines = docs::words(&response.docs);
            docs::notes(&mut lines, &response.docs);
            let name = format!("{}{word}", status_name(response.status));
            let context = format!("{} response {name}", operation.id);
            let rule = schema.and_then(|schema| rules.rule(&context, schema, false));
            let variant = scope.claim(&name);
            forms.push(SuccessForm { status: response.status, variant, docs: lines, body, rule });
        }
    }
    let choice = names.scope.claim(&format!("{upper}Success"));
    Success { ty: Some(RustType::OfOperation(choice.clone())), choice: Some(choice), forms }
}

fn groups_of<'r>(api: &Api, names: &Names, operation: &ir::Operation, response: &'r ir::Response) -> Vec<Group<'r>> {
    groups(api, names, media(operation, response))
}

/// The schema that the values of a group are checked against.
fn checked(group: &Group<'_>) -> Option<SchemaId> {
    match group.holds {
        Holds::Value(_) | Holds::Items(_) => group.media.first().map(|media| media.schema),
        Holds::Bytes => None,
    }
}

/// What a response may hold, each with a word for the variant where there are several.
fn payloads(api: &Api, names: &Names, bodies: &mut Bodies<'_>, media: &[ir::Media]) -> Vec<(String, Payload)> {
    let groups = groups(api, names, media);
    let several = groups.len() > 1;
    let word = |group: &Group<'_>| if several { group.word(&groups) } else { String::new() };
    let found: Vec<(String, Payload)> =
        groups.iter().map(|group| (word(group), payload(api, names, bodies, group))).collect();
    if found.is_empty() { vec![(String::new(), Payload::None)] } else { found }
}

fn payload(api: &Api, names: &Names, bodies: &mut Bodies<'_>, group: &Group<'_>) -> Payload {
    let media = media_list(api, names, bodies, group.media.iter().copied());
    match &group.holds {
        Holds::Value(ty) => Payload::Typed(ty.clone(), media),
        Holds::Bytes => Payload::Bytes(media),
        Holds::Items(ty) => Payload::Items(ty.clone(), media),
    }
}

/// The media types of successes that are handed over piece by piece.
pub(super) fn streams(operation: &ir::Operation) -> Vec<String> {
    let all = successes(operation).into_iter().flat_map(|r| media(operation, r));
    let streamed = all.filter(|m| matches!(m.format, MediaFormat::Bytes | MediaFormat::Items));
    let mut names: Vec<String> = Vec::new();
    for m in streamed {
        if !names.contains(&m.name) {
            names.push(m.name.clone());
        }
    }
    names
}

pub(super) fn failures(
    api: &Api,
    names: &Names,
    rules: &mut Rules<'_>,
    bodies: &mut Bodies<'_>,
    operation: &ir::Operation,
) -> Vec<Failure> {
    let mut scope = Scope::with(&["Self"]);
    let successes: Vec<Status> = successes(operation).iter().map(|r| r.status).collect();
    let declared = operation.responses.iter().filter(|r| !successes.contains(&r.status));
    let mut failures = Vec::new();
    for response in declared {
        // Bytes are a failure whatever their media type is, so one form needs no list.
        let groups = groups(api, names, media(operation, response));
        let bytes_alone = matches!(groups.as_slice(), [Group { holds: Holds::Bytes | Holds::Items(_), .. }]);
        let schemas: Vec<Option<SchemaId>> =
            if bytes_alone { Vec::new() } else { groups.iter().map(checked).collect() };
        let words = response.docs.description.as_deref().unwrap_or_default();
        let first = words.lines().next().unwrap_or_default().trim();
        let forms = if bytes_alone {
            vec![(String::new(), Payload::Bytes(None))]
        } else {
            payloads(api, names, bodies, media(operation, response))
        };
        for ((word, body), schema) in forms.into_iter().zip(schemas.into_iter().chain([None])) {
            let mut lines = docs::words(&response.docs);
            docs::notes(&mut lines, &response.docs);
            let name = format!("{}{word}", status_name(response.status));
            let context = format!("{} failure {name}", operation.id);
            // Items of a failure are bytes.
            let schema = schema.filter(|_| matches!(body, Payload::Typed(..)));
            failures.push(Failure {
                status: response.status,
                rule: schema.and_then(|schema| rules.rule(&context, schema, false)),
                variant: scope.claim(&name),
                docs: lines,
                message: if first.is_empty() { "failed".to_owned() } else { first.to_owned() },
                body,
            });
        }
    }
    failures
}

/// The variant for a status: its reason phrase (RFC 9110 section 15).
pub(crate) fn status_name(status: Status) -> String {
    let name = match status {
        Status::Code(200) => "Ok",
        Status::Code(201) => "Created",
        Status::Code(202) => "Accepted",
        Status::Code(204) => "NoContent",
        Status::Code(206) => "PartialContent",
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
        Status::Range(2) => "Success",
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
    media_list(api, names, bodies, responses.iter().flat_map(|r| media(operation, r)))
}

pub(super) fn headers(api: &Api, names: &Names, rules: &mut Rules<'_>, operation: &ir::Operation) -> Vec<HeaderField> {
    let mut scope = Scope::default();
    let mut seen = BTreeSet::new();
    let declared = successes(operation).into_iter().flat_map(|r| &r.headers);
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
            form: header_form(api, header),
            rule: rules.rule(&format!("{} header {}", operation.id, header.name), header.schema, false),
            limits: docs::limits(api, header.schema),
        });
    }
    fields
}

fn header_form(api: &Api, header: &ir::Header) -> Option<HeaderForm> {
    let shape = &api.schema(api.target(header.schema)).shape;
    let list = matches!(shape, Shape::Array(_));
    let object = matches!(shape, Shape::Object(_) | Shape::Map(_));
    match (header.json, list, object) {
        (true, ..) => Some(HeaderForm::Json),
        (false, true, _) => Some(HeaderForm::List),
        (false, false, true) if header.explode => Some(HeaderForm::ExplodedObject),
        (false, false, true) => Some(HeaderForm::Object),
        (false, false, false) => None,
    }
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
