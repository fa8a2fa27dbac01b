//! Places in a document as JSON Pointers (RFC 6901), with the file they are in.

use std::fmt;

use crate::source::FileId;

/// A JSON Pointer into one file of a document.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Pointer {
    pub file: FileId,
    tokens: Vec<String>,
}

impl Pointer {
    /// The whole file.
    pub fn root(file: FileId) -> Self {
        Self { file, tokens: Vec::new() }
    }

    /// The place behind unescaped tokens.
    pub fn new(file: FileId, tokens: &[String]) -> Self {
        Self { file, tokens: tokens.to_vec() }
    }

    /// The fragment of a `$ref` (`#/components/schemas/A`), percent-decoded and unescaped; `None` for anything else.
    pub fn from_fragment(file: FileId, fragment: &str) -> Option<Self> {
        let rest = fragment.strip_prefix('#').unwrap_or(fragment);
        if rest.is_empty() {
            return Some(Self::root(file));
        }
        let tokens = rest.strip_prefix('/')?.split('/');
        let tokens = tokens.map(|token| percent_decode(token).replace("~1", "/").replace("~0", "~")).collect();
        Some(Self { file, tokens })
    }

    pub fn tokens(&self) -> &[String] {
        &self.tokens
    }

    /// The place `token` further down.
    #[must_use]
    pub fn child(&self, token: impl fmt::Display) -> Self {
        let mut child = self.clone();
        child.tokens.push(token.to_string());
        child
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("#")?;
        self.tokens.iter().try_for_each(|token| write!(f, "/{}", token.replace('~', "~0").replace('/', "~1")))
    }
}

fn percent_decode(token: &str) -> String {
    if !token.contains('%') {
        return token.to_owned();
    }
    let bytes = token.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = token.get(at + 1..at + 3).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match hex.filter(|_| bytes[at] == b'%') {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| token.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fragments_are_decoded_once() {
        let pointer = Pointer::from_fragment(FileId(0), "#/paths/~1a~1%7Bid%7D/get").unwrap();
        assert_eq!(pointer.tokens(), ["paths", "/a/{id}", "get"]);
        assert_eq!(pointer.to_string(), "#/paths/~1a~1{id}/get");
    }
}
