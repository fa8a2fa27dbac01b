//! Types from samples: what a value on a page shows of the values that may stand there.
//!
//! In: values of JSON. Out: their schemas. Guaranteed: what a sample only suggests (a format, a list of values, whether
//! a number is an integer) has its reason beside it.

use super::json::Json;
use super::model::{Field, Kind, Object, Schema};

/// What the samples of a page have in common.
#[derive(Clone, Copy, Debug)]
pub(super) struct Habits {
    /// A free text is written as `<string>`, so a word is one of a list of values.
    pub placeholders: bool,
    /// A number without a fraction is an integer: the page writes other numbers with one.
    pub integers: bool,
}

const UNSTATED: &str = "The page does not say which members are required; none is.";

/// The habits of a page that has this text.
pub(super) fn habits(text: &str) -> Habits {
    Habits { placeholders: text.contains("\"<string>\""), integers: false }
}

/// The schema of a value, and why it may be wrong.
pub(super) fn schema(value: &Json, habits: Habits) -> (Schema, Vec<String>) {
    match value {
        Json::Null => (Schema::default(), vec!["The page shows null only; any value is taken.".to_owned()]),
        Json::Flag(_) => (Schema::of(Kind::Flag), Vec::new()),
        Json::Number(digits) => number(digits, habits),
        Json::Text(text) => text_schema(text, habits),
        Json::List(items) => list(items, habits),
        Json::Object(members) => {
            let fields = members.iter().map(|(name, value)| field(name, value, habits)).collect();
            let object = Object { fields, assumed: vec![UNSTATED.to_owned()], ..Object::default() };
            (Schema::of(Kind::Object(object)), Vec::new())
        }
    }
}

/// A member of a sample.
pub(super) fn field(name: &str, value: &Json, habits: Habits) -> Field {
    let (schema, assumed) = schema(value, habits);
    let mut field = Field { assumed, ..Field::new(name, schema) };
    if field.schema.kind == Kind::Any && value.as_text().is_some() {
        field.description = Some("A value of any type.".to_owned());
    }
    mark_secret(&mut field);
    field
}

/// A name that says what the value is for.
pub(super) fn mark_secret(field: &mut Field) {
    const PARTS: [&str; 6] = ["password", "secret", "apikey", "accesstoken", "securitycode", "privatekey"];
    let letters: String = field.name.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_ascii_lowercase();
    let is_value = !matches!(field.schema.kind, Kind::Flag | Kind::Object(_) | Kind::List(..));
    let is_key = letters == "key" && field.schema.kind == Kind::Any;
    if is_value && (is_key || PARTS.iter().any(|part| letters.contains(part))) {
        field.marks.push("x-secret");
        field.assume("The page does not say that the value is a secret; its name does.");
    }
}

fn number(digits: &str, habits: Habits) -> (Schema, Vec<String>) {
    if digits.contains(['.', 'e', 'E']) {
        let why = if habits.integers { vec![] } else { vec![format!("The page shows {digits} and states no bounds.")] };
        return (Schema::of(Kind::Number), why);
    }
    if habits.integers {
        return (Schema::of(Kind::Integer), Vec::new());
    }
    let why = format!("The page shows {digits} and does not say whether it is an integer.");
    // 123 is what stands for any number on pages that are made by a tool.
    let kind = if digits == "123" { Kind::Number } else { Kind::Integer };
    (Schema::of(kind), vec![why])
}

fn text_schema(text: &str, habits: Habits) -> (Schema, Vec<String>) {
    if text == "<any>" {
        return (Schema::default(), Vec::new());
    }
    if let Some(format) = format_of(text) {
        let named = match format {
            "uuid" => "a UUID",
            "date-time" => "an RFC 3339 date-time",
            "date" => "a date",
            "email" => "an email address",
            _ => "a URL",
        };
        let schema = Schema { format: Some(format), ..Schema::of(Kind::Text) };
        return (schema, vec![format!("The page shows {named} and names no format.")]);
    }
    let is_word = !text.is_empty() && text.len() <= 40 && text.chars().all(|c| c.is_ascii_alphabetic() || c == '_');
    if habits.placeholders && is_word {
        let schema = Schema { values: vec![Json::text(text)], open: true, ..Schema::of(Kind::Text) };
        return (schema, vec![format!("The page shows `{text}` only; the other values are not stated.")]);
    }
    (Schema::of(Kind::Text), Vec::new())
}

/// The format that a sample has the form of.
pub(super) fn format_of(text: &str) -> Option<&'static str> {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '9' } else { c }).collect();
    if shape == "9999-99-99" {
        return Some("date");
    }
    if let Some(rest) = shape.strip_prefix("9999-99-99T99:99:99") {
        let zone = rest.trim_start_matches(['.', '9']);
        return (matches!(zone, "Z" | "+99:99" | "-99:99") && !rest.starts_with('9')).then_some("date-time");
    }
    if is_uuid(text) {
        return Some("uuid");
    }
    if text.starts_with("https://") || text.starts_with("http://") {
        let plain = text.is_ascii() && !text.contains([' ', '<', '>', '{', '}', '"', '\\']) && text.len() > 12;
        return plain.then_some("uri");
    }
    let (name, host) = text.split_once('@')?;
    let is_plain =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "._+-".contains(c));
    let has_dot = host.split('.').count() > 1 && host.split('.').all(|label| !label.is_empty());
    (is_plain(name) && is_plain(host) && has_dot).then_some("email")
}

fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    lengths == [8, 4, 4, 4, 12] && groups.iter().all(|group| group.chars().all(|c| c.is_ascii_hexdigit()))
}

fn list(items: &[Json], habits: Habits) -> (Schema, Vec<String>) {
    let Some(first) = items.first() else {
        let why = "The page shows an empty list and does not say what it holds.".to_owned();
        return (Schema::of(Kind::List(Box::default(), false)), vec![why]);
    };
    // The items may each show other members.
    let merged = items.iter().skip(1).fold(first.clone(), merge);
    let (schema, assumed) = schema(&merged, habits);
    (Schema::of(Kind::List(Box::new(schema), false)), assumed)
}

fn merge(all: Json, more: &Json) -> Json {
    match (all, more) {
        (Json::Object(mut members), Json::Object(others)) => {
            let new = others.iter().filter(|(name, _)| !members.iter().any(|(known, _)| known == name));
            let new: Vec<(String, Json)> = new.cloned().collect();
            members.extend(new);
            Json::Object(members)
        }
        (all, _) => all,
    }
}
