//! Calls: a struct per operation, its failures, its headers.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{deprecated, doc, failures, has_rules, ident, ty};
use crate::ir::{ParameterPlace, SchemeKind, Status};
use crate::plan::{Argument, ArgumentTarget, FailureBody, MediaItem, Module, Operation, RustType, SchemePlan};

pub(super) fn operations(module: &Module) -> Vec<TokenStream> {
    if module.operations.is_empty() {
        return Vec::new();
    }
    let mut items = vec![quote!(
        use specwright_runtime as rt;
    )];
    let media = (!module.media.is_empty()).then(|| quote!(Codec, Media,));
    let security = module.operations.iter().any(|o| o.security.iter().any(|s| !s.is_empty()));
    let security = security.then(|| quote!(Scheme, SchemePlace));
    items.push(quote!(use specwright_runtime::operation::{#media Operation, #security};));
    let ruled = |a: &Argument| a.rule.is_some();
    let header_ruled = |o: &Operation| o.headers.iter().any(|(_, fields)| fields.iter().any(|f| f.rule.is_some()));
    if has_rules(module) && module.operations.iter().any(|o| o.arguments.iter().any(ruled) || header_ruled(o)) {
        items.push(quote!(
            use super::rules;
        ));
    }
    if !module.types.is_empty() {
        items.push(quote!(
            use super::types;
        ));
    }
    if !module.xml_roots.is_empty() {
        items.push(quote!(
            use super::xml;
        ));
    }
    items.extend(module.media.iter().map(media_item));
    for operation in &module.operations {
        emit_operation(operation, &mut items);
    }
    items
}

/// The static of a list of media types.
pub(super) fn media_item(media: &MediaItem) -> TokenStream {
    let name = ident(&media.name);
    let entries = media.entries.iter().map(|(media, root)| match root {
        None => quote!(Media { name: #media, codec: Codec::Json }),
        Some(root) => {
            let root = ident(root);
            quote!(Media { name: #media, codec: Codec::Xml(&xml::#root) })
        }
    });
    quote!(static #name: &[Media] = &[#(#entries),*];)
}

pub(super) fn types() -> TokenStream {
    quote!(types::)
}

fn emit_operation(operation: &Operation, items: &mut Vec<TokenStream>) {
    items.push(table(operation));
    items.push(call(operation));
    items.push(methods(operation));
    items.push(into_future(operation));
    if let Some((name, fields)) = &operation.headers {
        failures::headers(name, fields, items);
    }
    if let Some(name) = &operation.error {
        failures::errors(operation, name, items);
    }
}

fn table(operation: &Operation) -> TokenStream {
    let (name, id, path, idempotent) = (ident(&operation.table), &operation.id, &operation.path, operation.idempotent);
    let method = &operation.method;
    let security = operation.security.iter().map(|schemes| {
        let schemes = schemes.iter().map(scheme);
        quote!(&[#(#schemes),*])
    });
    let accept = match &operation.shape.accept {
        Some(accept) => {
            let accept = ident(accept);
            quote!(#accept)
        }
        None => quote!(&[]),
    };
    quote! {
        static #name: Operation = Operation {
            id: #id,
            method: #method,
            path: #path,
            idempotent: #idempotent,
            security: &[#(#security),*],
            accept: #accept,
        };
    }
}

fn scheme(scheme: &SchemePlan) -> TokenStream {
    let name = scheme.credential.trim_start_matches("r#");
    let place = match &scheme.kind {
        SchemeKind::Header(name) => quote!(Header(#name)),
        SchemeKind::Query(name) => quote!(Query(#name)),
        SchemeKind::Cookie(name) => quote!(Cookie(#name)),
        SchemeKind::Bearer => quote!(Bearer),
        SchemeKind::Basic => quote!(Basic),
    };
    quote!(Scheme { name: #name, place: SchemePlace::#place })
}

fn call(operation: &Operation) -> TokenStream {
    let (name, docs) = (ident(&operation.call), doc(&operation.docs));
    let deprecated = deprecated(operation.deprecated);
    let fields = operation.arguments.iter().map(|argument| {
        let (name, ty) = (ident(&argument.name), ty(&argument.ty, &types()));
        if argument.required { quote!(#name: #ty) } else { quote!(#name: Option<#ty>) }
    });
    quote! {
        #docs #deprecated
        #[derive(Clone, Debug)]
        #[must_use = "a call does nothing until it is awaited"]
        pub struct #name { core: rt::Core, checked: bool, #(#fields),* }
    }
}

/// The type of an argument in a signature, and the expression that stores it.
pub(super) fn signature(argument: &Argument) -> (TokenStream, TokenStream) {
    let name = ident(&argument.name);
    match &argument.ty {
        RustType::String => (quote!(impl Into<String>), quote!(#name.into())),
        other => (ty(other, &types()), quote!(#name)),
    }
}

fn methods(operation: &Operation) -> TokenStream {
    let name = ident(&operation.call);
    let required = operation.arguments.iter().filter(|a| a.required);
    let parameters = required.clone().map(|argument| {
        let (name, ty) = (ident(&argument.name), ty(&argument.ty, &types()));
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
    let (response, error) = result_types(operation);
    let read = read(operation);
    quote! {
        impl #name {
            pub(super) fn new(core: &rt::Core, #(#parameters),*) -> Self {
                #(#shadow)*
                #(#keys)*
                Self { core: core.clone(), checked: true, #(#values),* }
            }

            #(#setters)*

            #[doc = " Sends the request whether or not it keeps the rules of the spec."]
            pub fn unchecked(mut self) -> Self {
                self.checked = false;
                self
            }

            #[doc = " Checks the request without sending it."]
            #[doc = ""]
            #[doc = " # Errors"]
            #[doc = " Every violation, of parameters and body together."]
            pub fn check(&self) -> Result<(), rt::Violations> {
                let violations = self.prepare().violations().clone();
                if violations.is_empty() { Ok(()) } else { Err(violations) }
            }

            #[doc = " Sends the request; the same as `.await`."]
            pub fn send(self) -> rt::Sending<#response, #error> {
                self.prepare().send(Self::read)
            }

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
fn result_types(operation: &Operation) -> (TokenStream, TokenStream) {
    let value = operation.success.ty.as_ref().map_or_else(|| quote!(()), |t| ty(t, &types()));
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
        None => quote!(&rt::check::Rule::NESTED),
    }
}

fn prepare(operation: &Operation) -> TokenStream {
    let table = ident(&operation.table);
    let credentials = operation.shape.credentials.iter().map(|held| {
        let (wire, credential, required) = (&held.wire, held.credential.trim_start_matches("r#"), held.required);
        match held.place {
            ParameterPlace::Header => quote!(call.header_credential(#wire, #credential, #required);),
            ParameterPlace::Query => quote!(call.query_credential(#wire, #credential, #required);),
            ParameterPlace::Path => quote!(call.path_credential(#wire, #credential);),
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
            ArgumentTarget::Body => match &operation.shape.body_media {
                Some(media) => {
                    let media = ident(media);
                    quote!(call.body(#media, #optional, #rule);)
                }
                None => TokenStream::new(),
            },
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

fn status(status: Status) -> TokenStream {
    match status {
        Status::Code(code) => {
            let code = Literal::u16_unsuffixed(code);
            quote!(#code)
        }
        Status::Range(range) => {
            let (low, high) = (Literal::u16_unsuffixed(range * 100), Literal::u16_unsuffixed(range * 100 + 99));
            quote!(#low..=#high)
        }
        Status::Default => quote!(_),
    }
}

/// `read`, which tells the statuses apart.
fn read(operation: &Operation) -> TokenStream {
    let (response, error) = result_types(operation);
    let success = match (&operation.success.ty, &operation.success.media) {
        (Some(_), Some(media)) => {
            let media = ident(media);
            quote!(reply.success(#media))
        }
        _ => quote!(reply.empty()),
    };
    let success = match &operation.rejection {
        Some(rejection) => failures::reject(rejection, &success, &response, &error),
        None => success,
    };
    let mut arms: Vec<(Status, TokenStream)> = Vec::new();
    for failure in &operation.failures {
        let variant = ident(&failure.variant);
        let arm = match &failure.body {
            FailureBody::Typed(_, Some(media)) => {
                let media = ident(media);
                quote!(Err(reply.failure(#media, #error::#variant)))
            }
            FailureBody::Typed(_, None) | FailureBody::None => quote!(Err(reply.api(#error::#variant))),
        };
        arms.push((failure.status, arm));
    }
    let successes: Vec<TokenStream> = operation.success.statuses.iter().map(|s| status(*s)).collect();
    let lone_default = operation.success.statuses == [Status::Default];
    arms.sort_by_key(|(status, _)| *status);
    let catch_all = arms.iter().any(|(s, _)| *s == Status::Default) || lone_default;
    // A `match` with one arm for everything is no match.
    let only = match (arms.is_empty(), lone_default, successes.is_empty()) {
        (true, true, _) => Some(success.clone()),
        (true, false, true) => Some(quote!(Err(reply.unexpected()))),
        _ => None,
    };
    let arms = arms.iter().map(|(s, arm)| {
        let status = status(*s);
        quote!(#status => #arm,)
    });
    let success = (!successes.is_empty()).then(|| quote!(#(#successes)|* => #success,));
    let (first, last) = if lone_default { (None, success) } else { (success, None) };
    let unexpected = (!catch_all).then(|| quote!(_ => Err(reply.unexpected()),));
    let body = only.unwrap_or_else(|| quote!(match reply.status().as_u16() { #first #(#arms)* #last #unexpected }));
    quote! {
        fn read(reply: rt::Reply) -> Result<#response, rt::Error<#error>> { #body }
    }
}

fn into_future(operation: &Operation) -> TokenStream {
    let name = ident(&operation.call);
    let (response, error) = result_types(operation);
    quote! {
        impl std::future::IntoFuture for #name {
            type Output = Result<#response, rt::Error<#error>>;
            type IntoFuture = rt::Sending<#response, #error>;

            fn into_future(self) -> Self::IntoFuture {
                self.send()
            }
        }
    }
}
