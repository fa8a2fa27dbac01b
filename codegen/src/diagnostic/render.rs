//! Findings to text, in the look of rustc.
//!
//! In: findings and the files they point into. Out: one text, findings in order of file and place, a blank line
//! between them. Guaranteed: the cost of a finding does not grow with the size of its file.

use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Diagnostics, Label, Severity};
use crate::source::{FileId, SourceFile, Sources, Span};

/// Whether the text carries colours for a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Plain,
    Colour,
}

/// A longer line, such as that of a minified document, is shown in part.
const LONG_LINE: usize = 400;

/// Nobody reads more, and each takes time in proportion to its file.
const MOST: usize = 1000;

/// All findings, each once; of very many the first ones and how many there are more.
pub fn render(sources: &Sources, diagnostics: &Diagnostics, style: Style) -> String {
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Colour => Renderer::styled(),
    };
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(120);
    let mut text = String::new();
    let sorted = diagnostics.sorted();
    for diagnostic in sorted.iter().take(MOST) {
        if !text.is_empty() {
            text.push('\n');
        }
        for line in renderer.render(&[group(sources, diagnostic)]).lines() {
            // Between the place of a cut line and its excerpt the renderer names a second file, which has no name.
            if line.trim() != ":::" {
                text.push_str(line);
                text.push('\n');
            }
        }
    }
    if let Some(more) = sorted.len().checked_sub(MOST).filter(|more| *more > 0) {
        text.push_str(&format!("\n{more} more findings are not shown\n"));
    }
    text
}

fn group<'a>(sources: &'a Sources, diagnostic: &'a Diagnostic) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code);
    let mut group = title.elements(excerpts(sources, diagnostic));
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    group
}

/// One excerpt per file, that of the primary place first.
fn excerpts<'a>(sources: &'a Sources, diagnostic: &'a Diagnostic) -> Vec<Element<'a>> {
    let mut files = vec![diagnostic.primary.span.file];
    for label in &diagnostic.secondary {
        if !files.contains(&label.span.file) {
            files.push(label.span.file);
        }
    }
    files.into_iter().flat_map(|file| excerpt(sources, file, diagnostic)).collect()
}

fn excerpt<'a>(sources: &'a Sources, file: FileId, diagnostic: &'a Diagnostic) -> Vec<Element<'a>> {
    let source = sources.file(file);
    let labels: Vec<(&Label, AnnotationKind)> = std::iter::once((&diagnostic.primary, AnnotationKind::Primary))
        .chain(diagnostic.secondary.iter().map(|label| (label, AnnotationKind::Context)))
        .filter(|(label, _)| label.span.file == file)
        .collect();
    let Some((first, _)) = labels.first() else { return Vec::new() };
    let at = sources.line_column(first.span);
    let ranges: Vec<Range<usize>> = labels.iter().map(|(label, _)| first_line(source, label.span)).collect();
    let window = window(source, &ranges);
    let start = Span { file, start: window.start as u32, end: window.start as u32 };
    let is_cut = window.start > 0 && !source.text[..window.start].ends_with('\n');
    let mut snippet = Snippet::source(&source.text[window.clone()]).line_start(sources.line_column(start).line);
    for ((label, kind), range) in labels.iter().zip(ranges) {
        // A second place beyond the part of a long line that is shown.
        if range.start < window.start || range.end > window.end {
            continue;
        }
        snippet = snippet.annotation(annotation(*kind, label, range.start - window.start..range.end - window.start));
    }
    if is_cut {
        // The excerpt starts inside of a line, so the renderer cannot know the column.
        let origin = Origin::path(source.name.as_str()).line(at.line).char_column(at.column);
        return vec![origin.into(), snippet.into()];
    }
    vec![snippet.path(source.name.as_str()).into()]
}

fn annotation<'a>(kind: AnnotationKind, label: &'a Label, range: Range<usize>) -> Annotation<'a> {
    let annotation = kind.span(range);
    if label.text.is_empty() { annotation } else { annotation.label(label.text.as_str()) }
}

/// The part of a span on its first line: an object of a hundred lines is shown by where it starts.
fn first_line(source: &SourceFile, span: Span) -> Range<usize> {
    let start = floor_char(&source.text, span.start as usize);
    let end = floor_char(&source.text, span.end as usize).max(start);
    let line = source.text[start..end].lines().next().unwrap_or_default();
    start..start + line.trim_end().len()
}

/// The whole lines in which the ranges lie; only the part around the first range if that is too long.
fn window(source: &SourceFile, ranges: &[Range<usize>]) -> Range<usize> {
    let text = &source.text;
    let start = ranges.iter().map(|r| r.start).min().unwrap_or(0);
    let end = ranges.iter().map(|r| r.end).max().unwrap_or(0);
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[end..].find('\n').map_or(text.len(), |at| end + at);
    let is_long = |line: &str| line.len() > LONG_LINE;
    if !text[line_start..line_end].lines().any(is_long) {
        return line_start..line_end;
    }
    let first = ranges.first().cloned().unwrap_or(0..0);
    let line_start = text[..first.start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[first.end..].find('\n').map_or(text.len(), |at| first.end + at);
    let from = floor_char(text, first.start.saturating_sub(LONG_LINE / 8).max(line_start));
    let to = floor_char(text, (first.end + LONG_LINE / 8).min(line_end)).max(first.end);
    from..to
}

fn floor_char(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::{Style, render};
    use crate::diagnostic::{Diagnostic, Diagnostics};
    use crate::source::{Sources, Span};

    fn rendered(text: &str, of: impl Fn(&dyn Fn(&str) -> Span) -> Diagnostic) -> String {
        let mut sources = Sources::default();
        let file = sources.add("spec.yaml", text);
        let span = |part: &str| {
            let start = text.find(part).unwrap_or(0) as u32;
            Span { file, start, end: start + part.len() as u32 }
        };
        let mut diagnostics = Diagnostics::default();
        diagnostics.push(of(&span));
        render(&sources, &diagnostics, Style::Plain)
    }

    #[test]
    fn one_place() {
        let text = rendered("type: string\nmaxLenght: 128\n", |at| {
            Diagnostic::error("unknown-keyword", at("maxLenght"), "`maxLenght` is not a keyword of a schema")
                .label("did you mean `maxLength`?")
        });
        let expected = "\
error[unknown-keyword]: `maxLenght` is not a keyword of a schema
 --> spec.yaml:2:1
  |
2 | maxLenght: 128
  | ^^^^^^^^^ did you mean `maxLength`?
";
        assert_eq!(text, expected);
    }

    #[test]
    fn two_places_and_help() {
        let text = rendered("a: 1\nb: 2\nc: 3\nd: 4\ne: 5\nf: 6\n", |at| {
            Diagnostic::warning("code", at("f"), "message").label("here").also(at("a"), "there").help("do this")
        });
        let expected = "\
warning[code]: message
 --> spec.yaml:6:1
  |
1 | a: 1
  | - there
...
6 | f: 6
  | ^ here
  |
  = help: do this
";
        assert_eq!(text, expected);
    }

    #[test]
    fn many_lines_and_long_lines() {
        let text = rendered("a:\n  b: 1\n  c: 2\n", |at| Diagnostic::note("code", at("b: 1\n  c: 2"), "message"));
        let expected = "\
note[code]: message
 --> spec.yaml:2:3
  |
2 |   b: 1
  |   ^^^^
";
        assert_eq!(text, expected);
        let long = format!("{}\"x\": 1{}", "é".repeat(2000), "ü".repeat(2000));
        let text = rendered(&long, |at| Diagnostic::note("code", at("\"x\""), "message").label("here"));
        assert!(text.contains("spec.yaml:1:2001\n"), "{text}");
        assert!(text.contains("^^^ here"), "{text}");
    }

    #[test]
    fn an_empty_file() {
        let text = rendered("", |at| Diagnostic::error("code", at(""), "message"));
        assert!(text.starts_with("error[code]: message\n --> spec.yaml:1:1\n"), "{text}");
    }
}
