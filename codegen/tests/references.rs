//! References between files that a loader must follow, refuse or survive.

use std::collections::BTreeMap;

use specwright_codegen::check::{self, Mode};
use specwright_codegen::diagnostic::{Diagnostics, Style, render};
use specwright_codegen::load::{Files, load};
use specwright_codegen::source::Sources;

/// Files at hand, by name.
struct Texts(BTreeMap<String, String>);

impl Files for Texts {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        self.0.get(path).map(|text| text.clone().into_bytes()).ok_or_else(|| "no such file".to_owned())
    }
}

const HEAD: &str = "openapi: 3.2.0\ninfo: {title: T, version: '1'}\n";

/// What is said of `openapi.yaml` with these files beside it, and the names of the files that were read.
fn said(root: &str, files: &[(&str, &str)]) -> (String, Vec<String>) {
    let mut texts: BTreeMap<String, String> =
        files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    texts.insert("openapi.yaml".to_owned(), format!("{HEAD}{root}"));
    let (mut sources, mut out) = (Sources::default(), Diagnostics::default());
    if let Ok(document) = load("openapi.yaml", &Texts(texts), &mut sources, &mut out) {
        let _outcome = check::check(&document, Mode::Lenient, &mut out);
    }
    let names = sources.files().iter().map(|file| file.name.clone()).collect();
    (render(&sources, &out, Style::Plain), names)
}

fn schema(reference: &str) -> String {
    format!("components: {{schemas: {{A: {{$ref: '{reference}'}}}}}}\n")
}

#[test]
fn every_form_of_a_name_leads_to_its_file() {
    let files = [
        ("a b.yaml", "type: string"),
        ("x/y.json", "{\"A/B\": {\"type\": \"string\"}, \"C\": {\"$ref\": \"../z.yaml#/$defs/{d}\"}}"),
        ("z.yaml", "$defs: {'{d}': {$anchor: here, type: string}}"),
    ];
    let references = [
        "a%20b.yaml",
        "./a%20b.yaml",
        "x/../a%20b.yaml",
        "x/y.json#/A~1B",
        "x/y.json#/C",
        "z.yaml#here",
        "z.yaml#/$defs/%7Bd%7D",
        "z.yaml#/%24defs/%7Bd%7D",
        "./openapi.yaml#/components/schemas/B",
    ];
    for reference in references {
        let root = schema(reference).replace("}}\n", ", B: {type: string}}}\n");
        let (said, _) = said(&root, &files);
        assert!(!said.contains("error"), "{reference}\n{said}");
    }
}

#[test]
fn a_document_knows_itself_by_its_own_uri() {
    let root =
        "$self: https://api.example/v1/openapi.yaml\ncomponents: {schemas: {A: {$ref: REF}, B: {type: string}}}\n";
    let good = [
        "'https://api.example/v1/openapi.yaml#/components/schemas/B'",
        "https://api.example/v1/b/c.yaml",
        "b/c.yaml",
        "/v1/b/c.yaml",
    ];
    for reference in good {
        let (said, names) = said(&root.replace("REF", reference), &[("b/c.yaml", "type: string")]);
        assert!(!said.contains("error"), "{reference}\n{said}");
        assert!(names.len() <= 2, "{names:?}");
    }
    let (said, names) = said(&root.replace("REF", "https://api.example/v2/b.yaml"), &[]);
    assert!(said.contains("error[external-ref]") && names == ["openapi.yaml"], "{said}");
}

#[test]
fn data_is_no_reference() {
    let root = "components: {schemas: {A: {type: object, example: {$ref: a.yaml}, default: {$ref: b.yaml}, enum: [{$ref: c.yaml}],\
                x-more: {$ref: d.yaml}, properties: {example: {$ref: e.yaml}, $ref: {type: string}}}}}\n";
    let (_, names) = said(root, &[("e.yaml", "type: string"), ("a.yaml", "a: ["), ("d.yaml", "a: [")]);
    assert_eq!(names, ["openapi.yaml", "e.yaml"]);
}

#[test]
fn every_file_is_told_its_faults_at_once() {
    let root = "components: {schemas: {A: {$ref: a.yaml}, B: {$ref: b.json}, C: {$ref: c.yaml#/x}}}\n";
    let (said, _) = said(root, &[("a.yaml", "type: ["), ("b.json", "{\"a\": }"), ("c.yaml", "w: 1")]);
    assert!(said.contains("--> a.yaml:1:") && said.contains("--> b.json:1:"), "{said}");
}

#[test]
fn a_circle_of_what_must_be_written_out_ends() {
    let root = "paths: {/a: {get: {$ref: 'a.yaml'}, put: {$ref: '#/paths/~1a'}}}\n";
    let (said, _) = said(root, &[("a.yaml", "get: {$ref: openapi.yaml#/paths/~1a}\nput: {$ref: a.yaml}")]);
    assert!(said.contains("misplaced-ref"), "{said}");
    assert!(said.contains("leads back to it"), "{said}");
}

#[test]
fn a_reference_keeps_its_base_where_it_is_written_out() {
    let files = [
        (
            "ops/get.yaml",
            "responses: {'200': {description: ok, content: {application/json: {schema: {$ref: ../s/a.yaml}}}}}",
        ),
        ("s/a.yaml", "type: object\nproperties: {b: {$ref: b.yaml}}"),
        ("s/b.yaml", "type: string"),
    ];
    let (said, names) = said("paths: {/a: {get: {$ref: ops/get.yaml}}}\n", &files);
    assert!(!said.contains("error"), "{said}");
    assert_eq!(names, ["openapi.yaml", "ops/get.yaml", "s/a.yaml", "s/b.yaml"]);
}

#[test]
fn a_way_through_references_ends() {
    let root = "components: {schemas: {A: {$ref: '#/components/schemas/B'}, B: {$ref: '#/components/schemas/A'}, \
                C: {$ref: '#/components/schemas/A/x'}, D: {$ref: '#/components/schemas/D/x/y'}}}\n";
    let (said, _) = said(root, &[]);
    assert!(said.contains("error[dangling-ref]") && said.contains("error[ref-cycle]"), "{said}");
}

#[test]
fn a_file_that_is_broken_hides_nothing_else() {
    let root = "paths:\n  /a:\n    get: {responses: {'200': {$ref: 'b.yaml#/Ok'}, default: {$ref: 'c.yaml#/No'}}}\n";
    let (said, _) = said(root, &[("b.yaml", "Ok: [\n"), ("c.yaml", "Yes: {description: a}\n")]);
    let errors: Vec<&str> = said.lines().filter(|line| line.starts_with("error")).collect();
    assert_eq!(errors.len(), 2, "{said}");
    assert!(said.contains("--> b.yaml:1:5") && errors.iter().any(|line| line.contains("dangling-ref")), "{said}");
}
