//! Operations and the client that has them.

use super::example::{self, Expr, Types};
use super::field::{RustType, base_type, item_type};
use super::rules::Rules;
use super::types::{Names, TypeItem};
use super::xml::Xml;
use super::{Config, docs};
use crate::ir::{self, Api, MediaFormat, ParameterPlace, SchemaId, SchemeKind, Shape, Status};
use crate::names::{self, Scope};

/// An operation as a method of the client and the call that it gives.
#[derive(Clone, Debug)]
pub struct Operation {
    /// `operationId`.
    pub id: String,
    pub method: &'static str,
    pub path: String,
    /// The method of the client.
    pub name: String,
    /// The struct.
    pub call: String,
    /// The static that describes it.
    pub table: String,
    pub docs: Vec<String>,
    /// Statements of the example: arguments of the call; nothing when no value could be made.
    pub example: Option<Vec<(String, Expr)>>,
    pub deprecated: bool,
    pub idempotent: bool,
    pub security: Vec<Vec<SchemePlan>>,
    /// Required ones first, in the order of the signature.
    pub arguments: Vec<Argument>,
    /// Filled from the client: in a header or the query, under which name, by which credential.
    pub shape: CallShape,
    pub success: Success,
    pub failures: Vec<Failure>,
    /// The enum of failures, if there are any.
    pub error: Option<String>,
    /// The struct of response headers, if there are any.
    pub headers: Option<(String, Vec<HeaderField>)>,
    pub rejection: Option<Rejection>,
}

/// What a call adds from the client, and the body's media types.
#[derive(Clone, Debug, Default)]
pub struct CallShape {
    pub credentials: Vec<(ParameterPlace, String, String)>,
    /// The static with the body's media types.
    pub body_media: Option<String>,
    /// The static with what is read from responses.
    pub accept: Option<String>,
}

/// Media types by the name of their static.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaItem {
    pub name: String,
    /// Each with the static of its root, if it is XML.
    pub entries: Vec<(String, Option<String>)>,
}

/// The lists of media types of a module as they are planned.
#[derive(Debug, Default)]
pub(crate) struct MediaLists {
    scope: Scope,
    pub items: Vec<MediaItem>,
}

impl MediaLists {
    /// The static for a list; the same for the same list.
    fn intern(&mut self, entries: Vec<(String, Option<String>)>) -> Option<String> {
        let first = entries.first()?;
        if let Some(known) = self.items.iter().find(|item| item.entries == entries) {
            return Some(known.name.clone());
        }
        let root = entries.iter().find_map(|(_, root)| root.as_deref()).unwrap_or_default();
        let name = self.scope.claim(&names::constant(&format!("{} {root}", first.0)));
        self.items.push(MediaItem { name: name.clone(), entries });
        Some(name)
    }
}

/// A scheme that an operation uses.
#[derive(Clone, Debug)]
pub struct SchemePlan {
    /// The name under which the client holds the credential.
    pub credential: String,
    pub kind: SchemeKind,
}

/// A value that the caller gives.
#[derive(Clone, Debug)]
pub struct Argument {
    pub name: String,
    pub ty: RustType,
    pub docs: Vec<String>,
    pub required: bool,
    pub target: ArgumentTarget,
    /// The rule to check: a static.
    pub rule: Option<String>,
    /// Members of a body that the client fills where they are absent.
    pub idempotency_fields: Vec<String>,
    pub limits: Vec<String>,
}

/// Where an argument goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArgumentTarget {
    Path(String),
    Query(String),
    Header(String),
    Body,
}

/// What an operation gives.
#[derive(Clone, Debug)]
pub struct Success {
    /// None when there is nothing to read.
    pub ty: Option<RustType>,
    pub statuses: Vec<Status>,
    /// The static with its media types.
    pub media: Option<String>,
}

/// A failure that the spec describes.
#[derive(Clone, Debug)]
pub struct Failure {
    pub status: Status,
    pub variant: String,
    pub docs: Vec<String>,
    /// One line, for `Display`.
    pub message: String,
    pub body: FailureBody,
}

#[derive(Clone, Debug)]
pub enum FailureBody {
    None,
    /// With the static of its media types.
    Typed(RustType, Option<String>),
}

/// A failure inside a success.
#[derive(Clone, Debug)]
pub struct Rejection {
    pub variant: String,
    pub ty: RustType,
    /// Fields on the way, and whether each may be absent.
    pub path: Vec<(String, bool)>,
    /// The literal that the value at the end is compared with.
    pub equals: Expr,
    /// Fields on the way to the issues, and the type of an issue.
    pub issues: Option<(Vec<(String, bool)>, RustType)>,
}

/// A typed response header.
#[derive(Clone, Debug)]
pub struct HeaderField {
    pub wire: String,
    pub name: String,
    pub ty: RustType,
    pub docs: Vec<String>,
    pub rule: Option<String>,
    pub limits: Vec<String>,
}

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
    pub name: String,
    pub ty: RustType,
    pub docs: Vec<String>,
    pub rule: Option<String>,
    /// The constant of its place, when every operation needs it.
    pub required: Option<String>,
    pub limits: Vec<String>,
}

/// Names that a call's setters cannot have.
const CALL_METHODS: &[&str] = &["core", "checked", "unchecked", "send", "check", "into_future", "clone", "fmt"];

pub(crate) fn operations(
    api: &Api,
    names: &mut Names,
    items: &[TypeItem],
    rules: &mut Rules<'_>,
    xml: &mut Xml,
    media: &mut MediaLists,
) -> Vec<Operation> {
    let mut scope = Scope::with(&["builder", "core", "clone", "fmt"]);
    let types = Types { items };
    let mut tables = Scope::default();
    let mut planned = Vec::new();
    for operation in &api.operations {
        let wish = operation.rust_name.as_deref().unwrap_or(&operation.id);
        let name = scope.claim(&names::snake(wish));
        let mut bodies = Bodies { xml, media };
        planned.push(plan_operation(api, names, &types, rules, &mut bodies, operation, name, &mut tables));
    }
    planned
}

/// What media types add to.
struct Bodies<'b> {
    xml: &'b mut Xml,
    media: &'b mut MediaLists,
}

#[expect(clippy::too_many_arguments, reason = "each is a table of another kind that the operation adds to")]
fn plan_operation(
    api: &Api,
    names: &mut Names,
    types: &Types<'_>,
    rules: &mut Rules<'_>,
    bodies: &mut Bodies<'_>,
    operation: &ir::Operation,
    name: String,
    tables: &mut Scope,
) -> Operation {
    let upper = names::pascal(&name);
    let arguments = arguments(api, names, types, rules, operation);
    let success = success(api, names, bodies, operation);
    let failures = failures(api, names, bodies, operation);
    let rejection = rejection(api, names, types, operation, &success);
    let has_failures = !failures.is_empty() || rejection.is_some();
    let error = has_failures.then(|| names.scope.claim(&format!("{upper}Error")));
    let headers = headers(api, names, rules, operation);
    let headers = (!headers.is_empty()).then(|| (names.scope.claim(&format!("{upper}Headers")), headers));
    let accept = accept(api, names, bodies, operation);
    let credentials = operation.parameters.iter().filter(|p| p.credential);
    let credentials = credentials.map(|p| (p.place, p.name.clone(), parameter_credential(p))).collect();
    let body_media = operation.body.as_ref().and_then(|b| media_list(api, names, bodies, &b.media));
    let keyed = arguments.iter().any(|a| !a.idempotency_fields.is_empty());
    Operation {
        example: example(api, names, types, operation, &arguments),
        docs: operation_docs(operation),
        id: operation.id.clone(),
        method: operation.method.name(),
        path: operation.path.clone(),
        call: names.scope.claim(&format!("{upper}Call")),
        table: tables.claim(&names::constant(&name)),
        deprecated: operation.docs.deprecated,
        idempotent: operation.method.is_idempotent() || keyed,
        security: security(api, operation),
        shape: CallShape { credentials, body_media, accept },
        name,
        arguments,
        success,
        failures,
        error,
        headers,
        rejection,
    }
}

fn operation_docs(operation: &ir::Operation) -> Vec<String> {
    let mut lines = docs::words(&operation.docs);
    if lines.is_empty() {
        lines.push(format!("{}.", docs::code(&operation.id)));
    }
    lines.push(String::new());
    lines.push(docs::code(&format!("{} {}", operation.method.name(), operation.path)));
    docs::notes(&mut lines, &operation.docs);
    lines
}

/// The name under which the client holds the value of a parameter.
fn parameter_credential(parameter: &ir::Parameter) -> String {
    parameter.rust_name.clone().unwrap_or_else(|| names::snake(&parameter.name))
}

fn scheme_credential(scheme: &ir::Scheme) -> String {
    scheme.rust_name.clone().unwrap_or_else(|| names::snake(&scheme.name))
}

fn security(api: &Api, operation: &ir::Operation) -> Vec<Vec<SchemePlan>> {
    let plan = |name: &String| {
        let scheme = api.schemes.iter().find(|s| s.name == *name)?;
        Some(SchemePlan { credential: scheme_credential(scheme), kind: scheme.kind.clone() })
    };
    let alternatives = operation.security.iter().map(|schemes| schemes.iter().filter_map(plan).collect());
    let alternatives: Vec<Vec<SchemePlan>> = alternatives.collect();
    // One alternative that needs nothing, alone, is no requirement.
    if alternatives.iter().all(Vec::is_empty) { Vec::new() } else { alternatives }
}

fn arguments(
    api: &Api,
    names: &Names,
    types: &Types<'_>,
    rules: &mut Rules<'_>,
    operation: &ir::Operation,
) -> Vec<Argument> {
    let mut scope = Scope::with(CALL_METHODS);
    let mut arguments: Vec<Argument> = Vec::new();
    for parameter in operation.parameters.iter().filter(|p| !p.credential) {
        let wish = parameter.rust_name.clone().unwrap_or_else(|| names::snake(&parameter.name));
        let context = format!("{} {}", operation.id, parameter.name);
        let mut lines = docs::words(&parameter.docs);
        docs::notes(&mut lines, &parameter.docs);
        arguments.push(Argument {
            name: scope.claim(&wish),
            ty: base_type(api, names, parameter.schema),
            docs: lines,
            required: parameter.required,
            target: match parameter.place {
                ParameterPlace::Path => ArgumentTarget::Path(parameter.name.clone()),
                ParameterPlace::Query => ArgumentTarget::Query(parameter.name.clone()),
                ParameterPlace::Header => ArgumentTarget::Header(parameter.name.clone()),
            },
            rule: rules.rule(&context, parameter.schema, false),
            idempotency_fields: Vec::new(),
            limits: docs::limits(api, parameter.schema),
        });
    }
    if let Some((body, media)) = operation.body.as_ref().and_then(|b| Some((b, b.media.first()?))) {
        let mut lines = docs::words(&body.docs);
        docs::notes(&mut lines, &body.docs);
        let ty = item_type(api, names, media.schema);
        arguments.push(Argument {
            name: scope.claim("body"),
            idempotency_fields: idempotency_fields(types, &ty),
            ty,
            docs: lines,
            required: body.required,
            target: ArgumentTarget::Body,
            rule: rules.rule(&format!("{} body", operation.id), media.schema, false),
            limits: Vec::new(),
        });
    }
    arguments.sort_by_key(|a| !a.required);
    arguments
}

fn idempotency_fields(types: &Types<'_>, ty: &RustType) -> Vec<String> {
    let RustType::Named(name) = ty else { return Vec::new() };
    let item = types.items.iter().find_map(|item| match item {
        TypeItem::Struct(s) if s.name == *name => Some(s),
        TypeItem::Struct(_) | TypeItem::Enum(_) => None,
    });
    let fields = item.map(|s| s.fields.as_slice()).unwrap_or_default();
    let keys = fields.iter().filter(|f| matches!(f.kind, super::FieldKind::IdempotencyKey(_)));
    keys.map(|f| f.name.clone()).collect()
}

fn media_list<'m>(
    api: &Api,
    names: &Names,
    bodies: &mut Bodies<'_>,
    media: impl IntoIterator<Item = &'m ir::Media>,
) -> Option<String> {
    let mut entries: Vec<(String, Option<String>)> = Vec::new();
    for m in media {
        if entries.iter().any(|(name, _)| *name == m.name) {
            continue;
        }
        let root = match m.format {
            MediaFormat::Json => None,
            MediaFormat::Xml => Some(bodies.xml.root(api, names, m.schema)),
        };
        entries.push((m.name.clone(), root));
    }
    bodies.media.intern(entries)
}

fn is_success(status: Status) -> bool {
    match status {
        Status::Code(code) => (200..300).contains(&code),
        Status::Range(range) => range == 2,
        Status::Default => false,
    }
}

fn success(api: &Api, names: &Names, bodies: &mut Bodies<'_>, operation: &ir::Operation) -> Success {
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

fn failures(api: &Api, names: &Names, bodies: &mut Bodies<'_>, operation: &ir::Operation) -> Vec<Failure> {
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
fn status_name(status: Status) -> String {
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
fn accept(api: &Api, names: &Names, bodies: &mut Bodies<'_>, operation: &ir::Operation) -> Option<String> {
    let mut responses: Vec<&ir::Response> = operation.responses.iter().collect();
    responses.sort_by_key(|r| !is_success(r.status));
    media_list(api, names, bodies, responses.iter().flat_map(|r| &r.media))
}

fn headers(api: &Api, names: &Names, rules: &mut Rules<'_>, operation: &ir::Operation) -> Vec<HeaderField> {
    let mut scope = Scope::default();
    let mut seen = std::collections::BTreeSet::new();
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
            rule: rules.rule(&format!("{} header {}", operation.id, header.name), header.schema, false),
            limits: docs::limits(api, header.schema),
        });
    }
    fields
}

fn rejection(
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
    let equals = example::value(api, names, types, value, &rule.equals)?;
    Some(Rejection { variant: "Rejected".to_owned(), ty: success.ty.clone()?, path, equals, issues })
}

/// The fields on a way through objects, and the schema at its end.
fn walk(
    api: &Api,
    names: &Names,
    types: &Types<'_>,
    root: SchemaId,
    path: &[String],
) -> Option<(Vec<(String, bool)>, SchemaId)> {
    let mut at = root;
    let mut fields = Vec::new();
    for wire in path {
        let name = names.of(api.target(at));
        let item = types.items.iter().find_map(|item| match item {
            TypeItem::Struct(s) if s.name == name => Some(s),
            TypeItem::Struct(_) | TypeItem::Enum(_) => None,
        })?;
        let field = item.fields.iter().find(|f| f.wire == *wire)?;
        fields.push((field.name.clone(), !matches!(field.kind, super::FieldKind::Required(_))));
        at = field.schema;
    }
    Some((fields, at))
}

fn example(
    api: &Api,
    names: &Names,
    types: &Types<'_>,
    operation: &ir::Operation,
    arguments: &[Argument],
) -> Option<Vec<(String, Expr)>> {
    let required = arguments.iter().filter(|a| a.required || a.target == ArgumentTarget::Body);
    required
        .map(|argument| {
            let given = match &argument.target {
                ArgumentTarget::Path(wire) | ArgumentTarget::Query(wire) | ArgumentTarget::Header(wire) => {
                    let parameter = operation.parameters.iter().find(|p| p.name == *wire)?;
                    let node = parameter.example.as_ref();
                    node.and_then(|node| example::value(api, names, types, parameter.schema, node))
                }
                ArgumentTarget::Body => {
                    let media = &operation.body.as_ref()?.media;
                    let with = media.iter().find(|m| m.example.is_some() && m.format == MediaFormat::Json);
                    with.and_then(|m| example::value(api, names, types, m.schema, m.example.as_ref()?))
                }
            };
            Some((argument.name.clone(), given.or_else(|| example::placeholder(&argument.ty))?))
        })
        .collect()
}

pub(crate) fn client(api: &Api, names: &Names, rules: &mut Rules<'_>, _config: &Config) -> Client {
    let mut credentials: Vec<Credential> = Vec::new();
    for scheme in &api.schemes {
        let used = |o: &ir::Operation| o.security.iter().any(|all| all.contains(&scheme.name));
        if !api.operations.iter().any(used) {
            continue;
        }
        let needed = |o: &ir::Operation| !o.security.is_empty() && o.security.iter().all(|all| all.contains(&scheme.name));
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
            name,
        });
    }
    let formats: std::collections::BTreeSet<MediaFormat> = api
        .operations
        .iter()
        .flat_map(|o| o.body.iter().flat_map(|b| &b.media).chain(o.responses.iter().flat_map(|r| &r.media)))
        .map(|m| m.format)
        .collect();
    Client { title: api.title.clone(), server: api.server.clone(), credentials, formats: formats.len() > 1 }
}

type Held = (String, SchemaId, ir::Docs, crate::source::Span, bool);

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
                let name = property.rust_name.clone().unwrap_or_else(|| names::snake(&property.name));
                let words = api.schema(property.schema).docs.clone();
                held.push((name, property.schema, words, property.span, property.required));
            }
        }
    }
    let counts = |name: &str| held.iter().filter(|h| h.0 == name).count();
    let everywhere: Vec<bool> = held.iter().map(|h| h.4 && counts(&h.0) == api.operations.len()).collect();
    held.into_iter().zip(everywhere).map(|(h, everywhere)| (h.0, h.1, h.2, h.3, everywhere)).collect()
}
