//! Schemas of a document as tables of assertions, without a client: to judge values of any kind.

use crate::check::{self, Mode};
use crate::diagnostic::{Diagnostic, Diagnostics, Failed};
use crate::load::{self, Files};
use crate::pointer::Pointer;
use crate::render::{self, File};
use crate::source::{FileId, Sources, Span};
use crate::{emit, lower, plan, resolve};

/// Runs every stage for the schemas at `fragments` (`#/components/schemas/Pet`) of the document `name`; gives the files
/// of a module with a list `SCHEMAS` in the same order.
///
/// # Errors
/// [`Failed`] when a stage found errors; they are in `out`.
pub fn tables(
    name: &str,
    files: &dyn Files,
    mode: Mode,
    fragments: &[String],
    module: &str,
    sources: &mut Sources,
    out: &mut Diagnostics,
) -> Result<Vec<File>, Failed> {
    let document = load::load(name, files, sources, out)?;
    let document = check::check(&document, mode, out)?.apply(document);
    let version = check::version::of(document.root()).ok_or(Failed)?;
    let spec = resolve::resolve(document, version, out)?;
    let places: Option<Vec<Pointer>> =
        fragments.iter().map(|fragment| Pointer::from_fragment(FileId(0), fragment)).collect();
    let (assertions, ids) = lower::lower_assertions(&spec, &places.ok_or(Failed)?, out)?;
    let tables = plan::tables(assertions, &ids, sources);
    let mut rendered = Vec::new();
    for file in emit::tables(&tables) {
        match render::render(module, &file, name) {
            Ok(file) => rendered.push(file),
            Err(error) => {
                let start = Span { file: FileId(0), start: 0, end: 0 };
                let message = format!("the generated code is not Rust: {error}");
                out.push(Diagnostic::error("invalid-output", start, message));
            }
        }
    }
    out.finish(rendered)
}
