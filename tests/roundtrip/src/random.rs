//! Instances by chance, from a seed: valid ones as a schema asks for them, and changes that may break them.
//!
//! In: a schema in the dialect of the validator, and a seed. Out: instances. Guaranteed: the same seed gives the same
//! instances; what is valid is for the validator to say.

mod change;
mod text;

use serde_json::{Map, Number, Value};

use crate::flat::{Flat, count, flat, kinds, merge};
use crate::make::{first_union, is_required};

/// How deep optional members are made.
const DEPTH: usize = 6;

/// The members of an array beyond those that it must have.
const MORE: usize = 3;

/// A sequence of numbers that look like chance (splitmix64).
#[derive(Clone, Debug)]
pub struct Rng(u64);

impl Rng {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`; zero when there is none.
    pub fn below(&mut self, end: usize) -> usize {
        if end == 0 { 0 } else { (self.number() % end as u64) as usize }
    }

    /// Both ends included.
    pub fn between(&mut self, least: usize, most: usize) -> usize {
        least + self.below(most.saturating_sub(least) + 1)
    }

    /// Once in so many times.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    pub fn pick<'t, T>(&mut self, all: &'t [T]) -> Option<&'t T> {
        all.get(self.below(all.len()))
    }
}

/// Makes instances of the schemas of one document.
#[derive(Debug)]
pub struct Random<'r> {
    root: &'r Value,
    pub rng: Rng,
}

impl<'r> Random<'r> {
    pub fn new(root: &'r Value, seed: u64) -> Self {
        Self { root, rng: Rng::new(seed) }
    }

    /// An instance that is meant to be valid.
    pub fn instance(&mut self, schema: &Value) -> Option<Value> {
        self.of(schema, 0)
    }

    fn of(&mut self, schema: &Value, depth: usize) -> Option<Value> {
        let flat = flat(self.root, schema, 0)?;
        self.of_flat(&flat, depth)
    }

    fn of_flat(&mut self, schema: &Flat, depth: usize) -> Option<Value> {
        if depth > 2 * DEPTH {
            return None;
        }
        if let Some(value) = schema.get("const") {
            return Some(value.clone());
        }
        if let Some(values) = schema.get("enum").and_then(Value::as_array) {
            return self.rng.pick(values).cloned();
        }
        if let Some((rest, branches)) = first_union(schema) {
            let branch = flat(self.root, self.rng.pick(&branches)?, 0)?;
            return self.of_flat(&merge(rest, branch), depth + 1);
        }
        let kinds = kinds(schema);
        let kind = *self.rng.pick(&kinds)?;
        match kind {
            "object" => self.object(schema, depth),
            "array" => self.array(schema, depth),
            "string" => self.string(schema).map(Value::String),
            "integer" => Some(self.integer(schema)),
            "number" => self.number(schema),
            "boolean" => Some(Value::Bool(self.rng.once_in(2))),
            "null" => Some(Value::Null),
            _ => Some(self.anything(depth)),
        }
    }

    fn object(&mut self, schema: &Flat, depth: usize) -> Option<Value> {
        let none = Map::new();
        let properties = schema.get("properties").and_then(Value::as_object).unwrap_or(&none);
        let mut out = Map::new();
        let often = self.rng.between(1, 4);
        for (name, property) in properties {
            let needed = is_required(schema, name);
            if !needed && (depth >= DEPTH || self.rng.below(4) >= often) {
                continue;
            }
            match self.of(property, depth + 1) {
                Some(value) => {
                    out.insert(name.clone(), value);
                }
                None if needed => return None,
                None => {}
            }
        }
        let rest = schema.get("additionalProperties");
        let least = count(schema, "minProperties").unwrap_or(0);
        while rest != Some(&Value::Bool(false)) && (out.len() < least || self.rng.once_in(8)) {
            let name = self.text(1, 8);
            if !properties.contains_key(&name) {
                let value = match rest {
                    Some(of) if of.is_object() => self.of(&of.clone(), depth + 1)?,
                    _ => self.anything(depth),
                };
                out.insert(name, value);
            }
        }
        Some(Value::Object(out))
    }

    fn array(&mut self, schema: &Flat, depth: usize) -> Option<Value> {
        let least = count(schema, "minItems").unwrap_or(0);
        let most = count(schema, "maxItems").unwrap_or(least + MORE).min(least + MORE);
        let items = schema.get("items").cloned().unwrap_or(Value::Bool(true));
        let distinct = schema.get("uniqueItems") == Some(&Value::Bool(true));
        let length = self.rng.between(least, most);
        let mut out: Vec<Value> = Vec::new();
        for _ in 0..length * 4 {
            let value = self.of(&items, depth + 1)?;
            if out.len() < length && !(distinct && out.contains(&value)) {
                out.push(value);
            }
        }
        Some(Value::Array(out))
    }

    /// Within 64 bits, which is what an integer without a format is.
    fn integer(&mut self, schema: &Flat) -> Value {
        let limit = |key: &str| schema.get(key).and_then(Value::as_i64);
        let least = limit("minimum").or(limit("exclusiveMinimum").map(|least| least.saturating_add(1)));
        let most = limit("maximum").or(limit("exclusiveMaximum").map(|most| most.saturating_sub(1)));
        let (least, most) = (least.unwrap_or(i64::MIN), most.unwrap_or(i64::MAX));
        let step = limit("multipleOf").unwrap_or(1).max(1);
        let width = [10, 1000, 1 << 40, u64::MAX][self.rng.below(4)];
        let near = if (least..=most).contains(&0) { 0 } else { least };
        let chance = near.wrapping_add((self.rng.number() % width) as i64);
        let value = [chance, chance.wrapping_neg(), least, most][self.rng.below(10).min(3) % 4];
        let value = value.clamp(least, most);
        Value::from(value - value % step)
    }

    fn number(&mut self, schema: &Flat) -> Option<Value> {
        if self.rng.once_in(3) {
            return Some(self.integer(schema));
        }
        let limit = |key: &str| schema.get(key).and_then(Value::as_f64);
        let least = limit("minimum").or(limit("exclusiveMinimum")).unwrap_or(-1e6);
        let most = limit("maximum").or(limit("exclusiveMaximum")).unwrap_or(1e6);
        let share = (self.rng.number() >> 11) as f64 / (1_u64 << 53) as f64;
        let value = least + (most - least) * share;
        let value = match limit("multipleOf") {
            Some(step) => (value / step).floor() * step,
            None if self.rng.once_in(2) => (value * 100.0).round() / 100.0,
            None => value,
        };
        Number::from_f64(value).map(Value::Number)
    }

    /// A value of any kind.
    pub fn anything(&mut self, depth: usize) -> Value {
        match self.rng.below(if depth > 2 { 6 } else { 8 }) {
            0 => Value::Null,
            1 => Value::Bool(self.rng.once_in(2)),
            2 => Value::from(self.rng.number() as i32),
            3 => Value::from(f64::from(self.rng.number() as i32) / 8.0),
            4 | 5 => Value::String(self.text(0, 12)),
            6 => Value::Array((0..self.rng.below(3)).map(|_| self.anything(depth + 1)).collect()),
            _ => {
                let members = (0..self.rng.below(3)).map(|_| (self.text(1, 6), self.anything(depth + 1)));
                Value::Object(members.collect())
            }
        }
    }
}
