//! The writer behind every `Encode`.
//!
//! In: values. Out: compact JSON text (RFC 8259, UTF-8). Guaranteed: members come in declared order, then the
//! undeclared ones by name; a member never comes twice; what JSON cannot write (NaN, infinities) comes as `null`.

use crate::codec::Encode;
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
}

impl std::fmt::Debug for Writer<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Writer").field("bytes", &self.out.len()).finish_non_exhaustive()
    }
}

impl<'c> Writer<'c> {
    /// A writer that knows these credentials; see [`crate::codec::Credential`].
    pub fn new(credentials: &'c [(&'static str, &'c dyn Encode)]) -> Self {
        Self { out: Vec::with_capacity(256), credentials, unwritable: false }
    }

    /// The text written so far.
    pub fn into_bytes(self) -> Vec<u8> {
        self.out
    }

    pub(crate) fn credential(&self, name: &str) -> Option<&'c dyn Encode> {
        self.credentials.iter().find(|(n, _)| *n == name).map(|(_, value)| *value)
    }

    /// Writes an object: those of `values` that are present, which stand in the order of `names`, and `extras`.
    ///
    /// An extra member with a declared name is written only when the declared one is absent.
    pub fn fields(&mut self, names: &[&str], values: &[&dyn Encode], extras: &dyn ExtraFields) {
        self.out.push(b'{');
        let mut first = true;
        for (name, value) in names.iter().zip(values) {
            if !value.is_absent(self) {
                self.key(name, &mut first);
                value.encode(self);
            }
        }
        if !extras.is_empty() {
            extras.each(&mut |key, value| {
                let declared = names.iter().position(|n| *n == key).and_then(|at| values.get(at));
                if declared.is_none_or(|value| value.is_absent(self)) {
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
        let bytes = text.as_bytes();
        let mut start = 0;
        for (at, &byte) in bytes.iter().enumerate() {
            let escape: &[u8] = match byte {
                b'"' => b"\\\"",
                b'\\' => b"\\\\",
                b'\n' => b"\\n",
                b'\r' => b"\\r",
                b'\t' => b"\\t",
                0x00..=0x1f => b"",
                _ => continue,
            };
            self.out.extend_from_slice(&bytes[start..at]);
            if escape.is_empty() {
                self.out.extend_from_slice(format!("\\u{byte:04x}").as_bytes());
            } else {
                self.out.extend_from_slice(escape);
            }
            start = at + 1;
        }
        self.out.extend_from_slice(&bytes[start..]);
        self.out.push(b'"');
    }

    /// Writes a double; `null` where JSON has no text for it.
    pub fn number(&mut self, value: f64) {
        self.unwritable |= !value.is_finite();
        self.literal(&number_text(value));
    }

    /// Whether a number was written as `null` because JSON has no text for it.
    pub fn is_unwritable(&self) -> bool {
        self.unwritable
    }

    /// Writes text that is JSON already: a number, `true`, `null`.
    pub fn literal(&mut self, json: &str) {
        self.out.extend_from_slice(json.as_bytes());
    }
}

/// The shortest JSON text that reads back as the same double: `123`, `0.1`, `1e300`; `null` for NaN and infinities.
pub(crate) fn number_text(value: f64) -> String {
    if !value.is_finite() {
        return "null".to_owned();
    }
    let size = value.abs();
    if size != 0.0 && !(1e-7..1e17).contains(&size) { format!("{value:e}") } else { format!("{value}") }
}
