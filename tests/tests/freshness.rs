//! `generated/` is what the specs say.

use specwright_codegen::diagnostic::Style;
use xtask::regen::regen;

#[test]
fn generated_is_what_the_specs_say() {
    if let Err(message) = regen(&xtask::root(), &[], true, Style::Plain) {
        panic!("{message}");
    }
}

/// The same input gives the same bytes, in any folder.
#[test]
fn deleting_the_output_and_generating_again_gives_the_same_bytes() {
    let root = xtask::root();
    let copy = std::env::temp_dir().join(format!("specwright-freshness-{}", std::process::id()));
    for api in xtask::regen::specs(&root).unwrap() {
        let folder = format!("specs/{api}");
        for (name, text) in files(&root.join(&folder)) {
            let path = copy.join(&folder).join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
    }
    let first = regen(&copy, &[], false, Style::Plain).unwrap();
    assert!(first.contains("added    generated/src/lib.rs"), "{first}");
    let again = regen(&copy, &[], false, Style::Plain).unwrap();
    assert!(again.ends_with("none changed\n"), "{again}");
    assert_eq!(files(&copy.join("generated/src")), files(&root.join("generated/src")));
    std::fs::remove_dir_all(&copy).unwrap();
}

/// Names and contents below a folder.
fn files(folder: &std::path::Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            found.extend(files(&entry.path()).into_iter().map(|(inner, text)| (format!("{name}/{inner}"), text)));
        } else {
            found.push((name, std::fs::read_to_string(entry.path()).unwrap()));
        }
    }
    found.sort();
    found
}
