//! `cargo xtask corpus`: every document of a folder generated, compiled, counted, and its types proven by round trips.
//!
//! In: a folder of OpenAPI documents. Out: a table, a summary line, and a report as JSON under `target/corpus`.
//! Guaranteed: each document is a crate with a name of its own (crates that share one would share what cargo knows of
//! them, and one that fails would pass); the verdict is good only when all that should hold does.

mod clock;
mod compile;
mod count;
mod generate;
mod report;
mod trips;

use std::fs;
use std::path::{Path, PathBuf};

pub use report::Verdict;
use specwright_codegen::ledger::{Counts, Untyped};

use clock::Clock;

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder; documents directly in it are generated, others are what these refer to.
    pub folder: PathBuf,
    /// Only documents whose name has one of these words.
    pub only: Vec<String>,
    pub jobs: usize,
    /// Where the crates and the report go.
    pub target: PathBuf,
    /// Show every difference, not the first of each document.
    pub verbose: bool,
}

/// What became of one document.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// The file.
    pub name: String,
    /// The crate.
    pub krate: String,
    pub generated: Option<Generated>,
    /// Why it was not generated: code, and the first finding as text.
    pub refused: Option<Refusal>,
    pub compiled: bool,
    pub warnings: Vec<String>,
    pub errors: Vec<String>,
    /// As the document has them, counted without the generator.
    pub declared: count::Declared,
    pub probe: Option<PathBuf>,
    pub trips: Option<trips::Trips>,
}

#[derive(Clone, Debug)]
pub struct Generated {
    pub operations: usize,
    pub types: usize,
    pub lines: usize,
    /// The second run gave the same bytes.
    pub same: bool,
    /// The constraints of its schemas, by where they are enforced.
    pub constraints: Counts,
    /// Values without a type of their own, though their schemas say more.
    pub untyped: Vec<Untyped>,
}

#[derive(Clone, Debug)]
pub struct Refusal {
    pub code: String,
    pub text: String,
    /// How many errors there are.
    pub errors: usize,
    /// Of each code.
    pub codes: Vec<(String, usize)>,
}

impl Refusal {
    /// Whether the generator is at fault and not the document.
    pub fn is_ours(&self) -> bool {
        let ours = |code: &str| {
            code.starts_with("unsupported") || ["invalid-output", "unreadable-skeleton", "panic"].contains(&code)
        };
        // A version that nobody knows is the document's.
        self.codes.iter().any(|(code, _)| ours(code) && code != "unsupported-version")
    }
}

/// Runs all phases.
///
/// # Errors
/// What to print, when the folder cannot be read or cargo cannot be run.
pub fn corpus(root: &Path, options: &Options) -> Result<Verdict, String> {
    let documents = documents(options)?;
    let mut clock = Clock::start();
    eprintln!("{} documents in {}", documents.len(), options.folder.display());
    let mut outcomes = generate::generate(root, options, &documents)?;
    clock.lap("generate (twice)");
    compile::compile(options, &mut outcomes)?;
    clock.lap("compile");
    let judge = trips::build(root)?;
    clock.lap("build the judge of round trips");
    trips::run(options, &judge, &mut outcomes);
    clock.lap("round trips");
    let verdict = report::verdict(options, &outcomes, &clock);
    let path = options.target.join("report.json");
    fs::write(&path, &verdict.json).map_err(|error| format!("error: {}: {error}\n", path.display()))?;
    Ok(verdict)
}

fn documents(options: &Options) -> Result<Vec<String>, String> {
    let folder = &options.folder;
    let entries = fs::read_dir(folder).map_err(|error| format!("error: {}: {error}\n", folder.display()))?;
    let files = entries.filter_map(Result::ok).filter(|entry| entry.path().is_file());
    let names = files.filter_map(|entry| entry.file_name().into_string().ok());
    let is_document = |name: &String| {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
        ["yaml", "yml", "json"].contains(&ending.as_str())
    };
    let wanted =
        |name: &String| options.only.is_empty() || options.only.iter().any(|word| name.contains(word.as_str()));
    let mut names: Vec<String> = names.filter(is_document).filter(wanted).collect();
    names.sort();
    if names.is_empty() {
        return Err(format!("error: no document in {} is chosen\n", folder.display()));
    }
    Ok(names)
}

/// Does `work` for each index below `count` on some threads, in any order.
fn parallel(count: usize, jobs: usize, work: impl Fn(usize) + Sync) {
    let next = std::sync::atomic::AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..jobs.clamp(1, count.max(1)) {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                    if index >= count {
                        return;
                    }
                    work(index);
                }
            });
        }
    });
}
