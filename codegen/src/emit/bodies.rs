//! Bodies and responses that are one of several things, and the lists of media types.

use proc_macro2::TokenStream;
use quote::quote;

use super::operations::{TYPES, rule};
use super::{Items, doc, ident, ty};
use crate::ir::{Encoding, Style};
use crate::plan::{BodyForm, CodecPlan, MediaItem, Operation, Payload, SuccessForm};

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
    quote!(static #name: &[Media] = &[#(#entries),*];)
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

/// The statements that write the body; `given` is an `Option` of a reference to it.
pub(super) fn write_body(operation: &Operation, given: &TokenStream) -> TokenStream {
    let body = &operation.shape.body;
    let Some(choice) = &body.choice else {
        return body.forms.first().map(|form| write_form(form, given)).unwrap_or_default();
    };
    let choice = ident(choice);
    let arms = body.forms.iter().map(|form| {
        let (variant, write) = (ident(&form.variant), write_form(form, &quote!(Some(body))));
        quote!(Some(#choice::#variant(body)) => { #write })
    });
    quote! {
        match #given {
            #(#arms)*
            None => {}
        }
    }
}

fn write_form(form: &BodyForm, given: &TokenStream) -> TokenStream {
    let media = ident(&form.media);
    if form.raw {
        return quote!(call.content(#media, #given););
    }
    let rule = rule(form.rule.as_ref());
    quote!(call.body(#media, #given, #rule);)
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

/// How a success is read.
pub(super) fn read_success(form: &SuccessForm) -> TokenStream {
    let body = &form.body;
    let media = body.media().map(ident);
    match (body, &form.rule) {
        (Payload::None, _) => quote!(reply.empty()),
        (Payload::Typed(..), None) => quote!(reply.success(#media)),
        (Payload::Typed(..), Some(rule)) => {
            let rule = ident(rule);
            quote!(reply.success_by(#media, &rules::#rule))
        }
        (Payload::Bytes(_), _) => quote!(reply.bytes(#media)),
        (Payload::Items(..), None) => quote!(reply.items(#media, rt::NESTED)),
        (Payload::Items(..), Some(rule)) => {
            let rule = ident(rule);
            quote!(reply.items(#media, &rules::#rule))
        }
    }
}

/// How one of several successes is read: by status already, now by media type.
pub(super) fn read_choice(choice: &str, forms: &[&SuccessForm]) -> TokenStream {
    let choice = ident(choice);
    let reads = forms.iter().map(|form| {
        let (variant, read) = (ident(&form.variant), read_success(form));
        match form.body {
            Payload::None => quote!(#read.map(|response| response.map(|()| #choice::#variant))),
            Payload::Typed(..) | Payload::Bytes(_) | Payload::Items(..) => {
                quote!(#read.map(|response| response.map(#choice::#variant)))
            }
        }
    });
    by_media(reads.collect(), forms.iter().map(|form| &form.body))
}

/// One of several expressions, by the media type of the response.
pub(super) fn by_media<'p>(reads: Vec<TokenStream>, bodies: impl Iterator<Item = &'p Payload>) -> TokenStream {
    if let [only] = reads.as_slice() {
        return only.clone();
    }
    let lists = bodies.map(|body| body.media().map(ident)).map(|media| quote!(#media));
    let last = reads.len().saturating_sub(1);
    let arms = reads.iter().enumerate().map(|(index, read)| {
        let index = proc_macro2::Literal::usize_unsuffixed(index);
        quote!(#index => #read,)
    });
    let (arms, rest): (Vec<TokenStream>, &TokenStream) = (arms.take(last).collect(), &reads[last]);
    quote!(match reply.choose(&[#(#lists),*]) { #(#arms)* _ => #rest, })
}
