//! JSON text to typed values and back.

mod error;
mod extras;
mod filled;
mod read;
mod scan;
#[cfg(test)]
mod tests;
mod write;

pub use error::DecodeError;
pub use extras::Extras;
pub use read::Reader;
pub use write::{ExtraFields, Writer};

pub(crate) use write::{Files, number_text};

use crate::codec::{Decode, Encode};

/// Reads one value that takes up the whole text.
///
/// # Errors
/// [`DecodeError`] with the JSON Pointer of what does not fit and what was expected there.
pub fn from_slice<T: Decode>(json: &[u8]) -> Result<T, DecodeError> {
    let mut reader = Reader::new(json);
    let value = T::decode(&mut reader)?;
    reader.finish()?;
    Ok(value)
}

/// Reads one value from JSON in which numbers and booleans may be in quotes.
pub(crate) fn from_spelled<T: Decode>(json: &[u8]) -> Result<T, DecodeError> {
    let mut reader = Reader::spelled(json);
    let value = T::decode(&mut reader)?;
    reader.finish()?;
    Ok(value)
}

/// Reads one value that takes up the whole text.
///
/// # Errors
/// [`DecodeError`] with the JSON Pointer of what does not fit and what was expected there.
pub fn from_str<T: Decode>(json: &str) -> Result<T, DecodeError> {
    from_slice(json.as_bytes())
}

/// The compact JSON text of a value.
pub fn to_vec(value: &dyn Encode) -> Vec<u8> {
    let mut writer = Writer::new(&[]);
    value.encode(&mut writer);
    writer.into_bytes()
}

/// The compact JSON text of a value.
pub fn to_string(value: &dyn Encode) -> String {
    String::from_utf8(to_vec(value)).unwrap_or_default()
}
