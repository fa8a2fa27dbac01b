//! Unions, each with the table that tells its variants apart; named arrays and maps.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::types::rule_of;
use super::{Item, Items, deprecated, doc, ident, text, ty};
use crate::plan::{NewtypeItem, UnionItem, UnionVariant};

pub(super) fn union(item: &UnionItem, items: &mut Items) {
    let (name, table, other) = (ident(&item.name), ident(&item.table), ident(&item.other));
    let (docs, deprecated) = (doc(&item.docs), deprecated(item.deprecated));
    let variants: Vec<_> = item.variants.iter().map(|v| ident(&v.name)).collect();
    let types: Vec<_> = item.variants.iter().map(|v| ty(&v.ty, "")).collect();
    let words = item.variants.iter().map(|v| doc(&v.docs));
    items.push(quote! {
        #docs #deprecated
        #[derive(Clone, Debug, PartialEq)]
        pub enum #name {
            #(#words #variants(#types),)*
            #[doc = " A value of none of the others; kept and written back."]
            #other(rt::Value),
        }
    });
    items.push(self::table(item));
    if item.is_blank {
        items.push(Item::Lines(format!("specwright_runtime::blank!({name} = Self::{other}(rt::Value::Null));\n")));
    }
    let indices: Vec<_> = (0..item.variants.len()).map(Literal::usize_unsuffixed).collect();
    let last = Literal::usize_unsuffixed(item.variants.len());
    items.push(quote! {
        impl rt::Variants for #name {
            const TABLE: &'static rt::union::Union = &#table;

            fn make(index: usize, r: &mut rt::json::Reader<'_>) -> Result<Self, rt::DecodeError> {
                Ok(match index {
                    #(#indices => Self::#variants(rt::Decode::decode(r)?),)*
                    _ => Self::#other(rt::Decode::decode(r)?),
                })
            }

            fn part(&self) -> (usize, &dyn rt::union::Part) {
                match self {
                    #(Self::#variants(value) => (#indices, value),)*
                    Self::#other(value) => (#last, value),
                }
            }
        }
    });
    for (variant, ty) in item.variants.iter().zip(&types).filter(|(variant, _)| variant.from) {
        let variant = ident(&variant.name);
        items.push(quote! {
            impl From<#ty> for #name {
                fn from(value: #ty) -> Self { Self::#variant(value) }
            }
        });
    }
}

/// The static that tells the variants apart.
fn table(item: &UnionItem) -> TokenStream {
    let (table, place) = (ident(&item.table), ident(&item.place));
    let tag = match &item.tag {
        Some(tag) => quote!(Some(#tag)),
        None => quote!(None),
    };
    let (keyword, disjoint) = (item.keyword, item.disjoint);
    let also = match &item.also {
        Some(schema) => {
            let schema = ident(schema);
            quote!(Some(&schemas::#schema))
        }
        None => quote!(None),
    };
    let variants = item.variants.iter().map(variant);
    quote! {
        static #table: rt::union::Union = rt::union::Union {
            tag: #tag,
            keyword: #keyword,
            disjoint: #disjoint,
            place: places::#place,
            also: #also,
            variants: &[#(#variants),*],
        };
    }
}

fn variant(variant: &UnionVariant) -> TokenStream {
    let (name, signs) = (variant.name.trim_start_matches("r#"), &variant.signs);
    let kinds = Literal::u8_unsuffixed(signs.kinds.bits());
    let list = |method: &str, names: &[String]| {
        let method = ident(method);
        (!names.is_empty()).then(|| quote!(.#method(&[#(#names),*])))
    };
    let (required, tags) = (list("required", &signs.required), list("tags", &signs.tags));
    let constants = signs.constants.iter().map(|(name, values)| {
        let values = values.iter().map(|value| text(value));
        quote!((#name, &[#(#values),*]))
    });
    let constants = (!signs.constants.is_empty()).then(|| quote!(.constants(&[#(#constants),*])));
    let closed = signs.closed.as_ref().map(|names| quote!(.closed(&[#(#names),*])));
    let rule = variant.rule.as_ref().map(|name| {
        let rule = rule_of(Some(name));
        quote!(.rule(#rule))
    });
    quote!(rt::union::Variant::new(#name, #kinds) #required #constants #closed #tags #rule)
}

pub(super) fn newtype(item: &NewtypeItem, items: &mut Items) {
    let name = ident(&item.name);
    let (docs, deprecated) = (doc(&item.docs), deprecated(item.deprecated));
    let inner = ty(&item.ty, "");
    let rule = rule_of(item.rule.as_deref());
    items.push(quote! {
        #docs #deprecated
        #[derive(Clone, Debug, PartialEq)]
        pub struct #name(pub #inner);
    });
    if item.is_blank {
        items.push(Item::Lines(format!("specwright_runtime::blank!({name} = Self(rt::codec::Blank::BLANK));\n")));
    }
    items.push(quote! {
        impl rt::Decode for #name {
            fn decode(r: &mut rt::json::Reader<'_>) -> Result<Self, rt::DecodeError> {
                rt::Decode::decode(r).map(Self)
            }
        }
    });
    items.push(quote! {
        impl rt::Encode for #name {
            fn encode(&self, w: &mut rt::json::Writer<'_>) {
                self.0.encode(w);
            }
        }
    });
    items.push(quote! {
        impl rt::Validate for #name {
            fn check(&self, _: &rt::check::Rule, at: &rt::At<'_>, out: &mut rt::Violations) {
                self.0.judge(#rule, at, out);
            }
        }
    });
}
