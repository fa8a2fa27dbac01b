//! Expressions: examples in documentation, and defaults.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::ident;
use crate::plan::Expr;

/// An expression; `rt` stands before the names of the runtime: `rt::`, or nothing where they are imported.
pub(super) fn expr(value: &Expr, rt: &TokenStream) -> TokenStream {
    let of = |inner: &Expr| expr(inner, rt);
    match value {
        Expr::Text(text) => quote!(#text.into()),
        Expr::Literal(text) => text.parse().unwrap_or_default(),
        Expr::Parsed(text) => quote!(#text.parse()?),
        Expr::Variant { ty, variant } => {
            let (ty, variant) = (ident(ty), ident(variant));
            quote!(#ty::#variant)
        }
        Expr::Other { ty, variant, text } => {
            let (ty, variant) = (ident(ty), ident(variant));
            quote!(#ty::#variant(#text.into()))
        }
        Expr::Struct { ty, fields, rest } => {
            let ty = ident(ty);
            let fields = fields.iter().map(|(name, value)| {
                let (name, value) = (ident(name), of(value));
                quote!(#name: #value)
            });
            let rest = rest.then(|| quote!(..Default::default()));
            quote!(#ty { #(#fields,)* #rest })
        }
        Expr::Vec(items) => {
            let items = items.iter().map(of);
            quote!(vec![#(#items),*])
        }
        Expr::Map(entries) => {
            let entries = entries.iter().map(|(key, value)| {
                let value = of(value);
                quote!((#key.into(), #value))
            });
            quote!(#rt Map::from([#(#entries),*]))
        }
        Expr::Some(inner) => {
            let inner = of(inner);
            quote!(Some(#inner))
        }
        Expr::None => quote!(None),
        Expr::Patch(inner) => match &**inner {
            Expr::Text(text) => quote!(#text.into()),
            inner => {
                let inner = of(inner);
                quote!(#rt Patch::Value(#inner))
            }
        },
        Expr::PatchNull => quote!(#rt Patch::Null),
        Expr::Secret(inner) => match &**inner {
            Expr::Text(text) => quote!(#rt Secret::from(#text)),
            inner => {
                let inner = of(inner);
                quote!(#rt Secret::new(#inner))
            }
        },
        Expr::Boxed(inner) => {
            let inner = of(inner);
            quote!(Box::new(#inner))
        }
        Expr::Default => quote!(Default::default()),
        Expr::Json(json) => {
            let json = Literal::string(json);
            quote!(#rt json::from_str(#json)?)
        }
    }
}
