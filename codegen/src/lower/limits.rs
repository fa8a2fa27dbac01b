//! Limits: the numbers of a schema, with their places.

use crate::document::Node;
use crate::ir::{Bound, Located};

/// A count: `maxLength`, `minItems`.
pub(crate) fn count(node: &Node, key: &str) -> Option<Located<u64>> {
    let found = node.get(key)?;
    let value = found.as_number()?;
    // `check` passes `10.0` and `1e1`; they are ten.
    let value = value.parse::<u64>().ok().or_else(|| value.parse::<f64>().ok().map(|v| v as u64))?;
    Some(Located { value, span: found.span })
}

/// The lower and the upper limit, in either dialect: 3.0 says `exclusiveMinimum: true` beside `minimum`, 3.1 gives
/// the number itself; of two limits the stricter counts.
pub(super) fn bounds(node: &Node) -> (Option<Bound>, Option<Bound>) {
    let bound = |inclusive: &str, exclusive: &str, stricter: fn(f64, f64) -> bool| {
        let at = |key: &str| node.get(key).and_then(|n| n.as_number().map(|digits| (digits, n.span)));
        let plain = at(inclusive).map(|(digits, span)| Bound {
            digits: digits.to_owned(),
            exclusive: node.is_true(exclusive),
            span,
        });
        let number = at(exclusive).map(|(digits, span)| Bound { digits: digits.to_owned(), exclusive: true, span });
        match (plain, number) {
            (Some(plain), Some(number)) => {
                let value = |bound: &Bound| bound.digits.parse::<f64>().unwrap_or_default();
                Some(if stricter(value(&plain), value(&number)) { plain } else { number })
            }
            (plain, number) => plain.or(number),
        }
    };
    (bound("minimum", "exclusiveMinimum", |a, b| a > b), bound("maximum", "exclusiveMaximum", |a, b| a < b))
}

/// `multipleOf`, as its digits.
pub(super) fn multiple_of(node: &Node) -> Option<Located<String>> {
    let found = node.get("multipleOf")?;
    found.as_number().map(|digits| Located { value: digits.to_owned(), span: found.span })
}

pub(super) fn text(node: &Node, key: &str) -> Option<Located<String>> {
    let found = node.get(key)?;
    found.as_str().map(|text| Located { value: text.to_owned(), span: found.span })
}
