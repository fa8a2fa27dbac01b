//! Numbers as their digits, for what doubles cannot decide.
//!
//! In: JSON numbers as text. Out: exact answers. Guaranteed: no text, however large its exponent, takes more time
//! or memory than its own length allows; nothing is allocated to compare.

use std::cmp::Ordering;

/// The integer that `text` (a JSON number with a fraction or an exponent) stands for, if it is one that fits.
pub(crate) fn integral(text: &str) -> Option<i128> {
    let number = Digits::read(text)?;
    if number.is_zero() {
        return Some(0);
    }
    let zeros = u32::try_from(number.zeros()).ok().filter(|zeros| *zeros <= 40)?;
    let digits = number.each().try_fold(0_i128, |n, digit| n.checked_mul(10)?.checked_add(i128::from(digit)))?;
    let value = digits.checked_mul(10_i128.checked_pow(zeros)?)?;
    Some(if number.negative { -value } else { value })
}

/// Whether a JSON number is a whole one: `1`, `1.0`, `1e3`.
pub(crate) fn is_integer(text: &str) -> bool {
    Digits::read(text).is_some_and(|number| number.is_zero() || number.zeros() >= 0)
}

/// The order of two JSON numbers by value; texts that are none are equal to everything.
pub(crate) fn compare(left: &str, right: &str) -> Ordering {
    let (Some(left), Some(right)) = (Digits::read(left), Digits::read(right)) else { return Ordering::Equal };
    match (left.negative, right.negative) {
        (false, false) => left.magnitude(&right),
        (true, true) => right.magnitude(&left),
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
    }
}

/// Whether `value` is a whole multiple of `divisor`, both the texts of JSON numbers; exact, unlike doubles, in
/// which 1.15 is no multiple of 0.01. By a divisor of more than 37 digits only what is smaller is judged.
pub(crate) fn is_multiple(value: &str, divisor: &str) -> bool {
    let (Some(value), Some(divisor)) = (Digits::read(value), Digits::read(divisor)) else { return true };
    if value.is_zero() || divisor.is_zero() {
        return value.is_zero();
    }
    // The digits of neither end in zero, so no power of ten that the value lacks could make up for it.
    let zeros = value.zeros().saturating_sub(divisor.zeros());
    if zeros < 0 {
        return false;
    }
    let by = divisor.each().try_fold(0_u128, |n, digit| n.checked_mul(10)?.checked_add(u128::from(digit)));
    let Some(by) = by.filter(|by| *by < 10_u128.pow(37)) else {
        return value.magnitude(&divisor) != Ordering::Less;
    };
    // Most divisors are small, and dividing by them takes a small part of the time.
    if let Ok(by) = u64::try_from(by)
        && by < u64::MAX / 16
    {
        let rest = value.each().fold(0, |rest, digit| (rest * 10 + u64::from(digit)) % by);
        return (0..zeros.min(128)).fold(rest, |rest, _| rest * 10 % by) == 0;
    }
    let rest = value.each().fold(0, |rest, digit| (rest * 10 + u128::from(digit)) % by);
    // A divisor of 37 digits has no more than 128 twos or fives in it: more zeros change nothing.
    (0..zeros.min(128)).fold(rest, |rest, _| rest * 10 % by) == 0
}

/// What a number has to be a multiple of: its digits, since 0.01 is no double.
#[derive(Clone, Copy, Debug)]
pub struct Divisor {
    digits: &'static str,
    /// The same as a whole number over a power of ten, if it is short.
    short: Option<(i64, f64)>,
}

/// Below this a double is told apart from all others by so many digits, and by a whole number of so many.
const SHORT: f64 = 1e15;

/// 2^52: what is added to it is rounded to a whole number.
const NO_FRACTION: f64 = 4_503_599_627_370_496.0;

impl Divisor {
    pub(crate) const fn new(digits: &'static str) -> Self {
        Self { digits, short: short(digits.as_bytes()) }
    }

    pub(crate) fn digits(&self) -> &'static str {
        self.digits
    }

    /// Whether the number that a double is written as is a multiple of this.
    ///
    /// Nearly all are decided without writing it. Two numbers of at most 15 digits are never the same double. If the
    /// double is that of a whole number below 10^15 over the power of ten of the divisor, that quotient is how it is
    /// written; if of none, it is written with more places than any multiple of the divisor has. Rounding moves what is
    /// scaled by less than a quarter, so there is but one whole number to try.
    #[inline]
    pub(crate) fn divides(&self, value: f64) -> bool {
        if let Some((by, power)) = self.short {
            let value = value.abs();
            let scaled = value * power;
            if scaled < SHORT {
                let whole = (scaled + NO_FRACTION) - NO_FRACTION;
                return whole / power == value && (by == 1 || whole as i64 % by == 0);
            }
        }
        self.divides_digits(value)
    }

    #[cold]
    fn divides_digits(&self, value: f64) -> bool {
        is_multiple(zmij::Buffer::new().format_finite(value), self.digits)
    }
}

/// Digits, perhaps with a point, as a whole number over a power of ten.
const fn short(digits: &[u8]) -> Option<(i64, f64)> {
    if digits.len() > 15 {
        return None;
    }
    let (mut whole, mut power, mut at, mut point) = (0_i64, 1.0, 0, false);
    while at < digits.len() {
        match digits[at] {
            byte @ b'0'..=b'9' => {
                whole = whole * 10 + (byte - b'0') as i64;
                if point {
                    power *= 10.0;
                }
            }
            b'.' if !point => point = true,
            _ => return None,
        }
        at += 1;
    }
    if whole == 0 { None } else { Some((whole, power)) }
}

/// A text that is the same for the same numbers and for no others.
pub(crate) fn canonical(text: &str) -> String {
    let Some(number) = Digits::read(text) else { return text.to_owned() };
    let sign = if number.negative { "-" } else { "" };
    let digits: String = number.each().map(|digit| char::from(b'0' + digit)).collect();
    format!("{sign}{digits}e{}", number.zeros())
}

/// The significant digits of a number: without zeros in front or behind, none at all for zero.
struct Digits<'t> {
    negative: bool,
    whole: &'t [u8],
    fraction: &'t [u8],
    exponent: i64,
}

impl<'t> Digits<'t> {
    fn read(text: &'t str) -> Option<Self> {
        let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, power(exponent)?),
            None => (text, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let is_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        if mantissa.is_empty() || !is_digits(whole) || !is_digits(fraction) {
            return None;
        }
        let (mut whole, mut fraction, mut exponent) = (whole.as_bytes(), fraction.as_bytes(), exponent);
        while let [b'0', rest @ ..] = whole {
            whole = rest;
        }
        while let [rest @ .., b'0'] = fraction {
            fraction = rest;
        }
        if fraction.is_empty() {
            while let [rest @ .., b'0'] = whole {
                (whole, exponent) = (rest, exponent.saturating_add(1));
            }
        }
        if whole.is_empty() {
            while let [b'0', rest @ ..] = fraction {
                (fraction, exponent) = (rest, exponent.saturating_sub(1));
            }
        }
        let zero = whole.is_empty() && fraction.is_empty();
        Some(Self { negative: negative && !zero, whole, fraction, exponent: if zero { 0 } else { exponent } })
    }

    fn is_zero(&self) -> bool {
        self.whole.is_empty() && self.fraction.is_empty()
    }

    fn each(&self) -> impl Iterator<Item = u8> {
        self.whole.iter().chain(self.fraction).map(|byte| byte - b'0')
    }

    /// The power of ten by which the row of digits is multiplied.
    fn zeros(&self) -> i64 {
        self.exponent.saturating_sub(count(self.fraction))
    }

    fn magnitude(&self, other: &Self) -> Ordering {
        match (self.is_zero(), other.is_zero()) {
            (true, true) => return Ordering::Equal,
            (true, false) => return Ordering::Less,
            (false, true) => return Ordering::Greater,
            (false, false) => {}
        }
        let places = |n: &Self| n.exponent.saturating_add(count(n.whole));
        places(self).cmp(&places(other)).then_with(|| self.each().cmp(other.each()))
    }
}

fn count(digits: &[u8]) -> i64 {
    i64::try_from(digits.len()).unwrap_or(i64::MAX)
}

/// An exponent; one beyond the range cannot be told apart from its end by any use of these numbers.
fn power(text: &str) -> Option<i64> {
    let (negative, digits) = match text.as_bytes() {
        [b'-', ..] => (true, &text[1..]),
        [b'+', ..] => (false, &text[1..]),
        _ => (false, text),
    };
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let value = digits.parse().unwrap_or(i64::MAX / 4).min(i64::MAX / 4);
    Some(if negative { -value } else { value })
}

#[cfg(test)]
mod tests {
    use super::{Divisor, canonical, compare, integral, is_integer, is_multiple};

    #[test]
    fn doubles_are_judged_as_their_digits_are() {
        let divisors =
            ["0.01", "1", "3", "0.5", "7.25", "0.0000001", "250", "12.", "0.3", "1e-2", "-2", "0", "99999999"];
        let mut seed = 7_u64;
        let mut next = || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            seed >> 11
        };
        let mut values =
            vec![0.0, -0.0, 1e300, 5e-324, 0.1 + 0.2, 1e15, 999_999_999_999_999.9, 0.07, -1.15, 4.35, 1e22];
        for _ in 0..3000 {
            let (whole, power) = (next() % 10_u64.pow((next() % 17) as u32), 10_f64.powi((next() % 9) as i32));
            let value = whole as f64 / power;
            values.extend([value, -value, value.next_up(), value.next_down(), f64::from_bits(next() << 1)]);
        }
        let mut multiples = 0;
        for divisor in divisors {
            for &value in values.iter().filter(|value| value.is_finite()) {
                let exact = is_multiple(zmij::Buffer::new().format_finite(value), divisor);
                assert_eq!(Divisor::new(divisor).divides(value), exact, "{value} {divisor}");
                multiples += usize::from(exact);
            }
        }
        assert!(multiples > 10_000, "{multiples}");
    }

    #[test]
    fn multiples_are_exact() {
        for (value, divisor) in [
            ("1.15", "0.01"),
            ("0", "3"),
            ("1e300", "0.5"),
            ("4.5", "1.5"),
            ("-6", "3"),
            ("19.99", "0.01"),
            ("0.0075", "0.0001"),
            ("98249283749234923498293171823948729348710298301928331", "1"),
            ("18446744073709551616", "4"),
            ("300", "1e2"),
            ("1e999999999999999999999", "7e1"),
        ] {
            let exact = divisor != "7e1";
            assert_eq!(is_multiple(value, divisor), exact, "{value} {divisor}");
        }
        for (value, divisor) in [
            ("1.155", "0.01"),
            ("7", "2"),
            ("0.00751", "0.0001"),
            ("1e-9", "1"),
            ("18446744073709551617", "2"),
            ("1", "1e5"),
            ("1", "100000000000000000000000000000000000000000"),
        ] {
            assert!(!is_multiple(value, divisor), "{value} {divisor}");
        }
    }

    #[test]
    fn whole_numbers_in_any_spelling() {
        for (text, value) in [("2.0", 2), ("-1.50e1", -15), ("2e3", 2000), ("0.0e-999", 0), ("1200e-2", 12)] {
            assert_eq!(integral(text), Some(value), "{text}");
            assert!(is_integer(text));
        }
        for text in ["1.5", "1e-1", "1e400", "1e99999999999999999999"] {
            assert_eq!(integral(text), None, "{text}");
            assert_eq!(is_integer(text), text.starts_with("1e") && !text.contains('-'), "{text}");
        }
    }

    #[test]
    fn order_is_by_value() {
        let rising = [
            "-1e400",
            "-10",
            "-9.99",
            "-0.5",
            "0",
            "1e-400",
            "0.001",
            "0.1",
            "1",
            "9007199254740993",
            "9007199254740994",
            "18446744073709551616",
            "1e400",
        ];
        for pair in rising.windows(2) {
            assert!(compare(pair[0], pair[1]).is_lt() && compare(pair[1], pair[0]).is_gt(), "{pair:?}");
            assert_ne!(canonical(pair[0]), canonical(pair[1]));
        }
        for (left, right) in [("1", "1.0"), ("100", "1e2"), ("-0", "0.0"), ("0.010", "1E-2"), ("12.5e1", "125")] {
            assert!(compare(left, right).is_eq(), "{left} {right}");
            assert_eq!(canonical(left), canonical(right));
        }
    }
}
