//! The samples of a page as examples that keep the page's own rules.
//!
//! In: a sample, and the schema that was drafted from the page. Out: the sample, in which what breaks a rule is
//! replaced, and what was. Guaranteed: what keeps the rules stands as on the page.

use super::json::Json;
use super::model::{Field, Kind, Schema};
use super::samples;

/// A value that was replaced.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Change {
    pub name: String,
    pub old: Option<String>,
    pub new: String,
}

pub(super) fn fit(value: &Json, schema: &Schema, name: &str, changes: &mut Vec<Change>) -> Json {
    match (&schema.kind, value) {
        (Kind::Any, _) | (Kind::Flag, Json::Flag(_)) => value.clone(),
        (Kind::Integer | Kind::Number, Json::Number(digits)) => {
            let new = fit_number(digits, schema);
            if new != *digits {
                changes.push(Change { name: name.to_owned(), old: Some(digits.clone()), new: new.clone() });
            }
            Json::Number(new)
        }
        (Kind::Text, Json::Text(text)) => {
            let new = fit_text(text, schema);
            if new != *text {
                changes.push(Change { name: name.to_owned(), old: Some(text.clone()), new: new.clone() });
            }
            Json::Text(new)
        }
        (Kind::List(items, _), Json::List(values)) => {
            Json::List(values.iter().map(|value| fit(value, items, name, changes)).collect())
        }
        (Kind::Object(object), Json::Object(members)) => fit_object(&object.fields, members, changes),
        (Kind::Text | Kind::Integer | Kind::Number | Kind::Flag | Kind::List(..) | Kind::Object(_), _) => {
            let new = made(schema);
            let old = value.as_text().map(str::to_owned);
            changes.push(Change { name: name.to_owned(), old, new: shown(&new) });
            new
        }
    }
}

fn fit_object(fields: &[Field], members: &[(String, Json)], changes: &mut Vec<Change>) -> Json {
    let mut kept = Vec::new();
    for (name, value) in members {
        match fields.iter().find(|field| field.name == *name) {
            // Whether a text matches a pattern is not judged here.
            Some(field) if field.schema.rule("pattern").is_some() && field.required != Some(true) => {
                let old = value.as_text().map(str::to_owned);
                changes.push(Change { name: name.clone(), old, new: String::new() });
            }
            Some(field) => kept.push((name.clone(), fit(value, &field.schema, name, changes))),
            None => kept.push((name.clone(), value.clone())),
        }
    }
    for field in fields.iter().filter(|field| field.required == Some(true)) {
        if !kept.iter().any(|(name, _)| *name == field.name) {
            let new = made(&field.schema);
            changes.push(Change { name: field.name.clone(), old: None, new: shown(&new) });
            kept.push((field.name.clone(), new));
        }
    }
    Json::Object(kept)
}

fn fit_text(text: &str, schema: &Schema) -> String {
    if let Some(first) = schema.values.first() {
        let is_value = schema.open || schema.values.iter().any(|value| value.as_text() == Some(text));
        return if is_value { text.to_owned() } else { first.as_text().unwrap_or_default().to_owned() };
    }
    let digits = trailing_digits(text);
    if let Some(format) = schema.format
        && samples::format_of(text) != Some(format)
    {
        return match format {
            "uuid" => format!("00000000-0000-0000-0000-{digits:0>12}"),
            "date-time" => "2023-11-07T05:31:56Z".to_owned(),
            "date" => "2023-11-07".to_owned(),
            "email" => "jsmith@example.com".to_owned(),
            "uri" => "https://example.com/".to_owned(),
            _ => text.to_owned(),
        };
    }
    let limit = |keyword: &str| match schema.rule(keyword) {
        Some(Json::Number(digits)) => digits.parse::<usize>().ok(),
        Some(_) | None => None,
    };
    let (least, most) = (limit("minLength").unwrap_or(0), limit("maxLength").unwrap_or(usize::MAX));
    let length = text.chars().count();
    if length > most {
        let short = if digits.is_empty() || digits.len() > most { text.chars().take(most).collect() } else { digits };
        return pad(short, least);
    }
    // A limit that no sample would reach is not worth its lines.
    if length < least && least <= 1000 { pad(text.to_owned(), least) } else { text.to_owned() }
}

/// The limit that a number breaks stands for it.
fn fit_number(digits: &str, schema: &Schema) -> String {
    let limit = |keyword: &str| match schema.rule(keyword) {
        Some(Json::Number(limit)) => limit.parse::<f64>().ok().map(|value| (value, limit.clone())),
        Some(_) | None => None,
    };
    let Ok(value) = digits.parse::<f64>() else { return digits.to_owned() };
    let is_whole = !digits.contains(['.', 'e', 'E']);
    match (limit("minimum"), limit("maximum"), schema.values.first()) {
        (.., Some(Json::Number(first))) if !schema.values.contains(&Json::Number(digits.to_owned())) => first.clone(),
        (Some((least, limit)), ..) if value < least => limit,
        (_, Some((most, limit)), _) if value > most => limit,
        (Some((_, limit)), ..) if schema.kind == Kind::Integer && !is_whole => limit,
        _ if schema.kind == Kind::Integer && !is_whole => "1".to_owned(),
        _ => digits.to_owned(),
    }
}

fn pad(mut text: String, least: usize) -> String {
    while text.chars().count() < least.min(1000) {
        text.push('x');
    }
    text
}

fn trailing_digits(text: &str) -> String {
    let digits: String = text.chars().rev().take_while(char::is_ascii_digit).take(12).collect();
    digits.chars().rev().collect()
}

/// A value of the type, where the page shows none.
fn made(schema: &Schema) -> Json {
    match &schema.kind {
        Kind::Any => Json::Null,
        Kind::Text => Json::Text(fit_text("text", schema)),
        Kind::Integer | Kind::Number => {
            let least = schema.rule("minimum").or(schema.values.first());
            least.cloned().unwrap_or_else(|| Json::Number("1".to_owned()))
        }
        Kind::Flag => Json::Flag(false),
        Kind::List(..) => Json::List(Vec::new()),
        Kind::Object(object) => fit_object(&object.fields, &[], &mut Vec::new()),
    }
}

fn shown(value: &Json) -> String {
    match value {
        Json::Text(text) | Json::Number(text) => text.clone(),
        Json::Flag(flag) => flag.to_string(),
        Json::Null | Json::List(_) | Json::Object(_) => String::new(),
    }
}

/// The same in XML, a line for each element.
pub(super) fn fit_xml(text: &str, changes: &[Change]) -> String {
    let mut text = text.split_whitespace().collect::<Vec<_>>().join(" ").replace("> <", ">\n<");
    for change in changes {
        if let Some(old) = &change.old {
            let name = &change.name;
            text =
                text.replace(&format!("<{name}>{old}</{name}>"), &format!("<{name}>{}</{name}>", escaped(&change.new)));
        }
    }
    text
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// Why an example is not what the page shows.
pub(super) fn reason(changes: &[Change]) -> Option<String> {
    let mut names: Vec<String> = Vec::new();
    for change in changes {
        let old = change.old.as_ref().map_or_else(String::new, |old| format!(" (\"{old}\")"));
        let text = format!("{}{old}", change.name);
        if !names.contains(&text) {
            names.push(text);
        }
    }
    let is_gone = changes.iter().any(|change| change.new.is_empty());
    let fate = if is_gone { "replaced or left out" } else { "replaced" };
    let list = match names.as_slice() {
        [] => return None,
        [one] => return Some(format!("The page's value of {one} breaks the page's own rules; it is {fate}.")),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    };
    Some(format!("The page's values of {list} break the page's own rules; they are {fate}."))
}
