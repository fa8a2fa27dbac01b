//! Every message has a fixture, and says what its fixture expects.

#[path = "support/fixtures.rs"]
mod fixtures;

use std::collections::BTreeSet;
use std::path::Path;

use fixtures::{fixtures, workspace};

const BLESS: &str = "cargo run -p specwright-codegen --example bless_diagnostics";

#[test]
fn messages_are_as_expected() {
    let fixtures = fixtures();
    assert!(!fixtures.is_empty(), "no fixtures found");
    let mut wrong = String::new();
    for fixture in fixtures {
        if fixture.actual != fixture.expected {
            let place = fixture.expected_path();
            wrong +=
                &format!("{}\n--- expected\n{}--- actual\n{}\n", place.display(), fixture.expected, fixture.actual);
        }
    }
    assert!(wrong.is_empty(), "{wrong}\nlook at the texts; to accept them all: {BLESS}");
}

#[test]
fn fixtures_say_their_code() {
    for fixture in fixtures() {
        let code = format!("[{}]", fixture.code);
        assert!(fixture.actual.contains(&code), "{} does not lead to {code}", fixture.folder.display());
    }
}

#[test]
fn every_code_has_a_fixture() {
    let mut codes = BTreeSet::new();
    let source = workspace().join("codegen/src");
    collect_codes(&source.join("load.rs"), &mut codes);
    collect_codes(&source.join("load"), &mut codes);
    collect_codes(&source.join("check.rs"), &mut codes);
    collect_codes(&source.join("check"), &mut codes);
    collect_codes(&source.join("lower.rs"), &mut codes);
    collect_codes(&source.join("lower"), &mut codes);
    let covered: BTreeSet<String> = fixtures().into_iter().map(|fixture| fixture.code).collect();
    let missing: Vec<&String> = codes.difference(&covered).collect();
    let stale: Vec<&String> = covered.difference(&codes).collect();
    assert!(missing.is_empty(), "codes without a fixture under tests/fixtures/err: {missing:?}");
    assert!(stale.is_empty(), "fixtures of codes that no longer exist: {stale:?}");
}

/// The first argument of `Diagnostic::error(` and its like, and the codes that travel in a tuple with a message.
fn collect_codes(path: &Path, codes: &mut BTreeSet<String>) {
    if path.is_dir() {
        for entry in std::fs::read_dir(path).into_iter().flatten().flatten() {
            collect_codes(&entry.path(), codes);
        }
        return;
    }
    let text = std::fs::read_to_string(path).unwrap_or_default();
    for start in ["Diagnostic::error(", "Diagnostic::warning(", "Diagnostic::note("] {
        for part in text.split(start).skip(1) {
            let argument = part.trim_start();
            if let Some(code) = argument.strip_prefix('"').and_then(|rest| rest.split('"').next()) {
                codes.insert(code.to_owned());
            }
        }
    }
    let quoted = text.split('"').skip(1).step_by(2);
    let listed = ["yaml-tag", "bad-number", "unknown-keyword", "unknown-field"];
    codes.extend(quoted.filter(|word| listed.contains(word)).map(str::to_owned));
}
