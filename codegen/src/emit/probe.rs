//! The probe: a schema by its name, read and written back.

use proc_macro2::TokenStream;
use quote::quote;

use super::{ident, ty};
use crate::plan::{Module, ProbeItem, RustType};

pub(super) fn probe(module: &Module) -> Vec<TokenStream> {
    let Some(items) = &module.probe else { return Vec::new() };
    let arms = items.iter().map(|ProbeItem { schema, ty: of, rule, accepts }| {
        if let Some(accepts) = accepts {
            let accepts = ident(accepts);
            let nullable = matches!(of, RustType::Option(_));
            return quote!(#schema => rt::probe::run_spelled(json, &super::rules::#accepts, #nullable));
        }
        let ty = ty(of, "super::types::");
        let rule = match rule {
            Some(rule) => {
                let rule = ident(rule);
                quote!(super::rules::#rule)
            }
            None => quote!(rt::check::Rule::NESTED),
        };
        quote!(#schema => rt::probe::run::<#ty>(json, &#rule))
    });
    let body = if items.is_empty() {
        quote! {
            let _ = (schema, json);
            None
        }
    } else {
        quote! {
            Some(match schema {
                #(#arms,)*
                _ => return None,
            })
        }
    };
    vec![
        quote!(
            use specwright_runtime as rt;
        ),
        quote! {
            #[doc = " What becomes of a JSON text that is read as a schema and written back."]
            pub fn probe(schema: &str, json: &[u8]) -> Option<rt::probe::Outcome> {
                #body
            }
        },
    ]
}
