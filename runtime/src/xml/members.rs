//! What was read of an element, and how it is put into JSON text.
//!
//! In: texts and JSON texts of parts, in the order of the document. Out: one JSON value, its members in the order of
//! the table. Guaranteed: valid JSON without a member that comes twice.

use std::collections::BTreeMap;

use super::{TEXT_KEY, XmlField, XmlPlace, XmlScalar, XmlShape};
use crate::value::is_json_number;

/// The JSON texts of the values of one member, with commas between them.
#[derive(Default)]
pub(super) struct Values {
    json: Vec<u8>,
    pub(super) count: usize,
}

impl Values {
    /// Where to write one more.
    pub(super) fn next(&mut self) -> &mut Vec<u8> {
        if self.count > 0 {
            self.json.push(b',');
        }
        self.count += 1;
        &mut self.json
    }

    pub(super) fn write(&self, is_list: bool, out: &mut Vec<u8>) {
        if is_list || self.count > 1 {
            out.push(b'[');
            out.extend_from_slice(&self.json);
            out.push(b']');
        } else {
            out.extend_from_slice(&self.json);
        }
    }
}

/// What was read of an element.
pub(super) struct Members {
    pub(super) fields: &'static [XmlField],
    /// Values of `fields`.
    pub(super) slots: Vec<Values>,
    /// Values of the others, by key.
    pub(super) extras: BTreeMap<String, Values>,
    pub(super) text: String,
    /// Whether some of the text is meant even if it is blank.
    pub(super) literal: bool,
    /// Whether there are elements inside.
    pub(super) elements: bool,
    /// The field after the one that was found last: servers keep an order.
    hint: usize,
}

impl Members {
    pub(super) fn new(fields: &'static [XmlField]) -> Self {
        let slots = fields.iter().map(|_| Values::default()).collect();
        let (extras, text) = (BTreeMap::new(), String::new());
        Self { fields, slots, extras, text, literal: false, elements: false, hint: 0 }
    }

    pub(super) fn field(&mut self, uri: &str, local: &str, place: XmlPlace) -> Option<usize> {
        let count = self.fields.len();
        let mut order = (self.hint.saturating_sub(1)..count).chain(0..count);
        let found = order.find(|&at| self.fields[at].is(place, uri, local))?;
        self.hint = found + 1;
        Some(found)
    }

    /// Whether there is no text but the white space of a layout.
    pub(super) fn is_blank(&self) -> bool {
        !self.literal && is_blank(&self.text)
    }

    fn is_declared(&self, key: &str) -> bool {
        self.fields.iter().any(|field| field.key == key)
    }

    pub(super) fn element_key(&self, uri: &str, local: &str) -> String {
        if self.is_declared(local) { format!("{{{uri}}}{local}") } else { local.to_owned() }
    }

    pub(super) fn attribute_key(&self, uri: &str, local: &str) -> String {
        let short = format!("@{local}");
        let long = !uri.is_empty() || self.is_declared(&short);
        if long { format!("@{{{uri}}}{local}") } else { short }
    }

    pub(super) fn write(&self, out: &mut Vec<u8>) {
        let mut object = Object { out, first: true };
        let blank = self.is_blank();
        let mut text_is_declared = false;
        for (field, values) in self.fields.iter().zip(&self.slots) {
            if field.is_text() {
                text_is_declared = true;
                let kind = match field.shape {
                    XmlShape::Text(kind) => kind,
                    XmlShape::Object(_) | XmlShape::List(_) | XmlShape::Any => XmlScalar::String,
                };
                if kind == XmlScalar::String || !blank {
                    let text = if blank && self.elements { "" } else { &self.text };
                    scalar(text, kind, object.key(field.key));
                }
            } else if values.count > 0 || field.unwrapped().is_some() {
                values.write(field.unwrapped().is_some(), object.key(field.key));
            }
        }
        for (key, values) in &self.extras {
            values.write(false, object.key(key));
        }
        if !text_is_declared && !blank {
            string(&self.text, object.key(TEXT_KEY));
        }
        object.out.extend_from_slice(if object.first { b"{}" } else { b"}" });
    }
}

struct Object<'o> {
    out: &'o mut Vec<u8>,
    first: bool,
}

impl Object<'_> {
    fn key(&mut self, key: &str) -> &mut Vec<u8> {
        self.out.push(if self.first { b'{' } else { b',' });
        self.first = false;
        string(key, self.out);
        self.out.push(b':');
        self.out
    }
}

/// White space of XML (XML 1.0, production 3).
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n')
}

pub(super) fn is_blank(text: &str) -> bool {
    text.chars().all(is_space)
}

pub(super) fn trim(text: &str) -> &str {
    text.trim_matches(is_space)
}

/// Writes text as the kind of JSON value that it should be, if it is one, else as a string: the reader of the type
/// then reports it, with its place.
pub(super) fn scalar(text: &str, kind: XmlScalar, out: &mut Vec<u8>) {
    let trimmed = trim(text);
    match (kind, trimmed) {
        (XmlScalar::String, _) => string(text, out),
        (XmlScalar::Integer | XmlScalar::Number, number) if is_json_number(number.as_bytes()) => {
            out.extend_from_slice(number.as_bytes());
        }
        (XmlScalar::Boolean, "true" | "1") => out.extend_from_slice(b"true"),
        (XmlScalar::Boolean, "false" | "0") => out.extend_from_slice(b"false"),
        (XmlScalar::Integer | XmlScalar::Number | XmlScalar::Boolean, other) => string(other, out),
    }
}

/// Writes a JSON string (RFC 8259 section 7).
pub(super) fn string(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|b| matches!(b, b'"' | b'\\' | 0..=0x1F)) {
        let (plain, special) = rest.split_at(at);
        out.extend_from_slice(plain.as_bytes());
        match special.as_bytes()[0] {
            byte @ (b'"' | b'\\') => out.extend_from_slice(&[b'\\', byte]),
            byte => out.extend_from_slice(format!("\\u{byte:04x}").as_bytes()),
        }
        rest = &special[1..];
    }
    out.extend_from_slice(rest.as_bytes());
    out.push(b'"');
}
