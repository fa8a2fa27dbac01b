//! Texts that a loader must survive, and the places it gives to what it reads.

use specwright_codegen::check::{self, Mode};
use specwright_codegen::diagnostic::{Diagnostics, Style, render};
use specwright_codegen::document::Document;
use specwright_codegen::load::load_bytes;
use specwright_codegen::source::Sources;

/// The document and what is said of it.
fn load(name: &str, bytes: &[u8]) -> (Option<Document>, String) {
    let mut sources = Sources::default();
    let mut out = Diagnostics::default();
    let document = load_bytes(name, bytes, &mut sources, &mut out).ok();
    (document, render(&sources, &out, Style::Plain))
}

/// The text under a node, to see that its place is right.
fn text_at<'d>(document: &'d Document, tokens: &[&str]) -> &'d str {
    let node = document.at(document.root().span.file, tokens).expect("there is such a node");
    document.sources.text(node.span)
}

#[test]
fn places_of_yaml() {
    let yaml =
        "a: \"x\\ty\"\nb:\n  - one: 1\n    two: é ü\n  - {c: [1, 2]}\nd: |\n  line\n  line\ne:\nf: &n 5\ng: *n\n";
    let (document, said) = load("a.yaml", yaml.as_bytes());
    let document = document.expect(&said);
    assert_eq!(text_at(&document, &["a"]), "\"x\\ty\"");
    assert_eq!(text_at(&document, &["b", "0"]), "one: 1\n    two: é ü");
    assert_eq!(text_at(&document, &["b", "0", "two"]), "é ü");
    assert_eq!(text_at(&document, &["b", "1"]), "{c: [1, 2]}");
    assert_eq!(text_at(&document, &["b", "1", "c"]), "[1, 2]");
    assert_eq!(text_at(&document, &["d"]), "line\n  line");
    assert_eq!(text_at(&document, &["e"]), "");
    assert_eq!(text_at(&document, &["g"]), "5");
    assert_eq!(document.root().str("d"), Some("line\nline\n"));
    assert_eq!(document.root().str("a"), Some("x\ty"));
}

#[test]
fn places_of_json() {
    let json = "{ \"a\\u0062\" : [ 1.50 , \"é\\n\" ], \"big\":123456789012345678901234567890, \"o\":{} }";
    let (document, said) = load("a.json", json.as_bytes());
    let document = document.expect(&said);
    assert_eq!(text_at(&document, &["ab"]), "[ 1.50 , \"é\\n\" ]");
    assert_eq!(text_at(&document, &["ab", "1"]), "\"é\\n\"");
    assert_eq!(text_at(&document, &["o"]), "{}");
    let big = document.root().member("big").expect("there is such a member");
    assert_eq!(document.sources.text(big.key_span), "\"big\"");
    assert_eq!(big.value.as_number(), Some("123456789012345678901234567890"));
}

#[test]
fn both_formats_make_the_same_tree() {
    let json = "{\"200\": null, \"a\": [true, -1, \"x\"], \"b\": {\"c\": 1.5}}";
    let values = |document: &Document| {
        let strip = |text: String| {
            text.split("span: Span").map(|p| p.split_once('}').map_or(p, |(_, r)| r)).collect::<String>()
        };
        strip(format!("{:?}", document.root()))
    };
    let from_json = load("a.json", json.as_bytes()).0.expect("is JSON");
    let from_yaml = load("a.yaml", b"200: ~\na: [true, -1, x]\nb:\n  c: 1.5\n").0.expect("is YAML");
    assert_eq!(values(&from_json), values(&from_yaml));
}

#[test]
fn marks_and_line_ends_of_windows() {
    let (document, said) = load("a.yaml", "\u{feff}a: 1\r\nb:\r\n  c: x\r\n".as_bytes());
    let document = document.expect(&said);
    assert_eq!(text_at(&document, &["b", "c"]), "x");
    assert_eq!(text_at(&document, &["b"]), "c: x");
    assert!(load("a.json", "\u{feff}{\"a\":\r\n1}".as_bytes()).0.is_some());
}

#[test]
fn broken_texts_are_told_and_located() {
    let texts: [&[u8]; 16] = [
        b"",
        b"{",
        b"[1,",
        b"{\"a\" 1}",
        b"{\"a\": tru}",
        b"\"\\ud800\"",
        b"nul",
        b"a: [",
        b"a: b: c",
        b"\t- a",
        b"*x",
        b"a: &a",
        b"%YAML 3.0\n---\na",
        b"\xff\xfea\0",
        b"? ",
        b"a: 'x",
    ];
    for text in texts {
        for name in ["a.yaml", "a.json"] {
            let (document, said) = load(name, text);
            assert!(document.is_some() || said.contains(" --> "), "{name} {text:?}\n{said}");
        }
    }
}

#[test]
fn depth_is_bounded_not_the_stack() {
    for depth in [100_000, 511] {
        let flow = format!("a: {}1{}", "[".repeat(depth), "]".repeat(depth));
        let block: String = (0..depth.min(2000)).map(|level| format!("{}a:\n", " ".repeat(level))).collect();
        let json = format!("{{\"a\":{}1{}}}", "{\"b\":".repeat(depth), "}".repeat(depth));
        for (name, text) in [("a.yaml", flow), ("b.yaml", block), ("a.json", json)] {
            let (document, said) = load(name, text.as_bytes());
            assert_eq!(document.is_some(), depth == 511, "{name} {said}");
            assert_eq!(said.contains("nesting-too-deep"), depth != 511, "{name} {said}");
        }
    }
}

#[test]
fn a_deep_schema_is_judged() {
    let depth = 250;
    let open = "{\"type\":\"object\",\"properties\":{\"p\":";
    let schema = format!("{}{{\"type\":\"string\"}}{}", open.repeat(depth), "}}".repeat(depth));
    let value = format!("{}1{}", "{\"p\":".repeat(depth), "}".repeat(depth));
    let text = format!(
        "{{\"openapi\":\"3.1.0\",\"info\":{{\"title\":\"T\",\"version\":\"1\"}},\"components\":{{\"schemas\":{{\
         \"A\":{schema},\"B\":{{\"$ref\":\"#/components/schemas/A\",\"example\":{value}}}}}}}}}"
    );
    let mut sources = Sources::default();
    let mut out = Diagnostics::default();
    let document = load_bytes("a.json", text.as_bytes(), &mut sources, &mut out).expect("is JSON");
    let checked = check::check(&document, Mode::Strict, &mut out);
    assert!(checked.is_ok(), "{}", render(&sources, &out, Style::Plain));
}

#[test]
fn schemas_that_multiply_end() {
    let mut schemas = String::new();
    for level in 0..60 {
        let next = format!("{{$ref: '#/components/schemas/S{}'}}", level + 1);
        schemas += &format!("    S{level}: {{anyOf: [{next}, {next}], oneOf: [{next}, {next}]}}\n");
    }
    let text = format!(
        "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\ncomponents:\n  schemas:\n{schemas}    \
         S60: {{type: string, pattern: '^(a+)+$'}}\n    T: {{$ref: '#/components/schemas/S0', example: {}b}}\n",
        "a".repeat(60)
    );
    let mut sources = Sources::default();
    let mut out = Diagnostics::default();
    let document = load_bytes("a.yaml", text.as_bytes(), &mut sources, &mut out).expect("is YAML");
    // What matters is that it comes to an end.
    let _outcome = check::check(&document, Mode::Strict, &mut out);
}
