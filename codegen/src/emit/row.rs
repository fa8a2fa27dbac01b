//! Patterns that are one row of classes, `^[A-Z]{3}-[0-9]{4}$`, which are written as code: most that people write are.
//!
//! In: the translation of a pattern, in the syntax of `regex`. Out: what matches the same language, or nothing where the
//! pattern is anything else. Guaranteed: each step can take what it can, since no later step could need it.

use std::fmt::Write as _;

/// What matches `translated`, as an argument of the macro `row` of the runtime.
pub(super) fn row(translated: &str) -> Option<String> {
    let steps = steps(translated)?;
    let mut written = String::new();
    for Step { class, least, most } in &steps {
        let mark = if written.is_empty() { "" } else { "; " };
        let most = if *most == u32::MAX { "usize::MAX".to_owned() } else { most.to_string() };
        let _ = write!(written, "{mark}{} => {least}, {most}", class.ranges());
    }
    Some(written)
}

fn steps(translated: &str) -> Option<Vec<Step>> {
    let mut rest = translated.strip_prefix('^')?.strip_suffix('$')?.as_bytes();
    let mut steps = Vec::new();
    while !rest.is_empty() {
        let class = class(&mut rest)?;
        let (least, most) = count(&mut rest)?;
        steps.push(Step { class, least, most });
    }
    let clear = (0..steps.len()).all(|at| is_clear(&steps[at], &steps[at + 1..]));
    // What repeats very often would be written out where it is optimised.
    let small = steps.iter().all(|step| step.least != step.most || step.least <= MOST_WRITTEN);
    (clear && small && !steps.is_empty()).then_some(steps)
}

/// So many characters of a class.
struct Step {
    class: Class,
    least: u32,
    most: u32,
}

/// How often a step may come that always comes as often.
const MOST_WRITTEN: u32 = 256;

/// A set of characters of ASCII.
#[derive(Clone, Copy)]
struct Class([bool; 128]);

impl Class {
    const NONE: Self = Self([false; 128]);

    /// Adds a range of characters; `None` where it is none of ASCII.
    fn add(&mut self, start: u8, end: u8) -> Option<()> {
        (start <= end && end.is_ascii()).then(|| self.0[usize::from(start)..=usize::from(end)].fill(true))
    }

    fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).any(|(left, right)| *left && *right)
    }

    /// As a pattern of Rust.
    fn ranges(&self) -> String {
        let has = |byte: u8| self.0.get(usize::from(byte)).is_some_and(|has| *has);
        let starts = (0..128_u8).filter(|byte| has(*byte) && (*byte == 0 || !has(byte - 1)));
        let range = |start: u8| {
            let end = (start..128).take_while(|byte| has(*byte)).last().unwrap_or(start);
            let literal = |byte: u8| format!("b'{}'", std::ascii::escape_default(byte));
            match end - start {
                0 => literal(start),
                1 => format!("{} | {}", literal(start), literal(end)),
                _ => format!("{}..={}", literal(start), literal(end)),
            }
        };
        starts.map(range).collect::<Vec<_>>().join(" | ")
    }
}

/// Whether it is clear where a step ends: what it can take, none of those that may come next wants.
fn is_clear(step: &Step, later: &[Step]) -> bool {
    let end = later.iter().position(|step| step.least > 0).map_or(later.len(), |at| at + 1);
    step.least == step.most || !later[..end].iter().any(|next| step.class.meets(&next.class))
}

/// A character or a class of them.
fn class(rest: &mut &[u8]) -> Option<Class> {
    match **rest {
        [b'[', ref inside @ ..] => {
            *rest = inside;
            let mut all = Class::NONE;
            loop {
                if let [b']', after @ ..] = *rest {
                    *rest = after;
                    return all.0.contains(&true).then_some(all);
                }
                let start = character(rest, b"[]^&~-")?;
                let end = match **rest {
                    [b'-', ref after @ ..] => {
                        *rest = after;
                        character(rest, b"[]^&~-")?
                    }
                    _ => start,
                };
                all.add(start, end)?;
            }
        }
        _ => {
            let byte = character(rest, b".^$*+?()[]{}|")?;
            let mut one = Class::NONE;
            one.add(byte, byte)?;
            Some(one)
        }
    }
}

/// A character that stands for itself, or a mark behind a backslash; not one of `special`.
fn character(rest: &mut &[u8], special: &[u8]) -> Option<u8> {
    match **rest {
        [b'\\', escaped, ref after @ ..] => {
            *rest = after;
            match escaped {
                b't' => Some(b'\t'),
                b'n' => Some(b'\n'),
                b'r' => Some(b'\r'),
                // `\<` and `\>` are the ends of a word.
                mark => (mark.is_ascii_punctuation() && !b"<>".contains(&mark)).then_some(mark),
            }
        }
        [byte, ref after @ ..] => {
            *rest = after;
            (byte.is_ascii() && byte != b'\\' && !special.contains(&byte)).then_some(byte)
        }
        [] => None,
    }
}

/// How often the last class comes: once, where nothing is said.
fn count(rest: &mut &[u8]) -> Option<(u32, u32)> {
    let (count, after) = match **rest {
        [b'*', ref after @ ..] => ((0, u32::MAX), after),
        [b'+', ref after @ ..] => ((1, u32::MAX), after),
        [b'?', ref after @ ..] => ((0, 1), after),
        [b'{', ref inside @ ..] => {
            let end = inside.iter().position(|byte| *byte == b'}')?;
            let text = std::str::from_utf8(&inside[..end]).ok()?;
            let number = |text: &str| text.parse::<u32>().ok().filter(|_| !text.starts_with('+'));
            let count = match text.split_once(',') {
                Some((least, "")) => (number(least)?, u32::MAX),
                Some((least, most)) => (number(least)?, number(most)?),
                None => (number(text)?, number(text)?),
            };
            (count, &inside[end + 1..])
        }
        _ => return Some((1, 1)),
    };
    *rest = after;
    // A mark behind it would make it lazy.
    let is_lazy = matches!(after, [b'*' | b'+' | b'?' | b'{', ..]);
    (!is_lazy && count.0 <= count.1).then_some(count)
}

#[cfg(test)]
mod tests {
    use super::row;

    #[test]
    fn rows_are_written_as_code() {
        for (pattern, written) in [
            (r"^[A-Z]{3}\-[0-9]{4}$", "b'A'..=b'Z' => 3, 3; b'-' => 1, 1; b'0'..=b'9' => 4, 4"),
            (r"^[a-z][a-z\-]*$", "b'a'..=b'z' => 1, 1; b'-' | b'a'..=b'z' => 0, usize::MAX"),
            ("^a?b+c{2,3}$", "b'a' => 0, 1; b'b' => 1, usize::MAX; b'c' => 2, 3"),
            (r"^[\t\n _]*x$", "b'\\t' | b'\\n' | b' ' | b'_' => 0, usize::MAX; b'x' => 1, 1"),
            (r"^\$[0-9]+\.[0-9]{2}$", "b'$' => 1, 1; b'0'..=b'9' => 1, usize::MAX; b'.' => 1, 1; b'0'..=b'9' => 2, 2"),
            (r"^[\]\\]+$", r"b'\\' | b']' => 1, usize::MAX"),
            (r"^['\x22]$", ""),
            ("^a{0}b$", "b'a' => 0, 0; b'b' => 1, 1"),
            ("^ab{2,}$", "b'a' => 1, 1; b'b' => 2, usize::MAX"),
            ("^'$", r"b'\'' => 1, 1"),
        ] {
            assert_eq!(row(pattern).unwrap_or_default(), written, "{pattern}");
        }
    }

    #[test]
    fn what_is_more_is_left_to_the_automaton() {
        for pattern in [
            "^$",
            "^[0-9]{1000}$",
            "a",
            "^a",
            "a$",
            "^a|b$",
            "^(a)$",
            "^.$",
            "^[^a]$",
            r"^\d$",
            "^a*a$",
            "^a*b*a$",
            "^a{1,2}a$",
            "^a+?$",
            "^[a&&b]$",
            "^ä$",
            r"^a\$",
            "^[a-]$",
            "^(?i)a$",
            r"^\x41$",
            "^a{2,1}$",
            r"^a\",
            r"^\b$",
            r"^a\<b$",
            "^[[:alpha:]]$",
            "^a**$",
            "^^a$",
            "^a$$",
        ] {
            assert!(row(pattern).is_none(), "{pattern}");
        }
    }
}
