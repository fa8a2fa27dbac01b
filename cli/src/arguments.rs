//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

const EXAMPLES: &str = "\
Examples:
  specwright generate openapi.yaml --out client
      a crate in `client`, named after the title of the document
  specwright generate openapi.json --out client --name acme --tag billing --path '/users/**'
      only operations with the tag `billing` or under `/users`, and the types that they need
  specwright generate openapi.yaml --out src/api --module-only
      a module for a crate that is there already; it needs `specwright-runtime`
  specwright check openapi.yaml --strict
      every slip of a document that is written by hand";

/// A typed, validating Rust client from any OpenAPI document (3.0, 3.1, 3.2; YAML or JSON).
#[derive(Debug, Parser)]
#[command(name = "specwright", version, about, after_help = EXAMPLES)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Generate a crate from a document.
    #[command(after_help = EXAMPLES)]
    Generate(Generate),
    /// Say what is wrong with a document, and write nothing.
    Check(Check),
}

#[derive(Debug, Args)]
pub struct Generate {
    #[command(flatten)]
    pub input: Input,
    /// The folder of the crate; generated files in it are replaced, others are left alone.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// The name of the crate [default: made of the document's title].
    #[arg(long)]
    pub name: Option<String>,
    /// Write the files of the module only, without a manifest.
    #[arg(long)]
    pub module_only: bool,
    /// Also write where each constraint of the document is enforced [default file: `LEDGER.txt` in the folder].
    #[arg(long, value_name = "FILE", num_args = 0..=1, require_equals = true)]
    pub ledger: Option<Option<PathBuf>>,
    /// Also write tests that try the document's examples; they need the feature `probe` of the runtime.
    #[arg(long)]
    pub examples: bool,
    /// Replace files that were not generated, too.
    #[arg(long)]
    pub force: bool,
    /// Depend on the runtime in this folder instead of the registry's.
    #[arg(long, value_name = "DIR")]
    pub runtime: Option<PathBuf>,
    /// Make the crate the root of a workspace, so that it builds inside the folder of another one.
    #[arg(long)]
    pub standalone: bool,
}

#[derive(Debug, Args)]
pub struct Check {
    #[command(flatten)]
    pub input: Input,
}

/// What is read, and how it is told.
#[derive(Debug, Args)]
pub struct Input {
    /// The document; files that it refers to are read beside it.
    pub document: PathBuf,
    /// Read the document as a closed world, in which every slip is an error.
    #[arg(long)]
    pub strict: bool,
    /// Only operations with this tag, and what else is chosen; can be given again.
    #[arg(long, value_name = "TAG")]
    pub tag: Vec<String>,
    /// Only this operation, by `operationId` or as `GET /pets`, and what else is chosen; can be given again.
    #[arg(long, value_name = "ID")]
    pub operation: Vec<String>,
    /// Only paths of this form, and what else is chosen; `*` is anything within a segment, `**` any segments.
    #[arg(long, value_name = "GLOB")]
    pub path: Vec<String>,
    /// Show every note instead of their number.
    #[arg(long, short)]
    pub verbose: bool,
    /// How the result is told; `json` is one object on standard output.
    #[arg(long, value_enum, default_value = "text")]
    pub format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Excerpts for a person.
    Text,
    /// One object with a list of findings, for an editor.
    Json,
    /// A line for each finding, which GitHub Actions shows beside the file.
    Github,
}
