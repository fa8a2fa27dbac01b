//! Generates the clients of `specs/` once more, with a probe that knows every schema of them.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use specwright_codegen::check::Mode;
use specwright_codegen::diagnostic::{Diagnostics, Style, render};
use specwright_codegen::load::Folder;
use specwright_codegen::lower::Selection;
use specwright_codegen::plan::{Config, Probe};
use specwright_codegen::source::Sources;
use specwright_codegen::{plan_module, print};

fn main() -> Result<(), Box<dyn Error>> {
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../specs").canonicalize()?;
    println!("cargo::rerun-if-changed={}", specs.display());
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    let mut library = String::new();
    let mut list = String::from("/// Each API.\npub const APIS: &[Api] = &[\n");
    let folders: Result<Vec<_>, _> = fs::read_dir(&specs)?.collect();
    let mut folders: Vec<PathBuf> = folders?.into_iter().map(|e| e.path()).filter(|p| p.is_dir()).collect();
    folders.sort();
    for folder in folders {
        let module = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let schemas = generate(&folder, &module, &out)?;
        writeln!(library, "#[path = {:?}]\npub mod {module};", out.join(&module).join("mod.rs"))?;
        writeln!(list, "Api {{ name: {module:?}, schemas: &{schemas:?}, probe: {module}::probe::probe }},")?;
    }
    // The body of many limits that is measured; it is no API.
    let synthetic = Path::new(env!("CARGO_MANIFEST_DIR")).join("synthetic");
    println!("cargo::rerun-if-changed={}", synthetic.display());
    generate(&synthetic, "synthetic", &out)?;
    writeln!(library, "#[path = {:?}]\npub mod synthetic;", out.join("synthetic/mod.rs"))?;
    fs::write(out.join("apis.rs"), format!("{library}\n{list}];\n"))?;
    Ok(())
}

/// The names of the schemas that the probe knows.
fn generate(folder: &Path, module: &str, out: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
    let config = Config {
        module: module.to_owned(),
        path: format!("specwright_proof::{module}"),
        // Parts of others that no operation names are schemas as well.
        selection: Selection::everything(),
        probe: Probe::Every,
        ..Config::default()
    };
    let files = Folder::new(folder, "openapi.yaml");
    let planned = plan_module("openapi.yaml", &files, Mode::Strict, &config, &mut sources, &mut found);
    let printed = planned.and_then(|planned| {
        let schemas = planned.probe.iter().flatten().map(|item| item.schema.clone()).collect();
        print(&planned, &mut found).map(|generated| (generated, schemas))
    });
    let (generated, schemas) =
        printed.map_err(|_| format!("{}\n{}", folder.display(), render(&sources, &found, Style::Plain)))?;
    fs::create_dir_all(out.join(module))?;
    for file in generated.files {
        fs::write(out.join(&file.path), file.text)?;
    }
    Ok(schemas)
}
