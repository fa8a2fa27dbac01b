//! Places in the specs, found in their text.
//!
//! In: an API and the beginnings of lines that lead to a place. Out: the number of the line.

use std::fs;
use std::path::Path;

/// The spec of an API, as messages name it.
pub fn file(api: &str) -> String {
    format!("specs/{api}/openapi.yaml")
}

/// The line that begins with the last of `path`: the first such line after the first that begins with the one before,
/// and so on. White space before a line does not count.
///
/// # Panics
/// When the spec has no such line.
pub fn line(api: &str, path: &[&str]) -> u32 {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let text = fs::read_to_string(root.join(file(api))).expect("the API has a spec");
    let mut lines = (1..).zip(text.lines());
    let found = path.iter().map(|start| lines.find(|(_, line)| line.trim_start().starts_with(start)));
    let found = found.last().flatten();
    assert!(found.is_some(), "{} has no line {path:?}", file(api));
    found.map_or(0, |(number, _)| number)
}
