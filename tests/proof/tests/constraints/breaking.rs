//! Instances that break a constraint: candidates, of which the independent validator takes what breaks it alone.

use serde_json::{Map, Value, json};
use specwright_roundtrip::bundle::Bundle;
use specwright_roundtrip::text::matching;

use super::enumerate::Constraint;

/// Instances in which the value of the constraint is another one.
pub(crate) fn candidates(constraint: &Constraint, base: &Value) -> Vec<Value> {
    let Some(value) = base.pointer(&constraint.pointer) else { return Vec::new() };
    let limit = constraint.limit.as_f64().unwrap_or_default();
    let others = match constraint.keyword.as_str() {
        "type" => kinds(),
        // A value of the same type may break a rule of the branch instead.
        "oneOf" => kinds().into_iter().filter(|other| !same_kind(other, value)).collect(),
        "enum" | "const" => vec![json!("none of the values"), json!(""), json!(-17)],
        "format" | "pattern" => changed_text(value),
        "minLength" => lengths(constraint, value, &[(limit as usize).saturating_sub(1)]),
        "maxLength" => lengths(constraint, value, &[limit as usize + 1, limit as usize + 2, limit as usize * 3 + 10]),
        "minimum" | "exclusiveMinimum" => vec![json!(limit - 1.0), json!(limit as i64 - 1), json!(limit), json!(-1e9)],
        "maximum" | "exclusiveMaximum" => vec![json!(limit + 1.0), json!(limit as i64 + 1), json!(limit), json!(1e9)],
        "multipleOf" => vec![json!(limit / 2.0), json!(limit as i64 + 1)],
        "minItems" | "maxItems" | "uniqueItems" => items(value, limit as usize),
        "required" => without(value, &[constraint.limit.as_str().unwrap_or_default()]),
        "anyOf" => without_sets(value, &constraint.limit),
        "minProperties" | "maxProperties" | "additionalProperties" => members(value, limit as usize),
        _ => Vec::new(),
    };
    let with = |other: Value| {
        let mut changed = base.clone();
        *changed.pointer_mut(&constraint.pointer)? = other;
        Some(changed)
    };
    others.into_iter().filter_map(with).collect()
}

/// A value of each kind.
fn kinds() -> Vec<Value> {
    vec![json!(null), json!(true), json!(7), json!(7.5), json!("text"), json!([]), json!({})]
}

fn same_kind(left: &Value, right: &Value) -> bool {
    std::mem::discriminant(left) == std::mem::discriminant(right)
}

fn changed_text(value: &Value) -> Vec<Value> {
    let text = value.as_str().unwrap_or_default();
    let mut all =
        vec![String::new(), format!("{text}\u{1}"), format!(" {text}"), "@".repeat(text.len()), "!!".to_owned()];
    let half: String = text.chars().take(text.chars().count() / 2).collect();
    all.extend([half, text.replace(|c: char| c.is_ascii_alphanumeric(), "~")]);
    all.into_iter().map(Value::String).collect()
}

/// Texts of a length: what is there, cut or drawn out, and others.
fn lengths(constraint: &Constraint, value: &Value, lengths: &[usize]) -> Vec<Value> {
    let matching = constraint.pattern.iter().flat_map(|pattern| matching(pattern, 0));
    let texts: Vec<String> = value.as_str().map(str::to_owned).into_iter().chain(matching).collect();
    let mut all = Vec::new();
    for &length in lengths {
        for text in &texts {
            let cut: Vec<char> = text.chars().take(length).collect();
            let more = "a".repeat(length - cut.len());
            // Where a text can be drawn out and still match is not known.
            all.extend((0..=cut.len().min(16)).map(|at| {
                let [before, after] = [&cut[..at], &cut[at..]].map(|part| part.iter().collect::<String>());
                format!("{before}{more}{after}")
            }));
        }
        all.extend(["x".repeat(length), "\u{1F600}".repeat(length)]);
    }
    all.into_iter().map(Value::String).collect()
}

fn items(value: &Value, limit: usize) -> Vec<Value> {
    let Some(items) = value.as_array() else { return Vec::new() };
    let mut twice = items.clone();
    twice.extend(items.first().cloned());
    let longer: Vec<Value> = items.iter().cycle().take(limit + 1).cloned().collect();
    vec![
        Value::Array(twice),
        Value::Array(longer),
        Value::Array(items.iter().take(limit.saturating_sub(1)).cloned().collect()),
    ]
}

fn without(value: &Value, names: &[&str]) -> Vec<Value> {
    let Some(members) = value.as_object() else { return Vec::new() };
    let left = members.iter().filter(|(name, _)| !names.contains(&name.as_str()));
    vec![Value::Object(left.map(|(name, value)| (name.clone(), value.clone())).collect())]
}

/// Without what `anyOf` of `required` asks for: all of it, and of each set one member.
fn without_sets(value: &Value, branches: &Value) -> Vec<Value> {
    let sets: Vec<Vec<&str>> = branches
        .as_array()
        .into_iter()
        .flatten()
        .map(|branch| branch["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect())
        .collect();
    let all: Vec<&str> = sets.iter().flatten().copied().collect();
    let firsts: Vec<&str> = sets.iter().filter_map(|set| set.first().copied()).collect();
    let lasts: Vec<&str> = sets.iter().filter_map(|set| set.last().copied()).collect();
    [all, firsts, lasts].iter().flat_map(|names| without(value, names)).collect()
}

fn members(value: &Value, limit: usize) -> Vec<Value> {
    let mut more = value.as_object().cloned().unwrap_or_default();
    for index in more.len()..=limit.max(more.len()) {
        more.insert(format!("more{index}"), json!("more"));
    }
    vec![Value::Object(more), Value::Object(Map::new())]
}

/// The bundle, in which no schema allows `null` beside something else.
pub(crate) fn without_null(bundle: &Bundle) -> Bundle {
    Bundle { root: strip(&bundle.root), schemas: bundle.schemas.clone() }
}

fn strip(schema: &Value) -> Value {
    let is_null = |schema: &Value| schema["type"] == "null";
    match schema {
        Value::Array(items) => Value::Array(items.iter().map(strip).collect()),
        Value::Object(members) => {
            let mut out = Map::new();
            for (key, value) in members {
                match (key.as_str(), value) {
                    ("oneOf" | "anyOf", Value::Array(branches)) if branches.iter().any(is_null) => {
                        let left = branches.iter().filter(|branch| !is_null(branch)).map(strip);
                        out.insert("allOf".to_owned(), left.collect());
                    }
                    ("type", Value::Array(types)) => {
                        let left: Vec<Value> = types.iter().filter(|ty| *ty != "null").cloned().collect();
                        out.insert(
                            key.clone(),
                            if let [one] = left.as_slice() { one.clone() } else { Value::Array(left) },
                        );
                    }
                    _ => {
                        out.insert(key.clone(), strip(value));
                    }
                }
            }
            Value::Object(out)
        }
        other => other.clone(),
    }
}
