//! `specwright generate` and `specwright check`.

use std::path::{Path, PathBuf};

use serde_json::json;
use specwright_codegen::check::Mode;
use specwright_codegen::diagnostic::{Diagnostics, Severity, machine};
use specwright_codegen::disk::{LEDGER, Strangers, WriteError, write};
use specwright_codegen::load::Folder;
use specwright_codegen::lower::Selection;
use specwright_codegen::lower_document;
use specwright_codegen::package::{self, Options, Package, Runtime};
use specwright_codegen::render::File;
use specwright_codegen::source::Sources;

use crate::arguments::{Check, Format, Generate, Input};
use crate::{Failure, progress, report};

/// A document: the folder that it is read from, and its name there, which messages show.
struct Document {
    folder: Folder,
    name: String,
}

pub fn generate(arguments: &Generate) -> Result<(), Failure> {
    let input = &arguments.input;
    let document = document(&input.document)?;
    let options = options(arguments)?;
    let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
    let made = progress::during(&format!("generating from {}", document.name), || {
        package::generate(&document.name, &document.folder, &options, &mut sources, &mut found)
    });
    let Ok(mut package) = made else {
        return Err(refused(input, &document, &sources, &found, "nothing was written"));
    };
    let ledger = ledger(arguments, &mut package);
    let strangers = if arguments.force { Strangers::Replace } else { Strangers::Refuse };
    let changed = write(&arguments.out, &package.files, strangers).map_err(|error| unwritten(&error))?;
    if let Some((path, text)) = ledger {
        std::fs::write(path, text).map_err(|error| Failure::output(format!("error: {}: {error}\n", path.display())))?;
    }
    match input.format {
        Format::Json => {
            let files: Vec<&str> = package.files.iter().map(|file| file.path.as_str()).collect();
            let value = json!({
                "ok": true, "document": document.name, "name": package.name, "files": files, "changed": changed,
                "operations": package.operations, "types": package.types,
            });
            println!("{}", report::json(&sources, &found, value));
        }
        Format::Github => print!("{}", machine::github(&sources, &found)),
        Format::Text => {
            eprint!("{}", report::text(&sources, &found, input.verbose));
            println!("{}", summary(arguments, &package, changed));
            eprint!("{}", hint(arguments).unwrap_or_default());
        }
    }
    Ok(())
}

/// The file of the ledger and its text, where it has a place of its own; else it is one of the package's files.
fn ledger<'a>(arguments: &'a Generate, package: &mut Package) -> Option<(&'a Path, String)> {
    let text = package.ledger.as_ref()?.to_string();
    match arguments.ledger.as_ref()? {
        Some(path) => Some((path, text)),
        None => {
            package.files.push(File { path: LEDGER.to_owned(), text });
            None
        }
    }
}

fn summary(arguments: &Generate, package: &Package, changed: usize) -> String {
    let what = if arguments.module_only { "module" } else { "crate" };
    format!(
        "{what} `{}` in {}: {}, {}; {changed} of {} files changed",
        package.name,
        arguments.out.display(),
        counted(package.operations, "operation"),
        counted(package.types, "type"),
        package.files.len()
    )
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

pub fn check(arguments: &Check) -> Result<(), Failure> {
    let input = &arguments.input;
    let document = document(&input.document)?;
    let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
    let mode = if input.strict { Mode::Strict } else { Mode::Lenient };
    let selection = selection(input);
    let api = progress::during(&format!("reading {}", document.name), || {
        lower_document(&document.name, &document.folder, mode, &selection, &mut sources, &mut found)
    });
    let Ok(api) = api else {
        return Err(refused(input, &document, &sources, &found, "it cannot be generated"));
    };
    match input.format {
        Format::Json => {
            let value = json!({ "ok": true, "document": document.name, "operations": api.operations.len() });
            println!("{}", report::json(&sources, &found, value));
        }
        Format::Github => print!("{}", machine::github(&sources, &found)),
        Format::Text => {
            eprint!("{}", report::text(&sources, &found, input.verbose));
            println!("{}: {}, can be generated", document.name, counted(api.operations.len(), "operation"));
        }
    }
    Ok(())
}

fn refused(input: &Input, document: &Document, sources: &Sources, found: &Diagnostics, end: &str) -> Failure {
    let errors = found.count(Severity::Error);
    match input.format {
        Format::Json => {
            let value = json!({ "ok": false, "document": document.name });
            println!("{}", report::json(sources, found, value));
            Failure::output("")
        }
        Format::Github => {
            print!("{}", machine::github(sources, found));
            Failure::output("")
        }
        Format::Text => {
            let text = report::text(sources, found, input.verbose);
            let plural = if errors == 1 { "error" } else { "errors" };
            Failure::output(format!("{text}\n{}: {errors} {plural}; {end}\n", document.name))
        }
    }
}

fn unwritten(error: &WriteError) -> Failure {
    let help = match error {
        WriteError::Strangers(_) => "\n  = help: choose another folder, or replace them with `--force`",
        WriteError::Io(..) => "",
    };
    Failure::output(format!("error: {error}{help}\nnothing was written\n"))
}

/// The path as it was given, if it can be a name in the current folder; else the document's own folder is the root, so
/// that no path of this machine gets into what is generated.
fn document(path: &Path) -> Result<Document, Failure> {
    if path.is_dir() {
        return Err(Failure::usage(format!("`{}` is a folder; give the path of a document", path.display())));
    }
    let here = std::env::current_dir().map_err(Failure::usage)?;
    let inside = path.strip_prefix(&here).unwrap_or(path);
    let plain =
        |part: std::path::Component<'_>| matches!(part, std::path::Component::Normal(_) | std::path::Component::CurDir);
    let (folder, name) = if inside.components().all(plain) {
        let parts: PathBuf = inside.components().filter(|part| *part != std::path::Component::CurDir).collect();
        (here, parts)
    } else {
        let folder = path.parent().unwrap_or(Path::new(".")).to_path_buf();
        (folder, path.file_name().map(PathBuf::from).unwrap_or_default())
    };
    let name = name.to_string_lossy().replace('\\', "/");
    Ok(Document { folder: Folder::new(folder, name.as_str()), name })
}

fn selection(input: &Input) -> Selection {
    let (tags, operations, paths) = (input.tag.clone(), input.operation.clone(), input.path.clone());
    let mut selection = Selection { tags, operations, paths, every_schema: false };
    selection.every_schema = selection.is_every_operation();
    selection
}

fn options(arguments: &Generate) -> Result<Options, Failure> {
    let why = arguments.name.as_deref().and_then(package::bad_name);
    if let (Some(why), Some(name)) = (why, &arguments.name) {
        return Err(Failure::usage(format!("`{name}` cannot be the name of a crate: {why}")));
    }
    let runtime = match &arguments.runtime {
        None => Runtime::Registry,
        Some(path) if !path.join("Cargo.toml").is_file() => {
            return Err(Failure::usage(format!("`{}` is not the folder of a crate", path.display())));
        }
        Some(path) => {
            let path = std::path::absolute(path).map_err(Failure::usage)?;
            Runtime::Path(path.to_string_lossy().into_owned())
        }
    };
    Ok(Options {
        name: arguments.name.clone(),
        mode: if arguments.input.strict { Mode::Strict } else { Mode::Lenient },
        selection: selection(&arguments.input),
        runtime,
        module_only: arguments.module_only,
        standalone: arguments.standalone,
        probe: false,
        examples: arguments.examples,
        ledger: arguments.ledger.is_some(),
    })
}

const MODULE_HINT: &str = "note: the crate needs `specwright-runtime`, \
    and a feature `serde = [\"specwright-runtime/serde\"]` or a lint that knows of none\n";

/// What is left to do by hand.
fn hint(arguments: &Generate) -> Option<String> {
    if arguments.module_only { Some(MODULE_HINT.to_owned()) } else { workspace_hint(arguments) }
}

/// Cargo refuses to build a crate inside the folder of a workspace that does not list it.
fn workspace_hint(arguments: &Generate) -> Option<String> {
    if arguments.standalone {
        return None;
    }
    let out = std::path::absolute(&arguments.out).ok()?;
    let is_root = |folder: &&Path| {
        std::fs::read_to_string(folder.join("Cargo.toml")).is_ok_and(|text| text.lines().any(|l| l == "[workspace]"))
    };
    let root = out.ancestors().skip(1).find(is_root)?;
    Some(format!(
        "note: {} is a workspace: let its `members` list the crate, or generate it with `--standalone`\n",
        root.join("Cargo.toml").display()
    ))
}
