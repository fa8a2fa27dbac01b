//! The command `specwright`: a typed, validating Rust client from any OpenAPI document.
//!
//! In: the command line. Out: a crate, or what is wrong with the document. Guaranteed: the exit code is 0 only when the
//! output is whole; 1 when the document has errors or something could not be written; 2 when the command line is wrong.

mod arguments;
mod generate;
mod progress;
mod report;

use std::process::ExitCode;

use arguments::{Arguments, Command};
use clap::Parser;

/// A third of the time of generation was spent in the allocator of the system.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Generate(arguments) => generate::generate(&arguments),
        Command::Check(arguments) => generate::check(&arguments),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprint!("{}", failure.text);
            ExitCode::from(failure.code)
        }
    }
}

/// Why the command ends without a whole output.
#[derive(Debug)]
struct Failure {
    text: String,
    code: u8,
}

impl Failure {
    /// The command line asks for something that cannot be.
    fn usage(text: impl std::fmt::Display) -> Self {
        Self { text: format!("error: {text}\n"), code: 2 }
    }

    /// The document, or the folder, does not allow it.
    fn output(text: impl Into<String>) -> Self {
        Self { text: text.into(), code: 1 }
    }
}
