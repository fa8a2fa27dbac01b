//! `use` declarations for what a file names, and for nothing else.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

use super::ident;

/// The declarations that `items` need: of names by the path they stand under, and of modules beside the file.
pub(super) fn imports(
    items: &[TokenStream],
    names: &[(&str, &[&'static str])],
    modules: &[&'static str],
) -> Vec<TokenStream> {
    let known: BTreeSet<&'static str> = names.iter().flat_map(|(_, names)| *names).chain(modules).copied().collect();
    let mut named = BTreeSet::new();
    for item in items {
        mentioned(item.clone(), &known, &mut named);
    }
    let mut declarations = Vec::new();
    for (path, names) in names {
        let path: TokenStream = path.parse().unwrap_or_default();
        let used: Vec<_> = names.iter().filter(|name| named.contains(*name)).map(|name| ident(name)).collect();
        match used.as_slice() {
            [] => {}
            [name] => declarations.push(quote!(use #path::#name;)),
            used => declarations.push(quote!(use #path::{#(#used),*};)),
        }
    }
    let modules: Vec<_> = modules.iter().filter(|name| named.contains(*name)).map(|name| ident(name)).collect();
    match modules.as_slice() {
        [] => {}
        [module] => declarations.push(quote!(use super::#module;)),
        modules => declarations.push(quote!(use super::{#(#modules),*};)),
    }
    declarations
}

/// Adds the names of `known` that stand in `tokens`, but not behind a path of another crate.
fn mentioned(tokens: TokenStream, known: &BTreeSet<&'static str>, named: &mut BTreeSet<&'static str>) {
    let mut behind_path = false;
    for token in tokens {
        match token {
            TokenTree::Ident(name) => {
                if !behind_path && let Some(name) = known.iter().find(|known| name == **known) {
                    named.insert(name);
                }
                behind_path = false;
            }
            TokenTree::Group(group) => {
                mentioned(group.stream(), known, named);
                behind_path = false;
            }
            TokenTree::Punct(punct) => {
                behind_path = punct.as_char() == ':' && punct.spacing() == proc_macro2::Spacing::Alone
            }
            TokenTree::Literal(_) => behind_path = false,
        }
    }
}
