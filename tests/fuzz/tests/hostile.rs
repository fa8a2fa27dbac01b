//! Documents that are made to break a generator: each is answered in time, with errors that have places or with
//! output that holds no item more than it should.

use std::time::{Duration, Instant};

use specwright_codegen::check::Mode;
use specwright_codegen::diagnostic::{Diagnostics, Style, render};
use specwright_codegen::load::OneFile;
use specwright_codegen::plan::Config;
use specwright_codegen::source::Sources;
use specwright_fuzz::HOSTILE;

/// Of a build without optimisation, on a machine that does other things; five seconds is what is promised of a release.
const LIMIT: Duration = Duration::from_secs(if cfg!(debug_assertions) { 60 } else { 5 });

/// Generates as on the main thread of a program; the findings, and whether there was output.
fn answer(name: &'static str, bytes: Vec<u8>, mode: Mode) -> (bool, String) {
    let started = Instant::now();
    let run = move || {
        let (mut sources, mut out) = (Sources::default(), Diagnostics::default());
        let config = Config { module: "api".to_owned(), path: "hostile::api".to_owned(), ..Config::default() };
        let files = OneFile { name, bytes: &bytes };
        let made = specwright_codegen::generate(name, &files, mode, &config, &mut sources, &mut out);
        (made.is_ok(), render(&sources, &out, Style::Plain))
    };
    let thread = std::thread::Builder::new().stack_size(8 << 20).spawn(run).expect("a thread");
    let (made, said) = thread.join().unwrap_or_else(|_| panic!("{name} breaks the generator"));
    let taken = started.elapsed();
    assert!(taken < LIMIT, "takes {taken:?}");
    assert!(made || said.contains(" --> "), "no place in: {said}");
    (made, said)
}

fn document(schemas: &str) -> Vec<u8> {
    format!("openapi: 3.1.1\ninfo: {{ title: T, version: '1' }}\npaths: {{}}\ncomponents:\n  schemas:\n{schemas}")
        .into_bytes()
}

/// The document is answered in both modes, with output or with one of these codes.
fn expect(bytes: Vec<u8>, codes: &[&str]) {
    for mode in [Mode::Strict, Mode::Lenient] {
        let (made, said) = answer("spec.yaml", bytes.clone(), mode);
        let is_said = codes.iter().any(|code| said.contains(&format!("error[{code}]")));
        assert!(is_said || (made && codes.is_empty()) || (mode == Mode::Strict && !made && codes.is_empty()), "{said}");
    }
}

#[test]
fn a_billion_laughs() {
    let aliases: String = (1..12).map(|n| format!("a{n}: &a{n} [{}]\n", format!("*a{}, ", n - 1).repeat(10))).collect();
    expect(format!("a0: &a0 lol\n{aliases}openapi: 3.1.1\n").into_bytes(), &["alias-bomb"]);
    // Members that are merged are the same ones again and again: there is nothing to refuse but the rest.
    let merged: String = (1..12)
        .map(|n| format!("a{n}: &a{n} {{ <<: [{}], b{n}: 1 }}\n", format!("*a{}, ", n - 1).repeat(10)))
        .collect();
    answer("spec.yaml", format!("a0: &a0 {{ lol: 1 }}\n{merged}openapi: 3.1.1\n").into_bytes(), Mode::Lenient);
}

#[test]
fn ten_thousand_levels() {
    const DEPTH: usize = 10_000;
    for bytes in [
        format!("x: {}{}", "[".repeat(DEPTH), "]".repeat(DEPTH)),
        format!("x: {}1{}", "{ a: ".repeat(DEPTH), "}".repeat(DEPTH)),
        format!("{}1{}", "{\"a\":".repeat(DEPTH), "}".repeat(DEPTH)),
        format!("{}{}", "[".repeat(DEPTH), "]".repeat(DEPTH)),
        (0..DEPTH).map(|level| format!("{}a:\n", " ".repeat(level))).collect(),
        format!("x:\n{}- 1\n", (0..DEPTH).map(|level| format!("{}-\n", " ".repeat(level))).collect::<String>()),
        format!("x: {}1\n", "- ".repeat(DEPTH)),
    ] {
        for (name, mode) in [("spec.yaml", Mode::Strict), ("spec.json", Mode::Lenient)] {
            let (made, said) = answer(name, bytes.clone().into_bytes(), mode);
            assert!(!made && said.contains("error["), "{said}");
        }
    }
}

/// As deep as a document may be, in what recurses over it: schemas, `allOf`, properties, items.
#[test]
fn as_deep_as_a_document_may_be() {
    for (open, close) in [
        ("{\"properties\":{\"a\":", "}}"),
        ("{\"items\":", "}"),
        ("{\"allOf\":[", "]}"),
        ("{\"anyOf\":[", ",{\"type\":\"integer\"}]}"),
        ("{\"oneOf\":[{\"type\":\"array\",\"items\":", "},{\"type\":\"integer\"}]}"),
        ("{\"additionalProperties\":", "}"),
        ("{\"not\":", "}"),
        ("{\"if\":", ",\"then\":{\"required\":[\"a\"]}}"),
        ("{\"prefixItems\":[", "]}"),
    ] {
        for depth in [50, 160, 240] {
            let schema = format!("{}{{\"type\":\"string\"}}{}", open.repeat(depth), close.repeat(depth));
            expect(
                document(&format!("    A: {schema}\n")),
                if said_too_deep(open, depth) { &["nesting-too-deep"] } else { &[] },
            );
        }
    }
}

/// Whether so many of them nest deeper than arrays and objects may.
fn said_too_deep(open: &str, depth: usize) -> bool {
    open.matches(['{', '[']).count() * depth + 4 > specwright_codegen::load::MAX_DEPTH
}

#[test]
fn long_chains_of_references() {
    for link in [
        "{ $ref: '#/components/schemas/A%' }",
        "{ type: object, properties: { a: { $ref: '#/components/schemas/A%' } } }",
        "{ type: array, items: { $ref: '#/components/schemas/A%' } }",
        "{ allOf: [{ $ref: '#/components/schemas/A%' }] }",
    ] {
        let chain: String =
            (0..2000).map(|n| format!("    A{n}: {}\n", link.replace('%', &(n + 1).to_string()))).collect();
        expect(document(&format!("{chain}    A2000: {{ type: string }}\n")), &[]);
    }
}

#[test]
fn circles() {
    let schemas = |text: &str| document(&text.lines().map(|line| format!("    {line}\n")).collect::<String>());
    expect(schemas("A: { $ref: '#/components/schemas/A' }"), &["ref-cycle"]);
    expect(schemas("A: { $ref: '#/components/schemas/B' }\nB: { $ref: '#/components/schemas/A' }"), &["ref-cycle"]);
    for circle in [
        "A: { allOf: [{ $ref: '#/components/schemas/A' }] }",
        "A: { allOf: [{ $ref: '#/components/schemas/B' }] }\nB: { allOf: [{ $ref: '#/components/schemas/A' }] }",
        "A: { oneOf: [{ $ref: '#/components/schemas/A' }, { type: string }] }",
        "A: { anyOf: [{ allOf: [{ $ref: '#/components/schemas/A' }] }] }",
        "A: { not: { $ref: '#/components/schemas/A' } }",
        "A: { if: { $ref: '#/components/schemas/A' }, then: true }",
    ] {
        for mode in [Mode::Strict, Mode::Lenient] {
            answer("spec.yaml", schemas(circle), mode);
        }
    }
    for circle in [
        "A: { type: object, properties: { a: { $ref: '#/components/schemas/A' } } }",
        "A: { type: object, required: [a], properties: { a: { $ref: '#/components/schemas/A' } } }",
        "A: { type: array, items: { $ref: '#/components/schemas/A' } }",
        "A: { allOf: [{ type: object, properties: { a: { allOf: [{ $ref: '#/components/schemas/A' }, { type: object }] } } }] }",
        "A: { $ref: '#/components/schemas/A/properties/a', properties: { a: { type: object } } }",
    ] {
        expect(schemas(circle), &[]);
    }
}

#[test]
fn bytes_that_are_no_text() {
    let plain = String::from_utf8(document("    A: { type: string }\n")).expect("it is text");
    let utf16: Vec<u8> = [0xfeff].into_iter().chain(plain.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = [0xfeff].into_iter().chain(plain.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    let latin = [plain.as_bytes(), b"x-a: gr\xf6\xdfe\n"].concat();
    for bytes in [utf16, big, latin, plain.replace('T', "\u{10ffff}").into_bytes()[..].to_vec()] {
        answer("spec.yaml", bytes, Mode::Lenient);
    }
    for good in [plain.replace('\n', "\r\n"), format!("\u{feff}{plain}"), plain.replace('\n', "\r")] {
        expect(good.into_bytes(), &[]);
    }
}

/// The texts that end what they stand in, in every place of a document that holds a text of its author's.
#[test]
fn texts_stay_texts() {
    let mut made = 0;
    for (index, text) in HOSTILE.iter().enumerate() {
        let text = serde_json::Value::from(*text).to_string();
        for place in 0..PLACES {
            let document = hostile(&text, place);
            // Whether there is output is not the question; what is in it is judged inside.
            made += usize::from(specwright_fuzz::generate(document.as_bytes(), Mode::Lenient).is_some());
            if index % 8 == 0 {
                specwright_fuzz::generate(document.as_bytes(), Mode::Strict);
            }
        }
    }
    assert!(made > HOSTILE.len() * PLACES * 2 / 3, "only {made} documents were generated: the others test nothing");
}

/// How many places [`hostile`] knows.
const PLACES: usize = 24;

/// A document with a text, as JSON, in one of its places.
fn hostile(text: &str, place: usize) -> String {
    let at = |wanted: usize, other: &str| if place == wanted { text.to_owned() } else { format!("\"{other}\"") };
    let inside = |wanted: usize, start: &str, end: &str| {
        let middle = if place == wanted { &text[1..text.len() - 1] } else { "" };
        format!("\"{start}{middle}{end}\"")
    };
    format!(
        "{{\"openapi\":\"3.1.1\",\"info\":{{\"title\":{},\"version\":{},\"description\":{}}},\
        \"servers\":[{{\"url\":{},\"description\":{},\"variables\":{{{}:{{\"default\":{}}}}}}}],\"tags\":[{{\"name\":{}}}],\
        \"paths\":{{{}:{{\"summary\":{},\"post\":{{\"operationId\":{},\"description\":{},\"parameters\":[\
        {{\"name\":{},\"in\":\"query\",\"description\":{},\"schema\":{{\"type\":\"string\"}}}},\
        {{\"name\":{},\"in\":\"header\",\"schema\":{{\"type\":\"string\",\"default\":{}}}}}],\
        \"requestBody\":{{\"content\":{{{}:{{\"schema\":{{\"$ref\":\"#/components/schemas/A\"}}}}}}}},\
        \"responses\":{{\"200\":{{\"description\":{},\"headers\":{{\"X-A\":{{\"description\":{},\"schema\":{{\"type\":\"string\"}}}}}}}}}}}}}}}},\
        \"components\":{{\"schemas\":{{\"A\":{{\"type\":\"object\",\"title\":{},\"properties\":{{{}:{{\"type\":\"string\",\
        \"pattern\":{}}},\"e\":{{\"enum\":[\"a\",{}]}},\"f\":{{\"type\":\"string\",\"const\":{}}}}},\
        \"xml\":{{\"name\":\"a\"}}}}}}}}}}",
        at(0, "T"),
        at(1, "1"),
        at(2, "d"),
        inside(3, "https://a.example/", ""),
        at(4, "d"),
        at(5, "v"),
        at(6, "v"),
        at(7, "t"),
        inside(8, "/a", ""),
        at(9, "s"),
        at(10, "op"),
        at(11, "d"),
        at(12, "q"),
        at(13, "d"),
        at(14, "h"),
        at(15, "d"),
        inside(16, "application/json", ""),
        at(17, "d"),
        at(18, "d"),
        at(19, "A title"),
        at(20, "p"),
        at(21, "^a$"),
        at(22, "b"),
        at(23, "c"),
    )
}

/// A hundred megabytes: more than a document may have, which is said without reading all of it as a tree.
#[test]
fn a_hundred_megabytes() {
    let line = "    - a line of a document that is far too long to be one of a person's\n";
    let bytes = format!("openapi: 3.1.1\nx-lines:\n{}", line.repeat((100 << 20) / line.len()));
    let (made, said) = answer("spec.yaml", bytes.into_bytes(), Mode::Lenient);
    assert!(!made && said.contains("more than 20 MB"), "{said}");
}
