//! XML text to JSON text, in one pass.
//!
//! In: the bytes of a document and the table of its root. Out: the JSON text of the value. Guaranteed: time is linear
//! in the text, times the depth of the nesting; memory is a small multiple of the text; see the module for the rest.

use std::borrow::Cow;

use quick_xml::NsReader;
use quick_xml::events::{BytesDecl, BytesRef, BytesStart, Event};
use quick_xml::name::{QName, ResolveResult};

use super::members::{Members, Values, is_blank, scalar, string, trim};
use super::{MAX_DEPTH, XSI, XmlError, XmlList, XmlPlace, XmlRoot, XmlScalar, XmlShape, is_name};
use crate::pointer::Step;

pub(super) fn document(xml: &[u8], root: &XmlRoot) -> Result<Vec<u8>, XmlError> {
    let mut input = Input::new(utf8(xml)?, xml.len());
    let mut out = Vec::with_capacity(xml.len());
    loop {
        match input.token()? {
            Token::Start(start) => {
                input.check_root(&start, root)?;
                input.element(&start, root.shape, &mut out)?;
                break;
            }
            Token::Text(text) if is_blank(&text) => {}
            Token::Text(_) | Token::Literal(_) => return Err(input.error("there is text before the root element")),
            Token::End | Token::Eof => return Err(input.error("the root element is missing")),
        }
    }
    loop {
        match input.token()? {
            Token::Text(text) if is_blank(&text) => {}
            Token::Eof => return Ok(out),
            Token::Start(_) | Token::End | Token::Text(_) | Token::Literal(_) => {
                return Err(input.error("something follows the root element"));
            }
        }
    }
}

/// The text without its byte order mark.
fn utf8(xml: &[u8]) -> Result<&str, XmlError> {
    if let [0xFE, 0xFF, ..] | [0xFF, 0xFE, ..] | [0, b'<', ..] | [b'<', 0, ..] = xml {
        return Err(XmlError::new("the text is UTF-16; only UTF-8 is read").at(0));
    }
    match std::str::from_utf8(xml) {
        Ok(text) => Ok(text.strip_prefix('\u{FEFF}').unwrap_or(text)),
        Err(error) => Err(XmlError::new("the text is not UTF-8").at(error.valid_up_to())),
    }
}

/// The parts of a document that count here.
enum Token<'x> {
    Start(BytesStart<'x>),
    End,
    Text(Cow<'x, str>),
    /// Text from a CDATA section or a reference: even white space is meant, not layout.
    Literal(Cow<'x, str>),
    Eof,
}

/// The parser, which resolves namespaces, and where it stands.
struct Input<'x> {
    reader: NsReader<&'x [u8]>,
    /// Where the last token begins.
    at: usize,
    /// Length of the byte order mark.
    base: usize,
    depth: usize,
}

impl<'x> Input<'x> {
    fn new(text: &'x str, len: usize) -> Self {
        let mut reader = NsReader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        let base = len - text.len();
        Self { reader, at: base, base, depth: 0 }
    }

    fn error(&self, message: impl Into<Cow<'static, str>>) -> XmlError {
        XmlError::new(message).at(self.at)
    }

    fn offset(&self, position: u64) -> usize {
        usize::try_from(position).unwrap_or(usize::MAX).saturating_add(self.base)
    }

    fn token(&mut self) -> Result<Token<'x>, XmlError> {
        loop {
            self.at = self.offset(self.reader.buffer_position());
            let event = self.reader.read_event();
            match event.map_err(|e| self.malformed(&e))? {
                Event::Start(start) | Event::Empty(start) => return Ok(Token::Start(start)),
                Event::End(_) => return Ok(Token::End),
                Event::Text(text) => return Ok(Token::Text(text.xml10_content())),
                Event::CData(text) => return Ok(Token::Literal(text.xml10_content())),
                Event::GeneralRef(reference) => return self.reference(&reference).map(Token::Literal),
                Event::Comment(_) | Event::PI(_) => {}
                Event::Decl(declaration) => self.check_declaration(&declaration)?,
                Event::DocType(_) => return Err(self.error("document types are not read")),
                Event::Eof => return Ok(Token::Eof),
            }
        }
    }

    fn malformed(&self, error: &quick_xml::Error) -> XmlError {
        let at = self.offset(self.reader.error_position()).max(self.at);
        XmlError::new(format!("the text is not well-formed XML: {}", wrong(error))).at(at)
    }

    fn reference(&self, reference: &BytesRef<'x>) -> Result<Cow<'x, str>, XmlError> {
        if let Ok(Some(c)) = reference.resolve_char_ref() {
            return Ok(Cow::Owned(c.into()));
        }
        match quick_xml::escape::resolve_xml_entity(reference) {
            Some(text) => Ok(Cow::Borrowed(text)),
            None => Err(self.error(UNKNOWN_REFERENCE)),
        }
    }

    fn check_declaration(&self, declaration: &BytesDecl<'_>) -> Result<(), XmlError> {
        if self.at != self.base {
            return Err(self.error("the XML declaration is not at the start"));
        }
        declaration.xml_version().map_err(|e| self.malformed(&e))?;
        let known = match declaration.encoding() {
            None => true,
            Some(Ok(name)) => ["utf-8", "utf8", "us-ascii"].iter().any(|known| name.eq_ignore_ascii_case(known)),
            Some(Err(_)) => false,
        };
        if known { Ok(()) } else { Err(self.error("the text declares another encoding than UTF-8")) }
    }

    fn check_root(&self, start: &BytesStart<'_>, root: &XmlRoot) -> Result<(), XmlError> {
        let (uri, local) = self.resolve(start.name(), true)?;
        let namespace = root.namespace.map(|namespace| namespace.uri);
        if local == root.name && namespace.is_none_or(|namespace| namespace == uri) {
            return Ok(());
        }
        Err(self.error(match namespace {
            Some(namespace) => format!("the root element is not `{}` of `{namespace}`", root.name),
            None => format!("the root element is not `{}`", root.name),
        }))
    }

    /// Namespace name, empty if there is none, and local name.
    fn resolve<'n>(&self, name: QName<'n>, element: bool) -> Result<(Cow<'_, str>, &'n str), XmlError> {
        let (namespace, local) = self.reader.resolver().resolve(name, element);
        match namespace {
            // The parser keeps the name as it is written: `&amp;` stands for `&` in it as in any attribute.
            ResolveResult::Bound(namespace) => match quick_xml::escape::unescape(namespace.0) {
                Ok(uri) => Ok((uri, local.into_inner())),
                Err(_) => Err(self.error(UNKNOWN_REFERENCE)),
            },
            ResolveResult::Unbound => Ok((Cow::Borrowed(""), local.into_inner())),
            ResolveResult::Unknown(_) => Err(self.error("a prefix is not declared")),
        }
    }

    /// Reads the element that `start` begins, to its end, and writes its value.
    fn element(&mut self, start: &BytesStart<'x>, shape: XmlShape, out: &mut Vec<u8>) -> Result<(), XmlError> {
        if self.depth == MAX_DEPTH {
            return Err(self.error(format!("more than {MAX_DEPTH} elements are nested")));
        }
        self.depth += 1;
        let mut members = Members::new(match shape {
            XmlShape::Object(object) => object.fields,
            XmlShape::Text(_) | XmlShape::List(_) | XmlShape::Any => &[],
        });
        let nil = self.attributes(start, &mut members)?;
        if let XmlShape::List(list) = shape {
            self.items(list, nil, out)?;
        } else {
            self.content(&mut members)?;
            match shape {
                _ if nil && !members.elements && members.is_blank() => {
                    out.extend_from_slice(b"null");
                }
                XmlShape::Text(kind) if !members.elements => scalar(&members.text, kind, out),
                XmlShape::Any if members.extras.is_empty() => string(&members.text, out),
                _ => members.write(out),
            }
        }
        self.depth -= 1;
        Ok(())
    }

    /// Reads the attributes; says whether the element is nil.
    fn attributes(&self, start: &BytesStart<'x>, members: &mut Members) -> Result<bool, XmlError> {
        let mut nil = false;
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|e| self.malformed(&e.into()))?;
            if attribute.key.as_namespace_binding().is_some() {
                continue;
            }
            let (uri, local) = self.resolve(attribute.key, false)?;
            let value = attribute
                .normalized_value(quick_xml::XmlVersion::Explicit1_0)
                .map_err(|_| self.error(UNKNOWN_REFERENCE))?;
            match members.field(&uri, local, XmlPlace::Attribute) {
                Some(at) => {
                    let kind = match members.fields[at].shape {
                        XmlShape::Text(kind) => kind,
                        XmlShape::Object(_) | XmlShape::List(_) | XmlShape::Any => XmlScalar::String,
                    };
                    scalar(&value, kind, members.slots[at].next());
                }
                None if uri == XSI => {
                    nil |= local == "nil" && matches!(trim(&value), "true" | "1");
                }
                None if is_name(local) => {
                    let key = members.attribute_key(&uri, local);
                    string(&value, members.extras.entry(key).or_default().next());
                }
                None => return Err(self.error("an attribute has a name that is none")),
            }
        }
        Ok(nil)
    }

    /// Reads what is between the tags of an element that is no list.
    fn content(&mut self, members: &mut Members) -> Result<(), XmlError> {
        loop {
            match self.token()? {
                Token::Text(text) => members.text.push_str(&text),
                Token::Literal(text) => {
                    members.text.push_str(&text);
                    members.literal |= !text.is_empty();
                }
                Token::Start(start) => self.member(&start, members)?,
                Token::End => return Ok(()),
                Token::Eof => return Err(self.error("the text ends inside an element")),
            }
        }
    }

    fn member(&mut self, start: &BytesStart<'x>, members: &mut Members) -> Result<(), XmlError> {
        members.elements = true;
        let (uri, local) = self.resolve(start.name(), true)?;
        if let Some(at) = members.field(&uri, local, XmlPlace::Element) {
            let field = &members.fields[at];
            let list = field.unwrapped();
            let shape = list.map_or(field.shape, |list| list.shape);
            return self.value(start, shape, field.key, list.is_some(), &mut members.slots[at]);
        }
        if !is_name(local) {
            return Err(self.error("an element has a name that is none"));
        }
        let key = members.element_key(&uri, local);
        let mut values = members.extras.remove(&key).unwrap_or_default();
        self.value(start, XmlShape::Any, &key, false, &mut values)?;
        members.extras.insert(key, values);
        Ok(())
    }

    fn value(
        &mut self,
        start: &BytesStart<'x>,
        shape: XmlShape,
        key: &str,
        is_item: bool,
        values: &mut Values,
    ) -> Result<(), XmlError> {
        let index = values.count;
        self.element(start, shape, values.next()).map_err(|error| {
            let is_item = is_item || index > 0;
            let error = if is_item { error.within(Step::Index(index)) } else { error };
            error.within(Step::Key(key))
        })
    }

    /// Reads the items of a list up to the end of the element that holds them. Each element is an item, whatever its
    /// name: servers that stray from their page keep their data.
    fn items(&mut self, list: &XmlList, nil: bool, out: &mut Vec<u8>) -> Result<(), XmlError> {
        let begin = out.len();
        let mut count = 0;
        out.push(b'[');
        loop {
            match self.token()? {
                Token::Start(start) => {
                    if count > 0 {
                        out.push(b',');
                    }
                    let item = self.element(&start, list.shape, out);
                    item.map_err(|e| e.within(Step::Index(count)))?;
                    count += 1;
                }
                Token::Text(text) if is_blank(&text) => {}
                Token::Text(_) | Token::Literal(_) => return Err(self.error("there is text among the items of a list")),
                Token::End => break,
                Token::Eof => return Err(self.error("the text ends inside an element")),
            }
        }
        out.push(b']');
        if nil && count == 0 {
            out.truncate(begin);
            out.extend_from_slice(b"null");
        }
        Ok(())
    }
}

/// What the parser found, without the names and texts that it quotes.
fn wrong(error: &quick_xml::Error) -> Cow<'static, str> {
    use quick_xml::errors::{Error, IllFormedError};
    match error {
        Error::Syntax(error) => error.to_string().into(),
        Error::InvalidAttr(error) => error.to_string().into(),
        Error::IllFormed(error) => match error {
            IllFormedError::MissingEndTag(_)
            | IllFormedError::UnmatchedEndTag(_)
            | IllFormedError::MismatchedEndTag { .. } => "a start tag and an end tag do not match".into(),
            IllFormedError::MissingDeclVersion(_) => "the XML declaration does not begin with a version".into(),
            other => other.to_string().into(),
        },
        Error::Namespace(_) => "a namespace cannot be declared like this".into(),
        _ => "a character or a reference is not allowed".into(),
    }
}

const UNKNOWN_REFERENCE: &str = "a reference is neither to a character nor to one of the five predefined entities";
