//! Findings for programs: JSON for editors, and the annotations of a build service.
//!
//! In: findings and the files they point into. Out: values and lines whose shape `docs/diagnostics.md` describes; members
//! are added to it, and none is renamed. Guaranteed: lines and columns count from one, columns in characters; an end lies
//! behind the last character.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{Diagnostic, Diagnostics, Severity};
use crate::source::{Sources, Span};

/// All findings, each an object, in order of file and place.
pub fn json(sources: &Sources, diagnostics: &Diagnostics) -> Value {
    diagnostics.sorted().into_iter().map(|diagnostic| object(sources, diagnostic)).collect()
}

fn object(sources: &Sources, diagnostic: &Diagnostic) -> Value {
    let mut value = json!({
        "code": diagnostic.code,
        "severity": diagnostic.severity.word(),
        "message": diagnostic.message,
        "label": diagnostic.primary.text,
        "help": diagnostic.help,
    });
    let related = diagnostic.secondary.iter().map(|label| {
        let mut value = json!({ "label": label.text });
        place(sources, label.span, &mut value);
        value
    });
    let related: Value = related.collect();
    place(sources, diagnostic.primary.span, &mut value);
    value["related"] = related;
    value
}

/// Adds where a span lies; what failed before a file was read has no place.
fn place(sources: &Sources, span: Span, value: &mut Value) {
    let known = (span.file.0 as usize) < sources.files().len();
    let start = known.then(|| sources.line_column(span));
    let end = known.then(|| sources.line_column(Span { start: span.end.max(span.start), ..span }));
    value["file"] = json!(known.then(|| sources.file(span.file).name.as_str()));
    value["line"] = json!(start.map(|at| at.line));
    value["column"] = json!(start.map(|at| at.column));
    value["end_line"] = json!(end.map(|at| at.line));
    value["end_column"] = json!(end.map(|at| at.column));
}

/// A line for each finding, which GitHub Actions shows beside the line of the file.
pub fn github(sources: &Sources, diagnostics: &Diagnostics) -> String {
    let mut text = String::new();
    for diagnostic in diagnostics.sorted() {
        let word = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let span = diagnostic.primary.span;
        let _ = write!(text, "::{word} ");
        if (span.file.0 as usize) < sources.files().len() {
            let start = sources.line_column(span);
            let end = sources.line_column(Span { start: span.end.max(span.start), ..span });
            let name = property(&sources.file(span.file).name);
            let _ = write!(text, "file={name},line={},col={},endLine={}", start.line, start.column, end.line);
            // A column at the end is understood within one line only.
            if end.line == start.line {
                let _ = write!(text, ",endColumn={}", end.column);
            }
            text.push(',');
        }
        let words = [&*diagnostic.message, &*diagnostic.primary.text, diagnostic.help.as_deref().unwrap_or_default()];
        let words: Vec<&str> = words.into_iter().filter(|words| !words.is_empty()).collect();
        let _ = writeln!(text, "title={}::{}", property(diagnostic.code), data(&words.join("\n")));
    }
    text
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::github;
    use crate::diagnostic::{Diagnostic, Diagnostics};
    use crate::source::{Sources, Span};

    #[test]
    fn both_forms() {
        let mut sources = Sources::default();
        let file = sources.add("a,b.yaml", "é: 1\nb: |\n  x\n");
        let mut found = Diagnostics::default();
        let (first, second) = (Span { file, start: 7, end: 14 }, Span { file, start: 0, end: 2 });
        found.push(Diagnostic::error("code", first, "100 %").label("here").also(second, "there").help("do\nthis"));
        let expected = json!([{
            "code": "code", "severity": "error", "message": "100 %", "label": "here", "help": "do\nthis",
            "file": "a,b.yaml", "line": 2, "column": 2, "end_line": 3, "end_column": 4,
            "related": [{ "label": "there", "file": "a,b.yaml", "line": 1, "column": 1, "end_line": 1, "end_column": 2 }],
        }]);
        assert_eq!(super::json(&sources, &found), expected);
        let line = "::error file=a%2Cb.yaml,line=2,col=2,endLine=3,title=code::100 %25%0Ahere%0Ado%0Athis\n";
        assert_eq!(github(&sources, &found), line);
    }
}
