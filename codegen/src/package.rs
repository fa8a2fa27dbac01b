//! A crate of its own around a generated module.
//!
//! In: a document and what somebody wants of it. Out: the files of a crate, or of a module alone, with paths relative
//! to its folder. Guaranteed: the name is one that cargo takes and that no dependency has; every file has the marker.

use crate::check::Mode;
use crate::diagnostic::{Diagnostics, Failed};
use crate::disk::MARKER;
use crate::ledger::Ledger;
use crate::load::Files;
use crate::lower::{Reading, Selection};
use crate::plan::{self, Config, Probe};
use crate::render::File;
use crate::source::Sources;
use crate::{ledger, lower, lower_spec, names, print};

/// Where the generated crate finds the runtime.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Runtime {
    /// In the registry, in the version of this generator.
    Registry,
    /// In a folder: its path, as the manifest is to say it.
    Path(String),
}

/// What is wanted.
#[derive(Clone, Debug)]
pub struct Options {
    /// The name of the crate; made of the document's title where there is none.
    pub name: Option<String>,
    pub mode: Mode,
    pub selection: Selection,
    pub runtime: Runtime,
    /// The files of the module, without a manifest.
    pub module_only: bool,
    /// The crate is the root of a workspace, so that it builds wherever it is put.
    pub standalone: bool,
    pub probe: bool,
    /// Whether it has tests that try the examples of the document.
    pub examples: bool,
    /// Whether it is to be told where each constraint of the document is enforced.
    pub ledger: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            name: None,
            mode: Mode::Lenient,
            selection: Selection::everything(),
            runtime: Runtime::Registry,
            module_only: false,
            standalone: false,
            probe: false,
            examples: false,
            ledger: false,
        }
    }
}

/// A crate, or a module.
#[derive(Clone, Debug)]
pub struct Package {
    /// What cargo calls it.
    pub name: String,
    pub files: Vec<File>,
    pub operations: usize,
    pub types: usize,
    /// Where each constraint of the document is enforced, where that was asked for.
    pub ledger: Option<Ledger>,
}

/// Generates a crate from the document `name`, which `files` can read.
///
/// # Errors
/// [`Failed`] when a stage found errors; they are in `out`.
pub fn generate(
    name: &str,
    files: &dyn Files,
    options: &Options,
    sources: &mut Sources,
    out: &mut Diagnostics,
) -> Result<Package, Failed> {
    let reading = (Reading::default(), &options.selection);
    let (spec, mut api) = lower_spec(name, files, options.mode, reading, sources, out)?;
    if options.examples {
        api.examples = lower::examples(&spec, &api);
    }
    let package = options.name.as_deref().map_or_else(|| crate_name(&api.title), str::to_owned);
    let library = package.replace('-', "_");
    let (path, runtime) = match options.module_only {
        true => (format!("crate::{library}"), "specwright_runtime".to_owned()),
        false => (library.clone(), format!("{library}::runtime")),
    };
    let (selection, ledger) = (options.selection.clone(), options.ledger);
    let probe = if options.probe { Probe::Roots } else { Probe::None };
    let config = Config { module: library.clone(), path, runtime, selection, probe, ledger, ..Config::default() };
    let module = plan::plan(&api, sources, &config);
    let generated = print(&module, out)?;
    let inside = |file: File| match file.path.strip_prefix(&format!("{library}/")) {
        Some(path) => File { path: path.to_owned(), text: file.text },
        None => file,
    };
    let mut files: Vec<File> = generated.files.into_iter().map(inside).collect();
    if !options.module_only {
        files = crate_files(files, &package, &one_line(&api.title), &module, options);
    }
    let ledger = options.ledger.then(|| ledger::ledger(&spec, &api, &module));
    Ok(Package { name: package, files, operations: module.operations.len(), types: module.types.len(), ledger })
}

fn crate_files(of: Vec<File>, name: &str, title: &str, module: &plan::Module, options: &Options) -> Vec<File> {
    let file = |path: &str, text: String| File { path: path.to_owned(), text };
    let mut files = vec![
        file("Cargo.toml", manifest(name, title, options)),
        file("README.md", readme(name, title, module)),
        file("rustfmt.toml", format!("# {MARKER}\ndisable_all_formatting = true\n")),
    ];
    files.extend(of.into_iter().map(in_crate));
    if options.probe {
        files.push(file("src/main.rs", probe_main(&module.name)));
    }
    files
}

/// The module's root becomes the root of the crate.
fn in_crate(file: File) -> File {
    if file.path != "mod.rs" {
        return File { path: format!("src/{}", file.path), text: file.text };
    }
    // Examples find there what they need of the runtime.
    let text = format!("{}\npub use specwright_runtime as runtime;\n", file.text.trim_end());
    File { path: "src/lib.rs".to_owned(), text }
}

/// Names that a crate cannot have beside its dependencies and Rust's own crates.
const TAKEN: &[&str] =
    &["specwright", "specwright-runtime", "std", "core", "alloc", "test", "proc-macro", "tokio", "deps"];

/// The name of a crate for a title: words in lower case with hyphens between, never one that is taken.
pub fn crate_name(title: &str) -> String {
    let words = names::snake(title);
    let words: String =
        words.trim_start_matches("r#").chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
    let name = words.split('_').filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-");
    // crates.io takes no longer ones; words are cut, not letters.
    let name = match name.char_indices().nth(50) {
        Some((end, _)) => name[..end].rsplit_once('-').map_or(&name[..end], |(start, _)| start).to_owned(),
        None => name,
    };
    match name.as_str() {
        "" | "field" => "api-client".to_owned(),
        taken if !is_free(taken) => format!("{taken}-client"),
        digit if digit.starts_with(|c: char| c.is_ascii_digit()) => format!("api-{digit}"),
        _ => name,
    }
}

fn is_free(name: &str) -> bool {
    !TAKEN.contains(&name) && names::is_identifier(&name.replace('-', "_"))
}

/// Why a name cannot be that of the crate, if it cannot.
pub fn bad_name(name: &str) -> Option<String> {
    let legal = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if name.is_empty() || !name.chars().all(legal) {
        return Some("it may have letters, digits, `-` and `_`".to_owned());
    }
    (!is_free(name) || name.starts_with(|c: char| c.is_ascii_digit()))
        .then(|| "it is a word of Rust, begins with a digit, or is the name of a crate that is needed".to_owned())
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A string of TOML; JSON's escapes are TOML's, too.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn manifest(name: &str, title: &str, options: &Options) -> String {
    let runtime = match &options.runtime {
        Runtime::Registry => format!("version = {}", quoted(env!("CARGO_PKG_VERSION"))),
        Runtime::Path(path) => format!("path = {}", quoted(path)),
    };
    let probe = if options.probe { ", features = [\"probe\"]" } else { "" };
    let tests = match options.examples {
        true => format!(
            "\n[dev-dependencies]\n\
            # What tries the examples of the document.\n\
            specwright-runtime = {{ {runtime}, default-features = false, features = [\"probe\"] }}\n"
        ),
        false => String::new(),
    };
    let workspace = if options.standalone { "\n[workspace]\n" } else { "" };
    // Cargo hands it to the compiler in a variable, which can be neither long nor have every character.
    let title: String = title.chars().filter(|c| !c.is_control()).take(200).collect();
    let description = quoted(&format!("A typed, validating client of {title}."));
    format!(
        "# {MARKER}; edits are lost when it is generated again.\n\
        [package]\n\
        name = \"{name}\"\n\
        description = {description}\n\
        version = \"0.1.0\"\n\
        edition = \"2024\"\n\
        rust-version = \"1.90\"\n\n\
        [features]\n\
        default = [\"reqwest\"]\n\
        # The default transport.\n\
        reqwest = [\"specwright-runtime/reqwest\"]\n\
        # serde's traits for every type.\n\
        serde = [\"specwright-runtime/serde\"]\n\n\
        [dependencies]\n\
        specwright-runtime = {{ {runtime}, default-features = false{probe} }}\n\
        {tests}{workspace}"
    )
}

fn readme(name: &str, title: &str, module: &plan::Module) -> String {
    let library = name.replace('-', "_");
    let base = if module.client.server.is_none() { "\n    .base_url(\"https://api.example.com\")" } else { "" };
    let credentials: String =
        module.client.credentials.iter().map(|credential| format!("\n    .{}(…)", credential.method)).collect();
    let call = module.operations.first().map(|operation| {
        let arguments = operation.arguments.iter().filter(|argument| argument.required).map(|a| a.name.as_str());
        let arguments = arguments.collect::<Vec<_>>().join(", ");
        format!("let response = client.{}({arguments}).await?;\n", operation.name)
    });
    format!(
        "<!-- {MARKER}; edits are lost when it is generated again. -->\n\
        # {name}\n\n\
        A typed, validating client of {title}. Requests are checked before they are sent.\n\n\
        ```rust,ignore\n\
        let client = {library}::Client::builder(){base}{credentials}\n    .build()?;\n{}\
        ```\n\n\
        `cargo doc --open` lists the operations, the types and their limits.\n",
        call.unwrap_or_default()
    )
}

fn probe_main(library: &str) -> String {
    format!(
        "// {MARKER}\n\n\
        //! Answers what becomes of JSON that is read as one of the schemas.\n\n\
        fn main() -> std::process::ExitCode {{\n    \
            {library}::runtime::probe::serve({library}::probe::probe)\n\
        }}\n"
    )
}

#[cfg(test)]
mod tests {
    use super::{bad_name, crate_name};

    #[test]
    fn titles_become_names_of_crates() {
        let cases = [
            ("Swagger Petstore", "swagger-petstore"),
            ("GitHub v3 REST API", "git-hub-v3-rest-api"),
            ("", "api-client"),
            ("日本", "api-client"),
            ("Test", "test-client"),
            ("type", "type-client"),
            ("3D models", "n3d-models"),
            ("Tokio", "tokio-client"),
        ];
        for (title, expected) in cases {
            assert_eq!(crate_name(title), expected, "{title}");
            assert_eq!(bad_name(expected), None);
        }
        assert!(crate_name(&"very long title ".repeat(20)).len() <= 50);
        for bad in ["", "a b", "fn", "1st", "specwright-runtime", "../up"] {
            assert!(bad_name(bad).is_some(), "{bad}");
        }
    }
}
