//! XML as it stands in running text.
//!
//! In: text that begins with an element. Out: its tree, and how long it was. Guaranteed: no recursion deeper than
//! [`DEPTH`]; text that is no XML is none, and not an error.

const DEPTH: usize = 64;

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Element {
    pub name: String,
    /// Prefixes and names of namespaces.
    pub namespaces: Vec<(String, String)>,
    pub children: Vec<Element>,
}

impl Element {
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }
}

/// The element at the start of `text`, behind a declaration if there is one, and the length of both.
pub(super) fn read(text: &str) -> Option<(Element, usize)> {
    let start = if text.starts_with("<?xml") { text.find("?>")? + 2 } else { 0 };
    let rest = text.get(start..)?;
    let start = start + rest.len() - rest.trim_start().len();
    let (element, length) = element(text.get(start..)?, 0)?;
    Some((element, start + length))
}

fn element(text: &str, depth: usize) -> Option<(Element, usize)> {
    let inner = text.strip_prefix('<').filter(|_| depth <= DEPTH)?;
    let end = inner.find('>')?;
    let head = inner.get(..end)?;
    let is_empty = head.ends_with('/');
    let (name, attributes) =
        head.trim_end_matches('/').split_once(char::is_whitespace).unwrap_or((head.trim_end_matches('/'), ""));
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':');
    if !name.starts_with(|c: char| c.is_alphabetic() || c == '_') || !name.chars().all(is_name) || name.len() > 100 {
        return None;
    }
    let mut found = Element { name: name.to_owned(), namespaces: namespaces(attributes), children: Vec::new() };
    let mut at = end + 2;
    if is_empty {
        return Some((found, at));
    }
    loop {
        let rest = text.get(at..)?;
        at += rest.find('<')?;
        let rest = text.get(at..)?;
        if let Some(close) = rest.strip_prefix("</") {
            let end = close.find('>')?;
            return (close.get(..end)?.trim() == name).then_some((found, at + 2 + end + 1));
        }
        if rest.starts_with("<!--") {
            at += rest.find("-->")? + 3;
            continue;
        }
        let (child, length) = element(rest, depth + 1)?;
        found.children.push(child);
        at += length;
    }
}

fn namespaces(attributes: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for part in attributes.split("xmlns:").skip(1) {
        let Some((prefix, value)) = part.split_once('=') else { continue };
        let mut values = value.split('"');
        if let (Some(_), Some(uri)) = (values.next(), values.next()) {
            found.push((prefix.trim().to_owned(), uri.to_owned()));
        }
    }
    found
}
