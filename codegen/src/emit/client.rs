//! The client and its builder.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::operations::{TYPES, fill_keys, give, server_info, signature};
use super::{Imports, deprecated, doc, expr, ident, ty};
use crate::plan::{Credential, Expr, Module, Operation, RustType, ServerChoice, code, spoken};

/// What the file may name without a path.
pub(super) const IMPORTS: Imports =
    Imports { runtime: true, names: &[], modules: &["operations", "places", "rules", "types"] };

pub(super) fn client(module: &Module) -> Vec<TokenStream> {
    let client = &module.client;
    let mut items = Vec::new();
    let about = doc(&module.client_docs);
    items.push(quote! {
        #about
        #[derive(Clone, Debug)]
        pub struct Client { core: rt::Core }
    });
    let methods = module.operations.iter().map(|operation| method(module, operation));
    items.push(quote! {
        impl Client {
            #[doc = " A builder, in which nothing is set."]
            pub fn builder() -> ClientBuilder {
                ClientBuilder { settings: rt::Settings::default() }
            }

            #[doc = " The URL that paths are appended to."]
            pub fn base_url(&self) -> &str {
                self.core.base_url()
            }

            #(#methods)*
        }
    });
    items.push(quote! {
        #[doc = " Builds a [`Client`]."]
        #[derive(Debug)]
        #[must_use = "a builder does nothing until `build` is called"]
        pub struct ClientBuilder { settings: rt::Settings }
    });
    if let Some(choice) = &client.choice {
        servers(choice, &mut items);
    }
    items.push(builder(module));
    items.push(quote!(rt::client_settings!(ClientBuilder);));
    items
}

fn builder(module: &Module) -> TokenStream {
    let client = &module.client;
    let setters = client.credentials.iter().map(credential);
    let required = client.credentials.iter().filter_map(|c| {
        let (name, place) = (c.name.trim_start_matches("r#"), ident(c.required.as_ref()?));
        Some(quote!((#name, places::#place)))
    });
    let server = match &client.server {
        Some(server) => quote!(Some(#server)),
        None => quote!(None),
    };
    let base = match &client.server {
        Some(server) if server.contains("://") => {
            format!("Requests go to {} unless `base_url` is set.", spoken(server))
        }
        Some(server) => {
            let server = code(server);
            format!("The spec's server is {server}, without a host: `base_url` must be set, that path included.")
        }
        None => "The spec names no server: `base_url` must be set.".to_owned(),
    };
    let base = doc(&[base]);
    let server_setter = client.choice.as_ref().map(|choice| {
        let name = ident(&choice.name);
        quote! {
            #[doc = " Sends requests to one of the servers that the spec names."]
            pub fn server(mut self, server: #name) -> Self {
                self.settings.server(server.0);
                self
            }
        }
    });
    let format = client.formats.then(|| {
        quote! {
            #[doc = " Whether bodies are JSON or XML; JSON unless set."]
            pub fn format(mut self, format: rt::Format) -> Self {
                self.settings.format(format);
                self
            }
        }
    });
    quote! {
        impl ClientBuilder {
            #(#setters)*

            #server_setter

            #format

            #[doc = " Builds the client."]
            #[doc = ""]
            #base
            #[doc = ""]
            #[doc = " # Errors"]
            #[doc = " When a credential that every operation needs is missing or breaks its rules, or the base URL is no"]
            #[doc = " absolute URL."]
            pub fn build(self) -> Result<Client, rt::BuildError> {
                let core = self.settings.build(#server, &[#(#required),*])?;
                Ok(Client { core })
            }
        }
    }
}

/// The type of the servers, with a function for each and a method for each variable.
fn servers(choice: &ServerChoice, items: &mut Vec<TokenStream>) {
    let name = ident(&choice.name);
    let functions = choice.servers.iter().map(|server| {
        let (function, docs, info) = (ident(&server.name), doc(&server.docs), server_info(&server.info));
        quote! {
            #docs
            pub fn #function() -> Self {
                static INFO: rt::operation::ServerInfo = #info;
                Self(rt::Server::new(&INFO))
            }
        }
    });
    let setters = choice.setters.iter().map(|setter| {
        let (method, docs, wire) = (ident(&setter.name), doc(&setter.docs), &setter.wire);
        quote! {
            #docs
            #[must_use]
            pub fn #method(mut self, value: impl Into<String>) -> Self {
                self.0.set(#wire, value.into());
                self
            }
        }
    });
    items.push(quote! {
        #[doc = " A server that the spec names."]
        #[derive(Clone, Debug)]
        pub struct #name(rt::Server);
    });
    items.push(quote!(impl #name { #(#functions)* #(#setters)* }));
}

fn credential(credential: &Credential) -> TokenStream {
    let mut lines = credential.docs.clone();
    if lines.is_empty() {
        lines.push("Sent with every operation that asks for it.".to_owned());
    }
    if !credential.limits.is_empty() {
        lines.push(String::new());
        lines.extend(credential.limits.iter().map(|limit| format!("- {limit}")));
    }
    let (name, docs) = (ident(&credential.method), doc(&lines));
    let key = credential.name.trim_start_matches("r#");
    let rule = match &credential.rule {
        Some(rule) => {
            let rule = ident(rule);
            quote!(&rules::#rule)
        }
        None => quote!(rt::NESTED),
    };
    let (parameter, value) = match &credential.ty {
        RustType::String => (quote!(impl Into<String>), quote!(&value.into())),
        RustType::Secret(inner) if **inner == RustType::String => {
            (quote!(impl Into<rt::Secret<String>>), quote!(&value.into()))
        }
        other => (ty(other, "super::types::"), quote!(&value)),
    };
    quote! {
        #docs
        pub fn #name(mut self, value: #parameter) -> Self {
            self.settings.credential(#key, #value, #rule);
            self
        }
    }
}

fn method(module: &Module, operation: &Operation) -> TokenStream {
    let (name, call) = (ident(&operation.name), ident(&operation.call));
    let mut lines = operation.docs.clone();
    lines.extend(argument_docs(operation));
    lines.extend(failure_docs(operation));
    lines.extend(example(module, operation));
    let (docs, deprecated) = (doc(&lines), deprecated(operation.deprecated));
    let required: Vec<_> = operation.arguments.iter().filter(|a| a.required).collect();
    let parameters = required.iter().map(|argument| {
        let (name, (ty, _)) = (ident(&argument.name), signature(argument));
        let mutable = (!argument.idempotency_fields.is_empty()).then(|| quote!(mut));
        match &argument.ty {
            RustType::OfOperation(_) => quote!(#mutable #name: operations::#ty),
            _ => quote!(#mutable #name: #ty),
        }
    });
    let given = given(operation);
    quote! {
        #docs #deprecated
        pub fn #name(&self, #(#parameters),*) -> operations::#call {
            #given
        }
    }
}

/// The statements that make a call of what is required, and of what the client makes where the caller gives none.
fn given(operation: &Operation) -> TokenStream {
    let (name, table) = (ident(&operation.call), ident(&operation.table));
    let module = quote!(operations::);
    let mut call = quote!(rt::Call::new(&self.core, &operations::#table));
    let mut is_chain = true;
    let mut statements = TokenStream::new();
    for argument in operation.arguments.iter().filter(|a| a.required || a.made) {
        statements.extend(argument.required.then(|| fill_keys(argument)));
        // What is given in one of several ways is no link of a chain.
        let links = argument.required && !matches!(argument.ty, RustType::OfOperation(_));
        if !(links && is_chain) {
            statements.extend(quote!(let call = #call;));
            call = quote!(call);
        }
        is_chain = links;
        if argument.required {
            call = give(&call, operation, argument, &signature(argument).1, &module);
        } else {
            let ty = ty(&argument.ty, TYPES);
            let given = give(&call, operation, argument, &quote!(key), &module);
            call = quote!(match rt::new_idempotency_key::<#ty>() { Some(key) => #given, None => call });
        }
    }
    if operation.arguments.iter().any(|a| !a.required) {
        call = quote!(operations::#name(#call));
    }
    quote!(#statements #call)
}

/// What can go wrong.
fn failure_docs(operation: &Operation) -> Vec<String> {
    let mut lines = vec![String::new(), "# Errors".to_owned(), String::new()];
    lines.push(
        "[`Error`](specwright_runtime::Error): a request that breaks rules is not sent, a response that cannot"
            .to_owned(),
    );
    lines.push("be read is kept.".to_owned());
    if let Some(error) = &operation.error {
        lines.push(format!("Failures that the spec names are in [`{error}`](operations::{error})."));
    }
    lines
}

/// What each argument is.
fn argument_docs(operation: &Operation) -> Vec<String> {
    let required: Vec<_> = operation.arguments.iter().filter(|a| a.required).collect();
    if required.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![String::new(), "# Arguments".to_owned(), String::new()];
    for argument in required {
        // The first line of a block of code would open it and not close it.
        let words =
            argument.docs.first().filter(|line| !line.starts_with("```")).map(String::as_str).unwrap_or_default();
        let limits =
            if argument.limits.is_empty() { String::new() } else { format!(" ({})", argument.limits.join(", ")) };
        let words = if words.is_empty() { String::new() } else { format!(": {words}") };
        lines.push(format!("- `{}`{words}{limits}", argument.name));
    }
    lines
}

/// An example that compiles, made of the spec's own.
fn example(module: &Module, operation: &Operation) -> Vec<String> {
    let Some(arguments) = &operation.example else { return Vec::new() };
    let mut lines = vec![String::new(), "# Example".to_owned(), String::new(), "```no_run".to_owned()];
    lines.push("# async fn example() -> Result<(), Box<dyn std::error::Error>> {".to_owned());
    lines.extend(crate::render::statements(example_imports(module, arguments)));
    lines.push(String::new());
    lines.extend(crate::render::statements(body(module, operation, arguments)));
    lines.extend(["# Ok(())".to_owned(), "# }".to_owned(), "```".to_owned()]);
    lines
}

fn example_imports(module: &Module, arguments: &[(String, Expr)]) -> TokenStream {
    let mut named = Named::default();
    arguments.iter().for_each(|(_, value)| mentioned(value, &mut named));
    let types = named.types.iter().map(|n| ident(n));
    let path: TokenStream = module.path.parse().unwrap_or_default();
    let runtime: TokenStream = module.runtime.parse().unwrap_or_default();
    let wrappers: Vec<_> = named.wrappers.iter().map(|n| ident(n)).collect();
    let wrappers = (!wrappers.is_empty()).then(|| quote!(use #runtime::{#(#wrappers),*};));
    quote! {
        use #path::{Client, #(#types),*};
        #wrappers
    }
}

fn body(module: &Module, operation: &Operation, arguments: &[(String, Expr)]) -> TokenStream {
    let rt = TokenStream::new();
    let setters = module.client.credentials.iter().map(|c| {
        let (name, value) = (ident(&c.method), placeholder(&c.ty));
        quote!(.#name(#value))
    });
    let known = module.client.server.as_ref().is_some_and(|server| server.contains("://"));
    let base = (!known).then(|| quote!(.base_url("https://api.example.com")));
    let lets = arguments.iter().filter(|(_, value)| is_long(value)).map(|(name, value)| {
        let (ident, value) = (ident(name), expr::expr(value, &rt));
        quote!(let #ident = #value;)
    });
    let value = |name: &str| match arguments.iter().find(|(n, _)| n == name) {
        Some((_, Expr::Text(text))) => quote!(#text),
        Some((_, value)) if !is_long(value) => expr::expr(value, &rt),
        _ => {
            let name = ident(name);
            quote!(#name)
        }
    };
    let passed = operation.arguments.iter().filter(|a| a.required).map(|a| value(&a.name));
    let optional = operation.arguments.iter().filter(|a| !a.required && arguments.iter().any(|(n, _)| *n == a.name));
    let optional = optional.map(|a| {
        let (name, value) = (ident(&a.name), value(&a.name));
        quote!(.#name(#value))
    });
    let method = ident(&operation.name);
    quote! {
        let client = Client::builder() #base #(#setters)* .build()?;
        #(#lets)*
        let response = client.#method(#(#passed),*) #(#optional)* .await?;
        println!("{:?}", response.value);
    }
}

fn is_long(value: &Expr) -> bool {
    matches!(value, Expr::Struct { .. } | Expr::Vec(_) | Expr::Map(_))
}

fn placeholder(ty: &RustType) -> TokenStream {
    match ty {
        RustType::I32 | RustType::I64 => quote!(1),
        RustType::Bool => quote!(true),
        RustType::F64 => quote!(1.0),
        RustType::Uuid | RustType::DateTime | RustType::Date => quote!("…".parse()?),
        _ => quote!("…"),
    }
}

/// What an expression names: generated types, and wrappers of the runtime.
#[derive(Default)]
struct Named<'e> {
    types: BTreeSet<&'e str>,
    wrappers: BTreeSet<&'static str>,
}

fn mentioned<'e>(value: &'e Expr, named: &mut Named<'e>) {
    match value {
        Expr::Text(_) | Expr::Literal(_) | Expr::Parsed(_) | Expr::None | Expr::Default => {}
        Expr::Variant { ty, .. } | Expr::Other { ty, .. } => {
            named.types.insert(ty);
        }
        Expr::Struct { ty, fields, .. } => {
            named.types.insert(ty);
            fields.iter().for_each(|(_, value)| mentioned(value, named));
        }
        Expr::Vec(items) => items.iter().for_each(|value| mentioned(value, named)),
        Expr::Map(entries) => {
            named.wrappers.insert("Map");
            entries.iter().for_each(|(_, value)| mentioned(value, named));
        }
        Expr::PatchNull => {
            named.wrappers.insert("Patch");
        }
        Expr::Patch(inner) => {
            if !matches!(**inner, Expr::Text(_)) {
                named.wrappers.insert("Patch");
            }
            mentioned(inner, named);
        }
        Expr::Json(_) => {
            named.wrappers.insert("json");
        }
        Expr::Secret(inner) => {
            named.wrappers.insert("Secret");
            mentioned(inner, named);
        }
        Expr::Some(inner) | Expr::Boxed(inner) => mentioned(inner, named),
    }
}
