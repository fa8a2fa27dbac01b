//! Fields that are not read and written as their Rust type alone: enums by table, spellings.

use super::Decode;
use crate::json::{DecodeError, Reader};
use crate::value::Value;

/// The value whose name is `text`; `values` stand in the order of their names.
pub fn listed<T: Clone>(text: &str, names: &[&str], values: &[T]) -> Option<T> {
    let index = names.iter().position(|name| *name == text)?;
    values.get(index).cloned()
}

/// Reads one of `values`, which stand in the order of their names.
///
/// # Errors
/// When the next value is no string or none of the names.
pub fn closed_enum<T: Clone>(reader: &mut Reader<'_>, names: &[&str], values: &[T]) -> Result<T, DecodeError> {
    let found = listed(reader.string()?, names, values);
    found.ok_or_else(|| reader.error(format!("one of {}", names.join(", ")), "another string"))
}

/// Reads one of `values`, which stand in the order of their names, or another string, which `other` keeps.
///
/// # Errors
/// When the next value is no string.
pub fn open_enum<T: Clone>(
    reader: &mut Reader<'_>,
    names: &[&str],
    values: &[T],
    other: fn(String) -> T,
) -> Result<T, DecodeError> {
    let text = reader.string()?;
    Ok(listed(text, names, values).unwrap_or_else(|| other(text.to_owned())))
}

/// Reads one of `values`, which stand in the order of their JSON texts (of strings, integers and booleans), or another
/// value, which `other` keeps.
///
/// # Errors
/// When the text is no JSON.
pub fn open_values<T: Clone>(
    reader: &mut Reader<'_>,
    texts: &[&str],
    values: &[T],
    other: fn(Value) -> T,
) -> Result<T, DecodeError> {
    let value = Value::decode(reader)?;
    Ok(of_texts(&value, texts, values).unwrap_or_else(|| other(value)))
}

/// Reads one of `values`, which stand in the order of their JSON texts (of strings, integers and booleans).
///
/// # Errors
/// When the next value is none of them.
pub fn closed_values<T: Clone>(reader: &mut Reader<'_>, texts: &[&str], values: &[T]) -> Result<T, DecodeError> {
    let found = of_texts(&Value::decode(reader)?, texts, values);
    found.ok_or_else(|| reader.error(format!("one of {}", texts.join(", ")), "another value"))
}

fn of_texts<T: Clone>(value: &Value, texts: &[&str], values: &[T]) -> Option<T> {
    let json = match value {
        Value::Number(number) => crate::decimal::integral(number.as_str())?.to_string(),
        Value::Null | Value::Bool(_) | Value::String(_) => crate::json::to_string(value),
        Value::Array(_) | Value::Object(_) => return None,
    };
    listed(&json, texts, values)
}

/// The wire spellings of a boolean beside `true` and `false`, as JSON texts: `1`, `"True"`.
#[derive(Clone, Copy, Debug)]
pub struct Accepts {
    pub truthy: &'static [&'static str],
    pub falsy: &'static [&'static str],
}

impl Accepts {
    /// Reads a boolean in any of the spellings; strings are compared without regard to ASCII case.
    ///
    /// # Errors
    /// When the next value is none of them.
    pub fn read(&self, reader: &mut Reader<'_>) -> Result<bool, DecodeError> {
        let json = match reader.peek()? {
            jiter::Peek::True | jiter::Peek::False => return reader.boolean(),
            jiter::Peek::String => crate::json::to_string(&reader.string()?),
            peek if peek.is_num() => reader.number()?.to_owned(),
            _ => return reader.boolean(),
        };
        let listed = |list: &[&str]| list.iter().any(|spelling| spelling.eq_ignore_ascii_case(&json));
        if listed(self.truthy) {
            Ok(true)
        } else if listed(self.falsy) {
            Ok(false)
        } else {
            let all: Vec<&str> = self.truthy.iter().chain(self.falsy).copied().collect();
            Err(reader.error(format!("true, false or one of {}", all.join(", ")), "another value"))
        }
    }
}
