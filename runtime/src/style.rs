//! Parameters as text (OpenAPI 3.1.1, section 4.8.12.6, "Style Examples"; RFC 6570).
//!
//! In: a value as a [`Tree`], a [`Style`] and whether it is exploded. Out: text for a path, a query, a header or a
//! cookie, encoded for its place. Guaranteed: nothing that is in a value changes the form of a URL. `null` is what
//! RFC 6570 calls undefined: it is left out. What a style has no form for, a list in a list, is JSON text, but for
//! `deepObject`, whose brackets go as deep as the value: `a[b][0]`.

mod tree;

#[cfg(test)]
mod tests;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::operation::Style;
pub(crate) use tree::Tree;

/// Everything but the unreserved characters of RFC 3986 section 2.3.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What `allowReserved` leaves as it is: reserved characters, but for those that would end a query or a pair of it.
const ALLOWED: &AsciiSet = &RESERVED
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// The same in a path, where two more would end a segment or the path.
const ALLOWED_IN_PATH: &AsciiSet = &ALLOWED.add(b'/').add(b'?');

/// What the form of HTML leaves as it is (URL Standard, "application/x-www-form-urlencoded percent-encode set").
const FORM: &AsciiSet = &RESERVED.remove(b'*').add(b'~').remove(b' ');

/// What RFC 3986 allows nowhere.
const NOT_IN_URL: &AsciiSet = &percent_encoding::CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// How text is made fit for its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Escape {
    /// Not at all: headers, which are checked as a whole.
    None,
    All,
    /// Reserved characters pass, and so do triples such as `%2F`.
    Reserved,
    ReservedInPath,
    /// As browsers write forms: a space is `+`.
    Form,
}

impl Escape {
    pub(crate) fn apply(self, text: &str) -> String {
        match self {
            Self::None => text.to_owned(),
            Self::All => encode(text),
            Self::Reserved => keep_triples(text, ALLOWED),
            Self::ReservedInPath => keep_triples(text, ALLOWED_IN_PATH),
            Self::Form => utf8_percent_encode(text, FORM).to_string().replace(' ', "+"),
        }
    }
}

pub(crate) fn encode(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

/// A path template whose variables are filled: what no URL has is encoded, and a fragment, which is never sent
/// (RFC 9110 section 7.1), is left out. Some specs tell operations apart by a query or a fragment.
pub(crate) fn template(path: &str) -> String {
    utf8_percent_encode(path.split('#').next().unwrap_or_default(), NOT_IN_URL).to_string()
}

/// Encodes what is not in `set`; a `%` that begins a triple is one already (RFC 6570 section 3.2.3).
fn keep_triples(text: &str, set: &'static AsciiSet) -> String {
    let mut out = String::with_capacity(text.len());
    for (index, part) in text.split('%').enumerate() {
        if index > 0 {
            let triple = part.len() >= 2 && part.as_bytes()[..2].iter().all(u8::is_ascii_hexdigit);
            out.push_str(if triple { "%" } else { "%25" });
        }
        out.extend(utf8_percent_encode(part, set));
    }
    out
}

/// How a list or the members of an object are written one after the other.
struct Join<'j> {
    items: &'j str,
    /// Between the name and the value of a member.
    members: &'j str,
    escape: Escape,
}

impl Join<'_> {
    fn text(&self, value: &Tree) -> String {
        match value {
            Tree::Array(items) => {
                let items = items.iter().filter(|item| !item.is_null()).map(|item| self.one(item));
                items.collect::<Vec<_>>().join(self.items)
            }
            Tree::Object(members) => {
                let members = members.iter().filter(|(_, value)| !value.is_null());
                let member = |(name, value): &(String, Tree)| {
                    format!("{}{}{}", self.escape.apply(name), self.members, self.one(value))
                };
                members.map(member).collect::<Vec<_>>().join(self.items)
            }
            scalar => self.one(scalar),
        }
    }

    fn one(&self, value: &Tree) -> String {
        self.escape.apply(&value.text())
    }
}

/// A value in style `simple`, not encoded: `a`, `1,2`, `k,v`; exploded `k=v`.
pub(crate) fn simple(value: &Tree, explode: bool) -> String {
    let members = if explode { "=" } else { "," };
    Join { items: ",", members, escape: Escape::None }.text(value)
}

/// What stands for `{name}` in a path.
pub(crate) fn path(name: &str, value: &Tree, style: Style, explode: bool, escape: Escape) -> String {
    let members = if explode { "=" } else { "," };
    let join = |items| Join { items, members, escape }.text(value);
    match style {
        Style::Label => format!(".{}", join(if explode { "." } else { "," })),
        Style::Matrix => matrix(&escape.apply(name), value, explode, escape),
        Style::Json => escape.apply(&value.json()),
        Style::Text => escape.apply(&value.text()),
        Style::Urlencoded => escape.apply(&pairs("", value, Style::Form, true, Escape::Form).join("&")),
        Style::Simple | Style::Form | Style::Space | Style::Pipe | Style::Deep | Style::Cookie => join(","),
    }
}

fn matrix(name: &str, value: &Tree, explode: bool, escape: Escape) -> String {
    let join = Join { items: ",", members: ",", escape };
    let pair = |name: &str, text: String| if text.is_empty() { format!(";{name}") } else { format!(";{name}={text}") };
    match value {
        Tree::Array(items) if explode => {
            items.iter().filter(|item| !item.is_null()).map(|item| pair(name, join.one(item))).collect()
        }
        Tree::Object(members) if explode => {
            let members = members.iter().filter(|(_, value)| !value.is_null());
            members.map(|(name, value)| pair(&escape.apply(name), join.one(value))).collect()
        }
        _ => pair(name, join.text(value)),
    }
}

/// `name=value` pairs of a query, a form or a cookie, encoded; nothing for an absent value.
pub(crate) fn pairs(name: &str, value: &Tree, style: Style, explode: bool, escape: Escape) -> Vec<String> {
    let encoded = match escape {
        Escape::Reserved | Escape::ReservedInPath => encode(name),
        Escape::None | Escape::All | Escape::Form => escape.apply(name),
    };
    let pair = |text: String| vec![format!("{encoded}={text}")];
    if value.is_null() {
        return Vec::new();
    }
    match style {
        Style::Deep if matches!(value, Tree::Object(_) | Tree::Array(_)) => {
            let mut out = Vec::new();
            deep(encoded, value, escape, &mut out);
            out
        }
        Style::Json => pair(escape.apply(&value.json())),
        Style::Text => pair(escape.apply(&value.text())),
        Style::Urlencoded => {
            let text = pairs("", value, Style::Form, true, Escape::Form).join("&");
            pair(escape.apply(&text))
        }
        Style::Space if !explode => pair(Join { items: "%20", members: "%20", escape }.text(value)),
        Style::Pipe if !explode => pair(Join { items: "%7C", members: "%7C", escape }.text(value)),
        Style::Simple
        | Style::Label
        | Style::Matrix
        | Style::Form
        | Style::Space
        | Style::Pipe
        | Style::Deep
        | Style::Cookie => form(&encoded, value, explode, escape),
    }
}

/// Style `form`. A list that has no items is there without them where it is one value, and not there where each item
/// would be one.
fn form(name: &str, value: &Tree, explode: bool, escape: Escape) -> Vec<String> {
    let join = Join { items: ",", members: ",", escape };
    match value {
        Tree::Array(items) if explode => {
            items.iter().filter(|item| !item.is_null()).map(|item| format!("{name}={}", join.one(item))).collect()
        }
        Tree::Object(members) if explode => {
            let members = members.iter().filter(|(_, value)| !value.is_null());
            members.flat_map(|(name, value)| member(&escape.apply(name), value, &join)).collect()
        }
        _ => vec![format!("{name}={}", join.text(value))],
    }
}

/// A member of an object that is written as pairs: a list is a pair for each item.
fn member(name: &str, value: &Tree, join: &Join<'_>) -> Vec<String> {
    match value {
        Tree::Array(items) => {
            items.iter().filter(|item| !item.is_null()).map(|item| format!("{name}={}", join.one(item))).collect()
        }
        _ => vec![format!("{name}={}", join.one(value))],
    }
}

fn deep(name: String, value: &Tree, escape: Escape, out: &mut Vec<String>) {
    match value {
        Tree::Null => {}
        Tree::Object(members) => {
            for (key, value) in members {
                deep(format!("{name}%5B{}%5D", escape.apply(key)), value, escape, out);
            }
        }
        Tree::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                deep(format!("{name}%5B{index}%5D"), item, escape, out);
            }
        }
        Tree::Bool(_) | Tree::Number(_) | Tree::Text(_) => out.push(format!("{name}={}", escape.apply(&value.text()))),
    }
}
