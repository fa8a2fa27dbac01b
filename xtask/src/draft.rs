//! `cargo xtask draft`: a first draft of a spec from a documentation page as text.
//!
//! In: the text of a page. Out: the text of an `openapi.yaml` that passes `cargo xtask lint`, in which every guess is
//! marked `x-assumed`, with its reason. Guaranteed: any text gives a draft or a message, and never a panic.
//!
//! ```text
//! recognise   text -> a style            by what stands on the page
//! read        text -> model::Page        one reader for each style
//! write       model::Page -> YAML        one writer for all of them
//! ```

mod conditions;
mod curl;
mod document;
mod examples;
mod help;
mod json;
mod media;
mod model;
mod names;
mod nest;
mod outline;
mod pattern;
mod reference;
mod samples;
mod schemas;
mod shell;
mod table;
#[cfg(test)]
mod tests;
mod url;
mod words;
mod xml;
mod yaml;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use model::Page;

/// A kind of page: what it is called, how it is told, how it is read.
struct PageStyle {
    name: &'static str,
    recognise: fn(&str) -> bool,
    read: fn(&str, &str) -> Result<Page, String>,
}

/// In this order: a page that has a form of its own may show a `curl` command beside it.
const STYLES: [PageStyle; 3] = [
    PageStyle { name: help::NAME, recognise: help::recognise, read: help::read },
    PageStyle { name: reference::NAME, recognise: reference::recognise, read: reference::read },
    PageStyle { name: curl::NAME, recognise: curl::recognise, read: curl::read },
];

/// The draft of a page; `name` is what the page is called where it has no title.
///
/// # Errors
/// When the page is in no style that is known, or does not say which request it describes.
pub fn draft(text: &str, name: &str) -> Result<String, String> {
    // Pages are saved on every system; what readers compare is the same on each.
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n").replace('\u{a0}', " ");
    let Some(style) = STYLES.iter().find(|style| (style.recognise)(&text)) else {
        let styles: Vec<String> = STYLES.iter().map(|style| format!("    - {}\n", style.name)).collect();
        return Err(format!("error: this page is in no style that is known\n  = help: known are\n{}", styles.concat()));
    };
    let page = (style.read)(&text, name).map_err(|why| format!("error: {}: {why}\n", style.name))?;
    if page.operations.is_empty() {
        return Err(format!("error: {}: the page describes no request\n", style.name));
    }
    Ok(document::write(&page))
}

/// Drafts a spec from the page in a file.
///
/// # Errors
/// When the file cannot be read, is no text, or is no page that is known.
pub fn draft_file(page: &Path) -> Result<String, String> {
    let bytes = fs::read(page).map_err(|e| format!("error: {}: {e}\n", page.display()))?;
    let text = String::from_utf8(bytes).map_err(|_| format!("error: {} is not UTF-8\n", page.display()))?;
    let stem = page.file_stem().unwrap_or_default().to_string_lossy();
    draft(&text, if stem.is_empty() { "page" } else { &stem })
}

/// Writes a draft to a file that is not there yet: what an author has written is worth more than a draft.
///
/// # Errors
/// When the file is there, or cannot be written.
pub fn save(file: &Path, text: &str) -> Result<(), String> {
    let failed = |e: std::io::Error| match e.kind() {
        std::io::ErrorKind::AlreadyExists => {
            let help = "a draft replaces nothing; name another file and compare the two";
            format!("error: {} is there already\n  = help: {help}\n", file.display())
        }
        _ => format!("error: {}: {e}\n", file.display()),
    };
    if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut file_there = fs::OpenOptions::new().write(true).create_new(true).open(file).map_err(failed)?;
    file_there.write_all(text.as_bytes()).map_err(failed)
}

/// Where the pages of our own are that show each style, each beside its draft.
pub(crate) fn fixtures(root: &Path) -> Result<Vec<PathBuf>, String> {
    let folder = root.join("tests/fixtures/draft");
    let entries = fs::read_dir(&folder).map_err(|e| format!("error: {}: {e}\n", folder.display()))?;
    let mut found: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path().join("page.txt")).collect();
    found.retain(|path| path.is_file());
    found.sort();
    Ok(found)
}

/// Writes the draft beside each page of our own, as it is now.
///
/// # Errors
/// When one of them cannot be read, drafted or written.
pub fn bless(root: &Path) -> Result<(), String> {
    for page in fixtures(root)? {
        let file = page.with_file_name("openapi.yaml");
        fs::write(&file, draft_file(&page)?).map_err(|e| format!("error: {}: {e}\n", file.display()))?;
    }
    Ok(())
}
