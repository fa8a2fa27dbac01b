//! What a rule demands, in words that a person can act on.
//!
//! In: a keyword and its limit, as a violation has them. Out: what the value must be, must have, or must not.

use std::fmt::{Formatter, Result};

/// Writes what is demanded: `must have at least 3 characters`.
pub(super) fn demand(f: &mut Formatter<'_>, rule: &str, limit: &str) -> Result {
    let one = limit == "1";
    match rule {
        "minLength" => write!(f, "must have at least {limit} {}", counted(one, "character", "characters")),
        "maxLength" => write!(f, "must have at most {limit} {}", counted(one, "character", "characters")),
        "minItems" => write!(f, "must have at least {limit} {}", counted(one, "item", "items")),
        "maxItems" => write!(f, "must have at most {limit} {}", counted(one, "item", "items")),
        "minProperties" => write!(f, "must have at least {limit} {}", counted(one, "member", "members")),
        "maxProperties" => write!(f, "must have at most {limit} {}", counted(one, "member", "members")),
        "minimum" => write!(f, "must be at least {limit}"),
        "exclusiveMinimum" => write!(f, "must be more than {limit}"),
        "maximum" => write!(f, "must be at most {limit}"),
        "exclusiveMaximum" => write!(f, "must be less than {limit}"),
        "multipleOf" => write!(f, "must be a multiple of {limit}"),
        "pattern" => write!(f, "must match the pattern {limit}"),
        "patternProperties" => write!(f, "must have a name that can be matched with the pattern {limit}"),
        "propertyNames" => write!(f, "must have another name, which {limit}"),
        "format" => write!(f, "must be a text of the format {limit}"),
        "uniqueItems" => f.write_str("must not be in the list a second time"),
        "required" | "dependentRequired" | "contains" | "minContains" | "maxContains" => {
            write!(f, "must have {limit}")
        }
        "additionalProperties" | "unevaluatedProperties" => {
            f.write_str("must not be there: the spec knows no such member")
        }
        "not" if limit == NOT => write!(f, "must not be {limit}"),
        "not" => write!(f, "must not have {limit}"),
        "false" => f.write_str("must not be there: the spec allows no value"),
        "complexity" => write!(f, "must take {limit} to be judged"),
        "type" if limit == NOT_NULL => f.write_str("must not be null"),
        "type" => {
            f.write_str("must be ")?;
            for (index, name) in limit.split(" or ").enumerate() {
                write!(f, "{}{}{name}", if index == 0 { "" } else { " or " }, article(name))?;
            }
            Ok(())
        }
        _ => write!(f, "must be {limit}"),
    }
}

/// Whether the demand says all: what was found is that there is something.
pub(super) fn says_all(rule: &str, limit: &str) -> bool {
    matches!(rule, "additionalProperties" | "unevaluatedProperties" | "uniqueItems") || limit == NOT_NULL
}

/// The limit where it is no more than another schema.
pub(crate) const NOT: &str = "what the schema under `not` describes";

/// The limit where `null` is no value of a member.
const NOT_NULL: &str = "not null";

fn counted(one: bool, singular: &'static str, plural: &'static str) -> &'static str {
    if one { singular } else { plural }
}

/// Before the name of a type of JSON Schema.
fn article(name: &str) -> &'static str {
    match name {
        "string" | "number" | "boolean" => "a ",
        "integer" | "array" | "object" => "an ",
        _ => "",
    }
}

/// How long a text is.
pub(crate) fn characters(length: u64) -> String {
    format!("{length} {}", counted(length == 1, "character", "characters"))
}
