//! The hand-written half of every generated client.
//!
//! What generated code needs and no spec changes: reading and writing JSON and XML, checks, secrets, one path for
//! every request, errors. Generated modules are thin typed shells over it.

pub mod check;
mod client;
pub mod codec;
mod decimal;
mod enumeration;
mod error;
mod file;
mod findings;
mod format;
#[cfg(feature = "probe")]
#[doc(hidden)]
pub mod gate;
pub mod json;
mod multipart;
pub mod object;
pub mod operation;
mod patch;
mod pointer;
#[cfg(feature = "probe")]
#[doc(hidden)]
pub mod probe;
mod reply;
pub mod schema;
mod secret;
#[cfg(feature = "serde")]
pub mod serde_impls;
mod style;
pub mod transport;
pub mod union;
mod value;
pub mod webhook;
pub mod xml;

pub use check::{NESTED, Part, Place, Validate, Violation, Violations};
pub use client::{
    Call, Core, DEFAULT_MAX_RESPONSE_BYTES, DEFAULT_TIMEOUT, Retry, Sending, Server, Settings, new_idempotency_key,
};
pub use codec::{Decode, Encode};
pub use error::{ApiError, BuildError, DecodeFailure, Error, FindingsFailure, NoFailure, Unexpected, UnexpectedKind};
pub use file::{File, FileOrValue};
pub use findings::{Findings, Found, Reporter, Settle};
pub use format::{Base64, Date, DateTime, Format as StringFormat, ParseFormatError};
pub use json::DecodeError;
pub use operation::Format;
pub use patch::Patch;
pub use pointer::{At, Step};
pub use reply::{
    ByteStream, HeaderForm, ItemError, Items, ReadHeaders, Reply, Response, demand, header, required_header,
    styled_header,
};
pub use secret::Secret;
pub use transport::{Transport, TransportError};
pub use union::Variants;
pub use uuid::Uuid;
pub use value::{Map, Number, Value};

pub use bytes::{self, Bytes};
pub use http;
#[cfg(feature = "serde")]
pub use serde;
pub use time;
