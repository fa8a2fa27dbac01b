//! Characters that came along from a page: some are not seen, and some look like quotes.
//!
//! In: the trees of all files. Out: an error for each name or value that holds one of them as it stands in the text; who
//! means it writes an escape. Words for readers may hold what they want.

use super::super::context::Context;
use crate::diagnostic::Diagnostic;
use crate::document::{Kind, Node};
use crate::source::Span;

/// Members with words for readers, and with data that is as the API sends it.
const PROSE: [&str; 10] = [
    "description",
    "summary",
    "title",
    "x-source",
    "x-assumed",
    "x-allow",
    "x-enum-descriptions",
    "example",
    "examples",
    "value",
];

pub(super) fn judge(context: &mut Context<'_, '_>) {
    let mut work: Vec<&Node> = context.document.roots.iter().collect();
    while let Some(node) = work.pop() {
        match &node.kind {
            Kind::String(_) => text(context, node.span),
            Kind::Array(items) => work.extend(items),
            Kind::Object(members) => {
                for member in members {
                    text(context, member.key_span);
                    let is_data = PROSE.contains(&&*member.key) && !matches!(member.value.kind, Kind::Object(_));
                    let is_quote = matches!(&*member.key, "x-source" | "x-allow" | "examples" | "example" | "value");
                    if !is_data && !is_quote {
                        work.push(&member.value);
                    }
                }
            }
            Kind::Null | Kind::Bool(_) | Kind::Number(_) => {}
        }
    }
}

fn text(context: &mut Context<'_, '_>, span: Span) {
    let raw = context.document.sources.text(span);
    if raw.is_ascii() {
        return;
    }
    if let Some((at, c)) = raw.char_indices().find(|(_, c)| is_unseen(*c)) {
        let start = span.start + at as u32;
        let place = Span { start, end: start + c.len_utf8() as u32, ..span };
        let code = c as u32;
        let diagnostic =
            Diagnostic::error("odd-character", place, format!("a character that is not seen: U+{code:04X}"))
                .also(span, "in this text")
                .help(format!("remove it; if it is meant, write \"\\u{code:04x}\" in double quotes"));
        context.fault(diagnostic);
    } else if raw.starts_with(['“', '”', '„', '‘', '’']) && !context.out.places_of_errors().contains(&span) {
        let diagnostic = Diagnostic::error("odd-character", span, "typographic quotes are a part of the text")
            .help("write `\"`; if they are meant, put the text in `\"` as well");
        context.fault(diagnostic);
    }
}

/// Blanks that are not the usual one, and marks without a width.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{ad}' | '\u{2000}'..='\u{200f}' | '\u{2028}'..='\u{202f}' | '\u{2060}' | '\u{3000}' | '\u{feff}')
}
