//! Whether a value came back as it was given.

use crate::json;
use crate::schema::same;
use crate::value::Value;

/// Where what was written is not what was given, and what stands there.
pub(super) fn difference(given: &Value, written: &[u8]) -> Option<String> {
    let Ok(written) = json::from_slice::<Value>(written) else {
        return Some("is written as what is no JSON".to_owned());
    };
    let mut path = Vec::new();
    let (given, written) = at(given, &written, &mut path)?;
    let place = if path.is_empty() { String::new() } else { format!(" at {}", pointer(&path)) };
    Some(format!("comes back otherwise{place}: {} for {}", brief(written.as_ref()), brief(given.as_ref())))
}

/// A value on one side; nothing where that side has none.
type Side = Option<Value>;

fn at(given: &Value, written: &Value, path: &mut Vec<String>) -> Option<(Side, Side)> {
    match (given, written) {
        (Value::Array(left), Value::Array(right)) => {
            let length = left.len().max(right.len());
            (0..length).find_map(|index| below(index.to_string(), left.get(index), right.get(index), path))
        }
        (Value::Object(left), Value::Object(right)) => {
            let added = right.keys().filter(|key| !left.contains_key(*key));
            left.keys().chain(added).find_map(|key| below(key.clone(), left.get(key), right.get(key), path))
        }
        (left, right) if alike(left, right) => None,
        (left, right) => Some((Some(left.clone()), Some(right.clone()))),
    }
}

fn below(token: String, left: Option<&Value>, right: Option<&Value>, path: &mut Vec<String>) -> Option<(Side, Side)> {
    path.push(token);
    let found = match (left, right) {
        (Some(left), Some(right)) => at(left, right, path),
        (left, right) => Some((left.cloned(), right.cloned())),
    };
    if found.is_none() {
        path.pop();
    }
    found
}

/// Whether two scalars are one value: other spellings of a boolean are written as the boolean, the hexadecimal digits of
/// a UUID in lower case, and a double keeps as many digits as it has.
fn alike(given: &Value, written: &Value) -> bool {
    match (given, written) {
        (Value::String(_) | Value::Number(_), Value::Bool(_)) => true,
        (Value::Number(left), Value::Number(right)) => {
            same(given, written) || left.as_f64().to_bits() == right.as_f64().to_bits()
        }
        (Value::String(left), Value::String(right)) => {
            let uuid = |text: &str| uuid::Uuid::parse_str(text).ok();
            left == right || uuid(left).is_some_and(|value| uuid(right) == Some(value))
        }
        _ => same(given, written),
    }
}

fn pointer(path: &[String]) -> String {
    path.iter().map(|token| format!("/{}", token.replace('~', "~0").replace('/', "~1"))).collect()
}

fn brief(value: Option<&Value>) -> String {
    value.map_or_else(|| "nothing".to_owned(), |value| json::to_string(value).chars().take(60).collect())
}
