//! Bodies and responses that are one of several things, and the lists of media types.

use proc_macro2::TokenStream;
use quote::quote;

use super::operations::{TYPES, rule};
use super::{Items, doc, ident, ty};
use crate::ir::{Encoding, Style};
use crate::plan::{BodyForm, CodecPlan, MediaItem, Operation, Payload};

/// The static of a list of media types.
pub(super) fn media_list(item: &MediaItem) -> TokenStream {
    let name = ident(&item.name);
    let entries = item.entries.iter().map(|(media, codec)| {
        let codec = match codec {
            CodecPlan::Json => quote!(Json),
            CodecPlan::Xml(root) => {
                let root = ident(root);
                quote!(Xml(&xml::#root))
            }
            CodecPlan::Text => quote!(Text),
            CodecPlan::Bytes => quote!(Bytes),
            CodecPlan::Form(encodings) => {
                let encodings = encodings.iter().map(encoding);
                quote!(Form(&[#(#encodings),*]))
            }
            CodecPlan::Multipart(encodings) => {
                let encodings = encodings.iter().map(encoding);
                quote!(Multipart(&[#(#encodings),*]))
            }
        };
        quote!(Media { name: #media, codec: Codec::#codec })
    });
    quote!(pub(super) static #name: &[Media] = &[#(#entries),*];)
}

fn encoding(encoding: &Encoding) -> TokenStream {
    let Encoding { name, content_type, style, reserved, headers } = encoding;
    let content_type = match content_type {
        Some(text) => quote!(Some(#text)),
        None => quote!(None),
    };
    let style = match style {
        Some((style, explode)) => {
            let style = self::style(*style);
            quote!(Some((rt::operation::Style::#style, #explode)))
        }
        None => quote!(None),
    };
    let headers = headers.iter().map(|(name, value)| quote!((#name, #value)));
    quote! {
        rt::operation::Encoding {
            name: #name,
            content_type: #content_type,
            style: #style,
            reserved: #reserved,
            headers: &[#(#headers),*],
        }
    }
}

pub(super) fn style(style: Style) -> TokenStream {
    match style {
        Style::Simple => quote!(Simple),
        Style::Label => quote!(Label),
        Style::Matrix => quote!(Matrix),
        Style::Form => quote!(Form),
        Style::SpaceDelimited => quote!(Space),
        Style::PipeDelimited => quote!(Pipe),
        Style::DeepObject => quote!(Deep),
        Style::Cookie => quote!(Cookie),
        Style::Json => quote!(Json),
        Style::Text => quote!(Text),
        Style::Urlencoded => quote!(Urlencoded),
    }
}

/// The enum of the forms of a body.
pub(super) fn body_enum(operation: &Operation, name: &str, items: &mut Items) {
    let name = ident(name);
    let about = format!(" The body of [`{}`], in one of its forms.", operation.call);
    let variants = operation.shape.body.forms.iter().map(|form| {
        let (variant, docs, ty) = (ident(&form.variant), doc(&form.docs), ty(&form.ty, TYPES));
        quote!(#docs #variant(#ty))
    });
    items.push(quote! {
        #[doc = #about]
        #[derive(Clone, Debug, PartialEq)]
        pub enum #name { #(#variants),* }
    });
}

/// The expression that gives a body to a call; `module` stands before what `operations.rs` names.
pub(super) fn give_body(
    call: &TokenStream,
    operation: &Operation,
    value: &TokenStream,
    module: &TokenStream,
) -> TokenStream {
    let body = &operation.shape.body;
    let Some(choice) = &body.choice else {
        let given = body.forms.first().map(|form| give_form(call, form, value, module));
        return given.unwrap_or_else(|| call.clone());
    };
    let choice = ident(choice);
    let arms = body.forms.iter().map(|form| {
        let (variant, given) = (ident(&form.variant), give_form(call, form, &quote!(body), module));
        quote!(#module #choice::#variant(body) => #given,)
    });
    quote!(match #value { #(#arms)* })
}

fn give_form(call: &TokenStream, form: &BodyForm, value: &TokenStream, module: &TokenStream) -> TokenStream {
    let media = ident(&form.media);
    if form.raw {
        return quote!(#call.content(#module #media, #value));
    }
    let rule = rule(form.rule.as_ref());
    quote!(#call.body(#module #media, #value, #rule))
}

/// The enum of what may come.
pub(super) fn success_enum(operation: &Operation, name: &str, items: &mut Items) {
    let name = ident(name);
    let about = format!(" What [`{}`] gives, by status and media type.", operation.call);
    let variants = operation.success.forms.iter().map(|form| {
        let (variant, docs) = (ident(&form.variant), doc(&form.docs));
        match form.body.ty(true) {
            Some(inner) => {
                let ty = ty(&inner, TYPES);
                quote!(#docs #variant(#ty))
            }
            None => quote!(#docs #variant),
        }
    });
    let streamed = operation.success.forms.iter().any(|f| matches!(f.body, Payload::Bytes(_) | Payload::Items(..)));
    let derives = if streamed { quote!(Debug) } else { quote!(Clone, Debug, PartialEq) };
    items.push(quote! {
        #[doc = #about]
        #[derive(#derives)]
        #[non_exhaustive]
        pub enum #name { #(#variants),* }
    });
}
