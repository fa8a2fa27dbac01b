//! Files as they should be and as they are.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::Path;

use similar::TextDiff;

/// One file that is not as it should be; paths are relative to the root.
#[derive(Clone, Debug)]
pub(crate) enum Change {
    Add { path: String, text: String },
    Edit { path: String, old: String, text: String },
    Delete { path: String, old: String },
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Add { path, text } => write!(f, "added    {path} ({} lines)", text.lines().count()),
            Self::Edit { path, old, text } => {
                let diff = TextDiff::from_lines(old, text);
                let count = |tag| diff.iter_all_changes().filter(|c| c.tag() == tag).count();
                let (plus, minus) = (count(similar::ChangeTag::Insert), count(similar::ChangeTag::Delete));
                write!(f, "changed  {path} (+{plus} -{minus})")
            }
            Self::Delete { path, .. } => write!(f, "deleted  {path}"),
        }
    }
}

/// A change as a unified diff.
pub(crate) fn diff(change: &Change) -> String {
    let (path, old, new) = match change {
        Change::Add { path, text } => (path, "", text.as_str()),
        Change::Edit { path, old, text } => (path, old.as_str(), text.as_str()),
        Change::Delete { path, old } => (path, old.as_str(), ""),
    };
    let diff = TextDiff::from_lines(old, new);
    diff.unified_diff().context_radius(2).header(&format!("{path} (now)"), &format!("{path} (should be)")).to_string()
}

/// Compares `expected` with what is there. A file in `folder` that is not expected and that `owned` says is the
/// machine's is to be deleted.
pub(crate) fn compare(
    root: &Path,
    folder: &str,
    expected: &BTreeMap<String, String>,
    owned: &dyn Fn(&str) -> bool,
) -> Result<Vec<Change>, String> {
    let mut found = Vec::new();
    list(root, folder, &mut found)?;
    let mut changes = Vec::new();
    for (path, text) in expected {
        match fs::read_to_string(root.join(path)) {
            Ok(old) if old == *text => {}
            Ok(old) => changes.push(Change::Edit { path: path.clone(), old, text: text.clone() }),
            Err(_) => changes.push(Change::Add { path: path.clone(), text: text.clone() }),
        }
    }
    for path in found.into_iter().filter(|path| !expected.contains_key(path) && owned(path)) {
        let old = fs::read_to_string(root.join(&path)).unwrap_or_default();
        changes.push(Change::Delete { path, old });
    }
    Ok(changes)
}

fn list(root: &Path, folder: &str, found: &mut Vec<String>) -> Result<(), String> {
    let Ok(entries) = fs::read_dir(root.join(folder)) else { return Ok(()) };
    for entry in entries {
        let entry = entry.map_err(|e| format!("error: {folder}: {e}\n"))?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        let path = format!("{folder}/{name}");
        if entry.path().is_dir() {
            list(root, &path, found)?;
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(())
}

/// Writes and deletes.
pub(crate) fn apply(root: &Path, changes: &[Change]) -> Result<(), String> {
    for change in changes {
        let (path, result) = match change {
            Change::Add { path, text } | Change::Edit { path, text, .. } => {
                let file = root.join(path);
                let folder = file.parent().map_or(Ok(()), fs::create_dir_all);
                (path, folder.and_then(|()| fs::write(&file, text)))
            }
            Change::Delete { path, .. } => {
                let file = root.join(path);
                let result = fs::remove_file(&file);
                // A folder that is left empty goes with its last file.
                if let Some(folder) = file.parent() {
                    let _ = fs::remove_dir(folder);
                }
                (path, result)
            }
        };
        result.map_err(|e| format!("error: {path}: {e}\n"))?;
    }
    Ok(())
}
