//! Enums, and the tables that they are read and written by.

use quote::quote;

use super::{Item, Items, deprecated, doc, ident, text};
use crate::plan::{EnumItem, EnumKind};

pub(super) fn enumeration(item: &EnumItem, items: &mut Items) {
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
    items.push(Item::Lines(table(item)));
}

/// The values on the wire with their variants.
fn table(item: &EnumItem) -> String {
    let other = item.other.as_ref().map(|other| format!(", {other}")).unwrap_or_default();
    let numbers = item.kind == EnumKind::Integer && item.other.is_none();
    let mut text = match item.kind {
        EnumKind::Text => format!("specwright_runtime::text_enum! {{\n    {}{other};\n", item.name),
        EnumKind::Integer | EnumKind::Mixed => {
            let number = if numbers { " as i64" } else { "" };
            format!("specwright_runtime::value_enum! {{\n    {}{number}{other};\n", item.name)
        }
    };
    for variant in &item.variants {
        let wire = if item.kind == EnumKind::Text { &variant.wire } else { &variant.json };
        let number = if numbers { format!(" = {}", variant.json) } else { String::new() };
        text.push_str(&format!("    {} => {}{number},\n", self::text(wire), variant.name));
    }
    text.push_str("}\n");
    text
}
