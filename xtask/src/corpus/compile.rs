//! The second phase: all crates in one run of cargo, which goes on when one fails.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value;

use super::{Options, Outcome};

/// Builds the workspace; what cargo says of each crate goes to its outcome.
pub(super) fn compile(options: &Options, outcomes: &mut [Outcome]) -> Result<(), String> {
    let count = outcomes.iter().filter(|o| o.generated.is_some()).count();
    if count == 0 {
        return Ok(());
    }
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["build", "--workspace", "--keep-going", "--message-format=json", "--quiet"]);
    cargo.arg("--jobs").arg(options.jobs.to_string());
    cargo.current_dir(&options.target).env("CARGO_TARGET_DIR", options.target.join("target"));
    // Flags of the caller's own would make these crates others.
    cargo.env("CARGO_INCREMENTAL", "0").env_remove("RUSTFLAGS");
    cargo.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = cargo.spawn().map_err(|error| format!("error: cargo cannot be run: {error}\n"))?;
    let stderr = child.stderr.take();
    let words = std::thread::spawn(move || {
        let lines = stderr.map(|stderr| BufReader::new(stderr).lines().map_while(Result::ok).collect::<Vec<_>>());
        lines.unwrap_or_default().join("\n")
    });
    let mut done = 0;
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            let Ok(message) = serde_json::from_str::<Value>(&line) else { continue };
            if take(&message, outcomes) {
                done += 1;
                if done % 10 == 0 || done == count {
                    eprintln!("{done} of {count} compiled");
                }
            }
        }
    }
    let status = child.wait().map_err(|error| format!("error: cargo: {error}\n"))?;
    let words = words.join().unwrap_or_default();
    let blamed = outcomes.iter().any(|outcome| !outcome.errors.is_empty());
    if !status.success() && !blamed {
        return Err(format!("{words}\nerror: cargo failed and named no crate\n"));
    }
    Ok(())
}

/// Takes one message; gives whether a crate's binary was made, with which all of it is.
fn take(message: &Value, outcomes: &mut [Outcome]) -> bool {
    let manifest = message["manifest_path"].as_str().unwrap_or_default().replace('\\', "/");
    let krate = manifest.rsplit('/').nth(1).unwrap_or_default();
    let Some(outcome) = outcomes.iter_mut().find(|outcome| outcome.krate == krate) else { return false };
    match message["reason"].as_str() {
        Some("compiler-message") => {
            let of = &message["message"];
            let text = of["rendered"].as_str().or(of["message"].as_str()).unwrap_or_default().to_owned();
            // At its end the compiler counts; that is no finding.
            let summary = of["spans"].as_array().is_some_and(Vec::is_empty) && of["code"].is_null();
            match of["level"].as_str() {
                Some("warning") if !summary => outcome.warnings.push(text),
                Some("error") if !summary => outcome.errors.push(text),
                Some("error") if outcome.errors.is_empty() => outcome.errors.push(text),
                _ => {}
            }
            false
        }
        Some("compiler-artifact") => {
            let Some(executable) = message["executable"].as_str() else { return false };
            outcome.compiled = true;
            outcome.probe = Some(PathBuf::from(executable));
            true
        }
        _ => false,
    }
}
