//! The fixtures of messages: `tests/fixtures/err/<stage>/<code>/`, each a document and what is said about it.
//!
//! In: the folder. Out: for each fixture its code, the text that is expected and the text that comes out.

use std::path::{Path, PathBuf};

use specwright_codegen::check::Mode;
use specwright_codegen::diagnostic::{Diagnostics, Style, render};
use specwright_codegen::generate;
use specwright_codegen::load::Folder;
use specwright_codegen::lower::Selection;
use specwright_codegen::plan::Config;
use specwright_codegen::source::Sources;

pub struct Fixture {
    pub folder: PathBuf,
    pub code: String,
    pub expected: String,
    pub actual: String,
}

impl Fixture {
    pub fn expected_path(&self) -> PathBuf {
        self.folder.join("expected.txt")
    }
}

/// The workspace.
pub fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every fixture of the stages that can fail, in order of name.
pub fn fixtures() -> Vec<Fixture> {
    let root = workspace().join("tests/fixtures/err");
    let mut all = Vec::new();
    for stage in ["load", "check", "lower"] {
        for folder in folders(&root.join(stage)) {
            let code = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let expected = std::fs::read_to_string(folder.join("expected.txt")).unwrap_or_default();
            let actual = said_about(&folder);
            all.push(Fixture { folder, code, expected: expected.replace("\r\n", "\n"), actual });
        }
    }
    all
}

fn folders(of: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(of).into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

fn said_about(folder: &Path) -> String {
    let name = if folder.join("spec.json").exists() { "spec.json" } else { "spec.yaml" };
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let (module, path) = ("fixture".to_owned(), "crate::fixture".to_owned());
    let config = Config { module, path, selection: selection(folder), ..Config::default() };
    // The findings are what is compared; whether a stage failed follows from them.
    let _outcome = generate(name, &Folder::new(folder, name), Mode::Strict, &config, &mut sources, &mut diagnostics);
    render(&sources, &diagnostics, Style::Plain)
}

/// What a fixture asks for, a line each in `selection.txt`: `tag pets`.
fn selection(folder: &Path) -> Selection {
    let text = std::fs::read_to_string(folder.join("selection.txt")).unwrap_or_default();
    let of = |wanted: &str| {
        let lines = text.lines().filter_map(|line| line.split_once(' ')).filter(|(kind, _)| *kind == wanted);
        lines.map(|(_, word)| word.to_owned()).collect()
    };
    Selection { tags: of("tag"), operations: of("operation"), paths: of("path"), every_schema: false }
}
