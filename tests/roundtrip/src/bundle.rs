//! A document and the files that it refers to as one JSON value of schemas in the dialect of 2020-12.
//!
//! In: a folder and a name. Out: a value in which the file with index `n` stands under `fn`, and every `$ref` is a
//! pointer into that value.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::{Map, Value};
use specwright_codegen::diagnostic::Diagnostics;
use specwright_codegen::document::{Kind, Node};
use specwright_codegen::load::{self, Folder};
use specwright_codegen::source::Sources;

use crate::dialect;

/// A document that an independent validator understands.
#[derive(Debug)]
pub struct Bundle {
    pub root: Value,
    /// The schemas, and where they stand: components by their names, and by its pointer what operations say in place.
    pub schemas: Vec<(String, String)>,
}

/// The files as they are read, and what schemas refer to in them.
#[derive(Debug)]
pub struct Files {
    folder: Folder,
    names: Vec<String>,
    values: Vec<Value>,
    /// Places that a schema refers to, which are schemas then, wherever they stand: file and pointer.
    pub targets: BTreeSet<(usize, String)>,
    pub is_3_0: bool,
    /// Whether the tag of a discriminator decides which branch of a union is meant.
    pub tagged: bool,
}

/// Bundles a document. With `tagged`, only the branch that a tag names may match; without, tags are nothing but
/// members, as the specification has it since 3.0.4 (section 4.7.25: the outcome of validation does not change).
pub fn bundle(folder: &Path, document: &str, tagged: bool) -> Result<Bundle, String> {
    let folder = Folder::new(folder, document);
    let (names, values, targets) = (Vec::new(), Vec::new(), BTreeSet::new());
    let mut files = Files { folder, names, values, targets, is_3_0: false, tagged };
    files.index(document).ok_or_else(|| format!("{document} cannot be read"))?;
    files.is_3_0 = files.values[0]["openapi"].as_str().is_some_and(|version| version.starts_with("3.0"));
    let root = loop {
        let known = (files.names.len(), files.targets.len());
        let mut root = Map::new();
        let mut index = 0;
        while index < files.values.len() {
            let value = files.values[index].clone();
            root.insert(format!("f{index}"), dialect::document(&mut files, index, &value));
            index += 1;
        }
        // What was found on the way may be a schema that was passed before.
        if known == (files.names.len(), files.targets.len()) {
            break Value::Object(root);
        }
    };
    let names = files.values[0]["components"]["schemas"].as_object().into_iter().flatten();
    let names = names.map(|(name, _)| name).filter(|name| !name.starts_with("x-"));
    let mut schemas: Vec<(String, String)> =
        names.map(|name| (name.clone(), format!("/f0/components/schemas/{}", escape(name)))).collect();
    in_place(&root["f0"], "", &mut schemas);
    Ok(Bundle { root, schemas })
}

/// The schemas of parameters, headers and media types that are no reference to another one.
fn in_place(value: &Value, at: &str, out: &mut Vec<(String, String)>) {
    match value {
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| in_place(item, &format!("{at}/{index}"), out));
        }
        Value::Object(members) => {
            for (key, value) in members.iter().filter(|(key, _)| !key.starts_with("x-")) {
                let place = format!("{at}/{}", escape(key));
                match key.as_str() {
                    "schema" | "itemSchema" if value.get("$ref").is_none() => {
                        out.push((format!("#{}", place.replace('%', "%25")), format!("/f0{place}")));
                    }
                    "schema" | "itemSchema" | "schemas" => {}
                    _ => in_place(value, &place, out),
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// A token of a JSON Pointer.
pub fn escape(token: &str) -> String {
    token.replace('~', "~0").replace('/', "~1")
}

impl Files {
    /// The index of a file, which is read if it was not.
    fn index(&mut self, name: &str) -> Option<usize> {
        if let Some(index) = self.names.iter().position(|known| known == name) {
            return Some(index);
        }
        let document = load::load(name, &self.folder, &mut Sources::default(), &mut Diagnostics::default()).ok()?;
        self.names.push(name.to_owned());
        self.values.push(value(document.root()));
        Some(self.names.len() - 1)
    }

    /// A `$ref` of the file `from` as a pointer into the bundle; `to_schema` where a schema refers.
    pub fn reference(&mut self, from: usize, reference: &str, to_schema: bool) -> String {
        let (file, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let index = if file.is_empty() { Some(from) } else { self.index(&beside(&self.names[from].clone(), file)) };
        let Some(index) = index else { return reference.to_owned() };
        if !fragment.is_empty() && !fragment.starts_with('/') {
            return format!("#{fragment}");
        }
        if to_schema {
            self.targets.insert((index, decode(fragment)));
        }
        format!("#/f{index}{}", encode(&decode(fragment)))
    }
}

/// A node without its place.
pub fn value(node: &Node) -> Value {
    match &node.kind {
        Kind::Null => Value::Null,
        Kind::Bool(value) => Value::Bool(*value),
        Kind::Number(text) => serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.to_string())),
        Kind::String(text) => Value::String(text.to_string()),
        Kind::Array(items) => Value::Array(items.iter().map(value).collect()),
        Kind::Object(members) => {
            Value::Object(members.iter().map(|member| (member.key.to_string(), value(&member.value))).collect())
        }
    }
}

/// The name of a file that `name` refers to.
fn beside(name: &str, file: &str) -> String {
    let mut parts: Vec<&str> = name.split('/').collect();
    parts.pop();
    for part in file.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// A fragment without percent encoding.
pub fn decode(fragment: &str) -> String {
    let bytes = fragment.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = fragment.get(at + 1..at + 3).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match hex.filter(|_| bytes[at] == b'%') {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| fragment.to_owned())
}

/// A pointer as a fragment that every reader of URIs takes.
pub fn encode(pointer: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=:@".contains(&byte);
    pointer
        .bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
