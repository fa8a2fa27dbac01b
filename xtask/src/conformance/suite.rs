//! The suite as it is read: groups of cases, each group with its schema.
//!
//! Guaranteed: numbers keep their digits; a folder that is not there is empty.

use std::fs;
use std::path::Path;

use specwright_codegen::diagnostic::{Diagnostics, Style, render};
use specwright_codegen::document::Node;
use specwright_codegen::load::load_bytes;
use specwright_codegen::source::Sources;

use super::wrap;

/// A dialect, and with it the version of OpenAPI that carries it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Draft {
    Four,
    Newest,
}

/// Cases that share a schema.
#[derive(Debug)]
pub(super) struct Group {
    /// The file's name, which is that of the keyword.
    pub file: String,
    pub description: String,
    pub schema: Node,
    pub cases: Vec<Case>,
}

/// A value, as JSON on one line, and whether it is valid.
#[derive(Debug)]
pub(super) struct Case {
    pub description: String,
    pub json: String,
    pub valid: bool,
}

impl Group {
    pub(super) fn name(&self) -> String {
        format!("{}: {}", self.file, self.description)
    }
}

/// The groups of every file of a folder, by name of the file.
pub(super) fn groups(suite: &Path, folder: &str) -> Result<Vec<Group>, String> {
    let mut paths: Vec<_> = fs::read_dir(suite.join(folder))
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    paths.sort();
    let mut groups = Vec::new();
    for path in paths {
        let file = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = fs::read(&path).map_err(|error| format!("error: {}: {error}\n", path.display()))?;
        let (mut sources, mut out) = (Sources::default(), Diagnostics::default());
        let document = load_bytes("suite.json", &bytes, &mut sources, &mut out)
            .map_err(|_| render(&sources, &out, Style::Plain))?;
        groups.extend(document.root().items().iter().filter_map(|node| group(&file, node)));
    }
    Ok(groups)
}

fn group(file: &str, node: &Node) -> Option<Group> {
    let cases = node.get("tests")?.items().iter().filter_map(|case| {
        Some(Case {
            description: case.str("description")?.to_owned(),
            json: wrap::json(case.get("data")?),
            valid: case.is_true("valid"),
        })
    });
    Some(Group {
        file: file.to_owned(),
        description: node.str("description")?.to_owned(),
        schema: node.get("schema")?.clone(),
        cases: cases.collect(),
    })
}
