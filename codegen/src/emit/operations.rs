//! Calls: a struct per operation, its failures, its headers.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Imports, Item, Items, bodies, deprecated, doc, failures, ident, responses, text, ty};
use crate::ir::{ParameterPlace, SchemeKind};
use crate::plan::{Argument, ArgumentTarget, Module, Operation, RustType, SchemePlan, ServerInfoPlan, StyledParameter};
use crate::render;

/// What the file may name without a path.
pub(super) const IMPORTS: Imports = Imports {
    runtime: true,
    names: &[("specwright_runtime::operation", &["Codec", "Media", "Operation", "Scheme", "SchemePlace"])],
    modules: &["rules", "types", "xml"],
};

pub(super) fn operations(module: &Module) -> Vec<Item> {
    if module.operations.is_empty() {
        return Vec::new();
    }
    let mut items = Items::default();
    module.media.iter().for_each(|list| items.push(bodies::media_list(list)));
    for operation in &module.operations {
        emit_operation(operation, &mut items);
    }
    let calls = module.operations.iter().map(|operation| {
        let name = ident(&operation.call);
        let (response, error) = result_types(operation);
        quote!(#name => #response, #error;)
    });
    items.push(quote!(specwright_runtime::calls! { #(#calls)* }));
    items.0
}

/// What stands before the names of generated types.
pub(super) const TYPES: &str = "types::";

fn emit_operation(operation: &Operation, items: &mut Items) {
    items.push(Item::Lines(table(operation)));
    items.push(call(operation));
    items.push(methods(operation));
    if let Some(name) = &operation.shape.body.choice {
        bodies::body_enum(operation, name, items);
    }
    if let Some(name) = &operation.success.choice {
        bodies::success_enum(operation, name, items);
    }
    if let Some((name, fields)) = &operation.headers {
        failures::headers(name, fields, items);
    }
    if let Some(name) = &operation.error {
        failures::errors(operation, name, items);
    }
}

/// The static that describes an operation.
fn table(operation: &Operation) -> String {
    let accept = operation.shape.accept.as_deref().unwrap_or("&[]");
    let server = operation.server.as_ref().map_or("None".to_owned(), |server| {
        let info = server_info(server);
        format!("Some({})", render::expression(&quote!(&#info), 1))
    });
    let lists = operation.security.iter().map(|schemes| match schemes.as_slice() {
        [] => "        &[],\n".to_owned(),
        schemes => format!("        &[{}],\n", schemes.iter().map(scheme).collect::<Vec<_>>().join(", ")),
    });
    let security: String = lists.collect();
    let security = if security.is_empty() { "&[]".to_owned() } else { format!("&[\n{security}    ]") };
    let streams: Vec<String> = operation.shape.streams.iter().map(|name| text(name).to_string()).collect();
    format!(
        "static {}: Operation = Operation {{\n    id: {},\n    method: {},\n    path: {},\n    idempotent: {},\n    \
        security: {security},\n    accept: {accept},\n    server: {server},\n    streams: &[{}],\n}};\n",
        operation.table,
        text(&operation.id),
        text(&operation.method),
        text(&operation.path),
        operation.idempotent,
        streams.join(", "),
    )
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

fn call(operation: &Operation) -> TokenStream {
    let (name, docs) = (ident(&operation.call), doc(&operation.docs));
    let deprecated = deprecated(operation.deprecated);
    let fields = operation.arguments.iter().map(|argument| {
        let (name, ty) = (ident(&argument.name), ty(&argument.ty, TYPES));
        if argument.required { quote!(#name: #ty) } else { quote!(#name: Option<#ty>) }
    });
    quote! {
        #docs #deprecated
        #[derive(Clone)]
        #[must_use = "a call does nothing until it is awaited"]
        pub struct #name { core: rt::Core, checked: bool, #(#fields),* }
    }
}

/// The type of an argument in a signature, and the expression that stores it.
pub(super) fn signature(argument: &Argument) -> (TokenStream, TokenStream) {
    let name = ident(&argument.name);
    match &argument.ty {
        RustType::String => (quote!(impl Into<String>), quote!(#name.into())),
        RustType::File => (quote!(impl Into<rt::File>), quote!(#name.into())),
        other => (ty(other, TYPES), quote!(#name)),
    }
}

fn methods(operation: &Operation) -> TokenStream {
    let name = ident(&operation.call);
    let required = operation.arguments.iter().filter(|a| a.required);
    let parameters = required.clone().map(|argument| {
        let (name, ty) = (ident(&argument.name), ty(&argument.ty, TYPES));
        quote!(#name: #ty)
    });
    let keyed = operation.arguments.iter().filter(|a| !a.idempotency_fields.is_empty());
    let keys: Vec<TokenStream> = keyed.clone().filter(|a| a.required).map(|a| fill_keys(a, &quote!())).collect();
    let shadow = keyed.filter(|a| a.required).map(|a| {
        let name = ident(&a.name);
        quote!(let mut #name = #name;)
    });
    let values = operation.arguments.iter().map(|argument| {
        let name = ident(&argument.name);
        match (argument.required, argument.made) {
            (true, _) => quote!(#name),
            (false, true) => quote!(#name: rt::new_idempotency_key()),
            (false, false) => quote!(#name: None),
        }
    });
    let setters = operation.arguments.iter().filter(|a| !a.required).map(setter);
    let prepare = prepare(operation);
    let read = responses::read(operation);
    quote! {
        impl #name {
            pub(super) fn new(core: &rt::Core, #(#parameters),*) -> Self {
                #(#shadow)*
                #(#keys)*
                Self { core: core.clone(), checked: true, #(#values),* }
            }

            #(#setters)*

            #prepare

            #read
        }
    }
}

fn fill_keys(argument: &Argument, receiver: &TokenStream) -> TokenStream {
    let name = ident(&argument.name);
    let fields = argument.idempotency_fields.iter().map(|f| ident(f));
    quote!(#(#receiver #name.#fields = #receiver #name.#fields.or_else(rt::new_idempotency_key);)*)
}

fn setter(argument: &Argument) -> TokenStream {
    let (name, docs) = (ident(&argument.name), doc(&argument.docs));
    let (ty, value) = signature(argument);
    let keys = argument.idempotency_fields.iter().map(|f| ident(f));
    let keys: Vec<_> = keys.map(|f| quote!(#name.#f = #name.#f.or_else(rt::new_idempotency_key);)).collect();
    let mutable = (!keys.is_empty()).then(|| quote!(mut));
    quote! {
        #docs
        pub fn #name(mut self, #mutable #name: #ty) -> Self {
            #(#keys)*
            self.#name = Some(#value);
            self
        }
    }
}

/// The types of a response and of failures.
pub(super) fn result_types(operation: &Operation) -> (TokenStream, TokenStream) {
    let value = operation.success.ty.as_ref().map_or_else(|| quote!(()), |t| ty(t, TYPES));
    let response = match &operation.headers {
        Some((name, _)) => {
            let name = ident(name);
            quote!(rt::Response<#value, #name>)
        }
        None => quote!(rt::Response<#value>),
    };
    let error = operation.error.as_ref().map_or_else(
        || quote!(rt::NoFailure),
        |name| {
            let name = ident(name);
            quote!(#name)
        },
    );
    (response, error)
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

fn prepare(operation: &Operation) -> TokenStream {
    let table = ident(&operation.table);
    let credentials = operation.shape.credentials.iter().map(|held| {
        let (wire, credential, required) = (&held.wire, held.credential.trim_start_matches("r#"), held.required);
        match held.place {
            ParameterPlace::Header => quote!(call.header_credential(#wire, #credential, #required);),
            ParameterPlace::Query | ParameterPlace::QueryString => {
                quote!(call.query_credential(#wire, #credential, #required);)
            }
            ParameterPlace::Path => quote!(call.path_credential(#wire, #credential);),
            ParameterPlace::Cookie => quote!(call.cookie_credential(#wire, #credential, #required);),
        }
    });
    let needed = operation.shape.body_credentials.iter().map(|credential| {
        let credential = credential.trim_start_matches("r#");
        quote!(call.needs_credential(#credential);)
    });
    let adds = !operation.shape.credentials.is_empty() || !operation.arguments.is_empty();
    if !adds {
        return quote!(fn prepare(&self) -> rt::Call { rt::Call::new(&self.core, &#table, self.checked) });
    }
    let arguments = operation.arguments.iter().map(|argument| {
        let (name, rule) = (ident(&argument.name), rule(argument.rule.as_ref()));
        let optional = if argument.required { quote!(Some(&self.#name)) } else { quote!(self.#name.as_ref()) };
        match &argument.target {
            ArgumentTarget::Path(wire) => quote!(call.path(#wire, &self.#name, #rule);),
            ArgumentTarget::Query(wire) => quote!(call.query(#wire, #optional, #rule);),
            ArgumentTarget::Header(wire) => quote!(call.header(#wire, #optional, #rule);),
            ArgumentTarget::Styled(styled) => {
                let styled = self::styled(styled);
                quote!(call.parameter(&#styled, #optional, #rule);)
            }
            ArgumentTarget::Body => bodies::write_body(operation, &optional),
        }
    });
    quote! {
        fn prepare(&self) -> rt::Call {
            let mut call = rt::Call::new(&self.core, &#table, self.checked);
            #(#credentials)*
            #(#needed)*
            #(#arguments)*
            call
        }
    }
}

fn styled(parameter: &StyledParameter) -> TokenStream {
    let StyledParameter { wire, place, style, explode, reserved } = parameter;
    let place = match place {
        ParameterPlace::Path => quote!(Path),
        ParameterPlace::Query => quote!(Query),
        ParameterPlace::QueryString => quote!(QueryString),
        ParameterPlace::Header => quote!(Header),
        ParameterPlace::Cookie => quote!(Cookie),
    };
    let style = bodies::style(*style);
    quote! {
        rt::operation::Parameter {
            name: #wire,
            place: rt::operation::ParameterPlace::#place,
            style: rt::operation::Style::#style,
            explode: #explode,
            reserved: #reserved,
        }
    }
}
