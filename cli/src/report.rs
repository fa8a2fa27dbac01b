//! What was found, as text for a person or as JSON for a program.

use std::collections::BTreeMap;
use std::io::IsTerminal;

use serde_json::{Value, json};
use specwright_codegen::diagnostic::{Diagnostics, Severity, Style, machine, render};
use specwright_codegen::source::Sources;

/// Errors and warnings in full; notes too, if `verbose`, else how many of each code there are.
pub fn text(sources: &Sources, found: &Diagnostics, verbose: bool) -> String {
    let style = style();
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

/// What is wrong, for `--format json`: counts and all findings, beside what the command has to say of itself.
pub fn json(sources: &Sources, found: &Diagnostics, mut result: Value) -> Value {
    result["errors"] = json!(found.count(Severity::Error));
    result["warnings"] = json!(found.count(Severity::Warning));
    result["diagnostics"] = machine::json(sources, found);
    result
}

/// Colours on a terminal, unless its user wants none.
pub fn style() -> Style {
    let is_plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    if std::io::stderr().is_terminal() && !is_plain { Style::Colour } else { Style::Plain }
}
