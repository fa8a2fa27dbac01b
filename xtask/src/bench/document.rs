//! What a document costs: to generate, and to check what was generated.
//!
//! In: a document. Out: CPU seconds and peak memory of `specwright generate` (release) and of `cargo check` of the crate
//! alone, dependencies built before, incremental off. Guaranteed: each is the least of several rounds, since noise only
//! adds.

mod limits;

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::{ROUNDS, cpu_of_children, write};

/// Measures and prints.
///
/// # Errors
/// When the document is refused, its crate does not compile, or the machine does not tell CPU time and memory.
pub fn document(root: &Path, document: &Path) -> Result<String, String> {
    let document = fs::canonicalize(document).map_err(|e| format!("error: {}: {e}\n", document.display()))?;
    let folder = root.join("target/bench/document");
    eprintln!("building the command and the runtime");
    let mut build = cargo(root);
    finish(build.args(["build", "--quiet", "--release", "--package", "specwright"]), "cargo build")?;
    // What validation adds is told by the same document without limits, if it is JSON.
    let text = fs::read_to_string(&document).map_err(|e| format!("error: {}: {e}\n", document.display()))?;
    let bare = limits::without(&text).map(|text| (folder.join("bare.json"), text));
    if let Some((path, text)) = &bare {
        write(path, text)?;
    }
    let mut crates = vec![("client", document.clone())];
    crates.extend(bare.map(|(path, _)| ("bare", path)));
    let names: Vec<String> = crates.iter().map(|(name, _)| format!("{name:?}")).collect();
    let manifest =
        format!("[workspace]\nresolver = \"3\"\nmembers = [{}]\n\n[profile.dev]\ndebug = false\n", names.join(", "));
    write(&folder.join("Cargo.toml"), &manifest)?;
    let lock = fs::read_to_string(root.join("Cargo.lock")).map_err(|e| e.to_string())?;
    write(&folder.join("Cargo.lock"), &lock)?;
    let mut costs = vec![(Cost::NONE, Cost::NONE); crates.len()];
    for (name, document) in &crates {
        finish(&mut generate(root, &folder, name, document), "specwright generate")?;
    }
    for (name, _) in &crates {
        finish(&mut check(&folder, name), "cargo check")?;
    }
    for round in 1..=ROUNDS {
        eprintln!("round {round} of {ROUNDS}");
        for ((name, document), (generating, checking)) in crates.iter().zip(&mut costs) {
            let cost = measure(&mut generate(root, &folder, name, document), "specwright generate")?;
            *generating = generating.least(cost);
            // What is written again is compiled again: the crate alone.
            let library = folder.join(name).join("src/lib.rs");
            let text = fs::read_to_string(&library).map_err(|e| e.to_string())?;
            write(&library, &text)?;
            *checking = checking.least(measure(&mut check(&folder, name), "cargo check")?);
        }
    }
    let name = document.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let (generating, checking) = costs[0];
    let mut report = format!("{name}: least of {ROUNDS} rounds\ngenerate     {generating}\ncargo check  {checking}\n");
    if let Some((_, bare)) = costs.get(1) {
        let added = (checking.seconds / bare.seconds - 1.0) * 100.0;
        report.push_str(&format!("without limits, cargo check  {bare}: validation adds {added:.0} %\n"));
    }
    Ok(report)
}

fn generate(root: &Path, folder: &Path, name: &str, document: &Path) -> Command {
    let mut command = Command::new(root.join("target/release/specwright"));
    command.arg("generate").arg(document).arg("--out").arg(folder.join(name));
    command.args(["--name", name, "--force", "--runtime"]).arg(root.join("runtime"));
    command
}

fn check(folder: &Path, name: &str) -> Command {
    let mut command = cargo(folder);
    command.args(["check", "--quiet", "--package", name]);
    command.env("CARGO_INCREMENTAL", "0").env("CARGO_TARGET_DIR", folder.join("target"));
    command
}

fn cargo(folder: &Path) -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(folder);
    cargo
}

fn finish(command: &mut Command, what: &str) -> Result<(), String> {
    let status = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .map_err(|e| format!("error: {what} cannot be run: {e}\n"))?;
    if status.success() { Ok(()) } else { Err(format!("error: {what} failed\n")) }
}

/// CPU seconds, and the peak of the largest process in MB.
#[derive(Clone, Copy, Debug)]
struct Cost {
    seconds: f64,
    megabytes: f64,
}

impl Cost {
    const NONE: Self = Self { seconds: f64::INFINITY, megabytes: f64::INFINITY };

    fn least(self, other: Self) -> Self {
        Self { seconds: self.seconds.min(other.seconds), megabytes: self.megabytes.min(other.megabytes) }
    }
}

impl std::fmt::Display for Cost {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:6.2} CPU s  {:6.0} MB", self.seconds, self.megabytes)
    }
}

fn measure(command: &mut Command, what: &str) -> Result<Cost, String> {
    let before = cpu_of_children()?;
    let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    let mut child = child.map_err(|e| format!("error: {what} cannot be run: {e}\n"))?;
    let mut peak = 0;
    while child.try_wait().map_err(|e| e.to_string())?.is_none() {
        peak = peak.max(peak_of(&child));
        std::thread::sleep(Duration::from_millis(5));
    }
    let status = child.wait().map_err(|e| e.to_string())?;
    if !status.success() {
        return Err(format!("error: {what} failed\n"));
    }
    Ok(Cost { seconds: cpu_of_children()? - before, megabytes: peak as f64 / 1024.0 })
}

/// The largest peak of a process and of those that it started, in kB (proc(5), `VmHWM`).
fn peak_of(child: &Child) -> u64 {
    let mut family = vec![child.id()];
    let processes = fs::read_dir("/proc").into_iter().flatten().filter_map(Result::ok);
    let mut parents: Vec<(u32, u32)> = processes
        .filter_map(|entry| {
            let id: u32 = entry.file_name().to_str()?.parse().ok()?;
            let stat = fs::read_to_string(entry.path().join("stat")).ok()?;
            let parent = stat.rsplit(')').next()?.split_whitespace().nth(1)?.parse().ok()?;
            Some((id, parent))
        })
        .collect();
    // A child has a larger number than its parent, but where numbers start again.
    parents.sort_unstable();
    for (id, parent) in parents {
        if family.contains(&parent) {
            family.push(id);
        }
    }
    family.into_iter().filter_map(peak).max().unwrap_or_default()
}

fn peak(id: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}
