//! What is wrong where a text is no YAML, in words of what the author did.
//!
//! In: the text and the error of the parser, which names the place where it noticed. Out: findings at the place where
//! the slip is: the tab, the quote that does not end, the value that needs quotes.

use granit_parser::{ErrorKind, ScanError};

use super::too_deep;
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};

/// The place of an error, and what is said of it; `open` is where the innermost bracket stands that has no end.
pub(super) fn findings(file: FileId, text: &str, error: &ScanError, open: Option<usize>) -> (usize, Vec<Diagnostic>) {
    let at = error.marker().byte_offset().unwrap_or(0).min(text.len());
    let at = (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    // The parser stops before the blanks in front of what it cannot read.
    let blanks = text[at..].len() - text[at..].trim_start_matches(' ').len();
    let start = at + blanks;
    let span = |start: usize, end: usize| Span { file, start: start as u32, end: end as u32 };
    let end = start + text[start..].chars().next().filter(|c| *c != '\n').map_or(0, char::len_utf8);
    let error_at = |message: String| Diagnostic::error("yaml-syntax", span(start, end), message);
    let tabs = tabs(text, start);
    if !tabs.is_empty() && !matches!(error.kind(), ErrorKind::RecursionLimitExceeded) {
        let tab = |(from, to): (usize, usize)| {
            Diagnostic::error("yaml-syntax", span(from, to), "YAML is indented with spaces, this is a tab")
        };
        return (start, tabs.into_iter().map(tab).collect());
    }
    let unclosed = |at: usize, what: &str, end: &str| {
        Diagnostic::error("yaml-syntax", span(at, at + 1), format!("this {what} does not end"))
            .label(format!("add the `{end}` that belongs to it"))
            .also(span(start, end_of(text, start)), "noticed here")
    };
    let diagnostic = match error.kind() {
        ErrorKind::RecursionLimitExceeded => too_deep(span(start, end)),
        ErrorKind::UnknownAnchor => error_at("this alias names no anchor before it".to_owned())
            .help("define the anchor (`&name`) above, or quote a value that starts with `*`"),
        ErrorKind::UnclosedQuotedScalar
        | ErrorKind::InvalidQuotedScalarIndent
        | ErrorKind::DocumentIndicatorInQuotedScalar
            if opening_quote(text, start).is_some() =>
        {
            let quote = opening_quote(text, start).unwrap_or(start);
            unclosed(quote, "quote", &text[quote..=quote])
        }
        ErrorKind::InvalidTrailingDoubleQuotedScalar | ErrorKind::InvalidTrailingSingleQuotedScalar => {
            let diagnostic = error_at("the quoted text ends before this".to_owned())
                .help("a quote in a text is written `''` between single quotes, `\\\"` between double quotes");
            match opening_quote(text, start) {
                Some(quote) => diagnostic.also(span(quote, quote + 1), "it begins here"),
                None => diagnostic,
            }
        }
        ErrorKind::MappingValueNotAllowed if glued_dash(text, start).is_some() => {
            let dash = glued_dash(text, start).unwrap_or(start);
            Diagnostic::error("yaml-syntax", span(dash, dash + 1), "the dash of a list is followed by a blank")
                .label("add a blank behind this")
        }
        kind => match open {
            Some(bracket) if line_of(text, bracket) < line_of(text, start) => {
                let end = if text[bracket..].starts_with('[') { "]" } else { "}" };
                unclosed(bracket, "bracket", end)
            }
            Some(_) | None => match odd_line(kind, text, start) {
                Some((from, to)) => {
                    let message = "this is not indented as what it stands beside";
                    Diagnostic::error("yaml-syntax", span(from, to), message)
                        .also(span(start, end), "what follows does not fit below it")
                        .help("look at the indentation: keys of one object begin in one column")
                }
                None => of_kind(kind, text, start, error_at(format!("this is not YAML: {kind}"))),
            },
        },
    };
    (start, vec![diagnostic])
}

fn end_of(text: &str, start: usize) -> usize {
    start + text[start..].chars().next().filter(|c| *c != '\n').map_or(0, char::len_utf8)
}

fn line_of(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count()
}

/// The tabs that indent lines, if the first of them stands where the parser stopped.
fn tabs(text: &str, at: usize) -> Vec<(usize, usize)> {
    let line = text[..at].rfind('\n').map_or(0, |at| at + 1);
    let mut found = Vec::new();
    let mut start = line;
    for (index, row) in text[line..].split_inclusive('\n').enumerate() {
        let blanks = row.len() - row.trim_start_matches([' ', '\t']).len();
        if let Some(tab) = row[..blanks].find('\t') {
            found.push((start + tab, start + tab + 1));
        } else if found.is_empty() && index > 0 && !row.trim().is_empty() {
            return found;
        }
        start += row.len();
    }
    found
}

/// `-name: x` on the line of a place or on the one before it, where the list has no item yet.
fn glued_dash(text: &str, at: usize) -> Option<usize> {
    let mut end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    for _ in 0..2 {
        let start = text[..end].rfind('\n').map_or(0, |at| at + 1);
        let line = &text[start..end];
        let blanks = line.len() - line.trim_start().len();
        let rest = line.trim_start().strip_prefix('-');
        if rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()) && rest.contains(": ")) {
            return Some(start + blanks);
        }
        end = start.checked_sub(1)?;
    }
    None
}

/// The key above a place that opened the level which the place does not fit, if fewer lines of the text are indented as far
/// as that key than as far as the place: then the key is the odd one, and not the line where the parser noticed.
fn odd_line(kind: &ErrorKind, text: &str, at: usize) -> Option<(usize, usize)> {
    use ErrorKind::{
        ExpectedBlockMappingKey, ExpectedBlockSequenceEntry, InvalidIndentation, MappingValueNotAllowed,
        SimpleKeyExpected,
    };
    let of_indentation = [
        ExpectedBlockMappingKey,
        ExpectedBlockSequenceEntry,
        InvalidIndentation,
        MappingValueNotAllowed,
        SimpleKeyExpected,
    ];
    let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
    let blanks = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let is_content = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    let is_key = |line: &str| line.trim_end().ends_with(':') || line.contains(": ");
    let here = text[start..].lines().next().filter(|line| is_key(line))?;
    // What stands behind the key is the fault of that line.
    if !of_indentation.contains(kind) || text[start..at].contains(':') {
        return None;
    }
    let mut above = text[..start].lines().rev().filter(is_content);
    // The object that it seems to be in, and the first member of that.
    let mut first = None;
    let holder = above.find(|line| {
        let is_deeper = blanks(line) >= blanks(here);
        if is_deeper {
            first = Some(*line);
        }
        !is_deeper
    })?;
    let count = |indent: usize| text.lines().filter(is_content).filter(|line| blanks(line) == indent).count();
    let odd = [Some(holder), first.filter(|line| blanks(line) > blanks(here))].into_iter().flatten();
    let line = odd.filter(|line| is_key(line)).find(|line| count(blanks(line)) < count(blanks(here)))?;
    let from = line.as_ptr().addr() - text.as_ptr().addr() + blanks(line);
    let key = line.trim_start().split(':').next().unwrap_or_default();
    Some((from, from + key.len()))
}

/// Adds what to do: about the text at the place, or about errors of the kind.
fn of_kind(kind: &ErrorKind, text: &str, start: usize, diagnostic: Diagnostic) -> Diagnostic {
    let help = advice(text, start).or(match kind {
        ErrorKind::ExpectedBlockMappingKey | ErrorKind::ExpectedBlockSequenceEntry | ErrorKind::InvalidIndentation => {
            Some("look at the indentation: this line stands neither below nor beside the one before it")
        }
        ErrorKind::SimpleKeyExpected => Some("a key is followed by a colon and a blank"),
        _ => None,
    });
    match help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

/// The quote before a place that opens a value.
fn opening_quote(text: &str, at: usize) -> Option<usize> {
    let before = &text[..at];
    let opens = |index: usize| {
        let front = before[..index].trim_end_matches(' ');
        front.ends_with([':', '-', ',', '[', '{', '\n']) || front.is_empty()
    };
    before.rmatch_indices(['"', '\'']).map(|(index, _)| index).find(|index| opens(*index))
}

/// What to do about a value that needs quotes.
fn advice(text: &str, at: usize) -> Option<&'static str> {
    let rest = &text[at..];
    if rest.starts_with(['@', '`', '%', '!', '&', '>', '|', '*']) {
        Some("quote the text: YAML keeps this character for itself")
    } else if rest.starts_with(": ") || rest.starts_with(":\n") {
        Some("quote the text if it is one: a colon before a blank makes a key; if it is a key, look at its indentation")
    } else if plain_key(text, at) {
        Some("a key is followed by a colon and a blank")
    } else {
        None
    }
}

/// Whether a line is `key:value`, which is one word to YAML.
fn plain_key(text: &str, at: usize) -> bool {
    let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
    let line = text[start..].lines().next().unwrap_or_default().trim();
    line.split_once(':').is_some_and(|(key, value)| !key.contains(' ') && !value.starts_with(' ') && !value.is_empty())
}

/// The text with the value on the line of an error in quotes, every byte at its place; nothing if that cannot be done.
pub(super) fn quoted(text: &str, at: usize) -> Option<String> {
    let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
    let line = text[start..].lines().next()?;
    let value = start + line.find(": ")? + 2;
    let value = value + text[value..].len() - text[value..].trim_start_matches(' ').len();
    let end = start + line.trim_end().len();
    let inner = text.get(value..end)?;
    let is_plain = inner.len() >= 2 && !inner.contains(['"', '\'', '\\', '[', ']', '{', '}', '|', '>']);
    let is_at_ends = inner.is_char_boundary(1) && inner.is_char_boundary(inner.len() - 1);
    // A list or an object over several lines stays as it is.
    if value > at || !is_plain || !is_at_ends {
        return None;
    }
    let mut mended = text.to_owned();
    mended.replace_range(value..=value, "\"");
    mended.replace_range(end - 1..end, "\"");
    Some(mended)
}
