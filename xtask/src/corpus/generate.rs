//! The first phase: each document becomes a crate in one workspace.

use std::collections::BTreeSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Mutex;

use specwright_codegen::diagnostic::{Diagnostics, Style, render};
use specwright_codegen::disk::{Strangers, write};
use specwright_codegen::load::Folder;
use specwright_codegen::package::{self, Options as Wanted, Package, Runtime};
use specwright_codegen::render::File;
use specwright_codegen::source::Sources;

use super::{Generated, Options, Outcome, Refusal, count, parallel};

/// Generates every document twice and writes the crates.
pub(super) fn generate(root: &Path, options: &Options, documents: &[String]) -> Result<Vec<Outcome>, String> {
    let names = crate_names(documents);
    let made: Vec<Mutex<Outcome>> = documents.iter().map(|_| Mutex::default()).collect();
    parallel(documents.len(), options.jobs, |index| {
        let outcome = one(root, options, &documents[index], &names[index]);
        if let Ok(mut slot) = made[index].lock() {
            *slot = outcome;
        }
    });
    let outcomes: Vec<Outcome> = made.into_iter().filter_map(|slot| slot.into_inner().ok()).collect();
    let members: Vec<&str> = outcomes.iter().filter(|o| o.generated.is_some()).map(|o| o.krate.as_str()).collect();
    workspace(root, options, &members)?;
    eprintln!("{} of {} generated", members.len(), documents.len());
    Ok(outcomes)
}

/// A crate's name is made of its document's, and no two are equal.
fn crate_names(documents: &[String]) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let name = |document: &String| {
        let name = format!("corpus-{}", document.chars().map(plain).collect::<String>());
        let parts: Vec<&str> = name.split('-').filter(|part| !part.is_empty()).collect();
        parts.join("-")
    };
    let mut unique = |wish: String| {
        let free = std::iter::once(wish.clone()).chain((2..).map(|n| format!("{wish}-{n}")));
        free.into_iter().find(|name| taken.insert(name.clone())).unwrap_or(wish)
    };
    documents.iter().map(|document| unique(name(document))).collect()
}

fn one(root: &Path, options: &Options, document: &str, krate: &str) -> Outcome {
    let wanted = Wanted {
        name: Some(krate.to_owned()),
        runtime: Runtime::Path(root.join("runtime").to_string_lossy().into_owned()),
        probe: true,
        ..Wanted::default()
    };
    let (name, krate) = (document.to_owned(), krate.to_owned());
    let declared = count::declared(&options.folder, document);
    let mut outcome = Outcome { name, krate, declared, ..Outcome::default() };
    let first = Wanted { ledger: true, ..wanted.clone() };
    match run(&options.folder, document, &first) {
        Err(refusal) => outcome.refused = Some(refusal),
        Ok(package) => {
            let again = run(&options.folder, document, &wanted);
            let same = again.is_ok_and(|again| again.files == package.files);
            let (operations, types) = (package.operations, package.types);
            let (constraints, untyped) =
                package.ledger.map(|ledger| (ledger.counts(), ledger.untyped)).unwrap_or_default();
            let lines = package.files.iter().map(|file| file.text.lines().count()).sum();
            let place = options.target.join("crates").join(&outcome.krate);
            let files: Vec<File> = package.files.into_iter().map(own_manifest).collect();
            match write(&place, &files, Strangers::Replace) {
                Ok(_) => outcome.generated = Some(Generated { operations, types, lines, same, constraints, untyped }),
                Err(error) => outcome.refused = Some(Refusal::of("unwritten", error.to_string())),
            }
        }
    }
    outcome
}

/// What is proven is the code, not the transport; linking that a hundred times would take minutes.
fn own_manifest(file: File) -> File {
    let text = if file.path == "Cargo.toml" {
        file.text.replace("default = [\"reqwest\"]", "default = []")
    } else {
        file.text
    };
    File { path: file.path, text }
}

impl Refusal {
    fn of(code: &str, text: String) -> Self {
        Self { code: code.to_owned(), text, errors: 1, codes: vec![(code.to_owned(), 1)] }
    }
}

fn run(folder: &Path, document: &str, wanted: &Wanted) -> Result<Package, Refusal> {
    let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
    let files = Folder::new(folder, document);
    let result =
        catch_unwind(AssertUnwindSafe(|| package::generate(document, &files, wanted, &mut sources, &mut found)));
    match result {
        Ok(Ok(package)) => Ok(package),
        Ok(Err(_)) => Err(refusal(&sources, &found)),
        Err(_) => Err(Refusal::of("panic", "the generator panicked\n".to_owned())),
    }
}

fn refusal(sources: &Sources, found: &Diagnostics) -> Refusal {
    let errors = found.errors();
    let sorted = errors.sorted();
    let mut codes: Vec<(String, usize)> = Vec::new();
    for error in &sorted {
        match codes.iter_mut().find(|(code, _)| code == error.code) {
            Some((_, count)) => *count += 1,
            None => codes.push((error.code.to_owned(), 1)),
        }
    }
    let Some(first) = sorted.first() else {
        return Refusal::of("panic", "a stage failed and did not say why\n".to_owned());
    };
    let mut alone = Diagnostics::default();
    alone.push((*first).clone());
    let text = render(sources, &alone, Style::Plain);
    Refusal { code: first.code.to_owned(), text, errors: sorted.len(), codes }
}

/// The workspace of the crates. Those of documents that are not generated any more go, when all are looked at.
fn workspace(root: &Path, options: &Options, members: &[&str]) -> Result<(), String> {
    let failed = |path: &Path, error: std::io::Error| format!("error: {}: {error}\n", path.display());
    let crates = options.target.join("crates");
    fs::create_dir_all(&crates).map_err(|error| failed(&crates, error))?;
    for entry in fs::read_dir(&crates).map_err(|error| failed(&crates, error))?.filter_map(Result::ok) {
        let name = entry.file_name();
        let is_left = |name: &str| name.starts_with("corpus-") && !members.contains(&name);
        if options.only.is_empty() && name.to_str().is_some_and(is_left) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
    let list: String = members.iter().map(|name| format!("    \"crates/{name}\",\n")).collect();
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [\n{list}]\n\n\
        [profile.dev]\ndebug = false\nincremental = false\n\
         # What is written out for optimised code is there as well.\ndebug-assertions = false\noverflow-checks = true\n"
    );
    let path = options.target.join("Cargo.toml");
    fs::write(&path, manifest).map_err(|error| failed(&path, error))?;
    // The same versions as everywhere; cargo leaves out what it does not need.
    let lock = options.target.join("Cargo.lock");
    fs::copy(root.join("Cargo.lock"), &lock).map_err(|error| failed(&lock, error))?;
    Ok(())
}
