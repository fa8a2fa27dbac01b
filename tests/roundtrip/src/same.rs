//! Whether two JSON values are the same: numbers by their value, objects without regard to order.

use serde_json::Value;

/// The pointer of the first place at which two values differ, and what stands there in each.
pub fn difference(before: &Value, after: &Value) -> Option<(String, String)> {
    differ(before, after, String::new())
}

fn differ(before: &Value, after: &Value, at: String) -> Option<(String, String)> {
    match (before, after) {
        (Value::Object(left), Value::Object(right)) => {
            for (key, value) in left {
                let at = format!("{at}/{}", crate::bundle::escape(key));
                match right.get(key) {
                    Some(other) => {
                        if let Some(found) = differ(value, other, at) {
                            return Some(found);
                        }
                    }
                    None => return Some((at, format!("{} became nothing", short(value)))),
                }
            }
            let new = right.iter().find(|(key, _)| !left.contains_key(*key));
            new.map(|(key, value)| (format!("{at}/{key}"), format!("nothing became {}", short(value))))
        }
        (Value::Array(left), Value::Array(right)) if left.len() == right.len() => {
            let mut pairs = left.iter().zip(right).enumerate();
            pairs.find_map(|(index, (left, right))| differ(left, right, format!("{at}/{index}")))
        }
        (Value::Number(left), Value::Number(right)) if same_number(left, right) => None,
        (left, right) if left == right => None,
        (left, right) => Some((at, format!("{} became {}", short(left), short(right)))),
    }
}

fn same_number(left: &serde_json::Number, right: &serde_json::Number) -> bool {
    let integers = (left.as_i128(), right.as_i128());
    match integers {
        (Some(left), Some(right)) => left == right,
        _ => left.as_f64() == right.as_f64(),
    }
}

/// A value, cut short.
pub fn short(value: &Value) -> String {
    let mut text = value.to_string();
    if let Some((end, _)) = text.char_indices().nth(80) {
        text.truncate(end);
        text.push('…');
    }
    text
}
