//! Webhooks and callbacks: what is read of a request that the API sends, and what may be answered.
//!
//! In: the webhooks of an [`Api`]. Out: a type for each, with the types of payload, parameters and answers. Guaranteed:
//! names are unique among webhooks; the types of schemas are those that operations use.

use std::collections::BTreeMap;

use super::docs;
use super::field::{RustType, base_type, item_type};
use super::naming::Names;
use super::operation::{Bodies, MediaLists, media_list};
use super::rules::Rules;
use super::xml::Xml;
use crate::ir::{self, Api, ParameterPlace, Status};
use crate::names::{self, Scope};

/// A request that is received.
#[derive(Clone, Debug)]
pub struct WebhookItem {
    /// The type that stands for it.
    pub name: String,
    pub docs: Vec<String>,
    pub deprecated: bool,
    pub method: String,
    /// Its name in the spec.
    pub wire: String,
    /// For a callback the expression of its URL.
    pub expression: Option<String>,
    pub payload: Option<WebhookPayload>,
    /// The struct of parameters, if there are any.
    pub parameters: Option<(String, Vec<WebhookParameter>)>,
    pub answers: Vec<Answer>,
}

/// The body of a request that is received.
#[derive(Clone, Debug)]
pub struct WebhookPayload {
    pub ty: RustType,
    /// The static with its media types.
    pub media: String,
    /// Without it the request breaks the spec.
    pub required: bool,
    pub rule: Option<String>,
}

/// A parameter of a request that is received.
#[derive(Clone, Debug)]
pub struct WebhookParameter {
    pub wire: String,
    pub name: String,
    pub ty: RustType,
    pub docs: Vec<String>,
    pub place: ParameterPlace,
    pub required: bool,
    pub rule: Option<String>,
}

/// An answer that the spec describes.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The function that makes it.
    pub name: String,
    pub docs: Vec<String>,
    pub status: Status,
    /// The type of its body, the static of its media types, and the rule.
    pub body: Option<(RustType, String, Option<String>)>,
}

/// Names that a webhook's functions cannot have.
const FUNCTIONS: &[&str] = &["read"];

pub(crate) fn webhooks(
    api: &Api,
    names: &Names,
    rules: &mut Rules<'_>,
    xml: &mut Xml,
    media: &mut MediaLists,
) -> Vec<WebhookItem> {
    let mut scope =
        Scope::with(&["Self", "Option", "Some", "None", "Result", "Ok", "Err", "Default", "Clone", "Debug"]);
    let schemes = BTreeMap::new();
    let mut bodies = Bodies { xml, media, schemes: &schemes };
    let plan = |webhook| plan_webhook(api, names, rules, &mut bodies, &mut scope, webhook);
    api.webhooks.iter().map(plan).collect()
}

fn plan_webhook(
    api: &Api,
    names: &Names,
    rules: &mut Rules<'_>,
    bodies: &mut Bodies<'_>,
    scope: &mut Scope,
    webhook: &ir::Webhook,
) -> WebhookItem {
    let operation = &webhook.operation;
    let wish = operation.rust_name.as_deref().unwrap_or(&operation.id);
    let name = scope.claim(&names::pascal(wish));
    let parameters = parameters(api, names, rules, operation);
    WebhookItem {
        docs: webhook_docs(webhook),
        deprecated: operation.docs.deprecated,
        method: operation.method.name().to_owned(),
        wire: webhook.name.clone(),
        expression: webhook.expression.clone(),
        payload: payload(api, names, rules, bodies, operation),
        parameters: (!parameters.is_empty())
            .then(|| (scope.claim(&format!("{}Parameters", name.trim_end_matches('_'))), parameters)),
        answers: answers(api, names, rules, bodies, operation),
        name,
    }
}

fn webhook_docs(webhook: &ir::Webhook) -> Vec<String> {
    let mut lines = docs::words(&webhook.operation.docs);
    if lines.is_empty() {
        lines.push(format!("{}.", docs::code(&webhook.name)));
    }
    lines.push(String::new());
    let method = webhook.operation.method.name();
    lines.push(match &webhook.expression {
        Some(expression) => format!("A callback: {}.", docs::code(&format!("{method} {expression}"))),
        None => format!("A webhook: {}.", docs::code(&format!("{method} {}", webhook.name))),
    });
    docs::notes(&mut lines, &webhook.operation.docs);
    lines
}

fn payload(
    api: &Api,
    names: &Names,
    rules: &mut Rules<'_>,
    bodies: &mut Bodies<'_>,
    operation: &ir::Operation,
) -> Option<WebhookPayload> {
    let body = operation.body.as_ref()?;
    let first = body.media.first()?;
    Some(WebhookPayload {
        ty: item_type(api, names, first.schema),
        media: media_list(api, names, bodies, body.media.iter().filter(|m| m.schema == first.schema))?,
        required: body.required,
        rule: rules.rule(&format!("{} payload", operation.id), first.schema, false),
    })
}

fn parameters(api: &Api, names: &Names, rules: &mut Rules<'_>, operation: &ir::Operation) -> Vec<WebhookParameter> {
    let mut scope = Scope::default();
    let plan = |parameter: &ir::Parameter| {
        let mut lines = docs::words(&parameter.docs);
        docs::notes(&mut lines, &parameter.docs);
        let wish = parameter.rust_name.as_deref().map_or_else(|| names::snake(&parameter.name), names::given_snake);
        WebhookParameter {
            wire: parameter.name.clone(),
            name: scope.claim(&wish),
            ty: base_type(api, names, parameter.schema),
            docs: lines,
            place: parameter.place,
            required: parameter.required,
            rule: rules.rule(&format!("{} {}", operation.id, parameter.name), parameter.schema, false),
        }
    };
    operation.parameters.iter().map(plan).collect()
}

fn answers(
    api: &Api,
    names: &Names,
    rules: &mut Rules<'_>,
    bodies: &mut Bodies<'_>,
    operation: &ir::Operation,
) -> Vec<Answer> {
    let mut scope = Scope::with(FUNCTIONS);
    let mut answers = Vec::new();
    for response in &operation.responses {
        let mut lines = docs::words(&response.docs);
        let status = match response.status {
            Status::Code(code) => code.to_string(),
            Status::Range(range) => format!("{range}xx"),
            Status::Default => "default".to_owned(),
        };
        if lines.is_empty() {
            lines.push(format!("The answer {}.", docs::code(&status)));
        }
        docs::notes(&mut lines, &response.docs);
        let body = response.media.first().and_then(|first| {
            let media = response.media.iter().filter(|m| m.schema == first.schema);
            let media = media_list(api, names, bodies, media)?;
            let rule = rules.rule(&format!("{} answer {status}", operation.id), first.schema, false);
            Some((item_type(api, names, first.schema), media, rule))
        });
        let name = scope.claim(&format!("answer_{status}"));
        answers.push(Answer { name, docs: lines, status: response.status, body });
    }
    answers
}
