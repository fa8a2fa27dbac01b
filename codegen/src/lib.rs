//! From an OpenAPI document to the Rust of a typed, validating client.
//!
//! A pure library: text of a document in, texts of files out. The stages, each a function from one type to the next:
//! [`load`](load::load) → [`check`](check::check) → [`resolve`](resolve::resolve) → [`lower`](lower::lower) →
//! [`plan`](plan::plan) → [`emit`](emit::emit) → [`render`](render::render). [`generate`] is all of them.

pub mod api;
mod build;
pub mod check;
mod decimal;
pub mod diagnostic;
pub mod disk;
pub mod document;
pub mod emit;
pub mod ir;
pub mod ledger;
pub mod load;
pub mod lower;
mod names;
pub mod package;
pub mod plan;
pub mod pointer;
mod reference;
pub mod render;
pub mod resolve;
pub mod source;
mod tables;

pub use tables::tables;

pub use build::{Build, BuildError};

use check::Mode;
use diagnostic::{Diagnostic, Diagnostics, Failed};
use ir::Api;
use lower::{Reading, Selection};
use plan::{Config, Module};
use render::File;
use resolve::Spec;
use source::Sources;

/// What generation gives.
#[derive(Clone, Debug)]
pub struct Generated {
    /// The files of the module, sorted by path.
    pub files: Vec<File>,
    /// The public API, a line for each item and field; what a reviewer reads.
    pub api: String,
    /// Where each constraint of the document is enforced; empty unless [`Config::ledger`] asks for it.
    pub ledger: String,
}

/// Runs every stage on the document `name`, which `files` can read.
///
/// What was found is in `out`, also when generation succeeds (warnings and notes); `sources` has the texts that it
/// points into.
///
/// # Errors
/// [`Failed`] when a stage found errors.
pub fn generate(
    name: &str,
    files: &dyn load::Files,
    mode: Mode,
    config: &Config,
    sources: &mut Sources,
    out: &mut Diagnostics,
) -> Result<Generated, Failed> {
    let (spec, mut api) = lower_spec(name, files, mode, (config.reading, &config.selection), sources, out)?;
    if config.examples {
        api.examples = lower::examples(&spec, &api);
    }
    let module = plan::plan(&api, sources, config);
    let generated = print(&module, out)?;
    let ledger = if config.ledger { ledger::ledger(&spec, &api, &module).to_string() } else { String::new() };
    Ok(Generated { ledger, ..generated })
}

/// The files of a plan.
///
/// # Errors
/// [`Failed`] when what is printed is not Rust, which is a fault of ours.
pub fn print(module: &Module, out: &mut Diagnostics) -> Result<Generated, Failed> {
    let mut rendered = Vec::new();
    for file in emit::emit(module) {
        match render::render(&module.name, &file, &module.spec) {
            Ok(file) => rendered.push(file),
            Err(error) => {
                let start = source::Span { file: source::FileId(0), start: 0, end: 0 };
                let message = format!("the generated code is not Rust: {error}");
                let help = "this is a fault of the generator; please report it with the document";
                out.push(Diagnostic::error("invalid-output", start, message).help(help));
            }
        }
    }
    rendered.sort_by(|a, b| a.path.cmp(&b.path));
    out.finish(Generated { files: rendered, api: api::listing(module), ledger: String::new() })
}

/// The stages up to the plan.
///
/// # Errors
/// [`Failed`] when a stage found errors.
pub fn plan_module(
    name: &str,
    files: &dyn load::Files,
    mode: Mode,
    config: &Config,
    sources: &mut Sources,
    out: &mut Diagnostics,
) -> Result<Module, Failed> {
    let (_, api) = lower_spec(name, files, mode, (config.reading, &config.selection), sources, out)?;
    Ok(plan::plan(&api, sources, config))
}

/// The stages up to the intermediate representation.
///
/// # Errors
/// [`Failed`] when a stage found errors.
pub fn lower_document(
    name: &str,
    files: &dyn load::Files,
    mode: Mode,
    selection: &Selection,
    sources: &mut Sources,
    out: &mut Diagnostics,
) -> Result<Api, Failed> {
    lower_spec(name, files, mode, (Reading::default(), selection), sources, out).map(|(_, api)| api)
}

/// The same, with the document that it was lowered from.
///
/// # Errors
/// [`Failed`] when a stage found errors.
pub fn lower_spec(
    name: &str,
    files: &dyn load::Files,
    mode: Mode,
    (reading, selection): (Reading, &Selection),
    sources: &mut Sources,
    out: &mut Diagnostics,
) -> Result<(Spec, Api), Failed> {
    let document = load::load(name, files, sources, out)?;
    let document = check::check(&document, mode, out)?.apply(document);
    let version = check::version::of(document.root()).ok_or(Failed)?;
    let spec = resolve::resolve(document, version, out)?;
    let spec = lower::select(spec, selection, out)?;
    let api = lower::lower(&spec, mode, reading, selection, out)?;
    Ok((spec, api))
}
