//! Formats of strings (JSON Schema 2020-12 Validation, section 7.3) that have a Rust type or a check.

mod base64;
mod datetime;
mod net;

pub use base64::Base64;
pub use datetime::{Date, DateTime, ParseFormatError};

use uuid::Uuid;

/// A UUID in the hyphenated form of RFC 4122, and no other: `uuid` alone would take braces, `urn:` and no hyphens.
pub(crate) fn uuid(text: &str) -> Option<Uuid> {
    if text.len() != 36 { None } else { Uuid::try_parse(text).ok() }
}

/// Formats that stay strings and are checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Email,
    Uri,
    Ipv4,
    Ipv6,
    Hostname,
}

impl Format {
    /// The name in JSON Schema.
    pub fn name(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Uri => "uri",
            Self::Ipv4 => "ipv4",
            Self::Ipv6 => "ipv6",
            Self::Hostname => "hostname",
        }
    }

    /// Whether `text` has this form.
    pub fn matches(self, text: &str) -> bool {
        match self {
            Self::Email => net::is_email(text),
            Self::Uri => net::is_uri(text),
            Self::Ipv4 => net::is_ipv4(text),
            Self::Ipv6 => text.parse::<std::net::Ipv6Addr>().is_ok(),
            Self::Hostname => net::is_hostname(text),
        }
    }
}
