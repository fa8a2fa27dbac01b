//! The program that reads and writes back values of a document's generated types.
//!
//! In: schemas and JSON texts. Out: an answer for each. Guaranteed: when the program dies at one of them, that one is
//! blamed and the rest is asked of a new one.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

/// What became of a text.
#[derive(Clone, Debug)]
pub enum Answer {
    /// It could not be read; why.
    Rejected(String),
    Read {
        written: String,
        violations: Vec<String>,
    },
    /// The program has no such schema.
    Unknown,
    /// The program ended.
    Died,
}

/// Asks for all lines.
pub fn ask(program: &Path, lines: &[String]) -> Result<Vec<Answer>, String> {
    let mut answers = Vec::with_capacity(lines.len());
    let mut deaths = 0;
    while answers.len() < lines.len() {
        let before = answers.len();
        run(program, &lines[before..], &mut answers)?;
        if answers.len() < lines.len() {
            answers.push(Answer::Died);
            deaths += 1;
            if deaths > 20 {
                return Err("the probe died twenty times".to_owned());
            }
        }
    }
    Ok(answers)
}

fn run(program: &Path, lines: &[String], answers: &mut Vec<Answer>) -> Result<(), String> {
    let mut command = Command::new(program);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(|error| format!("{}: {error}", program.display()))?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    std::thread::scope(|scope| {
        scope.spawn(move || {
            let Some(mut stdin) = stdin else { return };
            for line in lines {
                // A program that has ended takes no more.
                if stdin.write_all(line.as_bytes()).and_then(|()| stdin.write_all(b"\n")).is_err() {
                    return;
                }
            }
        });
        let reader = stdout.map(BufReader::new);
        answers.extend(reader.into_iter().flat_map(|reader| reader.lines().map_while(Result::ok)).map(|l| answer(&l)));
    });
    child.wait().map_err(|error| error.to_string())?;
    Ok(())
}

fn answer(line: &str) -> Answer {
    let mut parts = line.split('\t');
    match parts.next() {
        Some("E") => Answer::Rejected(parts.collect::<Vec<_>>().join(" ")),
        Some("O") => Answer::Read {
            written: parts.next().unwrap_or_default().to_owned(),
            violations: parts.map(str::to_owned).collect(),
        },
        _ => Answer::Unknown,
    }
}
