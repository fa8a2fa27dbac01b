//! What was found, as text for a person or as JSON for a program.

use std::collections::BTreeMap;
use std::io::IsTerminal;

use serde_json::{Value, json};
use specwright_codegen::diagnostic::{Diagnostic, Diagnostics, Severity, Style, render};
use specwright_codegen::source::Sources;

/// Errors and warnings in full; notes too, if `verbose`, else how many of each code there are.
pub fn text(sources: &Sources, found: &Diagnostics, verbose: bool) -> String {
    let style = if std::io::stderr().is_terminal() { Style::Colour } else { Style::Plain };
    if verbose {
        return render(sources, found, style);
    }
    let mut shown = Diagnostics::default();
    let mut notes: BTreeMap<&str, usize> = BTreeMap::new();
    for diagnostic in found.sorted() {
        match diagnostic.severity {
            Severity::Error | Severity::Warning => shown.push(diagnostic.clone()),
            Severity::Note => *notes.entry(diagnostic.code).or_default() += 1,
        }
    }
    let mut text = render(sources, &shown, style);
    if !notes.is_empty() {
        let counts: Vec<String> = notes.iter().map(|(code, count)| format!("{count} {code}")).collect();
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&format!("notes: {} (`--verbose` shows them)\n", counts.join(", ")));
    }
    text
}

/// How many errors there are.
pub fn errors(found: &Diagnostics) -> usize {
    found.errors().sorted().len()
}

/// All findings, each an object.
pub fn list(sources: &Sources, found: &Diagnostics) -> Value {
    found.sorted().into_iter().map(|diagnostic| object(sources, diagnostic)).collect()
}

fn object(sources: &Sources, diagnostic: &Diagnostic) -> Value {
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let span = diagnostic.primary.span;
    // What failed before a file was read has no place.
    let place = ((span.file.0 as usize) < sources.files().len()).then(|| sources.line_column(span));
    json!({
        "severity": severity,
        "code": diagnostic.code,
        "message": diagnostic.message,
        "file": place.map(|_| sources.file(span.file).name.as_str()),
        "line": place.map(|at| at.line),
        "column": place.map(|at| at.column),
        "label": diagnostic.primary.text,
        "help": diagnostic.help,
    })
}
