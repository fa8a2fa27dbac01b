//! Judges one document: `specwright-roundtrip <folder> <document> <probe>` prints what held and what did not as JSON.
//!
//! In: a document, and the program that reads and writes back its schemas' types. Out: for every schema how
//! many instances were tried, and each difference. Guaranteed: the same input gives the same instances; what is valid
//! is said by an independent validator, never by the generator.

use std::process::ExitCode;

use specwright_roundtrip::judge;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, document, probe] = arguments.as_slice() else {
        eprintln!("usage: specwright-roundtrip <folder> <document> <probe>");
        return ExitCode::from(2);
    };
    match judge::judge(folder.as_ref(), document, probe.as_ref()) {
        Ok(report) => {
            println!("{report}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
