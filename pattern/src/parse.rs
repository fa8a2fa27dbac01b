//! The text of a pattern, read.

use std::iter::Peekable;
use std::str::Chars;

use regex_syntax::hir::{Class, HirKind};

use super::program::{Assert, Part, Program, Size};
use super::{Look, LookAround};

/// Groups nest no deeper than this.
const MAX_DEPTH: usize = 250;

/// Counts are no larger than this.
const MAX_COUNT: usize = 100_000;

struct Parser<'p> {
    chars: Peekable<Chars<'p>>,
    depth: usize,
    sets: Vec<Vec<(char, char)>>,
    looks: Vec<Look>,
    size: Size,
}

pub(super) fn parse(pattern: &str) -> Result<LookAround, String> {
    let chars = pattern.chars().peekable();
    let mut parser = Parser { chars, depth: 0, sets: Vec::new(), looks: Vec::new(), size: Size::default() };
    let whole = parser.choice()?;
    if parser.chars.next().is_some() {
        return Err("a group is closed that was not opened".to_owned());
    }
    let whole = Program::new(&whole, &mut parser.size)?;
    Ok(LookAround { sets: parser.sets, looks: parser.looks, whole })
}

impl Parser<'_> {
    fn choice(&mut self) -> Result<Part, String> {
        let mut branches = vec![self.sequence()?];
        while self.chars.next_if_eq(&'|').is_some() {
            branches.push(self.sequence()?);
        }
        Ok(if branches.len() == 1 { branches.remove(0) } else { Part::Any(branches) })
    }

    fn sequence(&mut self) -> Result<Part, String> {
        let mut parts = Vec::new();
        while let Some(c) = self.chars.next_if(|c| !matches!(c, '|' | ')')) {
            let part = match c {
                '(' => self.group()?,
                '[' => self.class()?,
                '\\' => self.escape()?,
                '.' => self.set(vec![('\0', '\t'), ('\u{b}', char::MAX)]),
                '^' => Part::Assert(Assert::Start),
                '$' => Part::Assert(Assert::End),
                '*' | '+' | '?' | '{' => return Err("nothing is there to repeat".to_owned()),
                c => self.set(vec![(c, c)]),
            };
            parts.push(self.repeated(part)?);
        }
        Ok(Part::All(parts))
    }

    /// Reads `text`, if it comes next.
    fn rest_is(&mut self, text: &str) -> bool {
        let mut ahead = self.chars.clone();
        let is_next = text.chars().all(|c| ahead.next() == Some(c));
        if is_next {
            self.chars = ahead;
        }
        is_next
    }

    fn set(&mut self, ranges: Vec<(char, char)>) -> Part {
        let index = self.sets.iter().position(|known| *known == ranges).unwrap_or_else(|| {
            self.sets.push(ranges);
            self.sets.len() - 1
        });
        Part::Set(index)
    }

    fn group(&mut self) -> Result<Part, String> {
        // How the `regex` crate says a boundary of ASCII words.
        if self.rest_is(r"?-u:\b)") {
            return Ok(Part::Assert(Assert::Boundary(false)));
        }
        let mut kind = String::new();
        while kind.len() < 3 && !matches!(kind.as_str(), "?:" | "?=" | "?!") {
            let Some(c) = self.chars.next() else { return Err("a group is not closed".to_owned()) };
            kind.push(c);
        }
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(format!("its groups nest deeper than {MAX_DEPTH}"));
        }
        let inner = self.choice()?;
        self.depth -= 1;
        if self.chars.next() != Some(')') {
            return Err("a group is not closed".to_owned());
        }
        let (ahead, negated) = match kind.as_str() {
            "?:" => return Ok(inner),
            "?=" => (true, false),
            "?!" => (true, true),
            "?<=" => (false, false),
            "?<!" => (false, true),
            _ => return Err("it has a group of an unknown kind".to_owned()),
        };
        let program = Program::new(&inner, &mut self.size)?;
        self.looks.push(Look { ahead, program });
        Ok(Part::Assert(Assert::Look(self.looks.len() - 1, negated)))
    }

    fn escape(&mut self) -> Result<Part, String> {
        Ok(match self.chars.next() {
            Some('A') => Part::Assert(Assert::Start),
            Some('z') => Part::Assert(Assert::End),
            Some('b') => Part::Assert(Assert::Boundary(false)),
            Some('B') => Part::Assert(Assert::Boundary(true)),
            Some(c) if !c.is_alphanumeric() => self.set(vec![(c, c)]),
            Some(c) => return Err(format!(r"`\{c}` is to be written as a class")),
            None => return Err("it ends in a backslash".to_owned()),
        })
    }

    /// A class in brackets, which may hold others; its characters are those that the `regex` crate says.
    fn class(&mut self) -> Result<Part, String> {
        let mut text = String::from("[");
        let mut depth = 1;
        while depth > 0 {
            let Some(c) = self.chars.next() else { return Err("a class is not closed".to_owned()) };
            text.push(c);
            match c {
                '[' => depth += 1,
                ']' => depth -= 1,
                '\\' => text.extend(self.chars.next()),
                _ => {}
            }
        }
        let hir = regex_syntax::parse(&text).map_err(|error| error.to_string())?;
        let ranges = match hir.kind() {
            HirKind::Class(Class::Unicode(class)) => class.iter().map(|r| (r.start(), r.end())).collect(),
            HirKind::Class(Class::Bytes(class)) => {
                class.iter().map(|r| (char::from(r.start()), char::from(r.end()))).collect()
            }
            HirKind::Literal(one) => String::from_utf8_lossy(&one.0).chars().map(|c| (c, c)).collect(),
            _ => return Err(format!("`{text}` is no class")),
        };
        Ok(self.set(ranges))
    }

    fn repeated(&mut self, part: Part) -> Result<Part, String> {
        let (min, max) = match self.chars.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => self.counts()?,
            _ => return Ok(part),
        };
        self.chars.next();
        // Whether it takes as much or as little as it can changes which match is found, not whether there is one.
        self.chars.next_if_eq(&'?');
        Ok(Part::Repeat { part: Box::new(part), min, max })
    }

    /// Up to the closing brace.
    fn counts(&mut self) -> Result<(usize, Option<usize>), String> {
        self.chars.next();
        let mut text = String::new();
        while let Some(c) = self.chars.next_if(|c| *c != '}') {
            text.push(c);
        }
        let (low, high) = text.split_once(',').unwrap_or((&text, &text));
        let count = |text: &str| text.parse::<usize>().ok().filter(|count| *count <= MAX_COUNT);
        let max = if high.is_empty() { Ok(None) } else { count(high).map(Some).ok_or(()) };
        match (count(low), max) {
            (Some(min), Ok(max)) if max.is_none_or(|max| min <= max) => Ok((min, max)),
            _ => Err(format!("`{{{text}}}` is no count, or too large")),
        }
    }
}
