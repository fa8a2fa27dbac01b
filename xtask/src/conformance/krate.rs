//! The crate that is generated, and the verdicts that it gives.
//!
//! In: groups. Out: for each case what the generated type says of it and what the tables say, under both readings of a
//! schema without a type. Guaranteed: one crate holds all modules; a value is valid by its type only if it comes back
//! as it was.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use specwright_codegen::check::Mode;
use specwright_codegen::diagnostic::{Diagnostics, Style, render};
use specwright_codegen::lower::Reading;
use specwright_codegen::source::Sources;
use specwright_codegen::tables;

use super::carry::{DOCUMENT, Folder, types};
use super::suite::{Case, Draft, Group};
use super::wrap::{self, Form};

/// Groups of one folder of the suite.
#[derive(Debug)]
pub(super) struct Run {
    pub module: String,
    pub draft: Draft,
    /// Each with whether it has a document of its own.
    pub groups: Vec<(Group, bool)>,
}

/// What was said of a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Said {
    Valid,
    Invalid,
    /// It was read and found valid, and written back as another value.
    Changed,
    #[default]
    Nothing,
}

/// What the types and the tables said of a case, with each reading of a schema without a type.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Verdict {
    pub types: Said,
    pub tables: Said,
    pub meant_types: Said,
    pub meant_tables: Said,
}

/// A document: the groups of a run that stand in it.
struct Unit<'r> {
    name: String,
    form: Form,
    alone: bool,
    groups: Vec<&'r Group>,
}

/// The two modules of a unit for a reading.
const READINGS: [(&str, Reading); 2] = [("literal", Reading::Literal), ("meant", Reading::Meant)];

/// Judges every case of every run, in the order of the runs, their groups and their cases.
pub(super) fn verdicts(root: &Path, suite: &Path, runs: &[Run]) -> Result<Vec<Vec<Verdict>>, String> {
    let folder = root.join("target/conformance");
    let _ = fs::remove_dir_all(folder.join("src"));
    let units: Vec<Vec<Unit<'_>>> = runs.iter().map(units).collect();
    for unit in units.iter().flatten() {
        modules(unit, &suite.join("remotes"), &folder)?;
    }
    write(&folder.join("src/main.rs"), &main(&units))?;
    write(&folder.join("Cargo.toml"), &manifest(root))?;
    // The same versions as ours, so that nothing is fetched.
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).map_err(|error| format!("error: {error}\n"))?;
    let mut input = String::new();
    let mut at = 0;
    for (run, units) in runs.iter().zip(&units) {
        for (group, case) in cases(run) {
            let unit = units.iter().position(|unit| unit.groups.iter().any(|one| std::ptr::eq(*one, group)));
            let unit = unit.unwrap_or_default();
            let index = units[unit].groups.iter().position(|one| std::ptr::eq(*one, group)).unwrap_or_default();
            let _ = writeln!(input, "{} {index} {}", at + unit, case.json);
        }
        at += units.len();
    }
    let answers = execute(root, &folder, input)?;
    let mut answers = answers.lines().map(verdict);
    Ok(runs.iter().map(|run| answers.by_ref().take(cases(run).count()).collect()).collect())
}

/// Every case of a run with its group.
pub(super) fn cases(run: &Run) -> impl Iterator<Item = (&Group, &Case)> {
    run.groups.iter().flat_map(|(group, _)| group.cases.iter().map(move |case| (group, case)))
}

fn units(run: &Run) -> Vec<Unit<'_>> {
    let form = Form { draft: run.draft, implied: false };
    let together = run.groups.iter().filter(|(_, alone)| !alone).map(|(group, _)| group).collect();
    let mut units = vec![Unit { name: run.module.clone(), form, alone: false, groups: together }];
    for (group, _) in run.groups.iter().filter(|(_, alone)| *alone) {
        let name = format!("{}_alone_{}", run.module, units.len());
        units.push(Unit { name, form, alone: true, groups: vec![group] });
    }
    units
}

/// Types and tables of a document, each twice.
fn modules(unit: &Unit<'_>, remotes: &Path, folder: &Path) -> Result<(), String> {
    for (word, reading) in READINGS {
        let document = |form: Form| wrap::document(unit.groups.iter().copied(), form, unit.alone);
        let name = format!("{}_{word}", unit.name);
        let (mut sources, mut out) = (Sources::default(), Diagnostics::default());
        let files = Folder { document: document(unit.form), remotes };
        let mut made =
            types(&files, &name, reading, &mut sources, &mut out).map_err(|_| render(&sources, &out, Style::Plain))?;
        let (mut sources, mut out) = (Sources::default(), Diagnostics::default());
        let implied = reading == Reading::Meant;
        let files = Folder { document: document(Form { implied, ..unit.form }), remotes };
        let fragments: Vec<String> = (0..unit.groups.len()).map(wrap::fragment).collect();
        let module = format!("{name}_tables");
        let tables = tables(DOCUMENT, &files, Mode::Lenient, &fragments, &module, &mut sources, &mut out);
        made.extend(tables.map_err(|_| render(&sources, &out, Style::Plain))?);
        made.iter().try_for_each(|file| write(&folder.join("src").join(&file.path), &file.text))?;
    }
    Ok(())
}

/// Reads a line for each case (module, schema, value) and says what it is.
fn main(units: &[Vec<Unit<'_>>]) -> String {
    let mut text = String::from(ALLOWED);
    let mut known = String::new();
    for unit in units.iter().flatten() {
        for (reading, _) in READINGS {
            let name = format!("{}_{reading}", unit.name);
            let _ = writeln!(text, "mod {name};\nmod {name}_tables;");
            let _ = writeln!(known, "    ({name}::probe::probe, &{name}_tables::SCHEMAS),");
        }
    }
    let _ = writeln!(text, "\nstatic MODULES: &[(Probe, &[&Schema])] = &[\n{known}];\n{MAIN}");
    text
}

/// A program does not export what a client does, and the suite has names in many scripts.
const ALLOWED: &str = "//! Judges values by schemas of the suite.\n\n\
    #![allow(dead_code, unused_imports, mixed_script_confusables)]\n\n";

const MAIN: &str = r#"
use specwright_runtime::probe::{Outcome, Probe, same};
use specwright_runtime::schema::Schema;

fn main() {
    for line in std::io::stdin().lines() {
        let line = line.unwrap();
        let mut parts = line.splitn(3, ' ');
        let mut number = || parts.next().unwrap().parse::<usize>().unwrap();
        let (module, schema) = (number(), number());
        let json = parts.next().unwrap();
        let said: Vec<&str> = MODULES[2 * module..][..2]
            .iter()
            .flat_map(|(probe, schemas)| [by_type(*probe, schema, json), by_table(schemas[schema], json)])
            .collect();
        println!("{}", said.join(" "));
    }
}

fn by_type(probe: Probe, schema: usize, json: &str) -> &'static str {
    match probe(&format!("G{schema}"), json.as_bytes()) {
        Some(Outcome::Read { written, violations }) if violations.is_empty() => {
            if same(&written, json.as_bytes()) { "valid" } else { "changed" }
        }
        Some(Outcome::Read { .. } | Outcome::Rejected(_)) => "invalid",
        None => "nothing",
    }
}

fn by_table(schema: &'static Schema, json: &str) -> &'static str {
    let Ok(value) = specwright_runtime::json::from_str(json) else { return "nothing" };
    let mut found = specwright_runtime::Violations::default();
    schema.check(&value, &specwright_runtime::At::ROOT, &mut found);
    assert_eq!(schema.is_valid(&value), found.is_empty());
    if found.is_empty() { "valid" } else { "invalid" }
}
"#;

fn verdict(line: &str) -> Verdict {
    let mut said = line.split(' ').map(|word| match word {
        "valid" => Said::Valid,
        "invalid" => Said::Invalid,
        "changed" => Said::Changed,
        _ => Said::Nothing,
    });
    let mut next = || said.next().unwrap_or_default();
    Verdict { types: next(), tables: next(), meant_types: next(), meant_tables: next() }
}

fn manifest(root: &Path) -> String {
    format!(
        "[package]\nname = \"conformance\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[features]\nserde = []\n\n\
        [dependencies]\n\
        specwright-runtime = {{ path = {:?}, default-features = false, features = [\"probe\"] }}\n\n\
        [profile.dev]\ndebug = false\n\
         # What is written out for optimised code is there as well.\ndebug-assertions = false\noverflow-checks = true\n\n[workspace]\n",
        root.join("runtime")
    )
}

fn execute(root: &Path, folder: &Path, input: String) -> Result<String, String> {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(folder).args(["run", "--quiet"]).stdin(Stdio::piped()).stdout(Stdio::piped());
    if std::env::var_os("CARGO_TARGET_DIR").is_none() {
        cargo.env("CARGO_TARGET_DIR", root.join("target"));
    }
    let failed = |error: std::io::Error| format!("error: the crate of the suite cannot be run: {error}\n");
    let mut child = cargo.spawn().map_err(failed)?;
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
