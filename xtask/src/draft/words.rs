//! What words in a fixed form say of a value: limits, formats, lists of values, defaults.
//!
//! In: one sentence of a page, and the field that it is about. Out: the field with what the sentence states.
//! Guaranteed: a sentence that says something in no known form changes nothing and is said to be unread.

use super::json::Json;
use super::model::{Field, Kind, Schema};

const LEAST: &[&str] = &[
    "at least",
    "no fewer than",
    "no less than",
    "not less than",
    "no shorter than",
    "not shorter than",
    "minimum length",
    "minimum items",
    "minimum value",
    "minimum",
    "min. length",
    "min length",
    "minlength",
    "min",
];
const MOST: &[&str] = &[
    "no more than",
    "not more than",
    "no longer than",
    "not longer than",
    "at most",
    "up to",
    "must not exceed",
    "maximum length",
    "maximum items",
    "maximum value",
    "maximum",
    "max. length",
    "max length",
    "maxlength",
    "max",
];

/// What the numbers of a sentence count.
struct Measure {
    least: &'static str,
    most: &'static str,
}

/// Reads one sentence; says whether it was in a known form.
pub(super) fn read(field: &mut Field, sentence: &str) -> bool {
    let lower = sentence.to_ascii_lowercase();
    let mut known = read_limits(&mut field.schema, &lower);
    known |= read_pattern(&mut field.schema, sentence);
    known |= read_values(&mut field.schema, sentence, &lower);
    known |= read_format(&mut field.schema, &lower);
    known |= read_default(field, sentence, &lower);
    known | read_marks(field, &lower)
}

/// Limits only, for sentences in which other words may mean anything.
pub(super) fn read_limits(schema: &mut Schema, lower: &str) -> bool {
    let Some(measure) = measure(schema, lower) else { return false };
    let mut known = false;
    if let Some((least, most)) = between(lower) {
        schema.set(measure.least, Json::Number(least));
        schema.set(measure.most, Json::Number(most));
        known = true;
    }
    if let Some(exact) = number_after(lower, "exactly") {
        schema.set(measure.least, Json::Number(exact.clone()));
        schema.set(measure.most, Json::Number(exact));
        known = true;
    }
    for (phrases, keyword) in [(LEAST, measure.least), (MOST, measure.most)] {
        if let Some(number) = phrases.iter().find_map(|phrase| number_after(lower, phrase)) {
            schema.set(keyword, Json::Number(number));
            known = true;
        }
    }
    if measure.least == "minimum" {
        for (phrases, keyword) in
            [(["greater than", "more than"], "exclusiveMinimum"), (["less than", "smaller than"], "exclusiveMaximum")]
        {
            let phrase = phrases.iter().find(|phrase| !is_denied(lower, phrase));
            if let Some(number) = phrase.and_then(|phrase| number_after(lower, phrase)) {
                schema.set(keyword, Json::Number(number));
                known = true;
            }
        }
    }
    known
}

fn measure(schema: &Schema, lower: &str) -> Option<Measure> {
    match &schema.kind {
        Kind::Text => {
            // Of a text, a number alone may be a value as well as a length.
            let counts =
                ["char", "letter", "length", "long", "digit", "symbol"].iter().any(|word| lower.contains(word));
            counts.then_some(Measure { least: "minLength", most: "maxLength" })
        }
        Kind::Integer | Kind::Number => {
            let counts = ["char", "length"].iter().any(|word| lower.contains(word));
            (!counts).then_some(Measure { least: "minimum", most: "maximum" })
        }
        Kind::List(..) => Some(Measure { least: "minItems", most: "maxItems" }),
        Kind::Any | Kind::Flag | Kind::Object(_) => None,
    }
}

/// Whether a phrase stands behind `no` or `not`, or before `or equal`.
fn is_denied(lower: &str, phrase: &str) -> bool {
    let Some(at) = lower.find(phrase) else { return true };
    let before = lower.get(..at).unwrap_or_default().trim_end();
    before.ends_with("no") || before.ends_with("not")
}

/// The number behind a phrase that stands there as words of their own.
fn number_after(lower: &str, phrase: &str) -> Option<String> {
    lower.match_indices(phrase).find_map(|(at, _)| {
        let before = lower.get(..at)?.chars().next_back();
        if before.is_some_and(char::is_alphanumeric) {
            return None;
        }
        leading_number(lower.get(at + phrase.len()..)?)
    })
}

/// The number that a text begins with, behind words that only join.
fn leading_number(text: &str) -> Option<String> {
    let mut rest = text.trim_start_matches([' ', ':', '=']);
    while let Some(next) =
        ["of ", "is ", "a ", "length ", "value ", "or equal to ", "to "].iter().find_map(|word| rest.strip_prefix(word))
    {
        rest = next.trim_start_matches([' ', ':', '=']);
    }
    let digits: String = rest.chars().take_while(|c| c.is_ascii_digit() || matches!(c, '-' | '.' | ',')).collect();
    // A comma between three digits each groups them; a dot or comma at the end belongs to the sentence.
    let digits = digits.trim_end_matches(['.', ',', '-']);
    let grouped = digits.split(',').skip(1).all(|group| group.len() == 3);
    let digits = if grouped { digits.replace(',', "") } else { digits.split(',').next()?.to_owned() };
    let number = serde_json::from_str::<serde_json::Number>(&digits).ok()?;
    Some(number.to_string())
}

fn between(lower: &str) -> Option<(String, String)> {
    let (_, rest) = lower.split_once("between ")?;
    let least = leading_number(rest)?;
    let (_, rest) = rest.split_once(" and ")?;
    Some((least, leading_number(rest)?))
}

/// `Matches ^…$`: a pattern ends with its last dollar sign, or with the line.
fn read_pattern(schema: &mut Schema, sentence: &str) -> bool {
    const FORMS: [&str; 5] =
        ["Matches ", "Must match ", "Matching regular expression pattern:", "Pattern:", "Regular expression:"];
    if schema.kind != Kind::Text {
        return false;
    }
    let Some(rest) = FORMS.iter().find_map(|form| sentence.split_once(form)).map(|(_, rest)| rest.trim()) else {
        return false;
    };
    let rest = rest.trim_matches('`');
    let pattern = match rest.rfind('$') {
        Some(end) if rest.starts_with('^') => rest.get(..=end).unwrap_or(rest),
        Some(_) | None => rest.trim_end_matches('.'),
    };
    // In words a pattern is none.
    let is_pattern = pattern.starts_with('^') || pattern.contains(['[', '\\']);
    if is_pattern {
        schema.set("pattern", Json::text(pattern));
    }
    is_pattern
}

/// `One of a, b, c`.
fn read_values(schema: &mut Schema, sentence: &str, lower: &str) -> bool {
    const FORMS: [&str; 6] =
        ["one of ", "allowed values", "possible values", "valid values", "accepted values", "permitted values"];
    let Some(at) = FORMS.iter().find_map(|form| lower.find(form).map(|at| at + form.len())) else { return false };
    let rest = sentence.get(at..).unwrap_or_default().trim_start_matches([':', ' ']);
    let rest = rest.strip_prefix("are ").unwrap_or(rest).trim_start_matches([':', ' ']);
    let rest = rest.split('(').next().unwrap_or_default().trim().trim_end_matches('.');
    let words: Vec<&str> = rest.split([',', '|']).flat_map(|part| part.split(" or ")).map(value_word).collect();
    let is_value = |word: &&str| !word.is_empty() && word.len() <= 64 && !word.contains(char::is_whitespace);
    if words.len() < 2 || !words.iter().all(is_value) || !schema.values.is_empty() {
        return false;
    }
    match &schema.kind {
        Kind::Flag => accept(schema, &words),
        Kind::Integer if words.iter().all(|word| word.parse::<i64>().is_ok()) => {
            schema.values = unique(words.iter().map(|word| Json::Number((*word).to_owned())));
            true
        }
        Kind::Text => {
            schema.values = unique(words.iter().map(|word| Json::text(*word)));
            true
        }
        Kind::Any | Kind::Integer | Kind::Number | Kind::List(..) | Kind::Object(_) => false,
    }
}

fn value_word(part: &str) -> &str {
    let part = part.trim();
    part.strip_prefix("or ").unwrap_or(part).trim_matches(['"', '\'', '`', '“', '”', ' '])
}

fn unique(values: impl Iterator<Item = Json>) -> Vec<Json> {
    let mut found = Vec::new();
    for value in values {
        if !found.contains(&value) {
            found.push(value);
        }
    }
    found
}

/// The spellings of a flag: a digit is meant as a number and as a text.
fn accept(schema: &mut Schema, words: &[&str]) -> bool {
    let (mut yes, mut no) = (Vec::new(), Vec::new());
    for word in words {
        let word = word.to_ascii_lowercase();
        let list = match word.as_str() {
            "1" | "true" | "yes" | "on" | "y" | "t" => &mut yes,
            "0" | "false" | "no" | "off" | "n" | "f" => &mut no,
            _ => return false,
        };
        if word.parse::<u8>().is_ok() {
            list.push(Json::Number(word.clone()));
        }
        list.push(Json::text(word));
    }
    schema.accept = Some((unique(yes.into_iter()), unique(no.into_iter())));
    true
}

/// Formats that the page names. Of a list of texts nothing is said about one of them.
fn read_format(schema: &mut Schema, lower: &str) -> bool {
    if schema.kind != Kind::Text || schema.format.is_some() || lower.contains("list") || lower.contains("separated") {
        return false;
    }
    let has = |word: &str| lower.split(|c: char| !c.is_alphanumeric() && c != '-').any(|part| part == word);
    let format = if has("uuid") || has("guid") {
        "uuid"
    } else if lower.trim() == "data type: date" || (lower.contains("yyyy-mm-dd") && !lower.contains("hh")) {
        "date"
    } else if ["iso 8601", "iso8601", "rfc 3339", "rfc3339", "date-time"].iter().any(|word| lower.contains(word)) {
        "date-time"
    } else if lower.contains("valid email") || lower.contains("valid e-mail") {
        "email"
    } else if lower.contains("valid url") || lower.contains("valid uri") {
        "uri"
    } else {
        return false;
    };
    schema.format = Some(format);
    true
}

fn read_default(field: &mut Field, sentence: &str, lower: &str) -> bool {
    const FORMS: [&str; 5] = ["default value:", "default value is ", "defaults to ", "default is ", "default: "];
    let Some(at) = FORMS.iter().find_map(|form| lower.find(form).map(|at| at + form.len())) else { return false };
    let word = sentence.get(at..).unwrap_or_default().trim().trim_end_matches('.');
    let word = value_word(word);
    let value = match &field.schema.kind {
        Kind::Text if !word.is_empty() => Some(Json::text(word)),
        Kind::Integer if word.parse::<i64>().is_ok() => Some(Json::Number(word.to_owned())),
        Kind::Number if serde_json::from_str::<serde_json::Number>(word).is_ok() => Some(Json::Number(word.to_owned())),
        Kind::Flag => word.to_ascii_lowercase().parse().ok().map(Json::Flag),
        Kind::Any | Kind::Text | Kind::Integer | Kind::Number | Kind::List(..) | Kind::Object(_) => None,
    };
    let known = value.is_some();
    if let Some(value) = value {
        field.schema.set("default", value);
    }
    known
}

fn read_marks(field: &mut Field, lower: &str) -> bool {
    let mut known = true;
    match lower.trim().trim_end_matches('.') {
        "required" | "must be set" | "mandatory" => field.required = Some(true),
        "optional" => field.required = Some(false),
        "read only" | "read-only" => field.marks.push("readOnly"),
        "deprecated" => field.marks.push("deprecated"),
        "unique items" | "must be unique" if matches!(field.schema.kind, Kind::List(..)) => {
            field.schema.set("uniqueItems", Json::Flag(true));
        }
        _ => known = false,
    }
    known
}

/// The type that a page names, with the format that its word has.
pub(super) fn type_named(word: &str) -> Option<Schema> {
    let lower = word.trim().to_ascii_lowercase();
    for prefix in ["array of ", "list of ", "collection of "] {
        if let Some(rest) = lower.strip_prefix(prefix) {
            let items = type_named(rest.trim_end_matches('s')).or_else(|| type_named(rest)).unwrap_or_default();
            return Some(Schema::of(Kind::List(Box::new(items), false)));
        }
    }
    let (kind, format) = match lower.as_str() {
        "string" | "text" | "char" => (Kind::Text, None),
        "integer" | "int" | "long" | "short" => (Kind::Integer, None),
        "int32" => (Kind::Integer, Some("int32")),
        "int64" => (Kind::Integer, Some("int64")),
        "number" | "float" | "double" | "decimal" | "decimal number" => (Kind::Number, None),
        "boolean" | "bool" => (Kind::Flag, None),
        "uuid" | "guid" | "globally unique identifier" => (Kind::Text, Some("uuid")),
        "date" => (Kind::Text, Some("date")),
        "datetime" | "date-time" | "timestamp" => (Kind::Text, Some("date-time")),
        "url" | "uri" => (Kind::Text, Some("uri")),
        "array" | "list" => (Kind::List(Box::default(), false), None),
        "object" => (Kind::Object(super::model::Object::default()), None),
        "any" | "mixed" => (Kind::Any, None),
        _ => return None,
    };
    Some(Schema { kind, format, ..Schema::default() })
}
