//! Requests that an API sends and that we receive: webhooks and callbacks.
//!
//! In: a request as any server framework gives it, as [`Request`]. Out: its typed payload and parameters with what
//! breaks the rules of the spec; and answers, as responses of the `http` crate. Guaranteed: nothing is sent and nothing
//! listens here; no error prints a body or the value of a header.

use std::fmt;
use std::ops::RangeInclusive;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode, header};

use crate::check::{Part, Place, Rule, Validate, Violations};
use crate::codec::{Decode, Encode};
use crate::json::{self, DecodeError, Writer};
use crate::multipart;
use crate::operation::{Codec, Media};
use crate::pointer::At;
use crate::reply::Reply;
use crate::style::Tree;

/// A request that was received.
#[derive(Clone, Copy)]
pub struct Request<'r> {
    pub headers: &'r HeaderMap,
    /// What stands behind `?` in its URL, undecoded; empty if there is none.
    pub query: &'r str,
    pub body: &'r [u8],
}

/// A request as typed values: payload `T`, parameters `P`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Received<T, P = ()> {
    pub payload: T,
    pub parameters: P,
    /// Rules of the spec that the request breaks. Its values are complete all the same.
    pub findings: Violations,
}

/// Why a request could not be read.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ReadError {
    /// The body is of a media type that the spec does not name.
    MediaType,
    /// The body is not of its type.
    Decode(DecodeError),
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MediaType => f.write_str("the request has a media type that the spec does not name"),
            Self::Decode(error) => write!(f, "the request cannot be read: {error}"),
        }
    }
}

impl std::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Decode(error) => Some(error),
            Self::MediaType => None,
        }
    }
}

impl fmt::Debug for Request<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.headers.keys().map(http::HeaderName::as_str).collect();
        f.debug_struct("Request").field("headers", &names).field("body_bytes", &self.body.len()).finish_non_exhaustive()
    }
}

/// Typed parameters of a request.
pub trait ReadParameters: Sized {
    /// Reads what is there; what breaks the rules is added to `findings`.
    fn read(request: &Request<'_>, findings: &mut Violations) -> Self;
}

impl ReadParameters for () {
    fn read(_: &Request<'_>, _: &mut Violations) -> Self {}
}

impl<'r> Request<'r> {
    /// A request of the `http` crate whose body is at hand.
    pub fn new<B: AsRef<[u8]>>(request: &'r http::Request<B>) -> Self {
        Self {
            headers: request.headers(),
            query: request.uri().query().unwrap_or_default(),
            body: request.body().as_ref(),
        }
    }

    /// Reads one parameter: `None` if it is not there or not of its type, which is then a finding.
    pub fn parameter<T: Decode + Validate>(
        &self,
        part: Part,
        required: bool,
        rule: &Rule,
        findings: &mut Violations,
    ) -> Option<T> {
        let texts = self.texts(part);
        findings.set_part(part);
        if texts.is_empty() {
            if required {
                findings.add(&At::ROOT, "required", "a value", "none", Place::NONE);
            }
            return None;
        }
        match decode(&texts) {
            Ok(value) => {
                findings.look_into(&value, rule);
                Some(value)
            }
            Err(error) => {
                findings.add(&At::ROOT, "type", error.expected(), error.found(), Place::NONE);
                None
            }
        }
    }

    /// The texts of a parameter, decoded, in the order in which they came.
    fn texts(&self, part: Part) -> Vec<String> {
        let header = |name: &str| -> Vec<String> {
            self.headers.get_all(name).iter().map(|v| String::from_utf8_lossy(v.as_bytes()).into_owned()).collect()
        };
        match part {
            Part::Query(name) => {
                let pairs = self.query.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")));
                let decoded = pairs.map(|(key, value)| (plain(key), plain(value)));
                decoded.filter(|(key, _)| key == name).map(|(_, value)| value).collect()
            }
            Part::Cookie(name) => {
                let all = header(header::COOKIE.as_str()).join("; ");
                let pairs = all.split(';').filter_map(|pair| pair.trim().split_once('='));
                pairs.filter(|(key, _)| *key == name).map(|(_, value)| value.to_owned()).collect()
            }
            Part::Header(name) | Part::ResponseHeader(name) => header(name),
            Part::Path(_) | Part::Credential(_) | Part::Body => Vec::new(),
        }
    }

    fn payload<T: Decode>(&self, media: &'static [Media]) -> Result<T, ReadError> {
        let reply = Reply::new(StatusCode::OK, self.headers.clone(), Bytes::copy_from_slice(self.body));
        reply.read(media).map_err(|error| error.map_or(ReadError::MediaType, ReadError::Decode))
    }
}

/// A text of a query as it was before it was encoded; `+` is a blank there.
fn plain(text: &str) -> String {
    let text = text.replace('+', " ");
    percent_encoding::percent_decode_str(&text).decode_utf8_lossy().into_owned()
}

/// Reads a value from its texts: a string, a bare number or boolean, or a list of these, parted by commas if there is
/// one text only.
fn decode<T: Decode>(texts: &[String]) -> Result<T, DecodeError> {
    let quoted = |text: &str| json::to_string(&text);
    let first = texts.first().map(String::as_str).unwrap_or_default();
    let items: Vec<&str> = match texts {
        [one] => one.split(',').map(str::trim).collect(),
        several => several.iter().map(String::as_str).collect(),
    };
    let strings: Vec<String> = items.iter().map(|item| quoted(item)).collect();
    json::from_str(&quoted(first)).or_else(|error| {
        json::from_str(first)
            .or_else(|_| json::from_str(&format!("[{}]", strings.join(","))))
            .or_else(|_| json::from_str(&format!("[{}]", items.join(","))))
            .map_err(|_| error)
    })
}

/// Reads a request with a payload.
///
/// # Errors
/// When the body is of another media type or not of its type.
pub fn read<T: Decode + Validate, P: ReadParameters>(
    request: &Request<'_>,
    media: &'static [Media],
    rule: &Rule,
) -> Result<Received<T, P>, ReadError> {
    let payload: T = request.payload(media)?;
    let mut findings = Violations::default();
    findings.look_into(&payload, rule);
    let parameters = P::read(request, &mut findings);
    Ok(Received { payload, parameters, findings })
}

/// Reads a request whose payload may be absent.
///
/// # Errors
/// When there is a body of another media type or not of its type.
pub fn read_optional<T: Decode + Validate, P: ReadParameters>(
    request: &Request<'_>,
    media: &'static [Media],
    rule: &Rule,
) -> Result<Received<Option<T>, P>, ReadError> {
    if !request.body.is_empty() {
        let Received { payload, parameters, findings } = read(request, media, rule)?;
        return Ok(Received { payload: Some(payload), parameters, findings });
    }
    let mut findings = Violations::default();
    let parameters = P::read(request, &mut findings);
    Ok(Received { payload: None, parameters, findings })
}

/// Reads a request without a payload.
///
/// # Errors
/// Never; the type is that of [`read`].
pub fn read_nothing<P: ReadParameters>(request: &Request<'_>) -> Result<Received<(), P>, ReadError> {
    let mut findings = Violations::default();
    let parameters = P::read(request, &mut findings);
    Ok(Received { payload: (), parameters, findings })
}

/// An answer with a body, in the first of its media types.
///
/// # Errors
/// When the body breaks the rules of the spec, or the status is not one of `allowed`.
pub fn answer<T: Encode + Validate>(
    status: u16,
    allowed: RangeInclusive<u16>,
    media: &'static [Media],
    body: &T,
    rule: &Rule,
) -> Result<http::Response<Bytes>, Violations> {
    let mut found = Violations::default();
    found.look_into(body, rule);
    make(status, &allowed, media.first().map(|media| (media, body as &dyn Encode)), found)
}

/// An answer without a body.
///
/// # Errors
/// When the status is not one of `allowed`.
pub fn answer_nothing(status: u16, allowed: RangeInclusive<u16>) -> Result<http::Response<Bytes>, Violations> {
    make(status, &allowed, None, Violations::default())
}

fn make(
    status: u16,
    allowed: &RangeInclusive<u16>,
    body: Option<(&'static Media, &dyn Encode)>,
    mut found: Violations,
) -> Result<http::Response<Bytes>, Violations> {
    let mut response = http::Response::new(Bytes::new());
    match StatusCode::from_u16(status) {
        Ok(code) if allowed.contains(&status) => *response.status_mut() = code,
        _ => {
            let range = format!("{} to {}", allowed.start(), allowed.end());
            found.add(&At::ROOT, "status", range, status.to_string(), Place::NONE);
        }
    }
    if let Some((media, body)) = body {
        let mut writer = Writer::new(&[]);
        body.encode(&mut writer);
        let json = writer.into_bytes();
        match media.codec {
            Codec::Json => *response.body_mut() = json.into(),
            Codec::Text | Codec::Bytes => *response.body_mut() = Tree::parse(&json).text().into(),
            Codec::Form(encodings) => {
                *response.body_mut() = multipart::urlencoded(&Tree::parse(&json), encodings).into();
            }
            Codec::Multipart(_) => {
                found.add(&At::ROOT, "mediaType", "one that an answer can be made of at once", media.name, Place::NONE);
            }
            Codec::Xml(root) => match crate::xml::to_xml(&json, root) {
                Ok(xml) => *response.body_mut() = xml.into(),
                Err(error) => found.add(&At::ROOT, "xml", "text that XML can carry", error.to_string(), Place::NONE),
            },
        }
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media.name));
    }
    if found.is_empty() { Ok(response) } else { Err(found) }
}
