//! Structs and enums with their `Decode`, `Encode` and `Validate`.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{Imports, deprecated, doc, enums, expr, ident, ty, unions};
use crate::plan::{ExtraRule, Field, FieldKind, Module, RustType, StructItem, TypeItem};

/// What the file may name without a path.
pub(super) const IMPORTS: Imports =
    Imports { runtime: true, names: &[("specwright_runtime", &["object"])], modules: &["places", "rules", "schemas"] };

pub(super) fn types(module: &Module) -> Vec<TokenStream> {
    if module.types.is_empty() {
        return Vec::new();
    }
    let mut items = Vec::new();
    for item in &module.types {
        match item {
            TypeItem::Struct(item) => structure(item, &mut items),
            TypeItem::Enum(item) => enums::enumeration(item, &mut items),
            TypeItem::Union(item) => unions::union(item, &mut items),
            TypeItem::Newtype(item) => unions::newtype(item, &mut items),
        }
    }
    let structs = module.types.iter().filter_map(|item| match item {
        TypeItem::Struct(item) => Some(ident(&item.name)),
        TypeItem::Enum(_) | TypeItem::Union(_) | TypeItem::Newtype(_) => None,
    });
    let structs: Vec<_> = structs.collect();
    if !structs.is_empty() {
        items.push(quote!(specwright_runtime::objects!(#(#structs),*);));
    }
    let unions = module.types.iter().filter_map(|item| match item {
        TypeItem::Union(item) => Some(ident(&item.name)),
        TypeItem::Struct(_) | TypeItem::Enum(_) | TypeItem::Newtype(_) => None,
    });
    let unions: Vec<_> = unions.collect();
    if !unions.is_empty() {
        items.push(quote!(specwright_runtime::unions!(#(#unions),*);));
    }
    let names = module.types.iter().map(|item| ident(item.name()));
    items.push(quote!(#[cfg(feature = "serde")] specwright_runtime::serde_impls!(#(#names),*);));
    items
}

fn structure(item: &StructItem, items: &mut Vec<TokenStream>) {
    let name = ident(&item.name);
    let (docs, deprecated) = (doc(&item.docs), deprecated(item.deprecated));
    let plain_default = item.has_default && !item.fields.iter().any(|f| matches!(f.kind, FieldKind::Defaulted(..)));
    let default = plain_default.then(|| quote!(Default,));
    let fields = item.fields.iter().filter_map(|field| {
        let (name, docs, deprecated) = (ident(&field.name), doc(&field.docs), self::deprecated(field.deprecated));
        let ty = ty(&field.rust_type()?, &TokenStream::new());
        Some(quote!(#docs #deprecated pub #name: #ty))
    });
    let extra = item.extra.as_ref().map(|extra| {
        let (name, ty) = (ident(&extra.name), ty(&RustType::Map(Box::new(extra.ty.clone())), &TokenStream::new()));
        quote!(#[doc = " Members that the spec does not name; kept and written back."] pub #name: #ty)
    });
    items.push(quote! {
        #docs #deprecated
        #[derive(Clone, #default PartialEq)]
        pub struct #name { #(#fields,)* #extra }
    });
    if !plain_default {
        items.push(constructor(item));
    }
    if item.has_default && !plain_default {
        items.push(quote!(impl Default for #name { fn default() -> Self { Self::new() } }));
    }
    items.push(table(item));
    items.push(if plain_default { decode_default(item) } else { decode(item) });
    items.push(parts(item));
}

/// `new`, which takes what is required.
fn constructor(item: &StructItem) -> TokenStream {
    let name = ident(&item.name);
    let arguments = item.fields.iter().filter(|f| f.is_argument()).map(|field| {
        let name = ident(&field.name);
        let ty = match &field.kind {
            FieldKind::Required(RustType::String) => quote!(impl Into<String>),
            _ => field.rust_type().map(|t| ty(&t, &TokenStream::new())).unwrap_or_default(),
        };
        quote!(#name: #ty)
    });
    let values = item.fields.iter().filter_map(|field| {
        let name = ident(&field.name);
        Some(match &field.kind {
            FieldKind::Required(RustType::String) => quote!(#name: #name.into()),
            FieldKind::Required(_) | FieldKind::Nullable(_) => quote!(#name),
            FieldKind::Defaulted(_, value) => {
                let value = expr::expr(value, &quote!(rt::));
                quote!(#name: #value)
            }
            FieldKind::Optional(_) | FieldKind::IdempotencyKey(_) => quote!(#name: None),
            FieldKind::Patch(_) => quote!(#name: rt::Patch::Absent),
            FieldKind::Credential => return None,
        })
    });
    let extra = item.extra.as_ref().map(|extra| {
        let name = ident(&extra.name);
        quote!(#name: rt::Map::new())
    });
    quote! {
        impl #name {
            #[doc = " With what is required; everything else is left out."]
            pub fn new(#(#arguments),*) -> Self {
                Self { #(#values,)* #extra }
            }
        }
    }
}

/// The static that lists the members by their names on the wire, and what they are checked against.
fn table(item: &StructItem) -> TokenStream {
    let (name, place) = (ident(&item.table), ident(&item.place));
    let names = item.fields.iter().map(|f| &f.wire);
    let required = item.fields.iter().enumerate().filter(|(_, f)| f.is_required());
    let required = required.map(|(index, _)| Literal::usize_unsuffixed(index));
    let checks = item.fields.iter().map(|field| match (&field.kind, &field.check) {
        (FieldKind::Credential, _) => quote!(object::Check::Client),
        (_, None) => quote!(object::Check::Nothing),
        (_, Some(None)) => quote!(object::Check::Own),
        (_, Some(Some(rule))) => {
            let rule = ident(rule);
            quote!(object::Check::By(&rules::#rule))
        }
    });
    let sets = item.required_sets.iter().map(|plan| {
        let rule = ident(&plan.rule);
        quote!(&rules::#rule)
    });
    let sets = (!item.required_sets.is_empty()).then(|| quote!(.sets(&[#(#sets),*])));
    let others = match item.extra.as_ref().map(|extra| &extra.rule) {
        None | Some(ExtraRule::Free) => None,
        Some(ExtraRule::Forbidden) => Some(quote!(.others(object::Others::Forbidden))),
        Some(ExtraRule::Each(rule)) => {
            let rule = rule_of(rule.as_deref());
            Some(quote!(.others(object::Others::By(#rule))))
        }
    };
    let also = item.also.as_ref().map(|schema| {
        let schema = ident(schema);
        quote!(.also(&schemas::#schema))
    });
    quote! {
        static #name: object::Table =
            object::Table::new(&[#(#names),*], &[#(#required),*], &[#(#checks),*], places::#place) #sets #others #also;
    }
}

fn extra_slot(item: &StructItem, place: &TokenStream) -> TokenStream {
    match &item.extra {
        Some(extra) => {
            let name = ident(&extra.name);
            quote!(&mut #place #name)
        }
        None => quote!(&mut ()),
    }
}

fn slots<'i>(item: &'i StructItem, place: &'i TokenStream) -> impl Iterator<Item = TokenStream> + 'i {
    item.fields.iter().map(move |field| {
        let name = ident(&field.name);
        match (&field.kind, &field.accepts) {
            (FieldKind::Credential, _) => quote!(&mut rt::codec::Ignored),
            (_, Some(accepts)) => {
                let accepts = ident(accepts);
                quote!(&mut rt::codec::Spelled(&mut #place #name, &rules::#accepts))
            }
            (_, None) => quote!(&mut #place #name),
        }
    })
}

/// For a struct that can be empty: its own fields are the slots.
fn decode_default(item: &StructItem) -> TokenStream {
    let (name, table) = (ident(&item.name), ident(&item.table));
    let place = quote!(this.);
    let (slots, extra) = (slots(item, &place), extra_slot(item, &place));
    let filled = item.fields.iter().any(|f| f.rust_type().is_some()) || item.extra.is_some();
    let mutable = filled.then(|| quote!(mut));
    quote! {
        impl rt::Decode for #name {
            fn decode(r: &mut rt::json::Reader<'_>) -> Result<Self, rt::DecodeError> {
                let #mutable this = Self::default();
                r.fields(&#table.fields, &mut [#(#slots),*], #extra)?;
                Ok(this)
            }
        }
    }
}

fn decode(item: &StructItem) -> TokenStream {
    let (name, table) = (ident(&item.name), ident(&item.table));
    let none = TokenStream::new();
    let (slots, extra) = (slots(item, &none), extra_slot(item, &none));
    let held: Vec<&Field> = item.fields.iter().filter(|f| f.rust_type().is_some()).collect();
    let locals = held.iter().map(|field| {
        let name = ident(&field.name);
        match field.kind {
            FieldKind::Patch(_) => quote!(let mut #name = rt::Patch::Absent;),
            _ => quote!(let mut #name = None;),
        }
    });
    let required: Vec<_> = held.iter().filter(|f| f.is_required()).map(|f| ident(&f.name)).collect();
    let unpack = (!required.is_empty()).then(|| {
        quote! {
            let (#(Some(#required),)*) = (#(#required,)*) else {
                return Err(r.error("every required member", "fewer"));
            };
        }
    });
    let extra_local = item.extra.as_ref().map(|extra| {
        let name = ident(&extra.name);
        quote!(let mut #name = rt::Map::new();)
    });
    let names = held.iter().map(|f| ident(&f.name));
    let extra_name = item.extra.as_ref().map(|extra| ident(&extra.name));
    quote! {
        impl rt::Decode for #name {
            fn decode(r: &mut rt::json::Reader<'_>) -> Result<Self, rt::DecodeError> {
                #(#locals)*
                #extra_local
                r.fields(&#table.fields, &mut [#(#slots),*], #extra)?;
                #unpack
                Ok(Self { #(#names,)* #extra_name })
            }
        }
    }
}

/// The list of the values, for all that goes through them.
fn parts(item: &StructItem) -> TokenStream {
    let (name, table) = (ident(&item.name), ident(&item.table));
    let values = item.fields.iter().map(|field| {
        let name = ident(&field.name);
        match &field.kind {
            FieldKind::Credential => {
                let credential = field.name.trim_start_matches("r#");
                quote!(&rt::codec::Credential(#credential))
            }
            FieldKind::Nullable(_) => quote!(&rt::codec::Nullable(&self.#name)),
            _ => quote!(&self.#name),
        }
    });
    let extra = match &item.extra {
        Some(extra) => {
            let name = ident(&extra.name);
            quote!(&self.#name)
        }
        None => quote!(&()),
    };
    quote! {
        impl object::Object for #name {
            const TABLE: &'static object::Table = &#table;

            fn parts(&self, with: &mut dyn FnMut(&[&dyn rt::Validate], &dyn object::Extra)) {
                with(&[#(#values),*], #extra);
            }
        }
    }
}

pub(super) fn rule_of(rule: Option<&str>) -> TokenStream {
    match rule {
        Some(rule) => {
            let rule = ident(rule);
            quote!(&rules::#rule)
        }
        None => quote!(&rt::check::Rule::NESTED),
    }
}
