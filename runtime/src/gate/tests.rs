//! A case that does not hold fails with its place and what was found.

use super::{Case, fails, failures, holds};
use crate::check::{Place, Rule, TextRule};

const PLACE: Place = Place { file: "spec.yaml", line: 7 };
static SHORT: Rule = Rule::text(TextRule::NEW.max_length(3, PLACE));

fn said<T: crate::Decode + crate::Encode + crate::Validate>(case: Case) -> String {
    failures::<T>(&[case]).join("\n")
}

#[test]
fn what_holds_says_nothing() {
    let cases =
        [holds("s:1:1", "a", r#""abc""#).by(&SHORT), fails("s:2:1", "b", "", "maxLength", r#""abcd""#).by(&SHORT)];
    assert_eq!(failures::<String>(&cases), Vec::<String>::new());
    assert_eq!(said::<i64>(fails("s:3:1", "c", "", "type", "true")), "");
    assert_eq!(said::<crate::Uuid>(fails("s:3:1", "c", "", "format", r#""x""#)), "");
    assert_eq!(said::<crate::Uuid>(holds("s:4:1", "d", r#""3C90C3CC-0d44-4b50-8888-8dd25736052a""#)), "");
    assert_eq!(said::<Vec<f64>>(fails("s:5:1", "e", "/1", "type", "[1, true]")), "");
}

#[test]
fn what_does_not_hold_says_where_and_why() {
    let wrong = said::<String>(holds("s:1:1", "too long", r#""abcd""#).by(&SHORT));
    assert_eq!(
        wrong,
        "s:1:1: `too long` is not valid: body: must have at most 3 characters, found 4 characters (maxLength, spec.yaml:7)"
    );
    let wrong = said::<i64>(holds("s:1:1", "text", r#""1""#));
    assert!(wrong.starts_with("s:1:1: `text` cannot be read: the whole value: expected "), "{wrong}");
    let wrong = said::<String>(fails("s:1:1", "short", "", "maxLength", r#""abc""#).by(&SHORT));
    assert_eq!(wrong, "s:1:1: `short` is to break `maxLength`, but is taken for valid");
    let wrong = said::<String>(fails("s:1:1", "long", "", "minLength", r#""abcd""#).by(&SHORT));
    assert!(
        wrong.contains("is to break `minLength` alone, but breaks: body: must have at most 3 characters"),
        "{wrong}"
    );
    let wrong = said::<Vec<i64>>(fails("s:1:1", "list", "/0", "type", "[1, true]"));
    assert!(wrong.contains("is to break `type` at /0, but cannot be read: /1: expected"), "{wrong}");
}

/// A type that loses something on the way.
#[derive(Debug)]
struct Forgetful;

impl crate::Decode for Forgetful {
    fn decode(reader: &mut crate::json::Reader<'_>) -> Result<Self, crate::DecodeError> {
        crate::Value::decode(reader).map(|_| Self)
    }
}

impl crate::Encode for Forgetful {
    fn encode(&self, writer: &mut crate::json::Writer<'_>) {
        crate::Map::from([("a".to_owned(), crate::Value::Null)]).encode(writer);
    }
}

impl crate::Validate for Forgetful {
    fn check(&self, _: &Rule, _: &crate::At<'_>, _: &mut crate::Violations) {}
}

#[test]
fn what_comes_back_otherwise_is_shown() {
    let wrong = said::<Forgetful>(holds("s:1:1", "x", r#"{"a": null, "b": 2}"#));
    assert_eq!(wrong, "s:1:1: `x` comes back otherwise at /b: nothing for 2");
    assert_eq!(said::<Forgetful>(holds("s:1:1", "x", r#"{"a": null, "b": 2}"#).forgets(&["b"])), "");
}
