//! Text to a located tree.
//!
//! In: the name of a document and a way to read files. Out: a [`Document`], whose nodes know their places; every
//! file that was read is in `sources`, also when loading fails, so that messages can show it. Guaranteed: no
//! panic and no deep recursion on any input; nothing nests deeper than [`MAX_DEPTH`]; no object has a key twice.

mod json;
mod number;
mod scalar;
mod yaml;

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::diagnostic::{Diagnostic, Diagnostics, Failed};
use crate::document::{Document, Kind, Member, Node};
use crate::source::{FileId, Sources, Span};

/// How deep arrays and objects may nest. Everything after `load` may recurse over a tree: it is this deep at most.
pub const MAX_DEPTH: usize = 512;

/// Where the texts of documents come from.
pub trait Files {
    /// The bytes of a file, or why there are none.
    fn read(&self, path: &str) -> Result<Vec<u8>, String>;
}

/// A document whose text is at hand, and that refers to no other file.
#[derive(Clone, Copy, Debug)]
pub struct OneFile<'a> {
    pub name: &'a str,
    pub bytes: &'a [u8],
}

impl Files for OneFile<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        if path == self.name { Ok(self.bytes.to_vec()) } else { Err("no such file".to_owned()) }
    }
}

/// Loads the document `name`.
pub fn load(name: &str, files: &dyn Files, sources: &mut Sources, out: &mut Diagnostics) -> Result<Document, Failed> {
    let root = load_file(name, files, sources, out);
    let Some(root) = root else { return Err(Failed) };
    out.finish(Document { sources: sources.clone(), roots: vec![root] })
}

/// Loads the document `name` from `bytes`; it may refer to no other file.
pub fn load_bytes(name: &str, bytes: &[u8], sources: &mut Sources, out: &mut Diagnostics) -> Result<Document, Failed> {
    load(name, &OneFile { name, bytes }, sources, out)
}

fn load_file(name: &str, files: &dyn Files, sources: &mut Sources, out: &mut Diagnostics) -> Option<Node> {
    let bytes = match files.read(name) {
        Ok(bytes) if u32::try_from(bytes.len()).is_ok() => bytes,
        Ok(_) => return unreadable(name, "it is larger than 4 GiB", sources, out),
        Err(why) => return unreadable(name, &why, sources, out),
    };
    let (file, text) = match decode(bytes) {
        Ok(text) => {
            let file = sources.add(name, text);
            (file, sources.file(file).text.clone())
        }
        Err(bad) => {
            report_not_utf8(name, &bad, sources, out);
            return None;
        }
    };
    if is_json(name, &text) { json::parse(file, &text, out) } else { yaml::parse(file, &text, out) }
}

fn unreadable(name: &str, why: &str, sources: &mut Sources, out: &mut Diagnostics) -> Option<Node> {
    let file = sources.add(name, "");
    let span = Span { file, start: 0, end: 0 };
    out.push(Diagnostic::error("unreadable", span, format!("cannot read `{name}`: {why}")));
    None
}

/// The text without a byte order mark, or the bytes if they are not UTF-8.
fn decode(bytes: Vec<u8>) -> Result<String, Vec<u8>> {
    let mut text = String::from_utf8(bytes).map_err(std::string::FromUtf8Error::into_bytes)?;
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    Ok(text)
}

fn report_not_utf8(name: &str, bytes: &[u8], sources: &mut Sources, out: &mut Diagnostics) {
    let valid = bytes.utf8_chunks().next().map_or(0, |chunk| chunk.valid().len());
    // Up to the first bad byte the lossy text has the same offsets as the file, so the place is right.
    let file = sources.add(name, String::from_utf8_lossy(bytes).into_owned());
    let start = valid as u32;
    let end = start + char::REPLACEMENT_CHARACTER.len_utf8() as u32;
    let diagnostic = Diagnostic::error("not-utf8", Span { file, start, end }, "the file is not UTF-8")
        .label(format!("the byte 0x{:02X} is not valid here", bytes.get(valid).copied().unwrap_or(0)))
        .help("save the file as UTF-8; it may have been written as Latin-1 or UTF-16");
    out.push(diagnostic);
}

fn is_json(name: &str, text: &str) -> bool {
    let has_extension = |wanted: &[&str]| {
        name.rsplit_once('.').is_some_and(|(_, ext)| wanted.iter().any(|w| ext.eq_ignore_ascii_case(w)))
    };
    if has_extension(&["yaml", "yml"]) {
        return false;
    }
    has_extension(&["json"]) || text.trim_start().starts_with(['{', '['])
}

/// An array or object whose end has not been read yet.
struct Open {
    start: u32,
    items: Items,
}

enum Items {
    Array(Vec<Node>),
    /// The members so far, and the key whose value comes next.
    Object(Vec<Member>, Option<(Box<str>, Span)>),
}

impl Open {
    fn array(start: u32) -> Self {
        Self { start, items: Items::Array(Vec::new()) }
    }

    fn object(start: u32) -> Self {
        Self { start, items: Items::Object(Vec::new(), None) }
    }

    /// Adds a complete value.
    fn add(&mut self, value: Node) {
        match &mut self.items {
            Items::Array(items) => items.push(value),
            Items::Object(members, key) => {
                if let Some((key, key_span)) = key.take() {
                    members.push(Member { key, key_span, value });
                }
            }
        }
    }

    fn close(self, file: FileId, end: u32, out: &mut Diagnostics) -> Node {
        let span = Span { file, start: self.start, end };
        let kind = match self.items {
            Items::Array(items) => Kind::Array(items),
            Items::Object(members, _) => Kind::Object(without_duplicates(members, out)),
        };
        Node { span, kind }
    }
}

/// Reports each member whose key was there before, and leaves it out.
fn without_duplicates(members: Vec<Member>, out: &mut Diagnostics) -> Vec<Member> {
    let mut repeated = Vec::new();
    {
        let mut seen: HashMap<&str, Span> = HashMap::with_capacity(members.len());
        for (index, member) in members.iter().enumerate() {
            match seen.entry(&member.key) {
                Entry::Vacant(entry) => {
                    entry.insert(member.key_span);
                }
                Entry::Occupied(first) => {
                    repeated.push(index);
                    let message = format!("the key `{}` is here twice", member.key);
                    let diagnostic = Diagnostic::error("duplicate-key", member.key_span, message)
                        .label("second time")
                        .also(*first.get(), "first time")
                        .help("keep one of them; no reader of the document would see both");
                    out.push(diagnostic);
                }
            }
        }
    }
    if repeated.is_empty() {
        return members;
    }
    let keep = |(index, member)| (repeated.binary_search(&index).is_err()).then_some(member);
    members.into_iter().enumerate().filter_map(keep).collect()
}

fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::error("nesting-too-deep", span, format!("this nests deeper than {MAX_DEPTH} levels"))
        .label(format!("level {}", MAX_DEPTH + 1))
        .help("move the inner schemas to `components` and refer to them with `$ref`")
}
