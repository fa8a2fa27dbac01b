//! Formats of text that are a grammar and nothing else.

use unicode_normalization::UnicodeNormalization;

use super::net;

/// `full-time` of RFC 3339: a leap second stands at the end of a UTC day alone.
pub(super) fn is_time(text: &str) -> bool {
    let bytes = text.as_bytes();
    let two = |at: usize| match bytes.get(at..at + 2) {
        Some([a, b]) if a.is_ascii_digit() && b.is_ascii_digit() => {
            Some(i32::from(a - b'0') * 10 + i32::from(b - b'0'))
        }
        _ => None,
    };
    let (Some(hour), Some(minute), Some(second)) = (two(0), two(3), two(6)) else { return false };
    let fraction = match bytes.get(8) {
        Some(b'.') => 1 + bytes[9..].iter().take_while(|b| b.is_ascii_digit()).count(),
        _ => 0,
    };
    let zone = 8 + fraction;
    let offset = match bytes.get(zone) {
        Some(b'Z' | b'z') if bytes.len() == zone + 1 => Some(0),
        Some(sign @ (b'+' | b'-')) if bytes.len() == zone + 6 && bytes[zone + 3] == b':' => {
            let sign = if *sign == b'-' { 1 } else { -1 };
            match (two(zone + 1), two(zone + 4)) {
                (Some(hours @ 0..=23), Some(minutes @ 0..=59)) => Some(sign * (hours * 60 + minutes)),
                _ => None,
            }
        }
        _ => None,
    };
    let Some(offset) = offset else { return false };
    let leap = || (hour * 60 + minute + offset).rem_euclid(24 * 60) == 23 * 60 + 59;
    bytes[2] == b':'
        && bytes[5] == b':'
        && fraction != 1
        && hour < 24
        && minute < 60
        && (second < 60 || (second == 60 && leap()))
}

/// `date-time` of RFC 3339.
pub(super) fn is_date_time(text: &str) -> bool {
    let (Some(date), Some(b'T' | b't'), Some(time)) = (text.get(..10), text.as_bytes().get(10), text.get(11..)) else {
        return false;
    };
    date.parse::<super::Date>().is_ok() && is_time(time)
}

/// A duration of ISO 8601 as RFC 3339, appendix A writes it: units in order, none left out between two.
pub(super) fn is_duration(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('P') else { return false };
    let (date, time) = match rest.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (rest, None),
    };
    if let Some(weeks) = date.strip_suffix('W') {
        return time.is_none() && !weeks.is_empty() && weeks.bytes().all(|b| b.is_ascii_digit());
    }
    let date_ok = date.is_empty() || units(date, "YMD");
    let time_ok = time.is_none_or(|time| units(time, "HMS"));
    date_ok && time_ok && !rest.is_empty()
}

/// Numbers, each with its unit; units follow each other as in `order`.
fn units(text: &str, order: &str) -> bool {
    let mut left = order;
    let mut first = true;
    let mut rest = text;
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(|b| b.is_ascii_digit()).count();
        let Some(unit) = rest[digits..].chars().next().filter(|_| digits > 0) else { return false };
        let Some(at) = left.find(unit).filter(|at| first || *at == 0) else { return false };
        (left, rest, first) = (&left[at + 1..], &rest[digits + unit.len_utf8()..], false);
    }
    !first
}

/// RFC 6901: `~` stands before `0` or `1` alone.
pub(super) fn is_json_pointer(text: &str) -> bool {
    let escaped = |text: &str| text.split('~').skip(1).all(|part| part.starts_with(['0', '1']));
    text.is_empty() || (text.starts_with('/') && escaped(text))
}

/// A number of steps up, and a pointer or `#` from there.
pub(super) fn is_relative_json_pointer(text: &str) -> bool {
    let digits = text.bytes().take_while(|b| b.is_ascii_digit()).count();
    let (steps, rest) = text.split_at(digits);
    !steps.is_empty() && (steps == "0" || !steps.starts_with('0')) && (rest == "#" || is_json_pointer(rest))
}

/// Base64 (RFC 4648 section 4), padded.
pub(super) fn is_base64(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    text.len().is_multiple_of(4)
        && text.len() - digits.len() <= 2
        && digits.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/'))
}

/// RFC 6531: like `email`, with any characters outside ASCII, and a domain of any script, composed or not.
pub(super) fn is_idn_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let plain: String = local.chars().map(|c| if c.is_ascii() { c } else { 'x' }).collect();
    if domain.is_ascii() {
        return net::is_email(&format!("{plain}@{domain}"));
    }
    net::is_email(&format!("{plain}@x")) && super::idn::is_hostname(&domain.nfc().collect::<String>())
}

/// RFC 6570: expressions in braces, and characters that a URI can carry or that are encoded.
pub(super) fn is_uri_template(text: &str) -> bool {
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let (literal, after) = rest.split_at(at);
        let Some((expression, behind)) = after.strip_prefix('{').and_then(|after| after.split_once('}')) else {
            return false;
        };
        if !is_literal(literal) || !is_expression(expression) {
            return false;
        }
        rest = behind;
    }
    is_literal(rest)
}

fn is_literal(text: &str) -> bool {
    !text.chars().any(|c| c.is_control() || " \"<>\\^`|".contains(c)) && encoded(text)
}

fn is_expression(text: &str) -> bool {
    let names = text.strip_prefix(|c: char| "+#./;?&=,!@|".contains(c)).unwrap_or(text);
    names.split(',').all(|variable| {
        let variable = variable.strip_suffix('*').unwrap_or(variable);
        let (name, length) = variable.split_once(':').unwrap_or((variable, "1"));
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '%');
        let length_ok = !length.starts_with('0') && length.len() <= 4 && length.bytes().all(|b| b.is_ascii_digit());
        name.split('.').all(|part| !part.is_empty() && part.chars().all(is_name))
            && encoded(name)
            && length_ok
            && !length.is_empty()
    })
}

/// Whether each `%` stands before two hexadecimal digits.
pub(super) fn encoded(text: &str) -> bool {
    text.split('%')
        .skip(1)
        .all(|part| part.as_bytes().get(..2).is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit)))
}
