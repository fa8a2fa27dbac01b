//! YAML numbers to JSON numbers.
//!
//! In: the text of a plain scalar. Out: the same number as JSON writes it, with all its digits. Guaranteed: what
//! comes out is a number by the grammar of RFC 8259.

/// What the core schema of YAML 1.2 makes of a plain scalar, as far as numbers go.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Number {
    /// Decimal, octal or hexadecimal, as JSON text.
    Integer(String),
    /// With a point or an exponent, as JSON text.
    Float(String),
    /// `.inf`, `.nan`: numbers that JSON does not have.
    NotFinite,
    /// Octal or hexadecimal beyond 128 bits.
    TooLarge,
}

/// The number that `text` is, if it is one.
pub(super) fn number(text: &str) -> Option<Number> {
    let (sign, digits) = match text.as_bytes().first()? {
        b'-' => ("-", &text[1..]),
        b'+' => ("", &text[1..]),
        b'0'..=b'9' | b'.' => ("", text),
        _ => return None,
    };
    if matches!(digits, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        return Some(Number::NotFinite);
    }
    if sign.is_empty() && text == digits {
        if let Some(octal) = digits.strip_prefix("0o") {
            return in_base(octal, 8);
        }
        if let Some(hexadecimal) = digits.strip_prefix("0x") {
            return in_base(hexadecimal, 16);
        }
    }
    if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) {
        return Some(Number::Integer(format!("{sign}{}", without_zeros(digits))));
    }
    float(sign, digits)
}

fn in_base(digits: &str, base: u32) -> Option<Number> {
    if digits.is_empty() || !digits.chars().all(|c| c.is_digit(base)) {
        return None;
    }
    let value = u128::from_str_radix(digits, base);
    Some(value.map_or(Number::TooLarge, |value| Number::Integer(value.to_string())))
}

fn float(sign: &str, text: &str) -> Option<Number> {
    let (mantissa, exponent) = match text.find(['e', 'E']) {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let is_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if !is_digits(whole) || !is_digits(fraction) || (whole.is_empty() && fraction.is_empty()) {
        return None;
    }
    let whole = if whole.is_empty() { "0" } else { without_zeros(whole) };
    let fraction = if fraction.is_empty() { "0" } else { fraction };
    let Some(exponent) = exponent else {
        return Some(Number::Float(format!("{sign}{whole}.{fraction}")));
    };
    let power = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    if power.is_empty() || !is_digits(power) {
        return None;
    }
    let mantissa = if mantissa.contains('.') { format!("{whole}.{fraction}") } else { whole.to_owned() };
    Some(Number::Float(format!("{sign}{mantissa}e{exponent}")))
}

fn without_zeros(digits: &str) -> &str {
    let rest = digits.trim_start_matches('0');
    if rest.is_empty() { "0" } else { rest }
}

#[cfg(test)]
mod tests {
    use super::{Number, number};

    #[test]
    fn numbers_become_json() {
        let integer = |text: &str| Some(Number::Integer(text.to_owned()));
        let float = |text: &str| Some(Number::Float(text.to_owned()));
        let cases = [
            ("0", integer("0")),
            ("+5", integer("5")),
            ("-007", integer("-7")),
            ("0o17", integer("15")),
            ("0x1F", integer("31")),
            ("18446744073709551616", integer("18446744073709551616")),
            (".5", float("0.5")),
            ("5.", float("5.0")),
            ("-1.50", float("-1.50")),
            ("1e3", float("1e3")),
            ("1.E+3", float("1.0e+3")),
            ("-.inf", Some(Number::NotFinite)),
            (".nan", Some(Number::NotFinite)),
            ("0xfffffffffffffffffffffffffffffffff", Some(Number::TooLarge)),
        ];
        for (text, expected) in cases {
            assert_eq!(number(text), expected, "{text}");
        }
        for text in ["", "-", "+", ".", "e3", "1e", "1.2.3", "1_000", "0x", "0o8", "-0x1", "1:30", "-.nan"] {
            assert_eq!(number(text), None, "{text}");
        }
    }
}
