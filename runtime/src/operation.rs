//! What a generated crate says of an operation as data.

use std::fmt;

use crate::check::Part;
use crate::error::Error;
use crate::reply::Reply;
use crate::xml::XmlRoot;

/// An operation, and how what is answered becomes its result.
pub struct Endpoint<T, E> {
    pub operation: Operation,
    pub read: fn(Reply) -> Result<T, Error<E>>,
}

impl<T, E> fmt::Debug for Endpoint<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Endpoint").field("operation", &self.operation).finish_non_exhaustive()
    }
}

/// One operation of an API.
#[derive(Debug)]
pub struct Operation {
    /// `operationId`, for messages and traces.
    pub id: &'static str,
    /// As it is sent: `GET`.
    pub method: &'static str,
    /// Path template, as in the spec.
    pub path: &'static str,
    /// Whether a second identical request does no more than the first (RFC 9110 section 9.2.2, or a key that the
    /// vendor recognises a repetition by).
    pub idempotent: bool,
    /// Alternatives, each a list of schemes that are all needed; empty when nothing is needed.
    pub security: &'static [&'static [Scheme]],
    /// What the responses are read from, best first.
    pub accept: &'static [Media],
    /// The server of this operation alone, where the spec names one.
    pub server: Option<&'static ServerInfo>,
    /// Media types of successes that are handed over piece by piece.
    pub streams: &'static [&'static str],
    /// Parameters that the client fills.
    pub held: &'static [Held],
    /// Credentials without which the body is not complete.
    pub completed_by: &'static [&'static str],
}

impl Operation {
    /// An operation of which nothing more is said; it is idempotent if its method is (RFC 9110 section 9.2.2).
    pub const fn new(id: &'static str, method: &'static str, path: &'static str) -> Self {
        let idempotent =
            matches!(method.as_bytes(), b"GET" | b"HEAD" | b"OPTIONS" | b"TRACE" | b"PUT" | b"DELETE" | b"QUERY");
        Self {
            id,
            method,
            path,
            idempotent,
            security: &[],
            accept: &[],
            server: None,
            streams: &[],
            held: &[],
            completed_by: &[],
        }
    }
}

/// A parameter that the client fills with a credential.
#[derive(Clone, Copy, Debug)]
pub struct Held {
    /// The name of the parameter.
    pub name: &'static str,
    /// The name under which the client holds its value.
    pub credential: &'static str,
    pub place: ParameterPlace,
    /// Nothing is sent without it.
    pub required: bool,
}

/// A parameter whose text is not that of its place's own style.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    pub name: &'static str,
    pub place: ParameterPlace,
    pub style: Style,
    pub explode: bool,
    /// Reserved characters are not encoded (`allowReserved`), where they do not change the form of the URL.
    pub reserved: bool,
}

impl Parameter {
    /// The part of the request that it is.
    pub(crate) fn part(&self) -> Part {
        match self.place {
            ParameterPlace::Path => Part::Path(self.name),
            ParameterPlace::Query | ParameterPlace::QueryString => Part::Query(self.name),
            ParameterPlace::Header => Part::Header(self.name),
            ParameterPlace::Cookie => Part::Cookie(self.name),
        }
    }
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterPlace {
    Path,
    Query,
    /// It is the whole query.
    QueryString,
    Header,
    Cookie,
}

/// How a value becomes text: the styles of OpenAPI, and the media types of parameters with `content`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    Simple,
    Label,
    Matrix,
    Form,
    /// `spaceDelimited`.
    Space,
    /// `pipeDelimited`.
    Pipe,
    /// `deepObject`.
    Deep,
    Cookie,
    /// `content` of JSON.
    Json,
    /// `content` of text.
    Text,
    /// `content` of `application/x-www-form-urlencoded`.
    Urlencoded,
}

/// A server of a spec.
#[derive(Debug)]
pub struct ServerInfo {
    /// With variables in braces.
    pub url: &'static str,
    pub variables: &'static [ServerVariable],
}

/// A variable in the URL of a server.
#[derive(Debug)]
pub struct ServerVariable {
    pub name: &'static str,
    pub default: &'static str,
    /// The values that it may have; any when there is none.
    pub values: &'static [&'static str],
}

/// A security scheme of an operation.
#[derive(Clone, Copy, Debug)]
pub struct Scheme {
    /// Its name in the spec, under which the client holds the credential.
    pub name: &'static str,
    pub place: SchemePlace,
}

/// Where a credential goes.
#[derive(Clone, Copy, Debug)]
pub enum SchemePlace {
    Header(&'static str),
    Query(&'static str),
    Cookie(&'static str),
    /// `Authorization: Bearer …` (RFC 6750).
    Bearer,
    /// `Authorization: Basic …` (RFC 7617); the credential is `user:password`.
    Basic,
    /// `Authorization: …`; the credential is the whole value, the name of the scheme included.
    Authorization,
}

/// A media type and how it is read and written.
#[derive(Clone, Copy, Debug)]
pub struct Media {
    pub name: &'static str,
    pub codec: Codec,
}

/// How bytes become values.
#[derive(Clone, Copy, Debug)]
pub enum Codec {
    Json,
    Xml(&'static XmlRoot),
    /// A string as it is; any other value as JSON.
    Text,
    /// No value: bytes.
    Bytes,
    /// `application/x-www-form-urlencoded`, with what the spec says of single members.
    Form(&'static [Encoding]),
    /// `multipart/form-data` and other multipart types.
    Multipart(&'static [Encoding]),
}

/// How a member of a form is written where that is not by its type.
#[derive(Clone, Copy, Debug)]
pub struct Encoding {
    pub name: &'static str,
    pub content_type: Option<&'static str>,
    /// With whether it is exploded.
    pub style: Option<(Style, bool)>,
    /// Reserved characters are not encoded.
    pub reserved: bool,
    /// Headers of the part that always have the same value.
    pub headers: &'static [(&'static str, &'static str)],
}

/// The family of media types that a client speaks, where an API offers several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Format {
    #[default]
    Json,
    Xml,
}

impl Codec {
    fn format(self) -> Option<Format> {
        match self {
            Self::Json => Some(Format::Json),
            Self::Xml(_) => Some(Format::Xml),
            Self::Text | Self::Bytes | Self::Form(_) | Self::Multipart(_) => None,
        }
    }
}

/// The media types of the client's format and those that are of none; all of them when none is of the format.
pub(crate) fn of_format(media: &'static [Media], format: Format) -> impl Iterator<Item = &'static Media> {
    let any = media.iter().any(|m| m.codec.format() == Some(format));
    media.iter().filter(move |m| !any || m.codec.format().is_none_or(|of| of == format))
}

/// The media type to write a body in: one of the client's format, or the first.
pub(crate) fn to_write(media: &'static [Media], format: Format) -> Option<&'static Media> {
    media.iter().find(|m| m.codec.format() == Some(format)).or_else(|| media.first())
}
