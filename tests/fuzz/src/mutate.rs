//! Mutations: of documents as trees, which stay documents, and of any other text.
//!
//! Bytes that change at random seldom get past the parser of YAML. What changes here is the tree: values are swapped,
//! members doubled, dropped and renamed, types changed, parts of other documents put in, and texts replaced by those
//! that would break out of a string, a comment or a name if they were not escaped.

use serde_json::{Map, Value};

use crate::Inputs;
use crate::random::Random;

/// Texts that end what they stand in, if they can: each holds [`crate::CANARY`] as a word.
pub const HOSTILE: &[&str] = &[
    "\"; pub fn x() { pWnEd(); } //",
    "\"#; pub fn x() { pWnEd(); } //",
    "\"##; pWnEd!(); r##\"",
    "r#\" pWnEd \"#",
    "\\\"; pWnEd(); //",
    "\\",
    "\\\\\" pWnEd \\",
    "*/ pWnEd(); /*",
    "/* pWnEd",
    "//! pWnEd",
    "\n} pWnEd(); {",
    "\r\npWnEd = 1\r\n",
    "\rpWnEd();",
    "\u{e000}pWnEd();",
    "\u{e000}\n///\" pWnEd",
    "a\u{2028}pWnEd();\u{2029}b\u{85}c",
    "\u{202e}\"\u{2066} pWnEd \\ \u{2069}",
    "\u{feff}pWnEd\u{200b}\u{200d}",
    "\0pWnEd\u{1}\u{1b}[31m\u{7f}",
    "{pWnEd}",
    "{}{{}}{:?}{0}",
    "}; mod pWnEd {} {",
    "=> pWnEd, _ => {",
    "'pWnEd' \"pWnEd\" `pWnEd`",
    "](pWnEd) <script>pWnEd</script>",
    "```\npWnEd();\n```rust\nlet pWnEd = 1;",
    "#![doc = \"pWnEd\"]",
    "# pWnEd()\n# Ok::<(), ()>(())",
    "$pWnEd $crate $($t:tt)*",
    "r#pWnEd",
    "%22%0Aq\"pWnEd",
    "text/\"; pWnEd",
    "é\u{301}e\u{301} μ \u{b5} K \u{212a} ǅ İ ﬁ ª ² ① \"pWnEd",
    "𝐀𝒷 \u{1f600}\u{fe0f} ا ب 한 \u{1100} ก\u{e31} \"pWnEd",
    "",
    " ",
    "_",
    "self",
    "Self",
    "crate",
    "r#type",
    "gen",
    "0",
    "-1",
    "__proto__",
    "~1~0%2F",
    "#/components/schemas/A/properties/\"pWnEd",
    "../../../../etc/passwd",
    "http://[::1]:99999/{\"pWnEd}?#",
];

const NUMBERS: &[&str] = &[
    "0",
    "-0",
    "0.0",
    "-1",
    "1",
    "2",
    "0.1",
    "1e-400",
    "1e400",
    "-1e400",
    "1e999999999",
    "1e-999999999",
    "1E+2",
    "127",
    "255",
    "256",
    "4294967296",
    "2147483647",
    "-2147483648",
    "9007199254740993",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775809",
    "18446744073709551615",
    "18446744073709551616",
    "170141183460469231731687303715884105727",
    "170141183460469231731687303715884105728",
    "-170141183460469231731687303715884105729",
    "1000000000000000000000000000000000000000000000000000.5",
    "3.0",
    "1.7976931348623157e308",
    "5e-324",
];

const KEYWORDS: &[&str] = &[
    "type",
    "properties",
    "items",
    "allOf",
    "oneOf",
    "anyOf",
    "not",
    "if",
    "then",
    "else",
    "$ref",
    "enum",
    "const",
    "required",
    "format",
    "pattern",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "default",
    "example",
    "examples",
    "additionalProperties",
    "patternProperties",
    "propertyNames",
    "prefixItems",
    "contains",
    "minContains",
    "maxContains",
    "dependentRequired",
    "dependentSchemas",
    "unevaluatedProperties",
    "unevaluatedItems",
    "discriminator",
    "mapping",
    "xml",
    "nullable",
    "readOnly",
    "writeOnly",
    "deprecated",
    "title",
    "description",
    "$defs",
    "$id",
    "$anchor",
    "$dynamicRef",
    "contentEncoding",
    "contentMediaType",
    "parameters",
    "requestBody",
    "responses",
    "content",
    "headers",
    "schema",
    "style",
    "explode",
    "encoding",
    "servers",
    "variables",
    "security",
    "securitySchemes",
    "callbacks",
    "webhooks",
    "tags",
    "operationId",
    "x-rust-name",
    "x-rust-type",
    "x-secret",
    "x-open",
    "x-enum-varnames",
    "x-accept-values",
    "x-allow",
    "x-assumed",
    "x-source",
    "x-credential",
    "x-failure-when",
    "name",
    "in",
    "get",
    "post",
    "trace",
    "200",
    "2XX",
    "default",
    "*/*",
    "application/json",
];

const WORDS: &[&str] = &[
    "string",
    "integer",
    "number",
    "boolean",
    "array",
    "object",
    "null",
    "date-time",
    "date",
    "uuid",
    "byte",
    "binary",
    "int32",
    "int64",
    "uint64",
    "float",
    "decimal",
    "ipv6",
    "regex",
    "query",
    "header",
    "path",
    "cookie",
    "form",
    "simple",
    "label",
    "matrix",
    "deepObject",
    "pipeDelimited",
    "#/components/schemas/Thing",
    "#",
    "#/",
    "#/paths",
    "^[a-z]+$",
    "(?=a)b",
    "(((((",
    "\\p{L}{1000}",
    "(a{1000}){1000}",
    "[\\d-z]",
    "\\u{110000}",
    "application/xml",
    "multipart/form-data",
    "text/plain",
    "application/octet-stream",
    "2026-02-30",
    "3.0.3",
    "3.1.0",
    "3.2.0",
];

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
