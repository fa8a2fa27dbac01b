//! One instance of a schema: the smallest, or one with everything.

use serde_json::{Map, Value};

use crate::flat::{Flat, UNIONS, count, flat, kinds, merge};
use crate::text;

/// What was asked for, and how much work is left: schemas that refer to themselves in many ways would never end.
#[derive(Debug)]
pub struct Maker<'r> {
    pub root: &'r Value,
    pub budget: usize,
    /// Patterns that no text was found for.
    pub unmatched: Vec<String>,
}

/// How deep optional members are filled.
const FULL_DEPTH: usize = 4;

/// How deep anything is.
const DEPTH: usize = 16;

impl Maker<'_> {
    /// An instance, if one is found.
    pub fn sample(&mut self, schema: &Value, full: bool, depth: usize) -> Option<Value> {
        let flat = flat(self.root, schema, 0)?;
        self.of_flat(&flat, full, depth)
    }

    pub fn of_flat(&mut self, schema: &Flat, full: bool, depth: usize) -> Option<Value> {
        if depth > DEPTH || self.budget == 0 {
            return None;
        }
        self.budget -= 1;
        if let Some(value) = schema.get("const") {
            return Some(value.clone());
        }
        if let Some(values) = schema.get("enum").and_then(Value::as_array) {
            return values.iter().find(|value| !value.is_null()).or(values.first()).cloned();
        }
        if let Some((rest, branches)) = first_union(schema) {
            return branches.iter().take(12).find_map(|branch| {
                let merged = merge(rest.clone(), flat(self.root, branch, 0)?);
                self.of_flat(&merged, full, depth + 1)
            });
        }
        kinds(schema).into_iter().find_map(|kind| self.of_kind(kind, schema, full, depth))
    }

    fn of_kind(&mut self, kind: &str, schema: &Flat, full: bool, depth: usize) -> Option<Value> {
        match kind {
            "object" => self.object(schema, full, depth),
            "array" => self.array(schema, full, depth),
            "string" => {
                let found = text::samples(schema).into_iter().next();
                if let (None, Some(pattern)) = (&found, schema.get("pattern").and_then(Value::as_str)) {
                    self.unmatched.push(pattern.to_owned());
                }
                found.map(Value::String)
            }
            "integer" => numbers(schema, true).into_iter().next(),
            "number" => numbers(schema, false).into_iter().next(),
            "boolean" => Some(Value::Bool(true)),
            "null" => Some(Value::Null),
            "any" => Some(serde_json::json!({ "any": [1, "two", null, 2.5] })),
            _ => None,
        }
    }

    fn object(&mut self, schema: &Flat, full: bool, depth: usize) -> Option<Value> {
        let none = Map::new();
        let properties = schema.get("properties").and_then(Value::as_object).unwrap_or(&none);
        let required: Vec<&str> =
            schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
        let mut out = Map::new();
        for (name, property) in properties {
            let needed = required.contains(&name.as_str());
            let full = full && depth < FULL_DEPTH;
            if !needed && !full {
                continue;
            }
            match self.sample(property, full, depth + 1) {
                Some(value) => {
                    out.insert(name.clone(), value);
                }
                None if needed => return None,
                None => {}
            }
        }
        for name in required {
            if !out.contains_key(name) {
                let value = self.undeclared(schema, depth)?;
                out.insert(name.to_owned(), value);
            }
        }
        let least = count(schema, "minProperties").unwrap_or(0).max(usize::from(full && properties.is_empty()));
        for key in self.keys(schema, least) {
            if out.len() < least.min(200)
                && let Some(value) = self.undeclared(schema, depth)
            {
                out.insert(key, value);
            }
        }
        let most = count(schema, "maxProperties").unwrap_or(usize::MAX);
        while out.len() > most {
            let optional = out.keys().find(|key| !is_required(schema, key)).cloned()?;
            out.remove(&optional);
        }
        Some(Value::Object(out))
    }

    /// Names for undeclared members.
    fn keys(&mut self, schema: &Flat, least: usize) -> Vec<String> {
        let mut names = Vec::new();
        for pattern in schema.get("patternProperties").and_then(Value::as_object).into_iter().flatten().map(|(p, _)| p)
        {
            names.extend(text::matching(pattern, 4));
        }
        if let Some(Value::Object(rule)) = schema.get("propertyNames") {
            let wanted = flat(self.root, &Value::Object(rule.clone()), 0).unwrap_or_default();
            let listed = wanted.get("enum").and_then(Value::as_array).into_iter().flatten();
            names.extend(listed.filter_map(Value::as_str).map(str::to_owned));
            names.extend(text::samples(&wanted));
        } else {
            names.extend((1..=least.min(200)).map(|n| format!("key{n}")));
        }
        names
    }

    /// The value of an undeclared member.
    fn undeclared(&mut self, schema: &Flat, depth: usize) -> Option<Value> {
        let patterns = schema.get("patternProperties").and_then(Value::as_object);
        let by_pattern = patterns.and_then(|patterns| patterns.values().next());
        match by_pattern.or(schema.get("additionalProperties")) {
            Some(Value::Bool(false)) => None,
            Some(of) => self.sample(&of.clone(), depth < FULL_DEPTH, depth + 1),
            None => Some(Value::from("undeclared")),
        }
    }

    fn array(&mut self, schema: &Flat, full: bool, depth: usize) -> Option<Value> {
        let least = count(schema, "minItems").unwrap_or(0);
        let most = count(schema, "maxItems").unwrap_or(usize::MAX);
        let prefix: Vec<Value> = schema.get("prefixItems").and_then(Value::as_array).cloned().unwrap_or_default();
        let wanted = least.max(usize::from(full && depth < FULL_DEPTH)).max(if full { prefix.len() } else { 0 });
        self.array_of(schema, wanted.min(most).min(200), depth)
    }

    /// An array of a length.
    pub fn array_of(&mut self, schema: &Flat, length: usize, depth: usize) -> Option<Value> {
        let prefix = schema.get("prefixItems").and_then(Value::as_array).cloned().unwrap_or_default();
        let items = schema.get("items").cloned().unwrap_or(Value::Bool(true));
        let distinct = schema.get("uniqueItems") == Some(&Value::Bool(true));
        let mut pool = if distinct && length > 1 { self.vary(&items, depth + 1, length * 3) } else { Vec::new() };
        let mut out: Vec<Value> = Vec::new();
        if let Some(contained) = schema.get("contains").filter(|_| length > 0) {
            let contained = contained.clone();
            for _ in 0..count(schema, "minContains").unwrap_or(1).min(length) {
                out.push(self.sample(&contained, true, depth + 1)?);
            }
        }
        while out.len() < length {
            let of = prefix.get(out.len()).unwrap_or(&items);
            let value = match self.sample(of, true, depth + 1) {
                Some(value) if !distinct || !out.contains(&value) => value,
                Some(_) => loop {
                    let next = pool.pop()?;
                    if !out.contains(&next) {
                        break next;
                    }
                },
                None => return (out.is_empty() && length == 1).then(|| Value::Array(Vec::new())),
            };
            out.push(value);
        }
        Some(Value::Array(out))
    }
}

pub fn is_required(schema: &Flat, name: &str) -> bool {
    schema.get("required").and_then(Value::as_array).is_some_and(|all| all.iter().any(|one| one == name))
}

/// The schema without its first union, and that union's branches, those for `null` last.
pub fn first_union(schema: &Flat) -> Option<(Flat, Vec<Value>)> {
    let unions = schema.get(UNIONS).and_then(Value::as_array)?;
    let (first, others) = unions.split_first()?;
    let mut rest = schema.clone();
    if others.is_empty() {
        rest.remove(UNIONS);
    } else {
        rest.insert(UNIONS.to_owned(), Value::Array(others.to_vec()));
    }
    let mut branches = first.as_array().cloned().unwrap_or_default();
    branches.sort_by_key(|branch| branch["type"] == "null");
    Some((rest, branches))
}

/// Numbers at and around the limits of a schema; the first is one that should be valid.
pub fn numbers(schema: &Flat, integer: bool) -> Vec<Value> {
    let limit = |key: &str| schema.get(key).and_then(Value::as_f64);
    let step = limit("multipleOf").filter(|step| *step > 0.0).unwrap_or(1.0);
    let tick = if integer { step.max(1.0) } else { step };
    let least = limit("minimum").or(limit("exclusiveMinimum").map(|least| least + tick.min(1.0)));
    let most = limit("maximum").or(limit("exclusiveMaximum").map(|most| most - tick.min(1.0)));
    let grid =
        |value: f64| if integer || schema.contains_key("multipleOf") { (value / step).ceil() * step } else { value };
    let inside = match (least, most) {
        (Some(least), Some(most)) if least > 1.0 || most < 1.0 => grid((least + most) / 2.0).min(most).max(least),
        (Some(least), None) if least > 1.0 => grid(least),
        (None, Some(most)) if most < 1.0 => (most / step).floor() * step,
        _ => grid(1.0),
    };
    let mut all = vec![inside];
    for limit in [least, most].into_iter().flatten() {
        all.extend([limit, limit - tick, limit + tick]);
        if !integer {
            all.extend([limit - 0.5, limit + 0.5]);
        }
    }
    all.extend([0.0, -1.0, 1.0, inside + step, inside + step / 2.0, 7.25]);
    if !integer {
        all.extend([0.1, -2.5e-7, 1e21]);
        // Whether this is a multiple of something is another question for digits than for doubles.
        all.extend((!schema.contains_key("multipleOf")).then_some(f64::MAX));
    }
    let mut out: Vec<Value> = all.into_iter().filter_map(number).collect();
    if integer {
        out.extend(beside_limits(schema));
        out.push(Value::from(9_007_199_254_740_993_i64));
        out.push(Value::from(2_147_483_648_i64));
    }
    out
}

/// Integers at the limits and beside them, with every digit.
fn beside_limits(schema: &Flat) -> Vec<Value> {
    let limits = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"];
    let limits = limits.iter().filter_map(|key| schema.get(*key)?.as_number()?.as_i128());
    let beside = limits.flat_map(|limit| [limit - 1, limit, limit + 1]);
    let fits = |value: i128| i64::try_from(value).map(Value::from).or(u64::try_from(value).map(Value::from)).ok();
    beside.filter_map(fits).collect()
}

/// A number; without a fraction where it has none and fits.
fn number(value: f64) -> Option<Value> {
    if value.fract() == 0.0 && value.abs() < 9e15 {
        return Some(Value::from(value as i64));
    }
    // Beyond it a double has not the digits that a limit has.
    if value.fract() == 0.0 && value.abs() < 2e19 {
        return None;
    }
    serde_json::Number::from_f64(value).map(Value::Number)
}
