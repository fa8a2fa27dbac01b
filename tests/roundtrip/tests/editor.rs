//! The schema for editors, judged by an independent validator: it takes every spec of ours, and no misspelt key.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use specwright_codegen::check::editor_schema;
use specwright_codegen::diagnostic::Diagnostics;
use specwright_codegen::document::{Kind, Node};
use specwright_codegen::load::load_bytes;
use specwright_codegen::source::Sources;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn specs() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in ["specs", "tests/fixtures/ok", "tests/fixtures/slips"] {
        walk(&root().join(folder), &mut found);
    }
    found
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).expect("is there").flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            walk(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "yaml") {
            found.push(path);
        }
    }
}

fn value(text: &str) -> Value {
    let (mut sources, mut out) = (Sources::default(), Diagnostics::default());
    let document = load_bytes("spec.yaml", text.as_bytes(), &mut sources, &mut out).expect("is YAML");
    plain(document.root())
}

fn plain(node: &Node) -> Value {
    match &node.kind {
        Kind::Null => Value::Null,
        Kind::Bool(value) => Value::Bool(*value),
        Kind::Number(text) => serde_json::from_str(text).unwrap_or_else(|_| Value::from(1)),
        Kind::String(text) => Value::from(&**text),
        Kind::Array(items) => items.iter().map(plain).collect(),
        Kind::Object(members) => members.iter().map(|m| (m.key.to_string(), plain(&m.value))).collect(),
    }
}

fn validator() -> jsonschema::Validator {
    jsonschema::validator_for(&editor_schema()).expect("is a schema")
}

#[test]
fn every_spec_of_ours_is_taken() {
    let validator = validator();
    let mut wrong = Vec::new();
    let mut count = 0;
    for path in specs() {
        let text = fs::read_to_string(&path).expect("is a text");
        // Other files of a spec are what it refers to.
        if !text.contains("openapi:") {
            continue;
        }
        count += 1;
        let value = value(&text);
        wrong
            .extend(validator.iter_errors(&value).map(|e| format!("{}: {e} at {}", path.display(), e.instance_path())));
    }
    assert!(count > 100, "found {count}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn misspelt_keys_are_not() {
    let validator = validator();
    let base = fs::read_to_string(root().join("tests/fixtures/slips/base-3.1.yaml")).expect("is a text");
    for (from, to) in [
        ("maxLength: 15", "maxLenght: 15"),
        ("operationId: addPet", "operationID: addPet"),
        ("    post:", "    POST:"),
        ("  /pets:", "  pets:"),
        ("\"201\":", "\"2001\":"),
        ("required: [name, kind]", "requierd: [name, kind]"),
        ("x-assumed:", "x-asumed:"),
        ("description: Added.", "descripton: Added."),
        ("in: query", "in: qeury"),
        ("minLength: 1", "minLength: \"1\""),
        ("type: number", "type: float"),
        ("x-source: {page: Pets, quote: Adds a pet.}", "x-source: {page: Pets}"),
        ("securitySchemes:", "securitySchema:"),
        ("$ref: \"#/components/parameters/Trace\"", "$reff: \"#/components/parameters/Trace\""),
    ] {
        assert!(base.contains(from), "the spec no longer has {from}");
        assert!(!validator.is_valid(&value(&base.replacen(from, to, 1))), "{to}");
    }
}
