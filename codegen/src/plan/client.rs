//! The client: what it is built with.

use std::collections::{BTreeMap, BTreeSet};

use super::docs;
use super::field::{RustType, base_type};
use super::naming::Names;
use super::rules::Rules;
use crate::ir::{self, Api, MediaFormat, SchemaId, SchemeKind, Shape};
use crate::names::{self, Scope};
use crate::source::Span;

/// The client of an API.
#[derive(Clone, Debug)]
pub struct Client {
    pub title: String,
    /// The URL of the spec's first server, its variables as they are by default; perhaps relative.
    pub server: Option<String>,
    /// The type by which a server is chosen, where there is a choice.
    pub choice: Option<ServerChoice>,
    pub credentials: Vec<Credential>,
    /// Whether there is a choice between JSON and XML.
    pub formats: bool,
}

/// The servers of a spec.
#[derive(Clone, Debug)]
pub struct ServerChoice {
    /// The type.
    pub name: String,
    pub servers: Vec<ServerPlan>,
    pub setters: Vec<ServerSetter>,
}

/// A server as a function that gives it.
#[derive(Clone, Debug)]
pub struct ServerPlan {
    pub name: String,
    pub docs: Vec<String>,
    pub info: ServerInfoPlan,
}

/// A server as data.
#[derive(Clone, Debug)]
pub struct ServerInfoPlan {
    pub url: String,
    /// Name, default, and the values that are allowed.
    pub variables: Vec<(String, String, Vec<String>)>,
}

/// A method that sets a variable.
#[derive(Clone, Debug)]
pub struct ServerSetter {
    pub name: String,
    pub wire: String,
    pub docs: Vec<String>,
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
const BUILDER_METHODS: &[&str] = &[
    "base_url",
    "server",
    "transport",
    "timeout",
    "max_response_bytes",
    "retry",
    "user_agent",
    "unchecked",
    "format",
    "build",
];

fn method(name: &str) -> String {
    if BUILDER_METHODS.contains(&name) { format!("{name}_credential") } else { name.to_owned() }
}

pub(crate) fn client(api: &Api, names: &mut Names, rules: &mut Rules<'_>) -> Client {
    let mut credentials: Vec<Credential> = Vec::new();
    let scheme_names = scheme_names(api);
    for scheme in &api.schemes {
        let asks = |all: &Vec<ir::Requirement>| all.iter().any(|r| r.scheme == scheme.name);
        // A certificate is the transport's.
        if scheme.kind == SchemeKind::MutualTls || !api.operations.iter().any(|o| o.security.iter().any(asks)) {
            continue;
        }
        let needed = |o: &ir::Operation| !o.security.is_empty() && o.security.iter().all(asks);
        let Some(name) = scheme_names.get(&scheme.name).cloned() else { continue };
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
        .filter(|format| matches!(format, MediaFormat::Json | MediaFormat::Xml))
        .collect();
    Client {
        title: api.title.clone(),
        server: default_server(api),
        choice: choice(api, names),
        credentials,
        formats: formats.len() > 1,
    }
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

/// The name under which the client holds the credential of each scheme. Values in parameters and bodies, whose names
/// the author of a spec gives, keep theirs.
pub(super) fn scheme_names(api: &Api) -> BTreeMap<String, String> {
    let held: Vec<String> = held_values(api).into_iter().map(|held| held.0).collect();
    let mut scope = Scope::with(&held.iter().map(String::as_str).collect::<Vec<_>>());
    let name = |scheme: &ir::Scheme| {
        let wish = scheme.rust_name.as_deref().map_or_else(|| names::snake(&scheme.name), names::given_snake);
        (scheme.name.clone(), scope.claim(&wish))
    };
    api.schemes.iter().map(name).collect()
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

/// The alternatives of an operation, without what the transport sees to.
pub(super) fn security(api: &Api, names: &BTreeMap<String, String>, operation: &ir::Operation) -> Vec<Vec<SchemePlan>> {
    let plan = |requirement: &ir::Requirement| {
        let scheme = api.schemes.iter().find(|s| s.name == requirement.scheme)?;
        let credential = names.get(&scheme.name)?.clone();
        (scheme.kind != SchemeKind::MutualTls).then(|| SchemePlan { credential, kind: scheme.kind.clone() })
    };
    let alternatives = operation.security.iter().map(|schemes| schemes.iter().filter_map(plan).collect());
    let mut alternatives: Vec<Vec<SchemePlan>> = alternatives.collect();
    alternatives.sort_by_key(Vec::is_empty);
    // One alternative that needs nothing, alone, is no requirement.
    if alternatives.iter().all(Vec::is_empty) { Vec::new() } else { alternatives }
}

pub(super) fn server_info(server: &ir::Server) -> ServerInfoPlan {
    let variable = |v: &ir::ServerVariable| (v.name.clone(), v.default.clone(), v.values.clone());
    ServerInfoPlan { url: server.url.clone(), variables: server.variables.iter().map(variable).collect() }
}

/// The URL where nobody chooses: that of the first server, or, where each operation has its own, that of the first.
fn default_server(api: &Api) -> Option<String> {
    let own = || {
        let everywhere = api.operations.iter().all(|o| o.servers.first().is_some_and(ir::Server::is_absolute));
        api.operations.first().filter(|_| everywhere)?.servers.first()
    };
    let server = api.servers.first().or_else(own)?;
    let fill = |url: String, v: &ir::ServerVariable| url.replace(&format!("{{{}}}", v.name), &v.default);
    Some(server.variables.iter().fold(server.url.clone(), fill)).filter(|url| url != "/" && !url.is_empty())
}

/// The type of servers, where there are several or one has variables.
fn choice(api: &Api, names: &mut Names) -> Option<ServerChoice> {
    if api.servers.len() < 2 && api.servers.iter().all(|s| s.variables.is_empty()) {
        return None;
    }
    let mut functions = Scope::with(&["clone", "fmt"]);
    let servers = api.servers.iter().map(|server| {
        let mut lines = server.description.as_deref().map(docs::text).unwrap_or_default();
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.push(docs::code(&server.url));
        ServerPlan { name: functions.claim(&server_name(server)), docs: lines, info: server_info(server) }
    });
    let servers: Vec<ServerPlan> = servers.collect();
    let mut setters: Vec<ServerSetter> = Vec::new();
    for variable in api.servers.iter().flat_map(|s| &s.variables) {
        if setters.iter().any(|setter| setter.wire == variable.name) {
            continue;
        }
        let mut lines = variable.description.as_deref().map(docs::text).unwrap_or_default();
        if !lines.is_empty() {
            lines.push(String::new());
        }
        let code = |values: &[String]| values.iter().map(|v| docs::code(v)).collect::<Vec<_>>().join(", ");
        lines.push(match (variable.default.as_str(), variable.values.as_slice()) {
            ("", _) => format!("{} in the URL of the server.", docs::code(&variable.name)),
            (default, []) => format!("{} unless set.", docs::code(default)),
            (default, values) => format!("{} unless set; one of {}.", docs::code(default), code(values)),
        });
        let name = functions.claim(&names::snake(&variable.name));
        setters.push(ServerSetter { name, wire: variable.name.clone(), docs: lines });
    }
    Some(ServerChoice { name: names.scope.claim("Server"), servers, setters })
}

/// The words by which people know a server, if they are few; else its host.
fn server_name(server: &ir::Server) -> String {
    let words = server.name.as_ref().or(server.description.as_ref());
    let short = words.map(|w| w.trim_end_matches('.')).filter(|w| w.split_whitespace().count() <= 4 && w.is_ascii());
    let host = server.url.split("://").nth(1).unwrap_or(&server.url);
    names::snake(short.unwrap_or(host))
}
