//! The examples of a spec as tests: each is read, checked and written back through the types.
//!
//! In: a table of cases for each type, which is generated. Out: a test that fails with each case that does not do what
//! the spec says of it. Guaranteed: all cases of a table are tried, and a failure names the line of the spec, the
//! example, and what was found.

mod same;

use std::fmt::Write as _;

use crate::check::{Rule, Validate, Violations};
use crate::codec::{Decode, Encode};
use crate::json::{self, DecodeError};
use crate::value::Value;
use crate::xml::{XmlRoot, to_json, to_xml};

/// A value of the spec, and what is to become of it.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    place: &'static str,
    name: &'static str,
    text: &'static str,
    rule: &'static Rule,
    xml: Option<&'static XmlRoot>,
    forgets: &'static [&'static str],
    fails: Option<(&'static str, &'static str)>,
}

/// A value that is valid and comes back as it is; JSON, unless [`Case::xml`] says otherwise.
pub const fn holds(place: &'static str, name: &'static str, text: &'static str) -> Case {
    Case { place, name, text, rule: &Rule::NESTED, xml: None, forgets: &[], fails: None }
}

/// A value that breaks one rule: the keyword `keyword` of the schema, at the JSON Pointer `pointer`.
pub const fn fails(
    place: &'static str,
    name: &'static str,
    pointer: &'static str,
    keyword: &'static str,
    text: &'static str,
) -> Case {
    Case { fails: Some((pointer, keyword)), ..holds(place, name, text) }
}

impl Case {
    /// It is checked against this rule as well as against those of its type.
    #[must_use]
    pub const fn by(self, rule: &'static Rule) -> Self {
        Self { rule, ..self }
    }

    /// Its text is XML.
    #[must_use]
    pub const fn xml(self, root: &'static XmlRoot) -> Self {
        Self { xml: Some(root), ..self }
    }

    /// These members are credentials: the client has them, and what is read of them is dropped.
    #[must_use]
    pub const fn forgets(self, members: &'static [&'static str]) -> Self {
        Self { forgets: members, ..self }
    }
}

/// What became of a text: how it is written back and what was found, or why it cannot be read.
type Outcome = Result<(Vec<u8>, Violations), DecodeError>;

/// Tries the cases of a type.
///
/// # Panics
/// When one does not do what the spec says of it: that is how a test fails.
pub fn run<T: Decode + Encode + Validate>(cases: &[Case]) {
    let failures = failures::<T>(cases);
    assert!(failures.is_empty(), "{} of {} examples\n{}", failures.len(), cases.len(), failures.join("\n"));
}

/// What the cases do otherwise than the spec says: a text for each of those.
pub fn failures<T: Decode + Encode + Validate>(cases: &[Case]) -> Vec<String> {
    let read = |text: &[u8], rule: &Rule| {
        let value: T = json::from_slice(text)?;
        let mut found = Violations::default();
        found.look_into(&value, rule);
        Ok((json::to_vec(&value), found))
    };
    cases.iter().filter_map(|case| failure(case, &read)).collect()
}

/// Not generic, so that each type costs little to compile.
fn failure(case: &Case, read: &dyn Fn(&[u8], &Rule) -> Outcome) -> Option<String> {
    let json = match case.xml.map(|root| to_json(case.text.as_bytes(), root)) {
        None => case.text.as_bytes().to_vec(),
        Some(Ok(json)) => json,
        Some(Err(error)) => return Some(said(case, &format!("cannot be read as XML: {error}"))),
    };
    let outcome = read(&json, case.rule);
    let wrong = match case.fails {
        None => held(case, &json, outcome),
        Some((pointer, keyword)) => failed(outcome, pointer, keyword),
    };
    wrong.map(|wrong| said(case, &wrong))
}

fn said(case: &Case, wrong: &str) -> String {
    format!("{}: `{}` {wrong}", case.place, case.name)
}

/// What is wrong with a value that is to hold.
fn held(case: &Case, json: &[u8], outcome: Outcome) -> Option<String> {
    let (written, found) = match outcome {
        Ok(read) => read,
        Err(error) => return Some(format!("cannot be read: {error}")),
    };
    if !found.is_empty() {
        return Some(format!("is not valid: {}", list(&found)));
    }
    let given = match json::from_slice(json) {
        Ok(Value::Object(mut members)) => {
            case.forgets.iter().for_each(|name| drop(members.remove(*name)));
            Value::Object(members)
        }
        Ok(given) => given,
        Err(error) => return Some(format!("is no JSON: {error}")),
    };
    if let Some(wrong) = same::difference(&given, &written) {
        return Some(wrong);
    }
    let root = case.xml?;
    let again = to_xml(&written, root).and_then(|xml| to_json(&xml, root));
    match again {
        Ok(again) => same::difference(&given, &again).map(|wrong| format!("as XML {wrong}")),
        Err(error) => Some(format!("cannot be written as XML: {error}")),
    }
}

/// What is wrong with a value that is to fail by one keyword at one place.
fn failed(outcome: Outcome, pointer: &str, keyword: &str) -> Option<String> {
    let wanted = if pointer.is_empty() { format!("`{keyword}`") } else { format!("`{keyword}` at {pointer}") };
    match outcome {
        Err(error) if error.pointer() == pointer && keywords(&error).contains(&keyword) => None,
        Err(error) => Some(format!("is to break {wanted}, but cannot be read: {error}")),
        Ok((_, found)) => match &*found {
            [] => Some(format!("is to break {wanted}, but is taken for valid")),
            [one] if breaks(one.rule, &one.pointer, keyword, pointer) => None,
            [..] => Some(format!("is to break {wanted} alone, but breaks: {}", list(&found))),
        },
    }
}

fn list(found: &Violations) -> String {
    let mut text = String::new();
    for (index, violation) in found.iter().enumerate() {
        let between = if index == 0 { "" } else { "; " };
        // Writing to a string cannot fail.
        let _ = write!(text, "{between}{violation}");
    }
    text
}

/// Whether what was found is what the keyword of the schema says. A schema speaks of the whole object or array where a
/// violation names the member or the item that should not be there; and 3.0 has no keyword for limits that exclude
/// themselves.
fn breaks(rule: &str, at: &str, keyword: &str, pointer: &str) -> bool {
    let parent = at.rsplit_once('/').map_or(at, |(parent, _)| parent);
    match rule {
        "additionalProperties" | "unevaluatedProperties" | "uniqueItems" => {
            rule == keyword && (at == pointer || parent == pointer)
        }
        // Of a name the keywords of its schema are broken, at the object that has it.
        "propertyNames" => at == pointer && keyword == rule || parent == pointer,
        "exclusiveMinimum" => at == pointer && ["minimum", rule].contains(&keyword),
        "exclusiveMaximum" => at == pointer && ["maximum", rule].contains(&keyword),
        _ => at == pointer && rule == keyword,
    }
}

/// The keywords that a type enforces by itself when it cannot read a value.
fn keywords(error: &DecodeError) -> &'static [&'static str] {
    match (error.expected(), error.found()) {
        (_, "none") => &["required"],
        (expected, "another string" | "another value") if expected.starts_with("one of ") => &["enum", "const"],
        (_, "another string") => &["format"],
        (_, "one outside") => &["format", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"],
        (_, "a number that is none, or too large") => &["type", "minimum", "maximum", "format"],
        (_, "more" | "fewer") => &["minItems", "maxItems", "items", "unevaluatedItems", "required"],
        // Of a union whose variants are all of another type nothing nearer is said.
        _ => &["type", "enum", "const", "oneOf", "anyOf"],
    }
}

#[cfg(test)]
mod tests;
