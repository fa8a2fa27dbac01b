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
    let mut named = Named {
        names: names.iter().flat_map(|(_, names)| *names).copied().collect(),
        modules: modules.iter().copied().collect(),
        used: BTreeSet::new(),
    };
    for item in items {
        named.mentioned(item.clone());
    }
    let named = named.used;
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

/// What is looked for, and what was found.
struct Named {
    names: BTreeSet<&'static str>,
    modules: BTreeSet<&'static str>,
    used: BTreeSet<&'static str>,
}

impl Named {
    /// Finds names that do not stand behind a path, and modules that one begins with.
    fn mentioned(&mut self, tokens: TokenStream) {
        // `::` is two colons, of which the first is joined to the second.
        let (mut joined, mut behind_path) = (false, false);
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            let colon = colon(&token);
            match token {
                TokenTree::Ident(name) if !behind_path => {
                    let path = tokens.peek().and_then(self::colon) == Some(true);
                    let known = self.names.iter().chain(self.modules.iter().filter(|_| path));
                    self.used.extend(known.copied().find(|known| name == **known));
                }
                TokenTree::Group(group) => self.mentioned(group.stream()),
                TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
            behind_path = joined && colon.is_some();
            joined = colon == Some(true);
        }
    }
}

/// Whether a colon is joined to the next token; nothing of other tokens.
fn colon(token: &TokenTree) -> Option<bool> {
    match token {
        TokenTree::Punct(punct) if punct.as_char() == ':' => Some(punct.spacing() == Spacing::Joint),
        TokenTree::Punct(_) | TokenTree::Ident(_) | TokenTree::Group(_) | TokenTree::Literal(_) => None,
    }
}
