//! The command as a person runs it.

#![expect(clippy::unwrap_used, reason = "a test that fails does so by a panic, in its helpers as well")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const DOCUMENT: &str = r##"
openapi: 3.0.3
info: { title: Pet Shop, version: "1" }
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      responses:
        "200":
          description: Pets.
          content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Pet" } } } }
  /orders/{id}:
    get:
      operationId: getOrder
      tags: [orders]
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses:
        "200":
          description: An order.
          content: { application/json: { schema: { $ref: "#/components/schemas/Order" } } }
components:
  schemas:
    Pet: { type: object, properties: { name: { type: string } } }
    Order: { type: object, properties: { total: { type: number } } }
    Spare: { type: object, properties: { part: { type: string } } }
"##;

/// A folder for one test, empty.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("api.yaml"), DOCUMENT).unwrap();
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_specwright")).current_dir(folder).args(arguments).output().unwrap()
}

fn text(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn a_crate_is_generated_and_generated_again() {
    let folder = folder("crate");
    let first = run(&folder, &["generate", "api.yaml", "--out", "client"]);
    assert_eq!(first.status.code(), Some(0), "{}", text(&first));
    assert!(text(&first).contains("crate `pet-shop` in client: 2 operations, 3 types"), "{}", text(&first));
    assert_eq!(names(&folder.join("client")), ["Cargo.toml", "README.md", "rustfmt.toml", "src"]);
    let again = run(&folder, &["generate", "api.yaml", "--out", "client"]);
    assert!(text(&again).contains("; 0 of "), "{}", text(&again));
    assert!(fs::read_to_string(folder.join("client/src/types.rs")).unwrap().contains("pub struct Spare"));
}

#[test]
fn a_selection_has_what_it_needs_and_no_more() {
    let folder = folder("selection");
    for chosen in [["--tag", "pets"], ["--operation", "listPets"], ["--operation", "GET /pets"], ["--path", "/p*"]] {
        let arguments = [&["generate", "api.yaml", "--out", "client"], chosen.as_slice()].concat();
        let output = run(&folder, &arguments);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output));
        let types = fs::read_to_string(folder.join("client/src/types.rs")).unwrap();
        assert!(types.contains("pub struct Pet ") && !types.contains("Order") && !types.contains("Spare"), "{types}");
    }
    let output = run(&folder, &["generate", "api.yaml", "--out", "client", "--tag", "pet"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output).contains("did you mean `pets`?"), "{}", text(&output));
}

#[test]
fn the_ledger_is_written_where_it_is_wanted() {
    let folder = folder("ledger");
    let output = run(&folder, &["generate", "api.yaml", "--out", "client", "--ledger"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output));
    let ledger = fs::read_to_string(folder.join("client/LEDGER.txt")).unwrap();
    assert!(ledger.contains("\n#/components/schemas/Pet/properties/name  type string  typed\n"), "{ledger}");
    assert!(ledger.contains("/get/parameters/0/schema  type string  typed\n"), "{ledger}");
    run(&folder, &["generate", "api.yaml", "--out", "client", "--ledger=own.txt"]);
    assert_eq!(fs::read_to_string(folder.join("own.txt")).unwrap(), ledger);
    // It was generated, and nobody asks for it any more.
    assert!(!folder.join("client/LEDGER.txt").exists());
}

#[test]
fn files_of_others_are_left_alone() {
    let folder = folder("strangers");
    fs::create_dir_all(folder.join("client/src")).unwrap();
    fs::write(folder.join("client/Cargo.toml"), "mine").unwrap();
    fs::write(folder.join("client/src/notes.rs"), "mine").unwrap();
    let refused = run(&folder, &["generate", "api.yaml", "--out", "client"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(text(&refused).contains("--force"), "{}", text(&refused));
    assert_eq!(names(&folder.join("client/src")), ["notes.rs"]);
    let forced = run(&folder, &["generate", "api.yaml", "--out", "client", "--force"]);
    assert_eq!(forced.status.code(), Some(0), "{}", text(&forced));
    assert!(names(&folder.join("client/src")).contains(&"notes.rs".to_owned()));
    // What was generated before and is not now goes.
    fs::write(folder.join("client/src/old.rs"), "// @generated by specwright").unwrap();
    run(&folder, &["generate", "api.yaml", "--out", "client"]);
    assert!(!names(&folder.join("client/src")).contains(&"old.rs".to_owned()));
}

#[test]
fn a_document_with_errors_leaves_nothing() {
    let folder = folder("errors");
    fs::write(folder.join("bad.yaml"), DOCUMENT.replace("schemas/Order\"", "schemas/Ordre\"")).unwrap();
    let output = run(&folder, &["generate", "bad.yaml", "--out", "client"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output).contains("bad.yaml:") && text(&output).contains("nothing was written"), "{}", text(&output));
    assert!(!folder.join("client").exists());
    let output = run(&folder, &["generate", "bad.yaml", "--out", "client", "--format", "json"]);
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((told["ok"].as_bool(), told["diagnostics"][0]["severity"].as_str()), (Some(false), Some("error")));
    assert!(output.stderr.is_empty());
}

#[test]
fn a_wrong_command_line_is_told_apart() {
    let folder = folder("usage");
    for arguments in [
        vec!["generate", "api.yaml"],
        vec!["generate", "api.yaml", "--out", "client", "--name", "fn"],
        vec!["generate", "api.yaml", "--out", "client", "--runtime", "nowhere"],
        vec!["generate", ".", "--out", "client"],
    ] {
        assert_eq!(run(&folder, &arguments).status.code(), Some(2), "{arguments:?}");
    }
    let help = run(&folder, &["generate", "--help"]);
    assert!(help.status.success() && text(&help).contains("--module-only"));
}

#[test]
fn check_writes_nothing() {
    let folder = folder("check");
    let output = run(&folder, &["check", "api.yaml"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output));
    assert_eq!(run(&folder, &["check", "api.yaml", "--strict"]).status.code(), Some(1));
    assert_eq!(names(&folder), ["api.yaml"]);
}

#[test]
fn findings_are_told_to_programs() {
    let folder = folder("programs");
    fs::write(folder.join("bad.yaml"), DOCUMENT.replace("getOrder", "listPets")).unwrap();
    let output = run(&folder, &["check", "bad.yaml", "--strict", "--format", "json"]);
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let found = told["diagnostics"].as_array().unwrap();
    let twice = found.iter().find(|finding| finding["code"] == "duplicate-operation-id").unwrap();
    assert_eq!((&twice["file"], &twice["line"], &twice["column"]), (&"bad.yaml".into(), &15.into(), &20.into()));
    assert_eq!((&twice["end_line"], &twice["end_column"]), (&15.into(), &28.into()));
    assert_eq!((&twice["related"][0]["line"], &twice["related"][0]["label"]), (&7.into(), &"first time".into()));
    assert_eq!(told["errors"].as_u64(), Some(found.iter().filter(|f| f["severity"] == "error").count() as u64));
    let output = run(&folder, &["check", "bad.yaml", "--strict", "--format", "github"]);
    assert_eq!(output.status.code(), Some(1));
    let line = "::error file=bad.yaml,line=15,col=20,endLine=15,endColumn=28,title=duplicate-operation-id::";
    assert!(text(&output).contains(line), "{}", text(&output));
}
