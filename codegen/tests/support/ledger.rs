//! A document that has each kind of constraint, and the stages up to its plan.

use specwright_codegen::check::Mode;
use specwright_codegen::diagnostic::{Diagnostics, Style, render};
use specwright_codegen::ir::Api;
use specwright_codegen::ledger::{Ledger, ledger};
use specwright_codegen::load::Files;
use specwright_codegen::lower::{Reading, Selection};
use specwright_codegen::lower_spec;
use specwright_codegen::plan::{Config, Module, plan};
use specwright_codegen::resolve::Spec;
use specwright_codegen::source::Sources;

pub(crate) const DOCUMENT: &str = r##"
openapi: 3.1.1
info: { title: T, version: "1" }
security: [{ key: [] }]
paths:
  /pets:
    post:
      operationId: createPet
      parameters: [{ name: limit, in: query, schema: { type: integer, maximum: 100 } }]
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }
      responses:
        "200":
          description: A
          headers: { X-Left: { schema: { type: integer, minimum: 2 } } }
          content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } }
        "201": { description: B, content: { application/json: { schema: { $ref: "#/components/schemas/Both" } } } }
        "202": { description: C, content: { image/png: { schema: { type: string, maxLength: 6 } } } }
        "400": { description: D, content: { application/json: { schema: { $ref: "#/components/schemas/Problem" } } } }
webhooks:
  told:
    post:
      requestBody: { content: { application/json: { schema: { type: object, properties: { at: { type: string, minLength: 2 } } } } } }
      responses: { "200": { description: E } }
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key, x-credential: { type: string, minLength: 8 } }
  schemas:
    Pet:
      type: object
      required: [id]
      additionalProperties: false
      not: { required: [name, odd] }
      if: { required: [kind] }
      then: { required: [name] }
      dependentRequired: { name: [kind] }
      properties:
        id: { type: string, format: uuid, readOnly: true }
        name: { type: string, maxLength: 9, pattern: "^[a-z]+$", minItems: 3 }
        kind: { type: string, enum: [cat, dog] }
        weight: { type: integer, format: int32, minimum: 1, exclusiveMinimum: 0, multipleOf: 1 }
        tags: { type: array, maxItems: 5, uniqueItems: true, contains: { minLength: 4 }, minContains: 2, items: { type: string } }
        sides: { type: array, prefixItems: [{ type: string }, { type: boolean }], minItems: 2, maxItems: 2 }
        either: { oneOf: [{ type: string }, { type: "null" }] }
        listed: { anyOf: [{ const: a }, { const: b }] }
        short: { type: string, enum: [on, off], maxLength: 3 }
        union: { oneOf: [{ type: string, title: Text }, { type: integer, title: Count }] }
        bytes: { type: string, contentEncoding: base64 }
        numbers: { type: object, propertyNames: { maxLength: 3 }, additionalProperties: { type: number } }
        secret: { type: string, format: password, writeOnly: true }
        odd: { type: string, format: hostname-ish }
        open: { type: string, enum: ["on"], x-open: true }
        own: { type: string, maxLength: 2, x-rust-type: "std::string::String" }
        again: { type: string, pattern: "(a)\\1" }
    Both:
      allOf:
        - { type: object, properties: { text: { type: string, maxLength: 20 } } }
        - { type: object, required: [text], properties: { text: { type: string, maxLength: 10 } } }
    Problem: { type: object, properties: { code: { type: string, maxLength: 4 } } }
"##;

/// A document, lowered.
pub(crate) struct Read {
    sources: Sources,
    spec: Spec,
    pub api: Api,
}

struct Text(String);

impl Files for Text {
    fn read(&self, _: &str) -> Result<Vec<u8>, String> {
        Ok(self.0.clone().into_bytes())
    }
}

impl Read {
    #[expect(clippy::panic, reason = "a test that fails does so by a panic")]
    pub(crate) fn new(text: &str) -> Self {
        let (mut sources, mut out) = (Sources::default(), Diagnostics::default());
        let (files, selection) = (Text(text.to_owned()), Selection::everything());
        let lowered =
            lower_spec("openapi.yaml", &files, Mode::Lenient, (Reading::default(), &selection), &mut sources, &mut out);
        let (spec, api) = lowered.unwrap_or_else(|_| panic!("{}", render(&sources, &out, Style::Plain)));
        Self { sources, spec, api }
    }

    pub(crate) fn plan(&self, api: &Api) -> Module {
        let config = Config { module: "m".to_owned(), path: "crate::m".to_owned(), ledger: true, ..Config::default() };
        plan(api, &self.sources, &config)
    }

    pub(crate) fn ledger(&self, api: &Api, module: &Module) -> Ledger {
        ledger(&self.spec, api, module)
    }
}
