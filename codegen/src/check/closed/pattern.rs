//! Patterns that compile and mean something else than their author thought.

use super::super::context::Context;
use crate::diagnostic::Diagnostic;
use crate::document::Node;

pub(super) fn judge(context: &mut Context<'_, '_>, schema: &Node) {
    let Some((node, text)) = schema.get("pattern").and_then(|node| Some((node, node.as_str()?))) else { return };
    let is_delimited = text.len() > 2 && text.starts_with("/^") && text.trim_end_matches(['i', 'g']).ends_with("$/");
    let diagnostic = if is_delimited {
        let inner = text.trim_end_matches(['i', 'g']).trim_matches('/');
        Diagnostic::error("odd-pattern", node.span, "the slashes are a part of the pattern, so nothing matches it")
            .help(format!("write `{inner}`"))
    } else if is_escaped_twice(text) {
        let message = "the pattern asks for a backslash where a class of characters seems to be meant";
        let help = format!("write `{}`; without double quotes YAML knows no escapes", text.replace("\\\\", "\\"));
        Diagnostic::error("odd-pattern", node.span, message).help(help)
    } else if counts_without_ends(text) {
        let message = "without `^` and `$` a longer text matches as well, so the count at the end limits nothing";
        Diagnostic::warning("odd-pattern", node.span, message).help(format!("write `^{text}$`"))
    } else {
        return;
    };
    context.fault(diagnostic);
}

/// `^\\d+$`, which is what `"^\\d+$"` says without its quotes.
fn is_escaped_twice(text: &str) -> bool {
    ["\\\\d", "\\\\w", "\\\\s", "\\\\."].iter().any(|pair| text.contains(pair)) && !text.contains("\\\\\\")
}

/// `[A-Z]{3}`, which `ABCDE` matches, too.
fn counts_without_ends(text: &str) -> bool {
    let holds_ends = text.replace("[^", "").replace("\\^", "").replace("\\$", "").contains(['^', '$']);
    let is_word = text.contains("\\b") || text.contains("(?");
    let last = text.rfind('{').and_then(|at| text.get(at + 1..)?.strip_suffix('}'));
    let is_limit = last.is_some_and(|count| {
        let end = count.split_once(',').map_or(count, |(_, end)| end);
        !end.is_empty() && count.bytes().all(|b| b.is_ascii_digit() || b == b',')
    });
    is_limit && !is_word && !holds_ends
}
