//! Rules of the repository: which stage knows what, how long a file may be, what is never said.

use std::fs;
use std::path::{Path, PathBuf};

/// Files of ours below the root: not generated, not built.
fn sources(extensions: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in ["cli", "codegen", "fuzz", "pattern", "runtime", "tests", "xtask", "specs", "docs", "generated"] {
        walk(&xtask::root().join(folder), extensions, &mut found);
    }
    for file in ["README.md", "ARCHITECTURE.md", "Cargo.toml"] {
        found.push(xtask::root().join(file));
    }
    found
}

fn walk(folder: &Path, extensions: &[&str], found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() && !path.ends_with("target") {
            walk(&path, extensions, found);
        } else if path.extension().is_some_and(|e| extensions.iter().any(|wanted| e == *wanted)) {
            found.push(path);
        }
    }
}

fn rust_below(folder: &str) -> Vec<(String, String)> {
    let root = xtask::root();
    let mut found = Vec::new();
    walk(&root.join(folder), &["rs"], &mut found);
    let name = |path: &PathBuf| path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
    found.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

/// Whether code (not comments) of a file names a path that begins with `krate`.
fn uses(text: &str, krate: &str) -> bool {
    let code = text.lines().map(|line| line.split("//").next().unwrap_or_default());
    let needles = [format!("use {krate}"), format!("{krate}::")];
    code.into_iter().any(|line| {
        needles.iter().any(|needle| {
            line.match_indices(needle.as_str()).any(|(at, _)| {
                let before = line[..at].chars().next_back();
                let after = line[at + needle.len()..].chars().next();
                let part_of_a_word = |c: char| c.is_alphanumeric() || c == '_' || c == '"';
                !before.is_some_and(part_of_a_word) && (needle.ends_with("::") || !after.is_some_and(part_of_a_word))
            })
        })
    })
}

/// Stages and what only they may know.
#[test]
fn each_stage_knows_its_own_crates_only() {
    let stages: [(&[&str], &[&str]); 4] = [
        (&["openapiv3", "serde_yaml", "granit_parser"], &["load", "check", "resolve", "lower"]),
        (&["quote", "syn", "proc_macro2", "prettyplease"], &["emit", "render"]),
        (&["heck"], &["names"]),
        (&["annotate_snippets"], &["diagnostic"]),
    ];
    let mut wrong = Vec::new();
    for (name, text) in rust_below("codegen/src") {
        let stage = name.trim_start_matches("codegen/src/").split(['/', '.']).next().unwrap().to_owned();
        for (crates, allowed) in stages {
            let used = crates.iter().filter(|krate| uses(&text, krate) && !allowed.contains(&stage.as_str()));
            wrong.extend(used.map(|krate| format!("{name} uses {krate}; only {} may", allowed.join(", "))));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_file_of_ours_is_longer_than_four_hundred_lines() {
    let mut long = Vec::new();
    for folder in ["cli", "codegen", "fuzz", "pattern", "runtime", "xtask", "tests"] {
        for (name, text) in rust_below(folder) {
            let lines = text.lines().count();
            if lines > 400 {
                long.push(format!("{name} has {lines} lines: split it by case"));
            }
        }
    }
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn every_file_says_what_it_is_for() {
    for folder in ["cli", "codegen/src", "fuzz", "pattern/src", "runtime/src", "xtask/src", "tests"] {
        for (name, text) in rust_below(folder) {
            assert!(text.starts_with("//!"), "{name} does not begin with `//!`: what goes in, what comes out");
        }
    }
}

#[test]
fn lints_are_expected_with_a_reason_and_nothing_is_unsafe() {
    for folder in ["cli", "codegen", "fuzz", "pattern", "runtime", "xtask", "tests", "generated"] {
        for (name, text) in rust_below(folder) {
            for line in text.lines().filter(|line| line.trim_start().starts_with('#')) {
                assert!(!line.contains("#[allow"), "{name}: use #[expect(…, reason = …)] in `{line}`");
            }
            let unsafe_block = concat!("unsafe", " {");
            assert!(!text.contains(unsafe_block), "{name} has unsafe code");
        }
    }
}

/// The project speaks of itself: no path of a machine, no host of a registry.
#[test]
fn nothing_names_a_machine() {
    let words = [concat!("/ho", "me/"), concat!("/ro", "ot/"), concat!("/wo", "rk/"), concat!("/tmp/", "target")];
    for path in sources(&["rs", "md", "yaml", "toml", "snap", "txt", "xsd"]) {
        let text = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
        for word in words {
            assert!(!text.contains(word), "{} contains {word}", path.display());
        }
    }
}

/// Every extension of the vocabulary is shown by a fixture or a spec.
#[test]
fn every_extension_has_a_fixture() {
    let documented = fs::read_to_string(xtask::root().join("docs/extensions.md")).unwrap();
    let mut specs = Vec::new();
    walk(&xtask::root().join("tests/fixtures/ok"), &["yaml"], &mut specs);
    let all: String = specs.iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    let names = documented.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    let missing: Vec<&str> = names.filter(|name| !all.contains(&format!("{name}:"))).collect();
    assert!(missing.is_empty(), "no fixture under tests/fixtures/ok shows {}", missing.join(", "));
}
