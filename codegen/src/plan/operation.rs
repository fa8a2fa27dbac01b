//! Operations: the method of the client, the call that it gives, and what that sends and reads.

mod arguments;
mod body;
mod media;
mod responses;

pub use body::{BodyForm, BodyPlan};
pub(crate) use media::{Bodies, MediaLists, media_list};
pub use media::{CodecPlan, MediaItem};
pub(crate) use responses::status_name;

use super::client::{SchemePlan, ServerInfoPlan, body_credentials, parameter_credential, security, server_info};
use super::docs;
use super::example::{self, Expr, Types};
use super::field::RustType;
use super::naming::Names;
use super::rules::{Presence, Rules};
use super::types::TypeItem;
use super::xml::Xml;
use crate::ir::{self, Api, MediaFormat, ParameterPlace, Status, Style};
use crate::names::{self, Scope};

/// An operation as a method of the client and the call that it gives.
#[derive(Clone, Debug)]
pub struct Operation {
    /// `operationId`.
    pub id: String,
    pub method: String,
    pub path: String,
    /// The method of the client.
    pub name: String,
    /// The type of the call.
    pub call: String,
    /// The static that describes it.
    pub table: String,
    pub docs: Vec<String>,
    /// Statements of the example: arguments of the call; nothing when no value could be made.
    pub example: Option<Vec<(String, Expr)>>,
    pub deprecated: bool,
    /// A second identical request does no more than the first.
    pub idempotent: bool,
    /// The method says so by itself (RFC 9110 section 9.2.2).
    pub idempotent_method: bool,
    pub security: Vec<Vec<SchemePlan>>,
    /// The server of this operation alone.
    pub server: Option<ServerInfoPlan>,
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
    pub credentials: Vec<HeldParameter>,
    /// Credentials without which the body is not complete.
    pub body_credentials: Vec<String>,
    pub body: BodyPlan,
    /// The static with what is read from responses.
    pub accept: Option<String>,
    /// Media types that are handed over piece by piece.
    pub streams: Vec<String>,
}

/// A parameter that is filled from the client.
#[derive(Clone, Debug)]
pub struct HeldParameter {
    pub place: ParameterPlace,
    pub wire: String,
    pub credential: String,
    pub required: bool,
}

/// A value that the caller gives.
#[derive(Clone, Debug)]
pub struct Argument {
    pub name: String,
    pub ty: RustType,
    pub docs: Vec<String>,
    pub required: bool,
    /// Made by the client where the caller gives none.
    pub made: bool,
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
    /// In a style of its own.
    Styled(StyledParameter),
    Body,
}

/// A parameter whose text is not that of its place's own style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StyledParameter {
    pub wire: String,
    pub place: ParameterPlace,
    pub style: Style,
    pub explode: bool,
    pub reserved: bool,
}

/// What an operation gives.
#[derive(Clone, Debug)]
pub struct Success {
    /// None when there is nothing to read.
    pub ty: Option<RustType>,
    /// The enum of what may come, where that is not one thing.
    pub choice: Option<String>,
    /// By status, and within one by media type.
    pub forms: Vec<SuccessForm>,
}

/// One thing that may come.
#[derive(Clone, Debug)]
pub struct SuccessForm {
    pub status: Status,
    pub variant: String,
    pub docs: Vec<String>,
    pub body: Payload,
    /// The rule to check: a static.
    pub rule: Option<String>,
}

/// A failure that the spec describes.
#[derive(Clone, Debug)]
pub struct Failure {
    pub status: Status,
    pub variant: String,
    pub docs: Vec<String>,
    /// One line, for `Display`.
    pub message: String,
    pub body: Payload,
    /// The static with the rules of the body, if it has any beyond those of its type.
    pub rule: Option<String>,
}

/// What a response holds; each with the static of its media types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Payload {
    None,
    Typed(RustType, Option<String>),
    Bytes(Option<String>),
    Items(RustType, Option<String>),
}

impl Payload {
    /// The type of the value, of a success or a failure.
    pub fn ty(&self, success: bool) -> Option<RustType> {
        match self {
            Self::None => None,
            Self::Typed(ty, _) => Some(ty.clone()),
            Self::Items(ty, _) if success => Some(RustType::Items(Box::new(ty.clone()))),
            Self::Bytes(_) if success => Some(RustType::ByteStream),
            Self::Bytes(_) | Self::Items(..) => Some(RustType::Bytes),
        }
    }

    pub fn media(&self) -> Option<&str> {
        match self {
            Self::None => None,
            Self::Typed(_, media) | Self::Bytes(media) | Self::Items(_, media) => media.as_deref(),
        }
    }
}

/// A failure inside a success.
#[derive(Clone, Debug)]
pub struct Rejection {
    pub variant: String,
    pub ty: RustType,
    /// Fields on the way, and how the value of each is reached.
    pub path: Vec<(String, Presence)>,
    pub equals: Comparison,
    /// Fields on the way to the issues, and the type of an issue.
    pub issues: Option<(Vec<(String, Presence)>, RustType)>,
}

/// What the value that tells a failure is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Comparison {
    Bool(bool),
    /// A string.
    Text(String),
    /// A value of an enum, by its name on the wire.
    Wire(String),
}

/// A typed response header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderField {
    pub wire: String,
    pub name: String,
    pub ty: RustType,
    pub docs: Vec<String>,
    /// A response without it breaks the spec.
    pub required: bool,
    /// A list, an object or JSON.
    pub form: Option<HeaderForm>,
    pub rule: Option<String>,
    pub limits: Vec<String>,
}

/// How the text of a header stands for more than one value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderForm {
    List,
    Object,
    ExplodedObject,
    Json,
}

/// Names that a call's setters cannot have.
const CALL_METHODS: &[&str] = &["unchecked", "send", "check", "into_future", "clone", "fmt"];

pub(crate) fn operations(
    api: &Api,
    names: &mut Names,
    items: &[TypeItem],
    rules: &mut Rules<'_>,
    xml: &mut Xml,
    media: &mut MediaLists,
) -> Vec<Operation> {
    let mut scope = Scope::with(&["new", "builder", "base_url", "core", "clone", "fmt"]);
    let types = Types { items };
    let mut tables = Scope::default();
    let mut planned: Vec<Operation> = Vec::new();
    let schemes = super::client::scheme_names(api);
    for operation in &api.operations {
        let from_path = operation.unnamed.then(|| names::operation(operation.method.name(), &operation.path));
        let wish = operation.rust_name.as_deref().or(from_path.as_deref()).unwrap_or(&operation.id);
        let name = scope.claim(&names::snake(wish));
        let mut bodies = Bodies { xml, media, schemes: &schemes };
        let mut made = plan_operation(api, names, &types, rules, &mut bodies, operation, name, &mut tables);
        if let Some((name, fields)) = &mut made.headers {
            *name = header_type(names, &planned, name, fields);
        }
        planned.push(made);
    }
    planned
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
    let success = responses::success(api, names, rules, bodies, operation, &upper);
    let failures = responses::failures(api, names, rules, bodies, operation);
    let rejection = responses::rejection(api, names, types, operation, &success);
    let has_failures = !failures.is_empty() || rejection.is_some();
    let error = has_failures.then(|| names.scope.claim(&format!("{upper}Error")));
    let accept = responses::accept(api, names, bodies, operation);
    let arguments = arguments::arguments(api, names, rules, operation);
    let body = body::body(api, names, types, rules, bodies, operation, &upper);
    let (body, body_argument) = body.map_or_else(Default::default, |(plan, argument)| (plan, Some(argument)));
    let arguments = arguments::with_body(arguments, body_argument);
    let headers = responses::headers(api, names, rules, operation);
    let headers = (!headers.is_empty()).then(|| (format!("{upper}Headers"), headers));
    let credentials = operation.parameters.iter().filter(|p| p.credential);
    let credentials = credentials
        .map(|p| HeldParameter {
            place: p.place,
            wire: p.name.clone(),
            credential: parameter_credential(p),
            required: p.required,
        })
        .collect();
    let body_credentials = body_credentials(api, operation);
    let keyed = arguments.iter().any(|a| a.made || !a.idempotency_fields.is_empty());
    Operation {
        example: example(api, names, types, operation, &arguments),
        docs: operation_docs(operation),
        id: operation.id.clone(),
        method: operation.method.name().to_owned(),
        path: operation.path.clone(),
        call: names.scope.claim(&format!("{upper}Call")),
        table: tables.claim(&names::constant(&name)),
        deprecated: operation.docs.deprecated,
        idempotent: operation.method.is_idempotent() || keyed,
        idempotent_method: operation.method.is_idempotent(),
        security: security(api, bodies.schemes, operation),
        server: operation.servers.first().map(server_info),
        shape: CallShape { credentials, body_credentials, body, accept, streams: responses::streams(operation) },
        name,
        arguments,
        success,
        failures,
        error,
        headers,
        rejection,
    }
}

/// The name of the type of response headers: that of the headers, so that operations with the same ones share it, or
/// where they are many or have rules of their own, that of the operation.
fn header_type(names: &mut Names, planned: &[Operation], own: &str, fields: &[HeaderField]) -> String {
    let mut known = planned.iter().filter_map(|operation| operation.headers.as_ref());
    if let Some((name, _)) = known.find(|(_, known)| known == fields) {
        return name.clone();
    }
    let shared: String = fields.iter().map(|field| names::pascal(&field.wire)).collect();
    let is_shared = shared.len() <= SHARED_NAME && fields.iter().all(|field| field.rule.is_none());
    names.scope.claim(&if is_shared { format!("{shared}Headers") } else { own.to_owned() })
}

/// As long as a name made of several may be.
const SHARED_NAME: usize = 40;

fn operation_docs(operation: &ir::Operation) -> Vec<String> {
    let mut lines = docs::words(&operation.docs);
    if lines.is_empty() {
        lines.push(format!("{}.", docs::code(&operation.id)));
    }
    lines.push(String::new());
    lines.push(docs::code(&format!("{} {}", operation.method.name(), operation.path)));
    for alternative in &operation.security {
        for requirement in alternative.iter().filter(|r| !r.scopes.is_empty()) {
            let scopes: Vec<String> = requirement.scopes.iter().map(|scope| docs::code(scope)).collect();
            lines.push(String::new());
            lines.push(format!("*Scopes* of {}: {}.", docs::code(&requirement.scheme), scopes.join(", ")));
        }
    }
    docs::notes(&mut lines, &operation.docs);
    lines
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
                ArgumentTarget::Path(_)
                | ArgumentTarget::Query(_)
                | ArgumentTarget::Header(_)
                | ArgumentTarget::Styled(_) => {
                    let parameter = operation.parameters.iter().find(|p| arguments::target(p) == argument.target)?;
                    let node = parameter.example.as_ref();
                    node.and_then(|node| example::value(api, names, types, parameter.schema, node))
                }
                ArgumentTarget::Body => {
                    let media = &operation.body.as_ref()?.media;
                    let plain = !matches!(argument.ty, RustType::OfOperation(_) | RustType::File);
                    let with = media.iter().find(|m| plain && m.example.is_some() && m.format == MediaFormat::Json);
                    with.and_then(|m| example::value(api, names, types, m.schema, m.example.as_ref()?))
                }
            };
            Some((argument.name.clone(), given.or_else(|| example::placeholder(&argument.ty))?))
        })
        .collect()
}
