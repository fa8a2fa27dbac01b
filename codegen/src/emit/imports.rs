//! `use` declarations for what a file names, and for nothing else.

use std::collections::BTreeSet;

use proc_macro2::{Spacing, TokenStream, TokenTree};
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
    // `::` is two colons, of which the first is joined to the second.
    let (mut joined, mut behind_path) = (false, false);
    for token in tokens {
        let colon = match &token {
            TokenTree::Punct(punct) if punct.as_char() == ':' => Some(punct.spacing() == Spacing::Joint),
            TokenTree::Punct(_) | TokenTree::Ident(_) | TokenTree::Group(_) | TokenTree::Literal(_) => None,
        };
        match token {
            TokenTree::Ident(name) => {
                if let Some(name) = known.iter().find(|known| name == **known).filter(|_| !behind_path) {
                    named.insert(name);
                }
            }
            TokenTree::Group(group) => mentioned(group.stream(), known, named),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
        behind_path = joined && colon.is_some();
        joined = colon == Some(true);
    }
}
