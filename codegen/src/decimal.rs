//! Exact arithmetic on decimal numbers of any size.
//!
//! In: the text of a JSON number. Out: comparisons and divisibility. Guaranteed: no rounding; `0.3` is a multiple of
//! `0.1`, and integers beyond 64 bits keep their last digit.

use std::cmp::Ordering;

/// `digits × 10^exponent`, without leading or trailing zeros in `digits`; zero has none at all.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Decimal {
    negative: bool,
    digits: Vec<u8>,
    exponent: i64,
}

/// Beyond this many places `is_multiple_of` no longer divides: every number of that size counts as a multiple.
const MAX_PLACES: i64 = 1_000_000;

impl Decimal {
    /// Reads a JSON number; nothing if `text` is not one.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (mantissa, exponent) = match text.find(['e', 'E']) {
            Some(at) => (&text[..at], parse_exponent(&text[at + 1..])?),
            None => (text, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let mut digits = Vec::with_capacity(mantissa.len());
        for byte in whole.bytes().chain(fraction.bytes()) {
            digits.push(byte.is_ascii_digit().then(|| byte - b'0')?);
        }
        if digits.is_empty() {
            return None;
        }
        let exponent = exponent.saturating_sub(i64::try_from(fraction.len()).ok()?);
        Some(Self::normal(negative, digits, exponent))
    }

    fn normal(negative: bool, mut digits: Vec<u8>, mut exponent: i64) -> Self {
        while digits.last() == Some(&0) {
            digits.pop();
            exponent = exponent.saturating_add(1);
        }
        let leading = digits.iter().take_while(|d| **d == 0).count();
        digits.drain(..leading);
        if digits.is_empty() {
            return Self { negative: false, digits, exponent: 0 };
        }
        Self { negative, digits, exponent }
    }

    pub(crate) fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    pub(crate) fn is_negative(&self) -> bool {
        self.negative
    }

    pub(crate) fn is_integer(&self) -> bool {
        self.exponent >= 0
    }

    /// The number, if it is one of `u64`.
    pub(crate) fn to_u64(&self) -> Option<u64> {
        if self.is_zero() {
            return Some(0);
        }
        let zeros = u32::try_from(self.exponent).ok()?;
        if self.negative {
            return None;
        }
        let mut value = 0_u64;
        for digit in &self.digits {
            value = value.checked_mul(10)?.checked_add(u64::from(*digit))?;
        }
        value.checked_mul(10_u64.checked_pow(zeros)?)
    }

    /// The largest integer that is not above this number; the outermost one of its sign where it does not fit.
    pub(crate) fn floor(&self) -> i128 {
        let places = usize::try_from(self.exponent.unsigned_abs()).unwrap_or(usize::MAX);
        let value = if self.exponent >= 0 {
            let shifted = u32::try_from(places).ok().and_then(|p| 10_i128.checked_pow(p));
            integer(&self.digits).and_then(|value| value.checked_mul(shifted?))
        } else {
            integer(&self.digits[..self.digits.len().saturating_sub(places)])
        };
        match (value, self.negative) {
            (Some(value), false) => value,
            (Some(value), true) => -value - i128::from(!self.is_integer()),
            (None, false) => i128::MAX,
            (None, true) => i128::MIN,
        }
    }

    /// The smallest positive integer of which every integer that is a multiple of this number is a multiple.
    pub(crate) fn integer_step(&self) -> i128 {
        if self.exponent >= 0 {
            return self.floor().saturating_abs();
        }
        // p / 10^k: an integer n is its multiple when p divides n × 10^k, that is when p / gcd(p, 10^k) divides n.
        let Some(mut step) = integer(&self.digits) else { return i128::MAX };
        for factor in [2, 5] {
            let mut left = self.exponent;
            while left < 0 && step % factor == 0 {
                step /= factor;
                left += 1;
            }
        }
        step
    }

    /// Whether this is an integer times `divisor`; by zero nothing is.
    pub(crate) fn is_multiple_of(&self, divisor: &Self) -> bool {
        if divisor.is_zero() {
            return false;
        }
        if self.is_zero() {
            return true;
        }
        if self.magnitude(divisor) == Ordering::Less {
            return false;
        }
        let places = self.exponent.saturating_sub(divisor.exponent);
        if places > MAX_PLACES {
            return true;
        }
        let mut by = divisor.digits.clone();
        // The divisor is the smaller one, so its zeros are no more than this number has digits.
        by.resize(by.len() + usize::try_from(-places).unwrap_or(0), 0);
        let zeros = usize::try_from(places).unwrap_or(0);
        let mut rest = Vec::with_capacity(by.len() + 1);
        for digit in self.digits.iter().copied().chain(std::iter::repeat_n(0, zeros)) {
            if !(rest.is_empty() && digit == 0) {
                rest.push(digit);
            }
            while at_least(&rest, &by) {
                subtract(&mut rest, &by);
            }
        }
        rest.is_empty()
    }

    fn magnitude(&self, other: &Self) -> Ordering {
        match (self.is_zero(), other.is_zero()) {
            (true, true) => return Ordering::Equal,
            (true, false) => return Ordering::Less,
            (false, true) => return Ordering::Greater,
            (false, false) => {}
        }
        let places = |n: &Self| i128::from(n.exponent) + n.digits.len() as i128;
        places(self).cmp(&places(other)).then_with(|| self.digits.cmp(&other.digits))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.negative, other.negative) {
            (false, false) => self.magnitude(other),
            (true, true) => other.magnitude(self),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

fn parse_exponent(text: &str) -> Option<i64> {
    let (negative, digits) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    // A larger exponent than this cannot be told apart from it by any use of these numbers.
    let value = digits.parse().unwrap_or(i64::MAX / 2).min(i64::MAX / 2);
    Some(if negative { -value } else { value })
}

/// The value of a row of digits, if it fits.
fn integer(digits: &[u8]) -> Option<i128> {
    digits.iter().try_fold(0_i128, |value, digit| value.checked_mul(10)?.checked_add(i128::from(*digit)))
}

/// Whether one row of digits without leading zeros is as large as another.
fn at_least(left: &[u8], right: &[u8]) -> bool {
    left.len().cmp(&right.len()).then_with(|| left.cmp(right)).is_ge()
}

fn subtract(from: &mut Vec<u8>, what: &[u8]) {
    let offset = from.len() - what.len();
    let mut borrow = 0;
    for at in (0..from.len()).rev() {
        let taken = borrow + at.checked_sub(offset).map_or(0, |i| what[i]);
        borrow = u8::from(from[at] < taken);
        from[at] = from[at] + 10 * borrow - taken;
    }
    let leading = from.iter().take_while(|d| **d == 0).count();
    from.drain(..leading);
}

#[cfg(test)]
mod tests {
    use super::Decimal;

    fn decimal(text: &str) -> Decimal {
        Decimal::parse(text).unwrap_or_else(|| panic!("{text} is not a number"))
    }

    #[test]
    fn order() {
        let rising = [
            "-1e400",
            "-10",
            "-9.99",
            "-0.5",
            "0",
            "1e-400",
            "0.1",
            "1",
            "18446744073709551615",
            "18446744073709551616",
            "1e400",
        ];
        for pair in rising.windows(2) {
            assert!(decimal(pair[0]) < decimal(pair[1]), "{pair:?}");
        }
        for (left, right) in [("1", "1.0"), ("100", "1e2"), ("-0", "0.0"), ("0.010", "1E-2"), ("12.5e1", "125")] {
            assert_eq!(decimal(left), decimal(right));
        }
    }

    #[test]
    fn multiples() {
        for (number, of) in [
            ("0.3", "0.1"),
            ("4.5", "1.5"),
            ("0", "3"),
            ("-9", "3"),
            ("1e308", "0.5"),
            ("12391239123", "0.01"),
            ("18446744073709551616", "4"),
            ("1e20", "1e20"),
            ("300", "1e2"),
        ] {
            assert!(decimal(number).is_multiple_of(&decimal(of)), "{number} {of}");
        }
        for (number, of) in [
            ("0.35", "0.1"),
            ("1", "2"),
            ("35", "1.5"),
            ("18446744073709551617", "2"),
            ("1", "0"),
            ("1e3", "3"),
            ("1", "1e5"),
            ("0.00751", "0.01"),
        ] {
            assert!(!decimal(number).is_multiple_of(&decimal(of)), "{number} {of}");
        }
    }

    #[test]
    fn integers_next_to_it() {
        let cases = [
            ("1.5", 1),
            ("-1.5", -2),
            ("-2.0", -2),
            ("1e3", 1000),
            ("0.001", 0),
            ("-0.001", -1),
            ("0", 0),
            ("9e99", i128::MAX),
            ("-9e99", i128::MIN),
        ];
        for (number, floor) in cases {
            assert_eq!(decimal(number).floor(), floor, "{number}");
        }
        for (number, step) in [("0.5", 1), ("1.5", 3), ("2.5", 5), ("0.01", 1), ("12", 12), ("1e2", 100), ("0.06", 3)] {
            assert_eq!(decimal(number).integer_step(), step, "{number}");
        }
    }

    #[test]
    fn integers() {
        assert!(decimal("1.0").is_integer() && decimal("1e3").is_integer() && decimal("0.0").is_integer());
        assert!(!decimal("1.5").is_integer() && !decimal("1e-3").is_integer());
        assert_eq!(decimal("1.2e1").to_u64(), Some(12));
        assert_eq!(decimal("18446744073709551616").to_u64(), None);
        assert_eq!(decimal("-1").to_u64(), None);
        assert_eq!(Decimal::parse("1e"), None);
        assert_eq!(Decimal::parse(""), None);
        assert_eq!(Decimal::parse("x"), None);
    }
}
