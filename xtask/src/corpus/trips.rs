//! The third phase: instances of every schema through the generated types and back.
//!
//! The judge is a program of its own, `tests/roundtrip`, since it is the only one that needs an independent validator.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;

use serde_json::Value;

use super::{Options, Outcome, parallel};

/// What came of a document's instances.
#[derive(Clone, Debug, Default)]
pub struct Trips {
    pub valid: usize,
    pub valid_held: usize,
    pub invalid: usize,
    pub invalid_held: usize,
    /// Schemas that no instance could be made of, by the reason.
    pub skipped: Vec<(String, Vec<Value>)>,
    /// What did not hold: schema, pointer, instance, what differed.
    pub differences: Vec<Value>,
    /// The judge itself failed.
    pub error: Option<String>,
}

/// Builds the judge; gives its path.
pub(super) fn build(root: &Path) -> Result<PathBuf, String> {
    eprintln!("building the judge of round trips");
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["build", "--quiet", "--package", "specwright-roundtrip", "--message-format=json"]);
    let output = cargo.current_dir(root).stderr(Stdio::inherit()).output();
    let output = output.map_err(|error| format!("error: cargo cannot be run: {error}\n"))?;
    let lines = String::from_utf8_lossy(&output.stdout).into_owned();
    let messages = lines.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let made = messages.filter_map(|message| message["executable"].as_str().map(PathBuf::from)).next_back();
    made.filter(|_| output.status.success())
        .ok_or_else(|| "error: the judge of round trips does not build\n".to_owned())
}

/// Judges every document that compiled.
pub(super) fn run(options: &Options, judge: &Path, outcomes: &mut [Outcome]) {
    let ready: Vec<usize> = (0..outcomes.len()).filter(|&index| outcomes[index].probe.is_some()).collect();
    let results: Vec<Mutex<Option<Trips>>> = ready.iter().map(|_| Mutex::default()).collect();
    parallel(ready.len(), options.jobs, |at| {
        let outcome = &outcomes[ready[at]];
        let trips = outcome.probe.as_ref().map(|probe| one(options, judge, probe, &outcome.name));
        if let Ok(mut slot) = results[at].lock() {
            *slot = trips;
        }
    });
    for (index, slot) in ready.into_iter().zip(results) {
        outcomes[index].trips = slot.into_inner().ok().flatten();
    }
}

fn one(options: &Options, judge: &Path, probe: &Path, document: &str) -> Trips {
    let failed = |error: String| Trips { error: Some(error), ..Trips::default() };
    let output = Command::new(judge).arg(&options.folder).arg(document).arg(probe).output();
    let output = match output {
        Ok(output) => output,
        Err(error) => return failed(error.to_string()),
    };
    let Ok(told) = serde_json::from_slice::<Value>(&output.stdout) else {
        let words = String::from_utf8_lossy(&output.stderr);
        return failed(format!("the judge ended ({}): {}", output.status, words.lines().next().unwrap_or_default()));
    };
    let count = |key: &str| told[key].as_u64().unwrap_or_default() as usize;
    let skipped = told["skipped"].as_object().into_iter().flatten();
    Trips {
        valid: count("valid"),
        valid_held: count("valid_held"),
        invalid: count("invalid"),
        invalid_held: count("invalid_held"),
        skipped: skipped.map(|(why, names)| (why.clone(), names.as_array().cloned().unwrap_or_default())).collect(),
        differences: told["differences"].as_array().cloned().unwrap_or_default(),
        error: None,
    }
}
