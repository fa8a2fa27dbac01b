//! Enums with their `Decode`, `Encode` and `Validate`.

use proc_macro2::TokenStream;
use quote::quote;

use super::{deprecated, doc, ident, text};
use crate::plan::{EnumItem, EnumKind};

pub(super) fn enumeration(item: &EnumItem, items: &mut Vec<TokenStream>) {
    let name = ident(&item.name);
    let (docs, deprecated) = (doc(&item.docs), deprecated(item.deprecated));
    let variants: Vec<_> = item.variants.iter().map(|v| ident(&v.name)).collect();
    let words = item.variants.iter().map(|v| doc(&v.docs));
    let other = item.other.as_ref().map(|other| ident(other));
    let derives = match (item.kind, &other) {
        (_, None) => quote!(Clone, Copy, Debug, PartialEq, Eq, Hash),
        (EnumKind::Text, Some(_)) => quote!(Clone, Debug, PartialEq, Eq, Hash),
        (EnumKind::Integer | EnumKind::Mixed, Some(_)) => quote!(Clone, Debug, PartialEq),
    };
    let held = if item.kind == EnumKind::Text { quote!(String) } else { quote!(rt::Value) };
    let other_variant = other
        .as_ref()
        .map(|other| quote!(#[doc = " A value that the spec does not list; kept and written back."] #other(#held)));
    items.push(quote! {
        #docs #deprecated
        #[derive(#derives)]
        pub enum #name { #(#words #variants,)* #other_variant }
    });
    match item.kind {
        EnumKind::Text => of_text(item, items),
        EnumKind::Integer | EnumKind::Mixed => of_values(item, items),
    }
}

fn of_text(item: &EnumItem, items: &mut Vec<TokenStream>) {
    let name = ident(&item.name);
    let variants: Vec<_> = item.variants.iter().map(|v| ident(&v.name)).collect();
    let wires: Vec<&String> = item.variants.iter().map(|v| &v.wire).collect();
    let other = item.other.as_ref().map(|other| ident(other));
    let other_arm = other.as_ref().map(|other| quote!(Self::#other(text) => text,));
    let lifetime = if other.is_some() { quote!(&str) } else { quote!(&'static str) };
    let receiver = if other.is_some() { quote!(&self) } else { quote!(self) };
    items.push(quote! {
        impl #name {
            #[doc = " Every value that the spec lists."]
            pub const ALL: &'static [Self] = &[#(Self::#variants),*];
            const NAMES: &'static [&'static str] = &[#(#wires),*];

            #[doc = " The value on the wire."]
            pub fn as_str(#receiver) -> #lifetime {
                match self { #(Self::#variants => #wires,)* #other_arm }
            }
        }
    });
    items.push(decode(item));
    items.push(quote! {
        impl rt::Encode for #name {
            fn encode(&self, w: &mut rt::json::Writer<'_>) {
                w.string(self.as_str());
            }
        }
    });
    items.push(validate(item));
    items.push(quote! {
        impl std::fmt::Display for #name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    });
    if let Some(other) = &other {
        items.push(quote! {
            impl From<&str> for #name {
                fn from(text: &str) -> Self {
                    match Self::NAMES.iter().position(|name| *name == text).and_then(|index| Self::ALL.get(index)) {
                        Some(known) => known.clone(),
                        None => Self::#other(text.to_owned()),
                    }
                }
            }
        });
    }
}

/// An enum of numbers, or of values of several types.
fn of_values(item: &EnumItem, items: &mut Vec<TokenStream>) {
    let name = ident(&item.name);
    let variants: Vec<_> = item.variants.iter().map(|v| ident(&v.name)).collect();
    let texts: Vec<_> = item.variants.iter().map(|v| text(&v.json)).collect();
    let other = item.other.as_ref().map(|other| ident(other));
    let numbers = item.variants.iter().filter_map(|v| v.json.parse::<i64>().ok());
    let numbers: Vec<_> = numbers.map(proc_macro2::Literal::i64_unsuffixed).collect();
    let as_number = (item.kind == EnumKind::Integer && other.is_none()).then(|| {
        quote! {
            #[doc = " The number on the wire."]
            pub fn as_i64(self) -> i64 {
                match self { #(Self::#variants => #numbers,)* }
            }
        }
    });
    let all = if other.is_some() { quote!(Vec<Self>) } else { quote!(&'static [Self]) };
    let listed = match &other {
        None => quote!(#[doc = " Every value that the spec lists."] pub const ALL: #all = &[#(Self::#variants),*];),
        Some(_) => quote! {
            #[doc = " Every value that the spec lists."]
            pub fn all() -> #all { vec![#(Self::#variants),*] }
        },
    };
    items.push(quote! {
        impl #name {
            #listed
            const VALUES: &'static [&'static str] = &[#(#texts),*];
            #as_number
        }
    });
    items.push(decode(item));
    let indices = (0..item.variants.len()).map(proc_macro2::Literal::usize_unsuffixed);
    let other_arm = other.as_ref().map(|other| quote!(Self::#other(value) => return value.encode(w),));
    items.push(quote! {
        impl rt::Encode for #name {
            fn encode(&self, w: &mut rt::json::Writer<'_>) {
                let index = match self { #(Self::#variants => #indices,)* #other_arm };
                w.literal(Self::VALUES[index]);
            }
        }
    });
    items.push(validate(item));
}

/// Every value that can be read is valid.
fn validate(item: &EnumItem) -> TokenStream {
    let name = ident(&item.name);
    quote! {
        impl rt::Validate for #name {
            fn check(&self, _: &rt::check::Rule, _: &rt::At<'_>, _: &mut rt::Violations) {}
        }
    }
}

fn decode(item: &EnumItem) -> TokenStream {
    let name = ident(&item.name);
    let (closed, open, list) = match item.kind {
        EnumKind::Text => (quote!(closed_enum), quote!(open_enum), quote!(Self::NAMES)),
        EnumKind::Integer | EnumKind::Mixed => (quote!(closed_values), quote!(open_values), quote!(Self::VALUES)),
    };
    let body = match (&item.other, item.kind) {
        (None, _) => quote! {
            let index = rt::codec::#closed(r, #list)?;
            Self::ALL.get(index).copied().ok_or_else(|| r.error("a listed value", "another"))
        },
        (Some(other), kind) => {
            let other = ident(other);
            let all = if kind == EnumKind::Text { quote!(Self::ALL) } else { quote!(Self::all()) };
            quote! {
                let index = match rt::codec::#open(r, #list)? {
                    Ok(index) => index,
                    Err(text) => return Ok(Self::#other(text)),
                };
                #all.get(index).cloned().ok_or_else(|| r.error("a listed value", "another"))
            }
        }
    };
    quote! {
        impl rt::Decode for #name {
            fn decode(r: &mut rt::json::Reader<'_>) -> Result<Self, rt::DecodeError> { #body }
        }
    }
}
