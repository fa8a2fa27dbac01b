//! `cargo xtask lint`: everything that is wrong with the specs, and nothing written.
//!
//! In: the workspace's root, folders under `specs/` or paths of documents. Out: every finding of all of them, and a line
//! that counts. Guaranteed: a spec with an error does not keep the others from being judged.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use serde_json::{Value, json};
use specwright_codegen::check::Mode;
use specwright_codegen::diagnostic::{Diagnostics, Severity, Style, machine, render};
use specwright_codegen::load::Folder;
use specwright_codegen::lower_document;
use specwright_codegen::source::Sources;

use crate::regen::{config, specs};

/// How findings are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Excerpts for a person.
    Text,
    /// One object with a list of findings, for an editor.
    Json,
    /// A line for each finding, which GitHub Actions shows beside the file.
    Github,
}

/// What was found, in the form that was asked for.
#[derive(Clone, Debug)]
pub struct Verdict {
    pub text: String,
    pub errors: usize,
}

/// A document to judge: the folder that it is read from, and its name there.
struct Subject {
    folder: PathBuf,
    name: String,
}

/// Judges `wanted`, or all specs when nothing is named.
///
/// # Errors
/// When something named is neither a spec nor a file.
pub fn lint(root: &Path, wanted: &[String], mode: Mode, format: Format, style: Style) -> Result<Verdict, String> {
    let all = specs(root)?;
    let names = if wanted.is_empty() { &all } else { wanted };
    let subjects: Result<Vec<Subject>, String> = names.iter().map(|name| subject(root, &all, name)).collect();
    let subjects = subjects?;
    let (mut text, mut list) = (String::new(), Vec::new());
    let (mut errors, mut warnings, mut notes) = (0, 0, 0);
    for subject in &subjects {
        let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
        let files = Folder::new(&subject.folder, subject.name.as_str());
        let selection = config("api").selection;
        // What matters is what was found; whether a stage failed follows from it.
        let _outcome = lower_document(&subject.name, &files, mode, &selection, &mut sources, &mut found);
        errors += found.count(Severity::Error);
        warnings += found.count(Severity::Warning);
        notes += found.count(Severity::Note);
        match format {
            Format::Text => {
                let words = render(&sources, &found.above_notes(), style);
                if !text.is_empty() && !words.is_empty() {
                    text.push('\n');
                }
                text.push_str(&words);
            }
            Format::Json => {
                if let Value::Array(values) = machine::json(&sources, &found) {
                    list.extend(values);
                }
            }
            Format::Github => text.push_str(&machine::github(&sources, &found)),
        }
    }
    let count = |number: usize, one: &str| format!("{number} {one}{}", if number == 1 { "" } else { "s" });
    match format {
        Format::Text => {
            let gap = if text.is_empty() { "" } else { "\n" };
            let documents = count(subjects.len(), "document");
            let (errors, warnings) = (count(errors, "error"), count(warnings, "warning"));
            text.push_str(&format!("{gap}{documents}: {errors}, {warnings}"));
            // In a document of somebody else's there are thousands; `--format json` has them.
            text.push_str(&if notes == 0 { "\n".to_owned() } else { format!(", {}\n", count(notes, "note")) });
        }
        Format::Json => {
            let documents: Vec<&str> = subjects.iter().map(|subject| subject.name.as_str()).collect();
            let ok = errors == 0;
            let value = json!({
                "ok": ok, "documents": documents, "errors": errors, "warnings": warnings, "diagnostics": list,
            });
            text = format!("{value}\n");
        }
        Format::Github => {}
    }
    Ok(Verdict { text, errors })
}

fn subject(root: &Path, all: &[String], name: &str) -> Result<Subject, String> {
    if all.iter().any(|api| api == name) {
        return Ok(Subject { folder: root.to_path_buf(), name: format!("specs/{name}/openapi.yaml") });
    }
    let path = Path::new(name);
    if !path.is_file() {
        let known = all.join(", ");
        return Err(format!(
            "error: `{name}` is no file, and there is no specs/{name}/openapi.yaml; there are: {known}\n"
        ));
    }
    let here = std::env::current_dir().map_err(|e| format!("error: {e}\n"))?;
    // Below this folder the name is that of the command line, so that a message can be clicked on.
    if path.components().all(|part| matches!(part, std::path::Component::Normal(_))) {
        return Ok(Subject { folder: here, name: name.replace('\\', "/") });
    }
    let folder = path.parent().unwrap_or(Path::new(".")).to_path_buf();
    Ok(Subject { folder, name: path.file_name().unwrap_or_default().to_string_lossy().into_owned() })
}
