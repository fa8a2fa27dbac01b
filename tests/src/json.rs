//! JSON texts and typed values as values to compare.
//!
//! In: text, or anything that is written as JSON. Out: a `serde_json::Value`, which knows no order of members.

use serde_json::Value;
use specwright_runtime::Encode;

/// Reads a text.
///
/// # Panics
/// When it is no JSON.
pub fn parse(text: &str) -> Value {
    serde_json::from_str(text).expect("the text is JSON")
}

/// What a value is written as.
///
/// # Panics
/// When that is no JSON.
pub fn encoded(value: &dyn Encode) -> Value {
    parse(&specwright_runtime::json::to_string(value))
}
