//! Formats of strings.
//!
//! In: the name of a format and a text. Out: whether it fits; an unknown format fits everything.

use std::net::{Ipv4Addr, Ipv6Addr};

/// Whether a text has a format.
pub(super) fn fits(name: &str, text: &str) -> bool {
    match name {
        "uuid" => is_uuid(text),
        "date-time" => is_date_time(text),
        "date" => is_date(text),
        "time" => is_time(text),
        "email" => is_email(text),
        "ipv4" => text.parse::<Ipv4Addr>().is_ok(),
        "ipv6" => text.parse::<Ipv6Addr>().is_ok(),
        "uri" => is_uri(text),
        _ => true,
    }
}

/// What a text of the format is, for messages.
pub(super) fn described(name: &str) -> &'static str {
    match name {
        "uuid" => "a UUID",
        "date-time" => "a date and time by RFC 3339, such as 2026-01-31T12:00:00Z",
        "date" => "a date such as 2026-01-31",
        "time" => "a time by RFC 3339, such as 12:00:00Z",
        "email" => "an e-mail address",
        "ipv4" => "an IPv4 address",
        "ipv6" => "an IPv6 address",
        "uri" => "a URI: it has no scheme such as `https:`",
        _ => "of this format",
    }
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

fn is_date_time(text: &str) -> bool {
    match (text.get(..10), text.get(10..11), text.get(11..)) {
        (Some(date), Some("T" | "t"), Some(time)) => is_date(date) && is_time(time),
        _ => false,
    }
}

fn number(text: Option<&str>) -> Option<u32> {
    text.filter(|text| text.bytes().all(|byte| byte.is_ascii_digit())).and_then(|text| text.parse().ok())
}

fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return false;
    }
    let parts = (number(text.get(..4)), number(text.get(5..7)), number(text.get(8..)));
    let (Some(year), Some(month), Some(day)) = parts else { return false };
    let is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        _ => return false,
    };
    (1..=days).contains(&day)
}

fn is_time(text: &str) -> bool {
    let Some(end) = text.find(['Z', 'z', '+', '-']) else { return false };
    let (clock, offset) = text.split_at(end);
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    if fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let Some((hour, minute, second)) = clock_parts(clock) else { return false };
    let Some(shift) = offset_minutes(offset) else { return false };
    // A leap second is the last of a day in UTC.
    let in_utc = (i64::from(hour * 60 + minute) - shift).rem_euclid(24 * 60);
    second < 60 || (second == 60 && in_utc == 23 * 60 + 59)
}

fn clock_parts(clock: &str) -> Option<(u32, u32, u32)> {
    let bytes = clock.as_bytes();
    if bytes.len() != 8 || bytes[2] != b':' || bytes[5] != b':' {
        return None;
    }
    let (hour, minute) = (number(clock.get(..2))?, number(clock.get(3..5))?);
    let second = number(clock.get(6..))?;
    (hour < 24 && minute < 60 && second <= 60).then_some((hour, minute, second))
}

fn offset_minutes(offset: &str) -> Option<i64> {
    if matches!(offset, "Z" | "z") {
        return Some(0);
    }
    let bytes = offset.as_bytes();
    if bytes.len() != 6 || bytes[3] != b':' {
        return None;
    }
    let (hour, minute) = (number(offset.get(1..3))?, number(offset.get(4..))?);
    let minutes = i64::from(hour * 60 + minute);
    (hour < 24 && minute < 60).then_some(if bytes[0] == b'-' { -minutes } else { minutes })
}

fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let is_quoted = local.len() > 2 && local.starts_with('"') && local.ends_with('"');
    let is_local = |c: char| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    let has_dots = |part: &str| !part.starts_with('.') && !part.ends_with('.') && !part.contains("..");
    let is_domain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.');
    let is_literal = domain.starts_with('[') && domain.ends_with(']');
    let local_fits = is_quoted || (!local.is_empty() && local.chars().all(is_local) && has_dots(local));
    let labels_fit =
        || domain.split('.').all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'));
    local_fits && (is_literal || (!domain.is_empty() && domain.chars().all(is_domain) && labels_fit()))
}

fn is_uri(text: &str) -> bool {
    let Some((scheme, _)) = text.split_once(':') else { return false };
    let mut chars = scheme.chars();
    chars.next().is_some_and(|c| c.is_ascii_alphabetic())
        && chars.all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
        && !text.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '\\' | '^' | '`'))
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn formats() {
        let good = [
            ("uuid", "2EB8AA08-aa98-11ea-b4aa-73b441d16380"),
            ("date-time", "1963-06-19T08:30:06.283185Z"),
            ("date-time", "1998-12-31T15:59:60.123-08:00"),
            ("date", "2020-02-29"),
            ("email", "joe.bloggs@example.com"),
            ("ipv4", "192.168.0.1"),
            ("ipv6", "::42:ff:1"),
            ("uri", "urn:oasis:names"),
            ("whatever", ""),
        ];
        for (name, text) in good {
            assert!(fits(name, text), "{name} {text}");
        }
        let bad = [
            ("uuid", "{2eb8aa08-aa98-11ea-b4aa-73b441d16380}"),
            ("date-time", "1998-12-31T23:59:60+01:00"),
            ("date-time", "2020-01-01 12:00:00Z"),
            ("date-time", "2020-01-01T12:00:00"),
            ("date", "2021-02-29"),
            ("date", "2021-2-9"),
            ("email", "joe"),
            ("email", ".joe@example.com"),
            ("ipv4", "192.168.0.256"),
            ("ipv6", "12345::"),
            ("uri", "example.com/a b"),
        ];
        for (name, text) in bad {
            assert!(!fits(name, text), "{name} {text}");
        }
    }
}
