//! Responses and their headers.

use openapiv3::{Operation as Skeleton, ReferenceOr, StatusCode};

use super::media::{self, Direction};
use crate::document::Node;
use crate::ir::{FailureWhen, Header, Response, Status};
use crate::lower::{Context, docs, refusals};
use crate::resolve::BACK_REFERENCE;

pub(super) fn responses(cx: &mut Context<'_, '_>, operation: &Skeleton) -> Vec<Response> {
    let declared = operation.responses.responses.iter().map(|(status, response)| {
        let status = match status {
            StatusCode::Code(code) => Status::Code(*code),
            StatusCode::Range(range) => Status::Range(*range),
        };
        (status, response)
    });
    let default = operation.responses.default.iter().map(|response| (Status::Default, response));
    let mut responses = Vec::new();
    for (status, response) in declared.chain(default) {
        let ReferenceOr::Item(response) = response else { continue };
        let Some((_, node)) = cx.spec.back(response.extensions.get(BACK_REFERENCE)) else { continue };
        let media = media::media(cx, &response.content, Direction::Response);
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
    }
    refusals::failure_rules(cx, &responses);
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
        let content = node.get("content").and_then(|content| content.members().first());
        let (at, json) = match content {
            Some(content) => {
                (pointer.child("content").child(&content.key).child("schema"), media::is_json(&content.key))
            }
            None => (pointer.child("schema"), false),
        };
        let schema = cx.schema_or_any(&at);
        refusals::spellings(cx, node, schema);
        headers.push(Header {
            name: name.clone(),
            required: header.required,
            explode: node.is_true("explode"),
            json,
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
