//! Which of the declared media types a response is of.
//!
//! In: what the server says, and the first character of the body. Out: the way to read it. Servers that say nothing or
//! something vague are believed less than what they sent.

use http::{HeaderMap, header};

use crate::operation::{Codec, Media, Operation};
use crate::style::Tree;

/// The media type without parameters, in lower case; empty if the server gave none.
pub(crate) fn given(headers: &HeaderMap) -> String {
    let value = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    essence(value)
}

fn essence(value: &str) -> String {
    value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// The way to read a body; none where no declared media type is near to what came.
pub(super) fn pick(media: &[Media], given: &str, first: Option<u8>) -> Option<Codec> {
    let best = rank(media, given, first);
    let of_rank = |m: &&Media| best > 0 && rank_one(m, given, first) == best;
    media.iter().find(of_rank).or_else(|| media.first().filter(|_| first.is_none())).map(|m| m.codec)
}

/// How near the declared media types are to what came: 3 the same, 2 within a range, 1 of the same family, 0 another.
pub(super) fn rank(media: &[Media], given: &str, first: Option<u8>) -> u8 {
    media.iter().map(|m| rank_one(m, given, first)).max().unwrap_or_default()
}

fn rank_one(media: &Media, given: &str, first: Option<u8>) -> u8 {
    let declared = essence(media.name);
    if declared == given {
        return 3;
    }
    if in_range(&declared, given) {
        return 2;
    }
    let vague = matches!(given, "" | "application/octet-stream" | "binary/octet-stream");
    let family = match media.codec {
        Codec::Json => given.ends_with("json") || (first != Some(b'<') && first.is_some()),
        Codec::Xml(_) => given.ends_with("xml") || (given != "text/html" && first == Some(b'<')),
        Codec::Text => vague || given.starts_with("text/") || given.ends_with("json"),
        Codec::Bytes | Codec::Multipart(_) => vague || declared == "application/octet-stream",
        Codec::Form(_) => vague,
    };
    u8::from(family)
}

/// Whether a media type is in a range: `*/*`, `text/*`, `application/*+json`.
fn in_range(range: &str, given: &str) -> bool {
    match range.split_once('*') {
        Some(("", "/*" | "")) => true,
        Some((start, end)) => given.starts_with(start) && given.ends_with(end),
        None => false,
    }
}

/// Whether the body of a response is handed over piece by piece.
pub(crate) fn is_streamed(operation: &Operation, status: http::StatusCode, headers: &HeaderMap) -> bool {
    let given = given(headers);
    let read_whole = |m: &Media| !operation.streams.contains(&m.name) && essence(m.name) == given;
    let near = |name: &&'static str| rank_one(&Media { name, codec: Codec::Bytes }, &given, None) > 0;
    status.is_success() && operation.streams.iter().any(near) && !operation.accept.iter().any(read_whole)
}

/// A form as JSON: an object of strings, lists where a name occurs again.
pub(super) fn form_to_json(form: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(form);
    let decoded = |text: &str| {
        let text = text.replace('+', " ");
        percent_encoding::percent_decode_str(&text).decode_utf8_lossy().into_owned()
    };
    let mut members: Vec<(String, Tree)> = Vec::new();
    for pair in text.trim().split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let (name, value) = (decoded(name), Tree::Text(decoded(value)));
        match members.iter_mut().find(|(known, _)| *known == name) {
            None => members.push((name, value)),
            Some((_, Tree::Array(items))) => items.push(value),
            Some((_, one)) => *one = Tree::Array(vec![one.clone(), value]),
        }
    }
    crate::json::to_vec(&Tree::Object(members))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_server_says_is_looked_up_before_it_is_guessed() {
        const MEDIA: &[Media] = &[
            Media { name: "application/json; charset=utf-8", codec: Codec::Json },
            Media { name: "text/*", codec: Codec::Text },
            Media { name: "application/pdf", codec: Codec::Bytes },
        ];
        let cases = [
            ("application/json", b'{', 3),
            ("text/csv", b'a', 2),
            ("application/problem+json", b'{', 1),
            ("", b'{', 1),
            ("application/pdf", b'%', 3),
            ("text/html", b'<', 2),
            ("image/png", b'<', 0),
        ];
        for (given, first, expected) in cases {
            assert_eq!(rank(MEDIA, given, Some(first)), expected, "{given}");
        }
        assert!(matches!(pick(MEDIA, "", Some(b'{')), Some(Codec::Json)));
        assert!(matches!(pick(MEDIA, "text/plain", Some(b'{')), Some(Codec::Text)));
        assert!(in_range("application/*+json", "application/a+json") && !in_range("text/*", "image/png"));
    }

    #[test]
    fn forms_are_read_as_objects_of_strings() {
        let json = form_to_json(b"a=1&b=x+y%26&a=2&c");
        assert_eq!(String::from_utf8(json).unwrap(), r#"{"a":["1","2"],"b":"x y&","c":""}"#);
    }
}
