//! What a row of a table says beside its type: marks, limits, and conditions in words.
//!
//! In: rows, and the object that they describe. Out: its members and what must be there of them. Guaranteed: what is
//! told by a name or by a usual meaning has its reason beside it.

use super::json::Json;
use super::model::{Field, Kind, Object, Schema};
use super::samples;
use super::table::Row;
use super::words;

/// A member as its row states it; a type of the page's own is any value, until a sample shows it.
pub(super) fn field(row: &Row) -> Field {
    let schema = words::type_named(&row.type_word).unwrap_or_default();
    let mut field = Field::new(row.name.clone(), schema);
    field.description = (!row.description.is_empty()).then(|| row.description.clone());
    field.required = Some(false);
    for part in parts(&row.more) {
        if part != "None." && !words::read(&mut field, part) {
            field.assume(format!("What the page says in words is not checked: {part}"));
        }
    }
    let stated_more = row.more != "None.";
    let count = field.schema.rules.len();
    describe(&mut field, &row.description);
    if stated_more
        || field.schema.rules.len() != count
        || field.schema.format.is_some()
        || !field.schema.values.is_empty()
    {
        let cells = [&row.name, &row.description, &row.type_word, &row.more];
        let cells: Vec<&str> = cells.into_iter().map(String::as_str).filter(|cell| !cell.is_empty()).collect();
        field.quote = Some(cells.join(" | "));
    }
    samples::mark_secret(&mut field);
    field
}

/// The name of a type of the page's own, of a member or of what its list holds.
pub(super) fn model_name(row: &Row) -> Option<&str> {
    let word = row.type_word.strip_prefix("Collection of ").unwrap_or(&row.type_word);
    let is_name = word.starts_with(|c: char| c.is_ascii_uppercase()) && word.chars().all(char::is_alphanumeric);
    (is_name && words::type_named(word).is_none()).then_some(word)
}

/// `Required Max length: 10` states two things.
fn parts(more: &str) -> Vec<&str> {
    const STARTS: [&str; 8] =
        ["Required", "Max length", "Min length", "Range:", "String length", "Data type", "Matching", "Default value"];
    let mut cuts: Vec<usize> = STARTS.iter().flat_map(|start| more.match_indices(start).map(|(at, _)| at)).collect();
    cuts.push(more.len());
    cuts.sort_unstable();
    let mut from = 0;
    let mut found = Vec::new();
    for cut in cuts {
        found.push(more.get(from..cut).unwrap_or_default().trim());
        from = cut;
    }
    found.retain(|part| !part.is_empty());
    found
}

/// What a description says in words that such pages have.
fn describe(field: &mut Field, description: &str) {
    let lower = description.to_ascii_lowercase();
    if lower.contains("must be set") || lower.contains("mandatory") {
        field.required = Some(true);
    }
    for sentence in description.split(". ") {
        let mut copy = field.clone();
        if words::read_limits(&mut copy.schema, &sentence.to_ascii_lowercase()) {
            field.schema = copy.schema;
        }
    }
    if field.schema.kind != Kind::Text {
        return;
    }
    let has_word = |wanted: &str| lower.split(|c: char| !c.is_alphanumeric()).any(|word| word == wanted);
    if (has_word("guid") || has_word("uuid")) && field.schema.format.is_none() {
        field.schema.format = Some("uuid");
        if lower.contains("this call") || lower.contains("this request") {
            field.marks.push("x-idempotency-key");
            field.assume("The page does not say that a call sent again has the same value; it is taken to.");
        }
    }
    if lower.contains("date/time") && field.schema.format.is_none() {
        field.assume("The page does not state the format of the date/time.");
    }
    letters(field, description);
}

/// `(C)all, (E)mail, (V)isit`: one letter of each stands for it.
fn letters(field: &mut Field, description: &str) {
    let mut found: Vec<(String, String, String)> = Vec::new();
    for word in description.split([' ', ',', ';', '/']) {
        let Some((letter, rest)) = word.strip_prefix('(').and_then(|word| word.split_once(')')) else { continue };
        let is_letter = letter.chars().count() == 1 && letter.chars().all(|c| c.is_ascii_alphabetic());
        let is_rest = !rest.is_empty() && rest.chars().all(|c| c.is_ascii_alphabetic());
        if is_letter && is_rest && !found.iter().any(|(known, ..)| known == letter) {
            found.push((letter.to_owned(), format!("{letter}{rest}"), word.to_owned()));
        }
    }
    if found.len() < 2 || !matches!(field.schema.rule("maxLength"), Some(Json::Number(one)) if one == "1") {
        return;
    }
    // The values say the same as the limit.
    field.schema.rules.retain(|(keyword, _)| *keyword != "maxLength");
    field.schema.values = found.iter().map(|(letter, ..)| Json::text(letter.as_str())).collect();
    field.schema.value_names = found.iter().map(|(_, name, _)| name.clone()).collect();
    field.schema.value_words = found.into_iter().map(|(.., word)| word).collect();
    field.assume("The page does not say that the letters in brackets are the values; the length of one letter does.");
}

/// The conditions between members: `Required if … not set`, `If … is not set, …`.
pub(super) fn read(object: &mut Object) {
    let names: Vec<String> = object.fields.iter().map(|field| field.name.clone()).collect();
    let mut either: Vec<(String, Vec<String>)> = Vec::new();
    for field in &mut object.fields {
        let description = field.description.clone().unwrap_or_default();
        if let Some(other) = condition(&description, &names).filter(|other| *other != field.name) {
            match either.iter_mut().find(|(known, _)| *known == other) {
                Some((_, members)) => members.push(field.name.clone()),
                None => either.push((other, vec![field.name.clone()])),
            }
            if field.required == Some(true) {
                field.required = Some(false);
                field.assume(
                    "The table marks it as required and its description under a condition; the description wins.",
                );
            }
        }
        let may_be_empty =
            ["leave empty", "leave blank"].iter().any(|words| description.to_ascii_lowercase().contains(words));
        if may_be_empty && field.required == Some(true) && field.schema.kind == Kind::Text {
            field.schema.set("default", Json::text(""));
            field.assume(
                "The table marks it as required and its description lets it be empty: it is sent as an empty string.",
            );
        }
    }
    for (other, members) in &either {
        let turned = either.iter().any(|(known, others)| members.contains(known) && *others == [other.clone()]);
        let sets = vec![vec![other.clone()], members.clone()];
        // Of two members that each name the other, one condition is enough.
        let is_known = turned && object.either.iter().any(|known| known.contains(&sets[0]) && known.contains(&sets[1]));
        if !is_known {
            object.either.push(sets);
        }
    }
}

/// The member without which this one is required.
fn condition(description: &str, names: &[String]) -> Option<String> {
    let lower = description.to_ascii_lowercase();
    let at = lower.find("required if ").map(|at| at + 12).or_else(|| lower.starts_with("if ").then_some(3))?;
    let rest = description.get(at..)?;
    let name = rest.split(|c: char| !c.is_alphanumeric() && c != '_').next()?;
    let behind = lower.get(at + name.len()..)?.trim_start();
    let is_unset = ["not set", "is not set", "not provided", "is not provided", "is empty", "is blank"];
    (is_unset.iter().any(|words| behind.starts_with(words)) && names.iter().any(|known| known == name))
        .then(|| name.to_owned())
}

/// A key in the body is the client's, and a secret.
pub(super) fn mark_credential(schema: &mut Schema) -> bool {
    let Kind::Object(object) = &mut schema.kind else { return false };
    let is_key = |field: &&mut Field| {
        let letters: String = field.name.chars().filter(|c| c.is_alphanumeric()).collect();
        letters.eq_ignore_ascii_case("apikey") && field.schema.kind == Kind::Text
    };
    let Some(field) = object.fields.iter_mut().find(is_key) else { return false };
    field.marks.insert(0, "x-credential");
    field.assume(
        "The page does not say that it is the same for all calls; its name does: it is set once, on the client.",
    );
    true
}
