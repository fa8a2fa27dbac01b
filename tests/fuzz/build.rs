//! Generates `api.yaml` into a module whose readers the targets run.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use specwright_codegen::check::Mode;
use specwright_codegen::diagnostic::{Diagnostics, Style, render};
use specwright_codegen::generate;
use specwright_codegen::load::Folder;
use specwright_codegen::lower::Selection;
use specwright_codegen::plan::{Config, Probe};
use specwright_codegen::source::Sources;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    println!("cargo::rerun-if-changed=api.yaml");
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
    let config = Config {
        module: "api".to_owned(),
        path: "specwright_fuzz::api".to_owned(),
        probe: Probe::Roots,
        // The schemas that a target chooses from are those of the document, and one operation needs a few of them alone.
        selection: Selection::everything(),
        ..Config::default()
    };
    let files = Folder::new(folder, "api.yaml");
    let generated = generate("api.yaml", &files, Mode::Lenient, &config, &mut sources, &mut found)
        .map_err(|_| render(&sources, &found, Style::Plain))?;
    fs::create_dir_all(out.join("api"))?;
    for file in generated.files {
        fs::write(out.join(&file.path), file.text)?;
    }
    fs::write(out.join("module.rs"), format!("#[path = {:?}]\npub mod api;\n", out.join("api/mod.rs")))?;
    Ok(())
}
