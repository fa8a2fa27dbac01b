//! Documents of others: what is plain in spite of a slip is read as what it means, and said.

use specwright_codegen::check::{self, Mode};
use specwright_codegen::diagnostic::{Diagnostics, Style, render};
use specwright_codegen::generate;
use specwright_codegen::load::{OneFile, load_bytes};
use specwright_codegen::lower::{Reading, Selection};
use specwright_codegen::plan::Config;
use specwright_codegen::resolve::{Spec, resolve};
use specwright_codegen::source::Sources;

/// The document as later stages read it, and what is said of it.
fn read(text: &str) -> (Spec, String) {
    let (mut sources, mut out) = (Sources::default(), Diagnostics::default());
    let document = load_bytes("a.yaml", text.as_bytes(), &mut sources, &mut out).expect("is YAML");
    let checked = check::check(&document, Mode::Lenient, &mut out);
    let said = render(&sources, &out, Style::Plain);
    assert!(checked.is_ok(), "{said}");
    let document = checked.unwrap_or_default().apply(document);
    let version = check::version::of(document.root()).expect("has a version");
    (resolve(document, version, &mut out).expect("can be read"), said)
}

fn text(spec: &Spec) -> String {
    format!("{:?}", spec.document.root())
}

#[test]
fn paths_statuses_and_parameters() {
    let (spec, said) = read(
        "openapi: 3.0.1\nservers: {url: https://x.example}\nsecurity: {key: []}\npaths:\n  pets/{id}:\n    get:\n      \
         operationId: 12\n      parameters:\n        - {name: other, in: path}\n        - {name: q, in: Query, required: 'true'}\n        \
         - {name: h, in: header, style: form, schema: null}\n        - {name: qs, in: querystring, content: {a/b: {}}}\n      \
         responses: {4xx: {description: null}, 20X: {}, 204 No Content: {}, lost: {}, DEFAULT: {headers: []}}\n    put: {}\n    \
         delete:\ncomponents: {securitySchemes: {key: {type: apiKey}, b: {type: HTTP, scheme: bearer}}}\n",
    );
    let paths: Vec<&String> = spec.skeleton.paths.paths.keys().collect();
    assert_eq!(paths, ["/pets/{id}"]);
    let item = spec.skeleton.paths.paths[0].as_item().expect("is no reference");
    let get = item.get.as_ref().expect("is there");
    assert_eq!((get.operation_id.as_deref(), item.put.is_some(), item.delete.is_some()), (Some("12"), true, false));
    let names: Vec<&str> =
        get.parameters.iter().filter_map(|p| p.as_item()).map(|p| p.parameter_data_ref().name.as_str()).collect();
    assert_eq!(names, ["q", "h", "qs"]);
    let statuses: Vec<String> = get.responses.responses.keys().map(ToString::to_string).collect();
    assert_eq!((statuses, get.responses.default.is_some()), (vec!["4XX".into(), "2XX".into(), "204".into()], true));
    assert_eq!(spec.skeleton.servers[0].url, "https://x.example");
    for code in ["bad-path", "bad-status", "path-parameter", "wrong-type", "missing-field", "bad-style"] {
        assert!(said.contains(&format!("note[{code}]")), "no {code} in\n{said}");
    }
}

#[test]
fn values_of_the_wrong_kind() {
    let schema = |text: &str| format!("openapi: 3.0.1\npaths: {{}}\ncomponents: {{schemas: {{A: {text}}}}}\n");
    let (wrong, right) = (
        "{type: int, minimum: '1', maxLength: -1, nullable: 'true', required: true, enum: 5, items: , not: , \
         discriminator: kind, allOf: {type: file}, anyOf: [{items: [{type: int}], additionalItems: false}], properties: [], additionalProperties: 'false'}",
        "{type: integer, minimum: 1, nullable: true, enum: [5], items: {}, discriminator: {propertyName: kind}, \
         allOf: [{type: string}], anyOf: [{prefixItems: [{type: integer}], items: false}], properties: {}, additionalProperties: false}",
    );
    let strip = |spec: &Spec| {
        let text = text(spec);
        let rest = |part: &str| part.split_once('}').map_or_else(|| part.to_owned(), |(_, rest)| rest.to_owned());
        text.split("span: Span").map(rest).collect::<String>().replace("key_", "")
    };
    let ((wrong, said), (right, _)) = (read(&schema(wrong)), read(&schema(right)));
    assert_eq!(strip(&wrong), strip(&right), "{said}");
    assert!(!said.contains("error["), "{said}");
}

#[test]
fn what_means_nothing_is_an_error() {
    for text in [
        "openapi: 3.0.1\npaths: {/a: {get: yes it does}}\n",
        "openapi: 3.0.1\npaths: {/a: {get: {parameters: [{name: a, in: body}]}}}\n",
        "openapi: 3.0.1\npaths: {/a: {get: {responses: {'200': {$ref: '#/components/responses/A'}}}}}\n",
        "swagger: '2.0'\n",
    ] {
        let (mut sources, mut out) = (Sources::default(), Diagnostics::default());
        let document = load_bytes("a.yaml", text.as_bytes(), &mut sources, &mut out).expect("is YAML");
        assert!(check::check(&document, Mode::Lenient, &mut out).is_err(), "{text}");
    }
}

#[test]
fn texts_that_readers_disagree_about() {
    let (spec, said) = read(
        "openapi: 3.0.1\npaths: {}\nx-base: &base {type: string, maxLength: 3}\ncomponents: {schemas: {A: {<<: *base, \
         maxLength: 5}, B: {type: string, type: integer, maximum: .inf}}}\n",
    );
    let at = |name: &str| spec.document.at(spec.document.root().span.file, &["components", "schemas", name]);
    let (a, b) = (at("A").expect("is there"), at("B").expect("is there"));
    assert_eq!((a.str("type"), a.get("maxLength").and_then(|n| n.as_number())), (Some("string"), Some("5")));
    assert_eq!((b.str("type"), b.members().len()), (Some("integer"), 1));
    for code in ["yaml-merge-key", "duplicate-key", "bad-number"] {
        assert!(said.contains(&format!("note[{code}]")), "no {code} in\n{said}");
    }
}

/// The public API, and the texts of all files.
fn generated(schemas: &str, reading: Reading) -> (String, String) {
    let text = format!(
        "openapi: 3.0.1\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents: {{schemas: {{{schemas}}}}}\n"
    );
    let (mut sources, mut out) = (Sources::default(), Diagnostics::default());
    let config = Config { module: "m".to_owned(), selection: Selection::everything(), reading, ..Config::default() };
    let file = OneFile { name: "a.yaml", bytes: text.as_bytes() };
    let made = generate("a.yaml", &file, Mode::Lenient, &config, &mut sources, &mut out);
    let made = made.map_err(|_| render(&sources, &out, Style::Plain)).expect("can be generated");
    (made.api, made.files.iter().map(|file| file.text.as_str()).collect())
}

#[test]
fn the_older_dependencies_are_enforced() {
    let (_, text) = generated("A: {properties: {a: {type: string}}, dependencies: {a: [b]}}", Reading::Meant);
    assert!(text.contains(r#"Keyword::DependentRequired(&[("a", &["b"])])"#), "{text}");
}

#[test]
fn a_pointer_into_a_list_under_items_is_followed() {
    let schemas = "A: {type: object, properties: {a: {items: [{type: integer}, {$ref: '#/components/schemas/A/properties/a/items/0'}]}}}";
    let (api, text) = generated(schemas, Reading::Meant);
    assert!(api.contains("a: Option<Vec<Value>>") && text.contains("PrefixItems"), "{api}");
}

#[test]
fn a_schema_without_a_type_is_what_it_means_unless_asked() {
    let schemas = "A: {properties: {a: {maxLength: 3}}}, B: {type: object, required: [a], properties: {a: {$ref: '#/components/schemas/A'}}}";
    let (meant, literal) = (generated(schemas, Reading::Meant).0, generated(schemas, Reading::Literal).0);
    assert!(meant.contains("struct A") && meant.contains("a: Option<Value>"), "{meant}");
    assert!(literal.contains("enum A") && literal.contains("a: Option<A>"), "{literal}");
}

/// What is misspelt is not there: without what it means nothing is made, and that is said.
#[test]
fn what_is_misspelt_is_missed() {
    let judged = |text: &str| {
        let (mut sources, mut out) = (Sources::default(), Diagnostics::default());
        let document = load_bytes("a.yaml", text.as_bytes(), &mut sources, &mut out).expect("is YAML");
        (check::check(&document, Mode::Lenient, &mut out).is_ok(), render(&sources, &out, Style::Plain))
    };
    let body = "paths: {/a: {get: {responses: {200: {description: x, content: {a/b: {schema: {$ref: '#/components/schemas/A'}}}}}}}}";
    let (held, said) = judged(&format!("openapi: 3.0.1\n{body}\ncomponent: {{schemas: {{A: {{type: string}}}}}}\n"));
    assert!(!held && said.contains("error[dangling-ref]"), "{said}");
    let parameter =
        "paths: {/a: {get: {parameters: [{nmae: x, in: query, schema: {}}], responses: {200: {description: x}}}}}";
    let (_, said) = judged(&format!("openapi: 3.0.1\n{parameter}\n"));
    assert!(said.contains("[missing-field]: a parameter must have `name`"), "{said}");
}

#[test]
fn a_union_that_is_its_own_variant_is_the_others() {
    for (union, made) in [
        ("anyOf: [{$ref: '#/components/schemas/T'}, {type: object, properties: {a: {type: string}}}]", "pub struct T"),
        ("oneOf: [{$ref: '#/components/schemas/B'}, {type: string}, {type: integer}]", "pub enum T"),
    ] {
        let text = format!(
            "openapi: 3.0.1\ninfo: {{title: t, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n    T: {{{union}}}\n    \
             B: {{$ref: '#/components/schemas/T'}}\n"
        );
        let (mut sources, mut out) = (Sources::default(), Diagnostics::default());
        let config = Config { selection: Selection::everything(), ..Config::default() };
        let made_of = generate(
            "a.yaml",
            &OneFile { name: "a.yaml", bytes: text.as_bytes() },
            Mode::Lenient,
            &config,
            &mut sources,
            &mut out,
        );
        let said = render(&sources, &out, Style::Plain);
        assert!(said.contains("note[ref-cycle]"), "{said}");
        let files = made_of.unwrap_or_else(|_| panic!("{said}")).files;
        let types = &files.iter().find(|file| file.path.ends_with("types.rs")).expect("has types").text;
        assert!(types.contains(made) && !types.contains("Box<T>"), "{types}");
    }
}
