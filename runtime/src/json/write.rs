//! The writer behind every `Encode`.
//!
//! In: values. Out: compact JSON text (RFC 8259, UTF-8). Guaranteed: members come in declared order, then the
//! undeclared ones by name; a member never comes twice; what JSON cannot write (NaN, infinities) comes as `null`.

use std::io::Write;

use crate::check::Validate;
use crate::codec::Encode;
use crate::file::File;
use crate::object::{Member, pairs};
use crate::value::Map;

/// Undeclared members of an object, for [`Writer::fields`].
pub trait ExtraFields {
    /// Calls `each` for every undeclared member.
    fn each(&self, each: &mut dyn FnMut(&str, &dyn Encode));

    /// Whether there is none.
    fn is_empty(&self) -> bool;
}

impl<T: Encode> ExtraFields for Map<T> {
    fn each(&self, each: &mut dyn FnMut(&str, &dyn Encode)) {
        for (key, value) in self {
            each(key, value);
        }
    }

    fn is_empty(&self) -> bool {
        self.is_empty()
    }
}

impl ExtraFields for () {
    fn each(&self, _: &mut dyn FnMut(&str, &dyn Encode)) {}

    fn is_empty(&self) -> bool {
        true
    }
}

/// Appends JSON to a buffer.
pub struct Writer<'c> {
    out: Vec<u8>,
    /// Values that the client adds to bodies, by name.
    credentials: &'c [(&'static str, &'c dyn Encode)],
    /// A number came that JSON has no text for.
    unwritable: bool,
    secret: bool,
    /// Secrets are not written but named as such.
    redacts: bool,
    /// Where files go in a form, in which their text would not do.
    files: Option<Files>,
}

/// Files that were met while a form was written. In the JSON a text that no value has by chance stands for each.
#[derive(Default)]
pub(crate) struct Files {
    mark: String,
    list: Vec<File>,
}

impl Files {
    /// The file that a text stands for.
    pub(crate) fn get(&self, text: &str) -> Option<&File> {
        self.list.get(text.strip_prefix(self.mark.as_str())?.parse::<usize>().ok()?)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

impl std::fmt::Debug for Writer<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Writer").field("bytes", &self.out.len()).finish_non_exhaustive()
    }
}

impl<'c> Writer<'c> {
    /// A writer that knows these credentials.
    pub fn new(credentials: &'c [(&'static str, &'c dyn Encode)]) -> Self {
        let out = Vec::with_capacity(256);
        Self { out, credentials, unwritable: false, secret: false, redacts: false, files: None }
    }

    /// The same writer, which keeps files apart.
    pub(crate) fn keeping_files(mut self) -> Self {
        self.files = Some(Files { mark: format!("{}/", uuid::Uuid::new_v4().simple()), list: Vec::new() });
        self
    }

    /// The files that were met.
    pub(crate) fn take_files(&mut self) -> Files {
        self.files.take().unwrap_or_default()
    }

    /// Writes a file: in a form what stands for it, elsewhere its text, or its bytes in base64 (RFC 4648 section 4).
    pub(crate) fn file(&mut self, file: &File) {
        if let Some(Files { mark, list }) = &mut self.files {
            let text = format!("{mark}{}", list.len());
            list.push(file.clone());
            return self.string(&text);
        }
        match file.bytes().map(|bytes| (std::str::from_utf8(bytes), bytes)) {
            Some((Ok(text), _)) => self.string(text),
            Some((Err(_), bytes)) => {
                use base64::Engine;
                self.string(&base64::engine::general_purpose::STANDARD.encode(bytes));
            }
            None => {
                self.unwritable = true;
                self.string("");
            }
        }
    }

    /// What is written is not to be shown.
    /// A writer of what may be shown: of a secret it says that it is one.
    pub(crate) fn redacted() -> Self {
        Self { redacts: true, ..Self::new(&[]) }
    }

    pub(crate) fn redacts(&self) -> bool {
        self.redacts
    }

    pub fn mark_secret(&mut self) {
        self.secret = true;
    }

    pub(crate) fn wrote_secret(&self) -> bool {
        self.secret
    }

    /// The text written so far.
    pub fn into_bytes(self) -> Vec<u8> {
        self.out
    }

    pub(crate) fn credential(&self, name: &str) -> Option<&'c dyn Encode> {
        self.credentials.iter().find(|(n, _)| *n == name).map(|(_, value)| *value)
    }

    /// Writes an object: those of `values` that are present, which stand in the order of those of `members` that are
    /// fields, and `extras`.
    ///
    /// An extra member with a declared name is written only when the declared one is absent.
    pub fn fields(&mut self, members: &[Member], values: &[&dyn Validate], extras: &dyn ExtraFields) {
        self.out.push(b'{');
        let mut first = true;
        for (member, value) in pairs(members, values) {
            match (member, value) {
                (Member::Credential(name, held), _) => {
                    if let Some(value) = self.credential(held) {
                        self.key(name, &mut first);
                        value.encode(self);
                    }
                }
                (_, Some(value)) if member.is_required() || !value.is_absent() => {
                    self.key(member.name(), &mut first);
                    value.encode(self);
                }
                (_, Some(_) | None) => {}
            }
        }
        if !extras.is_empty() {
            extras.each(&mut |key, value| {
                let mut declared = pairs(members, values).filter(|(member, _)| member.name() == key);
                let absent = |(member, value): (&Member, Option<&dyn Validate>)| match (member, value) {
                    (Member::Credential(_, held), _) => self.credential(held).is_none(),
                    (member, Some(value)) => !member.is_required() && value.is_absent(),
                    (_, None) => true,
                };
                if declared.next().is_none_or(absent) {
                    self.key(key, &mut first);
                    value.encode(self);
                }
            });
        }
        self.out.push(b'}');
    }

    fn key(&mut self, name: &str, first: &mut bool) {
        if !std::mem::take(first) {
            self.out.push(b',');
        }
        self.string(name);
        self.out.push(b':');
    }

    /// Writes an array.
    pub fn array(&mut self, items: &mut dyn Iterator<Item = &dyn Encode>) {
        self.out.push(b'[');
        for (index, item) in items.enumerate() {
            if index > 0 {
                self.out.push(b',');
            }
            item.encode(self);
        }
        self.out.push(b']');
    }

    /// Writes a string, escaped (RFC 8259 section 7).
    pub fn string(&mut self, text: &str) {
        self.out.push(b'"');
        let mut rest = text.as_bytes();
        loop {
            let (plain, tail) = rest.split_at(plain_prefix(rest));
            self.out.extend_from_slice(plain);
            let Some((escaped, tail)) = tail.split_first() else { break };
            match *escaped {
                b'"' => self.out.extend_from_slice(b"\\\""),
                b'\\' => self.out.extend_from_slice(b"\\\\"),
                b'\n' => self.out.extend_from_slice(b"\\n"),
                b'\r' => self.out.extend_from_slice(b"\\r"),
                b'\t' => self.out.extend_from_slice(b"\\t"),
                control => self.display(format_args!("\\u{control:04x}")),
            }
            rest = tail;
        }
        self.out.push(b'"');
    }

    /// Writes what a value displays, which must be JSON.
    pub(crate) fn display(&mut self, text: std::fmt::Arguments<'_>) {
        // Writing to a vector cannot fail.
        let _ = self.out.write_fmt(text);
    }

    /// Writes a double; `null` where JSON has no text for it.
    pub fn number(&mut self, value: f64) {
        self.unwritable |= !value.is_finite();
        // A whole number is written without a fraction: `123`, as it came.
        if value.fract() == 0.0 && value.abs() < 1e15 {
            self.display(format_args!("{}", value as i64));
        } else if value.is_finite() {
            self.literal(zmij::Buffer::new().format_finite(value));
        } else {
            self.literal("null");
        }
    }

    /// Whether something was written as `null` or as no text because JSON has none for it: a number, a stream.
    pub fn is_unwritable(&self) -> bool {
        self.unwritable
    }

    /// Writes text that is JSON already: a number, `true`, `null`.
    pub fn literal(&mut self, json: &str) {
        self.out.extend_from_slice(json.as_bytes());
    }
}

/// The shortest JSON text that reads back as the same double: `123`, `0.1`, `1e+300`; `null` for NaN and infinities.
pub(crate) fn number_text(value: f64) -> String {
    let mut writer = Writer::new(&[]);
    writer.number(value);
    String::from_utf8(writer.into_bytes()).unwrap_or_default()
}

/// How many bytes at the start a JSON string can hold as they are. Sixteen at a time, which compilers turn into one
/// comparison; most strings have none to escape.
fn plain_prefix(bytes: &[u8]) -> usize {
    let escaped = |byte: u8| (byte < 0x20) | (byte == b'"') | (byte == b'\\');
    let chunks = bytes.chunks_exact(16);
    let plain = 16 * chunks.take_while(|chunk| !chunk.iter().fold(false, |any, byte| any | escaped(*byte))).count();
    let rest = &bytes[plain..];
    plain + rest.iter().position(|byte| escaped(*byte)).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use crate::json;

    #[test]
    fn strings_are_escaped_wherever_it_stands() {
        for length in 0..40 {
            for special in ["\"", "\\", "\n", "\u{1}", "é", "\u{1f600}"] {
                let text = format!("{}{special}{}", "a".repeat(length), "b".repeat(40 - length));
                let written = json::to_string(&text);
                assert_eq!(json::from_str::<String>(&written).unwrap(), text);
                assert!(!written[1..written.len() - 1].contains(|c: char| c.is_control()));
            }
        }
        assert_eq!(json::to_string(&"\u{1f}\t\"\\".to_owned()), r#""\u001f\t\"\\""#);
    }
}
