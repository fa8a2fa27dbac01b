//! What is generated, as reviewed: the public API of each spec, and each fixture.
//!
//! A snapshot that differs fails the test; `cargo xtask bless` accepts what is there now.

use std::fs;
use std::path::{Path, PathBuf};

use specwright_codegen::check::Mode;
use specwright_codegen::diagnostic::{Diagnostics, Style, render};
use specwright_codegen::generate;
use specwright_codegen::load::Folder;
use specwright_codegen::plan::Config;
use specwright_codegen::source::Sources;

fn assert_snapshot(folder: &Path, name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

#[test]
fn the_public_api_of_each_spec_is_the_reviewed_one() {
    let root = xtask::root();
    let specs = xtask::regen::specs(&root).unwrap();
    assert!(specs.len() >= 4, "specs/ has lost some: {specs:?}");
    for api in specs {
        let listing = xtask::regen::listing(&root, &api).unwrap_or_else(|words| panic!("{words}"));
        assert_snapshot(&root.join("tests/snapshots"), &format!("{api}.API.txt"), &listing);
    }
}

#[test]
fn each_fixture_gives_the_reviewed_api_and_rules() {
    let root = xtask::root().join("tests/fixtures/ok");
    for feature in folders(&root).iter().flat_map(|area| folders(area)) {
        let spec = fs::read(feature.join("spec.yaml")).unwrap();
        let lines = spec.iter().filter(|b| **b == b'\n').count();
        assert!(lines <= 40, "{} has {lines} lines; a fixture shows one thing in at most 40", feature.display());
        assert_snapshot(&feature, "generated", &generated(&feature));
    }
}

/// The list of the API, and the files that are data: rules and XML tables.
fn generated(feature: &Path) -> String {
    let (mut sources, mut out) = (Sources::default(), Diagnostics::default());
    let config =
        Config { module: "fixture".to_owned(), path: "specwright_features::fixture".to_owned(), ..Config::default() };
    let files = Folder::new(feature, "spec.yaml");
    let generated = generate("spec.yaml", &files, Mode::Strict, &config, &mut sources, &mut out)
        .unwrap_or_else(|_| panic!("{}\n{}", feature.display(), render(&sources, &out, Style::Plain)));
    let mut text = generated.api;
    let data = ["fixture/rules.rs", "fixture/schemas.rs", "fixture/xml.rs"];
    for file in generated.files.iter().filter(|f| data.contains(&f.path.as_str())) {
        text.push_str(&format!("\n===== {}\n{}", file.path.trim_start_matches("fixture/"), file.text));
    }
    text
}

fn folders(parent: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(parent).unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}
