//! A slip put into a spec is answered at its line and column, and nothing is generated.

use std::fs;

use specwright_codegen::check::Mode;
use specwright_codegen::diagnostic::{Diagnostics, Style, render};
use specwright_codegen::generate;
use specwright_codegen::load::OneFile;
use specwright_codegen::plan::Config;
use specwright_codegen::source::Sources;
use xtask::lint::{Format, lint};

const SPEC: &str = "specs/cro/openapi.yaml";

struct Slip {
    code: &'static str,
    /// What stands in the spec, and what is put in its place.
    from: &'static str,
    to: &'static str,
    /// What the message points at, in what was put in.
    at: &'static str,
}

const SLIPS: &[Slip] = &[
    Slip { code: "unknown-keyword", from: "maxLength: 15", to: "maxLenght: 15", at: "maxLenght" },
    Slip { code: "wrong-type", from: "maxLength: 15", to: "maxLength: fifteen", at: "fifteen" },
    Slip {
        code: "dangling-ref",
        from: "$ref: \"#/components/schemas/UpdateContact\"",
        to: "$ref: \"#/components/schemas/UpdateContcat\"",
        at: "\"#/components/schemas/UpdateContcat\"",
    },
    Slip { code: "reversed-limits", from: "minLength: 7", to: "minLength: 77", at: "77" },
    Slip { code: "example-invalid", from: "id: 1\n", to: "id: one\n", at: "one" },
];

fn said_about(text: &str) -> (bool, String) {
    let (mut sources, mut out) = (Sources::default(), Diagnostics::default());
    let config = Config { module: "cro".to_owned(), path: "generated::cro".to_owned(), ..Config::default() };
    let file = OneFile { name: SPEC, bytes: text.as_bytes() };
    let result = generate(SPEC, &file, Mode::Strict, &config, &mut sources, &mut out);
    (result.is_ok(), render(&sources, &out, Style::Plain))
}

/// Line and column of the byte at `offset`, both from one.
fn place(text: &str, offset: usize) -> String {
    let before = &text[..offset];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    format!("{SPEC}:{line}:{column}")
}

#[test]
fn each_slip_is_answered_at_its_line_and_column() {
    let spec = fs::read_to_string(xtask::root().join(SPEC)).expect("there is a spec");
    assert_eq!(said_about(&spec), (true, String::new()), "the spec as it stands has nothing wrong");
    for slip in SLIPS {
        let start = spec.find(slip.from).unwrap_or_else(|| panic!("the spec no longer has {}", slip.from));
        let text = spec.replacen(slip.from, slip.to, 1);
        let at = start + slip.to.find(slip.at).expect("`at` is in `to`");
        let (generated, said) = said_about(&text);
        assert!(!generated, "{}: generated in spite of it", slip.code);
        let expected = format!("error[{}]", slip.code);
        assert!(said.contains(&expected), "no {expected} in\n{said}");
        assert!(said.contains(&format!("--> {}", place(&text, at))), "not at {}:\n{said}", place(&text, at));
    }
}

#[test]
fn lint_says_all_of_all_specs() {
    let root = xtask::root();
    let lint = |wanted: &[String], format| lint(&root, wanted, Mode::Strict, format, Style::Plain);
    let ours = lint(&[], Format::Text).expect("there are specs");
    assert_eq!((ours.errors, ours.text.as_str()), (0, "4 documents: 0 errors, 0 warnings\n"));
    let path = |code: &str| format!("{}/tests/fixtures/err/check/{code}/spec.yaml", root.display());
    let two = lint(&[path("bad-form"), path("bad-header")], Format::Json).expect("there are fixtures");
    assert_eq!(two.errors, 2, "{}", two.text);
    assert!(two.text.contains("bad-form") && two.text.contains("bad-header"), "{}", two.text);
    assert!(lint(&["nobody".to_owned()], Format::Text).is_err());
}
