//! The client: what it is built with.

use std::collections::BTreeSet;

use super::docs;
use super::field::{RustType, base_type};
use super::naming::Names;
use super::rules::Rules;
use crate::ir::{self, Api, MediaFormat, SchemaId, SchemeKind, Shape};
use crate::names;
use crate::source::Span;

/// The client of an API.
#[derive(Clone, Debug)]
pub struct Client {
    pub title: String,
    pub server: Option<String>,
    pub credentials: Vec<Credential>,
    /// Whether there is a choice between JSON and XML.
    pub formats: bool,
}

/// A value that the client is built with.
#[derive(Clone, Debug)]
pub struct Credential {
    /// The name under which the client holds it.
    pub name: String,
    /// The method of the builder.
    pub method: String,
    pub ty: RustType,
    pub docs: Vec<String>,
    pub rule: Option<String>,
    /// The constant of its place, when every operation needs it.
    pub required: Option<String>,
    pub limits: Vec<String>,
}

/// A scheme that an operation uses.
#[derive(Clone, Debug)]
pub struct SchemePlan {
    /// The name under which the client holds the credential.
    pub credential: String,
    pub kind: SchemeKind,
}

/// Methods that every builder has.
const BUILDER_METHODS: &[&str] =
    &["base_url", "transport", "timeout", "max_response_bytes", "retry", "user_agent", "unchecked", "format", "build"];

fn method(name: &str) -> String {
    if BUILDER_METHODS.contains(&name) { format!("{name}_credential") } else { name.to_owned() }
}

pub(crate) fn client(api: &Api, names: &Names, rules: &mut Rules<'_>) -> Client {
    let mut credentials: Vec<Credential> = Vec::new();
    for scheme in &api.schemes {
        let used = |o: &ir::Operation| o.security.iter().any(|all| all.contains(&scheme.name));
        if !api.operations.iter().any(used) {
            continue;
        }
        let needed =
            |o: &ir::Operation| !o.security.is_empty() && o.security.iter().all(|all| all.contains(&scheme.name));
        let name = scheme_credential(scheme);
        let required = api.operations.iter().all(needed).then(|| rules.place(&name, scheme.span));
        let mut lines = docs::words(&scheme.docs);
        docs::notes(&mut lines, &scheme.docs);
        credentials.push(Credential {
            ty: RustType::Secret(Box::new(RustType::String)),
            docs: lines,
            rule: scheme.schema.and_then(|id| rules.rule(&format!("credential {name}"), id, false)),
            required,
            limits: scheme.schema.map(|id| docs::limits(api, id)).unwrap_or_default(),
            method: method(&name),
            name,
        });
    }
    for (name, id, words, span, needed) in held_values(api) {
        if credentials.iter().any(|c| c.name == name) {
            continue;
        }
        let mut lines = docs::words(&words);
        docs::notes(&mut lines, &words);
        credentials.push(Credential {
            ty: base_type(api, names, id),
            docs: lines,
            rule: rules.rule(&format!("credential {name}"), id, false),
            required: needed.then(|| rules.place(&name, span)),
            limits: docs::limits(api, id),
            method: method(&name),
            name,
        });
    }
    let formats: BTreeSet<MediaFormat> = api
        .operations
        .iter()
        .flat_map(|o| o.body.iter().flat_map(|b| &b.media).chain(o.responses.iter().flat_map(|r| &r.media)))
        .map(|m| m.format)
        .collect();
    Client { title: api.title.clone(), server: api.server.clone(), credentials, formats: formats.len() > 1 }
}

type Held = (String, SchemaId, ir::Docs, Span, bool);

/// Parameters and members of bodies that the client fills; with each whether every operation needs it.
fn held_values(api: &Api) -> Vec<Held> {
    let mut held: Vec<Held> = Vec::new();
    for operation in &api.operations {
        for parameter in operation.parameters.iter().filter(|p| p.credential) {
            let name = parameter_credential(parameter);
            held.push((name, parameter.schema, parameter.docs.clone(), parameter.span, parameter.required));
        }
        let bodies = operation.body.iter().filter_map(|b| b.media.first());
        for media in bodies {
            let Shape::Object(object) = &api.schema(api.target(media.schema)).shape else { continue };
            for property in object.properties.iter().filter(|p| p.credential) {
                let name = property_credential(property);
                let words = api.schema(property.schema).docs.clone();
                held.push((name, property.schema, words, property.span, property.required));
            }
        }
    }
    let counts = |name: &str| held.iter().filter(|h| h.0 == name).count();
    let everywhere: Vec<bool> = held.iter().map(|h| h.4 && counts(&h.0) == api.operations.len()).collect();
    held.into_iter().zip(everywhere).map(|(h, everywhere)| (h.0, h.1, h.2, h.3, everywhere)).collect()
}

/// The name under which the client holds the value of a parameter.
pub(super) fn parameter_credential(parameter: &ir::Parameter) -> String {
    parameter.rust_name.as_deref().map_or_else(|| names::snake(&parameter.name), names::given_snake)
}

fn scheme_credential(scheme: &ir::Scheme) -> String {
    scheme.rust_name.as_deref().map_or_else(|| names::snake(&scheme.name), names::given_snake)
}

/// The name under which the client holds a member of a body.
pub(super) fn property_credential(property: &ir::Property) -> String {
    property.rust_name.as_deref().map_or_else(|| names::snake(&property.name), names::given_snake)
}

/// The credentials without which the body of an operation is not complete.
pub(super) fn body_credentials(api: &Api, operation: &ir::Operation) -> Vec<String> {
    let Some(media) = operation.body.as_ref().and_then(|b| b.media.first()) else { return Vec::new() };
    let Shape::Object(object) = &api.schema(api.target(media.schema)).shape else { return Vec::new() };
    object.properties.iter().filter(|p| p.credential && p.required).map(property_credential).collect()
}

pub(super) fn security(api: &Api, operation: &ir::Operation) -> Vec<Vec<SchemePlan>> {
    let plan = |name: &String| {
        let scheme = api.schemes.iter().find(|s| s.name == *name)?;
        Some(SchemePlan { credential: scheme_credential(scheme), kind: scheme.kind.clone() })
    };
    let alternatives = operation.security.iter().map(|schemes| schemes.iter().filter_map(plan).collect());
    let alternatives: Vec<Vec<SchemePlan>> = alternatives.collect();
    // One alternative that needs nothing, alone, is no requirement.
    if alternatives.iter().all(Vec::is_empty) { Vec::new() } else { alternatives }
}
