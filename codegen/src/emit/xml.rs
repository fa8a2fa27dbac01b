//! XML tables as statics.

use proc_macro2::TokenStream;
use quote::quote;

use super::ident;
use crate::plan::{Module, XmlNodePlan};

pub(super) fn xml(module: &Module) -> Vec<TokenStream> {
    let mut items = vec![quote!(
        use specwright_runtime::xml::*;
    )];
    for object in &module.xml_objects {
        let name = ident(&object.name);
        let fields = object.fields.iter().map(|field| {
            let (key, element, namespace, shape) = (&field.key, &field.name, namespace(field.namespace.as_ref()), shape(&field.node));
            let place = if field.attribute { quote!(Attribute) } else { quote!(Element) };
            quote!(XmlField { key: #key, name: #element, namespace: #namespace, place: XmlPlace::#place, shape: #shape })
        });
        items.push(quote!(static #name: XmlObject = XmlObject { fields: &[#(#fields),*] };));
    }
    for root in &module.xml_roots {
        let (name, element, namespace, shape) =
            (ident(&root.name), &root.element, namespace(root.namespace.as_ref()), shape(&root.node));
        let declarations = root.declarations.iter().map(|(prefix, uri)| quote!((#prefix, #uri)));
        items.push(quote! {
            pub(super) static #name: XmlRoot = XmlRoot {
                name: #element,
                namespace: #namespace,
                declarations: &[#(#declarations),*],
                shape: #shape,
            };
        });
    }
    items
}

fn namespace(namespace: Option<&(Option<String>, String)>) -> TokenStream {
    match namespace {
        None => quote!(None),
        Some((None, uri)) => quote!(Some(XmlNamespace { prefix: None, uri: #uri })),
        Some((Some(prefix), uri)) => quote!(Some(XmlNamespace { prefix: Some(#prefix), uri: #uri })),
    }
}

fn shape(node: &XmlNodePlan) -> TokenStream {
    match node {
        XmlNodePlan::Text(scalar) => {
            let scalar = ident(scalar);
            quote!(XmlShape::Text(XmlScalar::#scalar))
        }
        XmlNodePlan::Object(name) => {
            let name = ident(name);
            quote!(XmlShape::Object(&#name))
        }
        XmlNodePlan::List { wrapped, item, namespace: ns, each } => {
            let (namespace, shape) = (namespace(ns.as_ref()), shape(each));
            quote!(XmlShape::List(&XmlList { wrapped: #wrapped, item: #item, item_namespace: #namespace, shape: #shape }))
        }
        XmlNodePlan::Any => quote!(XmlShape::Any),
    }
}
