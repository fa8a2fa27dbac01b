//! A plan as items: code as tokens, tables as lines.
//!
//! In: a [`Module`]. Out: the items of its files. Guaranteed: total; nothing is decided here, and no word of OpenAPI
//! is known.

mod assertion;
mod bodies;
mod client;
mod enums;
mod expr;
mod failures;
mod gates;
mod operations;
mod probe;
mod responses;
mod row;
mod rules;
mod types;
mod unions;
mod webhooks;
mod xml;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use crate::plan::{Module, RustType, Tables, visible};

/// One file as items that are printed one by one.
#[derive(Debug)]
pub struct File {
    /// Path in the module's folder.
    pub name: &'static str,
    /// The `//!` lines.
    pub docs: Vec<String>,
    /// What its items may name without a path.
    pub imports: &'static Imports,
    pub items: Vec<Item>,
}

/// What stands in a file on its own.
#[derive(Debug)]
pub enum Item {
    /// Code, which `render` lays out.
    Code(TokenStream),
    /// Lines that are laid out: what is as regular as a table need not be parsed for that.
    Lines(String),
}

impl std::fmt::Display for Item {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Code(code) => code.fmt(f),
            Self::Lines(lines) => f.write_str(lines),
        }
    }
}

impl From<TokenStream> for Item {
    fn from(code: TokenStream) -> Self {
        Self::Code(code)
    }
}

/// The items of a file as they are made.
#[derive(Debug, Default)]
struct Items(Vec<Item>);

impl Items {
    fn push(&mut self, item: impl Into<Item>) {
        self.0.push(item.into());
    }
}

/// Items that are all code.
fn code(items: Vec<TokenStream>) -> Vec<Item> {
    items.into_iter().map(Item::Code).collect()
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
        File { name: "mod.rs", imports: &Imports::NONE, docs: module.docs.clone(), items: code(root(module)) },
        File {
            name: "client.rs",
            imports: &client::IMPORTS,
            docs: line("The client and its builder."),
            items: code(client::client(module)),
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
            items: code(rules::rules(module)),
        },
        File {
            name: "places.rs",
            imports: &Imports::NONE,
            docs: line("Lines of the spec that rules stand on."),
            items: code(rules::places(&module.places)),
        },
    ];
    files.push(File {
        name: "schemas.rs",
        imports: &assertion::IMPORTS,
        docs: line("What schemas assert that no type can say, as tables over any value."),
        items: code(assertion::schemas(&module.schemas)),
    });
    if !module.webhooks.is_empty() {
        let docs = line("Requests that the API sends: what is read of them, and what may be answered.");
        files.push(File {
            name: "webhooks.rs",
            imports: &webhooks::IMPORTS,
            docs,
            items: code(webhooks::webhooks(module)),
        });
    }
    if !module.xml_roots.is_empty() {
        files.push(File {
            name: "xml.rs",
            imports: &Imports::NONE,
            docs: line("How XML maps to the types."),
            items: code(xml::xml(module)),
        });
    }
    files.push(File {
        name: "examples.rs",
        imports: &gates::IMPORTS,
        docs: line("The examples of the spec as tests: each is read, checked and written back."),
        items: gates::gates(module),
    });
    files.push(File {
        name: "probe.rs",
        imports: &Imports::NONE,
        docs: line("Schemas by their names."),
        items: code(probe::probe(module)),
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
            items: code(assertion::roots(tables)),
        },
        File {
            name: "schemas.rs",
            imports: &assertion::IMPORTS,
            docs: line("The schemas as tables."),
            items: code(assertion::schemas(&tables.schemas)),
        },
        File {
            name: "places.rs",
            imports: &Imports::NONE,
            docs: line("Lines that they stand on."),
            items: code(rules::places(&tables.places)),
        },
    ];
    files.retain(|file| !file.items.is_empty());
    files
}

fn root(module: &Module) -> Vec<TokenStream> {
    let mut items = vec![quote!(
        mod client;
    )];
    if !module.gates.is_empty() {
        items.push(quote!(
            #[cfg(test)]
            mod examples;
        ));
    }
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
    let raw = (text.contains('\\') || text.contains('"')) && text.chars().all(is_visible);
    let literal = raw.then(|| raw_literal(text)).flatten();
    literal.map_or_else(|| quote!(#text), |literal| quote!(#literal))
}

/// Whether a character can stand in a literal as it is: rustc refuses some that cannot be seen, and nobody can review
/// them.
fn is_visible(c: char) -> bool {
    matches!(c, '\\' | '"' | '\'') || c.escape_debug().len() == 1
}

/// A raw string literal.
fn raw_literal(text: &str) -> Option<Literal> {
    let mut fence = String::new();
    while text.contains('"') && text.contains(&format!("\"{fence}")) {
        fence.push('#');
    }
    format!("r{fence}\"{text}\"{fence}").parse().ok()
}

/// What stands between the lines of documentation in one attribute, which costs less to parse and to print than one
/// for each line; `render` parts them.
pub(crate) const LINE_BREAK: char = '\u{e000}';

/// Lines of documentation as an attribute.
fn doc(lines: &[String]) -> TokenStream {
    // The plan has escaped what it wrote; that nothing leaves a comment is held here, for every line there will be.
    let line = |line: &String| if line.is_empty() { String::new() } else { format!(" {}", visible(line)) };
    let shown: Vec<String> = lines.iter().map(line).collect();
    if lines.is_empty() {
        return TokenStream::new();
    }
    let joined = shown.join(LINE_BREAK.encode_utf8(&mut [0; 4]));
    // Nothing in a raw literal has to be escaped here, parsed, and unescaped before it is printed.
    let raw = (!joined.contains(|c: char| c.is_control() && c != '\t')).then(|| raw_literal(&joined)).flatten();
    raw.map_or_else(|| quote!(#[doc = #joined]), |raw| quote!(#[doc = #raw]))
}

fn deprecated(is: bool) -> TokenStream {
    if is { quote!(#[deprecated]) } else { TokenStream::new() }
}

/// A type; `types` stands before the names of generated ones.
fn ty(ty: &RustType, types: &str) -> TokenStream {
    type_text(ty, types).parse().unwrap_or_default()
}

/// A type as text.
fn type_text(ty: &RustType, types: &str) -> String {
    let of = |inner: &RustType| type_text(inner, types);
    let plain = match ty {
        RustType::Bool => "bool",
        RustType::I32 => "i32",
        RustType::I64 => "i64",
        RustType::Int(name) => name,
        RustType::F64 => "f64",
        RustType::Number => "rt::Number",
        RustType::Unit => "()",
        RustType::Base64 => "rt::Base64",
        RustType::String => "String",
        RustType::Uuid => "rt::Uuid",
        RustType::DateTime => "rt::DateTime",
        RustType::Date => "rt::Date",
        RustType::Value => "rt::Value",
        RustType::File => "rt::File",
        RustType::FileOrValue => "rt::FileOrValue",
        RustType::Bytes => "rt::Bytes",
        RustType::ByteStream => "rt::ByteStream",
        RustType::OfOperation(name) | RustType::Custom(name) => name,
        RustType::Named(name) => return format!("{types}{name}"),
        RustType::Tuple(items) => return format!("({},)", items.iter().map(of).collect::<Vec<_>>().join(", ")),
        RustType::Map(inner) if **inner == RustType::Value => "rt::Map",
        RustType::Map(inner) => return format!("rt::Map<{}>", of(inner)),
        RustType::Items(inner) => return format!("rt::Items<{}>", of(inner)),
        RustType::Vec(inner) => return format!("Vec<{}>", of(inner)),
        RustType::Option(inner) => return format!("Option<{}>", of(inner)),
        RustType::Patch(inner) => return format!("rt::Patch<{}>", of(inner)),
        RustType::Secret(inner) => return format!("rt::Secret<{}>", of(inner)),
        RustType::Boxed(inner) => return format!("Box<{}>", of(inner)),
    };
    plain.to_owned()
}
