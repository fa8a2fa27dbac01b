//! Classes: characters in brackets.

use std::iter::Peekable;
use std::str::Chars;

use super::{character, set};

/// One side of a range, or a set.
enum Member {
    One(char),
    Set(String, bool),
}

pub(super) fn class(chars: &mut Peekable<Chars<'_>>, out: &mut String) -> Result<(), String> {
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
