//! Patterns: regular expressions of ECMA-262.
//!
//! In: the text of a pattern. Out: the compiled expression, or why there is none. A backtracking matcher can take
//! longer than anyone waits, so whoever runs a pattern asks first whether that is affordable.

/// How many steps of matching one text is worth.
const AFFORDABLE: f64 = 2e7;

/// Compiles a pattern as JSON Schema asks, with the `u` flag; without it if only that works.
pub(in crate::check) fn compile(pattern: &str) -> Result<regress::Regex, String> {
    regress::Regex::with_flags(pattern, "u")
        .or_else(|error| regress::Regex::new(pattern).map_err(|_| error.to_string()))
}

/// What to write instead, where another dialect of regular expressions is at work.
pub(in crate::check) fn advice(pattern: &str) -> Option<&'static str> {
    let found = |part: &str| pattern.contains(part);
    if found("(?i)") || found("(?s)") || found("(?m)") || found("(?x)") {
        Some("ECMA-262 has no flags inside a pattern; write both cases, as in `[Aa]`")
    } else if found("\\A") || found("\\z") || found("\\Z") {
        Some("write `^` for `\\A` and `$` for `\\z`")
    } else if found("(?P<") {
        Some("write `(?<name>` for `(?P<name>`")
    } else if found("[:") && found(":]") {
        Some("write the characters out: `a-z` for `[:lower:]`")
    } else if found("*+") || found("++") || found("?+") || found("(?>") {
        Some("ECMA-262 has no possessive quantifiers and no atomic groups")
    } else {
        None
    }
}

/// Whether matching `text` ends in reasonable time, whatever the pattern.
pub(super) fn is_affordable(pattern: &str, text: &str) -> bool {
    let length = text.len() as f64 + 1.0;
    let Repeats { loops, options, nested } = repeats(pattern);
    let start = if pattern.starts_with('^') { 0 } else { 1 };
    let cost = if nested { 2_f64.powf(length) } else { length.powi(i32::try_from(loops + start).unwrap_or(i32::MAX)) };
    cost * 2_f64.powf(options) <= AFFORDABLE
}

struct Repeats {
    /// How many parts repeat.
    loops: usize,
    /// How many parts are there or not, each of which doubles the ways to match.
    options: f64,
    /// Whether a part that repeats holds another, or a choice.
    nested: bool,
}

fn repeats(pattern: &str) -> Repeats {
    let bytes = pattern.as_bytes();
    let mut found = Repeats { loops: 0, options: 0.0, nested: false };
    // For each open group, whether something in it repeats or is a choice.
    let mut groups = vec![false];
    let mut closed = false;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let was_closed = std::mem::take(&mut closed);
        match byte {
            b'\\' => {
                // A reference back to a group makes matching as hard as nesting does.
                found.nested |= bytes.get(at + 1).is_some_and(|b| matches!(b, b'1'..=b'9' | b'k'));
                at += 1;
            }
            b'[' => at = end_of_class(bytes, at),
            b'(' => groups.push(false),
            b')' => {
                let inner = if groups.len() > 1 { groups.pop().unwrap_or(false) } else { false };
                if let (Some(outer), true) = (groups.last_mut(), inner) {
                    *outer = true;
                }
                closed = inner;
            }
            b'|' => set_last(&mut groups),
            // It begins the kind of a group, or says that a quantifier is lazy.
            b'?' if at > 0 && matches!(bytes[at - 1], b'(' | b'*' | b'+' | b'?' | b'}') => {}
            b'?' => {
                found.options += 1.0;
                set_last(&mut groups);
            }
            b'*' | b'+' | b'{' => {
                found.loops += 1;
                found.nested |= was_closed;
                set_last(&mut groups);
            }
            _ => {}
        }
        at += 1;
    }
    found
}

fn set_last(groups: &mut [bool]) {
    if let Some(last) = groups.last_mut() {
        *last = true;
    }
}

fn end_of_class(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 1,
            b']' => break,
            _ => {}
        }
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::{compile, is_affordable};

    #[test]
    fn dialects() {
        for pattern in ["^[a-z]+$", "\\p{L}+", "^(?=.*\\d).+$", "[\\w-.]", "\\-", "a{,3}"] {
            assert!(compile(pattern).is_ok(), "{pattern}");
        }
        for pattern in ["(", "a**", "(?P<x>a)"] {
            assert!(compile(pattern).is_err(), "{pattern}");
        }
    }

    #[test]
    fn attacks_are_not_run() {
        let long = "a".repeat(100);
        assert!(is_affordable("^[a-z]+$", &"a".repeat(1_000_000)));
        assert!(is_affordable("^(ab|cd)+$", "abcdab"));
        for pattern in ["^(a+)+$", "^(a|aa)+$", "(a*)*b", "^.*.*.*.*.*=$", "^((a{1,9}))*$", "^(?:a?){28}a{28}$"] {
            assert!(!is_affordable(pattern, &long), "{pattern}");
        }
        assert!(!is_affordable(&format!("^{}$", "a?".repeat(30)), &long));
        assert!(is_affordable(r"^\d{4}-\d\d?(?:T\d+?)?Z?$", "2026-01-01"));
    }
}
