//! Parameters as text (OpenAPI 3.1, "Style Values").

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::codec::Encode;
use crate::json;
use crate::value::Value;

/// Everything but the unreserved characters of RFC 3986 section 2.3.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A value in style `simple`, not encoded: `a`, `1,2`, `k,v`.
pub(crate) fn simple(value: &dyn Encode) -> String {
    let value: Value = json::from_slice(&json::to_vec(value)).unwrap_or_default();
    flat(&value, &|text| text.to_owned())
}

/// A path segment in style `simple`, percent-encoded.
pub(crate) fn path_segment(value: &dyn Encode) -> String {
    let value: Value = json::from_slice(&json::to_vec(value)).unwrap_or_default();
    flat(&value, &encode)
}

/// `name=value` pairs in style `form`, exploded, percent-encoded; nothing for an absent value.
pub(crate) fn form(name: &str, value: &dyn Encode) -> Vec<String> {
    let value: Value = json::from_slice(&json::to_vec(value)).unwrap_or_default();
    let pair = |name: &str, value: &Value| format!("{}={}", encode(name), flat(value, &encode));
    match &value {
        Value::Array(items) => items.iter().map(|item| pair(name, item)).collect(),
        Value::Object(members) => members.iter().map(|(key, value)| pair(key, value)).collect(),
        Value::Null => Vec::new(),
        _ => vec![pair(name, &value)],
    }
}

pub(crate) fn encode(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

fn flat(value: &Value, encode: &dyn Fn(&str) -> String) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => encode(number.as_str()),
        Value::String(text) => encode(text),
        Value::Array(items) => items.iter().map(|item| flat(item, encode)).collect::<Vec<_>>().join(","),
        Value::Object(members) => {
            members.iter().map(|(k, v)| format!("{},{}", encode(k), flat(v, encode))).collect::<Vec<_>>().join(",")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_keep_to_themselves() {
        assert_eq!(path_segment(&"a/b?c#d %é".to_owned()), "a%2Fb%3Fc%23d%20%25%C3%A9");
        assert_eq!(path_segment(&-7_i64), "-7");
        assert_eq!(simple(&vec![1_i64, 2]), "1,2");
        assert_eq!(form("q", &vec!["a b".to_owned(), "c".to_owned()]), ["q=a%20b", "q=c"]);
    }
}
