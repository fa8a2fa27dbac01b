//! `cargo xtask regen`: from `specs/` to `generated/`, and to the ledgers beside the specs.
//!
//! In: the workspace's root. Out: what changed, a line for each file. Guaranteed: checking and writing are one
//! function with a switch; nothing is written when any spec has an error.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use specwright_codegen::check::Mode;
use specwright_codegen::diagnostic::Diagnostics;
use specwright_codegen::diagnostic::render::{Style, render};
use specwright_codegen::disk::LEDGER;
use specwright_codegen::ledger::{self, Ledger};
use specwright_codegen::load::Folder;
use specwright_codegen::plan::{self, Config};
use specwright_codegen::source::Sources;
use specwright_codegen::{Generated, generate, lower_spec};

use crate::tree::{self, Change};
use crate::{draft, lint};

/// The folder that is the machine's, relative to the root.
const OUTPUT: &str = "generated";

/// Generates `apis`, or all when none is named, and writes what changed, or only tells when `check` is set.
///
/// # Errors
/// What to print: the findings of a spec that cannot be generated, the differences when `check` finds some, or a
/// failure of the file system.
pub fn regen(root: &Path, apis: &[String], check: bool, style: Style) -> Result<String, String> {
    let (result, said) = regen_saying(root, apis, check, style);
    eprint!("{said}");
    result
}

/// The same, and what was said of specs that can be generated.
pub(crate) fn regen_saying(
    root: &Path,
    apis: &[String],
    check: bool,
    style: Style,
) -> (Result<String, String>, String) {
    let mut warnings = String::new();
    let result = regen_with(root, apis, check, style, &mut warnings);
    (result, warnings)
}

fn regen_with(
    root: &Path,
    apis: &[String],
    check: bool,
    style: Style,
    warnings: &mut String,
) -> Result<String, String> {
    let all = specs(root)?;
    if let Some(unknown) = apis.iter().find(|api| !all.contains(api)) {
        return Err(format!("error: there is no specs/{unknown}/openapi.yaml; there are: {}\n", all.join(", ")));
    }
    let wanted: Vec<&String> = all.iter().filter(|api| apis.is_empty() || apis.contains(api)).collect();
    let names: Vec<String> = wanted.iter().map(|api| (*api).clone()).collect();
    let verdict = lint::lint(root, &names, Mode::Strict, lint::Format::Text, style)?;
    if verdict.errors > 0 {
        return Err(format!("{}error: nothing was written\n", verdict.text));
    }
    warnings.push_str(&verdict.text);
    let mut expected = BTreeMap::new();
    let mut said = String::new();
    let mut failed = 0;
    for api in &wanted {
        match generate_api(root, api, style) {
            // What was said of it was said before.
            Ok((generated, _)) => {
                expected.insert(format!("specs/{api}/{LEDGER}"), generated.ledger);
                expected.extend(generated.files.into_iter().map(|f| (format!("{OUTPUT}/src/{}", f.path), f.text)));
            }
            Err(words) => {
                said.push_str(&words);
                failed += 1;
            }
        }
    }
    if failed > 0 {
        let _ = writeln!(said, "error: {failed} of {} specs cannot be generated; nothing was written", wanted.len());
        return Err(said);
    }
    expected.insert(format!("{OUTPUT}/src/lib.rs"), library(&all));
    expected.insert(format!("{OUTPUT}/Cargo.toml"), manifest(&all));
    let owned = |path: &str| {
        let module = path.strip_prefix("generated/src/").and_then(|rest| rest.split_once('/')).map(|(m, _)| m);
        module.is_none_or(|m| wanted.iter().any(|api| *api == m) || !all.iter().any(|api| api == m))
    };
    let changes = tree::compare(root, &format!("{OUTPUT}/src"), &expected, &owned)?;
    if check {
        return judge(&changes);
    }
    tree::apply(root, &changes)?;
    Ok(report(&changes, expected.len()))
}

/// Generates one api; gives its files and what was said of it.
pub(crate) fn generate_api(root: &Path, api: &str, style: Style) -> Result<(Generated, String), String> {
    let (mut sources, mut out) = (Sources::default(), Diagnostics::default());
    let name = format!("specs/{api}/openapi.yaml");
    let result = generate(&name, &Folder::new(root, name.as_str()), Mode::Strict, &config(api), &mut sources, &mut out);
    let words = render(&sources, &out, style);
    match result {
        Ok(generated) => Ok((generated, words)),
        Err(_) => Err(words),
    }
}

pub(crate) fn config(api: &str) -> Config {
    let path = format!("generated::{api}");
    Config { module: api.to_owned(), path, ledger: true, examples: true, ..Config::default() }
}

/// The list of the public API of one of the workspace's specs.
///
/// # Errors
/// The findings, when it cannot be generated.
pub fn listing(root: &Path, api: &str) -> Result<String, String> {
    generate_api(root, api, Style::Plain).map(|(generated, _)| generated.api)
}

/// Where each constraint of one of the workspace's specs is enforced.
///
/// # Errors
/// The findings, when it cannot be generated.
pub fn ledger(root: &Path, api: &str) -> Result<Ledger, String> {
    let (mut sources, mut out) = (Sources::default(), Diagnostics::default());
    let (name, config) = (format!("specs/{api}/openapi.yaml"), config(api));
    let files = Folder::new(root, name.as_str());
    let lowered = lower_spec(&name, &files, Mode::Strict, (config.reading, &config.selection), &mut sources, &mut out);
    let (spec, api) = lowered.map_err(|_| render(&sources, &out, Style::Plain))?;
    Ok(ledger::ledger(&spec, &api, &plan::plan(&api, &sources, &config)))
}

/// The folders under `specs/` that hold a spec, sorted.
///
/// # Errors
/// When the folder cannot be read.
pub fn specs(root: &Path) -> Result<Vec<String>, String> {
    let folder = root.join("specs");
    let entries = fs::read_dir(&folder).map_err(|e| format!("error: {}: {e}\n", folder.display()))?;
    let mut names: Vec<String> = entries
        .filter_map(Result::ok)
        .filter(|entry| entry.path().join("openapi.yaml").is_file())
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    names.sort();
    Ok(names)
}

const HEADER: &str = "generated by `cargo xtask regen`; edits are lost when it is generated again.";

fn library(apis: &[String]) -> String {
    let mut text = format!("// @generated: {HEADER}\n\n");
    text.push_str("//! Typed, validating clients, one module and one cargo feature for each API.\n\n");
    for api in apis {
        let _ = writeln!(text, "#[cfg(feature = \"{api}\")]\npub mod {api};");
    }
    text.push_str("\npub use specwright_runtime as runtime;\n");
    text
}

fn manifest(apis: &[String]) -> String {
    let list: Vec<String> = apis.iter().map(|api| format!("\"{api}\"")).collect();
    let features: String = apis.iter().map(|api| format!("{api} = []\n")).collect();
    format!(
        "# @{HEADER}\n\
        [package]\n\
        name = \"generated\"\n\
        description = \"Typed, validating clients, one module and one cargo feature for each API.\"\n\
        version.workspace = true\n\
        edition.workspace = true\n\
        rust-version.workspace = true\n\
        license.workspace = true\n\
        publish = false\n\n\
        [lib]\n\
        # Named, so that the workspace loads while there is no src/.\n\
        path = \"src/lib.rs\"\n\n\
        [features]\n\
        default = [{}, \"reqwest\"]\n\
        {features}\
        # The default transport.\n\
        reqwest = [\"specwright-runtime/reqwest\"]\n\
        # serde's traits for every type.\n\
        serde = [\"specwright-runtime/serde\"]\n\n\
        [dependencies]\n\
        specwright-runtime = {{ path = \"../runtime\", default-features = false }}\n\n\
        [dev-dependencies]\n\
        # What tries the examples of the specs.\n\
        specwright-runtime = {{ path = \"../runtime\", default-features = false, features = [\"probe\"] }}\n\
        tokio = {{ workspace = true, features = [\"macros\", \"rt\"] }}\n\n\
        [lints]\n\
        workspace = true\n",
        list.join(", ")
    )
}

/// Fails with the differences, if there are any.
fn judge(changes: &[Change]) -> Result<String, String> {
    if changes.is_empty() {
        return Ok(String::new());
    }
    let mut message: String = changes.iter().map(tree::diff).collect();
    let _ = writeln!(message, "error: {} files are not what the specs say", changes.len());
    message.push_str("  = help: run `cargo xtask regen` and commit what it writes\n");
    Err(message)
}

fn report(changes: &[Change], files: usize) -> String {
    let mut lines: String = changes.iter().map(|change| format!("{change}\n")).collect();
    if changes.is_empty() {
        let _ = writeln!(lines, "{files} files, none changed");
    }
    lines
}

/// Accepts every snapshot as it is now: runs the tests that compare them, with insta set to accept what it sees, and
/// writes the expected text of each fixture of a message and of a draft.
///
/// # Errors
/// When cargo cannot be run or a test fails for another reason than a snapshot.
pub fn bless(root: &Path) -> Result<(), String> {
    draft::bless(root)?;
    let snapshots = ["test", "--quiet", "--package", "specwright-tests", "--test", "snapshots"];
    let messages = ["run", "--quiet", "--package", "specwright-codegen", "--example", "bless_diagnostics"];
    for arguments in [snapshots.as_slice(), messages.as_slice()] {
        let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command.current_dir(root).args(arguments).env("INSTA_UPDATE", "always");
        let status = command.status().map_err(|e| format!("error: cargo cannot be run: {e}\n"))?;
        if !status.success() {
            return Err(format!("error: `cargo {}` failed\n", arguments.join(" ")));
        }
    }
    Ok(())
}
