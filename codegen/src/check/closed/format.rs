//! Formats: known, spelt right, and of the type beside them.

use super::super::context::Context;
use super::super::suggest;
use super::types;
use crate::diagnostic::Diagnostic;
use crate::document::Node;

/// Formats of texts.
const TEXTS: [&str; 29] = [
    "base64",
    "base64url",
    "binary",
    "byte",
    "char",
    "commonmark",
    "date",
    "date-time",
    "date-time-local",
    "duration",
    "email",
    "hostname",
    "html",
    "http-date",
    "idn-email",
    "idn-hostname",
    "ipv4",
    "ipv6",
    "iri",
    "iri-reference",
    "json-pointer",
    "media-range",
    "password",
    "regex",
    "relative-json-pointer",
    "time",
    "time-local",
    "uri",
    "uri-reference",
];
/// Formats of texts that come last, so that a name that is near two of them is told to be the usual one.
const MORE_TEXTS: [&str; 2] = ["uri-template", "uuid"];
/// Formats of numbers.
const NUMBERS: [&str; 9] = ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "float", "double"];
/// Formats of numbers that may be written as texts, too.
const BOTH: [&str; 3] = ["uint64", "decimal", "decimal128"];

/// What other tools call a format.
const OTHERS: [(&str, &str); 8] = [
    ("datetime", "date-time"),
    ("guid", "uuid"),
    ("integer", "int64"),
    ("ip", "ipv4"),
    ("long", "int64"),
    ("number", "double"),
    ("timestamp", "date-time"),
    ("url", "uri"),
];

pub(super) fn judge(context: &mut Context<'_, '_>, schema: &Node) {
    let Some((member, name)) = schema.member("format").and_then(|m| Some((m, m.value.as_str()?))) else { return };
    let types = types(schema);
    let (of_texts, of_numbers) = (TEXTS.contains(&name) || MORE_TEXTS.contains(&name), NUMBERS.contains(&name));
    let takes_text = types.contains(&"string");
    let takes_number = types.contains(&"integer") || types.contains(&"number");
    let of_integers = name.starts_with("int") || name.starts_with("uint");
    let of_other_numbers = takes_number && of_integers && !types.contains(&"integer");
    let is_misplaced =
        (of_texts && !takes_text) || (of_numbers && !takes_number && name != "int64") || of_other_numbers;
    if !types.is_empty() && is_misplaced {
        let message = format!("the format `{name}` means nothing for the type {}", types.join(", "));
        let label = match (of_texts, of_integers) {
            (true, _) => "a format of strings",
            (false, true) => "a format of integers",
            (false, false) => "a format of numbers",
        };
        let mut diagnostic = Diagnostic::error("misplaced-keyword", member.key_span, message).label(label);
        if let Some(node) = schema.get("type") {
            diagnostic = diagnostic.also(node.span, "the type");
        }
        context.fault(diagnostic);
    }
    if of_texts || of_numbers || BOTH.contains(&name) || name == "uint" {
        return;
    }
    let all = TEXTS.into_iter().chain(MORE_TEXTS).chain(NUMBERS).chain(BOTH);
    let other = OTHERS.iter().find(|(other, _)| name.eq_ignore_ascii_case(other)).map(|(_, name)| *name);
    let message = format!("the format `{name}` is not known, so nothing checks it");
    let diagnostic = match other.or_else(|| suggest::close(name, all, 2)) {
        Some(near) => {
            Diagnostic::error("unknown-format", member.value.span, message).label(format!("did you mean `{near}`?"))
        }
        None => Diagnostic::warning("unknown-format", member.value.span, message)
            .help("say the same with `pattern`, or with words in `description`"),
    };
    context.fault(diagnostic);
}
