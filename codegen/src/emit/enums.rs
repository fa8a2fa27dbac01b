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
    // `Eq` comes with the table: deriving it makes a function that only asks the compiler.
    let derives = match (item.kind, &other) {
        (_, None) => quote!(Clone, Copy, Debug, PartialEq, Hash),
        (EnumKind::Text, Some(_)) => quote!(Clone, Debug, PartialEq, Hash),
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
    if item.is_blank {
        items.push(blank(item));
    }
}

/// What is there before a value is read.
fn blank(item: &EnumItem) -> Item {
    let value = match (&item.other, item.kind, item.variants.first()) {
        (Some(other), EnumKind::Text, _) => format!("{other}(String::new())"),
        (Some(other), EnumKind::Integer | EnumKind::Mixed, _) => format!("{other}(rt::Value::Null)"),
        (None, _, first) => first.map(|first| first.name.clone()).unwrap_or_default(),
    };
    Item::Lines(format!("specwright_runtime::blank!({} = Self::{value});\n", item.name))
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
