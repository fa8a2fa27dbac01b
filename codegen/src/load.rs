//! Text to a located tree.
//!
//! In: the name of a document and a way to read files. Out: a [`Document`], whose nodes know their places, with every
//! file that it refers to; every file that was read is in `sources`, also when loading fails, so that messages can show
//! it. Guaranteed: no panic and no deep recursion on any input; nothing nests deeper than [`MAX_DEPTH`]; no object has
//! a key twice.

mod closure;
mod files;
mod json;
mod number;
mod scalar;
mod scan;
mod syntax;
mod yaml;

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::diagnostic::{Diagnostic, Diagnostics, Failed};
use crate::document::{Document, Index, Kind, Member, Node};
use crate::reference::links::Links;
use crate::source::{FileId, Sources, Span};

pub use files::{Files, Folder, OneFile};

/// How deep arrays and objects may nest. Everything after `load` may recurse over a tree: it is this deep at most.
pub const MAX_DEPTH: usize = 512;

/// How large the files of a document may be, together. The largest that anybody publishes have twelve megabytes.
pub const MAX_BYTES: usize = 20 << 20;

/// How many values a file may have. A megabyte has 30,000 where people wrote it, and ten times as many where somebody
/// wants to see how much memory they take.
pub const MAX_VALUES: usize = 500_000;

/// Loads the document `name` with the files that it refers to.
///
/// # Errors
/// [`Failed`] when the document is not what its ending says, or when there is none of this name. What is wrong with the
/// files that it refers to is in `out`.
pub fn load(name: &str, files: &dyn Files, sources: &mut Sources, out: &mut Diagnostics) -> Result<Document, Failed> {
    let mut loading = Loading { files, sources, out, bytes: 0 };
    let root = match loading.read(name) {
        Ok(bytes) => load_file(name, bytes, &mut loading),
        Err(why) => {
            let span = Span { file: loading.sources.add(name, ""), start: 0, end: 0 };
            let diagnostic = Diagnostic::error("unreadable", span, format!("cannot read `{name}`: {why}"));
            let help = format!("a document has at most {} MB in all its files", MAX_BYTES >> 20);
            loading.out.push(if why == too_large() { diagnostic.help(help) } else { diagnostic });
            None
        }
    };
    let Some(root) = root else { return Err(Failed) };
    let links = Links::default();
    let mut document =
        Document { sources: Sources::default(), roots: vec![root], links, faults: Vec::new(), index: Index::default() };
    closure::follow(&mut loading, &mut document);
    let is_whole = !document.roots.iter().any(Node::is_unread);
    // Behind these a tree was read all the same, so that whatever else is wrong is said with them.
    let codes: Vec<&str> = PLAIN.iter().chain(SURVIVED.iter().filter(|_| is_whole)).copied().collect();
    document.faults = out.take(&codes);
    document.sources = sources.clone();
    document.index = Index::default();
    // A file that others refer to and that cannot be parsed keeps nothing else from being judged; `check` fails then.
    Ok(document)
}

/// Loads the document `name` from `bytes`; it may refer to no other file.
///
/// # Errors
/// See [`load`].
pub fn load_bytes(name: &str, bytes: &[u8], sources: &mut Sources, out: &mut Diagnostics) -> Result<Document, Failed> {
    load(name, &OneFile { name, bytes }, sources, out)
}

/// Findings that leave no doubt about what is meant: the last of two equal keys, the text of a key that is no string,
/// members merged, no limit for an infinite one.
const PLAIN: [&str; 4] = ["duplicate-key", "bad-key", "yaml-merge-key", "bad-number"];

/// Findings that are errors in any document, and behind which there is a tree.
pub(crate) const SURVIVED: [&str; 2] = ["yaml-syntax", "yaml-tag"];

/// What loading needs for each file.
struct Loading<'a, 'o> {
    files: &'a dyn Files,
    sources: &'o mut Sources,
    out: &'o mut Diagnostics,
    /// What was read so far.
    bytes: usize,
}

impl Loading<'_, '_> {
    fn read(&mut self, name: &str) -> Result<Vec<u8>, String> {
        let bytes = self.files.read(name)?;
        self.bytes += bytes.len();
        if self.bytes > MAX_BYTES { Err(too_large()) } else { Ok(bytes) }
    }
}

fn too_large() -> String {
    format!("the document has more than {} MB", MAX_BYTES >> 20)
}

fn too_many(span: Span) -> Diagnostic {
    Diagnostic::error("unreadable", span, format!("the file has more than {MAX_VALUES} values"))
        .label("one too many")
        .help("generate from a part of the document: what is too large to be read here is too large to be compiled")
}

/// The tree of a file; its text is in the sources afterwards, whatever it is.
fn load_file(name: &str, bytes: Vec<u8>, loading: &mut Loading<'_, '_>) -> Option<Node> {
    let (file, text) = match decode(bytes) {
        Ok(text) => {
            let file = loading.sources.add(name, text);
            (file, loading.sources.file(file).text.clone())
        }
        Err(bad) => {
            report_not_utf8(name, &bad, loading.sources, loading.out);
            return None;
        }
    };
    if is_json(name, &text) { json::parse(file, &text, loading.out) } else { yaml::parse(file, &text, loading.out) }
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
            Items::Object(members, _) => Kind::Object(merged(without_duplicates(members, out))),
        };
        Node { span, kind }
    }
}

/// The members with those of `<<` (a merge key of YAML 1.1), where they are not there already.
fn merged(mut members: Vec<Member>) -> Vec<Member> {
    let Some(at) = members.iter().position(|member| &*member.key == "<<") else { return members };
    if !matches!(members[at].value.kind, Kind::Object(_) | Kind::Array(_)) {
        return members;
    }
    let merge = members.remove(at).value;
    for member in merge.items().iter().chain([&merge]).flat_map(Node::members) {
        if !members.iter().any(|known| known.key == member.key) {
            members.push(member.clone());
        }
    }
    members
}

/// Reports each member whose key was there before; the last of them counts, as it does for most readers.
fn without_duplicates(members: Vec<Member>, out: &mut Diagnostics) -> Vec<Member> {
    let mut repeated = Vec::new();
    {
        let mut seen: HashMap<&str, (usize, Span)> = HashMap::with_capacity(members.len());
        for (index, member) in members.iter().enumerate() {
            match seen.entry(&member.key) {
                Entry::Vacant(entry) => {
                    entry.insert((index, member.key_span));
                }
                Entry::Occupied(mut first) => {
                    let message = format!("the key `{}` is here twice", member.key);
                    let diagnostic = Diagnostic::error("duplicate-key", member.key_span, message)
                        .label("second time")
                        .also(first.get().1, "first time")
                        .help("keep one of them; no reader of the document would see both");
                    out.push(diagnostic);
                    repeated.push(first.insert((index, member.key_span)).0);
                }
            }
        }
    }
    if repeated.is_empty() {
        return members;
    }
    repeated.sort_unstable();
    let keep = |(index, member)| (repeated.binary_search(&index).is_err()).then_some(member);
    members.into_iter().enumerate().filter_map(keep).collect()
}

fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::error("nesting-too-deep", span, format!("this nests deeper than {MAX_DEPTH} levels"))
        .label(format!("level {}", MAX_DEPTH + 1))
        .help("move the inner schemas to `components` and refer to them with `$ref`")
}
