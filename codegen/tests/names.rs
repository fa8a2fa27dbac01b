//! Names of generated types: the same whatever else a document holds.

use specwright_codegen::check::Mode;
use specwright_codegen::diagnostic::{Diagnostics, Style, render};
use specwright_codegen::generate;
use specwright_codegen::load::Files;
use specwright_codegen::plan::Config;
use specwright_codegen::source::Sources;

struct Text(String);

impl Files for Text {
    fn read(&self, _: &str) -> Result<Vec<u8>, String> {
        Ok(self.0.clone().into_bytes())
    }
}

/// The list of what a document gives, one line for each item and field, and what was said of it.
fn api(text: &str) -> (String, String) {
    let (mut sources, mut out) = (Sources::default(), Diagnostics::default());
    let config = Config { module: "m".to_owned(), path: "crate::m".to_owned(), ..Config::default() };
    let text = Text(text.to_owned());
    let generated = generate("openapi.yaml", &text, Mode::Lenient, &config, &mut sources, &mut out);
    let said = render(&sources, &out, Style::Plain);
    (generated.map(|generated| generated.api).unwrap_or_default(), said)
}

/// A document; what is added stands before what is there, where it would be named first.
fn document(path: &str, component: &str, member: &str) -> String {
    format!(
        r##"
openapi: 3.1.1
info: {{ title: T, version: "1" }}
paths:
{path}
  /pets:
    post:
      operationId: createPet
      requestBody:
        content:
          application/json:
            schema: {{ type: object, properties: {{ kind: {{ enum: [a, b] }} }} }}
      responses:
        "200": {{ description: A, content: {{ application/json: {{ schema: {{ $ref: "#/components/schemas/Pet" }} }} }} }}
        "404": {{ description: B, content: {{ application/json: {{ schema: {{ type: object }} }} }} }}
components:
  schemas:
{component}
    Pet:
      type: object
      properties:
{member}
        kind: {{ enum: [c, d] }}
        home:
          oneOf:
            - {{ type: object, required: [street], properties: {{ street: {{ type: string }} }}, title: House }}
            - {{ type: object, required: [tree], properties: {{ tree: {{ enum: [oak, elm] }} }} }}
        toys: {{ type: array, items: {{ type: object, properties: {{ size: {{ enum: [s, m] }} }} }} }}
"##
    )
}

#[test]
fn what_is_added_renames_nothing() {
    let (before, said) = api(&document("", "", ""));
    assert!(!before.is_empty(), "{said}");
    let answer = |schema: &str| {
        let content = format!("content: {{ application/json: {{ schema: {schema} }} }}");
        format!("  /a: {{ get: {{ operationId: a, responses: {{ '200': {{ description: A, {content} }} }} }} }}")
    };
    let object = "{ type: object, properties: { kind: { enum: [x] }, home: { type: object } } }";
    let animal = answer("{ $ref: '#/components/schemas/Animal' }");
    let added = [
        document(&answer(object), "", ""),
        document(&animal, &format!("    Animal: {object}"), ""),
        document("", "", &format!("        aim: {object}")),
    ];
    for document in added {
        let (after, _) = api(&document);
        let lines: Vec<&str> = after.lines().collect();
        let lost: Vec<&str> = before.lines().filter(|line| !lines.contains(line)).collect();
        assert!(lost.is_empty(), "{lost:#?}\n{after}");
        assert!(lines.len() > before.lines().count(), "{after}");
    }
}

#[test]
fn the_same_document_gives_the_same_list() {
    let text = document("", "", "");
    assert_eq!(api(&text), api(&text));
}

#[test]
fn a_document_of_others_that_contradicts_itself_is_generated_with_a_note() {
    let component = "    Odd: { allOf: [{ type: object }, { type: string }] }";
    let (listed, said) = api(&document("", component, "        odd: { $ref: '#/components/schemas/Odd' }"));
    assert!(said.contains("note[unsatisfiable]"), "{said}");
    assert!(listed.contains("odd: Option<Value>"), "{listed}");
}
