//! Numbers as their digits, for what doubles cannot decide.
//!
//! In: JSON numbers as text. Out: exact answers. Guaranteed: no text, however large its exponent, takes more time
//! or memory than its own length allows.

/// The integer that `text` (a JSON number with a fraction or an exponent) stands for, if it is one that fits.
pub(crate) fn integral(text: &str) -> Option<i128> {
    let (value, shift) = scaled(text)?;
    if value == 0 {
        return Some(0);
    }
    let power = 10_i128.checked_pow(u32::try_from(shift.unsigned_abs()).ok()?)?;
    if shift >= 0 { value.checked_mul(power) } else { (value % power == 0).then(|| value / power) }
}

/// Whether `value` is a whole multiple of `divisor`, both the texts of JSON numbers; exact, unlike doubles, in
/// which 1.15 is no multiple of 0.01. Numbers of more than 38 digits count as multiples: they cannot be judged.
pub(crate) fn is_multiple(value: &str, divisor: &str) -> bool {
    let (Some((value, v)), Some((divisor, d))) = (scaled(value), scaled(divisor)) else { return true };
    if value == 0 || divisor == 0 {
        return value == 0;
    }
    let raise = |n: i128, by: i64| 10_i128.checked_pow(u32::try_from(by).ok()?)?.checked_mul(n);
    let exact = if v >= d {
        raise(value, v - d).map(|v| v % divisor == 0)
    } else {
        raise(divisor, d - v).map(|d| value % d == 0)
    };
    // A divisor beyond the range is larger than the value; a value beyond it is divided digit by digit.
    exact.unwrap_or_else(|| v >= d && raised_remainder(value, v - d, divisor) == Some(0))
}

/// A number as an integer and a power of ten.
fn scaled(text: &str) -> Option<(i128, i64)> {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok()?),
        None => (text, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let fraction = fraction.trim_end_matches('0');
    let digits = format!("{whole}{fraction}").parse().ok()?;
    Some((digits, exponent.checked_sub(i64::try_from(fraction.len()).ok()?)?))
}

/// `value * 10^by mod divisor`; the exponent of a double is at most 308, of a text it may be anything.
fn raised_remainder(value: i128, by: i64, divisor: i128) -> Option<i128> {
    let mut rest = value % divisor;
    for _ in 0..by.min(4096) {
        rest = rest.checked_mul(10)? % divisor;
        if rest == 0 {
            break;
        }
    }
    Some(rest)
}

#[cfg(test)]
mod tests {
    use super::{integral, is_multiple};

    #[test]
    fn multiples_are_exact() {
        for (value, divisor) in
            [("1.15", "0.01"), ("0", "3"), ("1e300", "0.5"), ("4.5", "1.5"), ("-6", "3"), ("19.99", "0.01")]
        {
            assert!(is_multiple(value, divisor), "{value} {divisor}");
        }
        for (value, divisor) in [("1.155", "0.01"), ("7", "2"), ("0.00751", "0.0001"), ("1e-9", "1")] {
            assert!(!is_multiple(value, divisor), "{value} {divisor}");
        }
    }

    #[test]
    fn whole_numbers_in_any_spelling() {
        for (text, value) in [("2.0", 2), ("-1.50e1", -15), ("2e3", 2000), ("0.0e-999", 0), ("1200e-2", 12)] {
            assert_eq!(integral(text), Some(value), "{text}");
        }
        for text in ["1.5", "1e-1", "1e400", "1e99999999999999999999"] {
            assert_eq!(integral(text), None, "{text}");
        }
    }
}
