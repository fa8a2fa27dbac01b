//! How a group of the suite is carried by an OpenAPI document, or why it is not.
//!
//! In: a group. Out: whether it stands in the document of all, in one of its own, or is left out, and why. Guaranteed:
//! nothing is left out because of a verdict; the reasons are what a document can say, and what its author can know
//! beforehand.

use std::fs;
use std::path::Path;

use specwright_codegen::check::Mode;
use specwright_codegen::diagnostic::{Diagnostics, Failed, Severity};
use specwright_codegen::document::Node;
use specwright_codegen::load::Files;
use specwright_codegen::lower::{Reading, Selection};
use specwright_codegen::plan::{Config, Probe};
use specwright_codegen::render::File;
use specwright_codegen::source::Sources;
use specwright_codegen::{generate, tables};

use super::suite::{Draft, Group};
use super::wrap::{self, Form};

/// What becomes of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Carried {
    Together,
    /// It has addresses of its own, which groups may share, or refers to files.
    Alone,
    Refused(String),
}

/// The name of every document.
pub(super) const DOCUMENT: &str = "document.json";

/// A document and the files of the suite that may be referred to.
#[derive(Debug)]
pub(super) struct Folder<'s> {
    pub document: String,
    pub remotes: &'s Path,
}

impl Files for Folder<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        if path == DOCUMENT {
            return Ok(self.document.clone().into_bytes());
        }
        fs::read(self.remotes.join(path)).map_err(|_| "no such file".to_owned())
    }
}

/// The types of a document, with a function that reads a value of any of them and writes it back.
pub(super) fn types(
    files: &Folder<'_>,
    module: &str,
    reading: Reading,
    sources: &mut Sources,
    out: &mut Diagnostics,
) -> Result<Vec<File>, Failed> {
    let (module, path, runtime) = (module.to_owned(), format!("crate::{module}"), "specwright_runtime".to_owned());
    let config = Config {
        module,
        path,
        runtime,
        selection: Selection::everything(),
        reading,
        probe: Probe::Roots,
        ..Config::default()
    };
    generate(DOCUMENT, files, Mode::Lenient, &config, sources, out).map(|generated| generated.files)
}

/// What becomes of a group.
pub(super) fn carried(group: &Group, draft: Draft, remotes: &Path) -> Carried {
    // JSON Schema leaves open whether `format` asserts; here it does, and the folder of formats is run.
    if group.file == "format" && draft == Draft::Newest {
        return Carried::Refused("`format` as an annotation".to_owned());
    }
    if let Some(reason) = wrap::schemas(&group.schema, &mut |node| foreign(node, draft)) {
        return Carried::Refused(reason.to_owned());
    }
    let alone = wrap::schemas(&group.schema, &mut |node| leads_out(node, draft).then_some(())).is_some();
    let document = wrap::document(std::iter::once(group), Form { draft, implied: false }, alone);
    let files = Folder { document, remotes };
    let (mut sources, mut out) = (Sources::default(), Diagnostics::default());
    let made = types(&files, "one", Reading::Literal, &mut sources, &mut out).and_then(|_| {
        let mut out = Diagnostics::default();
        tables(DOCUMENT, &files, Mode::Lenient, &[wrap::fragment(0)], "one", &mut Sources::default(), &mut out)
    });
    let found = out.sorted();
    if found.iter().any(|finding| finding.code == "dynamic-ref") {
        return Carried::Refused("`$dynamicRef` that depends on the way to it".to_owned());
    }
    let first = found.into_iter().find(|finding| finding.severity == Severity::Error).map(|finding| finding.code);
    match (made, first) {
        (Err(_), Some("external-ref" | "unreadable-ref")) => {
            Carried::Refused("a reference to what is not in the suite".to_owned())
        }
        (Err(_), Some("dangling-ref")) if draft == Draft::Four && alone => Carried::Refused(NO_ID.to_owned()),
        (Err(_), code) => Carried::Refused(format!("no schema of OpenAPI, {}", code.unwrap_or("of the tables"))),
        (Ok(_), _) if alone => Carried::Alone,
        (Ok(_), _) => Carried::Together,
    }
}

/// Why no document can carry a schema.
fn foreign(node: &Node, draft: Draft) -> Option<&'static str> {
    let ours = ["http://json-schema.org/", "https://json-schema.org/draft/2020-12/"];
    match node.str("$schema") {
        Some(schema) if !ours.iter().any(|known| schema.starts_with(known)) => Some("a dialect of its own"),
        Some(_) | None if draft == Draft::Four && node.str("id").is_some() => Some(NO_ID),
        Some(_) | None => None,
    }
}

const NO_ID: &str = "`id`, which OpenAPI 3.0 does not have";

/// Whether a schema names itself, or refers to something other than a place below its root.
fn leads_out(node: &Node, draft: Draft) -> bool {
    let names = ["$id", "$anchor", "$dynamicAnchor", "$dynamicRef"];
    let named = draft == Draft::Newest && names.iter().any(|key| node.str(key).is_some());
    named || node.str("$ref").is_some_and(|reference| reference != "#" && !reference.starts_with("#/"))
}
