//! Texts for string schemas: by format, by pattern, by length; and texts that should not do.

use regex_syntax::hir::{Class, Hir, HirKind};
use serde_json::Value;

use crate::flat::{Flat, count};

/// Texts that may satisfy a schema, the plainest first; nothing when a pattern has none that is found.
pub fn samples(schema: &Flat) -> Vec<String> {
    let (least, most) = (count(schema, "minLength").unwrap_or(0), count(schema, "maxLength"));
    let fits = |text: &String| {
        let length = text.chars().count();
        length >= least && most.is_none_or(|most| length <= most)
    };
    let format = schema.get("format").or(schema.get("x-format")).and_then(Value::as_str).unwrap_or_default();
    let known: Vec<String> = of_format(format).iter().map(|text| (*text).to_owned()).collect();
    if let Some(pattern) = schema.get("pattern").and_then(Value::as_str) {
        let made = matching(pattern, least.max(most.unwrap_or(0).min(5000))).into_iter().filter(fits);
        return made.chain(known.into_iter().filter(fits)).collect();
    }
    if !known.is_empty() {
        return known.into_iter().filter(fits).collect();
    }
    let mut all = vec!["text".to_owned(), String::new(), "\u{e4}\u{1F600}\"\\\n\u{0}/".to_owned()];
    all.retain(fits);
    for length in [least, most.unwrap_or(least + 4).min(5000)] {
        all.push("x".repeat(length));
        all.push("\u{1F600}".repeat(length));
    }
    if all.iter().all(|text| text.is_empty()) { all } else { all.into_iter().filter(fits).collect() }
}

/// Texts that a schema may not allow.
pub fn wrong(schema: &Flat) -> Vec<String> {
    let mut all = vec![String::new(), "not what is asked for \u{1}".to_owned()];
    if let Some(least) = count(schema, "minLength").filter(|least| (1..5000).contains(least)) {
        all.push("\u{1F600}".repeat(least - 1));
    }
    if let Some(most) = count(schema, "maxLength").filter(|most| *most < 5000) {
        all.push("x".repeat(most + 1));
        all.push("\u{1F600}".repeat(most + 1));
    }
    let format = schema.get("format").and_then(Value::as_str).unwrap_or_default();
    all.extend(of_format(format).iter().map(|text| format!("{text}!")));
    all
}

fn of_format(format: &str) -> &'static [&'static str] {
    match format {
        "date-time" => {
            &["2024-02-29T12:30:45Z", "1985-04-12T23:20:50.52Z", "1996-12-19T16:39:57-08:00", "9999-12-31T23:59:59Z"]
        }
        "date" => &["2024-02-29", "0001-01-01", "9999-12-31"],
        "time" => &["12:30:45Z", "23:20:50.52+02:00"],
        "duration" => &["P1DT12H", "PT5M", "P3W"],
        "email" | "idn-email" => &["joe@example.com", "a.b+c@example.co.uk"],
        "hostname" | "idn-hostname" => &["example.com", "a-b.example"],
        "ipv4" => &["192.0.2.1", "255.255.255.255"],
        "ipv6" => &["2001:db8::1", "::", "::ffff:192.0.2.1"],
        "ip" => &["192.0.2.1", "2001:db8::1"],
        "uri" | "url" | "iri" => &["https://example.com/a?b=c#d", "urn:isbn:0451450523"],
        "uri-reference" | "iri-reference" => &["/a/b?c", "#d", "https://example.com"],
        "uuid" => &["3c90c3cc-0d44-4b50-8888-8dd25736052a", "00000000-0000-0000-0000-000000000000"],
        "json-pointer" => &["", "/a/b~1c"],
        "regex" => &["^[a-z]+$"],
        "byte" | "base64" => &["aGVsbG8=", ""],
        "decimal" => &["12.50", "-0.1"],
        "int32" | "int64" | "uint32" | "uint64" | "integer" => &["42"],
        "number" | "double" | "float" => &["4.25"],
        "mac" => &["00:00:5e:00:53:01"],
        _ => &[],
    }
}

/// The syntax tree of a pattern, where it can be read.
pub fn regex(pattern: &str) -> Option<Hir> {
    let parse = |pattern: &str| regex_syntax::ParserBuilder::new().unicode(true).utf8(true).build().parse(pattern).ok();
    parse(pattern).or_else(|| parse(&without_look_around(pattern)))
}

/// A pattern without its look-around, which the texts may satisfy all the same.
fn without_look_around(pattern: &str) -> String {
    let mut out = String::new();
    let mut rest = pattern;
    while let Some(start) = ["(?=", "(?!", "(?<=", "(?<!"].iter().filter_map(|open| rest.find(open)).min() {
        out.push_str(&rest[..start]);
        let (mut depth, mut escaped, mut class) = (0_i32, false, false);
        let end = rest[start..].char_indices().find_map(|(at, c)| {
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '[' => class = true,
                ']' => class = false,
                '(' if !class => depth += 1,
                ')' if !class => depth -= 1,
                _ => {}
            }
            (depth == 0).then_some(start + at + c.len_utf8())
        });
        rest = end.map_or("", |end| &rest[end..]);
    }
    out + rest
}

/// Texts that match a pattern: with as little of everything, with more, and with a length in mind.
pub fn matching(pattern: &str, length: usize) -> Vec<String> {
    let Some(hir) = regex(pattern) else {
        // What people write patterns with look-around for.
        return ["Aa1!Aa1!Aa1!", "a", "abc", "a-b", "1", "a1"].iter().map(|text| (*text).to_owned()).collect();
    };
    let mut all = Vec::new();
    let length = length as u32;
    for (repeats, turn) in [(0, 0), (1, 1), (2, 3), (length, 2), (length.saturating_sub(1), 0), (7, 5)] {
        let mut text = String::new();
        write(&hir, repeats, turn, &mut text);
        if !all.contains(&text) {
            all.push(text);
        }
    }
    all
}

/// Writes a text for the tree: repetitions `repeats` times more than needed, alternatives and characters by `turn`.
fn write(hir: &Hir, repeats: u32, turn: usize, out: &mut String) {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => out.push_str(&String::from_utf8_lossy(&literal.0)),
        HirKind::Class(class) => out.extend(character(class, turn + out.len())),
        HirKind::Repetition(repetition) => {
            let wanted = repetition.min.saturating_add(repeats).min(repetition.max.unwrap_or(u32::MAX)).min(2000);
            for _ in 0..wanted.max(repetition.min.min(2000)) {
                write(&repetition.sub, repeats.min(2), turn, out);
            }
        }
        HirKind::Capture(capture) => write(&capture.sub, repeats, turn, out),
        HirKind::Concat(parts) => parts.iter().for_each(|part| write(part, repeats, turn, out)),
        HirKind::Alternation(branches) => {
            if let Some(branch) = branches.get(turn % branches.len().max(1)) {
                write(branch, repeats, turn, out);
            }
        }
    }
}

/// A character of a class: a plain one if there is one.
fn character(class: &Class, turn: usize) -> Option<char> {
    let ranges: Vec<(char, char)> = match class {
        Class::Unicode(class) => class.iter().map(|range| (range.start(), range.end())).collect(),
        Class::Bytes(class) => class.iter().map(|range| (char::from(range.start()), char::from(range.end()))).collect(),
    };
    let has = |c: char| ranges.iter().any(|(start, end)| (*start..=*end).contains(&c));
    let plain: Vec<char> =
        ('a'..='z').chain('A'..='Z').chain('0'..='9').chain("-_.".chars()).filter(|c| has(*c)).collect();
    if plain.is_empty() { ranges.first().map(|(start, _)| *start) } else { plain.get(turn % plain.len()).copied() }
}

#[cfg(test)]
mod tests {
    use super::matching;

    #[test]
    fn texts_are_made_of_patterns() {
        for (pattern, expected) in
            [("^[a-c]{2}$", "ab"), (r"^\d{3}-x?$", "012-"), ("^(foo|bar)$", "foo"), ("^(?![(]x[)]).a(?=b)", "aa")]
        {
            assert_eq!(matching(pattern, 0)[0], expected, "{pattern}");
        }
    }
}
