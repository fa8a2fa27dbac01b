//! Slips of a careful author, each put into a spec that has none: said at its place, with its weight, and nothing else.
//!
//! In: `tests/fixtures/slips/<area>.txt`, blocks that say what is replaced by what in one of the two specs beside them,
//! and what is said of it then. Guaranteed: a finding that no line of a block names fails the test, so that one slip
//! never makes several messages.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use specwright_codegen::check::Mode;
use specwright_codegen::diagnostic::{Diagnostic, Diagnostics, Style, render};
use specwright_codegen::generate;
use specwright_codegen::load::OneFile;
use specwright_codegen::plan::Config;
use specwright_codegen::source::Sources;

/// A slip, and what is said about it: severity, code and the text that is pointed at.
struct Slip {
    name: String,
    edits: Vec<(String, String)>,
    findings: Vec<(String, String, String)>,
}

#[test]
fn every_slip_is_said_where_it_is_and_once() {
    let mut wrong = String::new();
    let (mut slips, mut failed) = (0, 0);
    for path in areas() {
        let text = fs::read_to_string(&path).expect("is there");
        let mut blocks = text.split("\n\n");
        let base = blocks.next().and_then(|first| first.trim().strip_prefix("base ")).expect("names its base");
        let base = fs::read_to_string(folder().join(format!("base-{base}.yaml"))).expect("is there");
        assert_eq!(found(&base).0, Vec::<String>::new(), "the spec as it stands has nothing wrong");
        for slip in blocks.map(parse) {
            let Some((text, at)) = edited(&base, &slip) else {
                let _ = writeln!(wrong, "== {}: the spec no longer has what this replaces", slip.name);
                continue;
            };
            let mut expected: Vec<String> = slip.findings.iter().map(|finding| place(&text, at, finding)).collect();
            let (mut actual, said) = found(&text);
            expected.sort();
            actual.sort();
            slips += 1;
            if expected != actual {
                failed += 1;
                let area = path.file_stem().unwrap_or_default().to_string_lossy();
                let _ = writeln!(wrong, "== {area}: {}\nexpected {expected:?}\nactual   {actual:?}\n{said}", slip.name);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}\n{failed} of {slips} slips");
}

/// Slips that have nothing to do with each other.
const TOGETHER: [&str; 49] = [
    "an unused component",
    "an unused parameter",
    "an unused security scheme",
    "an unused tag",
    "a variable of the server that is not used",
    "a server without its scheme",
    "a server twice",
    "a security scheme that is not declared",
    "a scope that is not declared",
    "a flow without its URL",
    "an e-mail address that is none",
    "a path without a slash",
    "a brace too few",
    "a path parameter that is optional",
    "an operationId twice",
    "an operation without a source",
    "no responses",
    "a status that nobody has registered",
    "a reference to nothing",
    "encoding of a body that has no parts",
    "an example and examples",
    "an example with two values",
    "a keyword beside the schema",
    "a parameter twice",
    "a style of another place",
    "a header of the response that is described elsewhere",
    "a field of Swagger 2 at the root",
    "no title",
    "a version of OpenAPI that is none",
    "a misspelt keyword",
    "a keyword in the wrong case",
    "properties of a string",
    "an array without items",
    "a required name that is no property",
    "no number between exclusive limits",
    "no integer in the range",
    "a minimum beyond the format",
    "a listed value that the pattern refuses",
    "a constant that breaks its schema",
    "an example that breaks its schema",
    "an example with a typo in a property",
    "a format longer than the limit",
    "the same schema twice in oneOf",
    "a discriminator that is not required",
    "a mapping to a schema that is no variant",
    "a dash for an underscore in a required name",
    "x-assumed without a reason",
    "a multiple of zero",
    "a format of integers on a number",
];

/// One run says everything: slips that do not touch are all said together, and nothing beside them.
#[test]
fn slips_are_said_all_at_once() {
    let base = fs::read_to_string(folder().join("base-3.1.yaml")).expect("is there");
    let texts = areas()
        .into_iter()
        .map(|path| fs::read_to_string(path).expect("is there"))
        .filter(|text| text.starts_with("base 3.1"));
    let slips: Vec<Slip> = texts.flat_map(|text| text.split("\n\n").skip(1).map(parse).collect::<Vec<_>>()).collect();
    let mut text = base.clone();
    let mut expected: Vec<String> = Vec::new();
    for name in TOGETHER {
        let slip = slips.iter().find(|slip| slip.name == name).unwrap_or_else(|| panic!("there is no slip: {name}"));
        expected.extend(edited(&base, slip).map(|(text, _)| pointed(&text)).unwrap_or_default());
        text = edited(&text, slip).unwrap_or_else(|| panic!("another slip is in the way of: {name}")).0;
    }
    let mut actual = pointed(&text);
    expected.sort();
    actual.sort();
    let missing: Vec<&String> = expected.iter().filter(|finding| !actual.contains(finding)).collect();
    let more: Vec<&String> = actual.iter().filter(|finding| !expected.contains(finding)).collect();
    assert!(missing.is_empty() && more.is_empty(), "missing {missing:#?}\nmore {more:#?}\n{text}");
}

/// Findings by code and by the text that they point at.
fn pointed(text: &str) -> Vec<String> {
    let (sources, out) = said_of(text);
    let line = |diagnostic: &&Diagnostic| {
        let at = sources.text(diagnostic.primary.span).lines().next().unwrap_or_default();
        format!("{} {at}", diagnostic.code)
    };
    out.sorted().iter().map(line).collect()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/slips")
}

fn areas() -> Vec<PathBuf> {
    let entries = fs::read_dir(folder()).expect("is there").flatten().map(|entry| entry.path());
    let mut areas: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|e| e == "txt")).collect();
    areas.sort();
    areas
}

/// A block: a name, lines of the spec after `-`, lines in their place after `+`, findings. A line that begins with
/// neither goes on with what is before it.
fn parse(block: &str) -> Slip {
    let mut lines = block.trim_matches('\n').split('\n');
    let mut slip = Slip { name: lines.next().unwrap_or_default().to_owned(), edits: Vec::new(), findings: Vec::new() };
    let mut last = ' ';
    for line in lines {
        let mut words = line.splitn(3, ' ');
        let (first, code, at) = (words.next(), words.next().unwrap_or_default(), words.next().unwrap_or_default());
        if let Some(rest) = line.strip_prefix("- ") {
            slip.edits.push((rest.to_owned(), String::new()));
            last = '-';
        } else if let Some(rest) = line.strip_prefix("+ ") {
            slip.edits.last_mut().expect("after `-`").1 = rest.to_owned();
            last = '+';
        } else if let Some(severity @ ("error" | "warning")) = first {
            slip.findings.push((severity.to_owned(), code.to_owned(), at.to_owned()));
            last = '!';
        } else {
            let edit = slip.edits.last_mut();
            let text = match last {
                '-' => edit.map(|edit| &mut edit.0),
                '+' => edit.map(|edit| &mut edit.1),
                _ => slip.findings.last_mut().map(|finding| &mut finding.2),
            };
            let text = text.expect("a line goes on with something");
            text.push('\n');
            text.push_str(line);
        }
    }
    slip
}

/// The spec with the slip in it, and where the last edit begins.
fn edited(base: &str, slip: &Slip) -> Option<(String, usize)> {
    let mut text = base.to_owned();
    let mut at = 0;
    for (from, to) in &slip.edits {
        at = text.find(from.as_str())?;
        text.replace_range(at..at + from.len(), to);
    }
    Some((text, at))
}

/// A finding with line and column; its text is looked for from the edit on, after `@` in all of the spec.
fn place(text: &str, edit: usize, (severity, code, at): &(String, String, String)) -> String {
    let (from, at) = at.strip_prefix('@').map_or((edit, at.as_str()), |at| (0, at));
    let offset = text[from..].find(at).map_or(0, |found| from + found);
    let before = &text[..offset];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    format!("{severity} {code} {line}:{column}")
}

fn said_of(text: &str) -> (Sources, Diagnostics) {
    let (mut sources, mut out) = (Sources::default(), Diagnostics::default());
    let config = Config { module: "api".to_owned(), path: "crate::api".to_owned(), ..Config::default() };
    let file = OneFile { name: "spec.yaml", bytes: text.as_bytes() };
    // The findings are what is compared; whether a stage failed follows from them.
    let _outcome = generate("spec.yaml", &file, Mode::Strict, &config, &mut sources, &mut out);
    (sources, out)
}

fn found(text: &str) -> (Vec<String>, String) {
    let (sources, out) = said_of(text);
    let line = |diagnostic: &&Diagnostic| {
        let severity = diagnostic.severity.word();
        let at = sources.line_column(diagnostic.primary.span);
        format!("{severity} {} {}:{}", diagnostic.code, at.line, at.column)
    };
    (out.sorted().iter().map(line).collect(), render(&sources, &out, Style::Plain))
}
