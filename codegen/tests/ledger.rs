//! The ledger: each kind of line, and that a constraint which any stage loses is documented only.

#[path = "support/ledger.rs"]
mod support;

use specwright_codegen::ir::{Api, Keyword, Shape};
use specwright_codegen::ledger::State;
use specwright_codegen::plan::Module;
use support::{DOCUMENT, Read};

/// The state of the only constraint that begins with these words at places that end so.
fn state(read: &Read, api: &Api, module: &Module, place: &str, constraint: &str) -> String {
    let ledger = read.ledger(api, module);
    let states: Vec<String> = ledger
        .lines()
        .filter(|line| line.place.ends_with(place) && line.constraint == constraint)
        .map(|line| line.state.to_string())
        .collect();
    assert_eq!(states.len(), 1, "{place} {constraint}: {states:?} in\n{ledger}");
    states.concat()
}

fn states_of(text: &str) -> impl Fn(&str, &str) -> String {
    let read = Read::new(text);
    let module = read.plan(&read.api);
    move |place, constraint| state(&read, &read.api, &module, place, constraint)
}

#[test]
fn each_kind_of_line() {
    let state = states_of(DOCUMENT);
    let lines = [
        // What a type is.
        ("schemas/Pet", "type object", "typed"),
        ("schemas/Pet", "required id", "typed"),
        ("schemas/Pet/properties/id", "type string", "typed"),
        ("schemas/Pet/properties/id", "format uuid", "typed"),
        ("schemas/Pet/properties/id", "readOnly", "typed"),
        ("schemas/Pet/properties/kind", "enum \"cat\", \"dog\"", "typed"),
        ("schemas/Pet/properties/sides", "minItems 2", "typed"),
        ("schemas/Pet/properties/sides", "maxItems 2", "typed"),
        ("schemas/Pet/properties/weight", "format int32", "typed"),
        ("schemas/Pet/properties/weight", "multipleOf 1", "typed"),
        ("schemas/Pet/properties/either", "oneOf of 2", "typed"),
        ("schemas/Pet/properties/listed", "anyOf of 2", "typed"),
        ("schemas/Pet/properties/listed/anyOf/0", "const \"a\"", "typed"),
        ("schemas/Pet/properties/short", "maxLength 3", "typed"),
        // What is checked, and where.
        ("schemas/Pet", "additionalProperties false", "checked: response; typed: request"),
        ("schemas/Pet/properties/name", "maxLength 9", "checked: request, response"),
        ("schemas/Pet/properties/name", "pattern ^[a-z]+$", "checked: request, response"),
        ("schemas/Pet/properties/weight", "minimum 1", "checked: request, response"),
        ("schemas/Pet/properties/weight", "exclusiveMinimum 0", "checked: request, response"),
        ("schemas/Pet/properties/tags", "maxItems 5", "checked: request, response"),
        ("schemas/Pet/properties/tags", "uniqueItems", "checked: request, response"),
        ("schemas/Pet/properties/tags", "contains", "checked: request, response"),
        ("schemas/Pet/properties/tags", "minContains 2", "checked: request, response"),
        ("schemas/Pet/properties/tags/contains", "minLength 4", "checked: request, response"),
        ("schemas/Pet/properties/union", "oneOf of 2", "checked: request, response"),
        ("schemas/Pet/properties/bytes", "contentEncoding base64", "checked: request, response"),
        ("schemas/Pet/properties/numbers", "propertyNames", "checked: request, response"),
        ("schemas/Pet", "not", "checked: request, response"),
        ("schemas/Pet", "if", "checked: request, response"),
        ("schemas/Pet/then", "required name", "checked: request, response"),
        ("schemas/Pet", "dependentRequired name: kind", "checked: request, response"),
        ("schemas/Both/allOf/0/properties/text", "maxLength 20", "checked: response"),
        ("schemas/Both/allOf/1/properties/text", "maxLength 10", "checked: response"),
        ("schemas/Both/allOf/1", "required text", "typed"),
        ("parameters/0/schema", "maximum 100", "checked: parameter"),
        ("headers/X-Left/schema", "minimum 2", "checked: header"),
        ("x-credential", "minLength 8", "checked: credential"),
        (
            "webhooks/told/post/requestBody/content/application~1json/schema/properties/at",
            "minLength 2",
            "checked: webhook",
        ),
        // What nothing enforces.
        (
            "schemas/Pet/properties/secret",
            "writeOnly",
            "documented only: a response that has the member is read all the same",
        ),
        (
            "schemas/Pet/properties/secret",
            "format password",
            "documented only: `password` says that it is not to be shown, and nothing of the text",
        ),
        (
            "schemas/Pet/properties/odd",
            "format hostname-ish",
            "documented only: the format \"hostname-ish\" is not known",
        ),
        ("schemas/Pet/properties/open", "enum \"on\"", "documented only: `x-open` keeps other values"),
        ("schemas/Pet/properties/own", "maxLength 2", "checked: request, response"),
        (
            "schemas/Pet/properties/own",
            "type string",
            "documented only: the type that `x-rust-type` names reads it as it likes",
        ),
        ("schemas/Pet/properties/name", "minItems 3", "documented only: it is about arrays, which the value never is"),
        ("schemas/Problem/properties/code", "maxLength 4", "checked: failure"),
        ("image~1png/schema", "maxLength 6", "documented only: the body is handed over as bytes"),
    ];
    for (place, constraint, expected) in lines {
        assert_eq!(state(place, constraint), expected, "{place} {constraint}");
    }
    assert!(
        state("schemas/Pet/properties/again", r"pattern (a)\1")
            .contains("documented only: the pattern cannot be run: ")
    );
}

#[test]
fn without_its_statics_nothing_is_checked() {
    let read = Read::new(DOCUMENT);
    let mut module = read.plan(&read.api);
    let before = read.ledger(&read.api, &module).counts();
    assert!(before.checked > 25, "{before:?}");
    module.rules.clear();
    module.schemas.items.clear();
    let ledger = read.ledger(&read.api, &module);
    for line in ledger.lines().filter(|line| matches!(line.state, State::Checked { .. })) {
        // What types report themselves needs no static.
        let own = ["oneOf", "additionalProperties", "contentEncoding", "type"];
        assert!(own.iter().any(|own| line.constraint.starts_with(own)), "{line}");
    }
    assert_eq!(before.typed, ledger.counts().typed);
}

#[test]
fn a_static_that_no_value_is_checked_against_is_no_evidence() {
    let read = Read::new(DOCUMENT);
    let mut module = read.plan(&read.api);
    for operation in &mut module.operations {
        operation.arguments.iter_mut().for_each(|argument| argument.rule = None);
    }
    let found = state(&read, &read.api, &module, "parameters/0/schema", "maximum 100");
    assert_eq!(found, "documented only: no type and no rule keeps it");
}

/// A keyword, where it stands, and how lowering might lose it.
type Loss = (&'static str, &'static str, fn(&mut Api));

fn shapes(api: &mut Api, lose: impl Fn(&mut Shape)) {
    api.schemas.iter_mut().for_each(|schema| lose(&mut schema.shape));
}

fn tables(api: &mut Api, keep: impl Fn(&Keyword) -> bool) {
    api.assertions.iter_mut().for_each(|table| table.keywords.retain(|keyword| keep(&keyword.value)));
}

const LOSSES: &[Loss] = &[
    ("schemas/Pet/properties/name", "maxLength 9", |api| {
        shapes(api, |shape| {
            if let Shape::String(shape) = shape {
                shape.max_length = None;
            }
        });
    }),
    ("schemas/Pet/properties/name", "pattern ^[a-z]+$", |api| {
        shapes(api, |shape| {
            if let Shape::String(shape) = shape {
                shape.pattern = None;
            }
        });
    }),
    ("schemas/Pet/properties/id", "format uuid", |api| {
        shapes(api, |shape| {
            if let Shape::String(shape) = shape {
                shape.format = None;
            }
        });
    }),
    ("schemas/Pet/properties/weight", "minimum 1", |api| {
        shapes(api, |shape| {
            if let Shape::Integer(shape) = shape {
                shape.minimum = None;
            }
        });
    }),
    ("schemas/Pet/properties/tags", "maxItems 5", |api| {
        shapes(api, |shape| {
            if let Shape::Array(shape) = shape {
                shape.max = None;
            }
        });
    }),
    ("schemas/Pet/properties/tags", "uniqueItems", |api| {
        shapes(api, |shape| {
            if let Shape::Array(shape) = shape {
                shape.unique = None;
            }
        });
    }),
    ("schemas/Pet/properties/kind", "enum \"cat\", \"dog\"", |api| {
        shapes(api, |shape| {
            if let Shape::Enum(shape) = shape {
                shape.open = true;
            }
        });
    }),
    ("schemas/Pet", "required id", |api| {
        shapes(api, |shape| {
            if let Shape::Object(shape) = shape {
                shape.properties.iter_mut().for_each(|property| property.required = false);
            }
        });
    }),
    ("schemas/Pet", "additionalProperties false", |api| {
        shapes(api, |shape| {
            if let Shape::Object(shape) = shape {
                shape.additional = specwright_codegen::ir::Additional::Any;
            }
        });
    }),
    ("schemas/Pet/properties/weight", "type integer", |api| {
        shapes(api, |shape| {
            if let Shape::Integer(_) = shape {
                *shape = Shape::Any;
            }
        });
    }),
    ("schemas/Pet/properties/union", "oneOf of 2", |api| {
        shapes(api, |shape| {
            if let Shape::Union(_) = shape {
                *shape = Shape::Any;
            }
        });
    }),
    ("schemas/Pet", "not", |api| tables(api, |keyword| !matches!(keyword, Keyword::Not(_)))),
    ("schemas/Pet", "if", |api| tables(api, |keyword| !matches!(keyword, Keyword::If { .. }))),
    ("schemas/Pet/properties/tags", "contains", |api| {
        tables(api, |keyword| !matches!(keyword, Keyword::Contains { .. }))
    }),
    ("schemas/Pet/properties/tags/contains", "minLength 4", |api| {
        tables(api, |keyword| !matches!(keyword, Keyword::MinLength(_)));
    }),
    ("schemas/Pet", "dependentRequired name: kind", |api| {
        tables(api, |keyword| !matches!(keyword, Keyword::DependentRequired(_)));
    }),
    ("schemas/Pet/properties/numbers", "propertyNames", |api| {
        tables(api, |keyword| !matches!(keyword, Keyword::PropertyNames(_)));
    }),
];

#[test]
fn what_lowering_loses_is_documented_only() {
    let read = Read::new(DOCUMENT);
    let whole = read.plan(&read.api);
    for (place, constraint, lose) in LOSSES {
        let before = state(&read, &read.api, &whole, place, constraint);
        assert!(!before.starts_with("documented only"), "{place} {constraint}: {before}");
        let mut api = read.api.clone();
        lose(&mut api);
        let after = state(&read, &api, &read.plan(&api), place, constraint);
        assert!(after.starts_with("documented only"), "{place} {constraint} is lost and still {after}");
    }
}

#[test]
fn what_is_added_elsewhere_changes_no_line() {
    let lines = |text: &str| {
        let read = Read::new(text);
        let ledger = read.ledger(&read.api, &read.plan(&read.api));
        ledger.lines().map(ToString::to_string).collect::<Vec<_>>()
    };
    let added =
        "  schemas:\n    Added: { type: object, required: [a], properties: { a: { type: string, maxLength: 1 } } }\n";
    let (before, after) = (lines(DOCUMENT), lines(&DOCUMENT.replace("  schemas:\n", added)));
    assert!(after.len() > before.len());
    let lost: Vec<&String> = before.iter().filter(|line| !after.contains(line)).collect();
    assert!(lost.is_empty(), "{lost:#?}");
}

#[test]
fn beside_a_reference_openapi_3_0_reads_nothing() {
    let state = states_of(
        "openapi: 3.0.3\ninfo: { title: T, version: '1' }\npaths:\n  /a:\n    get:\n      parameters:\n        - { name: q, in: query, \
         schema: { $ref: '#/components/schemas/Q', maxLength: 3 } }\n        - { name: r, in: query, schema: { type: integer, \
         minimum: 1, exclusiveMinimum: true } }\n      responses: {}\ncomponents: { schemas: { Q: { type: string, nullable: true } } }\n",
    );
    assert_eq!(
        state("parameters/0/schema", "maxLength 3"),
        "documented only: beside a `$ref` OpenAPI 3.0 reads nothing"
    );
    assert_eq!(state("schemas/Q", "type string or null"), "typed");
    assert_eq!(state("parameters/1/schema", "exclusiveMinimum"), "checked: parameter");
}

/// Parts that are nothing but asserts are kept beside unions, in whichever order they stand.
#[test]
fn unions_beside_parts_that_only_assert_keep_them() {
    let state = states_of(
        "openapi: 3.1.1\ninfo: { title: T, version: '1' }\npaths:\n  /a:\n    get:\n      parameters:\n        - { name: q, in: query, \
         schema: { allOf: [{ multipleOf: 2 }], anyOf: [{ multipleOf: 3 }], oneOf: [{ multipleOf: 5 }] } }\n        - { name: r, in: \
         query, schema: { oneOf: [false, false] } }\n      responses: {}\n",
    );
    for (branch, by) in [("allOf", 2), ("anyOf", 3), ("oneOf", 5)] {
        let place = format!("parameters/0/schema/{branch}/0");
        assert_eq!(state(&place, &format!("multipleOf {by}")), "checked: parameter");
    }
    assert_eq!(state("parameters/1/schema", "oneOf of 2"), "checked: parameter");
}
