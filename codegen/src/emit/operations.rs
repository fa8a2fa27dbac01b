//! Operations: what each is, the call that gives it its arguments, its failures, its headers.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::{Imports, Item, Items, bodies, deprecated, doc, failures, ident, responses, text, ty, type_text};
use crate::ir::{ParameterPlace, SchemeKind};
use crate::plan::{
    Argument, ArgumentTarget, HeldParameter, Module, Operation, RustType, SchemePlan, ServerInfoPlan, StyledParameter,
};
use crate::render;

/// What the file may name without a path.
pub(super) const IMPORTS: Imports = Imports {
    runtime: true,
    names: &[("specwright_runtime::operation", &["Codec", "Media", "Endpoint", "Operation", "Scheme", "SchemePlace"])],
    modules: &["rules", "types", "xml"],
};

pub(super) fn operations(module: &Module) -> Vec<Item> {
    if module.operations.is_empty() {
        return Vec::new();
    }
    let mut items = Items::default();
    module.media.iter().for_each(|list| items.push(bodies::media_list(list)));
    let mut headers = BTreeSet::new();
    module.operations.iter().for_each(|operation| emit_operation(operation, &mut headers, &mut items));
    items.0
}

/// What stands before the names of generated types.
pub(super) const TYPES: &str = "types::";

fn emit_operation<'m>(operation: &'m Operation, headers: &mut BTreeSet<&'m str>, items: &mut Items) {
    let result = ResultTypes::of(operation);
    items.push(Item::Lines(endpoint(operation, &result)));
    call(operation, &result, items);
    if let Some(name) = &operation.shape.body.choice {
        bodies::body_enum(operation, name, items);
    }
    if let Some(name) = &operation.success.choice {
        bodies::success_enum(operation, name, items);
    }
    if let Some((name, fields)) = operation.headers.as_ref().filter(|(name, _)| headers.insert(name)) {
        failures::headers(name, fields, items);
    }
    if let Some(name) = &operation.error {
        failures::errors(operation, name, items);
    }
}

/// The types of a response and of failures.
pub(super) struct ResultTypes {
    pub response: String,
    pub error: String,
}

impl ResultTypes {
    fn of(operation: &Operation) -> Self {
        let value = operation.success.ty.as_ref().map_or_else(|| "()".to_owned(), |ty| type_text(ty, TYPES));
        let response = match &operation.headers {
            Some((name, _)) => format!("rt::Response<{value}, {name}>"),
            None => format!("rt::Response<{value}>"),
        };
        Self { response, error: operation.error.clone().unwrap_or_else(|| "rt::NoFailure".to_owned()) }
    }
}

/// The static that says what an operation is and how its responses are read.
fn endpoint(operation: &Operation, result: &ResultTypes) -> String {
    let ResultTypes { response, error } = result;
    let read = responses::read(operation, result);
    let head = format!("pub(super) static {}: Endpoint", operation.table);
    let ty = match format!("<{response}, {error}>") {
        ty if head.len() + ty.len() < LONG => ty,
        _ => format!("<\n    {response},\n    {error},\n>"),
    };
    format!(
        "{head}{ty} = Endpoint {{\n    operation: {},\n    read: |reply| {},\n}};\n",
        indented(&description(operation)),
        indented(&read),
    )
}

/// What does not fit on a line with more.
const LONG: usize = 100;

/// An operation as data: what is not so by itself.
fn description(operation: &Operation) -> String {
    let Operation { id, method, path, shape, .. } = operation;
    let mut fields = Vec::new();
    if operation.idempotent != operation.idempotent_method {
        fields.push(format!("idempotent: {}", operation.idempotent));
    }
    let schemes = operation.security.iter().map(|schemes| list(schemes.iter().map(scheme)));
    let security = list(schemes);
    if security != "&[]" {
        fields.push(format!("security: {security}"));
    }
    if let Some(accept) = &shape.accept {
        fields.push(format!("accept: {accept}"));
    }
    if let Some(server) = &operation.server {
        let info = server_info(server);
        fields.push(format!("server: Some({})", render::expression(&quote!(&#info), 2)));
    }
    if !shape.streams.is_empty() {
        fields.push(format!("streams: {}", list(shape.streams.iter().map(|name| text(name).to_string()))));
    }
    if !shape.credentials.is_empty() {
        fields.push(format!("held: {}", list(shape.credentials.iter().map(held))));
    }
    if !shape.body_credentials.is_empty() {
        let names = shape.body_credentials.iter().map(|name| text(name.trim_start_matches("r#")).to_string());
        fields.push(format!("completed_by: {}", list(names)));
    }
    let new = format!("Operation::new({}, {}, {})", text(id), text(method), text(path));
    if fields.is_empty() {
        return new;
    }
    let fields: String = fields.iter().map(|field| format!("    {field},\n")).collect();
    format!("Operation {{\n{fields}    ..{new}\n}}")
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("&[{}]", items.collect::<Vec<_>>().join(", "))
}

/// Lines behind the first, one step further in.
pub(super) fn indented(lines: &str) -> String {
    lines.replace('\n', "\n    ")
}

fn held(held: &HeldParameter) -> String {
    let HeldParameter { place, wire, credential, required } = held;
    let (name, credential) = (text(wire), text(credential.trim_start_matches("r#")));
    let place = parameter_place(*place);
    format!("rt::operation::Held {{ name: {name}, credential: {credential}, place: {place}, required: {required} }}")
}

/// A server as data.
pub(super) fn server_info(server: &ServerInfoPlan) -> TokenStream {
    let url = &server.url;
    let variables = server.variables.iter().map(|(name, default, values)| {
        quote!(rt::operation::ServerVariable { name: #name, default: #default, values: &[#(#values),*] })
    });
    quote!(rt::operation::ServerInfo { url: #url, variables: &[#(#variables),*] })
}

fn scheme(scheme: &SchemePlan) -> String {
    let place = match &scheme.kind {
        SchemeKind::Header(name) => format!("Header({})", text(name)),
        SchemeKind::Query(name) => format!("Query({})", text(name)),
        SchemeKind::Cookie(name) => format!("Cookie({})", text(name)),
        SchemeKind::Bearer => "Bearer".to_owned(),
        // A certificate is the transport's, and no operation is planned with one.
        SchemeKind::Basic | SchemeKind::MutualTls => "Basic".to_owned(),
        SchemeKind::Authorization(_) => "Authorization".to_owned(),
    };
    let name = scheme.credential.trim_start_matches("r#");
    format!("Scheme {{ name: {}, place: SchemePlace::{place} }}", text(name))
}

/// The call, which is a name for what every call is, unless it has setters of its own.
fn call(operation: &Operation, result: &ResultTypes, items: &mut Items) {
    let (name, docs) = (ident(&operation.call), doc(&operation.docs));
    let deprecated = deprecated(operation.deprecated);
    let ResultTypes { response, error } = result;
    let held: TokenStream = format!("rt::Call<{response}, {error}>").parse().unwrap_or_default();
    let mut optional = operation.arguments.iter().filter(|a| !a.required).peekable();
    if optional.peek().is_none() {
        items.push(quote!(#docs #deprecated pub type #name = #held;));
        return;
    }
    let setters = optional.map(|argument| setter(operation, argument));
    items.push(quote! {
        #docs #deprecated
        #[derive(Clone, Debug)]
        #[must_use = "a call does nothing until it is awaited"]
        pub struct #name(pub(super) #held);
    });
    items.push(quote!(impl #name { #(#setters)* }));
    items.push(Item::Lines(format!("specwright_runtime::call!({}, {response}, {error});\n", operation.call)));
}

/// The type of an argument in a signature, and the expression that it is given by.
pub(super) fn signature(argument: &Argument) -> (TokenStream, TokenStream) {
    let name = ident(&argument.name);
    match &argument.ty {
        RustType::String => (quote!(impl Into<String>), quote!(#name.into())),
        RustType::File => (quote!(impl Into<rt::File>), quote!(#name.into())),
        other => (ty(other, TYPES), quote!(#name)),
    }
}

fn setter(operation: &Operation, argument: &Argument) -> TokenStream {
    let (name, docs) = (ident(&argument.name), doc(&argument.docs));
    let (ty, value) = signature(argument);
    let keys = fill_keys(argument);
    let mutable = (!keys.is_empty()).then(|| quote!(mut));
    let given = give(&quote!(self.0), operation, argument, &value, &TokenStream::new());
    quote! {
        #docs
        pub fn #name(self, #mutable #name: #ty) -> Self {
            #keys
            Self(#given)
        }
    }
}

/// The statements that fill what a caller leaves out of a body.
pub(super) fn fill_keys(argument: &Argument) -> TokenStream {
    let name = ident(&argument.name);
    let fields = argument.idempotency_fields.iter().map(|f| ident(f));
    quote!(#(#name.#fields = #name.#fields.or_else(rt::new_idempotency_key);)*)
}

/// The expression that gives an argument to a call; `module` stands before what `operations.rs` names.
pub(super) fn give(
    call: &TokenStream,
    operation: &Operation,
    argument: &Argument,
    value: &TokenStream,
    module: &TokenStream,
) -> TokenStream {
    let rule = rule(argument.rule.as_ref());
    match &argument.target {
        ArgumentTarget::Path(wire) => quote!(#call.path(#wire, #value, #rule)),
        ArgumentTarget::Query(wire) => quote!(#call.query(#wire, #value, #rule)),
        ArgumentTarget::Header(wire) => quote!(#call.header(#wire, #value, #rule)),
        ArgumentTarget::Styled(styled) => {
            let styled = self::styled(styled);
            quote!(#call.parameter(#styled, #value, #rule))
        }
        ArgumentTarget::Body => bodies::give_body(call, operation, value, module),
    }
}

pub(super) fn rule(rule: Option<&String>) -> TokenStream {
    match rule {
        Some(rule) => {
            let rule = ident(rule);
            quote!(&rules::#rule)
        }
        None => quote!(rt::NESTED),
    }
}

fn parameter_place(place: ParameterPlace) -> String {
    let name = match place {
        ParameterPlace::Path => "Path",
        ParameterPlace::Query => "Query",
        ParameterPlace::QueryString => "QueryString",
        ParameterPlace::Header => "Header",
        ParameterPlace::Cookie => "Cookie",
    };
    format!("rt::operation::ParameterPlace::{name}")
}

fn styled(parameter: &StyledParameter) -> TokenStream {
    let StyledParameter { wire, place, style, explode, reserved } = parameter;
    let place: TokenStream = parameter_place(*place).parse().unwrap_or_default();
    let style = bodies::style(*style);
    quote! {
        rt::operation::Parameter {
            name: #wire,
            place: #place,
            style: rt::operation::Style::#style,
            explode: #explode,
            reserved: #reserved,
        }
    }
}
