//! What a type without a description is called: the name of the component or the member, or the place where it stands.

use super::code;
use crate::ir::{Api, Schema};

/// What a reader calls a schema: `` `Pet` ``, `` a value of `tags` ``, `` the body of `POST /pets` ``.
pub(super) fn called(api: &Api, schema: &Schema) -> String {
    match &schema.component {
        Some(name) => code(name),
        None => place(api, schema, schema.pointer.tokens()),
    }
}

/// A place by its tokens, from the last one on.
fn place(api: &Api, schema: &Schema, tokens: &[String]) -> String {
    let of = |what: &str, rest: &[String]| format!("{what} of {}", place(api, schema, rest));
    let words: Vec<&str> = tokens.iter().map(String::as_str).collect();
    match words.as_slice() {
        [.., "properties" | "headers" | "schemas", name] | [.., "headers", name, "schema"] => code(name),
        [rest @ .., "items"] => of("an item", &tokens[..rest.len()]),
        [rest @ .., "additionalProperties"] | [rest @ .., "patternProperties", _] => {
            of("a value", &tokens[..rest.len()])
        }
        [rest @ .., "prefixItems" | "oneOf" | "anyOf" | "allOf", index] => {
            let number =
                index.parse().map_or_else(|_| (*index).to_owned(), |index: u64| index.saturating_add(1).to_string());
            let what = if words[rest.len()] == "prefixItems" { "item" } else { "variant" };
            of(&format!("{what} {number}"), &tokens[..rest.len()])
        }
        [rest @ .., "parameters", _, "schema"] => match parameter(api, schema, rest.len() + 2) {
            Some(name) => code(name),
            None => of("a parameter", &tokens[..rest.len()]),
        },
        [rest @ .., "requestBody", "content", _, "schema"] => of("the body", &tokens[..rest.len()]),
        [rest @ .., "responses", status, "content", _, "schema"] => {
            of(&format!("the response {}", code(status)), &tokens[..rest.len()])
        }
        ["paths", path, method] => code(&format!("{} {path}", method.to_uppercase())),
        [.., "content", media, "schema"] => code(media),
        [.., last] => code(last),
        [] => "the document".to_owned(),
    }
}

/// The name of the parameter whose place is the first `length` tokens of that of a schema.
fn parameter<'a>(api: &'a Api, schema: &Schema, length: usize) -> Option<&'a str> {
    let (file, place) = (schema.pointer.file, schema.pointer.tokens().get(..length)?);
    let all = api.operations.iter().flat_map(|operation| &operation.parameters);
    let mut of_place = all.filter(|parameter| {
        let pointer = &api.schema(parameter.schema).pointer;
        pointer.file == file && pointer.tokens().starts_with(place)
    });
    of_place.next().map(|parameter| parameter.name.as_str())
}
