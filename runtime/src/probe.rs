//! Reads and writes back any schema of a generated module by its name, for tests of the generator.
//!
//! In: lines of standard input, each the name of a schema, a tab and a JSON text. Out: a line for each: what became of
//! it. Guaranteed: one answer for each line, in their order; a line of output never holds a line break of a value.

use std::io::{BufRead, Write};
use std::process::ExitCode;

use crate::check::{Rule, Validate, Violations};
use crate::codec::{Accepts, Decode, Encode};
use crate::json::{DecodeError, Reader};
use crate::pointer::At;

/// What became of a JSON text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It could not be read; why.
    Rejected(DecodeError),
    /// It was read: how it was written back, and what was found against the rules.
    Read { written: Vec<u8>, violations: Violations },
}

/// A generated module's own function: the outcome for a schema, or nothing when it has none of that name.
pub type Probe = fn(schema: &str, json: &[u8]) -> Option<Outcome>;

/// Reads a value, checks it and writes it back.
pub fn run<T: Decode + Encode + Validate>(json: &[u8], rule: &Rule) -> Outcome {
    match crate::json::from_slice::<T>(json) {
        Ok(value) => judged(&value, &value, rule),
        Err(error) => Outcome::Rejected(error),
    }
}

/// The same of a boolean that has other spellings, and may be `null`.
pub fn run_spelled(json: &[u8], accepts: &Accepts, nullable: bool) -> Outcome {
    if nullable && json == b"null" {
        return judged(&None::<bool>, &None::<bool>, &Rule::NESTED);
    }
    let mut reader = Reader::new(json);
    match accepts.read(&mut reader).and_then(|value| reader.finish().map(|()| value)) {
        Ok(value) => judged(&value, &value, &Rule::NESTED),
        Err(error) => Outcome::Rejected(error),
    }
}

/// Not generic, so that each schema costs little to compile.
///
/// # Panics
/// When whether a value is valid is not the same as whether anything is wrong with it.
fn judged(value: &dyn Encode, checked: &dyn Validate, rule: &Rule) -> Outcome {
    let mut out = Violations::default();
    checked.judge(rule, &At::ROOT, &mut out);
    assert_eq!(checked.passes(rule), out.is_empty(), "{out}");
    Outcome::Read { written: crate::json::to_vec(value), violations: out }
}

/// Whether two JSON texts are the same value: numbers by their value, members in any order.
pub fn same(left: &[u8], right: &[u8]) -> bool {
    match (crate::json::from_slice(left), crate::json::from_slice(right)) {
        (Ok(left), Ok(right)) => crate::schema::same(&left, &right),
        _ => false,
    }
}

/// Answers each line of standard input: `E`, a tab and the reason; or `O`, the JSON written back and each violation,
/// with tabs between them; or `?` for a schema that is not known.
pub fn serve(probe: Probe) -> ExitCode {
    let (input, output) = (std::io::stdin().lock(), std::io::stdout().lock());
    match answer(probe, input, output) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn answer(probe: Probe, input: impl BufRead, mut output: impl Write) -> std::io::Result<()> {
    for line in input.lines() {
        let line = line?;
        let outcome = line.split_once('\t').and_then(|(schema, json)| probe(schema, json.as_bytes()));
        match outcome {
            None => output.write_all(b"?")?,
            Some(Outcome::Rejected(why)) => write!(output, "E\t{}", one_line(&why.to_string()))?,
            Some(Outcome::Read { written, violations }) => {
                output.write_all(b"O\t")?;
                output.write_all(&written)?;
                for violation in &violations {
                    write!(output, "\t{}", one_line(&violation.to_string()))?;
                }
            }
        }
        output.write_all(b"\n")?;
        // The other side waits for each answer before it decides that this one has died.
        output.flush()?;
    }
    Ok(())
}

fn one_line(text: &str) -> String {
    text.replace(['\n', '\r', '\t'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn probe(schema: &str, json: &[u8]) -> Option<Outcome> {
        (schema == "Count").then(|| run::<i64>(json, &Rule::NESTED))
    }

    #[test]
    fn each_line_has_an_answer() {
        let mut out = Vec::new();
        answer(probe, "Count\t7\nCount\t\"x\"\nOther\t1\n\n".as_bytes(), &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!((lines.len(), lines[0], lines[2], lines[3]), (4, "O\t7", "?", "?"));
        assert!(lines[1].starts_with("E\t"), "{text}");
    }
}
