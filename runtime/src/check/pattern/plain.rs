//! Patterns that are one row of classes: `^[A-Z]{3}-[0-9]{4}$`. Most that people write are; tables of bytes decide them
//! in a tenth of the time that an automaton takes to begin.
//!
//! In: the translation of a pattern, in the syntax of `regex`. Out: a matcher of the same language, or nothing where the
//! pattern is anything else. Guaranteed: each step takes what it can, since no later step could need it.

use std::fmt;

/// A pattern that is anchored at both ends, of characters of ASCII.
#[derive(Debug)]
pub struct Plain(Vec<Step>);

/// So many characters of a class.
#[derive(Debug)]
struct Step {
    class: Class,
    least: u32,
    most: u32,
}

/// A set of characters of ASCII: a table of all bytes, since to look one up is one instruction, and to shift a row of bits
/// is ten. An automaton of the same pattern takes more memory.
#[derive(Clone, Copy)]
struct Class([bool; 256]);

impl Class {
    const NONE: Self = Self([false; 256]);

    /// Adds a range of characters; `None` where it is none of ASCII.
    fn add(&mut self, start: u8, end: u8) -> Option<()> {
        (start <= end && end.is_ascii()).then(|| self.0[usize::from(start)..=usize::from(end)].fill(true))
    }

    fn has(&self, byte: u8) -> bool {
        self.0[usize::from(byte)]
    }

    fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).any(|(left, right)| *left && *right)
    }
}

impl fmt::Debug for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries((0..=u8::MAX).filter(|byte| self.has(*byte)).map(char::from)).finish()
    }
}

impl Plain {
    /// The same language as `translated` has in the syntax of `regex`.
    pub(super) fn of(translated: &str) -> Option<Self> {
        let mut rest = translated.strip_prefix('^')?.strip_suffix('$')?.as_bytes();
        let mut steps = Vec::new();
        while !rest.is_empty() {
            let class = class(&mut rest)?;
            let (least, most) = count(&mut rest)?;
            steps.push(Step { class, least, most });
        }
        let clear = (0..steps.len()).all(|at| is_clear(&steps[at], &steps[at + 1..]));
        clear.then_some(Self(steps))
    }

    pub(super) fn is_match(&self, text: &str) -> bool {
        let (text, mut at) = (text.as_bytes(), 0_usize);
        for Step { class, least, most } in &self.0 {
            let start = at;
            let end = text.len().min(start.saturating_add(*most as usize));
            while at < end && class.has(text[at]) {
                at += 1;
            }
            if at - start < *least as usize {
                return false;
            }
        }
        at == text.len()
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
    use super::Plain;

    #[test]
    fn the_language_is_that_of_the_automaton() {
        let patterns = [
            r"^[A-Z]{3}\-[0-9]{4}$",
            "^[0-9]{6}$",
            r"^[a-z][a-z\-]*$",
            "^$",
            "^a?b+c{2,3}$",
            r"^[\t\n _]*x$",
            r"^\$[0-9]+\.[0-9]{2}$",
            "^ab*a$",
            r"^[\]\\]+$",
            "^[A-Za-z0-9]{1,}$",
        ];
        let letters: Vec<char> = "abcxABC019-_.$]\\ \t\nä".chars().collect();
        let mut seed = 7_u64;
        let mut next = |end: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) as usize % end
        };
        for pattern in patterns {
            let plain = Plain::of(pattern).unwrap_or_else(|| panic!("{pattern} is a row of classes"));
            let regex = regex::Regex::new(pattern).unwrap();
            let examples =
                ["", "ABC-1234", "012345", "a-b", "abcc", "bccc", " _\tx", "$1.00", "aba", "aa", "]\\", "ABC-1234\n"];
            let mut texts: Vec<String> = examples.map(str::to_owned).to_vec();
            for _ in 0..5000 {
                let mut text: Vec<char> = texts[next(examples.len())].chars().collect();
                for _ in 0..next(4) {
                    let at = next(text.len() + 1);
                    text.insert(at, letters[next(letters.len())]);
                }
                texts.push(text.into_iter().collect());
            }
            for text in texts {
                assert_eq!(plain.is_match(&text), regex.is_match(&text), "{pattern} {text:?}");
            }
        }
    }

    #[test]
    fn what_is_more_is_left_to_the_automaton() {
        for pattern in [
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
            assert!(Plain::of(pattern).is_none(), "{pattern}");
        }
    }
}
