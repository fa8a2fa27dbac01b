//! Forms: `multipart/form-data` (RFC 7578) and its kin, and `application/x-www-form-urlencoded`.
//!
//! In: a value as a [`Tree`], the files in it, and what the spec says of single members. Out: the pieces of the body.
//! Guaranteed: no name or file name ends the header it stands in; the boundary is in no part, since it is random.

use bytes::Bytes;

use crate::file::File;
use crate::json::Files;
use crate::operation::{Encoding, Style};
use crate::style::{self, Escape, Tree};
use crate::transport::{Body, BoxFuture, Chunks, TransportError};

/// A body that is ready to be sent.
#[derive(Clone, Debug)]
pub(crate) enum Payload {
    Bytes(Bytes),
    /// Text of ours and files in turn.
    Pieces(Vec<Piece>),
}

#[derive(Clone, Debug)]
pub(crate) enum Piece {
    Text(Bytes),
    File(File),
}

impl Default for Payload {
    fn default() -> Self {
        Self::Bytes(Bytes::new())
    }
}

impl Payload {
    /// Whether it can be sent more than once.
    pub(crate) fn is_repeatable(&self) -> bool {
        match self {
            Self::Bytes(_) => true,
            Self::Pieces(pieces) => pieces.iter().all(|piece| match piece {
                Piece::Text(_) => true,
                Piece::File(file) => file.bytes().is_some(),
            }),
        }
    }

    /// The body of one attempt.
    ///
    /// # Errors
    /// When a stream in it was sent before.
    pub(crate) fn body(&self) -> Result<Body, TransportError> {
        let pieces = match self {
            Self::Bytes(bytes) => return Ok(bytes.clone().into()),
            Self::Pieces(pieces) => pieces,
        };
        if let [Piece::File(file)] = pieces.as_slice() {
            return file.take();
        }
        let mut bodies = Vec::new();
        let mut size = Some(0);
        for piece in pieces {
            let body = match piece {
                Piece::Text(text) => text.clone().into(),
                Piece::File(file) => file.take()?,
            };
            size = size.zip(body.size()).map(|(sum, more)| sum + more);
            bodies.push(body);
        }
        bodies.reverse();
        let body = Body::from_chunks(Box::new(InTurn(bodies)));
        Ok(match size {
            Some(size) => body.with_size(size),
            None => body,
        })
    }
}

/// Bodies one after the other; the next one is last.
struct InTurn(Vec<Body>);

impl Chunks for InTurn {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async move {
            while let Some(body) = self.0.last_mut() {
                match body.chunk().await? {
                    Some(bytes) => return Ok(Some(bytes)),
                    None => self.0.pop(),
                };
            }
            Ok(None)
        })
    }
}

/// The text of `application/x-www-form-urlencoded`: a list is a pair for each item, an object is JSON, unless the spec
/// says otherwise. The bytes of a file are text here.
pub(crate) fn urlencoded(value: &Tree, encodings: &[Encoding]) -> String {
    let Tree::Object(members) = value else {
        return style::pairs("", value, Style::Form, true, Escape::Form).join("&");
    };
    let mut pairs = Vec::new();
    for (name, value) in members {
        let encoding = encodings.iter().find(|e| e.name == name);
        let escape = if encoding.is_some_and(|e| e.reserved) { Escape::Reserved } else { Escape::Form };
        let json = encoding.is_some_and(|e| e.content_type.is_some_and(is_json));
        match (encoding.and_then(|e| e.style), value) {
            (Some((style, explode)), value) => pairs.extend(style::pairs(name, value, style, explode, escape)),
            (None, value) if json => pairs.extend(style::pairs(name, value, Style::Json, false, escape)),
            (None, Tree::Object(_)) => pairs.extend(style::pairs(name, value, Style::Json, false, escape)),
            (None, _) => pairs.extend(style::pairs(name, value, Style::Form, true, escape)),
        }
    }
    pairs.join("&")
}

fn is_json(media_type: &str) -> bool {
    media_type.split(';').next().unwrap_or_default().trim_end().ends_with("json")
}

/// A multipart body and its boundary.
pub(crate) fn multipart(value: &Tree, files: &Files, encodings: &[Encoding]) -> (Payload, String) {
    let boundary = format!("specwright-{}", uuid::Uuid::new_v4().simple());
    let mut form = Form { boundary: &boundary, text: String::new(), pieces: Vec::new(), files };
    match value {
        Tree::Object(members) => {
            for (name, value) in members {
                form.member(name, value, encodings.iter().find(|e| e.name == name));
            }
        }
        // Not named by an object, the parts of other multipart types have no names.
        Tree::Array(items) => items.iter().for_each(|item| form.part(None, item, None)),
        other => form.part(None, other, None),
    }
    form.text.push_str(&format!("--{boundary}--\r\n"));
    form.flush();
    (Payload::Pieces(form.pieces), boundary)
}

struct Form<'f> {
    boundary: &'f str,
    /// What was written after the last file.
    text: String,
    pieces: Vec<Piece>,
    files: &'f Files,
}

impl Form<'_> {
    /// A part, or for a list a part for each item (RFC 7578 section 4.3).
    fn member(&mut self, name: &str, value: &Tree, encoding: Option<&Encoding>) {
        let json = encoding.is_some_and(|e| e.content_type.is_some_and(is_json));
        match (encoding.and_then(|e| e.style), value) {
            (_, Tree::Null) => {}
            (Some((style, explode)), _) if !self.holds_file(value) => {
                for (name, text) in styled(name, value, style, explode) {
                    self.part(Some(&name), &Tree::Text(text), encoding);
                }
            }
            (_, Tree::Array(items)) if !json || self.holds_file(value) => {
                items.iter().for_each(|item| self.part(Some(name), item, encoding));
            }
            _ => self.part(Some(name), value, encoding),
        }
    }

    fn file(&self, value: &Tree) -> Option<File> {
        match value {
            Tree::Text(text) => self.files.get(text).cloned(),
            _ => None,
        }
    }

    fn holds_file(&self, value: &Tree) -> bool {
        match value {
            Tree::Array(items) => items.iter().any(|item| self.holds_file(item)),
            other => self.file(other).is_some(),
        }
    }

    fn part(&mut self, name: Option<&str>, value: &Tree, encoding: Option<&Encoding>) {
        let file = self.file(value);
        let boundary = self.boundary;
        self.text.push_str(&format!("--{boundary}\r\n"));
        if let Some(name) = name {
            self.text.push_str(&format!("Content-Disposition: form-data; name=\"{}\"", quoted(name)));
            // Servers know a file by its name; one that has none is given the name of the part.
            if let Some(file) = &file {
                self.text.push_str(&format!("; filename=\"{}\"", quoted(file.given_name().unwrap_or(name))));
            }
            self.text.push_str("\r\n");
        }
        // `image/png, image/jpeg` and `image/*` are choices, of which the caller's is better than ours.
        let said = encoding.and_then(|e| e.content_type).filter(|t| !t.contains([',', '*']));
        let default = match (&file, value) {
            (Some(_), _) => Some("application/octet-stream"),
            (None, Tree::Array(_) | Tree::Object(_)) => Some("application/json"),
            (None, _) => None,
        };
        let given = file.as_ref().and_then(|f| f.given_media_type());
        if let Some(media_type) = given.or(said).or(default) {
            self.header("Content-Type", media_type);
        }
        for (name, value) in encoding.map(|e| e.headers).unwrap_or_default() {
            self.header(name, value);
        }
        for (name, value) in file.iter().flat_map(|f| f.given_headers()) {
            self.header(name, value);
        }
        self.text.push_str("\r\n");
        match file {
            Some(file) => {
                self.flush();
                self.pieces.push(Piece::File(file));
            }
            None => {
                let json = said.is_some_and(is_json) && encoding.is_none_or(|e| e.style.is_none());
                self.text.push_str(&if json { value.json() } else { value.text() });
            }
        }
        self.text.push_str("\r\n");
    }

    fn header(&mut self, name: &str, value: &str) {
        let plain = |text: &str| text.chars().filter(|c| !c.is_control()).collect::<String>();
        self.text.push_str(&format!("{}: {}\r\n", plain(name), plain(value)));
    }

    fn flush(&mut self) {
        if !self.text.is_empty() {
            self.pieces.push(Piece::Text(std::mem::take(&mut self.text).into()));
        }
    }
}

/// A value in a style, as names and texts that are not encoded: a form needs no encoding.
fn styled(name: &str, value: &Tree, style: Style, explode: bool) -> Vec<(String, String)> {
    let decoded = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned();
    let pairs = style::pairs(name, value, style, explode, Escape::All);
    let pairs = pairs.iter().map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    pairs.map(|(name, text)| (decoded(name), decoded(text))).collect()
}

/// A name in quotes, as browsers write it (HTML Standard, "multipart/form-data").
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

#[cfg(test)]
mod tests;
