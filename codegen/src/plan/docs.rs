//! Documentation: the vendor's words, limits, sources and assumptions, as lines of rustdoc.
//!
//! Guaranteed: nothing from a spec becomes a link, a tag, code that rustdoc would compile, or leaves its comment.

mod called;

use super::field::FieldKind;
use crate::ir::{Accepts, Api, Bound, Docs, EnumValue, Property, SchemaId, Shape, Source, VariantShape};

/// Text of a spec as lines of Markdown that show what it says.
pub(crate) fn text(words: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut fenced = false;
    for line in words.lines() {
        let line = line.trim_end();
        let start = line.trim_start();
        if start.starts_with("```") || start.starts_with("~~~") {
            // A fence without a language would be compiled as Rust.
            lines.push(if fenced { "```".to_owned() } else { "```text".to_owned() });
            fenced = !fenced;
        } else if fenced {
            lines.push(visible(line));
        } else {
            // Deep indentation would make a code block.
            let indent = (line.len() - start.len()).min(2);
            lines.push(format!("{}{}", &"  "[..indent], inline(start)));
        }
    }
    if fenced {
        lines.push("```".to_owned());
    }
    lines
}

/// Escapes what Markdown and rustdoc would take for markup, outside code spans.
fn inline(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut code = false;
    let closed = line.matches('`').count().is_multiple_of(2);
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let url = !code && (rest.starts_with("http://") || rest.starts_with("https://"));
        if url {
            let end = rest.find(|c: char| c.is_whitespace() || "<>\"')]".contains(c)).unwrap_or(rest.len());
            let link = rest[..end].trim_end_matches(['.', ',', ';', ':']);
            out.push_str(&format!("<{link}>"));
            rest = &rest[link.len()..];
            continue;
        }
        if let Some((label, url, after)) = link_to_web(rest).filter(|_| !code) {
            out.push_str(&format!("[{}](<{url}>)", inline(label)));
            rest = after;
            continue;
        }
        match c {
            '`' if closed => {
                code = !code;
                out.push(c);
            }
            '<' | '>' | '[' | ']' | '*' | '_' | '\\' | '`' if !code => {
                // `_` and `*` inside words and lists are left alone: only what would pair up is escaped.
                if !matches!(c, '_' | '*' | '>') || (c == '>' && out.is_empty()) {
                    out.push('\\');
                }
                out.push(c);
            }
            _ => out.push(c),
        }
        rest = &rest[c.len_utf8()..];
    }
    visible(&out)
}

/// The label and the address of a link to the web that a text begins with, and what follows. A link to anything else
/// leads nowhere from here, and rustdoc would look for it in the crate.
fn link_to_web(text: &str) -> Option<(&str, &str, &str)> {
    let text = text.strip_prefix('[')?;
    let end = find_near(text, |c| matches!(c, '[' | ']' | '`' | '\\'))?;
    let (label, rest) = text.split_at(end);
    let rest = rest.strip_prefix("](")?;
    let mut depth = 0_usize;
    let end = find_near(rest, |c| match c {
        '(' => {
            depth += 1;
            false
        }
        ')' => depth.checked_sub(1).map(|less| depth = less).is_none(),
        _ => false,
    })?;
    let url = &rest[..end];
    let is_address = (url.starts_with("https://") || url.starts_with("http://"))
        && !url.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"\\`".contains(c));
    (!label.is_empty() && is_address).then(|| (label, url, &rest[end + 1..]))
}

/// Where the first such character is, unless it is so far away that a link is not what somebody meant: every bracket of a
/// long line is looked behind.
fn find_near(text: &str, mut is: impl FnMut(char) -> bool) -> Option<usize> {
    text.char_indices().take(1_000).find(|(_, c)| is(*c)).map(|(at, _)| at)
}

/// Text of one line, whatever it is made of.
pub(crate) fn one_line(text: &str) -> String {
    inline(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The text with what cannot be seen in it written out: control characters and changes of direction, which rustc refuses
/// in comments, what other readers take for ends of lines, and characters for private use.
pub(crate) fn visible(text: &str) -> String {
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
            || matches!(c, '\u{feff}' | '\u{e000}'..='\u{f8ff}')
    };
    if !text.contains(|c| hidden(c) && c != '\t') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if hidden(c) && c != '\t' { out.extend(c.escape_unicode()) } else { out.push(c) }
    }
    out
}

/// The documentation of a type.
pub(crate) fn schema(api: &Api, id: SchemaId) -> Vec<String> {
    let schema = api.schema(id);
    let mut lines = words(&schema.docs);
    if lines.is_empty() {
        lines.push(format!("{}.", sentence(&called::called(api, schema))));
    }
    notes(&mut lines, &schema.docs);
    lines
}

/// With a capital letter in front.
fn sentence(words: &str) -> String {
    let mut rest = words.chars();
    rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
}

/// The documentation of a variant of a union.
pub(crate) fn union_variant(api: &Api, variant: &VariantShape) -> Vec<String> {
    let own = &api.schema(variant.schema).docs;
    let target = api.schema(api.target(variant.schema));
    let mut lines = words(if *own == Docs::default() { &target.docs } else { own });
    lines.truncate(1);
    if lines.is_empty() {
        let spoken = variant.title.clone().unwrap_or_else(|| super::types::spoken(api, api.target(variant.schema)));
        lines.push(format!("{}.", code(&spoken)));
    }
    lines
}

/// The documentation of a variant.
pub(crate) fn variant(value: &EnumValue) -> Vec<String> {
    let mut lines = value.description.as_deref().map(text).unwrap_or_default();
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines.push(if value.wire.is_empty() {
        "On the wire: the empty string.".to_owned()
    } else {
        format!("On the wire: {}.", code(&value.wire))
    });
    lines
}

/// The documentation of a field.
pub(crate) fn property(api: &Api, property: &Property, kind: &FieldKind) -> Vec<String> {
    let own = &api.schema(property.schema).docs;
    let target = &api.schema(api.target(property.schema)).docs;
    let scalar =
        !matches!(api.schema(api.target(property.schema)).shape, Shape::Object(_) | Shape::Enum(_) | Shape::Union(_));
    let mut lines = words(own);
    if lines.is_empty() {
        lines = words(target);
    }
    if lines.is_empty() {
        lines.push(format!("{}.", code(&property.name)));
    }
    let mut facts = limits(api, property.schema);
    match kind {
        FieldKind::IdempotencyKey(_) => {
            facts.push("made by the client where it is `None`, the same for every retry".to_owned())
        }
        FieldKind::Defaulted(..) => facts.push("required; has a default".to_owned()),
        FieldKind::Required(_)
        | FieldKind::Nullable(_)
        | FieldKind::Optional(_)
        | FieldKind::Patch(_)
        | FieldKind::Credential => {}
    }
    if !facts.is_empty() {
        lines.push(String::new());
        lines.extend(facts.into_iter().map(|fact| format!("- {fact}")));
    }
    notes(&mut lines, own);
    if scalar && own != target {
        notes(&mut lines, target);
    }
    lines
}

/// Summary and description.
pub(crate) fn words(docs: &Docs) -> Vec<String> {
    let mut lines = Vec::new();
    let description = docs.description.as_deref().unwrap_or_default();
    // A summary that the description begins with says nothing more.
    let summary = docs.summary.as_deref().filter(|s| !plain(description).starts_with(&plain(s)));
    for part in [summary, docs.description.as_deref()].into_iter().flatten() {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(text(part));
    }
    lines
}

/// Words without white space and punctuation, to compare.
fn plain(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Where it is from, and what is assumed.
pub(crate) fn notes(lines: &mut Vec<String>, docs: &Docs) {
    if let Some(source) = &docs.source {
        lines.push(String::new());
        let said = plain(docs.description.as_deref().unwrap_or_default()) == plain(&source.quote);
        // A description in the vendor's words needs no quotation of the same.
        lines.extend(if said { vec![format!("*Page:* {}", page(source))] } else { quote(source) });
    }
    if let Some(why) = &docs.assumed {
        lines.push(String::new());
        let mut why = text(why);
        if let Some(first) = why.first_mut() {
            *first = format!("*Assumed:* {first}");
        }
        lines.extend(why);
    }
}

fn quote(source: &Source) -> Vec<String> {
    let mut lines: Vec<String> =
        text(&source.quote).into_iter().map(|line| format!("> {line}").trim_end().to_owned()).collect();
    lines.push(">".to_owned());
    lines.push(format!("> — {}", page(source)));
    lines
}

fn page(source: &Source) -> String {
    let page = one_line(&source.page);
    match &source.url {
        Some(url) => format!("[{page}]({})", link(url)),
        None => page,
    }
}

/// A URL as the target of a link: what would end it is percent-encoded.
fn link(url: &str) -> String {
    let ends = |c: char| c.is_whitespace() || c.is_control() || "<>()[]\\`\"".contains(c);
    let encoded = |c: char| if ends(c) && c.is_ascii() { format!("%{:02X}", u32::from(c)) } else { c.to_string() };
    visible(&url.chars().map(encoded).collect::<String>())
}

/// The limits of a value, in words of JSON Schema.
pub(crate) fn limits(api: &Api, id: SchemaId) -> Vec<String> {
    limits_within(api, id, 0)
}

/// Arrays of arrays are described three deep.
fn limits_within(api: &Api, id: SchemaId, depth: usize) -> Vec<String> {
    let bound = |names: [&str; 2], bound: &Option<Bound>| {
        let bound = bound.as_ref()?;
        Some(format!("`{}`: {}", names[usize::from(bound.exclusive)], bound.digits))
    };
    let (minimum, maximum) = (["minimum", "exclusiveMinimum"], ["maximum", "exclusiveMaximum"]);
    let one = |name: &str, value: Option<String>| value.map(|value| format!("`{name}`: {value}"));
    let facts: Vec<Option<String>> = match &api.schema(api.target(id)).shape {
        Shape::Integer(s) => vec![
            bound(minimum, &s.minimum),
            bound(maximum, &s.maximum),
            one("multipleOf", s.multiple_of.as_ref().map(|m| m.value.clone())),
        ],
        Shape::Number(s) => vec![
            bound(minimum, &s.minimum),
            bound(maximum, &s.maximum),
            one("multipleOf", s.multiple_of.as_ref().map(|m| m.value.clone())),
        ],
        Shape::String(s) => vec![
            one("minLength", s.min_length.as_ref().map(|l| l.value.to_string())),
            one("maxLength", s.max_length.as_ref().map(|l| l.value.to_string())),
            one("pattern", s.pattern.as_ref().map(|p| code(&p.source))),
            one("format", s.format.as_ref().map(|f| one_line(&f.value))),
        ],
        Shape::Array(s) => vec![
            one("minItems", s.min.as_ref().map(|l| l.value.to_string())),
            one("maxItems", s.max.as_ref().map(|l| l.value.to_string())),
            one("uniqueItems", s.unique.map(|_| "true".to_owned())),
        ],
        Shape::Map(s) => vec![
            one("minProperties", s.min.as_ref().map(|l| l.value.to_string())),
            one("maxProperties", s.max.as_ref().map(|l| l.value.to_string())),
        ],
        Shape::Bool(Some(accepts)) => vec![Some(spellings(accepts))],
        Shape::Any
        | Shape::Null
        | Shape::Bool(None)
        | Shape::Enum(_)
        | Shape::Tuple(_)
        | Shape::Object(_)
        | Shape::Union(_)
        | Shape::Ref(_) => Vec::new(),
    };
    let other = |inner: SchemaId| depth < 3 && api.target(inner) != api.target(id);
    let inner = match &api.schema(api.target(id)).shape {
        Shape::Array(s) if other(s.items) => limits_within(api, s.items, depth + 1),
        Shape::Map(s) if other(s.values) => limits_within(api, s.values, depth + 1),
        _ => Vec::new(),
    };
    facts.into_iter().flatten().chain(inner.into_iter().map(|limit| format!("each {limit}"))).collect()
}

fn spellings(accepts: &Accepts) -> String {
    format!(
        "also read from {}",
        accepts.truthy.iter().chain(&accepts.falsy).map(|s| code(s)).collect::<Vec<_>>().join(", ")
    )
}

/// A code span that may hold backquotes.
pub(crate) fn code(text: &str) -> String {
    let text: String =
        text.chars().map(|c| if c.is_control() { c.escape_default().to_string() } else { c.to_string() }).collect();
    let text = visible(&text);
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}

/// The documentation of a module.
pub(crate) fn module(api: &Api) -> Vec<String> {
    let mut lines = vec![format!("{} {}.", one_line(&api.title), one_line(&api.version))];
    if !api.description.trim().is_empty() {
        lines.push(String::new());
        lines.extend(text(api.description.trim()));
    }
    lines
}

/// The documentation of the client.
pub(crate) fn client(api: &Api) -> Vec<String> {
    vec![format!("A client of {}. Cheap to clone, safe to share.", one_line(&api.title))]
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn words_of_a_spec_stay_words() {
        assert_eq!(
            text("a <string> [x] see https://a.b/c."),
            ["a \\<string\\> \\[x\\] see <https://a.b/c>.".replace("\\>", ">")]
        );
        assert_eq!(
            text("see [the <page>](https://a.b/c_(d)), [x](#y) and [z](https://a.b \"t\")"),
            ["see [the \\<page>](<https://a.b/c_(d)>), \\[x\\](#y) and \\[z\\](<https://a.b> \"t\")"]
        );
        assert_eq!(text("```\nfn main() {}"), ["```text", "fn main() {}", "```"]);
        assert_eq!(text("      deep"), ["  deep"]);
        assert_eq!(text("`Vec<T>`"), ["`Vec<T>`"]);
    }
}
