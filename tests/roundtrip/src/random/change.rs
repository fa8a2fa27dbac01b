//! An instance with one thing changed by chance.

use serde_json::{Map, Value};

use super::Random;

impl Random<'_> {
    /// The instance with one change somewhere.
    pub fn changed(&mut self, instance: &Value) -> Value {
        let mut places = Vec::new();
        list(instance, String::new(), &mut places);
        let place = self.rng.pick(&places).cloned().unwrap_or_default();
        let mut out = instance.clone();
        if let Some(value) = out.pointer_mut(&place) {
            let before = std::mem::take(value);
            *value = self.change(before);
        }
        out
    }

    fn change(&mut self, value: Value) -> Value {
        if self.rng.once_in(3) {
            return self.anything(0);
        }
        match value {
            Value::Null => self.anything(0),
            Value::Bool(value) => match self.rng.below(3) {
                0 => Value::String(value.to_string().to_uppercase()),
                1 => Value::from(i32::from(value)),
                _ => Value::from(2),
            },
            Value::Number(number) => {
                let value = number.as_f64().unwrap_or_default();
                match self.rng.below(4) {
                    0 => Value::String(number.to_string()),
                    // Beyond 64 bits an integer is another type; the generator says so where it decides on one.
                    1 if value.abs() < 1e15 => Value::from(value + 0.5),
                    2 => Value::Null,
                    _ => Value::Array(vec![Value::Number(number)]),
                }
            }
            Value::String(text) => self.change_text(text),
            Value::Array(items) => self.change_items(items),
            Value::Object(members) => self.change_members(members),
        }
    }

    fn change_text(&mut self, text: String) -> Value {
        let mut characters: Vec<char> = text.chars().collect();
        let at = self.rng.below(characters.len().max(1));
        let strange = self.text(1, 1).chars().next().unwrap_or('x');
        match self.rng.below(7) {
            0 => return Value::Null,
            1 => return Value::String(self.text(0, 300)),
            2 => characters.clear(),
            3 if !characters.is_empty() => {
                characters.remove(at);
            }
            4 if !characters.is_empty() => characters[at] = strange,
            5 => characters.truncate(at),
            _ => characters.insert(at.min(characters.len()), strange),
        }
        Value::String(characters.into_iter().collect())
    }

    fn change_items(&mut self, mut items: Vec<Value>) -> Value {
        let at = self.rng.below(items.len());
        match self.rng.below(4) {
            0 => items.push(self.anything(1)),
            1 if !items.is_empty() => items.push(items[at].clone()),
            2 if !items.is_empty() => {
                items.remove(at);
            }
            _ => return Value::Object(Map::new()),
        }
        Value::Array(items)
    }

    fn change_members(&mut self, mut members: Map<String, Value>) -> Value {
        let names: Vec<String> = members.keys().cloned().collect();
        let name = self.rng.pick(&names).cloned();
        match (self.rng.below(5), name) {
            (0 | 1, Some(name)) => {
                members.remove(&name);
            }
            (2, Some(name)) => {
                members.insert(name, Value::Null);
            }
            (3, _) => {
                let (name, value) = (self.text(1, 6), self.anything(1));
                members.insert(name, value);
            }
            (_, name) => return Value::Array(name.into_iter().map(Value::String).collect()),
        }
        Value::Object(members)
    }
}

fn list(value: &Value, at: String, places: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                list(value, format!("{at}/{}", crate::bundle::escape(key)), places);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                list(value, format!("{at}/{index}"), places);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
    places.push(at);
}
