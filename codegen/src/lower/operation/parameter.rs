//! Parameters: of the operation, of its path, and those that the path's template names alone.

use openapiv3::{Operation as Skeleton, Parameter as SkeletonParameter, PathItem, ReferenceOr};

use super::{example, media};
use crate::document::{Kind, Member, Node};
use crate::ir::{Docs, Parameter, ParameterPlace, Style};
use crate::lower::{Context, docs, given, refusals};
use crate::pointer::Pointer;
use crate::resolve::BACK_REFERENCE;
use crate::source::Span;

pub(super) fn parameters(
    cx: &mut Context<'_, '_>,
    path: &str,
    item: &PathItem,
    operation: &Skeleton,
) -> Vec<Parameter> {
    let own: Vec<Parameter> = operation.parameters.iter().filter_map(|p| lower_parameter(cx, p)).collect();
    // An operation's parameter replaces the path's of the same name and place (OpenAPI 3.1, section 4.8.9.1).
    let shared = item.parameters.iter().filter_map(|p| lower_parameter(cx, p));
    let mut all: Vec<Parameter> =
        shared.filter(|s| !own.iter().any(|o| (&o.name, o.place) == (&s.name, s.place))).collect();
    all.extend(own);
    // `check` has said it of a second one, and of one that the path has no room for.
    let mut parameters: Vec<Parameter> = Vec::new();
    for parameter in all {
        let twice = parameters.iter().any(|p| (&p.name, p.place) == (&parameter.name, parameter.place));
        let homeless = parameter.place == ParameterPlace::Path && !template(path).contains(&parameter.name.as_str());
        if !twice && !homeless {
            parameters.push(parameter);
        }
    }
    for name in template(path) {
        if !parameters.iter().any(|p| p.place == ParameterPlace::Path && p.name == name) {
            parameters.extend(undeclared(cx, name, operation));
        }
    }
    parameters
}

/// The names between the braces of a path.
fn template(path: &str) -> Vec<&str> {
    path.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name).collect()
}

fn lower_parameter(cx: &mut Context<'_, '_>, parameter: &ReferenceOr<SkeletonParameter>) -> Option<Parameter> {
    let ReferenceOr::Item(parameter) = parameter else { return None };
    let data = parameter.parameter_data_ref();
    let (pointer, node) = cx.spec.back(data.extensions.get(BACK_REFERENCE))?;
    let place = match node.str("in")? {
        "path" => ParameterPlace::Path,
        "query" => ParameterPlace::Query,
        "querystring" => ParameterPlace::QueryString,
        "header" => ParameterPlace::Header,
        "cookie" => ParameterPlace::Cookie,
        _ => return None,
    };
    // OpenAPI 3.1, section 4.8.12.2: these three are described elsewhere, and a definition here is ignored; `check`
    // has said so.
    let ignored = ["accept", "content-type", "authorization"];
    if place == ParameterPlace::Header && ignored.contains(&data.name.to_ascii_lowercase().as_str()) {
        return None;
    }
    let (schema, style) = match node.get("content").and_then(|content| content.members().first()) {
        Some(content) => content_of(cx, &pointer, content),
        None => (pointer.child("schema"), style(node, place)),
    };
    let schema = cx.schema_or_any(&schema);
    refusals::spellings(cx, node, schema);
    let explode = node.get("explode").and_then(Node::as_bool);
    Some(Parameter {
        name: data.name.clone(),
        place,
        explode: explode.unwrap_or(matches!(style, Style::Form | Style::DeepObject | Style::Cookie)),
        style,
        reserved: node.is_true("allowReserved"),
        required: data.required || place == ParameterPlace::Path,
        schema,
        credential: node.is_true("x-credential"),
        idempotency_key: node.is_true("x-idempotency-key"),
        docs: docs::docs(node),
        example: example(cx, node),
        rust_name: given::rust_name(node),
        span: node.span,
    })
}

/// The schema and the media type of a parameter with `content`; the object of the media type may be a reference.
fn content_of(cx: &Context<'_, '_>, pointer: &Pointer, content: &Member) -> (Pointer, Style) {
    let at = crate::resolve::follow(&cx.spec.document, &pointer.child("content").child(&content.key));
    let style = match &*content.key {
        name if media::is_json(name) => Style::Json,
        name if media::essence(name) == "application/x-www-form-urlencoded" => Style::Urlencoded,
        _ => Style::Text,
    };
    (at.child("schema"), style)
}

/// The style, where it is one of the place; `check` has said it of another.
fn style(node: &Node, place: ParameterPlace) -> Style {
    let given = node.str("style").and_then(named);
    let allowed: &[Style] = match place {
        ParameterPlace::Path => &[Style::Simple, Style::Label, Style::Matrix],
        ParameterPlace::Query => &[Style::Form, Style::SpaceDelimited, Style::PipeDelimited, Style::DeepObject],
        ParameterPlace::QueryString => &[Style::Form],
        ParameterPlace::Header => &[Style::Simple],
        ParameterPlace::Cookie => &[Style::Form, Style::Cookie],
    };
    given.filter(|style| allowed.contains(style)).unwrap_or(place.style())
}

pub(super) fn named(name: &str) -> Option<Style> {
    Some(match name {
        "simple" => Style::Simple,
        "label" => Style::Label,
        "matrix" => Style::Matrix,
        "form" => Style::Form,
        "spaceDelimited" => Style::SpaceDelimited,
        "pipeDelimited" => Style::PipeDelimited,
        "deepObject" => Style::DeepObject,
        "cookie" => Style::Cookie,
        _ => return None,
    })
}

/// A variable of the path that nobody describes: any text.
fn undeclared(cx: &mut Context<'_, '_>, name: &str, operation: &Skeleton) -> Option<Parameter> {
    let (pointer, node) = cx.spec.back(operation.extensions.get(BACK_REFERENCE))?;
    let schema = cx.made_at(&pointer.child("x-template").child(name), &text(node.span));
    Some(Parameter {
        name: name.to_owned(),
        place: ParameterPlace::Path,
        style: Style::Simple,
        explode: false,
        reserved: false,
        required: true,
        schema,
        credential: false,
        idempotency_key: false,
        docs: Docs::default(),
        example: None,
        rust_name: None,
        span: node.span,
    })
}

/// `{type: string}`.
pub(super) fn text(span: Span) -> Node {
    let value = Node { span, kind: Kind::String("string".into()) };
    Node { span, kind: Kind::Object(vec![Member { key: "type".into(), key_span: span, value }]) }
}
