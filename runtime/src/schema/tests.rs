//! Tables by hand: what is said of a value, and what hostile values cost.

use super::{Keyword, Literal, Members, Schema, Type};
use crate::check::{Place, Rule, Validate, Violations};
use crate::json;
use crate::pointer::At;
use crate::secret::Secret;
use crate::value::Value;

const fn line(line: u32) -> Place {
    Place { file: "spec.yaml", line }
}

static TEXT: Schema = Schema::new(&[(Keyword::Type(&[Type::String]), line(1)), (Keyword::MinLength(2), line(2))]);
static NUMBER: Schema =
    Schema::new(&[(Keyword::Type(&[Type::Integer]), line(3)), (Keyword::Maximum("9007199254740993"), line(4))]);
static NEVER: Schema = Schema::new(&[(Keyword::Never, line(5))]);
static CAT: Schema = Schema::new(&[(Keyword::Type(&[Type::Object]), line(6)), (Keyword::Required(&["meow"]), line(6))]);
static DOG: Schema =
    Schema::new(&[(Keyword::Type(&[Type::Object]), line(7)), (Keyword::Required(&["bark", "bite"]), line(7))]);
static PET: Schema = Schema::new(&[
    (
        Keyword::Members(Members { named: &[("count", &NUMBER), ("name", &TEXT)], patterns: &[], rest: Some(&NEVER) }),
        line(8),
    ),
    (Keyword::If { condition: &HAS_COUNT, then: Some(&CAT), otherwise: None }, line(9)),
]);
static HAS_COUNT: Schema = Schema::new(&[(Keyword::Required(&["count"]), line(10))]);
static EITHER: Schema = Schema::new(&[(Keyword::AnyOf(&[&CAT, &DOG, &TEXT]), line(11))]);

/// A tree in which every node is tried in two ways.
static TREE: Schema = Schema::new(&[(Keyword::AnyOf(&[&LEFT, &RIGHT]), line(12))]);
static LEFT: Schema = Schema::new(&[
    (Keyword::Members(Members { named: &[("child", &TREE)], patterns: &[], rest: None }), line(13)),
    (Keyword::Required(&["left"]), line(13)),
]);
static RIGHT: Schema = Schema::new(&[
    (Keyword::Members(Members { named: &[("child", &TREE)], patterns: &[], rest: None }), line(14)),
    (Keyword::Required(&["right"]), line(14)),
]);

/// A base that lists what is derived from it: the circle says nothing, what stands beside it counts.
static BASE: Schema = Schema::new(&[(Keyword::OneOf(&[&DERIVED]), line(15)), (Keyword::MinProperties(1), line(15))]);
static DERIVED: Schema = Schema::new(&[(Keyword::AllOf(&[&BASE, &CAT]), line(16))]);

fn value(text: &str) -> Value {
    json::from_str(text).unwrap()
}

fn said(schema: &'static Schema, text: &str) -> Vec<String> {
    let mut out = Violations::default();
    let value = value(text);
    schema.check(&value, &At::ROOT, &mut out);
    assert_eq!(schema.is_valid(&value), out.is_empty(), "{text}");
    out.iter().map(ToString::to_string).collect()
}

#[test]
fn every_violation_says_where_and_why() {
    assert_eq!(said(&PET, r#"{"name":"ab"}"#), [""; 0]);
    assert_eq!(
        said(&PET, r#"{"count":9007199254740993,"meow":1}"#),
        ["body /meow: must not be there: the spec knows no such member (additionalProperties, spec.yaml:8)"]
    );
    assert_eq!(
        said(&PET, r#"{"count":9007199254740994,"name":7}"#),
        [
            "body /count: must be at most 9007199254740993, found 9007199254740994 (maximum, spec.yaml:4)",
            "body /name: must be a string, found an integer (type, spec.yaml:1)",
            "body: must have meow, found no meow, where count asks for it (required, spec.yaml:6)",
        ]
    );
}

#[test]
fn a_union_tells_of_its_nearest_branch() {
    assert_eq!(said(&EITHER, r#"{"meow":1}"#), [""; 0]);
    assert_eq!(said(&EITHER, "\"xy\""), [""; 0]);
    assert_eq!(
        said(&EITHER, "{}"),
        [
            "body: must be valid against at least one of 3 schemas, the nearest of which says that it must have meow, found \
         an empty object (anyOf, spec.yaml:11)"
        ]
    );
}

#[test]
fn literals_are_the_same_by_value() {
    static ONE: Schema = Schema::new(&[(
        Keyword::Enum(&[Literal::Array(&[Literal::Number("1.0")]), Literal::Object(&[("a", Literal::Null)])]),
        line(16),
    )]);
    assert_eq!(said(&ONE, "[1]"), [""; 0]);
    assert_eq!(said(&ONE, r#"{"a":null}"#), [""; 0]);
    assert_eq!(
        said(&ONE, "[true]"),
        ["body: must be one of [1.0], {\"a\":null}, found an array of length 1 (enum, spec.yaml:16)"]
    );
}

#[test]
fn hostile_values_cost_little() {
    let deep = |end: &str| format!("{}{end}{}", "{\"left\":1,\"child\":".repeat(190), "}".repeat(190));
    assert_eq!(said(&TREE, &deep("{\"right\":1}")), [""; 0]);
    assert_eq!(said(&TREE, &deep("{}")).len(), 1);
    assert_eq!(said(&BASE, "{\"meow\":1}"), [""; 0]);
    assert_eq!(said(&BASE, "{}").len(), 2);
}

#[test]
fn rules_ask_for_more_and_show_no_secret() {
    let rule = Rule::NESTED.also(&EITHER);
    let judge = |value: &dyn Validate| {
        let mut out = Violations::default();
        value.judge(&rule, &At::ROOT, &mut out);
        out.to_string()
    };
    assert_eq!(judge(&"xy".to_owned()), "");
    assert_eq!(judge(&None::<String>), "");
    assert!(judge(&Some("x".to_owned())).contains("must have at least 2 characters, found 1 character (minLength"));
    static SHORT: Schema = Schema::new(&[(Keyword::MaxLength(2), line(17))]);
    let rule = Rule::NESTED.also(&SHORT);
    let mut out = Violations::default();
    Some(Secret::new("hunter2".to_owned())).judge(&rule, &At::ROOT, &mut out);
    assert_eq!(out.to_string(), "body: must have at most 2 characters, found [redacted] (maxLength, spec.yaml:17)");
}
