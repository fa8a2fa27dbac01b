//! Webhooks and callbacks: a type for each, with a function that reads and functions that answer.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::operations::rule;
use super::{Imports, bodies, deprecated, doc, ident, ty};
use crate::ir::{ParameterPlace, Status};
use crate::plan::{Answer, Module, WebhookItem, WebhookParameter};

/// What the file may name without a path.
pub(super) const IMPORTS: Imports = Imports {
    runtime: true,
    names: &[("specwright_runtime::operation", &["Codec", "Media"])],
    modules: &["rules", "xml"],
};

pub(super) fn webhooks(module: &Module) -> Vec<TokenStream> {
    if module.webhooks.is_empty() {
        return Vec::new();
    }
    let mut items = Vec::new();
    items.extend(module.webhook_media.iter().map(bodies::media_list));
    for webhook in &module.webhooks {
        emit_webhook(webhook, &mut items);
    }
    items
}

/// Types are named by their path: not every webhook has one of the module's.
const TYPES: &str = "super::types::";

fn emit_webhook(webhook: &WebhookItem, items: &mut Vec<TokenStream>) {
    let (name, docs, deprecated) = (ident(&webhook.name), doc(&webhook.docs), deprecated(webhook.deprecated));
    let (method, wire) = (&webhook.method, &webhook.wire);
    let expression = webhook.expression.as_ref().map(|expression| {
        quote! {
            #[doc = " The expression that gives its URL."]
            pub const EXPRESSION: &'static str = #expression;
        }
    });
    let read = read(webhook);
    let answers = webhook.answers.iter().map(answer);
    items.push(quote! {
        #docs #deprecated
        #[derive(Clone, Copy, Debug)]
        pub struct #name;
    });
    items.push(quote! {
        impl #name {
            #[doc = " The method of the request."]
            pub const METHOD: &'static str = #method;
            #[doc = " Its name in the spec."]
            pub const NAME: &'static str = #wire;
            #expression
            #read
            #(#answers)*
        }
    });
    if let Some((name, fields)) = &webhook.parameters {
        parameters(name, fields, items);
    }
}

fn read(webhook: &WebhookItem) -> TokenStream {
    let parameters = match &webhook.parameters {
        Some((name, _)) => {
            let name = ident(name);
            quote!(#name)
        }
        None => quote!(()),
    };
    let (payload, function) = match &webhook.payload {
        None => (quote!(()), quote!(rt::webhook::read_nothing(request))),
        Some(payload) => {
            let (ty, media, rule) = (ty(&payload.ty, TYPES), ident(&payload.media), rule(payload.rule.as_ref()));
            if payload.required {
                (ty, quote!(rt::webhook::read(request, #media, #rule)))
            } else {
                (quote!(Option<#ty>), quote!(rt::webhook::read_optional(request, #media, #rule)))
            }
        }
    };
    quote! {
        #[doc = " Reads a request that was received."]
        #[doc = ""]
        #[doc = " # Errors"]
        #[doc = " When the body is of another media type or not of its type."]
        pub fn read(
            request: &rt::webhook::Request<'_>,
        ) -> Result<rt::webhook::Received<#payload, #parameters>, rt::webhook::ReadError> {
            #function
        }
    }
}

fn answer(answer: &Answer) -> TokenStream {
    let (name, docs) = (ident(&answer.name), doc(&answer.docs));
    let (parameter, status) = match answer.status {
        Status::Code(code) => {
            let code = Literal::u16_unsuffixed(code);
            (None, quote!(#code))
        }
        Status::Range(_) | Status::Default => (Some(quote!(status: u16,)), quote!(status)),
    };
    let (low, high) = match answer.status {
        Status::Code(code) => (code, code),
        Status::Range(range) => (range * 100, range * 100 + 99),
        Status::Default => (100, 999),
    };
    let (low, high) = (Literal::u16_unsuffixed(low), Literal::u16_unsuffixed(high));
    let (body, call) = match &answer.body {
        None => (None, quote!(rt::webhook::answer_nothing(#status, #low..=#high))),
        Some((inner, media, rule)) => {
            let (inner, media, rule) = (ty(inner, TYPES), ident(media), self::rule(rule.as_ref()));
            (Some(quote!(body: &#inner)), quote!(rt::webhook::answer(#status, #low..=#high, #media, body, #rule)))
        }
    };
    quote! {
        #docs
        #[doc = ""]
        #[doc = " # Errors"]
        #[doc = " When it breaks rules of the spec."]
        pub fn #name(#parameter #body) -> Result<rt::http::Response<rt::bytes::Bytes>, rt::Violations> {
            #call
        }
    }
}

fn parameters(name: &str, fields: &[WebhookParameter], items: &mut Vec<TokenStream>) {
    let name = ident(name);
    let declared = fields.iter().map(|field| {
        let (name, docs, ty) = (ident(&field.name), doc(&field.docs), ty(&field.ty, TYPES));
        quote!(#docs pub #name: Option<#ty>)
    });
    items.push(quote! {
        #[doc = " Parameters of the request; `None` where one is absent or not of its type, which is then a finding."]
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct #name { #(#declared),* }
    });
    let reads = fields.iter().map(|field| {
        let (name, wire, rule, required) = (ident(&field.name), &field.wire, rule(field.rule.as_ref()), field.required);
        let part = match field.place {
            ParameterPlace::Path => quote!(Path),
            ParameterPlace::Query | ParameterPlace::QueryString => quote!(Query),
            ParameterPlace::Cookie => quote!(Cookie),
            ParameterPlace::Header => quote!(Header),
        };
        quote!(#name: request.parameter(rt::Part::#part(#wire), #required, #rule, findings))
    });
    items.push(quote! {
        impl rt::webhook::ReadParameters for #name {
            fn read(request: &rt::webhook::Request<'_>, findings: &mut rt::Violations) -> Self {
                Self { #(#reads),* }
            }
        }
    });
}
