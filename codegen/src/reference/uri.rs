//! References as texts: what stands before and behind `#`, and what a relative one means at its place (RFC 3986).
//!
//! In: texts. Out: texts without `.` and `..` where they can be removed. The name of a file is treated as the path of
//! a URI, so that one function serves both.

use std::borrow::Cow;

/// The part before `#`, and what stands behind it.
pub(crate) fn split(reference: &str) -> (&str, &str) {
    reference.split_once('#').unwrap_or((reference, ""))
}

/// Whether a text begins with a scheme, as `https:` or `urn:`.
pub(crate) fn has_scheme(text: &str) -> bool {
    let Some((scheme, _)) = text.split_once(':') else { return false };
    scheme.len() > 1
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

/// What `reference`, which has no fragment, means where `base` is the base.
pub(crate) fn join(base: &str, reference: &str) -> String {
    if reference.is_empty() {
        return base.to_owned();
    }
    if has_scheme(reference) {
        return normalise(reference);
    }
    let path_start = path_start(base);
    if let Some(rest) = reference.strip_prefix("//") {
        let scheme = base.split_once("://").map_or("", |(scheme, _)| scheme);
        return normalise(&format!("{scheme}://{rest}"));
    }
    if reference.starts_with('/') {
        return normalise(&format!("{}{reference}", &base[..path_start]));
    }
    let folder = base[path_start..].rfind('/').map_or(path_start, |at| path_start + at + 1);
    // A host without a path has the root as its folder.
    let slash = if folder == base.len() && base.contains("://") && !base.ends_with('/') { "/" } else { "" };
    normalise(&format!("{}{slash}{reference}", &base[..folder]))
}

/// The folder of a URI or of the name of a file, with its last `/`.
pub(crate) fn folder(name: &str) -> &str {
    name.rfind('/').map_or("", |at| &name[..=at])
}

/// Where the path of a URI begins; a name of a file is all path.
fn path_start(uri: &str) -> usize {
    if !has_scheme(uri) {
        return 0;
    }
    match uri.find("://") {
        Some(at) => uri[at + 3..].find('/').map_or(uri.len(), |slash| at + 3 + slash),
        None => uri.find(':').map_or(0, |at| at + 1),
    }
}

/// The same without `.` and `..`; a `..` that leads out of a relative name stays.
fn normalise(text: &str) -> String {
    let (prefix, path) = text.split_at(path_start(text));
    let rooted = path.starts_with('/') || !prefix.is_empty();
    let mut kept: Vec<&str> = Vec::new();
    for segment in path.trim_start_matches('/').split('/') {
        match segment {
            "." => {}
            ".." if kept.last().is_some_and(|last| *last != "..") => {
                kept.pop();
            }
            ".." if rooted => {}
            segment => kept.push(segment),
        }
    }
    let slash = if path.starts_with('/') { "/" } else { "" };
    format!("{prefix}{slash}{}", kept.join("/"))
}

/// Decodes `%7B`; what is not UTF-8 afterwards stays as it is.
pub(crate) fn percent_decode(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
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
    String::from_utf8(decoded).map_or(Cow::Borrowed(text), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_names() {
        let cases = [
            ("specs/a/openapi.yaml", "b.yaml", "specs/a/b.yaml"),
            ("specs/a/openapi.yaml", "./x/../b.yaml", "specs/a/b.yaml"),
            ("specs/a/openapi.yaml", "../../../b.yaml", "../b.yaml"),
            ("openapi.yaml", "../b.yaml", "../b.yaml"),
            ("/srv/a.yaml", "../../b.yaml", "/b.yaml"),
            ("https://h.example/v1/a.yaml", "../b.yaml", "https://h.example/b.yaml"),
            ("https://h.example", "b.yaml", "https://h.example/b.yaml"),
            ("https://h.example/v1/a.yaml", "/b.yaml", "https://h.example/b.yaml"),
            ("a.yaml", "https://h.example/./b.yaml", "https://h.example/b.yaml"),
            ("a.yaml", "", "a.yaml"),
        ];
        for (base, reference, expected) in cases {
            assert_eq!(join(base, reference), expected, "{base} {reference}");
        }
        assert!(has_scheme("urn:a:b") && !has_scheme("a/b:c") && !has_scheme("c:/x"));
    }
}
