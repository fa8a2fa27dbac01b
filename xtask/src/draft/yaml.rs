//! YAML in the style of the specs: two blanks a level, long texts folded, quotes only where they are needed.
//!
//! In: a tree. Out: its text. Guaranteed: whatever stands in a text, it is read back as that text.

use std::fmt::Write as _;

use super::json::Json;

/// How long a line may be.
const WIDTH: usize = 120;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Yaml {
    /// A text, which gets quotes where it needs some.
    Text(String),
    /// Something that is YAML already: a number, a flag, a list in brackets.
    Raw(String),
    List(Vec<Yaml>),
    Map(Map),
}

/// Members in their order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Map(Vec<Member>);

#[derive(Clone, Debug, PartialEq)]
struct Member {
    key: String,
    value: Yaml,
}

impl Map {
    pub fn put(&mut self, key: impl Into<String>, value: impl Into<Yaml>) {
        self.0.push(Member { key: key.into(), value: value.into() });
    }

    pub fn put_some(&mut self, key: &str, value: Option<impl Into<Yaml>>) {
        if let Some(value) = value {
            self.put(key, value);
        }
    }

    pub fn has(&self, key: &str) -> bool {
        self.0.iter().any(|member| member.key == key)
    }

    pub fn value(&self, key: &str) -> Option<&Yaml> {
        self.0.iter().find(|member| member.key == key).map(|member| &member.value)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<&str> for Yaml {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Yaml {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for Yaml {
    fn from(value: bool) -> Self {
        Self::Raw(value.to_string())
    }
}

impl From<Map> for Yaml {
    fn from(map: Map) -> Self {
        Self::Map(map)
    }
}

impl From<Vec<Yaml>> for Yaml {
    fn from(items: Vec<Yaml>) -> Self {
        Self::List(items)
    }
}

impl From<&Json> for Yaml {
    fn from(value: &Json) -> Self {
        match value {
            Json::Null => Self::Raw("null".to_owned()),
            Json::Flag(flag) => (*flag).into(),
            Json::Number(digits) => Self::Raw(number(digits)),
            Json::Text(text) => Self::Text(text.clone()),
            Json::List(items) => Self::List(items.iter().map(Self::from).collect()),
            Json::Object(members) => {
                let mut map = Map::default();
                for (key, value) in members {
                    map.put(key, Self::from(value));
                }
                Self::Map(map)
            }
        }
    }
}

/// Readers of YAML 1.1 take `1e3` for a text.
fn number(digits: &str) -> String {
    let Some((mantissa, exponent)) = digits.split_once(['e', 'E']) else { return digits.to_owned() };
    let dot = if mantissa.contains('.') { "" } else { ".0" };
    let sign = if exponent.starts_with(['+', '-']) { "" } else { "+" };
    format!("{mantissa}{dot}e{sign}{exponent}")
}

/// A list in brackets.
pub(super) fn flow<'t>(items: impl IntoIterator<Item = &'t Json>) -> Yaml {
    let items: Vec<String> = items.into_iter().map(flow_item).collect();
    Yaml::Raw(format!("[{}]", items.join(", ")))
}

fn flow_item(item: &Json) -> String {
    match item {
        Json::Text(text) if text.contains([',', '[', ']', '{', '}']) => quoted(text),
        Json::Text(text) => scalar(text),
        Json::Number(digits) => number(digits),
        Json::Flag(flag) => flag.to_string(),
        Json::Null | Json::List(_) | Json::Object(_) => "null".to_owned(),
    }
}

/// The text of a document: a blank line between its parts.
pub(super) fn document(map: &Map) -> String {
    let mut text = String::new();
    for (index, member) in map.0.iter().enumerate() {
        if index > 0 {
            text.push('\n');
        }
        print_member(&mut text, member, 0);
    }
    text
}

fn print_map(text: &mut String, map: &Map, level: usize) {
    for member in &map.0 {
        print_member(text, member, level);
    }
}

fn print_member(text: &mut String, member: &Member, level: usize) {
    let indent = "  ".repeat(level);
    let _ = write!(text, "{indent}{}:", scalar(&member.key));
    let used = indent.len() + member.key.chars().count() + 2;
    print_value(text, &member.value, level + 1, used);
}

/// Prints what stands behind a key or a dash; `used` is how much of the line is taken.
fn print_value(text: &mut String, value: &Yaml, level: usize, used: usize) {
    let indent = "  ".repeat(level);
    match value {
        Yaml::Text(words) => print_text(text, words, &indent, used),
        Yaml::Raw(raw) => {
            let _ = writeln!(text, " {raw}");
        }
        Yaml::List(items) if items.is_empty() => text.push_str(" []\n"),
        Yaml::Map(map) if map.is_empty() => text.push_str(" {}\n"),
        Yaml::List(items) => {
            text.push('\n');
            for item in items {
                print_item(text, item, level);
            }
        }
        Yaml::Map(map) => {
            text.push('\n');
            print_map(text, map, level);
        }
    }
}

/// A dash and its value, the first line of which stands beside the dash.
fn print_item(text: &mut String, item: &Yaml, level: usize) {
    let indent = "  ".repeat(level);
    match item {
        Yaml::Map(map) if !map.is_empty() => {
            let mut inner = String::new();
            print_map(&mut inner, map, level + 1);
            let _ = write!(text, "{indent}- {}", inner.trim_start());
        }
        Yaml::Text(_) | Yaml::Raw(_) | Yaml::List(_) | Yaml::Map(_) => {
            let _ = write!(text, "{indent}-");
            print_value(text, item, level + 1, indent.len() + 2);
        }
    }
}

fn print_text(text: &mut String, words: &str, indent: &str, used: usize) {
    if words.contains('\n') && is_block(words) {
        let _ = writeln!(text, " |-");
        for line in words.lines() {
            let _ = writeln!(text, "{}{line}", if line.is_empty() { "" } else { indent });
        }
        return;
    }
    let plain = scalar(words);
    if used + plain.chars().count() <= WIDTH || !is_folded(words) {
        let _ = writeln!(text, " {plain}");
        return;
    }
    let _ = writeln!(text, " >-");
    for line in wrap(words, WIDTH.saturating_sub(indent.len())) {
        let _ = writeln!(text, "{indent}{line}");
    }
}

/// Whether a text of several lines can stand as it is.
fn is_block(words: &str) -> bool {
    let odd = |line: &str| line.ends_with(char::is_whitespace) || line.chars().any(|c| !is_printed(c));
    !words.starts_with(char::is_whitespace) && !words.ends_with('\n') && !words.split('\n').any(odd)
}

/// Whether a text comes back as it was when its lines are broken at blanks.
fn is_folded(words: &str) -> bool {
    let is_trimmed = !words.starts_with(char::is_whitespace) && !words.ends_with(char::is_whitespace);
    is_trimmed && !words.contains("  ") && words.contains(' ') && words.chars().all(is_printed)
}

fn is_printed(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// Lines of at most `width`, broken at single blanks.
pub(super) fn wrap(words: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            Some(_) | None => lines.push(word.to_owned()),
        }
    }
    lines
}

fn scalar(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { quoted(text) }
}

/// Whether every reader of YAML takes the text for itself without quotes.
fn is_plain(text: &str) -> bool {
    const WORDS: [&str; 11] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n", "~", "nan"];
    // What begins with a digit may be a number, a date or a time.
    let starts = text.starts_with(|c: char| c.is_alphabetic() || matches!(c, '/' | '_' | '(' | '<' | '$' | '^' | '•'));
    // A key of OpenAPI is the one text with a dollar sign that is common; `<<` merges.
    let is_safe = starts && !text.starts_with("<<") && !WORDS.iter().any(|word| text.eq_ignore_ascii_case(word));
    let is_odd = |c: char| !is_printed(c);
    is_safe
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with([':', ' '])
        && !text.contains('\t')
        && !text.chars().any(is_odd)
}

fn quoted(text: &str) -> String {
    if text.contains(['\\', '"']) && !text.contains('\'') && text.chars().all(is_printed) {
        return format!("'{text}'");
    }
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_printed(c) => out.push(c),
            c => {
                let _ = write!(out, "\\U{:08X}", u32::from(c));
            }
        }
    }
    out.push('"');
    out
}
