//! Mutations: of documents as trees, which stay documents, and of any other text.
//!
//! Bytes that change at random seldom get past the parser of YAML. What changes here is the tree: values are swapped,
//! members doubled, dropped and renamed, types changed, parts of other documents put in, and texts replaced by those
//! that would break out of a string, a comment or a name if they were not escaped.

mod words;

use serde_json::{Map, Value};

pub use words::HOSTILE;
use words::{KEYWORDS, NUMBERS, WORDS};

use crate::Inputs;
use crate::random::Random;

/// The words of documents and the texts that break out of what they stand in.
pub fn words() -> impl Iterator<Item = &'static str> {
    [KEYWORDS, WORDS, NUMBERS, HOSTILE].into_iter().flatten().copied()
}

/// Another input made of this one and, for parts, of the others.
pub fn mutate(input: &[u8], inputs: Inputs, others: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    let other = if others.is_empty() { input } else { random.of(others) };
    match inputs {
        Inputs::Documents if !random.once_in(8) => match (tree(input), tree(other)) {
            (Some(mut value), other) => {
                let other = other.unwrap_or(Value::Null);
                for _ in 0..=random.below(6) {
                    change(&mut value, &other, random);
                }
                written(&value, random)
            }
            (None, _) => bytes(input, other, random),
        },
        Inputs::Json if !random.once_in(4) && input.len() > 1 => match serde_json::from_slice::<Value>(&input[1..]) {
            Ok(mut value) => {
                let other = serde_json::from_slice(other.get(1..).unwrap_or_default()).unwrap_or(Value::Null);
                for _ in 0..=random.below(4) {
                    change(&mut value, &other, random);
                }
                let chosen = if random.once_in(3) { random.below(256) as u8 } else { input[0] };
                [&[chosen][..], digits(value.to_string()).as_bytes()].concat()
            }
            Err(_) => bytes(input, other, random),
        },
        Inputs::Documents | Inputs::Json | Inputs::Xml | Inputs::Text => bytes(input, other, random),
    }
}

fn tree(text: &[u8]) -> Option<Value> {
    serde_json::from_slice(text).ok().or_else(|| serde_yaml::from_slice(text).ok()).filter(|v: &Value| v.is_object())
}

fn written(value: &Value, random: &mut Random) -> Vec<u8> {
    let yaml = random.once_in(3).then(|| serde_yaml::to_string(value).ok()).flatten();
    digits(yaml.unwrap_or_else(|| value.to_string())).into_bytes()
}

/// One change somewhere in a tree.
fn change(root: &mut Value, other: &Value, random: &mut Random) {
    let part = {
        let count = nodes(other);
        at(&mut other.clone(), &mut random.below(count)).cloned()
    };
    let own = {
        let count = nodes(root);
        at(root, &mut random.below(count)).cloned()
    };
    let mut index = random.below(nodes(root));
    // The first ones are the document's frame, which would only be refused.
    if index < 3 {
        index = random.below(nodes(root));
    }
    let Some(place) = at(root, &mut index) else { return };
    match random.below(12) {
        0 => *place = part.unwrap_or(Value::Null),
        1 => *place = own.unwrap_or(Value::Null),
        2 => *place = Value::String((*random.of(HOSTILE)).to_owned()),
        3 => *place = number(random),
        4 => *place = Value::String((*random.of(WORDS)).to_owned()),
        5 => {
            *place =
                [Value::Null, Value::Bool(true), Value::Bool(false), Value::Array(vec![]), Value::Object(Map::new())]
                    [random.below(5)]
                .clone()
        }
        6 => *place = Value::Array(vec![place.take(), own.unwrap_or(Value::Null)]),
        7 => *place = Value::Object(Map::from_iter([((*random.of(KEYWORDS)).to_owned(), place.take())])),
        8..=11 => members(place, own, random),
        _ => {}
    }
}

/// A change of the members of an object, of the items of an array, of a text or a number.
fn members(place: &mut Value, own: Option<Value>, random: &mut Random) {
    match place {
        Value::Object(members) => {
            let keys: Vec<String> = members.keys().cloned().collect();
            let key = if keys.is_empty() { String::new() } else { random.of(&keys).clone() };
            match random.below(5) {
                0 => drop(members.remove(&key)),
                1 => {
                    if let Some(value) = members.remove(&key) {
                        members.insert((*random.of(HOSTILE)).to_owned(), value);
                    }
                }
                2 => {
                    if let Some(value) = members.remove(&key) {
                        members.insert((*random.of(KEYWORDS)).to_owned(), value);
                    }
                }
                3 => drop(members.insert((*random.of(KEYWORDS)).to_owned(), own.unwrap_or(Value::Null))),
                _ => {
                    let value = members.get(&key).cloned().unwrap_or(Value::Null);
                    members.insert(format!("{key}{}", random.of(&["2", "_", " ", "-", "é", "A"])), value);
                }
            }
        }
        Value::Array(items) if items.is_empty() => items.push(own.unwrap_or(Value::Null)),
        Value::Array(items) => {
            let (from, to) = (random.below(items.len()), random.below(items.len()));
            match random.below(3) {
                0 => drop(items.remove(from)),
                1 => items.push(items[from].clone()),
                _ => items.swap(from, to),
            }
        }
        Value::String(text) => {
            let at = text.char_indices().nth(random.below(text.chars().count() + 1)).map_or(text.len(), |(at, _)| at);
            text.insert_str(at, random.of::<&str>(HOSTILE));
        }
        Value::Number(_) => *place = number(random),
        Value::Null | Value::Bool(_) => *place = own.unwrap_or(Value::Null),
    }
}

/// A number as a text that [`digits`] makes one of: the tree would lose digits that no `f64` holds.
fn number(random: &mut Random) -> Value {
    Value::String(format!("@@{}@@", random.of::<&str>(NUMBERS)))
}

fn digits(text: String) -> String {
    ["\"", "'"]
        .iter()
        .fold(text, |text, quote| text.replace(&format!("{quote}@@"), "").replace(&format!("@@{quote}"), ""))
}

fn nodes(value: &Value) -> usize {
    1 + match value {
        Value::Object(members) => members.values().map(nodes).sum(),
        Value::Array(items) => items.iter().map(nodes).sum(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
    }
}

/// The node of an index, in the order of writing.
fn at<'v>(value: &'v mut Value, index: &mut usize) -> Option<&'v mut Value> {
    if *index == 0 {
        return Some(value);
    }
    *index -= 1;
    match value {
        Value::Object(members) => members.values_mut().find_map(|value| at(value, index)),
        Value::Array(items) => items.iter_mut().find_map(|value| at(value, index)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}

/// Bytes that are replaced, dropped, doubled, put in.
fn bytes(input: &[u8], other: &[u8], random: &mut Random) -> Vec<u8> {
    let mut out = input.to_vec();
    for _ in 0..=random.below(4) {
        let place = random.below(out.len() + 1);
        let end = (place + random.below(16)).min(out.len());
        let from = random.below(other.len() + 1);
        let put: Vec<u8> = match random.below(7) {
            0 => vec![random.below(256) as u8],
            1 => random.of(HOSTILE).as_bytes().to_vec(),
            2 => random.of(NUMBERS).as_bytes().to_vec(),
            3 => other[from..(from + random.below(64)).min(other.len())].to_vec(),
            4 => random
                .of(&[
                    "{",
                    "}",
                    "[",
                    "]",
                    ":",
                    "- ",
                    "&a ",
                    "*a ",
                    "<<",
                    "\n",
                    " ",
                    "\t",
                    "|",
                    ">",
                    "\"",
                    "'",
                    "<",
                    "/>",
                    "</",
                    "&#x0;",
                    "<![CDATA[",
                    "]]>",
                    "%",
                    "=",
                    "&",
                    ";",
                    ",",
                    "(",
                    "(?!",
                    ")*",
                    "{9}",
                    "\\d",
                    "\u{10ffff}",
                    "\u{0}",
                ])
                .as_bytes()
                .to_vec(),
            5 => out[place..end].repeat(2 + random.below(40)),
            _ => Vec::new(),
        };
        out.splice(place..end, put);
    }
    out.truncate(1 << 18);
    out
}
