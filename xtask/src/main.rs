//! The command line of `cargo xtask`.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use specwright_codegen::check::Mode;
use specwright_codegen::diagnostic::render::Style;
use xtask::{bench, conformance, corpus, draft, lint, new, regen, root, show, watch};

/// Generates and inspects the clients of this workspace.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Generate `generated/` from `specs/`: writes what changed, deletes what is no longer generated.
    Regen {
        /// Write nothing; fail with the differences if there are any.
        #[arg(long)]
        check: bool,
        /// The folders under `specs/` to generate; all of them if none is named.
        apis: Vec<String>,
    },
    /// Say everything that is wrong with the specs, and write nothing.
    Lint {
        /// Folders under `specs/`, or paths of documents; all specs if none is named.
        documents: Vec<String>,
        /// Read them as documents of somebody else's, in which a slip is a note.
        #[arg(long)]
        lenient: bool,
        #[arg(long, value_enum, default_value = "text")]
        format: lint::Format,
    },
    /// Start the spec of an API: `specs/<api>/openapi.yaml` with one operation.
    New {
        /// The name of its module and of its cargo feature.
        api: String,
    },
    /// Lint and regen again whenever a file below `specs/` is saved; ends with Ctrl-C.
    Watch {
        /// The folders under `specs/`; all of them if none is named.
        apis: Vec<String>,
        /// Another workspace than this one, for tests.
        #[arg(long, hide = true, default_value_os_t = root())]
        root: PathBuf,
    },
    /// Make a first draft of a spec from a documentation page, saved as text.
    Draft {
        page: PathBuf,
        /// Write it to this file, which must not be there yet, instead of standard output.
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Run the tests and accept every snapshot as it is now.
    Bless,
    /// Measure what generated code costs: to compile, or to read and check a body.
    Bench {
        #[arg(value_enum, default_value = "compile")]
        what: Bench,
        /// How many structs of ten fields.
        #[arg(long, default_value_t = 1500)]
        structs: usize,
        /// How many enums.
        #[arg(long, default_value_t = 300)]
        enums: usize,
        /// Measure this document instead: to generate its client, and to check that.
        #[arg(long, conflicts_with_all = ["structs", "enums"])]
        document: Option<PathBuf>,
        /// Of `validate`: fail when a bar is missed.
        #[arg(long, conflicts_with = "document")]
        check: bool,
    },
    /// Generate, compile and try every document of a folder.
    Corpus {
        /// The folder; documents directly in it are generated, others are what these refer to.
        folder: PathBuf,
        /// Print the report as JSON.
        #[arg(long)]
        json: bool,
        /// Only documents whose name has this word; can be given again.
        #[arg(long, value_name = "WORD")]
        only: Vec<String>,
        /// How much is done at a time.
        #[arg(long, default_value_t = std::thread::available_parallelism().map_or(1, usize::from))]
        jobs: usize,
        /// Show every difference instead of the first three of each document.
        #[arg(long, short)]
        verbose: bool,
    },
    /// Judge the cases of the JSON Schema test suite by the types and the tables that are made of its
    /// schemas.
    Conformance {
        /// The folder of the suite, in which `draft4` and `draft2020-12` are.
        suite: PathBuf,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Print what a stage makes of a spec.
    Show {
        stage: show::Stage,
        /// A folder under `specs/`, or the path of a document.
        spec: String,
    },
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Bench {
    /// `cargo check` and `cargo build`, in CPU seconds, beside the same types with serde's derives.
    Compile,
    /// Reading and checking bodies of ten kilobytes, beside serde and the `jsonschema` crate; built for release.
    Validate,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let is_plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let style = if std::io::stderr().is_terminal() && !is_plain { Style::Colour } else { Style::Plain };
    let result = match arguments.command {
        Command::Regen { check, apis } => regen::regen(&root(), &apis, check, style).map(|report| print!("{report}")),
        Command::Lint { documents, lenient, format } => say(&documents, lenient, format, style),
        Command::New { api } => new::new(&root(), &api).map(|next| print!("{next}")),
        Command::Watch { apis, root } => watch::watch(&root, &apis, style, &mut |words| eprint!("{words}")),
        Command::Draft { page, out } => write_draft(&page, out.as_deref(), style),
        Command::Bless => regen::bless(&root()),
        Command::Bench { what: Bench::Compile, document: Some(document), .. } => {
            bench::document(&root(), &document).map(|report| print!("{report}"))
        }
        Command::Bench { what: Bench::Validate, check, .. } => bench::validate(&root(), check),
        Command::Bench { what: Bench::Compile, structs, enums, document: None, .. } => {
            bench::compile(&root(), structs, enums).map(|report| print!("{report}"))
        }
        Command::Corpus { folder, json, only, jobs, verbose } => {
            let target = root().join("target/corpus");
            judge(&corpus::Options { folder, only, jobs, target, verbose }, json)
        }
        Command::Conformance { suite, json } => {
            conformance::conformance(&root(), &suite, json).map(|report| print!("{report}"))
        }
        Command::Show { stage, spec } => show::show(&root(), stage, &spec, style).map(|text| print!("{text}")),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprint!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// What is for a program goes to standard output, what is for a person to standard error.
fn say(documents: &[String], lenient: bool, format: lint::Format, style: Style) -> Result<(), String> {
    let mode = if lenient { Mode::Lenient } else { Mode::Strict };
    let verdict = lint::lint(&root(), documents, mode, format, style)?;
    match format {
        lint::Format::Text => eprint!("{}", verdict.text),
        lint::Format::Json | lint::Format::Github => print!("{}", verdict.text),
    }
    if verdict.errors == 0 { Ok(()) } else { Err(String::new()) }
}

/// A draft that is written to a file is judged, so that its author knows where it stands.
fn write_draft(page: &Path, out: Option<&Path>, style: Style) -> Result<(), String> {
    let text = draft::draft_file(page)?;
    let Some(out) = out else {
        print!("{text}");
        return Ok(());
    };
    draft::save(out, &text)?;
    eprintln!("wrote {}", out.display());
    say(&[out.display().to_string()], false, lint::Format::Text, style)
}

fn judge(options: &corpus::Options, json: bool) -> Result<(), String> {
    let verdict = corpus::corpus(&root(), options)?;
    print!("{}", if json { &verdict.json } else { &verdict.text });
    // What is broken stands in the report; here it makes the exit code.
    if verdict.broken.is_empty() { Ok(()) } else { Err(format!("error: {} things are broken\n", verdict.broken.len())) }
}
