//! Patterns of ECMA-262 in the syntax of the engines that run them.
//!
//! In: a pattern. Out: a pattern that matches the same texts, and the engine that it is for, or the reason why there is
//! none. Guaranteed: both engines are linear in the text; what the `regex` crate can run, it runs, and what needs
//! look-around or `\B` is for the other. A reference back to a group is for neither. The differences that are bridged:
//! `.`, `\d`, `\w`, `\s`, `\b`, the ends of the text, the syntax of classes, and escapes. Patterns are read with the
//! `u` flag, without it where they have no meaning with it (JSON Schema 2020-12 Core, section 6.4).

mod class;
#[cfg(test)]
mod tests;

use std::iter::Peekable;
use std::str::Chars;

use super::Context;
use crate::diagnostic::Diagnostic;
use crate::ir::{Engine, Located, Pattern};

/// The pattern at a place; one that cannot be run is said not to be enforced.
pub(super) fn pattern(cx: &mut Context<'_, '_>, source: Located<String>) -> Option<Pattern> {
    match translate(&source.value) {
        Ok((engine, translated)) => Some(Pattern { source: source.value, translated, engine, span: source.span }),
        Err(why) => {
            let message = format!("this pattern is not enforced, only documented: {why}");
            let help = "express the rule in another way; everything else about the value is checked";
            cx.out.push(Diagnostic::warning("unsupported-pattern", source.span, message).help(help));
            None
        }
    }
}

/// Why a pattern cannot be run.
pub(crate) fn fault(pattern: &str) -> Option<String> {
    translate(pattern).err()
}

/// The engine and the translation for it.
fn translate(pattern: &str) -> Result<(Engine, String), String> {
    // Other dialects have constructs that an engine would take for something else.
    let strict = regress::Regex::with_flags(pattern, "u").is_ok();
    regress::Regex::new(pattern)
        .map(|_| ())
        .or_else(|error| if strict { Ok(()) } else { Err(error) })
        .map_err(|error| format!("it is no regular expression of ECMA-262: {error}"))?;
    if !strict && pattern.contains("[[:") {
        return Err("`[[:` is a class of another dialect".to_owned());
    }
    match translate_for(Engine::Linear, pattern) {
        Ok(translated) => Ok((Engine::Linear, translated)),
        Err(_) => translate_for(Engine::LookAround, pattern).map(|translated| (Engine::LookAround, translated)),
    }
}

/// A pattern on its way.
struct Translation<'p> {
    chars: Peekable<Chars<'p>>,
    engine: Engine,
    out: String,
}

fn translate_for(engine: Engine, pattern: &str) -> Result<String, String> {
    let mut all = Translation { chars: pattern.chars().peekable(), engine, out: String::new() };
    while let Some(c) = all.chars.next() {
        match c {
            '^' if engine == Engine::LookAround => all.out.push_str(r"\A"),
            '$' if engine == Engine::LookAround => all.out.push_str(r"\z"),
            '^' | '$' | '|' | ')' | '*' | '+' | '?' => all.out.push(c),
            '.' => all.out.push_str(r"[^\n\r\u{2028}\u{2029}]"),
            '(' => group(&mut all)?,
            '[' => class::class(&mut all.chars, &mut all.out)?,
            '\\' => escape(&mut all)?,
            '{' => braces(&mut all.chars, &mut all.out),
            other => literal(other, &mut all.out),
        }
    }
    compiles(engine, &all.out).map(|()| all.out)
}

fn compiles(engine: Engine, translated: &str) -> Result<(), String> {
    let last_line = |error: String| error.lines().last().unwrap_or_default().to_owned();
    match engine {
        Engine::Linear => {
            match regex::RegexBuilder::new(translated).size_limit(specwright_pattern::MAX_REGEX).build() {
                // Where a text is long, the other engine runs the same.
                Ok(_) => specwright_pattern::LookAround::new(translated).map(|_| ()).map_err(last_line),
                Err(regex::Error::CompiledTooBig(limit)) => Err(format!("compiled, it is larger than {limit} bytes")),
                Err(error) => Err(last_line(error.to_string())),
            }
        }
        Engine::LookAround => specwright_pattern::LookAround::new(translated).map(|_| ()).map_err(last_line),
    }
}

/// `\s` of ECMA-262: white space and line terminators (sections 12.2 and 12.3), as members of a class.
const SPACE: &str = r"\t-\r\x20\u{a0}\u{1680}\u{2000}-\u{200a}\u{2028}\u{2029}\u{202f}\u{205f}\u{3000}\u{feff}";

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

fn group(all: &mut Translation<'_>) -> Result<(), String> {
    if all.chars.next_if_eq(&'?').is_none() {
        all.out.push_str("(?:");
        return Ok(());
    }
    let opening = match (all.chars.next(), all.chars.peek()) {
        (Some(':'), _) => "(?:",
        (Some('='), _) => "(?=",
        (Some('!'), _) => "(?!",
        (Some('<'), Some('=')) => "(?<=",
        (Some('<'), Some('!')) => "(?<!",
        (Some('<'), _) => {
            all.chars.by_ref().find(|c| *c == '>');
            "(?:"
        }
        _ => return Err("it has a group of an unknown kind".to_owned()),
    };
    let looks = opening.contains(['=', '!']);
    if looks && all.engine == Engine::Linear {
        return Err("it looks around".to_owned());
    }
    if opening.starts_with("(?<") && looks {
        all.chars.next();
    }
    all.out.push_str(opening);
    Ok(())
}

fn escape(all: &mut Translation<'_>) -> Result<(), String> {
    let linear = all.engine == Engine::Linear;
    match all.chars.next() {
        Some('b') if linear => all.out.push_str(r"(?-u:\b)"),
        Some('b') => all.out.push_str(r"\b"),
        Some('B') if linear => return Err(r"`\B` means another thing outside ASCII".to_owned()),
        Some('B') => all.out.push_str(r"\B"),
        Some(c @ ('k' | '1'..='9')) => return Err(format!(r"`\{c}` repeats what a group has matched")),
        Some(c) => match set(c, &mut all.chars) {
            Some((members, negated)) => {
                all.out.push_str(if negated { "[^" } else { "[" });
                all.out.push_str(&members);
                all.out.push(']');
            }
            None => literal(character(c, &mut all.chars)?, &mut all.out),
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
        // Without the `u` flag it is the letter itself; whoever wrote `\A` or `\Z` meant something else.
        other if other.is_ascii_alphabetic() => return Err(format!(r"`\{other}` is of another dialect")),
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
