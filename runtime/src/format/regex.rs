//! Whether a text is a regular expression of ECMA-262, read with the `u` flag.

use std::iter::Peekable;
use std::str::Chars;

/// Groups nest no deeper than this in what is accepted.
const MAX_DEPTH: usize = 200;

/// Judges by the grammar (ECMA-262, section 22.2.1), back-references and names of groups excepted.
pub(super) fn is(text: &str) -> bool {
    let mut chars = text.chars().peekable();
    let mut depth = 0;
    // Whether a quantifier may follow.
    let mut atom = false;
    while let Some(c) = chars.next() {
        let ok = match c {
            '(' => {
                depth += 1;
                atom = false;
                depth <= MAX_DEPTH && group(&mut chars)
            }
            ')' => {
                let open = depth > 0;
                depth = depth.saturating_sub(1);
                atom = true;
                open
            }
            '[' => {
                atom = true;
                class(&mut chars)
            }
            '\\' => {
                let boundary = matches!(chars.peek(), Some('b' | 'B'));
                atom = !boundary;
                if boundary { chars.next().is_some() } else { escape(&mut chars, false) }
            }
            '|' | '^' | '$' => {
                atom = false;
                true
            }
            '*' | '+' | '?' => std::mem::take(&mut atom) && lazy(&mut chars),
            '{' => std::mem::take(&mut atom) && count(&mut chars) && lazy(&mut chars),
            ']' | '}' => false,
            _ => {
                atom = true;
                true
            }
        };
        if !ok {
            return false;
        }
    }
    depth == 0
}

fn lazy(chars: &mut Peekable<Chars<'_>>) -> bool {
    chars.next_if_eq(&'?');
    true
}

fn count(chars: &mut Peekable<Chars<'_>>) -> bool {
    let inside: String = chars.by_ref().take_while(|c| *c != '}').collect();
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    match inside.split_once(',') {
        None => !inside.is_empty() && digits(&inside),
        Some((low, high)) => {
            let ordered = match (low.parse::<u64>(), high.parse::<u64>()) {
                (Ok(low), Ok(high)) => low <= high,
                _ => true,
            };
            !low.is_empty() && digits(low) && digits(high) && ordered
        }
    }
}

fn group(chars: &mut Peekable<Chars<'_>>) -> bool {
    if chars.next_if_eq(&'?').is_none() {
        return true;
    }
    match chars.next() {
        Some(':' | '=' | '!') => true,
        Some('<') => match chars.peek() {
            Some('=' | '!') => chars.next().is_some(),
            _ => {
                let name: String = chars.by_ref().take_while(|c| *c != '>').collect();
                let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$');
                !name.is_empty() && !name.starts_with(|c: char| c.is_ascii_digit()) && name.chars().all(is_part)
            }
        },
        _ => false,
    }
}

fn class(chars: &mut Peekable<Chars<'_>>) -> bool {
    while let Some(c) = chars.next() {
        match c {
            ']' => return true,
            '\\' if !escape(chars, true) => return false,
            _ => {}
        }
    }
    false
}

fn escape(chars: &mut Peekable<Chars<'_>>, in_class: bool) -> bool {
    let hex = |chars: &mut Peekable<Chars<'_>>, count: usize| {
        (0..count).all(|_| chars.next_if(char::is_ascii_hexdigit).is_some())
    };
    match chars.next() {
        Some('d' | 'D' | 's' | 'S' | 'w' | 'W' | 't' | 'n' | 'v' | 'f' | 'r') => true,
        Some('0') => !chars.peek().is_some_and(char::is_ascii_digit),
        Some('1'..='9') => !in_class,
        Some('b' | '-') => in_class,
        Some('c') => chars.next().is_some_and(|c| c.is_ascii_alphabetic()),
        Some('x') => hex(chars, 2),
        Some('u') if chars.next_if_eq(&'{').is_some() => {
            let digits: String = chars.by_ref().take_while(|c| *c != '}').collect();
            u32::from_str_radix(&digits, 16).is_ok_and(|code| code <= 0x10_ffff)
        }
        Some('u') => hex(chars, 4),
        Some('p' | 'P') => {
            let braced = chars.next_if_eq(&'{').is_some();
            let name: String = chars.by_ref().take_while(|c| *c != '}').collect();
            braced && !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '='))
        }
        Some('k') => !in_class && chars.next() == Some('<') && chars.any(|c| c == '>'),
        Some(c) => "^$\\.*+?()[]{}|/".contains(c),
        None => false,
    }
}
