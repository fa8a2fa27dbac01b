//! The crate that is generated, and the verdicts that it gives.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use specwright_codegen::check::Mode;
use specwright_codegen::diagnostic::{Diagnostics, Style, render};
use specwright_codegen::load::OneFile;
use specwright_codegen::source::Sources;
use specwright_codegen::tables;

use super::suite::{Draft, Group};
use super::wrap;

/// Groups that become one module.
#[derive(Debug)]
pub(super) struct Run {
    pub module: String,
    pub draft: Draft,
    pub groups: Vec<Group>,
}

/// Judges every case of every run; nothing for a value that cannot be read.
pub(super) fn verdicts(root: &Path, runs: &[Run]) -> Result<Vec<Vec<Option<bool>>>, String> {
    let folder = root.join("target/conformance");
    let _ = fs::remove_dir_all(folder.join("src"));
    for run in runs {
        module(run, &folder)?;
    }
    write(&folder.join("src/main.rs"), &main(runs))?;
    write(&folder.join("Cargo.toml"), &manifest(root))?;
    // The same versions as ours, so that nothing is fetched.
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).map_err(|error| format!("error: {error}\n"))?;
    let answers = execute(root, &folder, runs)?;
    let mut answers = answers.lines().map(|line| match line {
        "valid" => Some(true),
        "invalid" => Some(false),
        _ => None,
    });
    let cases = |run: &Run| run.groups.iter().map(|group| group.cases.len()).sum::<usize>();
    Ok(runs.iter().map(|run| answers.by_ref().take(cases(run)).collect()).collect())
}

fn module(run: &Run, folder: &Path) -> Result<(), String> {
    let (name, text) = ("document.json", wrap::document(&run.groups, run.draft));
    let (mut sources, mut out) = (Sources::default(), Diagnostics::default());
    let file = OneFile { name, bytes: text.as_bytes() };
    let fragments: Vec<String> = (0..run.groups.len()).map(wrap::fragment).collect();
    let files = tables(name, &file, Mode::Lenient, &fragments, &run.module, &mut sources, &mut out)
        .map_err(|_| render(&sources, &out, Style::Plain))?;
    files.iter().try_for_each(|file| write(&folder.join("src").join(&file.path), &file.text))
}

/// Reads a line for each case (module, schema, value) and says what it is.
fn main(runs: &[Run]) -> String {
    let mut text = String::from("//! Judges values by schemas of the suite.\n\n");
    for run in runs {
        let _ = writeln!(text, "mod {};", run.module);
    }
    let modules: Vec<String> = runs.iter().map(|run| format!("{}::SCHEMAS", run.module)).collect();
    let _ = write!(
        text,
        "\nfn main() {{\n\
        \x20   let modules = [{}];\n\
        \x20   for line in std::io::stdin().lines() {{\n\
        \x20       let line = line.unwrap();\n\
        \x20       let mut parts = line.splitn(3, ' ');\n\
        \x20       let mut index = || parts.next().unwrap().parse::<usize>().unwrap();\n\
        \x20       let schema = modules[index()][index()];\n\
        \x20       match specwright_runtime::json::from_str(parts.next().unwrap()) {{\n\
        \x20           Ok(value) => {{\n\
        \x20               let mut found = specwright_runtime::Violations::default();\n\
        \x20               schema.check(&value, &specwright_runtime::At::ROOT, &mut found);\n\
        \x20               assert_eq!(schema.is_valid(&value), found.is_empty());\n\
        \x20               println!(\"{{}}\", if found.is_empty() {{ \"valid\" }} else {{ \"invalid\" }});\n\
        \x20           }}\n\
        \x20           Err(_) => println!(\"unreadable\"),\n\
        \x20       }}\n\
        \x20   }}\n\
        }}\n",
        modules.join(", ")
    );
    text
}

fn manifest(root: &Path) -> String {
    format!(
        "[package]\nname = \"conformance\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
        specwright-runtime = {{ path = {:?}, default-features = false }}\n\n[workspace]\n",
        root.join("runtime")
    )
}

fn execute(root: &Path, folder: &Path, runs: &[Run]) -> Result<String, String> {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(folder).args(["run", "--quiet"]).stdin(Stdio::piped()).stdout(Stdio::piped());
    if std::env::var_os("CARGO_TARGET_DIR").is_none() {
        cargo.env("CARGO_TARGET_DIR", root.join("target"));
    }
    let failed = |error: std::io::Error| format!("error: the crate of the suite cannot be run: {error}\n");
    let mut child = cargo.spawn().map_err(failed)?;
    let mut input = String::new();
    for (module, run) in runs.iter().enumerate() {
        for (schema, group) in run.groups.iter().enumerate() {
            for case in &group.cases {
                let _ = writeln!(input, "{module} {schema} {}", case.json);
            }
        }
    }
    let mut stdin = child.stdin.take();
    let feeder = std::thread::spawn(move || stdin.as_mut().map(|stdin| stdin.write_all(input.as_bytes())));
    let output = child.wait_with_output().map_err(failed)?;
    // A child that ends early is told by its status.
    let _ = feeder.join();
    if !output.status.success() {
        return Err("error: the crate of the suite does not compile or stopped; its messages are above\n".to_owned());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, text))
        .map_err(|error| format!("error: {}: {error}\n", path.display()))
}
