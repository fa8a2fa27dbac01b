//! `cargo xtask bench validate`: what reading and checking a body costs.
//!
//! In: nothing; the bodies and their types are in `tests/proof`, beside the independent validator that they are measured
//! with. Out: its table on standard output. Guaranteed: all is measured by one program, built for release, in one run.

use std::path::Path;
use std::process::Command;

/// Builds the program and runs it.
///
/// # Errors
/// When it does not build, or a bar is missed and `check` asks for that.
pub fn validate(root: &Path, check: bool) -> Result<(), String> {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(root).args(["bench", "--quiet", "--package", "specwright-proof", "--bench", "validate", "--"]);
    if check {
        cargo.arg("--check");
    }
    let status = cargo.status().map_err(|e| format!("error: cargo cannot be run: {e}\n"))?;
    match status.success() {
        true => Ok(()),
        false if check => Err("error: a bar is missed, or the program failed\n".to_owned()),
        false => Err("error: the program failed\n".to_owned()),
    }
}
