//! From an OpenAPI document to the Rust of a typed, validating client.
//!
//! A pure library: text of a document in, texts of files out. The stages, each a function from one type to the next:
//! [`load`](load::load) → [`check`](check::check) → [`resolve`](resolve::resolve) → [`lower`](lower::lower) →
//! [`plan`](plan::plan) → [`emit`](emit::emit) → [`render`](render::render). [`generate`] is all of them.

pub mod api;
pub mod check;
mod decimal;
pub mod diagnostic;
pub mod document;
pub mod emit;
pub mod ir;
pub mod load;
pub mod lower;
mod names;
pub mod plan;
pub mod pointer;
mod reference;
pub mod render;
pub mod resolve;
pub mod source;

use check::Mode;
use diagnostic::{Diagnostic, Diagnostics, Failed};
use plan::{Config, Module};
use render::File;
use source::Sources;

/// What generation gives.
#[derive(Clone, Debug)]
pub struct Generated {
    /// The files of the module, sorted by path.
    pub files: Vec<File>,
    /// The public API, a line for each item and field; what a reviewer reads.
    pub api: String,
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
    let module = plan_module(name, files, mode, config, sources, out)?;
    let mut rendered = Vec::new();
    for file in emit::emit(&module) {
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
    out.finish(Generated { files: rendered, api: api::listing(&module) })
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
    let document = load::load(name, files, sources, out)?;
    let document = check::check(&document, mode, out)?.apply(document);
    let version = check::version::of(document.root()).ok_or(Failed)?;
    let spec = resolve::resolve(document, version, out)?;
    let api = lower::lower(&spec, out)?;
    Ok(plan::plan(&api, sources, config))
}
