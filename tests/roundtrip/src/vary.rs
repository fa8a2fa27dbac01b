//! Many instances of a schema: each branch, each listed value, each limit and what lies beside it, each member alone
//! and left out. Some are not valid, on purpose; the validator says which.

use serde_json::{Map, Value};

use crate::flat::{Flat, count, flat, kinds, merge};
use crate::make::{Maker, first_union, numbers};
use crate::text;

/// Of lists longer than this only a part is tried.
const LISTED: usize = 60;

impl Maker<'_> {
    /// At most `cap` instances, the plainest first.
    pub fn vary(&mut self, schema: &Value, depth: usize, cap: usize) -> Vec<Value> {
        let Some(flat) = flat(self.root, schema, 0) else { return Vec::new() };
        let mut out = Vec::new();
        self.vary_flat(&flat, depth, cap, &mut out);
        let mut seen = std::collections::HashSet::new();
        out.retain(|value| seen.insert(value.to_string()));
        out.truncate(cap);
        out
    }

    fn vary_flat(&mut self, schema: &Flat, depth: usize, cap: usize, out: &mut Vec<Value>) {
        out.extend(self.of_flat(schema, false, depth));
        out.extend(self.of_flat(schema, true, depth));
        if depth > 3 {
            return;
        }
        if let Some(value) = schema.get("const") {
            return out.extend([value.clone(), Value::from("not the constant")]);
        }
        if let Some(values) = schema.get("enum").and_then(Value::as_array) {
            out.extend(values.iter().take(LISTED.min(cap)).cloned());
            return out.extend([Value::from("none of the listed values"), Value::from(-17)]);
        }
        if let Some((rest, branches)) = first_union(schema) {
            let share = (cap / branches.len().max(1)).clamp(2, 40);
            for branch in branches.iter().take(LISTED) {
                let Some(branch) = flat(self.root, branch, 0) else { continue };
                let mut inner = Vec::new();
                self.vary_flat(&merge(rest.clone(), branch), depth + 1, share, &mut inner);
                inner.truncate(share);
                out.extend(inner);
            }
            return;
        }
        for kind in kinds(schema) {
            match kind {
                "object" => self.objects(schema, depth, cap, out),
                "array" => self.arrays(schema, depth, cap, out),
                "string" => out.extend(text::samples(schema).into_iter().chain(text::wrong(schema)).map(Value::String)),
                "integer" => out.extend(numbers(schema, true)),
                "number" => out.extend(numbers(schema, false)),
                "boolean" => out.extend([Value::Bool(true), Value::Bool(false)]),
                "null" => out.push(Value::Null),
                "any" => out.extend(anything()),
                _ => {}
            }
        }
    }

    fn objects(&mut self, schema: &Flat, depth: usize, cap: usize, out: &mut Vec<Value>) {
        let none = Map::new();
        let properties = schema.get("properties").and_then(Value::as_object).unwrap_or(&none);
        let full = self.of_flat(schema, true, depth);
        let least = self.of_flat(schema, false, depth);
        let (Some(Value::Object(full)), Some(Value::Object(least))) = (full, least) else { return };
        let share = (cap / properties.len().max(1)).clamp(2, 24);
        for (name, property) in properties {
            for value in self.vary(property, depth + 1, share) {
                let mut varied = least.clone();
                varied.insert(name.clone(), value);
                out.push(Value::Object(varied));
            }
            let mut without = full.clone();
            without.remove(name);
            out.push(Value::Object(without));
        }
        let rule = schema.get("additionalProperties");
        if let Some(of) = rule.filter(|of| of.is_object()) {
            for (index, value) in self.vary(of, depth + 1, share.max(8)).into_iter().enumerate() {
                let mut varied = least.clone();
                varied.insert(format!("key {index}"), value);
                out.push(Value::Object(varied));
            }
        }
        for size in ["minProperties", "maxProperties"].iter().filter_map(|key| count(schema, key)) {
            for size in [size.saturating_sub(1), size, size + 1] {
                let mut sized = least.clone();
                let value = sized.values().next().cloned().unwrap_or(Value::from("more"));
                for n in sized.len()..size.min(100) {
                    sized.insert(format!("more{n}"), value.clone());
                }
                out.push(Value::Object(sized));
            }
        }
        let mut strange = full;
        strange.insert("unknown extra".to_owned(), serde_json::json!({ "ä/~\"": [1, null, 1.50, "\u{1}\u{1F600}"] }));
        out.push(Value::Object(strange));
    }

    fn arrays(&mut self, schema: &Flat, depth: usize, cap: usize, out: &mut Vec<Value>) {
        let (least, most) = (count(schema, "minItems"), count(schema, "maxItems"));
        for size in [least, most].into_iter().flatten() {
            for size in [size.saturating_sub(1), size, size + 1] {
                if size <= 200 {
                    out.extend(self.array_of(schema, size, depth));
                }
            }
        }
        out.extend([0, 1, 2, 3].into_iter().filter_map(|size| self.array_of(schema, size, depth)));
        if let Some(items) = schema.get("items").cloned() {
            for item in self.vary(&items, depth + 1, cap.min(40)) {
                out.push(Value::Array(vec![item; least.unwrap_or(1).clamp(1, 50)]));
            }
        }
        if let Some(item) = out.iter().find_map(|value| value.as_array()?.first().cloned()) {
            out.push(Value::Array(vec![item.clone(), item]));
        }
    }
}

/// Values of every kind.
fn anything() -> Vec<Value> {
    vec![
        Value::Null,
        Value::Bool(false),
        Value::from(-5),
        Value::from(2.5),
        Value::from("text"),
        serde_json::json!([]),
        serde_json::json!({}),
        serde_json::json!([{ "a": [null, true, 1e-3] }]),
    ]
}
