//! Structs and enums with their `Decode`, `Encode` and `Validate`.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::imports::imports;
use super::{deprecated, doc, enums, expr, ident, ty, unions};
use crate::plan::{
    ExtraPlan, ExtraRule, Field, FieldKind, Module, Presence, RequiredSetsPlan, RustType, StructItem, TypeItem,
};

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
    let runtime = vec![quote!(
        use specwright_runtime as rt;
    )];
    [runtime, imports(&items, &[], &["places", "rules", "schemas"]), items].concat()
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
        #[derive(Clone, Debug, #default PartialEq)]
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
    items.push(encode(item));
    items.push(validate(item));
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

/// The static that lists the members by their names on the wire.
fn table(item: &StructItem) -> TokenStream {
    let name = ident(&item.table);
    let names = item.fields.iter().map(|f| &f.wire);
    let required = item.fields.iter().enumerate().filter(|(_, f)| f.is_required());
    let required = required.map(|(index, _)| Literal::usize_unsuffixed(index));
    quote! {
        static #name: rt::json::Fields = rt::json::Fields { names: &[#(#names),*], required: &[#(#required),*] };
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
                r.fields(&#table, &mut [#(#slots),*], #extra)?;
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
                r.fields(&#table, &mut [#(#slots),*], #extra)?;
                #unpack
                Ok(Self { #(#names,)* #extra_name })
            }
        }
    }
}

fn encode(item: &StructItem) -> TokenStream {
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
        impl rt::Encode for #name {
            fn encode(&self, w: &mut rt::json::Writer<'_>) {
                w.fields(#table.names, &[#(#values),*], #extra);
            }
        }
    }
}

fn validate(item: &StructItem) -> TokenStream {
    let (name, table) = (ident(&item.name), ident(&item.table));
    let checked = item.fields.iter().filter_map(|field| {
        let rule = rule(field.check.as_ref()?.as_deref());
        let (wire, field) = (&field.wire, ident(&field.name));
        Some(quote!((#wire, &self.#field, #rule)))
    });
    let checked: Vec<TokenStream> = checked.collect();
    let members = (!checked.is_empty()).then(|| quote!(out.members(at, &[#(#checked),*]);));
    let sets = item.required_sets.iter().map(required_sets);
    let extra = item.extra.as_ref().map(|extra| extra_checks(extra, &table));
    let also = item.also.as_ref().map(|name| super::rules::also(name));
    let idle = checked.is_empty() && item.required_sets.is_empty() && extra.is_none() && also.is_none();
    let quiet = idle.then(|| quote!(let _ = (at, out);));
    quote! {
        impl rt::Validate for #name {
            fn check(&self, _: &rt::check::Rule, at: &rt::At<'_>, out: &mut rt::Violations) {
                #members
                #(#sets)*
                #extra
                #also
                #quiet
            }
        }
    }
}

pub(super) fn rule(rule: Option<&str>) -> TokenStream {
    match rule {
        Some(rule) => {
            let rule = ident(rule);
            quote!(&rules::#rule)
        }
        None => quote!(&rt::check::Rule::NESTED),
    }
}

fn extra_checks(extra: &ExtraPlan, table: &Ident) -> TokenStream {
    let (name, place) = (ident(&extra.name), ident(&extra.place));
    let others = match &extra.rule {
        ExtraRule::Free => TokenStream::new(),
        ExtraRule::Forbidden => quote!(out.undeclared(at, #table.names, &self.#name, places::#place);),
        ExtraRule::Each(each) => {
            let rule = rule(each.as_deref());
            quote!(rt::Validate::check(&self.#name, #rule, at, out);)
        }
    };
    quote!(out.nulls(at, #table.names, &self.#name, places::#place); #others)
}

fn required_sets(plan: &RequiredSetsPlan) -> TokenStream {
    let rule = ident(&plan.rule);
    let sets = plan.sets.iter().map(|set| {
        let present = set.iter().map(|(field, presence)| match presence {
            Presence::Always => quote!(true),
            Presence::OptionField => {
                let field = ident(field);
                quote!(self.#field.is_some())
            }
            Presence::PatchField => {
                let field = ident(field);
                quote!(!self.#field.is_absent())
            }
        });
        quote!(&[#(#present),*])
    });
    quote!(out.required_sets(at, &rules::#rule, &[#(#sets),*]);)
}
