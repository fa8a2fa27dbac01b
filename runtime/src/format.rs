//! Formats of strings (JSON Schema 2020-12 Validation, section 7.3) that have a Rust type or a check.

mod base64;
mod datetime;
mod idn;
mod net;
mod regex;
#[cfg(test)]
mod tests;
mod text;
mod uri;

pub use base64::Base64;
pub use datetime::{Date, DateTime, ParseFormatError};

use uuid::Uuid;

use crate::decimal;

/// A UUID in the hyphenated form of RFC 4122, and no other: `uuid` alone would take braces, `urn:` and no hyphens.
pub(crate) fn uuid(text: &str) -> Option<Uuid> {
    if text.len() != 36 { None } else { Uuid::try_parse(text).ok() }
}

/// Formats that are checked; of strings, and the last of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Email,
    IdnEmail,
    Uri,
    UriReference,
    UriTemplate,
    Iri,
    IriReference,
    Ipv4,
    Ipv6,
    Hostname,
    IdnHostname,
    DateTime,
    Date,
    Time,
    Duration,
    Uuid,
    JsonPointer,
    RelativeJsonPointer,
    Regex,
    /// Base64.
    Byte,
    Int8,
    Int16,
    Int32,
    Int64,
    Uint8,
    Uint16,
    Uint32,
    Uint64,
    Float,
    Double,
}

impl Format {
    /// The name in JSON Schema and in the registry of OpenAPI.
    pub fn name(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::IdnEmail => "idn-email",
            Self::Uri => "uri",
            Self::UriReference => "uri-reference",
            Self::UriTemplate => "uri-template",
            Self::Iri => "iri",
            Self::IriReference => "iri-reference",
            Self::Ipv4 => "ipv4",
            Self::Ipv6 => "ipv6",
            Self::Hostname => "hostname",
            Self::IdnHostname => "idn-hostname",
            Self::DateTime => "date-time",
            Self::Date => "date",
            Self::Time => "time",
            Self::Duration => "duration",
            Self::Uuid => "uuid",
            Self::JsonPointer => "json-pointer",
            Self::RelativeJsonPointer => "relative-json-pointer",
            Self::Regex => "regex",
            Self::Byte => "byte",
            Self::Int8 => "int8",
            Self::Int16 => "int16",
            Self::Int32 => "int32",
            Self::Int64 => "int64",
            Self::Uint8 => "uint8",
            Self::Uint16 => "uint16",
            Self::Uint32 => "uint32",
            Self::Uint64 => "uint64",
            Self::Float => "float",
            Self::Double => "double",
        }
    }

    /// Whether `text` has this form; a format of numbers says nothing of texts.
    #[inline]
    pub fn matches(self, text: &str) -> bool {
        let uri = |relative, international| uri::is(text, uri::Form { relative, international });
        match self {
            Self::Email => net::is_email(text),
            Self::IdnEmail => text::is_idn_email(text),
            Self::Uri => uri(false, false),
            Self::UriReference => uri(true, false),
            Self::UriTemplate => text::is_uri_template(text),
            Self::Iri => uri(false, true),
            Self::IriReference => uri(true, true),
            Self::Ipv4 => net::is_ipv4(text),
            Self::Ipv6 => net::is_ipv6(text),
            Self::Hostname => net::is_hostname(text),
            Self::IdnHostname => idn::is_hostname(text),
            Self::DateTime => text::is_date_time(text),
            Self::Date => text.parse::<Date>().is_ok(),
            Self::Time => text::is_time(text),
            Self::Duration => text::is_duration(text),
            Self::Uuid => uuid(text).is_some(),
            Self::JsonPointer => text::is_json_pointer(text),
            Self::RelativeJsonPointer => text::is_relative_json_pointer(text),
            Self::Regex => regex::is(text),
            Self::Byte => text::is_base64(text),
            Self::Int8
            | Self::Int16
            | Self::Int32
            | Self::Int64
            | Self::Uint8
            | Self::Uint16
            | Self::Uint32
            | Self::Uint64
            | Self::Float
            | Self::Double => true,
        }
    }

    /// Whether a number, by its digits, is in the range of this format; a format of texts says nothing of numbers.
    pub fn matches_number(self, digits: &str) -> bool {
        let (least, most) = match self {
            Self::Int8 => ("-128", "127"),
            Self::Int16 => ("-32768", "32767"),
            Self::Int32 => ("-2147483648", "2147483647"),
            Self::Int64 => ("-9223372036854775808", "9223372036854775807"),
            Self::Uint8 => ("0", "255"),
            Self::Uint16 => ("0", "65535"),
            Self::Uint32 => ("0", "4294967295"),
            Self::Uint64 => ("0", "18446744073709551615"),
            Self::Float => return digits.parse::<f32>().is_ok_and(f32::is_finite),
            Self::Double => return digits.parse::<f64>().is_ok_and(f64::is_finite),
            _ => return true,
        };
        decimal::compare(digits, least).is_ge() && decimal::compare(digits, most).is_le()
    }
}
