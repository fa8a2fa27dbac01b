//! An instance with one thing changed: a value of another type, a member left out or added, an item too many.

use serde_json::{Map, Value};

/// How many places of an instance are changed.
const PLACES: usize = 60;

/// The changed instances.
pub fn mutations(base: &Value) -> Vec<Value> {
    let mut places = Vec::new();
    list(base, String::new(), 0, &mut places);
    let mut out = Vec::new();
    for place in places.iter().take(PLACES) {
        let Some(value) = base.pointer(place) else { continue };
        for other in others(value) {
            out.extend(with(base, place, Some(other)));
        }
        out.extend(with(base, place, None));
        if let Value::Object(members) = value {
            let mut more: Map<String, Value> = members.clone();
            more.insert("unknownExtra".to_owned(), Value::from(1));
            out.extend(with(base, place, Some(Value::Object(more))));
        }
    }
    out
}

fn list(value: &Value, at: String, depth: usize, places: &mut Vec<String>) {
    places.push(at.clone());
    if depth == 3 {
        return;
    }
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                list(value, format!("{at}/{}", crate::bundle::escape(key)), depth + 1, places);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().take(2).enumerate() {
                list(value, format!("{at}/{index}"), depth + 1, places);
            }
        }
        _ => {}
    }
}

/// Values of other types.
fn others(value: &Value) -> Vec<Value> {
    let wrong = match value {
        Value::Null => Value::from("null"),
        Value::Bool(_) => Value::from("true"),
        Value::Number(number) => Value::String(number.to_string()),
        Value::String(_) => Value::from(12345),
        Value::Array(_) => Value::Object(Map::new()),
        Value::Object(_) => Value::Array(Vec::new()),
    };
    vec![wrong, Value::Null, Value::Bool(false)]
}

/// The instance with another value at a place, or with none.
fn with(base: &Value, place: &str, value: Option<Value>) -> Option<Value> {
    let mut changed = base.clone();
    match value {
        Some(value) => *changed.pointer_mut(place)? = value,
        None => {
            let (parent, token) = place.rsplit_once('/')?;
            let token = token.replace("~1", "/").replace("~0", "~");
            changed.pointer_mut(parent)?.as_object_mut()?.remove(&token)?;
        }
    }
    Some(changed)
}
