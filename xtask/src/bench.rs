//! `cargo xtask bench`: what generated code costs to compile, beside the same types with serde's derives.
//!
//! In: how many types. Out: CPU seconds of `cargo check` and `cargo build` of each crate alone, dependencies built
//! before, and the ratio. Guaranteed: both are measured in one run, one after the other, in turns.

mod document;
mod synthetic;
mod validate;

pub use document::document;
pub use validate::validate;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use specwright_codegen::check::Mode;
use specwright_codegen::diagnostic::{Diagnostics, Style, render};
use specwright_codegen::generate;
use specwright_codegen::load::OneFile;
use specwright_codegen::plan::Config;
use specwright_codegen::source::Sources;

/// How often each is measured; the least counts, since noise only adds.
const ROUNDS: usize = 3;

/// Measures and prints.
///
/// # Errors
/// When a crate does not compile or the machine does not tell CPU time.
pub fn compile(root: &Path, structs: usize, enums: usize) -> Result<String, String> {
    let folder = root.join("target/bench/compile");
    let crates = [ours(root, &folder, structs, enums)?, derives(&folder, structs, enums)?];
    let mut report = format!("{structs} structs of ten fields, {enums} enums; CPU s, least of {ROUNDS} rounds\n");
    let mut least = [[f64::INFINITY; 2]; 2];
    for (index, krate) in crates.iter().enumerate() {
        eprintln!("building the dependencies of {}", name(krate));
        for command in ["check", "build"] {
            cargo(krate, command)?;
        }
        least[index] = [f64::INFINITY; 2];
    }
    for round in 1..=ROUNDS {
        eprintln!("round {round} of {ROUNDS}");
        for (index, krate) in crates.iter().enumerate() {
            for (at, command) in ["check", "build"].iter().enumerate() {
                least[index][at] = least[index][at].min(measure(krate, command)?);
            }
        }
    }
    for (krate, [check, build]) in crates.iter().zip(least) {
        let lines = lines(&krate.join("src"))?;
        let _ = writeln!(report, "{:14} check {check:6.1}  build {build:6.1}  {lines} lines", name(krate));
    }
    let [[check, build], [derived_check, derived_build]] = least;
    let _ = writeln!(
        report,
        "generated / serde derives: check {:.2}, build {:.2}",
        check / derived_check,
        build / derived_build
    );
    Ok(report)
}

fn name(krate: &Path) -> String {
    krate.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// The generated crate, on the runtime without a transport.
fn ours(root: &Path, folder: &Path, structs: usize, enums: usize) -> Result<PathBuf, String> {
    let krate = folder.join("generated");
    let spec = synthetic::spec(structs, enums);
    let (mut sources, mut out) = (Sources::default(), Diagnostics::default());
    let config = Config { module: "api".to_owned(), path: "crate::api".to_owned(), ..Config::default() };
    let file = OneFile { name: "openapi.yaml", bytes: spec.as_bytes() };
    let generated = generate("openapi.yaml", &file, Mode::Lenient, &config, &mut sources, &mut out)
        .map_err(|_| render(&sources, &out, Style::Plain))?;
    let runtime = root.join("runtime");
    let dependency = format!("specwright-runtime = {{ path = {runtime:?}, default-features = false }}");
    for file in generated.files {
        write(&krate.join("src").join(&file.path), &file.text)?;
    }
    write(&krate.join("src/lib.rs"), "pub mod api;\n")?;
    let dependency = format!("{dependency}\n\n[features]\nserde = [\"specwright-runtime/serde\"]");
    write(&krate.join("Cargo.toml"), &manifest("bench-generated", &dependency))?;
    Ok(krate)
}

/// The same types with serde's derives.
fn derives(folder: &Path, structs: usize, enums: usize) -> Result<PathBuf, String> {
    let krate = folder.join("serde-derives");
    write(&krate.join("src/lib.rs"), &synthetic::derives(structs, enums))?;
    let dependency = "serde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"";
    write(&krate.join("Cargo.toml"), &manifest("bench-serde-derives", dependency))?;
    Ok(krate)
}

fn manifest(name: &str, dependencies: &str) -> String {
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
        [dependencies]\n{dependencies}\n\n[workspace]\n"
    )
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, text))
        .map_err(|e| format!("error: {}: {e}\n", path.display()))
}

fn lines(folder: &Path) -> Result<usize, String> {
    let mut count = 0;
    for entry in fs::read_dir(folder).map_err(|e| e.to_string())?.filter_map(Result::ok) {
        let path = entry.path();
        count += if path.is_dir() {
            lines(&path)?
        } else {
            fs::read_to_string(&path).map_err(|e| e.to_string())?.lines().count()
        };
    }
    Ok(count)
}

fn cargo(krate: &Path, command: &str) -> Result<(), String> {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(krate).args([command, "--quiet"]).env("CARGO_INCREMENTAL", "0").stdout(Stdio::null());
    cargo.env("CARGO_TARGET_DIR", krate.join("target"));
    let status = cargo.status().map_err(|e| format!("error: cargo cannot be run: {e}\n"))?;
    if status.success() { Ok(()) } else { Err(format!("error: `cargo {command}` of {} failed\n", name(krate))) }
}

/// CPU seconds of compiling the crate alone.
fn measure(krate: &Path, command: &str) -> Result<f64, String> {
    let library = krate.join("src/lib.rs");
    let text = fs::read_to_string(&library).map_err(|e| e.to_string())?;
    write(&library, &text)?;
    let before = cpu_of_children()?;
    cargo(krate, command)?;
    Ok(cpu_of_children()? - before)
}

/// User and system time of the children that have ended, theirs included (proc(5), `cutime` and `cstime`).
fn cpu_of_children() -> Result<f64, String> {
    let unknown = || "error: this machine does not tell the CPU time of children (Linux does)\n".to_owned();
    let stat = fs::read_to_string("/proc/self/stat").map_err(|_| unknown())?;
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |index: usize| fields.get(index).and_then(|f| f.parse::<f64>().ok());
    match (ticks(13), ticks(14)) {
        (Some(user), Some(system)) => Ok((user + system) / 100.0),
        _ => Err(unknown()),
    }
}
