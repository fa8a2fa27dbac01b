//! Places in a document as JSON Pointers (RFC 6901), with the file they are in.

use std::fmt;

use crate::reference;
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
        let tokens = if rest.is_empty() { Vec::new() } else { reference::tokens(rest)? };
        Some(Self { file, tokens })
    }

    pub fn tokens(&self) -> &[String] {
        &self.tokens
    }

    /// The place `tokens` further down.
    pub(crate) fn join(&self, tokens: &[String]) -> Self {
        Self { file: self.file, tokens: [&self.tokens[..], tokens].concat() }
    }

    /// The place above, if `token` is the last one.
    pub(crate) fn parent_of(&self, token: &str) -> Option<Self> {
        let (last, above) = self.tokens.split_last()?;
        (last == token).then(|| Self::new(self.file, above))
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
        self.tokens
            .iter()
            .try_for_each(|token| write!(f, "/{}", token.replace('~', "~0").replace('/', "~1").replace('%', "%25")))
    }
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
