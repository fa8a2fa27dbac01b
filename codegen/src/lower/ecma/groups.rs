//! Groups, and references back to them.
//!
//! Guaranteed: a reference that is accepted means the same to both sides. In ECMA-262 a group that has not taken part
//! in the match is empty, and to the engine it matches nothing; so only groups count that must have taken part.

use std::iter::Peekable;
use std::str::Chars;

/// The capturing groups of a pattern, by their number.
#[derive(Debug, Default)]
pub(super) struct Groups {
    names: Vec<Option<String>>,
    /// Of a group that has matched, once and whole, when what follows it is reached: how many characters follow.
    certain: Vec<Option<usize>>,
    referred_to: bool,
}

impl Groups {
    pub(super) fn of(pattern: &str) -> Self {
        let mut groups = Self::default();
        // For each open group its number, if it captures.
        let mut open: Vec<Option<usize>> = Vec::new();
        let mut choice = false;
        let mut chars = pattern.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '\\' => {
                    let next = chars.next();
                    groups.referred_to |= matches!(next, Some('1'..='9' | 'k'));
                }
                '[' => skip_class(&mut chars),
                '(' => open.push(groups.open(&mut chars)),
                ')' => {
                    let repeated = matches!(chars.peek(), Some('*' | '+' | '?' | '{'));
                    if let (Some(Some(number)), true, false) = (open.pop(), open.is_empty(), repeated) {
                        groups.certain[number] = Some(chars.clone().count());
                    }
                }
                '|' => choice |= open.is_empty(),
                _ => {}
            }
        }
        if choice {
            groups.certain.fill(None);
        }
        groups
    }

    fn open(&mut self, chars: &mut Peekable<Chars<'_>>) -> Option<usize> {
        let mut name = None;
        if chars.next_if_eq(&'?').is_some() {
            let named = chars.next() == Some('<') && !matches!(chars.peek(), Some('=' | '!'));
            if !named {
                return None;
            }
            name = Some(chars.by_ref().take_while(|c| *c != '>').collect());
        }
        self.names.push(name);
        self.certain.push(None);
        Some(self.names.len() - 1)
    }

    pub(super) fn are_referred_to(&self) -> bool {
        self.referred_to
    }

    /// The number of the group that `\\1` or `\\k<name>` refers to; the first character is read already.
    pub(super) fn reference(&self, first: char, chars: &mut Peekable<Chars<'_>>) -> Result<usize, String> {
        let index = if first == 'k' {
            chars.next();
            let name: String = chars.by_ref().take_while(|c| *c != '>').collect();
            self.names.iter().position(|known| known.as_deref() == Some(&name))
        } else {
            let mut number = first.to_string();
            while let Some(digit) = chars.next_if(char::is_ascii_digit) {
                number.push(digit);
            }
            number.parse::<usize>().ok().and_then(|number| number.checked_sub(1))
        };
        let is_before =
            |index: &usize| matches!(self.certain.get(*index), Some(Some(left)) if *left > chars.clone().count());
        match index.filter(is_before) {
            Some(index) => Ok(index + 1),
            None => Err("it refers to a group that need not have matched".to_owned()),
        }
    }
}

fn skip_class(chars: &mut Peekable<Chars<'_>>) {
    while let Some(c) = chars.next() {
        match c {
            ']' => return,
            '\\' => drop(chars.next()),
            _ => {}
        }
    }
}
