//! Structs, enums and unions, and the tables that they are read, written and checked by.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Imports, Item, Items, deprecated, doc, enums, expr, ident, text, ty, type_text, unions};
use crate::plan::{ExtraRule, Field, FieldKind, Module, ReadInto, RustType, StructItem, TypeItem};
use crate::render;

/// As long as a line of code may be.
const LINE: usize = 100;

/// What the file may name without a path.
pub(super) const IMPORTS: Imports = Imports { runtime: true, names: &[], modules: &["places", "rules", "schemas"] };

pub(super) fn types(module: &Module) -> Vec<Item> {
    if module.types.is_empty() {
        return Vec::new();
    }
    let mut items = Items::default();
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
    items.0
}

fn structure(item: &StructItem, items: &mut Items) {
    let name = ident(&item.name);
    let (docs, deprecated) = (doc(&item.docs), deprecated(item.deprecated));
    let plain_default = item.has_default && !item.fields.iter().any(|f| matches!(f.kind, FieldKind::Defaulted(..)));
    let default = plain_default.then(|| quote!(Default,));
    let fields = item.fields.iter().filter_map(|field| {
        let (name, docs, deprecated) = (ident(&field.name), doc(&field.docs), self::deprecated(field.deprecated));
        let ty = ty(&field.rust_type()?, "");
        Some(quote!(#docs #deprecated pub #name: #ty))
    });
    let extra = item.extra.as_ref().map(|extra| {
        let (name, ty) = (ident(&extra.name), ty(&RustType::Map(Box::new(extra.ty.clone())), ""));
        quote!(#[doc = " Members that the spec does not name; kept and written back."] pub #name: #ty)
    });
    let structure = quote! {
        #docs #deprecated
        #[derive(Clone, #default)]
        pub struct #name { #(#fields,)* #extra }
    };
    items.push(structure);
    if !plain_default {
        items.push(Item::Lines(constructor(item)));
    }
    if item.has_default && !plain_default {
        items.push(quote!(impl Default for #name { fn default() -> Self { Self::new() } }));
    }
    items.push(Item::Lines(table(item)));
}

/// `new`, which takes what is required.
fn constructor(item: &StructItem) -> String {
    let arguments = item.fields.iter().filter(|f| f.is_argument()).map(|field| {
        let ty = match &field.kind {
            FieldKind::Required(RustType::String) => "impl Into<String>".to_owned(),
            _ => field.rust_type().map(|ty| type_text(&ty, "")).unwrap_or_default(),
        };
        format!("{}: {ty}", field.name)
    });
    let arguments: Vec<String> = arguments.collect();
    let mut signature = format!("    pub fn new({}) -> Self {{\n", arguments.join(", "));
    if signature.len() > LINE {
        signature = format!("    pub fn new(\n        {},\n    ) -> Self {{\n", arguments.join(",\n        "));
    }
    let mut text = format!("impl {} {{\n    /// With what is required; everything else is left out.\n", item.name);
    text.push_str(&signature);
    text.push_str("        Self {\n");
    for field in &item.fields {
        let name = &field.name;
        let value = match &field.kind {
            FieldKind::Required(RustType::String) => format!("{name}: {name}.into()"),
            FieldKind::Required(_) | FieldKind::Nullable(_) => name.clone(),
            FieldKind::Defaulted(_, value) => {
                format!("{name}: {}", render::expression(&expr::expr(value, &quote!(rt::)), 3))
            }
            FieldKind::Optional(_) | FieldKind::IdempotencyKey(_) => format!("{name}: None"),
            FieldKind::Patch(_) => format!("{name}: rt::Patch::Absent"),
            FieldKind::Credential => continue,
        };
        text.push_str(&format!("            {value},\n"));
    }
    if let Some(extra) = &item.extra {
        text.push_str(&format!("            {}: rt::Map::new(),\n", extra.name));
    }
    text.push_str("        }\n    }\n}\n");
    text
}

/// The members by their names on the wire, with what each is checked against and the field that holds it.
fn table(item: &StructItem) -> String {
    let made = match item.read_into {
        ReadInto::Default => "default",
        ReadInto::Blank => "blank",
        ReadInto::Held => "held",
    };
    let extra = item.extra.as_ref().map_or("", |extra| &extra.name);
    let mut text =
        format!("specwright_runtime::object! {{\n    {}: {made}, places::{}, [{extra}]", item.name, item.place);
    if !item.required_sets.is_empty() {
        let sets: Vec<String> = item.required_sets.iter().map(|plan| format!("&rules::{}", plan.rule)).collect();
        text.push_str(&format!("\n        .sets(&[{}])", sets.join(", ")));
    }
    match item.extra.as_ref().map(|extra| &extra.rule) {
        None | Some(ExtraRule::Free) => {}
        Some(ExtraRule::Forbidden) => text.push_str("\n        .others(Others::Forbidden)"),
        Some(ExtraRule::Each(None)) => text.push_str("\n        .others(Others::By(rt::NESTED))"),
        Some(ExtraRule::Each(Some(rule))) => {
            text.push_str(&format!("\n        .others(Others::By(&rules::{rule}))"));
        }
    }
    if let Some(schema) = &item.also {
        text.push_str(&format!("\n        .also(&schemas::{schema})"));
    }
    text.push_str(";\n");
    for field in &item.fields {
        text.push_str(&format!("    {},\n", member(field)));
    }
    text.push_str("}\n");
    text
}

fn member(field: &Field) -> String {
    let wire = text(&field.wire);
    if matches!(field.kind, FieldKind::Credential) {
        return format!("Credential({wire}, {:?})", field.name.trim_start_matches("r#"));
    }
    let need = if field.is_required() { "Required" } else { "Optional" };
    let check = match (&field.accepts, &field.check) {
        (Some(accepts), _) => format!("Spelled(&rules::{accepts})"),
        (None, None) => "Nothing".to_owned(),
        (None, Some(None)) => "Own".to_owned(),
        (None, Some(Some(rule))) => format!("By(&rules::{rule})"),
    };
    format!("{need}({wire}, {check}) => {}", field.name)
}

pub(super) fn rule_of(rule: Option<&str>) -> TokenStream {
    match rule {
        Some(rule) => {
            let rule = ident(rule);
            quote!(&rules::#rule)
        }
        None => quote!(rt::NESTED),
    }
}
