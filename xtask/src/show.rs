//! `cargo xtask show`: what a stage makes of a spec.

use std::fmt::Write as _;
use std::path::Path;

use clap::ValueEnum;
use specwright_codegen::check::{self, Mode};
use specwright_codegen::diagnostic::render::{Style, render};
use specwright_codegen::diagnostic::{Diagnostics, Failed};
use specwright_codegen::load::Folder;
use specwright_codegen::plan::Config;
use specwright_codegen::source::Sources;
use specwright_codegen::{api, emit, ledger, load, lower, plan, render as printed, resolve};

use crate::regen::config;

/// The stages of the pipeline, and the list of the API that a reviewer reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Stage {
    /// The located tree.
    Load,
    /// What is found in it.
    Check,
    /// The skeleton, references followed.
    Resolve,
    /// The intermediate representation.
    Lower,
    /// Names, types, checks, files.
    Plan,
    /// The public API, a line for each item.
    Api,
    /// Where each constraint is enforced.
    Ledger,
    /// Tokens.
    Emit,
    /// The files.
    Render,
}

/// Runs the pipeline up to `stage` and prints what it gives.
///
/// # Errors
/// The findings, when a stage before it fails.
pub fn show(root: &Path, stage: Stage, spec: &str, style: Style) -> Result<String, String> {
    let (name, module, mode) = if root.join("specs").join(spec).join("openapi.yaml").is_file() {
        (format!("specs/{spec}/openapi.yaml"), spec.to_owned(), Mode::Strict)
    } else {
        let here = std::env::current_dir().map_err(|e| format!("error: {e}\n"))?;
        (here.join(spec).display().to_string(), "api".to_owned(), Mode::Lenient)
    };
    let (mut sources, mut out) = (Sources::default(), Diagnostics::default());
    let text = stages(root, stage, &name, &module, mode, &mut sources, &mut out);
    let words = render(&sources, &out, style);
    match text {
        Ok(text) => {
            eprint!("{words}");
            Ok(text)
        }
        Err(Failed) => Err(words),
    }
}

fn stages(
    root: &Path,
    stage: Stage,
    name: &str,
    module: &str,
    mode: Mode,
    sources: &mut Sources,
    out: &mut Diagnostics,
) -> Result<String, Failed> {
    let document = load::load(name, &Folder::new(root, name), sources, out)?;
    if stage == Stage::Load {
        return Ok(format!("{:#?}\n", document.root()));
    }
    let document = check::check(&document, mode, out)?.apply(document);
    if stage == Stage::Check {
        return Ok("nothing that keeps it from being generated\n".to_owned());
    }
    let version = check::version::of(document.root()).ok_or(Failed)?;
    let spec = resolve::resolve(document, version, out)?;
    if stage == Stage::Resolve {
        return Ok(format!("{:#?}\n", spec.skeleton));
    }
    let config = Config { ledger: stage == Stage::Ledger, ..config(module) };
    let ir = lower::lower(&spec, mode, config.reading, &config.selection, out)?;
    if stage == Stage::Lower {
        return Ok(format!("{ir:#?}\n"));
    }
    let plan = plan::plan(&ir, sources, &config);
    let mut text = String::new();
    match stage {
        Stage::Plan => text = format!("{plan:#?}\n"),
        Stage::Api => text = api::listing(&plan),
        Stage::Ledger => text = ledger::ledger(&spec, &ir, &plan).to_string(),
        Stage::Load | Stage::Check | Stage::Resolve | Stage::Lower | Stage::Emit | Stage::Render => {
            for file in emit::emit(&plan) {
                let rendered = printed::render(module, &file, &plan.spec);
                let body = match (stage, rendered) {
                    (Stage::Emit, _) => file.items.iter().map(|item| format!("{item}\n")).collect(),
                    (_, Ok(file)) => file.text,
                    (_, Err(error)) => format!("{error}\n"),
                };
                let _ = writeln!(text, "===== {module}/{}\n{body}", file.name);
            }
        }
    }
    Ok(text)
}
