//! A plan as tokens.
//!
//! In: a [`Module`]. Out: the items of its files. Guaranteed: total; nothing is decided here, and no word of OpenAPI
//! is known.

mod assertion;
mod bodies;
mod client;
mod enums;
mod expr;
mod failures;
mod operations;
mod probe;
mod responses;
mod rules;
mod types;
mod unions;
mod webhooks;
mod xml;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::plan::{Module, RustType, Tables};

/// One file as items that are printed one by one.
#[derive(Debug)]
pub struct File {
    /// Path in the module's folder.
    pub name: &'static str,
    /// The `//!` lines.
    pub docs: Vec<String>,
    /// What its items may name without a path.
    pub imports: &'static Imports,
    pub items: Vec<TokenStream>,
}

/// What a file may name without a path; what it does name is imported.
#[derive(Debug)]
pub struct Imports {
    /// Whether the runtime is called `rt`.
    pub runtime: bool,
    /// Names by the path under which they stand.
    pub names: &'static [(&'static str, &'static [&'static str])],
    /// Files beside this one.
    pub modules: &'static [&'static str],
}

impl Imports {
    const NONE: Self = Self { runtime: false, names: &[], modules: &[] };
}

/// The files of a module.
pub fn emit(module: &Module) -> Vec<File> {
    let line = |text: &str| vec![text.to_owned()];
    let mut files = vec![
        File { name: "mod.rs", imports: &Imports::NONE, docs: module.docs.clone(), items: root(module) },
        File {
            name: "client.rs",
            imports: &client::IMPORTS,
            docs: line("The client and its builder."),
            items: client::client(module),
        },
        File {
            name: "operations.rs",
            imports: &operations::IMPORTS,
            docs: line("A call for each operation, and its failures."),
            items: operations::operations(module),
        },
        File {
            name: "types.rs",
            imports: &types::IMPORTS,
            docs: line("The types of requests and responses."),
            items: types::types(module),
        },
        File {
            name: "rules.rs",
            imports: &rules::IMPORTS,
            docs: line("What schemas demand beyond their types."),
            items: rules::rules(module),
        },
        File {
            name: "places.rs",
            imports: &Imports::NONE,
            docs: line("Lines of the spec that rules stand on."),
            items: rules::places(&module.places),
        },
    ];
    files.push(File {
        name: "schemas.rs",
        imports: &assertion::IMPORTS,
        docs: line("What schemas assert that no type can say, as tables over any value."),
        items: assertion::schemas(&module.schemas),
    });
    if !module.webhooks.is_empty() {
        let docs = line("Requests that the API sends: what is read of them, and what may be answered.");
        files.push(File { name: "webhooks.rs", imports: &webhooks::IMPORTS, docs, items: webhooks::webhooks(module) });
    }
    if !module.xml_roots.is_empty() {
        files.push(File {
            name: "xml.rs",
            imports: &Imports::NONE,
            docs: line("How XML maps to the types."),
            items: xml::xml(module),
        });
    }
    files.push(File {
        name: "probe.rs",
        imports: &Imports::NONE,
        docs: line("Schemas by their names."),
        items: probe::probe(module),
    });
    files.retain(|file| !file.items.is_empty());
    files
}

/// The files of a module that is tables alone.
pub fn tables(tables: &Tables) -> Vec<File> {
    let line = |text: &str| vec![text.to_owned()];
    let mut files = vec![
        File {
            name: "mod.rs",
            imports: &Imports::NONE,
            docs: line("What some schemas assert."),
            items: assertion::roots(tables),
        },
        File {
            name: "schemas.rs",
            imports: &assertion::IMPORTS,
            docs: line("The schemas as tables."),
            items: assertion::schemas(&tables.schemas),
        },
        File {
            name: "places.rs",
            imports: &Imports::NONE,
            docs: line("Lines that they stand on."),
            items: rules::places(&tables.places),
        },
    ];
    files.retain(|file| !file.items.is_empty());
    files
}

fn root(module: &Module) -> Vec<TokenStream> {
    let mut items = vec![quote!(
        mod client;
    )];
    if !module.operations.is_empty() {
        items.push(quote!(
            pub mod operations;
        ));
    }
    if !module.places.is_empty() {
        items.push(quote!(
            mod places;
        ));
    }
    if module.probe.is_some() {
        items.push(quote!(
            #[doc(hidden)]
            pub mod probe;
        ));
    }
    if has_rules(module) {
        items.push(quote!(
            mod rules;
        ));
    }
    if !module.schemas.items.is_empty() {
        items.push(quote!(
            mod schemas;
        ));
    }
    if !module.types.is_empty() {
        items.push(quote!(
            pub mod types;
        ));
    }
    if !module.webhooks.is_empty() {
        items.push(quote!(
            pub mod webhooks;
        ));
    }
    if !module.xml_roots.is_empty() {
        items.push(quote!(
            mod xml;
        ));
    }
    let mut declarations = Vec::new();
    if module.deprecated {
        declarations.push(quote!(#![expect(deprecated, reason = "what the spec deprecates is there all the same")]));
    }
    declarations.push(quote!(#(#items)*));
    let server = module.client.choice.iter().map(|choice| ident(&choice.name));
    declarations.push(quote!(
        pub use client::{Client, ClientBuilder, #(#server)*};
    ));
    if !module.types.is_empty() {
        declarations.push(quote!(
            pub use types::*;
        ));
    }
    declarations
}

pub(crate) fn has_rules(module: &Module) -> bool {
    !module.rules.is_empty() || !module.accepts.is_empty() || !module.patterns.is_empty()
}

/// An identifier; `r#type` comes raw.
fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

/// A string literal, raw where that spares backslashes.
fn text(text: &str) -> TokenStream {
    let raw = (text.contains('\\') || text.contains('"')) && !text.contains(char::is_control);
    let mut fence = String::new();
    while raw && text.contains(&format!("\"{fence}")) {
        fence.push('#');
    }
    let literal = raw.then(|| format!("r{fence}\"{text}\"{fence}").parse().ok()).flatten();
    literal.unwrap_or_else(|| quote!(#text))
}

/// What stands between the lines of documentation in one attribute, which costs less to parse and to print than one
/// for each line; `render` parts them.
pub(crate) const LINE_BREAK: char = '\u{e000}';

/// Lines of documentation as an attribute.
fn doc(lines: &[String]) -> TokenStream {
    let shown = lines.iter().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    let shown: Vec<String> = shown.collect();
    // A text that has the character itself cannot be parted by it.
    if lines.iter().any(|line| line.contains(LINE_BREAK)) || lines.len() < 2 {
        return quote!(#(#[doc = #shown])*);
    }
    let joined = shown.join(LINE_BREAK.encode_utf8(&mut [0; 4]));
    quote!(#[doc = #joined])
}

fn deprecated(is: bool) -> TokenStream {
    if is { quote!(#[deprecated]) } else { TokenStream::new() }
}

/// A type; `types` stands before the names of generated ones.
fn ty(ty: &RustType, types: &TokenStream) -> TokenStream {
    let of = |inner: &RustType| self::ty(inner, types);
    match ty {
        RustType::Bool => quote!(bool),
        RustType::I32 => quote!(i32),
        RustType::I64 => quote!(i64),
        RustType::Int(name) => {
            let name = ident(name);
            quote!(#name)
        }
        RustType::F64 => quote!(f64),
        RustType::Number => quote!(rt::Number),
        RustType::Unit => quote!(()),
        RustType::Base64 => quote!(rt::Base64),
        RustType::String => quote!(String),
        RustType::Uuid => quote!(rt::Uuid),
        RustType::DateTime => quote!(rt::DateTime),
        RustType::Date => quote!(rt::Date),
        RustType::Value => quote!(rt::Value),
        RustType::File => quote!(rt::File),
        RustType::FileOrValue => quote!(rt::FileOrValue),
        RustType::Bytes => quote!(rt::Bytes),
        RustType::ByteStream => quote!(rt::ByteStream),
        RustType::Items(inner) => {
            let inner = of(inner);
            quote!(rt::Items<#inner>)
        }
        RustType::Named(name) => {
            let name = ident(name);
            quote!(#types #name)
        }
        RustType::OfOperation(name) => {
            let name = ident(name);
            quote!(#name)
        }
        RustType::Custom(path) => path.parse().unwrap_or_default(),
        RustType::Vec(inner) => {
            let inner = of(inner);
            quote!(Vec<#inner>)
        }
        RustType::Tuple(items) => {
            let items = items.iter().map(of);
            quote!((#(#items,)*))
        }
        RustType::Map(inner) => match &**inner {
            RustType::Value => quote!(rt::Map),
            inner => {
                let inner = of(inner);
                quote!(rt::Map<#inner>)
            }
        },
        RustType::Option(inner) => {
            let inner = of(inner);
            quote!(Option<#inner>)
        }
        RustType::Patch(inner) => {
            let inner = of(inner);
            quote!(rt::Patch<#inner>)
        }
        RustType::Secret(inner) => {
            let inner = of(inner);
            quote!(rt::Secret<#inner>)
        }
        RustType::Boxed(inner) => {
            let inner = of(inner);
            quote!(Box<#inner>)
        }
    }
}
