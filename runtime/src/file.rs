//! Files and other bytes that are sent: a part of a form, or a body of its own.
//!
//! In: bytes or a stream, with what is said of them. Out: the body that goes on the wire. Guaranteed: bytes can be sent
//! again, a stream is sent once; `Debug` shows no content.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use futures_core::Stream;

use crate::check::{Rule, Validate, Violations};
use crate::codec::{Decode, Encode};
use crate::json::{DecodeError, Reader, Writer};
use crate::pointer::At;
use crate::transport::{Body, TransportError};
use crate::value::Value;

/// Bytes to send, with a name and a media type if need be.
///
/// ```
/// use specwright_runtime::File;
///
/// let picture = File::from(vec![0x89, 0x50]).name("me.png").media_type("image/png");
/// assert_eq!(format!("{picture:?}"), r#"File { name: Some("me.png"), media_type: Some("image/png"), size: Some(2) }"#);
/// ```
#[derive(Clone, Default)]
pub struct File {
    content: Content,
    name: Option<String>,
    media_type: Option<String>,
    headers: Vec<(String, String)>,
}

#[derive(Clone)]
enum Content {
    Bytes(Bytes),
    /// Taken when it is sent.
    Stream(Arc<Mutex<Option<Body>>>, Option<u64>),
}

impl Default for Content {
    fn default() -> Self {
        Self::Bytes(Bytes::new())
    }
}

impl File {
    pub(crate) const BLANK: Self =
        Self { content: Content::Bytes(Bytes::new()), name: None, media_type: None, headers: Vec::new() };

    /// A file with these bytes.
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        Self { content: Content::Bytes(bytes.into()), ..Self::default() }
    }

    /// A file that a stream gives. It can be sent once, so no attempt of a call is repeated.
    pub fn stream<S, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<Box<dyn std::error::Error + Send + Sync>> + 'static,
    {
        Self::body(Body::from_stream(stream))
    }

    /// A file with the content of a body. One that is not in memory can be sent once.
    pub fn body(body: Body) -> Self {
        let content = match body.into_bytes() {
            Ok(bytes) => Content::Bytes(bytes),
            Err(body) => {
                let size = body.size();
                Content::Stream(Arc::new(Mutex::new(Some(body))), size)
            }
        };
        Self { content, ..Self::default() }
    }

    /// The name of the file, as a form says it.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// The media type, where it is not the one that the spec says.
    #[must_use]
    pub fn media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }

    /// Adds a header to the part of a form that this is.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// The bytes, if it is no stream.
    pub fn bytes(&self) -> Option<&Bytes> {
        match &self.content {
            Content::Bytes(bytes) => Some(bytes),
            Content::Stream(..) => None,
        }
    }

    pub(crate) fn given_name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    pub(crate) fn given_media_type(&self) -> Option<&str> {
        self.media_type.as_deref()
    }

    pub(crate) fn given_headers(&self) -> &[(String, String)] {
        &self.headers
    }

    pub(crate) fn size(&self) -> Option<u64> {
        match &self.content {
            Content::Bytes(bytes) => Some(bytes.len() as u64),
            Content::Stream(_, size) => *size,
        }
    }

    /// The content; that of a stream once.
    pub(crate) fn take(&self) -> Result<Body, TransportError> {
        match &self.content {
            Content::Bytes(bytes) => Ok(bytes.clone().into()),
            Content::Stream(body, _) => {
                let taken = body.lock().unwrap_or_else(PoisonError::into_inner).take();
                taken.ok_or_else(|| TransportError::request("the stream of the body was sent already"))
            }
        }
    }
}

impl From<Bytes> for File {
    fn from(bytes: Bytes) -> Self {
        Self::new(bytes)
    }
}

impl From<Vec<u8>> for File {
    fn from(bytes: Vec<u8>) -> Self {
        Self::new(bytes)
    }
}

impl From<String> for File {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<&str> for File {
    fn from(text: &str) -> Self {
        Self::new(text.to_owned())
    }
}

impl From<Body> for File {
    fn from(body: Body) -> Self {
        Self::body(body)
    }
}

/// A stream equals itself alone.
impl PartialEq for File {
    fn eq(&self, other: &Self) -> bool {
        let content = match (&self.content, &other.content) {
            (Content::Bytes(a), Content::Bytes(b)) => a == b,
            (Content::Stream(a, _), Content::Stream(b, _)) => Arc::ptr_eq(a, b),
            (Content::Bytes(_), Content::Stream(..)) | (Content::Stream(..), Content::Bytes(_)) => false,
        };
        content && (&self.name, &self.media_type, &self.headers) == (&other.name, &other.media_type, &other.headers)
    }
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, media_type, .. } = self;
        f.debug_struct("File").field("name", name).field("media_type", media_type).field("size", &self.size()).finish()
    }
}

/// In a form a file is a part of its own; in JSON its text, or its bytes in base64.
impl Encode for File {
    fn encode(&self, writer: &mut Writer<'_>) {
        writer.file(self);
    }
}

/// From JSON a file is the text that stands there.
impl Decode for File {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.string().map(Self::from)
    }
}

impl Validate for File {
    fn check(&self, _: &Rule, _: &At<'_>, _: &mut Violations) {}
}

/// A member of a form of which the spec says nothing: a file, or any value.
#[derive(Clone, Debug, PartialEq)]
pub enum FileOrValue {
    File(File),
    Value(Value),
}

impl From<File> for FileOrValue {
    fn from(file: File) -> Self {
        Self::File(file)
    }
}

impl From<Value> for FileOrValue {
    fn from(value: Value) -> Self {
        Self::Value(value)
    }
}

impl From<&str> for FileOrValue {
    fn from(text: &str) -> Self {
        Self::Value(text.into())
    }
}

impl Encode for FileOrValue {
    fn encode(&self, writer: &mut Writer<'_>) {
        match self {
            Self::File(file) => file.encode(writer),
            Self::Value(value) => value.encode(writer),
        }
    }
}

/// What is in JSON is a value.
impl Decode for FileOrValue {
    const NULLABLE: bool = true;

    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        Value::decode(reader).map(Self::Value)
    }
}

impl Validate for FileOrValue {
    fn check(&self, rule: &Rule, at: &At<'_>, out: &mut Violations) {
        match self {
            Self::File(file) => file.check(rule, at, out),
            Self::Value(value) => value.check(rule, at, out),
        }
    }
}
