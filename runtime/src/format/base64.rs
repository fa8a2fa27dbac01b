//! Bytes as text (RFC 4648 section 4), written back as they came.

use std::fmt;

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use crate::codec::{Decode, Encode};
use crate::json::{DecodeError, Reader, Writer};

/// Senders leave the padding out, or the last bits on.
const ENGINE: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// How much of a text is judged at once; four characters are three bytes.
const CHUNK: usize = 1024;

/// Bytes in Base64 (`format: byte`).
///
/// ```
/// use specwright_runtime::Base64;
///
/// let bytes = Base64::from(b"hello".as_slice());
/// assert_eq!(bytes.as_str(), "aGVsbG8=");
/// assert_eq!(bytes.decode().as_deref(), Some(b"hello".as_slice()));
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Base64(String);

impl Base64 {
    pub(crate) const BLANK: Self = Self(String::new());

    /// The text as it came or will be sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The bytes; nothing when the text is no Base64.
    pub fn decode(&self) -> Option<Vec<u8>> {
        ENGINE.decode(&self.0).ok()
    }

    /// Whether there are bytes to decode; allocates nothing.
    pub(crate) fn is_valid(&self) -> bool {
        let mut bytes = [0; CHUNK];
        let mut chunks = self.0.as_bytes().chunks(CHUNK).peekable();
        while let Some(chunk) = chunks.next() {
            // Padding ends a text.
            let ends = chunks.peek().is_none() || !chunk.contains(&b'=');
            if !ends || ENGINE.decode_slice(chunk, &mut bytes).is_err() {
                return false;
            }
        }
        true
    }
}

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        Self(ENGINE.encode(bytes))
    }
}

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self::from(bytes.as_slice())
    }
}

impl fmt::Debug for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Base64").field(&self.0).finish()
    }
}

impl fmt::Display for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Decode for Base64 {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        String::decode(reader).map(Self)
    }
}

impl Encode for Base64 {
    fn encode(&self, writer: &mut Writer<'_>) {
        writer.string(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_decoded_is_valid() {
        for text in
            ["", "aGVsbG8=", "aGVsbG8", "aGVsbG9=", "a", "a===", "=", "aG=VsbG8", "aGVsbG8=aaaa", "aGV sbG8=", "-_-_"]
        {
            for length in [0, 1020, 1024, 1028, 2048] {
                let base64 = Base64("a".repeat(length) + text);
                assert_eq!(base64.is_valid(), base64.decode().is_some(), "{length} {text}");
            }
        }
    }
}
