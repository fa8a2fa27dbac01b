//! Patterns of ECMA-262 in the syntax of the `regex` crate.
//!
//! In: a pattern that an ECMA-262 engine compiles (`check` has made sure). Out: a pattern of `regex` that matches the
//! same texts, or the reason why there is none. Guaranteed: what comes out runs in time linear in the text.
//! The differences that are bridged: `.`, `\d`, `\w`, `\s`, `\b`, the syntax of classes, and escapes. Patterns are
//! read with the `u` flag (JSON Schema 2020-12 Core, section 6.4).

use std::iter::Peekable;
use std::str::Chars;

/// `\s` of ECMA-262: white space and line terminators (sections 12.2 and 12.3), as members of a class.
const SPACE: &str = r"\t-\r\x20\u{a0}\u{1680}\u{2000}-\u{200a}\u{2028}\u{2029}\u{202f}\u{205f}\u{3000}\u{feff}";

pub(super) fn translate(pattern: &str) -> Result<String, String> {
    let mut chars = pattern.chars().peekable();
    let mut out = String::with_capacity(pattern.len() + 16);
    while let Some(c) = chars.next() {
        match c {
            '^' | '$' | '|' | ')' | '*' | '+' | '?' => out.push(c),
            '.' => out.push_str(r"[^\n\r\u{2028}\u{2029}]"),
            '(' => group(&mut chars, &mut out)?,
            '[' => class(&mut chars, &mut out)?,
            '\\' => escape(&mut chars, &mut out)?,
            '{' => braces(&mut chars, &mut out),
            other => literal(other, &mut out),
        }
    }
    match regex::Regex::new(&out) {
        Ok(_) => Ok(out),
        Err(regex::Error::CompiledTooBig(limit)) => Err(format!("compiled, it is larger than {limit} bytes")),
        Err(error) => Err(error.to_string().lines().last().unwrap_or_default().to_owned()),
    }
}

fn literal(c: char, out: &mut String) {
    out.push_str(&regex::escape(c.encode_utf8(&mut [0; 4])));
}

/// `{2,3}` is a quantifier; any other brace is itself.
fn braces(chars: &mut Peekable<Chars<'_>>, out: &mut String) {
    let rest: String = chars.clone().take_while(|c| *c != '}').collect();
    let closed = chars.clone().nth(rest.chars().count()) == Some('}');
    let (low, high) = rest.split_once(',').unwrap_or((&rest, "0"));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if closed && !low.is_empty() && digits(low) && digits(high) {
        out.push('{');
    } else {
        out.push_str(r"\{");
        return;
    }
    for c in chars.by_ref() {
        out.push(c);
        if c == '}' {
            return;
        }
    }
}

fn group(chars: &mut Peekable<Chars<'_>>, out: &mut String) -> Result<(), String> {
    out.push_str("(?:");
    if chars.peek() != Some(&'?') {
        return Ok(());
    }
    chars.next();
    match (chars.next(), chars.peek()) {
        (Some(':'), _) => Ok(()),
        (Some('='), _) | (Some('!'), _) => Err("it looks ahead".to_owned()),
        (Some('<'), Some('=' | '!')) => Err("it looks behind".to_owned()),
        (Some('<'), _) => {
            chars.by_ref().find(|c| *c == '>');
            Ok(())
        }
        _ => Err("it has a group of an unknown kind".to_owned()),
    }
}

fn escape(chars: &mut Peekable<Chars<'_>>, out: &mut String) -> Result<(), String> {
    match chars.next() {
        Some('b') => out.push_str(r"(?-u:\b)"),
        Some('B') => return Err(r"`\B` means another thing outside ASCII".to_owned()),
        Some(c @ '1'..='9') => return Err(format!(r"`\{c}` repeats a group")),
        Some('k') => return Err(r"`\k` repeats a group".to_owned()),
        Some(c) => match set(c, chars) {
            Some((members, negated)) => {
                out.push_str(if negated { "[^" } else { "[" });
                out.push_str(&members);
                out.push(']');
            }
            None => literal(character(c, chars)?, out),
        },
        None => return Err("it ends in a backslash".to_owned()),
    }
    Ok(())
}

/// The members of `\d` and its like, and whether the set is what they are not.
fn set(c: char, chars: &mut Peekable<Chars<'_>>) -> Option<(String, bool)> {
    let members = match c.to_ascii_lowercase() {
        'd' => "0-9".to_owned(),
        'w' => "0-9A-Za-z_".to_owned(),
        's' => SPACE.to_owned(),
        'p' if chars.peek() == Some(&'{') => {
            let name: String = chars.by_ref().take_while(|c| *c != '}').collect();
            format!(r"\p{name}}}")
        }
        _ => return None,
    };
    Some((members, c.is_ascii_uppercase()))
}

/// The character that `\c…` stands for.
fn character(c: char, chars: &mut Peekable<Chars<'_>>) -> Result<char, String> {
    Ok(match c {
        't' => '\t',
        'n' => '\n',
        'v' => '\u{b}',
        'f' => '\u{c}',
        'r' => '\r',
        '0' => '\0',
        'c' => match chars.next() {
            Some(letter) if letter.is_ascii_alphabetic() => char::from(letter as u8 % 32),
            _ => return Err(r"`\c` needs a letter".to_owned()),
        },
        'x' => code_point(hex(chars, 2)?)?,
        'u' => unicode(chars)?,
        other => other,
    })
}

fn unicode(chars: &mut Peekable<Chars<'_>>) -> Result<char, String> {
    if chars.peek() == Some(&'{') {
        chars.next();
        let digits: String = chars.by_ref().take_while(|c| *c != '}').collect();
        return code_point(u32::from_str_radix(&digits, 16).map_err(|e| e.to_string())?);
    }
    let high = hex(chars, 4)?;
    let mut ahead = chars.clone();
    let surrogate = (0xD800..0xDC00).contains(&high) && ahead.next() == Some('\\') && ahead.next() == Some('u');
    let low = if surrogate { hex(&mut ahead, 4).ok() } else { None };
    if let Some(low) = low.filter(|low| (0xDC00..0xE000).contains(low)) {
        *chars = ahead;
        return code_point(0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00));
    }
    code_point(high)
}

fn hex(chars: &mut Peekable<Chars<'_>>, count: usize) -> Result<u32, String> {
    let digits: String = chars.by_ref().take(count).collect();
    u32::from_str_radix(&digits, 16).map_err(|_| format!("`{digits}` is no hexadecimal number"))
}

fn code_point(code: u32) -> Result<char, String> {
    char::from_u32(code).ok_or_else(|| "it names half of a surrogate pair, which no text here has".to_owned())
}

/// One side of a range, or a set.
enum Member {
    One(char),
    Set(String, bool),
}

fn class(chars: &mut Peekable<Chars<'_>>, out: &mut String) -> Result<(), String> {
    let negated = chars.peek() == Some(&'^');
    if negated {
        chars.next();
    }
    let mut members = String::new();
    loop {
        let member = match chars.next() {
            Some(']') => break,
            Some(c) => class_member(c, chars)?,
            None => return Err("a class is not closed".to_owned()),
        };
        let mut ahead = chars.clone();
        let range = ahead.next() == Some('-') && ahead.peek().is_some_and(|c| *c != ']');
        match member {
            Member::Set(set, false) => members.push_str(&set),
            Member::Set(set, true) => members.push_str(&format!("[^{set}]")),
            Member::One(low) if range => {
                *chars = ahead;
                let Some(next) = chars.next() else { return Err("a class is not closed".to_owned()) };
                match class_member(next, chars)? {
                    Member::One(high) => members.push_str(&format!("{}-{}", member_text(low), member_text(high))),
                    Member::Set(set, _) => members.push_str(&format!("{}\\-{set}", member_text(low))),
                }
            }
            Member::One(c) => members.push_str(&member_text(c)),
        }
    }
    match (members.is_empty(), negated) {
        (true, true) => out.push_str(r"[\s\S]"),
        (true, false) => out.push_str(r"[^\s\S]"),
        (false, true) => out.push_str(&format!("[^{members}]")),
        (false, false) => out.push_str(&format!("[{members}]")),
    }
    Ok(())
}

fn class_member(c: char, chars: &mut Peekable<Chars<'_>>) -> Result<Member, String> {
    if c != '\\' {
        return Ok(Member::One(c));
    }
    match chars.next() {
        Some('b') => Ok(Member::One('\u{8}')),
        Some(c) => match set(c, chars) {
            Some((members, negated)) => Ok(Member::Set(members, negated)),
            None => character(c, chars).map(Member::One),
        },
        None => Err("it ends in a backslash".to_owned()),
    }
}

fn member_text(c: char) -> String {
    match c {
        // These have a meaning in a class, or two of them have.
        '[' | ']' | '\\' | '^' | '-' | '&' | '~' => format!("\\{c}"),
        c if c.is_control() || !c.is_ascii() => format!(r"\u{{{:x}}}", c as u32),
        c => c.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::translate;

    /// Both engines on the same texts; the one of ECMA-262 is the judge.
    #[test]
    fn translations_match_what_ecmascript_matches() {
        let patterns = [
            r"^bearer [a-z0-9-_=]+.[a-z0-9-_=]+.?[a-z0-9-_.+/=]*$",
            r"^(?:[ \t\n]*[^\s@,]+@[^\s@,]+[ \t\n]*(?:,[ \t\n]*[^\s@,]+@[^\s@,]+[ \t\n]*)*)?$",
            r"^\d{3}-\d{2,}$",
            r"\bfoo\b",
            r"^[\w.-]+$",
            r"^[^\d\s]+$",
            r"^a{2}b{1,3}(c|d)?$",
            r"^\u0041\x42\u{43}[\u{1F600}-\u{1F64F}]?$",
            r"[^]",
            r"^.$",
            r"^\S\W\D$",
            r"^[--/]$",
            r"^[a-c&&b]$",
            r"^(?<year>\d{4})$",
            r"^\/[[\]]$",
        ];
        let texts = [
            "",
            "a",
            "bearer abc.def",
            "bearer a",
            "a@b.c, d@e\n",
            "a@b,,c@d",
            "123-45",
            "123-4",
            "١٢٣-٤٥",
            "a foo b",
            "éfooé",
            "x.y-z",
            "é",
            "aabc",
            "aabbbb",
            "ABC",
            "ABC😀",
            "\u{2028}",
            "\n",
            "\u{a0}",
            "x- ",
            "-",
            "/",
            ".",
            "&",
            "b",
            "2024",
            "/[",
            "/]",
            "\u{feff}",
        ];
        for pattern in patterns {
            let translated = regex::Regex::new(&translate(pattern).unwrap()).unwrap();
            let judge = regress::Regex::with_flags(pattern, "u")
                .or_else(|_| regress::Regex::new(pattern))
                .unwrap_or_else(|e| panic!("{pattern}: {e}"));
            for text in texts {
                assert_eq!(translated.is_match(text), judge.find(text).is_some(), "{pattern} on {text:?}");
            }
        }
    }

    #[test]
    fn what_has_no_linear_equal_is_refused() {
        for pattern in ["(?=a)b", "(?<!a)b", r"(a)\1", r"\Ba", r"\ud800"] {
            assert!(translate(pattern).is_err(), "{pattern}");
        }
    }
}
