//! Generation in a build script.
//!
//! In: the path of a document. Out: a module in cargo's folder for generated files, and a file beside it that declares
//! the module, to be included. Guaranteed: cargo runs the script again when a file that was read changes.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::check::Mode;
use crate::diagnostic::{Diagnostics, Style, render};
use crate::disk::{MARKER, Strangers, write};
use crate::generate;
use crate::load::Folder;
use crate::lower::Selection;
use crate::names;
use crate::plan::{Config, Probe};
use crate::render::File;
use crate::source::Sources;

/// A document that a build script generates a module from.
///
/// ```no_run
/// fn main() -> Result<(), specwright_codegen::BuildError> {
///     specwright_codegen::Build::new("openapi.yaml").out("api").generate()
/// }
/// ```
///
/// The crate includes what declares the module, and depends on `specwright-runtime`:
///
/// ```ignore
/// include!(concat!(env!("OUT_DIR"), "/api.rs"));
/// ```
#[derive(Clone, Debug)]
pub struct Build {
    document: String,
    module: Option<String>,
    mode: Mode,
    selection: Selection,
}

impl Build {
    /// The document's path, relative to the crate's manifest.
    pub fn new(document: impl Into<String>) -> Self {
        Self { document: document.into(), module: None, mode: Mode::Lenient, selection: Selection::default() }
    }

    /// The name of the module; that of the document's file without its ending, where none is given.
    #[must_use]
    pub fn out(mut self, module: impl Into<String>) -> Self {
        self.module = Some(module.into());
        self
    }

    /// Reads the document as a closed world, in which every slip is an error.
    #[must_use]
    pub fn strict(mut self) -> Self {
        self.mode = Mode::Strict;
        self
    }

    /// Only operations with this tag, and what else is chosen.
    #[must_use]
    pub fn tag(mut self, tag: impl Into<String>) -> Self {
        self.selection.tags.push(tag.into());
        self
    }

    /// Only this operation, and what else is chosen: its `operationId`, or `GET /pets`.
    #[must_use]
    pub fn operation(mut self, operation: impl Into<String>) -> Self {
        self.selection.operations.push(operation.into());
        self
    }

    /// Only paths of this form, and what else is chosen: `*` stands for anything within a segment, `**` for segments.
    #[must_use]
    pub fn path(mut self, path: impl Into<String>) -> Self {
        self.selection.paths.push(path.into());
        self
    }

    /// Generates the module.
    ///
    /// # Errors
    /// [`BuildError`] with what is wrong with the document, or what kept files from being written.
    pub fn generate(self) -> Result<(), BuildError> {
        let variable = |name: &str| {
            std::env::var(name)
                .map_err(|_| BuildError(format!("`{name}` is not set: cargo sets it for a build script")))
        };
        let (root, out) = (PathBuf::from(variable("CARGO_MANIFEST_DIR")?), PathBuf::from(variable("OUT_DIR")?));
        let owner = variable("CARGO_PKG_NAME")?.replace('-', "_");
        let told = self.generate_into(&root, &out, &owner)?;
        print!("{told}");
        Ok(())
    }

    /// Generates the module into `out`; gives what cargo is to be told.
    fn generate_into(self, root: &Path, out: &Path, owner: &str) -> Result<String, BuildError> {
        let stem = Path::new(&self.document).file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let module = self.module.clone().unwrap_or_else(|| names::snake(&stem));
        if !names::is_identifier(&module) {
            return Err(BuildError(format!("`{module}` cannot be the name of a module")));
        }
        let mut selection = self.selection;
        selection.every_schema = selection.is_every_operation();
        let (path, runtime) = (format!("{owner}::{module}"), "specwright_runtime".to_owned());
        let config = Config { module: module.clone(), path, runtime, selection, probe: Probe::None };
        let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
        let files = Folder::new(root, self.document.as_str());
        let generated = generate(&self.document, &files, self.mode, &config, &mut sources, &mut found);
        // Generated code asks whether the crate has a feature `serde`; most have none.
        let mut told = "cargo::rustc-check-cfg=cfg(feature, values(\"serde\"))\n".to_owned();
        for file in sources.files() {
            told.push_str(&format!("cargo::rerun-if-changed={}\n", root.join(&file.name).display()));
        }
        let generated = generated.map_err(|_| {
            // Cargo shows standard error only; what it is to watch it must know all the same.
            print!("{told}");
            BuildError(render(&sources, &found.errors(), Style::Plain))
        })?;
        let inside = |file: File| match file.path.strip_prefix(&format!("{module}/")) {
            Some(path) => File { path: path.to_owned(), text: file.text },
            None => file,
        };
        let files: Vec<File> = generated.files.into_iter().map(inside).collect();
        let failed = |error: &dyn fmt::Display| BuildError(error.to_string());
        write(&out.join(&module), &files, Strangers::Replace).map_err(|error| failed(&error))?;
        std::fs::write(out.join(format!("{module}.rs")), declaration(&module)).map_err(|error| failed(&error))?;
        Ok(told)
    }
}

/// The file to include. What a crate does not use of its client is no fault of it.
fn declaration(module: &str) -> String {
    let path = format!("{module}/mod.rs");
    format!(
        "// {MARKER}\n\n#[allow(dead_code, reason = \"a client has more than one caller needs\")]\n#[path = {path:?}]\npub mod {module};\n"
    )
}

/// Why nothing was generated. Its `Debug` is text to be read, since that is what cargo shows of a failed `main`.
pub struct BuildError(String);

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the document cannot be generated\n\n{}", self.0)
    }
}

impl std::error::Error for BuildError {}
