//! What comes with a response or instead of one: typed headers, and the enum of failures.

use proc_macro2::TokenStream;
use quote::quote;

use super::operations::{ResultTypes, TYPES, rule};
use super::{Item, Items, doc, ident, text, ty};
use crate::plan::{Comparison, HeaderField, HeaderForm, Operation, Presence, Rejection};

pub(super) fn headers(name: &str, fields: &[HeaderField], items: &mut Items) {
    let name = ident(name);
    let declared = fields.iter().map(|field| {
        let (name, docs, ty) = (ident(&field.name), doc(&field.docs), ty(&field.ty, TYPES));
        quote!(#docs pub #name: Option<#ty>)
    });
    items.push(quote! {
        #[doc = " Headers of the response; `None` where one is absent or not of its type, which is then a finding."]
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct #name { #(#declared),* }
    });
    let reads = fields.iter().map(|field| {
        let (name, wire, rule) = (ident(&field.name), &field.wire, rule(field.rule.as_ref()));
        let form = match field.form {
            None if field.required => return quote!(#name: rt::required_header(headers, #wire, #rule, findings)),
            None => return quote!(#name: rt::header(headers, #wire, #rule, findings)),
            Some(HeaderForm::List) => quote!(List),
            Some(HeaderForm::Object) => quote!(Object),
            Some(HeaderForm::ExplodedObject) => quote!(ExplodedObject),
            Some(HeaderForm::Json) => quote!(Json),
        };
        quote!(#name: rt::styled_header(headers, #wire, rt::HeaderForm::#form, #rule, findings))
    });
    let demanded = fields.iter().filter(|field| field.required && field.form.is_some()).map(|field| {
        let wire = &field.wire;
        quote!(rt::demand(headers, #wire, findings);)
    });
    items.push(quote! {
        impl rt::ReadHeaders for #name {
            fn read(headers: &rt::http::HeaderMap, findings: &mut rt::Violations) -> Self {
                #(#demanded)*
                Self { #(#reads),* }
            }
        }
    });
}

pub(super) fn errors(operation: &Operation, name: &str, items: &mut Items) {
    let name = ident(name);
    let variants = operation.failures.iter().map(|failure| {
        let (variant, docs) = (ident(&failure.variant), doc(&failure.docs));
        match failure.body.ty(false) {
            None => quote!(#docs #variant),
            Some(inner) => {
                let ty = ty(&inner, TYPES);
                quote!(#docs #variant(#ty))
            }
        }
    });
    let rejected = operation.rejection.as_ref().map(|rejection| {
        let (variant, ty) = (ident(&rejection.variant), ty(&rejection.ty, TYPES));
        quote!(#[doc = " The status says success and the body says failure."] #variant(#ty))
    });
    let about = format!(" The failures that [`{}`] documents.", operation.call);
    items.push(quote! {
        #[doc = #about]
        #[derive(Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name { #(#variants,)* #rejected }
    });
    items.push(Item::Lines(messages(operation, &name.to_string())));
    if let Some(issues) = operation.rejection.as_ref().and_then(|rejection| issues(&name, operation, rejection)) {
        items.push(issues);
    }
}

/// What each failure is called where it is shown.
fn messages(operation: &Operation, name: &str) -> String {
    let mut lines = format!("specwright_runtime::failures! {{\n    {name};\n");
    for failure in &operation.failures {
        let held = if failure.body.ty(false).is_some() { "(_)" } else { "" };
        lines.push_str(&format!("    {}{held} => {},\n", failure.variant, text(&failure.message)));
    }
    if let Some(rejection) = &operation.rejection {
        let message = "the status says success and the body says failure";
        lines.push_str(&format!("    {}(_) => {message:?},\n", rejection.variant));
    }
    lines.push_str("}\n");
    lines
}

/// A success that is a failure when a value in it says so.
pub(super) fn reject(rejection: &Rejection, success: &str, result: &ResultTypes) -> String {
    let ResultTypes { response, error } = result;
    let failed = condition("response.value", &rejection.path, &rejection.equals);
    format!(
        "{{\n    let response: {response} = {success}?;\n    let failed = {failed};\n    \
        if failed {{ Err(response.reject({error}::{})) }} else {{ Ok(response) }}\n}}",
        rejection.variant,
    )
}

fn condition(base: &str, path: &[(String, Presence)], equals: &Comparison) -> String {
    let Some(((name, presence), rest)) = path.split_first() else {
        return match equals {
            Comparison::Bool(true) => base.to_owned(),
            Comparison::Bool(false) => format!("!{base}"),
            Comparison::Text(value) => format!("{base} == {}", text(value)),
            Comparison::Wire(wire) => format!("{base}.as_str() == {}", text(wire)),
        };
    };
    let held = match presence {
        Presence::Always => return condition(&format!("{base}.{name}"), rest, equals),
        Presence::OptionField => "as_ref",
        Presence::PatchField => "value",
    };
    let last = rest.is_empty() && !matches!(equals, Comparison::Wire(_));
    let inner = condition(if last { "*value" } else { "value" }, rest, equals);
    format!("{base}.{name}.{held}().is_some_and(|value| {inner})")
}

/// `issues`, which finds what the vendor says of a failure inside a success.
fn issues(name: &proc_macro2::Ident, operation: &Operation, rejection: &Rejection) -> Option<TokenStream> {
    let (path, item) = rejection.issues.as_ref()?;
    let (variant, item) = (ident(&rejection.variant), ty(item, TYPES));
    let found = option(&quote!(value), path);
    let others = (!operation.failures.is_empty()).then(|| quote!(_ => &[],));
    Some(quote! {
        impl #name {
            #[doc = " What the vendor says of the failure; empty when it says nothing."]
            pub fn issues(&self) -> &[#item] {
                match self {
                    Self::#variant(value) => #found.unwrap_or_default(),
                    #others
                }
            }
        }
    })
}

fn option(base: &TokenStream, path: &[(String, Presence)]) -> TokenStream {
    let Some(((name, presence), rest)) = path.split_first() else { return quote!(Some(#base.as_slice())) };
    let name = ident(name);
    match (presence, rest.is_empty()) {
        (Presence::Always, _) => option(&quote!(#base.#name), rest),
        (Presence::OptionField, true) => quote!(#base.#name.as_deref()),
        (Presence::PatchField, true) => quote!(#base.#name.value().map(Vec::as_slice)),
        (Presence::OptionField, false) => {
            let inner = option(&quote!(value), rest);
            quote!(#base.#name.as_ref().and_then(|value| #inner))
        }
        (Presence::PatchField, false) => {
            let inner = option(&quote!(value), rest);
            quote!(#base.#name.value().and_then(|value| #inner))
        }
    }
}
