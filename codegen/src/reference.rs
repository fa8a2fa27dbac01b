//! What a `$ref` points at.
//!
//! In: the text of a `$ref` and the document it stands in. Out: the node, or why there is none. Guaranteed:
//! pointers are unescaped as RFC 6901 and RFC 3986 ask; nothing is followed more than one step.

use std::borrow::Cow;

use crate::document::{Document, Kind, Node};
use crate::source::FileId;

/// Where a `$ref` leads.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Target<'d> {
    Node(&'d Node),
    /// A place in this document that does not exist.
    Dangling,
    /// A place in another document.
    External,
    /// `#name`: a plain name, which only `$anchor` can give.
    Anchor,
}

/// Follows `reference`, which stands in `file`, one step.
pub(crate) fn follow<'d>(document: &'d Document, file: FileId, reference: &str) -> Target<'d> {
    let Some(fragment) = local_fragment(document, file, reference) else { return Target::External };
    if fragment.is_empty() {
        return Target::Node(document.file_root(file));
    }
    let Some(tokens) = tokens(fragment) else { return Target::Anchor };
    document.at(file, &tokens).map_or(Target::Dangling, Target::Node)
}

/// The tokens of a pointer fragment (`/components/schemas/Pet`); nothing if it is a plain name.
pub(crate) fn tokens(fragment: &str) -> Option<Vec<String>> {
    let pointer = fragment.strip_prefix('/')?;
    Some(pointer.split('/').map(|token| unescape(token).into_owned()).collect())
}

/// The pointer fragment for some tokens, as one would write it in a `$ref`.
pub(crate) fn fragment<'t>(tokens: impl IntoIterator<Item = &'t str>) -> String {
    let escape = |token: &str| token.replace('~', "~0").replace('/', "~1").replace('%', "%25");
    tokens.into_iter().fold("#".to_owned(), |pointer, token| pointer + "/" + &escape(token))
}

/// What stands behind `#`, if the reference stays in its file.
fn local_fragment<'r>(document: &Document, file: FileId, reference: &'r str) -> Option<&'r str> {
    let (base, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    let name = &document.sources.file(file).name;
    let own_name = name.rsplit('/').next().unwrap_or(name);
    let is_own = base.is_empty() || base == own_name || base.strip_prefix("./") == Some(own_name);
    is_own.then_some(fragment)
}

fn unescape(token: &str) -> Cow<'_, str> {
    if !token.contains(['%', '~']) {
        return Cow::Borrowed(token);
    }
    let decoded = percent_decode(token);
    Cow::Owned(decoded.replace("~1", "/").replace("~0", "~"))
}

/// Decodes `%7B`; what is not UTF-8 afterwards stays as it is.
fn percent_decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let hex = |i: usize| bytes.get(i).and_then(|b| char::from(*b).to_digit(16));
        match (*byte == b'%', hex(at + 1), hex(at + 2)) {
            (true, Some(high), Some(low)) => {
                decoded.push((high * 16 + low) as u8);
                at += 3;
            }
            _ => {
                decoded.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

/// The string under `$ref`, if the node has one: it stands for another node then.
pub(crate) fn of(node: &Node) -> Option<&Node> {
    node.get("$ref").filter(|reference| matches!(reference.kind, Kind::String(_)))
}

#[cfg(test)]
mod tests {
    use super::{fragment, tokens};

    #[test]
    fn pointers() {
        let cases = [
            ("/components/schemas/Pet", vec!["components", "schemas", "Pet"]),
            ("/paths/~1pets~1%7Bid%7D/get", vec!["paths", "/pets/{id}", "get"]),
            ("/a~01/%C3%A9/%", vec!["a~1", "é", "%"]),
            ("/", vec![""]),
        ];
        for (text, expected) in cases {
            assert_eq!(tokens(text).as_deref(), Some(&*expected.into_iter().map(str::to_owned).collect::<Vec<_>>()));
        }
        assert_eq!(tokens("name"), None);
        assert_eq!(fragment(["paths", "/a~b"]), "#/paths/~1a~0b");
    }
}
