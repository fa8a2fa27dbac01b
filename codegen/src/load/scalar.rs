//! Plain YAML scalars to values.
//!
//! In: the text of a plain scalar. Out: its value by the core schema of YAML 1.2, and whether YAML 1.1 (which many
//! tools still read) would make something else of it. Guaranteed: every text is something, a string at worst.

use super::number::{Number, number};
use crate::document::Kind;

/// The value of a plain scalar, or why it has none.
pub(super) fn resolve(text: &str) -> Result<Kind, &'static str> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Ok(Kind::Null),
        "true" | "True" | "TRUE" => return Ok(Kind::Bool(true)),
        "false" | "False" | "FALSE" => return Ok(Kind::Bool(false)),
        _ => {}
    }
    match number(text) {
        Some(Number::Integer(text) | Number::Float(text)) => Ok(Kind::Number(text.into())),
        Some(Number::NotFinite) => Err("JSON has no infinity and no NaN"),
        Some(Number::TooLarge) => Err("this number does not fit 128 bits; write it in decimal"),
        None => Ok(Kind::String(text.into())),
    }
}

/// What YAML 1.1 makes of a plain scalar, where that differs from YAML 1.2.
pub(super) fn in_yaml_1_1(text: &str) -> Option<&'static str> {
    match text.as_bytes().first()? {
        b'y' | b'Y' | b'n' | b'N' | b'o' | b'O' => is_1_1_boolean(text).then_some("a boolean"),
        b'0'..=b'9' | b'-' | b'+' | b'.' => numeric_in_1_1(text),
        _ => None,
    }
}

fn is_1_1_boolean(text: &str) -> bool {
    let words = ["y", "yes", "n", "no", "on", "off"];
    let in_one_case = |word: &str| text == word || text == word.to_ascii_uppercase() || text[1..] == word[1..];
    words.iter().any(|word| text.eq_ignore_ascii_case(word) && in_one_case(word))
}

fn numeric_in_1_1(text: &str) -> Option<&'static str> {
    if is_date(text) {
        return Some("a date");
    }
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let is_float = |digits: &str| digits.contains(['.', 'e', 'E']);
    if digits.contains('_') {
        let plain = digits.replace('_', "");
        return (digits.starts_with(|c: char| c.is_ascii_digit()) && number(&plain).is_some()).then_some("a number");
    }
    if let Some(binary) = digits.strip_prefix("0b") {
        return (!binary.is_empty() && binary.bytes().all(|b| matches!(b, b'0' | b'1'))).then_some("a binary number");
    }
    if let Some(octal) = text.strip_prefix("0o") {
        return (number(text).is_some() && !octal.is_empty()).then_some("a string");
    }
    if digits.contains(':') {
        return is_sexagesimal(digits).then_some("a number of base 60");
    }
    if digits.len() > 1 && digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit()) {
        let octal = digits.bytes().all(|b| b < b'8');
        return Some(if octal { "an octal number" } else { "a string" });
    }
    let exponent = digits.find(['e', 'E']).map(|at| (&digits[..at], &digits[at + 1..]));
    let differs = |(mantissa, power): (&str, &str)| !mantissa.contains('.') || !power.starts_with(['+', '-']);
    (is_float(digits) && number(text).is_some() && exponent.is_some_and(differs)).then_some("a string")
}

/// `2001-12-14` and longer forms with a time.
fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digits =
        |range: std::ops::Range<usize>| bytes.get(range).is_some_and(|part| part.iter().all(u8::is_ascii_digit));
    let date =
        digits(0..4) && bytes.get(4) == Some(&b'-') && digits(5..7) && bytes.get(7) == Some(&b'-') && digits(8..10);
    date && match bytes.get(10) {
        None => true,
        Some(b'T' | b't' | b' ') => digits(11..13) && bytes.get(13) == Some(&b':'),
        Some(_) => false,
    }
}

fn is_sexagesimal(digits: &str) -> bool {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut parts = whole.split(':');
    let first = parts.next().unwrap_or_default();
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let below_60 = |part: &str| part.len() <= 2 && part.parse::<u8>().is_ok_and(|n| n < 60);
    is_number(first)
        && (digits.contains('.') || !first.starts_with('0'))
        && parts.all(below_60)
        && fraction.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::in_yaml_1_1;

    #[test]
    fn differences_between_the_versions() {
        let differing = [
            "on",
            "Off",
            "YES",
            "no",
            "y",
            "N",
            "0123",
            "089",
            "1:30",
            "190:20:30",
            "1e3",
            "1.5e3",
            "2020-01-31",
            "2001-12-14T21:59:43Z",
            "1_000",
            "0b101",
            "0o17",
            "-1:30",
        ];
        for text in differing {
            assert!(in_yaml_1_1(text).is_some(), "{text}");
        }
        let same = [
            "0",
            "10",
            "-5",
            "1.5",
            "1.5e+3",
            "0x1F",
            "true",
            "one",
            "nope",
            "yEs",
            "1:99",
            "1.2.3",
            "-",
            "a:b",
            "01:30",
            "2020-01-31x",
            "..",
            "0b2",
            "+",
            "null",
            "3.0.3",
            "127.0.0.1",
            "_1",
        ];
        for text in same {
            assert_eq!(in_yaml_1_1(text), None, "{text}");
        }
    }
}
