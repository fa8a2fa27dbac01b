//! What a generated crate says of an operation as data.

use crate::xml::XmlRoot;

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
}

/// The family of media types that a client speaks, where an API offers several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Format {
    #[default]
    Json,
    Xml,
}

impl Codec {
    pub(crate) fn format(self) -> Format {
        match self {
            Self::Json => Format::Json,
            Self::Xml(_) => Format::Xml,
        }
    }
}

/// The media types of the client's format; all of them when none is of it.
pub(crate) fn of_format(media: &'static [Media], format: Format) -> impl Iterator<Item = &'static Media> {
    let any = media.iter().any(|m| m.codec.format() == format);
    media.iter().filter(move |m| !any || m.codec.format() == format)
}
