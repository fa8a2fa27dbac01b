//! Targets of the readers: JSON, generated types, XML, headers and queries, patterns, formats.
//!
//! What must hold: no panic; what was read is written so that it reads as the same again.

use http::{HeaderMap, HeaderValue};
use specwright_pattern::LookAround;
use specwright_runtime::check::{Rule, compile, compile_look_around};
use specwright_runtime::probe::{Outcome, same};
use specwright_runtime::webhook::Request;
use specwright_runtime::xml::{
    self, XmlField, XmlList, XmlNamespace, XmlObject, XmlPlace, XmlRoot, XmlScalar, XmlShape,
};
use specwright_runtime::{DateTime, HeaderForm, Map, Part, StringFormat, Uuid, Value, Violations};

/// The schemas of `api.yaml`, by the byte that chooses one.
pub(crate) const SCHEMAS: &[&str] = &["Everything", "Shape", "AnyOf", "Odd", "Deep", "Maps", "Kind", "Number"];

pub(crate) fn json(data: &[u8]) {
    let text = data.get(1..).unwrap_or_default();
    let Ok(value) = specwright_runtime::json::from_slice::<Value>(text) else { return };
    let written = specwright_runtime::json::to_vec(&value);
    let again: Value = specwright_runtime::json::from_slice(&written).expect("what was written is JSON");
    assert!(same(text, &written), "a value is not what was read");
    assert_eq!(again, value, "a value does not read as what it was");
}

pub(crate) fn typed(data: &[u8]) {
    let Some((&first, text)) = data.split_first() else { return };
    let schema = SCHEMAS[usize::from(first) % SCHEMAS.len()];
    let read = crate::api::probe::probe(schema, text).unwrap_or_else(|| panic!("api.yaml has no schema {schema}"));
    let Outcome::Read { written, violations } = read else { return };
    // Of two members with one name the last is kept, and the value may be another one without the first.
    if repeats(text) {
        return;
    }
    match crate::api::probe::probe(schema, &written) {
        Some(Outcome::Read { written: again, violations: found }) => {
            // What unions within unions are tried with depends on the length of the text, which escapes change; so deep,
            // it does not last, and what is of no variant keeps its text.
            let is_deep = nesting(&specwright_runtime::json::from_slice(text).unwrap_or_default()) > DEEP;
            let [again, before] = [&again, &written].map(|text| String::from_utf8_lossy(text));
            assert!(again == before || is_deep, "{schema} changes: {before} to {again}");
            assert!(found == violations || is_deep, "{schema} is judged otherwise when it was written and read");
        }
        other => panic!("{schema} wrote what it does not read: {other:?} {}", String::from_utf8_lossy(&written)),
    }
    let read =
        |json: &[u8]| specwright_runtime::json::from_slice::<Value>(json).expect("what was read as a type is JSON");
    let kept = same(text, &written) || alike(&read(text), &read(&written));
    assert!(kept, "{schema} loses: {}", String::from_utf8_lossy(&written));
}

/// Whether two values are the same but for digits that an `f64` does not have, and for capital letters in UUIDs.
fn alike(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => {
            left.as_str() == right.as_str() || left.as_str().parse::<f64>() == right.as_str().parse::<f64>()
        }
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| alike(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            let has = |(key, value): (&String, &Value)| right.get(key).is_some_and(|other| alike(value, other));
            left.len() == right.len() && left.iter().all(has)
        }
        (Value::String(left), Value::String(right)) => {
            left == right || (right.parse::<Uuid>().is_ok() && left.eq_ignore_ascii_case(right))
        }
        (left, right) => left == right,
    }
}

/// Whether an object of the text has a key twice: there are more colons than members that are kept.
fn repeats(text: &[u8]) -> bool {
    let value: Value = specwright_runtime::json::from_slice(text).expect("what was read as a type is JSON");
    let (mut colons, mut inside, mut escaped) = (0, false, false);
    for byte in text {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = inside,
            b'"' => inside = !inside,
            b':' if !inside => colons += 1,
            _ => {}
        }
    }
    colons > members(&value)
}

/// How deep unions may nest for certain to be judged by all that they are.
const DEEP: usize = 48;

fn nesting(value: &Value) -> usize {
    let deepest = match value {
        Value::Object(object) => object.values().map(nesting).max(),
        Value::Array(items) => items.iter().map(nesting).max(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    };
    deepest.map_or(0, |deepest| deepest + 1)
}

fn members(value: &Value) -> usize {
    match value {
        Value::Object(object) => object.len() + object.values().map(members).sum::<usize>(),
        Value::Array(items) => items.iter().map(members).sum(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
    }
}

const TEXT: XmlShape = XmlShape::Text(XmlScalar::String);
const URN: Option<XmlNamespace> = Some(XmlNamespace { prefix: Some("x"), uri: "urn:x" });

const fn field(key: &'static str, name: &'static str, place: XmlPlace, shape: XmlShape) -> XmlField {
    XmlField { key, name, namespace: None, place, shape }
}

static ITEMS: XmlList = XmlList { wrapped: false, item: "Item", item_namespace: None, shape: TEXT };
static TAGS: XmlList =
    XmlList { wrapped: true, item: "Tag", item_namespace: None, shape: XmlShape::Text(XmlScalar::Integer) };
static CARTS: XmlList = XmlList { wrapped: false, item: "Cart", item_namespace: None, shape: XmlShape::Object(&CART) };
static CART: XmlObject = XmlObject {
    fields: &[
        field("count", "count", XmlPlace::Attribute, XmlShape::Text(XmlScalar::Integer)),
        XmlField { key: "k", name: "k", namespace: URN, place: XmlPlace::Attribute, shape: TEXT },
        field("items", "Item", XmlPlace::Element, XmlShape::List(&ITEMS)),
        field("tags", "Tags", XmlPlace::Element, XmlShape::List(&TAGS)),
        field("note", "Note", XmlPlace::Element, XmlShape::Text(XmlScalar::Number)),
        field("open", "Open", XmlPlace::Element, XmlShape::Text(XmlScalar::Boolean)),
        field("carts", "Cart", XmlPlace::Element, XmlShape::List(&CARTS)),
        XmlField { key: "other", name: "Other", namespace: URN, place: XmlPlace::Element, shape: XmlShape::Any },
        field("words", "", XmlPlace::Text, TEXT),
    ],
};
static ROOT: XmlRoot =
    XmlRoot { name: "Cart", namespace: None, declarations: &[("x", "urn:x")], shape: XmlShape::Object(&CART) };

pub(crate) fn xml(data: &[u8]) {
    let Ok(json) = xml::to_json(data, &ROOT) else { return };
    let value: Value = specwright_runtime::json::from_slice(&json).expect("what is made of XML is JSON");
    assert!(value.as_object().is_some(), "the root is an object: {}", String::from_utf8_lossy(&json));
    back_and_forth(&json);
}

pub(crate) fn to_xml(data: &[u8]) {
    back_and_forth(data.get(1..).unwrap_or_default());
}

/// What is written as XML is read, and then is a fixed point.
fn back_and_forth(json: &[u8]) {
    let Ok(text) = xml::to_xml(json, &ROOT) else { return };
    let read = xml::to_json(&text, &ROOT);
    let shown = String::from_utf8_lossy(&text);
    let read = read.unwrap_or_else(|error| panic!("what was written as XML is not read: {error}\n{shown}"));
    let again = xml::to_xml(&read, &ROOT).unwrap_or_else(|error| panic!("{error}\n{shown}"));
    let third = xml::to_json(&again, &ROOT).unwrap_or_else(|error| panic!("{error}\n{shown}"));
    assert_eq!(String::from_utf8_lossy(&third), String::from_utf8_lossy(&read), "{shown}");
}

pub(crate) fn headers(data: &[u8]) {
    let mut headers = HeaderMap::new();
    for line in data.split(|b| *b == b'\n') {
        if let Ok(value) = HeaderValue::from_bytes(line) {
            headers.append("x-a", value.clone());
            headers.append("set-cookie", value.clone());
            headers.append("cookie", value);
        }
    }
    let mut found = Violations::default();
    for form in [HeaderForm::List, HeaderForm::Object, HeaderForm::ExplodedObject, HeaderForm::Json] {
        for name in ["x-a", "set-cookie"] {
            let rule = &Rule::NESTED;
            let _ = specwright_runtime::styled_header::<Vec<i64>>(&headers, name, form, rule, &mut found);
            let _ = specwright_runtime::styled_header::<Vec<String>>(&headers, name, form, rule, &mut found);
            let _ = specwright_runtime::styled_header::<Map<f64>>(&headers, name, form, rule, &mut found);
            let _ = specwright_runtime::styled_header::<Value>(&headers, name, form, rule, &mut found);
        }
    }
    let rule = &Rule::NESTED;
    let _ = specwright_runtime::required_header::<i64>(&headers, "x-a", rule, &mut found);
    let _ = specwright_runtime::header::<bool>(&headers, "x-a", rule, &mut found);
    let _ = specwright_runtime::header::<Uuid>(&headers, "x-a", rule, &mut found);
    let _ = specwright_runtime::header::<DateTime>(&headers, "x-a", rule, &mut found);
    let query = String::from_utf8_lossy(data).into_owned();
    let request = Request { headers: &headers, query: &query, body: data };
    for part in [Part::Query("a"), Part::Cookie("a"), Part::Header("x-a")] {
        let _ = request.parameter::<String>(part, true, rule, &mut found);
        let _ = request.parameter::<Vec<i32>>(part, true, rule, &mut found);
        let _ = request.parameter::<Map<String>>(part, false, rule, &mut found);
    }
    let _ = found.to_string();
}

pub(crate) fn pattern(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let (pattern, text) = text.split_once('\n').unwrap_or((&text, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab"));
    let ours = LookAround::new(pattern);
    let found = ours.as_ref().ok().and_then(|pattern| pattern.is_match(text));
    let _ = compile_look_around(pattern);
    let _ = compile(pattern);
    let document = serde_json::json!({
        "openapi": "3.1.1", "info": { "title": "t", "version": "1" }, "paths": {},
        "components": { "schemas": { "A": { "type": "string", "pattern": pattern, "example": text } } }
    });
    let _ = crate::generate(document.to_string().as_bytes(), specwright_codegen::check::Mode::Lenient);
    let _ = found;
}

pub(crate) fn format(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    for line in text.lines().chain([&*text]) {
        for format in FORMATS {
            let _ = format.matches(line);
            let _ = format.matches_number(line);
        }
        for json in [serde_json::Value::from(line).to_string(), line.to_owned()] {
            let _ = specwright_runtime::json::from_str::<DateTime>(&json).map(|v| specwright_runtime::json::to_vec(&v));
            let _ = specwright_runtime::json::from_str::<specwright_runtime::Date>(&json);
            let _ = specwright_runtime::json::from_str::<specwright_runtime::Base64>(&json).map(|v| v.decode());
            let _ = specwright_runtime::json::from_str::<Uuid>(&json);
            let _ = specwright_runtime::json::from_str::<i64>(&json);
            let _ = specwright_runtime::json::from_str::<f64>(&json);
        }
    }
}

const FORMATS: &[StringFormat] = &[
    StringFormat::Email,
    StringFormat::IdnEmail,
    StringFormat::Uri,
    StringFormat::UriReference,
    StringFormat::UriTemplate,
    StringFormat::Iri,
    StringFormat::IriReference,
    StringFormat::Ipv4,
    StringFormat::Ipv6,
    StringFormat::Hostname,
    StringFormat::IdnHostname,
    StringFormat::DateTime,
    StringFormat::Date,
    StringFormat::Time,
    StringFormat::Duration,
    StringFormat::Uuid,
    StringFormat::JsonPointer,
    StringFormat::RelativeJsonPointer,
    StringFormat::Regex,
    StringFormat::Byte,
    StringFormat::Int8,
    StringFormat::Uint64,
    StringFormat::Float,
    StringFormat::Double,
];

#[cfg(test)]
mod tests {
    use super::{DEEP, Outcome};

    /// What could not be tried to its end is not said to be wrong.
    #[test]
    fn unions_that_are_too_deep_are_said_to_be() {
        let deep = |levels: usize| {
            let text = format!("{}\"::1\"{}", r#"{"b":1,"a":["#.repeat(levels), "]}".repeat(levels));
            match crate::api::probe::probe("AnyOf", text.as_bytes()) {
                Some(Outcome::Read { violations, .. }) => violations.to_string(),
                other => panic!("{levels}: {other:?}"),
            }
        };
        assert_eq!(deep(DEEP), "");
        let said = deep(90);
        assert!(said.contains("found unions nested too deep to tell"), "{said}");
    }
}
