//! JSON text to XML text.
//!
//! In: JSON text and the table of the root. Out: a document. Guaranteed: well-formed and namespace-well-formed XML 1.0
//! in UTF-8, which reads back as the same characters: what a parser would normalise is written as a reference.

use std::borrow::Cow;

use super::members::is_blank;
use super::scope::Scope;
use super::{
    MAX_DEPTH, TEXT_KEY, XSI, XmlError, XmlField, XmlList, XmlNamespace, XmlPlace, XmlRoot, XmlShape, is_name,
};
use crate::json;
use crate::pointer::Step;
use crate::value::{Map, Value};

pub(super) fn document(json: &[u8], root: &XmlRoot) -> Result<Vec<u8>, XmlError> {
    let value: Value = json::from_slice(json)
        .map_err(|e| XmlError::new(format!("expected {}, found {}", e.expected(), e.found())).at(e.offset()))?;
    let xml = String::with_capacity(json.len() * 2);
    let mut output = Output { xml, scope: Scope::new(), depth: 0, attributes: Vec::new() };
    output.xml.push_str("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    let name = Name::declared(root.name, root.namespace);
    output.element(name, root.declarations, root.shape, &value)?;
    Ok(output.xml.into_bytes())
}

/// The name of an element or attribute.
#[derive(Clone, Copy)]
struct Name<'n> {
    local: &'n str,
    /// Namespace name, empty for none; without one, elements have the default namespace of what is around them.
    uri: Option<&'n str>,
    prefix: Option<&'n str>,
}

impl<'n> Name<'n> {
    fn declared(local: &'n str, namespace: Option<XmlNamespace>) -> Self {
        let (uri, prefix) = (namespace.map(|n| n.uri), namespace.and_then(|n| n.prefix));
        Self { local, uri, prefix }
    }

    /// The name that the key of an undeclared member stands for: `local` or `{namespace}local`.
    fn of_key(key: &'n str) -> Result<Self, XmlError> {
        let (uri, local) = match key.strip_prefix('{').and_then(|rest| rest.rsplit_once('}')) {
            Some((uri, local)) => (Some(uri), local),
            None => (None, key),
        };
        if !is_name(local) {
            return Err(XmlError::new("the key is no name of an element or attribute"));
        }
        Ok(Self { local, uri, prefix: None })
    }

    /// The name, unless whoever reads it would take it for a declared member.
    fn undeclared(self, fields: &[XmlField], place: XmlPlace) -> Result<Self, XmlError> {
        match fields.iter().find(|field| field.is(place, self.uri.unwrap_or_default(), self.local)) {
            Some(field) => Err(XmlError::new(format!("the name is that of the declared member `{}`", field.key))),
            None => Ok(self),
        }
    }
}

struct Output {
    xml: String,
    scope: Scope,
    depth: usize,
    /// Namespace and local names of the attributes of the element that is being begun.
    attributes: Vec<(String, String)>,
}

impl Output {
    fn element(
        &mut self,
        name: Name<'_>,
        declarations: &[(&str, &str)],
        shape: XmlShape,
        value: &Value,
    ) -> Result<(), XmlError> {
        if self.depth == MAX_DEPTH {
            return Err(XmlError::new(format!("more than {MAX_DEPTH} elements would be nested")));
        }
        self.depth += 1;
        self.scope.enter();
        self.attributes.clear();
        let tag = qualified(name.prefix.unwrap_or_default(), name.local);
        self.xml.push('<');
        self.xml.push_str(&tag);
        for (prefix, uri) in declarations {
            self.declare(prefix, uri)?;
        }
        if let Some(uri) = name.uri {
            self.declare(name.prefix.unwrap_or_default(), uri)?;
        }
        self.open(shape, value)?;
        let inside = self.xml.len();
        self.content(shape, value)?;
        if self.xml.len() == inside {
            self.xml.pop();
            self.xml.push_str("/>");
        } else {
            self.xml.push_str("</");
            self.xml.push_str(&tag);
            self.xml.push('>');
        }
        self.scope.leave();
        self.depth -= 1;
        Ok(())
    }

    fn declare(&mut self, prefix: &str, uri: &str) -> Result<(), XmlError> {
        if self.scope.bind(prefix, uri)? {
            self.xml.push_str(if prefix.is_empty() { " xmlns" } else { " xmlns:" });
            self.xml.push_str(prefix);
            self.quoted(uri)?;
        }
        Ok(())
    }

    /// Writes the attributes and ends the start tag.
    fn open(&mut self, shape: XmlShape, value: &Value) -> Result<(), XmlError> {
        match value {
            Value::Null => {
                let prefix = self.scope.prefix_of(XSI).unwrap_or("xsi").to_owned();
                let name = Name { local: "nil", uri: Some(XSI), prefix: Some(&prefix) };
                self.attribute(name, &Value::Bool(true))?;
            }
            Value::Object(members) => {
                let fields = fields(shape);
                for field in fields.iter().filter(|field| field.place == XmlPlace::Attribute) {
                    if let Some(value) = members.get(field.key) {
                        let name = Name::declared(field.name, field.namespace);
                        let step = Step::Key(field.key);
                        self.attribute(name, value).map_err(|e| e.within(step))?;
                    }
                }
                for (key, value) in undeclared(fields, members) {
                    if let Some(name) = key.strip_prefix('@') {
                        let name = Name::of_key(name).and_then(|name| name.undeclared(fields, XmlPlace::Attribute));
                        let done = name.and_then(|name| self.attribute(name, value));
                        done.map_err(|e| e.within(Step::Key(key)))?;
                    }
                }
            }
            Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {}
        }
        self.xml.push('>');
        Ok(())
    }

    fn attribute(&mut self, name: Name<'_>, value: &Value) -> Result<(), XmlError> {
        if value.is_null() {
            return Ok(());
        }
        let text = scalar(value)?;
        let uri = name.uri.unwrap_or_default();
        let expanded = (uri.to_owned(), name.local.to_owned());
        if self.attributes.contains(&expanded) || (uri.is_empty() && name.local == "xmlns") {
            return Err(XmlError::new("the attribute is there already, or is a declaration"));
        }
        self.attributes.push(expanded);
        let mut prefix = String::new();
        if !uri.is_empty() {
            prefix = self.scope.attribute_prefix(name.prefix, uri);
            self.declare(&prefix, uri)?;
        }
        self.xml.push(' ');
        self.xml.push_str(&qualified(&prefix, name.local));
        self.quoted(&text)
    }

    fn quoted(&mut self, text: &str) -> Result<(), XmlError> {
        self.xml.push_str("=\"");
        self.escaped(text, true)?;
        self.xml.push('"');
        Ok(())
    }

    /// Writes what stands between the tags.
    fn content(&mut self, shape: XmlShape, value: &Value) -> Result<(), XmlError> {
        match (shape, value) {
            (_, Value::Null) => Ok(()),
            (XmlShape::Object(_) | XmlShape::Any, Value::Object(members)) => self.members(fields(shape), members),
            (XmlShape::List(list), Value::Array(items)) => self.items(list, items),
            (XmlShape::Text(_) | XmlShape::Any, value) => self.escaped(&scalar(value)?, false),
            (XmlShape::Object(_), other) => Err(mismatch("an object", other)),
            (XmlShape::List(_), other) => Err(mismatch("an array", other)),
        }
    }

    fn members(&mut self, fields: &'static [XmlField], members: &Map) -> Result<(), XmlError> {
        for field in fields {
            if let Some(value) = members.get(field.key) {
                self.member(field, value).map_err(|e| e.within(Step::Key(field.key)))?;
            }
        }
        for (key, value) in undeclared(fields, members) {
            if !key.starts_with('@') {
                self.extra(key, fields, value).map_err(|e| e.within(Step::Key(key)))?;
            }
        }
        Ok(())
    }

    fn member(&mut self, field: &XmlField, value: &Value) -> Result<(), XmlError> {
        match (field.place, value) {
            (XmlPlace::Attribute, _) | (XmlPlace::Text | XmlPlace::Cdata, Value::Null) => Ok(()),
            (XmlPlace::Text, value) => self.text(&scalar(value)?),
            (XmlPlace::Cdata, value) => self.cdata(&scalar(value)?),
            (XmlPlace::Element, value) => match (field.unwrapped(), value) {
                (Some(_), Value::Null) => Ok(()),
                (Some(list), Value::Array(items)) => self.items(list, items),
                (Some(_), other) => Err(mismatch("an array", other)),
                (None, value) => self.element(Name::declared(field.name, field.namespace), &[], field.shape, value),
            },
        }
    }

    /// Writes a member that the table does not know.
    fn extra(&mut self, key: &str, fields: &[XmlField], value: &Value) -> Result<(), XmlError> {
        if key == TEXT_KEY {
            return self.text(&scalar(value)?);
        }
        let name = Name::of_key(key)?.undeclared(fields, XmlPlace::Element)?;
        let Value::Array(items) = value else {
            return self.element(name, &[], XmlShape::Any, value);
        };
        for (index, item) in items.iter().enumerate() {
            let item = self.element(name, &[], XmlShape::Any, item);
            item.map_err(|e| e.within(Step::Index(index)))?;
        }
        Ok(())
    }

    fn items(&mut self, list: &XmlList, items: &[Value]) -> Result<(), XmlError> {
        let name = Name::declared(list.item, list.item_namespace);
        for (index, item) in items.iter().enumerate() {
            let item = self.element(name, &[], list.shape, item);
            item.map_err(|e| e.within(Step::Index(index)))?;
        }
        Ok(())
    }

    fn escaped(&mut self, text: &str, attribute: bool) -> Result<(), XmlError> {
        for c in text.chars() {
            match c {
                '<' => self.xml.push_str("&lt;"),
                '>' => self.xml.push_str("&gt;"),
                '&' => self.xml.push_str("&amp;"),
                '\r' => self.xml.push_str("&#13;"),
                '"' if attribute => self.xml.push_str("&quot;"),
                '\n' if attribute => self.xml.push_str("&#10;"),
                '\t' if attribute => self.xml.push_str("&#9;"),
                c if is_char(c) => self.xml.push(c),
                c => return Err(refused(c)),
            }
        }
        Ok(())
    }

    /// Writes text that may stand beside elements, where readers take white space for layout.
    fn text(&mut self, text: &str) -> Result<(), XmlError> {
        if is_blank(text) { self.cdata(text) } else { self.escaped(text, false) }
    }

    /// Writes a CDATA section; several where one cannot hold the text.
    fn cdata(&mut self, text: &str) -> Result<(), XmlError> {
        if let Some(c) = text.chars().find(|&c| !is_char(c)) {
            return Err(refused(c));
        }
        if !text.is_empty() {
            let text = text.replace("]]>", "]]]]><![CDATA[>");
            let text = text.replace('\r', "]]>&#13;<![CDATA[");
            self.xml.push_str("<![CDATA[");
            self.xml.push_str(&text);
            self.xml.push_str("]]>");
        }
        Ok(())
    }
}

fn qualified(prefix: &str, local: &str) -> String {
    if prefix.is_empty() { local.to_owned() } else { format!("{prefix}:{local}") }
}

fn fields(shape: XmlShape) -> &'static [XmlField] {
    match shape {
        XmlShape::Object(object) => object.fields,
        XmlShape::Text(_) | XmlShape::List(_) | XmlShape::Any => &[],
    }
}

fn undeclared<'v>(fields: &'static [XmlField], members: &'v Map) -> impl Iterator<Item = (&'v String, &'v Value)> {
    members.iter().filter(move |(key, _)| !fields.iter().any(|field| field.key == key.as_str()))
}

/// The text of a value that is neither an object nor an array; of `null`, none.
fn scalar(value: &Value) -> Result<Cow<'_, str>, XmlError> {
    match value {
        Value::Null => Ok(Cow::Borrowed("")),
        Value::Bool(true) => Ok(Cow::Borrowed("true")),
        Value::Bool(false) => Ok(Cow::Borrowed("false")),
        Value::Number(number) => Ok(Cow::Borrowed(number.as_str())),
        Value::String(text) => Ok(Cow::Borrowed(text)),
        Value::Array(_) | Value::Object(_) => Err(mismatch("text, a number or a boolean", value)),
    }
}

fn mismatch(expected: &str, found: &Value) -> XmlError {
    let found = match found {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    };
    XmlError::new(format!("expected {expected}, found {found}"))
}

/// Whether XML can carry a character (XML 1.0, production 2).
fn is_char(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' => true,
        _ => c >= ' ' && !matches!(c, '\u{FFFE}' | '\u{FFFF}'),
    }
}

fn refused(c: char) -> XmlError {
    XmlError::new(format!("XML cannot carry the character U+{:04X}", u32::from(c)))
}
