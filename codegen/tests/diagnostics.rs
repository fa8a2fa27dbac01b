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

/// Every code has a section in the book of messages that shows it before and after, and every section a code.
#[test]
fn every_code_is_documented() {
    let text = std::fs::read_to_string(workspace().join("docs/diagnostics.md")).expect("is there");
    let sections: Vec<&str> = text.split("\n### ").skip(1).collect();
    let name = |section: &str| section.lines().next().unwrap_or_default().trim_matches('`').to_owned();
    let documented: Vec<String> = sections.iter().map(|section| name(section)).collect();
    let codes: BTreeSet<String> = fixtures().into_iter().map(|fixture| fixture.code).collect();
    let listed: BTreeSet<String> = documented.iter().cloned().collect();
    assert_eq!(listed.len(), documented.len(), "a code has two sections");
    let missing: Vec<&String> = codes.difference(&listed).collect();
    let stale: Vec<&String> = listed.difference(&codes).collect();
    assert!(missing.is_empty() && stale.is_empty(), "not documented: {missing:?}; no longer there: {stale:?}");
    for section in sections {
        let shown = section.contains("```") && section.contains("# before") && section.contains("# after");
        assert!(shown, "{} shows no `# before` and `# after`", name(section));
    }
}

/// What can be allowed is what is said as a warning.
#[test]
fn warnings_can_be_allowed() {
    let mut warnings = BTreeSet::new();
    let source = workspace().join("codegen/src");
    for place in ["load", "check", "load.rs", "check.rs"] {
        collect(&source.join(place), &["Diagnostic::warning("], &mut warnings);
    }
    let allowed: BTreeSet<String> = specwright_codegen::check::allow::codes().map(str::to_owned).collect();
    assert_eq!(warnings, allowed);
}

/// The schema for editors is what the tables say.
#[test]
fn the_schema_for_editors_is_fresh() {
    let text = std::fs::read_to_string(workspace().join("docs/spec.schema.json")).unwrap_or_default();
    let made = format!("{:#}\n", specwright_codegen::check::editor_schema());
    assert!(text == made, "docs/spec.schema.json is not what the tables say; to write it: {BLESS}");
}

/// The first argument of `Diagnostic::error(` and its like, and the codes that travel in a tuple with a message.
fn collect_codes(path: &Path, codes: &mut BTreeSet<String>) {
    collect(path, &["Diagnostic::error(", "Diagnostic::warning(", "Diagnostic::note("], codes);
    listed_codes(path, codes);
}

fn collect(path: &Path, starts: &[&str], codes: &mut BTreeSet<String>) {
    if path.is_dir() {
        for entry in std::fs::read_dir(path).into_iter().flatten().flatten() {
            collect(&entry.path(), starts, codes);
        }
        return;
    }
    let text = std::fs::read_to_string(path).unwrap_or_default();
    for start in starts {
        for part in text.split(start).skip(1) {
            let argument = part.trim_start();
            if let Some(code) = argument.strip_prefix('"').and_then(|rest| rest.split('"').next()) {
                codes.insert(code.to_owned());
            }
        }
    }
}

/// Codes that travel in a tuple with a message, or are chosen beside it.
fn listed_codes(path: &Path, codes: &mut BTreeSet<String>) {
    if path.is_dir() {
        for entry in std::fs::read_dir(path).into_iter().flatten().flatten() {
            listed_codes(&entry.path(), codes);
        }
        return;
    }
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let quoted = text.split('"').skip(1).step_by(2);
    let listed = ["yaml-tag", "bad-number", "unknown-keyword", "unknown-field"];
    codes.extend(quoted.filter(|word| listed.contains(word)).map(str::to_owned));
}
