//! Targets of the generator: `load`, `check`, and all of `generate`.
//!
//! What must hold: no panic; a failure comes with an error that has a place; what was generated parses, has the types
//! of the plan and no item more, and holds nothing that left the string, comment or name it was put in.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};
use specwright_codegen::check::Mode;
use specwright_codegen::diagnostic::{Diagnostics, Style, machine, render};
use specwright_codegen::load::OneFile;
use specwright_codegen::plan::{Config, Module, Probe};
use specwright_codegen::render::File;
use specwright_codegen::source::Sources;
use specwright_codegen::{Generated, lower, plan, print};

/// A word that no name is made of, since names of Rust have no such case: where it is an identifier of the output, a
/// text of the spec has become code.
pub const CANARY: &str = "pWnEd";

fn name(data: &[u8]) -> &'static str {
    // What begins so is read as JSON, whatever its name; the ending only tells the two readers apart.
    if data.trim_ascii_start().starts_with(b"{") { "spec.json" } else { "spec.yaml" }
}

pub(crate) fn load(data: &[u8]) {
    for name in ["spec.yaml", "spec.json"] {
        let (mut sources, mut out) = (Sources::default(), Diagnostics::default());
        let loaded = specwright_codegen::load::load(name, &OneFile { name, bytes: data }, &mut sources, &mut out);
        assert!(loaded.is_ok() || out.has_errors(), "loading fails and says nothing");
        told(&sources, &out);
    }
}

pub(crate) fn check(data: &[u8]) {
    for mode in [Mode::Strict, Mode::Lenient] {
        let name = name(data);
        let (mut sources, mut out) = (Sources::default(), Diagnostics::default());
        let files = OneFile { name, bytes: data };
        if let Ok(document) = specwright_codegen::load::load(name, &files, &mut sources, &mut out) {
            let checked = specwright_codegen::check::check(&document, mode, &mut out);
            assert!(checked.is_ok() || out.has_errors(), "checking fails and says nothing");
        }
        told(&sources, &out);
    }
}

pub(crate) fn generate_strict(data: &[u8]) {
    generate(data, Mode::Strict);
}

pub(crate) fn generate_lenient(data: &[u8]) {
    generate(data, Mode::Lenient);
}

/// Generates a document and judges what comes of it; gives the output, if there is any.
pub fn generate(data: &[u8], mode: Mode) -> Option<Generated> {
    let name = name(data);
    let (mut sources, mut out) = (Sources::default(), Diagnostics::default());
    let config = Config {
        module: "api".to_owned(),
        path: "fuzzed::api".to_owned(),
        ledger: true,
        examples: true,
        probe: Probe::Every,
        ..Config::default()
    };
    let files = OneFile { name, bytes: data };
    let lowered = specwright_codegen::lower_spec(
        name,
        &files,
        mode,
        (config.reading, &lower::Selection::everything()),
        &mut sources,
        &mut out,
    );
    let Ok((spec, mut api)) = lowered else {
        assert!(out.has_errors(), "generation fails and says nothing");
        told(&sources, &out);
        return None;
    };
    api.examples = lower::examples(&spec, &api);
    let module = plan::plan(&api, &sources, &config);
    let generated = print(&module, &mut out);
    let words = told(&sources, &out);
    let generated = generated.unwrap_or_else(|_| panic!("what is printed is no Rust:\n{words}"));
    judge(&module, &generated);
    let _ = specwright_codegen::ledger::ledger(&spec, &api, &module).to_string();
    Some(generated)
}

/// The findings as people and as machines read them; each has a place that is there.
fn told(sources: &Sources, out: &Diagnostics) -> String {
    let _ = (machine::json(sources, out), machine::github(sources, out));
    for found in out.sorted() {
        let text = &sources.file(found.primary.span.file).text;
        let (start, end) = (found.primary.span.start as usize, found.primary.span.end as usize);
        assert!(start <= end && end <= text.len(), "a finding is outside of its file: {found:?}");
        assert!(text.is_char_boundary(start) && text.is_char_boundary(end), "a finding parts a character: {found:?}");
    }
    render(sources, out, Style::Plain)
}

/// What must hold of the output.
///
/// # Panics
/// When it does not.
pub fn judge(module: &Module, generated: &Generated) {
    for file in &generated.files {
        let tokens: TokenStream = file.text.parse().unwrap_or_else(|error| panic!("{} is no Rust: {error}", file.path));
        assert_no_canary(&file.path, tokens.clone());
        if let Some(c) = file.text.chars().find(|c| is_hidden(*c)) {
            panic!("{} has {c:?}, which rustc refuses or a reader cannot see", file.path);
        }
        if file.path.ends_with("/types.rs") {
            assert_types(module, file, tokens);
        }
    }
    let spoofed = generated.api.lines().find(|line| line.trim_start().starts_with(CANARY));
    assert!(spoofed.is_none(), "a text of the spec is a line of its own in the list of the API: {spoofed:?}");
}

/// Control characters and changes of direction.
fn is_hidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t'))
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{e000}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
}

fn assert_no_canary(path: &str, tokens: TokenStream) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => assert_no_canary(path, group.stream()),
            TokenTree::Ident(ident) => assert_ne!(ident.to_string(), CANARY, "a text of the spec is code in {path}"),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

/// The structs and enums at the top of the file are those of the plan, each once; beside them are tables alone.
fn assert_types(module: &Module, file: &File, tokens: TokenStream) {
    let mut planned = BTreeSet::new();
    for item in &module.types {
        assert!(planned.insert(item.name().to_owned()), "the plan has {} twice", item.name());
    }
    let mut made = BTreeSet::new();
    let mut before = String::new();
    for token in tokens {
        let TokenTree::Ident(ident) = &token else {
            before.clear();
            continue;
        };
        let word = ident.to_string();
        match before.as_str() {
            "struct" | "enum" => assert!(made.insert(word.clone()), "{} has {word} twice", file.path),
            "static" | "const" => {}
            "fn" | "mod" | "trait" | "type" | "macro_rules" => panic!("{} has {before} {word}", file.path),
            _ => {}
        }
        before = word;
    }
    assert_eq!(made, planned, "{} has other types than the plan", file.path);
}
