//! XML bodies, as a translation between XML text and JSON text that static tables guide.
//!
//! In: the JSON text that a type encodes to, or the XML text of a response, and the [`XmlRoot`] of the type. Out: the
//! text of the other format. So one pair of JSON readers and writers serves both formats, and XML costs a generated
//! crate nothing but data. Guaranteed: XML that was written reads back as the same JSON, within what the table says;
//! nothing that was read is dropped except what is listed below; no DTD, no entity but the five predefined ones, no
//! other encoding than UTF-8; nesting is bounded; nothing panics; errors hold names and places, never text or values.
//!
//! # What stands for what
//!
//! | XML | JSON |
//! | --- | --- |
//! | element or attribute that the table names | member with the key that the table gives |
//! | other element | member with its local name; an object, or a string when it has neither attributes nor elements |
//! | other attribute | member `@name`; `@{namespace}name` when it has a namespace |
//! | either of them, when the key is that of a declared member | `{namespace}name`, `@{namespace}name` |
//! | an element that occurs again, but is no list | array, in place of the one value |
//! | text between elements, unless declared, or white space outside CDATA sections and references | member `$text`, joined |
//! | text of a declared number or boolean | without white space around it, a number or boolean if it is one, else a string |
//! | `xsi:nil="true"` | `null` |
//! | no items of an unwrapped list | `[]`: the two cannot be told apart |
//! | empty element | `""`, `{}` or `[]`, as declared; `""` where nothing is |
//!
//! Not kept: comments, processing instructions, prefixes, other attributes named `xsi:…`, the order among different
//! elements, attributes of elements that are declared as lists, strings, numbers or booleans. In the other direction
//! `null` becomes `xsi:nil="true"`, since absent and `null` differ; attributes and unwrapped lists that are `null` are
//! left out, having no such form.
//!
//! The table follows the *XML Object* of OpenAPI 3.0 to 3.2; the texts are XML 1.0 (fifth edition) with *Namespaces in
//! XML 1.0*.

mod members;
mod read;
mod scope;
#[cfg(test)]
mod tests;
mod write;

use std::borrow::Cow;
use std::fmt;

use crate::json::DecodeError;
use crate::pointer::{self, Step};

/// Elements nest at most this deep; deeper text is neither read nor written.
const MAX_DEPTH: usize = 200;

/// The namespace of `nil` (XML Schema part 1, section 2.6).
const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// The namespace that the prefix `xml` always has (Namespaces in XML, section 3).
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// The key of text that stands between elements.
const TEXT_KEY: &str = "$text";

/// The document form of a type: its root element.
#[derive(Clone, Copy, Debug)]
pub struct XmlRoot {
    /// Local name of the root element.
    pub name: &'static str,
    pub namespace: Option<XmlNamespace>,
    /// Further namespace declarations to write on the root element: prefix and namespace name.
    pub declarations: &'static [(&'static str, &'static str)],
    pub shape: XmlShape,
}

/// The namespace of an element or attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct XmlNamespace {
    /// The prefix to write; reading compares namespace names only. Attributes without one get one.
    pub prefix: Option<&'static str>,
    /// The namespace name, compared byte by byte.
    pub uri: &'static str,
}

/// What is inside an element, or the text of an attribute.
#[derive(Clone, Copy)]
pub enum XmlShape {
    /// Text only.
    Text(XmlScalar),
    /// Attributes, elements and text of which a table knows some.
    Object(&'static XmlObject),
    /// One element per item.
    List(&'static XmlList),
    /// Anything; see the table of the module.
    Any,
}

/// How the text of a value is written in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum XmlScalar {
    String,
    Integer,
    Number,
    Boolean,
}

/// The members of an object that a table knows.
pub struct XmlObject {
    /// In the order in which elements are written; members that are not here follow, by key.
    pub fields: &'static [XmlField],
}

/// One member of an object.
#[derive(Clone, Copy, Debug)]
pub struct XmlField {
    /// The key in JSON.
    pub key: &'static str,
    /// Local name of the element or attribute; of no use for `Text`, `Cdata` and unwrapped lists.
    pub name: &'static str,
    pub namespace: Option<XmlNamespace>,
    pub place: XmlPlace,
    pub shape: XmlShape,
}

/// Where the value of a member stands (OpenAPI 3.2, *XML Object*, `nodeType`; before: `attribute`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum XmlPlace {
    Element,
    Attribute,
    /// The text of the element that stands for the object.
    Text,
    /// The same, written as a CDATA section.
    Cdata,
}

/// An array.
pub struct XmlList {
    /// Whether an element stands for the array and holds the items. If not, the items stand directly in the element
    /// of the object, in place of the member. An array that is the root or an item of another array is always
    /// wrapped, by the root element or that item's element.
    pub wrapped: bool,
    /// Local name of the element of an item.
    pub item: &'static str,
    pub item_namespace: Option<XmlNamespace>,
    /// What is inside the element of an item.
    pub shape: XmlShape,
}

/// Translates JSON text to an XML document.
///
/// # Errors
/// With the JSON Pointer of the value that has no form in XML: its kind is not the declared one, an attribute is no
/// scalar, a key is no name (XML 1.0, production 5), text has a character that XML cannot carry (production 2), an
/// array holds an array of which the table says nothing. With the offset too, when `json` is no JSON.
pub fn to_xml(json: &[u8], root: &XmlRoot) -> Result<Vec<u8>, XmlError> {
    write::document(json, root)
}

/// Translates an XML document to JSON text.
///
/// ```
/// use specwright_runtime::xml::{XmlField, XmlObject, XmlPlace, XmlRoot, XmlScalar, XmlShape, to_json, to_xml};
///
/// const COUNT: XmlShape = XmlShape::Text(XmlScalar::Integer);
/// static CART: XmlObject = XmlObject {
///     fields: &[XmlField { key: "count", name: "Count", namespace: None, place: XmlPlace::Attribute, shape: COUNT }],
/// };
/// static ROOT: XmlRoot =
///     XmlRoot { name: "Cart", namespace: None, declarations: &[], shape: XmlShape::Object(&CART) };
///
/// let json = to_json(br#"<Cart Count="2"><Note>new</Note></Cart>"#, &ROOT)?;
/// assert_eq!(json, br#"{"count":2,"Note":"new"}"#);
/// assert!(to_xml(&json, &ROOT)?.ends_with(br#"<Cart Count="2"><Note>new</Note></Cart>"#));
/// # Ok::<(), specwright_runtime::xml::XmlError>(())
/// ```
///
/// # Errors
/// When `xml` is not UTF-8 or declares another encoding, is not well-formed, has a document type declaration or an
/// entity that is not predefined, has another root element, has text among the items of a list, or is too deep.
pub fn to_json(xml: &[u8], root: &XmlRoot) -> Result<Vec<u8>, XmlError> {
    read::document(xml, root)
}

impl XmlField {
    /// The list whose items stand in place of this member.
    fn unwrapped(&self) -> Option<&'static XmlList> {
        match self.shape {
            XmlShape::List(list) if !list.wrapped && self.place == XmlPlace::Element => Some(list),
            XmlShape::List(_) | XmlShape::Text(_) | XmlShape::Object(_) | XmlShape::Any => None,
        }
    }

    /// Whether an element or an attribute of this name is the member, or an item of it.
    fn is(&self, place: XmlPlace, uri: &str, local: &str) -> bool {
        let (name, namespace) = match self.unwrapped() {
            Some(list) => (list.item, list.item_namespace),
            None => (self.name, self.namespace),
        };
        self.place == place && name == local && namespace.is_none_or(|namespace| namespace.uri == uri)
    }

    /// Whether the member is the text of its object's element.
    fn is_text(&self) -> bool {
        match self.place {
            XmlPlace::Text | XmlPlace::Cdata => true,
            XmlPlace::Element | XmlPlace::Attribute => false,
        }
    }
}

/// Whether `name` is a name without a colon (Namespaces in XML, production 4).
fn is_name(name: &str) -> bool {
    let start = |c: char| match c {
        'A'..='Z' | 'a'..='z' | '_' => true,
        '\u{C0}'..='\u{2FF}' => c != '\u{D7}' && c != '\u{F7}',
        '\u{370}'..='\u{1FFF}' => c != '\u{37E}',
        '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}' => true,
        '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}' => true,
        '\u{10000}'..='\u{EFFFF}' => true,
        _ => false,
    };
    let rest = |c: char| match c {
        '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}' => true,
        _ => start(c),
    };
    let mut chars = name.chars();
    chars.next().is_some_and(start) && chars.all(rest)
}

/// A text that cannot be translated.
///
/// Names elements, attributes and places; never holds their text, which may be a secret.
#[derive(Clone, PartialEq, Eq)]
pub struct XmlError(Box<Inner>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Inner {
    message: Cow<'static, str>,
    pointer: String,
    offset: Option<usize>,
}

impl XmlError {
    fn new(message: impl Into<Cow<'static, str>>) -> Self {
        let message = message.into();
        Self(Box::new(Inner { message, pointer: String::new(), offset: None }))
    }

    fn at(mut self, offset: usize) -> Self {
        self.0.offset = Some(offset);
        self
    }

    /// The same error seen from the value that has the erring one at `step`.
    fn within(mut self, step: Step<'_>) -> Self {
        let mut pointer = String::new();
        pointer::push(&mut pointer, step);
        pointer.push_str(&self.0.pointer);
        self.0.pointer = pointer;
        self
    }

    /// What is wrong, as a clause: `the root element is missing`.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// JSON Pointer (RFC 6901) of the value in the JSON form of the document; empty for the whole of it.
    pub fn pointer(&self) -> &str {
        &self.0.pointer
    }

    /// Byte offset in the text that was read; `None` when the text was read well and could not be written.
    pub fn offset(&self) -> Option<usize> {
        self.0.offset
    }
}

impl fmt::Display for XmlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { message, pointer, offset } = &*self.0;
        let place = if pointer.is_empty() { "the whole value" } else { pointer };
        write!(f, "{place}: {message}")?;
        match offset {
            Some(offset) => write!(f, " (near byte {offset})"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for XmlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl std::error::Error for XmlError {}

/// So that a response that is no XML fails as one that is no JSON does, with the place.
impl From<XmlError> for DecodeError {
    fn from(error: XmlError) -> Self {
        let Inner { message, pointer, offset } = *error.0;
        let decode = Self::new("XML of the declared form", message, offset.unwrap_or_default());
        let tokens = pointer.rsplit('/').take(pointer.matches('/').count());
        tokens.fold(decode, |error, token| error.within(Step::Key(&token.replace("~1", "/").replace("~0", "~"))))
    }
}

/// Tables refer to themselves, so each shows its own names only.
impl fmt::Debug for XmlShape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(scalar) => write!(f, "{scalar:?}"),
            Self::Object(object) => write!(f, "{object:?}"),
            Self::List(list) => write!(f, "{list:?}"),
            Self::Any => f.write_str("Any"),
        }
    }
}

impl fmt::Debug for XmlObject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.fields.iter().map(|field| field.key)).finish()
    }
}

impl fmt::Debug for XmlList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}]", self.item)
    }
}
