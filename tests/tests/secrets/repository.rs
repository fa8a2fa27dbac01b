//! The repository holds no secret of a test: not in snapshots, not in fixtures, not in what is generated.

use std::fs;
use std::path::Path;

use super::CANARY;

/// Every file below, but for what is built and what belongs to git.
fn files(directory: &Path, visit: &mut dyn FnMut(&Path, &[u8])) {
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        let skipped = path.file_name().is_some_and(|name| name == "target" || name == ".git");
        if path.is_dir() && !skipped {
            files(&path, visit);
        } else if path.is_file() {
            visit(&path, &fs::read(&path).unwrap());
        }
    }
}

#[test]
fn no_file_of_the_repository_holds_the_canary() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut seen = Vec::new();
    files(&root, &mut |path, bytes| {
        let found = bytes.windows(CANARY.len()).any(|window| window == CANARY.as_bytes());
        assert!(!found, "the canary is in {}", path.display());
        seen.push(path.strip_prefix(&root).unwrap().to_owned());
    });
    for part in ["generated/src", "tests/fixtures", "specs"] {
        assert!(seen.iter().any(|path| path.starts_with(part)), "{part} was not searched");
    }
}
