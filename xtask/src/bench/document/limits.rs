//! A document without its limits: what its client costs without validation.

use serde_json::Value;

/// Keywords that a rule or a table enforces, and no type.
const LIMITS: [&str; 21] = [
    "minLength",
    "maxLength",
    "pattern",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minItems",
    "maxItems",
    "uniqueItems",
    "contains",
    "minContains",
    "maxContains",
    "minProperties",
    "maxProperties",
    "propertyNames",
    "dependentRequired",
    "dependentSchemas",
    "not",
    "if",
];

/// Formats that have a type of their own.
const TYPED: [&str; 6] = ["date", "date-time", "uuid", "byte", "base64", "binary"];

/// The document without them; nothing where it is no JSON.
pub(super) fn without(text: &str) -> Option<String> {
    let mut document: Value = serde_json::from_str(text).ok()?;
    drop_limits(&mut document, false);
    Some(document.to_string())
}

/// `named`: the members of the object are names of the author's, and no keywords.
fn drop_limits(value: &mut Value, named: bool) {
    match value {
        Value::Object(members) => {
            if !named {
                members.retain(|key, value| match (key.as_str(), value.as_str()) {
                    ("format", Some(format)) => {
                        TYPED.contains(&format) || format.contains("int") || format.starts_with("decimal")
                    }
                    (key, _) => !LIMITS.contains(&key),
                });
            }
            for (key, value) in members {
                let holds_names =
                    !named && matches!(key.as_str(), "properties" | "schemas" | "patternProperties" | "$defs");
                drop_limits(value, holds_names);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| drop_limits(item, false)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_are_kept() {
        let text = r#"{"properties":{"pattern":{"type":"string","pattern":"x","format":"uri"}},"not":{}}"#;
        assert_eq!(super::without(text).as_deref(), Some(r#"{"properties":{"pattern":{"type":"string"}}}"#));
    }
}
