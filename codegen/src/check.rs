//! Judges a document against the rules of OpenAPI, before any other stage sees it.
//!
//! In: a located tree. Out: every problem of it at once, and what to read in the place of slips. Guaranteed when it returns `Ok`: the version is known; every
//! `$ref` points at an object of the right kind; fields that give meaning have the right kind of value; no chain of
//! references ends in itself. What a client can do without is an error in a spec of ours ([`Mode::Strict`]) and
//! a note in a document of others ([`Mode::Lenient`]).

pub mod allow;
mod cascade;
mod closed;
mod context;
mod cycle;
mod editor;
mod example;
mod extension;
pub mod instance;
mod mend;
mod operation;
mod parameter;
mod references;
mod schema;
mod security;
mod suggest;
mod table;
mod unused;
mod value;
pub mod version;
mod walk;

pub use editor::editor_schema;
pub use mend::Mended;
pub(crate) use suggest::nearest;
pub use version::Version;

use crate::diagnostic::{Diagnostic, Diagnostics, Failed, Severity};
use crate::document::Document;
use crate::load::SURVIVED;
use context::Context;

/// How strictly a document is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// A spec written by hand for this generator: a closed world, every slip is an error.
    Strict,
    /// A document of somebody else: an error only where no client can be made of it.
    Lenient,
}

/// Judges the document; gives what later stages read otherwise than it is written.
///
/// # Errors
/// [`Failed`] when no client can be made of it, or, in [`Mode::Strict`], when there is any slip.
pub fn check(document: &Document, mode: Mode, out: &mut Diagnostics) -> Result<Mended, Failed> {
    for fault in &document.faults {
        out.push(if SURVIVED.contains(&fault.code) { fault.clone() } else { mode.weigh(fault.clone()) });
    }
    // A slip in the version keeps nothing else of a spec of ours from being said.
    let is_ours = mode == Mode::Strict && ["paths", "components"].iter().any(|key| document.root().get(key).is_some());
    let assumed = (is_ours && document.root().get("swagger").is_none()).then_some(Version::V3_1);
    let Some(version) = version::judge(document.root(), mode, out).or(assumed) else { return Err(Failed) };
    let mut context = Context::new(document, version, mode, out);
    walk::walk(&mut context);
    references::judge(&mut context);
    cycle::judge(&mut context);
    schema::judge(&mut context);
    operation::judge(&mut context);
    parameter::judge(&mut context);
    security::judge(&mut context);
    closed::judge(&mut context);
    unused::judge(&mut context);
    // What a schema asks of an example is not known without the schemas that it refers to.
    if !context.unread_section {
        example::judge(&mut context);
    }
    allow::apply(&mut context);
    cascade::settle(context.out);
    let mended = context.mended;
    out.finish(mended)
}

impl Mode {
    /// An error of ours is a note about others.
    fn weigh(self, mut diagnostic: Diagnostic) -> Diagnostic {
        match self {
            Self::Strict => {}
            Self::Lenient => diagnostic.severity = Severity::Note,
        }
        diagnostic
    }
}
