//! Generates every fixture under `tests/fixtures/ok` into one crate.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use specwright_codegen::check::Mode;
use specwright_codegen::diagnostic::{Diagnostics, Style, render};
use specwright_codegen::generate;
use specwright_codegen::load::Folder;
use specwright_codegen::plan::Config;
use specwright_codegen::source::Sources;

fn main() -> Result<(), Box<dyn Error>> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/ok").canonicalize()?;
    println!("cargo::rerun-if-changed={}", fixtures.display());
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    let mut library = String::new();
    for area in folders(&fixtures)? {
        for feature in folders(&area)? {
            let module = generate_fixture(&area, &feature, &out)?;
            writeln!(library, "#[path = {:?}]\npub mod {module};", out.join(&module).join("mod.rs"))?;
            let behaviour = feature.join("behaviour.rs");
            if behaviour.is_file() {
                writeln!(library, "#[cfg(test)]\n#[path = {behaviour:?}]\nmod {module}_behaviour;")?;
            }
        }
    }
    fs::write(out.join("fixtures.rs"), library)?;
    Ok(())
}

fn folders(parent: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let entries: Result<Vec<_>, _> = fs::read_dir(parent)?.collect();
    let mut folders: Vec<PathBuf> = entries?.into_iter().map(|e| e.path()).filter(|p| p.is_dir()).collect();
    folders.sort();
    Ok(folders)
}

/// `objects/patch` becomes the module `objects_patch`.
fn generate_fixture(area: &Path, feature: &Path, out: &Path) -> Result<String, Box<dyn Error>> {
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().replace('-', "_");
    let module = format!("{}_{}", name(area), name(feature));
    let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
    let config = Config {
        module: module.clone(),
        path: format!("specwright_features::{module}"),
        examples: true,
        ..Config::default()
    };
    let generated =
        generate("spec.yaml", &Folder::new(feature, "spec.yaml"), Mode::Strict, &config, &mut sources, &mut found);
    let generated =
        generated.map_err(|_| format!("{}\n{}", feature.display(), render(&sources, &found, Style::Plain)))?;
    fs::create_dir_all(out.join(&module))?;
    for file in generated.files {
        fs::write(out.join(&file.path), file.text)?;
    }
    Ok(module)
}
